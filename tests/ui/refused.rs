//! After a refusal: nothing more to ask, other ways to go.

use leptos::prelude::*;
use sigilo::state::*;
use sigilo::text::Lang;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::{Stage, focused, notice, settle};

#[wasm_bindgen_test]
async fn says_that_nothing_was_stored_or_sent() {
    let stage = Stage::show(Screen::Refused).await;

    assert_eq!(
        stage.one("#heading").text_content().as_deref(),
        Some(Lang::Es.text().refused_title)
    );
    assert_eq!(focused(), "heading");
    assert!(stage.all("textarea").is_empty());
}

#[wasm_bindgen_test]
async fn does_not_say_so_where_something_was() {
    let stage = Stage::show(Screen::Refused).await;
    stage.state.begun.set(true);
    settle().await;

    let text = Lang::Es.text();
    assert_eq!(stage.one("#heading").text_content().as_deref(), Some(text.refused_later_title));
    assert!(stage.words().contains(text.refused_later));
    assert!(!stage.words().contains(text.refused_title));
}

#[wasm_bindgen_test]
async fn channels_are_links_of_three_kinds_and_nothing_else() {
    let stage = Stage::show(Screen::Refused).await;
    let links = stage.all("a");
    let told = |name: &str| links.iter().map(|link| link.get_attribute(name)).collect::<Vec<_>>();

    let hrefs = ["tel:+34900123456", "mailto:hello@acme.example", "https://acme.example/"];
    assert_eq!(told("href"), hrefs.map(|href| Some(href.to_owned())));
    assert_eq!(told("target"), [None, None, Some("_blank".to_owned())]);
    assert_eq!(told("rel"), [None, None, Some("noopener noreferrer".to_owned())]);
    assert!(stage.words().contains("TRAP"), "what is no link still reads");
}

#[wasm_bindgen_test]
async fn the_notice_can_be_seen_again() {
    let stage = Stage::show(Screen::Refused).await;

    stage.button(Lang::Es.text().reconsider).click();

    assert_eq!(stage.commands(), [Command::Reconsider]);
}

#[wasm_bindgen_test]
async fn without_channels_none_are_promised() {
    let stage = Stage::show(Screen::Refused).await;

    stage.state.notice.set(Some(NoticeView { channels: Vec::new(), ..notice() }));
    settle().await;

    assert!(stage.words().contains(Lang::Es.text().refused_alone));
    assert!(!stage.words().contains(Lang::Es.text().refused_text));
}
