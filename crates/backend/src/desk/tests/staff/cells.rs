//! Each route for each role, as the table says and in no other way.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};

use super::{
    super::super::staff::{ROUTES, Role, Route, Tells, route_table},
    house::{Browser, House, STAFF},
};

/// Somebody of a role, and the browser they are signed in with.
async fn everybody(house: &House) -> Vec<(Role, &'static str, Browser)> {
    let mut all = vec![(Role::Visitor, "visitor", Browser::default())];
    for (name, _, role) in STAFF {
        all.push((role, name, house.enter(name).await));
    }
    all
}

#[tokio::test]
async fn every_cell_of_the_table_is_as_it_says() {
    let house = House::new().await;
    let talk = house.talk().await;
    let all = everybody(&house).await;
    let mut cells = 0;
    for route in ROUTES {
        let path = route.path.replace("/talks/{talk}", &talk).replace("{account}", "nobody");
        let path = path.replace("{file}", "nothing");
        for (role, actor, browser) in &all {
            // It ends the session that the next rows are asked with.
            let mut browser = browser.clone();
            if route.path == "/sign-out" && *role != Role::Visitor {
                house.world.pass(30);
                browser = house.enter(actor).await;
            }
            house.heard.take();
            let page = if route.method == Method::GET {
                house.get(&browser, &path).await
            } else if path.ends_with("/files") {
                house.post_file(&browser, &path, "a.pdf", b"%PDF-1.7").await
            } else {
                house.post(&browser, &path, &[("text", "x")]).await
            };
            let what = format!("{role}: {} {}", route.method, route.path);
            let told = house.heard.take();
            let refused = told.iter().filter(|event| event.kind == "staff.refused");
            let refused: Vec<_> = refused.filter(|own| own.details["why"] == "role").collect();
            let is_allowed = route.who.contains(role);
            assert_eq!(refused.is_empty(), is_allowed, "{what}");
            if is_allowed {
                assert_ne!(page.status, StatusCode::FORBIDDEN, "{what}");
                assert!(!page.status.is_server_error(), "{what}: {}", page.text);
                assert!(tells(route, actor, &told), "{what}: {told:?}");
            } else {
                let is_form = *role == Role::Visitor && route.method == Method::GET;
                let expected = match (is_form, *role) {
                    (true, _) => StatusCode::SEE_OTHER,
                    (false, Role::Visitor) => StatusCode::UNAUTHORIZED,
                    _ => StatusCode::FORBIDDEN,
                };
                assert_eq!(page.status, expected, "{what}");
                assert_eq!(page.location.as_deref(), is_form.then_some("/sign-in"), "{what}");
                assert_eq!(
                    (&*refused[0].actor, &*refused[0].details["role"]),
                    (*actor, role.name())
                );
            }
            cells += 1;
        }
    }
    assert_eq!(cells, ROUTES.len() * 5);
    // What it has said while all that was asked of it.
    { house }.visitor.rest().await;
}

/// Whether what was told is what the row says, by this name.
fn tells(route: &Route, actor: &str, told: &[crate::events::Event]) -> bool {
    let kinds: BTreeSet<&str> = told.iter().map(|event| event.kind.as_str()).collect();
    let is_told = |kind| told.iter().any(|event| event.kind == kind && event.actor == actor);
    match route.tells {
        Tells::Nothing => !kinds.contains("staff.viewed") && !kinds.contains("staff.wrote"),
        Tells::Viewed => is_told("staff.viewed"),
        Tells::Wrote => is_told("staff.wrote"),
    }
}

#[test]
fn an_auditor_changes_nothing_and_no_role_has_all() {
    let writes = |route: &&Route| route.tells == Tells::Wrote;
    assert!(ROUTES.iter().filter(writes).count() > 5);
    assert!(ROUTES.iter().filter(writes).all(|route| !route.who.contains(&Role::Auditor)));
    for role in Role::ALL {
        assert!(ROUTES.iter().any(|route| !route.who.contains(&role)), "{role}");
    }
    // Whatever changes something that is kept tells so.
    let own = ["/sign-in", "/sign-out", "/me", "/talks/{talk}/typing", "/talks/{talk}/read"];
    let acts = ROUTES.iter().filter(|route| route.method == Method::POST);
    assert!(acts.filter(|route| !own.contains(&route.path)).all(|route| writes(&route)));
}

#[test]
fn the_document_has_the_table_as_it_is() {
    let document = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/staff.md");
    let document = std::fs::read_to_string(document).unwrap();
    assert!(document.contains(&route_table()), "docs/staff.md has to say:\n{}", route_table());
}

#[tokio::test]
async fn every_answer_has_a_strict_policy_and_is_kept_nowhere() {
    let house = House::new().await;
    let browser = house.enter("marta").await;
    let talk = house.talk().await;
    for path in ["/sign-in", "/staff.css", "/talks", &talk, "/accounts", "/nowhere"] {
        let headers = house.get(&browser, path).await.headers;
        let policy = headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
        assert_eq!(headers["cache-control"], "no-store");
        assert_eq!(headers["x-content-type-options"], "nosniff");
    }
}
