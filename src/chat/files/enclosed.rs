//! Files that forms ask for: chosen in this page, cleaned and sealed as the form is sent, and taken to the
//! relay before its answer is. What opens one goes among the answer's values and is kept nowhere else.

use leptos::prelude::*;
use sigilo_protocol::{Attachment, FILE_CHUNK, MAX_FILE};

use super::{
    add::{CHUNKS, named, one, said, size},
    flights::{self, Up},
};
use crate::{
    chat::{
        parts::{Enclosed, Enclosing},
        talk::Talk,
    },
    kept::{KeptFile, KeptMessage},
};

/// What forms ask of this part.
pub(super) fn part() -> Enclosing {
    Enclosing {
        field,
        seal: |talk, form, answer, fields| Box::pin(seal(talk, form, answer, fields)),
        leave,
        going,
    }
}

fn field(talk: &Talk, form: &str, at: usize) -> Vec<String> {
    let Some(own) = talk.offer.policy.core.attachments() else { return Vec::new() };
    let lang = talk.state.lang.get_untracked();
    let (mut chosen, mut wrong) = (String::new(), String::new());
    if let Some((file, why)) = flights::chosen(&name_of(form, at)) {
        chosen = format!("{} · {}", named(&file), lang.bytes(size(&file).unwrap_or_default()));
        wrong = why.map(|why| said(talk, &own, why)).unwrap_or_default();
    }
    let most = format!("{} {}", lang.forms().at_most, lang.bytes(own.max_bytes));
    vec![own.media.join(","), most, chosen, wrong]
}

/// Seals what was chosen for these fields; or the name of one that can't be sent, which says why then.
async fn seal(
    talk: &Talk,
    form: &str,
    answer: &str,
    fields: Vec<(usize, String)>,
) -> Result<Enclosed, String> {
    let Some(own) = talk.offer.policy.core.attachments() else { return Ok(Enclosed::default()) };
    let (mut values, mut files) = (Vec::new(), Vec::new());
    for (at, name) in fields {
        let field = name_of(form, at);
        let Some((file, _)) = flights::chosen(&field) else { continue };
        let id = name_of(answer, files.len());
        // As many as there can be: what does not come into the record goes.
        flights::lies(&id, MAX_FILE / (CHUNKS * FILE_CHUNK) as u64);
        match one(talk, &own, file.clone(), Some(id)).await {
            Ok((view, sealed, pieces)) => {
                let bare = KeptFile::bare(&sealed, pieces);
                // What the detector sees in its name is hidden: there is no message that could ask.
                let named = KeptMessage { file: Some(bare.clone()), ..view.into() };
                let called = talk.detector.masked(&named.view.text, &talk.careful(&named));
                files.push(bare);
                values.push((name, Attachment { name: called, ..sealed }.to_text()));
            }
            Err(why) => {
                flights::choose(&field, Some((file, Some(why))));
                return Err(name);
            }
        }
    }
    Ok((values, KeptFile::to_line(&files)))
}

/// What the n-th file of an answer, or of a form, is called here.
pub(super) fn name_of(of: &str, at: usize) -> String {
    format!("{of}:{at}")
}

/// Changes one of an answer's files; nothing is left of them once the relay has all.
pub(super) fn change(answer: &str, files: &mut String, id: &str, change: &dyn Fn(&mut KeptFile)) {
    let mut all = KeptFile::from_line(files);
    let mut is_done = true;
    for (at, own) in all.iter_mut().enumerate() {
        if name_of(answer, at) == id {
            change(own);
        }
        is_done &= own.is_up && own.pieces == 0;
    }
    *files = if is_done { String::new() } else { KeptFile::to_line(&all) };
}

/// How far an answer's files have come, all together; nothing while none is on its way.
fn going(answer: &str, files: &str) -> Option<u8> {
    let files = KeptFile::from_line(files);
    let (mut sum, mut is_going) = (0, false);
    for (at, file) in files.iter().enumerate() {
        match flights::up(&name_of(answer, at)) {
            Some(Up::Going(percent)) => {
                is_going = true;
                sum += u32::from(percent);
            }
            _ if file.is_up => sum += 100,
            _ => {}
        }
    }
    // A hundred at the most.
    is_going.then(|| (sum / files.len() as u32) as u8)
}

/// Nothing is chosen any more in a form.
fn leave(form: &str) {
    flights::leave(&format!("{form}:"));
}
