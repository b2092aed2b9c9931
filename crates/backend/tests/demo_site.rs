//! The demo site's files: whole, within its own security policy, and alike in both languages.

#![allow(clippy::unwrap_used, reason = "a test may fail by a panic")]

use std::{collections::HashSet, fs, path::Path};

const PAGES: [(&str, &str); 3] = [
    ("/", include_str!("../demo/site/index.html")),
    ("/en", include_str!("../demo/site/en.html")),
    ("/strict", include_str!("../demo/site/strict.html")),
];

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
        assert_eq!(html.matches("{{").count(), tag.matches("{{").count(), "{path}");
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
    let [_, _, (_, strict)] = PAGES;
    for forbidden in ["<link", "<img", "<svg", "/site.js"] {
        assert!(!strict.contains(forbidden), "{forbidden}");
    }
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
            } else if target.starts_with('/') && !PAGES.iter().any(|(page, _)| *page == target) {
                assert!(fs::exists(site.join(&target[1..])).unwrap(), "{path}: {target}");
            }
        }
        for labelled in values(html, "aria-labelledby") {
            assert!(ids.contains(labelled), "{path}: {labelled}");
        }
    }
}

#[test]
fn both_languages_have_the_same_page() {
    let [(_, es), (_, en), _] = PAGES;
    assert_eq!(tags(es), tags(en));
    assert_eq!(values(es, "class"), values(en, "class"));
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
    assert_eq!(prices(es), ["13", "21", "8"]);
    assert_eq!(prices(es), prices(en));
}

/// What the page promises the bot promises too.
#[test]
fn the_page_and_the_bot_tell_the_same_amounts() {
    for ((_, html), knowledge) in PAGES.into_iter().zip([
        include_str!("../demo/insurer/knowledge.es.json"),
        include_str!("../demo/insurer/knowledge.en.json"),
    ]) {
        let knowledge = knowledge.replace('\u{a0}', " ");
        let mut amounts = 0;
        for word in
            html.replace('\u{a0}', "_").split(|c: char| c.is_whitespace() || c == '<' || c == '>')
        {
            let word = word.trim_end_matches(['.', ',']);
            if word.contains('€') && word.len() > "€".len() && word != "€0" && word != "0_€"
            {
                amounts += 1;
                assert!(knowledge.contains(&word.replace('_', " ")), "{word}");
            }
        }
        assert!(amounts > 6);
    }
}
