use std::{collections::BTreeSet, path::Path};

use serde_json::json;
use tokio::{
    net::TcpListener,
    time::{Duration, sleep, timeout},
};

use super::{
    SOON, event,
    receiver::{Receiver, secret_in},
    start,
};

fn to(folder: &Path, url: &str, queue: usize) -> String {
    let secret = match folder.join("hook.secret") {
        path if path.exists() => json!({"file": path}),
        _ => secret_in(folder),
    };
    json!({"webhook": [{"name": "soc", "url": url, "secret": secret, "queue": queue}]}).to_string()
}

/// An address where nobody listens.
async fn nowhere() -> (String, u16) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    (format!("http://127.0.0.1:{port}/hook"), port)
}

fn kept(folder: &std::path::Path) -> usize {
    let database = rusqlite::Connection::open(folder.join("siem.db")).unwrap();
    database.query_row("SELECT count(*) FROM outbox", (), |row| row.get(0)).unwrap()
}

async fn keeps(folder: &std::path::Path, count: usize) {
    let wait = async {
        while kept(folder) != count {
            sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(SOON, wait).await.unwrap();
}

#[tokio::test]
async fn an_event_is_offered_under_one_id_until_it_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let receiver = Receiver::refusing(2);
    let told = start(&to(folder.path(), &receiver.listen(0).await, 10), folder.path());
    told.events.tell(&event(1));
    let attempts = receiver.after(3).await;
    let ids: BTreeSet<_> = attempts.iter().map(|(id, ..)| id).collect();
    assert_eq!(ids.len(), 1);
    let body = &attempts[2].2;
    assert_eq!(
        (&body["type"], &body["timestamp"]),
        (&json!("consent.given"), &json!("2027-01-15T08:00:01Z"))
    );
    assert_eq!(body["data"]["details"]["number"], "1");
    assert!(attempts[2].1 >= attempts[0].1 + 3, "a second, then two");
    keeps(folder.path(), 0).await;
}

#[tokio::test]
async fn what_was_not_taken_before_a_restart_is_offered_after_it() {
    let folder = tempfile::tempdir().unwrap();
    let (url, port) = nowhere().await;
    let told = start(&to(folder.path(), &url, 10), folder.path());
    (1..=5).for_each(|number| told.events.tell(&event(number)));
    drop(told.events);
    told.running.finish().await;
    assert_eq!(kept(folder.path()), 5);
    let receiver = Receiver::default();
    receiver.listen(port).await;
    let _again = start(&to(folder.path(), &url, 10), folder.path());
    let came = receiver.after(5).await;
    let numbers: BTreeSet<_> =
        came.iter().map(|(.., body)| body["data"]["details"]["number"].to_string()).collect();
    assert_eq!(numbers.len(), 5);
}

#[tokio::test]
async fn a_full_queue_drops_what_comes_and_says_so_once_somebody_listens() {
    let folder = tempfile::tempdir().unwrap();
    let (url, port) = nowhere().await;
    let told = start(&to(folder.path(), &url, 3), folder.path());
    (1..=10).for_each(|number| told.events.tell(&event(number)));
    keeps(folder.path(), 3).await;
    let receiver = Receiver::default();
    receiver.listen(port).await;
    receiver.after(3).await;
    let wait = async {
        while told.heard.of("siem.dropped").is_empty() {
            sleep(Duration::from_millis(10)).await;
        }
    };
    timeout(SOON, wait).await.unwrap();
    let dropped = &told.heard.of("siem.dropped")[0];
    assert_eq!((&*dropped.details["name"], &*dropped.details["count"]), ("soc", "7"));
}

#[tokio::test]
async fn a_webhook_in_the_clear_is_for_this_machine_alone() {
    let folder = tempfile::tempdir().unwrap();
    for url in ["http://siem.example/hook", "ftp://127.0.0.1/", "hook"] {
        let settings = serde_json::from_str(&to(folder.path(), url, 1)).unwrap();
        let refused = super::Export::start(&settings, folder.path(), &crate::Clock::system());
        assert!(matches!(refused, Err(super::super::SiemError::Address(_))), "{url}");
    }
}

#[tokio::test]
async fn a_webhook_s_secret_is_in_a_file_for_its_owner_and_is_none_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let start = |secret: serde_json::Value| {
        let hook = json!({"name": "soc", "url": "https://soc.example/", "secret": secret});
        let settings = serde_json::from_value::<super::Settings>(json!({"webhook": [hook]}));
        let started = super::Export::start(&settings?, folder.path(), &crate::Clock::system());
        Ok::<_, serde_json::Error>(started.map(drop).map_err(|error| error.to_string()))
    };
    assert!(start(json!(super::receiver::SECRET)).is_err(), "not in the configuration");
    let missing = start(json!({"env": "SIGILO_NO_SUCH_SECRET"})).unwrap().unwrap_err();
    assert!(missing.contains("'soc'") && missing.contains("SIGILO_NO_SUCH_SECRET"), "{missing}");
    let other = folder.path().join("other");
    crate::private::create(&other, b"not one").unwrap();
    let wrong = start(json!({"file": other})).unwrap().unwrap_err();
    assert!(wrong.contains("'soc'") && !wrong.contains("not one"), "{wrong}");
    start(secret_in(folder.path())).unwrap().unwrap();
}
