//! What holds on every screen: language, Escape, no markup from strings, nothing left behind.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Function, Object, Reflect};
use leptos::prelude::*;
use sigilo::state::*;
use sigilo::text::Lang;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::{Stage, bot, message, say, settle};

const SCREENS: [Screen; 5] = [
    Screen::Loading,
    Screen::Notice,
    Screen::Conversation,
    Screen::Refused,
    Screen::Problem(Problem::Unreachable),
];

/// Shows as much as a screen can show.
fn crowd(state: State) {
    let visitor = |id: &str, delivery| message(id, Author::Visitor(delivery), "words");
    state.connection.set(Connection::Offline);
    state.kept.set(false);
    state.begun.set(true);
    say(
        state,
        vec![
            visitor("1", Delivery::Held),
            visitor("2", Delivery::Sending),
            visitor("3", Delivery::Sent),
            visitor("4", Delivery::Delivered),
            visitor("5", Delivery::Failed),
            message("6", Author::Chat, "words"),
            MessageView { suggestions: vec!["offer".into()], ..message("7", bot(), "words") },
        ],
    );
}

/// Everything that a visitor sees or hears, piece by piece.
fn pieces(stage: &Stage) -> Vec<String> {
    let mut pieces = Vec::new();
    for element in stage.all("*") {
        for name in ["aria-label", "placeholder", "title"] {
            pieces.extend(element.get_attribute(name));
        }
        let nodes = element.child_nodes();
        let texts = (0..nodes.length()).filter_map(|index| nodes.item(index));
        pieces.extend(
            texts.filter(|node| node.node_type() == 3).filter_map(|node| node.text_content()),
        );
    }
    pieces
}

#[wasm_bindgen_test]
async fn another_language_changes_every_sentence() {
    let (es, en) = (Lang::Es.text().each(), Lang::En.text().each());
    for screen in SCREENS {
        let stage = Stage::show(screen).await;
        crowd(stage.state);
        settle().await;
        let before = pieces(&stage);
        let shown =
            |pieces: &[String], sentence: &str| pieces.iter().any(|piece| piece.contains(sentence));
        let keys: Vec<_> =
            es.iter().filter(|(_, es)| before.iter().any(|piece| piece == es)).collect();
        assert!(keys.len() >= 3, "{screen:?} shows {keys:?}");

        stage.state.lang.set(Lang::En);
        settle().await;
        let after = pieces(&stage);
        for (key, sentence) in keys {
            let (_, other) = en.iter().find(|(en, _)| en == key).unwrap();
            assert!(!after.contains(&(*sentence).to_owned()), "{key} stays Spanish on {screen:?}");
            assert!(shown(&after, other), "{key} is not in English on {screen:?}");
        }
        assert_eq!(
            document().document_element().unwrap().get_attribute("lang").as_deref(),
            Some("en")
        );
        assert_eq!(document().title(), Lang::En.text().chat);
    }
}

#[wasm_bindgen_test]
async fn the_toggle_names_the_other_language_in_itself() {
    let stage = Stage::show(Screen::Notice).await;
    let toggle = stage.one("button[lang]");

    assert_eq!(toggle.get_attribute("lang").as_deref(), Some("en"));
    assert_eq!(toggle.text_content().as_deref(), Some("en English"));
    toggle.click();
    assert_eq!(stage.commands(), [Command::Speak(Lang::En)]);
}

#[wasm_bindgen_test]
async fn switching_language_keeps_focus_and_what_is_unfolded() {
    let stage = Stage::show(Screen::Notice).await;
    stage.one("details.full").set_attribute("open", "").unwrap();
    let toggle = stage.one("button[lang]");
    toggle.focus().unwrap();

    stage.state.lang.set(Lang::En);
    settle().await;

    assert_eq!(document().active_element().as_ref(), Some(toggle.as_ref()));
    assert!(stage.one("details.full").has_attribute("open"));
}

#[wasm_bindgen_test]
async fn escape_closes_unless_an_input_method_wants_it() {
    let stage = Stage::show(Screen::Conversation).await;
    stage.press(&stage.field(), "Escape", false, true).await;
    assert!(stage.commands().is_empty());

    stage.press(&document().body().unwrap(), "Escape", false, false).await;
    stage.one(&format!("[aria-label='{}']", Lang::Es.text().close)).click();

    assert_eq!(stage.commands(), [Command::Close, Command::Close]);
}

#[wasm_bindgen_test]
async fn nothing_listens_once_it_is_off_the_page() {
    let mut stage = Stage::show(Screen::Conversation).await;

    stage.unmount();
    stage.press(&document().body().unwrap(), "Escape", false, false).await;

    assert!(stage.commands().is_empty());
    assert_eq!(stage.root.child_element_count(), 0);
}

#[wasm_bindgen_test]
async fn no_screen_makes_markup_of_a_string() {
    let sink = Sink::guard();
    document().create_element("p").unwrap().set_inner_html("x");
    assert_eq!(sink.used(), 1, "the guard sees what it should");

    for screen in SCREENS {
        let stage = Stage::show(screen).await;
        crowd(stage.state);
        settle().await;
        stage.state.lang.set(Lang::En);
        settle().await;
    }

    assert_eq!(sink.used(), 1);
}

#[wasm_bindgen_test]
async fn no_element_carries_a_style_of_its_own() {
    for screen in SCREENS {
        let stage = Stage::show(screen).await;
        crowd(stage.state);
        settle().await;
        assert!(stage.all("[style]").is_empty(), "{screen:?}");
    }
}

#[wasm_bindgen_test]
async fn every_control_has_a_name_and_room_for_a_finger() {
    for screen in SCREENS {
        let stage = Stage::show(screen).await;
        crowd(stage.state);
        settle().await;
        for control in stage.all("button") {
            let name = control.get_attribute("aria-label").or_else(|| control.text_content());
            assert!(!name.unwrap().trim().is_empty(), "{}", control.outer_html());
            let (size, html) = (control.get_bounding_client_rect(), control.outer_html());
            assert!(size.width() >= 44.0 && size.height() >= 44.0, "{html} is too small");
        }
    }
}

/// Counts what is written through `innerHTML`, the way in that Trusted Types close.
struct Sink {
    prototype: Object,
    before: JsValue,
    count: Rc<Cell<u32>>,
    _setter: Closure<dyn FnMut(JsValue)>,
}

impl Sink {
    fn guard() -> Self {
        let constructor = Reflect::get(&window(), &"Element".into()).unwrap();
        let prototype = Reflect::get(&constructor, &"prototype".into()).unwrap();
        let prototype: Object = prototype.unchecked_into();
        let before = Reflect::get_own_property_descriptor(&prototype, &"innerHTML".into()).unwrap();
        let count = Rc::new(Cell::new(0));
        let counted = count.clone();
        let setter = Closure::<dyn FnMut(JsValue)>::new(move |_| counted.set(counted.get() + 1));
        let guard = Object::new();
        Reflect::set(&guard, &"set".into(), setter.as_ref().unchecked_ref::<Function>()).unwrap();
        Reflect::set(&guard, &"get".into(), &Reflect::get(&before, &"get".into()).unwrap())
            .unwrap();
        Reflect::set(&guard, &"configurable".into(), &true.into()).unwrap();
        Reflect::define_property(&prototype, &"innerHTML".into(), &guard).unwrap();
        Self { prototype, before, count, _setter: setter }
    }

    fn used(&self) -> u32 {
        self.count.get()
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        let before = self.before.unchecked_ref();
        Reflect::define_property(&self.prototype, &"innerHTML".into(), before).unwrap();
    }
}
