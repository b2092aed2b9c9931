//! JSON lines in, JSON lines out: what personal and sensitive data is in each text.
//!
//! `{"text": "…", "locale": "es"}` on standard input; `locale` or `lang` may be missing. For each line,
//! one on standard output: `{"findings": [{"kind", "start", "end", "confidence"}]}`, in code points, the
//! end exclusive; or `{"error": "…"}`, and the next line is read. `patterns` may hold the site's own
//! numbers, as its policy would declare them: `["POL-######"]`.

use std::collections::HashMap;
use std::io::{BufRead, BufWriter, Result, Write, stdin, stdout};

use serde_json::{Value, json};
use sigilo_detect::{Finding, Pattern, Scanner, Settings};

fn main() -> Result<()> {
    answer_all(stdin().lock(), BufWriter::new(stdout().lock()))
}

/// Answers each line with one.
pub(crate) fn answer_all(asked: impl BufRead, mut out: impl Write) -> Result<()> {
    let mut scanners = HashMap::new();
    for line in asked.split(b'\n') {
        let told = answer(&line?, &mut scanners).unwrap_or_else(|error| json!({"error": error}));
        writeln!(out, "{told}")?;
    }
    out.flush()
}

/// What is said of one line.
fn answer(
    line: &[u8],
    scanners: &mut HashMap<String, Scanner>,
) -> std::result::Result<Value, String> {
    let asked: Value = serde_json::from_slice(line).map_err(|error| error.to_string())?;
    let text = asked["text"].as_str().ok_or("there is no text")?;
    let locale = ["locale", "lang"].iter().find_map(|name| asked[*name].as_str());
    let patterns = patterns(&asked["patterns"])?;
    let findings = if patterns.is_empty() {
        let locale = locale.unwrap_or_default();
        let make = || Scanner::new(settings(locale));
        scanners.entry(locale.to_owned()).or_insert_with(make).scan(text)
    } else {
        let settings = Settings { patterns, ..settings(locale.unwrap_or_default()) };
        Scanner::new(settings).scan(text)
    };
    let points = Finding::points(text, &findings);
    Ok(json!({ "findings": findings.iter().zip(points).map(shown).collect::<Vec<_>>() }))
}

/// What goes with a locale; where there is none, the regions of Spanish and of English.
fn settings(locale: &str) -> Settings {
    let mut settings = Settings::for_locale(locale);
    let is_known = !settings.regions.is_empty();
    for more in ["es", "en"].map(Settings::for_locale) {
        if !is_known {
            settings.regions.extend(more.regions);
        }
    }
    settings
}

fn patterns(value: &Value) -> std::result::Result<Vec<Pattern>, String> {
    let all = value.as_array().into_iter().flatten().filter_map(Value::as_str);
    all.map(|own| Pattern::new(own).map_err(|error| format!("{own}: {error}"))).collect()
}

fn shown((own, (start, end)): (&Finding, (usize, usize))) -> Value {
    let confidence = (f64::from(own.confidence) * 100.0).round() / 100.0;
    json!({"kind": own.kind.name(), "start": start, "end": end, "confidence": confidence})
}
