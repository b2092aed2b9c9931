//! The card of a form: what it says at each stage, what is wrong, where focus goes.

use leptos::prelude::*;
use sigilo::state::*;
use sigilo::text::Lang;
use sigilo::ui::{bring, bring_forms, bring_panel, forget};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, HtmlTextAreaElement};

use crate::stage::{Stage, bot, focused, message, settle};

fn field(name: &str, kind: &'static str, required: bool) -> FieldView {
    FieldView {
        name: name.into(),
        label: format!("LABEL {name}"),
        kind,
        required,
        why: Some(format!("WHY {name}")),
        autocomplete: format!("auto-{name}"),
        file: Vec::new(),
        wrong: None,
    }
}

fn form(stage: FormStage) -> FormView {
    FormView {
        purpose: Some(("PURPOSE".into(), "READERS".into())),
        fields: vec![
            field("who", "name", true),
            field("where", "address", true),
            field("born", "birth-date", false),
        ],
        stage,
    }
}

fn asks(id: &str, form: FormView) -> MessageView {
    MessageView { form: Some(form.into()), ..message(id, bot(), "TITLE") }
}

/// A conversation in which a form stands so.
async fn shown(stage: FormStage) -> Stage {
    forget();
    let shown = Stage::show(Screen::Conversation).await;
    bring_forms();
    bring(shown.state);
    show(&shown, vec![asks("bot:f", form(stage))]).await;
    shown
}

async fn show(stage: &Stage, messages: Vec<MessageView>) {
    stage.say(messages);
    settle().await;
}

fn id(of: &HtmlElement, name: &str) -> String {
    of.get_attribute(name).unwrap_or_default()
}

async fn type_into(field: &HtmlElement, words: &str) {
    let value = wasm_bindgen::JsValue::from(words);
    js_sys::Reflect::set(field, &"value".into(), &value).unwrap();
    let init = web_sys::EventInit::new();
    init.set_bubbles(true);
    let event = web_sys::Event::new_with_event_init_dict("input", &init).unwrap();
    field.dispatch_event(&event).unwrap();
    settle().await;
}

fn typed(field: &HtmlElement) -> String {
    js_sys::Reflect::get(field, &"value".into()).unwrap().as_string().unwrap()
}

#[wasm_bindgen_test]
async fn each_field_has_its_label_reason_mark_and_tokens() {
    let stage = shown(FormStage::Open(false)).await;
    let text = Lang::Es.forms();
    let words = stage.one(".form").text_content().unwrap();
    for said in ["TITLE", "PURPOSE", "READERS", text.private] {
        assert!(words.contains(said), "{said} in {words}");
    }
    let inputs = stage.all(".form__input");
    let tokens: Vec<_> = inputs.iter().map(|own| id(own, "autocomplete")).collect();
    assert_eq!(tokens, ["auto-who", "auto-where", "auto-born"]);
    assert_eq!(inputs[1].tag_name(), "TEXTAREA");
    assert_eq!(id(&inputs[2], "type"), "date");
    for (input, (name, mark)) in inputs.iter().zip([
        ("who", text.required),
        ("where", text.required),
        ("born", text.optional),
    ]) {
        let label = stage.one(&format!("label[for='{}']", input.id()));
        assert_eq!(label.text_content().unwrap(), format!("LABEL {name} ({mark})"));
        let described = id(input, "aria-describedby");
        let why = described.split(' ').find_map(|id| document().get_element_by_id(id)).unwrap();
        assert_eq!(why.text_content().unwrap(), format!("WHY {name}"));
        assert_eq!(id(input, "aria-required"), (mark == text.required).to_string());
        assert_eq!(id(input, "aria-invalid"), "false");
    }
}

#[wasm_bindgen_test]
async fn sending_and_not_sending_weigh_the_same() {
    let stage = shown(FormStage::Open(false)).await;
    let choices = stage.all(".form__choice");
    let labels: Vec<_> = choices.iter().map(|own| own.text_content().unwrap()).collect();
    assert_eq!(labels, [Lang::Es.forms().skip, Lang::Es.text().send]);
    assert_eq!(choices[0].class_name(), choices[1].class_name());
    let [a, b] = [0, 1].map(|at: usize| choices[at].get_bounding_client_rect());
    assert_eq!((a.width(), a.height(), a.top()), (b.width(), b.height(), b.top()));

    choices[0].click();
    assert_eq!(stage.commands(), [Command::Form("bot:f".into(), FormAct::Skip)]);
}

#[wasm_bindgen_test]
async fn what_is_typed_is_sent_by_the_button_alone_and_no_debug_output_has_it() {
    let stage = shown(FormStage::Open(false)).await;
    let inputs = stage.all(".form__input");
    type_into(&inputs[0], "Ana").await;
    type_into(&inputs[1], "Calle 1").await;
    assert!(stage.press(&inputs[0], "Enter", false, false).await);
    assert!(stage.commands().is_empty());

    stage.button(Lang::Es.text().send).click();

    let sent = stage.commands();
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let filled = Filled(vec![pair("who", "Ana"), pair("where", "Calle 1"), pair("born", "")]);
    assert_eq!(sent, [Command::Form("bot:f".into(), FormAct::Send(filled))]);
    assert!(!format!("{sent:?}").contains("Ana"), "{sent:?}");
}

#[wasm_bindgen_test]
async fn what_is_wrong_is_said_at_its_field_which_takes_focus() {
    let stage = shown(FormStage::Open(false)).await;
    let text = Lang::Es.forms();
    type_into(&stage.all(".form__input")[0], "Ana").await;
    stage.button(Lang::Es.text().send).click();
    let mut wrong = form(FormStage::Open(false));
    wrong.fields[1].wrong = Some(Wrong::Missing);
    wrong.fields[2].wrong = Some(Wrong::Invalid);

    show(&stage, vec![asks("bot:f", wrong)]).await;
    settle().await;

    let inputs = stage.all(".form__input");
    let invalid: Vec<_> = inputs.iter().map(|own| id(own, "aria-invalid")).collect();
    assert_eq!(invalid, ["false", "true", "true"]);
    assert_eq!(focused(), inputs[1].id());
    for (input, words) in [(&inputs[1], text.missing), (&inputs[2], text.bad_date)] {
        let described = id(input, "aria-describedby");
        let told: Vec<_> = described
            .split(' ')
            .filter_map(|id| document().get_element_by_id(id)?.text_content())
            .collect();
        assert_eq!(told.last().map(String::as_str), Some(words));
    }
    assert_eq!(typed(&inputs[0]), "Ana", "what was typed stays");
}

#[wasm_bindgen_test]
async fn before_its_purpose_is_given_a_form_has_no_field() {
    let stage = shown(FormStage::Asked).await;
    assert!(stage.all(".form input, .form textarea").is_empty());
    let words = stage.one(".form").text_content().unwrap();
    assert!(words.contains("LABEL who") && words.contains("WHY where"), "{words}");

    stage.button(Lang::Es.forms().fill).click();
    assert_eq!(stage.commands(), [Command::Form("bot:f".into(), FormAct::Fill)]);

    show(&stage, vec![asks("bot:f", form(FormStage::Open(false)))]).await;
    settle().await;
    assert_eq!(focused(), stage.all(".form__input")[0].id());
}

#[wasm_bindgen_test]
async fn a_sent_form_names_its_fields_and_can_be_corrected_and_taken_back() {
    let text = Lang::Es.forms();
    let filled = |delivery| FormStage::Filled("a".into(), delivery, "LABEL who".into(), None);
    let stage = shown(filled(Delivery::Delivered)).await;
    assert!(stage.all(".form input").is_empty());
    let words = stage.one(".form").text_content().unwrap();
    for said in [text.filled, "LABEL who", text.values, Lang::Es.text().delivered] {
        assert!(words.contains(said), "{said} in {words}");
    }
    stage.button(text.correct).click();
    stage.button(text.withdraw).click();
    let act = |act| Command::Form("bot:f".into(), act);
    assert_eq!(stage.commands(), [act(FormAct::Fill), act(FormAct::Withdraw)]);

    show(&stage, vec![asks("bot:f", form(filled(Delivery::Failed)))]).await;
    stage.button(Lang::Es.text().retry).click();
    stage.button(Lang::Es.text().discard).click();
    let again = [Command::Resend("a".into()), Command::Discard("a".into())];
    assert_eq!(stage.commands(), again);

    for (now, words) in [
        (FormStage::Declined, text.declined),
        (FormStage::Withdrawn(Delivery::Sent), text.withdrawn),
        (FormStage::Ended, text.ended),
    ] {
        show(&stage, vec![asks("bot:f", form(now))]).await;
        assert!(stage.words().contains(words), "{words}");
        stage.button(text.fill).click();
        assert_eq!(stage.commands(), [act(FormAct::Fill)]);
    }
}

/// Rows move when a message above them is discarded.
#[wasm_bindgen_test]
async fn what_is_typed_never_turns_up_in_another_form() {
    let stage = shown(FormStage::Open(false)).await;
    let held = message("h", Author::Visitor(Delivery::Held), "words");
    let [a, b] = ["bot:a", "bot:b"].map(|id| asks(id, form(FormStage::Open(false))));
    show(&stage, vec![held, a.clone(), b.clone()]).await;
    type_into(&stage.all(".form__input")[0], "Ana").await;

    show(&stage, vec![a, b]).await;

    let typed: Vec<_> = stage.all(".form__input").iter().map(typed).collect();
    assert_eq!(typed, ["Ana", "", "", "", "", ""]);
}

#[wasm_bindgen_test]
async fn what_was_typed_is_forgotten_once_it_was_sent() {
    let stage = shown(FormStage::Open(false)).await;
    type_into(&stage.all(".form__input")[0], "Ana").await;
    let sent = FormStage::Filled("a".into(), Delivery::Sending, "LABEL who".into(), None);
    show(&stage, vec![asks("bot:f", form(sent))]).await;

    show(&stage, vec![asks("bot:f", form(FormStage::Open(true)))]).await;

    assert_eq!(typed(&stage.all(".form__input")[0]), "");
    assert!(stage.words().contains(Lang::Es.forms().correcting));
}

#[wasm_bindgen_test]
async fn a_file_and_a_purpose_that_nobody_named_are_told_as_such() {
    let stage = shown(FormStage::Open(false)).await;
    let mut with_file = form(FormStage::Open(false));
    with_file.fields[0].kind = "file";
    show(&stage, vec![asks("bot:f", with_file)]).await;
    assert!(stage.words().contains(Lang::Es.files().other_kind));
    assert!(stage.all(".form [type=file]").is_empty());

    let unnamed = FormView { purpose: None, ..form(FormStage::Open(false)) };
    show(&stage, vec![asks("bot:f", unnamed)]).await;
    assert!(stage.words().contains(Lang::Es.forms().unnamed));
    assert!(stage.all(".form input, .form button").is_empty());
}

/// A form that asks for a file, too, as which this is chosen.
fn with_file(chosen: &str, wrong: &str) -> FormView {
    let mut form = form(FormStage::Open(false));
    let mut field = field("photo", "file", false);
    field.wrong = (!wrong.is_empty()).then_some(Wrong::Invalid);
    field.file = ["image/png,image/jpeg", "MOST", chosen, wrong].map(Into::into).into();
    form.fields.push(field);
    form
}

/// Chooses a picture in the field, or drops it on the control; whether somebody else heard of that.
fn choose(of: &HtmlElement, event: &str) -> bool {
    let body = "
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(2999)], 'gotera.png', { type: 'image/png' }));
        let heard = false;
        const hear = () => { heard = true; };
        addEventListener(kind, hear);
        if (kind === 'change') of.files = data.files;
        of.dispatchEvent(kind === 'change' ? new Event(kind) : new DragEvent(kind, {
            dataTransfer: data, bubbles: true, cancelable: true }));
        removeEventListener(kind, hear);
        return heard;";
    let choose = js_sys::Function::new_with_args("of, kind", body);
    let heard = choose.call2(&wasm_bindgen::JsValue::NULL, of, &event.into());
    heard.unwrap().as_bool().unwrap()
}

/// What these ids' elements say, one after the other.
fn said(of: &HtmlElement, name: &str) -> String {
    let ids = id(of, name);
    let words = ids.split(' ').filter_map(|id| document().get_element_by_id(id));
    words.map(|own| own.text_content().unwrap_or_default() + "|").collect()
}

#[wasm_bindgen_test]
async fn a_file_s_button_says_what_it_is_for_what_is_taken_and_what_is_chosen() {
    let stage = shown(FormStage::Open(false)).await;
    show(&stage, vec![asks("bot:f", with_file("", ""))]).await;
    let text = Lang::Es.forms();
    assert_eq!(id(&stage.one(".form [type=file]"), "accept"), "image/png,image/jpeg");
    let button = stage.one(".form__pick");
    let name = said(&button, "aria-labelledby");
    assert_eq!(name, format!("LABEL photo ({})|{}|", text.optional, text.choose));
    let about = said(&button, "aria-describedby");
    assert!(about.starts_with("WHY photo|") && about.contains("MOST|"), "{about}");
    assert!(stage.all(".form__file .form__link").is_empty(), "nothing to leave out");

    show(&stage, vec![asks("bot:f", with_file("gotera.png · 3 kB", "WRONG"))]).await;
    let about = said(&stage.one(".form__pick"), "aria-describedby");
    assert!(about.contains("gotera.png · 3 kB|") && about.contains("WRONG|"), "{about}");
    let removal = stage.one(".form__file .form__link");
    assert!(id(&removal, "aria-label").ends_with("gotera.png · 3 kB"));
}

#[wasm_bindgen_test]
async fn a_file_that_is_chosen_or_dropped_is_the_form_s_alone_and_focus_stays_there() {
    let stage = shown(FormStage::Open(false)).await;
    show(&stage, vec![asks("bot:f", with_file("", ""))]).await;
    let told = Command::Form("bot:f".into(), FormAct::File(FileAct::Choose(3)));
    for (place, event) in [(".form [type=file]", "change"), (".form__pick", "drop")] {
        assert!(!choose(&stage.one(place), event), "the chat hears of it");
        settle().await;
        assert_eq!(stage.commands().pop(), Some(told.clone()));
        assert_eq!(sigilo::ui::picked().len(), 1);
    }
    show(&stage, vec![asks("bot:f", with_file("gotera.png", ""))]).await;
    settle().await;
    assert_eq!(focused(), stage.one(".form__pick").id());
    stage.one(".form__file .form__link").click();
    settle().await;
    assert_eq!(stage.commands().pop(), Some(told));
    assert!(sigilo::ui::picked().is_empty(), "none is chosen any more");
}

#[wasm_bindgen_test]
async fn how_far_a_form_s_files_have_come_is_a_bar_with_a_name() {
    let sent = FormStage::Filled("a".into(), Delivery::Sending, "LABEL".into(), Some(40));
    let stage = shown(sent).await;
    let bar = stage.one(".form progress");
    let uploading = Lang::Es.files().uploading;
    assert_eq!((&*id(&bar, "value"), &*id(&bar, "aria-label")), ("40", uploading));
}

#[wasm_bindgen_test]
async fn a_form_fits_a_small_screen() {
    let stage = shown(FormStage::Open(false)).await;
    stage.root.style().set_property("width", "320px").unwrap();
    settle().await;
    let card = stage.one(".form");
    assert!(card.get_bounding_client_rect().right() <= 320.0);
    for input in stage.all(".form__input, .form__choice") {
        let (inner, outer) = (input.get_bounding_client_rect(), card.get_bounding_client_rect());
        assert!(inner.left() >= outer.left() && inner.right() <= outer.right());
        assert!(inner.height() >= 43.9, "{} is large enough for a finger", input.id());
    }
    let area: HtmlTextAreaElement = stage.all(".form__input")[1].clone().unchecked_into();
    assert_eq!(area.rows(), 2);
}

#[wasm_bindgen_test]
async fn the_panel_leads_to_what_was_filled_in() {
    let stage = shown(FormStage::Declined).await;
    bring_panel();
    let line = FormLine { id: "bot:f".into(), title: "TITLE".into(), fields: "LABEL who".into() };
    let panel = PanelView { forms: vec![line], has_record: true, ..PanelView::default() };
    stage.state.panel.set(Some(panel));
    settle().await;
    let text = Lang::Es.forms();
    assert!(stage.one(".panel").text_content().unwrap().contains("LABEL who"));
    stage.button(text.correct).click();
    assert_eq!(stage.commands(), [Command::Form("bot:f".into(), FormAct::Fill)]);

    stage.state.panel.set(None);
    show(&stage, vec![asks("bot:f", form(FormStage::Open(true)))]).await;
    settle().await;

    assert_eq!(focused(), stage.all(".form__input")[0].id());
}

#[wasm_bindgen_test]
async fn a_card_whose_part_is_not_here_says_so_and_asks_for_it_again() {
    let stage = shown(FormStage::OnItsWay).await;
    let card = || stage.one(".form").text_content().unwrap();
    assert!(card().contains("TITLE") && card().contains(Lang::Es.asking().fetching));
    assert!(stage.all(".form button").is_empty());
    show(&stage, vec![asks("bot:f", form(FormStage::Unfetched))]).await;
    assert!(card().contains(Lang::Es.asking().unfetched));
    stage.button(Lang::Es.text().retry).click();
    assert_eq!(stage.commands(), [Command::Form("bot:f".into(), FormAct::Fetch)]);
    assert_eq!(focused(), "form-bot:f", "the button goes, and focus stays");
}

#[wasm_bindgen_test]
async fn what_was_not_taken_says_why_and_what_can_be_done() {
    let text = Lang::Es.forms();
    for (reason, words, again) in [
        ("unknown", text.not_open, false),
        ("not-allowed", text.not_allowed, true),
        ("restricted", text.restricted, false),
        ("late", text.late, true),
        ("invalid", text.not_fitting, true),
        ("of a later version", text.not_fitting, true),
    ] {
        for stands in [false, true] {
            let stage = shown(FormStage::Refused(reason, stands)).await;
            assert_eq!(stage.one(".form [role=status]").text_content().unwrap(), words);
            let links: Vec<_> =
                stage.all(".form__link").iter().map(|own| own.text_content().unwrap()).collect();
            let expected = [(again, text.fill), (stands, text.withdraw)];
            let expected = expected.into_iter().filter(|(is, _)| *is).map(|(_, words)| words);
            assert_eq!(links, expected.collect::<Vec<_>>(), "{reason} {stands}");
            assert_eq!(stage.one(".form").text_content().unwrap().contains(text.stands), stands);
        }
    }
}

#[wasm_bindgen_test]
async fn a_form_of_a_conversation_that_is_gone_has_nothing_to_press() {
    let stage = shown(FormStage::Closed(Some("LABEL who".into()))).await;
    let card = stage.one(".form").text_content().unwrap();
    assert!(card.contains(Lang::Es.forms().closed) && card.contains("LABEL who"), "{card}");
    assert!(stage.all(".form button, .form input").is_empty());
}
