//! The receipt of a decision: the W3C guide to ISO/IEC TS 27560 in DPV terms, no personal values.
//!
//! Here is only what it says. The visitor's key signs it as a JWS over these very bytes, and it
//! travels sealed to the desk, which countersigns its hash.

use serde_json::{Value, json};
use sigilo_protocol::{Thumbprint, VerifiedManifest};

use super::{
    gate::Allowed,
    policy::{Policy, Purpose},
};

/// The `typ` of a receipt's JWS.
pub(crate) const RECEIPT: &str = "sigilo-receipt+jws";

/// The `typ` of the JWS by which a recipient countersigns.
pub(crate) const COUNTERSIGNATURE: &str = "sigilo-countersignature+jws";

/// What a receipt needs to know beside the decision.
pub(crate) struct Circumstances<'a> {
    pub(crate) manifest: &'a VerifiedManifest,
    pub(crate) policy: &'a Policy,
    /// The visitor's key.
    pub(crate) subject: Thumbprint,
    /// A fresh identifier.
    pub(crate) id: String,
    /// The origin of the page.
    pub(crate) origin: &'a str,
    /// `navigator.globalPrivacyControl`.
    pub(crate) gpc: bool,
    /// The decision's time in ISO 8601.
    pub(crate) at: String,
    /// What the button said.
    pub(crate) button: &'a str,
}

/// The receipt's JSON.
pub(crate) fn receipt(allowed: &Allowed, about: &Circumstances<'_>) -> String {
    let Circumstances { manifest, policy, subject, id, origin, gpc, at, button } = about;
    let controller = &policy.core.controller;
    let allowed_purposes = policy.core.purposes.iter().filter(|purpose| purpose.required);
    let records: Vec<Value> = allowed_purposes
        .map(|purpose| {
            json!({
                "@type": "dpv:ConsentRecord",
                "dct:identifier": format!("{id}#{}", purpose.id),
                "dct:conformsTo": "https://w3id.org/dpv/schema/dpv-27560#record-eu-gdpr",
                "dpv:hasDataSubject": {
                    "@type": "dpv:DataSubject",
                    "dct:identifier": subject.to_string(),
                },
                "dpv:hasDataController": {
                    "@id": format!("https://{}/#controller", manifest.site),
                    "dpv:hasName": controller.name,
                    "dpv:hasAddress": controller.address,
                    "dpv:hasContact": controller.contact,
                },
                "dpv:hasJurisdiction": format!("loc:{}", controller.country),
                "dpv:hasApplicableLaw": policy.core.laws,
                "dpv:hasAuthority": policy.core.authority.name,
                "dpv:hasNotice": {
                    "@type": "dpv:ConsentNotice",
                    "dct:identifier": policy.core.id,
                    "dct:language": allowed.shown.lang,
                    "sigilo:textSha256": allowed.shown.text.to_string(),
                    "sigilo:policySha256": policy.hash.to_string(),
                },
                "dpv:hasProcess": [process(purpose, about)],
                "dpv:hasConsentControl": {
                    "@type": "dpv:WithdrawConsent",
                    "dpv:isExercisedAt": controller.contact,
                },
                "dpv:hasRight": rights(),
                "dpv:hasConsentStatus": status(purpose, at, button),
            })
        })
        .collect();
    json!({
        "@context": {
            "dpv": "https://w3id.org/dpv#",
            "pd": "https://w3id.org/dpv/pd#",
            "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
            "dct": "http://purl.org/dc/terms/",
            "loc": "https://w3id.org/dpv/loc#",
            "skos": "http://www.w3.org/2004/02/skos/core#",
            "sigilo": "urn:sigilo:receipt:",
        },
        "@id": format!("urn:sigilo:receipt:{id}"),
        "@type": "dpv:ConsentReceipt",
        "dct:conformsTo": "https://w3id.org/dpv/schema/dpv-27560#receipt-eu-gdpr",
        "dct:identifier": id,
        "dct:created": at,
        "dct:publisher": format!("https://{}/#controller", manifest.site),
        "dct:audience": "dpv:DataSubject",
        "dpv:hasRecordOfActivity": records,
        "sigilo:session": {
            "widgetVersion": env!("CARGO_PKG_VERSION"),
            "origin": origin,
            "gpc": gpc,
            "uiLanguage": allowed.shown.lang,
            "manifestSha256": manifest.hash().to_string(),
        },
    })
    .to_string()
}

fn process(purpose: &Purpose, about: &Circumstances<'_>) -> Value {
    let recipients = about.manifest.recipients.iter();
    let recipients: Vec<Value> = recipients
        .map(|recipient| {
            json!({
                "dct:identifier": recipient.id,
                "dpv:hasName": recipient.name,
                "sigilo:role": recipient.role.name(),
                "sigilo:keyThumbprint": recipient.sig.map(|key| key.thumbprint().to_string()),
            })
        })
        .collect();
    let data: Vec<Value> = purpose
        .data
        .iter()
        .map(|datum| json!({ "skos:broader": datum.kind, "dpv:hasNecessity": datum.necessity }))
        .collect();
    json!({
        "@type": "dpv:Process",
        "dpv:hasPurpose": {
            "@type": "dpv:Purpose",
            "dct:identifier": purpose.id,
            "skos:broader": purpose.category,
        },
        "dpv:hasPersonalData": data,
        "dpv:hasLegalBasis": purpose.basis,
        "dpv:hasRecipient": recipients,
        "dpv:hasStorageCondition": [
            { "@type": "dpv:StorageDuration", "dpv:hasDuration": purpose.retention },
        ],
        "dpv:hasTechnicalOrganisationalMeasure": "dpv:EndToEndEncryption",
    })
}

/// Only what rests on consent is consented to; the visitor is informed of the rest.
fn status(purpose: &Purpose, at: &str, button: &str) -> Value {
    let indication = |kind: Value| {
        json!({
            "@type": kind,
            "dpv:isIndicatedBy": "dpv:DataSubject",
            "dpv:hasIndicationMethod": format!("button '{button}' under the notice"),
            "dpv:isIndicatedAtTime": at,
        })
    };
    if rests_on_consent(&purpose.basis) {
        indication(json!(["dpv:ConsentGiven", "dpv:ExplicitlyExpressedConsent"]))
    } else {
        indication(json!("sigilo:Informed"))
    }
}

/// Whether a legal basis is consent (Art. 6(1)(a) or 9(2)(a) GDPR).
pub(crate) fn rests_on_consent(basis: &str) -> bool {
    basis.starts_with("eu-gdpr:A6-1-a") || basis.starts_with("eu-gdpr:A9-2-a")
}

fn rights() -> Vec<Value> {
    let articles = ["A7-3", "A15", "A16", "A17", "A18", "A20", "A21", "A22", "A77"];
    articles.iter().map(|article| json!({ "@type": format!("eu-gdpr:{article}") })).collect()
}
