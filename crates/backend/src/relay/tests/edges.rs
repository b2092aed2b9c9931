use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode},
    routing::get,
};

use super::world::{
    BASE, CONV, Draft, WIDGET, World, answer, conversation, get_request, json_request,
};
use crate::relay::api::finish;

#[tokio::test]
async fn unknown_addresses_and_methods_are_problems() {
    let world = World::published().await;
    for path in ["/", "/v1", "/v1/sites/insurer.example", "/v1/sites/insurer.example/x", "/%FF"] {
        world.get(path, None).await.is_problem(404, "route-unknown");
    }
    for path in ["/v1/sites/nobody.example/manifest", "/v1/sites/%FF/manifest"] {
        let refused = world.get(path, None).await;
        assert!([StatusCode::NOT_FOUND, StatusCode::BAD_REQUEST].contains(&refused.status));
        assert_eq!(refused.header("content-type"), "application/problem+json");
    }
    let wrong = [
        ("DELETE", format!("{BASE}/manifest"), "GET,HEAD,PUT"),
        ("GET", format!("{BASE}/nonces"), "POST"),
        ("PUT", format!("{BASE}/tokens"), "POST,DELETE"),
        ("PATCH", conversation(CONV), "GET,HEAD,POST"),
        ("GET", format!("{BASE}/conversations/{CONV}"), "DELETE"),
        ("POST", format!("{BASE}/envelopes"), "GET,HEAD"),
    ];
    for (method, path, allowed) in wrong {
        let refused = world.send(json_request(method, &path, "{}")).await;
        refused.is_problem(405, "method-not-allowed");
        assert_eq!(refused.header("allow"), allowed, "{path}");
    }
}

#[tokio::test]
async fn a_body_is_json_and_not_too_large() {
    let world = World::published().await;
    let bodies = [
        ("PUT", format!("{BASE}/manifest")),
        ("POST", format!("{BASE}/tokens")),
        ("POST", conversation(CONV)),
    ];
    for (method, path) in bodies {
        for media_type in [None, Some("text/plain"), Some("application/jsonx"), Some("\u{7f}")] {
            let mut request = json_request(method, &path, Draft::hello().json());
            request.headers_mut().remove("content-type");
            if let Some(value) = media_type.and_then(|text| text.parse().ok()) {
                request.headers_mut().insert("content-type", value);
            }
            world.send(request).await.is_problem(415, "media-type-unsupported");
        }
        let huge = vec![b' '; 2 * 1024 * 1024 + 1];
        world.send(json_request(method, &path, huge)).await.is_problem(413, "body-too-large");
    }
    let mut request = json_request("POST", &conversation(CONV), Draft::hello().json());
    let value = "Application/JSON; charset=utf-8".parse().unwrap();
    request.headers_mut().insert("content-type", value);
    assert_eq!(world.send(request).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn a_publication_has_one_form() {
    let world = World::empty();
    let path = format!("{BASE}/manifest");
    for bad in ["", "{}", r#"{"manifest":1,"documents":[]}"#, r#"{"manifest":"","documents":"x"}"#]
    {
        world.send(json_request("PUT", &path, bad)).await.is_problem(400, "body-invalid");
    }
}

#[tokio::test]
async fn every_answer_is_private_and_of_its_type() {
    let world = World::published().await;
    for path in [format!("{BASE}/manifest"), format!("{BASE}/envelopes"), "/nothing".into()] {
        let answer = world.get(&path, None).await;
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
    }
}

fn from(origin: &str, mut request: Request<Body>) -> Request<Body> {
    request.headers_mut().insert("origin", origin.parse().unwrap());
    request
}

#[tokio::test]
async fn a_site_s_widget_may_read_answers_and_problems() {
    let world = World::published().await;
    for path in [format!("{BASE}/manifest"), format!("{BASE}/envelopes"), format!("{BASE}/x")] {
        let answer = world.send(from(WIDGET, get_request(&path, None))).await;
        assert_eq!(answer.header("access-control-allow-origin"), WIDGET, "{path}");
        assert!(
            answer
                .headers
                .get_all("vary")
                .iter()
                .any(|value| value == "origin" || value.to_str().unwrap().contains("origin"))
        );
        assert!(answer.headers.get("access-control-allow-credentials").is_none());
    }
}

#[tokio::test]
async fn another_origin_may_not() {
    let world = World::published().await;
    let path = format!("{BASE}/manifest");
    for origin in
        ["https://insurer.example", "https://evil.example", "null", "http://chat.insurer.example"]
    {
        let answer = world.send(from(origin, get_request(&path, None))).await;
        assert!(answer.headers.get("access-control-allow-origin").is_none(), "{origin}");
    }
    let elsewhere = get_request("/v1/sites/other.example/manifest", None);
    let answer = world.send(from(WIDGET, elsewhere)).await;
    assert!(answer.headers.get("access-control-allow-origin").is_none());
}

#[tokio::test]
async fn a_preflight_allows_the_token_s_header_and_no_credentials() {
    let world = World::published().await;
    let preflight = || {
        let request = Request::options(conversation(CONV)).header("origin", WIDGET);
        let request = request.header("access-control-request-method", "GET");
        request
            .header("access-control-request-headers", "authorization")
            .body(Body::empty())
            .unwrap()
    };
    let answer = world.send(preflight()).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("access-control-allow-origin"), WIDGET);
    assert_eq!(answer.header("access-control-allow-methods"), "GET,POST,DELETE");
    assert!(answer.header("access-control-allow-headers").contains("authorization"));
    assert!(answer.headers.get("access-control-allow-credentials").is_none());
    let stranger = world.send(from("https://evil.example", preflight())).await;
    assert!(stranger.headers.get("access-control-allow-origin").is_none());
}

#[tokio::test]
async fn a_panic_is_a_problem_that_tells_nothing() {
    let world = World::empty();
    let routes = Router::new().route("/panic", get(|| async { panic_with("secret detail") }));
    let app = finish(routes, world.relay.clone());
    let refused = answer(app, get_request("/panic", None)).await;
    refused.is_problem(500, "internal");
    assert!(!String::from_utf8_lossy(&refused.body).contains("secret"));
}

fn panic_with(text: &str) -> StatusCode {
    panic!("{text}")
}

#[tokio::test]
async fn a_broken_database_is_a_problem_that_tells_nothing() {
    let world = World::published().await;
    let database = rusqlite::Connection::open(world.folder.path().join("relay.sqlite")).unwrap();
    database.execute_batch("DROP TABLE envelopes; DROP TABLE documents;").unwrap();
    let refused = world.post_envelope(&Draft::hello()).await;
    refused.is_problem(500, "internal");
    let text = String::from_utf8_lossy(&refused.body).to_lowercase();
    assert!(!text.contains("sql") && !text.contains("table"), "{text}");
}
