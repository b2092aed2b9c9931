//! What clamd says of a stream: `stream: OK`, `stream: NAME FOUND`, or something that ends in `ERROR`.

use super::{Unsure, Verdict};

/// Names of what is no finding but a limit that was reached or a part that could not be opened: clamd
/// tells them like findings, where its settings have it tell them at all.
const LIMITS: [&str; 2] = ["Heuristics.Limits.Exceeded", "Heuristics.Encrypted"];

/// Reads a reply, which ends with a zero byte.
pub(in crate::desk) fn read(reply: &[u8]) -> Verdict {
    let Some((0, reply)) = reply.split_last() else {
        return Verdict::Unsure(Unsure::Failed("it broke off".into()));
    };
    let reply = String::from_utf8_lossy(reply);
    let said = reply.strip_prefix("stream: ").unwrap_or(&reply);
    if said == "OK" {
        return Verdict::Clean;
    }
    let name = |text: &str| text.chars().filter(|sign| !sign.is_control()).collect::<String>();
    match said.strip_suffix(" FOUND") {
        Some(found) if LIMITS.iter().any(|limit| found.starts_with(limit)) => {
            Verdict::Unsure(Unsure::Partly(name(found)))
        }
        Some(found) => Verdict::Infected(name(found)),
        None if said.contains("size limit exceeded") => Verdict::Unsure(Unsure::TooLarge),
        None => Verdict::Unsure(Unsure::Failed(name(said))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_said_to_be_clean_is() {
        let unsure = |reason| Verdict::Unsure(reason);
        for (reply, expected) in [
            ("stream: OK\0", Verdict::Clean),
            ("stream: Eicar FOUND\0", Verdict::Infected("Eicar".into())),
            ("INSTREAM size limit exceeded. ERROR\0", unsure(Unsure::TooLarge)),
            (
                "stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND\0",
                unsure(Unsure::Partly("Heuristics.Limits.Exceeded.MaxFileSize".into())),
            ),
            (
                "stream: Heuristics.Encrypted.Zip FOUND\0",
                unsure(Unsure::Partly("Heuristics.Encrypted.Zip".into())),
            ),
            (
                "stream: Can't allocate memory ERROR\0",
                unsure(Unsure::Failed("Can't allocate memory ERROR".into())),
            ),
            ("stream: OK\u{b}\0", unsure(Unsure::Failed("OK".into()))),
            ("stream: OK", unsure(Unsure::Failed("it broke off".into()))),
            ("stream: NOT OK\0", unsure(Unsure::Failed("NOT OK".into()))),
            ("\0", unsure(Unsure::Failed(String::new()))),
            ("", unsure(Unsure::Failed("it broke off".into()))),
        ] {
            let verdict = read(reply.as_bytes());
            assert_eq!(verdict, expected, "{reply:?}");
            assert_eq!(verdict.is_quarantined(), reply != "stream: OK\0", "{reply:?}");
        }
    }
}
