//! The routes, and what holds for all of them.

use std::sync::Arc;

use axum::{
    Router,
    http::{HeaderName, HeaderValue, Method, header, request::Parts},
    middleware,
};
use tower_http::{
    catch_panic::CatchPanicLayer,
    cors::{AllowOrigin, CorsLayer},
    set_header::SetResponseHeaderLayer,
};

use super::{
    access, blobs, envelopes, erasing, limits, live, manifests, problem::Problem, revoking,
    route::Route, state::Relay, watch, work,
};

/// How long a browser may remember a preflight's answer, in seconds.
const PREFLIGHT_LIFETIME: std::time::Duration = std::time::Duration::from_secs(600);

/// The relay as a service: `docs/http.md` describes it.
pub fn app(relay: Arc<Relay>) -> Router {
    let site = routes().into_iter();
    let site =
        site.fold(Router::new(), |site, route| site.route(route.operation.path, route.methods));
    finish(Router::new().nest(SITE, site), relay)
}

/// What every route is below.
pub(super) const SITE: &str = "/v1/sites/{site}";

/// What there is below a site. The description is made of the same.
pub(super) fn routes() -> Vec<Route> {
    let all = [
        manifests::routes(),
        access::routes(),
        revoking::routes(),
        work::routes(),
        envelopes::routes(),
        live::routes(),
        erasing::routes(),
        blobs::routes(),
    ];
    all.into_iter().flatten().collect()
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
            work::HEADER,
        ])
        .expose_headers([header::CONTENT_RANGE, header::DATE, header::ETAG, header::RETRY_AFTER])
        .max_age(PREFLIGHT_LIFETIME)
}

fn default_header(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}
