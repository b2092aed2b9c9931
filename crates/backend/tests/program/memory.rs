//! Relay and desk as two programs, as docs/deploy.md has them apart. What a visitor said and was answered is looked for in
//! all that the relay has: its memory, every file in its folder, its log, at the level that tells most.

use std::{
    fs::{self, File},
    io::{BufRead as _, BufReader},
    net::TcpListener,
    os::unix::fs::FileExt as _,
    path::Path,
    process::{Command, Stdio},
    sync::Arc,
};

use base64ct::{Base64Unpadded, Base64UrlUnpadded, Encoding as _};
use memchr::memmem;

use super::{
    running::{PROGRAM, Running, SITE, init},
    visitor::{Told, Visitor},
};

/// What is said, and a word of what is answered.
const SAID: &str = "¿Cubre el canario-Q4x8Zm9w la póliza?";
const CANARIES: [&str; 2] = ["canario-Q4x8Zm9w", "respuesta-7Hq2Lk5t"];

/// A text as it could be written: as it is, as UTF-16, and each of these in hex, with percent signs and in
/// base64 at its three alignments.
fn writings(text: &str) -> Vec<Vec<u8>> {
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut all = Vec::new();
    for bytes in [text.as_bytes().to_vec(), wide] {
        let each = |before: &str| -> Vec<u8> {
            bytes.iter().flat_map(|byte| format!("{before}{byte:02x}").into_bytes()).collect()
        };
        all.extend([each(""), each("%"), each("").to_ascii_uppercase()]);
        for skip in 0..3 {
            let padded = [vec![0; skip], bytes.clone()].concat();
            // Only the signs that hold nothing but bits of the text.
            let (from, to) = ((skip * 8).div_ceil(6), padded.len() * 8 / 6);
            for encoded in
                [Base64Unpadded::encode_string(&padded), Base64UrlUnpadded::encode_string(&padded)]
            {
                all.push(encoded.as_bytes()[from..to].to_vec());
            }
        }
        all.push(bytes);
    }
    all
}

fn has(hay: &[u8], text: &str) -> bool {
    writings(text).iter().any(|own| memmem::find(hay, own).is_some())
}

/// All that a process may read of its own memory.
fn memory(process: u32) -> Vec<u8> {
    let maps = fs::read_to_string(format!("/proc/{process}/maps")).unwrap();
    let memory = File::open(format!("/proc/{process}/mem")).unwrap();
    let mut all = Vec::new();
    for line in maps.lines() {
        let mut words = line.split_whitespace();
        let (range, may) = (words.next().unwrap(), words.next().unwrap());
        // The kernel's own pages can't be read from outside.
        if !may.starts_with('r') || line.ends_with("[vvar]") || line.ends_with("[vsyscall]") {
            continue;
        }
        let (from, to) = range.split_once('-').unwrap();
        let [from, to] = [from, to].map(|own| u64::from_str_radix(own, 16).unwrap());
        let mut part = vec![0; usize::try_from(to - from).unwrap()];
        // What went in between is not there any more.
        if memory.read_exact_at(&mut part, from).is_ok() {
            all.extend(part);
        }
    }
    all
}

fn files(folder: &Path, look: &mut impl FnMut(&Path, &[u8])) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => files(&path, look),
            false => look(&path, &fs::read(&path).unwrap()),
        }
    }
}

/// Starts a part of the backend by what `config` says, with its log in a file; its process, too.
fn start(part: &str, config: &Path, log: &Path) -> (Running, u32) {
    let mut program = Command::new(PROGRAM);
    program.args([part, "--config"]).arg(config).env("RUST_LOG", "trace");
    program.stdout(Stdio::piped()).stderr(File::create(log).unwrap());
    let mut child = program.spawn().unwrap();
    let (out, process) = (child.stdout.take().unwrap(), child.id());
    if part == "relay" {
        let first = BufReader::new(out).lines().next().unwrap().unwrap();
        assert!(first.starts_with("relay "), "{first}");
    }
    (Running::of(child), process)
}

/// A configuration of one machine's part, made of what `init` wrote.
fn part(text: &str, port: u16, more: &str) -> String {
    let text = text.replace("127.0.0.1:0", &format!("127.0.0.1:{port}"));
    let text = text.replace("address = \"127.0.0.1:9464\"\n", "");
    text.replace("[relay]\n", &format!("{more}[relay]\n"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_of_a_conversation_is_in_the_relay_s_memory_files_or_log() {
    let (relay, desk) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    init(desk.path());
    let port = TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
    let text = fs::read_to_string(desk.path().join("sigilo.toml")).unwrap();
    let pin = text.split_once("pins = [\"").unwrap().1.split('"').next().unwrap().to_owned();
    let own = format!("[desk]\nrelay = \"http://127.0.0.1:{port}\"\n\n");
    fs::write(desk.path().join("sigilo.toml"), part(&text, port, &own)).unwrap();
    fs::write(relay.path().join("sigilo.toml"), part(&text, port, "")).unwrap();
    let rules = desk.path().join(SITE).join("rules/knowledge.es.json");
    let known = fs::read_to_string(&rules).unwrap();
    let (before, after) = known.split_once("\"unknown\": {").unwrap();
    let after = after.replacen("\"text\": \"", &format!("\"text\": \"{}. ", CANARIES[1]), 1);
    fs::write(&rules, format!("{before}\"unknown\": {{{after}")).unwrap();

    let log = relay.path().join("log");
    let (running, process) = start("relay", &relay.path().join("sigilo.toml"), &log);
    let _desk = start("desk", &desk.path().join("sigilo.toml"), &desk.path().join("log"));
    let base = format!("http://127.0.0.1:{port}/v1/sites/{SITE}");
    let mut visitor = Visitor::new(7, (SITE, base, &pin), Arc::<Told>::default());
    visitor.greet().await;
    visitor.hear(1).await;
    for count in 2..5 {
        visitor.say(SAID).await;
        let answer = visitor.hear(count).await;
        assert!(answer.contains(CANARIES[1]), "{answer}");
    }

    // A look that finds what has to be there.
    let conversation = sigilo_protocol::Bytes([7; 16]).to_string();
    let seen = memory(process);
    assert!(seen.len() > 1_000_000 && has(&seen, &conversation), "{} bytes", seen.len());
    let mut found = false;
    files(relay.path(), &mut |_, bytes| found |= has(bytes, &conversation));
    assert!(found, "the conversation's name is in its envelopes");
    assert!(fs::metadata(&log).unwrap().len() > 1_000, "a log that tells all");
    for canary in CANARIES {
        assert!(!has(&seen, canary), "{canary} is in the relay's memory");
        files(relay.path(), &mut |path, bytes| {
            assert!(!has(bytes, canary), "{canary} is in {}", path.display());
        });
    }
    // The log of the desk has none either, though it opens what is said.
    let told = fs::read(desk.path().join("log")).unwrap();
    assert!(CANARIES.iter().all(|canary| !has(&told, canary)), "a log has what was said");
    drop(running);
}

#[test]
fn a_canary_is_found_in_whatever_writing() {
    let wide: Vec<u8> = CANARIES[0].encode_utf16().flat_map(u16::to_le_bytes).collect();
    for text in [CANARIES[0].as_bytes(), &wide] {
        let hex: String = text.iter().map(|byte| format!("{byte:02X}")).collect();
        assert!(has(text, CANARIES[0]) && has(hex.as_bytes(), CANARIES[0]));
        for before in ["", "x", "xy", "xyz"] {
            let base64 =
                Base64UrlUnpadded::encode_string(&[before.as_bytes(), text, b"z"].concat());
            assert!(has(base64.as_bytes(), CANARIES[0]), "{before}");
        }
    }
    assert!(!has(b"canario-Q4x8Zm9", CANARIES[0]));
}
