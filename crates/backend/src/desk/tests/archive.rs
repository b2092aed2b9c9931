//! A desk that archives: what visitors are told, what the archive reads, and what the desk does not.

use std::collections::BTreeSet;

use getrandom::SysRng;
use rand_core::UnwrapErr;
use sigilo_protocol::{Content, Pins, Role};
use zeroize::Zeroizing;

use super::{
    super::{DeskError, PublishError},
    visitor::Visitor,
    world::{NOW, SITE, World},
};
use crate::{
    archive::{Generated, Holdings, Keyring, KeyringError, PublishedError, ReadingError, generate},
    relay,
};

const WEEK: u64 = 7 * 24 * 3_600;

fn made(approvers: u64) -> Generated {
    generate("archive", "Archivo", 4, approvers, NOW, &mut UnwrapErr(SysRng)).unwrap()
}

fn publish(world: &World, made: &Generated) {
    let text = serde_json::to_vec(&made.published).unwrap();
    std::fs::write(world.folder.path().join("archive.pub.json"), text).unwrap();
}

fn shares(made: &Generated) -> Vec<Zeroizing<Vec<u8>>> {
    made.shares.iter().map(|share| Zeroizing::new(share.as_bytes().to_vec())).collect()
}

/// What the relay has, as the archive gets it.
fn held(world: &World) -> Holdings {
    let mut out = Vec::new();
    relay::take(&world.relay_database(), SITE, &mut out).unwrap();
    Holdings::read(&mut out.as_slice()).unwrap()
}

async fn talk(world: &World, pins: &Pins) -> Visitor {
    let mut visitor = Visitor::new(world, 3);
    let manifest = visitor.manifest(pins, NOW).await;
    let archive = manifest.recipient("archive").unwrap();
    assert_eq!((archive.role, &*archive.name), (Role::Archive, "Archivo"), "the visitor is told");
    visitor.hello(&manifest, vec![]).await;
    visitor.hear(2).await;
    visitor.say("b1", "¿Qué cubre el Granizo?", "es").await;
    visitor.hear(1).await;
    visitor
}

#[tokio::test]
async fn the_archive_reads_what_both_sides_said_once_both_people_agree() {
    let world = World::new().await;
    let made = made(2);
    publish(&world, &made);
    let (world, desk, pins) = world.run().await;
    let visitor = talk(&world, &pins).await;
    desk.stop().await;
    let (held, shares) = (held(&world), shares(&made));
    let sealed = made.sealed.as_bytes();
    assert!(matches!(Keyring::open(sealed, &shares[..1]), Err(KeyringError::Shares(1, 2))));
    let twice = [shares[0].clone(), shares[0].clone()];
    assert!(matches!(Keyring::open(sealed, &twice), Err(KeyringError::Shares(1, 2))));
    let keyring = Keyring::open(sealed, &shares).unwrap();
    assert_eq!(held.list().len(), 1);
    let read = keyring.read(&held, &pins, visitor.conv, &BTreeSet::new()).unwrap();
    assert_eq!(read.visitor, Some(visitor.key.public().thumbprint().to_string()));
    let texts: Vec<_> = read
        .lines
        .iter()
        .filter_map(|line| match &line.said.as_ref().unwrap().content {
            Content::Text { text, .. } => Some((&*line.from, &**text)),
            _ => None,
        })
        .collect();
    assert!(texts.contains(&("visitor", "¿Qué cubre el Granizo?")), "{texts:?}");
    assert!(texts.iter().filter(|(from, _)| *from == "bot").count() >= 2, "{texts:?}");
    assert!(read.has("granizo") && !read.has("incendio"));
    assert!(read.to_json().to_string().contains("Granizo"));
}

#[tokio::test]
async fn the_desk_has_no_key_that_opens_the_archive() {
    let world = World::new().await;
    let made = made(2);
    publish(&world, &made);
    let (world, desk, pins) = world.run().await;
    let visitor = talk(&world, &pins).await;
    desk.stop().await;
    let secrets = Keyring::open(made.sealed.as_bytes(), &shares(&made)).unwrap();
    let mut files = Vec::new();
    for file in std::fs::read_dir(world.folder.path().join("desk")).unwrap() {
        files.extend(std::fs::read(file.unwrap().path()).unwrap());
    }
    let text = String::from_utf8_lossy(&files);
    for key in &secrets.keys {
        let bytes = key.to_bytes();
        assert!(!files.windows(32).any(|own| own == bytes.as_slice()));
        assert!(!text.contains(&sigilo_protocol::b64u(bytes.as_slice())));
    }
    // With other keys nothing is read, and that is said.
    let other = Generated { ..self::made(1) };
    let other = Keyring::open(other.sealed.as_bytes(), &shares(&other)).unwrap();
    let read = other.read(&held(&world), &pins, visitor.conv, &BTreeSet::new()).unwrap();
    assert!(read.lines.len() > 3 && read.lines.iter().all(|line| line.said.is_err()));
}

#[tokio::test]
async fn an_archive_that_fewer_people_can_open_than_the_settings_want_is_refused() {
    let world = World::new().await;
    publish(&world, &made(1));
    let refused = world.open_desk().err().unwrap();
    assert!(matches!(refused, DeskError::Archive(PublishedError::Approvers(1, 2))), "{refused}");
}

#[tokio::test]
async fn where_the_policy_wants_two_no_archive_that_one_can_open_is_disclosed_or_opened() {
    let mut world = World::new().await;
    world.approvers = Some(2);
    let alone = made(1);
    publish(&world, &alone);
    // Whatever the settings say.
    let mut config = world.config();
    config.archive.approvers = 1;
    let refused = super::super::Desk::open(config).err().unwrap();
    assert!(matches!(refused, DeskError::Archive(PublishedError::Approvers(1, 2))), "{refused}");
    let both = made(2);
    publish(&world, &both);
    let (world, desk, pins) = world.run().await;
    let visitor = talk(&world, &pins).await;
    desk.stop().await;
    let open = |made: &Generated, people: &[&str]| {
        let keyring = Keyring::open(made.sealed.as_bytes(), &shares(made)).unwrap();
        keyring.read(&held(&world), &pins, visitor.conv, &people.iter().copied().collect())
    };
    let refused = open(&alone, &["ana", "eva"]).unwrap_err();
    assert!(matches!(refused, ReadingError::Shares(1, 2)), "{refused}");
    for people in [&[][..], &["ana"], &["ana", "ana"]] {
        let refused = open(&both, people).unwrap_err();
        assert!(matches!(refused, ReadingError::People(_, 2)), "{people:?}: {refused}");
    }
    assert!(open(&both, &["ana", "eva"]).unwrap().has("granizo"));
}

#[tokio::test]
async fn a_copy_without_its_policies_is_not_opened() {
    let world = World::new().await;
    let made = made(2);
    publish(&world, &made);
    let (world, desk, pins) = world.run().await;
    let visitor = talk(&world, &pins).await;
    desk.stop().await;
    let mut out = Vec::new();
    relay::take(&world.relay_database(), SITE, &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    let cut: String = text
        .lines()
        .filter(|line| !line.starts_with("{\"policy\""))
        .map(|l| format!("{l}\n"))
        .collect();
    assert_ne!(cut, text);
    let keyring = Keyring::open(made.sealed.as_bytes(), &shares(&made)).unwrap();
    let held = Holdings::read(&mut cut.as_bytes()).unwrap();
    let refused = keyring.read(&held, &pins, visitor.conv, &["a", "b"].into()).unwrap_err();
    assert!(matches!(refused, ReadingError::Policy), "{refused}");
}

#[tokio::test]
async fn each_week_has_its_key_and_when_they_are_over_nothing_is_published() {
    let made = made(1).published;
    let kid = |now| made.recipient(now).map(|archive| archive.pre[0].kid.clone());
    let kids: Vec<_> = (0..4).map(|week| kid(NOW + week * WEEK).unwrap()).collect();
    assert_eq!(kids.iter().collect::<std::collections::BTreeSet<_>>().len(), 4);
    assert_eq!(kid(NOW + WEEK - 1).unwrap(), kids[0]);
    assert_eq!(kid(NOW - 1), None);
    assert_eq!(made.until(), NOW + 5 * WEEK);
    assert!(kid(NOW + 5 * WEEK - 1).is_some());
    assert_eq!(kid(NOW + 5 * WEEK), None);
    let world = World::new().await;
    publish(&world, &self::made(2));
    let (world, desk, _) = world.run().await;
    desk.stop().await;
    world.pass(5 * WEEK);
    let mut desk = world.open_desk().unwrap();
    let refused: PublishError = desk.publish().await.unwrap_err();
    assert!(refused.to_string().contains("archive keygen"), "{refused}");
}

#[test]
fn shares_of_another_archive_or_other_keys_open_nothing() {
    let (one, other) = (made(2), made(2));
    let mixed = [shares(&one).remove(0), shares(&other).remove(1)];
    let open = |sealed: &str, shares: &[Zeroizing<Vec<u8>>]| {
        Keyring::open(sealed.as_bytes(), shares).err().map(|error| error.to_string())
    };
    assert_eq!(open(&one.sealed, &shares(&one)), None);
    assert_eq!(open(&one.sealed, &mixed), Some(KeyringError::Wrong.to_string()));
    assert_eq!(open(&one.sealed, &shares(&other)), Some(KeyringError::Wrong.to_string()));
    let foreign = generate("elsewhere", "x", 1, 2, NOW, &mut UnwrapErr(SysRng)).unwrap();
    assert_eq!(open(&one.sealed, &shares(&foreign)), Some(KeyringError::Another.to_string()));
    let fewer = one.sealed.replace("\"approvers\":2", "\"approvers\":1");
    assert_eq!(
        open(&fewer, &shares(&one)[..1]),
        Some(KeyringError::Another.to_string()),
        "a share says of how many it is"
    );
    let alone = one.shares[0].replace("\"of\": 2", "\"of\": 1");
    let alone = [Zeroizing::new(alone.into_bytes())];
    assert_eq!(open(&fewer, &alone), Some(KeyringError::Wrong.to_string()), "also one that lies");
}
