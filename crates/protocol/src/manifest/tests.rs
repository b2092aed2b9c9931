use alloc::{format, string::ToString, vec};

use super::*;
use crate::bytes::b64u;

const NOW: u64 = 1_800_000_000;

fn identity() -> SigningKey {
    SigningKey::from_bytes(&[1; 32]).unwrap()
}

fn bot() -> Recipient {
    let key = SigningKey::from_bytes(&[2; 32]).unwrap().public();
    Recipient {
        id: "bot".into(),
        role: Role::Bot,
        name: "Assistant".into(),
        sig: Some(key),
        pre: vec![Prekey::new("k1", Bytes(key.point()), Some(Bytes(key.point())), NOW + 100)],
        via: None,
    }
}

fn manifest() -> Manifest {
    Manifest {
        site: "insurer.example".into(),
        key: identity().public(),
        origins: vec!["https://insurer.example".into()],
        ver: 1,
        iat: NOW,
        exp: NOW + MAX_LIFETIME,
        recipients: vec![bot()],
        policy: PolicyRef { id: "p".into(), hash: Hash::of(b"p") },
        ws: false,
        log: None,
    }
}

fn pins(key: &SigningKey) -> Pins {
    Pins::parse(&key.public().thumbprint().to_string()).unwrap()
}

fn verdict(manifest: &Manifest, now: u64) -> Option<ManifestError> {
    VerifiedManifest::verify(&manifest.sign(&identity()), &pins(&identity()), now).err()
}

#[test]
fn what_the_pinned_key_signed_is_read() {
    let jws = manifest().sign(&identity());
    let verified = VerifiedManifest::verify(&jws, &pins(&identity()), NOW).unwrap();
    assert_eq!(*verified, manifest());
    let (signed, _) = jws.rsplit_once('.').unwrap();
    assert_eq!(verified.hash(), Hash::of(signed.as_bytes()));
}

#[test]
fn a_key_that_is_not_pinned_is_refused() {
    let other = SigningKey::from_bytes(&[9; 32]).unwrap();
    let jws = manifest().sign(&identity());
    assert_eq!(VerifiedManifest::verify(&jws, &pins(&other), NOW).err(), Some(ManifestError::Pin));
}

#[test]
fn the_pinned_key_s_name_without_its_signature_is_refused() {
    let other = SigningKey::from_bytes(&[9; 32]).unwrap();
    let jws = manifest().sign(&other);
    assert_eq!(
        VerifiedManifest::verify(&jws, &pins(&identity()), NOW).err(),
        Some(ManifestError::Signature)
    );
}

#[test]
fn every_changed_character_is_refused() {
    let jws = manifest().sign(&identity());
    for i in (0..jws.len()).step_by(7) {
        let mut bytes = jws.clone().into_bytes();
        bytes[i] = if bytes[i] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(bytes).unwrap();
        assert!(VerifiedManifest::verify(&changed, &pins(&identity()), NOW).is_err(), "{i}");
    }
}

#[test]
fn time_is_kept() {
    let exp = NOW + MAX_LIFETIME;
    assert_eq!(verdict(&manifest(), NOW - CLOCK_SKEW), None);
    assert_eq!(verdict(&manifest(), NOW - CLOCK_SKEW - 1), Some(ManifestError::Time));
    assert_eq!(verdict(&manifest(), exp + CLOCK_SKEW - 1), None);
    assert_eq!(verdict(&manifest(), exp + CLOCK_SKEW), Some(ManifestError::Time));
    let too_long = Manifest { exp: exp + 1, ..manifest() };
    assert_eq!(verdict(&too_long, NOW), Some(ManifestError::Time));
    let backwards = Manifest { exp: NOW - 1, ..manifest() };
    assert_eq!(verdict(&backwards, NOW), Some(ManifestError::Time));
}

#[test]
fn recipients_are_named_once_and_have_keys() {
    let refused = |recipients| {
        assert_eq!(
            verdict(&Manifest { recipients, ..manifest() }, NOW),
            Some(ManifestError::Recipients)
        );
    };
    refused(vec![]);
    refused(vec![bot(), bot()]);
    refused(vec![Recipient { sig: None, ..bot() }]);
    refused(vec![Recipient { pre: vec![], ..bot() }]);
    for id in ["b o t", "", "bot:AQEBAQEBAQE", &"b".repeat(41)] {
        refused(vec![Recipient { id: id.into(), ..bot() }]);
    }
    refused((0..9).map(|i| Recipient { id: format!("bot{i}"), ..bot() }).collect());
    let vendor = Recipient {
        id: "vendor".into(),
        role: Role::Processor,
        name: "Vendor".into(),
        sig: None,
        pre: vec![],
        via: Some("bot".into()),
    };
    refused(vec![vendor.clone()]);
    let without_dh = Prekey { dh: None, ..bot().pre[0].clone() };
    refused(vec![Recipient { pre: vec![without_dh.clone()], ..bot() }]);
    refused(vec![Recipient { via: Some("agent".into()), ..bot() }]);
    let archive = Recipient {
        id: "archive".into(),
        role: Role::Archive,
        sig: None,
        pre: vec![without_dh],
        ..bot()
    };
    refused(vec![archive.clone()]);
    refused(vec![bot(), Recipient { pre: bot().pre, ..archive.clone() }]);
    assert_eq!(verdict(&Manifest { recipients: vec![bot(), archive], ..manifest() }, NOW), None);
    let people = Recipient { id: "people".into(), role: Role::Agent, ..vendor.clone() };
    refused(vec![people.clone()]);
    refused(vec![bot(), Recipient { via: None, ..people.clone() }]);
    refused(vec![
        bot(),
        Recipient { via: Some("vendor".into()), ..people.clone() },
        vendor.clone(),
    ]);
    refused(vec![
        bot(),
        Recipient { via: Some("bot".into()), role: Role::Agent, id: "a".into(), ..bot() },
    ]);
    assert_eq!(verdict(&Manifest { recipients: vec![bot(), vendor], ..manifest() }, NOW), None);
    let with_people = Manifest { recipients: vec![bot(), people], ..manifest() };
    assert_eq!(verdict(&with_people, NOW), None);
    assert_eq!(with_people.readers().count(), 1, "what is said is sealed for the bot alone");
    assert!(!with_people.recipients[1].has_sessions());
}

#[test]
fn a_recipient_s_prekeys_have_names_of_their_own() {
    let with = |pre: Vec<Prekey>| {
        verdict(&Manifest { recipients: vec![Recipient { pre, ..bot() }], ..manifest() }, NOW)
    };
    let named = |kid: &str, suite: &str| {
        let pre = bot().pre.remove(0);
        Prekey { kid: kid.into(), suite: suite.into(), ..pre }
    };
    assert_eq!(with(vec![named("k1", SUITE), named("k2", SUITE), named("k3", "X")]), None);
    for bad in [
        vec![named("k1", SUITE), named("k1", SUITE)],
        vec![named("k1", SUITE), named("k2", SUITE), named("k1", "X")],
        vec![named("k1", "X"), named("k1", "Y"), named("k2", SUITE)],
        vec![named("k 1", SUITE)],
        vec![named("k1", SUITE), named("", "X")],
    ] {
        assert_eq!(with(bad), Some(ManifestError::Format));
    }
    // Another recipient's are another's.
    let two = vec![bot(), Recipient { id: "other".into(), ..bot() }];
    assert_eq!(verdict(&Manifest { recipients: two, ..manifest() }, NOW), None);
}

#[test]
fn another_version_unknown_fields_and_double_keys_are_refused() {
    let jws = manifest().sign(&identity());
    let payload = jws.split('.').nth(1).and_then(crate::bytes::unb64u).unwrap();
    let payload = String::from_utf8(payload).unwrap();
    let resigned = |payload: &str| {
        let jws = jws::sign(TYP, payload.as_bytes(), &identity());
        VerifiedManifest::verify(&jws, &pins(&identity()), NOW).err()
    };
    assert_eq!(resigned(&payload), None);
    for (from, to) in [
        (r#""v":1"#, r#""v":2"#),
        (r#""v":1"#, r#""v":1,"more":1"#),
        (r#""ver":1"#, r#""ver":1,"ver":2"#),
        (SUITE, "P256-CHACHA"),
    ] {
        assert_eq!(resigned(&payload.replacen(from, to, 1)), Some(ManifestError::Format), "{to}");
    }
}

#[test]
fn a_cited_manifest_may_be_over_and_nothing_else() {
    let manifest = manifest();
    let jws = manifest.sign(&identity());
    let later = manifest.exp + 10 * MAX_LIFETIME;
    assert_eq!(verdict(&manifest, later), Some(ManifestError::Time));
    assert!(VerifiedManifest::cited(&jws, &pins(&identity())).is_ok());
    let other = SigningKey::from_bytes(&[9; 32]).unwrap();
    assert!(VerifiedManifest::cited(&jws, &pins(&other)).is_err());
    assert!(VerifiedManifest::cited(&manifest.sign(&other), &pins(&identity())).is_err());
}

#[test]
fn a_prekey_that_is_over_is_passed_by() {
    let old = Prekey { exp: NOW, ..bot().pre[0].clone() };
    let other_suite = Prekey { suite: "X".into(), ..bot().pre[0].clone() };
    let recipient = Recipient { pre: vec![old, other_suite, bot().pre[0].clone()], ..bot() };
    assert_eq!(recipient.prekey(NOW), Some(&recipient.pre[2]));
    assert_eq!(recipient.prekey(NOW + 100), None);
}

#[test]
fn the_next_key_retires_the_current_one_and_nothing_else_does() {
    let [current, next, other] = [1, 2, 3].map(|byte| Bytes([byte; 32]));
    let pins = Pins::parse(&format!("{current} {next}")).unwrap();
    assert!(pins.is_retired(current, next));
    assert!(!pins.is_retired(next, current));
    assert!(!pins.is_retired(current, current));
    assert!(!pins.is_retired(next, next));
    // What the page pins no more says nothing about what it pins now.
    assert!(!pins.is_retired(current, other));
}

#[test]
fn one_or_two_pins_are_read() {
    let pin = b64u(&[1; 32]);
    assert!(Pins::parse(&pin).is_some());
    assert!(Pins::parse(&format!(" {pin} {pin}")).is_some());
    for bad in ["", "x", &format!("{pin} {pin} {pin}"), &format!("{pin},{pin}")] {
        assert_eq!(Pins::parse(bad), None, "{bad}");
    }
}

#[test]
fn a_log_s_key_is_read_if_it_is_there_and_nothing_else_of_it() {
    let named = Manifest { log: Some(Bytes([5; 32])), ..manifest() };
    let verified = VerifiedManifest::verify(&named.sign(&identity()), &pins(&identity()), NOW);
    assert_eq!(verified.unwrap().log, Some(Bytes([5; 32])));
    let text = named.to_json().to_text();
    let key = format!("\"log\":{{\"key\":\"{}\"}}", b64u(&[5; 32]));
    assert!(text.contains(&key), "{text}");
    assert!(!manifest().to_json().to_text().contains("log"));
    for bad in ["\"log\":{}", "\"log\":{\"key\":\"AAAA\"}", "\"log\":null"] {
        let bad = Json::parse(text.replace(&key, bad).as_bytes()).unwrap();
        assert_eq!(Manifest::from_json(bad), None);
    }
    let more = text.replace("\"log\":{", "\"log\":{\"more\":1,");
    assert_eq!(Manifest::from_json(Json::parse(more.as_bytes()).unwrap()), None);
}
