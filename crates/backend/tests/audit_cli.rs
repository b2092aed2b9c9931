//! The command line's side of an audit log, and a second check of exports, written apart from the first.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test rests on fails the test")]

use std::{
    fs,
    io::{ErrorKind, Write as _},
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use rusqlite::Connection;
use sigilo_backend::{
    Clock,
    audit::{Log, Settings},
    events::Event,
};
use tempfile::TempDir;

const NOW: u64 = 1_800_000_000;
const SITE: &str = "site.example";

/// A log of twenty entries, signed after ten and after all.
fn log() -> (TempDir, PathBuf, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("audit.db");
    let log = Log::open(&path, SITE, Settings::default(), Clock::new(|| NOW)).unwrap();
    for at in 0..20 {
        let kind = if at % 2 == 0 { "consent.given" } else { "access.token" };
        log.append(&Event::new(NOW + at, SITE, kind, "visitor").with("count", at)).unwrap();
        if at == 9 {
            log.checkpoint().unwrap();
        }
    }
    log.checkpoint().unwrap();
    let key = log.public().to_string();
    (folder, path, key)
}

fn tamper(path: &Path, sql: &str) {
    let connection = Connection::open(path).unwrap();
    let triggers = "DROP TRIGGER audit_keeps; DROP TRIGGER audit_stays; DROP TRIGGER audit_signed";
    connection.execute_batch(triggers).unwrap();
    connection.execute_batch(sql).unwrap();
}

fn run(what: &str, path: &Path, more: &[&str]) -> (bool, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sigilo-backend"));
    command.args(["audit", what, "--data"]).arg(path).args(more);
    let Output { status, stdout, stderr } = command.output().unwrap();
    (status.success(), String::from_utf8([stdout, stderr].concat()).unwrap())
}

/// That the program that stands beside finds the same in this export.
fn second(export: &str, key: &str, expected: &str) {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/interop/audit.mjs");
    let mut node = Command::new("node");
    node.args([script, key]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut node = match node.spawn() {
        Ok(node) => node,
        // The build needs Node, the crate does not.
        Err(error) if error.kind() == ErrorKind::NotFound => {
            eprintln!("no Node here: the second check was not made");
            return;
        }
        Err(error) => panic!("{error}"),
    };
    node.stdin.take().unwrap().write_all(export.as_bytes()).unwrap();
    let said = String::from_utf8(node.wait_with_output().unwrap().stdout).unwrap();
    assert_eq!(said.trim(), expected);
}

#[test]
fn a_whole_log_passes_live_and_as_an_export() {
    let (folder, path, key) = log();
    let (good, said) = run("verify", &path, &[]);
    assert!(good && said.contains("20 entries, 2 checkpoints, whole"), "{said}");
    let file = folder.path().join("log.jsonl");
    let (good, said) = run("export", &path, &["--out", file.to_str().unwrap()]);
    assert!(good, "{said}");
    let (good, said) = run("verify", &path, &[file.to_str().unwrap(), "--key", &key]);
    assert!(good && said.contains("whole") && !said.contains("names itself"), "{said}");
    let (good, said) = run("verify", &path, &[file.to_str().unwrap()]);
    assert!(good && said.contains("compare it with the manifest"), "{said}");
    second(&fs::read_to_string(file).unwrap(), &key, "whole 20 2 0");
}

#[test]
fn the_first_bad_entry_is_named_and_the_command_fails() {
    let (_folder, path, key) = log();
    tamper(
        &path,
        "UPDATE audit SET entry = replace(entry, 'visitor', 'nobody') WHERE idx IN (17, 19)",
    );
    let (good, said) = run("verify", &path, &[]);
    assert!(!good && said.contains("entry 17: changed"), "{said}");
    let export = run("export", &path, &[]).1;
    second(&export, &key, "entry 17");
}

#[test]
fn the_second_check_finds_what_the_first_does() {
    for (sql, first, other) in [
        ("DELETE FROM audit WHERE idx = 13", "entry 13: missing", "entry 13"),
        (
            "DELETE FROM audit WHERE idx > 14",
            "entry 15: missing, and all up to entry 19",
            "entry 15",
        ),
        (
            "UPDATE audit SET idx = 99 WHERE idx = 12; UPDATE audit SET idx = 12 WHERE idx = 13; \
             UPDATE audit SET idx = 13 WHERE idx = 99",
            "entry 10: not what was signed, or one of those up to entry 19",
            "entry 10",
        ),
        (
            "UPDATE audit SET entry = NULL, salt = NULL, erased = 5, under = 'me' WHERE idx = 3",
            "entry 3: erased, and the log does not say why",
            "entry 3",
        ),
        (
            "UPDATE audit_checkpoints SET note = replace(note, '/audit' || char(10) || '20', \
             '/audit' || char(10) || '19') WHERE size = 20",
            "checkpoint number 2: not this log's",
            "checkpoint number 2",
        ),
    ] {
        let (_folder, path, key) = log();
        tamper(&path, sql);
        let (good, said) = run("verify", &path, &[]);
        assert!(!good && said.contains(first), "{sql}: {said}");
        second(&run("export", &path, &[]).1, &key, other);
    }
}

#[test]
fn a_checkpoint_that_was_kept_finds_a_log_that_was_cut() {
    let (folder, path, _) = log();
    let (good, note) = run("checkpoint", &path, &[]);
    assert!(good && note.starts_with("site.example/audit\n20\n"), "{note}");
    let kept = folder.path().join("kept.txt");
    fs::write(&kept, note).unwrap();
    tamper(&path, "DELETE FROM audit WHERE idx > 9; DELETE FROM audit_checkpoints WHERE size > 10");
    assert!(run("verify", &path, &[]).0, "by itself it looks whole");
    let (good, said) = run("verify", &path, &["--checkpoint", kept.to_str().unwrap()]);
    assert!(!good && said.contains("entry 10: missing"), "{said}");
}

#[test]
fn entries_are_shown_by_kind_and_place() {
    let (_folder, path, _) = log();
    let lines =
        |more: &[&str]| run("show", &path, more).1.lines().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(lines(&[]).len(), 20);
    let consent = lines(&["--kind", "consent", "--from", "10"]);
    assert_eq!(consent.len(), 5);
    assert_eq!(consent[0], "10  2027-01-15T08:00:10.000Z  consent.given  visitor count=10");
}

#[test]
fn an_erased_entry_reads_erased_and_not_bad() {
    let (folder, path, key) = log();
    let log = Log::open(&path, SITE, Settings::default(), Clock::new(|| NOW)).unwrap();
    let erasing = Event::new(NOW + 60, SITE, "deletion.audit", "visitor");
    log.append(&erasing.with("entries", "3,5-6").with("under", "erasure-request")).unwrap();
    log.checkpoint().unwrap();
    tamper(
        &path,
        "UPDATE audit SET entry = NULL, salt = NULL, erased = 1800000060, under = 'erasure-request' \
         WHERE idx IN (3, 5, 6)",
    );
    let (good, said) = run("verify", &path, &[]);
    let erased = "entry 5: erased on 2027-01-15T08:01:00.000Z, under erasure-request";
    assert!(good && said.contains(erased) && said.contains("whole"), "{said}");
    let file = folder.path().join("log.jsonl");
    run("export", &path, &["--out", file.to_str().unwrap()]);
    let export = fs::read_to_string(&file).unwrap();
    second(&export, &key, "whole 21 3 3");
    let (_, said) = run("show", &path, &["--from", "3"]);
    assert!(
        said.starts_with("3  erased on 2027-01-15T08:01:00.000Z, under erasure-request"),
        "{said}"
    );
}
