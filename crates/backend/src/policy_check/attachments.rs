//! What a core says of the files that visitors may send.

use sigilo_consent::{MAX_FILES, MEDIA};
use sigilo_protocol::Json;

use super::{
    document::{get, items},
    report::Report,
};

const MEBIBYTE: u64 = 1024 * 1024;

/// Checks which files are taken.
pub(super) fn check(core: &Json, report: &mut Report) {
    let Some(own) = get(core, "attachments") else { return };
    let media = items(own, "media");
    if media.is_empty() {
        let what = "No file could be sent.";
        report.error("attachments.media", what, "Name media types, or leave \"attachments\" out.");
    }
    for (at, media) in media.iter().enumerate() {
        if let Json::Text(media) = media
            && !MEDIA.contains(&media.as_str())
        {
            let place = format!("attachments.media[{at}]");
            let what = format!("Whether a file is \"{media}\" can't be told by what it holds.");
            report.error(&place, what, &format!("Those that can: {}.", MEDIA.join(", ")));
        }
    }
    let mut within = |name: &str, most: u64, remedy: &str| {
        if let Some(Json::Number(number)) = get(own, name)
            && !(1..=most).contains(number)
        {
            let what = format!("It is {number}; it has to be from 1 to {most}.");
            report.error(&format!("attachments.{name}"), what, remedy);
        }
    };
    within("max_bytes", 25 * MEBIBYTE, "Write bytes: 10485760 are 10 MiB.");
    within("max_count", MAX_FILES, "Write how many files a visitor may send in one conversation.");
}
