//! The few kinds of arguments that the commands take: `--flag`, `--name value` and `--name=value`.

use anyhow::{Context, Result, bail};

/// What a command may be told.
pub(crate) struct Accepted {
    /// Flags, such as `--headless`.
    pub(crate) flags: &'static [&'static str],
    /// Options with a value, such as `--port`; each may be repeated.
    pub(crate) options: &'static [&'static str],
}

/// What a command was told.
#[derive(Debug)]
pub(crate) struct Args {
    flags: Vec<String>,
    options: Vec<(String, String)>,
}

impl Args {
    /// Reads `words`; fails at the first that is not `accepted`.
    pub(crate) fn parse(words: &[String], accepted: &Accepted) -> Result<Self> {
        let mut args = Self { flags: Vec::new(), options: Vec::new() };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let (name, inline) = match word.split_once('=') {
                Some((name, value)) => (name, Some(value.to_owned())),
                None => (word.as_str(), None),
            };
            if accepted.options.contains(&name) {
                let value = inline.or_else(|| words.next().cloned());
                let value = value.with_context(|| format!("{name} wants a value"))?;
                args.options.push((name.to_owned(), value));
            } else if accepted.flags.contains(&word.as_str()) {
                args.flags.push(word.clone());
            } else {
                bail!("{word} is not an option here; --help lists them");
            }
        }
        Ok(args)
    }

    /// Whether the flag `name` was given.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.flags.iter().any(|flag| flag == name)
    }

    /// Every value of the option `name`, in order.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.options.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The last value of the option `name`.
    pub(crate) fn last(&self, name: &str) -> Option<&str> {
        self.options.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACCEPTED: Accepted = Accepted { flags: &["--list"], options: &["--only"] };

    fn parse(words: &[&str]) -> Result<Args> {
        let words: Vec<String> = words.iter().map(ToString::to_string).collect();
        Args::parse(&words, &ACCEPTED)
    }

    #[test]
    fn values_come_after_a_space_or_an_equals_sign() {
        let args = parse(&["--only", "fmt", "--list", "--only=e2e"]).unwrap();
        assert_eq!(args.all("--only").collect::<Vec<_>>(), ["fmt", "e2e"]);
        assert_eq!(args.last("--only"), Some("e2e"));
        assert!(args.has("--list"));
    }

    #[test]
    fn the_unknown_and_the_unfinished_are_refused() {
        assert!(parse(&["--onyl", "fmt"]).unwrap_err().to_string().contains("--onyl"));
        assert!(parse(&["--only"]).unwrap_err().to_string().contains("wants a value"));
        assert!(parse(&["--list=yes"]).is_err());
    }
}
