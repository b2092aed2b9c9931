//! Other people's implementations, live: fresh keys and a schedule of its own in every run.
//!
//! The peers are programs in tests/interop that speak a line of JSON for a line of JSON. They need
//! packages, so these tests run as `cargo xtask test --only interop`.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test rests on fails the test")]

use alloc::{string::String, vec::Vec};
use getrandom::{
    SysRng,
    rand_core::{Rng, UnwrapErr},
};
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::{env, path::Path};

use serde_json::{Value, json};
use zeroize::Zeroizing;

use crate::{
    bytes::{Bytes, Hash, b64u, unb64u},
    dh::{DhSecret, Native, Secret},
    json::Json,
    kem::{self, KemSecret},
    pair::Pair,
    ratchet::Ratchet,
};

/// A program with another implementation.
struct Peer(Child, BufReader<std::process::ChildStdout>);

impl Peer {
    /// Starts `script`, with the program that the environment variable `with` names.
    fn start(with: &str, script: &str) -> Self {
        let program = env::var_os(with).unwrap_or_else(|| panic!("{with} names no program"));
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/interop").join(script);
        let mut peer = Command::new(program);
        peer.arg(script).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = peer.spawn().unwrap();
        let answers = BufReader::new(child.stdout.take().unwrap());
        Self(child, answers)
    }

    /// Its answer; nothing if that is a refusal.
    fn ask(&mut self, question: &Value) -> Option<Vec<u8>> {
        let to = self.0.stdin.as_mut().unwrap();
        writeln!(to, "{question}").unwrap();
        to.flush().unwrap();
        let mut line = String::new();
        self.1.read_line(&mut line).unwrap();
        let answer: Value = serde_json::from_str(&line).unwrap();
        match answer.as_str() {
            Some(answer) => Some(unb64u(answer).unwrap()),
            None => {
                assert_eq!(answer, Value::Null);
                None
            }
        }
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        // Its input ends with us; this is for one that hangs.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn hpke_agrees(mut peer: Peer) {
    let rng = &mut UnwrapErr(SysRng);
    let theirs = peer.ask(&json!({"do": "public"})).unwrap();
    let theirs = Bytes(theirs.try_into().unwrap());
    for size in [0, 1, 32, 1000] {
        let (own, info) = (KemSecret::generate(rng), rng.next_u64().to_be_bytes());
        let mut text = std::vec![0; size];
        rng.fill_bytes(&mut text);
        let sealed = kem::seal(&theirs, &info, &text, rng).unwrap();
        let open = |info: &[u8]| json!({"do": "open", "info": b64u(info), "sealed": b64u(&sealed)});
        assert_eq!(peer.ask(&open(&info)).as_ref(), Some(&text));
        assert_eq!(peer.ask(&open(b"another")), None);
        let public = b64u(&own.public().0);
        let seal =
            json!({"do": "seal", "public": public, "info": b64u(&info), "text": b64u(&text)});
        let sealed = peer.ask(&seal).unwrap();
        assert_eq!(own.open(&info, &sealed).unwrap().as_slice(), text);
        assert!(own.open(b"another", &sealed).is_none());
    }
}

#[test]
#[ignore = "needs npm's @hpke/core"]
fn hpke_of_npm_opens_ours_and_we_open_its() {
    hpke_agrees(Peer::start("SIGILO_NODE", "hpke.mjs"));
}

#[test]
#[ignore = "needs PyPI's cryptography"]
fn hpke_of_openssl_opens_ours_and_we_open_its() {
    hpke_agrees(Peer::start("SIGILO_PYTHON", "hpke.py"));
}

/// A wrap on its way: the step it was sent in, the content key, what it is bound to, itself.
type Sent = (u32, Secret, Hash, Vec<u8>);

/// Our end of a ratchet against PyPI's DoubleRatchet, which makes whole wraps (§5.4).
struct Talk {
    rng: UnwrapErr<SysRng>,
    ours: Pair,
    theirs: Peer,
    /// To us, to them.
    ways: [Vec<Sent>; 2],
    heard: [u32; 2],
}

impl Talk {
    fn new(we_speak: bool) -> Self {
        let mut rng = UnwrapErr(SysRng);
        let (root, sid) = (*DhSecret::generate(&mut rng).to_bytes(), Hash::of(b"a session"));
        let dh = DhSecret::generate(&mut rng);
        let mut theirs = Peer::start("SIGILO_PYTHON", "ratchet.py");
        let key = if we_speak { b64u(dh.to_bytes().as_slice()) } else { b64u(&dh.public().0) };
        let role = if we_speak { "listen" } else { "speak" };
        let start = json!({"do": role, "root": b64u(&root), "sid": b64u(&sid.0), "dh": key});
        assert_eq!(theirs.ask(&start), Some(Vec::new()));
        let root = Zeroizing::new(root);
        let ratchet = if we_speak {
            Ratchet::speak(root, dh.public(), &mut rng).unwrap()
        } else {
            Ratchet::listen(root, dh)
        };
        let members = [("sid", Some(sid.to_json())), ("ratchet", Some(ratchet.to_json()))];
        let ours = Pair::from_json(Json::object(members)).unwrap();
        Self { rng, ours, theirs, ways: Default::default(), heard: [0; 2] }
    }

    fn roll(&mut self, sides: u32) -> u32 {
        self.rng.next_u32() % sides
    }

    /// We or they wrap a fresh content key.
    fn say(&mut self, now: u32, to_them: bool) {
        let mut ck = Secret::default();
        self.rng.fill_bytes(ck.as_mut());
        let digest = Hash::of(&now.to_be_bytes());
        let wrap = if to_them {
            self.ours.wrap(&ck, digest, &mut self.rng)
        } else {
            let (ck, digest) = (b64u(ck.as_slice()), b64u(&digest.0));
            self.theirs.ask(&json!({"do": "wrap", "ck": ck, "digest": digest}))
        };
        if let Some(wrap) = wrap {
            self.ways[usize::from(to_them)].push((now, ck, digest, wrap));
        }
    }

    fn open(&mut self, to_them: bool, digest: Hash, wrap: &[u8]) -> Option<Vec<u8>> {
        if to_them {
            let (wrap, digest) = (b64u(wrap), b64u(&digest.0));
            return self.theirs.ask(&json!({"do": "unwrap", "wrap": wrap, "digest": digest}));
        }
        self.ours.unwrap(wrap, digest, &mut Native, |ck| Some(ck.to_vec()))
    }

    /// One of what is on its way is lost, or opened; then it opens no more, nor did it changed.
    fn arrive(&mut self, now: u32, to_them: bool) {
        let way = usize::from(to_them);
        // Ours keeps the keys of five chains: what is older than that is as good as lost.
        self.ways[way].retain(|(then, ..)| now - then < 10);
        let Some(count) = u32::try_from(self.ways[way].len()).ok().filter(|count| *count > 0)
        else {
            return;
        };
        let at = self.roll(count) as usize;
        let (_, ck, digest, wrap) = self.ways[way].remove(at);
        if self.roll(6) == 0 {
            return;
        }
        let mut changed = wrap.clone();
        let at = self.roll(wrap.len() as u32) as usize;
        changed[at] ^= 1;
        assert_eq!(self.open(to_them, digest, &changed), None, "byte {at}");
        assert_eq!(self.open(to_them, Hash::of(b"else"), &wrap), None);
        assert_eq!(self.open(to_them, digest, &wrap).as_deref(), Some(ck.as_slice()));
        assert_eq!(self.open(to_them, digest, &wrap), None, "a key is used once");
        self.heard[way] += 1;
    }
}

fn ratchets_agree(we_speak: bool) {
    let mut talk = Talk::new(we_speak);
    for now in 0..400 {
        let to_them = talk.roll(2) == 0;
        match talk.roll(7) {
            0..3 => talk.say(now, to_them),
            3..6 => talk.arrive(now, to_them),
            _ => talk.ours = Pair::from_json(talk.ours.to_json()).unwrap(),
        }
    }
    assert!(talk.heard.iter().all(|heard| *heard > 20), "{:?}", talk.heard);
}

#[test]
#[ignore = "needs PyPI's DoubleRatchet"]
fn double_ratchet_of_pypi_listens_to_ours() {
    ratchets_agree(true);
}

#[test]
#[ignore = "needs PyPI's DoubleRatchet"]
fn double_ratchet_of_pypi_speaks_to_ours() {
    ratchets_agree(false);
}
