//! Packs the words of `src/families/words/*.txt`, so that they are read with a tenth of the code.
//!
//! The sources are what people read and change (lexicon.rs says how they are written). What is packed has,
//! for each mark, a line's end, its letter, its number as a sign from `0` on, and its words in alphabetical
//! order: a capital for how many letters a word shares with the one before it (`A` is none), the others,
//! and a sign for a class of forms.

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
/// The most letters that are shared.
const SHARED: usize = 25;

/// The words of each mark.
type Words = BTreeMap<String, BTreeSet<String>>;

/// The words of all files.
pub(crate) fn packed() -> io::Result<String> {
    let mut forms = BTreeMap::new();
    for file in ["both", "en", "es"] {
        read(&fs::read_to_string(format!("src/families/words/{file}.txt"))?, &mut forms);
    }
    let mut words = Words::new();
    for (form, (_, mark)) in forms {
        words.entry(mark).or_default().insert(form);
    }
    Ok(joined(words))
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

fn joined(words: Words) -> String {
    let mut packed = String::new();
    for (mark, words) in words {
        let (letter, number) = mark.split_at(1);
        let number = char::from(b'0' + number.parse::<u8>().unwrap_or(0));
        packed.extend(['\n'.to_string(), letter.into(), number.into()]);
        let mut before = String::new();
        for word in classed(words) {
            let alike = word.chars().zip(before.chars()).take_while(|(one, other)| one == other);
            let shared = alike.count().min(SHARED);
            packed.push(char::from(b'A' + shared as u8));
            packed.push_str(&word[shared..]);
            before = word;
        }
    }
    packed
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
