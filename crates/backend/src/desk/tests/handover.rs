//! People who take over from a bot that takes its time.

use std::sync::Arc;

use sigilo_protocol::{Content, Pins};

use crate::{
    connect::{OpenaiBot, OpenaiSettings},
    desk::slow::Slow,
};

use super::{
    super::people::{People, Person, Settings, Talk},
    slow::{Held, allowing, of_the_tests, owed, settings, text, with},
    visitor::Visitor,
    world::{RunningDesk, World},
};

struct Scene {
    world: World,
    desk: RunningDesk,
    people: People,
    visitor: Visitor,
    bot: Arc<Held>,
}

impl Scene {
    /// A visitor whose first question the bot was asked.
    async fn asked() -> Self {
        let (mut world, bot) = (World::new().await, Held::new());
        world.people = Some(Settings::default());
        world.slow = Some(with(&bot, settings()));
        let desk = world.open_desk().unwrap();
        let (pins, people): (Pins, _) = (desk.pins().unwrap(), desk.people().unwrap());
        world.start_relay_with(pins.clone()).await;
        let desk = world.run_desk(desk);
        let mut visitor = allowing(&world, &pins, 1).await;
        visitor.say("b1", "price?", "en").await;
        assert_eq!(visitor.hear(1).await, [Content::Ack]);
        bot.has(1).await;
        Self { world, desk, people, visitor, bot }
    }

    async fn talk(&self) -> Talk {
        self.people.list().await.unwrap().remove(0)
    }
}

fn marta() -> Person {
    Person { account: "marta".into(), name: "Marta".into(), picture: None }
}

#[tokio::test]
async fn a_slow_bot_calls_people_too() {
    let mut scene = Scene::asked().await;
    scene.bot.go.add_permits(2);
    scene.visitor.hear(1).await;
    assert_eq!(scene.talk().await.waiting, None);
    scene.visitor.say("b2", "somebody", "en").await;
    assert_eq!(scene.visitor.hear(2).await, [Content::Ack, text("nobody is there")]);
    assert!(scene.talk().await.waiting.is_some());
    let kinds = scene.world.heard.kinds();
    assert_eq!(kinds.iter().filter(|kind| *kind == "handoff.asked").count(), 1);
    scene.desk.stop().await;
}

#[tokio::test]
#[ignore = "needs LiteLLM's proxy: cargo xtask test --only interop"]
async fn a_real_server_of_the_api_calls_people_for_a_visitor() {
    let folder = tempfile::tempdir().unwrap();
    let told = OpenaiSettings { model: "calls".into(), ..of_the_tests(folder.path()) };
    let away = told.people.away.in_lang("en").to_owned();
    let bot = Arc::new(OpenaiBot::open(told, true).unwrap());
    let mut world = World::new().await;
    world.people = Some(Settings::default());
    world.slow = Some(Slow { bot, settings: settings() });
    let desk = world.open_desk().unwrap();
    let (pins, people): (Pins, _) = (desk.pins().unwrap(), desk.people().unwrap());
    world.start_relay_with(pins.clone()).await;
    let desk = world.run_desk(desk);
    let mut visitor = allowing(&world, &pins, 1).await;
    visitor.say("b1", "a person, please", "en").await;
    let Content::Text { text, .. } = visitor.hear(2).await.remove(1) else { panic!("no text") };
    assert_eq!(text, away);
    assert!(people.list().await.unwrap().remove(0).waiting.is_some());
    let asked = world.heard.kinds().iter().filter(|kind| *kind == "handoff.asked").count();
    assert_eq!(asked, 1);
    desk.stop().await;
}

#[tokio::test]
async fn a_takeover_stops_the_question_on_its_way_and_passes_nothing_on() {
    let mut scene = Scene::asked().await;
    let talk = scene.talk().await;
    scene.people.take(&talk, &marta()).await.unwrap();
    let handoff = |to: &str| Content::Handoff { to: to.into() };
    assert_eq!(scene.visitor.hear(1).await, [handoff("people")]);
    // Nobody has let the answer go: the request was ended.
    scene.bot.is_left().await;
    assert_eq!(owed(&scene.world), 0);
    scene.visitor.say("b2", "are you a person?", "en").await;
    assert_eq!(scene.visitor.hear(1).await, [Content::Ack]);
    assert_eq!(scene.bot.questions(), ["price?"]);
    scene.people.hand_back(&talk, &marta(), false).await.unwrap();
    assert_eq!(scene.visitor.hear(1).await, [handoff("bot")]);
    scene.bot.go.add_permits(1);
    scene.visitor.say("b3", "and now?", "en").await;
    assert_eq!(scene.visitor.hear(2).await, [Content::Ack, text("slowly: and now?")]);
    assert_eq!(scene.bot.asked.lock().unwrap()[1].history, [], "the bot starts anew");
    scene.desk.stop().await;
}

#[tokio::test]
async fn an_answer_that_comes_after_a_takeover_is_dropped() {
    let mut scene = Scene::asked().await;
    // Taken, and the desk was not woken yet: the answer is there before it looks.
    let database = rusqlite::Connection::open(scene.world.desk_database()).unwrap();
    assert_eq!(database.execute("UPDATE talks SET taken_by = 'marta'", ()).unwrap(), 1);
    scene.bot.go.add_permits(1);
    scene.bot.is_left().await;
    scene.visitor.say("b2", "hello?", "en").await;
    assert_eq!(scene.visitor.hear(1).await, [Content::Ack]);
    assert_eq!(owed(&scene.world), 0);
    scene.people.say(&scene.talk().await, &marta(), "Here I am.").await.unwrap();
    let heard = scene.visitor.hear(1).await;
    assert!(matches!(&heard[..], [Content::Text { by: Some(_), .. }]), "{heard:?}");
    assert_eq!(scene.world.heard.of("bot.answered").len(), 0, "it was not told");
    scene.desk.stop().await;
    let desk = scene.world.open_desk().unwrap();
    assert!(!desk.may_pass(scene.visitor.conv).await.unwrap());
    database.execute("UPDATE talks SET taken_by = NULL", ()).unwrap();
    assert!(desk.may_pass(scene.visitor.conv).await.unwrap());
}
