//! A desk with people, a visitor, and an account of each role.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    body::Body,
    http::{Request, Response, StatusCode, header},
};
use http_body_util::BodyExt as _;
use totp_rs::{Builder, Secret};
use tower::ServiceExt as _;

use super::super::{
    super::{
        people::{self, People},
        staff::{self, Accounts, New, Role, Staff},
    },
    visitor::Visitor,
    world::{Greeted, NOW, RunningDesk, World},
};
use crate::events::{Event, Listener};

pub(super) const ORIGIN: &str = "http://127.0.0.1:8090";
pub(super) const PASSWORD: &str = "a password that is long";

#[derive(Default)]
pub(super) struct Heard(Mutex<Vec<Event>>);

impl Listener for Heard {
    fn hear(&self, event: &Event) {
        self.0.lock().unwrap().push(event.clone());
    }
}

impl Heard {
    /// What was told since the last look.
    pub(super) fn take(&self) -> Vec<Event> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

pub(super) struct House {
    pub(super) world: World,
    pub(super) people: People,
    pub(super) visitor: Visitor,
    pub(super) staff: Staff,
    pub(super) accounts: Accounts,
    pub(super) heard: Arc<Heard>,
    pub(super) secrets: BTreeMap<&'static str, String>,
    pub(super) codes: Vec<String>,
    app: Router,
    pub(super) desk: RunningDesk,
}

/// Name, shown name, role of the accounts.
pub(super) const STAFF: [(&str, &str, Role); 4] = [
    ("marta", "Marta <M>", Role::Agent),
    ("sofia", "Sofía", Role::Supervisor),
    ("aldo", "Aldo", Role::Auditor),
    ("ada", "Ada", Role::Administrator),
];

/// A browser of somebody's.
#[derive(Clone, Default)]
pub(super) struct Browser {
    pub(super) cookie: Option<String>,
    pub(super) csrf: String,
}

pub(super) struct Page {
    pub(super) status: StatusCode,
    pub(super) location: Option<String>,
    pub(super) headers: header::HeaderMap,
    pub(super) text: String,
}

impl House {
    pub(super) async fn new() -> Self {
        let heard = Arc::new(Heard::default());
        let mut world = World::new().await;
        let supervision = "Calidad".into();
        world.also = Some(heard.clone());
        world.is_sociable = true;
        let people = people::Settings { supervision, ..people::Settings::default() };
        let Greeted { world, desk, people, visitor, .. } = world.with_people(people).await;
        let data = world.folder.path().join("desk");
        let staff = Staff::open(
            staff::Settings::default(),
            &data,
            people.clone(),
            world.events(),
            world.clock(),
        );
        let staff = staff.unwrap();
        let accounts = Accounts::open(&data).unwrap();
        let (mut secrets, mut codes) = (BTreeMap::new(), Vec::new());
        for (name, shown, role) in STAFF {
            let new = New { name, shown, lang: "en", role };
            let given = accounts.add("insurer.example", &new, PASSWORD, NOW).unwrap();
            secrets.insert(name, given.secret);
            codes = given.codes;
        }
        let app = staff::app(staff.clone());
        Self { world, people, visitor, staff, accounts, heard, secrets, codes, app, desk }
    }

    /// The code that somebody's device shows, so many half minutes from now.
    pub(super) fn code(&self, name: &str, steps: u64) -> String {
        let secret = Secret::try_from_base32(&self.secrets[name]).unwrap();
        let totp = Builder::new().with_secret(secret).with_account_name(name).build().unwrap();
        totp.generate(self.world.clock().now() + steps * 30).to_string()
    }

    pub(super) async fn send(&self, request: Request<Body>) -> Page {
        let response: Response<Body> = self.app.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let is_stream =
            parts.headers.get(header::CONTENT_TYPE).is_some_and(|own| own == "text/event-stream");
        let text = match is_stream {
            true => {
                let frame = { body }.frame().await.unwrap().unwrap();
                String::from_utf8(frame.into_data().unwrap().to_vec()).unwrap()
            }
            false => String::from_utf8(body.collect().await.unwrap().to_bytes().to_vec()).unwrap(),
        };
        let location = parts.headers.get(header::LOCATION);
        let location = location.map(|value| value.to_str().unwrap().to_owned());
        Page { status: parts.status, location, headers: parts.headers, text }
    }

    pub(super) async fn get(&self, browser: &Browser, path: &str) -> Page {
        self.send(browser.request("GET", path).body(Body::empty()).unwrap()).await
    }

    pub(super) async fn post(&self, browser: &Browser, path: &str, form: &[(&str, &str)]) -> Page {
        let csrf = [("csrf", browser.csrf.as_str())];
        let body = urlencoded(form.iter().chain(&csrf));
        let request = browser.request("POST", path).header(header::ORIGIN, ORIGIN);
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Sends a file by a form of the pages.
    pub(super) async fn post_file(
        &self,
        browser: &Browser,
        path: &str,
        name: &str,
        bytes: &[u8],
    ) -> Page {
        let (mark, csrf) = ("----sigilo", &browser.csrf);
        let mut body = format!(
            "--{mark}\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{csrf}\r\n--{mark}\r\n\
             Content-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        )
        .into_bytes();
        body.extend(bytes);
        body.extend(format!("\r\n--{mark}--\r\n").bytes());
        let request = browser.request("POST", path).header(header::ORIGIN, ORIGIN);
        let kind = format!("multipart/form-data; boundary={mark}");
        self.send(request.header(header::CONTENT_TYPE, kind).body(Body::from(body)).unwrap()).await
    }

    pub(super) async fn try_to_enter(&self, name: &str, password: &str, code: &str) -> Page {
        let form = [("name", name), ("password", password), ("code", code)];
        self.post(&Browser::default(), "/sign-in", &form).await
    }

    /// Signed in, with what the pages put into their forms.
    pub(super) async fn enter(&self, name: &str) -> Browser {
        // No code is good twice.
        self.world.pass(30);
        let page = self.try_to_enter(name, PASSWORD, &self.code(name, 0)).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
        let cookie = page.headers[header::SET_COOKIE].to_str().unwrap();
        let cookie = Some(cookie.split(';').next().unwrap().to_owned());
        let mut browser = Browser { cookie, csrf: String::new() };
        let own = self.get(&browser, "/me").await.text;
        let (_, rest) = own.split_once("name=\"csrf\" value=\"").unwrap();
        browser.csrf = rest.split('"').next().unwrap().into();
        browser
    }

    /// The only conversation's address.
    pub(super) async fn talk(&self) -> String {
        format!("/talks/{}", self.people.list().await.unwrap()[0].name)
    }
}

impl Browser {
    fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let request = Request::builder().method(method).uri(path);
        match &self.cookie {
            Some(cookie) => request.header(header::COOKIE, cookie),
            None => request,
        }
    }
}

fn urlencoded<'a>(form: impl Iterator<Item = &'a (&'a str, &'a str)>) -> String {
    let escape = |text: &str| -> String {
        let sign = |byte: u8| match byte.is_ascii_alphanumeric() {
            true => char::from(byte).to_string(),
            false => format!("%{byte:02X}"),
        };
        text.bytes().map(sign).collect()
    };
    form.map(|(name, value)| format!("{}={}", escape(name), escape(value)))
        .collect::<Vec<_>>()
        .join("&")
}
