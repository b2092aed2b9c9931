//! The visitor's language: the page's, else the browser's, and the visitor has the last word.

use anyhow::{Context as _, Result, ensure};
use serde_json::json;
use sigilo_e2e::axe;
use sigilo_e2e::browser::Setting;
use sigilo_e2e::chat::Chat;
use sigilo_e2e::world::{SITE, Tag, World};

#[tokio::test]
async fn the_page_s_language_is_spoken_and_the_visitor_can_change_it() -> Result<()> {
    let world = World::start().await?;
    // The browser would prefer the other language: the page decides.
    let visits = [
        (Setting::english(), format!("{SITE}/"), ["Antes de empezar", "Before we start"]),
        (Setting::default(), format!("{SITE}/en/"), ["Before we start", "Antes de empezar"]),
    ];
    for (setting, page, [first, second]) in visits {
        let browser = world.browser(&setting).await?;
        browser.goto(&page).await?;
        let chat = Chat::open(&browser).await?;
        let notice = chat.notice().await?.text().await?;
        assert!(notice.contains(first), "{notice}");
        chat.toggle_language().await?;
        let speaks = browser
            .wait(second, async || {
                let words = chat.words().await?;
                ensure!(words.contains(second), "{words}");
                Ok(words)
            })
            .await?;
        assert!(!speaks.contains(first), "{speaks}");
        let lang = browser.find("html").await?.attribute("lang").await?;
        assert_eq!(lang.as_deref(), Some(if second.starts_with('B') { "en" } else { "es" }));
    }
    Ok(())
}

#[tokio::test]
async fn an_english_visitor_gets_the_notice_and_the_answers_in_english() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::english()).await?;
    browser.goto(&format!("{SITE}/en/")).await?;
    let chat = Chat::open(&browser).await?;
    let notice = chat.notice().await?.text().await?;
    for words in ["Seguros Aurora", "Who can read", "Allow", "Refuse", "a bot"] {
        assert!(notice.contains(words), "{words} is not in {notice}");
    }
    chat.allow().await?;
    let answer = chat.ask("What is not covered?").await?;
    assert!(answer.text.contains("We do not cover"), "{answer:?}");
    assert!(answer.name.contains("automatic assistant"), "{answer:?}");
    chat.delivery("What is not covered?", &["Delivered"]).await?;
    Ok(())
}

#[tokio::test]
async fn a_visitor_fetches_the_sentences_of_one_language_and_never_a_mixture() -> Result<()> {
    let world = World::start().await?;
    // What this page says, no policy here has a text in: the visitor's own next language that one has.
    let setting = Setting { languages: "fr-FR,ar,en".into(), ..Setting::default() };
    let browser = world.browser(&setting).await?;
    browser.goto(SITE).await?;
    Chat::launcher(&browser).await?;
    browser.run("document.querySelector('sigilo-chat').dataset.lang = 'fr'", vec![]).await?;
    let opened = browser.watch().mark();
    let chat = Chat::open(&browser).await?;
    let notice = chat.notice().await?.text().await?;
    assert!(notice.contains("Before we start") && notice.contains("Allow"), "{notice}");
    let fetched = |kind: &str| {
        let asked = browser.watch().since(opened).requests();
        let urls = asked.into_iter().map(|asked| asked.url);
        let mut files: Vec<String> = urls.filter(|url| url.contains(kind)).collect();
        files.sort();
        files.dedup();
        files
    };
    // French was begun with, before the policy was there; Spanish nobody asked for.
    assert!(
        fetched("sigilo-text-").iter().all(|url| !url.contains("-es-")),
        "{:?}",
        fetched("sigilo-text-")
    );
    assert_eq!(fetched("sigilo-late-"), Vec::<String>::new());
    chat.allow().await?;
    chat.conversation().await?;
    let late = fetched("sigilo-late-");
    assert!(late.len() == 1 && late[0].contains("-en-"), "{late:?}");
    Ok(())
}

/// How far the middle of something is from the left, as a share of the frame's width.
const MIDDLE: &str =
    "const { left, right } = document.querySelector(arguments[0]).getBoundingClientRect();
    return (left + right) / 2 / innerWidth";

#[tokio::test]
async fn an_arabic_visitor_has_it_all_from_right_to_left() -> Result<()> {
    let world = World::in_arabic().await?;
    for size in [(1280, 800), (390, 844)] {
        let setting = Setting { size, phone: size.0 < 500, ..Setting::default() };
        let browser = world.browser(&setting).await?;
        world.with_tag(&browser, Tag::Lang("ar")).await?;
        browser.goto(SITE).await?;
        let chat = Chat::open(&browser).await?;
        let notice = chat.notice().await?.text().await?;
        // The controller's words, and the widget's.
        for words in ["الإجابة عن أسئلتك", "السماح", "الرفض"] {
            assert!(notice.contains(words), "{words} is not in {notice}");
        }
        let root = browser.find("html").await?;
        assert_eq!(root.attribute("lang").await?.as_deref(), Some("ar"));
        assert_eq!(root.attribute("dir").await?.as_deref(), Some("rtl"));
        // A switch of which the buttons below cover a half is there as a whole once it is scrolled to.
        let show = "document.querySelector('.switch').scrollIntoView({ block: 'center' })";
        browser.run(show, vec![]).await?;
        axe::must_find_nothing(&browser, "an Arabic notice").await?;
        chat.allow().await?;
        chat.ask("ما هي الفرنشيز؟").await?;
        chat.delivery("ما هي الفرنشيز؟", &["سُلِّمت"]).await?;
        for (css, is_left) in [
            (".header__button--close", true),
            (".composer__send", true),
            (".message--visitor .message__bubble", true),
            (".message--recipient .message__bubble", false),
        ] {
            let at = browser.run(MIDDLE, vec![json!(css)]).await?.as_f64().context("no place")?;
            ensure!((at < 0.5) == is_left, "{css} is at {at}");
        }
        // A company's name reads as it is written, whatever stands around it: its last point is after its last letter.
        let last = "const words = document.querySelector('.header__title').firstChild;
            return [2, 1].map((back) => {
                const range = new Range();
                range.setStart(words, words.length - back);
                range.setEnd(words, words.length - back + 1);
                return range.getBoundingClientRect().left;
            })";
        let last = browser.run(last, vec![]).await?;
        ensure!(last[0].as_f64() < last[1].as_f64(), "{last}");
        let wide = "const { scrollWidth, clientWidth } = document.scrollingElement; return scrollWidth - clientWidth";
        assert_eq!(browser.run(wide, vec![]).await?, json!(0), "nothing scrolls sideways");
        axe::must_find_nothing(&browser, "an Arabic conversation").await?;
        chat.open_privacy().await?;
        axe::must_find_nothing(&browser, "an Arabic privacy panel").await?;
        assert_eq!(browser.watch().all().errors(), Vec::<String>::new());
    }
    Ok(())
}
