//! Signing in at a real OpenID provider: npm's `oidc-provider`, which runs beside the test
//! (`cargo xtask test --only interop`).

use std::{
    collections::BTreeMap,
    io::{BufRead as _, BufReader},
    process::{Child, Command, Stdio},
};

use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

use super::{
    super::super::staff::{self, New, Role, Staff, oidc},
    house::{House, ORIGIN},
};
use crate::Clock;

struct Provider {
    process: Child,
    issuer: String,
}

impl Provider {
    fn start() -> Self {
        let node = std::env::var("SIGILO_NODE").unwrap_or_else(|_| "node".into());
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/src/desk/tests/staff/provider.mjs");
        let mut command = Command::new(node);
        command.arg(script).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.spawn().unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let mut lines = lines.map(Result::unwrap);
        let ready = lines.find_map(|line| line.strip_prefix("ready ").map(str::to_owned));
        // What else it says has to go somewhere.
        std::thread::spawn(move || lines.for_each(drop));
        Self { process, issuer: ready.unwrap() }
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

/// A browser that knows the provider and the desk.
struct Browser {
    http: reqwest::Client,
    at_provider: BTreeMap<String, String>,
    at_desk: BTreeMap<String, String>,
    desk: Router,
}

struct Page {
    status: StatusCode,
    location: Option<String>,
    text: String,
}

impl Browser {
    fn new(desk: Router) -> Self {
        let http =
            reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none());
        let (at_provider, at_desk) = (BTreeMap::new(), BTreeMap::new());
        Self { http: http.build().unwrap(), at_provider, at_desk, desk }
    }

    /// Asks the desk.
    async fn desk(&mut self, path: &str) -> Page {
        let request = Request::get(path).header(header::COOKIE, cookies(&self.at_desk));
        let request = request.body(Body::empty()).unwrap();
        let response = self.desk.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        keep(&mut self.at_desk, &parts.headers);
        let text = body.collect().await.unwrap().to_bytes().to_vec();
        page(parts.status, &parts.headers, String::from_utf8(text).unwrap())
    }

    /// Asks the provider; with a form, by POST.
    async fn provider(&mut self, url: &str, form: Option<&str>) -> Page {
        let request = match form {
            None => self.http.get(url),
            Some(form) => {
                let request = self.http.post(url).body(form.to_owned());
                request.header("content-type", "application/x-www-form-urlencoded")
            }
        };
        let request = request.header("cookie", cookies(&self.at_provider));
        let response = request.send().await.unwrap();
        keep(&mut self.at_provider, response.headers());
        let (status, headers) = (response.status(), response.headers().clone());
        page(status, &headers, response.text().await.unwrap())
    }

    /// Goes to the provider, signs in there as somebody, agrees; where the provider sends it back to.
    async fn sign_in(&mut self, issuer: &str, who: &str) -> String {
        let start = self.desk("/sign-in/provider").await;
        let mut next = start.location.expect("the desk sends on");
        assert!(next.starts_with(issuer), "{next}");
        for part in ["code_challenge=", "code_challenge_method=S256", "state=", "nonce="] {
            assert!(next.contains(part), "{next}");
        }
        for _ in 0..12 {
            if next.starts_with(ORIGIN) {
                return next.strip_prefix(ORIGIN).unwrap().into();
            }
            let url = if next.starts_with('/') { format!("{issuer}{next}") } else { next.clone() };
            let page = self.provider(&url, None).await;
            let page = match page.location {
                Some(_) => page,
                None => {
                    let prompt =
                        if page.text.contains("name=\"login\"") { "login" } else { "consent" };
                    let form = format!("prompt={prompt}&login={who}&password=x");
                    self.provider(&url, Some(&form)).await
                }
            };
            next = page.location.unwrap_or_else(|| panic!("{}: {}", page.status, page.text));
        }
        panic!("the provider leads nowhere: {next}");
    }
}

fn page(status: StatusCode, headers: &header::HeaderMap, text: String) -> Page {
    let location = headers.get(header::LOCATION);
    let location = location.map(|value| value.to_str().unwrap().to_owned());
    Page { status, location, text }
}

fn cookies(kept: &BTreeMap<String, String>) -> String {
    kept.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
}

fn keep(kept: &mut BTreeMap<String, String>, headers: &header::HeaderMap) {
    for cookie in headers.get_all(header::SET_COOKIE) {
        let pair = cookie.to_str().unwrap().split(';').next().unwrap();
        let (name, value) = pair.split_once('=').unwrap();
        kept.insert(name.into(), value.into());
    }
}

#[tokio::test]
#[ignore = "needs Node and npm's oidc-provider; `cargo xtask test --only interop` runs it"]
async fn a_provider_signs_in_whom_the_desk_knows_and_nobody_else() {
    let (house, provider) = (House::new().await, Provider::start());
    let issuer = provider.issuer.clone();
    let secret = house.world.folder.path().join("client-secret");
    std::fs::write(&secret, "a secret of the tests\n").unwrap();
    let oidc = oidc::Settings {
        issuer: issuer.clone(),
        client_id: "desk".into(),
        client_secret_file: secret,
    };
    let settings = staff::Settings { oidc: Some(oidc), ..staff::Settings::default() };
    let (data, events) = (house.world.folder.path().join("desk"), house.world.events());
    // The provider lives in the present.
    let clock = Clock::system();
    let staff = Staff::open(settings, &data, house.people.clone(), events, clock).unwrap();
    let new = New { name: "noa", shown: "Noa", lang: "en", role: Role::Agent };
    house.accounts.add_known_elsewhere(&new, &issuer, "noa-at-provider", 1).unwrap();
    let app = staff::app(staff);

    let mut noa = Browser::new(app.clone());
    assert!(noa.desk("/sign-in").await.text.contains("/sign-in/provider"));
    let back = noa.sign_in(&issuer, "noa-at-provider").await;

    // A code that somebody else brings, with a state that this browser never had, or again.
    let mut thief = Browser::new(app.clone());
    assert_eq!(thief.desk(&back).await.status, StatusCode::UNAUTHORIZED);
    let mut other = Browser::new(app.clone());
    let back_of_other = other.sign_in(&issuer, "noa-at-provider").await;
    let state =
        |url: &str| url.split(['?', '&']).find(|own| own.starts_with("state=")).unwrap().to_owned();
    let swapped = back_of_other.replace(&state(&back_of_other), "state=x");
    assert_eq!(other.desk(&swapped).await.status, StatusCode::UNAUTHORIZED);
    let foreign =
        format!("{}&iss=https://evil.example", back_of_other.split("&iss=").next().unwrap());
    assert_eq!(other.desk(&foreign).await.status, StatusCode::UNAUTHORIZED);

    // The thief used the state up: who was robbed begins anew, and is let in.
    assert_eq!(noa.desk(&back).await.status, StatusCode::UNAUTHORIZED);
    let back = noa.sign_in(&issuer, "noa-at-provider").await;
    house.heard.take();
    let page = noa.desk(&back).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    let told = house.heard.take();
    let login = told.iter().find(|event| event.kind == "staff.login").expect("it is told");
    assert_eq!((&*login.actor, &*login.details["how"]), ("noa", "provider"));
    assert_eq!(noa.desk("/talks").await.status, StatusCode::OK);
    assert_eq!(noa.desk(&back).await.status, StatusCode::UNAUTHORIZED, "a code counts once");

    let mut stranger = Browser::new(app);
    let back = stranger.sign_in(&issuer, "somebody-else").await;
    let page = stranger.desk(&back).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN, "{}", page.text);
    assert_eq!(stranger.desk("/talks").await.status, StatusCode::SEE_OTHER);
}
