//! A picture of each screen, as a phone and a desk show it, light and dark: into `docs/shots`.

mod arabic;
mod picture;
mod said;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use sigilo_e2e::browser::{Browser, Setting, key};
use sigilo_e2e::chat::Chat;
use sigilo_e2e::frame;
use sigilo_e2e::paths;
use sigilo_e2e::proxy::Fault;
use sigilo_e2e::world::{SITE, World};

/// One visit, of which every screen is kept.
struct Tour {
    device: &'static str,
    dark: bool,
    english: bool,
}

/// Scrolls the notice alone, not the document around it.
const TO_SECOND_LAYER: &str = "
    const [area, layer] = ['main', '.full'].map((css) => document.querySelector(css));
    area.scrollBy(0, layer.getBoundingClientRect().top - area.getBoundingClientRect().top - 16);";

/// Shows the safety code, at the end of the second layer.
const TO_SAFETY_CODE: &str =
    "document.querySelector('.full__code').scrollIntoView({ block: 'center' })";

/// Shows the chains, behind the lock line.
const TO_CHAIN: &str = "document.querySelector('.facts--more').scrollIntoView({ block: 'center' })";

/// Shows the rights, in the privacy panel.
const TO_RIGHTS: &str =
    "document.querySelector('.panel__rights').scrollIntoView({ block: 'center' })";

/// Shows what erasing does, at the panel's end.
const TO_ERASURE: &str = "document.querySelector('.panel__erase').scrollIntoView({ block: 'end' })";

/// Shows the form in the conversation.
const TO_FORM: &str = "document.querySelector('.form').scrollIntoView({ block: 'start' })";

/// Both devices in both schemes; English where the words are looked at.
const TOURS: [Tour; 5] = [
    Tour { device: "desktop", dark: false, english: false },
    Tour { device: "desktop", dark: true, english: false },
    Tour { device: "phone", dark: false, english: false },
    Tour { device: "phone", dark: true, english: false },
    Tour { device: "phone", dark: false, english: true },
];

#[tokio::main]
async fn main() -> Result<()> {
    let folder = std::env::var_os("SIGILO_SHOTS")
        .map_or_else(|| paths::repository().join("docs/shots"), PathBuf::from);
    std::fs::create_dir_all(&folder)?;
    let world = World::start().await?;
    for tour in &TOURS {
        tour.take(&world, &folder).await?;
    }
    drop(world);
    for tour in &TOURS {
        tour.later(&folder).await?;
        tour.said(&folder).await?;
    }
    arabic::visits(&folder).await?;
    println!("The pictures are in {}", folder.display());
    Ok(())
}

impl Tour {
    async fn take(&self, world: &World, folder: &Path) -> Result<()> {
        let setting = self.setting();
        let browser = world.browser(&setting).await?;
        browser.goto(&format!("{SITE}/{}", if self.english { "en/" } else { "" })).await?;
        Chat::launcher(&browser).await?;
        self.keep(&browser, folder, "page").await?;

        world.proxy.set(Fault::ServerError);
        let chat = Chat::open(&browser).await?;
        browser.apply(&setting).await?;
        chat.problem().await?;
        self.keep(&browser, folder, "problem").await?;
        world.proxy.set(Fault::None);
        chat.press_button().await?;

        chat.notice().await?;
        self.keep(&browser, folder, "notice").await?;
        browser.wait_for(".full__summary").await?.click().await?;
        browser.run(TO_SECOND_LAYER, vec![]).await?;
        self.keep(&browser, folder, "notice-whole").await?;
        browser.run(TO_SAFETY_CODE, vec![]).await?;
        browser.wait_for(".full__more").await?.click().await?;
        browser.wait_for(".full__words").await?;
        browser.run(TO_SAFETY_CODE, vec![]).await?;
        self.keep(&browser, folder, "safety-code").await?;
        chat.refuse().await?;
        self.keep(&browser, folder, "refused").await?;

        chat.press_button().await?;
        chat.allow().await?;
        let (question, delivered) = self.question();
        chat.ask(question).await?;
        chat.delivery(question, &[delivered]).await?;
        self.keep(&browser, folder, "conversation").await?;
        if self.device == "desktop" && !self.dark {
            // The one that stands in the README keeps all its colours.
            std::fs::write(folder.join("hero.png"), browser.screenshot().await?)?;
        }
        browser.wait_for(".seal__summary").await?.click().await?;
        browser.run(TO_CHAIN, vec![]).await?;
        self.keep(&browser, folder, "chain").await?;
        browser.wait_for(".seal__summary").await?.click().await?;
        self.forms(&chat, folder).await?;
        chat.write(self.personal()).await?;
        browser.wait_for(".composer__mark").await?;
        self.keep(&browser, folder, "seen").await?;
        browser.press(key::ENTER).await?;
        browser.wait_for(".prompt").await?;
        self.keep(&browser, folder, "caution").await?;
        browser.find_all(".prompt__choice").await?.last().context("no choice")?.click().await?;
        chat.open_privacy().await?;
        self.keep(&browser, folder, "privacy").await?;
        browser.run(TO_RIGHTS, vec![]).await?;
        self.keep(&browser, folder, "rights").await?;
        browser.wait_for(".panel__erase > summary").await?.click().await?;
        browser.run(TO_ERASURE, vec![]).await?;
        self.keep(&browser, folder, "erasure").await?;
        chat.withdraw_all().await?;
        self.keep(&browser, folder, "withdrawn").await
    }

    /// What asks again: another policy, other readers, a decision that ran out; a special category in its
    /// two steps; a conversation that is gone.
    async fn later(&self, folder: &Path) -> Result<()> {
        let mut world = World::start().await?;
        world.declare(|core, _| core["grant_lifetime"] = "P1D".into()).await?;
        let setting = self.setting();
        let browser = world.browser(&setting).await?;
        let chat = self.enter(&browser, &setting).await?;
        chat.allow().await?;
        let (question, delivered) = self.question();
        chat.ask(question).await?;
        chat.delivery(question, &[delivered]).await?;

        world
            .declare(|core, _| {
                core["purposes"][1]["retention"] = "P90D".into();
                core["purposes"][1]["basis"] = "eu-gdpr:A9-2-a".into();
            })
            .await?;
        let chat = self.enter(&browser, &setting).await?;
        chat.notice().await?;
        self.keep(&browser, folder, "changed").await?;
        chat.allow().await?;

        let say = |spanish, english| if self.english { english } else { spanish };
        chat.ask(say("Quiero un presupuesto", "I want a quote")).await?;
        chat.form().await?.press(say("Rellenar", "Fill in")).await?;
        chat.prompt().await?;
        self.keep(&browser, folder, "special").await?;
        chat.decide(say("Continuar", "Continue")).await?;
        self.keep(&browser, folder, "special-asked").await?;
        chat.decide(say("Rechazar", "Refuse")).await?;

        let with_vendor = world
            .resigned(|manifest| {
                let vendor = serde_json::json!({
                    "id": "llm", "role": "processor", "name": "Modelos Lince", "via": "bot",
                });
                if let Some(recipients) = manifest["recipients"].as_array_mut() {
                    recipients.push(vendor);
                }
            })
            .await?;
        world.proxy.set(Fault::Manifest(with_vendor));
        self.enter(&browser, &setting).await?.notice().await?;
        self.keep(&browser, folder, "readers").await?;
        world.proxy.set(Fault::None);

        let conversations = world.conversations();
        world.erase_at_relay(conversations.first().context("no conversation")?).await?;
        let chat = self.enter(&browser, &setting).await?;
        let begin = say("Empezar un chat nuevo", "Start a new chat");
        browser
            .wait(begin, async || {
                chat.words().await?.contains(begin).then_some(()).context("not yet")
            })
            .await?;
        self.keep(&browser, folder, "gone").await?;
        chat.press(begin).await?;
        chat.conversation().await?;

        browser.watch().run_first(&frame::later(26 * 3_600_000)).await?;
        self.enter(&browser, &setting).await?.notice().await?;
        self.keep(&browser, folder, "expired").await
    }

    /// The site, and the chat on it opened.
    async fn enter<'a>(&self, browser: &'a Browser, setting: &Setting) -> Result<Chat<'a>> {
        browser.goto(&format!("{SITE}/{}", if self.english { "en/" } else { "" })).await?;
        let chat = Chat::open(browser).await?;
        browser.apply(setting).await?;
        Ok(chat)
    }

    /// A form before its purpose is given, the prompt for it, its fields with what is wrong, and once it
    /// was sent.
    async fn forms(&self, chat: &Chat<'_>, folder: &Path) -> Result<()> {
        let browser = chat.browser();
        let say = |spanish, english| if self.english { english } else { spanish };
        chat.ask(say("Quiero un presupuesto", "I want a quote")).await?;
        let form = chat.form().await?;
        browser.run(TO_FORM, vec![]).await?;
        self.keep(browser, folder, "form-asked").await?;
        form.press(say("Rellenar", "Fill in")).await?;
        chat.prompt().await?;
        self.keep(browser, folder, "form-prompt").await?;
        chat.decide(say("Permitir", "Allow")).await?;
        form.open().await?;
        browser.run(TO_FORM, vec![]).await?;
        self.keep(browser, folder, "form").await?;
        form.press(say("Enviar", "Send")).await?;
        form.says(say("Falta este dato", "This is missing")).await?;
        self.keep(browser, folder, "form-wrong").await?;
        for (label, value) in [
            (say("Nombre", "First"), "Ana Ejemplo"),
            (say("Dirección", "Address"), "Calle del Ejemplo, 7, 28000 Madrid"),
        ] {
            form.fill(label, value).await?;
        }
        form.press(say("Enviar", "Send")).await?;
        form.says(say("Entregado", "Delivered")).await?;
        browser.run(TO_FORM, vec![]).await?;
        self.keep(browser, folder, "form-sent").await
    }

    fn setting(&self) -> Setting {
        let base = if self.english { Setting::english() } else { Setting::default() };
        let phone = self.device == "phone";
        let size = if phone { (390, 844) } else { (1280, 800) };
        Setting { dark: self.dark, size, phone, ..base }
    }

    /// A question, and what stands under it once the desk has opened it.
    fn question(&self) -> (&'static str, &'static str) {
        if self.english {
            ("Is there an excess?", "Delivered")
        } else {
            ("¿Hay franquicia?", "Entregado")
        }
    }

    /// A message with personal data in it.
    fn personal(&self) -> &'static str {
        if self.english {
            "Please charge my card 4539 1488 0343 6467, or my account ES91 2100 0418 4502 0005 1332."
        } else {
            "Cobradlo de la tarjeta 4539 1488 0343 6467 o de mi cuenta ES91 2100 0418 4502 0005 1332."
        }
    }

    async fn keep(&self, browser: &Browser, folder: &Path, screen: &str) -> Result<()> {
        let scheme = if self.dark { "dark" } else { "light" };
        let lang = if self.english { "en" } else { "es" };
        keep(browser, folder, &format!("{screen}-{}-{scheme}-{lang}", self.device)).await
    }
}

/// A picture of what is on the screen.
async fn keep(browser: &Browser, folder: &Path, name: &str) -> Result<()> {
    // Whatever was moved to by a click or a focus has come to rest by then.
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    let picture = picture::small(&browser.screenshot().await?)?;
    std::fs::write(folder.join(format!("{name}.png")), picture)?;
    Ok(())
}
