//! Packs `data/cues.txt`, `data/lists.txt` and `data/ids.txt`; each says at its top how it is written.

use std::io;

use crate::kinds::Kinds;
use crate::words::Group;

/// Says nothing for any kind.
const AGAINST: u8 = 0xFF;

/// For each line the bytes of its kinds, and its cues.
pub(crate) fn cues(file: &str, kinds: &Kinds) -> io::Result<Vec<Group>> {
    let mut groups = Vec::new();
    for line in lines(&file.replace("\n ", " ")) {
        let (names, words) = line.split_once(':').ok_or_else(|| wrong(&line))?;
        let own: io::Result<Vec<u8>> =
            names.split_whitespace().map(|own| kinds.byte(own)).collect();
        let said = if names.is_empty() { vec![AGAINST] } else { own? };
        groups.push(Group { said, words: words.split('|').map(spaced).collect() });
    }
    Ok(groups)
}

/// Begins a list.
const LIST: u8 = 0xFE;

/// For each line the byte of its list, after that of all lists, and its words; and Rust constants of their
/// numbers.
pub(crate) fn lists(file: &str) -> io::Result<(Vec<Group>, String)> {
    let (mut groups, mut source) = (Vec::new(), String::new());
    for (nth, line) in lines(&file.replace("\n ", " ")).enumerate() {
        let (name, words) = line.split_once(':').ok_or_else(|| wrong(&line))?;
        let words = words.split_whitespace().map(Into::into).collect();
        groups.push(Group { said: vec![LIST, 0x80 + nth as u8], words });
        source += &format!("pub(crate) const {name}: List = List({nth});\n");
    }
    Ok((groups, source))
}

/// A word or phrase with single spaces.
fn spaced(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The checks, a line each, after `=`; then, for each row, the byte of its kind, a sign for what it says, one
/// for its check (a space if it has none), and its layouts.
pub(crate) fn ids(file: &str, kinds: &Kinds) -> io::Result<Vec<u8>> {
    let (mut checks, mut rows) = (Vec::new(), Vec::new());
    let mut names = Vec::new();
    for line in lines(file) {
        let columns: Vec<&str> = line.split("  ").collect();
        match *columns {
            [name, program] => {
                names.push(name.strip_prefix("= ").ok_or_else(|| wrong(&line))?.to_owned());
                checks.push(b'=');
                checks.extend(program.bytes());
                checks.push(b'\n');
            }
            [kind, says, check, layouts] => {
                let [grouped, compact] = says.as_bytes() else { return Err(wrong(&line)) };
                let is_formed = check == "-" || check.starts_with('~');
                let says = strength(*grouped) * 5 + strength(*compact);
                let place = names.iter().position(|own| own == check.trim_start_matches('~'));
                let sign = match place {
                    Some(place) => b'!' + place as u8,
                    None if check == "-" => b' ',
                    None => return Err(wrong(&line)),
                };
                rows.push(kinds.byte(kind)?);
                rows.extend([b'0' + says + if is_formed { 32 } else { 0 }, sign]);
                rows.extend(layouts.bytes());
                rows.push(b'\n');
            }
            _ => return Err(wrong(&line)),
        }
    }
    Ok([checks, rows].concat())
}

fn strength(letter: u8) -> u8 {
    b"hwls-".iter().position(|own| *own == letter).unwrap_or(4) as u8
}

/// What is no comment.
fn lines(file: &str) -> impl Iterator<Item = String> {
    let lines = file.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(Into::into)
}

fn wrong(line: &str) -> io::Error {
    io::Error::other(format!("a line that can't be read: {line}"))
}
