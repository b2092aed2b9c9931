use serde_json::{Value, json as value};

use super::{
    terms::Terms,
    world::{NOTHING, TERMS, World, decision, json, strict, text},
};
use crate::{Act, Decision, Status};
use sigilo_protocol::Hash;

const ALL: [(Act, Status); 5] = [
    (Act::Allow, Status::Given),
    (Act::Refuse, Status::Refused),
    (Act::Withdraw, Status::Withdrawn),
    (Act::Expire, Status::Expired),
    (Act::Invalidate, Status::Invalidated),
];

fn every(act: Act, status: Status) -> Decision {
    decision(act, 0, &["answer", "fraud", "law", "improve"].map(|id| (id, status)))
}

fn kinds(receipt: &Value) -> Vec<Value> {
    let records = receipt["dpv:hasRecordOfActivity"].as_array().unwrap();
    records.iter().map(|record| record["dpv:hasConsentStatus"]["@type"].clone()).collect()
}

#[test]
fn every_decision_has_its_terms_and_no_other() {
    let world = World::new();
    let (informed, uninformed) = ("dpv:DataSubjectInformed", "dpv:DataSubjectUninformed");
    let given = value!(["dpv:ConsentGiven", "dpv:ExplicitlyExpressedConsent"]);
    let objected = ("dpv:LegitimateInterestObjected", "sigilo:Objected");
    for ((act, status), expected) in ALL.into_iter().zip([
        value!([given, informed, informed, given]),
        value!(["dpv:ConsentRefused", objected.0, objected.1, "dpv:ConsentRefused"]),
        value!(["dpv:ConsentWithdrawn", objected.0, objected.1, "dpv:ConsentWithdrawn"]),
        value!(["dpv:ConsentExpired", uninformed, uninformed, "dpv:ConsentExpired"]),
        value!(["dpv:ConsentInvalidated", uninformed, uninformed, "dpv:ConsentInvalidated"]),
    ]) {
        let receipt = world.receipt(&every(act, status), Some(NOTHING));
        assert_eq!(value!(kinds(&json(&receipt))), expected, "{act:?}");
        assert_eq!(Terms::of(TERMS).unknown(&strict(&receipt)), None, "{act:?}");
    }
}

#[test]
fn a_term_that_dpv_has_not_is_named() {
    let receipt = World::new().receipt(&every(Act::Allow, Status::Given), None);
    for (known, unknown) in [
        ("dpv:hasDuration", "dpv:hasDurance"),
        ("pd:Communication", "pd:Comunication"),
        ("eu-gdpr:A6-1-a", "eu-gdpr:A6-1-z"),
        ("dct:created", "dct:createt"),
        ("sigilo:role", "sigilo:rank"),
        ("\"gpc\"", "\"gps\""),
    ] {
        let changed = receipt.replacen(known, unknown, 1);
        let found = Terms::of(TERMS).unknown(&strict(&changed));
        assert_eq!(found.as_deref(), Some(unknown.trim_matches('"')));
    }
}

#[test]
fn a_receipt_tells_what_was_declared_shown_and_decided() {
    let world = World::new();
    let allowed = decision(Act::Allow, 0, &[("improve", Status::Given)]);
    let receipt = json(&world.receipt(&allowed, Some(NOTHING)));
    let at = "2026-11-22T09:59:58.120Z";
    assert_eq!(receipt["dct:created"], at);
    assert_eq!(receipt["sigilo:prevReceiptHash"], NOTHING.to_string());
    assert_eq!(receipt["sigilo:session"]["manifestSha256"], world.manifest.hash().to_string());
    let record = &receipt["dpv:hasRecordOfActivity"][0];
    for (path, expected) in [
        ("/dpv:hasDataSubject/dct:identifier", value!(world.visitor.public().thumbprint())),
        ("/dpv:hasDataController/@id", value!("https://insurer.example/#controller")),
        ("/dpv:hasDataController/dpv:hasDataProtectionOfficer", value!("dpd@insurer.example")),
        ("/dpv:hasAuthority/dpv:hasName", value!("AEPD")),
        ("/dpv:hasNotice/dct:language", value!("es")),
        ("/dpv:hasNotice/sigilo:policySha256", value!(world.policy.hash)),
        ("/dpv:hasNotice/sigilo:policyVersion", value!("7")),
        ("/dpv:hasNotice/sigilo:textSha256", value!(Hash::of(text("es").as_bytes()))),
        ("/dpv:hasProcess/0/dpv:hasPurpose/dct:identifier", value!("improve")),
        (
            "/dpv:hasProcess/0/dpv:hasProcessing",
            value!([
                {
                    "@type": "dpv:Transfer", "dpv:hasThirdCountry": "loc:US",
                    "dpv:hasLegalBasis": "eu-gdpr:A45-3",
                },
                {"@type": "dpv:AutomatedDecisionMaking"},
            ]),
        ),
        ("/dpv:hasProcess/0/sigilo:trainsModel", value!(true)),
        ("/dpv:hasProcess/0/dpv:hasRecipient/0/sigilo:role", value!("bot")),
        ("/dpv:hasProcess/0/dpv:hasDataProcessor/0/dpv:hasLocation", value!("loc:IE")),
        ("/dpv:hasProcess/0/dpv:hasStorageCondition/1/dpv:hasDuration", value!("P90D")),
        ("/dpv:hasProcess/0/dpv:hasStorageCondition/3/dpv:hasDuration", value!("P3Y")),
        (
            "/dpv:hasConsentControl/dpv:isExercisedAt",
            value!(["widget:privacy-panel", "privacidad@insurer.example"]),
        ),
        (
            "/dpv:hasConsentStatus/dpv:hasIndicationMethod",
            value!("button 'Permitir', prompt: notice"),
        ),
        ("/dpv:hasConsentStatus/dpv:isIndicatedAtTime", value!(at)),
    ] {
        assert_eq!(record.pointer(path), Some(&expected), "{path}");
    }
}

#[test]
fn what_nobody_did_is_nobody_s_act_and_was_on_no_screen() {
    let expired = decision(Act::Expire, 0, &[("answer", Status::Expired)]);
    let receipt = json(&World::new().receipt(&expired, Some(NOTHING)));
    let record = &receipt["dpv:hasRecordOfActivity"][0];
    assert!(record["dpv:hasConsentStatus"].get("dpv:isIndicatedBy").is_none());
    assert!(record["dpv:hasConsentStatus"].get("dpv:hasIndicationMethod").is_none());
    assert!(record["dpv:hasNotice"].get("sigilo:textSha256").is_none());
    assert!(receipt["sigilo:session"].get("uiLanguage").is_none());
}

#[test]
fn what_was_not_decided_has_no_record() {
    let undecided = [Status::NotAsked, Status::Requested, Status::Deferred];
    let purposes = undecided.map(|status| ("answer", status));
    let receipt = json(&World::new().receipt(&decision(Act::Allow, 0, &purposes), None));
    assert_eq!(receipt["dpv:hasRecordOfActivity"], value!([]));
    assert!(receipt.get("sigilo:prevReceiptHash").is_none());
}
