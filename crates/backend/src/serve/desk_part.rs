//! The desks as a configuration has them: one for each site.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{health::Probe, running::StartError};
use crate::{
    Clock,
    bot::RuleBot,
    desk::{Config, Desk, Policy},
    events::Events,
    settings::{Settings, SettingsError, Site},
};

/// Opens them; `own` is the address of a relay in this process.
pub(super) fn open(
    settings: &Settings,
    events: &Events,
    own: Option<String>,
) -> Result<Vec<Desk>, StartError> {
    let why = "write the relay's address, such as \"https://relay.example\"; `sigilo-backend all` needs \
               none, since it runs a relay itself";
    let relay = settings.desk.relay.clone().or(own);
    let relay = relay.ok_or_else(|| SettingsError::at("desk.relay", why))?;
    settings.sites.iter().map(|site| one(site, &relay, events)).collect()
}

/// The thumbprints of their identity keys, by site.
pub(super) fn pins(desks: &[Desk]) -> Vec<(String, String)> {
    desks.iter().map(|desk| (desk.site().to_owned(), desk.pin())).collect()
}

pub(super) fn probe(desk: &Desk) -> Probe {
    let pulse = desk.pulse();
    let site = desk.site().to_owned();
    Arc::new(move || {
        let why = format!("the desk of {site} has not reached the relay lately");
        let reasons = if pulse.beats() { Vec::new() } else { vec![why] };
        Box::pin(std::future::ready(reasons))
    })
}

fn one(site: &Site, relay: &str, events: &Events) -> Result<Desk, StartError> {
    let Site { name, page_origins, policy, data, rules, recipient, .. } = site;
    Ok(Desk::open(Config {
        relay: relay.into(),
        site: name.clone(),
        origins: page_origins.clone(),
        recipient: recipient.id.clone(),
        name: recipient.name.clone(),
        policy: read_policy(policy)?,
        data: data.clone(),
        bot: Arc::new(read_rules(rules)?),
        clock: Clock::system(),
        events: events.clone(),
    })?)
}

fn read_policy(folder: &Path) -> Result<Policy, StartError> {
    let core = read(folder.join("core.json"))?;
    let listed = fs::read_dir(folder).map_err(|error| StartError::File(folder.into(), error))?;
    let mut texts = Vec::new();
    for entry in listed {
        let path = entry.map_err(|error| StartError::File(folder.into(), error))?.path();
        let is_text = path.extension().is_some_and(|kind| kind == "json");
        if is_text && path.file_name().is_some_and(|name| name != "core.json") {
            texts.push(read(path)?);
        }
    }
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    Policy::new(&core, &texts).map_err(|error| StartError::Policy(folder.into(), error))
}

fn read_rules(folder: &Path) -> Result<RuleBot, StartError> {
    let spanish = read(folder.join("knowledge.es.json"))?;
    let english = read(folder.join("knowledge.en.json"))?;
    RuleBot::new(&spanish, &english).map_err(|error| StartError::Rules(folder.into(), error))
}

fn read(path: PathBuf) -> Result<String, StartError> {
    fs::read_to_string(&path).map_err(|error| StartError::File(path, error))
}
