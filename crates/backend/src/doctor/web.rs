//! What holds for every answer: HSTS, nosniff, the clock.

use std::time::{Duration, SystemTime};

use reqwest::{
    Response, Url,
    header::{DATE, HeaderMap, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS},
};
use sigilo_protocol::CLOCK_SKEW;

use super::{Question, finding::Report};

/// For how long browsers should ask by TLS only, in seconds: less is forgotten between two visits.
const HSTS: u64 = 180 * 24 * 3_600;

/// From how many seconds on a clock is worth a look.
const DRIFT: u64 = 30;

pub(super) fn header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

pub(super) fn look(
    [hsts, sniffing]: [&'static str; 2],
    url: &Url,
    answer: &Response,
    report: &mut Report,
) {
    let headers = answer.headers();
    if url.scheme() == "https" {
        let value = header(headers, STRICT_TRANSPORT_SECURITY.as_str()).to_lowercase();
        let age = value.split(';').find_map(|part| part.trim().strip_prefix("max-age="));
        let age = age.and_then(|age| age.trim_matches('"').parse::<u64>().ok());
        let remedy = "Write `hsts_seconds = 31536000` in [tls], or let the proxy send \
                      Strict-Transport-Security.";
        match age {
            None | Some(0) => {
                report.fault(hsts, "Browsers may come in clear: there is no HSTS.", remedy)
            }
            Some(age) if age < HSTS => {
                report.warning(hsts, format!("HSTS is forgotten after {age} seconds."), remedy);
            }
            Some(_) => report.fine(hsts, "HSTS is there."),
        }
    }
    if header(headers, X_CONTENT_TYPE_OPTIONS.as_str()).eq_ignore_ascii_case("nosniff") {
        report.fine(sniffing, "Nobody guesses types.");
    } else {
        let remedy = "Let the proxy or the host of files leave X-Content-Type-Options: nosniff.";
        report.fault(sniffing, "Browsers may guess the type of what is sent.", remedy);
    }
}

pub(super) fn clock(question: &Question, answer: &Response, report: &mut Report) {
    let said = header(answer.headers(), DATE.as_str());
    let Some(said) = parse(said) else {
        report.warning("clock", "The answer has no date.", "Let the proxy leave the Date header.");
        return;
    };
    let apart = said.abs_diff(question.clock.now());
    let what = format!("Its clock and this machine's are {apart} seconds apart.");
    let remedy = "Let both machines ask NTP: manifests, tokens and receipts are bound to the time.";
    if apart > CLOCK_SKEW {
        report.fault("clock", what, remedy);
    } else if apart > DRIFT {
        report.warning("clock", what, remedy);
    } else {
        report.fine("clock", what);
    }
}

/// `Sun, 06 Nov 1994 08:49:37 GMT`.
fn parse(date: &str) -> Option<u64> {
    let time: SystemTime = httpdate::parse_http_date(date).ok()?;
    time.duration_since(SystemTime::UNIX_EPOCH).ok().as_ref().map(Duration::as_secs)
}
