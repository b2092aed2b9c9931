use super::world::{World, manifest};

#[tokio::test]
async fn a_relay_is_ready_while_one_of_its_sites_has_a_manifest_that_holds() {
    let world = World::empty();
    assert_eq!(world.relay.ailments().await, ["no site has a valid manifest"]);
    let world = World::published().await;
    assert!(world.relay.ailments().await.is_empty(), "the other site has none");
    let restarted = world.restarted();
    assert!(restarted.relay.ailments().await.is_empty());
    restarted.pass(manifest(1).exp - manifest(1).iat);
    assert_eq!(restarted.relay.ailments().await, ["no site has a valid manifest"]);
}

#[tokio::test]
async fn a_relay_that_can_t_write_or_ends_is_not_ready() {
    let world = World::published().await;
    let path = world.folder.path().join("relay.sqlite");
    let other = rusqlite::Connection::open(path).unwrap();
    // Who holds the file for itself keeps the relay from writing, as a full disk would.
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert_eq!(world.relay.ailments().await, ["the relay's database can't be written"]);
    other.execute_batch("ROLLBACK").unwrap();
    assert!(world.relay.ailments().await.is_empty());
    world.relay.close();
    assert_eq!(world.relay.ailments().await, ["it is shutting down"]);
}
