//! What a recipient says beside plain words, in the shipped widget: its parts load when they are needed, cards
//! and ratings do what they say, and nothing that is said runs or fetches.

use std::fs;

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::{Value, json};
use sigilo_e2e::axe;
use sigilo_e2e::browser::{Browser, Setting};
use sigilo_e2e::chat::Chat;
use sigilo_e2e::paths;
use sigilo_e2e::world::{WIDGET, World};
use tempfile::TempDir;

/// What the demo's insurer answers with cards, and with a question.
const PLANS: &str = "¿En qué se diferencian los planes?";
const GOODBYE: &str = "Adiós";

/// How often a part was asked for.
fn asked(browser: &Browser, purpose: &str) -> usize {
    let start = format!("{WIDGET}/sigilo-{purpose}-");
    let all = browser.watch().all();
    all.requests().iter().filter(|asked| asked.url.starts_with(&start)).count()
}

/// Presses the first of these that reads so, once it is there.
async fn press(browser: &Browser, css: &str, words: &str) -> Result<()> {
    let press = async || {
        for one in browser.find_all(css).await? {
            if one.text().await?.starts_with(words) {
                return one.click().await;
            }
        }
        bail!("nothing reads {words}")
    };
    browser.wait(words, press).await
}

#[tokio::test]
async fn cards_and_a_rating_come_with_their_part_once_and_go_the_way_of_words() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, "¿Hay franquicia?").await?;
    assert_eq!((asked(&browser, "rich"), asked(&browser, "markdown")), (0, 0));

    chat.ask(PLANS).await?;
    browser.wait_for(".cards__track .card").await?;
    assert_eq!(browser.find_all(".card").await?.len(), 3);
    assert_eq!((asked(&browser, "rich"), asked(&browser, "markdown")), (1, 0));
    axe::must_find_nothing(&browser, "cards side by side").await?;
    let before = chat.answers().await?.len();
    press(&browser, ".card__button", "Qué no cubre").await?;
    chat.answer(before).await?;
    chat.delivery("¿Qué no cubre?", &["Entregado", "Leído"]).await?;

    chat.say(GOODBYE).await?;
    browser.wait_for(".rating").await?;
    axe::must_find_nothing(&browser, "a question how content one is").await?;
    press(&browser, ".rating__choice", "4").await?;
    let comment = browser.wait_for(".rating textarea").await?;
    comment.click().await?;
    comment.type_text("Mi tarjeta es 4111 1111 1111 1111").await?;
    press(&browser, ".rating .button", "Enviar").await?;
    // What is said to a score is looked at like any other words.
    chat.decide("Enviar tapado").await?;
    let told = async || {
        let words = browser.find(".rating").await?.text().await?;
        ensure!(words.contains("4 / 5") && words.contains("Entregado"), "{words}");
        Ok(())
    };
    browser.wait("the score", told).await?;
    browser.reload().await?;
    Chat::open(&browser).await?.conversation().await?;
    browser.wait("the score after a reload", told).await?;
    browser.wait_for(".cards__track .card").await?;
    assert_eq!(asked(&browser, "rich"), 2, "once a load");
    Ok(())
}

#[tokio::test]
async fn a_part_that_is_missing_leaves_the_words_and_the_conversation() -> Result<()> {
    let files = TempDir::new()?;
    for entry in fs::read_dir(paths::dist())? {
        let entry = entry?;
        let name = entry.file_name().into_string().unwrap_or_default();
        if entry.file_type()?.is_file() && !name.starts_with("sigilo-rich-") {
            fs::copy(entry.path(), files.path().join(name))?;
        }
    }
    let world = World::with_files(files.path()).await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, PLANS).await?;
    let answers = chat.answers().await?;
    ensure!(answers.iter().any(|line| line.text.starts_with("Alba")), "{answers:?}");
    ensure!(browser.find_all(".card").await?.is_empty(), "there are cards without their part");
    chat.ask("¿Hay franquicia?").await?;
    ensure!(asked(&browser, "rich") <= 2, "it is not asked for again and again");
    Ok(())
}

/// Whatever is among them, the elements of the conversation are of these.
const LOOK: &str = r#"
    const tags = ["A", "BDI", "BLOCKQUOTE", "BUTTON", "CODE", "DIALOG", "DIV", "EM", "HR", "LI", "OL", "P", "PRE",
        "S", "SPAN", "STRONG", "TABLE", "TD", "TH", "THEAD", "TIME", "TR", "UL", "path", "svg"];
    const faults = [];
    for (const one of document.querySelectorAll(".log *")) {
        if (!tags.includes(one.tagName)) faults.push(one.tagName);
        for (const { name, value } of one.attributes) {
            if (/^on|^(style|src|srcset|srcdoc|action|formaction|data|background|ping|poster)$/.test(name)) {
                faults.push(`${one.tagName} ${name}`);
            }
            if (name === "href" && !/^(https:\/\/|mailto:|tel:)/.test(value)) faults.push(value);
        }
    }
    return { faults, ran: window.ran, violations: window.violations };"#;

#[tokio::test]
async fn what_would_run_or_fetch_is_read_under_the_widget_s_own_policy() -> Result<()> {
    let mut world = World::start().await?;
    let _echo = world.hand_over().await?;
    let browser = world.browser(&Setting::default()).await?;
    Chat::allowed(&browser).await?;
    let trap = "window.ran = 0; window.violations = [];
        for (const name of ['alert', 'confirm', 'prompt', 'print']) window[name] = () => { window.ran += 1; };
        addEventListener('securitypolicyviolation', (event) => violations.push(event.blockedURI));";
    browser.run(trap, vec![]).await?;

    let corpus = include_str!("../../../data/xss.txt");
    let is_payload = |line: &&str| !line.is_empty() && !line.starts_with("## ");
    // One of every few, of each family, without those whose signs stand for others.
    let payloads: Vec<&str> =
        corpus.lines().filter(is_payload).filter(|own| !own.contains('\\')).collect();
    let payloads: Vec<&str> = payloads.into_iter().step_by(6).take(60).collect();
    assert_eq!(payloads.len(), 60);
    for some in payloads.chunks(10) {
        let texts = some.iter().flat_map(|own| {
            let card = json!({"title": own, "text": own, "actions": [{"label": "x", "say": own}]});
            [
                json!({"text": own}),
                json!({"text": format!("{own}\n\n[a]({own}) ![b]({own}) `{own}`"), "format": "markdown"}),
                json!({"text": "cards", "cards": [card]}),
            ]
        });
        let texts = Value::Array(texts.collect()).to_string();
        // Beside the keyboard: it is long.
        let send = "const field = document.querySelector('#field');
            field.value = arguments[0];
            field.dispatchEvent(new Event('input', { bubbles: true }));";
        browser.run(send, vec![texts.into()]).await?;
        browser.wait_for(".composer__send:not([disabled])").await?.click().await?;
        let last = *some.last().context("none")?;
        let there = async || {
            if let Some(send) = browser.find_all(".prompt__choice").await?.pop() {
                send.click().await?;
            }
            let titles = "return [...document.querySelectorAll('.card__title')].map((own) => own.textContent)";
            let titles = browser.run(titles, vec![]).await?;
            let is_there = titles.as_array().is_some_and(|all| all.iter().any(|own| own == last));
            ensure!(is_there, "{titles}");
            Ok(())
        };
        browser.wait("what was said back", there).await?;
        browser.wait_for(".rich").await.context("Markdown is drawn")?;
        let found = browser.run(LOOK, vec![]).await?;
        assert_eq!(found["faults"], json!([]), "{found}");
        assert_eq!(found["ran"], json!(0));
        assert_eq!(found["violations"], json!([]), "the policy had nothing to do");
    }
    let all = browser.watch().all();
    let is_strange = all.requests().iter().any(|own| own.url.contains("evil.example"));
    ensure!(!is_strange, "something was asked of a host that a message names");
    Ok(())
}
