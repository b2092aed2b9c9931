//! `docs/openapi.json` says what the router, `docs/http.md` and the problems say.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::world::{CONV, World, json_request};
use crate::relay::{MAX_WAIT, api::routes, problem};

const DOCS: &str = include_str!("../../../../../docs/http.md");
const PREFIX: &str = "/v1/sites/{site}";

fn openapi() -> Value {
    serde_json::from_str(include_str!("../../../../../docs/openapi.json")).unwrap()
}

/// The methods of each address, as a set.
type Routes = BTreeMap<String, BTreeSet<String>>;

/// What the router has: it names an address's methods when it refuses another.
async fn routed() -> Routes {
    let world = World::published().await;
    let mut routed = Routes::new();
    for (path, _) in routes() {
        let hash = sigilo_protocol::Hash::of(b"").to_string();
        let address = format!("{}{path}", PREFIX.replace("{site}", "insurer.example"));
        let address = address.replace("{conv}", &CONV.to_string());
        let address = address.replace("{mh}", &hash).replace("{hash}", &hash);
        let refused = world.send(json_request("PATCH", &address, "")).await;
        refused.is_problem(405, "method-not-allowed");
        let methods = refused.header("allow").split(',').filter(|method| *method != "HEAD");
        routed.insert(path.into(), methods.map(Into::into).collect());
    }
    routed
}

#[tokio::test]
async fn openapi_has_the_router_s_routes_and_no_others() {
    let mut described = Routes::new();
    for (path, item) in openapi()["paths"].as_object().unwrap() {
        let methods = item.as_object().unwrap().keys().filter(|key| *key != "parameters");
        let methods = methods.map(|method| method.to_uppercase()).collect();
        described.insert(path.strip_prefix(PREFIX).unwrap().into(), methods);
    }
    assert_eq!(described, routed().await);
}

#[tokio::test]
async fn the_page_has_the_router_s_routes_and_no_others() {
    let mut described = Routes::new();
    for row in DOCS.lines().filter(|line| is_route(line)) {
        let (method, path) = row[2..].split_once(" `").unwrap();
        let path = path.split('`').next().unwrap();
        described.entry(path.into()).or_default().insert(method.into());
    }
    assert_eq!(described, routed().await);
}

fn is_route(line: &str) -> bool {
    ["| GET `", "| PUT `", "| POST `", "| DELETE `"].iter().any(|start| line.starts_with(start))
}

#[test]
fn page_and_openapi_have_the_relay_s_problems_and_no_others() {
    let codes = |urns: &Value| -> BTreeSet<String> {
        let code = |urn: &Value| urn.as_str()?.strip_prefix("urn:sigilo:problem:").map(Into::into);
        urns.as_array().unwrap().iter().map(|urn| code(urn).unwrap()).collect()
    };
    let known: BTreeMap<_, _> = problem::all()
        .into_iter()
        .map(|problem| (problem.parts().1.to_owned(), problem.parts().0.as_u16().to_string()))
        .collect();
    let all: BTreeSet<_> = known.keys().cloned().collect();
    let rows = DOCS.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` | "));
    let rows = rows.filter(|(_, rest)| rest.starts_with(|c: char| c.is_ascii_digit()));
    let rows: BTreeMap<_, _> =
        rows.map(|(code, rest)| (code.to_owned(), rest[..3].to_owned())).collect();
    assert_eq!(rows, known);

    let openapi = openapi();
    let of_problem = &openapi["components"]["schemas"]["Problem"]["properties"]["type"]["enum"];
    assert_eq!(codes(of_problem), all);
    let mut used = BTreeSet::new();
    for (place, status, answer) in answers(&openapi) {
        let Some(content) = answer["content"].get("application/problem+json") else {
            assert!(status < "400", "{place}: {status} is no problem");
            continue;
        };
        for code in codes(&content["schema"]["properties"]["type"]["enum"]) {
            assert_eq!(known[&code], status, "{place}");
            used.insert(code);
        }
    }
    // These two belong to no operation.
    used.extend(["route-unknown".into(), "method-not-allowed".into()]);
    assert_eq!(used, all);
}

/// Every answer of every operation, with its status; a shared one is found where it stands.
fn answers(openapi: &Value) -> Vec<(String, &str, &Value)> {
    let mut answers = Vec::new();
    for (path, item) in openapi["paths"].as_object().unwrap() {
        let operations = item.as_object().unwrap().iter().filter(|(key, _)| *key != "parameters");
        for (method, operation) in operations {
            for (status, answer) in operation["responses"].as_object().unwrap() {
                let shared = answer["$ref"].as_str().map(|to| openapi.pointer(&to[1..]).unwrap());
                let place = format!("{method} {path}");
                answers.push((place, status.as_str(), shared.unwrap_or(answer)));
            }
        }
    }
    answers
}

#[test]
fn the_longest_wait_is_the_relay_s() {
    let parameters = &openapi()["components"]["parameters"];
    assert_eq!(parameters["wait"]["schema"]["maximum"], MAX_WAIT);
    assert_eq!(parameters["after"]["schema"]["maximum"], i64::MAX);
}
