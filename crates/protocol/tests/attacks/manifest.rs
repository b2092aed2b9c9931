//! A relay that serves another manifest than the site means.

use sigilo_protocol::*;

use crate::{
    insider::{For, by_hand},
    live::{NOW, SITE, Secrets, World, desk_refuses, load_refuses, pins, remade, world},
};

/// As the relay would have it: the manifest with its own keys to seal to.
fn with_own_prekeys(world: &mut World) -> (Manifest, Secrets) {
    let own = Secrets::generate(&mut world.rng);
    let mut manifest = Manifest::clone(&world.manifest);
    for recipient in &mut manifest.recipients[..2] {
        recipient.pre = vec![own.public(true)];
    }
    (manifest, own)
}

fn verdict(jws: &str, site: &SigningKey) -> Option<ManifestError> {
    VerifiedManifest::verify(jws, &pins(site), NOW).err()
}

#[test]
fn relay_swaps_manifest() {
    let mut world = world();
    let (mut own, _) = with_own_prekeys(&mut world);
    let relay = SigningKey::generate(&mut world.rng);
    // In the name of the pinned key, then in its own name.
    assert_eq!(verdict(&own.sign(&relay), &world.site), Some(ManifestError::Signature));
    own.key = relay.public();
    assert_eq!(verdict(&own.sign(&relay), &world.site), Some(ManifestError::Pin));
    // Of two that the site signed, the parts of one and the signature of the other.
    let later = world.publish(|manifest| manifest.ver += 1);
    let (signed, _) = later.jws().rsplit_once('.').unwrap();
    let (_, signature) = world.manifest.jws().rsplit_once('.').unwrap();
    let spliced = format!("{signed}.{signature}");
    assert_eq!(verdict(&spliced, &world.site), Some(ManifestError::Signature));
    assert_eq!(verdict(later.jws(), &world.site), None);
}

#[test]
fn relay_swaps_prekey() {
    let mut world = world();
    let stolen = Secrets::generate(&mut world.rng).public(true);
    let genuine = &world.manifest.recipients[0].pre[0];
    let jws = world.manifest.jws();
    let payload = String::from_utf8(unb64u(jws.split('.').nth(1).unwrap()).unwrap()).unwrap();
    for (from, to) in [(genuine.kem, stolen.kem), (genuine.dh.unwrap(), stolen.dh.unwrap())] {
        let swapped = payload.replace(&from.to_string(), &to.to_string());
        assert_ne!(swapped, payload);
        let swapped = jws.replace(&b64u(payload.as_bytes()), &b64u(swapped.as_bytes()));
        assert_eq!(verdict(&swapped, &world.site), Some(ManifestError::Signature));
    }
    assert_eq!(verdict(jws, &world.site), None);
}

/// The page is the visitor's only anchor: who changes its pin stands in between. People who compare
/// the safety code notice, and what the visitor says can't be passed on to the desk as it is.
#[test]
fn relay_swaps_pin() {
    let mut world = world();
    let genuine = world.manifest.clone();
    let (mut own, secrets) = with_own_prekeys(&mut world);
    let relay = SigningKey::generate(&mut world.rng);
    own.key = relay.public();
    world.manifest = VerifiedManifest::verify(&own.sign(&relay), &pins(&relay), NOW).unwrap();
    let (_, hello) = world.hello(vec![]);
    let between =
        Desk::new("bot", vec![secrets.prekey()], vec![world.manifest.clone()], &mut world.rng);
    assert!(Conversation::begin(&between, &hello).is_ok(), "it stands in between");
    assert_ne!(SafetyCode::of(&world.manifest).digits(), SafetyCode::of(&genuine).digits());
    let passed_on = Conversation::begin(&world.desks[0], &hello).err();
    assert_eq!(passed_on, Some(ReceiveError::Refused));
    world.manifest = genuine;
    let (_, hello) = world.hello(vec![]);
    assert!(Conversation::begin(&world.desks[0], &hello).is_ok());
}

/// A browser without a record can't know of a newer one; the relay's own check, and the record's, are
/// tested where they are. What the site withdraws at its desk is over all the same.
#[test]
fn manifest_rollback() {
    let mut world = world();
    let older = world.manifest.clone();
    let newer = world.publish(|manifest| {
        manifest.ver = 2;
        manifest.recipients.remove(1);
    });
    // An open load does not move: nobody speaks in it under the older one, least of all who was removed.
    world.manifest = newer.clone();
    world.desks[0].rotate(vec![world.prekeys[0].prekey()], vec![newer.clone(), older.clone()]);
    let (mut session, hello) = world.hello(vec![]);
    let (mut bot, _) = Conversation::begin(&world.desks[0], &hello).unwrap();
    session.receive(&world.answer(&mut bot, "welcome")).unwrap();
    let (before, next) = (bot.clone(), world.answer(&mut bot, "next"));
    let load = session.from().clone();
    let readers = [For::Load(load.as_str()), For::Copy("archive", public(&world, 1).kem)];
    let said = |mh: Hash| {
        by_hand(&world, &before, &next, &readers, |header| header["mh"] = mh.to_string().into())
    };
    load_refuses(&mut session, &said(older.hash()));
    let removed = remade(&world.keys[1], &next, |header, _| {
        header["from"] = Sender::new("agent", [1; 8]).as_str().into();
        header["seq"] = 1.into();
        header["mh"] = older.hash().to_string().into();
        header["prev"] = older.hash().to_string().into();
    });
    load_refuses(&mut session, &removed.unwrap());
    session.receive(&said(newer.hash())).unwrap();
    // A hello under the older one is taken while the desk stands by it, and not after.
    world.manifest = older;
    let (_, hello) = world.hello(vec![]);
    assert!(Conversation::begin(&world.desks[0], &hello).is_ok());
    world.desks[0].rotate(vec![world.prekeys[0].prekey()], vec![newer]);
    desk_refuses(&mut bot, &world.desks[0], &hello);
}

#[test]
fn manifest_freeze() {
    const DAY: u64 = 86_400;
    let world = world();
    let longest = world.publish(|manifest| manifest.exp = manifest.iat + 3 * DAY);
    let served = |at: u64| VerifiedManifest::verify(longest.jws(), &pins(&world.site), at).err();
    assert_eq!(served(NOW + 3 * DAY + CLOCK_SKEW - 1), None);
    assert_eq!(served(NOW + 3 * DAY + CLOCK_SKEW), Some(ManifestError::Time));
    // Nor does a signer who would like it longer get more.
    let mut forever = Manifest::clone(&world.manifest);
    forever.exp = forever.iat + 3 * DAY + 1;
    assert_eq!(verdict(&forever.sign(&world.site), &world.site), Some(ManifestError::Time));
}

#[test]
fn suite_downgrade() {
    let mut world = world();
    // The relay offers a weaker suite in the site's name.
    let jws = world.manifest.jws();
    let payload = String::from_utf8(unb64u(jws.split('.').nth(1).unwrap()).unwrap()).unwrap();
    let weaker = payload.replace(SUITE, "P256-NULL");
    let weaker = jws.replace(&b64u(payload.as_bytes()), &b64u(weaker.as_bytes()));
    assert!(verdict(&weaker, &world.site).is_some());
    // The site itself offers one first: it is passed over.
    let null = Prekey { kid: "null".into(), suite: "P256-NULL".into(), ..public(&world, 0) };
    world.manifest = world.publish(|manifest| manifest.recipients[0].pre.insert(0, null));
    world.desks[0].rotate(vec![world.prekeys[0].prekey()], vec![world.manifest.clone()]);
    let (mut session, hello) = world.hello(vec![]);
    assert_eq!(
        (hello.header().hello[0].kid.as_str(), hello.header().suite.as_str()),
        ("k1", SUITE)
    );
    let (mut bot, _) = Conversation::begin(&world.desks[0], &hello).unwrap();
    let answer = world.answer(&mut bot, "in the one suite");
    session.receive(&answer).unwrap();
    // Its holder can't say another one under its signature.
    let answer = world.answer(&mut bot, "in another");
    let other = remade(&world.keys[0], &answer, |header, _| header["suite"] = "P256-NULL".into());
    assert_eq!(other.err(), Some(EnvelopeError::Consistency));
    session.receive(&answer).unwrap();
}

fn public(world: &World, i: usize) -> Prekey {
    world.manifest.recipients[i].pre[0].clone()
}

#[test]
fn key_type_confusion() {
    let mut world = world();
    // The site's manifest names the bot's two keys for each other's use.
    let confused = world.publish(|manifest| {
        let pre = &mut manifest.recipients[0].pre[0];
        (pre.kem, pre.dh) = (pre.dh.unwrap(), Some(pre.kem));
    });
    let manifests = vec![world.manifest.clone(), confused.clone()];
    world.desks[0].rotate(vec![world.prekeys[0].prekey()], manifests);
    let (mut session, [mut bot, _]) = world.begin();
    let genuine = std::mem::replace(&mut world.manifest, confused);
    let (_, hello) = world.hello(vec![]);
    desk_refuses(&mut bot, &world.desks[0], &hello);
    world.manifest = genuine;
    // A relay has its visitor sign what it wants as a token's nonce, or as a JWS's payload.
    let envelope = world.say(&mut session, "wanted");
    let input = String::from_utf8(envelope.signing_input()).unwrap();
    let rest = input.strip_prefix("SIG1.").unwrap();
    let jws = jws::signing_input("JWT", input.as_bytes());
    for signed in [
        token_signing_input(SITE, &input),
        token_signing_input(SITE, rest),
        token_signing_input("", &input),
        jws.into_bytes(),
    ] {
        let mut forged: serde_json::Value = serde_json::from_str(&envelope.to_json()).unwrap();
        forged["s"] = world.visitor.sign(&signed).to_string().into();
        let forged = Envelope::parse(forged.to_string().as_bytes()).unwrap();
        desk_refuses(&mut bot, &world.desks[0], &forged);
    }
    bot.receive(&world.desks[0], &envelope).unwrap();
}
