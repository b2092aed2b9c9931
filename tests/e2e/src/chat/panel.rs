//! The privacy panel.

use anyhow::{Context as _, Result, ensure};

use super::press;
use crate::browser::Browser;

/// The open panel. It is drawn anew whenever something changes, so nothing of it is held on to.
pub struct Panel<'a>(&'a Browser);

impl<'a> Panel<'a> {
    pub(super) async fn open(browser: &'a Browser) -> Result<Self> {
        // What draws it may be on its way.
        browser.wait_for(".panel__part").await?;
        Ok(Self(browser))
    }

    /// Waits until a purpose stands so: `Permitido`, `Retirado`.
    pub async fn stands(&self, purpose: &str, how: &str) -> Result<()> {
        self.0
            .wait(&format!("{purpose}: {how}"), async || {
                let words = self.about(purpose).await?;
                let line = words.lines().nth(1).context("no state")?;
                ensure!(line.starts_with(how), "it stands so: {line}");
                Ok(())
            })
            .await
    }

    /// What it says of a purpose.
    pub async fn about(&self, purpose: &str) -> Result<String> {
        let css = format!(".panel .options__option:has(#panel-{purpose})");
        self.0.find(&css).await?.text().await
    }

    /// Whether the switch of a purpose is on; nothing where it has none.
    pub async fn is_on(&self, purpose: &str) -> Result<Option<bool>> {
        let Some(switch) = self.0.find_all(&switch(purpose)).await?.into_iter().next() else {
            return Ok(None);
        };
        Ok(Some(switch.attribute("aria-checked").await?.as_deref() == Some("true")))
    }

    /// Presses the switch of a purpose.
    pub async fn turn(&self, purpose: &str) -> Result<()> {
        self.press(&switch(purpose)).await
    }

    /// Objects to a purpose that does not rest on consent.
    pub async fn object(&self, purpose: &str) -> Result<()> {
        let css = format!(".panel .options__option:has(#panel-{purpose}) .panel__link");
        self.press(&css).await
    }

    /// Presses the one button that withdraws everything.
    pub async fn withdraw_all(&self) -> Result<()> {
        self.press(".panel__all").await
    }

    /// What was sent to whom, a line each.
    pub async fn sent(&self) -> Result<Vec<String>> {
        self.lines("p.panel__line").await
    }

    /// The notice as it was agreed to; nothing where it is today's.
    pub async fn agreed(&self) -> Result<Option<String>> {
        let read = "const all = [...document.querySelectorAll('.panel details')];
            const it = all.find((own) => own.firstChild.textContent === 'El aviso tal como lo aceptaste');
            return it?.textContent ?? null;";
        Ok(self.0.run(read, vec![]).await?.as_str().map(str::to_owned))
    }

    /// The receipts, newest first, a line each.
    pub async fn receipts(&self) -> Result<Vec<String>> {
        self.lines("ul.panel__list:not([role]) > li").await
    }

    /// Waits until there are this many receipts, each signed by the controller, too.
    pub async fn countersigned(&self, count: usize) -> Result<Vec<String>> {
        self.0
            .wait(&format!("{count} countersignatures"), async || {
                let lines = self.receipts().await?;
                let is_signed = |line: &&String| {
                    ["firmado también", "signed by"].iter().any(|words| line.contains(words))
                };
                let signed = lines.iter().filter(is_signed).count();
                ensure!(signed == count && lines.len() == count, "{lines:#?}");
                Ok(lines)
            })
            .await
    }

    /// Waits until it says this of the company's audit log: `comprobado`, `no encaja`.
    pub async fn audited(&self, how: &str) -> Result<()> {
        self.0
            .wait(&format!("the audit log: {how}"), async || {
                let line = self.0.find(".panel__audit").await?.text().await?;
                ensure!(line.ends_with(&format!(": {how}.")), "{line}");
                Ok(())
            })
            .await
    }

    /// The requests, newest first, a line each.
    pub async fn requests(&self) -> Result<Vec<String>> {
        self.lines("ul.panel__list[role=list] > li").await
    }

    /// Presses what saves something.
    pub async fn save(&self, label: &str) -> Result<()> {
        press(self.0, ".panel .panel__link", label).await
    }

    /// Types into the note that goes with a request.
    pub async fn note(&self, note: &str) -> Result<()> {
        self.0.find("#note").await?.type_text(note).await
    }

    /// Asks for a right, with a note.
    pub async fn ask(&self, right: &str, note: &str) -> Result<()> {
        if !note.is_empty() {
            self.note(note).await?;
        }
        press(self.0, ".panel__rights button", right).await
    }

    /// Unfolds what erases, and does it.
    pub async fn erase(&self) -> Result<()> {
        self.press(".panel__erase summary").await?;
        self.press(".panel__erase .button--alert").await
    }

    /// Goes back to what was there before.
    pub async fn leave(&self) -> Result<()> {
        self.0.find(".panel__back").await?.click().await?;
        self.0
            .wait("the panel to go", async || {
                ensure!(self.0.find_all(".panel").await?.is_empty(), "it is there");
                Ok(())
            })
            .await
    }

    /// Clicks it, out from under the panel's head.
    async fn press(&self, css: &str) -> Result<()> {
        let one = self.0.wait_for(css).await?;
        let show = "arguments[0].scrollIntoView({ block: 'center' })";
        self.0.run(show, vec![one.reference()]).await?;
        one.click().await
    }

    async fn lines(&self, css: &str) -> Result<Vec<String>> {
        let mut lines = Vec::new();
        for line in self.0.find_all(css).await? {
            lines.push(line.text().await?);
        }
        Ok(lines)
    }
}

fn switch(purpose: &str) -> String {
    format!(".panel [role=switch][aria-labelledby=panel-{purpose}]")
}
