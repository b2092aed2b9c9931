//! Every page and every act, and who may: the router, the guard and docs/staff.md are made of this.

use std::fmt::Write as _;

use axum::{
    Router,
    http::Method,
    middleware::from_fn_with_state,
    routing::{MethodFilter, MethodRouter, on},
};

use super::{
    Role::{self, Administrator, Agent, Auditor, Supervisor, Visitor},
    Staff, guard, oidc,
    pages::{accounts, assets, entry, figures, log, own, talk, talks},
};

/// What an access is told as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::desk) enum Tells {
    /// Nothing: a file that is the same for everybody, or something that tells for itself.
    Nothing,
    /// `staff.viewed`.
    Viewed,
    /// `staff.wrote`.
    Wrote,
}

/// A row.
pub(in crate::desk) struct Route {
    pub(in crate::desk) method: Method,
    pub(in crate::desk) path: &'static str,
    pub(in crate::desk) who: &'static [Role],
    pub(in crate::desk) tells: Tells,
    /// What it is for, in the document's words.
    does: &'static str,
    serve: fn(MethodFilter) -> MethodRouter<Staff>,
}

const ALL: &[Role] = &Role::ALL;
const SIGNED_IN: &[Role] = &Role::OF_ACCOUNTS;

macro_rules! routes {
    ($($method:ident $path:literal $who:expr, $tells:ident, $serve:path, $does:literal;)*) => {
        &[$(Route {
            method: Method::$method,
            path: $path,
            who: $who,
            tells: Tells::$tells,
            does: $does,
            serve: |filter| on(filter, $serve),
        }),*]
    };
}

pub(in crate::desk) static ROUTES: &[Route] = routes! {
    GET "/sign-in" ALL, Nothing, entry::show, "the form to sign in";
    POST "/sign-in" ALL, Nothing, entry::enter, "sign in by name, password and code";
    GET "/sign-in/provider" ALL, Nothing, oidc::start, "go to the OpenID provider";
    GET "/sign-in/return" ALL, Nothing, oidc::finish, "come back from it";
    GET "/staff.css" ALL, Nothing, assets::style, "the pages' style";
    GET "/staff.js" ALL, Nothing, assets::script, "the pages' script";
    GET "/" SIGNED_IN, Nothing, entry::home, "go to the role's first page";
    POST "/sign-out" SIGNED_IN, Nothing, entry::leave, "end the own session";
    GET "/me" SIGNED_IN, Viewed, own::show, "see the own account";
    POST "/me" SIGNED_IN, Nothing, own::change, "choose the language of the own pages";
    GET "/talks" &[Agent, Supervisor, Auditor], Viewed, talks::show, "the conversations, without a word of them";
    GET "/talks/live" &[Agent, Supervisor, Auditor], Nothing, talks::live, "that the list has changed";
    GET "/talks/{talk}" &[Agent, Supervisor], Viewed, talk::show, "a conversation; its words for agents, and for a supervisor who looks on";
    GET "/talks/{talk}/live" &[Agent, Supervisor], Viewed, talk::live, "the same, as it goes on";
    GET "/talks/{talk}/files/{file}" &[Agent, Supervisor], Viewed, talk::files::save, "save a file that was sent there: agents, and a supervisor who looks on";
    POST "/talks/{talk}/files" &[Agent], Wrote, talk::files::send, "send a file, in a conversation that one has taken";
    POST "/talks/{talk}/take" &[Agent], Wrote, talk::acts::take, "answer in the bot's place";
    POST "/talks/{talk}/typing" &[Agent], Nothing, talk::beside::typing, "that one writes, in a conversation that one has taken";
    POST "/talks/{talk}/read" &[Agent], Nothing, talk::beside::read, "up to which message one has read";
    POST "/talks/{talk}/say" &[Agent], Wrote, talk::acts::say, "say something, in a conversation that one has taken";
    POST "/talks/{talk}/back" &[Agent, Supervisor], Wrote, talk::acts::back, "hand it back to the bot: who has taken it, or a supervisor";
    POST "/talks/{talk}/watch" &[Supervisor], Wrote, talk::acts::watch, "look on, which the visitor is told";
    POST "/talks/{talk}/unwatch" &[Supervisor], Wrote, talk::acts::unwatch, "look on no longer";
    GET "/figures" &[Supervisor], Viewed, figures::hour, "how many, how fast, how often, in the last hour; nothing of whom";
    GET "/figures/live" &[Supervisor], Nothing, figures::hour_live, "the same, as it goes on";
    GET "/figures/day" &[Supervisor], Viewed, figures::day, "the same of the last day";
    GET "/figures/day/live" &[Supervisor], Nothing, figures::day_live, "the same, as it goes on";
    GET "/access" &[Auditor], Viewed, log::show, "who did what at these pages";
    GET "/accounts" &[Administrator], Viewed, accounts::show, "the accounts";
    POST "/accounts/{account}/role" &[Administrator], Wrote, accounts::role, "give an account another role";
    POST "/accounts/{account}/state" &[Administrator], Wrote, accounts::state, "keep an account from signing in, or let it again";
};

/// The router, made of the rows and nothing else.
pub(super) fn router(staff: Staff) -> Router {
    let mut router = Router::new();
    for route in ROUTES {
        let filter =
            if route.method == Method::GET { MethodFilter::GET } else { MethodFilter::POST };
        let guarded = from_fn_with_state((staff.clone(), route), guard::check);
        router = router.route(route.path, (route.serve)(filter).route_layer(guarded));
    }
    router.layer(axum::middleware::from_fn(guard::headers)).with_state(staff)
}

/// The table of route and role, as docs/staff.md has it.
pub fn table() -> String {
    let mut table = String::from("| route |");
    for role in Role::ALL {
        let _ = write!(table, " {role} |");
    }
    table.push_str(" what |\n|---|");
    table.push_str(&"---|".repeat(Role::ALL.len() + 1));
    for Route { method, path, who, does, .. } in ROUTES {
        let _ = write!(table, "\n| `{method} {path}` |");
        for role in Role::ALL {
            table.push_str(if who.contains(&role) { " yes |" } else { " |" });
        }
        let _ = write!(table, " {does} |");
    }
    table.push('\n');
    table
}

/// Whether it is a file, which costs nothing.
pub(super) fn is_file(route: &Route) -> bool {
    ["/staff.css", "/staff.js"].contains(&route.path)
}

/// Whether visitors may ask for a row: nobody has to be signed in for it.
pub(super) fn is_for_all(route: &Route) -> bool {
    route.who.contains(&Visitor)
}
