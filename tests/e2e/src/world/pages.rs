//! The demo site and the widget's files, each at its port.

use std::path::Path;

use anyhow::{Context as _, Result};
use axum::Router;
use axum::response::Html;
use axum::routing::get;
use sigilo_backend::demo;
use tokio::task::JoinSet;

use super::{BACKEND, FOREIGN, SITE, WIDGET, backend};
use crate::ports::listen;

/// Servers of pages; they end when this is dropped.
pub struct Pages(#[expect(dead_code, reason = "held for its drop")] JoinSet<()>);

impl Pages {
    /// Serves the demo's pages, whose tag names the proxy and pins `pin`, and the files in `dist`.
    pub(super) async fn serve(dist: &Path, pin: &str) -> Result<Self> {
        let widget = demo::Widget::open(dist)?;
        let tag = demo::Tag {
            widget: WIDGET.to_owned(),
            backend: format!("{BACKEND}/v1/sites/{}", backend::NAME),
            pin: pin.to_owned(),
            integrity: widget.integrity.clone(),
        };
        let mut servers = JoinSet::new();
        serve(&mut servers, SITE, demo::site_router(&tag)).await?;
        serve(&mut servers, WIDGET, widget.router()).await?;
        Ok(Self(servers))
    }

    /// Serves a page of nobody's that has copied the script tag.
    pub(super) async fn serve_foreign(pin: &str) -> Result<Self> {
        let page = format!(
            "<!doctype html><html lang=\"es\"><title>Foreign</title><link rel=\"icon\" href=\"data:,\">
             <h1>Foreign</h1><script type=\"module\" src=\"{WIDGET}/embed.js\" crossorigin
             data-backend=\"{BACKEND}/v1/sites/{}\" data-key=\"{pin}\"></script>",
            backend::NAME
        );
        let mut servers = JoinSet::new();
        let router = Router::new().route("/", get(|| async { Html(page) }));
        serve(&mut servers, FOREIGN, router).await?;
        Ok(Self(servers))
    }
}

async fn serve(servers: &mut JoinSet<()>, origin: &str, router: Router) -> Result<()> {
    let port = origin.rsplit(':').next().context("an origin without a port")?.parse()?;
    let listener = listen(port).await?;
    servers.spawn(async move {
        // Ends with the task alone: it is aborted with its set.
        let _ = axum::serve(listener, router).await;
    });
    Ok(())
}
