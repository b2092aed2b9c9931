//! The two visits.

use std::path::Path;

use anyhow::{Result, ensure};
use sigilo_e2e::browser::Browser;
use sigilo_e2e::chat::{Author, Chat, Line};
use sigilo_e2e::world::{SITE, World};

const QUESTIONS: [&str; 2] = ["¿Qué cubre el seguro de hogar?", "¿Cómo doy un parte?"];

/// A visitor who allows, asks, reloads and finds everything again. Returns all that was said.
pub(crate) async fn that_allows(
    world: &World,
    browser: &Browser,
    pictures: &Path,
) -> Result<Vec<String>> {
    heading("First visit: a Spanish speaker, who allows");
    browser.goto(SITE).await?;
    Chat::launcher(browser).await?;
    picture(browser, pictures, "1-page").await?;
    println!("  (the page loads; nothing but embed.js is requested until the chat is opened)\n");

    let chat = Chat::open(browser).await?;
    let notice = chat.notice().await?.text().await?;
    picture(browser, pictures, "2-notice").await?;
    for line in notice.lines().filter(|line| !line.trim().is_empty()) {
        println!("  │ {line}");
    }
    println!("\n  (the visitor presses “Permitir”)\n");

    chat.allow().await?;
    for question in QUESTIONS {
        chat.ask(question).await?;
        chat.delivery(question, &["Entregado"]).await?;
    }
    picture(browser, pictures, "3-conversation").await?;
    behind_the_lock(world, browser).await?;
    let before = chat.transcript().await?;
    before.iter().for_each(print);

    browser.reload().await?;
    let chat = Chat::open(browser).await?;
    chat.conversation().await?;
    picture(browser, pictures, "4-after-reload").await?;
    let said = |lines: &[Line]| lines.iter().map(|line| line.text.clone()).collect::<Vec<_>>();
    let after = chat.transcript().await?;
    ensure!(said(&after) == said(&before), "the reload did not keep the conversation: {after:#?}");
    println!("  (the page is reloaded, the chat opened again: the same {} messages)", after.len());
    Ok(said(&after))
}

/// What the lock line unfolds to: how far the chains have come, and the safety code, which has to be
/// the company's.
async fn behind_the_lock(world: &World, browser: &Browser) -> Result<()> {
    browser.wait_for(".seal__summary").await?.click().await?;
    let chain = browser.wait_for(".facts--more").await?.text().await?;
    browser.wait_for(".full__summary").await?.click().await?;
    let shown = browser.wait_for(".full__code").await?.text().await?;
    let code = world.safety_code().await?;
    ensure!(shown == code.digits(), "the safety code {shown} is not the company's");
    ensure!(chain.contains("faltan: 0"), "something is missing: {chain}");
    chain.lines().for_each(|line| println!("  │ {line}"));
    println!("  │ Código de seguridad: {shown}, el de la empresa\n");
    browser.wait_for(".seal__summary").await?.click().await?;
    Ok(())
}

/// A visitor who refuses, of whom nothing is sent.
pub(crate) async fn that_refuses(world: &World, browser: &Browser, pictures: &Path) -> Result<()> {
    heading("Second visit: an English speaker, who refuses");
    browser.goto(&format!("{SITE}/en/")).await?;
    let chat = Chat::open(browser).await?;
    chat.notice().await?;
    let reached = world.proxy.record().mark();
    let refused = chat.refuse().await?.text().await?;
    picture(browser, pictures, "5-refused").await?;
    for line in refused.lines().filter(|line| !line.trim().is_empty()) {
        println!("  │ {line}");
    }
    tokio::time::sleep(std::time::Duration::from_secs(3)).await;
    // The first visitor's chat still waits for news: only what this one's browser asked counts.
    let posted = browser.watch().all().requests().into_iter().filter(|asked| asked.method != "GET");
    let posted: Vec<String> = posted.map(|asked| asked.line()).collect();
    ensure!(posted.is_empty(), "after a refusal there were {posted:?}");
    ensure!(world.proxy.record().since(reached).iter().all(|one| one.method == "GET"));
    println!("\n  (nothing was stored and nothing was sent)");
    Ok(())
}

fn heading(words: &str) {
    println!("\n── {words} {}\n", "─".repeat(90_usize.saturating_sub(words.chars().count())));
}

fn print(line: &Line) {
    let (mark, name) = match line.author {
        Author::Visitor => ("→", line.name.clone()),
        _ => ("←", line.name.clone()),
    };
    println!("  {mark} {name}: {}", line.text);
    if !line.state.is_empty() {
        println!("      {}", line.state);
    }
    println!();
}

async fn picture(browser: &Browser, folder: &Path, name: &str) -> Result<()> {
    std::fs::write(folder.join(format!("{name}.png")), browser.screenshot().await?)?;
    Ok(())
}
