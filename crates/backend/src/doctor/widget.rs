//! The widget's files, as their host sends them.

use reqwest::{Client, Url, header::HeaderMap};

use super::{
    Question,
    finding::Report,
    origin,
    web::{self, header},
};

const DIST: &str =
    "Publish what `cargo xtask dist` wrote, with its _headers (or what it wrote for your host).";

/// Looks at the frame's document and at embed.js; `origins` are the manifest's.
pub(super) async fn look(
    client: &Client,
    question: &Question,
    widget: &Url,
    origins: &Option<Vec<String>>,
    report: &mut Report,
) {
    let page = client.get(at(widget, "index.html")).send().await.ok();
    match page.filter(|page| page.status().is_success()) {
        None => report.fault("widget", format!("{widget} has no index.html."), DIST),
        Some(page) => {
            web::look(["widget-hsts", "widget-nosniff"], widget, &page, report);
            policy(page.headers(), &origin(&question.url), report);
            ancestors(page.headers(), origins.as_deref(), report);
        }
    }
    embed(client, widget, report).await;
}

/// What the frame may load and ask.
fn policy(headers: &HeaderMap, relay: &str, report: &mut Report) {
    let csp = header(headers, "content-security-policy");
    if csp.is_empty() {
        let what = "The frame's document has no Content-Security-Policy header.";
        report.fault("csp", what, DIST);
        return;
    }
    let connects = sources(csp, "connect-src");
    if !connects.contains(&relay) {
        let what = format!("The frame may not ask {relay}: its connect-src does not name it.");
        report.fault("csp", what, "Tell `cargo xtask dist` this relay, and publish again.");
    }
    let scripts = sources(csp, "script-src");
    let is_loose =
        |source: &str| matches!(source, "'unsafe-inline'" | "'unsafe-eval'" | "*" | "https:");
    if scripts.is_empty() || scripts.iter().any(|source| is_loose(source)) {
        report.fault("csp", "The frame may run scripts of anybody.", DIST);
    } else if !csp.contains("require-trusted-types-for") {
        report.warning("csp", "The frame's policy asks for no Trusted Types.", DIST);
    } else if connects.contains(&relay) {
        report.fine("csp", "The frame runs its own scripts, and asks the relay alone.");
    }
}

/// Which pages may embed it.
fn ancestors(headers: &HeaderMap, origins: Option<&[String]>, report: &mut Report) {
    const CHECK: &str = "frame-ancestors";
    if !header(headers, "x-frame-options").is_empty() {
        let remedy =
            "Take X-Frame-Options out of the host's headers; frame-ancestors says who may.";
        report.fault(CHECK, "X-Frame-Options keeps the chat out of every page.", remedy);
    }
    let allowed = sources(header(headers, "content-security-policy"), CHECK);
    let is_any =
        allowed.is_empty() || allowed.iter().any(|own| matches!(*own, "*" | "https:" | "http:"));
    if is_any {
        report.fault(CHECK, "Any site may embed the chat.", DIST);
        return;
    }
    let Some(origins) = origins else { return };
    let missing: Vec<_> = origins.iter().filter(|own| !allowed.contains(&own.as_str())).collect();
    let strange: Vec<_> =
        allowed.iter().filter(|own| !origins.iter().any(|known| known == *own)).collect();
    let remedy = "Give page_origins of the [[site]] and `cargo xtask dist` the same pages.";
    if !missing.is_empty() {
        report.fault(CHECK, format!("Pages of {missing:?} may not embed the chat."), remedy);
    }
    if !strange.is_empty() {
        let what =
            format!("Pages of {strange:?} may embed it, and the manifest does not know them.");
        report.warning(CHECK, what, remedy);
    }
    if missing.is_empty() && strange.is_empty() {
        report.fine(CHECK, "The pages that may embed the chat are the manifest's.");
    }
}

async fn embed(client: &Client, widget: &Url, report: &mut Report) {
    let answer = client.get(at(widget, "embed.js")).send().await.ok();
    let Some(answer) = answer.filter(|answer| answer.status().is_success()) else {
        report.fault("embed", format!("{widget} has no embed.js."), DIST);
        return;
    };
    if !header(answer.headers(), "content-type").contains("javascript") {
        report.fault("embed", "embed.js is not sent as JavaScript.", DIST);
    } else if header(answer.headers(), "access-control-allow-origin") != "*" {
        let what = "embed.js has no Access-Control-Allow-Origin: *, which its integrity needs.";
        report.fault("embed", what, DIST);
    } else {
        report.fine("embed", "embed.js is there for every page.");
    }
}

/// What a directive admits.
fn sources<'a>(csp: &'a str, directive: &str) -> Vec<&'a str> {
    let mut directives = csp.split([';', ',']).map(str::split_ascii_whitespace);
    let found = directives.find_map(|mut words| {
        words.next().is_some_and(|name| name.eq_ignore_ascii_case(directive)).then_some(words)
    });
    found.map(Iterator::collect).unwrap_or_default()
}

fn at(widget: &Url, name: &str) -> Url {
    let mut url = widget.clone();
    url.set_path(name);
    url
}
