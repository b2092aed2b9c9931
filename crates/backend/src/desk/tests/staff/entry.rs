//! Signing in, and everything that must not.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};

use super::{
    super::super::staff::{AccountsError, Role},
    house::{Browser, House, ORIGIN, PASSWORD},
};
use crate::serve::Client;

#[tokio::test]
async fn name_password_and_code_together_sign_in_and_each_alone_does_not() {
    let house = House::new().await;
    let code = house.code("marta", 0);
    for (name, password, code) in [
        ("marta", "another password", code.as_str()),
        ("marta", PASSWORD, "000000"),
        ("marta", PASSWORD, ""),
        ("nobody", PASSWORD, &code),
        ("", "", ""),
    ] {
        let page = house.try_to_enter(name, password, code).await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED, "{name} {password} {code}");
        assert!(page.headers.get(header::SET_COOKIE).is_none());
        assert!(page.text.contains("no son correctos"), "the same is said to each");
    }
    let told = house.heard.take();
    let refused = told.iter().filter(|event| event.kind == "staff.refused").count();
    assert_eq!(refused, 5);
    assert!(!format!("{told:?}").contains("nobody"), "a typed name may be a password");
    let page = house.try_to_enter("marta", PASSWORD, &code).await;
    assert_eq!((page.status, page.location.as_deref()), (StatusCode::SEE_OTHER, Some("/")));
    let told = house.heard.take();
    assert!(told.iter().any(|event| event.kind == "staff.login" && event.actor == "marta"));
    { house }.visitor.rest().await;
}

#[tokio::test]
async fn no_code_is_good_twice() {
    let house = House::new().await;
    let code = house.code("marta", 0);
    assert_eq!(house.try_to_enter("marta", PASSWORD, &code).await.status, StatusCode::SEE_OTHER);
    assert_eq!(house.try_to_enter("marta", PASSWORD, &code).await.status, StatusCode::UNAUTHORIZED);
    // Of the last account that was made.
    let recovery = house.codes[0].clone();
    assert_eq!(
        house.try_to_enter("marta", PASSWORD, &recovery).await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(house.try_to_enter("ada", PASSWORD, &recovery).await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        house.try_to_enter("ada", PASSWORD, &recovery).await.status,
        StatusCode::UNAUTHORIZED
    );
    let shouted = house.codes[1].to_uppercase();
    assert_eq!(house.try_to_enter("ada", PASSWORD, &shouted).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn failures_make_a_name_wait_longer_and_longer_whether_or_not_it_is_one() {
    let house = House::new().await;
    for name in ["marta", "nobody"] {
        for _ in 0..5 {
            assert_eq!(
                house.try_to_enter(name, "wrong", "1").await.status,
                StatusCode::UNAUTHORIZED
            );
        }
        let page = house.try_to_enter(name, PASSWORD, &house.code("marta", 0)).await;
        assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS, "{name}: also with what is right");
        assert_eq!(page.headers[header::RETRY_AFTER], "30");
        house.world.pass(30);
        assert_eq!(house.try_to_enter(name, "wrong", "1").await.status, StatusCode::UNAUTHORIZED);
        let page = house.try_to_enter(name, "wrong", "1").await;
        assert_eq!(page.headers[header::RETRY_AFTER], "60", "{name}");
        house.world.pass(60);
    }
    let page = house.try_to_enter("marta", PASSWORD, &house.code("marta", 0)).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    // What was right is forgotten as a failure.
    assert_eq!(house.try_to_enter("marta", "wrong", "1").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn who_is_not_signed_in_asks_so_often_from_an_address_and_no_flood_is_written_down() {
    let house = House::new().await;
    let marta = house.enter("marta").await;
    house.heard.take();
    let ask = async |browser: &Browser, from: [u8; 4]| {
        let mut request = Request::get("/talks").body(Body::empty()).unwrap();
        if let Some(cookie) = &browser.cookie {
            request.headers_mut().insert(header::COOKIE, cookie.parse().unwrap());
        }
        request.extensions_mut().insert(Client::at(from.into()));
        house.send(request).await
    };
    let nobody = Browser::default();
    let mut refused = 0;
    for _ in 0..300 {
        let page = ask(&nobody, [192, 0, 2, 1]).await;
        if page.status == StatusCode::TOO_MANY_REQUESTS {
            assert!(page.headers.contains_key(header::RETRY_AFTER));
            refused += 1;
        } else {
            assert_eq!(page.status, StatusCode::SEE_OTHER);
        }
    }
    assert!((100..=120).contains(&refused), "{refused}");
    assert_eq!(ask(&nobody, [192, 0, 2, 2]).await.status, StatusCode::SEE_OTHER, "another address");
    assert_eq!(ask(&marta, [192, 0, 2, 1]).await.status, StatusCode::OK, "who is signed in");
    let told = house.heard.take();
    let count = |kind: &str| told.iter().filter(|event| event.kind == kind).count();
    assert_eq!((count("limit.shed"), count("staff.refused")), (1, 301 - refused));
    assert!(!format!("{told:?}").contains("192.0.2.1\""), "no whole address");
    { house }.visitor.rest().await;
}

#[tokio::test]
async fn a_session_s_cookie_is_the_browser_s_alone_and_ends_by_itself() {
    let house = House::new().await;
    let page = house.try_to_enter("marta", PASSWORD, &house.code("marta", 0)).await;
    let cookie = page.headers[header::SET_COOKIE].to_str().unwrap();
    for part in ["sigilo-staff=", "; HttpOnly", "; SameSite=Strict", "; Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let stored = std::fs::read(house.world.folder.path().join("desk/staff.db-wal")).unwrap();
    let value = cookie.split([';', '=']).nth(1).unwrap();
    assert!(!stored.windows(value.len()).any(|window| window == value.as_bytes()));
    let status = async |browser: &Browser| house.get(browser, "/talks").await.status;
    let browser = house.enter("marta").await;
    for _ in 0..3 {
        house.world.pass(29 * 60);
        assert_eq!(status(&browser).await, StatusCode::OK, "each request begins its time anew");
    }
    house.world.pass(30 * 60);
    assert_eq!(status(&browser).await, StatusCode::SEE_OTHER, "idle");
    let browser = house.enter("marta").await;
    for _ in 0..24 {
        house.world.pass(25 * 60);
        status(&browser).await;
    }
    assert_eq!(status(&browser).await, StatusCode::SEE_OTHER, "ten hours");
    let browser = house.enter("marta").await;
    assert_eq!(house.post(&browser, "/sign-out", &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(status(&browser).await, StatusCode::SEE_OTHER, "signed out");
    let forged = Browser { cookie: Some("sigilo-staff=AAAA".into()), ..Browser::default() };
    assert_eq!(status(&forged).await, StatusCode::SEE_OTHER);
    { house }.visitor.rest().await;
}

#[tokio::test]
async fn another_site_s_form_does_nothing() {
    let house = House::new().await;
    let (browser, talk) = (house.enter("marta").await, house.talk().await);
    let post = async |from: Option<&str>, site: Option<&str>, csrf: &str| {
        let mut request = Request::post(format!("{talk}/take"))
            .header(header::COOKIE, browser.cookie.clone().unwrap())
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        if let Some(from) = from {
            request = request.header(header::ORIGIN, from);
        }
        if let Some(site) = site {
            request = request.header("sec-fetch-site", site);
        }
        house.send(request.body(Body::from(format!("csrf={csrf}"))).unwrap()).await.status
    };
    let csrf = browser.csrf.as_str();
    for (from, site, csrf) in [
        (None, None, csrf),
        (Some("https://evil.example"), None, csrf),
        (Some(ORIGIN), Some("cross-site"), csrf),
        (Some("null"), Some("same-origin"), csrf),
        (Some(ORIGIN), Some("same-origin"), ""),
        (Some(ORIGIN), Some("same-origin"), "AAAA"),
    ] {
        assert_eq!(post(from, site, csrf).await, StatusCode::FORBIDDEN, "{from:?} {site:?} {csrf}");
    }
    assert!(house.people.list().await.unwrap()[0].taken_by.is_none());
    assert_eq!(post(Some(ORIGIN), Some("same-origin"), csrf).await, StatusCode::SEE_OTHER);
    assert_eq!(house.people.list().await.unwrap()[0].taken_by.as_deref(), Some("marta"));
    { house }.visitor.hear(1).await;
}

#[tokio::test]
async fn what_an_administrator_changes_counts_at_once() {
    let house = House::new().await;
    let (ada, marta) = (house.enter("ada").await, house.enter("marta").await);
    let role = [("role", "auditor")];
    assert_eq!(house.post(&ada, "/accounts/marta/role", &role).await.status, StatusCode::SEE_OTHER);
    assert_eq!(house.get(&marta, "/talks").await.status, StatusCode::SEE_OTHER, "signed out");
    let marta = house.enter("marta").await;
    assert_eq!(house.get(&marta, &house.talk().await).await.status, StatusCode::FORBIDDEN);
    let off = [("disabled", "true")];
    assert_eq!(house.post(&ada, "/accounts/marta/state", &off).await.status, StatusCode::SEE_OTHER);
    assert_eq!(house.get(&marta, "/access").await.status, StatusCode::SEE_OTHER);
    house.world.pass(30);
    let page = house.try_to_enter("marta", PASSWORD, &house.code("marta", 0)).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    // Nobody changes themselves, and one administrator stays.
    for (path, form) in [("role", role), ("state", off)] {
        let page = house.post(&ada, &format!("/accounts/ada/{path}"), &[form[0]]).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{path}");
    }
    let last = house.accounts.set_disabled("ada", true);
    assert!(matches!(last, Err(AccountsError::Last(name)) if name == "ada"));
    assert!(matches!(house.accounts.set_role("ada", Role::Agent), Err(AccountsError::Last(_))));
    let page = house.post(&ada, "/accounts/nobody/role", &role).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_picture_is_named_where_the_account_is_and_leads_nowhere() {
    let house = House::new().await;
    let (ada, marta) = (house.enter("ada").await, house.enter("marta").await);
    for hostile in ["", "a/b", "../a", "https:a", "a.webp", "a%2f", "a b", "<b>", "ána"] {
        let set = house.accounts.set_picture("marta", Some(hostile));
        assert!(matches!(set, Err(AccountsError::Picture)), "{hostile}");
    }
    let unknown = house.accounts.set_picture("nobody", Some("a"));
    assert!(matches!(unknown, Err(AccountsError::Unknown(name)) if name == "nobody"));
    assert!(!house.get(&marta, "/me").await.text.contains(".webp"));
    house.accounts.set_picture("marta", Some("marta-2")).unwrap();
    for (browser, page) in [(&marta, "/me"), (&ada, "/accounts")] {
        let text = house.get(browser, page).await.text;
        assert_eq!(text.matches("marta-2.webp").count(), 1, "{page}, whose session goes on");
        assert!(!text.contains("<img"), "the desk has no such file");
    }
    house.accounts.set_picture("marta", None).unwrap();
    assert!(!house.get(&marta, "/me").await.text.contains(".webp"));
    { house }.visitor.rest().await;
}

#[tokio::test]
async fn a_new_device_ends_the_old_one_and_its_sessions() {
    let mut house = House::new().await;
    let (marta, old) = (house.enter("marta").await, house.secrets["marta"].clone());
    let given = house.accounts.reset_totp("insurer.example", "marta").unwrap();
    assert_eq!(house.get(&marta, "/talks").await.status, StatusCode::SEE_OTHER);
    house.world.pass(60);
    assert_ne!(given.secret, old);
    let page = house.try_to_enter("marta", PASSWORD, &house.code("marta", 0)).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    house.secrets.insert("marta", given.secret);
    let marta = house.enter("marta").await;
    assert!(matches!(house.accounts.set_password("marta", "short"), Err(AccountsError::Password)));
    house.accounts.set_password("marta", "another long password").unwrap();
    assert_eq!(house.get(&marta, "/talks").await.status, StatusCode::SEE_OTHER);
    house.world.pass(30);
    for (password, status) in
        [(PASSWORD, StatusCode::UNAUTHORIZED), ("another long password", StatusCode::SEE_OTHER)]
    {
        let page = house.try_to_enter("marta", password, &house.code("marta", 0)).await;
        assert_eq!(page.status, status, "{password}");
    }
}
