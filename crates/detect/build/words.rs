//! Packs words: those of special categories (`src/families/words/*.txt`), cues and lists (tables.rs).
//!
//! The sources are what people read and change; src/families/words/mod.rs says how the first are written. What
//! is packed has, for each group, bytes that are no ASCII and say what its words say, and its words in
//! alphabetical order: a byte for how many letters a word shares with the one before it (1 is none), the
//! others, and a sign for a class of forms. A last byte that is no ASCII ends the last word.

use std::collections::{BTreeMap, BTreeSet};
use std::{fs, io};

/// Classes of forms: in the sources, packed, and what they stand for.
const CLASSES: [(char, char, &[&str]); 6] = [
    ('O', '!', &["o", "a", "os", "as"]),
    ('D', '%', &["", "s", "ed", "ing"]),
    ('S', '#', &["", "s"]),
    ('E', '$', &["", "es"]),
    ('A', '"', &["a", "as"]),
    ('-', '&', &["o", "a"]),
];
/// The longest phrase, in words, as src/said.rs looks for it.
const WORDS: usize = 8;
/// The most letters that are shared.
const SHARED: usize = 25;

/// Before the letter and the number of a mark.
const MARK: u8 = 0xFD;

/// Words that say the same.
#[derive(Clone)]
pub(crate) struct Group {
    /// What they say, in bytes that are no ASCII, but for the letter of a mark.
    pub(crate) said: Vec<u8>,
    /// The words and phrases.
    pub(crate) words: BTreeSet<String>,
}

/// The words of special categories.
pub(crate) fn special() -> io::Result<Vec<Group>> {
    let mut forms = BTreeMap::new();
    for file in ["both", "en", "es"] {
        read(&fs::read_to_string(format!("src/families/words/{file}.txt"))?, &mut forms);
    }
    let mut words: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (form, (_, mark)) in forms {
        words.entry(mark).or_default().insert(form.replace('_', " "));
    }
    let mut groups = Vec::new();
    for (mark, words) in words {
        let (letter, number) = mark.split_at(1);
        let number: u8 = number.parse().unwrap_or(0);
        groups.push(Group { said: [&[MARK], letter.as_bytes(), &[0x80 + number]].concat(), words });
    }
    Ok(groups)
}

/// Takes every form of the words of a file, with how long its stem is and its mark: of two stems of a form
/// the longer says what it is.
fn read(file: &str, forms: &mut BTreeMap<String, (usize, String)>) {
    let mut mark = String::new();
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        if !line.starts_with(' ') {
            line.clone_into(&mut mark);
            continue;
        }
        for word in line.split_whitespace() {
            let (stem, endings) = word.split_once('/').unwrap_or((word, ""));
            for ending in endings.split('/') {
                let class = CLASSES.iter().find(|class| ending.ends_with(class.0));
                let (base, class) = match class {
                    Some((sign, _, forms)) => (ending.trim_end_matches(*sign), *forms),
                    None => (ending, &[""][..]),
                };
                for form in class {
                    let form = [stem, base, form].concat();
                    let own = forms.entry(form).or_default();
                    if own.0 <= stem.len() {
                        *own = (stem.len(), mark.clone());
                    }
                }
            }
        }
    }
}

/// All groups in one text.
pub(crate) fn packed(groups: Vec<Group>) -> io::Result<Vec<u8>> {
    let mut packed = Vec::new();
    for Group { said, words } in groups {
        packed.extend(said);
        let mut before = String::new();
        if let Some(wrong) = words.iter().find(|word| !is_readable(word)) {
            return Err(io::Error::other(format!("a word that can't be read: {wrong}")));
        }
        for word in classed(words) {
            let alike = word.chars().zip(before.chars()).take_while(|(one, other)| one == other);
            let shared = alike.count().min(SHARED);
            packed.push(1 + shared as u8);
            packed.extend(word[shared..].bytes());
            before = word;
        }
    }
    packed.push(MARK);
    Ok(packed)
}

/// Whether a phrase has as few words as are looked for, and no sign that stands for something else.
fn is_readable(phrase: &str) -> bool {
    let is_own = |sign: u8| matches!(sign, b' ' | b'*'..=b'~');
    phrase.split(' ').count() <= WORDS && phrase.bytes().all(is_own)
}

/// Words with one in place of all that are the forms of a class.
fn classed(mut words: BTreeSet<String>) -> BTreeSet<String> {
    let mut classed = BTreeSet::new();
    for (_, sign, forms) in CLASSES {
        for word in words.clone() {
            let Some(stem) = forms.first().and_then(|form| word.strip_suffix(form)) else {
                continue;
            };
            let all: Vec<String> = forms.iter().map(|form| [stem, form].concat()).collect();
            if all.iter().all(|form| words.contains(form)) {
                words.retain(|word| !all.contains(word));
                classed.insert(format!("{stem}{sign}"));
            }
        }
    }
    classed.extend(words);
    classed
}
