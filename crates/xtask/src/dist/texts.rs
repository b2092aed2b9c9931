//! The catalogues of sentences: three files a language, fetched by those who read it.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};

use self::catalogue::{Sentence, packed, read};
use super::page::{Asset, Linked};
use crate::hash::{short, short_integrity};
use crate::paths::root;

#[path = "../../../../src/text/catalogue.rs"]
#[expect(dead_code, reason = "the widget's build script reads more of it")]
mod catalogue;

/// A language's files. The page names the first one, and the last line of each the next.
pub(super) struct Catalogue {
    /// How the page names what loads at once.
    pub(super) linked: Linked,
    /// What loads at once.
    pub(super) text: String,
    /// What loads later: with the conversation, and when it is used.
    pub(super) later: [(Asset, String); 2],
}

/// What says which sentences there are, and in which order.
const REFERENCE: &str = "es";

/// The catalogues, with the site owner's own sentences from `own/LANG.ftl` in place of ours.
pub(super) fn catalogues(own: Option<&Path>) -> Result<Vec<Catalogue>> {
    let folder = root().join("src/text");
    let mut languages = Vec::new();
    for entry in fs::read_dir(&folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|kind| kind == "ftl") {
            languages.extend(path.file_stem().map(|stem| stem.to_string_lossy().into_owned()));
        }
    }
    languages.sort();
    let reference = sentences(&folder.join(format!("{REFERENCE}.ftl")))?;
    let mut files = Vec::new();
    for lang in languages {
        let mut ours = sentences(&folder.join(format!("{lang}.ftl")))?;
        if let Some(file) =
            own.map(|own| own.join(format!("{lang}.ftl"))).filter(|file| file.exists())
        {
            replace(&mut ours, sentences(&file)?).with_context(|| file.display().to_string())?;
        }
        let packed = packed(&reference, &ours).map_err(|wrong| anyhow!("{lang}.ftl: {wrong}"))?;
        let [mut text, mut late, more] = packed;
        let named = |rel: &str, text: &str| Asset {
            name: format!("sigilo-{rel}-{lang}-{}.txt", short(text.as_bytes())),
            integrity: short_integrity(text.as_bytes()),
        };
        let names = |text: &mut String, next: &Asset| {
            text.push_str(&format!("{} {}\n", next.name, next.integrity));
        };
        let used = named("more", &more);
        names(&mut late, &used);
        let later = named("late", &late);
        names(&mut text, &later);
        let asset = named("text", &text);
        let linked = Linked { rel: "text", lang: lang.clone(), asset };
        files.push(Catalogue { linked, text, later: [(later, late), (used, more)] });
    }
    Ok(files)
}

fn sentences(file: &Path) -> Result<Vec<Sentence>> {
    let name = || file.display().to_string();
    let source = fs::read_to_string(file).with_context(name)?;
    read(&source).map_err(|wrong| anyhow!("{}: {wrong}", name()))
}

/// Puts the site owner's sentences in place of ours; one that there is none of is a mistake.
fn replace(ours: &mut [Sentence], own: Vec<Sentence>) -> Result<()> {
    for sentence in own {
        match ours.iter_mut().find(|ours| ours.id == sentence.id) {
            Some(place) => *place = sentence,
            None => bail!("there is no sentence {}", sentence.id),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_the_same_lines() {
        let files = catalogues(None).unwrap();
        let lines = |text: &str| text.lines().count();
        let each = |own: &Catalogue| {
            let [(_, late), (_, more)] = &own.later;
            [lines(&own.text), lines(late), lines(more)]
        };
        let all: Vec<_> = files.iter().map(each).collect();
        assert!(all.len() >= 8 && all.iter().all(|own| *own == all[0]), "{all:?}");
        for Catalogue { text, later: [(asset, late), (next, _)], .. } in &files {
            for (text, asset) in [(text, asset), (late, next)] {
                let last = format!("{} {}", asset.name, asset.integrity);
                assert_eq!(text.lines().last(), Some(&*last));
            }
        }
    }

    #[test]
    fn a_site_owner_says_a_sentence_otherwise_and_not_one_that_there_is_none_of() {
        let folder = std::env::temp_dir().join(format!("sigilo-texts-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("en.ftl"), "text-begin = Ask us anything.\n").unwrap();
        let files = catalogues(Some(&folder)).unwrap();
        let text = |lang: &str| {
            let of = |own: &&Catalogue| own.linked.lang == lang;
            files.iter().find(of).unwrap().text.clone()
        };
        assert!(text("en").contains("Ask us anything.") && !text("es").contains("Ask us"));
        fs::write(folder.join("en.ftl"), "text-begn = Ask us anything.\n").unwrap();
        assert!(catalogues(Some(&folder)).is_err());
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_catalogue_that_lacks_a_sentence_or_a_form_is_refused() {
        let reference =
            read("text-a = A\ntext-b = { $count ->\n  [one] # b\n *[other] # bs\n}\n").unwrap();
        for wrong in
            ["text-a = A\n", "text-a = A\ntext-b = B\n", "text-a = A\ntext-b = B\ntext-c = C\n"]
        {
            assert!(packed(&reference, &read(wrong).unwrap()).is_err(), "{wrong}");
        }
        assert!(read("text-a = { $count ->\n  [one] b\n *[many] c\n}\n").is_err());
        assert!(read("text-a = { other-message }\n").is_err());
    }
}
