//! The routes, and what holds for all of them.

use std::sync::Arc;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::{HeaderName, HeaderValue, Method, header, request::Parts},
    middleware,
    routing::{MethodRouter, delete, get, post},
};
use sigilo_protocol::MAX_ENVELOPE;
use tower_http::{
    catch_panic::CatchPanicLayer,
    cors::{AllowOrigin, CorsLayer},
    set_header::SetResponseHeaderLayer,
};

use super::{
    MAX_PIECE, MAX_PUBLICATION, MAX_TOKEN_REQUEST, access, blobs, envelopes, erasing, limits, live,
    manifests, problem::Problem, revoking, state::Relay, watch,
};

/// How long a browser may remember a preflight's answer, in seconds.
const PREFLIGHT_LIFETIME: std::time::Duration = std::time::Duration::from_secs(600);

/// The relay as a service: `docs/http.md` describes it.
pub fn app(relay: Arc<Relay>) -> Router {
    let site = routes().into_iter();
    let site = site.fold(Router::new(), |site, (path, methods)| site.route(path, methods));
    finish(Router::new().nest("/v1/sites/{site}", site), relay)
}

/// What there is below a site: `docs/openapi.json` lists the same.
pub(super) fn routes() -> [(&'static str, MethodRouter<Arc<Relay>>); 13] {
    let limit = DefaultBodyLimit::max;
    [
        ("/manifest", get(manifests::get).put(manifests::put).layer(limit(MAX_PUBLICATION))),
        ("/manifests/{mh}", get(manifests::cited)),
        ("/policies/{hash}", get(manifests::document)),
        ("/nonces", post(access::nonce)),
        ("/tokens", post(access::token).delete(revoking::tokens).layer(limit(MAX_TOKEN_REQUEST))),
        ("/conversations/{conv}", delete(erasing::conversation)),
        (
            "/conversations/{conv}/envelopes",
            get(envelopes::list).post(envelopes::post).layer(limit(MAX_ENVELOPE)),
        ),
        (
            "/conversations/{conv}/blobs/{hash}",
            get(blobs::get).post(blobs::post).delete(blobs::delete).layer(limit(MAX_PIECE)),
        ),
        ("/conversations/{conv}/blobs/{hash}/upload", get(blobs::progress)),
        ("/conversations/{conv}/live", get(live::conversation)),
        ("/envelopes", get(envelopes::feed)),
        ("/live", get(live::feed)),
        ("/challenges", post(super::work::challenge)),
    ]
}

/// Wraps routes with what holds for all: problems, CORS, headers, the log.
pub(super) fn finish(routes: Router<Arc<Relay>>, relay: Arc<Relay>) -> Router {
    routes
        .fallback(|| async { Problem::RouteUnknown })
        .method_not_allowed_fallback(|| async { Problem::MethodNotAllowed })
        .layer(middleware::from_fn_with_state(relay.clone(), limits::admit))
        .layer(cors(&relay))
        .layer(CatchPanicLayer::custom(watch::panicked))
        .layer(default_header(header::CACHE_CONTROL, "no-store"))
        .layer(default_header(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(middleware::from_fn_with_state(relay.clone(), watch::log))
        .with_state(relay)
}

/// A site's widget may read its answers, from its own origins, without credentials.
fn cors(relay: &Arc<Relay>) -> CorsLayer {
    let relay = relay.clone();
    let allowed = move |origin: &HeaderValue, parts: &Parts| {
        let rest = parts.uri.path().strip_prefix("/v1/sites/").unwrap_or_default();
        let site = relay.site(rest.split('/').next().unwrap_or_default());
        site.is_some_and(|served| served.site.has_widget_at(origin))
    };
    CorsLayer::new()
        .allow_origin(AllowOrigin::predicate(allowed))
        .allow_methods([Method::GET, Method::POST, Method::DELETE])
        .allow_headers([
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            header::IF_NONE_MATCH,
            header::RANGE,
            super::work::HEADER,
        ])
        .expose_headers([header::CONTENT_RANGE, header::DATE, header::ETAG, header::RETRY_AFTER])
        .max_age(PREFLIGHT_LIFETIME)
}

fn default_header(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}
