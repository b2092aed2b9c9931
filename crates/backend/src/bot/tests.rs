//! What visitors really type, and what the bot must make of it.

use std::time::Instant;

use super::*;
use crate::demo::SECTORS;

fn bot() -> RuleBot {
    RuleBot::demo().unwrap()
}

fn topic<'a>(bot: &'a RuleBot, text: &str, lang: &str) -> &'a str {
    bot.find(text, lang).1.map_or("-", |topic| &topic.id)
}

/// `questions.tsv`: language, topic (or `-` for "I do not know"), question.
fn table() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    include_str!("questions.tsv").lines().map(|line| {
        let mut cells = line.splitn(3, '\t');
        (cells.next().unwrap(), cells.next().unwrap(), cells.next().unwrap())
    })
}

#[test]
fn real_questions_reach_their_topic() {
    let bot = bot();
    assert!(table().count() > 150);
    let wrong: Vec<_> = table()
        .map(|(lang, wanted, text)| (text, wanted, topic(&bot, text, lang)))
        .filter(|(_, wanted, got)| wanted != got)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_language_of_the_question_wins_over_the_pages() {
    let bot = bot();
    for (lang, wanted, text) in table().filter(|(_, wanted, _)| *wanted != "-") {
        let page = if lang == "es" { "en" } else { "es" };
        // One word alone can belong to both ("Hola" does not, "chatgpt" does).
        if text.split_whitespace().count() > 2 {
            let (knowledge, found) = bot.find(text, page);
            assert_eq!(knowledge.language, Language::of(lang), "{text}");
            assert_eq!(found.map(|topic| topic.id.as_str()), Some(wanted), "{text}");
        }
    }
}

#[test]
fn every_suggestion_asks_for_its_own_topic() {
    for sector in SECTORS {
        let bot = sector.bot().unwrap();
        for (file, lang) in sector.knowledge().into_iter().zip(["es", "en"]) {
            let file: serde_json::Value = serde_json::from_str(file).unwrap();
            for told in file["topics"].as_array().unwrap() {
                let ask = told["ask"].as_str().unwrap();
                assert_eq!(topic(&bot, ask, lang), told["id"], "{} {ask}", sector.name);
                let next = bot.answer(ask, lang).suggestions;
                assert!((1..=4).contains(&next.len()) && !next.contains(&ask.to_owned()), "{ask}");
            }
        }
    }
}

#[test]
fn the_bank_s_and_the_clinic_s_visitors_reach_their_topic() {
    for (sector, table) in [(SECTORS[1], BANK), (SECTORS[2], CLINIC)] {
        let bot = sector.bot().unwrap();
        let wrong: Vec<_> = table
            .iter()
            .map(|(lang, wanted, text)| (text, wanted, topic(&bot, text, lang)))
            .filter(|(_, wanted, got)| *wanted != got)
            .collect();
        assert!(wrong.is_empty(), "{}: {wrong:#?}", sector.name);
    }
}

const BANK: &[(&str, &str, &str)] = &[
    ("es", "fraud", "hay un cargo raro en mi cuenta"),
    ("es", "fraud", "me ha llegado un SMS sospechoso con un enlace"),
    ("es", "card", "me han robado la cartera"),
    ("es", "transfer", "cuanto tarda en llegar una transferencia"),
    ("es", "fees", "¿me cobráis comisión de mantenimiento?"),
    ("es", "close", "quiero cancelar mi cuenta"),
    ("es", "mortgage", "quiero un préstamo"),
    ("es", "privacy", "quiero borrar mis datos"),
    ("es", "person", "pásame con una persona"),
    ("es", "-", "receta de croquetas"),
    ("en", "fraud", "I didn't make this payment, it is a strange charge"),
    ("en", "card", "someone stole my wallet, block my card"),
    ("en", "transfer", "when does an instant transfer arrive?"),
    ("en", "abroad", "can I use the card when I travel?"),
    ("en", "open", "I want to open an account"),
    ("en", "privacy", "delete my data"),
    ("en", "-", "who won the match?"),
];

const CLINIC: &[(&str, &str, &str)] = &[
    ("es", "emergency", "tengo un dolor en el pecho muy fuerte"),
    ("es", "emergency", "mi padre no puede respirar"),
    ("es", "symptoms", "me duele la cabeza desde ayer"),
    ("es", "appointment", "quiero una cita con el dermatólogo"),
    ("es", "cancel", "tengo que anular la cita de mañana"),
    ("es", "results", "¿están ya mis resultados?"),
    ("es", "record", "necesito una copia de mi historia clínica"),
    ("es", "insurance", "¿trabajáis con mi aseguradora?"),
    ("es", "privacy", "¿qué hacéis con mis datos?"),
    ("es", "-", "¿quién ganó el partido?"),
    ("en", "emergency", "I have chest pain"),
    ("en", "emergency", "my father can't breathe"),
    ("en", "symptoms", "I have a fever and a cough"),
    ("en", "appointment", "I would like to book an appointment"),
    ("en", "tests", "do I need to be fasting for the blood test?"),
    ("en", "price", "how much does it cost?"),
    ("en", "minors", "can my daughter come alone?"),
    ("en", "-", "tell me a joke"),
];

#[test]
fn both_languages_know_the_same() {
    for (sector, least) in SECTORS.into_iter().zip([40, 25, 25]) {
        let bot = sector.bot().unwrap();
        let ids = |k: &Knowledge| k.topics.iter().map(|t| t.id.clone()).collect::<Vec<_>>();
        assert_eq!(ids(&bot.spanish), ids(&bot.english), "{}", sector.name);
        assert!(bot.spanish.topics.len() >= least, "{}", sector.name);
        let follow_ups = |k: &Knowledge| -> Vec<usize> {
            k.topics.iter().map(|topic| topic.reply.suggestions.len()).collect()
        };
        assert_eq!(follow_ups(&bot.spanish), follow_ups(&bot.english), "{}", sector.name);
    }
}

#[test]
fn figures_agree_in_both_languages() {
    let figures = |text: &str| -> Vec<String> {
        let digits: String = text.chars().filter(|c| *c != '.' && *c != ',').collect();
        let mut figures: Vec<_> = digits
            .split(|c: char| !c.is_ascii_digit())
            .filter(|figure| !figure.is_empty())
            .map(str::to_owned)
            .collect();
        figures.sort();
        figures
    };
    for sector in SECTORS {
        let bot = sector.bot().unwrap();
        for (es, en) in bot.spanish.topics.iter().zip(&bot.english.topics) {
            // Office hours are told by two clocks.
            if !matches!(es.id.as_str(), "hours" | "person") {
                assert_eq!(figures(&es.reply.text), figures(&en.reply.text), "{}", es.id);
            }
        }
    }
}

#[test]
fn every_bot_says_first_that_it_is_a_program() {
    for sector in SECTORS {
        let bot = sector.bot().unwrap();
        assert!(bot.greet("es").text.contains("un programa, no una persona"), "{}", sector.name);
        assert!(bot.greet("en").text.contains("a program, not a person"), "{}", sector.name);
        for lang in ["es", "en"] {
            assert!(bot.answer("xyzzy", lang).text.contains("900 000 000"), "{}", sector.name);
        }
    }
}

#[test]
fn it_says_first_that_it_is_a_program() {
    let bot = bot();
    assert!(bot.greet("es").text.starts_with("Soy el asistente automático"));
    assert!(bot.greet("es-MX").text.contains("no una persona"));
    assert!(bot.greet("en-GB").text.starts_with("I am Seguros Aurora's automatic assistant"));
    assert_eq!(bot.greet("").text, bot.greet("es").text);
    assert_eq!(bot.greet("日本").text, bot.greet("es").text);
}

#[test]
fn what_it_does_not_know_it_says_and_offers_a_person() {
    let bot = bot();
    let spanish = bot.answer("receta de croquetas", "es");
    assert!(spanish.text.starts_with("Eso no lo sé.") && spanish.text.contains("900 000 000"));
    assert!(spanish.suggestions.contains(&"Quiero hablar con una persona".to_owned()));
    let english = bot.answer("tell me a joke", "en");
    assert!(english.text.starts_with("I do not know that."));
    assert!(english.suggestions.contains(&"I want to talk to a person".to_owned()));
}

#[test]
fn it_never_repeats_the_visitor() {
    let bot = bot();
    for text in ["zanahoria-canario-1234", "cuánto cuesta zanahoria-canario-1234", "<b>robo</b>"] {
        let reply = bot.answer(text, "es");
        for said in reply.suggestions.iter().chain([&reply.text]) {
            assert!(!said.contains("zanahoria") && !said.contains('<'), "{said}");
        }
    }
}

#[test]
fn odd_input_is_not_known_and_nothing_worse() {
    let bot = bot();
    for text in [
        "",
        " ",
        "\0",
        "👋🏽👨‍👩‍👧",
        "\u{200b}\u{feff}\u{2066}",
        "؟؟؟",
        "日本語のテキスト",
        "e\u{301}\u{301}\u{301}",
        "İİİ",
        "ß",
        "…",
        "'''",
        "𝕳𝖔𝖑𝖆",
        "\u{10ffff}",
    ] {
        assert_eq!(topic(&bot, text, "es"), "-", "{text:?}");
    }
    assert_eq!(topic(&bot, "po\u{301}liza", "es"), "documents");
    assert_eq!(topic(&bot, "ro\u{200b}bo 👮", "es"), "theft");
}

#[test]
fn the_start_of_a_long_message_is_enough_and_the_rest_costs_little() {
    let bot = bot();
    let began = Instant::now();
    for filler in ["x", "sx ", "siniextra ", "no ", "¿? ", "\u{301}", "🏠"] {
        let long = format!("¿Hay franquicia? {}", filler.repeat(100_000 / filler.len()));
        assert_eq!(topic(&bot, &long, "es"), "excess", "{filler:?}");
    }
    // 700 KB in all; a quadratic step would take minutes.
    assert!(began.elapsed().as_secs() < 5);
}

#[test]
fn a_form_is_asked_in_the_question_s_language_for_a_purpose_that_reads_it() {
    for sector in SECTORS {
        let (bot, policy) = (sector.bot().unwrap(), sector.policy().unwrap());
        let knows = [&bot.spanish, &bot.english];
        let shape = |knowledge: &Knowledge| -> Vec<_> {
            let shape = |asking: &asking::Asking| {
                let fields = asking.form.fields.iter();
                let fields = fields.map(|own| (own.name.clone(), own.kind, own.required));
                (asking.id.clone(), asking.form.purpose.clone(), fields.collect::<Vec<_>>())
            };
            knowledge.forms.iter().map(shape).collect()
        };
        assert_eq!(shape(knows[0]), shape(knows[1]), "{}", sector.name);
        for asking in knows.into_iter().flat_map(|knowledge| &knowledge.forms) {
            let purpose = policy.core().purpose(&asking.form.purpose).unwrap();
            assert!(purpose.recipients.contains(&"bot".to_owned()) && !purpose.required);
            assert!(asking.form.fields.iter().all(|field| field.why.is_some()), "{}", asking.id);
        }
    }
    let bot = bot();
    let [spanish, english] = ["Quiero un presupuesto", "I want a quote"].map(|text| {
        let form = bot.answer(text, "es").form.unwrap();
        assert_eq!(form, bot.answer(text, "en").form.unwrap());
        assert_eq!(form.purpose, "quote");
        let names: Vec<_> = form.fields.iter().map(|own| (&*own.name, own.required)).collect();
        assert_eq!(names, [("name", true), ("address", true), ("policy", false)]);
        form
    });
    assert_ne!(spanish.title, english.title);
    assert_eq!(bot.answer("¿Cuánto cuesta?", "es").form, None);
}

#[test]
fn what_became_of_a_form_is_said_in_the_form_s_language() {
    use crate::desk::bot::{FormEvent, FormFault};
    let bot = bot();
    let events = [
        FormEvent::Taken,
        FormEvent::Corrected,
        FormEvent::Withdrawn,
        FormEvent::Refused(FormFault::NotAllowed),
        FormEvent::Refused(FormFault::Invalid),
    ];
    let said = |question: &str, lang: &str| -> Vec<String> {
        let form = bot.answer(question, lang).form;
        let news = events.map(|event| FormNews { form: form.clone(), event });
        news.iter().map(|news| bot.on_form(news, lang).unwrap().text).collect()
    };
    let [spanish, english] = ["Quiero un presupuesto", "I want a quote"].map(|question| {
        assert_eq!(said(question, "es"), said(question, "en"));
        said(question, "es")
    });
    assert!(spanish[0].starts_with("Gracias.") && english[0].starts_with("Thank you."));
    let different: std::collections::BTreeSet<_> = spanish.iter().chain(&english).collect();
    assert_eq!(different.len(), 10);
    let unknown = FormNews { form: None, event: FormEvent::Refused(FormFault::Unknown) };
    assert!(bot.on_form(&unknown, "es").unwrap().text.contains("no he guardado nada"));
    assert!(bot.on_form(&unknown, "en").unwrap().text.contains("kept nothing"));
    let bank = SECTORS[1].bot().unwrap();
    assert_eq!(bank.on_form(&unknown, "es"), None);
}
