//! What the tests of this crate decide in: a site, its policy, a visitor.

use sigilo_protocol::{
    Bytes, DhSecret, Hash, Json, KemSecret, Manifest, Pins, PolicyRef, Prekey, Recipient, Role,
    SigningKey, VerifiedManifest, jws,
};

use super::{
    Bundle, Circumstances, Countersignature, Countersigned, receipt, receipt_signing_input,
};
use crate::{Act, Core, Decision, Policy, Prompt, Shown, Status};

pub(crate) const TERMS: &str = include_str!("../../data/dpv-2.3.txt");

/// 2026-11-22T09:59:58.120Z
pub(crate) const NOW_MS: u64 = 1_795_341_598_120;

/// A policy with each basis, a transfer, a processor and a machine that decides.
pub(crate) fn core() -> String {
    let purpose = |id: &str, required: bool, basis: &str, more: &str| {
        format!(
            r#"{{"id":"{id}","required":{required},"basis":"{basis}",
            "category":"dpv:CommunicationForCustomerCare",
            "data":[{{"kind":"pd:Communication","necessity":"dpv:Required"}},
            {{"kind":"pd:Insurance","necessity":"dpv:Optional"}}],
            "recipients":["bot","cloud"],"retention":"P90D",{more}}}"#
        )
    };
    let plain = r#""transfers":[],"trains_model":false,"decides":false"#;
    let rich = r#""transfers":[{"country":"US","basis":"eu-gdpr:A45-3"}],
        "trains_model":true,"decides":true"#;
    let purposes = [
        purpose("answer", true, "eu-gdpr:A6-1-a", plain),
        purpose("fraud", true, "eu-gdpr:A6-1-f", plain),
        purpose("law", true, "eu-gdpr:A6-1-c", plain),
        purpose("improve", false, "eu-gdpr:A6-1-a", rich),
    ]
    .join(",");
    let (es, en) = (Hash::of(text("es").as_bytes()), Hash::of(text("en").as_bytes()));
    format!(
        r#"{{"v":2,"id":"hogar","version":"7",
        "controller":{{"name":"Seguros Aurora, S.A.","address":"Calle del Ejemplo, 1","country":"ES",
        "contact":"privacidad@insurer.example","dpo":"dpd@insurer.example"}},
        "laws":["GDPR","LOPDGDD"],"authority":{{"name":"AEPD","url":"https://www.aepd.es/"}},
        "minimum_age":14,"age_gate":false,"purposes":[{purposes}],
        "processors":[{{"id":"cloud","name":"Nube, S.L.","country":"IE"}}],
        "obligations":[{{"id":"proof","basis":"eu-gdpr:A6-1-c","retention":"P3Y"}}],
        "channels":[],"grant_lifetime":"P365D","texts":{{"es":"{es}","en":"{en}"}}}}"#
    )
}

/// The sentences in a language.
pub(crate) fn text(lang: &str) -> String {
    let purposes = ["answer", "fraud", "law", "improve"]
        .map(|id| format!(r#""{id}":{{"name":"n","description":"d","basis":"b"}}"#))
        .join(",");
    format!(
        r#"{{"v":2,"lang":"{lang}","lead":"Te contesta un asistente.","purposes":{{{purposes}}},
        "data":{{"pd:Communication":"c","pd:Insurance":"i"}},"processors":{{"cloud":"p"}},
        "obligations":{{"proof":"o"}},"channels":{{}},"sections":[{{"heading":"h","body":"b"}}]}}"#
    )
}

pub(crate) struct World {
    pub(crate) site: SigningKey,
    pub(crate) desk: SigningKey,
    pub(crate) visitor: SigningKey,
    pub(crate) manifest: VerifiedManifest,
    pub(crate) policy: Policy,
}

impl World {
    pub(crate) fn new() -> Self {
        let key = |number| SigningKey::from_bytes(&[number; 32]).unwrap();
        let (site, desk, visitor) = (key(1), key(2), key(3));
        let (core, now) = (core(), NOW_MS / 1_000);
        let hash = Hash::of(core.as_bytes());
        let prekey = Prekey::new(
            "k1",
            KemSecret::from_bytes(&[4; 32]).unwrap().public(),
            Some(DhSecret::from_bytes(&[5; 32]).unwrap().public()),
            now + 3_600,
        );
        let bot = Recipient {
            id: "bot".into(),
            role: Role::Bot,
            name: "Asistente".into(),
            sig: Some(desk.public()),
            pre: vec![prekey],
            via: None,
        };
        let manifest = Manifest {
            site: "insurer.example".into(),
            key: site.public(),
            origins: vec!["https://insurer.example".into()],
            ver: 1,
            iat: now - 60,
            exp: now + 3_600,
            recipients: vec![bot],
            policy: PolicyRef { id: "hogar".into(), hash },
            ws: false,
            log: None,
        };
        let pins = Pins::parse(&site.public().thumbprint().to_string()).unwrap();
        let manifest = VerifiedManifest::verify(&manifest.sign(&site), &pins, now).unwrap();
        let core = Core::read(core.as_bytes(), hash).unwrap();
        let texts = ["es", "en"].map(|lang| (lang.to_owned(), text(lang).into_bytes()));
        let policy = Policy::read(core, hash, &texts).unwrap();
        Self { site, desk, visitor, manifest, policy }
    }

    /// The receipt's JSON.
    pub(crate) fn receipt(&self, decision: &Decision, previous: Option<Hash>) -> String {
        let id = Hash::of(format!("{decision:?}{previous:?}").as_bytes()).to_string();
        let about = Circumstances {
            manifest: &self.manifest,
            policy: &self.policy,
            subject: self.visitor.public().thumbprint(),
            id: &id,
            origin: "https://insurer.example",
            gpc: false,
            button: "Permitir",
            widget: "0.1.0",
            previous,
        };
        receipt(decision, &about)
    }

    /// The receipt as the visitor signs it.
    pub(crate) fn signed(&self, decision: &Decision, previous: Option<Hash>) -> String {
        sign(&self.receipt(decision, previous), &self.visitor)
    }

    /// The receipts of these decisions in their order, with all that it takes to check them.
    pub(crate) fn bundle(&self, decisions: &[Decision]) -> Bundle {
        let mut receipts: Vec<Countersigned> = Vec::new();
        for decision in decisions {
            let previous = receipts.last().map(|last| Hash::of(last.receipt.as_bytes()));
            let receipt = self.signed(decision, previous);
            let countersignature = self.countersign(&receipt, decision.at_ms / 1_000 + 1);
            receipts.push(Countersigned { receipt, countersignature: Some(countersignature) });
        }
        let manifests = vec![self.manifest.jws().to_owned()];
        Bundle { receipts, manifests, documents: vec![core(), text("es"), text("en")] }
    }

    /// The desk's signature on a receipt.
    pub(crate) fn countersign(&self, receipt: &str, iat: u64) -> String {
        let receipt = Hash::of(receipt.as_bytes());
        let site = self.manifest.site.clone();
        Countersignature { receipt, iat, site }.sign(&self.desk)
    }

    /// What the page pins.
    pub(crate) fn pins(&self) -> Pins {
        Pins::parse(&self.site.public().thumbprint().to_string()).unwrap()
    }
}

/// A receipt, signed.
pub(crate) fn sign(receipt: &str, key: &SigningKey) -> String {
    let input = receipt_signing_input(receipt, &key.public());
    let signature = key.sign(input.as_bytes());
    jws::attach(input, &signature)
}

/// A decision at the Spanish notice, `after_ms` later than the first.
pub(crate) fn decision(act: Act, after_ms: u64, purposes: &[(&str, Status)]) -> Decision {
    let shown =
        Shown { prompt: Prompt::Notice, text: Hash::of(text("es").as_bytes()), lang: "es".into() };
    let is_asked = matches!(act, Act::Allow | Act::Refuse | Act::Withdraw);
    Decision {
        act,
        at_ms: NOW_MS + after_ms,
        shown: is_asked.then_some(shown),
        purposes: purposes.iter().map(|(id, status)| ((*id).into(), *status)).collect(),
    }
}

/// A conversation's decisions: begun, more allowed, that taken back, the rest run out.
pub(crate) fn decisions() -> Vec<Decision> {
    use Status::{Expired, Given, Refused, Withdrawn};
    let begun = [("answer", Given), ("fraud", Given), ("law", Given), ("improve", Refused)];
    vec![
        decision(Act::Allow, 0, &begun),
        decision(Act::Allow, 5_000, &[("improve", Given)]),
        decision(Act::Withdraw, 9_000, &[("improve", Withdrawn)]),
        decision(Act::Expire, 12_000, &[("answer", Expired), ("fraud", Expired)]),
    ]
}

/// Reads a receipt's JSON, as anybody may.
pub(crate) fn json(receipt: &str) -> serde_json::Value {
    serde_json::from_str(receipt).unwrap()
}

/// Two ways to the same text: ours is strict.
pub(crate) fn strict(receipt: &str) -> Json {
    Json::parse(receipt.as_bytes()).unwrap()
}

/// A hash that is nothing's.
pub(crate) const NOTHING: Hash = Bytes([9; 32]);
