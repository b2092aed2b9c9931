//! A first visit: opening the chat, some messages, and many keys.

use anyhow::{Context as _, Result};
use sigilo_e2e::chat::Chat;

use super::figures::{Figures, median, percentile};
use super::side::{Side, Visit};

/// Two hundred keys, with data that our detector underlines.
pub(super) const KEYS: &str = "Buenas tardes: ayer por la noche se rompió una tubería de la cocina y el agua \
    ha llegado al piso de abajo. Mi teléfono es el 612 345 678 y estoy en casa hasta las ocho. ¿Cuándo puede \
    venir alguien?";

/// Messages that are sent in a visit.
const SENDS: usize = 5;

/// Makes the visit once.
pub(super) async fn visit(side: Side, rate: u32, figures: &mut Figures) -> Result<()> {
    let visit = side.visit().await?;
    visit.slow_down(rate).await?;
    let usable = visit.open().await?;
    figures.note("click to a readable, usable composer, ms", rate, side, usable);
    allow(&visit).await?;
    sends(&visit, "", SENDS, rate, figures).await?;
    keys(&visit, "", rate, figures).await?;
    visit.keep_picture().await
}

/// Our visitor allows.
pub(super) async fn allow(visit: &Visit) -> Result<()> {
    match visit.side {
        Side::Ours => Chat::inside(&visit.browser).await?.allow().await,
        Side::Theirs => Ok(()),
    }
}

/// Some messages, one after the other was answered.
pub(super) async fn sends(
    visit: &Visit,
    after: &str,
    count: usize,
    rate: u32,
    figures: &mut Figures,
) -> Result<()> {
    for at in 0..count {
        let [shown, sent, answered] = visit.send(&format!("¿Qué cubre el seguro {at}?")).await?;
        figures.note(&format!("send{after} to message shown, ms"), rate, visit.side, shown);
        figures.note(&format!("send{after} to shown as sent, ms"), rate, visit.side, sent);
        figures.note(&format!("send{after} to answer shown, ms"), rate, visit.side, answered);
    }
    Ok(())
}

/// Many keys.
pub(super) async fn keys(
    visit: &Visit,
    after: &str,
    rate: u32,
    figures: &mut Figures,
) -> Result<()> {
    let (times, work) = visit.keys(KEYS).await?;
    let middle = median(&times).context("no key")?;
    let most = percentile(&times, 0.95).context("no key")?;
    figures.note(&format!("a key{after} to the next paint, ms"), rate, visit.side, middle);
    figures.note(&format!("a key{after} to the next paint, p95, ms"), rate, visit.side, most);
    figures.note(&format!("work of a key{after}, ms"), rate, visit.side, work);
    Ok(())
}
