//! What others have tried to make a page run, said by everybody who can say something here: it is read, and
//! nothing else.

use std::cell::RefCell;

use js_sys::{Array, Function, Reflect};
use leptos::prelude::*;
use sigilo::state::*;
use sigilo::ui::{bring, bring_files, bring_forms, bring_markdown, bring_rich, forget};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

use crate::stage::{Stage, bot, message, settle};

const CORPUS: &str = include_str!("../data/xss.txt");

/// The elements that a conversation may be made of.
const TAGS: [&str; 48] = [
    "a",
    "bdi",
    "blockquote",
    "button",
    "code",
    "dialog",
    "div",
    "em",
    "h1",
    "h2",
    "h3",
    "header",
    "hr",
    "input",
    "label",
    "legend",
    "li",
    "main",
    "mark",
    "ol",
    "option",
    "p",
    "path",
    "pre",
    "s",
    "section",
    "select",
    "span",
    "strong",
    "summary",
    "svg",
    "table",
    "td",
    "textarea",
    "th",
    "thead",
    "time",
    "tr",
    "ul",
    "details",
    "dl",
    "dt",
    "dd",
    "nav",
    "footer",
    "output",
    "progress",
    "form",
];

/// The attributes that they may have, beside `aria-…`.
const ATTRIBUTES: [&str; 43] = [
    "autocomplete",
    "autofocus",
    "checked",
    "class",
    "d",
    "datetime",
    "dir",
    "disabled",
    "for",
    "hidden",
    "href",
    "id",
    "inputmode",
    "lang",
    "maxlength",
    "name",
    "open",
    "placeholder",
    "rel",
    "role",
    "rows",
    "scope",
    "selected",
    "spellcheck",
    "start",
    "tabindex",
    "target",
    "title",
    "type",
    "value",
    "viewBox",
    "enterkeyhint",
    "data-draft",
    "data-name",
    "autocapitalize",
    "pattern",
    "min",
    "max",
    "cols",
    "wrap",
    "multiple",
    "accept",
    "step",
];

/// What a line of the corpus stands for.
fn decoded(line: &str) -> String {
    let (mut text, mut signs) = (String::new(), line.chars());
    while let Some(sign) = signs.next() {
        if sign != '\\' {
            text.push(sign);
            continue;
        }
        match signs.next() {
            Some('n') => text.push('\n'),
            Some('t') => text.push('\t'),
            Some('r') => text.push('\r'),
            Some('\\') => text.push('\\'),
            Some('u') => {
                let code: String = signs.by_ref().skip(1).take_while(|sign| *sign != '}').collect();
                text.push(char::from_u32(u32::from_str_radix(&code, 16).unwrap()).unwrap());
            }
            other => text.extend(['\\'].into_iter().chain(other)),
        }
    }
    text
}

fn corpus() -> Vec<String> {
    let lines = CORPUS.lines().filter(|line| !line.is_empty() && !line.starts_with("## "));
    lines.map(decoded).collect()
}

/// What is wrong with an element, its attributes or where it leads.
fn faults(root: &Element) -> Vec<String> {
    let mut faults = Vec::new();
    let all = root.query_selector_all("*").unwrap();
    for at in 0..all.length() {
        let element: Element = all.item(at).unwrap().unchecked_into();
        let tag = element.tag_name().to_lowercase();
        if !TAGS.contains(&tag.as_str()) {
            faults.push(format!("<{tag}>"));
        }
        for name in element.get_attribute_names().iter().filter_map(|name| name.as_string()) {
            let value = element.get_attribute(&name).unwrap();
            if !ATTRIBUTES.contains(&name.as_str()) && !name.starts_with("aria-") {
                faults.push(format!("<{tag} {name}={value:?}>"));
            }
            let leads = ["https://", "mailto:", "tel:"].iter().any(|own| value.starts_with(own));
            if name == "href" && !leads {
                faults.push(format!("<{tag} href={value:?}>"));
            }
            if name == "class" && value.contains(['<', '"', '(']) {
                faults.push(format!("<{tag} class={value:?}>"));
            }
        }
        if tag == "a" && element.get_attribute("target").is_some() {
            let rel = element.get_attribute("rel").unwrap_or_default();
            if !rel.contains("noopener") || !rel.contains("noreferrer") {
                faults.push(format!("<a rel={rel:?}>"));
            }
        }
    }
    faults
}

/// Counts what runs: everything that the corpus would call.
struct Trap {
    before: Vec<(&'static str, JsValue)>,
}

thread_local! {
    static REQUESTS: RefCell<u32> = const { RefCell::new(0) };
}

const CALLED: [&str; 5] = ["alert", "confirm", "prompt", "msgbox", "print"];

impl Trap {
    fn set() -> Self {
        let global = js_sys::global();
        let count = Function::new_no_args("window.ran = (window.ran || 0) + 1");
        let set = |name: &'static str| {
            let before = Reflect::get(&global, &JsValue::from(name)).unwrap();
            Reflect::set(&global, &name.into(), &count).unwrap();
            (name, before)
        };
        let before = CALLED.into_iter().map(set).collect();
        Reflect::set(&global, &"ran".into(), &0.into()).unwrap();
        REQUESTS.set(requests());
        Self { before }
    }

    fn ran(&self) -> f64 {
        Reflect::get(&js_sys::global(), &"ran".into()).unwrap().as_f64().unwrap()
    }

    fn requested(&self) -> u32 {
        requests() - REQUESTS.with_borrow(Clone::clone)
    }
}

impl Drop for Trap {
    fn drop(&mut self) {
        for (name, before) in &self.before {
            let _ = Reflect::set(&js_sys::global(), &(*name).into(), before);
        }
    }
}

/// What the page has asked for so far.
fn requests() -> u32 {
    let performance = Reflect::get(&js_sys::global(), &"performance".into()).unwrap();
    let entries: Function =
        Reflect::get(&performance, &"getEntriesByType".into()).unwrap().unchecked_into();
    entries.call1(&performance, &"resource".into()).unwrap().unchecked_into::<Array>().length()
}

async fn conversation() -> Stage {
    forget();
    let stage = Stage::show(Screen::Conversation).await;
    bring_forms();
    bring_files();
    bring_rich();
    bring_markdown();
    bring(stage.state);
    stage
}

/// Shows each of the corpus as `said` says it, and looks at what became of it.
async fn must_be_read_alone(said: impl Fn(usize, &str) -> Vec<MessageView>) {
    let trap = Trap::set();
    let stage = conversation().await;
    let corpus = corpus();
    for payloads in corpus.chunks(60) {
        let messages = payloads.iter().enumerate().flat_map(|(at, own)| said(at, own)).collect();
        stage.say(messages);
        settle().await;
        let found = faults(&stage.root);
        assert!(found.is_empty(), "{found:#?}\namong {payloads:#?}");
        assert_eq!(trap.ran(), 0.0, "one of {payloads:#?} ran");
    }
    // Most of what fetches does so a moment later.
    settle().await;
    gloo_timers::future::TimeoutFuture::new(100).await;
    assert_eq!((trap.ran(), trap.requested()), (0.0, 0));
}

fn rich(view: RichView, id: usize, text: &str) -> MessageView {
    MessageView { rich: Some(Rich::new(view)), ..message(&format!("bot:{id}"), bot(), text) }
}

fn markdown(id: usize, text: &str) -> MessageView {
    rich(RichView { markdown: true, ..RichView::default() }, id, text)
}

#[wasm_bindgen_test]
fn the_corpus_is_of_hundreds_and_no_line_is_there_twice() {
    let mut corpus = corpus();
    assert!(corpus.len() >= 300, "{}", corpus.len());
    corpus.sort();
    corpus.dedup();
    let lines = CORPUS.lines().filter(|line| !line.is_empty() && !line.starts_with("## "));
    assert_eq!(corpus.len(), lines.count());
}

/// Else all of these tests could pass by looking at nothing.
#[wasm_bindgen_test]
fn what_must_not_be_there_is_found() {
    let element = |tag: &str| document().create_element(tag).unwrap();
    let root = element("div");
    assert!(faults(&root).is_empty());
    for (tag, name, value) in [
        ("img", "alt", ""),
        ("script", "id", "x"),
        ("iframe", "title", ""),
        ("p", "onclick", "alert(1)"),
        ("p", "style", "color:red"),
        ("p", "src", "x"),
        ("a", "href", "javascript:alert(1)"),
        ("a", "href", "http://evil.example"),
        ("a", "href", "//evil.example"),
        ("a", "target", "_blank"),
    ] {
        let bad = element(tag);
        bad.set_attribute(name, value).unwrap();
        root.append_child(&bad).unwrap();
        assert!(!faults(&root).is_empty(), "<{tag} {name}={value}>");
        bad.remove();
    }
    let trap = Trap::set();
    js_sys::eval("alert(1)").unwrap();
    assert_eq!(trap.ran(), 1.0);
}

#[wasm_bindgen_test]
async fn plain_words_are_read_as_they_are() {
    must_be_read_alone(|at, own| vec![message(&at.to_string(), bot(), own)]).await;
    must_be_read_alone(|at, own| vec![rich(RichView::default(), at, own)]).await;
    // And every sign of them.
    let stage = conversation().await;
    for own in corpus().iter().filter(|own| !own.contains('@') && !own.contains("//")) {
        stage.say(vec![rich(RichView::default(), 0, own)]);
        leptos::task::tick().await;
        let read = stage.one(".message__bubble").text_content().unwrap();
        assert!(read.starts_with(own.as_str()) || !stage.all(".message__bubble *").is_empty());
    }
}

#[wasm_bindgen_test]
async fn markdown_makes_nothing_else_of_them() {
    must_be_read_alone(|at, own| {
        let line = own.replace(['\n', '\r'], " ");
        vec![
            markdown(8 * at, own),
            markdown(8 * at + 1, &format!("[read]({own}) ![seen]({own}) <{own}>")),
            markdown(
                8 * at + 2,
                &format!("[{own}](https://bank.example/) ![{own}](https://bank.example/a.png)"),
            ),
            markdown(8 * at + 3, &format!("| a | {line} |\n|---|---|\n| {line} | b |")),
            markdown(
                8 * at + 4,
                &format!("> {line}\n\n- {line}\n\n# {line}\n\n~~~{line}\n{own}\n~~~"),
            ),
            markdown(
                8 * at + 5,
                &format!("[r]: <{line}> \"{line}\"\n\n[r] ![r] [{line}][r] `{line}`"),
            ),
        ]
    })
    .await;
}

#[wasm_bindgen_test]
async fn names_suggestions_and_the_chat_s_own_lines_neither() {
    must_be_read_alone(|at, own| {
        let name =
            |role| Author::Recipient(Speaker { name: own.into(), role, picture: None }.into());
        let offers = message(&format!("s{at}"), bot(), "?");
        vec![
            message(&format!("p{at}"), name(RecipientRole::Person), own),
            message(&format!("b{at}"), name(RecipientRole::Bot), own),
            message(&format!("c{at}"), Author::Chat, own),
            message(own, Author::Visitor(Delivery::Failed), own),
            MessageView { suggestions: vec![own.into(), own.into()], ..offers },
        ]
    })
    .await;
}

#[wasm_bindgen_test]
async fn cards_and_questions_neither() {
    must_be_read_alone(|at, own| {
        let buttons = vec![
            (own.to_owned(), CardAct::Say(own.into())),
            (own.to_owned(), CardAct::Open(own.into())),
            ("open".into(), CardAct::Open(own.into())),
            (own.to_owned(), CardAct::Open("https://bank.example/".into())),
            (own.to_owned(), CardAct::Open(format!("https://{own}"))),
        ];
        let picture = |stage| {
            // One that is there is an element of its own, and its words an attribute: tests/ui/pictures.rs.
            let (size, alt) = (1_000, Some(own.into()));
            let file = FileView { size, stage, is_picture: true, picture: None, alt };
            let stage = FormStage::File(Some(file));
            let form = FormView { purpose: None, fields: vec![], stage };
            let id = format!(":{own}");
            Some(MessageView { form: Some(std::sync::Arc::new(form)), ..message(&id, bot(), own) })
        };
        let card = |stage| CardView {
            title: own.into(),
            text: Some(own.into()),
            picture: picture(stage),
            buttons: buttons.clone(),
        };
        let cards = vec![card(FileStage::Broken), card(FileStage::Fetching(50))];
        let rating = |most, given| RatingView { most, given };
        let view = |carousel| RichView { cards: cards.clone(), carousel, ..RichView::default() };
        let asks = |rating| RichView { rating: Some(rating), ..RichView::default() };
        vec![
            rich(view(false), 4 * at, own),
            MessageView { id: own.into(), ..rich(view(true), 0, own) },
            rich(asks(rating(5, None)), 4 * at + 1, own),
            rich(asks(rating(2, Some((2, Delivery::Sent)))), 4 * at + 2, own),
        ]
    })
    .await;
}

#[wasm_bindgen_test]
async fn forms_neither() {
    must_be_read_alone(|at, own| {
        let field = |kind| FieldView {
            name: own.into(),
            label: own.into(),
            kind,
            required: true,
            why: Some(own.into()),
            autocomplete: own.into(),
            file: vec![own.into(); 4],
            wrong: None,
        };
        let form = |stage| FormView {
            purpose: Some((own.into(), own.into())),
            fields: vec![field("name"), field("address"), field("file")],
            stage,
        };
        let asks = |id: String, stage| {
            let form = Some(std::sync::Arc::new(form(stage)));
            MessageView { form, ..message(&id, bot(), own) }
        };
        let filled = FormStage::Filled(own.into(), Delivery::Sent, own.into(), Some(1));
        vec![
            asks(format!("a{at}"), FormStage::Asked),
            asks(own.into(), FormStage::Open(true)),
            asks(format!("f{at}"), filled),
            asks(format!("c{at}"), FormStage::Closed(Some(own.into()))),
        ]
    })
    .await;
}

#[wasm_bindgen_test]
async fn names_of_files_neither() {
    must_be_read_alone(|at, own| {
        let file = |stage| FileView {
            size: 1_000,
            stage,
            is_picture: true,
            picture: None,
            alt: Some(own.into()),
        };
        let brings = |id: String, author, stage| {
            let stage = FormStage::File(Some(file(stage)));
            let form = FormView { purpose: None, fields: vec![], stage };
            MessageView { form: Some(std::sync::Arc::new(form)), ..message(&id, author, own) }
        };
        vec![
            brings(format!("h{at}"), bot(), FileStage::Here),
            brings(own.into(), bot(), FileStage::Fetching(50)),
            brings(format!("r{at}"), Author::Visitor(Delivery::Sent), FileStage::Refused("type")),
        ]
    })
    .await;
}

#[wasm_bindgen_test]
async fn what_a_page_puts_into_the_field_stays_words() {
    let trap = Trap::set();
    let stage = conversation().await;
    for own in corpus() {
        stage.write("").await;
        stage.state.put_back.set(vec![own.clone()]);
        settle().await;
        let written = own.replace("\r\n", "\n").replace('\r', "\n");
        assert_eq!(stage.field().value().trim_end_matches('\n'), written.trim_end_matches('\n'));
        assert!(faults(&stage.root).is_empty(), "{own}");
    }
    assert_eq!((trap.ran(), trap.requested()), (0.0, 0));
}
