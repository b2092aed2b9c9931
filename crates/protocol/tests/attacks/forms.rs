//! A form's values, and who is not to read them, move them or make two texts of them (§8.1).

use serde_json::json;
use sigilo_protocol::*;

use crate::{
    forge::{CK, RIVAL, commitment, gcm, lp, okm, sealed},
    live::{Conversations, NOW, SITE, World, content, sign, world},
};

const CONV: ConvId = Bytes([1; 16]);

fn values() -> Values {
    let text = |(name, value): (&str, &str)| (name.into(), value.into());
    Values::new([("name", "Ana Díaz"), ("policy", "ES-1234567")].map(text).into()).unwrap()
}

/// The answer `a1` to the form `f1`, for a quote.
fn answering(visitor: &str) -> Answering<'_> {
    Answering { conv: CONV, visitor, body: "a1", form: "f1", purpose: "quote" }
}

fn owner(world: &World) -> String {
    world.visitor.public().thumbprint().to_string()
}

/// What a recipient makes of an answer.
fn opens(
    world: &World,
    conversations: &Conversations,
    i: usize,
    answer: &FormAnswer,
) -> Result<Values, ValuesError> {
    conversations[i].values(&world.desks[i], "a1", answer, "quote")
}

fn seal(world: &mut World, to: &[&str]) -> FormAnswer {
    let visitor = owner(world);
    let (manifest, rng) = (&world.manifest, &mut world.rng);
    answering(&visitor).seal(manifest, to, &values(), NOW, rng).unwrap()
}

/// Everybody in the conversation opens the envelope; the values open to those of the purpose alone.
#[test]
fn values_for_others() {
    let mut world = world();
    let (mut session, mut conversations) = world.begin();
    let answer = seal(&mut world, &["bot"]);
    let body = Body::new("a1", Content::FormAnswer(answer));
    let unsigned = session.seal(&body, NOW * 1000, &mut world.rng).unwrap();
    let envelope = sign(&world.visitor, unsigned);
    let mut got = Vec::new();
    for (conversation, desk) in conversations.iter_mut().zip(&world.desks) {
        let received = conversation.receive(desk, &envelope).unwrap();
        let Some(Content::FormAnswer(answer)) = content(received.body) else { panic!("no answer") };
        got.push(answer);
    }
    assert_eq!(opens(&world, &conversations, 0, &got[0]), Ok(values()));
    assert_eq!(opens(&world, &conversations, 1, &got[1]), Err(ValuesError::NotNamed));
    // Who puts its own name on the bot's box does not open it, nor does the archive with its key.
    let mut renamed = got[1].clone();
    renamed.to[0].to = "agent".into();
    assert_eq!(opens(&world, &conversations, 1, &renamed), Err(ValuesError::Refused));
    let visitor = owner(&world);
    for i in [1, 2] {
        let prekey = world.prekeys[i].prekey();
        let opened =
            answering(&visitor).open(&world.manifest, &got[1], "bot", |_| Some(&prekey.kem));
        assert_eq!(opened, Err(ValuesError::Refused));
    }
    // What is logged of them has no value.
    assert_eq!(format!("{:?}", values()), r#"Values["name", "policy"]"#);
    // The archive, where the purpose names it.
    let answer = seal(&mut world, &["archive"]);
    let prekey = world.prekeys[2].prekey();
    let opened =
        answering(&visitor).open(&world.manifest, &answer, "archive", |_| Some(&prekey.kem));
    assert_eq!(opened, Ok(values()));
}

/// Into another conversation, another body, form or purpose, another visitor's, another manifest.
#[test]
fn values_moved_elsewhere() {
    let mut world = world();
    let (_, conversations) = world.begin();
    let answer = seal(&mut world, &["bot"]);
    let visitor = owner(&world);
    let prekey = world.prekeys[0].prekey();
    let open = |manifest: &VerifiedManifest, answering: Answering<'_>, answer: &FormAnswer| {
        answering.open(manifest, answer, "bot", |_| Some(&prekey.kem))
    };
    let own = answering(&visitor);
    let eve = SigningKey::generate(&mut world.rng).public().thumbprint().to_string();
    for other in [
        Answering { conv: Bytes([2; 16]), ..own },
        Answering { visitor: &eve, ..own },
        Answering { body: "a2", ..own },
        Answering { form: "f2", ..own },
        Answering { purpose: "marketing", ..own },
    ] {
        let mut moved = answer.clone();
        moved.form = other.form.into();
        assert_eq!(open(&world.manifest, other, &moved), Err(ValuesError::Refused), "{other:?}");
    }
    let newer = world.publish(|manifest| manifest.ver += 1);
    assert_eq!(open(&newer, own, &answer), Err(ValuesError::Refused));
    let moved = FormAnswer { mh: newer.hash(), ..answer.clone() };
    assert_eq!(open(&newer, own, &moved), Err(ValuesError::Refused));
    assert_eq!(opens(&world, &conversations, 0, &moved), Err(ValuesError::Refused));
    assert_eq!(open(&world.manifest, own, &answer), Ok(values()));
    assert_eq!(opens(&world, &conversations, 0, &answer), Ok(values()));
}

/// Any byte, and any box more or less.
#[test]
fn values_changed() {
    let mut world = world();
    let (_, conversations) = world.begin();
    let answer = seal(&mut world, &["bot", "agent"]);
    let refused = |answer: &FormAnswer| {
        for i in 0..2 {
            assert!(opens(&world, &conversations, i, answer).is_err(), "{i}");
        }
    };
    for at in 0..answer.sealed.len() {
        let mut changed = answer.clone();
        changed.sealed[at] ^= 1;
        refused(&changed);
    }
    for at in 0..32 {
        let mut changed = answer.clone();
        changed.kc.0[at] ^= 1;
        refused(&changed);
    }
    for at in 0..answer.to[0].sealed.len() {
        let mut changed = answer.clone();
        changed.to[0].sealed[at] ^= 1;
        assert_eq!(opens(&world, &conversations, 0, &changed), Err(ValuesError::Refused));
        assert_eq!(opens(&world, &conversations, 1, &changed), Ok(values()), "its box is its own");
    }
    // Who else reads is part of what is sealed.
    let mut fewer = answer.clone();
    fewer.to.pop();
    refused(&fewer);
    let mut turned = answer.clone();
    turned.to.reverse();
    refused(&turned);
    let mut kid = answer.clone();
    kid.to[0].kid = "k2".into();
    assert_eq!(opens(&world, &conversations, 0, &kid), Err(ValuesError::Refused));
    assert_eq!(opens(&world, &conversations, 0, &answer), Ok(values()));
}

/// One recipient's box in another's place, and another answer's.
#[test]
fn values_swapped_between_recipients() {
    let mut world = world();
    let (_, conversations) = world.begin();
    let [one, other] = [(); 2].map(|()| seal(&mut world, &["bot", "agent"]));
    let mut swapped = one.clone();
    let (first, rest) = swapped.to.split_at_mut(1);
    core::mem::swap(&mut first[0].sealed, &mut rest[0].sealed);
    let mut mixed = one.clone();
    mixed.to[1] = other.to[1].clone();
    let all_of_the_other = FormAnswer { sealed: other.sealed.clone(), ..one.clone() };
    for i in 0..2 {
        assert!(opens(&world, &conversations, i, &swapped).is_err());
        assert!(opens(&world, &conversations, i, &all_of_the_other).is_err());
        assert_eq!(opens(&world, &conversations, i, &one), Ok(values()));
    }
    assert_eq!(opens(&world, &conversations, 1, &mixed), Err(ValuesError::Refused));
}

/// An answer by hand, written from §8.1: the bot is given one key and the agent another.
fn by_hand(world: &World, keys: [&[u8; 32]; 2], committed: &[u8; 32]) -> FormAnswer {
    let (visitor, mh) = (owner(world), world.manifest.hash());
    let context = lp(&[
        b"sigilo1 form",
        SUITE.as_bytes(),
        SITE.as_bytes(),
        &CONV.0,
        &mh.0,
        visitor.as_bytes(),
        b"a1",
        b"f1",
        b"quote",
    ]);
    let mut text = json!({ "name": "Ana Díaz", "policy": "ES-1234567" }).to_string();
    text.extend(std::iter::repeat_n(' ', 256 - text.len()));
    let okm = okm::<44>(&CK, &Hash::of(&context).0, b"sigilo1 form values");
    let aad = [context.clone(), lp(&[b"bot", b"agent"])].concat();
    let ct = gcm(&okm, text.as_bytes(), &aad);
    let kc = Hash::parse(&commitment(committed)).unwrap();
    let boxed = |(id, i, key): (&str, usize, &[u8; 32])| {
        let own = lp(&[id.as_bytes(), b"k1", &kc.0, &Hash::of(&ct).0]);
        let kem = world.prekeys[i].prekey().kem.public();
        let sealed = sealed(&kem, &[context.clone(), own].concat(), key);
        HelloBox { to: id.into(), kid: "k1".into(), sealed }
    };
    let to = [("bot", 0, keys[0]), ("agent", 1, keys[1])].map(boxed).into();
    FormAnswer { form: "f1".into(), mh, kc, to, sealed: ct }
}

/// `kc` names one key: who is given another reads nothing.
#[test]
fn two_values_in_one_answer() {
    let mut world = world();
    let (_, conversations) = world.begin();
    let read =
        |answer: &FormAnswer| [0, 1].map(|i| opens(&world, &conversations, i, answer).is_ok());
    assert_eq!(read(&by_hand(&world, [&CK, &CK], &CK)), [true, true]);
    assert_eq!(read(&by_hand(&world, [&CK, &RIVAL], &CK)), [true, false]);
    assert_eq!(read(&by_hand(&world, [&CK, &RIVAL], &RIVAL)), [false, false]);
    assert_eq!(read(&by_hand(&world, [&CK, &CK], &RIVAL)), [false, false]);
}

/// What is no answer is not sealed.
#[test]
fn values_that_nobody_could_read_or_use() {
    let mut world = world();
    let visitor = owner(&world);
    let text = |value: &str| Values::new(vec![("name".into(), value.into())]);
    let mut seal = |to: &[&str], values: &Values, now: u64| {
        answering(&visitor).seal(&world.manifest, to, values, now, &mut world.rng).err()
    };
    let some = values();
    assert_eq!(seal(&[], &some, NOW), Some(SealError::Key));
    assert_eq!(seal(&["crm"], &some, NOW), Some(SealError::Key));
    assert_eq!(seal(&["bot"], &some, NOW + 3_600), Some(SealError::Key), "its prekey is over");
    assert_eq!(seal(&["bot"], &text(&"x".repeat(4000)).unwrap(), NOW), None);
    let large = |count: usize| (0..count).map(|i| (format!("f{i}"), "x".repeat(4000))).collect();
    assert_eq!(seal(&["bot"], &Values::new(large(4)).unwrap(), NOW), None);
    assert_eq!(seal(&["bot"], &Values::new(large(5)).unwrap(), NOW), Some(SealError::Size));
    for (count, is_good) in [(0, false), (32, true), (33, false)] {
        let values = (0..count).map(|i| (format!("f{i}"), "x".into())).collect();
        assert_eq!(Values::new(values).is_some(), is_good, "{count}");
    }
    assert!(text("").is_none() && text(&"x".repeat(4001)).is_none());
    let twice = ["a", "a"].map(|name| (name.to_string(), "1".to_string()));
    assert!(Values::new(twice.into()).is_none());
    assert!(Values::new(vec![("two words".into(), "1".into())]).is_none());
}
