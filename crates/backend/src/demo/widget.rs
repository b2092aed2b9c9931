//! The widget's files, as a static host would send them: with the headers of the folder's
//! `_headers`, and without that file itself.

use std::{fs, path::Path, sync::Arc};

use axum::{
    Router,
    extract::Request,
    http::{StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::get,
};
use base64ct::{Base64, Encoding as _};
use sha2::{Digest as _, Sha384};
use tower_http::services::ServeDir;

use super::{config::DemoError, headers::Headers, staff};

const HEADERS: &str = "_headers";

/// What a visitor sees beside the agent's name, as a site puts it beside the widget's files.
const PICTURE: &[u8] = include_bytes!("../../demo/people/alex.webp");

/// A folder of the widget's files.
#[derive(Debug)]
pub struct Widget {
    files: ServeDir,
    headers: Headers,
    /// `sha384-…` of embed.js (SRI), as it was at the start.
    pub integrity: String,
}

impl Widget {
    /// Reads what a folder of the widget must have.
    pub fn open(folder: &Path) -> Result<Self, DemoError> {
        let read = |name: &'static str| {
            fs::read(folder.join(name)).map_err(|_| DemoError::Widget(folder.into(), name))
        };
        read("index.html")?;
        let integrity = Base64::encode_string(&Sha384::digest(read("embed.js")?));
        let headers = String::from_utf8_lossy(&read(HEADERS)?).into_owned();
        let headers = Headers::parse(&headers)
            .map_err(|line| DemoError::Headers(folder.join(HEADERS), line))?;
        let integrity = format!("sha384-{integrity}");
        Ok(Self { files: ServeDir::new(folder), headers, integrity })
    }

    /// Serves them.
    pub fn router(self) -> Router {
        let headers = Arc::new(self.headers);
        let picture = async || ([(header::CONTENT_TYPE, "image/webp")], PICTURE);
        Router::new()
            .route(&format!("/{}.webp", staff::PICTURE), get(picture))
            .fallback_service(self.files)
            .layer(middleware::from_fn(move |request: Request, next: Next| {
                dress(headers.clone(), request, next)
            }))
    }
}

async fn dress(headers: Arc<Headers>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let mut response = if path.trim_start_matches('/') == HEADERS {
        StatusCode::NOT_FOUND.into_response()
    } else {
        next.run(request).await
    };
    headers.apply(&path, response.headers_mut());
    response
}

#[cfg(test)]
mod tests {
    use axum::{body::Body, http::Request};
    use http_body_util::BodyExt as _;
    use tower::ServiceExt as _;

    use super::*;

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
        put("index.html", "<!doctype html>");
        put("embed.js", "alert()");
        put("sigilo-1.wasm", "\0asm");
        put(HEADERS, "/*\n  X-All: 1\n/embed.js\n  Access-Control-Allow-Origin: *\n");
        folder
    }

    #[tokio::test]
    async fn files_have_their_types_and_the_folder_s_headers() {
        let folder = folder();
        let app = Widget::open(folder.path()).unwrap().router();
        for (path, kind, body, cors) in [
            ("/", "text/html", "<!doctype html>", false),
            ("/index.html", "text/html", "<!doctype html>", false),
            ("/embed.js", "text/javascript", "alert()", true),
            ("/sigilo-1.wasm", "application/wasm", "\0asm", false),
        ] {
            let request = Request::get(path).body(Body::empty()).unwrap();
            let response = app.clone().oneshot(request).await.unwrap();
            assert_eq!(response.status(), StatusCode::OK, "{path}");
            assert_eq!(response.headers()["content-type"], kind, "{path}");
            assert_eq!(response.headers()["x-all"], "1");
            assert_eq!(response.headers().contains_key("access-control-allow-origin"), cors);
            let bytes = response.into_body().collect().await.unwrap().to_bytes();
            assert_eq!(bytes, body.as_bytes(), "{path}");
        }
    }

    #[tokio::test]
    async fn nothing_else_is_served() {
        let folder = folder();
        let app = Widget::open(folder.path()).unwrap().router();
        for path in ["/_headers", "//_headers", "/none.js", "/../Cargo.toml", "/%2e%2e/x"] {
            let request = Request::get(path).body(Body::empty()).unwrap();
            let response = app.clone().oneshot(request).await.unwrap();
            assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
        }
    }

    #[test]
    fn the_integrity_is_the_browser_s() {
        // openssl dgst -sha384 -binary embed.js | openssl base64 -A
        let expected = "sha384-stt0jNL0buMfVkFGxMa7tjQGia+cB2HiEYau9Hyt1IGdUegF+QoYCXafzk1tugVP";
        assert_eq!(Widget::open(folder().path()).unwrap().integrity, expected);
    }

    #[test]
    fn a_folder_that_is_no_widget_says_what_it_lacks() {
        for missing in ["index.html", "embed.js", HEADERS] {
            let folder = folder();
            fs::remove_file(folder.path().join(missing)).unwrap();
            let error = Widget::open(folder.path()).err().unwrap();
            assert!(matches!(&error, DemoError::Widget(_, name) if *name == missing));
            assert!(error.to_string().contains("cargo xtask"), "{error}");
        }
    }
}
