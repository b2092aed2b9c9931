use std::{
    io::{ErrorKind, Write as _},
    process::{Command, Stdio},
};

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
fn changed(pointer: &str, value: Value) -> Bundle {
    let world = World::new();
    let mut bundle = world.bundle(&decisions()[..1]);
    let mut receipt = json(&world.receipt(&decisions()[0], None));
    *receipt.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = value;
    let receipt = sign(&receipt.to_string(), &world.visitor);
    let countersignature = Some(world.countersign(&receipt, NOW_MS / 1_000));
    bundle.receipts = vec![Countersigned { receipt, countersignature }];
    bundle
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
        let is_alone = [
            "countersignature",
            "manifest",
            "policy",
            "notice",
            "purposes",
            "recipients",
            "training",
        ]
        .contains(&check.name);
        let expected =
            if is_alone { Outcome::Impossible(Reason::NotInFile) } else { Outcome::Passed };
        assert_eq!(check.outcome, expected, "{}", check.name);
    }
}

/// What others test with: a bundle that does not change. `SIGILO_WRITE_VECTORS=1` writes it anew.
#[test]
fn the_vector_is_what_is_made_today() {
    let made = World::new().bundle(&decisions()[..3]).to_text();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/vectors/bundle.json");
    if std::env::var_os("SIGILO_WRITE_VECTORS").is_some() {
        std::fs::write(path, &made).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap(), made);
    let pin = "Nrqg3-M_Xwtx-1tbtc1J7Xul2DyeC0bUSy9u_5NSG6g";
    assert_eq!(World::new().site.public().thumbprint().to_string(), pin);
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

/// A place in the receipt, what it is changed to, the check that fails, why.
type Misfit = (String, Value, &'static str, Reason);

fn misfits() -> Vec<Misfit> {
    let record = "/dpv:hasRecordOfActivity/0";
    let process = format!("{record}/dpv:hasProcess/0");
    vec![
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
        (
            "/dpv:hasRecordOfActivity/3/dpv:hasProcess/0/dpv:hasProcessing".into(),
            value!([{
                "@type": "dpv:Transfer", "dpv:hasThirdCountry": "loc:US",
                "dpv:hasLegalBasis": "eu-gdpr:A45-3",
            }]),
            "purposes",
            Reason::AnotherPurpose,
        ),
        (
            format!("{process}/dpv:hasRecipient/0/dpv:hasName"),
            value!("Nadie"),
            "recipients",
            Reason::RecipientsWrong,
        ),
        (format!("{process}/dpv:hasRecipient"), value!([]), "recipients", Reason::RecipientsWrong),
        (format!("{process}/dpv:hasRecipient"), value!(1), "recipients", Reason::RecipientsWrong),
        (
            format!("{process}/dpv:hasDataProcessor/0/dpv:hasLocation"),
            value!("loc:US"),
            "recipients",
            Reason::RecipientsWrong,
        ),
        (
            format!("{record}/dpv:hasRight/8/@type"),
            value!("eu-gdpr:A15"),
            "rights",
            Reason::RightsWrong,
        ),
        (format!("{record}/dpv:hasRight"), value!(null), "rights", Reason::RightsWrong),
        (
            "/dpv:hasRecordOfActivity/3/dpv:hasProcess/0/sigilo:trainsModel".into(),
            value!(false),
            "training",
            Reason::TrainingWrong,
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
    ]
}

#[test]
fn what_does_not_fit_the_policy_is_named() {
    for (path, to, name, reason) in misfits() {
        assert_failed(&checks(&changed(&path, to)), name, reason);
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

/// The demo's page has a check of its own, in JavaScript: the same verdicts, of the same cases.
#[test]
fn the_page_s_check_finds_the_same() {
    let cases: Vec<Value> = cases()
        .iter()
        .map(|(name, file, is_pinned)| {
            let pins = is_pinned.then(|| World::new().pins());
            let checks = verify(file.as_bytes(), pins.as_ref(), Some(&Terms::of(TERMS)));
            let expected: Vec<Value> = checks.iter().map(told).collect();
            value!({"name": name, "file": file, "pinned": is_pinned, "expected": expected})
        })
        .collect();
    let flips = World::new().bundle(&decisions()[1..2]).to_text();
    let pin = World::new().site.public().thumbprint();
    let terms: Vec<&str> = TERMS.lines().collect();
    let input = value!({"cases": cases, "pin": pin, "terms": terms, "flips": flips}).to_string();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/interop/verify.mjs");
    let node =
        Command::new("node").arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut node = match node {
        Ok(node) => node,
        // The build needs Node, the crate does not.
        Err(error) if error.kind() == ErrorKind::NotFound => {
            eprintln!("no Node here: the page's check was not compared");
            return;
        }
        Err(error) => panic!("{error}"),
    };
    node.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let said = node.wait_with_output().unwrap();
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stdout));
}

/// A name, a file, whether the pin is given.
fn cases() -> Vec<(String, String, bool)> {
    let world = World::new();
    let whole = world.bundle(&decisions());
    let mut cases = vec![
        ("whole".to_owned(), whole.to_text(), true),
        ("not pinned".into(), whole.to_text(), false),
        ("alone".into(), whole.receipts[0].receipt.clone() + "\n", false),
        ("a later one alone".into(), whole.receipts[1].receipt.clone(), true),
        ("too large".into(), "{".repeat(MAX_BUNDLE + 1), false),
    ];
    let without = |name: &str, change: &dyn Fn(&mut Bundle)| {
        let mut bundle = whole.clone();
        change(&mut bundle);
        (name.to_owned(), bundle.to_text(), true)
    };
    let stranger = SigningKey::from_bytes(&[8; 32]).unwrap();
    let strange = sign(&world.receipt(&decisions()[0], None), &stranger);
    let theirs = strange.rsplit_once('.').unwrap().1;
    cases.extend([
        without("first removed", &|bundle| drop(bundle.receipts.remove(0))),
        without("second removed", &|bundle| drop(bundle.receipts.remove(1))),
        without("swapped", &|bundle| bundle.receipts.swap(1, 2)),
        without("no manifest", &|bundle| bundle.manifests.clear()),
        without("no policy", &|bundle| drop(bundle.documents.remove(0))),
        without("no text", &|bundle| drop(bundle.documents.remove(1))),
        without("no document", &|bundle| bundle.documents.clear()),
        without("a stray document", &|bundle| bundle.documents.push("{}".into())),
        without("a text changed", &|bundle| bundle.documents[1].push(' ')),
        without("not countersigned", &|bundle| bundle.receipts[1].countersignature = None),
        without("another's countersignature", &|bundle| {
            bundle.receipts[1].countersignature = bundle.receipts[0].countersignature.clone();
        }),
        without("countersigned by the visitor", &|bundle| {
            let receipt = Hash::of(bundle.receipts[0].receipt.as_bytes());
            let said = Countersignature { receipt, iat: 0, site: "insurer.example".into() };
            bundle.receipts[0].countersignature = Some(said.sign(&world.visitor));
        }),
        without("a stranger's", &|bundle| bundle.receipts[0].receipt.clone_from(&strange)),
        without("a stranger's signature", &|bundle| {
            let own = bundle.receipts[3].receipt.rsplit_once('.').unwrap().0.to_owned();
            bundle.receipts[3].receipt = format!("{own}.{theirs}");
        }),
        without("another site's manifest", &|bundle| {
            let jws = &bundle.manifests[0];
            let payload = sigilo_protocol::unb64u(jws.split('.').nth(1).unwrap()).unwrap();
            let payload = String::from_utf8(payload).unwrap();
            let own = world.site.public().to_json().to_text();
            let payload = payload.replace(&own, &stranger.public().to_json().to_text());
            let other =
                sigilo_protocol::jws::sign("sigilo-manifest+jwt", payload.as_bytes(), &stranger);
            bundle.manifests.push(other);
        }),
    ]);
    let at = |ms: u64| decision(Act::Allow, ms, &[("answer", Status::Given)]);
    cases.push(("late".into(), world.bundle(&[at(310_000), at(0)]).to_text(), true));
    cases.push(("within".into(), world.bundle(&[at(290_000), at(0)]).to_text(), true));
    for (path, to, ..) in misfits() {
        cases.push((format!("{path} {to}"), changed(&path, to).to_text(), true));
    }
    for (act, status) in [(Act::Allow, Status::Given), (Act::Withdraw, Status::Withdrawn)] {
        let unseen = crate::Decision { shown: None, ..decision(act, 0, &[("law", status)]) };
        cases.push((format!("unseen {act:?}"), world.bundle(&[unseen]).to_text(), true));
    }
    let twice = [("answer", Status::Given), ("answer", Status::Refused)];
    let twice = world.bundle(&[decision(Act::Allow, 0, &twice)]);
    cases.push(("twice".into(), twice.to_text(), true));
    let text = whole.to_text();
    for (name, bad) in [
        ("nothing", String::new()),
        ("an object", "{}".into()),
        ("words", "x".into()),
        ("three words", "a.b.c".into()),
        ("a mark", format!("\u{feff}{text}")),
        ("spaces", format!(" \n{text}\t")),
        ("newer", text.replacen(r#""v":1"#, r#""v":2"#, 1)),
        ("more", text.replacen(r#""v":1"#, r#""v":1,"x":1"#, 1)),
        ("a name twice", text.replacen(r#""v":1"#, r#""v":1,"v":1"#, 1)),
        ("a fraction", text.replacen(r#""v":1"#, r#""v":1.0"#, 1)),
        ("deep", "[".repeat(40) + &"]".repeat(40)),
        ("empty", Bundle::default().to_text()),
    ] {
        cases.push((name.into(), bad, true));
    }
    cases
}

fn told(check: &Check) -> Value {
    let (outcome, reason) = match check.outcome {
        Outcome::Passed => ("passed", None),
        Outcome::Failed(reason) => ("failed", Some(reason.name())),
        Outcome::Impossible(reason) => ("impossible", Some(reason.name())),
    };
    value!([check.name, outcome, reason, check.receipt])
}
