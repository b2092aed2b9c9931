//! The kit against the reference relay, and against one that breaks a rule at a time.

#![allow(clippy::unwrap_used, reason = "a test may fail by a panic")]

mod relay;

use axum::http::{HeaderValue, Method, StatusCode, header};
use relay::{Rewrite, Served, WIDGET};
use sigilo_conformance::{Kit, Options, Outcome, Report, all, ask};

async fn asked(served: &Served, only: &str) -> Report {
    let backend = served.base.clone();
    let identity = Some(served.identity_file());
    let origin = Some(WIDGET.into());
    ask(&Kit::new(Options { backend, identity, origin }).await.unwrap(), only).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_reference_relay_passes_every_case() {
    let report = asked(&Served::start(None).await, "").await;
    assert!(report.is_good(), "{report}");
    assert_eq!(report.skipped(), [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_run_was_not_given_is_skipped_and_named() {
    let served = Served::start(None).await;
    let options = Options { backend: served.base.clone(), ..Options::default() };
    let report = ask(&Kit::new(options).await.unwrap(), "publishing").await;
    assert!(report.is_good(), "{report}");
    let skipped = report.outcome("publishing/a-version-only-grows");
    assert_eq!(skipped, Some(&Outcome::Skipped("--identity FILE".into())));
}

/// Each broken rule with a case that finds it.
const BROKEN: &[(&str, Rewrite)] = &[
    ("manifest/a-known-tag-is-answered-304", |asked, answer| {
        if asked.path.ends_with("/manifest") {
            answer.headers.remove(header::ETAG);
        }
    }),
    ("manifest/is-found-by-its-hash", |asked, answer| {
        if asked.path.contains("/manifests/") {
            answer.headers.remove(header::CACHE_CONTROL);
        }
    }),
    ("policies/documents-are-found-by-hash", |asked, answer| {
        if asked.path.contains("/policies/") {
            answer.body.push(b' ');
        }
    }),
    ("tokens/a-nonce-is-used-once", |asked, answer| {
        if asked.path.ends_with("/tokens") && answer.says("nonce-invalid") {
            answer.become_json(201, r#"{"token":"t","exp":1}"#);
        }
    }),
    ("tokens/say-how-long-they-live", |asked, answer| {
        if asked.path.ends_with("/nonces") {
            answer.become_json(201, r#"{"nonce":"n","exp":9999999999}"#);
        }
    }),
    ("posting/the-same-envelope-is-kept-once", |asked, answer| {
        if asked.path.ends_with("/envelopes") && asked.method == Method::POST {
            answer.status = StatusCode::CREATED;
        }
    }),
    ("posting/a-signature-is-the-sender-s", |_, answer| {
        if answer.says("signature-invalid") {
            answer.become_json(201, r#"{"cursor":1}"#);
        }
    }),
    ("posting/an-envelope-has-one-form", |_, answer| {
        if answer.says("envelope-invalid") {
            answer.become_json(201, r#"{"cursor":1}"#);
        }
    }),
    ("reading/goes-on-from-a-cursor", |asked, answer| {
        if asked.method == Method::GET && asked.query.contains("after=") {
            answer.replace("\"next\":3", "\"next\":0");
        }
    }),
    ("reading/gives-what-was-posted", |asked, answer| {
        if asked.method == Method::GET {
            answer.replace("\"s\":\"", "\"s\":\"A");
        }
    }),
    ("reading/is-the-owner-s", |_, answer| {
        if answer.says("not-owner") {
            answer.become_json(200, r#"{"envelopes":[],"next":0}"#);
        }
    }),
    ("files/have-the-hash-that-names-them", |_, answer| {
        if answer.says("blob-invalid") {
            answer.become_json(201, r#"{"have":66052,"size":66052,"done":true}"#);
        }
    }),
    ("files/go-on-where-they-were", |_, answer| {
        answer.replace("\"have\":65552", "\"have\":0");
    }),
    ("reading/a-query-has-one-form", |_, answer| {
        if answer.says("query-invalid") {
            answer.become_json(200, r#"{"envelopes":[],"next":0}"#);
        }
    }),
    ("reading/the-feed-is-for-recipients", |_, answer| {
        if answer.says("not-allowed") {
            answer.become_json(200, r#"{"envelopes":[],"next":0}"#);
        }
    }),
    ("erasing/leaves-nothing-to-read", |asked, answer| {
        if asked.method == Method::GET && answer.says("conversation-erased") {
            answer.become_json(200, r#"{"envelopes":[],"next":0}"#);
        }
    }),
    ("erasing/brings-nothing-back", |asked, answer| {
        if asked.method == Method::POST && answer.says("conversation-erased") {
            answer.become_json(201, r#"{"cursor":1}"#);
        }
    }),
    ("edges/unknown-addresses-are-problems", |_, answer| {
        if answer.status == StatusCode::NOT_FOUND {
            let html = HeaderValue::from_static("text/html");
            answer.headers.insert(header::CONTENT_TYPE, html);
        }
    }),
    ("edges/other-methods-are-problems", |_, answer| {
        if answer.says("method-not-allowed") {
            answer.status = StatusCode::NOT_FOUND;
        }
    }),
    ("edges/answers-are-not-stored-or-sniffed", |_, answer| {
        answer.headers.remove(header::X_CONTENT_TYPE_OPTIONS);
    }),
    ("edges/a-refusal-repeats-nothing", |asked, answer| {
        if answer.says("route-unknown") {
            answer.body = format!(r#"{{"detail":"{} is unknown"}}"#, asked.path).into();
        }
    }),
    ("edges/another-origin-may-not-read", |_, answer| {
        let any = HeaderValue::from_static("*");
        answer.headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, any);
    }),
    ("edges/a-preflight-allows-what-the-widget-needs", |_, answer| {
        answer.headers.remove(header::ACCESS_CONTROL_ALLOW_HEADERS);
    }),
    ("socket/is-of-its-protocol", |_, answer| {
        if answer.says("upgrade-required") {
            answer.status = StatusCode::BAD_REQUEST;
        }
    }),
    ("publishing/is-by-the-key-s-signature", |_, answer| {
        if answer.says("manifest-invalid") {
            answer.become_json(204, "");
        }
    }),
    ("publishing/a-version-only-grows", |_, answer| {
        if answer.says("manifest-stale") {
            answer.become_json(204, "");
        }
    }),
    ("publishing/a-recipient-answers-and-is-removed", |asked, answer| {
        if asked.path.ends_with("/v1/sites/insurer.example/envelopes") && answer.says("not-allowed")
        {
            answer.become_json(200, r#"{"envelopes":[],"next":0}"#);
        }
    }),
];

#[tokio::test(flavor = "multi_thread")]
async fn a_backend_that_breaks_a_rule_fails_the_case_of_that_rule() {
    for (name, rewrite) in BROKEN {
        assert!(all().iter().any(|case| case.name == *name), "{name} is no case");
        let report = asked(&Served::start(Some(*rewrite)).await, name).await;
        assert_eq!(report.failed(), [*name]);
    }
}
