//! What a visit left behind: as the documents see it, and as the disk has it.

use std::path::Path;

use anyhow::{Result, ensure};
use memchr::memmem;
use serde_json::{Value, json};

use crate::browser::Browser;

/// Asks a document for the names of all that is stored for it, in every way there is.
const ASK: &str = "
    const registrations = await navigator.serviceWorker?.getRegistrations() ?? [];
    const files = [];
    for await (const name of (await navigator.storage.getDirectory()).keys()) files.push(name);
    return {
        cookies: document.cookie ? document.cookie.split('; ') : [],
        localStorage: Object.keys(localStorage),
        sessionStorage: Object.keys(sessionStorage),
        indexedDB: (await indexedDB.databases()).map((database) => database.name),
        caches: await caches.keys(),
        serviceWorkers: registrations.map((registration) => registration.scope),
        files,
    };";

/// The folders and files of a profile in which a site's storage lives.
const ON_DISK: [&str; 8] = [
    "Cookies",
    "Network/Cookies",
    "IndexedDB",
    "Local Storage",
    "Session Storage",
    "Service Worker",
    "File System",
    "WebStorage",
];

/// The names of what the current document has stored, by kind.
pub async fn names(browser: &Browser) -> Result<Value> {
    browser.run_async(ASK, Vec::new()).await
}

/// Fails if the current document, or the browser in its cookies, has stored anything.
pub async fn must_be_empty(browser: &Browser) -> Result<()> {
    let names = names(browser).await?;
    let kinds = names.as_object().into_iter().flatten();
    let full: Vec<_> = kinds.filter(|(_, names)| **names != json!([])).collect();
    ensure!(full.is_empty(), "stored: {full:?}");
    let cookies = browser.watch().browser("Storage.getCookies", json!({})).await?;
    ensure!(cookies["cookies"] == json!([]), "cookies: {}", cookies["cookies"]);
    Ok(())
}

/// The files of a closed browser's profile in which storage names `authority`, a host and port.
pub fn traces(profile: &Path, authority: &str) -> Result<Vec<String>> {
    // Chromium writes an origin as a URL, and in the names of files with underscores.
    let writings = [authority.to_owned(), authority.replace(':', "_")];
    let mut found = Vec::new();
    for place in ON_DISK {
        search(&profile.join("Default").join(place), &writings, &mut found)?;
    }
    Ok(found)
}

fn search(path: &Path, writings: &[String], found: &mut Vec<String>) -> Result<()> {
    let name = path.to_string_lossy();
    if writings.iter().any(|writing| name.ends_with(&format!("{writing}.indexeddb.leveldb"))) {
        found.push(name.into_owned());
    } else if path.is_dir() {
        for entry in std::fs::read_dir(path)? {
            search(&entry?.path(), writings, found)?;
        }
    } else if path.is_file() {
        let bytes = std::fs::read(path)?;
        if writings.iter().any(|writing| memmem::find(&bytes, writing.as_bytes()).is_some()) {
            found.push(name.into_owned());
        }
    }
    Ok(())
}
