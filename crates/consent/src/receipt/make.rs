//! Writing.

use sigilo_protocol::{Hash, Json, Thumbprint, VerifiedManifest};

use super::status;
use crate::{Act, Controller, Core, Decision, Obligation, Policy, Prompt, Purpose, Status, iso};

/// What a receipt needs to know beside the decision.
pub struct Circumstances<'a> {
    /// Who could read.
    pub manifest: &'a VerifiedManifest,
    /// What was declared.
    pub policy: &'a Policy,
    /// The visitor's key.
    pub subject: Thumbprint,
    /// A fresh identifier.
    pub id: &'a str,
    /// The origin of the page, without a path.
    pub origin: &'a str,
    /// `navigator.globalPrivacyControl`.
    pub gpc: bool,
    /// What the button said that was pressed, empty if none was.
    pub button: &'a str,
    /// The widget's version.
    pub widget: &'a str,
    /// SHA-256 of the visitor's receipt before this one, as its JWS; nothing for the first.
    pub previous: Option<Hash>,
}

/// The receipt's JSON: a record for each purpose that the decision changed.
pub fn receipt(decision: &Decision, about: &Circumstances<'_>) -> String {
    let at = iso(decision.at_ms);
    let record = |(id, status): &(String, Status)| {
        record(about.policy.core.purpose(id)?, *status, decision, about, &at)
    };
    let records = decision.purposes.iter().filter_map(record);
    let lang = decision.shown.as_ref().map(|shown| Json::text(&shown.lang));
    let text = |text: &str| Some(Json::text(text));
    Json::object([
        ("@context", Some(context())),
        ("@id", text(&format!("urn:sigilo:receipt:{}", about.id))),
        ("@type", text("dpv:ConsentReceipt")),
        ("dct:conformsTo", text("https://w3id.org/dpv/schema/dpv-27560#receipt-eu-gdpr")),
        ("dct:identifier", text(about.id)),
        ("dct:created", text(&at)),
        ("dct:publisher", text(&controller_id(&about.manifest.site))),
        ("dct:audience", text("dpv:DataSubject")),
        ("dpv:hasRecordOfActivity", Some(Json::list(records))),
        (
            "sigilo:session",
            Some(Json::object([
                ("widgetVersion", text(about.widget)),
                ("origin", text(about.origin)),
                ("gpc", Some(Json::Bool(about.gpc))),
                ("uiLanguage", lang),
                ("manifestSha256", Some(about.manifest.hash().to_json())),
            ])),
        ),
        ("sigilo:prevReceiptHash", about.previous.map(|hash| hash.to_json())),
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

fn record(
    purpose: &Purpose,
    status: Status,
    decision: &Decision,
    about: &Circumstances<'_>,
    at: &str,
) -> Option<Json> {
    let core = &about.policy.core;
    let right = |article| texts([("@type", article)]);
    let (subject, text) = (about.subject.to_string(), |text: &str| Some(Json::text(text)));
    let control = Json::object([
        ("@type", text("dpv:WithdrawConsent")),
        (
            "dpv:isExercisedAt",
            Some(Json::list(["widget:privacy-panel", &core.controller.contact].map(Json::text))),
        ),
    ]);
    Some(Json::object([
        ("@type", text("dpv:ConsentRecord")),
        ("dct:identifier", text(&format!("{}#{}", about.id, purpose.id))),
        ("dct:conformsTo", text("https://w3id.org/dpv/schema/dpv-27560#record-eu-gdpr")),
        (
            "dpv:hasDataSubject",
            Some(texts([("@type", "dpv:DataSubject"), ("dct:identifier", &subject)])),
        ),
        ("dpv:hasDataController", Some(controller(&core.controller, &about.manifest.site))),
        ("dpv:hasJurisdiction", text(&format!("loc:{}", core.controller.country))),
        ("dpv:hasApplicableLaw", Some(Json::list(core.laws.iter().map(|law| Json::text(law))))),
        (
            "dpv:hasAuthority",
            Some(texts([
                ("@id", &core.authority.url),
                ("@type", "dpv:DataProtectionAuthority"),
                ("dpv:hasName", &core.authority.name),
            ])),
        ),
        ("dpv:hasNotice", Some(notice(decision, about))),
        ("dpv:hasProcess", Some(Json::list([process(purpose, about)]))),
        ("dpv:hasConsentControl", Some(control)),
        ("dpv:hasRight", Some(Json::list(RIGHTS.into_iter().map(right)))),
        ("dpv:hasConsentStatus", Some(stand(purpose, status, decision, about.button, at)?)),
    ]))
}

fn controller(controller: &Controller, site: &str) -> Json {
    let maybe = |text: &Option<String>| text.as_deref().map(Json::text);
    Json::object([
        ("@id", Some(Json::Text(controller_id(site)))),
        ("dpv:hasName", Some(Json::text(&controller.name))),
        ("dpv:hasAddress", Some(Json::text(&controller.address))),
        ("dpv:hasContact", Some(Json::text(&controller.contact))),
        ("dpv:hasDataProtectionOfficer", maybe(&controller.dpo)),
        ("dpv:hasRepresentative", maybe(&controller.representative)),
    ])
}

/// What was on screen; without a prompt, the policy alone.
fn notice(decision: &Decision, about: &Circumstances<'_>) -> Json {
    let (core, shown) = (&about.policy.core, decision.shown.as_ref());
    Json::object([
        ("@type", Some(Json::text("dpv:ConsentNotice"))),
        ("dct:identifier", Some(Json::text(&core.id))),
        ("dct:language", shown.map(|shown| Json::text(&shown.lang))),
        ("sigilo:policyVersion", Some(Json::text(&core.version))),
        ("sigilo:policySha256", Some(about.policy.hash.to_json())),
        ("sigilo:textSha256", shown.map(|shown| shown.text.to_json())),
    ])
}

fn process(purpose: &Purpose, about: &Circumstances<'_>) -> Json {
    let core = &about.policy.core;
    let data = purpose.data.iter().map(|datum| {
        texts([("skos:broader", &datum.kind), ("dpv:hasNecessity", &datum.necessity)])
    });
    let said = texts([
        ("@type", "dpv:Purpose"),
        ("dct:identifier", &purpose.id),
        ("skos:broader", &purpose.category),
    ]);
    let measures = ["dpv:EndToEndEncryption", "dpv:DigitalSignatures"].map(Json::text);
    let some = |list: Vec<Json>| (!list.is_empty()).then_some(Json::List(list));
    Json::object([
        ("@type", Some(Json::text("dpv:Process"))),
        ("dpv:hasPurpose", Some(said)),
        ("dpv:hasPersonalData", Some(Json::list(data))),
        ("dpv:hasLegalBasis", Some(Json::text(&purpose.basis))),
        ("dpv:hasProcessing", some(processing(purpose))),
        ("dpv:hasRecipient", Some(Json::list(recipients(about)))),
        ("dpv:hasDataProcessor", some(processors(purpose, core))),
        ("dpv:hasStorageCondition", Some(Json::List(storage(purpose, core)))),
        ("dpv:hasTechnicalOrganisationalMeasure", Some(Json::list(measures))),
        ("sigilo:trainsModel", purpose.trains_model.then_some(Json::Bool(true))),
    ])
}

/// Transfers to other countries, and decisions of a machine.
fn processing(purpose: &Purpose) -> Vec<Json> {
    let transfer = |transfer: &crate::Transfer| {
        texts([
            ("@type", "dpv:Transfer"),
            ("dpv:hasThirdCountry", &format!("loc:{}", transfer.country)),
            ("dpv:hasLegalBasis", &transfer.basis),
        ])
    };
    let decides = purpose.decides.then(|| texts([("@type", "dpv:AutomatedDecisionMaking")]));
    purpose.transfers.iter().map(transfer).chain(decides).collect()
}

/// Everybody whom the manifest lets read, whatever the purpose: one who reads a message reads all
/// of it.
fn recipients(about: &Circumstances<'_>) -> impl Iterator<Item = Json> {
    about.manifest.recipients.iter().map(|recipient| {
        let thumbprint = recipient.sig.map(|key| key.thumbprint().to_json());
        Json::object([
            ("dct:identifier", Some(Json::text(&recipient.id))),
            ("dpv:hasName", Some(Json::text(&recipient.name))),
            ("sigilo:role", Some(Json::text(recipient.role.name()))),
            ("sigilo:keyThumbprint", thumbprint),
        ])
    })
}

/// The companies that the purpose hands data to.
fn processors(purpose: &Purpose, core: &Core) -> Vec<Json> {
    let named =
        core.processors.iter().filter(|processor| purpose.recipients.contains(&processor.id));
    let processor = |processor: &crate::Processor| {
        texts([
            ("dct:identifier", &processor.id),
            ("dpv:hasName", &processor.name),
            ("dpv:hasLocation", &format!("loc:{}", processor.country)),
        ])
    };
    named.map(processor).collect()
}

/// Where, how long, when it is deleted, and what outlives that.
fn storage(purpose: &Purpose, core: &Core) -> Vec<Json> {
    let location = format!("loc:{}", core.controller.country);
    let kept = |kept: &Obligation| {
        texts([
            ("@type", "dpv:StorageDuration"),
            ("dct:identifier", &kept.id),
            ("dpv:hasLegalBasis", &kept.basis),
            ("dpv:hasDuration", &kept.retention),
        ])
    };
    let own = [
        texts([("@type", "dpv:StorageLocation"), ("dpv:hasLocation", &location)]),
        texts([("@type", "dpv:StorageDuration"), ("dpv:hasDuration", &purpose.retention)]),
        texts([("@type", "dpv:StorageDeletion"), ("dpv:isExercisedAt", "widget:privacy-panel")]),
    ];
    own.into_iter().chain(core.obligations.iter().map(kept)).collect()
}

fn stand(
    purpose: &Purpose,
    status: Status,
    decision: &Decision,
    button: &str,
    at: &str,
) -> Option<Json> {
    let kinds = status::terms(purpose, status);
    let kind = match kinds.as_slice() {
        [] => return None,
        [one] => Json::text(one),
        several => Json::list(several.iter().map(|kind| Json::text(kind))),
    };
    // Time and change are nobody's act.
    let is_act = matches!(decision.act, Act::Allow | Act::Refuse | Act::Withdraw);
    let prompt = decision.shown.as_ref().map_or("none", |shown| prompt_name(shown.prompt));
    let method = || Json::Text(format!("button '{button}', prompt: {prompt}"));
    Some(Json::object([
        ("@type", Some(kind)),
        ("dpv:isIndicatedBy", is_act.then(|| Json::text("dpv:DataSubject"))),
        ("dpv:hasIndicationMethod", is_act.then(method)),
        ("dpv:isIndicatedAtTime", Some(Json::text(at))),
    ]))
}

/// What asked, in a word.
pub(crate) fn prompt_name(prompt: Prompt) -> &'static str {
    match prompt {
        Prompt::Notice => "notice",
        Prompt::Purpose => "purpose",
        Prompt::Form => "form",
        Prompt::Kind => "kind",
        Prompt::Special => "special",
        Prompt::Recipient => "recipient",
        Prompt::Change => "change",
        Prompt::Expiry => "expiry",
        Prompt::Panel => "panel",
    }
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

pub(super) fn controller_id(site: &str) -> String {
    format!("https://{site}/#controller")
}

fn texts<const N: usize>(members: [(&str, &str); N]) -> Json {
    all_texts(&members)
}

/// Once for objects of whatever size.
#[inline(never)]
fn all_texts(members: &[(&str, &str)]) -> Json {
    let member = |(name, text): &(&str, &str)| (String::from(*name), Json::text(text));
    Json::Object(members.iter().map(member).collect())
}
