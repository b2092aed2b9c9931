//! Searching bytes for a text that must not be there, however it is written.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use memchr::memmem;

/// A text to look for, in every writing in which it could leak.
///
/// Writings: UTF-8 (ASCII letters in any case), UTF-16 in both byte orders, and of each of these
/// base64 in both alphabets at its three alignments, hex and percent-encoding in both cases; also
/// the text with its non-ASCII characters escaped as JSON and as URLs do.
pub struct Canary {
    text: String,
    needles: Vec<Needle>,
}

/// One writing of a canary.
struct Needle {
    writing: String,
    bytes: Vec<u8>,
    any_case: bool,
}

impl Canary {
    /// A canary of `text`. Shorter than 8 bytes, it would be found in random bytes by chance.
    pub fn new(text: &str) -> Self {
        assert!(text.len() >= 8, "a canary of {} bytes is found by chance", text.len());
        Self { text: text.to_owned(), needles: needles(text) }
    }

    /// Canaries of every run of 16 characters in `text`, a step of 4 apart: finds parts of it too.
    pub fn fragments(text: &str) -> Vec<Self> {
        let chars: Vec<char> =
            text.split_whitespace().collect::<Vec<_>>().join(" ").chars().collect();
        let windows = chars.windows(16.min(chars.len())).step_by(4);
        windows.map(|window| Self::new(&window.iter().collect::<String>())).collect()
    }

    /// The text that is looked for.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The writing in which `hay` contains this canary, if it does.
    pub fn find(&self, hay: &[u8]) -> Option<&str> {
        let lower = hay.to_ascii_lowercase();
        self.needles.iter().find(|needle| needle.is_in(hay, &lower)).map(|needle| &*needle.writing)
    }

    /// Fails if `hay` contains this canary, saying `place`.
    pub fn must_not_be_in(&self, hay: &[u8], place: &str) -> anyhow::Result<()> {
        match self.find(hay) {
            None => Ok(()),
            Some(writing) => anyhow::bail!("“{}” leaked as {writing} into {place}", self.text),
        }
    }
}

impl Needle {
    fn is_in(&self, hay: &[u8], lower: &[u8]) -> bool {
        memmem::find(if self.any_case { lower } else { hay }, &self.bytes).is_some()
    }
}

fn needles(text: &str) -> Vec<Needle> {
    let encodings = [
        ("UTF-8", text.as_bytes().to_vec()),
        ("UTF-16 little endian", text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("UTF-16 big endian", text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
    ];
    let mut needles: Vec<Needle> =
        encodings.iter().flat_map(|(name, b)| writings(name, b)).collect();
    needles.push(folded("JSON escapes".into(), json_escaped(text).as_bytes()));
    for (name, space) in [("URL encoding", "%20"), ("form encoding", "+")] {
        needles.push(folded(name.into(), url_encoded(text, space).as_bytes()));
    }
    needles
}

fn writings(name: &str, bytes: &[u8]) -> Vec<Needle> {
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let percent: String = bytes.iter().map(|byte| format!("%{byte:02x}")).collect();
    let mut all = vec![
        folded(name.into(), bytes),
        folded(format!("hex of {name}"), hex.as_bytes()),
        folded(format!("percent-encoded {name}"), percent.as_bytes()),
    ];
    for skip in 0..3 {
        for (alphabet, engine) in [("base64", &STANDARD_NO_PAD), ("base64url", &URL_SAFE_NO_PAD)] {
            let writing = format!("{alphabet} of {name}, {skip} bytes past a group of three");
            let mut padded = vec![0; skip];
            padded.extend(bytes);
            // Only the characters that hold nothing but bits of the canary.
            let (from, to) = ((skip * 8).div_ceil(6), padded.len() * 8 / 6);
            let bytes = engine.encode(&padded).into_bytes()[from..to].to_vec();
            all.push(Needle { writing, bytes, any_case: false });
        }
    }
    all
}

fn folded(writing: String, bytes: &[u8]) -> Needle {
    Needle { writing, bytes: bytes.to_ascii_lowercase(), any_case: true }
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
        let canary = Canary::new(TEXT);
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
        let canary = Canary::new("8 bytes.");
        let noise = noise(4 << 20);
        assert_eq!(canary.find(&noise), None);
        assert_eq!(canary.find(STANDARD_NO_PAD.encode(&noise).as_bytes()), None);
        assert_eq!(Canary::new(TEXT).find(b"Canario-\xc3\x91and\xc3\xba 7f3K"), None);
    }

    #[test]
    fn a_fragment_betrays_a_cut_text() {
        let answer = "La póliza cubre incendio, agua,\n robo y cristales en toda la vivienda.";
        let fragments = Canary::fragments(answer);
        let cut = STANDARD_NO_PAD.encode("…cubre incendio, agua, robo y cris");
        assert!(fragments.iter().any(|fragment| fragment.find(cut.as_bytes()).is_some()));
        assert!(fragments.iter().all(|fragment| fragment.find(&noise(1 << 16)).is_none()));
    }
}
