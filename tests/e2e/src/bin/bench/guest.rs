//! deep-chat on the same page: the demo site's, with its tag in place of ours, at another port.

use anyhow::{Context as _, Result};
use axum::body::Bytes;
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};
use sigilo_e2e::world::ELSEWHERE;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

/// The page, across sites from the bundle as ours is from the widget.
pub(super) const PAGE: &str = "http://127.0.0.1:4103";
/// The bundle, and what says every message back.
pub(super) const BUNDLE: &str = "http://localhost:4103/deepChat.bundle.js";
const ECHO: &str = "http://localhost:4103/echo";

/// The server; it ends when this is dropped.
pub(super) struct Guest(#[expect(dead_code, reason = "held for its drop")] JoinSet<()>);

impl Guest {
    pub(super) async fn serve(bundle: &[u8]) -> Result<Self> {
        let page = reqwest::get(ELSEWHERE).await?.error_for_status()?.text().await?;
        let page = with_guest(&page).context("the demo's page has no tag of ours")?;
        let bundle = Bytes::copy_from_slice(bundle);
        let script = get(async move || {
            let kind = [(header::CONTENT_TYPE, "text/javascript")];
            (open_to_all(), kind, bundle)
        });
        let router = Router::new()
            .route("/", get(async move || Html(page)))
            .route("/deepChat.bundle.js", script)
            .route("/echo", post(echo).options(async || open_to_all()))
            .fallback(of_the_site);
        let listener = TcpListener::bind(("127.0.0.1", 4103)).await?;
        let mut servers = JoinSet::new();
        servers.spawn(async move {
            // Ends with the task alone: it is aborted with its set.
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self(servers))
    }
}

/// The page with their tag in place of ours.
fn with_guest(page: &str) -> Option<String> {
    let tag = page.find("<script type=\"module\" src=\"http://localhost:4101/embed.js\"")?;
    let end = tag + page[tag..].find("</script>")? + "</script>".len();
    let guest = include_str!("guest.html").replace("BUNDLE", BUNDLE).replace("ECHO", ECHO);
    Some(format!("{}{guest}{}", &page[..tag], &page[end..]))
}

/// What was said, back.
async fn echo(Json(asked): Json<Value>) -> impl IntoResponse {
    (open_to_all(), Json(json!({ "text": asked["messages"][0]["text"] })))
}

fn open_to_all() -> [(header::HeaderName, HeaderValue); 3] {
    [
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("content-type")),
        (header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("7200")),
    ]
}

/// The page's own style, script and pictures.
async fn of_the_site(asked: Uri) -> Response {
    let fetch = async || -> reqwest::Result<Response> {
        let answer = reqwest::get(format!("{ELSEWHERE}{}", asked.path())).await?;
        let status = answer.status();
        let kind = answer.headers().get(header::CONTENT_TYPE).cloned();
        let kind = kind.unwrap_or(HeaderValue::from_static("text/plain"));
        Ok((status, [(header::CONTENT_TYPE, kind)], answer.bytes().await?).into_response())
    };
    fetch().await.unwrap_or_else(|_| StatusCode::BAD_GATEWAY.into_response())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_page_has_their_tag_in_place_of_ours() {
        let ours = "<p>a</p><script type=\"module\" src=\"http://localhost:4101/embed.js\" \
                    data-key=\"k\"></script></body>";
        let theirs = super::with_guest(ours).unwrap();
        assert!(theirs.starts_with("<p>a</p><button") && theirs.ends_with("</script>\n</body>"));
        assert!(theirs.contains("deepChat.bundle.js") && !theirs.contains("embed.js"));
        assert!(super::with_guest("<p>a</p>").is_none());
    }
}
