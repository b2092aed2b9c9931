//! Files that the visitor takes along: made in the frame, of what is in it.

use sigilo_protocol::Json;

use super::talk::Talk;
use crate::{browser::save, kept::KeptReceipt, state::Download};

impl Talk {
    /// Saves what the visitor asks for.
    pub(super) fn download(&self, what: Download) {
        match what {
            Download::Receipts | Download::ReceiptsPage | Download::Data | Download::Page => {
                self.store.read(|kept| bundle(&kept.receipts, &kept.manifests, &kept.documents));
            }
        }
    }
}

/// Saves receipts with all that a check of them needs (docs/receipts.md).
pub(super) fn bundle(receipts: &[KeptReceipt], manifests: &[String], documents: &[String]) {
    let texts = |texts: &[String]| Json::list(texts.iter().map(|text| Json::text(text)));
    let receipt = |own: &KeptReceipt| {
        Json::object([
            ("receipt", Some(Json::text(&own.receipt))),
            ("countersignature", own.countersignature.as_deref().map(Json::text)),
        ])
    };
    let bundle = Json::object([
        ("v", Some(Json::Number(1))),
        ("type", Some(Json::text("sigilo-receipt-bundle"))),
        ("receipts", Some(Json::list(receipts.iter().map(receipt)))),
        ("manifests", Some(texts(manifests))),
        ("documents", Some(texts(documents))),
    ]);
    save("sigilo-receipts.json", "application/json", &bundle.to_text());
}
