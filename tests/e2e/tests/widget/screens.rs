//! Each screen and each state of the conversation: axe finds nothing on it, in a light Spanish desk's and in a dark English
//! phone's, and a screen reader is told of it what `trees/*.txt` say.

use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use serde_json::json;
use sigilo_e2e::browser::{Browser, Setting, key};
use sigilo_e2e::chat::Chat;
use sigilo_e2e::proxy::Fault;
use sigilo_e2e::world::{SITE, World};
use sigilo_e2e::{axe, tree};

/// One visit.
pub(crate) struct Visit {
    pub(crate) setting: Setting,
    english: bool,
}

pub(crate) fn visits() -> [Visit; 2] {
    let phone = Setting { dark: true, phone: true, size: (390, 844), ..Setting::english() };
    [Visit { setting: Setting::default(), english: false }, Visit { setting: phone, english: true }]
}

impl Visit {
    pub(crate) fn say(&self, spanish: &'static str, english: &'static str) -> &'static str {
        if self.english { english } else { spanish }
    }

    pub(crate) async fn enter<'a>(&self, browser: &'a Browser) -> Result<Chat<'a>> {
        browser.goto(&format!("{SITE}/{}", self.say("", "en/"))).await?;
        let chat = Chat::open(browser).await?;
        browser.apply(&self.setting).await?;
        Ok(chat)
    }

    /// Holds what is on the screen against axe, and in Spanish against its file.
    pub(crate) async fn see(&self, browser: &Browser, screen: &str) -> Result<()> {
        axe::must_find_nothing(browser, &format!("{screen}, english: {}", self.english)).await?;
        match self.english {
            true => Ok(()),
            false => tree::must_be(browser, &format!("{screen}-es")).await,
        }
    }
}

#[tokio::test]
async fn what_is_shown_before_a_decision() -> Result<()> {
    for visit in visits() {
        let mut world = World::start().await?;
        let browser = world.browser(&visit.setting).await?;
        world.proxy.set(Fault::Slow(Duration::from_secs(8)));
        let chat = visit.enter(&browser).await?;
        browser.wait_for(".loading").await?;
        visit.see(&browser, "loading").await?;

        world.proxy.set(Fault::ServerError);
        let chat = { visit.enter(chat.browser()).await? };
        chat.problem().await?;
        visit.see(&browser, "problem").await?;
        world.proxy.set(Fault::None);
        chat.press_button().await?;
        chat.notice().await?;
        chat.open_privacy().await?;
        visit.see(&browser, "privacy-undecided").await?;
        browser.wait_for(".panel__back").await?.click().await?;
        chat.refuse().await?;
        visit.see(&browser, "refused").await?;

        chat.press_button().await?;
        chat.allow().await?;
        world.declare(|core, _| core["purposes"][1]["retention"] = "P90D".into()).await?;
        let chat = visit.enter(&browser).await?;
        ensure!(!chat.why().await?.is_empty(), "it does not ask again");
        visit.see(&browser, "changed").await?;
    }
    Ok(())
}

#[tokio::test]
async fn what_a_conversation_shows() -> Result<()> {
    for visit in visits() {
        let world = World::start().await?;
        let browser = world.browser(&visit.setting).await?;
        let chat = visit.enter(&browser).await?;
        chat.allow().await?;
        let delivered = visit.say("Entregado", "Delivered");
        let question = visit.say("¿Hay franquicia?", "Is there an excess?");
        chat.ask(question).await?;
        chat.delivery(question, &[delivered]).await?;
        visit.see(&browser, "conversation").await?;

        browser.enter_page().await?;
        browser.run("sigilo.context({ Plan: 'Oro' })", vec![]).await?;
        Chat::inside(&browser).await?;
        browser.wait_for(".context").await?;
        visit.see(&browser, "context").await?;
        browser.find_all(".context button").await?.last().context("no way out")?.click().await?;

        browser.wait_for("#search").await?.click().await?;
        browser.wait_for(".find input").await?.type_text(visit.say("franquicia", "excess")).await?;
        browser.wait_for(".find__count").await?;
        visit.see(&browser, "search").await?;
        browser.press(key::ESCAPE).await?;

        world.proxy.set(Fault::Refusing);
        let failed = visit.say("¿Y esto?", "And this?");
        chat.say(failed).await?;
        chat.delivery(failed, &[visit.say("No se ha enviado", "Not sent")]).await?;
        visit.see(&browser, "failed").await?;
        world.proxy.set(Fault::None);
        // Of the two ways, to try again and to discard, the second.
        let both = browser.find_all(".message--failed .message__button").await?;
        ensure!(both.len() == 2, "there are {} ways", both.len());
        both[1].click().await?;
        browser
            .wait("the message to go", async || {
                ensure!(!chat.texts().await?.iter().any(|own| own == failed), "it is there");
                Ok(())
            })
            .await?;

        chat.say(visit.say("Quiero un presupuesto", "I want a quote")).await?;
        chat.form().await?.press(visit.say("Rellenar", "Fill in")).await?;
        chat.prompt().await?;
        visit.see(&browser, "prompt").await?;
        chat.decide(visit.say("Permitir", "Allow")).await?;
        // The conversation says what was allowed, and by whom it is read.
        let line = visit.say("Has permitido:", "You allowed:");
        browser
            .wait(line, async || {
                let said = chat.texts().await?;
                let own = said.iter().find(|own| own.contains(line)).context("no line of it")?;
                ensure!(own.contains("Aurora"), "{own}");
                Ok(())
            })
            .await?;

        let panel = chat.privacy().await?;
        panel.erase().await?;
        chat.headed(visit.say("Todo se ha borrado", "Everything was erased")).await?;
        visit.see(&browser, "erased").await?;
    }
    Ok(())
}

#[tokio::test]
async fn what_a_recipient_may_bring() -> Result<()> {
    for visit in visits() {
        let world = World::start().await?;
        let browser = world.browser(&visit.setting).await?;
        let chat = visit.enter(&browser).await?;
        chat.allow().await?;
        chat.say(visit.say("¿Me mandas las condiciones?", "Can you send me the terms?")).await?;
        browser.wait_for(".file").await?;
        visit.see(&browser, "file").await?;
        chat.say(visit.say("¿En qué se diferencian los planes?", "How do the plans differ?"))
            .await?;
        browser.wait_for(".cards__track .card").await?;
        let pictures = "document.querySelector('.cards').scrollIntoView({ behavior: 'instant' });
            const frames = [...document.querySelectorAll('.card__picture')];
            return frames.filter((own) => own.querySelector('img')).length;";
        browser
            .wait("a picture", async || {
                let count = browser.run(pictures, vec![]).await?;
                ensure!(count.as_u64() > Some(0), "{count}");
                Ok(())
            })
            .await?;
        visit.see(&browser, "cards").await?;
        chat.say(visit.say("Adiós", "Goodbye")).await?;
        browser.wait_for(".rating").await?;
        visit.see(&browser, "rating").await?;
        let choose = "document.querySelector('.rating__input[value=\"4\"]').click()";
        browser.run(choose, vec![]).await?;
        let send = "document.querySelector('.rating .button').click()";
        browser.run(send, vec![]).await?;
        browser
            .wait("the score", async || {
                let words = browser.find(".rating").await?.text().await?;
                ensure!(words.contains("4 / 5"), "{words}");
                ensure!(words.contains(visit.say("Entregado", "Delivered")), "{words}");
                Ok(())
            })
            .await?;
        visit.see(&browser, "rated").await?;
    }
    Ok(())
}

/// With a recipient that says what it is told to.
#[tokio::test]
async fn what_markup_and_a_doubtful_link_show() -> Result<()> {
    for visit in visits() {
        let mut world = World::start().await?;
        let _echo = world.hand_over().await?;
        let browser = world.browser(&visit.setting).await?;
        let chat = visit.enter(&browser).await?;
        chat.allow().await?;
        let text = "# Plan\n\n**Oro** cubre:\n\n- agua\n- fuego\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n\
            [aurora.example](https://another.example/x) `código`";
        let card =
            json!({"title": "Oro", "text": "Todo.", "actions": [{"label": "Más", "say": "más"}]});
        let told = json!([{"text": text, "format": "markdown"}, {"text": "Uno", "cards": [card]}]);
        let send = "const field = document.querySelector('#field');
            field.value = arguments[0];
            field.dispatchEvent(new Event('input', { bubbles: true }));";
        browser.run(send, vec![told.to_string().into()]).await?;
        browser.wait_for(".composer__send:not([disabled])").await?.click().await?;
        browser.wait_for(".rich table").await?;
        browser.wait_for(".card").await?;
        // What was sent to bring it about is not looked at.
        chat.delivery(&told.to_string(), &[visit.say("Entregado", "Delivered")]).await?;
        visit.see(&browser, "rich").await?;
        browser.wait_for(".rich a, .rich button").await?.click().await?;
        browser.wait_for("dialog[open]").await?;
        visit.see(&browser, "doubtful").await?;
    }
    Ok(())
}
