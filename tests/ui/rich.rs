//! Links, markup, cards and ratings: what they are made of, what they do, what they ask first.

use leptos::prelude::*;
use sigilo::state::*;
use sigilo::text::Lang;
use sigilo::ui::{bring, bring_markdown, bring_rich};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::stage::{Stage, bot, focused, message, settle};

async fn shown(view: RichView, text: &str) -> Stage {
    shown_in(Lang::Es, view, text).await
}

async fn shown_in(lang: Lang, view: RichView, text: &str) -> Stage {
    let stage = Stage::show(Screen::Conversation).await;
    stage.state.lang.set(lang);
    stage.root.style().set_property("width", "320px").unwrap();
    settle().await;
    bring_rich();
    bring_markdown();
    bring(stage.state);
    let rich = Some(Rich::new(view));
    stage.say(vec![MessageView { rich, ..message("bot:m", bot(), text) }]);
    settle().await;
    stage
}

async fn plain(text: &str) -> Stage {
    shown(RichView::default(), text).await
}

async fn marked(text: &str) -> Stage {
    shown(RichView { markdown: true, ..RichView::default() }, text).await
}

fn href(of: &HtmlElement) -> String {
    of.get_attribute("href").unwrap_or_default()
}

fn text(of: &HtmlElement) -> String {
    of.text_content().unwrap()
}

#[wasm_bindgen_test]
async fn addresses_in_plain_words_are_links() {
    let words =
        "Mira https://bank.example/a, escribe a hola@bank.example o llama al +34 900 000 000.";
    let stage = plain(words).await;
    let links = stage.all(".message__bubble a");
    let found: Vec<_> = links.iter().map(|own| (text(own), href(own))).collect();
    let expected = [
        ("https://bank.example/a", "https://bank.example/a"),
        ("hola@bank.example", "mailto:hola@bank.example"),
        ("+34 900 000 000", "tel:+34900000000"),
    ];
    assert_eq!(found, expected.map(|(text, href)| (text.to_owned(), href.to_owned())));
    for link in &links {
        assert_eq!(link.get_attribute("rel").as_deref(), Some("noopener noreferrer"));
    }
    assert_eq!(links[0].get_attribute("target").as_deref(), Some("_blank"));
    assert_eq!(text(&stage.one(".message__bubble")), words, "nothing is lost or added");
}

#[wasm_bindgen_test]
async fn every_mark_has_its_element_and_a_heading_is_no_heading() {
    let stage = marked(
        "# Head\n\n**strong** *em* ~~no~~ `code`\n\n> quote\n\n3. three\n4. four\n   - in\n\n```\nfn main() {}\n```\n\n\
         | a | b |\n|---|---|\n| 1 | 2 |\n\n---",
    )
    .await;
    let read = |selector: &str| text(&stage.one(&[".rich ", selector].concat()));
    for (selector, words) in [
        ("p > strong.rich__head", "Head"),
        ("p > strong:not(.rich__head)", "strong"),
        ("em", "em"),
        ("s", "no"),
        ("p > code", "code"),
        ("blockquote > p", "quote"),
        ("ol > li > ul > li", "in"),
        ("pre > code", "fn main() {}\n"),
        ("thead th:last-child", "b"),
        ("table > tr > td:first-child", "1"),
    ] {
        assert_eq!(read(selector), words, "{selector}");
    }
    assert_eq!(stage.one(".rich ol").get_attribute("start").as_deref(), Some("3"));
    assert_eq!(stage.all(".rich hr").len(), 1);
    assert!(stage.all(".log h1, .log h2, .log h3").is_empty());
    for wide in stage.all(".rich__wide") {
        assert_eq!(wide.get_attribute("tabindex").as_deref(), Some("0"));
        assert!(wide.get_attribute("aria-label").is_some_and(|name| !name.is_empty()));
    }
}

#[wasm_bindgen_test]
async fn a_picture_is_its_words_and_a_link_and_html_is_words() {
    let stage = marked("![A cat](https://a.example/cat.png) <b>x</b>").await;
    assert!(stage.all("img, b").is_empty());
    assert_eq!(text(&stage.one(".message__bubble")), "A cat (a.example) <b>x</b>");
    assert_eq!(href(&stage.one(".message__bubble a")), "https://a.example/cat.png");
}

#[wasm_bindgen_test]
async fn a_link_says_where_it_leads_unless_its_words_do() {
    for (markup, words) in [
        ("[ask us](https://bank.example/help)", "ask us (bank.example)"),
        ("[bank.example](https://bank.example/help)", "bank.example"),
        ("[write](mailto:a@bank.example)", "write (a@bank.example)"),
        ("[900 000 000](tel:900000000)", "900 000 000"),
        ("[call](tel:900000000)", "call (900000000)"),
        ("[gone](http://bank.example)", "gone (http://bank.example)"),
        ("[run](javascript:alert)", "run (javascript:alert)"),
    ] {
        let stage = marked(markup).await;
        assert_eq!(text(&stage.one(".message__bubble")), words, "{markup}");
        let is_link = !markup.contains("http:") && !markup.contains("javascript");
        assert_eq!(stage.all(".message__bubble a").len(), usize::from(is_link), "{markup}");
    }
}

#[wasm_bindgen_test]
async fn what_may_lead_elsewhere_than_it_seems_asks_first_and_says_why() {
    let rich = Lang::Es.rich();
    for (markup, place, why) in [
        ("[bank.example](https://evil.example)", "evil.example", rich.name),
        ("[https://bank.example/a.php](https://evil.example)", "evil.example", rich.name),
        (
            "[bank.example: entra](https://bank.example.evil.example)",
            "bank.example.evil.example",
            rich.name,
        ),
        ("[bank。example](https://evil.example)", "evil.example", rich.name),
        ("[hola@bank.example](mailto:a@evil.example)", "a@evil.example", rich.name),
        ("https://bank.example@evil.example", "evil.example", rich.user),
        ("[a](https://bank.example:443@evil.example)", "evil.example", rich.user),
        ("https://аррӏе.example", "xn--80ak6aa92e.example", rich.letters),
        ("https://xn--80ak6aa92e.example", "xn--80ak6aa92e.example", rich.letters),
        ("[a\u{202e}b](https://bank.example)", "bank.example", rich.hidden),
        ("[a](https://bank.example/%E2%80%AEfdp.exe)", "bank.example", rich.hidden),
    ] {
        let stage = marked(markup).await;
        assert!(
            stage
                .all(".message__bubble a")
                .iter()
                .all(|own| own.closest("dialog").unwrap().is_some())
        );
        let dialog = stage.one("dialog");
        assert!(!dialog.has_attribute("open"));

        stage.one(".rich__doubt").click();
        settle().await;

        assert!(dialog.has_attribute("open"), "{markup}");
        assert_eq!(text(&stage.one(".leaving__place")), place, "{markup}");
        assert!(text(&dialog).contains(why), "{markup}: {}", text(&dialog));
        // What Enter does without more: nothing.
        let back = stage.button(rich.back);
        assert!(document().active_element().is_some_and(|own| own == *back.unchecked_ref()));
        let open = stage.one("dialog a");
        assert_eq!(open.get_attribute("rel").as_deref(), Some("noopener noreferrer"));
        back.click();
        settle().await;
        assert!(!dialog.has_attribute("open"));
    }
}

#[wasm_bindgen_test]
async fn what_is_what_it_seems_asks_nothing() {
    for markup in [
        "https://bank.example/a.php?b=c.de",
        "[bank.example](https://www.bank.example/)",
        "[www.bank.example](https://bank.example/)",
        "[bank.example](https://help.bank.example/)",
        "[condiciones.pdf](https://bank.example/condiciones.pdf)",
        "[Más de 3.5 millones. Entra](https://bank.example)",
        "[📄 Ayuda](https://bank.example)",
        "[مساعدة](https://bank.example)",
    ] {
        let stage = marked(markup).await;
        assert!(stage.all("dialog").is_empty(), "{markup}");
        assert_eq!(stage.all(".message__bubble a").len(), 1, "{markup}");
    }
}

#[wasm_bindgen_test]
async fn escape_ends_the_question_and_not_the_chat() {
    let stage = marked("[bank.example](https://evil.example)").await;
    stage.one(".rich__doubt").click();
    settle().await;
    stage.press(&stage.button(Lang::Es.rich().back), "Escape", false, false).await;
    assert_eq!(stage.commands(), []);
}

#[wasm_bindgen_test]
async fn what_is_still_being_written_is_drawn_at_every_sign() {
    let whole = "**a** [b](https://bank.example) `c`\n\n| d |\n|---|\n| e |\n\n```\nf\n```";
    let stage = marked("").await;
    for (end, _) in whole.char_indices() {
        let rich = Some(Rich::new(RichView { markdown: true, ..RichView::default() }));
        let part = message("bot:m", bot(), &whole[..end]);
        stage.say(vec![MessageView { rich, ..part }]);
        leptos::task::tick().await;
    }
    settle().await;
    assert_eq!(stage.all(".rich table, .rich strong, .rich a, .rich pre").len(), 4);
}

fn card(title: &str) -> CardView {
    let buttons = vec![
        ("SAY".to_owned(), CardAct::Say(format!("TELL {title}"))),
        ("OPEN".to_owned(), CardAct::Open("https://bank.example/".into())),
    ];
    CardView { title: title.into(), text: Some("TEXT".into()), picture: None, buttons }
}

#[wasm_bindgen_test]
async fn a_card_s_button_says_what_it_is_for_or_leads_there() {
    let stage = shown(RichView { cards: vec![card("ONE")], ..RichView::default() }, "").await;
    assert!(stage.all(".message__bubble").is_empty(), "without words there is no bubble");
    assert_eq!(stage.all("ul.cards > li.card").len(), 1);
    stage.button("SAY").click();
    assert_eq!(stage.commands(), [Command::Send("TELL ONE".into())]);
    assert_eq!(focused(), "field");
    let open = stage.one(".card a");
    assert_eq!(
        (text(&open).as_str(), href(&open).as_str()),
        ("OPEN (bank.example)", "https://bank.example/")
    );
}

#[wasm_bindgen_test]
async fn in_a_conversation_that_is_gone_a_card_says_nothing() {
    let view = RichView { cards: vec![card("ONE")], closed: true, ..RichView::default() };
    let stage = shown(view, "").await;
    stage.button("SAY").click();
    assert_eq!(stage.commands(), []);
}

#[wasm_bindgen_test]
async fn cards_side_by_side_are_gone_through_by_button_and_key_in_either_direction() {
    for lang in [Lang::Es, Lang::Ar] {
        let cards = ["ONE", "TWO", "THREE", "FOUR", "FIVE"].map(card).to_vec();
        let view = RichView { cards, carousel: true, ..RichView::default() };
        let stage = shown_in(lang, view, "ALL").await;
        let track = stage.one(".cards__track");
        let style = web_sys::window().unwrap().get_computed_style(&track).unwrap().unwrap();
        assert!(style.get_property_value("scroll-snap-type").unwrap().contains('x'));
        track.style().set_property("scroll-behavior", "auto").unwrap();
        let slides = stage.all(".card");
        assert_eq!(slides[1].get_attribute("aria-label").as_deref(), Some("2 / 5"));
        assert_eq!(
            slides[1].get_attribute("aria-roledescription").as_deref(),
            Some(lang.rich().slide)
        );
        let carousel = stage.one(".cards--row");
        assert_eq!(
            carousel.get_attribute("aria-roledescription").as_deref(),
            Some(lang.rich().carousel)
        );
        let way = if lang == Lang::Ar { -1 } else { 1 };

        stage.all(".cards__step")[1].click();
        settle().await;
        let first = track.scroll_left() * way;
        assert!(first > 100, "{lang:?} {first}");
        stage.press(&track, if way > 0 { "ArrowRight" } else { "ArrowLeft" }, false, false).await;
        let second = track.scroll_left() * way;
        assert!(second > first, "{lang:?} {first} {second}");
        stage.all(".cards__step")[0].click();
        stage.all(".cards__step")[0].click();
        settle().await;
        assert!(track.scroll_left() * way < first, "{lang:?}");
        // The chat itself is no wider for it.
        assert!(stage.one("main").scroll_width() <= stage.one("main").client_width(), "{lang:?}");
    }
}

fn asks(most: u64, given: Option<(u64, Delivery)>) -> RichView {
    RichView { rating: Some(RatingView { most, given }), ..RichView::default() }
}

#[wasm_bindgen_test]
async fn a_score_is_chosen_and_sent_with_words_or_without() {
    let rich = Lang::Es.rich();
    let stage = shown(asks(5, None), "HOW?").await;
    let group = stage.one("[role=radiogroup]");
    let title = group.get_attribute("aria-labelledby").unwrap();
    assert_eq!(
        document().get_element_by_id(&title).unwrap().text_content().as_deref(),
        Some("HOW?")
    );
    let scores = stage.all(".rating__choice");
    let names: Vec<_> = scores.iter().map(text).collect();
    // Apart for whoever hears them: what is not seen is a block.
    let (worst, best) = (format!("1{}", rich.worst), format!("5{}", rich.best));
    assert_eq!(names, [&worst, "2", "3", "4", &best]);

    let send = stage.one(".rating .button");
    send.click();
    settle().await;
    assert_eq!(stage.commands(), [], "nothing is chosen");
    assert_eq!(text(&stage.one(".rating__missing")), rich.choose);

    scores[3].click();
    stage
        .one(".rating textarea")
        .unchecked_into::<web_sys::HtmlTextAreaElement>()
        .set_value("WORDS");
    send.click();
    assert_eq!(stage.commands(), [Command::Rate("bot:m".into(), 4, "WORDS".into())]);
}

#[wasm_bindgen_test]
async fn yes_and_no_are_a_rating_and_what_was_given_is_told() {
    let rich = Lang::Es.rich();
    let stage = shown(asks(2, None), "HELPED?").await;
    let names: Vec<_> = stage.all(".rating__choice").iter().map(text).collect();
    assert_eq!(names, [rich.yes, rich.no]);
    stage.all(".rating__choice")[1].click();
    stage.one(".rating .button").click();
    assert_eq!(stage.commands(), [Command::Rate("bot:m".into(), 1, String::new())]);

    for (most, score, told) in [(2, 2, rich.yes), (5, 4, "4 / 5")] {
        let stage = shown(asks(most, Some((score, Delivery::Delivered))), "HELPED?").await;
        assert!(stage.all(".rating input, .rating textarea, .rating button").is_empty());
        assert_eq!(text(&stage.one(".rating strong")), told);
        assert!(text(&stage.one(".rating")).contains(Lang::Es.text().delivered));
    }
}
