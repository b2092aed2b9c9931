use std::{fs, path::Path};

use serde_json::json;
use tokio::time::{Duration, sleep, timeout};

use super::{SOON, Told, event, start};

fn lines(path: &Path) -> Vec<serde_json::Value> {
    let text = fs::read_to_string(path).unwrap_or_default();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

async fn has(path: &Path, count: usize) {
    let wait = async {
        while lines(path).len() < count {
            sleep(Duration::from_millis(10)).await;
        }
    };
    timeout(SOON, wait).await.unwrap();
}

fn to(path: &Path, folder: &Path) -> Told {
    start(&json!({"file": [{"name": "file", "path": path}]}).to_string(), folder)
}

#[tokio::test]
async fn an_event_is_a_line_also_after_the_file_was_moved_away() {
    let folder = tempfile::tempdir().unwrap();
    let (path, moved) = (folder.path().join("events.jsonl"), folder.path().join("events.jsonl.1"));
    let told = to(&path, folder.path());
    told.events.tell(&event(1));
    has(&path, 1).await;
    fs::rename(&path, &moved).unwrap();
    told.events.tell(&event(2));
    has(&path, 1).await;
    assert_eq!(lines(&moved)[0]["details"]["number"], "1");
    assert_eq!(lines(&path)[0]["details"]["number"], "2");
}

#[tokio::test]
async fn what_was_told_is_written_before_the_program_ends() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("events.jsonl");
    let told = to(&path, folder.path());
    (0..1_000).for_each(|number| told.events.tell(&event(number)));
    drop(told.events);
    told.running.finish().await;
    assert_eq!(lines(&path).len(), 1_000);
}

#[tokio::test]
async fn a_file_that_can_t_be_written_drops_what_has_no_room_and_says_so_later() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("missing").join("events.jsonl");
    let told = to(&path, folder.path());
    let began = std::time::Instant::now();
    (0..20_000).for_each(|number| told.events.tell(&event(number)));
    assert!(began.elapsed() < Duration::from_secs(2), "whoever tells does not wait");
    fs::create_dir(folder.path().join("missing")).unwrap();
    let wait = async {
        while told.heard.of("siem.dropped").is_empty() {
            sleep(Duration::from_millis(10)).await;
        }
    };
    timeout(SOON, wait).await.unwrap();
    let dropped: usize = told.heard.of("siem.dropped")[0].details["count"].parse().unwrap();
    drop(told.events);
    told.running.finish().await;
    assert_eq!(lines(&path).len() + dropped, 20_000);
}

#[cfg(unix)]
#[tokio::test]
async fn the_file_is_its_owner_s_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("events.jsonl");
    let told = to(&path, folder.path());
    told.events.tell(&event(1));
    has(&path, 1).await;
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
}
