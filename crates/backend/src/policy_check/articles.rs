//! Which articles of a law a text speaks of: `art. 15`, `Articles 15 to 18`, `arts. 15 y 16`.

/// Whether `text` names the article `wanted`.
pub(super) fn names(text: &str, wanted: u32) -> bool {
    let mut list = Listing::Nothing;
    for word in text.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '–') {
        if word.is_empty() {
            continue;
        }
        for part in split(word) {
            list = match (list, part.parse::<u32>()) {
                (Listing::Nothing, Ok(_)) => Listing::Nothing,
                (Listing::Range(from), Ok(to)) if (from..=to).contains(&wanted) => return true,
                (_, Ok(number)) if number == wanted => return true,
                (_, Ok(number)) => Listing::After(number),
                (Listing::After(from), Err(_)) if is_range(part) => Listing::Range(from),
                (Listing::After(from), Err(_)) if is_and(part) => Listing::After(from),
                (_, Err(_)) if is_article(part) => Listing::Open,
                _ => Listing::Nothing,
            };
        }
    }
    false
}

/// Where in a list of articles a reader is.
#[derive(Clone, Copy)]
enum Listing {
    Nothing,
    /// After "articles".
    Open,
    /// After a number.
    After(u32),
    /// After a number and "to".
    Range(u32),
}

/// `15-18` is three words.
fn split(word: &str) -> impl Iterator<Item = &str> {
    let (first, rest) = match word.find(['-', '–']) {
        Some(at) => (&word[..at], &word[at..]),
        None => (word, ""),
    };
    let dash = rest.chars().next().map(|dash| &rest[..dash.len_utf8()]);
    let last = dash.map(|dash| &rest[dash.len()..]);
    [Some(first), dash, last].into_iter().flatten().filter(|part| !part.is_empty())
}

fn is_article(word: &str) -> bool {
    let word = word.to_lowercase();
    ["art", "arts", "artículo", "artículos", "article", "articles", "artikel", "artigo", "artigos"]
        .contains(&word.as_str())
}

fn is_range(word: &str) -> bool {
    ["-", "–", "a", "al", "to", "bis", "through"].contains(&word)
}

fn is_and(word: &str) -> bool {
    ["y", "e", "and", "und", "o", "or"].contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_are_found_one_by_one_in_lists_and_in_ranges() {
        for text in [
            "see your data (Art. 17)",
            "artículo 17 del RGPD",
            "arts. 15, 16 y 17",
            "Articles 15 to 22 GDPR",
            "artículos 15 a 22",
            "Arts. 15–22",
            "Art. 15-18",
        ] {
            assert!(names(text, 17), "{text}");
        }
    }

    #[test]
    fn other_numbers_are_not_articles() {
        for text in
            ["17 years", "art. 6 and P17D", "in 15 to 20 days", "Art. 15 and 16", "art. 1.7", ""]
        {
            assert!(!names(text, 17), "{text}");
        }
    }
}
