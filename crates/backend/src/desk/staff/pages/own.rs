//! The own account.

use axum::{
    Extension,
    extract::State,
    response::{IntoResponse as _, Redirect},
};
use maud::html;

use super::{
    super::{Staff, guard::Visit},
    Answer, Fault, csrf, page,
};

pub(in super::super) async fn show(
    State(staff): State<Staff>,
    Extension(visit): Extension<Visit>,
) -> Answer {
    let fault = |fault: Fault| fault.told(&visit);
    let (account, text) = (visit.account().map_err(fault)?, visit.text);
    let left = staff.0.accounts.codes_left(&account.name);
    let left = left.map_err(|error| fault(error.into()))?;
    let content = html! {
        section.card.card--narrow {
            h1 { (text.me) }
            dl.facts {
                dt { (text.name) } dd { (account.name) }
                dt { (text.shown_as) } dd { (account.shown) }
                @if let Some(own) = &account.picture {
                    dt { (text.picture) } dd { (own) ".webp" }
                }
                dt { (text.role) } dd { (text.role(account.role)) }
                @if account.is_local { dt { (text.codes_left) } dd { (left) } }
            }
            form.stack method="post" action="/me" {
                (csrf(&visit))
                div.field {
                    label for="lang" { (text.language) }
                    select id="lang" name="lang" {
                        @for (lang, label) in [("es", "Español"), ("en", "English")] {
                            option value=(lang) lang=(lang) selected[account.lang == lang] { (label) }
                        }
                    }
                }
                button.button.button--main type="submit" { (text.save) }
            }
        }
    };
    Ok(page(&visit, text.me, "/me", &content).into_response())
}

pub(in super::super) async fn change(
    State(staff): State<Staff>,
    Extension(visit): Extension<Visit>,
) -> Answer {
    let change = || {
        let account = visit.account()?;
        Ok(staff.0.accounts.set_lang(&account.name, visit.field("lang"))?)
    };
    change().map_err(|fault: Fault| fault.told(&visit))?;
    Ok(Redirect::to("/me").into_response())
}
