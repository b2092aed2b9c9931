//! The receipt of a decision: the W3C guide to ISO/IEC TS 27560 in DPV terms, no personal values.
//!
//! Here is only what it says. The visitor's key signs it as a JWS over these very bytes, and it
//! travels sealed to the desk, which countersigns its hash.

use sigilo_consent::{Policy, Purpose};
use sigilo_protocol::{Json, Thumbprint, VerifiedManifest};

use super::gate::Allowed;

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
    let allowed_purposes = about.policy.core.purposes.iter().filter(|purpose| purpose.required);
    let records = allowed_purposes.map(|purpose| record(purpose, allowed, about));
    let text = |text: &str| Some(Json::text(text));
    Json::object([
        ("@context", Some(context())),
        ("@id", text(&format!("urn:sigilo:receipt:{}", about.id))),
        ("@type", text("dpv:ConsentReceipt")),
        ("dct:conformsTo", text("https://w3id.org/dpv/schema/dpv-27560#receipt-eu-gdpr")),
        ("dct:identifier", text(&about.id)),
        ("dct:created", text(&about.at)),
        ("dct:publisher", text(&controller_id(about))),
        ("dct:audience", text("dpv:DataSubject")),
        ("dpv:hasRecordOfActivity", Some(Json::list(records))),
        (
            "sigilo:session",
            Some(Json::object([
                ("widgetVersion", text(env!("CARGO_PKG_VERSION"))),
                ("origin", text(about.origin)),
                ("gpc", Some(Json::Bool(about.gpc))),
                ("uiLanguage", text(&allowed.shown.lang)),
                ("manifestSha256", Some(about.manifest.hash().to_json())),
            ])),
        ),
    ])
    .to_text()
}

fn context() -> Json {
    texts([
        ("dpv", "https://w3id.org/dpv#"),
        ("pd", "https://w3id.org/dpv/pd#"),
        ("eu-gdpr", "https://w3id.org/dpv/legal/eu/gdpr#"),
        ("dct", "http://purl.org/dc/terms/"),
        ("loc", "https://w3id.org/dpv/loc#"),
        ("skos", "http://www.w3.org/2004/02/skos/core#"),
        ("sigilo", "urn:sigilo:receipt:"),
    ])
}

fn record(purpose: &Purpose, allowed: &Allowed, about: &Circumstances<'_>) -> Json {
    let (core, text) = (&about.policy.core, |text: &str| Some(Json::text(text)));
    let (controller, subject) = (&core.controller, about.subject.to_string());
    let right = |article| texts([("@type", article)]);
    Json::object([
        ("@type", text("dpv:ConsentRecord")),
        ("dct:identifier", text(&format!("{}#{}", about.id, purpose.id))),
        ("dct:conformsTo", text("https://w3id.org/dpv/schema/dpv-27560#record-eu-gdpr")),
        (
            "dpv:hasDataSubject",
            Some(texts([("@type", "dpv:DataSubject"), ("dct:identifier", &subject)])),
        ),
        (
            "dpv:hasDataController",
            Some(texts([
                ("@id", &controller_id(about)),
                ("dpv:hasName", &controller.name),
                ("dpv:hasAddress", &controller.address),
                ("dpv:hasContact", &controller.contact),
            ])),
        ),
        ("dpv:hasJurisdiction", text(&format!("loc:{}", controller.country))),
        ("dpv:hasApplicableLaw", Some(Json::list(core.laws.iter().map(|law| Json::text(law))))),
        ("dpv:hasAuthority", text(&core.authority.name)),
        (
            "dpv:hasNotice",
            Some(texts([
                ("@type", "dpv:ConsentNotice"),
                ("dct:identifier", &core.id),
                ("dct:language", &allowed.shown.lang),
                ("sigilo:textSha256", &allowed.shown.text.to_string()),
                ("sigilo:policySha256", &about.policy.hash.to_string()),
            ])),
        ),
        ("dpv:hasProcess", Some(Json::list([process(purpose, about)]))),
        (
            "dpv:hasConsentControl",
            Some(texts([
                ("@type", "dpv:WithdrawConsent"),
                ("dpv:isExercisedAt", &controller.contact),
            ])),
        ),
        ("dpv:hasRight", Some(Json::list(RIGHTS.into_iter().map(right)))),
        ("dpv:hasConsentStatus", Some(status(purpose, about))),
    ])
}

fn process(purpose: &Purpose, about: &Circumstances<'_>) -> Json {
    let recipients = about.manifest.recipients.iter().map(|recipient| {
        let thumbprint = recipient.sig.map(|key| key.thumbprint().to_json());
        Json::object([
            ("dct:identifier", Some(Json::text(&recipient.id))),
            ("dpv:hasName", Some(Json::text(&recipient.name))),
            ("sigilo:role", Some(Json::text(recipient.role.name()))),
            ("sigilo:keyThumbprint", thumbprint),
        ])
    });
    let data = purpose.data.iter().map(|datum| {
        texts([("skos:broader", &datum.kind), ("dpv:hasNecessity", &datum.necessity)])
    });
    let said = texts([
        ("@type", "dpv:Purpose"),
        ("dct:identifier", &purpose.id),
        ("skos:broader", &purpose.category),
    ]);
    let storage =
        texts([("@type", "dpv:StorageDuration"), ("dpv:hasDuration", &purpose.retention)]);
    let measure = Json::text("dpv:EndToEndEncryption");
    Json::object([
        ("@type", Some(Json::text("dpv:Process"))),
        ("dpv:hasPurpose", Some(said)),
        ("dpv:hasPersonalData", Some(Json::list(data))),
        ("dpv:hasLegalBasis", Some(Json::text(&purpose.basis))),
        ("dpv:hasRecipient", Some(Json::list(recipients))),
        ("dpv:hasStorageCondition", Some(Json::list([storage]))),
        ("dpv:hasTechnicalOrganisationalMeasure", Some(measure)),
    ])
}

/// Only what rests on consent is consented to; the visitor is informed of the rest.
fn status(purpose: &Purpose, about: &Circumstances<'_>) -> Json {
    let kind = if purpose.rests_on_consent() {
        Json::list(["dpv:ConsentGiven", "dpv:ExplicitlyExpressedConsent"].map(Json::text))
    } else {
        Json::text("sigilo:Informed")
    };
    let method = format!("button '{}' under the notice", about.button);
    Json::object([
        ("@type", Some(kind)),
        ("dpv:isIndicatedBy", Some(Json::text("dpv:DataSubject"))),
        ("dpv:hasIndicationMethod", Some(Json::Text(method))),
        ("dpv:isIndicatedAtTime", Some(Json::text(&about.at))),
    ])
}

/// What the visitor may demand: withdrawal, the rights of Arts. 15 to 22, a complaint (Art. 77).
const RIGHTS: [&str; 9] = [
    "eu-gdpr:A7-3",
    "eu-gdpr:A15",
    "eu-gdpr:A16",
    "eu-gdpr:A17",
    "eu-gdpr:A18",
    "eu-gdpr:A20",
    "eu-gdpr:A21",
    "eu-gdpr:A22",
    "eu-gdpr:A77",
];

fn controller_id(about: &Circumstances<'_>) -> String {
    format!("https://{}/#controller", about.manifest.site)
}

fn texts<const N: usize>(members: [(&str, &str); N]) -> Json {
    Json::object(members.map(|(name, text)| (name, Some(Json::text(text)))))
}
