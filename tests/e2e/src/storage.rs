//! What a visit left behind: as the documents see it, and as the disk has it.

use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};
use memchr::memmem;
use rusqlite::types::FromSql;
use rusqlite::{Connection, OpenFlags};
use serde_json::{Value, json};

use crate::browser::{Browser, Engine};

/// Asks a document for the names of all that is stored for it, in every way that can be asked of
/// without storing something by asking. Private files can not: the disk tells of them.
const ASK: &str = "
    const registrations = await navigator.serviceWorker?.getRegistrations() ?? [];
    return {
        cookies: document.cookie ? document.cookie.split('; ') : [],
        localStorage: Object.keys(localStorage),
        sessionStorage: Object.keys(sessionStorage),
        indexedDB: (await indexedDB.databases()).map((database) => database.name),
        caches: await caches.keys(),
        serviceWorkers: registrations.map((registration) => registration.scope),
    };";

/// The folders and files of a profile in which a site's storage lives under the site's name.
const BY_NAME: [&str; 5] =
    ["IndexedDB", "Local Storage", "Session Storage", "Service Worker", "File System"];

/// The names of what the current document has stored, by kind.
pub async fn names(browser: &Browser) -> Result<Value> {
    browser.run_async(ASK, Vec::new()).await
}

/// Fails if the current document, or the browser in its cookies, has stored anything.
pub async fn must_be_empty(browser: &Browser) -> Result<()> {
    let names = match browser.engine() {
        // In Firefox asking leaves a trace. What there is can be read from the disk at once.
        Engine::Gecko => {
            let own = "return [location.host, Object.keys(sessionStorage)]";
            let own = browser.run(own, vec![]).await?;
            let authority = own[0].as_str().unwrap_or_default();
            json!({ "disk": gecko_files(browser.profile(), authority)?, "sessionStorage": own[1] })
        }
        _ => names(browser).await?,
    };
    let kinds = names.as_object().into_iter().flatten();
    let full: Vec<_> = kinds.filter(|(_, names)| **names != json!([])).collect();
    ensure!(full.is_empty(), "stored: {full:?}");
    let cookies = browser.cookies().await?;
    ensure!(cookies == json!([]), "cookies: {cookies}");
    Ok(())
}

/// Where a closed browser's profile has something that `authority`, a host and port, has stored.
/// Cookies know no ports: all of the host are found.
pub fn traces(profile: &Path, authority: &str) -> Result<Vec<String>> {
    if is_of_gecko(profile) {
        return gecko_traces(profile, authority);
    }
    // Chromium writes an origin as a URL, and in the names of files with underscores.
    let writings = [authority.to_owned(), authority.replace(':', "_")];
    let mut found = Vec::new();
    for place in BY_NAME {
        search(&profile.join("Default").join(place), &writings, &mut found)?;
    }
    for table in ["Default/Cookies", "Default/Network/Cookies"] {
        let host = authority.split(':').next().unwrap_or_default();
        let cookies = "SELECT host_key || ' ' || name FROM cookies WHERE instr(host_key, ?1) > 0";
        found.extend(ask::<String>(&profile.join(table), cookies, host)?);
    }
    // The storage of embedded frames lies under numbers.
    for bucket in buckets(profile, authority)? {
        let folder = profile.join("Default/WebStorage").join(bucket.to_string());
        if folder.exists() {
            found.push(folder.display().to_string());
        }
    }
    Ok(found)
}

/// The numbers under which a closed browser's profile would keep what `authority` stores. One is
/// given to whoever so much as asks whether it has stored something.
pub fn buckets(profile: &Path, authority: &str) -> Result<Vec<i64>> {
    if is_of_gecko(profile) {
        let folders = gecko_folders(profile, authority)?;
        return Ok((1..).zip(folders).map(|(number, _)| number).collect());
    }
    let table = profile.join("Default/WebStorage/QuotaManager");
    ask(&table, "SELECT id FROM buckets WHERE instr(storage_key, ?1) > 0", authority)
}

fn is_of_gecko(profile: &Path) -> bool {
    profile.join("prefs.js").exists()
}

/// The same of Firefox, which has a folder for each origin, and cookies in a table.
fn gecko_traces(profile: &Path, authority: &str) -> Result<Vec<String>> {
    let mut found = gecko_files(profile, authority)?;
    let host = authority.split(':').next().unwrap_or_default();
    let cookies = "SELECT host || ' ' || name FROM moz_cookies WHERE instr(host, ?1) > 0";
    found.extend(ask::<String>(&profile.join("cookies.sqlite"), cookies, host)?);
    let workers = std::fs::read(profile.join("serviceworker.txt")).unwrap_or_default();
    if memmem::find(&workers, authority.as_bytes()).is_some() {
        found.push("a service worker".into());
    }
    Ok(found)
}

/// What lies in the folders of an origin. That they are there, and since when, is what Chromium gives a number for:
/// see [`buckets`].
fn gecko_files(profile: &Path, authority: &str) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for origin in gecko_folders(profile, authority)? {
        files(&origin, &mut found)?;
    }
    found.retain(|file| !file.contains("/.metadata-v2"));
    Ok(found)
}

/// The folders of an origin, partitioned or not.
fn gecko_folders(profile: &Path, authority: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let folder = format!("http+++{}", authority.replace(':', "+"));
    for kind in ["default", "temporary", "permanent", "private"] {
        let Ok(origins) = std::fs::read_dir(profile.join("storage").join(kind)) else { continue };
        for origin in origins {
            let path = origin?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if name == folder || name.starts_with(&format!("{folder}^")) {
                found.push(path);
            }
        }
    }
    Ok(found)
}

fn files(path: &Path, found: &mut Vec<String>) -> Result<()> {
    if path.is_dir() {
        for entry in std::fs::read_dir(path)? {
            files(&entry?.path(), found)?;
        }
    } else {
        found.push(path.display().to_string());
    }
    Ok(())
}

/// The first column of what a database answers; nothing if there is no such file.
fn ask<T: FromSql>(database: &Path, query: &str, parameter: &str) -> Result<Vec<T>> {
    if !database.exists() {
        return Ok(Vec::new());
    }
    let database = Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut query = database.prepare(query)?;
    let values = query.query_map([parameter], |row| row.get(0))?;
    Ok(values.collect::<Result<_, _>>()?)
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
