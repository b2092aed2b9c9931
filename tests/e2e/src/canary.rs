//! Searching bytes for a text that must not be there, however it is written.

use aho_corasick::AhoCorasick;
use anyhow::{Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

/// One text or several to look for, in every writing in which they could leak.
///
/// Writings: UTF-8 (ASCII letters in any case), UTF-16 in both byte orders, and of each of these
/// base64 in both alphabets at its three alignments, hex and percent-encoding in both cases; also
/// the text with its non-ASCII characters escaped as JSON and as URLs do.
pub struct Canary {
    texts: Vec<String>,
    any_case: Finder,
    exact: Finder,
}

/// Needles that are searched for in one go.
struct Finder {
    needles: Vec<Needle>,
    automaton: AhoCorasick,
}

/// One writing of a text.
struct Needle {
    text: String,
    writing: String,
    bytes: Vec<u8>,
    any_case: bool,
}

impl Canary {
    /// A canary of `text`. Shorter than 8 bytes, it would be found in random bytes by chance.
    pub fn new(text: &str) -> Result<Self> {
        Self::of(vec![text.to_owned()])
    }

    /// A canary of every run of 16 characters in `text`, a step of 4 apart: it finds parts too.
    /// What is `public` anyway is left out.
    pub fn fragments(text: &str, public: &[&str]) -> Result<Self> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let chars: Vec<char> = words.join(" ").chars().collect();
        let windows = chars.windows(16.min(chars.len().max(1))).step_by(4);
        let texts = windows.map(|window| window.iter().collect::<String>());
        Self::of(texts.filter(|text| !public.iter().any(|all| all.contains(text))).collect())
    }

    /// How many texts it looks for.
    pub fn count(&self) -> usize {
        self.texts.len()
    }

    /// Which text `hay` contains, and in which writing, if it does.
    pub fn find(&self, hay: &[u8]) -> Option<String> {
        let needle = self.any_case.find(hay).or_else(|| self.exact.find(hay))?;
        Some(format!("“{}” in {}", needle.text, needle.writing))
    }

    /// Fails if `hay` contains this canary, saying `place`.
    pub fn must_not_be_in(&self, hay: &[u8], place: &str) -> Result<()> {
        match self.find(hay) {
            None => Ok(()),
            Some(found) => bail!("{found} leaked into {place}"),
        }
    }

    fn of(texts: Vec<String>) -> Result<Self> {
        if let Some(short) = texts.iter().find(|text| text.len() < 8) {
            bail!("“{short}” is so short that it is found by chance");
        }
        let needles = texts.iter().flat_map(|text| needles(text));
        let (any_case, exact) = needles.partition(|needle| needle.any_case);
        Ok(Self {
            texts,
            any_case: Finder::new(any_case, true)?,
            exact: Finder::new(exact, false)?,
        })
    }
}

impl Finder {
    fn new(needles: Vec<Needle>, any_case: bool) -> Result<Self> {
        let bytes = needles.iter().map(|needle| &needle.bytes);
        let automaton = AhoCorasick::builder().ascii_case_insensitive(any_case).build(bytes)?;
        Ok(Self { needles, automaton })
    }

    fn find(&self, hay: &[u8]) -> Option<&Needle> {
        let found = self.automaton.find(hay)?;
        self.needles.get(found.pattern().as_usize())
    }
}

fn needles(text: &str) -> Vec<Needle> {
    let encodings = [
        ("UTF-8", text.as_bytes().to_vec()),
        ("UTF-16 little endian", text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("UTF-16 big endian", text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
    ];
    let mut needles: Vec<Needle> =
        encodings.iter().flat_map(|(name, b)| writings(text, name, b)).collect();
    needles.push(folded(text, "JSON escapes".into(), json_escaped(text).as_bytes()));
    for (name, space) in [("URL encoding", "%20"), ("form encoding", "+")] {
        needles.push(folded(text, name.into(), url_encoded(text, space).as_bytes()));
    }
    needles
}

fn writings(text: &str, name: &str, bytes: &[u8]) -> Vec<Needle> {
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let percent: String = bytes.iter().map(|byte| format!("%{byte:02x}")).collect();
    let mut all = vec![
        folded(text, name.into(), bytes),
        folded(text, format!("hex of {name}"), hex.as_bytes()),
        folded(text, format!("percent-encoded {name}"), percent.as_bytes()),
    ];
    for skip in 0..3 {
        for (alphabet, engine) in [("base64", &STANDARD_NO_PAD), ("base64url", &URL_SAFE_NO_PAD)] {
            let writing = format!("{alphabet} of {name}, {skip} bytes past a group of three");
            let mut padded = vec![0; skip];
            padded.extend(bytes);
            // Only the characters that hold nothing but bits of the canary.
            let (from, to) = ((skip * 8).div_ceil(6), padded.len() * 8 / 6);
            let bytes = engine.encode(&padded).into_bytes()[from..to].to_vec();
            all.push(Needle { text: text.into(), writing, bytes, any_case: false });
        }
    }
    all
}

fn folded(text: &str, writing: String, bytes: &[u8]) -> Needle {
    Needle { text: text.into(), writing, bytes: bytes.to_vec(), any_case: true }
}

fn json_escaped(text: &str) -> String {
    let mut units = [0; 2];
    text.chars()
        .map(|c| match c {
            ' '..='~' => c.to_string(),
            _ => c.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")).collect(),
        })
        .collect()
}

fn url_encoded(text: &str, space: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b' ' => space.to_owned(),
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Canario-Ñandú 7f3Kq";

    /// Every writing, made without the code under test.
    fn planted() -> Vec<(&'static str, Vec<u8>)> {
        let le: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let mut all = Vec::new();
        for (name, bytes) in [("8", TEXT.as_bytes().to_vec()), ("le", le), ("be", be)] {
            all.push((
                name,
                bytes.iter().map(|b| format!("{b:02x}")).collect::<String>().into_bytes(),
            ));
            all.push((
                name,
                bytes.iter().map(|b| format!("{b:02X}")).collect::<String>().into_bytes(),
            ));
            all.push((
                name,
                bytes.iter().map(|b| format!("%{b:02X}")).collect::<String>().into_bytes(),
            ));
            for before in 0..7_u8 {
                for after in 0..4_u8 {
                    let framed = [
                        &vec![0xa5 ^ before; before.into()][..],
                        &bytes,
                        &vec![after; after.into()],
                    ]
                    .concat();
                    all.push((name, STANDARD_NO_PAD.encode(&framed).into_bytes()));
                    all.push((name, URL_SAFE_NO_PAD.encode(&framed).into_bytes()));
                    all.push((name, framed));
                }
            }
        }
        all.push(("upper", TEXT.to_ascii_uppercase().into_bytes()));
        all.push(("json", br"Canario-\u00d1and\u00FA 7f3Kq".to_vec()));
        all.push(("url", b"Canario-%C3%91and%C3%BA%207f3Kq".to_vec()));
        all.push(("form", b"Canario-%c3%91and%c3%ba+7f3Kq".to_vec()));
        all
    }

    /// Bytes without a pattern, the same in each run.
    fn noise(len: usize) -> Vec<u8> {
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let step = |_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state.to_le_bytes()[3]
        };
        (0..len).map(step).collect()
    }

    #[test]
    fn every_writing_is_found_wherever_it_stands() {
        let canary = Canary::new(TEXT).unwrap();
        for (name, bytes) in planted() {
            for offset in [0, 1, 2, 3, 997] {
                let hay = [&noise(offset)[..], &bytes, &noise(61)].concat();
                assert!(
                    canary.find(&hay).is_some(),
                    "{name}: {:?}",
                    String::from_utf8_lossy(&bytes)
                );
            }
        }
    }

    #[test]
    fn nothing_is_found_where_nothing_is() {
        let canary = Canary::new("8 bytes.").unwrap();
        let noise = noise(4 << 20);
        assert_eq!(canary.find(&noise), None);
        assert_eq!(canary.find(STANDARD_NO_PAD.encode(&noise).as_bytes()), None);
        assert_eq!(Canary::new(TEXT).unwrap().find(b"Canario-\xc3\x91and\xc3\xba 7f3K"), None);
    }

    #[test]
    fn a_fragment_betrays_a_cut_text() {
        let answer = "La póliza cubre incendio, agua,\n robo y cristales en toda la vivienda.";
        let fragments = Canary::fragments(answer, &["Que cubre incendio, agua y más."]).unwrap();
        let cut = STANDARD_NO_PAD.encode("…agua, robo y cristales en to…");
        assert!(fragments.find(cut.as_bytes()).is_some());
        assert_eq!(fragments.find(b"cubre incendio, agua"), None);
        assert_eq!(fragments.find(&noise(1 << 16)), None);
    }

    #[test]
    fn a_text_that_chance_would_find_is_no_canary() {
        assert!(Canary::new("7 bytes").is_err());
        assert!(Canary::fragments("short", &[]).is_err());
        assert_eq!(Canary::fragments("long enough", &[]).unwrap().count(), 1);
    }
}
