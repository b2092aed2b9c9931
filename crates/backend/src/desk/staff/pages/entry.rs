//! In and out.

use axum::{
    Extension,
    extract::State,
    http::{HeaderMap, HeaderName, StatusCode, header},
    response::{Html, IntoResponse as _, Redirect, Response},
};
use maud::{Markup, html};

use super::{
    super::{
        Account, Role, Staff,
        guard::{self, Visit},
        sessions::Entry,
        text::Text,
    },
    Answer, Fault, whole,
};

/// What is said above the form.
pub(in super::super) struct Notice(pub(in super::super) String);

pub(in super::super) async fn show(
    State(staff): State<Staff>,
    Extension(visit): Extension<Visit>,
) -> Response {
    if visit.session.is_some() {
        return Redirect::to("/").into_response();
    }
    form(&staff, visit.text, None).into_response()
}

pub(in super::super) async fn enter(
    State(staff): State<Staff>,
    Extension(visit): Extension<Visit>,
    headers: HeaderMap,
) -> Answer {
    let name = visit.field("name").trim();
    let (password, code) = (visit.field("password"), visit.field("code").trim());
    let fault = |fault: Fault| fault.told(&visit);
    match staff.sign_in(name, password, code).await.map_err(|error| fault(error.into()))? {
        Entry::In(account, token) => {
            // What the browser brought from before is over.
            if let Some(old) = guard::cookie(&headers, staff.0.settings.cookie())
                && let Ok(Some(old)) = staff.session(&old).await
            {
                staff.end(&old.id).await.map_err(|error| fault(error.into()))?;
            }
            let event = staff.event("staff.login", &account.name).with("role", account.role);
            let told = staff.tell(event.with("how", "password")).await;
            told.map_err(|error| fault(error.into()))?;
            Ok((cookie(&staff, &token), Redirect::to("/")).into_response())
        }
        Entry::Wrong => {
            // What was typed as a name may be a password.
            let event = staff.event("staff.refused", "visitor").with("why", "credentials");
            staff.tell(event).await.map_err(|error| fault(error.into()))?;
            let page = form(&staff, visit.text, Some(Notice(visit.text.wrong.into())));
            Ok((StatusCode::UNAUTHORIZED, page).into_response())
        }
        Entry::Wait(seconds) => {
            let event = staff.event("staff.refused", "visitor").with("why", "too-many");
            staff.tell(event).await.map_err(|error| fault(error.into()))?;
            let notice = Notice(format!("{} {seconds}", visit.text.wait));
            let after = [(header::RETRY_AFTER, seconds.to_string())];
            let page = form(&staff, visit.text, Some(notice));
            Ok((StatusCode::TOO_MANY_REQUESTS, after, page).into_response())
        }
    }
}

pub(in super::super) async fn leave(
    State(staff): State<Staff>,
    Extension(visit): Extension<Visit>,
) -> Answer {
    let done = async {
        let session = visit.session()?;
        staff.end(&session.id).await?;
        staff.sweep().await?;
        staff.tell(staff.event("staff.logout", &session.account.name)).await?;
        Ok(())
    };
    done.await.map_err(|fault: Fault| fault.told(&visit))?;
    let gone = [(header::SET_COOKIE, staff.0.settings.set_cookie("", 0))];
    Ok((gone, Redirect::to("/sign-in")).into_response())
}

/// Each role begins somewhere.
pub(in super::super) async fn home(Extension(visit): Extension<Visit>) -> Answer {
    let account: &Account = visit.account().map_err(|fault| fault.told(&visit))?;
    let first = match account.role {
        Role::Visitor => "/sign-in",
        Role::Agent | Role::Supervisor => "/talks",
        Role::Auditor => "/access",
        Role::Administrator => "/accounts",
    };
    Ok(Redirect::to(first).into_response())
}

/// The header that gives a session to the browser.
pub(in super::super) fn cookie(staff: &Staff, token: &str) -> [(HeaderName, String); 1] {
    let settings = &staff.0.settings;
    [(header::SET_COOKIE, settings.set_cookie(token, settings.lifetime()))]
}

/// Goes on by itself, as a page of this site: the session's cookie is not sent along from another.
pub(in super::super) fn entered(text: &'static Text) -> Html<String> {
    let body = html! {
        main.card.card--narrow #main {
            h1 { (text.entering) }
            meta http-equiv="refresh" content="0;url=/";
            p { a.button.button--main href="/" { (text.go_on) } }
        }
    };
    whole(text, text.entering, &body)
}

/// The form, below what there is to say.
pub(in super::super) fn form(
    staff: &Staff,
    text: &'static Text,
    notice: Option<Notice>,
) -> Html<String> {
    let field = |name: &str, label: &str, kind: &str, tokens: &str, hint: Option<&str>| {
        let described = hint.map(|_| format!("{name}-hint"));
        html! {
            div.field {
                label for=(name) { (label) }
                input id=(name) name=(name) type=(kind) autocomplete=(tokens) required
                    autocapitalize="none" spellcheck="false" aria-describedby=[described.clone()];
                @if let (Some(hint), Some(id)) = (hint, described) { p.hint id=(id) { (hint) } }
            }
        }
    };
    let body: Markup = html! {
        main.card.card--narrow #main {
            p.brand { span.bar__mark aria-hidden="true" {} (staff.0.people.site()) }
            h1 { (text.desk) }
            p.lead { (text.sign_in_lead) }
            @if let Some(Notice(notice)) = &notice { p.alert role="alert" { (notice) } }
            form.stack method="post" action="/sign-in" {
                (field("name", text.name, "text", "username", None))
                (field("password", text.password, "password", "current-password", None))
                (field("code", text.code, "text", "one-time-code", Some(text.code_hint)))
                button.button.button--main type="submit" { (text.sign_in) }
            }
            @if staff.0.oidc.is_some() {
                p.or { a.button href="/sign-in/provider" { (text.provider) } }
            }
        }
    };
    whole(text, text.sign_in, &body)
}
