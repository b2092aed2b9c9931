//! Pictures in cards and messages: fetched once they are seen, in a place that is as large before, with words where
//! they can't be had.

use std::sync::Arc;

use leptos::prelude::*;
use sigilo::state::*;
use sigilo::ui::{bring, bring_files, bring_rich};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::stage::{Stage, bot, message, settle};

/// The smallest picture that there is.
const PIXEL: &str =
    "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

fn file(size: u64, stage: FileStage, picture: Option<&str>) -> FormStage {
    let picture = picture.map(Into::into);
    FormStage::File(Some(FileView { size, stage, is_picture: true, picture, alt: None }))
}

fn brings(id: &str, words: &str, stage: FormStage) -> MessageView {
    let form = FormView { purpose: None, fields: vec![], stage };
    MessageView { form: Some(Arc::new(form)), ..message(id, bot(), words) }
}

fn card(title: &str, stage: FormStage) -> CardView {
    let picture = Some(brings(&format!(":{title}"), &format!("ALT {title}"), stage));
    CardView { title: title.into(), text: None, picture, buttons: vec![] }
}

fn show(title: &str) -> Command {
    Command::Form(format!(":{title}"), FormAct::File(FileAct::Show))
}

async fn begun() -> Stage {
    let stage = Stage::show(Screen::Conversation).await;
    stage.root.style().set_property("width", "320px").unwrap();
    bring_rich();
    bring_files();
    bring(stage.state);
    stage
}

async fn shows(stage: &Stage, cards: Vec<CardView>, carousel: bool) {
    let rich = Some(Rich::new(RichView { cards, carousel, ..RichView::default() }));
    stage.say(vec![MessageView { rich, ..message("bot:m", bot(), "ALL") }]);
    settle().await;
    // What looks is told a frame later.
    settle().await;
}

fn height(of: &HtmlElement) -> i32 {
    of.offset_height()
}

#[wasm_bindgen_test]
async fn a_small_picture_is_fetched_once_it_is_seen_and_not_before() {
    let stage = begun().await;
    let cards = ["ONE", "TWO", "THREE"].map(|own| card(own, file(5_000, FileStage::Here, None)));
    shows(&stage, cards.to_vec(), true).await;
    let track = stage.one(".cards__track");
    track.style().set_property("scroll-behavior", "auto").unwrap();
    let fetched = stage.commands();
    assert!(fetched.contains(&show("ONE")) && !fetched.contains(&show("THREE")), "{fetched:?}");
    track.set_scroll_left(10_000);
    settle().await;
    settle().await;
    assert!(stage.commands().contains(&show("THREE")));
    assert!(stage.all(".card button").is_empty(), "nothing has to be pressed");
}

#[wasm_bindgen_test]
async fn nothing_jumps_as_a_picture_comes_and_its_words_stay_with_it() {
    let stage = begun().await;
    let mut heights = Vec::new();
    let stages = [
        FormStage::OnItsWay,
        file(5_000, FileStage::Here, None),
        file(5_000, FileStage::Fetching(10), None),
        file(5_000, FileStage::Here, Some(PIXEL)),
    ];
    for own in stages {
        shows(&stage, vec![card("ONE", own)], false).await;
        heights.push((height(&stage.one(".card")), height(&stage.one(".card__picture"))));
    }
    assert!(heights[0].1 > 100 && heights.iter().all(|own| *own == heights[0]), "{heights:?}");
    let picture = stage.one(".card img");
    assert_eq!(picture.get_attribute("alt").as_deref(), Some("ALT ONE"));
    assert_eq!(picture.get_attribute("src").as_deref(), Some(PIXEL));
}

#[wasm_bindgen_test]
async fn a_large_picture_waits_for_a_press_and_says_what_it_shows() {
    let stage = begun().await;
    let large = file(900_000, FileStage::Here, None);
    shows(&stage, vec![card("ONE", large)], false).await;
    assert_eq!(stage.commands(), []);
    let place = stage.one(".card__picture").text_content().unwrap();
    assert!(place.contains("ALT ONE"), "{place}");
    let button = stage.one(".card__picture button");
    let name = button.get_attribute("aria-label").unwrap();
    assert!(name.contains("ALT ONE"), "{name}");
    button.click();
    assert_eq!(stage.commands(), [show("ONE")]);
}

#[wasm_bindgen_test]
async fn who_pressed_for_a_picture_stands_by_it_while_it_comes_and_once_it_is_here() {
    let stage = begun().await;
    let large = |own, picture| vec![card("ONE", file(900_000, own, picture))];
    shows(&stage, large(FileStage::Here, None), false).await;
    let button = stage.one(".card__picture button");
    button.focus().unwrap();
    button.click();
    let stands = |stage: &Stage| {
        let active = document().active_element().unwrap();
        assert!(stage.one(".file__frame").is_same_node(Some(&active)), "{}", active.outer_html());
    };
    stands(&stage);
    shows(&stage, large(FileStage::Fetching(10), None), false).await;
    stands(&stage);
    shows(&stage, large(FileStage::Here, Some(PIXEL)), false).await;
    stands(&stage);
    assert_eq!(stage.all(".card__picture button").len(), 0);
}

#[wasm_bindgen_test]
async fn of_a_picture_that_can_not_be_had_the_words_are_there_and_a_way_to_try_again() {
    let stage = begun().await;
    let text = stage.state.lang.get_untracked().files();
    let broken = file(5_000, FileStage::Broken, None);
    shows(&stage, vec![card("ONE", broken)], false).await;
    let place = stage.one(".card__picture");
    let words = place.text_content().unwrap();
    assert!(words.contains("ALT ONE") && words.contains(text.broken), "{words}");
    let is_whole = place.scroll_width() <= place.client_width();
    assert!(is_whole && place.scroll_height() <= place.client_height(), "its words are cut");
    assert_eq!(stage.commands(), [], "it is not tried without end");
    stage.one(".card__picture button").click();
    assert_eq!(stage.commands(), [show("ONE")]);
    assert_eq!(stage.one(".card__title").text_content().as_deref(), Some("ONE"));
}

#[wasm_bindgen_test]
async fn a_message_s_picture_has_its_place_and_its_alternative_text() {
    let stage = begun().await;
    let told = |stage, picture: Option<&str>| {
        let FormStage::File(Some(own)) = file(5_000, stage, picture) else { panic!("no file") };
        let view = FileView { alt: Some("A leak".into()), ..own };
        brings("bot:f", "leak.png", FormStage::File(Some(view)))
    };
    stage.say(vec![told(FileStage::Here, None)]);
    settle().await;
    settle().await;
    let before = height(&stage.one(".file__frame"));
    let shows = Command::Form("bot:f".into(), FormAct::File(FileAct::Show));
    assert!(stage.commands().contains(&shows));
    stage.say(vec![told(FileStage::Here, Some(PIXEL))]);
    settle().await;
    assert_eq!(height(&stage.one(".file__frame")), before);
    assert_eq!(stage.one(".file img").get_attribute("alt").as_deref(), Some("A leak"));
    assert_eq!(stage.one(".file__name").text_content().as_deref(), Some("leak.png"));
}
