//! The consent log: who was asked, shown and granted what, in order, and never what was said.

use anyhow::{Result, ensure};
use sigilo_consent::{Event, Kind};
use sigilo_e2e::browser::Setting;
use sigilo_e2e::canary::Canary;
use sigilo_e2e::chat::Chat;
use sigilo_e2e::frame;
use sigilo_e2e::world::{SITE, World};

const SAID: &str = "canario-Lw3Kd8 ¿qué cubre?";

#[tokio::test]
async fn the_log_has_ask_show_and_grant_in_order_and_no_content_path_query_or_address() -> Result<()>
{
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    browser.watch().run_first(frame::GPC).await?;
    browser.goto(&format!("{SITE}/?campaign=canario-query#canario-hash")).await?;
    let chat = Chat::open(&browser).await?;
    chat.allow_with(&["quote"]).await?;
    chat.ask(SAID).await?;
    chat.delivery(SAID, &["Entregado"]).await?;
    let panel = chat.privacy().await?;
    panel.turn("improve").await?;
    panel.stands("improve", "Permitido").await?;
    panel.withdraw_all().await?;
    panel.countersigned(3).await?;

    let (events, pages) = world.ledger().visitor_log()?;
    let kinds: Vec<_> = events.iter().map(|event| event.kind.name()).collect();
    let wanted = ["gpc", "ask", "show", "grant", "refuse", "ask", "show", "grant", "withdraw"];
    assert_eq!(kinds, wanted);
    let of = |kind: Kind, at: usize| {
        events.iter().filter(|event| event.kind == kind).nth(at).map(|event| event.purposes.clone())
    };
    let names = |all: &[&str]| Some(all.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>());
    assert_eq!(of(Kind::Gpc, 0), names(&["marketing"]));
    assert_eq!(of(Kind::Grant, 0), names(&["answer", "quote"]));
    assert_eq!(of(Kind::Refuse, 0), names(&["improve", "marketing"]));
    assert_eq!(of(Kind::Grant, 1), names(&["improve"]));
    ensure!(events.iter().all(|event| event.policy == world.policy().unwrap_or(event.policy)));
    ensure!(events.is_sorted_by_key(|event: &Event| event.at_ms), "not in order");

    let (own, more) = world.ledger().log()?;
    for kind in [Kind::Receive, Kind::Countersign, Kind::Honour] {
        ensure!(own.iter().any(|event| event.kind == kind), "the desk's log has no {kind:?}");
    }
    for page in pages.iter().chain(&more) {
        for word in [
            "canario-Lw3Kd8",
            "canario-query",
            "canario-hash",
            "campaign=",
            "localhost",
            "127.0.0.1",
        ] {
            Canary::new(word)?.must_not_be_in(page.as_bytes(), "a page of the log")?;
        }
        ensure!(!page.contains("http") && !page.contains('?'), "{page}");
    }
    Ok(())
}
