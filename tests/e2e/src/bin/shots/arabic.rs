//! The chat from right to left: a desk's in light, a phone's in dark.

use std::path::Path;
use std::sync::Arc;

use anyhow::Result;
use sigilo_backend::desk::bot::{Bot, Reply};
use sigilo_e2e::browser::Setting;
use sigilo_e2e::chat::Chat;
use sigilo_e2e::world::{SITE, Tag, World};

use crate::keep;

/// The demo's bots speak no Arabic.
struct Speaker;

impl Bot for Speaker {
    fn greet(&self, _: &str) -> Reply {
        Reply::plain("مرحبًا، أنا المساعد الآلي لشركة Seguros Aurora. بماذا أساعدك؟")
    }

    fn answer(&self, _: &str, _: &str) -> Reply {
        Reply::plain("نعم. في تأمين المنزل تتحمل أنت أول 150 يورو من كل ضرر، وندفع نحن الباقي.")
    }
}

/// Notice, conversation and privacy panel.
pub(crate) async fn visits(folder: &Path) -> Result<()> {
    let mut world = World::in_arabic().await?;
    world.change_desk(Arc::new(Speaker)).await?;
    for (device, size, dark) in [("desktop", (1280, 800), false), ("phone", (390, 844), true)] {
        let setting = Setting { dark, size, phone: device == "phone", ..Setting::default() };
        let name =
            |screen: &str| format!("{screen}-{device}-{}-ar", if dark { "dark" } else { "light" });
        let browser = world.browser(&setting).await?;
        world.with_tag(&browser, Tag::Lang("ar")).await?;
        browser.goto(SITE).await?;
        let chat = Chat::open(&browser).await?;
        browser.apply(&setting).await?;
        chat.notice().await?;
        keep(&browser, folder, &name("notice")).await?;
        chat.allow().await?;
        let question = "هل أتحمل جزءًا من الضرر؟";
        chat.ask(question).await?;
        chat.delivery(question, &["سُلِّمت"]).await?;
        keep(&browser, folder, &name("conversation")).await?;
        chat.open_privacy().await?;
        keep(&browser, folder, &name("privacy")).await?;
    }
    Ok(())
}
