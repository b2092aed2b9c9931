//! Pictures leave without what a camera writes into them.

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;
use sigilo_e2e::axe;
use sigilo_e2e::browser::{Browser, Setting};
use sigilo_e2e::canary::Canary;
use sigilo_e2e::chat::Chat;
use sigilo_e2e::world::World;

use super::{Desktop, attach, kept};

pub(crate) const DEVICE: &str = "CAMARA-CANARIO-Rz5Ty8";

/// A picture of 60 × 40, twice as bright on the left, as a browser writes it.
pub(crate) async fn drawn(browser: &Browser) -> Result<Vec<u8>> {
    let body = "const canvas = new OffscreenCanvas(60, 40);
        const context = canvas.getContext('2d');
        context.fillStyle = '#cc8844'; context.fillRect(0, 0, 60, 40);
        context.fillStyle = '#224488'; context.fillRect(30, 0, 30, 40);
        const blob = await canvas.convertToBlob({ type: 'image/jpeg' });
        return [...new Uint8Array(await blob.arrayBuffer())];";
    let bytes = browser.run_async(body, vec![]).await?;
    let byte = |value: &Value| u8::try_from(value.as_u64()?).ok();
    bytes.as_array().and_then(|all| all.iter().map(byte).collect()).context("no picture")
}

/// The same with what a phone adds: it was held upright, who made it, where (Exif 2.3).
pub(crate) fn photographed(jpeg: &[u8]) -> Vec<u8> {
    let device = format!("{DEVICE}\0");
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        let head = [tag.to_be_bytes(), kind.to_be_bytes()].concat();
        [head, count.to_be_bytes().to_vec(), value.to_vec()].concat()
    };
    let (count, first) = (3_u16, 8_u32);
    let end = first + 2 + u32::from(count) * 12 + 4;
    let gps = end + device.len() as u32;
    let mut tiff = b"MM\0\x2a".to_vec();
    tiff.extend(first.to_be_bytes());
    tiff.extend(count.to_be_bytes());
    tiff.extend(entry(0x010F, 2, device.len() as u32, end.to_be_bytes()));
    tiff.extend(entry(0x0112, 3, 1, [0, 6, 0, 0]));
    tiff.extend(entry(0x8825, 4, 1, gps.to_be_bytes()));
    tiff.extend([0; 4]);
    tiff.extend(device.bytes());
    tiff.extend(1_u16.to_be_bytes());
    tiff.extend(entry(0x0001, 2, 2, *b"N\0\0\0"));
    tiff.extend([0; 4]);
    let exif = [b"Exif\0\0".as_slice(), &tiff].concat();
    let length = u16::try_from(exif.len() + 2).unwrap_or(u16::MAX);
    [&jpeg[..2], &[0xFF, 0xE1], &length.to_be_bytes(), &exif, &jpeg[2..]].concat()
}

/// Width and height of a JPEG, by its frame's header.
fn sides(jpeg: &[u8]) -> Option<(u16, u16)> {
    let at = jpeg.windows(2).position(|own| own[0] == 0xFF && matches!(own[1], 0xC0 | 0xC2))?;
    let side = |from: usize| Some(u16::from_be_bytes([*jpeg.get(from)?, *jpeg.get(from + 1)?]));
    Some((side(at + 7)?, side(at + 5)?))
}

#[tokio::test]
async fn a_picture_arrives_upright_and_without_place_or_device() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, "Hola").await?;
    let photo = photographed(&drawn(&browser).await?);
    Canary::new(DEVICE)?.find(&photo).context("the photograph has no canary")?;
    let desktop = Desktop::new()?;
    let name = "gotera-canario-Jn2Kd6.jpg";
    attach(&browser, &[desktop.put(name, &photo)?]).await?;
    chat.delivery(name, &["Entregado"]).await?;
    let (called, bytes) = kept(&world, &browser).await?;
    ensure!(called == name, "{called}");
    ensure!(bytes.starts_with(&[0xFF, 0xD8]), "no JPEG");
    ensure!(sides(&bytes) == Some((40, 60)), "it lies: {:?}", sides(&bytes));
    for gone in [DEVICE.as_bytes(), b"Exif"] {
        ensure!(!bytes.windows(gone.len()).any(|own| own == gone), "what the camera wrote");
    }
    // Whoever is on the way has neither name nor picture.
    for canary in [Canary::new(DEVICE)?, Canary::new(name)?] {
        browser.watch().all().must_not_contain(&canary)?;
        world.must_not_contain(&canary)?;
    }
    let disk = std::fs::read(world.database())?;
    let piece = &bytes[bytes.len() / 2..bytes.len() / 2 + 24];
    ensure!(!disk.windows(piece.len()).any(|own| own == piece), "the relay has the picture");
    // The visitor sees what was sent, and nothing of the frame was against the rules.
    browser.wait_for(".file__picture").await?;
    axe::must_find_nothing(&browser, "a picture that was sent").await?;
    assert_eq!(browser.watch().all().violations(), Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn what_only_claims_to_be_a_picture_does_not_leave() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let chat = Chat::begun(&browser, "Hola").await?;
    let mark = world.proxy.record().mark();
    let desktop = Desktop::new()?;
    let mut broken = b"\xFF\xD8\xFF\xE0 no picture ".to_vec();
    broken.extend([0; 500]);
    attach(&browser, &[desktop.put("rota.jpg", &broken)?, desktop.put("a.png", b"MZ\0\0")?])
        .await?;
    browser
        .wait("two lines of why", async || {
            let texts = chat.texts().await?.join("\n");
            ensure!(texts.contains("rota.jpg: Su imagen conserva datos"), "{texts}");
            ensure!(texts.contains("a.png: Este chat no admite"), "{texts}");
            Ok(())
        })
        .await?;
    let posted = world.proxy.record().since(mark);
    ensure!(!posted.iter().any(|one| one.path().contains("/blobs/")), "something left");
    Ok(())
}
