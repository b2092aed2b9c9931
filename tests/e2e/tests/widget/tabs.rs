//! Promise 5: two tabs share the conversation and never a state.

use anyhow::Result;
use sigilo_e2e::browser::Setting;
use sigilo_e2e::chat::Chat;
use sigilo_e2e::proxy::Fault;
use sigilo_e2e::world::{SITE, World};

use crate::keys;

#[tokio::test]
async fn two_tabs_show_one_conversation_and_share_no_key() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let (of_first, of_second) = ("¿Qué cubre el seguro?", "¿Hay franquicia?");
    let chat = Chat::allowed(&browser).await?;
    chat.ask(of_first).await?;
    chat.delivery(of_first, &["Entregado"]).await?;
    let first = browser.tab().await?;

    browser.new_tab().await?;
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    chat.conversation().await?;
    chat.delivery(of_first, &["Entregado"]).await?;
    let there = chat.ask(of_second).await?;
    chat.delivery(of_second, &["Entregado"]).await?;

    browser.go_to_tab(&first).await?;
    let chat = Chat::inside(&browser).await?;
    let here = chat.answer(2).await?;
    assert_eq!(here.text, there.text);
    chat.delivery(of_second, &["Entregado"]).await?;
    let again = chat.ask("¿Cuánto cuesta?").await?;
    assert_ne!(again.text, here.text);

    assert_eq!(keys::hellos(&world)?, 2, "each load of the frame has a key of its own");
    keys::must_serve_once(&world)
}

/// The outbox is everybody's: while one tab still tries to post what is first there, another may
/// have posted the rest. The first one's hello is its own to post.
#[tokio::test]
async fn a_tab_whose_outbox_another_tab_empties_says_hello_all_the_same() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::allowed(&browser).await?;
    chat.ask("¿Qué cubre el seguro?").await?;
    world.proxy.set(Fault::Swallowing);
    let text = "¿Hay franquicia?";
    chat.say(text).await?;
    chat.delivery(text, &["Enviando"]).await?;

    // Both tabs post that message, and the first one's attempt ends first.
    browser.new_tab().await?;
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    chat.delivery(text, &["Enviando"]).await?;
    world.proxy.set(Fault::None);
    chat.delivery(text, &["Entregado"]).await?;
    chat.conversation().await?;
    chat.ask("¿Cuánto cuesta?").await?;
    keys::must_serve_once(&world)
}
