//! What is kept when a screen does not come: the picture, the document, the console.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::Browser;

/// Numbers the files of one run.
static NEXT: AtomicUsize = AtomicUsize::new(1);

/// Writes down what `browser` shows and returns where. Says why, if it can't.
pub(super) async fn keep(browser: &Browser, name: &str) -> String {
    match write(browser, name).await {
        Ok(place) => place.display().to_string(),
        Err(error) => format!("(no evidence: {error:#})"),
    }
}

async fn write(browser: &Browser, name: &str) -> anyhow::Result<PathBuf> {
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let thread = std::thread::current();
    let test = thread.name().unwrap_or("test").rsplit("::").next().unwrap_or("test").to_owned();
    let folder = crate::paths::artefacts().join("failures").join(format!("{test}-{number}"));
    std::fs::create_dir_all(&folder)?;
    let mut notes = format!("waited for: {name}\n");
    if let Some(watch) = &browser.watch {
        notes += "\nerrors:\n";
        for line in watch.all().errors() {
            notes += &format!("{line}\n");
        }
        for line in watch.all().violations() {
            notes += &format!("{line}\n");
        }
        notes += "\nrequests:\n";
        for asked in watch.all().requests() {
            notes += &format!("{} {}\n", asked.method, asked.url);
        }
    }
    std::fs::write(folder.join("notes.txt"), notes)?;
    std::fs::write(folder.join("screen.png"), browser.screenshot().await?)?;
    std::fs::write(folder.join("document.html"), browser.html().await?)?;
    Ok(folder)
}
