//! Looking for words in the conversation.

use js_sys::{Array, Reflect};
use leptos::prelude::*;
use sigilo::state::*;
use sigilo::ui::{FIND_STYLE, bring, bring_find};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

use crate::stage::{Stage, bot, focused, message, settle, typed};

/// A conversation whose search is open.
async fn shown(words: impl IntoIterator<Item = String>) -> Stage {
    let stage = Stage::show(Screen::Conversation).await;
    bring_find();
    bring(stage.state);
    let all = words.into_iter().enumerate();
    stage.say(all.map(|(at, own)| message(&at.to_string(), bot(), &own)).collect());
    settle().await;
    stage.button("Buscar").click();
    assert_eq!(stage.commands(), [Command::Search]);
    stage.state.searching.set(true);
    settle().await;
    stage
}

async fn look_for(stage: &Stage, words: &str) -> String {
    let field: HtmlInputElement = stage.one(".find input").unchecked_into();
    field.set_value(words);
    typed(&field).await;
    count(stage)
}

/// Where the visitor is among the finds, as it is seen.
fn count(stage: &Stage) -> String {
    let says = stage.one(".find__count").text_content().unwrap();
    says.split(": ").next().unwrap().to_owned()
}

/// What is marked on the page.
fn marked() -> Vec<String> {
    let get = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).unwrap();
    let marks = get(&get(&js_sys::global(), "CSS"), "highlights");
    let function = get(&marks, "get").unchecked_into::<js_sys::Function>();
    let found = function.call1(&marks, &"found".into()).unwrap();
    let ranges = Array::from(&found).into_iter();
    ranges.map(|range| range.unchecked_into::<js_sys::Object>().to_string().into()).collect()
}

#[wasm_bindgen_test]
async fn words_are_found_whatever_their_marks_and_size_and_marked_where_they_stand() {
    let says = ["Su póliza", "nada", "LA POLIZA, la póliza…", "😀 Polizas", "ﬁn"];
    let stage = shown(says.map(str::to_owned)).await;
    assert_eq!(focused(), "words");
    assert_eq!(look_for(&stage, " poliza ").await, "3 / 3");
    assert_eq!(marked(), ["Poliza"]);
    let field = stage.one(".find input");
    stage.press(&field, "Enter", false, false).await;
    assert_eq!((count(&stage), marked()), ("2 / 3".into(), vec!["POLIZA".into(), "póliza".into()]));
    stage.press(&field, "Enter", false, false).await;
    assert_eq!((count(&stage), marked()), ("1 / 3".into(), vec!["póliza".into()]));
    assert!(stage.one(".find__count").text_content().unwrap().contains("Su póliza"), "it is heard");
    stage.press(&field, "Enter", false, false).await;
    assert_eq!(count(&stage), "3 / 3", "round");
    stage.press(&field, "Enter", true, false).await;
    assert_eq!(count(&stage), "1 / 3", "and back");
    assert_eq!(look_for(&stage, "fin").await, "1 / 1", "as it is read");
    assert_eq!(
        look_for(&stage, "aurora").await,
        "Sin resultados",
        "who wrote it is not what it says"
    );
    assert!(marked().is_empty());
    assert_eq!(look_for(&stage, "  ").await, "");
}

#[wasm_bindgen_test]
async fn a_find_far_above_comes_onto_the_page_and_what_comes_meanwhile_takes_nobody_away() {
    let stage = shown((0..5_000).map(|at| format!("n{at}."))).await;
    assert_eq!(look_for(&stage, "n7.").await, "1 / 1");
    let row = stage.one("[id='message:7']").get_bounding_client_rect();
    let area = stage.one("main").get_bounding_client_rect();
    let middle = (row.top() + row.bottom()) / 2.0;
    assert!(middle > area.top() && middle < area.bottom(), "it is in sight");
    assert!(stage.all(".log__rows > li").len() < 200);
    stage.state.messages.update(|own| own.push(message("new", bot(), "n7. again").into()));
    settle().await;
    assert_eq!(stage.all("[id='message:7']").len(), 1);
    let field = stage.one(".find input");
    stage.press(&field, "Enter", true, false).await;
    assert_eq!(count(&stage), "2 / 2", "what came is looked at, too");
}

#[wasm_bindgen_test]
async fn escape_closes_the_search_and_not_the_chat() {
    let stage = shown(["one".to_owned()]).await;
    look_for(&stage, "one").await;
    assert_eq!(marked(), ["one"]);
    stage.press(&stage.one(".find input"), "Escape", false, false).await;
    assert!(stage.all(".find").is_empty() && marked().is_empty());
    assert!(stage.commands().is_empty());
    assert_eq!(focused(), "search");
    assert!(!FIND_STYLE.is_empty());
}

#[wasm_bindgen_test]
async fn what_a_card_s_picture_shows_is_found() {
    let stage = shown(["Hola".into()]).await;
    let card = CardView {
        title: "Uno".into(),
        text: None,
        picture: Some(message(":a", bot(), "Una casa al amanecer")),
        buttons: vec![],
    };
    let rich = Some(Rich::new(RichView { cards: vec![card], ..RichView::default() }));
    stage.say(vec![MessageView { rich, ..message("bot:m", bot(), "Toma.") }]);
    settle().await;
    assert_eq!(look_for(&stage, "amanecer").await, "1 / 1");
    assert_ne!(look_for(&stage, "atardecer").await, "1 / 1");
}
