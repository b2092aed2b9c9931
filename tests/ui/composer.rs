//! Writing: what sends, what does not, and what is told of the length.

use leptos::prelude::*;
use sigilo::state::*;
use sigilo::text::Lang;
use sigilo::ui::LIMIT;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::{Stage, focused, settle};

#[wasm_bindgen_test]
async fn enter_sends_and_clears() {
    let stage = Stage::show(Screen::Conversation).await;
    stage.write("  two\nlines ").await;

    let left = stage.press(&stage.field(), "Enter", false, false).await;

    assert!(!left, "no line break is left behind");
    assert_eq!(stage.commands(), [Command::Send("two\nlines".into())]);
    assert_eq!(stage.field().value(), "");
    assert!(stage.one(".composer__send").has_attribute("disabled"));
}

#[wasm_bindgen_test]
async fn shift_and_enter_make_a_line() {
    let stage = Stage::show(Screen::Conversation).await;
    stage.write("words").await;

    assert!(stage.press(&stage.field(), "Enter", true, false).await);

    assert!(stage.commands().is_empty());
    assert_eq!(stage.field().value(), "words");
}

#[wasm_bindgen_test]
async fn enter_within_an_input_method_takes_the_word() {
    let stage = Stage::show(Screen::Conversation).await;
    stage.write("にほん").await;

    assert!(stage.press(&stage.field(), "Enter", false, true).await);

    assert!(stage.commands().is_empty());
    assert_eq!(stage.field().value(), "にほん");
}

#[wasm_bindgen_test]
async fn nothing_to_say_is_not_sent() {
    let stage = Stage::show(Screen::Conversation).await;
    assert!(stage.one(".composer__send").has_attribute("disabled"));

    stage.write(" \n ").await;
    stage.press(&stage.field(), "Enter", false, false).await;

    assert!(stage.one(".composer__send").has_attribute("disabled"));
    assert!(stage.commands().is_empty());
}

#[wasm_bindgen_test]
async fn the_button_sends_and_the_field_keeps_focus() {
    let stage = Stage::show(Screen::Conversation).await;
    stage.write("words").await;

    stage.one(".composer__send").click();
    settle().await;

    assert_eq!(stage.commands(), [Command::Send("words".into())]);
    assert_eq!(stage.field().value(), "");
    assert_eq!(focused(), "field");
}

#[wasm_bindgen_test]
async fn the_limit_is_told_and_held() {
    let stage = Stage::show(Screen::Conversation).await;
    let text = Lang::Es.text();
    let told = || stage.one("#room").text_content().unwrap();
    stage.write(&"ñ".repeat(LIMIT - 501)).await;
    assert_eq!(told(), "");

    stage.write(&"ñ".repeat(LIMIT - 12)).await;
    assert_eq!(told(), text.left.of(12_u64));

    stage.write(&"ñ".repeat(LIMIT + 3)).await;
    assert_eq!(told(), text.over.of(3_u64));
    assert!(stage.one(".composer__send").has_attribute("disabled"));
    stage.press(&stage.field(), "Enter", false, false).await;
    assert!(stage.commands().is_empty());
    assert_eq!(stage.field().value().chars().count(), LIMIT + 3, "nothing is cut off");
}

#[wasm_bindgen_test]
async fn what_is_written_outlives_the_decision() {
    let stage = Stage::show(Screen::Notice).await;
    assert!(stage.words().contains(Lang::Es.text().early));
    stage.write("half a sent").await;

    stage.state.screen.set(Screen::Refused);
    settle().await;
    stage.state.screen.set(Screen::Notice);
    settle().await;
    stage.state.screen.set(Screen::Conversation);
    settle().await;

    assert_eq!(stage.field().value(), "half a sent");
    assert!(!stage.words().contains(Lang::Es.text().early));
}

#[wasm_bindgen_test]
async fn the_field_grows_with_its_text() {
    let stage = Stage::show(Screen::Conversation).await;
    let height = || stage.field().client_height();
    let one = height();

    stage.write("1\n2\n3").await;
    let three = height();
    stage.write(&"line\n".repeat(100)).await;

    assert!(three > one, "{three} for three lines, {one} for one");
    assert!(height() > three && height() < 300, "{} for a hundred", height());
}

#[wasm_bindgen_test]
async fn what_the_page_offers_goes_into_the_field_by_a_press_alone() {
    let stage = Stage::show(Screen::Conversation).await;
    stage.write("words").await;
    let offer = async || {
        stage.state.context.set(vec!["Plan: Gold".into(), "<img src=x>: y".into()]);
        settle().await;
        stage.all(".context .button")
    };

    offer().await[1].click();
    settle().await;
    assert!(stage.all(".context").is_empty());
    assert_eq!(stage.field().value(), "words");

    let buttons = offer().await;
    let told = &stage.all(".context li")[0];
    assert_eq!(told.text_content().as_deref(), Some("Plan: Gold"));
    assert!(stage.all(".context img").is_empty());
    buttons[0].click();
    settle().await;
    assert_eq!(stage.field().value(), "Plan: Gold\n<img src=x>: y\nwords");
    assert!(stage.commands().is_empty(), "the visitor alone sends");
}

#[wasm_bindgen_test]
async fn each_stroke_is_a_draft_and_what_is_sent_is_none() {
    let stage = Stage::show(Screen::Conversation).await;
    stage.drafts();
    stage.write("wor").await;
    stage.write("words").await;
    stage.press(&stage.field(), "Enter", false, false).await;
    assert_eq!(stage.drafts(), ["wor", "words", ""]);
}
