//! What `policy check` and docs/policy.schema.json say of good policies and of bad ones, held against
//! the reader that widget and desk share.

#![allow(clippy::unwrap_used, reason = "a test may fail by a panic")]

mod checked;
mod command;
mod faults;
mod schema;

use serde_json::Value;
use sigilo_backend::policy_check::{Document, Finding, check};
use sigilo_consent::{Core, Policy};
use sigilo_protocol::Hash;

/// A policy that a test may spoil.
#[derive(Clone)]
struct Sample {
    core: Value,
    texts: Vec<Value>,
}

/// The demo's policies, in the order of its sites: core, Spanish, English.
const EXAMPLES: &[[&str; 3]] = &[
    [
        include_str!("../../demo/insurer/policy/core.json"),
        include_str!("../../demo/insurer/policy/es.json"),
        include_str!("../../demo/insurer/policy/en.json"),
    ],
    [
        include_str!("../../demo/bank/policy/core.json"),
        include_str!("../../demo/bank/policy/es.json"),
        include_str!("../../demo/bank/policy/en.json"),
    ],
    [
        include_str!("../../demo/clinic/policy/core.json"),
        include_str!("../../demo/clinic/policy/es.json"),
        include_str!("../../demo/clinic/policy/en.json"),
    ],
];

impl Sample {
    fn of([core, es, en]: &[&str; 3]) -> Self {
        let [core, es, en] = [core, es, en].map(|text| serde_json::from_str(text).unwrap());
        Self { core, texts: vec![es, en] }
    }

    fn insurer() -> Self {
        Self::of(&EXAMPLES[0])
    }

    /// Puts a value at `pointer`, or takes away what is there.
    fn set(&mut self, document: usize, pointer: &str, value: Option<Value>) {
        let document = match document {
            0 => &mut self.core,
            text => &mut self.texts[text - 1],
        };
        put(document, pointer, value);
    }

    /// Names the texts by the hashes that they have now.
    fn rehash(&mut self) {
        for text in &self.texts {
            let (Some(lang), hash) = (text["lang"].as_str(), Hash::of(text.to_string().as_bytes()))
            else {
                continue;
            };
            if self.core["texts"].get(lang).is_some() {
                self.core["texts"][lang] = hash.to_string().into();
            }
        }
    }

    /// Gives every text a sentence for each kind of data and each processor of the core.
    fn speak(&mut self) {
        let names = |list: &Value, name: &str| -> Vec<String> {
            let items = list.as_array().into_iter().flatten();
            items.filter_map(|item| Some(item[name].as_str()?.to_owned())).collect()
        };
        let purposes = self.core["purposes"].as_array().into_iter().flatten();
        let kinds = purposes.flat_map(|purpose| names(&purpose["data"], "kind"));
        let (kinds, processors): (Vec<_>, _) =
            (kinds.collect(), names(&self.core["processors"], "id"));
        for text in &mut self.texts {
            for (member, ids) in [("data", &kinds), ("processors", &processors)] {
                for id in
                    ids.iter().filter(|id| text[member][id.as_str()].is_null()).collect::<Vec<_>>()
                {
                    text[member][id] = "algo".into();
                }
            }
        }
        self.rehash();
    }

    fn findings(&self) -> Vec<Finding> {
        let document = |name: &str, json: &Value| Document {
            name: name.into(),
            bytes: json.to_string().into(),
        };
        let texts: Vec<_> = ["es.json", "en.json"]
            .into_iter()
            .zip(&self.texts)
            .map(|(name, text)| document(name, text))
            .collect();
        check(&document("core.json", &self.core), &texts)
    }

    /// What the reader says.
    fn is_readable(&self) -> bool {
        let core = self.core.to_string();
        let hash = Hash::of(core.as_bytes());
        let Ok(core) = Core::read(core.as_bytes(), hash) else { return false };
        let texts: Option<Vec<_>> = core
            .texts()
            .iter()
            .map(|(lang, hash)| {
                let texts = self.texts.iter().map(|text| text.to_string().into_bytes());
                let found = { texts }.find(|text| Hash::of(text) == *hash)?;
                Some((lang.clone(), found))
            })
            .collect();
        texts.is_some_and(|texts| Policy::read(core, hash, &texts).is_ok())
    }
}

fn put(json: &mut Value, pointer: &str, value: Option<Value>) {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let parent = json.pointer_mut(parent).unwrap();
    match (parent, value) {
        (Value::Array(items), Some(value)) if name == "-" => items.push(value),
        (Value::Array(items), Some(value)) => items[name.parse::<usize>().unwrap()] = value,
        (Value::Array(items), None) => drop(items.remove(name.parse().unwrap())),
        (parent, Some(value)) => parent[name] = value,
        (parent, None) => drop(parent.as_object_mut().unwrap().remove(name).unwrap()),
    }
}
