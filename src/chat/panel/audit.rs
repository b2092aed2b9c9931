//! Whether the company's audit log has the visitor's decisions and envelopes, and has only grown since
//! it was seen last (docs/audit.md). Ed25519 is the browser's: without it nothing is said of the log.

use js_sys::{Array, Uint8Array};
use sigilo_protocol::{Bytes, Checkpoint, Content, Note, Proofs, Verdict, random_id};
use wasm_bindgen::JsValue;

use super::super::talk::{Question, Talk};
use crate::{
    browser::{object, promised, subtle},
    kept::KeptAudit,
    random::rng,
};

/// Asks the log, unless an answer is awaited, or all was there when it was asked about the same.
pub(super) async fn ask(talk: &mut Talk) {
    let audit = talk.store.read(|kept| kept.audit.clone());
    let (of, KeptAudit { seen, verdict, .. }) = (audit.asked(), audit);
    let is_asked = talk
        .question
        .as_ref()
        .is_some_and(|own| own.is_open || (own.of == of && verdict == Verdict::Checked));
    // Who has taken everything back was told that nothing more is sent.
    let may_ask = talk.offer.gate.chat().is_some() && talk.offer.manifest.log.is_some();
    if !may_ask || of.is_empty() || is_asked {
        return;
    }
    let id = random_id(&mut rng());
    let content = Content::Audit { size: seen.map_or(0, |(size, _)| size), of: of.clone() };
    if talk.mention(&id, content).await {
        talk.question = Some(Question { id, seen, of, is_open: true });
    }
}

/// Judges what it shows, and remembers the checkpoint that holds. What another tab has asked is passed
/// over.
pub(super) async fn judge(talk: &mut Talk, proofs: &Proofs) {
    let is_it = |own: &&mut Question| own.is_open && own.id == proofs.of;
    let Some(question) = talk.question.as_mut().filter(is_it) else { return };
    question.is_open = false;
    let (seen, of) = (question.seen, question.of.clone());
    let Some(key) = talk.offer.manifest.log else { return };
    let origin = [&*talk.offer.manifest.site, "/audit"].concat();
    let (verdict, head) = match Note::parse(&proofs.checkpoint, &origin, &key) {
        None => (Verdict::DoesNotFit, None),
        Some(note) => match is_signed(&note, &key).await {
            Err(_) => (Verdict::Unchecked, None),
            Ok(false) => (Verdict::DoesNotFit, None),
            Ok(true) => {
                let head = note.checkpoint();
                let seen = seen.map(|(size, root)| Checkpoint { origin, size, root });
                let verdict = Verdict::of(head, proofs, seen.as_ref(), &of);
                (verdict, Some((head.size, head.root)))
            }
        },
    };
    talk.change(&|kept| kept.audit.judged(verdict, head)).await;
}

/// Whether the key has signed the note; an error where the browser can't tell.
async fn is_signed(note: &Note, key: &Bytes<32>) -> Result<bool, JsValue> {
    let subtle = JsValue::from(subtle().ok_or(JsValue::NULL)?);
    let bytes = |bytes: &[u8]| JsValue::from(Uint8Array::from(bytes));
    let algorithm = object(&[("name", "Ed25519".into())]);
    let usages = Array::of1(&"verify".into()).into();
    let import = ["raw".into(), bytes(key.as_bytes()), algorithm.clone(), false.into(), usages];
    let key = promised(&subtle, "importKey", &import).await?;
    let args = [algorithm, key, bytes(note.signature().as_bytes()), bytes(note.text().as_bytes())];
    Ok(promised(&subtle, "verify", &args).await?.is_truthy())
}
