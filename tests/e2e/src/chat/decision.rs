//! Deciding: the switches of the notice, what a page learns, the way to privacy.

use anyhow::{Result, bail, ensure};
use serde_json::Value;

use super::{Chat, Choice, Panel};
use crate::browser::{Browser, Element};

/// The purposes of the notice that have a switch, in order, with what it says.
const SWITCHES: &str = "return [...document.querySelectorAll('.notice [role=switch]')].map((own) =>
    [own.getAttribute('aria-labelledby'), own.getAttribute('aria-checked')]);";

impl<'a> Chat<'a> {
    /// The switches of the notice: the purpose, and whether it is on.
    pub async fn switches(&self) -> Result<Vec<(String, bool)>> {
        self.notice().await?;
        let rows = self.browser().run(SWITCHES, vec![]).await?;
        let rows = rows.as_array().into_iter().flatten();
        let read = |row: &Value| {
            let purpose = row[0].as_str().and_then(|id| id.strip_prefix("name-"));
            match (purpose, row[1].as_str()) {
                (Some(purpose), Some(on @ ("true" | "false"))) => {
                    Ok((purpose.into(), on == "true"))
                }
                _ => bail!("a switch is {row}"),
            }
        };
        rows.map(read).collect()
    }

    /// Presses the switch of a purpose in the notice, and waits until it has turned.
    pub async fn turn(&self, purpose: &str) -> Result<()> {
        let css = format!(".notice [role=switch][aria-labelledby=name-{purpose}]");
        let switch = self.browser().wait_for(&css).await?;
        let before = switch.attribute("aria-checked").await?;
        // From under the decision, which stays at the bottom of the notice.
        let show = "arguments[0].scrollIntoView({ block: 'center' })";
        self.browser().run(show, vec![switch.reference()]).await?;
        switch.click().await?;
        self.browser()
            .wait("the switch to turn", async || {
                let now = self.browser().find(&css).await?.attribute("aria-checked").await?;
                ensure!(now != before, "it is {now:?}");
                Ok(())
            })
            .await
    }

    /// What the notice says of an optional purpose.
    pub async fn option(&self, purpose: &str) -> Result<String> {
        let css = format!(".options__option:has(#name-{purpose})");
        self.browser().wait_for(&css).await?.text().await
    }

    /// Allows with these purposes switched on, and waits for the bot's first words.
    pub async fn allow_with(&self, purposes: &[&str]) -> Result<()> {
        for purpose in purposes {
            self.turn(purpose).await?;
        }
        self.allow().await
    }

    /// Allows, where there was a conversation before, and waits until messages can go.
    pub async fn allow_again(&self) -> Result<()> {
        self.choice(Choice::Allow).await?.click().await?;
        self.conversation().await
    }

    /// Why the notice is shown again; empty if it does not say.
    pub async fn why(&self) -> Result<String> {
        self.notice().await?;
        match self.browser().find_all(".notice__why").await?.first() {
            Some(why) => why.text().await,
            None => Ok(String::new()),
        }
    }

    /// What the notice says has changed: a line a change.
    pub async fn changes(&self) -> Result<Vec<String>> {
        let mut lines = Vec::new();
        for change in self.browser().find_all(".changes__change").await? {
            lines.push(change.text().await?.replace('\n', " | "));
        }
        Ok(lines)
    }

    /// Opens the privacy panel, by the one button for it.
    pub async fn privacy(&self) -> Result<Panel<'a>> {
        Self::way_to_privacy(self.browser()).await?.click().await?;
        Panel::open(self.browser()).await
    }

    /// The button of the head that opens the panel.
    pub async fn way_to_privacy(browser: &Browser) -> Result<Element> {
        browser.wait_for("#privacy").await
    }

    /// Waits for a screen without a conversation that is headed so.
    pub async fn headed(&self, heading: &str) -> Result<()> {
        self.browser()
            .wait(heading, async || {
                let seen = self.browser().find(".refused__title").await?.text().await?;
                ensure!(seen == heading, "it is headed {seen}");
                Ok(())
            })
            .await
    }

    /// Presses the button of the current screen that is called so.
    pub async fn press(&self, label: &str) -> Result<()> {
        super::press(self.browser(), "main button", label).await
    }

    /// Takes everything back by the button under the field.
    pub async fn withdraw_at_once(&self) -> Result<()> {
        self.browser().wait_for(".composer__withdraw").await?.click().await
    }

    /// Whether there is a field to write into.
    pub async fn has_field(&self) -> Result<bool> {
        Ok(!self.browser().find_all("#field").await?.is_empty())
    }

    /// What the page's own code is told of the decision.
    pub async fn told(&self) -> Result<Value> {
        self.browser().enter_page().await?;
        let state = self.browser().run("return sigilo.consent.state()", vec![]).await?;
        Chat::inside(self.browser()).await?;
        Ok(state)
    }
}
