//! Commands that show what a desk keeps of people are told to its audit log, and raise an alarm.

use std::{fs, path::Path, time::Duration};

use super::running::{Running, SITE, init, run, with_people};

/// Long enough for what must come, on a machine with other work.
const SOON: Duration = Duration::from_secs(30);

/// A desk that runs, and writes its events into a file.
fn begun(folder: &Path) -> Running {
    init(folder);
    with_people(folder);
    let path = folder.join("sigilo.toml");
    let text = fs::read_to_string(&path).unwrap();
    let events = "\n[[siem.file]]\nname = \"file\"\npath = \"events.jsonl\"\n";
    fs::write(&path, format!("{text}{events}")).unwrap();
    Running::start(&path).0
}

/// Waits for events of a kind.
fn told(folder: &Path, kind: &str, count: usize) -> Vec<serde_json::Value> {
    let began = std::time::Instant::now();
    loop {
        let text = fs::read_to_string(folder.join("events.jsonl")).unwrap_or_default();
        let events = text.lines().filter_map(|line| serde_json::from_str(line).ok());
        let found: Vec<serde_json::Value> = events.filter(|own| is_of(own, kind)).collect();
        if found.len() >= count {
            return found;
        }
        assert!(began.elapsed() < SOON, "{kind}: {text}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn is_of(event: &serde_json::Value, kind: &str) -> bool {
    event["kind"] == kind
}

#[test]
fn who_looks_at_forms_requests_and_decisions_is_told_and_who_does_it_often_raises_the_alarm() {
    let folder = tempfile::tempdir().unwrap();
    let program = begun(folder.path());
    let data = folder.path().join(SITE).join("desk");
    let by = |what: &[&str], name: &str| {
        let done = run(&[what, &["--by", name, "--data"]].concat(), &[&data]);
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    };
    by(&["forms", "list"], "ana");
    by(&["ratings", "list"], "ana");
    by(&["files", "list"], "ana");
    by(&["rights", "list"], "ana");
    by(&["consent", "log"], "ana");
    let kinds =
        ["access.consent", "access.files", "access.forms", "access.ratings", "access.rights"];
    for kind in kinds {
        let event = &told(folder.path(), kind, 1)[0];
        assert_eq!((event["actor"].as_str(), event["site"].as_str()), (Some("ana"), Some(SITE)));
    }
    // A list of requests that is empty has shown nobody's, and counts as none.
    (0..18).for_each(|_| by(&["forms", "list"], "ana"));
    let alarm = &told(folder.path(), "alert.mass-export", 1)[0];
    assert_eq!((&alarm["actor"], &alarm["details"]["level"]), (&"ana".into(), &"critical".into()));
    program.terminate();
    let audit = run(&["audit", "show", "--kind", "access.forms", "--data"], &[&data]);
    let audit = String::from_utf8(audit.stdout).unwrap();
    assert_eq!(audit.matches("access.forms  ana count=0 what=list").count(), 19, "{audit}");
}

#[test]
fn what_the_log_can_not_be_told_is_not_shown() {
    let folder = tempfile::tempdir().unwrap();
    begun(folder.path()).terminate();
    let data = folder.path().join(SITE).join("desk");
    fs::remove_file(data.join("audit.pub")).unwrap();
    let lists = ["files", "forms", "ratings", "rights"].map(|own| [own, "list"]);
    for what in lists.into_iter().chain([["consent", "log"]]) {
        let done = run(&[&what[..], &["--data"]].concat(), &[&data]);
        let said = String::from_utf8(done.stderr).unwrap();
        assert!(!done.status.success() && said.contains("audit log"), "{what:?}: {said}");
        assert!(done.stdout.is_empty());
    }
}
