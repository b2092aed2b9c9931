//! The accounts, for who manages them.

use axum::{
    Extension,
    extract::{Path, State},
    response::{IntoResponse as _, Redirect},
};
use maud::{Markup, html};

use super::{
    super::{Account, Role, Staff, guard::Visit},
    Answer, Fault, csrf, page,
};

pub(in super::super) async fn show(
    State(staff): State<Staff>,
    Extension(visit): Extension<Visit>,
) -> Answer {
    let text = visit.text;
    let list = staff.0.accounts.list().map_err(|error| Fault::from(error).told(&visit))?;
    let content = html! {
        h1 { (text.accounts) }
        p.lead { (text.accounts_lead) }
        ul.rows {
            @for account in &list { (row(&visit, account)) }
        }
    };
    Ok(page(&visit, text.accounts, "/accounts", &content).into_response())
}

fn row(visit: &Visit, account: &Account) -> Markup {
    let text = visit.text;
    let is_own = visit.account().is_ok_and(|own| own.name == account.name);
    let action = |what: &str| format!("/accounts/{}/{what}", account.name);
    let id = format!("role-{}", account.name);
    html! {
        li.card.row {
            div.row__main {
                h2.row__title { (account.shown) }
                p.row__facts {
                    span { (account.name) }
                    @if let Some(own) = &account.picture { span { (own) ".webp" } }
                    span { (if account.is_local { text.local } else { text.elsewhere }) }
                    span.tag.tag--alert[account.disabled] {
                        (if account.disabled { text.disabled } else { text.active })
                    }
                    @if is_own { span.tag { (text.is_you) } }
                }
            }
            @if !is_own {
                form.inline method="post" action=(action("role")) {
                    (csrf(visit))
                    label.quiet for=(id) { (text.role) }
                    select id=(id) name="role" {
                        @for role in Role::OF_ACCOUNTS {
                            option value=(role) selected[account.role == role] { (text.role(role)) }
                        }
                    }
                    button.button type="submit" { (text.save) }
                }
                form.inline method="post" action=(action("state")) {
                    (csrf(visit))
                    input type="hidden" name="disabled" value=(!account.disabled);
                    button.button.button--quiet type="submit" {
                        (if account.disabled { text.enable } else { text.disable })
                    }
                }
            } @else { p.quiet { (text.role(account.role)) } }
        }
    }
}

pub(in super::super) async fn role(
    State(staff): State<Staff>,
    Extension(visit): Extension<Visit>,
    Path(name): Path<String>,
) -> Answer {
    let change = async {
        let role = Role::parse(visit.field("role")).ok_or(Fault::Form)?;
        is_other(&visit, &name)?;
        staff.0.accounts.set_role(&name, role)?;
        told(&staff, &visit, &name, "role", role.name()).await
    };
    change.await.map_err(|fault| fault.told(&visit))?;
    Ok(Redirect::to("/accounts").into_response())
}

pub(in super::super) async fn state(
    State(staff): State<Staff>,
    Extension(visit): Extension<Visit>,
    Path(name): Path<String>,
) -> Answer {
    let change = async {
        let disabled: bool = visit.field("disabled").parse().map_err(|_| Fault::Form)?;
        is_other(&visit, &name)?;
        staff.0.accounts.set_disabled(&name, disabled)?;
        told(&staff, &visit, &name, "disabled", if disabled { "true" } else { "false" }).await
    };
    change.await.map_err(|fault| fault.told(&visit))?;
    Ok(Redirect::to("/accounts").into_response())
}

/// Nobody gives themselves another role, or locks themselves out.
fn is_other(visit: &Visit, name: &str) -> Result<(), Fault> {
    if visit.account()?.name == name { Err(Fault::Denied) } else { Ok(()) }
}

async fn told(
    staff: &Staff,
    visit: &Visit,
    name: &str,
    what: &str,
    value: &str,
) -> Result<(), Fault> {
    let event = staff.event("staff.account", &visit.account()?.name).with("account", name);
    Ok(staff.tell(event.with(what, value)).await?)
}
