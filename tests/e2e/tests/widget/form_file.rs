//! Files that a form asks for: cleaned, sealed to those whom its purpose names, and gone with the answer.

use std::{path::Path, time::Duration};

use anyhow::{Context as _, Result, ensure};
use sigilo_backend::desk::FormState;
use sigilo_e2e::axe;
use sigilo_e2e::browser::{Browser, PATIENCE, Setting};
use sigilo_e2e::canary::Canary;
use sigilo_e2e::chat::{Chat, Form};
use sigilo_e2e::proxy::Fault;
use sigilo_e2e::world::{SITE, World};

use crate::files::pictures::{DEVICE, drawn, photographed};
use crate::files::{Desktop, document};

const COMPARE: &str = "Compara mi seguro de ahora";
const NAME: &str = "poliza-canario-Wd8Kp3.jpg";

/// A visitor whom the insurer has asked for their policy, once they allowed what that is for.
async fn asked(browser: &Browser) -> Result<(Chat<'_>, Form<'_>)> {
    let chat = Chat::begun(browser, COMPARE).await?;
    let form = chat.form().await?;
    ensure!(browser.find_all(".form [type=file]").await?.is_empty(), "before it is allowed");
    form.press("Rellenar").await?;
    chat.prompt().await?;
    chat.decide("Permitir").await?;
    form.open().await?;
    Ok((chat, form))
}

async fn choose(browser: &Browser, path: &Path) -> Result<()> {
    browser.wait_for(".form__pick").await?;
    browser.find(".form [type=file]").await?.type_text(&path.to_string_lossy()).await
}

/// Waits until the one form at the desk stands so; the bytes of its files.
async fn desk_has(world: &World, state: FormState) -> Result<Vec<(String, Vec<u8>)>> {
    let started = std::time::Instant::now();
    loop {
        let forms = world.forms()?;
        let all = forms.list()?;
        if let Some(one) = all.first().filter(|one| one.state == state && all.len() == 1) {
            let files = match state {
                FormState::Answered => forms.files(&one.id)?,
                _ => Vec::new(),
            };
            return Ok(files.into_iter().map(|own| (own.name, own.bytes)).collect());
        }
        ensure!(started.elapsed() < PATIENCE, "the desk has {all:?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Fails if a piece of these bytes is in a file of relay or desk.
fn must_not_lie(world: &World, bytes: &[u8]) -> Result<()> {
    let piece = &bytes[bytes.len() / 2..bytes.len() / 2 + 24];
    for database in [world.database(), world.database().with_file_name("desk/desk.db")] {
        for end in ["", "-wal"] {
            let path = format!("{}{end}", database.display());
            let disk = std::fs::read(path).unwrap_or_default();
            ensure!(!disk.windows(piece.len()).any(|own| own == piece), "{database:?} has it");
        }
    }
    Ok(())
}

/// How many sealed files the relay has.
fn blobs(world: &World) -> Result<u64> {
    let database = rusqlite::Connection::open(world.database())?;
    Ok(database.query_row("SELECT count(*) FROM blobs", (), |row| row.get(0))?)
}

#[tokio::test]
async fn a_picture_goes_by_a_form_without_what_the_camera_wrote_and_goes_when_it_is_taken_back()
-> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let (_, form) = asked(&browser).await?;
    let photo = photographed(&drawn(&browser).await?);
    Canary::new(DEVICE)?.find(&photo).context("the photograph has no canary")?;
    let desktop = Desktop::new()?;
    form.fill("Nombre", "Ana Canaria-Vt6Xq2").await?;
    // What is required is said where it belongs, and nothing leaves without it.
    form.press("Enviar").await?;
    form.says("Falta este dato.").await?;
    choose(&browser, &desktop.put(NAME, &photo)?).await?;
    form.says(NAME).await?;
    axe::must_find_nothing(&browser, "a form with a file").await?;
    ensure!(blobs(&world)? == 0, "it left before it was sent");
    form.press("Enviar").await?;
    let sent = form.says("Entregado").await?;
    assert!(sent.contains("Foto o PDF") && !sent.contains(NAME), "{sent}");
    let files = desk_has(&world, FormState::Answered).await?;
    let [(name, bytes)] = &files[..] else { anyhow::bail!("{} files", files.len()) };
    ensure!(name == NAME && bytes.starts_with(&[0xFF, 0xD8]), "{name}");
    for gone in [DEVICE.as_bytes(), b"Exif"] {
        ensure!(!bytes.windows(gone.len()).any(|own| own == gone), "what the camera wrote");
    }
    for canary in [Canary::new(DEVICE)?, Canary::new(NAME)?, Canary::new("Ana Canaria-Vt6Xq2")?] {
        browser.watch().all().must_not_contain(&canary)?;
        world.must_not_contain(&canary)?;
        world.ledger().must_not_contain(&canary)?;
    }
    must_not_lie(&world, bytes)?;
    ensure!(world.files()?.list()?.is_empty(), "it counts as a message's");
    form.press("Retirar").await?;
    desk_has(&world, FormState::Withdrawn).await?;
    browser
        .wait("the relay without it", async || {
            ensure!(blobs(&world)? == 0, "it is still there");
            Ok(())
        })
        .await?;
    assert_eq!(browser.watch().all().violations(), Vec::<String>::new());
    assert_eq!(browser.watch().all().errors(), Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn a_form_s_file_outlives_a_reload_and_what_is_not_taken_is_said_in_its_place() -> Result<()>
{
    let mut world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let (_, form) = asked(&browser).await?;
    let desktop = Desktop::new()?;
    form.fill("Nombre", "Ana").await?;
    choose(&browser, &desktop.put("programa.pdf", b"MZ\x90\0 no es un documento")?).await?;
    form.press("Enviar").await?;
    form.says("no admite archivos de este tipo").await?;
    let long = document(3_000_000);
    choose(&browser, &desktop.put("poliza.pdf", &long)?).await?;
    world.proxy.set(Fault::Slow(Duration::from_millis(150)));
    form.press("Enviar").await?;
    browser.wait_for(".form progress").await?;
    world.proxy.down().await;
    world.proxy.set(Fault::None);
    world.proxy.up().await?;
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    chat.form().await?.says("Entregado").await?;
    let files = desk_has(&world, FormState::Answered).await?;
    ensure!(files == [("poliza.pdf".to_owned(), long)], "it is another file");
    Ok(())
}
