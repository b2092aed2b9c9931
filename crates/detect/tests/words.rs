//! What the words of special categories tell: sentences of each kind and language, one a line.
//!
//! `+` begins a sentence in which the kind is found, `-` one in which it is not. What stands in brackets is
//! the telling word: a finding is it, or the phrase that it stands in. In `chat.txt`, messages to a company,
//! the kind stands before a tab, `-` for none.

use sigilo_detect::{Finding, Kind, Nature, Scanner, Settings};

/// What is wrong with a file's lines.
fn wrong(kind: Kind, lang: &str, lines: &str) -> Vec<String> {
    let scanner = Scanner::new(Settings::for_locale(lang));
    let mut wrong = Vec::new();
    for line in lines.lines() {
        let (sign, marked) = line.split_at(2);
        let text: String = marked.chars().filter(|sign| !matches!(sign, '[' | ']')).collect();
        let findings = scanner.scan(&text);
        let own: Vec<&Finding> =
            findings.iter().filter(|own| own.kind == kind && own.is_sure()).collect();
        let words: Vec<&str> = own.iter().map(|own| own.text(&text)).collect();
        let mut expected = marked.split('[').skip(1).filter_map(|rest| rest.split(']').next());
        let is_right = match sign {
            "+ " => !own.is_empty() && expected.all(|word| is_among(word, &words)),
            _ => own.is_empty(),
        };
        if !is_right {
            wrong.push(format!("{line}  =>  {words:?}"));
        }
    }
    wrong
}

/// Whether one of these is the word, part of it or its phrase.
fn is_among(word: &str, found: &[&str]) -> bool {
    found.iter().any(|found| found.contains(word) || word.contains(found))
}

macro_rules! tables {
    ($($name:ident $kind:ident $file:literal;)*) => {$(
        #[test]
        fn $name() {
            let mut all = wrong(Kind::$kind, "es", include_str!(concat!("words/", $file, "_es.txt")));
            all.extend(wrong(Kind::$kind, "en", include_str!(concat!("words/", $file, "_en.txt"))));
            assert!(all.is_empty(), "\n{}", all.join("\n"));
        }
    )*};
}

tables! {
    health_is_told_of_somebody_and_not_asked_about Health "health";
    religion_is_told_of_somebody_and_not_asked_about Religion "religion";
    a_union_is_told_of_a_member_and_not_of_the_news Union "union";
    politics_are_told_of_a_side_taken Politics "politics";
    origin_is_told_of_people_and_not_of_colours EthnicOrigin "ethnic";
    sexual_life_is_told_of_somebody SexualLife "sexual";
    biometrics_are_somebodys_and_not_a_feature Biometric "biometric";
    genes_are_somebodys_and_not_a_figure_of_speech Genetic "genetic";
    a_criminal_record_is_not_a_theft_suffered CriminalRecord "criminal";
    a_minor_is_told_by_age_and_not_by_years_of_anything Minor "minor";
}

#[test]
fn of_messages_to_a_company_those_that_tell_are_found_and_the_others_are_left_alone() {
    let scanner = Scanner::new(Settings::for_locale("es"));
    let mut wrong = Vec::new();
    for line in include_str!("words/chat.txt").lines() {
        let (name, text) = line.split_once('\t').unwrap();
        let findings = scanner.scan(text);
        let special = |own: &&Finding| own.kind.nature() == Nature::Special && own.is_sure();
        let own: Vec<_> =
            findings.iter().filter(special).map(|own| (own.kind.name(), own.text(text))).collect();
        let is_right = match name {
            "-" => own.is_empty(),
            _ => own.iter().any(|(kind, _)| *kind == name),
        };
        if !is_right {
            wrong.push(format!("{line}  =>  {own:?}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
