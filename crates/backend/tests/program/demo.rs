//! `demo`: what it prints for whoever tries it.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Command, Stdio},
};

use super::running::{PROGRAM, Running, run};

/// Starts it, and what it prints of its people.
fn started(folder: &Path) -> (Running, Vec<String>) {
    let widget = folder.join("dist");
    fs::create_dir_all(&widget).unwrap();
    for name in ["index.html", "embed.js", "_headers"] {
        fs::write(widget.join(name), "").unwrap();
    }
    let mut program = Command::new(PROGRAM);
    program.args(["demo", "--port", "0", "--widget"]).arg(widget);
    program.arg("--data").arg(folder.join("data"));
    let mut child = program.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let mut told: Vec<String> = Vec::new();
    for line in lines.skip_while(|line| !line.starts_with("people")) {
        told.push(line);
        if told.last().is_some_and(|line| line.contains("--codes")) {
            break;
        }
    }
    (Running::of(child), told)
}

#[test]
fn how_its_people_sign_in_is_told_once_and_codes_whenever_they_are_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let (first, told) = started(folder.path());
    assert!(told[0].starts_with("people  http://localhost:"), "{told:?}");
    let kept = fs::read_to_string(folder.path().join("data/people.toml")).unwrap();
    for (line, account) in told[1..3].iter().zip(["agent", "supervisor"]) {
        let words: Vec<_> = line.split_whitespace().collect();
        let [name, "password", password, "code", code] = words[..] else { panic!("{line}") };
        assert_eq!(name, account);
        assert!(kept.contains(password) && kept.contains(code), "{line}");
        assert!(password.len() >= 20, "{line}");
    }
    drop(first);

    let (_second, told) = started(folder.path());
    let told = told.join("\n");
    assert!(!told.contains("password ") && told.contains("people.toml"), "{told}");
    let codes = run(&["demo", "--codes", "--data"], &[&folder.path().join("data")]);
    let codes = String::from_utf8(codes.stdout).unwrap();
    for (line, account) in codes.lines().zip(["agent", "supervisor"]) {
        let code = line.strip_prefix(account).unwrap().trim();
        assert!(code.len() == 6 && code.parse::<u32>().is_ok(), "{line}");
    }
    assert_eq!(codes.lines().count(), 2);
    let nowhere = run(&["demo", "--codes", "--data"], &[folder.path()]);
    assert!(!nowhere.status.success());
    assert!(String::from_utf8_lossy(&nowhere.stderr).contains("has no demo with people"));
}
