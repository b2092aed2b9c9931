//! The page that checks receipts: files out of the binary, under a policy that lets it request
//! nothing else. It works without a connection once it is there.

use axum::{
    Router,
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use include_dir::{Dir, include_dir};

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/demo/verify");

/// Terms of DPV, PD and EU-GDPR 2.3, one a line: the one list that the command line has, too.
const TERMS: &str = include_str!("../../../consent/data/dpv-2.3.txt");

/// Its own scripts and style, no request (`connect-src` falls back to none), no markup of strings.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
                      require-trusted-types-for 'script'; trusted-types 'none'";

/// `/verify` in Spanish, `/verify/en` in English, and their files.
pub(super) fn router() -> Router {
    Router::new()
        .route("/verify", get(async || show("index.html")))
        .route("/verify/en", get(async || show("en.html")))
        .route(
            "/verify/terms.js",
            get(async || script(format!("export const TERMS = `{TERMS}`;\n"))),
        )
        .route("/verify/{file}", get(async |Path(name): Path<String>| file(&name)))
}

fn show(name: &str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    match FILES.get_file(name) {
        Some(file) => (headers, super::site::common(), file.contents()).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn file(name: &str) -> Response {
    let kind = match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    let kind = [(header::CONTENT_TYPE, kind)];
    match FILES.get_file(name) {
        Some(file) => (kind, super::site::common(), file.contents()).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn script(text: String) -> Response {
    let kind = [(header::CONTENT_TYPE, "text/javascript; charset=utf-8")];
    (kind, super::site::common(), text).into_response()
}

#[cfg(test)]
mod tests {
    use axum::{body::Body, http::Request};
    use http_body_util::BodyExt as _;
    use sigilo_consent::{CHECKS, Reason};
    use tower::ServiceExt as _;

    use super::*;

    async fn ask(path: &str) -> (StatusCode, String, String, String) {
        let request = Request::get(path).body(Body::empty()).unwrap();
        let response = router().oneshot(request).await.unwrap();
        let header = |name: &str| {
            let value = response.headers().get(name);
            value.map_or(String::new(), |value| value.to_str().unwrap().into())
        };
        let (status, kind) = (response.status(), header("content-type"));
        let policy = header("content-security-policy");
        let body = response.into_body().collect().await.unwrap().to_bytes();
        (status, kind, policy, String::from_utf8(body.into()).unwrap())
    }

    #[tokio::test]
    async fn the_page_is_there_in_both_languages_and_may_request_nothing() {
        for (path, lang) in [("/verify", "es"), ("/verify/en", "en")] {
            let (status, kind, policy, page) = ask(path).await;
            assert_eq!((status, &*kind), (StatusCode::OK, "text/html; charset=utf-8"));
            assert!(page.contains(&format!("<html lang=\"{lang}\">")));
            assert!(!page.contains("style=") && !page.contains("<script>"), "nothing inline");
            assert!(policy.starts_with("default-src 'none'; script-src 'self'"), "{policy}");
            assert!(!policy.contains("connect-src"), "{policy}");
        }
    }

    #[tokio::test]
    async fn every_module_that_a_script_imports_is_there() {
        for name in ["page", "verify", "file", "jose", "json", "words", "terms"] {
            let (status, kind, _, text) = ask(&format!("/verify/{name}.js")).await;
            assert_eq!((status, &*kind), (StatusCode::OK, "text/javascript; charset=utf-8"));
            for line in text.lines().filter(|line| line.starts_with("import ")) {
                let module = line.split('"').nth(1).unwrap().strip_prefix("./").unwrap();
                assert_eq!(ask(&format!("/verify/{module}")).await.0, StatusCode::OK, "{line}");
            }
        }
        assert!(ask("/verify/terms.js").await.3.contains("\ndpv:ConsentGiven\n"));
        for path in ["/verify/index.html", "/verify/nothing.js", "/verify/a/b"] {
            assert_eq!(ask(path).await.0, StatusCode::NOT_FOUND, "{path}");
        }
    }

    #[tokio::test]
    async fn each_check_and_each_reason_has_words_in_both_languages() {
        let (.., words) = ask("/verify/words.js").await;
        let spoken = |name: &str| {
            let quoted = words.matches(&format!("\"{name}\": \"")).count();
            quoted + words.matches(&format!("\n      {name}: \"")).count()
        };
        for name in CHECKS.into_iter().chain(Reason::ALL.map(Reason::name)) {
            assert_eq!(spoken(name), 2, "{name}");
        }
    }
}
