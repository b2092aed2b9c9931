use crate::{Kind, Scanner, Settings};

fn sure(text: &str) -> Vec<(Kind, String)> {
    let own = Scanner::new(Settings::for_locale("es")).scan(text);
    let kinds = [Kind::ApiKey, Kind::PrivateKey];
    let own = own.into_iter().filter(|own| kinds.contains(&own.kind) && own.is_sure());
    own.map(|own| (own.kind, own.text(text).to_owned())).collect()
}

/// Keys are put together here, so that nobody takes these for such.
fn key(prefix: &str, length: usize) -> String {
    let rest = "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7".chars().cycle().take(length);
    prefix.chars().chain(rest).collect()
}

#[test]
fn keys_are_known_by_what_they_begin_with() {
    for (prefix, length) in [
        ("ghp_", 36),
        ("gho_", 36),
        ("github_pat_", 82),
        ("glpat-", 20),
        ("xoxb-", 40),
        ("sk_live_", 24),
        ("rk_live_", 24),
        ("AIza", 35),
        ("sk-", 48),
        ("sk-proj-", 48),
        ("sk-ant-", 90),
        ("SG.", 66),
        ("GOCSPX-", 28),
        ("pplx-", 48),
        ("r8_", 37),
        ("rzp_live_", 16),
        ("sq0atp-", 22),
        ("npm_", 36),
        ("hf_", 34),
        ("ya29.", 60),
    ] {
        let key = key(prefix, length);
        for text in [key.clone(), format!("mi clave: {key}."), format!("KEY={key}, gracias")] {
            assert_eq!(sure(&text), [(Kind::ApiKey, key.clone())], "{text}");
        }
    }
    let aws = "AKIAIOSFODNN7EXAMPLE";
    assert_eq!(sure(&format!("usa {aws} y ya")), [(Kind::ApiKey, aws.to_owned())]);
    // Telegram's, and Mercado Pago's of small letters and dashes.
    let bot = key("1234567890:AA", 33);
    let paying = "APP_USR-1234567890123456-112233-00aa11bb22cc33dd44ee55ff66007788-123456789";
    for own in [bot.as_str(), paying] {
        assert_eq!(sure(&format!("uso {own} y da 401")), [(Kind::ApiKey, own.to_owned())]);
    }
}

#[test]
fn web_tokens_are_found_whole() {
    let token = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U";
    for text in [token.to_owned(), format!("Authorization: Bearer {token}"), format!("({token}).")]
    {
        assert_eq!(sure(&text), [(Kind::ApiKey, token.to_owned())], "{text}");
    }
}

#[test]
fn others_are_known_by_their_word() {
    let random = "7f3Kq9Lm2Xw8Rz4Tb6";
    for text in [
        format!("api key: {random}"),
        format!("API_KEY={random}"),
        format!("api_key = \"{random}\""),
        format!("la clave de API es {random}"),
        format!("Bearer {random}"),
        format!("my access token is {random}."),
        format!("client_secret:{random}"),
    ] {
        assert_eq!(sure(&text), [(Kind::ApiKey, random.to_owned())], "{text}");
    }
    let key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY3";
    assert_eq!(sure(&format!("aws secret access key {key}")), [(Kind::ApiKey, key.to_owned())]);
    let text = "Authorization: Basic dXNlcjpwYXNzd29yZDEyMw==";
    assert_eq!(sure(text), [(Kind::ApiKey, "dXNlcjpwYXNzd29yZDEyMw==".to_owned())]);
    let key = "4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318";
    assert_eq!(sure(&format!("private key: {key}")), [(Kind::PrivateKey, key.to_owned())]);
}

#[test]
fn names_and_talk_about_keys_are_left_alone() {
    for text in [
        "the class sk-button-primary-large-container-fluid",
        "sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "where do I find my api key?",
        "api key: required for version 2",
        "el token ha caducado",
        "ghp_short1",
        "my secret is safe with you",
        "eyJ.a.b",
        "AKIAIOSFODNN7",
        "el portador (bearer) del pedido 2024-ABC",
        "task-force-2024-international-summit",
    ] {
        assert_eq!(sure(text), [], "{text}");
    }
}
