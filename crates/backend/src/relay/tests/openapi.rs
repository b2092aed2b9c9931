//! `docs/openapi.json` is what the routes say, and the relay says what it says.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    sync::LazyLock,
};

use axum::http::Method;
use serde_json::{Value, json};

use super::world::Answer;
use crate::relay::{
    api::{SITE, routes},
    openapi::document,
    problem,
};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/openapi.json");
const DOCS: &str = include_str!("../../../../../docs/http.md");

static OPENAPI: LazyLock<Value> = LazyLock::new(|| serde_json::to_value(document()).unwrap());

/// Holds an answer against the description of what was asked; what is no operation has none.
#[track_caller]
pub(super) fn check(method: &Method, path: &str, answer: &Answer) {
    let is_meant = |template: &str| {
        let (mut words, mut named) = (path.split('/'), template.split('/'));
        let fits = named
            .all(|name| words.next().is_some_and(|word| name.starts_with('{') || name == word));
        fits && words.next().is_none()
    };
    let paths = OPENAPI["paths"].as_object().unwrap();
    let Some((template, item)) = paths.iter().find(|(template, _)| is_meant(template)) else {
        return;
    };
    let Some(operation) = item.get(method.as_str().to_lowercase()) else { return };
    let place = format!("{method} {template} {}", answer.status);
    let described = &operation["responses"][answer.status.as_str()];
    assert!(described.is_object(), "{place} is not described");
    let described =
        described["$ref"].as_str().map_or(described, |to| OPENAPI.pointer(&to[1..]).unwrap());
    for name in described["headers"].as_object().into_iter().flatten().map(|(name, _)| name) {
        // Of two problems with one status it may be the one without.
        assert!(
            answer.headers.contains_key(name) || answer.status.is_client_error(),
            "{place}: {name}"
        );
    }
    let Some(content) = described.get("content") else {
        return assert!(answer.body.is_empty(), "{place} has no body");
    };
    let media_type = answer.header("content-type");
    let media = content.get(media_type).unwrap_or_else(|| panic!("{place}: {media_type}"));
    if let Some(schema) = media.get("schema").filter(|_| media_type.ends_with("json")) {
        is_valid(schema, &answer.json()).unwrap_or_else(|error| panic!("{place}: {error}"));
    }
}

fn is_valid(schema: &Value, instance: &Value) -> Result<(), String> {
    let schema = json!({"allOf": [schema], "components": OPENAPI["components"]});
    let validator = jsonschema::draft202012::new(&schema).map_err(|error| error.to_string())?;
    validator.validate(instance).map_err(|error| error.to_string())
}

#[test]
fn the_file_is_what_the_routes_say() {
    let said = serde_json::to_string_pretty(&document()).unwrap() + "\n";
    if std::env::var("SIGILO_OPENAPI").is_ok_and(|what| what == "write") {
        fs::write(FILE, &said).unwrap();
    }
    let file: Value = serde_json::from_str(&fs::read_to_string(FILE).unwrap()).unwrap();
    assert!(file == *OPENAPI, "docs/openapi.json is another: cargo xtask openapi");
}

#[test]
fn the_page_has_the_routes_and_their_successes() {
    let mut said = BTreeMap::new();
    for route in routes() {
        let statuses = route.operation.answers.iter().map(|says| says.status);
        let statuses: BTreeSet<u16> = statuses.filter(|status| *status < 300).collect();
        said.insert(format!("{} `{}`", route.method, route.operation.path), statuses);
    }
    let rows = DOCS.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
    let rows = rows.filter(|row| {
        ["GET `", "PUT `", "POST `", "DELETE `"].iter().any(|start| row.starts_with(start))
    });
    let mut told = BTreeMap::new();
    for row in rows {
        let cells: Vec<_> = row.split(" | ").collect();
        let statuses: BTreeSet<u16> =
            cells[2].split(", ").map(|status| status.parse().unwrap()).collect();
        told.insert(cells[0].to_owned(), statuses);
    }
    assert_eq!(told, said);
}

#[test]
fn the_page_and_the_operations_have_the_relay_s_problems_and_no_others() {
    let known: BTreeMap<_, _> = problem::all()
        .into_iter()
        .map(|problem| (problem.parts().1.to_owned(), problem.parts().0.as_u16().to_string()))
        .collect();
    let rows = DOCS.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` | "));
    let rows = rows.filter(|(_, rest)| rest.starts_with(|c: char| c.is_ascii_digit()));
    let rows: BTreeMap<_, _> =
        rows.map(|(code, rest)| (code.to_owned(), rest[..3].to_owned())).collect();
    assert_eq!(rows, known);

    let shared = OPENAPI["components"]["responses"].as_object().unwrap();
    let mut used: BTreeSet<_> = shared.keys().flat_map(|name| name.split("-or-")).collect();
    // These two belong to no operation.
    used.extend(["route-unknown", "method-not-allowed"]);
    assert_eq!(used, known.keys().map(String::as_str).collect());
}

#[test]
fn every_example_is_of_the_form_that_it_is_an_example_of() {
    let mut count = 0;
    for (name, schema) in OPENAPI["components"]["schemas"].as_object().unwrap() {
        let own = [(name, schema)]
            .into_iter()
            .chain(schema["properties"].as_object().into_iter().flatten());
        for (part, schema) in own {
            for example in schema
                .get("example")
                .into_iter()
                .chain(schema["examples"].as_array().into_iter().flatten())
            {
                is_valid(schema, example).unwrap_or_else(|error| panic!("{name} {part}: {error}"));
                count += 1;
            }
        }
    }
    assert!(count > 9, "{count} examples");
}

#[test]
fn an_answer_that_is_not_described_is_noticed() {
    let path = format!("{}/nonces", SITE.replace("{site}", "insurer.example"));
    let of = |status: u16, media_type: &'static str, body: Value| {
        let headers = [("content-type".parse().unwrap(), media_type.parse().unwrap())];
        let status = status.try_into().unwrap();
        let answer = Answer {
            status,
            headers: headers.into_iter().collect(),
            body: body.to_string().into(),
        };
        std::panic::catch_unwind(|| check(&Method::POST, &path, &answer)).is_ok()
    };
    let nonce = json!({"nonce": "n", "exp": 1});
    assert!(of(201, "application/json", nonce.clone()));
    assert!(!of(200, "application/json", nonce.clone()), "the status");
    assert!(!of(201, "text/plain", nonce), "the media type");
    assert!(!of(201, "application/json", json!({"nonce": "n"})), "what is missing");
    assert!(
        !of(201, "application/json", json!({"nonce": "n", "exp": 1, "ip": "x"})),
        "what is too much"
    );
}
