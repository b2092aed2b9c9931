//! Files that forms ask for: chosen in this page, cleaned and sealed as the form is sent, and taken to the
//! relay before its answer is. What opens one goes among the answer's values and is kept nowhere else.

use std::cell::RefCell;

use js_sys::Reflect;
use leptos::prelude::*;
use sigilo_protocol::{Attachment, FILE_CHUNK, MAX_FILE};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use super::{
    Why,
    add::{self, CHUNKS, cleaned, named, sealed},
    flights::{self, Up},
};
use crate::{
    chat::{parts::Enclosed, talk::Talk},
    kept::{KeptFile, KeptMessage},
    state::{FileField, MessageView},
};

/// What is chosen for a field of a form.
struct Chosen {
    form: String,
    at: usize,
    file: JsValue,
    /// Why it was not sent.
    why: Option<Why>,
}

thread_local! {
    static CHOSEN: RefCell<Vec<Chosen>> = const { RefCell::new(Vec::new()) };
}

/// Another file for a field, or none.
pub(super) fn choose(form: &str, at: usize, file: Option<JsValue>) {
    CHOSEN.with_borrow_mut(|all| {
        all.retain(|own| own.form != form || own.at != at);
        all.extend(file.map(|file| Chosen { form: form.into(), at, file, why: None }));
    });
}

/// Forgets all of it.
pub(super) fn forget() {
    CHOSEN.take();
}

pub(super) fn field(talk: &Talk, form: &str, at: usize) -> FileField {
    let Some(own) = talk.offer.policy.core.attachments() else { return FileField::default() };
    let lang = talk.state.lang.get_untracked();
    let (mut chosen, mut wrong) = (String::new(), String::new());
    if let Some((file, why)) = find(form, at) {
        let size = lang.bytes(add::size(&file).unwrap_or_default());
        chosen = format!("{} · {size}", named(&file));
        wrong = why.map(|why| add::said(talk, &own, why)).unwrap_or_default();
        let kind = Reflect::get(&file, &"type".into()).ok().and_then(|kind| kind.as_string());
        if kind.is_some_and(|kind| kind.starts_with("image/")) {
            chosen = format!("{chosen}. {}", lang.files().cleaned);
        }
    }
    let most = format!("{} {}", lang.forms().at_most, lang.bytes(own.max_bytes));
    FileField { accept: own.media.join(","), most, chosen, wrong }
}

fn find(form: &str, at: usize) -> Option<(JsValue, Option<Why>)> {
    CHOSEN.with_borrow(|all| {
        let own = all.iter().find(|own| own.form == form && own.at == at)?;
        Some((own.file.clone(), own.why))
    })
}

/// Seals what was chosen for these fields; or the name of one that can't be sent, which says why then.
pub(super) async fn seal(
    talk: &Talk,
    form: &str,
    answer: &str,
    fields: Vec<(usize, String)>,
) -> Result<Enclosed, String> {
    let (mut values, mut files) = (Vec::new(), Vec::new());
    for (at, name) in fields {
        let Some((file, _)) = find(form, at) else { return Err(name) };
        match one(talk, &name_of(answer, files.len()), file).await {
            Ok((file, pieces)) => {
                files.push(KeptFile::bare(&file, pieces));
                values.push((name, file.to_text()));
            }
            Err(why) => {
                CHOSEN.with_borrow_mut(|all| {
                    let is_it = |own: &&mut Chosen| own.form == form && own.at == at;
                    all.iter_mut().filter(is_it).for_each(|own| own.why = Some(why));
                });
                let_go(talk, answer);
                return Err(name);
            }
        }
    }
    Ok((values, KeptFile::to_line(&files)))
}

/// What the detector sees in its name is hidden: there is no message that could ask.
async fn one(talk: &Talk, id: &str, file: JsValue) -> Result<(Attachment, u64), Why> {
    let own = talk.offer.policy.core.attachments().ok_or(Why::Unread)?;
    let name = named(&file);
    let (file, media, name) = cleaned(&own, file, &name).await?;
    let message: KeptMessage = MessageView::typed(name).into();
    let name = talk.detector.masked(&message.view.text, &talk.careful(&message));
    let (sealed, pieces) = sealed(talk, id, &file, media).await?;
    Ok((Attachment { name, ..sealed }, pieces))
}

pub(super) fn leave(talk: &Talk, form: &str, answer: Option<&str>) {
    match answer {
        Some(answer) => let_go(talk, answer),
        None => CHOSEN.with_borrow_mut(|all| all.retain(|own| own.form != form)),
    }
}

/// Lets go of the pieces of an answer that is not sent after all: as many as there can be.
fn let_go(talk: &Talk, answer: &str) {
    let (store, answer) = (talk.store.clone(), answer.to_owned());
    spawn_local(async move {
        for at in 0..CHOSEN.with_borrow(Vec::len) {
            let keys =
                flights::keys(&name_of(&answer, at), MAX_FILE / (CHUNKS * FILE_CHUNK) as u64);
            flights::drop_pieces(&keys);
            store.drop_pieces(&keys).await;
        }
    });
}

/// What the n-th file of an answer is called here.
pub(super) fn name_of(answer: &str, at: usize) -> String {
    format!("{answer}:{at}")
}

/// Changes one of an answer's files; nothing is left of them once the relay has all.
pub(super) fn change(answer: &str, files: &mut String, id: &str, change: &dyn Fn(&mut KeptFile)) {
    let mut all = KeptFile::from_line(files);
    for (at, own) in all.iter_mut().enumerate() {
        if name_of(answer, at) == id {
            change(own);
        }
    }
    let is_done = all.iter().all(|own| own.is_up && own.pieces == 0);
    *files = if is_done { String::new() } else { KeptFile::to_line(&all) };
}

/// How far an answer's files have come, all together; nothing while none is on its way.
pub(super) fn going(answer: &str, files: &str) -> Option<u8> {
    let files = KeptFile::from_line(files);
    let (mut sum, mut is_going) = (0, false);
    for (at, file) in files.iter().enumerate() {
        sum += match flights::up(&name_of(answer, at)) {
            Some(Up::Going(percent)) => {
                is_going = true;
                usize::from(percent)
            }
            _ if file.is_up => 100,
            _ => 0,
        };
    }
    is_going.then(|| u8::try_from(sum / files.len()).unwrap_or(100))
}
