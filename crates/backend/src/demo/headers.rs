//! A `_headers` file, as Netlify and Cloudflare Pages read it: a path on its own line, its headers
//! indented below. Of their patterns only a `*` at the end is read.

use axum::http::{HeaderMap, HeaderName, HeaderValue};

/// The rules of a file, in their order.
#[derive(Clone, Debug, Default)]
pub(super) struct Headers(Vec<Rule>);

#[derive(Clone, Debug)]
struct Rule {
    path: String,
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl Headers {
    /// Reads a file, or tells the number of the line that is not understood.
    pub(super) fn parse(text: &str) -> Result<Self, usize> {
        let mut rules: Vec<Rule> = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let content = line.trim();
            if content.is_empty() || content.starts_with('#') {
                continue;
            }
            let understood = if line.starts_with(char::is_whitespace) {
                header(content)
                    .zip(rules.last_mut())
                    .map(|(header, rule)| rule.headers.push(header))
            } else {
                rule(content).map(|rule| rules.push(rule))
            };
            understood.ok_or(index + 1)?;
        }
        Ok(Self(rules))
    }

    /// Adds the headers of every rule that is for `path`.
    pub(super) fn apply(&self, path: &str, headers: &mut HeaderMap) {
        for rule in self.0.iter().filter(|rule| rule.is_for(path)) {
            for (name, value) in &rule.headers {
                headers.append(name, value.clone());
            }
        }
    }
}

impl Rule {
    fn is_for(&self, path: &str) -> bool {
        match self.path.strip_suffix('*') {
            Some(start) => path.starts_with(start),
            None => path == self.path,
        }
    }
}

fn rule(path: &str) -> Option<Rule> {
    let before_last = path.get(..path.len() - 1)?;
    let is_plain = path.starts_with('/') && !before_last.contains(['*', ':']);
    is_plain.then(|| Rule { path: path.into(), headers: Vec::new() })
}

fn header(line: &str) -> Option<(HeaderName, HeaderValue)> {
    let (name, value) = line.split_once(':')?;
    Some((name.trim().parse().ok()?, value.trim().parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn applied(text: &str, path: &str) -> Vec<String> {
        let mut headers = HeaderMap::new();
        Headers::parse(text).unwrap().apply(path, &mut headers);
        let show = |(name, value): (&HeaderName, &HeaderValue)| {
            format!("{name}: {}", value.to_str().unwrap())
        };
        let mut shown: Vec<_> = headers.iter().map(show).collect();
        shown.sort();
        shown
    }

    #[test]
    fn every_rule_for_a_path_counts() {
        let text =
            "# a comment\n/*\n  X-A: 1\n  X-B: a: b\n\n/embed.js\n  X-A: 2\n/a/*\n\tX-C: 3\n";
        assert_eq!(applied(text, "/index.html"), ["x-a: 1", "x-b: a: b"]);
        assert_eq!(applied(text, "/embed.js"), ["x-a: 1", "x-a: 2", "x-b: a: b"]);
        assert_eq!(applied(text, "/a/b"), ["x-a: 1", "x-b: a: b", "x-c: 3"]);
        assert_eq!(applied(text, "/embed.js.map").len(), 2);
    }

    #[test]
    fn a_line_that_is_not_understood_is_named() {
        for (text, line) in [
            ("  X-A: 1\n", 1),
            ("/*\n  X-A\n", 2),
            ("/*\n  X A: 1\n", 2),
            ("embed.js\n", 1),
            ("/ok\n/:name\n", 2),
            ("/*/x\n", 1),
        ] {
            assert_eq!(Headers::parse(text).err(), Some(line), "{text}");
        }
    }
}
