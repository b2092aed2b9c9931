//! What the fuzzer begins with: the vectors, taken apart.

use std::fs;
use std::path::Path;

use serde_json::Value;
use sigilo_protocol::{Body, Envelope, unb64u};

use crate::targets;

/// The seeds of the target `name`.
pub(crate) fn seeds(name: &str) -> Vec<Vec<u8>> {
    let is_manifest = |text: &&String| text.starts_with("eyJ") && text.matches('.').count() == 2;
    let mut seeds: Vec<Vec<u8>> = match name {
        "body" => objects().filter(|json| Body::parse(json).is_ok()).collect(),
        "envelope" => envelopes().collect(),
        "header" => envelopes().filter_map(|envelope| header(&envelope)).collect(),
        "jws" => texts().iter().filter(is_manifest).map(|text| text.clone().into()).collect(),
        "manifest" => texts().iter().filter(is_manifest).filter_map(|jws| payload(jws)).collect(),
        "key" => {
            texts().iter().filter_map(|text| unb64u(text)).filter(|bytes| is_key(bytes)).collect()
        }
        "saved" => [targets::load(), targets::conversation()].map(String::into).to_vec(),
        "file" => (0..24).map(|i| vec![i % 4, 9, i % 6, i, i / 2, 1 << (i % 8), 5, 6]).collect(),
        "session" => {
            (1..16).map(|step| (0..40_u8).map(|i| i.wrapping_mul(step)).collect()).collect()
        }
        "json" => {
            objects().chain([br#"[0,9007199254740991,"\u00e9\ud83d\ude00",null]"#.into()]).collect()
        }
        _ => texts().into_iter().filter(|text| text.len() < 200).map(String::into).collect(),
    };
    seeds.sort();
    seeds.dedup();
    seeds
}

/// Envelopes, good and bad.
fn envelopes() -> impl Iterator<Item = Vec<u8>> {
    texts().into_iter().filter(|text| text.starts_with(r#"{"p""#)).map(String::into)
}

fn header(envelope: &[u8]) -> Option<Vec<u8>> {
    Envelope::parse(envelope).ok()?;
    let envelope: Value = serde_json::from_slice(envelope).ok()?;
    unb64u(envelope["p"].as_str()?)
}

fn payload(jws: &str) -> Option<Vec<u8>> {
    unb64u(jws.split('.').nth(1)?)
}

fn is_key(bytes: &[u8]) -> bool {
    bytes.len() == 32 || bytes.len() == 65
}

/// Every text of the vectors.
fn texts() -> Vec<String> {
    let mut texts = Vec::new();
    for vector in vectors() {
        walk(&vector, &mut |json| texts.extend(json.as_str().map(String::from)));
    }
    texts.sort();
    texts.dedup();
    texts
}

/// Every small object of the vectors.
fn objects() -> impl Iterator<Item = Vec<u8>> {
    let mut objects = Vec::new();
    for vector in vectors() {
        walk(&vector, &mut |json| objects.extend(json.is_object().then(|| json.to_string())));
    }
    objects.into_iter().filter(|text| text.len() < 4096).map(String::into_bytes)
}

fn walk(json: &Value, visit: &mut impl FnMut(&Value)) {
    visit(json);
    match json {
        Value::Array(items) => items.iter().for_each(|item| walk(item, visit)),
        Value::Object(members) => members.values().for_each(|member| walk(member, visit)),
        _ => {}
    }
}

fn vectors() -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors");
    let entries = fs::read_dir(&folder).unwrap().chain(fs::read_dir(folder.join("bad")).unwrap());
    let paths = entries.map(|entry| entry.unwrap().path());
    let json = paths.filter(|path| path.extension().is_some_and(|end| end == "json"));
    json.map(|path| serde_json::from_slice(&fs::read(path).unwrap()).unwrap()).collect()
}
