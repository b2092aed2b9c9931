//! From what a visitor typed to plain words: lower case, no accents, no punctuation.

/// What comes after this is read by nobody: a question is asked well before, and the work that one
/// message can cause stays small.
const MAX_WORDS: usize = 200;
/// Letters kept of a word; the longest that the knowledge files know has 16.
const MAX_LETTERS: usize = 24;

/// The words of `text`, folded so that « ¡CUÁNTO cuestaaa! » reads `cuanto`, `cuesta`.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    Words { chars: text.chars() }.take(MAX_WORDS)
}

struct Words<'a> {
    chars: std::str::Chars<'a>,
}

impl Iterator for Words<'_> {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        let mut word = String::new();
        let mut letters = 0;
        for c in self.chars.by_ref() {
            if is_silent(c) {
                continue;
            }
            if c.is_alphanumeric() {
                // A capital can fold to several letters.
                for c in c.to_lowercase().filter(|c| c.is_alphanumeric()) {
                    if letters < MAX_LETTERS {
                        word.push(unaccented(c));
                        letters += 1;
                    }
                }
            } else if !word.is_empty() {
                break;
            }
        }
        (!word.is_empty()).then(|| squeezed(&word))
    }
}

/// Characters that stand inside a word without parting it: combining accents, zero-width and
/// direction marks, soft hyphens, and the apostrophe of "what's".
fn is_silent(c: char) -> bool {
    matches!(c,
        '\'' | '’' | '‘' | 'ʼ' | '´' | '`'
        | '\u{ad}' | '\u{300}'..='\u{36f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

fn unaccented(c: char) -> char {
    match c {
        'á' | 'à' | 'ä' | 'â' | 'ã' | 'å' => 'a',
        'é' | 'è' | 'ë' | 'ê' => 'e',
        'í' | 'ì' | 'ï' | 'î' => 'i',
        'ó' | 'ò' | 'ö' | 'ô' | 'õ' => 'o',
        'ú' | 'ù' | 'ü' | 'û' => 'u',
        'ñ' => 'n',
        'ç' => 'c',
        _ => c,
    }
}

/// A letter said three times or more is said once: "holaaa", "pleeease". No word of either language
/// has three alike in a row.
fn squeezed(word: &str) -> String {
    let mut out: Vec<char> = Vec::with_capacity(word.len());
    let mut run = 0;
    for c in word.chars() {
        run = if out.last() == Some(&c) { run + 1 } else { 1 };
        match run {
            1 | 2 => out.push(c),
            3 => drop(out.pop()),
            _ => {}
        }
    }
    out.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(text: &str) -> Vec<String> {
        words(text).collect()
    }

    #[test]
    fn case_accents_and_punctuation_are_dropped() {
        assert_eq!(list("¿Qué CUBRE, el seguro?"), ["que", "cubre", "el", "seguro"]);
        assert_eq!(list("What's covered…"), ["whats", "covered"]);
        assert_eq!(list("24/7 niño"), ["24", "7", "nino"]);
    }

    #[test]
    fn combining_accents_and_zero_width_characters_do_not_part_a_word() {
        assert_eq!(
            list("po\u{301}liza se\u{200b}guro \u{feff}ho\u{ad}gar"),
            ["poliza", "seguro", "hogar"]
        );
    }

    #[test]
    fn long_runs_are_said_once_and_doubles_stay() {
        assert_eq!(list("holaaaaaa calle pleeease"), ["hola", "calle", "please"]);
    }

    #[test]
    fn long_input_is_cut() {
        assert_eq!(list(&"a ".repeat(50_000)).len(), MAX_WORDS);
        assert_eq!(list(&"ab".repeat(50_000)), ["ab".repeat(MAX_LETTERS / 2)]);
        assert_eq!(list("👋 \u{200b} … !"), [""; 0]);
    }
}
