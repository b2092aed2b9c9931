//! The card of a file: what it is called, how large it is, how far it has come, and what can be done.

use js_sys::Reflect;
use wasm_bindgen::JsValue;
use web_sys::Event;

use super::icon::{self, icon};
use super::late::set_file_card;
use super::near;
use super::node::{El, button, el, joined};
use crate::js::call;
use crate::state::{
    Author, Command, Delivery, Dispatch, FileAct, FileStage, FileView, FormAct, FormStage,
    MessageView,
};
use crate::text::{Files, Lang};

/// Pictures that are shown without a press are at most this large, in bytes: nobody waits for one, nor
/// pays for it.
const AUTO: u64 = 300 * 1024;

/// The longest name that is shown, in characters.
const LONGEST: usize = 120;

/// How the cards look.
pub const FILE_STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/file.css"));

/// Brings the cards of files.
pub fn bring_files() {
    set_file_card(card);
}

/// The card of a message that brings a file.
fn card(of: &MessageView, lang: Lang, dispatch: Dispatch) -> Option<El> {
    let FormStage::File(Some(file)) = &of.form.as_ref()?.stage else { return None };
    let text = lang.files();
    let act = |what: &'static str, act| {
        let command = Command::Form(of.id.clone(), FormAct::File(act));
        let name = joined(&[what, ": ", &of.text]);
        button("message__button", dispatch, command)
            .attr("aria-label", name)
            .on("click", stay)
            .child(what)
    };
    let is_busy = matches!(file.stage, FileStage::Fetching(_) | FileStage::Uploading(_));
    let is_failed = matches!(of.author, Author::Visitor(Delivery::Failed));
    let is_there = matches!(
        file.stage,
        FileStage::There | FileStage::Here | FileStage::Saved | FileStage::Broken
    ) && !is_failed;
    let is_going = matches!(file.stage, FileStage::Uploading(_));
    let discard = is_going.then(|| {
        let command = Command::Discard(of.id.clone());
        let (words, called) = (lang.text().discard, shown_name(&of.text));
        let name = joined(&[words, ": ", &called]);
        button("message__button", dispatch, command).attr("aria-label", name).child(words)
    });
    let picture = file.is_picture.then(|| {
        let show = is_there.then(|| act(text.show, FileAct::Show));
        picture(of, file, show, text, dispatch)
    });
    if of.id.starts_with(FileView::IN_CARD) {
        return picture;
    }
    let save = is_there.then(|| act(text.save, FileAct::Save));
    let progress = is_busy.then(|| progress(file.stage, text)).flatten();
    let head = el("p", "file__head")
        .child(icon(icon::CLIP))
        .child(el("span", "file__name").attr("dir", "auto").child(shown_name(&of.text)))
        .child(el("span", "file__size").child(lang.bytes(file.size)));
    Some(
        el("div", "file")
            .attr("tabindex", "-1")
            .child(picture)
            .child(head)
            .child(progress)
            .child(
                note(file, text)
                    .map(|words| el("p", "file__note").attr("role", "status").child(words)),
            )
            .child(el("p", "file__acts").child(save).child(discard)),
    )
}

/// A picture in a place that is as large before it is here: a small one is fetched once it is in view, a large
/// one, and any where the visitor's browser is to be sparing, by a press.
fn picture(
    of: &MessageView,
    file: &FileView,
    show: Option<El>,
    text: &'static Files,
    dispatch: Dispatch,
) -> El {
    let alt = file.alt.clone().unwrap_or_else(|| of.text.clone());
    let frame = el("div", "file__frame").attr("tabindex", "-1");
    if let Some(address) = &file.picture {
        return frame
            .child(el("img", "file__picture").attr("src", address.clone()).attr("alt", alt));
    }
    if file.stage == FileStage::Here && file.size <= AUTO && !near::spares() {
        near::watch();
        let command = Command::Form(of.id.clone(), FormAct::File(FileAct::Show));
        return frame
            .attr("class", near::CLASSES)
            .on("click", move |_| dispatch.send(command.clone()));
    }
    // A message has name and remarks below.
    let is_told = of.id.starts_with(FileView::IN_CARD) && show.is_some();
    let note = note(file, text).filter(|_| is_told);
    frame
        .child(is_told.then(|| el("p", "").attr("dir", "auto").child(alt)))
        .child(note.map(|words| el("p", "file__note").attr("role", "status").child(words)))
        .child(show)
}

/// What was pressed goes while the file comes: focus stays at what it was of.
fn stay(pressed: &Event) {
    let stay = || -> Result<(), JsValue> {
        let button = Reflect::get(pressed, &"currentTarget".into())?;
        let place = call(&button, "closest", &[".file__frame,.file".into()])?;
        call(&place, "focus", &[]).map(drop)
    };
    // Without focus it still comes.
    let _ = stay();
}

fn progress(stage: FileStage, text: &'static Files) -> Option<El> {
    let (percent, words) = match stage {
        FileStage::Uploading(percent) => (percent, text.uploading),
        FileStage::Fetching(percent) => (percent, text.fetching),
        _ => return None,
    };
    // The bar says how far; only its name is read out.
    let bar = el("progress", "file__bar")
        .attr("max", "100")
        .attr("value", percent.to_string())
        .attr("aria-label", words);
    Some(
        el("div", "file__way")
            .attr("aria-live", "off")
            .child(bar)
            .child(el("span", "").attr("aria-hidden", "true").child(words)),
    )
}

fn note(file: &FileView, text: &'static Files) -> Option<&'static str> {
    Some(match file.stage {
        FileStage::Refused("unsafe") => text.refused_unsafe,
        FileStage::Refused("not-allowed") => text.refused_allowed,
        FileStage::Refused("kind" | "size" | "count") => text.refused_policy,
        FileStage::Refused(_) => text.refused,
        FileStage::Broken => text.broken,
        FileStage::Waiting | FileStage::Uploading(_) if file.is_picture => text.cleaned,
        _ => return None,
    })
}

/// A name without what steers text or leads elsewhere, and not longer than can be read.
pub fn shown_name(name: &str) -> String {
    let is_steering = |sign: char| {
        sign.is_control()
            || matches!(sign, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
    };
    let mut shown = String::new();
    for sign in name.chars().filter(|sign| !is_steering(*sign)).take(LONGEST) {
        shown.push(if "/\\:".contains(sign) { '_' } else { sign });
    }
    match shown.trim_matches(['.', ' ']) {
        "" => "file".into(),
        name => name.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_steers_nothing_and_leads_nowhere() {
        assert_eq!(shown_name("foto de la gotera.jpg"), "foto de la gotera.jpg");
        assert_eq!(shown_name("../../etc/passwd"), "_.._etc_passwd");
        assert_eq!(shown_name("in\u{202E}gpj.exe"), "ingpj.exe");
        assert_eq!(shown_name(" . "), "file");
        assert_eq!(shown_name(&"ñ".repeat(500)).chars().count(), LONGEST);
    }
}
