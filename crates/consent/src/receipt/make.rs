//! Writing.

use sigilo_protocol::{Hash, Json, JsonObject, Thumbprint, VerifiedManifest};

use super::status;
use crate::{Act, Controller, Core, Decision, Policy, Prompt, Purpose, Status, iso};

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
    let mut records = Vec::new();
    for (id, status) in &decision.purposes {
        let purpose = about.policy.core.purpose(id);
        let record = |purpose| record(purpose, *status, decision, about, &at);
        if let Some(record) = purpose.and_then(record) {
            records.push(record);
        }
    }
    let mut session = JsonObject::new();
    session.text("widgetVersion", about.widget);
    session.text("origin", about.origin);
    session.flag("gpc", about.gpc);
    if let Some(shown) = &decision.shown {
        session.text("uiLanguage", &shown.lang);
    }
    session.json("manifestSha256", about.manifest.hash().to_json());
    let mut receipt = JsonObject::new();
    receipt.json("@context", context());
    receipt.text("@id", &format!("urn:sigilo:receipt:{}", about.id));
    receipt.text("@type", "dpv:ConsentReceipt");
    receipt.text("dct:conformsTo", "https://w3id.org/dpv/schema/dpv-27560#receipt-eu-gdpr");
    receipt.text("dct:identifier", about.id);
    receipt.text("dct:created", &at);
    receipt.text("dct:publisher", &controller_id(&about.manifest.site));
    receipt.text("dct:audience", "dpv:DataSubject");
    receipt.json("dpv:hasRecordOfActivity", Json::List(records));
    receipt.json("sigilo:session", session.whole());
    receipt.maybe("sigilo:prevReceiptHash", about.previous.map(|hash| hash.to_json()));
    receipt.whole().to_text()
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
    let subject = about.subject.to_string();
    let mut control = JsonObject::new();
    control.text("@type", "dpv:WithdrawConsent");
    let places = ["widget:privacy-panel", &core.controller.contact];
    control.json("dpv:isExercisedAt", Json::texts(&places));
    let authority = texts([
        ("@id", &core.authority.url),
        ("@type", "dpv:DataProtectionAuthority"),
        ("dpv:hasName", &core.authority.name),
    ]);
    let mut record = JsonObject::new();
    record.text("@type", "dpv:ConsentRecord");
    record.text("dct:identifier", &format!("{}#{}", about.id, purpose.id));
    record.text("dct:conformsTo", "https://w3id.org/dpv/schema/dpv-27560#record-eu-gdpr");
    let subject = texts([("@type", "dpv:DataSubject"), ("dct:identifier", &subject)]);
    record.json("dpv:hasDataSubject", subject);
    record.json("dpv:hasDataController", controller(&core.controller, &about.manifest.site));
    record.text("dpv:hasJurisdiction", &format!("loc:{}", core.controller.country));
    record.json("dpv:hasApplicableLaw", Json::texts(&core.laws));
    record.json("dpv:hasAuthority", authority);
    record.json("dpv:hasNotice", notice(decision, about));
    record.json("dpv:hasProcess", Json::List(vec![process(purpose, about)]));
    record.json("dpv:hasConsentControl", control.whole());
    record.json("dpv:hasRight", rights());
    record.json("dpv:hasConsentStatus", stand(purpose, status, decision, about.button, at)?);
    Some(record.whole())
}

fn controller(controller: &Controller, site: &str) -> Json {
    let mut said = JsonObject::new();
    said.text("@id", &controller_id(site));
    said.text("dpv:hasName", &controller.name);
    said.text("dpv:hasAddress", &controller.address);
    said.text("dpv:hasContact", &controller.contact);
    for (name, text) in [
        ("dpv:hasDataProtectionOfficer", &controller.dpo),
        ("dpv:hasRepresentative", &controller.representative),
    ] {
        if let Some(text) = text {
            said.text(name, text);
        }
    }
    said.whole()
}

/// What was on screen; without a prompt, the policy alone.
fn notice(decision: &Decision, about: &Circumstances<'_>) -> Json {
    let (core, shown) = (&about.policy.core, decision.shown.as_ref());
    let mut notice = JsonObject::new();
    notice.text("@type", "dpv:ConsentNotice");
    notice.text("dct:identifier", &core.id);
    if let Some(shown) = shown {
        notice.text("dct:language", &shown.lang);
    }
    notice.text("sigilo:policyVersion", &core.version);
    notice.json("sigilo:policySha256", about.policy.hash.to_json());
    notice.maybe("sigilo:textSha256", shown.map(|shown| shown.text.to_json()));
    notice.whole()
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
    let measures = Json::texts(&["dpv:EndToEndEncryption", "dpv:DigitalSignatures"]);
    let mut process = JsonObject::new();
    process.text("@type", "dpv:Process");
    process.json("dpv:hasPurpose", said);
    process.json("dpv:hasPersonalData", Json::list(data));
    process.text("dpv:hasLegalBasis", &purpose.basis);
    process.maybe("dpv:hasProcessing", some(processing(purpose)));
    process.json("dpv:hasRecipient", recipients(about.manifest));
    process.maybe("dpv:hasDataProcessor", processors(purpose, core));
    process.json("dpv:hasStorageCondition", Json::List(storage(purpose, core)));
    process.json("dpv:hasTechnicalOrganisationalMeasure", measures);
    process.maybe("sigilo:trainsModel", trains(purpose));
    process.whole()
}

/// Transfers to other countries, and decisions of a machine.
fn processing(purpose: &Purpose) -> Vec<Json> {
    let mut processing = Vec::new();
    for transfer in &purpose.transfers {
        processing.push(texts([
            ("@type", "dpv:Transfer"),
            ("dpv:hasThirdCountry", &format!("loc:{}", transfer.country)),
            ("dpv:hasLegalBasis", &transfer.basis),
        ]));
    }
    if purpose.decides {
        processing.push(texts([("@type", "dpv:AutomatedDecisionMaking")]));
    }
    processing
}

/// Everybody whom the manifest lets read, whatever the purpose: one who reads a message reads all
/// of it.
pub(super) fn recipients(manifest: &VerifiedManifest) -> Json {
    Json::list(manifest.recipients.iter().map(|recipient| {
        let thumbprint = recipient.sig.map(|key| key.thumbprint().to_json());
        let mut reader = JsonObject::new();
        reader.text("dct:identifier", &recipient.id);
        reader.text("dpv:hasName", &recipient.name);
        reader.text("sigilo:role", recipient.role.name());
        reader.maybe("sigilo:keyThumbprint", thumbprint);
        reader.whole()
    }))
}

/// The companies that the purpose hands data to; nothing if there are none.
pub(super) fn processors(purpose: &Purpose, core: &Core) -> Option<Json> {
    let mut named = Vec::new();
    for processor in &core.processors {
        if purpose.recipients.contains(&processor.id) {
            named.push(texts([
                ("dct:identifier", &processor.id),
                ("dpv:hasName", &processor.name),
                ("dpv:hasLocation", &format!("loc:{}", processor.country)),
            ]));
        }
    }
    some(named)
}

/// That what is said trains a model; nothing if it does not.
pub(super) fn trains(purpose: &Purpose) -> Option<Json> {
    purpose.trains_model.then_some(Json::Bool(true))
}

/// What the visitor may demand.
pub(super) fn rights() -> Json {
    Json::list(RIGHTS.iter().map(|article| texts([("@type", article)])))
}

fn some(list: Vec<Json>) -> Option<Json> {
    (!list.is_empty()).then_some(Json::List(list))
}

/// Where, how long, when it is deleted, and what outlives that.
fn storage(purpose: &Purpose, core: &Core) -> Vec<Json> {
    let location = format!("loc:{}", core.controller.country);
    let mut storage = vec![
        texts([("@type", "dpv:StorageLocation"), ("dpv:hasLocation", &location)]),
        texts([("@type", "dpv:StorageDuration"), ("dpv:hasDuration", &purpose.retention)]),
        texts([("@type", "dpv:StorageDeletion"), ("dpv:isExercisedAt", "widget:privacy-panel")]),
    ];
    for kept in &core.obligations {
        storage.push(texts([
            ("@type", "dpv:StorageDuration"),
            ("dct:identifier", &kept.id),
            ("dpv:hasLegalBasis", &kept.basis),
            ("dpv:hasDuration", &kept.retention),
        ]));
    }
    storage
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
        several => Json::texts(several),
    };
    // Time and change are nobody's act.
    let is_act = matches!(decision.act, Act::Allow | Act::Refuse | Act::Withdraw);
    let prompt = decision.shown.as_ref().map_or("none", |shown| prompt_name(shown.prompt));
    let mut stands = JsonObject::new();
    stands.json("@type", kind);
    if is_act {
        stands.text("dpv:isIndicatedBy", "dpv:DataSubject");
        let method = format!("button '{button}', prompt: {prompt}");
        stands.text("dpv:hasIndicationMethod", &method);
    }
    stands.text("dpv:isIndicatedAtTime", at);
    Some(stands.whole())
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

/// Withdrawal, the rights of Arts. 15 to 22, a complaint (Art. 77).
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
    let mut object = JsonObject::new();
    for (name, text) in members {
        object.text(name, text);
    }
    object.whole()
}
