//! Pictures of the desk's: sealed on their way, fetched from the relay alone once they are seen, and never anything but
//! pictures.

use std::sync::Arc;

use anyhow::{Result, ensure};
use serde_json::json;
use sigilo_backend::desk::bot::{Bot, Reply, ReplyFile};
use sigilo_backend::desk::pictures::in_cards;
use sigilo_e2e::axe;
use sigilo_e2e::browser::{Browser, Setting};
use sigilo_e2e::canary::Canary;
use sigilo_e2e::chat::Chat;
use sigilo_e2e::world::{BACKEND, SITE, WIDGET, World};

/// What the demo's insurer answers with cards side by side, each with a picture.
const PLANS: &str = "¿En qué se diferencian los planes?";

/// What the pictures that are there are: their words, where they lie, how wide they are; and how many places there are.
const SEEN: &str = "return {
    places: document.querySelectorAll('.card__picture').length,
    seen: [...document.querySelectorAll('.card__picture img')]
        .filter((own) => own.complete)
        .map((own) => [own.alt, own.src.slice(0, 5), own.naturalWidth]) }";

/// How often a sealed file was asked for.
fn fetched(browser: &Browser) -> usize {
    let all = browser.watch().all();
    let is_blob = |url: &str| url.contains("/blobs/");
    all.requests().iter().filter(|own| own.method == "GET" && is_blob(&own.url)).count()
}

/// Waits until so many pictures are seen.
async fn see(browser: &Browser, count: usize) -> Result<()> {
    let see = async || {
        let found = browser.run(SEEN, vec![]).await?;
        let seen = found["seen"].as_array().cloned().unwrap_or_default();
        ensure!(found["places"] == 3 && seen.len() == count, "{found}");
        ensure!(seen.iter().all(|own| own[1] == "blob:" && own[2] == 640), "{found}");
        ensure!(
            seen.iter().all(|own| own[0].as_str().is_some_and(|alt| alt.starts_with("Dibujo de"))),
            "{found}"
        );
        Ok(())
    };
    browser.wait("pictures", see).await
}

/// Shows the cards that came last, which are larger than their place: what is not seen is not fetched. As a message
/// comes, its end is shown.
const TO_THE_CARDS: &str = "
    [...document.querySelectorAll('.cards')].pop()?.scrollIntoView({ behavior: 'instant' });
    return !!document.querySelector('.card__picture img')";

/// Looks at the cards until a picture is there.
async fn look(browser: &Browser) -> Result<()> {
    let look = async || {
        ensure!(browser.run(TO_THE_CARDS, vec![]).await? == true, "no picture yet");
        Ok(())
    };
    browser.wait("a picture of the cards", look).await
}

/// Shows the last card.
const TO_THE_END: &str =
    "document.querySelector('.cards__track').scrollTo({ left: 1e5, behavior: 'instant' })";

#[tokio::test]
async fn cards_have_pictures_that_only_the_visitor_opens_and_only_the_relay_is_asked_for()
-> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, PLANS).await?;
    look(&browser).await?;
    axe::must_find_nothing(&browser, "cards with pictures").await?;
    ensure!(fetched(&browser) < 3, "the last card is not seen yet");
    browser.run(TO_THE_END, vec![]).await?;
    see(&browser, 3).await?;
    assert_eq!(fetched(&browser), 3);

    // Another time they are there already: the same files, opened once.
    chat.ask("¿Hay franquicia?").await?;
    chat.ask(PLANS).await?;
    browser
        .wait("the pictures again", async || {
            browser.run(TO_THE_CARDS, vec![]).await?;
            let found = browser.run(SEEN, vec![]).await?;
            ensure!(
                found["places"] == 6 && found["seen"].as_array().is_some_and(|own| own.len() == 6),
                "{found}"
            );
            Ok(())
        })
        .await?;
    assert_eq!(fetched(&browser), 3);

    let all = browser.watch().all();
    for asked in all.requests() {
        let is_ours = [SITE, WIDGET, BACKEND].iter().any(|own| {
            asked.url.starts_with(own) || asked.url.starts_with(&own.replace("http", "ws"))
        });
        ensure!(is_ours, "another host was asked: {}", asked.line());
    }
    assert_eq!(all.violations(), Vec::<String>::new());
    for canary in ["Dibujo de una casa", "alba.webp"] {
        let canary = Canary::new(canary)?;
        all.must_not_contain(&canary)?;
        world.must_not_contain(&canary)?;
    }
    let own = include_bytes!("../../../../crates/backend/demo/insurer/files/alba.webp");
    let disk = std::fs::read(world.database())?;
    let piece = &own[own.len() / 2..own.len() / 2 + 24];
    ensure!(!disk.windows(piece.len()).any(|own| own == piece), "the relay has the picture");
    Ok(())
}

#[tokio::test]
async fn where_a_picture_can_not_be_had_its_words_are_there_and_it_can_be_tried_again() -> Result<()>
{
    let mut world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let _chat = Chat::begun(&browser, PLANS).await?;
    look(&browser).await?;
    world.stop_relay().await?;
    browser.run(TO_THE_END, vec![]).await?;
    let told = async || {
        let words = "return [...document.querySelectorAll('.card__picture')].pop().textContent";
        let words = browser.run(words, vec![]).await?;
        let words = words.as_str().unwrap_or_default().to_owned();
        let is_told = words.contains("mediodía") && words.contains("Ver la imagen");
        ensure!(is_told && words.contains("No se ha podido abrir"), "{words}");
        Ok(())
    };
    browser.wait("the words of a picture that is not there", told).await?;
    axe::must_find_nothing(&browser, "a picture that can't be had").await?;
    world.start_relay().await?;
    let again = async || {
        let press = "const own = [...document.querySelectorAll('.card__picture')].pop();
            own.querySelector('button')?.click();
            return !!own.querySelector('img')";
        let is_there = browser.run(press, vec![]).await?;
        ensure!(is_there == true, "not yet");
        Ok(())
    };
    browser.wait("the picture, tried again", again).await
}

/// A desk that sends what is none as a picture.
struct Liar;

const SCRIPT: &[u8] = b"<svg xmlns='http://www.w3.org/2000/svg' onload='window.ran = 1'><script>window.ran = 1</script></svg>";

impl Bot for Liar {
    fn greet(&self, _: &str) -> Reply {
        Reply::plain("Buenas.")
    }

    fn answer(&self, text: &str, _: &str) -> Reply {
        if text == "imagen" {
            let alt = Some("Un dibujo".into());
            let (name, media) = ("dibujo.png".into(), "image/png".into());
            let file = ReplyFile { name, media, bytes: SCRIPT.into(), alt };
            return Reply { file: Some(Box::new(file)), ..Reply::plain("Toma.") };
        }
        let large: Arc<[u8]> = vec![0x89; 300 * 1024].into();
        let find =
            |name: &str| Some(if name == "large.png" { large.clone() } else { SCRIPT.into() });
        let picture = |file: &str| json!({"file": file, "alt": "Una casa"});
        let cards = json!([
            {"title": "Uno", "picture": picture("drawing.svg")},
            {"title": "Dos", "picture": picture("large.png")},
            {"title": "Tres", "picture": {"url": "https://evil.example/a.png", "alt": ""}},
        ]);
        let Some((cards, pictures)) = in_cards(&cards, None, &find) else {
            return Reply::plain("?");
        };
        Reply { cards: Some(cards), pictures, ..Reply::plain("Uno, dos y tres.") }
    }
}

#[tokio::test]
async fn what_only_claims_to_be_a_picture_is_drawn_nowhere() -> Result<()> {
    let mut world = World::start().await?;
    world.change_desk(Arc::new(Liar)).await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, "tarjetas").await?;
    browser.wait_for(".card").await?;
    assert_eq!(browser.find_all(".card").await?.len(), 3, "the cards come without");
    ensure!(browser.find_all(".card__picture").await?.is_empty(), "the desk let one through");

    // Sealed and sent all the same, it is looked at here once more.
    chat.say("imagen").await?;
    let told = async || {
        let words = browser.find(".file").await?.text().await?;
        ensure!(words.contains("dibujo.png") && words.contains("No se ha podido abrir"), "{words}");
        Ok(())
    };
    browser.wait("that it is none", told).await?;
    ensure!(browser.find_all(".log img").await?.is_empty(), "it is drawn");
    let ran = browser.run("return window.ran ?? null", vec![]).await?;
    ensure!(ran.is_null(), "it has run");
    let all = browser.watch().all();
    assert_eq!(all.violations(), Vec::<String>::new());
    ensure!(
        !all.requests().iter().any(|own| own.url.contains("evil.example")),
        "an address was asked"
    );
    Ok(())
}
