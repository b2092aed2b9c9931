//! Personal data in what is written: seen while it is written, asked about before it goes out.

use std::rc::Rc;

use leptos::prelude::*;
use sigilo::state::*;
use sigilo::text::Lang;
use sigilo::ui;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::stage::{Stage, focused, message, purpose, settle};

/// Sees every `4111`.
fn look() -> Look {
    Rc::new(|text: &str| {
        let mark = |(from, piece): (usize, &str)| Mark {
            from,
            to: from + piece.len(),
            what: "CARD".into(),
        };
        text.match_indices("4111").map(mark).collect()
    })
}

fn caution() -> CautionView {
    CautionView {
        is_file: false,
        id: "m1".into(),
        found: vec![("CARD".into(), "4111".into()), ("MAIL".into(), "a@b.example".into())],
        readers: "BOT, TEAM".into(),
        masked: "•••• y •@•.•••••••".into(),
        purpose: None,
        form: None,
        never: false,
        more: false,
        uncovered: true,
    }
}

#[wasm_bindgen_test]
async fn what_is_seen_is_underlined_as_it_stands_and_told_once() {
    let stage = Stage::show(Screen::Conversation).await;
    ui::bring_look(stage.state, look());
    stage.write("a 4111 b\n4111 <b>").await;

    let marks: Vec<_> = stage.all(".composer__mark").iter().map(|own| own.text_content()).collect();
    assert_eq!(marks, [Some("4111".to_owned()), Some("4111".to_owned())]);
    assert_eq!(stage.one(".composer__marks").text_content().unwrap(), "a 4111 b\n4111 <b>");
    let told = stage.one("#seen");
    assert_eq!(told.text_content().unwrap(), "Datos personales a la vista: CARD.");
    assert_eq!(told.get_attribute("role").unwrap(), "status");
    // Each stands over what it marks.
    let line = |selector| stage.one(selector).get_bounding_client_rect();
    assert_eq!(line(".composer__marks").top(), line("#field").top());
    assert_eq!(line(".composer__marks").width(), line("#field").width());

    stage.write("nothing").await;
    assert!(stage.all(".composer__mark").is_empty());
    assert_eq!(stage.one("#seen").text_content().unwrap(), "");
}

/// A text that is longer than the field: what is marked may stand far above its end.
#[wasm_bindgen_test]
async fn what_is_underlined_scrolls_with_the_field() {
    let stage = Stage::show(Screen::Conversation).await;
    ui::bring_look(stage.state, look());
    stage.write(&format!("4111{}", "\nb".repeat(30))).await;
    let (field, marks) = (stage.one("#field"), stage.one(".composer__marks"));
    let end = field.scroll_height() - field.client_height();
    assert!(end > 100, "{end}");
    field.set_scroll_top(end);
    settle().await;
    settle().await;
    assert!((marks.scroll_top() - end).abs() <= 1, "{} and {end}", marks.scroll_top());
}

#[wasm_bindgen_test]
async fn what_was_written_before_the_detector_came_is_seen_once_it_is_there() {
    let stage = Stage::show(Screen::Conversation).await;
    stage.write("4111").await;
    assert!(stage.all(".composer__mark").is_empty());
    ui::bring_look(stage.state, look());
    settle().await;
    assert_eq!(stage.all(".composer__mark").len(), 1);
}

#[wasm_bindgen_test]
async fn the_question_names_what_is_found_who_reads_and_how_it_reads_hidden() {
    let stage = Stage::show(Screen::Conversation).await;
    ui::bring(stage.state);
    stage.say(vec![message("m1", Author::Visitor(Delivery::Held), "4111")]);
    stage.state.caution.set(Some(caution()));
    settle().await;

    assert_eq!(focused(), "prompt", "no choice has focus");
    let words = stage.one(".prompt").text_content().unwrap();
    for told in ["CARD", "4111", "MAIL", "a@b.example", "BOT, TEAM", "•••• y •@•.•••••••"]
    {
        assert!(words.contains(told), "{told} in {words}");
    }
    assert!(stage.one(".message__why").text_content().unwrap().contains("espera a que decidas"));
    for (label, care) in [
        ("Enviar tapado", Care::Mask),
        ("Editar", Care::Edit),
        ("No enviar", Care::Drop),
        ("Enviar tal cual, cifrado", Care::Send),
    ] {
        stage.button(label).click();
        assert_eq!(stage.commands(), [Command::Care(care)]);
    }
    let choices = stage.all(".prompt__choice");
    let style = |at: usize| window().get_computed_style(&choices[at]).unwrap().unwrap();
    for property in ["color", "background-color", "font-size", "font-weight", "border-color"] {
        let values: Vec<_> =
            (0..choices.len()).map(|at| style(at).get_property_value(property)).collect();
        assert!(values.iter().all(|value| *value == values[0]), "{property}: {values:?}");
    }
}

#[wasm_bindgen_test]
async fn what_is_never_sent_can_only_be_hidden_changed_or_left() {
    let stage = Stage::show(Screen::Conversation).await;
    ui::bring(stage.state);
    stage.state.caution.set(Some(CautionView { never: true, ..caution() }));
    settle().await;
    let labels = || -> Vec<String> {
        stage.all(".prompt__choice").iter().map(|own| own.text_content().unwrap()).collect()
    };
    assert_eq!(labels(), ["Enviar tapado", "Editar", "No enviar"]);

    // Where a form asks for such data, that is a way, too.
    let form = Some("f1".into());
    stage.state.caution.set(Some(CautionView { never: true, form, ..caution() }));
    settle().await;
    assert_eq!(labels()[3], "Usar el formulario cifrado");
    stage.button("Usar el formulario cifrado").click();
    assert_eq!(stage.commands(), [Command::Care(Care::Form)]);
}

#[wasm_bindgen_test]
async fn a_purpose_that_would_cover_it_is_told_whole_beside_the_button_that_gives_it() {
    let stage = Stage::show(Screen::Conversation).await;
    ui::bring(stage.state);
    let purpose = Some(PurposeView { required: false, ..purpose("QUOTE", true, 30) });
    stage.state.caution.set(Some(CautionView { purpose, ..caution() }));
    settle().await;
    let words = stage.one(".prompt").text_content().unwrap();
    for told in ["QUOTE", "ABOUT QUOTE", "DATA QUOTE", "30"] {
        assert!(words.contains(told), "{told} in {words}");
    }
    stage.button("Permitir y enviar, cifrado").click();
    assert_eq!(stage.commands(), [Command::Care(Care::Send)]);
}

#[wasm_bindgen_test]
async fn words_that_go_back_stand_before_what_was_begun() {
    let stage = Stage::show(Screen::Conversation).await;
    stage.write("begun").await;
    stage.state.put_back.set(vec!["returned".into()]);
    settle().await;
    assert_eq!(stage.field().value(), "returned\nbegun");
    assert!(stage.state.put_back.get_untracked().is_empty());
    stage.press(&stage.field(), "Enter", false, false).await;
    assert_eq!(stage.commands(), [Command::Send("returned\nbegun".into())]);
}

#[wasm_bindgen_test]
async fn who_fills_in_a_form_is_told_of_the_question_and_stays_where_they_are() {
    let stage = Stage::show(Screen::Conversation).await;
    ui::bring(stage.state);
    let input = document().create_element("input").unwrap();
    input.set_id("elsewhere");
    stage.root.append_child(&input).unwrap();
    input.unchecked_ref::<HtmlElement>().focus().unwrap();
    stage.state.caution.set(Some(caution()));
    settle().await;
    assert_eq!(focused(), "elsewhere");
    let told = stage.one(".prompt [role=alert]").text_content().unwrap();
    assert!(told.contains("espera tu decisión"), "{told}");
    stage.state.caution.set(None);
    settle().await;
    assert_eq!(focused(), "elsewhere", "nor does it go with the question");

    // Who wrote the message is taken to the question, which is read out there.
    stage.write("4111").await;
    document().get_element_by_id("field").unwrap().unchecked_ref::<HtmlElement>().focus().unwrap();
    stage.state.caution.set(Some(caution()));
    settle().await;
    assert_eq!(focused(), "prompt");
    assert!(stage.all(".prompt [role=alert]").is_empty());
}

#[wasm_bindgen_test]
async fn what_waits_behind_the_message_that_is_asked_about_says_so() {
    let stage = Stage::show(Screen::Conversation).await;
    ui::bring(stage.state);
    let held = |id| message(id, Author::Visitor(Delivery::Held), "words");
    stage.say(vec![held("m0"), held("m1"), held("m2")]);
    stage.state.caution.set(Some(caution()));
    settle().await;
    let why: Vec<_> =
        stage.all(".message__why").iter().map(|own| own.text_content().unwrap()).collect();
    assert_eq!(why[0], Lang::Es.text().encrypting);
    assert!(why[1].contains("espera a que decidas"), "{why:?}");
    assert!(why[2].contains("tu decisión sobre el mensaje anterior"), "{why:?}");
}

#[wasm_bindgen_test]
async fn the_button_that_allows_says_whether_that_sends() {
    let stage = Stage::show(Screen::Conversation).await;
    ui::bring(stage.state);
    let last = || stage.all(".prompt__choice").last().unwrap().text_content().unwrap();
    for (special, more, label) in [
        (false, false, "Permitir y enviar, cifrado"),
        (false, true, "Permitir y seguir"),
        (true, false, "Continuar"),
        (true, true, "Continuar"),
    ] {
        let purpose = Some(PurposeView { special, ..purpose("p1", true, 30) });
        stage.state.caution.set(Some(CautionView { purpose, more, ..caution() }));
        settle().await;
        assert_eq!(last(), label, "{special} {more}");
    }
}
