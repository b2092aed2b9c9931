//! The command line's side of consent: what a visitor downloaded is checked, and what a desk wrote.

#![allow(clippy::unwrap_used, reason = "what a test rests on fails the test")]

use std::process::{Command, Output};

use sigilo_backend::audit;
use sigilo_consent::{
    Act, Bundle, Circumstances, Core, Countersignature, Countersigned, Decision, Event, Kind, Log,
    Policy, Prompt, Shown, Status, receipt, receipt_signing_input,
};
use sigilo_protocol::{
    Bytes, Hash, Manifest, Pins, PolicyRef, Prekey, Recipient, Role, SigningKey, VerifiedManifest,
    jws,
};

const CORE: &str = include_str!("../demo/insurer/policy/core.json");
const ES: &str = include_str!("../demo/insurer/policy/es.json");
const NOW: u64 = 1_795_341_598;

fn key(number: u8) -> SigningKey {
    SigningKey::from_bytes(&[number; 32]).unwrap()
}

fn sign(input: String, key: &SigningKey) -> String {
    let signature = key.sign(input.as_bytes());
    jws::attach(input, &signature)
}

/// What a visitor of the demo's insurer downloads after one decision.
fn bundle() -> Bundle {
    let (site, desk, visitor) = (key(1), key(2), key(3));
    let hash = Hash::of(CORE.as_bytes());
    let point = Bytes(desk.public().point());
    let manifest = Manifest {
        site: "insurer.example".into(),
        key: site.public(),
        origins: vec!["https://insurer.example".into()],
        ver: 1,
        iat: NOW,
        exp: NOW + 3_600,
        recipients: vec![Recipient {
            id: "bot".into(),
            role: Role::Bot,
            name: "Asistente".into(),
            sig: Some(desk.public()),
            pre: vec![Prekey::new("k1", point, Some(point), NOW + 3_600)],
            via: None,
        }],
        policy: PolicyRef { id: "hogar".into(), hash },
        ws: false,
        log: None,
    };
    let pins = Pins::parse(&site.public().thumbprint().to_string()).unwrap();
    let manifest = VerifiedManifest::verify(&manifest.sign(&site), &pins, NOW).unwrap();
    let core = Core::read(CORE.as_bytes(), hash).unwrap();
    let policy = Policy::read(core, hash, &[("es".into(), ES.into())]).unwrap();
    let shown = Shown { prompt: Prompt::Notice, text: Hash::of(ES.as_bytes()), lang: "es".into() };
    let purposes = policy.core.purposes.iter();
    let decision = Decision {
        act: Act::Allow,
        at_ms: NOW * 1_000,
        shown: Some(shown),
        purposes: purposes.map(|purpose| (purpose.id.clone(), Status::Given)).collect(),
    };
    let about = Circumstances {
        manifest: &manifest,
        policy: &policy,
        subject: visitor.public().thumbprint(),
        id: "one",
        origin: "https://insurer.example",
        gpc: false,
        button: "Permitir",
        widget: "0",
        previous: None,
    };
    let text = receipt(&decision, &about);
    let receipt = sign(receipt_signing_input(&text, &visitor.public()), &visitor);
    let said = Countersignature {
        receipt: Hash::of(receipt.as_bytes()),
        iat: NOW,
        site: "insurer.example".into(),
    };
    let countersignature = Some(said.sign(&desk));
    Bundle {
        receipts: vec![Countersigned { receipt, countersignature }],
        manifests: vec![manifest.jws().into()],
        documents: vec![CORE.into(), ES.into()],
    }
}

fn run(arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sigilo-backend"));
    let Output { status, stdout, stderr } = command.args(arguments).output().unwrap();
    let said = [stdout, stderr].concat();
    (status.code(), String::from_utf8(said).unwrap())
}

/// `receipt verify` on these bytes.
fn verify(file: &[u8], more: &[&str]) -> (Option<i32>, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("receipts.json");
    std::fs::write(&path, file).unwrap();
    run(&[&["receipt", "verify", path.to_str().unwrap()], more].concat())
}

#[test]
fn a_bundle_under_its_site_s_key_passes_every_check() {
    let pin = key(1).public().thumbprint().to_string();
    let (code, said) = verify(bundle().to_text().as_bytes(), &["--key", &pin]);
    assert_eq!(code, Some(0), "{said}");
    for (line, name) in said.lines().zip(sigilo_consent::CHECKS) {
        assert!(line.starts_with(name) && line.ends_with("passed"), "{line}");
    }
    assert_eq!(said.lines().count(), sigilo_consent::CHECKS.len());
}

#[test]
fn without_a_key_it_says_that_nobody_vouches_for_the_manifest() {
    let (code, said) = verify(bundle().to_text().as_bytes(), &[]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("manifest          not possible  not-pinned"), "{said}");
}

#[test]
fn a_failure_is_named_and_is_the_exit_code() {
    let text = bundle().to_text();
    let pin = key(9).public().thumbprint().to_string();
    let (code, said) = verify(text.as_bytes(), &["--key", &pin]);
    assert_eq!(code, Some(1));
    assert!(said.contains("manifest          FAILED  another-key"), "{said}");
    let changed = text.replacen("Seguros Aurora", "Seguros Ocaso", 1);
    assert_ne!(changed, text);
    let (code, said) = verify(changed.as_bytes(), &[]);
    assert_eq!(code, Some(1));
    assert!(said.contains("policy            FAILED  document-unknown"), "{said}");
    let (code, said) = verify(&vec![b' '; 11 * 1024 * 1024], &[]);
    assert_eq!(code, Some(1));
    assert!(said.contains("size              FAILED  too-large"), "{said}");
    assert_eq!(verify(b"", &["--key", "x"]).0, Some(1));
    assert_eq!(run(&["receipt", "verify", "/nowhere"]).0, Some(1));
}

#[test]
fn a_desk_s_log_is_printed_once_it_holds() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_str().unwrap();
    let (code, said) = run(&["consent", "log", "--data", data]);
    assert_eq!(code, Some(1));
    assert!(said.contains("no desk.db"), "{said}");
    let path = folder.path().join("desk.db");
    // Its own log hears that the other one is shown.
    let (settings, clock) = (audit::Settings::default(), sigilo_backend::Clock::system());
    drop(audit::Log::open(&path, "insurer.example", settings, clock).unwrap());
    let database = rusqlite::Connection::open(&path).unwrap();
    database.execute("CREATE TABLE consent_log (id INTEGER PRIMARY KEY, page TEXT)", ()).unwrap();
    let mut log = Log::default();
    for kind in [Kind::Receive, Kind::Countersign] {
        let (policy, receipt) = (Bytes([1; 32]), Some(Bytes([2; 32])));
        let purposes = vec!["answer".into()];
        log.push(Event { kind, at_ms: NOW * 1_000, purposes, policy, shown: None, receipt });
        let page = sign(Log::signing_input(&log.page().unwrap(), &key(2).public()), &key(2));
        log.signed(&page);
        database.execute("INSERT INTO consent_log (page) VALUES (?1)", [page]).unwrap();
    }
    let (code, said) = run(&["consent", "log", "--data", data]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.starts_with("2026-11-22T09:59:58.000Z  receive      answer  receipt "), "{said}");
    let by = key(2).public().thumbprint();
    assert!(said.ends_with(&format!("2 pages, whole, by {by}\n")), "{said}");
    // A demo has a folder for each of its desks.
    for name in ["one", "two"] {
        std::fs::create_dir_all(folder.path().join("all").join(name)).unwrap();
        let copy = folder.path().join("all").join(name);
        let database = format!("VACUUM INTO '{}'", copy.join("desk.db").display());
        rusqlite::Connection::open(&path).unwrap().execute_batch(&database).unwrap();
        std::fs::copy(folder.path().join("audit.pub"), copy.join("audit.pub")).unwrap();
    }
    let all = folder.path().join("all").to_str().unwrap().to_owned();
    let (code, said) = run(&["consent", "log", "--data", &all]);
    assert_eq!((code, said.matches("2 pages, whole").count()), (Some(0), 2), "{said}");
    database.execute("DELETE FROM consent_log WHERE id = 1", ()).unwrap();
    let (code, said) = run(&["consent", "log", "--data", data]);
    assert_eq!(code, Some(1));
    assert!(said.contains("a page is missing"), "{said}");
}
