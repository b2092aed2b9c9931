//! What reaches a desk that an operator has to hear of, done, and heard of at a webhook.

use serde_json::{Value, json, value::RawValue};
use sigilo_protocol::{Body, Content, Hash, b64u, unb64u};

use super::{
    super::client::Item,
    visitor::Visitor,
    world::{NOW, World},
};
use crate::alerts::tests::arrives;

/// An envelope of the visitor's with another part in it, signed by them.
fn changed(visitor: &Visitor, envelope: &str, change: impl FnOnce(&mut Value)) -> String {
    let mut envelope: Value = serde_json::from_str(envelope).unwrap();
    change(&mut envelope);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let wraps: Vec<_> = envelope["w"].as_array().unwrap().iter().map(text).collect();
    let (p, w, c) = (text(&envelope["p"]), wraps.join("."), text(&envelope["c"]));
    envelope["s"] = json!(visitor.key.sign(format!("SIG1.{p}.{w}.{c}").as_bytes()));
    envelope.to_string()
}

#[tokio::test]
async fn what_does_not_open_and_what_does_not_follow_raise_their_alarms() {
    let mut world = World::new().await;
    world.start_relay().await;
    let mut desk = world.open_desk().unwrap();
    let pins = desk.pins().unwrap();
    desk.publish_if_due().await.unwrap();
    let mut visitor = Visitor::new(&world, 1);
    let manifest = visitor.manifest(&pins, NOW).await;
    visitor.hello(&manifest, vec![]).await;
    let hello = crate::relay::rows(&world.relay_database()).unwrap().remove(0).envelope;
    let mut cursor = 0;
    let mut take = async |envelope: String| {
        cursor += 1;
        let envelope = RawValue::from_string(envelope).unwrap();
        desk.take(Item { cursor, envelope }).await.unwrap();
        desk.post_waiting().await.unwrap();
        world.heard.kinds().pop().unwrap()
    };
    take(hello).await;
    visitor.hear(2).await;
    let sealed = visitor.seal(&Body::new("b1", Content::text("price", "en")));
    for number in 0..5_u8 {
        let broken = changed(&visitor, &sealed, |envelope| {
            let mut bytes = unb64u(envelope["c"].as_str().unwrap()).unwrap();
            bytes[usize::from(number)] ^= 1;
            envelope["c"] = b64u(&bytes).into();
        });
        assert_eq!(take(broken).await, "failure.open");
    }
    assert_eq!(arrives(&world.heard.all()).await, ["alert.decryption"]);
    let elsewhere = changed(&visitor, &sealed, |envelope| {
        let header = unb64u(envelope["p"].as_str().unwrap()).unwrap();
        let mut header: Value = serde_json::from_slice(&header).unwrap();
        header["prev"] = json!(Hash::of(b"another"));
        envelope["p"] = b64u(header.to_string().as_bytes()).into();
    });
    assert_eq!(take(elsewhere).await, "failure.chain");
    assert_eq!(arrives(&world.heard.all()).await, ["alert.chain", "alert.decryption"]);
}
