//! The command line's side of an archive: keys for two people, a copy of envelopes, an opening that an
//! audit log knows of.

#![allow(clippy::unwrap_used, reason = "what a test rests on fails the test")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use getrandom::SysRng;
use rand_core::UnwrapErr;
use sigilo_backend::{Clock, archive::Published, audit};
use sigilo_protocol::{
    Body, Bytes, Content, Conversation, Desk, DhSecret, Envelope, Hash, KemSecret, Manifest,
    Opened, Pins, PolicyRef, Prekey, PrekeySecret, Recipient, Role, Session, SigningKey, Start,
    Unsigned, VerifiedManifest,
};
use tempfile::TempDir;

fn run(arguments: &[&str]) -> (bool, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sigilo-backend"));
    let Output { status, stdout, stderr } =
        command.arg("archive").args(arguments).output().unwrap();
    (status.success(), String::from_utf8([stdout, stderr].concat()).unwrap())
}

struct World {
    folder: TempDir,
    pins: String,
    conv: String,
}

impl World {
    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().into()
    }

    /// What it takes to open, with these shares.
    fn open(&self, what: &[&str], shares: &[&str], more: &[&str]) -> (bool, String) {
        let path = |name: &str| self.path(name);
        let mut arguments: Vec<String> = what.iter().map(|own| (*own).into()).collect();
        arguments.push(path("envelopes.jsonl"));
        arguments.extend(["--sealed".into(), path("keys/archive.sealed")]);
        for share in shares {
            arguments.extend(["--share".into(), path(&format!("keys/{share}"))]);
        }
        arguments.extend(["--pins".into(), self.pins.clone(), "--audit".into(), path("audit.db")]);
        arguments.extend(["--by", "ana and eva", "--under", "order 7/26"].map(String::from));
        arguments.extend(more.iter().map(|own| (*own).into()));
        run(&arguments.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// The kinds of what was opened, as the log has them.
    fn told(&self) -> Vec<String> {
        let path = PathBuf::from(self.path("audit.db"));
        if !path.exists() {
            return Vec::new();
        }
        let rows = audit::rows(&path, 0, 99).unwrap();
        let events = rows.iter().filter_map(|row| row.record.event());
        events
            .map(|event| format!("{} {} {}", event.kind, event.actor, event.details["what"]))
            .collect()
    }
}

/// Its name begins like an option: a hyphen.
const CONV: [u8; 16] = [0xfb; 16];

/// A conversation of a hello, a welcome and a question, under a manifest that names the archive.
fn world() -> World {
    world_of("{}")
}

/// The same under a policy.
fn world_of(policy: &str) -> World {
    let folder = tempfile::tempdir().unwrap();
    let keys = folder.path().join("keys");
    let (good, said) =
        run(&["keygen", "--out", keys.to_str().unwrap(), "--name", "Archivo", "--weeks", "2"]);
    assert!(good, "{said}");
    let (rng, now) = (&mut UnwrapErr(SysRng), Clock::system().now());
    let (site, bot, visitor) =
        (SigningKey::generate(rng), SigningKey::generate(rng), SigningKey::generate(rng));
    let (kem, dh) = (KemSecret::generate(rng), DhSecret::generate(rng));
    let recipient = Recipient {
        id: "bot".into(),
        role: Role::Bot,
        name: "Bot".into(),
        sig: Some(bot.public()),
        pre: vec![Prekey::new("k1", kem.public(), Some(dh.public()), now + 3_600)],
        via: None,
    };
    let archive = Published::open(&keys.join("archive.pub.json")).unwrap();
    let manifest = Manifest {
        site: "site.example".into(),
        key: site.public(),
        origins: vec!["https://site.example".into()],
        ver: 1,
        iat: now,
        exp: now + 3_600,
        recipients: vec![recipient, archive.recipient(now).unwrap()],
        policy: PolicyRef { id: "p".into(), hash: Hash::of(policy.as_bytes()) },
        ws: false,
        log: None,
    };
    let pins = site.public().thumbprint().to_string();
    let jws = manifest.sign(&site);
    let manifest = VerifiedManifest::verify(&jws, &Pins::parse(&pins).unwrap(), now).unwrap();
    let start = Start {
        conv: Bytes(CONV),
        visitor: visitor.public(),
        ends: vec![],
        body_id: "b1".into(),
        receipt: "receipt".into(),
        now_ms: now * 1_000,
    };
    let sign = |unsigned: Unsigned, key: &SigningKey| {
        let signature = key.sign(unsigned.signing_input());
        unsigned.attach(signature)
    };
    let Opened { mut session, hello } = Session::open(&manifest, start, rng).unwrap();
    let hello = sign(hello, &visitor);
    let prekey = PrekeySecret { kid: "k1".into(), kem, dh: Some(dh) };
    let desk = Desk::new("bot", vec![prekey], vec![manifest.clone()], rng);
    let (mut conversation, _) = Conversation::begin(&desk, &hello).unwrap();
    let welcome = Body::new("w1", Content::text("Buenos días", "es"));
    let welcome = conversation.seal(&desk, &welcome, now * 1_000, rng).unwrap().remove(0);
    let welcome = sign(welcome, &bot);
    session.receive(&welcome).unwrap();
    let mut session = session.into_open().ok().unwrap();
    let question = Body::new("b2", Content::text("¿Cubre el Granizo?", "es"));
    let question = sign(session.seal(&question, now * 1_000, rng).unwrap(), &visitor);
    let line = |envelope: &Envelope| format!("{{\"envelope\":{}}}\n", envelope.to_json());
    let text = format!(
        "{{\"envelopes\":1,\"site\":\"site.example\"}}\n{{\"manifest\":\"{jws}\"}}\n{}\n{}{}{}",
        serde_json::json!({"policy": policy}),
        line(&hello),
        line(&welcome),
        line(&question)
    );
    fs::write(folder.path().join("envelopes.jsonl"), text).unwrap();
    World { folder, pins, conv: Bytes(CONV).to_string() }
}

const BOTH: [&str; 2] = ["share-1.key", "share-2.key"];

#[cfg(unix)]
#[test]
fn keys_are_made_for_two_people_and_for_their_eyes_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let world = world();
    for name in ["archive.sealed", "share-1.key", "share-2.key"] {
        let path = world.path(&format!("keys/{name}"));
        assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600, "{name}");
    }
    assert!(!Path::new(&world.path("keys/share-3.key")).exists());
    let again = run(&["keygen", "--out", &world.path("keys"), "--name", "x"]);
    assert!(!again.0, "keys that are there are not overwritten");
    fs::set_permissions(world.path("keys/share-1.key"), fs::Permissions::from_mode(0o644)).unwrap();
    let (good, said) = world.open(&["open"], &BOTH, &["--conv", &world.conv]);
    assert!(!good && said.contains("chmod 600"), "{said}");
}

#[test]
fn a_conversation_is_opened_by_both_and_the_log_knows() {
    let world = world();
    let (good, said) = run(&["list", &world.path("envelopes.jsonl")]);
    assert!(good && said.contains("3 envelopes") && said.contains(&world.conv), "{said}");
    assert!(world.told().is_empty(), "a list opens nothing");
    let (good, said) = world.open(&["open"], &BOTH, &["--conv", &world.conv]);
    assert!(
        good && said.contains("visitor  ¿Cubre el Granizo?") && said.contains("bot  Buenos"),
        "{said}"
    );
    let (good, said) = world.open(&["search"], &BOTH, &["--text", "granizo"]);
    assert!(good && said.contains(&world.conv), "{said}");
    let out = world.path("out.json");
    let (good, said) = world.open(&["export"], &BOTH, &["--conv", &world.conv, "--out", &out]);
    assert!(good, "{said}");
    assert!(fs::read_to_string(out).unwrap().contains("Granizo"));
    let told =
        ["open", "search", "export"].map(|what| format!("access.archive ana and eva {what}"));
    assert_eq!(world.told(), told);
    let mut verify = Command::new(env!("CARGO_BIN_EXE_sigilo-backend"));
    let verify =
        verify.args(["audit", "verify", "--data", &world.path("audit.db")]).output().unwrap();
    assert!(verify.status.success(), "{verify:?}");
}

#[test]
fn one_person_alone_opens_nothing() {
    let world = world();
    for shares in [&BOTH[..1], &BOTH[1..], &["share-1.key", "share-1.key"]] {
        let (good, said) = world.open(&["open"], shares, &["--conv", &world.conv]);
        assert!(!good && said.contains("2 people have to agree"), "{said}");
    }
    assert!(world.told().is_empty(), "nothing was opened");
}

#[test]
fn where_the_policy_wants_two_both_have_to_be_named() {
    let world = world_of(r#"{"archive_approvers": 2}"#);
    // Both shares are there, and one person.
    let open =
        |more: &[&str]| world.open(&["open"], &BOTH, &[&["--conv", &world.conv], more].concat());
    for more in [&[][..], &["--by", "ana and eva"]] {
        let (good, said) = open(more);
        assert!(!good && said.contains("2 have to by the site's policy"), "{said}");
    }
    assert!(world.told().is_empty(), "nothing was opened");
    let (good, said) = open(&["--by", "luis"]);
    assert!(good && said.contains("Granizo"), "{said}");
    let rows = audit::rows(&PathBuf::from(world.path("audit.db")), 0, 9).unwrap();
    let event = rows[0].record.event().unwrap();
    assert_eq!((&*event.actor, &*event.details["with"]), ("ana and eva", "luis"));
}

#[test]
fn what_the_log_can_not_be_told_is_not_opened() {
    let world = world();
    fs::create_dir(world.path("audit.db")).unwrap();
    let (good, said) = world.open(&["open"], &BOTH, &["--conv", &world.conv]);
    assert!(!good && !said.contains("Granizo"), "{said}");
}
