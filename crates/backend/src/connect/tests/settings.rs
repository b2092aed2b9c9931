use std::path::PathBuf;

use crate::{
    Clock,
    connect::{BotError, BotSettings},
    events::Events,
};

fn open(json: &str) -> Result<(String, bool), BotError> {
    let settings: BotSettings = serde_json::from_str(json).unwrap();
    let (quick, slow) = settings.open(Clock::system(), Events::default())?;
    Ok((quick.answer("¿qué cubre el seguro de hogar?", "es").text, slow.is_some()))
}

fn rules() -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("demo/insurer");
    let file = |lang: &str| folder.join(format!("knowledge.{lang}.json"));
    format!(r#""rules": {{"es": {:?}, "en": {:?}}}"#, file("es"), file("en"))
}

#[test]
fn rules_alone_ask_nobody_else() {
    assert!(matches!(open("{}"), Err(BotError::NoRules)));
    let (answer, is_slow) = open(&format!("{{{}}}", rules())).unwrap();
    assert!(!is_slow && !answer.is_empty());
    assert!(matches!(open(r#"{"rules": {"es": "/nowhere"}}"#), Err(BotError::NoRules)));
    let none = r#"{"rules": {"es": "/nowhere/a", "en": "/nowhere/b"}}"#;
    assert!(matches!(open(none), Err(BotError::File(..))));
}

#[test]
fn a_bot_elsewhere_has_rules_or_an_honest_sentence_beside_it() {
    let model = r#""kind": "openai", "openai": {"url": "http://127.0.0.1:1/v1", "model": "m"}"#;
    let (answer, is_slow) = open(&format!("{{{model}}}")).unwrap();
    assert!(is_slow && answer.contains("sin tu permiso no le llega nada"), "{answer}");
    let (answer, is_slow) = open(&format!("{{{model}, {}}}", rules())).unwrap();
    assert!(is_slow && !answer.contains("permiso"), "{answer}");
    let own = format!(r#"{{{model}, "not_allowed": {{"es": "no puedo"}}}}"#);
    assert_eq!(open(&own).unwrap().0, "no puedo");
    let empty = format!(r#"{{{model}, "greeting": {{"es": ""}}}}"#);
    assert!(matches!(open(&empty), Err(BotError::Words("greeting"))));
}

#[test]
fn a_setting_that_is_not_one_is_refused() {
    for wrong in [r#"{"kin": "rules"}"#, r#"{"kind": "magic"}"#, r#"{"passing": {"vendr": {}}}"#] {
        assert!(serde_json::from_str::<BotSettings>(wrong).is_err(), "{wrong}");
    }
    let told = serde_json::to_string(&BotSettings::default()).unwrap();
    assert_eq!(serde_json::from_str::<BotSettings>(&told).unwrap(), BotSettings::default());
}
