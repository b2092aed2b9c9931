//! Before every page and every act: who is it, may they, does it come from these pages; told as an
//! event, whichever way it goes.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use axum::{
    body::{Body, Bytes},
    extract::{DefaultBodyLimit, Form, FromRequest as _, Multipart, RawPathParams, Request, State},
    http::{
        HeaderMap, HeaderValue, Method,
        header::{self, HeaderName},
    },
    middleware::Next,
    response::{IntoResponse as _, Redirect, Response},
};

use super::{
    Account, Role, Staff,
    pages::Fault,
    routes::{self, Route, Tells},
    sessions::Session,
    text::Text,
};
use crate::serve::Client;

/// Largest form, in bytes: the longest answer of a person's, in the longest way to write it.
const MAX_FORM: usize = 64 * 1024;

/// Largest form with a file, in bytes: the largest file that can be sent, and room for the rest.
const MAX_FILE_FORM: usize = 26 * 1024 * 1024;

/// How long a form may be on its way, without a file and with one. A longer time holds connections for nobody, a
/// shorter one cuts slow lines.
const FORM_PATIENCE: Duration = Duration::from_secs(30);
const FILE_PATIENCE: Duration = Duration::from_secs(300);

/// What every answer has: nothing is framed, kept, or run that is not these pages' own.
const HEADERS: [(HeaderName, &str); 7] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
         require-trusted-types-for 'script'; trusted-types 'none'",
    ),
    (header::CACHE_CONTROL, "no-store"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // Not `no-referrer`: a browser would then not say where a form comes from.
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

/// A request that was let through.
#[derive(Clone)]
pub(super) struct Visit {
    pub(super) session: Option<Session>,
    pub(super) text: &'static Text,
    form: Arc<BTreeMap<String, String>>,
    /// The file that was sent with the form: its name, and what is in it.
    pub(super) file: Option<(String, Bytes)>,
}

impl Visit {
    /// A field of the form that was sent, empty if it has none of that name.
    pub(super) fn field(&self, name: &str) -> &str {
        self.form.get(name).map_or("", String::as_str)
    }

    /// Who is signed in. A row that visitors may not ask for has somebody.
    pub(super) fn session(&self) -> Result<&Session, Fault> {
        self.session.as_ref().ok_or(Fault::Denied)
    }

    pub(super) fn account(&self) -> Result<&Account, Fault> {
        self.session().map(|session| &session.account)
    }
}

pub(super) async fn check(
    State((staff, route)): State<(Staff, &'static Route)>,
    parameters: RawPathParams,
    request: Request,
    next: Next,
) -> Response {
    let text = Text::preferred(request.headers());
    let parameters: Vec<(String, String)> =
        parameters.iter().map(|(name, value)| (name.into(), value.into())).collect();
    match pass(&staff, route, &parameters, request).await {
        Ok(request) => next.run(request).await,
        Err(Fault::SignIn) if route.method == Method::GET => {
            Redirect::to("/sign-in").into_response()
        }
        Err(fault) => fault.page(text),
    }
}

async fn pass(
    staff: &Staff,
    route: &'static Route,
    parameters: &[(String, String)],
    mut request: Request,
) -> Result<Request, Fault> {
    let session = match cookie(request.headers(), staff.0.settings.cookie()) {
        Some(cookie) => staff.session(&cookie).await?,
        None => None,
    };
    let client = request.extensions().get::<Client>().copied();
    if session.is_none()
        && !routes::is_file(route)
        && let Some(wait) = staff.meets_stranger(client).await?
    {
        return Err(Fault::Wait(wait));
    }
    staff.sweep().await?;
    let account = session.as_ref().map(|session| &session.account);
    let actor = account.map_or("visitor", |account| &account.name).to_owned();
    let role = account.map_or(Role::Visitor, |account| account.role);
    let talk = parameters.iter().find(|(name, _)| name == "talk").map(|(_, value)| &**value);
    let event = |kind: &str| {
        let event = staff.event(kind, &actor).with("role", role);
        let mut event = event.with("route", format_args!("{} {}", route.method, route.path));
        event.conversation = talk.filter(|talk| is_name(talk)).map(Into::into);
        event
    };
    if !route.who.contains(&role) {
        staff.tell(event("staff.refused").with("why", "role")).await?;
        return Err(if role == Role::Visitor { Fault::SignIn } else { Fault::Denied });
    }
    let (mut form, mut file) = (BTreeMap::new(), None);
    if route.method != Method::GET {
        if !is_own(request.headers(), &staff.0.settings.origin) {
            staff.tell(event("staff.refused").with("why", "origin")).await?;
            return Err(Fault::Foreign);
        }
        let (parts, body) = request.into_parts();
        let has_file = route.path.ends_with("/files");
        let (most, patience) = match has_file {
            true => (MAX_FILE_FORM, FILE_PATIENCE),
            false => (MAX_FORM, FORM_PATIENCE),
        };
        let body = all(body, most, patience).await?;
        let whole = Request::from_parts(parts.clone(), Body::from(body));
        if has_file {
            (form, file) = fields(whole).await?;
        } else {
            Form(form) = Form::from_request(whole, &()).await.map_err(|_| Fault::Form)?;
        }
        request = Request::from_parts(parts, Body::empty());
        let known = session.as_ref().map(|session| session.csrf.as_str());
        if !routes::is_for_all(route) && form.get("csrf").map(String::as_str) != known {
            staff.tell(event("staff.refused").with("why", "form")).await?;
            return Err(Fault::Foreign);
        }
    }
    match route.tells {
        Tells::Nothing => {}
        Tells::Viewed => staff.tell(event("staff.viewed")).await?,
        Tells::Wrote => staff.tell(event("staff.wrote")).await?,
    }
    let text = match account {
        Some(account) => Text::of(&account.lang),
        None => Text::preferred(request.headers()),
    };
    request.extensions_mut().insert(Visit { session, text, form: Arc::new(form), file });
    Ok(request)
}

/// All of a body that has so many bytes at most and comes within that time, however steadily.
async fn all(body: Body, most: usize, patience: Duration) -> Result<Bytes, Fault> {
    match tokio::time::timeout(patience, axum::body::to_bytes(body, most)).await {
        Ok(body) => body.map_err(|_| Fault::TooMuch),
        Err(_) => Err(Fault::Slow),
    }
}

/// The fields of a form with a file, and that.
async fn fields(
    request: Request,
) -> Result<(BTreeMap<String, String>, Option<(String, Bytes)>), Fault> {
    // What was read is bounded already.
    let mut request = request;
    DefaultBodyLimit::disable().apply(&mut request);
    let multipart = Multipart::from_request(request, &()).await;
    let mut multipart = multipart.map_err(|_| Fault::Form)?;
    let (mut form, mut file) = (BTreeMap::new(), None);
    while let Some(field) = multipart.next_field().await.map_err(|_| Fault::Form)? {
        let name = field.name().unwrap_or_default().to_owned();
        match field.file_name().map(ToOwned::to_owned) {
            Some(called) => {
                let bytes = field.bytes().await.map_err(|_| Fault::Form)?;
                file = Some((called, bytes)).filter(|(called, _)| !called.is_empty());
            }
            None => {
                form.insert(name, field.text().await.map_err(|_| Fault::Form)?);
            }
        }
    }
    Ok((form, file))
}

/// Puts [`HEADERS`] on an answer, whatever it is. One that is stricter already stays so.
pub(super) async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    for (name, value) in &HEADERS {
        let value = HeaderValue::from_static(value);
        response.headers_mut().entry(name).or_insert(value);
    }
    response
}

/// Whether a form was sent by a page of these. A browser says so in at least one of the two.
fn is_own(headers: &HeaderMap, origin: &str) -> bool {
    let says = |name: &str| headers.get(name).map(HeaderValue::as_bytes);
    let by_site = says("sec-fetch-site").map(|site| site == b"same-origin");
    let by_origin = says("origin").map(|from| from == origin.as_bytes());
    by_site.or(by_origin).is_some() && by_site.unwrap_or(true) && by_origin.unwrap_or(true)
}

pub(super) fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = all.flat_map(|value| value.split(';')).filter_map(|own| own.split_once('='));
    pairs.find(|(own, _)| own.trim() == name).map(|(_, value)| value.trim().to_owned())
}

/// Whether it could be a conversation's name in the log: nothing else is written into an event.
fn is_name(text: &str) -> bool {
    let is_sign = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    text.len() <= 16 && text.bytes().all(is_sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_form_that_is_too_large_or_too_slow_is_not_waited_for() {
        let second = Duration::from_secs(1);
        let steady = futures_util::stream::unfold((), |()| async {
            tokio::time::sleep(Duration::from_millis(100)).await;
            Some((Ok::<_, std::io::Error>(Bytes::from_static(b"x")), ()))
        });
        let slow = all(Body::from_stream(steady), MAX_FORM, second).await;
        assert!(matches!(slow, Err(Fault::Slow)), "{slow:?}");
        let large = all(Body::from(vec![b'x'; 11]), 10, second).await;
        assert!(matches!(large, Err(Fault::TooMuch)), "{large:?}");
        assert_eq!(all(Body::from("text=x"), 10, second).await.unwrap(), "text=x");
    }

    #[test]
    fn a_form_of_another_site_is_none_of_these_pages() {
        let own = |pairs: &[(&'static str, &str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.insert(*name, value.parse().unwrap());
            }
            is_own(&headers, "https://desk.example")
        };
        assert!(own(&[("origin", "https://desk.example")]));
        assert!(own(&[("sec-fetch-site", "same-origin"), ("origin", "https://desk.example")]));
        assert!(!own(&[]), "who says nothing is not from here");
        for from in ["null", "http://desk.example", "https://desk.example.evil.example"] {
            assert!(!own(&[("origin", from)]), "{from}");
            assert!(!own(&[("sec-fetch-site", "same-origin"), ("origin", from)]), "{from}");
        }
        for site in ["cross-site", "same-site", "none"] {
            assert!(!own(&[("sec-fetch-site", site), ("origin", "https://desk.example")]));
        }
    }
}
