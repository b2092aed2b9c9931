//! The demo site's files: whole, within its own security policy, and alike in both languages.

#![allow(clippy::unwrap_used, reason = "a test may fail by a panic")]

use std::{collections::HashSet, fs, path::Path};

/// Address, page: three sectors in Spanish and English, then the narrowest.
const PAGES: [(&str, &str); 7] = [
    ("/", include_str!("../demo/insurer/es.html")),
    ("/en", include_str!("../demo/insurer/en.html")),
    ("/banco", include_str!("../demo/bank/es.html")),
    ("/en/bank", include_str!("../demo/bank/en.html")),
    ("/clinica", include_str!("../demo/clinic/es.html")),
    ("/en/clinic", include_str!("../demo/clinic/en.html")),
    ("/strict", include_str!("../demo/insurer/strict.html")),
];

/// What the bots of the pages know, in their order.
const KNOWLEDGE: [&str; 6] = [
    include_str!("../demo/insurer/knowledge.es.json"),
    include_str!("../demo/insurer/knowledge.en.json"),
    include_str!("../demo/bank/knowledge.es.json"),
    include_str!("../demo/bank/knowledge.en.json"),
    include_str!("../demo/clinic/knowledge.es.json"),
    include_str!("../demo/clinic/knowledge.en.json"),
];

/// The addresses of the three sites, by language.
const SITES: [[&str; 3]; 2] = [["/", "/banco", "/clinica"], ["/en", "/en/bank", "/en/clinic"]];

/// The values of an attribute, in order.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let opening = format!(" {attribute}=\"");
    html.split(opening.as_str()).skip(1).map(|rest| &rest[..rest.find('"').unwrap()]).collect()
}

/// The opening tags, by name, in order.
fn tags(html: &str) -> Vec<&str> {
    html.split('<')
        .filter(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()))
        .map(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap())
        .collect()
}

#[test]
fn every_page_embeds_the_chat_by_one_tag_and_nothing_else() {
    let tag = r#"<script type="module" src="{{widget}}/embed.js" integrity="{{integrity}}" crossorigin data-backend="{{backend}}" data-key="{{pin}}"></script>"#;
    for (path, html) in PAGES {
        assert_eq!(html.matches(tag).count(), 1, "{path}");
        let corners = html.matches("{{customer}}").count();
        assert_eq!(corners, usize::from(["/", "/en"].contains(&path)), "{path}");
        assert_eq!(html.matches("{{").count(), tag.matches("{{").count() + corners, "{path}");
    }
}

#[test]
fn no_page_has_what_its_policy_forbids() {
    for (path, html) in PAGES {
        for forbidden in ["style=", "<style", "<iframe", "javascript:", "http://", "https://"] {
            assert!(!html.contains(forbidden), "{path}: {forbidden}");
        }
        let handler = html.split(" on").skip(1).any(|rest| {
            rest.trim_start_matches(|c: char| c.is_ascii_lowercase()).starts_with("=\"")
        });
        assert!(!handler, "{path} has an inline handler");
        assert_eq!(
            html.matches("<script").count(),
            values(html, "src").iter().filter(|src| src.ends_with(".js")).count(),
            "{path} has an inline script"
        );
    }
    let [.., (_, strict)] = PAGES;
    for forbidden in ["<link", "<img", "<svg", "/site.js"] {
        assert!(!strict.contains(forbidden), "{forbidden}");
    }
}

/// The pages of the sites, and those that check receipts.
fn is_page(target: &str) -> bool {
    PAGES.iter().any(|(page, _)| *page == target) || ["/verify", "/verify/en"].contains(&target)
}

#[test]
fn what_a_page_refers_to_is_there() {
    let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("demo/site");
    for (path, html) in PAGES {
        let ids: HashSet<_> = values(html, "id").into_iter().collect();
        assert_eq!(ids.len(), values(html, "id").len(), "{path} has an id twice");
        for target in values(html, "href").into_iter().chain(values(html, "src")) {
            if let Some(id) = target.strip_prefix('#') {
                assert!(ids.contains(id), "{path}: {target}");
            } else if target.starts_with('/') && !is_page(target) {
                assert!(fs::exists(site.join(&target[1..])).unwrap(), "{path}: {target}");
            }
        }
        for labelled in values(html, "aria-labelledby") {
            assert!(ids.contains(labelled), "{path}: {labelled}");
        }
    }
}

#[test]
fn every_page_leads_to_the_other_sites_in_its_language() {
    for (path, html) in PAGES {
        for site in SITES[usize::from(path.starts_with("/en"))] {
            assert!(html.contains(&format!("href=\"{site}\"")), "{path}: {site}");
        }
        if path != "/strict" {
            let here = format!("href=\"{path}\" aria-current=\"page\"");
            assert_eq!(html.matches("aria-current").count(), 1, "{path}");
            assert!(html.contains(&here), "{path}");
        }
    }
}

#[test]
fn both_languages_have_the_same_page() {
    for pair in PAGES[..6].chunks(2) {
        let [(path, es), (_, en)] = pair else { unreachable!() };
        assert_eq!(tags(es), tags(en), "{path}");
        assert_eq!(values(es, "class"), values(en, "class"), "{path}");
    }
}

#[test]
fn both_languages_have_the_same_prices() {
    let prices = |html: &str| {
        let digits = |c: char| c.is_ascii_digit();
        let mut found: Vec<String> = html
            .split("<strong>")
            .filter_map(|rest| rest.split_once("</strong> "))
            .map(|(price, _)| price.chars().filter(|c| digits(*c)).collect())
            .filter(|price: &String| !price.is_empty())
            .collect();
        found.sort();
        found
    };
    assert_eq!(prices(PAGES[0].1), ["13", "21", "8"]);
    assert_eq!(prices(PAGES[0].1), prices(PAGES[1].1));
    for pair in PAGES[2..6].chunks(2) {
        let amounts = |html: &str| {
            let mut found: Vec<_> = amounts(html).map(digits).collect();
            found.sort();
            found
        };
        assert_eq!(amounts(pair[0].1), amounts(pair[1].1), "{}", pair[0].0);
    }
}

/// What the page promises the bot promises too.
#[test]
fn the_page_and_the_bot_tell_the_same_amounts() {
    for ((path, html), knowledge) in PAGES.into_iter().zip(KNOWLEDGE) {
        let knowledge = knowledge.replace('\u{a0}', " ");
        let told: Vec<_> = amounts(html).collect();
        assert!(told.len() > 4, "{path}");
        for amount in told.iter().filter(|amount| digits(amount.to_string()) != "0") {
            assert!(knowledge.contains(amount), "{path}: {amount}");
        }
    }
}

/// The amounts of a page: `8 €`, `€8`.
fn amounts(html: &str) -> impl Iterator<Item = String> {
    let html = html.replace('\u{a0}', "_");
    let html = (0..10).fold(html, |html, n| html.replace(&format!("{n} €"), &format!("{n}_€")));
    let words: Vec<_> = html
        .split(|c: char| c.is_whitespace() || c == '<' || c == '>')
        .map(|word| word.trim_end_matches(['.', ',', ';', ':']))
        .filter(|word| word.contains('€') && word.contains(|c: char| c.is_ascii_digit()))
        .map(|word| word.replace('_', " "))
        .collect();
    words.into_iter()
}

fn digits(amount: String) -> String {
    amount.chars().filter(char::is_ascii_digit).collect()
}
