//! What somebody does at the staff's pages that an operator has to hear of, done, and heard of at a webhook.

use axum::http::StatusCode;

use super::house::{House, PASSWORD};
use crate::alerts::tests::arrives;

#[tokio::test]
async fn who_tries_passwords_raises_the_alarm_of_signing_in() {
    let house = House::new().await;
    house.heard.take();
    for name in ["marta", "sofia", "aldo", "ada", "nobody"] {
        let page = house.try_to_enter(name, PASSWORD, "000000").await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    }
    assert_eq!(arrives(&house.heard.take()).await, ["alert.sign-in"]);
    { house }.visitor.rest().await;
}

#[tokio::test]
async fn who_tries_what_their_role_may_not_raises_the_alarm_of_the_forbidden() {
    let house = House::new().await;
    let browser = house.enter("marta").await;
    house.heard.take();
    for path in ["/accounts", "/access", "/figures", "/figures/day", "/accounts"] {
        assert_eq!(house.get(&browser, path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(arrives(&house.heard.take()).await, ["alert.forbidden"]);
    { house }.visitor.rest().await;
}

#[tokio::test]
async fn who_reads_conversation_after_conversation_raises_the_alarm_of_reading() {
    let house = House::new().await;
    let (browser, talk) = (house.enter("marta").await, house.talk().await);
    house.heard.take();
    for _ in 0..60 {
        assert_eq!(house.get(&browser, &talk).await.status, StatusCode::OK);
    }
    assert_eq!(arrives(&house.heard.take()).await, ["alert.mass-reading"]);
    { house }.visitor.rest().await;
}

#[tokio::test]
async fn who_works_at_night_raises_the_alarm_of_the_hours() {
    let house = House::new().await;
    house.enter("marta").await;
    assert_eq!(arrives(&house.heard.take()).await, [""; 0], "at eight in the morning");
    house.world.pass(15 * 3_600);
    house.enter("marta").await;
    assert_eq!(arrives(&house.heard.take()).await, ["alert.out-of-hours"]);
    { house }.visitor.rest().await;
}
