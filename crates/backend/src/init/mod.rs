//! `sigilo-backend init`: a configuration, keys, a policy and a bot's first rules, for a company that
//! begins.
//!
//! The policies are those of the demonstration's sectors with the owner's name put in: a start to be
//! read and made true, which `policy check` has no error to find in. The rules know nothing but whom to
//! ask; a demonstration's prices are nobody's.

mod config;
mod template;
#[cfg(test)]
mod tests;

use std::{
    fs, io,
    net::SocketAddr,
    path::{Path, PathBuf},
};

use crate::{
    desk::{DeskError, make_keys},
    settings::{Settings, SettingsError},
};

/// The configuration's name.
const CONFIG: &str = "sigilo.toml";

/// Which template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Template {
    /// Insurance: quotes, offers.
    Insurance,
    /// Finance: accounts and cards.
    Finance,
    /// Health: a special category of data.
    Health,
}

/// What has to be known of the owner.
#[derive(Clone, Debug)]
pub struct Answers {
    /// The sector.
    pub template: Template,
    /// The site's name, usually its host.
    pub site: String,
    /// The company's legal name.
    pub owner: String,
    /// Its postal address.
    pub address: String,
    /// Its e-mail address for privacy.
    pub contact: String,
    /// Its telephone number: whoever says no to the chat needs another way.
    pub phone: String,
    /// The name of the assistant.
    pub assistant: String,
    /// The origins of the pages that embed the chat.
    pub page_origins: Vec<String>,
    /// The origin of the widget's files.
    pub widget_origin: String,
    /// Where to listen.
    pub listen: SocketAddr,
    /// PEM files of certificate and key; none behind a proxy.
    pub tls: Option<(PathBuf, PathBuf)>,
}

/// What was made.
#[derive(Debug)]
pub struct Made {
    /// The configuration.
    pub config: PathBuf,
    /// The folder of the policy.
    pub policy: PathBuf,
    /// The folder of the bot's rules.
    pub rules: PathBuf,
    /// The file of private keys.
    pub keys: PathBuf,
    /// The identity key's thumbprint, for the script tag.
    pub pin: String,
}

/// Why nothing was made.
#[derive(Debug, thiserror::Error)]
pub enum InitError {
    /// Something is there.
    #[error("{0} is there already; nothing was changed. Choose another folder with --into")]
    Exists(PathBuf),
    /// An answer does not do.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// A control character, or nothing.
    #[error("--{0} is empty, or has a character that is none")]
    Text(&'static str),
    /// The template does not fit.
    #[error("the policy's template can't be filled in; choose another --sector and tell us")]
    Template,
    /// A file can't be written.
    #[error("{0} can't be written: {1}")]
    Write(PathBuf, io::Error),
    /// The keys can't be made.
    #[error(transparent)]
    Keys(#[from] DeskError),
}

/// Writes everything into `folder`, or nothing where something of it is there.
pub fn init(folder: &Path, answers: &Answers) -> Result<Made, InitError> {
    answers.check()?;
    let site = folder.join(&answers.site);
    let made = Made {
        config: folder.join(CONFIG),
        policy: site.join("policy"),
        rules: site.join("rules"),
        keys: site.join("desk/keys.json"),
        pin: String::new(),
    };
    for path in [&made.config, &site] {
        if path.exists() {
            return Err(InitError::Exists(path.clone()));
        }
    }
    // What the answers make wrong is told before a key is made.
    Settings::of_text(&config::text(answers, None))?;
    let documents = template::policy(answers).ok_or(InitError::Template)?;
    let rules = template::rules(answers);
    let pin = make_keys(&site.join("desk"))?;
    for (folder, files) in [(&made.policy, documents), (&made.rules, rules)] {
        fs::create_dir_all(folder).map_err(|error| InitError::Write(folder.clone(), error))?;
        for (name, text) in files {
            write(&folder.join(name), &text)?;
        }
    }
    write(&made.config, &config::text(answers, Some(&pin)))?;
    Ok(Made { pin, ..made })
}

impl Answers {
    fn check(&self) -> Result<(), InitError> {
        let Self { owner, address, contact, phone, assistant, .. } = self;
        for (name, text) in [
            ("owner", owner),
            ("address", address),
            ("contact", contact),
            ("phone", phone),
            ("assistant", assistant),
        ] {
            if text.trim().is_empty() || text.chars().any(char::is_control) {
                return Err(InitError::Text(name));
            }
        }
        Ok(())
    }
}

fn write(path: &Path, text: &str) -> Result<(), InitError> {
    fs::write(path, text).map_err(|error| InitError::Write(path.into(), error))
}
