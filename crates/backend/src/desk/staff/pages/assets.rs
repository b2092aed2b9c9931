//! The pages' style and script: the same for everybody.

use axum::http::header;

pub(in super::super) async fn style() -> ([(header::HeaderName, &'static str); 1], &'static str) {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("staff.css"))
}

pub(in super::super) async fn script() -> ([(header::HeaderName, &'static str); 1], &'static str) {
    ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], include_str!("staff.js"))
}
