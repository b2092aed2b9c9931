//! Whether the company's audit log has the visitor's decisions and envelopes, and has only grown since
//! it was seen last (docs/audit.md). Ed25519 is the browser's: without it nothing is said of the log.

use js_sys::{Array, Uint8Array};
use sigilo_protocol::{Bytes, Checkpoint, Content, Note, Proofs, Verdict};
use wasm_bindgen::JsValue;

use super::super::talk::Talk;
use crate::{
    browser::{object, promised, subtle},
    kept::KeptAudit,
};

/// Asks the log, unless it was asked about the same and all was there.
pub(super) async fn ask(talk: &mut Talk) {
    let KeptAudit { seen, verdict, .. } = talk.store.read(|kept| kept.audit.clone());
    let asked = talk.store.read(|kept| kept.audit.asked());
    let is_known = verdict == Verdict::Checked && talk.audited == asked;
    if talk.offer.manifest.log.is_none() || asked.is_empty() || is_known {
        return;
    }
    talk.audited.clone_from(&asked);
    let size = seen.map_or(0, |(size, _)| size);
    talk.mention(Content::Audit { size, of: asked }).await;
}

/// Judges what it shows, and remembers the checkpoint that holds.
pub(super) async fn judge(talk: &mut Talk, proofs: &Proofs) {
    let Some(key) = talk.offer.manifest.log else { return };
    let origin = [&*talk.offer.manifest.site, "/audit"].concat();
    let seen = talk.store.read(|kept| kept.audit.seen);
    let (verdict, head) = match Note::parse(&proofs.checkpoint, &origin, &key) {
        None => (Verdict::DoesNotFit, None),
        Some(note) => match is_signed(&note, &key).await {
            Err(_) => (Verdict::Unchecked, None),
            Ok(false) => (Verdict::DoesNotFit, None),
            Ok(true) => {
                let head = note.checkpoint();
                let seen = seen.map(|(size, root)| Checkpoint { origin, size, root });
                let verdict = Verdict::of(head, proofs, seen.as_ref(), &talk.audited);
                (verdict, Some((head.size, head.root)))
            }
        },
    };
    talk.change(&|kept| {
        kept.audit.verdict = verdict;
        if verdict != Verdict::DoesNotFit {
            kept.audit.seen = head.or(kept.audit.seen);
        }
    })
    .await;
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
