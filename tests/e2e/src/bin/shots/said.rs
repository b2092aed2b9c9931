//! What the bot says beside plain words: cards, a question how content the visitor is.

use std::path::Path;

use anyhow::{Result, ensure};
use sigilo_e2e::world::World;

use crate::Tour;

/// Shows all of what was said last.
const TO_THE_END: &str = "document.querySelector('main').scrollTo(0, 1e6)";

/// Shows the cards; whether a picture is there.
const TO_THE_CARDS: &str = "
    document.querySelector('.cards').scrollIntoView({ behavior: 'instant' });
    return !!document.querySelector('.card__picture img')";

/// Chooses a score.
const CHOOSE: &str = "document.querySelectorAll('.rating__input')[3].click()";

impl Tour {
    /// Cards side by side, and a rating.
    pub(crate) async fn said(&self, folder: &Path) -> Result<()> {
        let world = World::start().await?;
        let setting = self.setting();
        let browser = world.browser(&setting).await?;
        let chat = self.enter(&browser, &setting).await?;
        chat.allow().await?;
        let say = |spanish, english| if self.english { english } else { spanish };
        let plans = "¿En qué se diferencian los planes?";
        chat.ask(say(plans, "How do the plans differ?")).await?;
        browser.wait_for(".cards__track .card").await?;
        let seen = async || {
            ensure!(browser.run(TO_THE_CARDS, vec![]).await? == true, "no picture yet");
            Ok(())
        };
        browser.wait("the cards' pictures", seen).await?;
        self.keep(&browser, folder, "cards").await?;
        chat.say(say("Adiós", "Goodbye")).await?;
        browser.wait_for(".rating").await?;
        browser.run(CHOOSE, vec![]).await?;
        browser.run(TO_THE_END, vec![]).await?;
        self.keep(&browser, folder, "rating").await
    }
}
