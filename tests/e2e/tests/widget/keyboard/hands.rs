//! A visitor without a mouse: what has focus is told after each press, and has to be seen.

use anyhow::{Context as _, Result, bail, ensure};
use sigilo_e2e::browser::{Browser, key};
use sigilo_e2e::chat::Chat;
use sigilo_e2e::world::SITE;

/// More than there is to stop at on the page and in the frame together.
const STOPS: usize = 90;

/// How what has focus in the page is called, where that is the launcher.
const NAMED: &str = "return document.activeElement?.shadowRoot?.activeElement?.ariaLabel ?? ''";

/// What is wrong with where the focus is: `lost`, `elsewhere` for the page around, or how it can't be seen.
const WRONG: &str = "
    const at = document.activeElement;
    if (!at || at === document.body) return document.hasFocus() ? 'lost' : 'elsewhere';
    // A choice is drawn by its label.
    const seen = at.type === 'radio' ? at.closest('label') : at;
    // Of what is broken into lines the first.
    const box = seen.getClientRects()[0] ?? new DOMRect();
    const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
    if (right - left < 1 || bottom - top < 1) return 'out of sight';
    const parts = [0.1, 0.3, 0.5, 0.7, 0.9];
    const is = (x, y) => seen.contains(
        document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y));
    const count = parts.flatMap((x) => parts.map((y) => is(x, y))).filter(Boolean).length;
    // A line that comes up may take room from what one writes in; not from what one presses.
    const least = box.height > 120 ? 1 : at.matches('input, textarea') ? 5 : 13;
    if (count < least) return `under something: ${count} of 25`;
    // What is read first of a screen is no control.
    if (at.tabIndex < 0) return '';
    const ring = (of) => of && getComputedStyle(of).outlineStyle !== 'none'
        && parseFloat(getComputedStyle(of).outlineWidth) >= 1;
    const up = at.parentElement;
    return [at, seen, up, up?.parentElement].some(ring) ? '' : 'without a ring';";

/// The keyboard of a visitor who looks.
pub(super) struct Hands<'a>(pub(super) &'a Browser);

impl<'a> Hands<'a> {
    /// Opens the chat, allows, and has `question` answered.
    pub(super) async fn begin(browser: &'a Browser, question: &str) -> Result<(Self, Chat<'a>)> {
        let hands = Self(browser);
        browser.goto(SITE).await?;
        Chat::launcher(browser).await?;
        for _ in 0..STOPS {
            if browser.run(NAMED, vec![]).await? == "Chat" {
                break;
            }
            browser.press(key::TAB).await?;
        }
        browser.press(key::ENTER).await?;
        let chat = Chat::inside(browser).await?;
        hands.on("heading Antes de empezar").await?;
        hands.tab("button Permitir").await?;
        browser.press(key::ENTER).await?;
        chat.conversation().await?;
        chat.answer(0).await?;
        hands.say(question).await?;
        chat.answer(1).await?;
        chat.delivery(question, &["Entregado", "Leído"]).await?;
        Ok((hands, chat))
    }

    /// Opens the form that is asked for and allows its purpose: its first field has focus then.
    pub(super) async fn fill_in(&self, chat: &Chat<'_>) -> Result<()> {
        chat.form().await?;
        self.back("button Rellenar").await?;
        self.enter().await?;
        self.on("heading ¿Permites este uso?").await?;
        self.press("button Permitir").await?;
        self.on("textbox Nombre y apellidos").await
    }

    /// Closes the chat by Escape: focus is back on the launcher.
    pub(super) async fn leave(&self) -> Result<()> {
        self.0.press(key::ESCAPE).await?;
        self.0.enter_page().await?;
        self.0
            .wait("the focus back on the launcher", async || {
                let label = self.0.run(NAMED, vec![]).await?;
                ensure!(label == "Chat", "{label}");
                Ok(())
            })
            .await
    }

    /// Writes `words`, from the field, and sends them.
    pub(super) async fn say(&self, words: &str) -> Result<()> {
        self.on("textbox Tu mensaje").await?;
        self.0.press(words).await?;
        self.0.press(key::ENTER).await
    }

    /// Waits until what has focus is called so, role and name, or begins so; and is seen.
    pub(super) async fn on(&self, wanted: &str) -> Result<()> {
        self.0
            .wait(&format!("the focus on “{wanted}”"), async || {
                let wrong = self.wrong().await?;
                ensure!(wrong.is_empty() || wrong == "elsewhere", "it is {wrong}");
                let at = self.at().await?;
                ensure!(at.starts_with(wanted), "it is on “{at}”");
                ensure!(wrong.is_empty(), "it is {wrong}");
                Ok(())
            })
            .await
    }

    /// Presses Enter on what has focus.
    pub(super) async fn enter(&self) -> Result<()> {
        self.0.press(key::ENTER).await
    }

    /// Goes on to what is called so; whatever it passes is seen.
    pub(super) async fn tab(&self, wanted: &str) -> Result<()> {
        self.go(wanted, async || self.0.press(key::TAB).await).await
    }

    /// The same, backwards.
    pub(super) async fn back(&self, wanted: &str) -> Result<()> {
        self.go(wanted, async || self.0.press_with(key::SHIFT, key::TAB).await).await
    }

    /// Goes on to it, and presses Enter.
    pub(super) async fn press(&self, wanted: &str) -> Result<()> {
        self.tab(wanted).await?;
        self.enter().await
    }

    /// Replaces what is in the field that has focus.
    pub(super) async fn write(&self, words: &str) -> Result<()> {
        self.0.press_with(key::CONTROL, "a").await?;
        self.0.press(words).await
    }

    async fn go(&self, wanted: &str, step: impl AsyncFn() -> Result<()>) -> Result<()> {
        let mut passed = Vec::new();
        for _ in 0..STOPS {
            step().await?;
            let at = self
                .0
                .wait(&format!("a stop that is seen, after {passed:?}"), async || {
                    let wrong = self.wrong().await?;
                    if wrong == "elsewhere" {
                        return Ok(wrong);
                    }
                    let at = self.at().await?;
                    ensure!(wrong.is_empty(), "“{at}” is {wrong}");
                    Ok(at)
                })
                .await?;
            if at.starts_with(wanted) {
                return Ok(());
            }
            passed.push(at);
        }
        bail!("no way to “{wanted}”, but to {passed:#?}")
    }

    async fn wrong(&self) -> Result<String> {
        let wrong = self.0.run(WRONG, vec![]).await?;
        Ok(wrong.as_str().context("no word")?.to_owned())
    }

    /// Role and name of what has focus.
    pub(super) async fn at(&self) -> Result<String> {
        let at = self.0.focused().await?;
        Ok(format!("{} {}", at.role().await?, at.label().await?))
    }
}
