//! The command as it is called.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use super::EXAMPLES;

fn run(arguments: &[&str], folder: &Path) -> Output {
    let program = env!("CARGO_BIN_EXE_sigilo-backend");
    let mut command = Command::new(program);
    command.args(["policy", "check"]).args(arguments).current_dir(folder);
    command.output().unwrap()
}

fn said(output: &Output) -> String {
    [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes)).concat()
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in ["core.json", "es.json", "en.json"].into_iter().zip(EXAMPLES[0]) {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

#[test]
fn texts_are_found_beside_the_core_or_where_they_are_said_to_be() {
    let folder = folder();
    let output = run(&["core.json"], folder.path());
    assert!(output.status.success(), "{}", said(&output));
    assert!(said(&output).contains("0 errors, 0 warnings"));
    fs::rename(folder.path().join("en.json"), folder.path().join("english")).unwrap();
    let output = run(&["core.json"], folder.path());
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("no text for \"en\""), "{}", said(&output));
    let output = run(&["core.json", "--text", "es.json", "--text", "english"], folder.path());
    assert!(output.status.success(), "{}", said(&output));
}

#[test]
fn fix_writes_the_hash_that_the_check_told() {
    let folder = folder();
    let es = folder.path().join("es.json");
    fs::write(&es, fs::read_to_string(&es).unwrap().replace("Tú decides.", "Decides tú.")).unwrap();
    let output = run(&["core.json"], folder.path());
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("not the text that core.json names"), "{}", said(&output));
    let before = fs::read_to_string(folder.path().join("core.json")).unwrap();
    let output = run(&["core.json", "--fix"], folder.path());
    assert!(output.status.success(), "{}", said(&output));
    let after = fs::read_to_string(folder.path().join("core.json")).unwrap();
    assert!(before != after && before.len() == after.len());
}

#[test]
fn what_can_t_be_a_policy_is_refused_with_the_reason() {
    let folder = folder();
    fs::write(folder.path().join("big.json"), vec![b'a'; 10 * 1024 * 1024]).unwrap();
    for (file, says) in [
        (".", "is a folder"),
        ("nowhere.json", "nowhere.json: "),
        ("big.json", "more than 65536 bytes"),
        ("es.json", "\"controller\" is missing"),
    ] {
        let output = run(&[file], folder.path());
        assert_eq!(output.status.code(), Some(1), "{file}");
        assert!(said(&output).contains(says), "{file}: {}", said(&output));
    }
}
