//! An answer with markup while it is being written: laid out as it comes, and by nothing else than what it settles to.

use js_sys::Function;
use leptos::prelude::*;
use sigilo::state::*;
use sigilo::text::Lang;
use sigilo::ui::{bring, bring_markdown, bring_rich};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement, Node};

use crate::stage::{Stage, bot, message, settle};

/// Answers as a model writes them, with `%` between them.
const ANSWERS: &str = include_str!("../data/answers.txt");

fn answers() -> Vec<&'static str> {
    ANSWERS.split("\n%\n").map(|own| own.trim_matches('\n')).collect()
}

/// Everything that stands at the beginning of it.
fn prefixes(text: &str) -> impl Iterator<Item = &str> {
    text.char_indices().map(|(at, _)| &text[..at]).chain([text])
}

async fn conversation() -> Stage {
    let stage = Stage::show(Screen::Conversation).await;
    stage.root.style().set_property("width", "360px").unwrap();
    bring_rich();
    bring_markdown();
    bring(stage.state);
    settle().await;
    stage
}

/// So much of an answer, still being written or said.
fn answer(id: &str, text: &str, live: bool) -> MessageView {
    let rich = Some(Rich::new(RichView { markdown: true, ..RichView::default() }));
    MessageView { rich, live, ..message(id, bot(), text) }
}

async fn write(stage: &Stage, id: &str, text: &str) -> HtmlElement {
    stage.say(vec![answer(id, text, true)]);
    leptos::task::tick().await;
    stage.one("section.rich")
}

fn blocks(of: &HtmlElement) -> Vec<Element> {
    let all = of.children();
    (0..all.length()).filter_map(|at| all.item(at)).collect()
}

#[wasm_bindgen_test]
async fn what_begins_anywhere_ends_as_what_is_said() {
    let stage = conversation().await;
    for text in answers() {
        stage.say(vec![answer("bot:said", text, false)]);
        leptos::task::tick().await;
        let said = stage.one("div.rich").inner_html();
        for (at, part) in prefixes(text).enumerate() {
            let id = format!("bot:{at}");
            write(&stage, &id, part).await;
            let whole = write(&stage, &id, text).await;
            assert_eq!(whole.inner_html(), said, "after {part:?}");
        }
    }
}

#[wasm_bindgen_test]
async fn what_is_laid_out_stays_the_same_and_no_sign_of_the_markup_is_seen() {
    let stage = conversation().await;
    for (at, text) in answers().into_iter().enumerate() {
        let id = format!("bot:{at}");
        let mut before: Vec<Element> = Vec::new();
        for part in prefixes(text) {
            let bubble = write(&stage, &id, part).await;
            let now = blocks(&bubble);
            for (old, new) in before.iter().zip(&now) {
                let is_kept = old.is_same_node(Some(new.unchecked_ref::<Node>()));
                let is_last = Some(old) == before.last();
                assert!(is_kept || is_last, "{part:?} in {}", bubble.inner_html());
            }
            before = now;
            let copy: Element = bubble.clone_node_with_deep(true).unwrap().unchecked_into();
            while let Some(code) = copy.query_selector("pre").unwrap() {
                code.remove();
            }
            let seen = copy.text_content().unwrap();
            assert!(!seen.contains(['*', '`', '~', '[', ']', '|', '#']), "{part:?}: {seen}");
            assert_eq!(bubble.get_attribute("aria-live").as_deref(), Some("off"));
        }
    }
}

#[wasm_bindgen_test]
async fn who_stands_or_marks_in_what_is_there_is_left_alone() {
    let stage = conversation().await;
    let begun = "Lea [esto](https://bank.example/) antes.\n\n- uno";
    let bubble = write(&stage, "bot:m", begun).await;
    let link: HtmlElement = bubble.query_selector("a").unwrap().unwrap().unchecked_into();
    link.focus().unwrap();
    let marked = bubble.query_selector("p").unwrap().unwrap();
    let mark = Function::new_with_args("of", "getSelection().selectAllChildren(of)");
    let read = Function::new_no_args("return String(getSelection())");
    let read = || read.call0(&JsValue::NULL).unwrap().as_string().unwrap();
    mark.call1(&JsValue::NULL, &marked).unwrap();
    let words = read();
    assert!(words.contains("antes"), "{words}");
    for more in
        [" y **dos", " y **dos**\n- tres", " y **dos**\n- tres\n\n```\ncuatro", " y más.\n\nFin."]
    {
        write(&stage, "bot:m", &[begun, more].concat()).await;
        assert!(document().active_element().is_some_and(|own| own == *link.unchecked_ref()));
        assert_eq!(read(), words, "{more}");
    }
    // It is written anew under the same id, or stands in another row.
    let anew = write(&stage, "bot:m", "Otra *cosa*").await;
    assert_eq!(anew.text_content().as_deref(), Some("Otra cosa"));
    let other = write(&stage, "bot:n", "Otra *cosa*\n\nmás").await;
    assert_eq!(blocks(&other).len(), 2);
    stage.say(vec![]);
    leptos::task::tick().await;
    let back = write(&stage, "bot:n", "Otra *cosa*\n\nmás\n\ny más").await;
    assert_eq!(blocks(&back).len(), 3, "{}", back.inner_html());
    // In another language what a link says is of that.
    write(&stage, "bot:m", begun).await;
    stage.state.lang.set(Lang::En);
    settle().await;
    let link = stage.one("section.rich a").get_attribute("aria-description");
    assert_eq!(link.as_deref(), Some(Lang::En.text().new_tab));
}

#[wasm_bindgen_test]
async fn what_settles_does_not_move() {
    let stage = conversation().await;
    let places = |of: &str| {
        let places = stage.all(of).into_iter().map(|own| {
            let rect = own.get_bounding_client_rect();
            [rect.top(), rect.left(), rect.width(), rect.height()].map(f64::round)
        });
        places.collect::<Vec<_>>()
    };
    for (at, text) in answers().into_iter().enumerate() {
        let id = format!("bot:{at}");
        stage.say(vec![answer(&id, text, true)]);
        settle().await;
        // A row that appears moves for a moment.
        gloo_timers::future::TimeoutFuture::new(400).await;
        let written = places("section.rich, section.rich *");
        let bubble = stage.one(".message__bubble");
        stage.say(vec![answer(&id, text, false)]);
        settle().await;
        assert_eq!(places("div.rich, div.rich *"), written, "{text}");
        // Another element, so that a screen reader hears it.
        assert!(!bubble.is_connected());
        assert!(!stage.one(".message__bubble").has_attribute("aria-live"));
    }
}

/// Words that show no markup are not laid out yet; the first that does moves none of them.
#[wasm_bindgen_test]
async fn the_first_markup_moves_nothing_that_is_there() {
    let stage = conversation().await;
    let plain = MessageView { rich: None, ..answer("bot:m", "Hola, soy Aurora.", true) };
    stage.say(vec![plain]);
    settle().await;
    gloo_timers::future::TimeoutFuture::new(400).await;
    let place = || {
        let rect = stage.one(".message__bubble").get_bounding_client_rect();
        [rect.top(), rect.left(), rect.height()].map(f64::round)
    };
    let before = place();
    write(&stage, "bot:m", "Hola, soy **Aurora**.").await;
    settle().await;
    assert_eq!(place(), before);
}

#[wasm_bindgen_test]
async fn until_something_can_be_told_somebody_writes() {
    let stage = conversation().await;
    for text in ["**", "# ", "[aquí](https://bank.exam", "| a | b |"] {
        let bubble = write(&stage, "bot:m", text).await;
        assert_eq!(bubble.text_content().as_deref(), Some(""), "{text}");
        stage.one("section .message__dots");
    }
    let bubble = write(&stage, "bot:m", "**Hola").await;
    assert_eq!(
        bubble.inner_html(),
        "<p class=\"rich__text\" dir=\"auto\"><strong>Hola</strong></p>"
    );
}

/// A link is one once its address is whole, with what speaks against it.
#[wasm_bindgen_test]
async fn half_an_address_leads_nowhere_and_a_whole_one_is_judged() {
    let stage = conversation().await;
    for text in [
        "Vea [bank.example](https://evil.example/a) hoy",
        "Vea https://bank.example@evil.example/a hoy",
        "Vea <https://xn--80ak6aa92e.example/a> hoy",
    ] {
        for part in prefixes(text) {
            let bubble = write(&stage, "bot:m", part).await;
            let is_whole = part.ends_with(['h', 'o', 'y', ' ', ')', '>']) && part.contains("/a");
            for link in stage.all("section.rich a") {
                assert!(is_whole && link.closest("dialog").unwrap().is_some(), "{part:?}");
                assert!(link.get_attribute("href").unwrap().ends_with(".example/a"), "{part:?}");
            }
            let is_judged = bubble.query_selector(".rich__doubt").unwrap().is_some();
            assert!(is_judged || !part.ends_with("hoy"), "{part:?}");
        }
    }
}
