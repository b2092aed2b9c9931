//! The pages: markup by `maud`, which escapes whatever it is given.

pub(super) mod accounts;
pub(super) mod assets;
pub(super) mod entry;
pub(super) mod figures;
pub(super) mod log;
pub(super) mod own;
pub(super) mod talk;
pub(super) mod talks;

mod stream;

use axum::{
    http::{StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use maud::{DOCTYPE, Markup, html};
use sigilo_consent::iso;

use super::{AccountsError, Role, guard::Visit, text::Text};
use crate::{DatabaseError, desk::people::PeopleError};

/// Why a request is not done.
#[derive(Debug)]
pub(super) enum Fault {
    /// Nobody is signed in.
    SignIn,
    Denied,
    Foreign,
    TooMuch,
    /// It did not come in time.
    Slow,
    /// Too many came from there; for so many seconds more.
    Wait(u32),
    Form,

    People(PeopleError),
    Accounts(AccountsError),
    Database(DatabaseError),
}

/// What a page is answered, or why not.
pub(super) type Answer = Result<Response, Told>;

/// A fault, with the language to tell it in.
pub(super) struct Told(Fault, &'static Text);

impl Fault {
    pub(super) fn status(&self) -> StatusCode {
        match self {
            Self::SignIn => StatusCode::UNAUTHORIZED,
            Self::Denied | Self::Foreign => StatusCode::FORBIDDEN,
            Self::TooMuch => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Slow => StatusCode::REQUEST_TIMEOUT,
            Self::Wait(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Form | Self::People(PeopleError::Text | PeopleError::File | PeopleError::Alt) => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            Self::People(PeopleError::Unknown) | Self::Accounts(AccountsError::Unknown(_)) => {
                StatusCode::NOT_FOUND
            }
            Self::People(PeopleError::Database(_)) | Self::Database(_) => {
                StatusCode::INTERNAL_SERVER_ERROR
            }
            Self::Accounts(AccountsError::Database(_)) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::People(_) | Self::Accounts(_) => StatusCode::CONFLICT,
        }
    }

    fn sentence(&self, text: &Text) -> &'static str {
        match self {
            Self::SignIn | Self::Denied => text.denied,
            Self::Foreign => text.foreign,
            Self::Wait(_) => text.too_many,
            Self::TooMuch | Self::Slow | Self::Form | Self::People(PeopleError::Text) => text.form,
            Self::People(PeopleError::Unknown) | Self::Accounts(AccountsError::Unknown(_)) => {
                text.not_found
            }
            Self::People(PeopleError::File) => text.bad_file,
            Self::People(PeopleError::Alt) => text.bad_alt,
            Self::People(PeopleError::Taken) => text.taken,
            Self::People(PeopleError::NotTaken) => text.not_taken,
            Self::People(PeopleError::Closed) => text.not_open,
            Self::Accounts(AccountsError::Last(_)) => text.last_administrator,
            Self::People(PeopleError::Database(_)) | Self::Accounts(_) | Self::Database(_) => {
                text.failed
            }
        }
    }

    /// What is answered, as a page; what has failed here is for the log.
    pub(super) fn page(self, text: &'static Text) -> Response {
        if let Self::Database(error)
        | Self::People(PeopleError::Database(error))
        | Self::Accounts(AccountsError::Database(error)) = &self
        {
            tracing::error!(%error, "a staff page failed");
        }
        let mut response = (self.status(), problem(text, &self)).into_response();
        if let Self::Wait(seconds) = self {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }

    /// The same, to be told in the visit's language.
    pub(super) fn told(self, visit: &Visit) -> Told {
        Told(self, visit.text)
    }
}

impl IntoResponse for Told {
    fn into_response(self) -> Response {
        let Self(fault, text) = self;
        fault.page(text)
    }
}

impl From<DatabaseError> for Fault {
    fn from(error: DatabaseError) -> Self {
        Self::Database(error)
    }
}

impl From<PeopleError> for Fault {
    fn from(error: PeopleError) -> Self {
        Self::People(error)
    }
}

impl From<AccountsError> for Fault {
    fn from(error: AccountsError) -> Self {
        Self::Accounts(error)
    }
}

/// A page by itself, that says what went wrong.
pub(super) fn problem(text: &'static Text, fault: &Fault) -> Html<String> {
    let body = html! {
        main.card.card--narrow #main {
            h1 { (text.problem) }
            p.alert role="alert" { (fault.sentence(text)) }
            p { a.button href="/" { (text.go_on) } }
        }
    };
    whole(text, text.problem, &body)
}

/// A page of somebody's who is signed in.
fn page(visit: &Visit, title: &str, here: &str, content: &Markup) -> Html<String> {
    let text = visit.text;
    let Some(session) = &visit.session else { return whole(text, title, content) };
    let account = &session.account;
    let talks = (text.talks, "/talks");
    let links: &[(&str, &str)] = match account.role {
        Role::Visitor => &[],
        Role::Agent => &[talks],
        Role::Supervisor => &[talks, (figures::name(text), "/figures")],
        Role::Auditor => &[(text.access, "/access"), talks],
        Role::Administrator => &[(text.accounts, "/accounts")],
    };
    let body = html! {
        header.bar {
            a.bar__brand href="/" { span.bar__mark aria-hidden="true" {} (text.desk) }
            nav.bar__links aria-label=(text.desk) {
                @for (label, href) in links {
                    a href=(href) aria-current=[(*href == here).then_some("page")] { (label) }
                }
            }
            div.bar__who {
                a href="/me" aria-current=[(here == "/me").then_some("page")] {
                    strong { (account.shown) } span.role { (text.role(account.role)) }
                }
                form method="post" action="/sign-out" {
                    (csrf(visit))
                    button.button.button--quiet type="submit" { (text.sign_out) }
                }
            }
        }
        main #main { (content) }
    };
    whole(text, title, &body)
}

fn whole(text: &'static Text, title: &str, body: &Markup) -> Html<String> {
    let page = html! {
        (DOCTYPE)
        html lang=(text.lang) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " · " (text.desk) }
                link rel="stylesheet" href="/staff.css";
                script src="/staff.js" defer {}
            }
            body {
                a.skip href="#main" { (text.skip) }
                (body)
            }
        }
    };
    Html(page.into_string())
}

/// What every form has.
fn csrf(visit: &Visit) -> Markup {
    let known = visit.session.as_ref().map_or("", |session| &session.csrf);
    html! { input type="hidden" name="csrf" value=(known); }
}

/// A moment, which the script writes in the reader's own time.
fn moment(seconds: u64) -> Markup {
    let iso = iso(seconds * 1_000);
    let plain = iso.get(..16).unwrap_or_default().replace('T', " ");
    html! { time datetime=(iso) { (plain) " UTC" } }
}
