//! The file of the receipts, with all that a check of them needs (docs/receipts.md).

use sigilo_protocol::Json;

use crate::{browser::save, kept::KeptReceipt};

/// Saves receipts and what they cite.
pub(super) fn bundle(receipts: &[KeptReceipt], manifests: &[String], documents: &[String]) {
    let bundle = to_json(receipts, manifests, documents);
    save("sigilo-receipts.json", "application/json", &bundle.to_text());
}

/// Receipts and what they cite.
pub(super) fn to_json(
    receipts: &[KeptReceipt],
    manifests: &[String],
    documents: &[String],
) -> Json {
    let texts = |texts: &[String]| Json::list(texts.iter().map(|text| Json::text(text)));
    let receipt = |own: &KeptReceipt| {
        Json::object([
            ("receipt", Some(Json::text(&own.receipt))),
            ("countersignature", own.countersignature.as_deref().map(Json::text)),
        ])
    };
    Json::object([
        ("v", Some(Json::Number(1))),
        ("type", Some(Json::text("sigilo-receipt-bundle"))),
        ("receipts", Some(Json::list(receipts.iter().map(receipt)))),
        ("manifests", Some(texts(manifests))),
        ("documents", Some(texts(documents))),
    ])
}
