//! An event as it goes out.

use jiff::Timestamp;
use serde_json::json;

use crate::events::Event;

/// One line of JSON, without its end.
pub(super) fn line(event: &Event) -> String {
    // A struct of strings and numbers always becomes JSON.
    serde_json::to_string(event).unwrap_or_default()
}

/// What a webhook's body is: type, time and data, as Standard Webhooks has them.
pub(super) fn body(event: &Event) -> String {
    json!({"type": event.kind, "timestamp": time(event.at), "data": event}).to_string()
}

/// RFC 3339, in UTC.
pub(super) fn time(at: u64) -> String {
    let seconds = i64::try_from(at).unwrap_or(i64::MAX);
    Timestamp::from_second(seconds).unwrap_or(Timestamp::MAX).to_string()
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    Info,
    Warning,
    Error,
    Critical,
}

/// An alert says how bad; of others the kind does.
pub(super) fn level(event: &Event) -> Level {
    match event.details.get("level").map(String::as_str) {
        Some("critical") => Level::Critical,
        Some("error") => Level::Error,
        Some("warning") => Level::Warning,
        Some("info") => Level::Info,
        _ if event.kind.starts_with("failure.") => Level::Warning,
        _ if event.kind.ends_with(".refused") || event.kind == "siem.dropped" => Level::Warning,
        _ => Level::Info,
    }
}
