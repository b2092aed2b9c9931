//! The notice: equals to press, everything told, nothing decided by accident.

use leptos::prelude::*;
use sigilo::state::*;
use sigilo::text::Lang;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::{Stage, focused, message, notice, settle};

#[wasm_bindgen_test]
async fn allow_and_refuse_are_equals() {
    let stage = Stage::show(Screen::Notice).await;
    let text = Lang::Es.text();
    let (allow, refuse) = (stage.button(text.allow), stage.button(text.refuse));

    assert_eq!(allow.tag_name(), refuse.tag_name());
    assert_eq!(allow.class_name(), refuse.class_name());
    assert_eq!(allow.parent_element(), refuse.parent_element());
    let (a, r) = (allow.get_bounding_client_rect(), refuse.get_bounding_client_rect());
    assert_eq!((a.width(), a.height(), a.top()), (r.width(), r.height(), r.top()));
    assert!(
        a.width() > 40.0 && a.height() >= 44.0,
        "a finger hits {} by {}",
        a.width(),
        a.height()
    );
    for property in ["color", "background-color", "border-color", "font-weight", "opacity"] {
        let value = |element| {
            let style = window().get_computed_style(element).unwrap().unwrap();
            style.get_property_value(property).unwrap()
        };
        assert_eq!(value(&allow), value(&refuse), "{property}");
    }
}

#[wasm_bindgen_test]
async fn the_heading_takes_focus_and_no_answer_does() {
    let stage = Stage::show(Screen::Notice).await;

    assert_eq!(focused(), "heading");
    assert_eq!(stage.one("#heading").tag_name(), "H2");
    let region = stage.one("section[aria-labelledby=heading]");
    assert!(region.contains(Some(&stage.one("#heading"))));
}

#[wasm_bindgen_test]
async fn who_writes_already_keeps_the_field() {
    let stage = Stage::show(Screen::Loading).await;
    stage.state.screen.set(Screen::Conversation);
    settle().await;
    stage.field().focus().unwrap();

    stage.state.screen.set(Screen::Notice);
    settle().await;

    assert_eq!(focused(), "field");
}

#[wasm_bindgen_test]
async fn is_read_from_its_top_until_something_is_held_under_it() {
    let stage = Stage::show(Screen::Notice).await;
    let mut long = notice();
    long.lead = "a line\n".repeat(400);
    stage.state.notice.set(Some(long));
    settle().await;
    let area = stage.one("main");
    stage.state.screen.set(Screen::Refused);
    settle().await;
    stage.state.screen.set(Screen::Notice);
    settle().await;
    assert!(area.scroll_height() > area.client_height(), "there is something to scroll");
    stage.write("words").await;
    assert_eq!(area.scroll_top(), 0);

    let held = message("h", Author::Visitor(Delivery::Held), "words");
    stage.state.messages.update(|all| all.push(held.into()));
    settle().await;

    assert!(area.scroll_top() > 0, "what was written is in sight");
}

#[wasm_bindgen_test]
async fn only_the_buttons_decide() {
    let stage = Stage::show(Screen::Notice).await;
    let text = Lang::Es.text();

    stage.one(".notice").click();
    stage.one(".full__summary").click();
    stage.write("words").await;
    stage.press(&stage.field(), "Enter", false, false).await;
    assert_eq!(stage.commands(), [Command::Send("words".into())]);

    stage.button(text.refuse).click();
    stage.button(text.allow).click();
    assert_eq!(stage.commands(), [Command::Refuse, Command::Allow]);
}

#[wasm_bindgen_test]
async fn the_second_layer_ends_with_the_safety_code_and_what_it_is_for() {
    let stage = Stage::show(Screen::Notice).await;
    let text = Lang::Es.text();
    let code = stage.one(".full__code").text_content().unwrap();
    assert_eq!(code, "00001 00002 00003 00004 00005 00006");
    let words = stage.one(".full").text_content().unwrap();
    assert!(words.ends_with(text.safety_note), "{words}");
}

#[wasm_bindgen_test]
async fn tells_who_what_for_who_reads_and_how_long() {
    let stage = Stage::show(Screen::Notice).await;
    let text = Lang::Es.text();
    let words = stage.one(".facts").text_content().unwrap();

    for told in [
        "ACME",
        text.bot_answers,
        text.people_too,
        "ONE",
        "ABOUT ONE",
        text.consent,
        "TWO",
        "BASIS",
        "BOT",
        text.role_bot,
        "TEAM",
        text.role_agent,
        "STORE",
        text.role_archive,
        "VENDOR",
        text.role_processor,
        "90 días",
        "2 años",
    ] {
        assert!(words.contains(told), "{told} is missing in {words}");
    }
    let full = stage.one("details.full").text_content().unwrap();
    for told in ["HEADING", "BODY", "1 Road", "privacy@acme.example", "AUTHORITY"] {
        assert!(full.contains(told), "{told} is missing in {full}");
    }
}

#[wasm_bindgen_test]
async fn who_opens_an_archive_together_is_told_by_their_number_where_the_policy_says_so() {
    for (approvers, is_told) in [(3, true), (1, false), (0, false)] {
        let stage = Stage::show(Screen::Notice).await;
        stage.state.notice.set(Some(NoticeView { approvers, ..notice() }));
        settle().await;
        let words = stage.one(".facts").text_content().unwrap();
        assert_eq!(words.contains("deben abrirlo juntas: 3."), is_told, "{approvers}: {words}");
    }
}

#[wasm_bindgen_test]
async fn one_period_is_told_once() {
    let stage = Stage::show(Screen::Notice).await;
    let mut same = notice();
    same.purposes.iter_mut().for_each(|purpose| purpose.retention_days = 1);

    stage.state.notice.set(Some(same));
    settle().await;

    assert_eq!(stage.one(".facts").text_content().unwrap().matches("1 día").count(), 1);
}

#[wasm_bindgen_test]
async fn markup_in_a_notice_is_text() {
    let stage = Stage::show(Screen::Notice).await;
    let markup = "<img src=x onerror=alert(1)><b>bold</b>";
    let mut hostile = notice();
    hostile.lead = markup.into();
    hostile.controller.name = markup.into();
    hostile.recipients[0].name = markup.into();
    hostile.full[0].body = markup.into();

    stage.state.notice.set(Some(hostile));
    settle().await;

    assert!(stage.all("img, b").is_empty());
    // Header, facts (controller and recipient), lead, full text.
    assert_eq!(stage.words().matches(markup).count(), 5);
}

#[wasm_bindgen_test]
async fn the_safety_code_is_said_in_words_to_who_asks() {
    let stage = Stage::show(Screen::Notice).await;
    let text = Lang::Es.text();
    let more = stage.button(text.in_words);
    assert_eq!(more.get_attribute("aria-expanded").as_deref(), Some("false"));
    more.click();
    assert_eq!(stage.commands(), [Command::Words]);

    stage.state.words.set(Words::Shown("uno dos tres".into()));
    settle().await;

    assert_eq!(stage.one(".full__words").text_content().as_deref(), Some("uno dos tres"));
    // The same element, so that focus stays.
    assert_eq!(more.get_attribute("aria-expanded").as_deref(), Some("true"));

    stage.state.words.set(Words::Failed);
    settle().await;
    assert!(stage.all(".full__words").is_empty() && stage.words().contains(text.no_words));

    stage.state.words.set(Words::Absent);
    settle().await;
    assert!(!stage.words().contains(text.in_words));
}
