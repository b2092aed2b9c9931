use alloc::{string::ToString, vec};

use super::*;
use crate::{
    bytes::Bytes,
    key::SigningKey,
    manifest::{PolicyRef, Prekey, Role},
};

fn public(scalar: u8) -> PublicKey {
    SigningKey::from_bytes(&[scalar; 32]).unwrap().public()
}

fn recipient(id: &str, role: Role, sig: Option<u8>) -> Recipient {
    Recipient { id: id.into(), role, name: id.into(), sig: sig.map(public), pre: vec![], via: None }
}

fn manifest() -> Manifest {
    Manifest {
        site: "insurer.example".into(),
        key: public(1),
        origins: vec!["https://insurer.example".into()],
        ver: 1,
        iat: 0,
        exp: 100,
        recipients: vec![
            recipient("bot", Role::Bot, Some(2)),
            recipient("agents", Role::Agent, Some(3)),
            recipient("audit", Role::Archive, None),
            recipient("host", Role::Processor, None),
        ],
        policy: PolicyRef { id: "p".into(), hash: Hash::of(b"p") },
        ws: false,
        log: None,
    }
}

/// The code of a manifest that differs by `change`.
fn changed(change: impl FnOnce(&mut Manifest)) -> SafetyCode {
    let mut manifest = manifest();
    change(&mut manifest);
    SafetyCode::of(&manifest)
}

fn code() -> SafetyCode {
    changed(|_| {})
}

#[test]
fn the_code_is_the_one_that_another_implementation_computes() {
    // Computed apart from §9 with Python's `hashlib` and `cryptography`.
    assert_eq!(code().0.to_string(), "NxLKmV4cD7a4uiOE8HkkeuarF5-SIbPBr1pLCvUaJd8");
    assert_eq!(code().digits(), "68702 17370 07524 82495 53871 65946");
    assert_eq!(code().bits(), [440, 1202, 1330, 1505, 1543, 1754, 1815, 547, 1063]);
}

#[test]
fn the_order_of_the_recipients_does_not_matter() {
    for by in 1..4 {
        assert_eq!(changed(|manifest| manifest.recipients.rotate_left(by)), code());
    }
    assert_eq!(changed(|manifest| manifest.recipients.reverse()), code());
}

#[test]
fn every_field_that_is_covered_changes_it() {
    let codes = [
        code(),
        changed(|manifest| manifest.key = public(9)),
        changed(|manifest| manifest.recipients[0].id = "bot2".into()),
        changed(|manifest| manifest.recipients[0].role = Role::Agent),
        changed(|manifest| manifest.recipients[0].sig = Some(public(9))),
        changed(|manifest| manifest.recipients[0].sig = None),
        changed(|manifest| manifest.recipients[2].role = Role::Processor),
        changed(|manifest| manifest.recipients[3].id = "hosts".into()),
        changed(|manifest| manifest.recipients.truncate(3)),
        changed(|manifest| manifest.recipients.push(recipient("z", Role::Processor, None))),
        // Two recipients that exchange their keys.
        changed(|manifest| {
            manifest.recipients[0].sig = Some(public(3));
            manifest.recipients[1].sig = Some(public(2));
        }),
    ];
    for (i, code) in codes.iter().enumerate() {
        for other in &codes[..i] {
            assert_ne!(code, other, "{i}");
            assert_ne!(code.digits(), other.digits());
            assert_ne!(code.bits(), other.bits());
        }
    }
}

#[test]
fn what_rotates_or_is_only_shown_does_not_change_it() {
    let prekey = |kid: &str| Prekey::new(kid, Bytes(public(7).point()), None, 100);
    assert_eq!(changed(|manifest| manifest.recipients[0].pre = vec![prekey("k1")]), code());
    assert_eq!(changed(|manifest| manifest.recipients[2].pre = vec![prekey("k2")]), code());
    let same = changed(|manifest| {
        manifest.recipients[0].name = "Another name".into();
        manifest.site = "other.example".into();
        manifest.origins.clear();
        (manifest.ver, manifest.iat, manifest.exp) = (2, 50, 150);
        manifest.policy = PolicyRef { id: "p2".into(), hash: Hash::of(b"p2") };
    });
    assert_eq!(same, code());
}

#[test]
fn bits_are_cut_off_the_front_in_order() {
    assert_eq!(SafetyCode(Bytes([0xff; 32])).bits(), [2047; 9]);
    assert_eq!(SafetyCode(Bytes([0; 32])).bits(), [0; 9]);
    for bit in 0..256 {
        let mut bytes = [0; 32];
        bytes[bit / 8] = 0x80 >> (bit % 8);
        let mut expected = [0; 9];
        if bit < 99 {
            expected[bit / 11] = 1 << (10 - bit % 11);
        }
        assert_eq!(SafetyCode(Bytes(bytes)).bits(), expected, "{bit}");
    }
}

#[test]
fn digits_keep_their_zeros() {
    assert_eq!(SafetyCode(Bytes([0; 32])).digits(), "00000 00000 00000 00000 00000 00000");
    let mut bytes = [0; 32];
    // 100 001 in the first group, 99 999 in the last; what follows is not in it.
    bytes[2..5].copy_from_slice(&[0x01, 0x86, 0xa1]);
    bytes[27..].copy_from_slice(&[0x01, 0x86, 0x9f, 0xff, 0xff]);
    assert_eq!(SafetyCode(Bytes(bytes)).digits(), "00001 00000 00000 00000 00000 99999");
    // 2⁴⁰ − 1 = 1 099 511 627 775.
    assert!(SafetyCode(Bytes([0xff; 32])).digits().split(' ').all(|group| group == "27775"));
}

#[cfg(feature = "words")]
#[test]
fn words_are_those_of_the_lists_as_published() {
    // Looked up apart at the places above, in Python's `mnemonic`.
    let english =
        ["damage", "north", "play", "rotate", "science", "swap", "title", "dutch", "lumber"];
    let spanish = [
        "comida",
        "muro",
        "orquesta",
        "prole",
        "rai\u{301}z",
        "soplar",
        "teatro",
        "diluir",
        "lustro",
    ];
    assert_eq!(code().words(WordList::English), english);
    assert_eq!(code().words(WordList::Spanish), spanish);
    // SHA-256 of english.txt and spanish.txt in the BIPs' repository.
    for (list, hash) in [
        (WordList::English, "L17tU6Rye0v4iA2PPxme_JDlhQNkbZ_47_Oi7Tsk29o"),
        (WordList::Spanish, "RoRqWgE50ePLdyk-UhwoZfe824LETo0KBqLNDsukjAs"),
    ] {
        let lines = list.words().map(|word| [word, "\n"].concat()).concat();
        assert_eq!(Hash::of(lines.as_bytes()).to_string(), hash, "{list:?}");
    }
}
