use serde_json::{Value, json as value};
use sigilo_protocol::{Hash, Pins, SigningKey};

use super::{super::world::*, *};
use crate::{
    Act, Status,
    receipt::{Bundle, Countersignature, Countersigned},
};

fn checks(bundle: &Bundle) -> Vec<Check> {
    verify(bundle.to_text().as_bytes(), Some(&World::new().pins()), Some(&Terms::of(TERMS)))
}

fn outcome(checks: &[Check], name: &str) -> Outcome {
    checks.iter().find(|check| check.name == name).unwrap().outcome
}

fn assert_failed(checks: &[Check], name: &str, reason: Reason) {
    assert_eq!(outcome(checks, name), Outcome::Failed(reason), "{checks:#?}");
}

/// A bundle of the world's one receipt, after somebody who holds the visitor's key changed it.
fn changed(pointer: &str, value: Value) -> Vec<Check> {
    let world = World::new();
    let mut bundle = world.bundle(&decisions()[..1]);
    let mut receipt = json(&world.receipt(&decisions()[0], None));
    *receipt.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = value;
    let receipt = sign(&receipt.to_string(), &world.visitor);
    let countersignature = Some(world.countersign(&receipt, NOW_MS / 1_000));
    bundle.receipts = vec![Countersigned { receipt, countersignature }];
    checks(&bundle)
}

#[test]
fn a_conversation_s_receipts_pass_every_check() {
    let checks = checks(&World::new().bundle(&decisions()));
    assert_eq!(checks.iter().map(|check| check.name).collect::<Vec<_>>(), CHECKS);
    for check in &checks {
        assert_eq!(check.outcome, Outcome::Passed, "{}", check.name);
    }
}

#[test]
fn a_receipt_alone_is_checked_as_far_as_that_goes() {
    let world = World::new();
    let receipt = world.signed(&decisions()[0], None) + "\n";
    let checks = verify(receipt.as_bytes(), None, Some(&Terms::of(TERMS)));
    assert!(is_sound(&checks));
    for check in checks {
        let is_alone =
            ["countersignature", "manifest", "policy", "notice", "purposes"].contains(&check.name);
        let expected =
            if is_alone { Outcome::Impossible(Reason::NotInFile) } else { Outcome::Passed };
        assert_eq!(check.outcome, expected, "{}", check.name);
    }
}

/// One bit of every byte, which one by the byte's place; of every 64th byte all.
#[test]
fn a_changed_bit_anywhere_in_the_file_fails_by_name() {
    let world = World::new();
    let given = decision(Act::Allow, 0, &[("answer", Status::Given)]);
    let withdrawn = decision(Act::Withdraw, 9, &[("answer", Status::Withdrawn)]);
    let whole = world.bundle(&[given, withdrawn]);
    let file = whole.to_text().into_bytes();
    let (pins, terms) = (world.pins(), Terms::of(TERMS));
    let flips = |at: usize| {
        let bits = if at.is_multiple_of(64) { 0..8 } else { at % 8..at % 8 + 1 };
        bits.map(move |bit| (at, bit))
    };
    let flips: Vec<_> = (0..file.len()).flat_map(flips).collect();
    let look = |(at, bit): &(usize, usize)| {
        let mut changed = file.clone();
        changed[*at] ^= 1 << bit;
        let checks = verify(&changed, Some(&pins), Some(&terms));
        let failed = checks.iter().any(|check| matches!(check.outcome, Outcome::Failed(_)));
        // `\u000A` is another spelling of `\u000a`: the same documents.
        let is_spelling = Bundle::parse(&changed).as_ref() == Some(&whole);
        assert_ne!(failed, is_spelling, "byte {at}, bit {bit}: {checks:?}");
        usize::from(failed)
    };
    let threads = std::thread::available_parallelism().unwrap().get();
    let failed: usize = std::thread::scope(|scope| {
        let parts = flips.chunks(flips.len().div_ceil(threads));
        let parts: Vec<_> =
            parts.map(|part| scope.spawn(move || part.iter().map(look).sum::<usize>())).collect();
        parts.into_iter().map(|part| part.join().unwrap()).sum()
    });
    assert!(failed > flips.len() * 99 / 100, "{failed} of {}", flips.len());
}

#[test]
fn receipts_in_another_order_fail() {
    let whole = World::new().bundle(&decisions());
    for a in 0..whole.receipts.len() {
        for b in 0..a {
            let mut bundle = whole.clone();
            bundle.receipts.swap(a, b);
            let checks = checks(&bundle);
            assert!(matches!(outcome(&checks, "chain"), Outcome::Failed(_)), "{a} {b}");
            let (x, y) = (a, b);
            let mut bundle = whole.clone();
            let theirs = bundle.receipts[x].countersignature.take();
            bundle.receipts[x].countersignature = bundle.receipts[y].countersignature.take();
            bundle.receipts[y].countersignature = theirs;
            let checks = super::tests::checks(&bundle);
            assert_failed(&checks, "countersignature", Reason::CountersignatureWrong);
        }
    }
}

#[test]
fn what_is_removed_is_missed() {
    let whole = World::new().bundle(&decisions());
    let without = |change: &dyn Fn(&mut Bundle)| {
        let mut bundle = whole.clone();
        change(&mut bundle);
        checks(&bundle)
    };
    let first = without(&|bundle| drop(bundle.receipts.remove(0)));
    assert_failed(&first, "chain", Reason::EarlierMissing);
    for at in 1..whole.receipts.len() - 1 {
        let middle = without(&|bundle| drop(bundle.receipts.remove(at)));
        assert_failed(&middle, "chain", Reason::OutOfOrder);
    }
    let manifest = without(&|bundle| bundle.manifests.clear());
    assert_failed(&manifest, "manifest", Reason::ManifestMissing);
    let core = without(&|bundle| drop(bundle.documents.remove(0)));
    // Nothing names the texts then, either.
    assert_failed(&core, "policy", Reason::DocumentUnknown);
    let text = without(&|bundle| drop(bundle.documents.remove(1)));
    assert_failed(&text, "notice", Reason::DocumentMissing);
    let unshown = without(&|bundle| drop(bundle.documents.remove(2)));
    assert!(is_sound(&unshown), "nobody was shown the English text");
    let unsigned = without(&|bundle| bundle.receipts[1].countersignature = None);
    let countersignature = outcome(&unsigned, "countersignature");
    assert_eq!(countersignature, Outcome::Impossible(Reason::NotCountersigned));
    // The newest left out leaves a whole chain: only the other side can tell.
    assert!(is_sound(&without(&|bundle| drop(bundle.receipts.pop()))));
}

#[test]
fn a_stranger_s_receipt_is_refused() {
    let (world, stranger) = (World::new(), SigningKey::from_bytes(&[8; 32]).unwrap());
    let receipt = sign(&world.receipt(&decisions()[0], None), &stranger);
    assert_failed(&verify(receipt.as_bytes(), None, None), "subject", Reason::AnotherSubject);
    // With the visitor's key in the header it is nobody's.
    let own = world.signed(&decisions()[0], None);
    let signature = receipt.rsplit_once('.').unwrap().1;
    let forged = format!("{}.{signature}", own.rsplit_once('.').unwrap().0);
    assert_failed(&verify(forged.as_bytes(), None, None), "signature", Reason::SignatureWrong);
    // Two visitors' receipts are not one chain.
    let mut bundle = world.bundle(&decisions()[..2]);
    let theirs = json(&world.receipt(&decisions()[1], None)).to_string();
    let name = |key: &SigningKey| key.public().thumbprint().to_string();
    let theirs = theirs.replace(&name(&world.visitor), &name(&stranger));
    bundle.receipts[1].receipt = sign(&theirs, &stranger);
    let checks = checks(&bundle);
    assert_failed(&checks, "subject", Reason::AnotherSubject);
}

#[test]
fn only_the_pinned_key_s_manifest_and_its_recipients_count() {
    let world = World::new();
    let mut bundle = world.bundle(&decisions());
    let file = bundle.to_text();
    let unpinned = verify(file.as_bytes(), None, None);
    assert!(is_sound(&unpinned));
    assert_eq!(outcome(&unpinned, "manifest"), Outcome::Impossible(Reason::NotPinned));
    let other = Pins::parse(&NOTHING.to_string()).unwrap();
    let strange = verify(file.as_bytes(), Some(&other), None);
    assert_failed(&strange, "manifest", Reason::AnotherKey);
    assert_failed(&strange, "countersignature", Reason::CountersignatureWrong);
    let receipt = Hash::of(bundle.receipts[0].receipt.as_bytes());
    for (key, site, iat) in [(&world.visitor, "insurer.example", 0), (&world.desk, "x.example", 0)]
    {
        let said = Countersignature { receipt, iat: NOW_MS / 1_000 + iat, site: site.into() };
        bundle.receipts[0].countersignature = Some(said.sign(key));
        assert_failed(&checks(&bundle), "countersignature", Reason::CountersignatureWrong);
    }
}

#[test]
fn what_does_not_fit_the_policy_is_named() {
    let record = "/dpv:hasRecordOfActivity/0";
    let process = format!("{record}/dpv:hasProcess/0");
    for (path, to, name, reason) in [
        (
            format!("{record}/dpv:hasDataController/@id"),
            value!("https://x/#controller"),
            "manifest",
            Reason::AnotherController,
        ),
        (
            format!("{record}/dpv:hasDataSubject/dct:identifier"),
            value!("x"),
            "subject",
            Reason::AnotherSubject,
        ),
        (
            "/sigilo:session/manifestSha256".into(),
            value!(NOTHING),
            "manifest",
            Reason::ManifestMissing,
        ),
        (
            format!("{record}/dpv:hasNotice/sigilo:policySha256"),
            value!(NOTHING),
            "policy",
            Reason::AnotherPolicy,
        ),
        (
            format!("{record}/dpv:hasNotice/sigilo:textSha256"),
            value!(NOTHING),
            "notice",
            Reason::AnotherNotice,
        ),
        (
            format!("{record}/dpv:hasNotice/dct:language"),
            value!("en"),
            "notice",
            Reason::AnotherNotice,
        ),
        (
            format!("{process}/dpv:hasPurpose/dct:identifier"),
            value!("sell"),
            "purposes",
            Reason::AnotherPurpose,
        ),
        (
            format!("{process}/dpv:hasPurpose/dct:identifier"),
            value!("law"),
            "purposes",
            Reason::AnotherPurpose,
        ),
        (
            format!("{process}/dpv:hasPurpose/skos:broader"),
            value!("dpv:Marketing"),
            "purposes",
            Reason::AnotherPurpose,
        ),
        (
            format!("{process}/dpv:hasLegalBasis"),
            value!("eu-gdpr:A6-1-f"),
            "purposes",
            Reason::AnotherPurpose,
        ),
        (format!("{process}/dpv:hasPersonalData"), value!([]), "purposes", Reason::AnotherPurpose),
        (
            format!("{process}/dpv:hasStorageCondition/1/dpv:hasDuration"),
            value!("P9D"),
            "purposes",
            Reason::AnotherPurpose,
        ),
        (
            format!("{record}/dpv:hasConsentStatus/@type"),
            value!("dpv:DataSubjectInformed"),
            "purposes",
            Reason::StatusWrong,
        ),
        ("/dpv:hasRecordOfActivity".into(), value!([]), "purposes", Reason::NoPurpose),
        (
            "/dpv:hasRecordOfActivity/0/dpv:hasJurisdiction".into(),
            value!("dpv:Nowhere"),
            "terms",
            Reason::UnknownTerm,
        ),
        ("/dct:created".into(), value!("2026-11-22T11:59:58.120Z"), "time", Reason::TimeWrong),
        (
            format!("{record}/dpv:hasConsentStatus/dpv:isIndicatedAtTime"),
            value!("2026-11-22T09:59:59.000Z"),
            "time",
            Reason::TimeWrong,
        ),
        ("/dct:created".into(), value!("yesterday"), "format", Reason::NotReceipt),
        ("/@type".into(), value!("dpv:Notice"), "format", Reason::NotReceipt),
        (format!("{record}/dpv:hasProcess"), value!([]), "format", Reason::NotReceipt),
    ] {
        assert_failed(&changed(&path, to), name, reason);
    }
}

#[test]
fn a_yes_needs_a_text_that_was_shown() {
    let world = World::new();
    for (act, status, expected) in [
        (Act::Allow, Status::Given, Outcome::Failed(Reason::NoNotice)),
        (Act::Refuse, Status::Refused, Outcome::Failed(Reason::NoNotice)),
        (Act::Withdraw, Status::Withdrawn, Outcome::Passed),
    ] {
        let decision = crate::Decision { shown: None, ..decision(act, 0, &[("answer", status)]) };
        assert_eq!(outcome(&checks(&world.bundle(&[decision])), "notice"), expected);
    }
}

#[test]
fn a_purpose_is_decided_once_a_receipt() {
    let both = [("answer", Status::Given), ("answer", Status::Refused)];
    let checks = checks(&World::new().bundle(&[decision(Act::Allow, 0, &both)]));
    assert_failed(&checks, "purposes", Reason::AnotherPurpose);
}

#[test]
fn times_go_forward_as_far_as_clocks_agree() {
    let world = World::new();
    let at = |ms: u64| decision(Act::Allow, ms, &[("answer", Status::Given)]);
    let within = world.bundle(&[at(290_000), at(0)]);
    assert_eq!(outcome(&checks(&within), "time"), Outcome::Passed);
    let beyond = world.bundle(&[at(310_000), at(0)]);
    assert_failed(&checks(&beyond), "time", Reason::TimeWrong);
    let mut early = world.bundle(&[at(0)]);
    let receipt = early.receipts[0].receipt.clone();
    early.receipts[0].countersignature = Some(world.countersign(&receipt, NOW_MS / 1_000 - 310));
    assert_failed(&checks(&early), "time", Reason::TimeWrong);
}

#[test]
fn what_is_no_receipt_is_refused_before_it_is_read() {
    let large = vec![b'{'; MAX_BUNDLE + 1];
    let refused = verify(&large, None, None);
    assert_failed(&refused, "size", Reason::TooLarge);
    assert_eq!(outcome(&refused, "format"), Outcome::Impossible(Reason::NotRead));
    let empty = Bundle::default().to_text();
    let bundle = World::new().bundle(&decisions()).to_text();
    let newer = bundle.replace(r#""v":1"#, r#""v":2"#);
    let more = bundle.replace(r#""v":1"#, r#""v":1,"more":1"#);
    for bad in ["", "{}", "x", "a.b.c", "\u{feff}{}", &empty, &newer, &more] {
        let refused = verify(bad.as_bytes(), None, None);
        assert_failed(&refused, "format", Reason::NotReceipt);
        assert_eq!(refused.len(), CHECKS.len());
    }
    assert_failed(&verify(b"\xff", None, None), "format", Reason::NotReceipt);
}
