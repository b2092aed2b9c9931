//! The figures' page: what it counts, that it stays up to date, and that nothing of anybody is in it.

use std::time::Duration;

use axum::http::StatusCode;
use serde_json::Value;

use super::{
    super::world::SOON,
    house::{House, Page},
};

/// What a page says at a name.
fn figure(page: &Page, id: &str) -> String {
    let place = format!("data-figure=\"{id}\">");
    let (_, rest) = page.text.split_once(&place).unwrap_or_else(|| panic!("no {id}"));
    rest.split('<').next().unwrap().to_owned()
}

fn news(page: &Page) -> Value {
    serde_json::from_str(page.text.strip_prefix("data: ").unwrap().trim()).unwrap()
}

#[tokio::test]
async fn a_supervisor_sees_what_happens_and_nothing_of_whom() {
    let mut house = House::new().await;
    house.visitor.say("b1", "my mail is canary@example.org", "en").await;
    house.visitor.hear(1).await;
    let (agent, talk) = (house.enter("marta").await, house.talk().await);
    house.post(&agent, &format!("{talk}/take"), &[]).await;
    house.visitor.hear(1).await;
    let supervisor = house.enter("sofia").await;
    let page = house.get(&supervisor, "/figures").await;
    assert_eq!(page.status, StatusCode::OK);
    let of = |page: &Page, ids: [&str; 5]| ids.map(|id| figure(page, id));
    let now = ["open", "active", "taken", "waiting", "messages"];
    assert_eq!(of(&page, now), ["1", "1", "1", "1", "1"]);
    assert_eq!(figure(&page, "bot-count"), "1");
    assert_eq!(figure(&page, "purpose-answer-given"), "1");
    assert_eq!(figure(&page, "purpose-answer-rate"), "100\u{a0}%");
    assert_eq!(figure(&page, "purpose-quote-asked"), "0", "what nobody decided about is there");
    for whose in ["canary", talk.trim_start_matches("/talks/"), "Marta"] {
        assert!(!page.text.contains(whose), "{whose} is in the page");
    }
    house.world.pass(40);
    house.post(&agent, &format!("{talk}/say"), &[("text", "hello")]).await;
    house.visitor.hear(1).await;
    let later = house.get(&supervisor, "/figures/day").await;
    assert_eq!(
        (figure(&later, "waiting"), figure(&later, "people-count")),
        ("0".into(), "1".into())
    );
    // Nobody waits for what looks through a message.
    let looked = async {
        while !house.get(&supervisor, "/figures").await.text.contains("data-pd-EmailAddress-found")
        {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(SOON, looked).await.unwrap();
    house.visitor.rest().await;
}

#[tokio::test]
async fn what_keeps_the_page_up_to_date_has_every_place_of_it_and_no_other() {
    let mut house = House::new().await;
    house.visitor.say("b1", "price", "en").await;
    house.visitor.hear(1).await;
    let supervisor = house.enter("sofia").await;
    let page = house.get(&supervisor, "/figures").await;
    let news = news(&house.get(&supervisor, "/figures/live").await);
    assert_eq!(page.text.matches("data-figure=").count(), news["texts"].as_object().unwrap().len());
    assert_eq!(page.text.matches("data-chart=").count(), news["charts"].as_object().unwrap().len());
    for (id, text) in news["texts"].as_object().unwrap() {
        assert_eq!(figure(&page, id), text.as_str().unwrap(), "{id}");
    }
    assert!(page.text.contains(&format!("data-state=\"{}\"", news["state"].as_str().unwrap())));
    house.visitor.rest().await;
}

#[tokio::test]
async fn decisions_are_counted_through_a_restart() {
    let house = House::new().await;
    let supervisor = house.enter("sofia").await;
    let given = |page: &Page| figure(page, "purpose-answer-given");
    assert_eq!(given(&house.get(&supervisor, "/figures").await), "1");
    let House { world, desk, .. } = house;
    desk.stop().await;
    let wait = async {
        while world.open_desk().is_err() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(SOON, wait).await.unwrap();
    let desk = world.open_desk().unwrap();
    let seen = desk.figures().seen(crate::desk::figures::Span::Hour);
    assert_eq!(seen.total(crate::desk::figures::What::Given, "answer"), 1);
}
