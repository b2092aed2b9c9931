use sigilo_protocol::{Content, Hash, VerifiedManifest};

use super::{
    super::{Config, Desk, Policy},
    visitor::Visitor,
    world::{NOW, SOON, TEXT, World, core},
};

const HOUR: u64 = 3_600;

fn manifest(desk: &super::super::Desk) -> VerifiedManifest {
    desk.manifest.clone().unwrap()
}

#[tokio::test]
async fn the_manifest_says_who_reads_and_lasts_three_days() {
    let mut world = World::new().await;
    world.start_relay().await;
    let mut desk = world.open_desk().unwrap();
    desk.publish_if_due().await.unwrap();
    let published = Visitor::new(&world, 1).manifest(&desk.pins().unwrap(), NOW).await;
    assert_eq!(published.jws(), manifest(&desk).jws());
    assert_eq!((published.iat, published.exp), (NOW, NOW + 72 * HOUR));
    assert_eq!(published.key.thumbprint().to_string(), desk.pin());
    assert_eq!(published.recipients.len(), 1);
    assert_eq!(published.recipients[0].name, "Assistant");
    assert_eq!(published.policy, desk.policy.reference());
}

#[tokio::test]
async fn it_is_signed_anew_when_a_prekey_comes_or_half_its_time_is_gone() {
    let mut world = World::new().await;
    world.start_relay().await;
    let mut desk = world.open_desk().unwrap();
    desk.publish_if_due().await.unwrap();
    let first = manifest(&desk);
    world.pass(24 * HOUR - 1);
    desk.publish_if_due().await.unwrap();
    assert_eq!(manifest(&desk).jws(), first.jws(), "nothing is due");
    world.pass(1);
    desk.publish_if_due().await.unwrap();
    let second = manifest(&desk);
    assert!(second.ver > first.ver);
    assert_ne!(second.recipients[0].pre, first.recipients[0].pre, "a new prekey");
    world.pass(1);
    let published = Visitor::new(&world, 1).manifest(&desk.pins().unwrap(), NOW + 25 * HOUR).await;
    assert_eq!(published.jws(), second.jws());
}

#[tokio::test]
async fn a_restart_publishes_the_same_manifest_while_it_holds() {
    let mut world = World::new().await;
    world.start_relay().await;
    let mut desk = world.open_desk().unwrap();
    desk.publish_if_due().await.unwrap();
    let first = manifest(&desk);
    drop(desk);
    world.pass(HOUR);
    let mut desk = world.open_desk().unwrap();
    desk.publish_if_due().await.unwrap();
    assert_eq!(manifest(&desk).jws(), first.jws());
    drop(desk);
    let mut config = world.config();
    config.name = "Another name".into();
    let mut desk = super::super::Desk::open(config).unwrap();
    desk.publish_if_due().await.unwrap();
    assert!(manifest(&desk).ver > first.ver, "what it says has changed");
}

#[tokio::test]
async fn the_version_grows_even_when_the_desk_has_lost_its_database() {
    let mut world = World::new().await;
    world.start_relay().await;
    let mut desk = world.open_desk().unwrap();
    desk.publish_if_due().await.unwrap();
    let first = manifest(&desk);
    drop(desk);
    for file in ["desk.db", "desk.db-wal", "desk.db-shm"] {
        let _ = std::fs::remove_file(world.folder.path().join("desk").join(file));
    }
    world.pass(60);
    let mut desk = world.open_desk().unwrap();
    desk.publish_if_due().await.unwrap();
    assert!(manifest(&desk).ver > first.ver);
}

#[tokio::test]
async fn an_older_copy_of_the_database_ends_in_a_newer_manifest() {
    let mut world = World::new().await;
    world.start_relay().await;
    let mut desk = world.open_desk().unwrap();
    desk.publish_if_due().await.unwrap();
    let folder = world.folder.path().join("desk");
    drop(desk);
    std::fs::copy(folder.join("desk.db"), folder.join("backup")).unwrap();
    std::fs::copy(folder.join("keys.json"), folder.join("keys.backup")).unwrap();
    world.pass(25 * HOUR);
    let mut desk = world.open_desk().unwrap();
    desk.publish_if_due().await.unwrap();
    let later = manifest(&desk);
    drop(desk);
    std::fs::copy(folder.join("backup"), folder.join("desk.db")).unwrap();
    std::fs::copy(folder.join("keys.backup"), folder.join("keys.json")).unwrap();
    world.pass(60);
    let mut desk = world.open_desk().unwrap();
    desk.publish_if_due().await.unwrap();
    assert!(manifest(&desk).ver > later.ver);
}

#[tokio::test]
async fn a_load_under_an_earlier_manifest_is_still_answered() {
    let (world, desk, pins) = World::running().await;
    let mut visitor = Visitor::new(&world, 1);
    let earlier = visitor.manifest(&pins, NOW).await;
    visitor.hello(&earlier, vec![]).await;
    visitor.hear(2).await;
    desk.stop().await;
    world.pass(40 * HOUR);
    let desk = world.start_desk();
    let later = visitor.newer_manifest(&pins, NOW + 40 * HOUR, earlier.ver).await;
    assert!(later.ver > earlier.ver);
    visitor.say("b1", "late", "en").await;
    // The answer waits for a new hello, whose own is the receipt.
    assert!(visitor.hear(2).await.contains(&Content::text("late in en", "en")));
    desk.stop().await;
}

#[tokio::test]
async fn a_relay_that_lost_its_database_is_given_the_manifest_again() {
    let (mut world, desk, pins) = World::running().await;
    let visitor = Visitor::new(&world, 1);
    visitor.manifest(&pins, NOW).await;
    world.stop_relay().await;
    for suffix in ["", "-wal", "-shm"] {
        let path = format!("{}{suffix}", world.relay_database().display());
        let _ = std::fs::remove_file(path);
    }
    world.start_relay_with(pins.clone()).await;
    visitor.manifest(&pins, NOW).await;
    desk.stop().await;
}

/// A receipt may come, or be asked about, years after its policy was replaced.
#[tokio::test]
async fn a_policy_is_known_by_its_hash_long_after_the_next_one() {
    let mut world = World::new().await;
    world.start_relay().await;
    let mut desk = world.open_desk().unwrap();
    desk.publish_if_due().await.unwrap();
    drop(desk);
    let newer = core().replace("P90D", "P30D");
    let config = Config { policy: Policy::new(&newer, &[TEXT]).unwrap(), ..world.config() };
    let mut desk = Desk::open(config).unwrap();
    desk.publish_if_due().await.unwrap();
    for _ in 0..20 {
        world.pass(40 * 24 * HOUR);
        desk.publish_if_due().await.unwrap();
    }
    for core in [core(), newer] {
        let kept = desk.store.policy(Hash::of(core.as_bytes())).await.unwrap();
        assert_eq!(kept, Some(core));
    }
}

#[tokio::test]
async fn a_desk_is_ready_once_it_has_reached_the_relay_and_until_it_has_not_for_long() {
    let mut world = World::new().await;
    let pulse = world.open_desk().unwrap().pulse();
    assert!(pulse.ailments().await[0].contains("has not reached the relay"));
    world.start_relay().await;
    let desk = world.open_desk().unwrap();
    let pulse = desk.pulse();
    let running = tokio::spawn(desk.run(std::future::pending()));
    let ready = async {
        while !pulse.ailments().await.is_empty() {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(SOON, ready).await.unwrap();
    running.abort();
    world.pass(120);
    assert_eq!(pulse.ailments().await.len(), 1);
}
