//! A long conversation that is opened again: how soon it is there, what it costs to keep on the page, and how it scrolls.

use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use sigilo_e2e::chat::Chat;

use super::figures::{Figures, percentile};
use super::short;
use super::side::{Side, Visit};

/// Pixels a frame: most of what is seen of a conversation, as by a hard flick.
const STEP: u32 = 480;

/// A frame that took longer than this was late.
const LATE: f64 = 17.0;

const MEGABYTE: f64 = 1_048_576.0;

/// What the messages say in turn.
const TEXTS: [&str; 6] = [
    "¿Qué cubre el seguro de hogar si se rompe una tubería?",
    "Los daños por agua están cubiertos, también los que llegan al piso de abajo. La franquicia es de 150 euros.",
    "¿Y cuánto tarda en venir el perito?",
    "Entre uno y tres días laborables. Mientras tanto puede hacer fotografías y secar lo que pueda.",
    "De acuerdo.",
    "¿Puedo ayudarle en algo más?",
];

/// Makes the visit once.
pub(super) async fn visit(
    side: Side,
    rate: u32,
    count: usize,
    figures: &mut Figures,
) -> Result<()> {
    let visit = prepared(side, count).await?;
    visit.slow_down(rate).await?;
    let of = format!(" with {count} messages");
    let there = visit.open().await.with_context(|| format!("{side:?}, {count}, {rate}"))?;
    figures.note(&format!("click to a conversation{of}, ms"), rate, side, there);
    memory(&visit, &of, rate, figures).await?;
    scroll(&visit, &of, rate, figures).await?;
    short::sends(&visit, &of, 3, rate, figures).await?;
    short::keys(&visit, &of, rate, figures).await
}

/// A page on which a conversation of so many messages can be opened.
async fn prepared(side: Side, count: usize) -> Result<Visit> {
    let visit = side.visit().await?;
    let browser = &visit.browser;
    match side {
        Side::Ours => {
            visit.open().await?;
            short::allow(&visit).await?;
            let chat = Chat::inside(browser).await?;
            chat.ask("¿Qué cubre el seguro?").await?;
            chat.delivery("¿Qué cubre el seguro?", &["Entregado"]).await?;
            tokio::time::sleep(Duration::from_secs(1)).await;
            browser.run_async(include_str!("fill.js"), vec![json!(count), json!(TEXTS)]).await?;
            browser.enter_page().await?;
            browser.reload().await?;
            // Opened once before, so that it is kept as the widget keeps it.
            visit.open().await?;
            Chat::inside(browser).await?.conversation().await?;
            browser.enter_page().await?;
            browser.reload().await?;
        }
        Side::Theirs => {
            let given = "const [count, texts] = arguments;
                window.expectsMessages = true;
                window.given = Array.from({ length: count }, (_, at) => ({
                    role: at % 2 ? 'ai' : 'user', text: `${texts[at % texts.length]} (${at + 1})`,
                }));";
            browser.run(given, vec![json!(count), json!(TEXTS)]).await?;
        }
    }
    Ok(visit)
}

/// What is there once it was opened and nothing happens.
async fn memory(visit: &Visit, of: &str, rate: u32, figures: &mut Figures) -> Result<()> {
    let (side, watch) = (visit.side, visit.browser.watch());
    tokio::time::sleep(Duration::from_secs(1)).await;
    watch.frames("HeapProfiler.collectGarbage", &json!({})).await?;
    let heap = watch.metric("JSHeapUsedSize").await?;
    let wasm = visit.number("return bench.wasm()").await?;
    let private = visit.browser.memory()? as f64;
    figures.note(&format!("JS heap{of}, MB"), rate, side, heap / MEGABYTE);
    figures.note(&format!("wasm memory{of}, MB"), rate, side, wasm / MEGABYTE);
    figures.note(
        &format!("private memory of the processes{of}, MB"),
        rate,
        side,
        private / MEGABYTE,
    );
    figures.note(&format!("DOM nodes{of}"), rate, side, watch.metric("Nodes").await?);
    Ok(())
}

/// From the end to the first message.
async fn scroll(visit: &Visit, of: &str, rate: u32, figures: &mut Figures) -> Result<()> {
    let side = visit.side;
    visit.browser.run("bench.scroll(...arguments)", vec![json!(STEP), json!(" (1)")]).await?;
    let script = "return bench.scrolled && [bench.scrolled.first, bench.scrolled.times]";
    let told = visit.until("the first message", script).await?;
    let first = told[0].as_str().unwrap_or_default();
    ensure!(first.contains("(1)"), "{side:?}: the first message is {first}");
    let times: Vec<f64> =
        told[1].as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
    let whole: f64 = times.iter().sum();
    let count = times.len() as f64;
    let late = times.iter().filter(|time| **time > LATE).count() as f64;
    let most = percentile(&times, 0.95).context("no frame")?;
    figures.note(
        &format!("frames a second while scrolling{of}"),
        rate,
        side,
        count * 1000.0 / whole,
    );
    figures.note(&format!("late frames{of}, %"), rate, side, 100.0 * late / count);
    figures.note(&format!("time of a frame{of}, p95, ms"), rate, side, most);
    figures.note(&format!("scrolling the whole{of}, s"), rate, side, whole / 1000.0);
    Ok(())
}
