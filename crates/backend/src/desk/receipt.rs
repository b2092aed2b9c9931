//! A visitor's receipt, checked against what was published, and the controller's signature on it.

use serde::Deserialize;
use sigilo_consent::{COUNTERSIGNATURE, Core, Purpose, RECEIPT};
use sigilo_protocol::{
    Hash, PublicKey, SigningKey,
    jws::{self, JwsError, SelfSigned},
};

/// A receipt that holds: by the visitor's key, about a policy and a text that were published, with
/// every purpose that the chat needs.
#[derive(Debug)]
pub(super) struct Checked {
    /// The language that the visitor was asked in.
    pub(super) lang: String,
}

/// Why a receipt does not hold. None repeats what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum ReceiptError {
    #[error("the receipt is not of this version")]
    Format,
    #[error("the receipt is not signed by the visitor")]
    Signature,
    #[error("the receipt is about another visitor or another controller")]
    Party,
    #[error("the receipt is about a policy or a text that was not published")]
    Notice,
    #[error("the receipt lacks a purpose that the chat needs")]
    Purpose,
}

/// The parts of a receipt that bind it; the rest is for its readers.
#[derive(Deserialize)]
struct Receipt {
    #[serde(rename = "@type")]
    kind: String,
    #[serde(rename = "dpv:hasRecordOfActivity")]
    records: Vec<Record>,
}

#[derive(Deserialize)]
struct Record {
    #[serde(rename = "dpv:hasDataSubject")]
    subject: Named,
    #[serde(rename = "dpv:hasDataController")]
    controller: Controller,
    #[serde(rename = "dpv:hasNotice")]
    notice: Notice,
    #[serde(rename = "dpv:hasProcess")]
    processes: Vec<Process>,
    #[serde(rename = "dpv:hasConsentStatus")]
    status: Status,
}

#[derive(Deserialize)]
struct Named {
    #[serde(rename = "dct:identifier")]
    id: String,
}

#[derive(Deserialize)]
struct Controller {
    #[serde(rename = "@id")]
    id: String,
}

#[derive(Deserialize)]
struct Notice {
    #[serde(rename = "sigilo:policySha256")]
    policy: Hash,
    #[serde(rename = "sigilo:textSha256")]
    text: Hash,
}

#[derive(Deserialize)]
struct Process {
    #[serde(rename = "dpv:hasPurpose")]
    purpose: Named,
}

#[derive(Deserialize)]
struct Status {
    #[serde(rename = "@type")]
    kind: OneOrMore,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

/// The policy that a receipt is about, before anything in it is believed: which one to look up.
pub(super) fn claimed_policy(receipt: &str) -> Option<Hash> {
    let claimed = SelfSigned::claimed(receipt, RECEIPT)?;
    let claimed: Receipt = serde_json::from_slice(&claimed.payload).ok()?;
    claimed.records.first().map(|record| record.notice.policy)
}

/// Checks a receipt of `visitor` for `site` against the core of the policy `policy`.
pub(super) fn check(
    receipt: &str,
    visitor: &PublicKey,
    site: &str,
    policy: Hash,
    core: &Core,
) -> Result<Checked, ReceiptError> {
    let signed = SelfSigned::verify(receipt, RECEIPT).map_err(|error| match error {
        JwsError::Format => ReceiptError::Format,
        JwsError::Signature => ReceiptError::Signature,
    })?;
    let payload = (signed.key == *visitor).then_some(signed.payload);
    let payload = payload.ok_or(ReceiptError::Signature)?;
    let receipt: Receipt = serde_json::from_slice(&payload).map_err(|_| ReceiptError::Format)?;
    if receipt.kind != "dpv:ConsentReceipt" {
        return Err(ReceiptError::Format);
    }
    let subject = visitor.thumbprint().to_string();
    let controller = format!("https://{site}/#controller");
    for record in &receipt.records {
        if record.subject.id != subject || record.controller.id != controller {
            return Err(ReceiptError::Party);
        }
        if record.notice.policy != policy || core.language(record.notice.text).is_none() {
            return Err(ReceiptError::Notice);
        }
    }
    let needed = |purpose: &&Purpose| purpose.required;
    if !core.purposes.iter().filter(needed).all(|purpose| receipt.grants(purpose)) {
        return Err(ReceiptError::Purpose);
    }
    let text = receipt.records.first().map(|record| record.notice.text);
    let lang = text.and_then(|text| core.language(text)).ok_or(ReceiptError::Notice)?;
    Ok(Checked { lang: lang.into() })
}

/// The controller's signature: that this receipt was received, then, for this site.
pub(super) fn countersign(receipt: &str, site: &str, now: u64, key: &SigningKey) -> String {
    let hash = Hash::of(receipt.as_bytes());
    let payload = serde_json::json!({"receipt": hash, "iat": now, "site": site}).to_string();
    jws::sign(COUNTERSIGNATURE, payload.as_bytes(), key)
}

impl Receipt {
    fn grants(&self, purpose: &Purpose) -> bool {
        let status =
            if purpose.rests_on_consent() { "dpv:ConsentGiven" } else { "dpv:DataSubjectInformed" };
        self.records.iter().any(|record| {
            record.processes.iter().any(|process| process.purpose.id == purpose.id)
                && record.status.is(status)
        })
    }
}

impl Status {
    fn is(&self, status: &str) -> bool {
        match &self.kind {
            OneOrMore::One(kind) => kind == status,
            OneOrMore::More(kinds) => kinds.iter().any(|kind| kind == status),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use sigilo_consent::receipt_signing_input;
    use sigilo_protocol::jws::Unverified;

    use super::*;

    const SITE: &str = "insurer.example";

    fn key(number: u8) -> SigningKey {
        SigningKey::from_bytes(&[number; 32]).unwrap()
    }

    fn policy() -> (Hash, Core) {
        let purpose = |id: &str, required: bool, basis: &str| {
            json!({
                "id": id, "required": required, "basis": basis, "category": "dpv:ServiceProvision",
                "data": [], "recipients": [], "retention": "P90D", "transfers": [],
                "trains_model": false, "decides": false,
            })
        };
        let core = json!({
            "v": 2, "id": "p", "version": "1", "laws": [], "minimum_age": 14, "age_gate": false,
            "controller": {"name": "n", "address": "a", "contact": "c", "country": "ES"},
            "authority": {"name": "n", "url": "https://authority.example/"},
            "purposes": [
                purpose("answer", true, "eu-gdpr:A6-1-a"),
                purpose("law", true, "eu-gdpr:A6-1-c"),
                purpose("extra", false, "eu-gdpr:A6-1-a"),
            ],
            "processors": [], "obligations": [], "channels": [], "grant_lifetime": "P1Y",
            "texts": {"es": Hash::of(b"texto"), "en": Hash::of(b"text")},
        })
        .to_string();
        let hash = Hash::of(core.as_bytes());
        (hash, Core::read(core.as_bytes(), hash).unwrap())
    }

    fn record(purpose: &str, status: Value) -> Value {
        json!({
            "dpv:hasDataSubject": {"dct:identifier": key(1).public().thumbprint()},
            "dpv:hasDataController": {"@id": "https://insurer.example/#controller"},
            "dpv:hasNotice": {
                "sigilo:policySha256": policy().0, "sigilo:textSha256": Hash::of(b"texto"),
            },
            "dpv:hasProcess": [{"dpv:hasPurpose": {"dct:identifier": purpose}}],
            "dpv:hasConsentStatus": {"@type": status},
        })
    }

    fn receipt() -> Value {
        let given = json!(["dpv:ConsentGiven", "dpv:ExplicitlyExpressedConsent"]);
        let records = [record("answer", given), record("law", json!("dpv:DataSubjectInformed"))];
        json!({"@type": "dpv:ConsentReceipt", "dpv:hasRecordOfActivity": records, "more": 1})
    }

    fn sign(receipt: &str, key: &SigningKey) -> String {
        let input = receipt_signing_input(receipt, &key.public());
        let signature = key.sign(input.as_bytes());
        jws::attach(input, &signature)
    }

    fn verdict(receipt: &Value) -> Result<String, ReceiptError> {
        let (hash, core) = policy();
        let jws = sign(&receipt.to_string(), &key(1));
        check(&jws, &key(1).public(), SITE, hash, &core).map(|checked| checked.lang)
    }

    #[test]
    fn a_receipt_that_holds_tells_the_language() {
        assert_eq!(verdict(&receipt()), Ok("es".into()));
        let jws = sign(&receipt().to_string(), &key(1));
        assert_eq!(claimed_policy(&jws), Some(policy().0));
    }

    #[test]
    fn every_record_is_about_this_visitor_controller_policy_and_text() {
        let cases = [
            ("/dpv:hasDataSubject/dct:identifier", json!("x"), ReceiptError::Party),
            ("/dpv:hasDataController/@id", json!("https://x/#controller"), ReceiptError::Party),
            ("/dpv:hasNotice/sigilo:policySha256", json!(Hash::of(b"x")), ReceiptError::Notice),
            ("/dpv:hasNotice/sigilo:textSha256", json!(Hash::of(b"x")), ReceiptError::Notice),
            ("/dpv:hasNotice/sigilo:textSha256", json!("x"), ReceiptError::Format),
        ];
        for (path, value, expected) in cases {
            for index in 0..2 {
                let mut receipt = receipt();
                let path = format!("/dpv:hasRecordOfActivity/{index}{path}");
                *receipt.pointer_mut(&path).unwrap() = value.clone();
                assert_eq!(verdict(&receipt), Err(expected), "{path}");
            }
        }
    }

    #[test]
    fn a_purpose_that_the_chat_needs_is_there_on_its_own_basis() {
        for (index, status) in [(0, "dpv:ConsentRefused"), (0, "dpv:DataSubjectInformed"), (1, "x")]
        {
            let mut receipt = receipt();
            receipt["dpv:hasRecordOfActivity"][index]["dpv:hasConsentStatus"]["@type"] =
                json!(status);
            assert_eq!(verdict(&receipt), Err(ReceiptError::Purpose), "{index} {status}");
        }
        let mut receipt = receipt();
        receipt["dpv:hasRecordOfActivity"].as_array_mut().unwrap().pop();
        assert_eq!(verdict(&receipt), Err(ReceiptError::Purpose));
        receipt["dpv:hasRecordOfActivity"] = json!([]);
        assert_eq!(verdict(&receipt), Err(ReceiptError::Purpose));
    }

    #[test]
    fn another_key_or_type_is_refused() {
        let (hash, core) = policy();
        let payload = receipt().to_string();
        let verdict = |jws: &str| check(jws, &key(1).public(), SITE, hash, &core).err();
        let forged = sign(&payload, &key(2));
        assert_eq!(verdict(&forged), Some(ReceiptError::Signature));
        let other_type = jws::sign(COUNTERSIGNATURE, payload.as_bytes(), &key(1));
        assert_eq!(verdict(&other_type), Some(ReceiptError::Format));
        assert_eq!(verdict("…"), Some(ReceiptError::Format));
    }

    #[test]
    fn a_countersignature_names_the_receipt_by_its_hash() {
        let jws = countersign("receipt", SITE, 5, &key(3));
        let unverified = Unverified::parse(&jws, COUNTERSIGNATURE).unwrap();
        let payload = unverified.verify(&key(3).public()).unwrap();
        let payload: Value = serde_json::from_slice(&payload).unwrap();
        let hash = Hash::of(b"receipt");
        assert_eq!(payload, json!({"receipt": hash, "iat": 5, "site": SITE}));
    }
}
