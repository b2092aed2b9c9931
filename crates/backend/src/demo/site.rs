//! The sites' pages, out of the binary, each under a policy that allows the chat and little else.

use axum::{
    Router,
    extract::Path,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use include_dir::{Dir, include_dir};

use super::{
    customer::Customers,
    page::Tag,
    sector::{INSURER, STRICT, Sector},
    verify,
};

/// What every page uses: style, script, pictures.
static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/demo/site");

/// The policy of the ordinary pages: their own style, script and pictures, and the chat.
const ORDINARY: &str =
    "default-src 'none'; script-src 'self' W; frame-src W; style-src 'self'; img-src 'self'";

/// Beside it where customers sign in: the page asks its own server.
const ASKS: &str = "; connect-src 'self'";

/// Where a page has its customers' corner, and what that is in its language.
const CORNER: &str = "{{customer}}";
const CORNERS: [&str; 2] = [
    include_str!("../../demo/insurer/customer.es.html"),
    include_str!("../../demo/insurer/customer.en.html"),
];

/// The narrowest policy that a host page can have: the chat's origin in two directives.
const NARROWEST: &str = "default-src 'none'; script-src W; frame-src W; style-src 'none'";

/// The insurer's site, its pages' tags filled in, without customers.
pub fn router(tag: &Tag) -> Router {
    all([(&INSURER, tag.clone())], None)
}

/// Several sites beside each other, each with its own tag.
pub(super) fn all(
    sites: impl IntoIterator<Item = (&'static Sector, Tag)>,
    customers: Option<Customers>,
) -> Router {
    let router = Router::new().route("/{file}", get(file)).merge(verify::router());
    let router = customers.iter().fold(router, |router, own| router.merge(own.router()));
    let router = router.fallback(async || StatusCode::NOT_FOUND);
    sites.into_iter().fold(router, |router, (sector, tag)| {
        let page = |page: &'static str, policy: &'static str, customers: Option<Customers>| {
            let tag = tag.clone();
            get(async move |headers: HeaderMap| {
                let policy = match &customers {
                    Some(_) => format!("{policy}{ASKS}"),
                    None => policy.to_owned(),
                };
                let page = page.replace(CORNER, &corner(page, customers.as_ref(), &headers));
                show(&page, &policy, &tag)
            })
        };
        let mut router = router;
        for (path, own) in sector.pages {
            let customers = customers.clone().filter(|_| own.contains(CORNER));
            router = router.route(path, page(own, ORDINARY, customers.clone()));
            if *path == "/en" {
                router = router.route("/en/", page(own, ORDINARY, customers));
            }
        }
        match sector.site == INSURER.site {
            true => router.route(STRICT.0, page(STRICT.1, NARROWEST, None)),
            false => router,
        }
    })
}

/// Where customers sign in and out, as this browser's finds it; nothing where there are none.
fn corner(page: &str, customers: Option<&Customers>, headers: &HeaderMap) -> String {
    let Some(customers) = customers else { return String::new() };
    let [spanish, english] = CORNERS;
    let corner = if page.contains("<html lang=\"en\">") { english } else { spanish };
    let state = if customers.knows(headers) { "in" } else { "out" };
    corner.replace("{{state}}", state)
}

fn show(page: &str, policy: &str, tag: &Tag) -> Response {
    // The widget's address is a URL, or this program's own: no address has a line break in it.
    let Ok(policy) = HeaderValue::from_str(&policy.replace('W', &tag.widget)) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (header::CONTENT_SECURITY_POLICY, policy),
    ];
    (headers, common(), tag.fill(page)).into_response()
}

async fn file(Path(name): Path<String>) -> Response {
    let kind = match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    match FILES.get_file(&name) {
        Some(file) => ([(header::CONTENT_TYPE, kind)], common(), file.contents()).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

pub(super) fn common() -> [(HeaderName, &'static str); 2] {
    [(header::CACHE_CONTROL, "no-cache"), (header::X_CONTENT_TYPE_OPTIONS, "nosniff")]
}

#[cfg(test)]
mod tests {
    use axum::{body::Body, http::Request};
    use http_body_util::BodyExt as _;
    use tower::ServiceExt as _;

    use super::{super::SECTORS, *};

    async fn ask(path: &str) -> (StatusCode, String, String, String) {
        let tag = Tag {
            widget: "http://localhost:8081".into(),
            backend: "http://localhost:8082/v1/sites/s".into(),
            pin: "thumbprint".into(),
            integrity: "sha384-x".into(),
        };
        let request = Request::get(path).body(Body::empty()).unwrap();
        let sites = SECTORS.map(|sector| (sector, tag.clone()));
        let response = all(sites, None).oneshot(request).await.unwrap();
        let header = |name: &str| {
            response
                .headers()
                .get(name)
                .map_or(String::new(), |value| value.to_str().unwrap().into())
        };
        let (status, kind) = (response.status(), header("content-type"));
        let policy = header("content-security-policy");
        let body = response.into_body().collect().await.unwrap().to_bytes();
        (status, kind, policy, String::from_utf8(body.into()).unwrap())
    }

    #[tokio::test]
    async fn pages_carry_the_filled_tag_and_their_policy() {
        for path in ["/", "/en", "/en/", "/strict", "/banco", "/en/bank", "/clinica", "/en/clinic"]
        {
            let (status, kind, policy, page) = ask(path).await;
            assert_eq!((status, &*kind), (StatusCode::OK, "text/html; charset=utf-8"), "{path}");
            assert!(!page.contains("{{"), "{path}");
            for value in [
                r#"src="http://localhost:8081/embed.js""#,
                r#"integrity="sha384-x""#,
                r#"data-backend="http://localhost:8082/v1/sites/s""#,
                r#"data-key="thumbprint""#,
            ] {
                assert_eq!(page.matches(value).count(), 1, "{path} {value}");
            }
            assert!(policy.contains("frame-src http://localhost:8081;"), "{policy}");
        }
    }

    #[tokio::test]
    async fn the_strict_page_names_one_host_in_two_directives() {
        let (.., policy, page) = ask("/strict").await;
        let expected = "default-src 'none'; script-src http://localhost:8081; \
                        frame-src http://localhost:8081; style-src 'none'";
        assert_eq!(policy, expected);
        assert!(!page.contains("<style") && !page.contains("style="));
    }

    #[tokio::test]
    async fn files_have_their_types_and_pages_only_their_addresses() {
        assert_eq!(ask("/site.css").await.1, "text/css; charset=utf-8");
        assert_eq!(ask("/site.js").await.1, "text/javascript; charset=utf-8");
        assert_eq!(ask("/favicon.svg").await.1, "image/svg+xml");
        for path in ["/index.html", "/nothing", "/nothing.css", "/..%2fpolicy%2fcore.json", "/a/b"]
        {
            assert_eq!(ask(path).await.0, StatusCode::NOT_FOUND, "{path}");
        }
    }
}
