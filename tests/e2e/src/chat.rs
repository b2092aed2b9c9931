//! The chat as the visitor sees it: what is on the screen, and what can be pressed.
//!
//! Every selector of the widget that a test needs is here and nowhere else.

mod decision;
mod form;
mod line;
mod panel;

use anyhow::{Context as _, Result, bail, ensure};

pub use form::Form;
pub use line::{Author, Line};
pub use panel::Panel;

use crate::browser::{Browser, Element, key};
use crate::world::SITE;

/// The open chat in a browser. While there is one, the browser looks inside the frame.
pub struct Chat<'a>(&'a Browser);

/// What the visitor's decision is called, by the language of the notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Permitir, Allow, السماح.
    Allow,
    /// Rechazar, Refuse, الرفض.
    Refuse,
}

impl Choice {
    fn is_called(self, label: &str) -> bool {
        match self {
            Self::Allow => ["Permitir", "Allow", "السماح"].contains(&label),
            Self::Refuse => ["Rechazar", "Refuse", "الرفض"].contains(&label),
        }
    }
}

impl<'a> Chat<'a> {
    /// The launcher on the host page.
    pub async fn launcher(browser: &Browser) -> Result<Element> {
        browser.enter_page().await?;
        let host = browser.wait("sigilo-chat", async || browser.find("sigilo-chat").await).await?;
        host.find_in_shadow("button").await
    }

    /// Presses the launcher and waits until the frame shows a screen.
    pub async fn open(browser: &'a Browser) -> Result<Self> {
        Self::launcher(browser).await?.click().await?;
        Self::inside(browser).await
    }

    /// Looks into the frame of a chat that was opened in whatever way.
    pub async fn inside(browser: &'a Browser) -> Result<Self> {
        browser
            .wait("the frame", async || {
                browser.enter_page().await?;
                let frame = browser.find("sigilo-chat").await?.find_in_shadow("iframe").await?;
                ensure!(frame.is_displayed().await?, "the frame is hidden");
                browser.enter(&frame).await?;
                browser.find(".chat").await
            })
            .await?;
        Ok(Self(browser))
    }

    /// A chat on the demo site that was allowed.
    pub async fn allowed(browser: &'a Browser) -> Result<Self> {
        browser.goto(SITE).await?;
        let chat = Self::open(browser).await?;
        chat.allow().await?;
        Ok(chat)
    }

    /// The same, which has answered `question`.
    pub async fn begun(browser: &'a Browser, question: &str) -> Result<Self> {
        let chat = Self::allowed(browser).await?;
        chat.ask(question).await?;
        Ok(chat)
    }

    /// The browser that it runs in.
    pub fn browser(&self) -> &'a Browser {
        self.0
    }

    /// Waits for the notice.
    pub async fn notice(&self) -> Result<Element> {
        self.0.wait_for(".notice").await
    }

    /// The button for `choice`.
    pub async fn choice(&self, choice: Choice) -> Result<Element> {
        self.notice().await?;
        for button in self.0.find_all(".notice__choice").await? {
            if choice.is_called(button.text().await?.trim()) {
                return Ok(button);
            }
        }
        bail!("the notice offers no {choice:?}")
    }

    /// Allows, and waits until messages can go and the bot has said its first words.
    pub async fn allow(&self) -> Result<()> {
        self.choice(Choice::Allow).await?.click().await?;
        self.conversation().await?;
        self.answer(0).await.map(drop)
    }

    /// Refuses, and waits for what is shown then.
    pub async fn refuse(&self) -> Result<Element> {
        self.choice(Choice::Refuse).await?.click().await?;
        self.0.wait_for(".refused").await
    }

    /// Waits for the conversation, with its connection open.
    pub async fn conversation(&self) -> Result<()> {
        self.0.wait_for(".seal__summary").await?;
        self.0
            .wait("an open connection", async || {
                for banner in self.0.find_all(".banner").await? {
                    let words = banner.text().await?;
                    ensure!(
                        words.starts_with("Este navegador") || words.starts_with("This browser"),
                        "{words}"
                    );
                }
                Ok(())
            })
            .await
    }

    /// Waits for the screen that says what is wrong; returns its sentences.
    pub async fn problem(&self) -> Result<String> {
        self.0.wait_for(".problem").await?.text().await
    }

    /// Presses the button of the screen that is neither a notice nor a conversation.
    pub async fn press_button(&self) -> Result<()> {
        self.0.wait_for("main .button").await?.click().await
    }

    /// Writes `text` into the field.
    pub async fn write(&self, text: &str) -> Result<()> {
        let field = self.0.wait_for("#field").await?;
        field.click().await?;
        field.type_text(text).await
    }

    /// Writes `text` and presses Enter.
    pub async fn say(&self, text: &str) -> Result<()> {
        self.write(text).await?;
        self.0.press(key::ENTER).await
    }

    /// Says `text` and waits for the answer to it: the next message of a recipient.
    pub async fn ask(&self, text: &str) -> Result<Line> {
        let before = self.answers().await?.len();
        self.say(text).await?;
        self.answer(before).await
    }

    /// Waits for the answer after the first `before`.
    pub async fn answer(&self, before: usize) -> Result<Line> {
        let name = format!("answer {}", before + 1);
        let next = async || self.answers().await?.into_iter().nth(before).context("no answer yet");
        self.0.wait(&name, next).await
    }

    /// What recipients have said, oldest first.
    pub async fn answers(&self) -> Result<Vec<Line>> {
        let lines = self.transcript().await?;
        Ok(lines.into_iter().filter(|line| line.author == Author::Recipient).collect())
    }

    /// Waits until the visitor's message `text` stands there as one of `states`.
    pub async fn delivery(&self, text: &str, states: &[&str]) -> Result<Line> {
        self.0
            .wait(&format!("“{text}” as one of {states:?}"), async || {
                let lines = self.transcript().await?;
                let line = lines.into_iter().find(|line| line.text == text).context("not there")?;
                ensure!(states.iter().any(|state| line.state.contains(state)), "{line:?}");
                Ok(line)
            })
            .await
    }

    /// Who answers, as the chat's head says it.
    pub async fn who_answers(&self) -> Result<String> {
        self.0.wait_for(".header__role").await?.text().await
    }

    /// Every message on the screen, oldest first.
    pub async fn transcript(&self) -> Result<Vec<Line>> {
        Line::all(self.0).await
    }

    /// What every message says, oldest first.
    pub async fn texts(&self) -> Result<Vec<String>> {
        Ok(self.transcript().await?.into_iter().map(|line| line.text).collect())
    }

    /// Presses the close button in the frame's head.
    pub async fn close(&self) -> Result<()> {
        self.0.wait_for(".header__button--close").await?.click().await?;
        self.0.enter_page().await
    }

    /// Presses the language button; the other language's screens follow.
    pub async fn toggle_language(&self) -> Result<()> {
        self.0.wait_for(".header__button--lang").await?.click().await
    }

    /// Opens the privacy panel.
    pub async fn open_privacy(&self) -> Result<Element> {
        self.0.wait_for("#privacy").await?.click().await?;
        self.0.wait_for(".panel__part").await?;
        self.0.wait_for(".panel").await
    }

    /// Takes everything back in the privacy panel, and leaves it.
    pub async fn withdraw_all(&self) -> Result<Element> {
        // The driver does not know that the panel's head covers what is scrolled under it.
        let show = "document.querySelector('.panel__all').scrollIntoView({ block: 'center' })";
        self.0.wait_for(".panel__all").await?;
        self.0.run(show, vec![]).await?;
        self.0.find(".panel__all").await?.click().await?;
        self.0.wait_for(".panel__back").await?.click().await?;
        self.0.wait_for(".refused").await
    }

    /// All the words on the screen.
    pub async fn words(&self) -> Result<String> {
        self.0.find("body").await?.text().await
    }
}

/// Presses the one that is called `label` among those that match.
async fn press(browser: &Browser, css: &str, label: &str) -> Result<()> {
    browser
        .wait(label, async || {
            for one in browser.find_all(css).await? {
                if one.text().await? == label {
                    return one.click().await;
                }
            }
            bail!("nothing is called so")
        })
        .await
}
