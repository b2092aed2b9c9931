//! Every sentence that a visitor can read, in each language.
//!
//! Not here: what the controller says (its notice, its bot); that comes with the signed policy.
//! The sentences are in `text/*.ftl`, in Fluent's syntax, with what each is for; a sentence that a language lacks ends
//! the build (`text/build.rs`). A release fetches those of the language that is shown, and what loads later with what it
//! is for; other builds have all of them in one file.

#[cfg(not(feature = "split"))]
#[path = "text/embedded.rs"]
mod source;
#[cfg(feature = "split")]
#[path = "text/fetched.rs"]
mod source;

mod bytes;
mod count;

use std::{cell::OnceCell, str};

pub use count::Counted;
pub(crate) use source::bring;

include!(concat!(env!("OUT_DIR"), "/catalogue.rs"));

/// The languages of the widget, by their BCP 47 tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the tag says it")]
pub enum Lang {
    Es,
    En,
    Pt,
    Fr,
    De,
    It,
    Ca,
    Ar,
}

/// Tag, and the name in the language itself, each at its language's place.
const NAMES: [(&str, &str); 8] = [
    ("es", "Español"),
    ("en", "English"),
    ("pt", "Português"),
    ("fr", "Français"),
    ("de", "Deutsch"),
    ("it", "Italiano"),
    ("ca", "Català"),
    ("ar", "العربية"),
];

/// Which part of a catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// What loads at once.
    Text,
    /// What loads with the conversation.
    Late,
    /// What loads with the first of the panel, forms, files, links and cards, and the search.
    More,
}

/// What of a catalogue is there.
struct Shelf {
    text: OnceCell<&'static Text>,
    late: OnceCell<&'static Late>,
    more: OnceCell<&'static More>,
}

/// What loads with the conversation.
struct Late {
    asking: Asking,
    found: Vec<&'static str>,
}

/// What loads with the first part that shows any of it.
struct More {
    privacy: Privacy,
    rich: Rich,
    forms: Forms,
    files: Files,
}

type Lines = str::Split<'static, char>;

thread_local! {
    static SHELVES: [Shelf; Lang::ALL.len()] = const { [const { Shelf::new() }; Lang::ALL.len()] };
    /// In place of what was not brought.
    static NOTHING: Shelf = const { Shelf::new() };
}

impl Shelf {
    const fn new() -> Self {
        Self { text: OnceCell::new(), late: OnceCell::new(), more: OnceCell::new() }
    }

    /// What stands on the language's shelf, or what `read` makes of its words, or of none.
    fn of<T>(
        lang: Lang,
        part: Part,
        own: fn(&Self) -> &OnceCell<&'static T>,
        read: fn(Lang, &mut Lines) -> T,
    ) -> &'static T {
        let make = |words: &'static str| -> &'static T {
            Box::leak(Box::new(read(lang, &mut words.split('\n'))))
        };
        SHELVES.with(|shelves| match (own(&shelves[lang as usize]), source::at_hand(lang, part)) {
            (own, Some(words)) => own.get_or_init(|| make(words)),
            (_, None) => NOTHING.with(|nothing| *own(nothing).get_or_init(|| make(""))),
        })
    }
}

impl Late {
    fn read(lang: Lang, lines: &mut Lines) -> Self {
        Self { asking: Asking::read(lang, lines), found: lines.collect() }
    }
}

impl More {
    fn read(lang: Lang, lines: &mut Lines) -> Self {
        Self {
            privacy: Privacy::read(lang, lines),
            rich: Rich::read(lang, lines),
            forms: Forms::read(lang, lines),
            files: Files::read(lang, lines),
        }
    }
}

impl Lang {
    /// All of them; a place in it is a place on the shelves.
    pub const ALL: [Self; 8] =
        [Self::Es, Self::En, Self::Pt, Self::Fr, Self::De, Self::It, Self::Ca, Self::Ar];

    /// The language of a BCP 47 tag, by its primary subtag: `es`, `es-MX`, `EN_gb`.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let tag = tag.trim();
        let ends = !tag.as_bytes().get(2).is_some_and(u8::is_ascii_alphanumeric);
        let primary = tag.get(..2).filter(|_| ends)?;
        Self::ALL.into_iter().find(|lang| primary.eq_ignore_ascii_case(lang.tag()))
    }

    /// Its BCP 47 tag.
    pub fn tag(self) -> &'static str {
        NAMES[self as usize].0
    }

    /// Its name in itself.
    pub fn name(self) -> &'static str {
        NAMES[self as usize].1
    }

    /// Which way its lines run, as HTML says it.
    pub fn direction(self) -> &'static str {
        if self == Self::Ar { "rtl" } else { "ltr" }
    }

    /// Its sentences; empty ones until they were brought.
    pub fn text(self) -> &'static Text {
        Shelf::of(self, Part::Text, |own| &own.text, Text::read)
    }

    /// The sentences that load with the conversation.
    pub fn asking(self) -> &'static Asking {
        &self.late().asking
    }

    /// The panel's sentences.
    pub fn privacy(self) -> &'static Privacy {
        &self.more().privacy
    }

    /// The sentences of links, cards and ratings.
    pub fn rich(self) -> &'static Rich {
        &self.more().rich
    }

    /// The sentences of forms.
    pub fn forms(self) -> &'static Forms {
        &self.more().forms
    }

    /// The sentences of files.
    pub fn files(self) -> &'static Files {
        &self.more().files
    }

    /// What data of a DPV term is called that was seen in what somebody writes.
    pub fn found(self, term: &str) -> Option<&'static str> {
        let place = FOUND.iter().position(|own| term.strip_prefix("pd:") == Some(own))?;
        self.late().found.get(place).copied()
    }

    fn late(self) -> &'static Late {
        Shelf::of(self, Part::Late, |own| &own.late, Late::read)
    }

    fn more(self) -> &'static More {
        Shelf::of(self, Part::More, |own| &own.more, More::read)
    }
}

impl Text {
    /// A time in days, in words.
    pub fn period(&self, days: u32) -> String {
        match days {
            0 => self.days_none.to_owned(),
            _ if days.is_multiple_of(365) => self.years.of(days / 365),
            _ => self.days.of(days),
        }
    }
}

/// A function of its own: there are hundreds of calls.
#[inline(never)]
fn next(lines: &mut Lines) -> &'static str {
    lines.next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_sentence_has_a_double_negative_or_presses() {
        let linted = Lang::ALL.into_iter().filter(|lang| sigilo_consent::is_linted(lang.tag()));
        assert!(linted.clone().count() >= 2);
        let mut faults = Vec::new();
        for lang in linted {
            let sentences = [
                lang.text().each(),
                lang.asking().each(),
                lang.privacy().each(),
                lang.rich().each(),
                lang.forms().each(),
            ]
            .concat();
            for (key, sentence) in sentences {
                let found = sigilo_consent::lint(lang.tag(), sentence);
                faults.extend(found.into_iter().map(|fault| (lang, key, sentence, fault)));
            }
        }
        assert!(faults.is_empty(), "{faults:#?}");
    }

    #[test]
    fn no_sentence_is_left_untranslated() {
        let each = |lang: Lang| {
            let late = [lang.asking().each(), lang.privacy().each(), lang.rich().each()];
            [lang.text().each(), late.concat(), lang.forms().each()].concat()
        };
        for lang in Lang::ALL.into_iter().filter(|lang| *lang != Lang::Es) {
            // Languages that are near share words; whole sentences they don't.
            for ((key, own), (_, es)) in each(lang).into_iter().zip(each(Lang::Es)) {
                assert!(
                    !own.is_empty() && (own != es || own.split(' ').count() < 4),
                    "{lang:?}: {key}: {own}"
                );
            }
        }
    }

    #[test]
    fn every_kind_that_can_be_found_has_a_name_in_every_language() {
        for kind in sigilo_detect::Kind::ALL {
            for lang in Lang::ALL {
                let name = lang.found(kind.term());
                assert!(name.is_some_and(|name| !name.is_empty()), "{}", kind.name());
            }
        }
    }

    #[test]
    fn a_time_is_told_in_whole_years_where_it_is_of_them() {
        let text = Lang::En.text();
        assert_eq!(
            [0, 1, 30, 365, 730].map(|days| text.period(days)),
            ["Not kept", "1 day", "30 days", "1 year", "2 years"]
        );
    }

    #[test]
    fn tags_are_matched_by_their_primary_subtag() {
        assert_eq!(Lang::from_tag("es-MX"), Some(Lang::Es));
        assert_eq!(Lang::from_tag(" EN_gb "), Some(Lang::En));
        assert_eq!(Lang::from_tag("est"), None);
        assert_eq!(Lang::from_tag(""), None);
    }
}
