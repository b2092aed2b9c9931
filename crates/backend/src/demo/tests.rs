//! The demonstration as a whole, on ports of its own.

use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::Path,
    time::{Duration, Instant},
};

use reqwest::{Client, Response};
use serde_json::{Value, json};
use sigilo_protocol::{Pins, VerifiedManifest};

use super::{Config, DemoError, GRACE, Other, Running, SITE, start};
use crate::Clock;

fn config(folder: &Path) -> Config {
    let widget = folder.join("dist");
    fs::create_dir_all(&widget).unwrap();
    fs::write(widget.join("index.html"), "<!doctype html>").unwrap();
    fs::write(widget.join("embed.js"), "alert()").unwrap();
    fs::write(widget.join("_headers"), "/*\n  X-All: 1\n").unwrap();
    Config {
        host: "127.0.0.1".into(),
        port: 0,
        widget,
        data: folder.join("data"),
        backend_url: None,
        widget_url: None,
        lang: "es".into(),
    }
}

async fn get(url: &str) -> Response {
    let client = Client::builder().no_proxy().build().unwrap();
    client.get(url).header("origin", "http://stranger.example").send().await.unwrap()
}

async fn manifest(running: &Running) -> VerifiedManifest {
    let answer = get(&format!("{}/v1/sites/{SITE}/manifest", running.relay)).await;
    let jws = answer.text().await.unwrap();
    VerifiedManifest::verify(&jws, &Pins::parse(&running.pin).unwrap(), Clock::system().now())
        .unwrap()
}

#[tokio::test]
async fn site_widget_and_relay_answer_and_fit_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let running = start(config(folder.path())).await.unwrap();
    let page = get(&running.site).await.text().await.unwrap();
    for value in [
        format!(r#"src="{}/embed.js""#, running.widget),
        format!(r#"data-backend="{}/v1/sites/{SITE}""#, running.relay),
        format!(r#"data-key="{}""#, running.pin),
    ] {
        assert!(page.contains(&value), "{value}");
    }
    let embed = get(&format!("{}/embed.js", running.widget)).await;
    assert_eq!(embed.headers()["x-all"], "1");
    let manifest = manifest(&running).await;
    assert_eq!(manifest.site, SITE);
    let other_name = running.site.replace("localhost", "127.0.0.1");
    assert_eq!(manifest.origins, [running.site.clone(), other_name.clone()]);
    assert!(get(&other_name).await.status().is_success());
    running.shutdown().await;
}

#[tokio::test]
async fn each_site_has_a_page_a_desk_and_keys_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let running = start(config(folder.path())).await.unwrap();
    let mut pins = vec![running.pin.clone()];
    assert_eq!(running.others.len(), 2);
    for Other { sector, page, pin, safety } in &running.others {
        let html = get(page).await.text().await.unwrap();
        let backend = format!("{}/v1/sites/{}", running.relay, sector.site);
        assert!(html.contains(&format!(r#"data-backend="{backend}" data-key="{pin}""#)));
        let jws = get(&format!("{backend}/manifest")).await.text().await.unwrap();
        let pinned = Pins::parse(pin).unwrap();
        let manifest = VerifiedManifest::verify(&jws, &pinned, Clock::system().now()).unwrap();
        assert_eq!(manifest.site, sector.site);
        assert!(safety.is_some());
        let policy = get(&format!("{backend}/policies/{}", manifest.policy.hash)).await;
        assert!(policy.text().await.unwrap().contains(sector.site));
        pins.push(pin.clone());
    }
    pins.sort();
    pins.dedup();
    assert_eq!(pins.len(), 3, "a key opens one site alone");
    running.shutdown().await;
}

#[tokio::test]
async fn the_policy_and_its_texts_are_where_the_manifest_says() {
    let folder = tempfile::tempdir().unwrap();
    let running = start(config(folder.path())).await.unwrap();
    let policies = format!("{}/v1/sites/{SITE}/policies", running.relay);
    let policy = manifest(&running).await.policy.hash;
    let core: Value = get(&format!("{policies}/{policy}")).await.json().await.unwrap();
    for lang in ["es", "en"] {
        let hash = core["texts"][lang].as_str().unwrap();
        let text: Value = get(&format!("{policies}/{hash}")).await.json().await.unwrap();
        assert_eq!(text["lang"], lang);
    }
    running.shutdown().await;
}

#[tokio::test]
async fn only_the_widget_may_read_the_relay_from_a_browser() {
    let folder = tempfile::tempdir().unwrap();
    let running = start(config(folder.path())).await.unwrap();
    let url = format!("{}/v1/sites/{SITE}/manifest", running.relay);
    let client = Client::builder().no_proxy().build().unwrap();
    for (origin, allowed) in [
        (running.widget.clone(), true),
        (running.widget.replace("localhost", "127.0.0.1"), true),
        (running.site.clone(), false),
    ] {
        let answer = client.get(&url).header("origin", &origin).send().await.unwrap();
        let header = answer.headers().get("access-control-allow-origin");
        assert_eq!(header.is_some_and(|value| *value == origin), allowed, "{origin}");
    }
    running.shutdown().await;
}

#[tokio::test]
async fn it_stops_at_once_though_the_desk_waits_for_news_and_starts_again_with_the_same_pin() {
    let folder = tempfile::tempdir().unwrap();
    let running = start(config(folder.path())).await.unwrap();
    let first = manifest(&running).await;
    let (site, pin) = (running.site.clone(), running.pin.clone());
    // Time for the desk to ask for news.
    tokio::time::sleep(Duration::from_millis(200)).await;
    let began = Instant::now();
    running.shutdown().await;
    assert!(began.elapsed() < GRACE);
    let client = Client::builder().no_proxy().build().unwrap();
    assert!(client.get(&site).send().await.is_err());
    let again = start(config(folder.path())).await.unwrap();
    assert_eq!(again.pin, pin);
    assert!(manifest(&again).await.ver > first.ver, "other ports are other origins");
    again.shutdown().await;
}

#[tokio::test]
async fn with_another_server_for_the_widget_no_folder_is_needed() {
    let folder = tempfile::tempdir().unwrap();
    let config = Config {
        widget: folder.path().join("nowhere"),
        widget_url: Some("http://localhost:3000".into()),
        backend_url: Some("http://localhost:3000".into()),
        ..config(folder.path())
    };
    let running = start(config).await.unwrap();
    let page = get(&running.site).await.text().await.unwrap();
    assert!(page.contains(r#"src="http://localhost:3000/embed.js" integrity="""#));
    assert!(page.contains(&format!(r#"data-backend="http://localhost:3000/v1/sites/{SITE}""#)));
    running.shutdown().await;
}

#[tokio::test]
async fn without_the_widget_s_folder_it_does_not_start() {
    let folder = tempfile::tempdir().unwrap();
    let config = Config { widget: folder.path().join("nowhere"), ..config(folder.path()) };
    let error = start(config).await.unwrap_err();
    assert!(matches!(error, DemoError::Widget(..)));
    assert!(error.to_string().contains("cargo xtask demo"));
}

#[tokio::test]
async fn its_people_are_made_once_each_time_others_and_for_its_owner_alone() {
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut told = Vec::new();
    for folder in [&folder, &other] {
        let running = start(config(folder.path())).await.unwrap();
        let staff = running.staff.as_ref().unwrap();
        assert!(staff.is_new && staff.origin.starts_with("http://localhost:"));
        assert!(get(&format!("{}/sign-in", staff.origin)).await.status().is_success());
        told.extend(staff.people.iter().map(|own| own.password.clone()));
        let mode = fs::metadata(&staff.file).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600);
        assert!(!format!("{running:?}").contains(&told[0]));
        running.shutdown().await;
    }
    told.sort();
    told.dedup();
    assert_eq!(told.len(), 4, "no two passwords are the same");

    let again = start(config(folder.path())).await.unwrap();
    let staff = again.staff.as_ref().unwrap();
    assert!(!staff.is_new && staff.people.iter().all(|own| told.contains(&own.password)));
    let code = staff.people[0].code().unwrap();
    assert!(code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()), "{code}");
    let file = staff.file.clone();
    again.shutdown().await;
    fs::remove_file(file).unwrap();
    let anew = start(config(folder.path())).await.unwrap();
    let staff = anew.staff.as_ref().unwrap();
    assert!(staff.is_new && staff.people.iter().all(|own| !told.contains(&own.password)));
    anew.shutdown().await;
}

#[tokio::test]
async fn it_says_who_a_customer_is_to_its_own_page_alone_once_they_have_signed_in() {
    let folder = tempfile::tempdir().unwrap();
    let running = start(config(folder.path())).await.unwrap();
    let client = Client::builder().no_proxy().build().unwrap();
    let post = async |what: &str, origin: &str, cookie: &str| {
        let url = format!("{}/customer/{what}", running.site);
        let body = json!({"jkt": running.pin, "lang": "en"});
        let request = client.post(url).header("origin", origin).header("cookie", cookie);
        request.json(&body).send().await.unwrap()
    };
    let other_name = running.site.replace("localhost", "127.0.0.1");
    for origin in ["http://stranger.example", &running.widget, &running.relay, "null"] {
        assert_eq!(post("sign-in", origin, "").await.status(), 403, "{origin}");
    }
    assert_eq!(post("token", &running.site, "").await.status(), 403, "nobody has signed in");
    assert_eq!(post("token", &running.site, "demo-customer=x").await.status(), 403);
    let entered = post("sign-in", &other_name, "").await;
    let set = entered.headers()["set-cookie"].to_str().unwrap().to_owned();
    assert!(set.ends_with("; Path=/; HttpOnly; SameSite=Strict"), "{set}");
    let cookie = set.split(';').next().unwrap();
    assert_eq!(post("token", "http://stranger.example", cookie).await.status(), 403);
    let token = post("token", &running.site, cookie).await;
    assert_eq!(token.headers()["cache-control"], "no-store");
    assert_eq!(token.text().await.unwrap().split('.').count(), 3);
    let page = client.get(&running.site).header("cookie", cookie).send().await.unwrap();
    assert!(
        page.headers()["content-security-policy"].to_str().unwrap().ends_with("connect-src 'self'")
    );
    assert!(page.text().await.unwrap().contains(r#"data-customer="in""#));
    post("sign-out", &running.site, cookie).await;
    assert_eq!(post("token", &running.site, cookie).await.status(), 403, "they have left");
    assert!(get(&running.site).await.text().await.unwrap().contains(r#"data-customer="out""#));
    running.shutdown().await;
}

#[tokio::test]
async fn where_other_machines_reach_it_there_are_no_people_and_no_customers() {
    let folder = tempfile::tempdir().unwrap();
    let config = Config { host: "0.0.0.0".into(), ..config(folder.path()) };
    let running = start(config).await.unwrap();
    assert!(running.staff.is_none());
    assert_eq!(manifest(&running).await.recipients.len(), 1, "the bot alone");
    assert!(!get(&running.site).await.text().await.unwrap().contains("data-customer"));
    assert_eq!(get(&format!("{}/customer/keys", running.site)).await.status(), 404);
    running.shutdown().await;
}
