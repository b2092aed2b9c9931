//! The conversation: who said what, how far it came, and where the visitor reads.

use leptos::prelude::*;
use sigilo::state::*;
use sigilo::text::Lang;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::{Stage, bot, focused, message, settle};

#[wasm_bindgen_test]
async fn the_log_is_announced_politely_while_on_screen() {
    let stage = Stage::show(Screen::Conversation).await;
    assert_eq!(stage.one("[role=log]").get_attribute("aria-live").as_deref(), Some("polite"));

    stage.state.visible.set(false);
    settle().await;

    assert_eq!(stage.one("[role=log]").get_attribute("aria-live").as_deref(), Some("off"));
}

#[wasm_bindgen_test]
async fn markup_in_a_message_is_text() {
    let stage = Stage::show(Screen::Conversation).await;
    let markup = "<img src=x onerror=alert(1)>\n<b>bold</b>";
    let suggestions = vec!["<i>offer</i>".to_owned()];

    stage.say(vec![MessageView { suggestions, ..message("1", bot(), markup) }]);
    settle().await;

    assert!(stage.all("img, b, i").is_empty());
    assert_eq!(stage.one(".message__bubble").text_content().as_deref(), Some(markup));
    stage.button("<i>offer</i>");
}

#[wasm_bindgen_test]
async fn every_author_is_named() {
    let stage = Stage::show(Screen::Conversation).await;
    let text = Lang::Es.text();

    stage.say(vec![
        message("1", bot(), "one"),
        message("2", bot(), "two"),
        message("3", Author::Visitor(Delivery::Sent), "three"),
        message("4", Author::Chat, "four"),
    ]);
    settle().await;

    let named: Vec<_> =
        stage.all(".message__author").iter().map(|name| name.text_content().unwrap()).collect();
    let aurora = format!("Aurora · {}", text.role_bot);
    assert_eq!(named, [&aurora, &aurora, text.you, text.chat]);
}

#[wasm_bindgen_test]
async fn a_person_is_labelled_as_one_in_the_log_that_is_announced() {
    let stage = Stage::show(Screen::Conversation).await;
    let text = Lang::Es.text();
    let name = "Marta <b>M</b> · TEAM".to_owned();
    let marta =
        Author::Recipient(Speaker { name, role: RecipientRole::Person, picture: None }.into());

    let said = ["ANSWERS", "one", "two"];
    stage.say(vec![
        message("1", bot(), said[1]),
        message("2", Author::Chat, said[0]),
        message("3", marta, said[2]),
    ]);
    settle().await;

    let named: Vec<_> = stage
        .all("[role=log] .message__author")
        .iter()
        .map(|name| name.text_content().unwrap())
        .collect();
    let marta = format!("Marta <b>M</b> · TEAM · {}", text.role_person);
    assert_eq!(named[1..], [text.chat.to_owned(), marta]);
    assert!(stage.all("b").is_empty());
    let line = stage.one("[role=log] .message--chat .message__bubble");
    assert_eq!(line.text_content().as_deref(), Some(said[0]));
}

#[wasm_bindgen_test]
async fn a_held_message_says_so_and_can_be_discarded() {
    let text = Lang::Es.text();
    for (screen, connection, words) in [
        (Screen::Notice, Connection::Connecting, text.held_undecided),
        (Screen::Conversation, Connection::Connecting, text.held_connecting),
        (Screen::Conversation, Connection::Open, text.encrypting),
    ] {
        let stage = Stage::show(screen).await;
        stage.state.connection.set(connection);
        stage.say(vec![message("h", Author::Visitor(Delivery::Held), "words")]);
        settle().await;

        assert!(stage.words().contains(words), "{words}");
        stage.button(text.discard).click();
        assert_eq!(stage.commands(), [Command::Discard("h".into())]);
    }
}

#[wasm_bindgen_test]
async fn delivery_is_told_in_words() {
    let stage = Stage::show(Screen::Conversation).await;
    let text = Lang::Es.text();
    let all = [text.sending, text.sent, text.delivered, text.failed];
    for (delivery, words) in
        [Delivery::Sending, Delivery::Sent, Delivery::Delivered, Delivery::Failed]
            .into_iter()
            .zip(all)
    {
        stage.say(vec![message("m", Author::Visitor(delivery), "words")]);
        settle().await;
        let told: Vec<_> = all.iter().filter(|words| stage.words().contains(**words)).collect();
        assert_eq!(told, [&words]);
    }

    stage.button(text.retry).click();
    stage.button(text.discard).click();
    assert_eq!(stage.commands(), [Command::Resend("m".into()), Command::Discard("m".into())]);
}

/// The site's picture for who answers by itself, a letter for a person; neither is read out, nor said twice.
#[wasm_bindgen_test]
async fn every_recipient_has_a_picture_beside_the_name() {
    let stage = Stage::show(Screen::Conversation).await;
    let name = "Élodie · TEAM".to_owned();
    let person =
        Author::Recipient(Speaker { name, role: RecipientRole::Person, picture: None }.into());
    stage.say(vec![
        message("1", bot(), "one"),
        message("2", bot(), "two"),
        message("3", person, "three"),
        message("4", Author::Visitor(Delivery::Sent), "four"),
    ]);
    settle().await;
    let faces = stage.all(".message__face");
    assert_eq!(faces.len(), 2, "one a group of what somebody says");
    assert!(faces[0].query_selector("svg").unwrap().is_some());
    assert_eq!(faces[1].get_attribute("data-name").as_deref(), Some("É"));
    for face in faces {
        assert_eq!(face.get_attribute("aria-hidden").as_deref(), Some("true"));
        assert_eq!(face.text_content().as_deref(), Some(""));
        assert_eq!(face.offset_width(), face.offset_height());
    }
}

/// As Intl tells it for the visitor's own kind of the language, and not as one kind for all.
#[wasm_bindgen_test]
async fn times_are_told_as_the_visitor_s_language_tells_them() {
    let stage = Stage::show(Screen::Conversation).await;
    let at = js_sys::Date::new_with_year_month_day_hr_min(2026, 0, 31, 17, 5);
    let at = MessageView { at: at.get_time(), ..message("1", bot(), "words") };
    for lang in [Lang::Es, Lang::En, Lang::De, Lang::Ar] {
        stage.state.lang.set(lang);
        stage.say(vec![at.clone()]);
        settle().await;
        let languages = window().navigator().languages();
        let mut own = languages.iter().filter_map(|own| own.as_string());
        let locale = own.find(|own| Lang::from_tag(own) == Some(lang));
        let locale = locale.unwrap_or_else(|| lang.tag().into());
        let options = js_sys::Object::new();
        js_sys::Reflect::set(&options, &"timeStyle".into(), &"short".into()).unwrap();
        let date = js_sys::Date::new(&at.at.into());
        let wanted = date.to_locale_string(&locale, &options).as_string();
        assert_eq!(stage.one("time").text_content(), wanted, "{locale}");
        assert_eq!(stage.one("time").get_attribute("datetime").unwrap().len(), 24);
    }
}

/// What came while nobody looked begins under a line; it goes with the visitor's own next words.
#[wasm_bindgen_test]
async fn what_came_meanwhile_is_marked_where_it_begins() {
    let stage = Stage::show(Screen::Conversation).await;
    let more = |id: &str, author| {
        stage.state.messages.update(|all| all.push(message(id, author, id).into()))
    };
    let marked = || {
        let rows = stage.all("li:has(> .message__new)");
        rows.iter().map(|row| row.id()).collect::<Vec<_>>()
    };
    stage.say((0..28).map(|n| message(&n.to_string(), bot(), "a line\nand another")).collect());
    settle().await;
    more("seen", bot());
    settle().await;
    assert!(marked().is_empty(), "what is seen as it comes is not new");

    // Above the end, and while the chat is closed.
    let area = stage.one("main");
    area.set_scroll_top(0);
    settle().await;
    more("decided:1", Author::Chat);
    settle().await;
    assert!(marked().is_empty() && area.scroll_top() == 0, "it is the visitor's own decision");
    for id in ["a", "b"] {
        more(id, bot());
        settle().await;
    }
    assert_eq!(marked(), ["message:a"]);
    assert_eq!(
        stage.one(".message__new").text_content().as_deref(),
        Some(Lang::Es.text().new_messages)
    );
    stage.one(".newer__button").click();
    settle().await;
    assert_eq!(marked(), ["message:a"], "it stays while it is read");
    stage.state.visible.set(false);
    settle().await;
    for id in ["c", "d"] {
        more(id, bot());
        settle().await;
    }
    stage.state.visible.set(true);
    settle().await;
    assert_eq!(marked(), ["message:c"]);
    more("own", Author::Visitor(Delivery::Sending));
    settle().await;
    assert!(marked().is_empty());
}

/// What was being written moves by nothing once it is said.
#[wasm_bindgen_test]
async fn what_settles_does_not_jump() {
    let stage = Stage::show(Screen::Conversation).await;
    let live =
        |live: bool| MessageView { live, ..message("bot:b", bot(), "Su póliza\ncubre el agua.") };
    let place = || {
        let rect = stage.all(".message__bubble").pop().unwrap().get_bounding_client_rect();
        [rect.top(), rect.left(), rect.width(), rect.height()].map(f64::round)
    };
    for count in [0, 28] {
        let before = (0..count).map(|n| message(&n.to_string(), bot(), "a line\nand another"));
        let before: Vec<_> = before.collect();
        let with = |last: MessageView| before.iter().cloned().chain([last]).collect();
        stage.say(with(live(true)));
        settle().await;
        // A row that appears moves for a moment.
        gloo_timers::future::TimeoutFuture::new(400).await;
        let written = place();
        stage.say(with(live(false)));
        settle().await;
        assert_eq!(place(), written, "after {count}");
    }
}

#[wasm_bindgen_test]
async fn suggestions_of_the_newest_message_are_sent_as_written() {
    let stage = Stage::show(Screen::Conversation).await;
    let offer = |id: &str, words: &str| MessageView {
        suggestions: vec![words.to_owned()],
        ..message(id, bot(), "?")
    };
    stage.say(vec![offer("1", "old"), offer("2", "new")]);
    settle().await;
    assert_eq!(stage.all(".suggestions button").len(), 1);

    stage.button("new").click();
    assert_eq!(stage.commands(), [Command::Send("new".into())]);
    assert_eq!(focused(), "field");

    let sent = message("3", Author::Visitor(Delivery::Sent), "new");
    stage.state.messages.update(|all| all.push(sent.into()));
    settle().await;
    assert!(stage.all(".suggestions").is_empty());
}

#[wasm_bindgen_test]
async fn the_connection_and_what_is_not_kept_are_told() {
    let stage = Stage::show(Screen::Conversation).await;
    let text = Lang::Es.text();
    assert_eq!(stage.one(".banners").text_content().as_deref(), Some(""));

    stage.state.connection.set(Connection::Connecting);
    settle().await;
    assert_eq!(stage.one(".banners").text_content().as_deref(), Some(text.connecting));

    stage.state.connection.set(Connection::Offline);
    stage.state.kept.set(false);
    settle().await;
    let says = |why: &str| Some([why, " ", text.waits, text.not_kept].concat());
    assert_eq!(stage.one(".banners").text_content(), says(text.offline));

    stage.state.connection.set(Connection::Busy);
    settle().await;
    assert_eq!(stage.one(".banners").text_content(), says(text.busy));
}

/// A picture lies over the letter, as large as it, whether or not there is such a file.
#[wasm_bindgen_test]
async fn who_has_a_picture_is_shown_with_it_once_a_group_and_the_letter_stands_behind() {
    let stage = Stage::show(Screen::Conversation).await;
    let person = |picture: Option<&str>| {
        let (name, role) = ("Ana · TEAM".to_owned(), RecipientRole::Person);
        Author::Recipient(Speaker { name, role, picture: picture.map(Into::into) }.into())
    };
    let ana = || person(Some("ana-2"));
    let (one, two) = (message("1", ana(), "one"), message("2", ana(), "two"));
    stage.say(vec![one.clone(), two.clone()]);
    settle().await;
    let pictures = stage.all(".message__picture");
    assert_eq!(pictures.len(), 1, "one a group");
    let face = pictures[0].parent_element().unwrap();
    assert_eq!(face.get_attribute("aria-hidden").as_deref(), Some("true"));
    assert_eq!(face.get_attribute("data-name").as_deref(), Some("A"));
    let (outer, inner) = (face.get_bounding_client_rect(), pictures[0].get_bounding_client_rect());
    assert!(outer.width() > 20.0);
    assert_eq!(
        [outer.x(), outer.width(), outer.height()],
        [inner.x(), inner.width(), inner.height()]
    );
    let shown = || {
        let style =
            window().get_computed_style(&stage.all(".message__picture")[0]).unwrap().unwrap();
        style.get_property_value("background-image").unwrap()
    };
    let folder = document().base_uri().unwrap().unwrap();
    let folder = folder.rsplit_once('/').unwrap().0;
    assert_eq!(shown(), format!("url(\"{folder}/ana-2.webp\")"));
    let height = || stage.all(".message")[0].get_bounding_client_rect().height();
    let before = height();

    stage.say(vec![message("1", person(None), "one"), message("2", person(None), "two")]);
    settle().await;
    assert!(stage.all(".message__picture").is_empty());
    assert_eq!(height(), before, "nothing jumps");

    stage.say(vec![message("1", person(Some("bea")), "one"), two]);
    settle().await;
    assert!(shown().ends_with("/bea.webp\")"));
    assert_eq!(stage.all(".message__picture").len(), 2, "two authors");
}

#[wasm_bindgen_test]
async fn a_day_is_named_once() {
    let stage = Stage::show(Screen::Conversation).await;
    let days_ago = |days: f64, id: &str| MessageView {
        at: js_sys::Date::now() - days * 86_400_000.0,
        ..message(id, bot(), "words")
    };

    stage.say(vec![
        days_ago(400.0, "1"),
        days_ago(1.0, "2"),
        days_ago(0.0, "3"),
        days_ago(0.0, "4"),
    ]);
    settle().await;

    let days: Vec<_> =
        stage.all(".message__day").iter().map(|day| day.text_content().unwrap()).collect();
    assert_eq!(days.len(), 3);
    assert_eq!(days[1..], [Lang::Es.text().yesterday, Lang::Es.text().today]);
}

#[wasm_bindgen_test]
async fn a_moment_that_is_none_does_not_break_the_log() {
    let stage = Stage::show(Screen::Conversation).await;

    stage.say(vec![MessageView { at: f64::NAN, ..message("1", bot(), "words") }]);
    settle().await;

    assert_eq!(stage.one(".message__bubble").text_content().as_deref(), Some("words"));
}

#[wasm_bindgen_test]
async fn the_newest_is_followed_unless_the_visitor_reads_further_up() {
    let stage = Stage::show(Screen::Conversation).await;
    let many = (0..28).map(|n| message(&n.to_string(), bot(), "a line\nand another")).collect();
    stage.say(many);
    settle().await;
    let area = stage.one("main");
    let below = || area.scroll_height() - area.client_height() - area.scroll_top();
    assert!(area.scroll_height() > 2 * area.client_height(), "there is something to scroll");
    assert!(below() <= 1, "the newest is in sight: {} below", below());

    area.set_scroll_top(0);
    settle().await;
    stage.state.messages.update(|all| all.push(message("new", bot(), "new").into()));
    settle().await;
    assert_eq!(area.scroll_top(), 0);

    stage.button(Lang::Es.text().new_messages).click();
    settle().await;
    assert!(below() <= 1);
    assert!(stage.all(".newer").is_empty());

    stage.write("a\nfield\nthat\ngrows").await;
    assert!(below() <= 1, "a growing field hides nothing");

    area.set_scroll_top(0);
    settle().await;
    let own = message("own", Author::Visitor(Delivery::Sending), "own");
    stage.state.messages.update(|all| all.push(own.into()));
    settle().await;
    assert!(below() <= 1, "one's own message is always followed");
}

#[wasm_bindgen_test]
async fn the_chains_are_counted_behind_the_lock() {
    let stage = Stage::show(Screen::Conversation).await;
    stage.say(vec![
        message("1", Author::Visitor(Delivery::Delivered), "a"),
        message("2", Author::Visitor(Delivery::Sent), "b"),
        message("3", Author::Visitor(Delivery::Held), "c"),
        message("4", bot(), "d"),
        message("5", Author::Chat, "e"),
    ]);
    stage.state.missing.set(2);
    settle().await;

    let told = stage.one(".facts--more").text_content().unwrap();
    assert!(told.contains("Enviados: 2, entregados: 1"), "{told}");
    assert!(told.contains("Recibidos: 1, faltan: 2"), "{told}");
}

/// What is being written passes silently; what it settles to is a new node, which a screen reader hears.
#[wasm_bindgen_test]
async fn what_is_being_written_is_read_out_once_it_is_said() {
    let stage = Stage::show(Screen::Conversation).await;
    let live = |text: &str| MessageView { live: true, ..message("bot:b", bot(), text) };
    stage.say(vec![message("bot:a", bot(), "Hola"), live("")]);
    settle().await;
    let dots = &stage.all(".message__bubble")[1];
    assert_eq!(dots.text_content().as_deref(), Some("está escribiendo"));
    assert_eq!(dots.get_attribute("aria-live").as_deref(), Some("off"));

    stage.say(vec![message("bot:a", bot(), "Hola"), live("Su pól")]);
    settle().await;
    let piece = stage.all(".message__bubble")[1].clone();
    assert_eq!(piece.text_content().as_deref(), Some("Su pól"));
    assert_eq!(piece.get_attribute("aria-live").as_deref(), Some("off"));
    let first = stage.all(".message__bubble")[0].clone();

    stage.say(vec![message("bot:a", bot(), "Hola"), message("bot:b", bot(), "Su póliza")]);
    settle().await;
    let said = stage.all(".message__bubble");
    assert_eq!(said[1].text_content().as_deref(), Some("Su póliza"));
    assert!(said[1] != piece && !said[1].has_attribute("aria-live"));
    assert!(said[0] == first, "what was read stays");
}

/// How many rows are on the page, and what the first and the last of them say.
fn rows(stage: &Stage) -> (usize, String, String) {
    let rows = stage.all(".message__bubble");
    let says = |at: usize| rows[at].text_content().unwrap();
    (rows.len(), says(0), says(rows.len() - 1))
}

#[wasm_bindgen_test]
async fn nothing_leaves_the_page_above_what_is_read() {
    let stage = Stage::show(Screen::Conversation).await;
    let more = |at: usize| message(&at.to_string(), bot(), &format!("n{at}\nand a line"));
    stage.say((0..100).map(more).collect());
    settle().await;
    let area = stage.one("main");
    assert!(area.scroll_height() > 4 * area.client_height(), "it is not near its beginning");
    area.set_scroll_top(area.scroll_height() - 2 * area.client_height());
    settle().await;
    let first = stage.all(".log__rows > li")[0].clone();
    stage.state.messages.update(|own| own.push(more(100).into()));
    settle().await;
    assert!(stage.all(".log__rows > li")[0] == first);
    assert_eq!(rows(&stage).0, 31);
}

#[wasm_bindgen_test]
async fn of_a_long_conversation_what_is_read_is_on_the_page() {
    let stage = Stage::show(Screen::Conversation).await;
    let count = 10_000;
    let all = (0..count).map(|at| message(&at.to_string(), bot(), &format!("n{at}")));
    let all: Vec<_> = all.collect();
    stage.say(all.clone());
    settle().await;
    assert_eq!(rows(&stage), (30, "n9970".into(), "n9999".into()));

    // What comes takes the place of what is far above; what stays is the same node.
    let last = stage.all(".log__rows > li").pop().unwrap();
    let more = |at: usize| message(&at.to_string(), bot(), &format!("n{at}"));
    stage.state.messages.update(|own| own.push(more(count).into()));
    settle().await;
    assert_eq!(rows(&stage), (30, "n9971".into(), "n10000".into()));
    assert!(stage.all(".log__rows > li")[28] == last);

    // Older ones are not read out as if they were new, and nothing that is read moves.
    stage.one("main").set_scroll_top(400);
    settle().await;
    let seen = stage.all(".log__rows > li")[10].clone();
    let place = seen.get_bounding_client_rect().top();
    stage.button("Mensajes anteriores").click();
    settle().await;
    assert_eq!(stage.one("[role=log]").get_attribute("aria-live").as_deref(), Some("off"));
    let now = rows(&stage);
    assert!(now.0 >= 60 && now.2 == "n10000", "{now:?}");
    assert!((seen.get_bounding_client_rect().top() - place).abs() < 2.0);

    // However far up, not much more than a hundred are there; the way down brings the end back.
    for _ in 0..6 {
        stage.button("Mensajes anteriores").click();
        settle().await;
    }
    let now = rows(&stage);
    assert!(now.0 <= 120 && now.2 != "n10000", "{now:?}");
    stage.state.messages.update(|own| own.push(more(count + 1).into()));
    settle().await;
    assert_eq!(rows(&stage).2, now.2, "what is read stays");
    stage.one(".newer__button").click();
    settle().await;
    assert_eq!(rows(&stage), (30, "n9972".into(), "n10001".into()));
}
