//! A form in the conversation, and what asks just in time.

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};

use super::{Chat, press};
use crate::browser::{Browser, Element};

/// The newest form's card. It is drawn anew whenever something changes, so nothing of it is held on to.
pub struct Form<'a>(&'a Browser);

/// The newest form's fields: label, and what is said of each that is wrong.
const FIELDS: &str = "
    const cards = document.querySelectorAll('.form');
    return [...cards[cards.length - 1].querySelectorAll('.form__field')].map((field) => [
        field.querySelector('.form__label').textContent,
        field.querySelector('.form__wrong')?.textContent ?? '',
    ]);";

/// The input of the newest form whose label begins so.
const INPUT: &str = "
    const cards = document.querySelectorAll('.form');
    const labels = [...cards[cards.length - 1].querySelectorAll('label.form__label')];
    const label = labels.find((label) => label.textContent.startsWith(arguments[0]));
    const input = document.getElementById(label.htmlFor);
    input.scrollIntoView({ block: 'center' });
    return input.id;";

/// Shows the button of the newest form that is called so.
const SHOW: &str = "
    const cards = document.querySelectorAll('.form');
    const buttons = [...cards[cards.length - 1].querySelectorAll('button')];
    buttons.find((own) => own.textContent === arguments[0])?.scrollIntoView({ block: 'center' });";

/// Sets what a driver's keys can't type in every locale.
const SET: &str = "
    arguments[0].value = arguments[1];
    arguments[0].dispatchEvent(new Event('input', { bubbles: true }));";

impl<'a> Chat<'a> {
    /// Waits until something was asked by a form.
    pub async fn form(&self) -> Result<Form<'a>> {
        // What draws it may be on its way.
        self.browser().wait_for(".form__fact").await?;
        Ok(Form(self.browser()))
    }

    /// Waits for the prompt that asks just in time.
    pub async fn prompt(&self) -> Result<String> {
        self.browser().wait_for(".prompt").await?.text().await
    }

    /// Answers the prompt with the choice that is called so.
    pub async fn decide(&self, label: &str) -> Result<()> {
        press(self.browser(), ".prompt__choice", label).await
    }
}

impl Form<'_> {
    /// All that it says.
    pub async fn words(&self) -> Result<String> {
        self.card().await?.text().await
    }

    /// Waits until it says so.
    pub async fn says(&self, words: &str) -> Result<String> {
        self.0
            .wait(&format!("a form that says “{words}”"), async || {
                let said = self.words().await?;
                ensure!(said.contains(words), "it says {said}");
                Ok(said)
            })
            .await
    }

    /// Waits until it can be filled in.
    pub async fn open(&self) -> Result<()> {
        self.0
            .wait("fields", async || {
                ensure!(!self.fields().await?.is_empty(), "{}", self.words().await?);
                Ok(())
            })
            .await
    }

    /// The labels of its fields, each with what is wrong.
    pub async fn fields(&self) -> Result<Vec<(String, String)>> {
        let fields = self.0.run(FIELDS, vec![]).await?;
        let text = |own: &Value| own.as_str().map(str::to_owned).context("no text");
        let fields = fields.as_array().into_iter().flatten();
        fields.map(|own| Ok((text(&own[0])?, text(&own[1])?))).collect()
    }

    /// Types into the field whose label begins so.
    pub async fn fill(&self, label: &str, value: &str) -> Result<()> {
        let input = self.input(label).await?;
        if input.attribute("type").await?.as_deref() == Some("date") {
            self.0.run(SET, vec![input.reference(), json!(value)]).await?;
            return Ok(());
        }
        input.type_text(value).await
    }

    /// The input of the field whose label begins so.
    pub async fn input(&self, label: &str) -> Result<Element> {
        self.open().await?;
        let id = self.0.run(INPUT, vec![json!(label)]).await?;
        self.0.find(&format!("[id={id}]")).await
    }

    /// Presses its button of this name.
    pub async fn press(&self, label: &str) -> Result<()> {
        // Out from under what lies over the end of the log.
        self.0.run(SHOW, vec![json!(label)]).await?;
        press(self.0, "li:has(.form):not(:has(~ li .form)) .form button", label).await
    }

    async fn card(&self) -> Result<Element> {
        self.0.find_all(".form").await?.pop().context("no form")
    }
}
