use crate::{
    Clock,
    bot::RuleBot,
    connect::{BotError, BotSettings},
};

fn open(json: &str, rules: Option<RuleBot>) -> Result<(String, bool), BotError> {
    let settings: BotSettings = serde_json::from_str(json).unwrap();
    let (quick, slow) = settings.open(rules, Clock::system(), false)?;
    Ok((quick.answer("¿qué cubre el seguro de hogar?", "es").text, slow.is_some()))
}

fn rules() -> Option<RuleBot> {
    let files = ["es", "en"].map(|lang| {
        let root = env!("CARGO_MANIFEST_DIR");
        std::fs::read_to_string(format!("{root}/demo/insurer/knowledge.{lang}.json")).unwrap()
    });
    let file = |name: &str| {
        std::fs::read(format!("{}/demo/insurer/files/{name}", env!("CARGO_MANIFEST_DIR"))).ok()
    };
    Some(RuleBot::with_files(&files[0], &files[1], &file).unwrap())
}

#[test]
fn rules_alone_ask_nobody_else() {
    assert!(matches!(open("{}", None), Err(BotError::NoRules)));
    let (answer, is_slow) = open("{}", rules()).unwrap();
    assert!(!is_slow && !answer.is_empty());
}

#[test]
fn a_bot_elsewhere_has_rules_or_an_honest_sentence_beside_it() {
    let model = r#""kind": "openai", "openai": {"url": "http://127.0.0.1:1/v1", "model": "m"}"#;
    let (answer, is_slow) = open(&format!("{{{model}}}"), None).unwrap();
    assert!(is_slow && answer.contains("sin tu permiso no le llega nada"), "{answer}");
    let (answer, is_slow) = open(&format!("{{{model}}}"), rules()).unwrap();
    assert!(is_slow && !answer.contains("permiso"), "{answer}");
    let own = format!(r#"{{{model}, "not_allowed": {{"es": "no puedo"}}}}"#);
    assert_eq!(open(&own, None).unwrap().0, "no puedo");
    let empty = format!(r#"{{{model}, "greeting": {{"es": ""}}}}"#);
    assert!(matches!(open(&empty, None), Err(BotError::Words("greeting"))));
}

#[test]
fn a_setting_that_is_not_one_is_refused() {
    for wrong in [r#"{"kin": "rules"}"#, r#"{"kind": "magic"}"#, r#"{"passing": {"vendr": {}}}"#] {
        assert!(serde_json::from_str::<BotSettings>(wrong).is_err(), "{wrong}");
    }
}

#[cfg(feature = "demo")]
#[test]
fn the_example_of_the_page_is_a_right_configuration() {
    let page = include_str!("../../../../../docs/bots.md");
    let example = page.split("```toml").nth(1).unwrap().split("```").next().unwrap();
    let text = format!("[[site]]\nname = \"shop.example\"\n{example}");
    let settings = crate::settings::Settings::of_text(&text).unwrap();
    let bot = &settings.sites[0].bot;
    assert_eq!(bot.passing.vendor.name, "Acme AI Ltd.");
    assert_eq!(bot.openai.extra["temperature"], 0.2);
    assert!(bot.webhook.key.is_some() && bot.openai.key.is_some());
}
