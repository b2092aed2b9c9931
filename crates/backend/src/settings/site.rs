//! `[[site]]`: what a relay knows of a site, and what its desk does.

use std::path::PathBuf;

use serde::Deserialize;
use sigilo_protocol::Pins;
#[cfg(feature = "desk")]
use sigilo_protocol::is_picture;

use super::{Archive, SettingsError};
#[cfg(feature = "desk")]
use crate::{
    connect::BotSettings,
    desk::{people, staff},
};

/// `[[site]]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// Its name, in the manifest and in `/v1/sites/…`: usually its host.
    pub name: String,
    /// The thumbprint of its identity key, and of the next one if there is one: as the script tag's
    /// `data-key`.
    #[serde(default)]
    pub pins: Vec<String>,
    /// The origins of the widget's files, whose scripts may read the relay's answers.
    #[serde(default)]
    pub widget_origins: Vec<String>,
    /// The origins of pages that may embed the chat.
    #[serde(default)]
    pub page_origins: Vec<String>,
    /// The folder of the policy: `core.json`, and a file for each text. Default `policy`.
    #[serde(default = "policy")]
    pub policy: PathBuf,
    /// The folder of the desk's keys and database. Default `desk`.
    #[serde(default = "data")]
    pub data: PathBuf,
    /// The folder of the bot's rules: `knowledge.es.json` and `knowledge.en.json`. Default `rules`.
    #[serde(default = "rules")]
    pub rules: PathBuf,
    /// Who answers, as the visitor reads it.
    #[serde(default)]
    pub recipient: Recipient,
    /// Where answers come from (docs/bots.md). Default: from the rules.
    #[cfg(feature = "desk")]
    #[serde(default)]
    pub bot: BotSettings,
    /// People who read and answer beside the bot (docs/staff.md). Default: there are none.
    #[cfg(feature = "desk")]
    #[serde(default)]
    pub people: Option<people::Settings>,
    /// The pages where they do it. Default: none are served.
    #[cfg(feature = "desk")]
    #[serde(default)]
    pub staff: Option<staff::Settings>,
    /// Whether conversations are archived. Default: they are not.
    #[serde(default)]
    pub archive: Archive,
}

/// `[site.recipient]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Recipient {
    /// Its id in the manifest and in the policy. Default `bot`.
    pub id: String,
    /// Its name, which the visitor reads. Default `Bot`.
    pub name: String,
    /// Its picture, which the visitor sees beside the name: a file beside the widget's, without `.webp`. Default:
    /// the site's logo.
    pub picture: Option<String>,
}

impl Default for Recipient {
    fn default() -> Self {
        Self { id: "bot".into(), name: "Bot".into(), picture: None }
    }
}

impl Site {
    pub(super) fn check(&self, at: usize) -> Result<(), SettingsError> {
        let key = |name: &str| format!("site[{at}].{name}");
        let is_name = |c: char| c.is_ascii_alphanumeric() || ".-_".contains(c);
        if self.name.is_empty() || !self.name.chars().all(is_name) {
            let why = format!(
                "'{}' is not a name; write the site's host, such as \"www.shop.example\"",
                self.name
            );
            return Err(SettingsError::at(key("name"), why));
        }
        if !self.pins.is_empty() && self.parsed_pins().is_none() {
            let why = "these are not one or two thumbprints of 43 characters; `sigilo-backend init` \
                       tells a key's, the script tag has it as data-key";
            return Err(SettingsError::at(key("pins"), why));
        }
        for (name, origins) in
            [("widget_origins", &self.widget_origins), ("page_origins", &self.page_origins)]
        {
            if let Some(origin) = origins.iter().find(|origin| !is_origin(origin)) {
                let why = format!(
                    "'{origin}' is not an origin; write scheme and host alone, such as \"https://www.shop.example\""
                );
                return Err(SettingsError::at(key(name), why));
            }
        }
        #[cfg(feature = "desk")]
        if let Some(picture) = self.recipient.picture.as_ref().filter(|own| !is_picture(own)) {
            let why = format!(
                "'{picture}' is not a picture's name; put a file such as aurora.webp beside the widget's files and write \"aurora\""
            );
            return Err(SettingsError::at(key("recipient.picture"), why));
        }
        #[cfg(feature = "desk")]
        if let Some(staff) = &self.staff {
            if self.people.is_none() {
                let why =
                    "these pages are of people whom visitors are told of; write [site.people] too";
                return Err(SettingsError::at(key("staff"), why));
            }
            staff.check(&key("staff"))?;
        }
        Ok(())
    }

    /// The pins, if there are any.
    pub fn parsed_pins(&self) -> Option<Pins> {
        Pins::parse(&self.pins.join(" "))
    }
}

/// Scheme, host and perhaps a port, as browsers write it.
pub(crate) fn is_origin(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        let is_host = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-:[]".contains(c);
        !rest.is_empty() && rest.chars().all(is_host)
    })
}

fn policy() -> PathBuf {
    "policy".into()
}

fn data() -> PathBuf {
    "desk".into()
}

fn rules() -> PathBuf {
    "rules".into()
}
