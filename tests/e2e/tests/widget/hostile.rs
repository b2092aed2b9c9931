//! The host page and the code's origin turn against the visitor.

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result};
use serde_json::json;
use sigilo_e2e::browser::{Browser, Setting};
use sigilo_e2e::canary::Canary;
use sigilo_e2e::chat::{Chat, Choice};
use sigilo_e2e::paths;
use sigilo_e2e::world::{BACKEND, SITE, World};
use tempfile::TempDir;

const SECRET: &str = "canario-Hk3w9p";

/// A script of the page tries to look into the frame, to hear what it says and what is typed, and to
/// lead it elsewhere. It gets nothing. It could still put a chat of its own in this one's place.
#[tokio::test]
async fn hostile_page_script() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    let spy = "window.heard = []; window.keys = 0;
        addEventListener('message', (event) => heard.push(JSON.stringify(event.data)), true);
        if (self === top) for (const name of ['keydown', 'keyup', 'input', 'paste']) {
            addEventListener(name, () => { keys += 1 }, true);
        }";
    browser.watch().run_first(spy).await?;
    Chat::allowed(&browser).await?;

    browser.enter_page().await?;
    let reached = "const frame = document.querySelector('sigilo-chat').shadowRoot.querySelector('iframe');
        const tries = [
            () => frame.contentDocument.body.innerHTML,
            () => frame.contentWindow.document.body.innerHTML,
            () => frame.contentWindow.localStorage.length,
            () => frame.contentWindow.eval('1'),
        ];
        const other = {
            sigilo: 1, type: 'open', backend: arguments[0], key: 'A'.repeat(43), lang: 'en',
        };
        frame.contentWindow.postMessage(other, '*');
        frame.contentWindow.postMessage({ ...other, type: 'read' }, '*');
        return tries.filter((attempt) => { try { attempt(); return true } catch { return false } }).length;";
    let elsewhere = json!(format!("{BACKEND}/v1/sites/elsewhere.example"));
    assert_eq!(browser.run(reached, vec![elsewhere]).await?, json!(0));

    let chat = Chat::inside(&browser).await?;
    chat.ask(SECRET).await?;
    chat.delivery(SECRET, &["Entregado"]).await?;
    browser.enter_page().await?;
    assert_eq!(browser.run("return keys", vec![]).await?, json!(0));
    let heard = browser.run("return heard.join()", vec![]).await?;
    // The page learns where the purposes stand and who has written, and nothing of what is said.
    let state = r#""state":{"purposes":{"answer":"Given","quote":"Refused","improve":"Refused","marketing":"Refused"},"gpc":false,"known":true}"#;
    let told = format!(r#"{{"sigilo":1,"type":"consent",{state}}}"#);
    let heard = heard.as_str().unwrap_or_default();
    let wrote = |author: &str| {
        format!(r#"{{"sigilo":1,"type":"message","state":{{"author":"{author}"}}}}"#)
    };
    let known = [r#"{"sigilo":1,"type":"ready"}"#, &told, &wrote("visitor"), &wrote("recipient")];
    let rest = known.iter().fold(heard.to_owned(), |rest, known| rest.replace(known, ""));
    assert_eq!(rest.replace(',', ""), "", "{heard}");
    Canary::new(SECRET)?.must_not_be_in(browser.html().await?.as_bytes(), "the page")?;
    let asked = world.proxy.record().all();
    assert!(asked.iter().all(|one| !one.uri.contains("elsewhere.example")));
    Ok(())
}

/// Whoever serves the files changes one. Each is under a hash, embed.js in the page's tag, the
/// others in index.html, so the browser refuses it and nothing is sent. What is promised ends there:
/// who serves another index.html can serve another chat.
#[tokio::test]
async fn code_origin_swaps_the_widget() -> Result<()> {
    let files = TempDir::new()?;
    for entry in fs::read_dir(paths::dist())? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            fs::copy(entry.path(), files.path().join(entry.file_name()))?;
        }
    }
    let world = World::with_files(files.path()).await?;

    let honest = swap(files.path(), "embed.js", "", "\n//")?;
    let browser = world.browser(&Setting::default()).await?;
    browser.goto(SITE).await?;
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(
        browser.run("return customElements.get('sigilo-chat') === undefined", vec![]).await?,
        true
    );
    must_be_refused(&world, &browser)?;
    fs::write(files.path().join("embed.js"), honest)?;

    for (end, start) in [(".js", "sigilo-"), (".wasm", "sigilo-")] {
        let name = name(files.path(), start, end)?;
        let honest = swap(files.path(), &name, "", " ")?;
        let browser = world.browser(&Setting::default()).await?;
        browser.goto(SITE).await?;
        Chat::launcher(&browser).await?.click().await?;
        tokio::time::sleep(Duration::from_secs(2)).await;
        must_be_refused(&world, &browser)?;
        fs::write(files.path().join(name), honest)?;
    }

    // What loads after Allow.
    for part in ["chat", "detector", "tables"] {
        let later = name(files.path(), &format!("sigilo-{part}-"), ".wasm")?;
        let honest = swap(files.path(), &later, "", " ")?;
        let browser = world.browser(&Setting::default()).await?;
        browser.goto(SITE).await?;
        let chat = Chat::open(&browser).await?;
        chat.choice(Choice::Allow).await?.click().await?;
        chat.problem().await?;
        must_be_refused(&world, &browser)?;
        assert!(world.proxy.record().all().iter().all(|one| one.method == "GET"), "{part}");
        fs::write(files.path().join(later), honest)?;
    }

    // The limit.
    swap(files.path(), "index.html", "<title>Chat", "<title>Swapped")?;
    let browser = world.browser(&Setting::default()).await?;
    browser.goto(SITE).await?;
    Chat::open(&browser).await?.notice().await?;
    Ok(())
}

/// Changes a file, and gives what it was.
fn swap(folder: &Path, name: &str, before: &str, after: &str) -> Result<Vec<u8>> {
    let path = folder.join(name);
    let honest = fs::read(&path)?;
    if before.is_empty() {
        fs::write(path, [honest.as_slice(), after.as_bytes()].concat())?;
    } else {
        let text = std::str::from_utf8(&honest)?;
        anyhow::ensure!(text.contains(before), "{name} has no {before}");
        fs::write(path, text.replace(before, after))?;
    }
    Ok(honest)
}

/// The file that begins and ends so, with nothing but its hash between.
fn name(folder: &Path, start: &str, end: &str) -> Result<String> {
    let names =
        fs::read_dir(folder)?.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let is_it = |name: &String| {
        let hash = name.strip_prefix(start).and_then(|rest| rest.strip_suffix(end));
        hash.is_some_and(|hash| hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
    };
    names.into_iter().find(is_it).with_context(|| format!("no {start}…{end}"))
}

fn must_be_refused(world: &World, browser: &Browser) -> Result<()> {
    let errors = browser.watch().all().errors();
    anyhow::ensure!(errors.iter().any(|error| error.contains("integrity")), "{errors:?}");
    let asked = browser.watch().all().to(BACKEND);
    anyhow::ensure!(asked.iter().all(|asked| asked.method == "GET"), "{asked:?}");
    anyhow::ensure!(world.proxy.record().all().iter().all(|one| one.method == "GET"));
    Ok(())
}
