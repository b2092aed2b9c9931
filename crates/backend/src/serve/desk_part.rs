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
    connect::BotKind,
    desk::{Config, Desk, Policy, staff::Staff},
    events::Events,
    settings::{DeskPart, Settings, SettingsError, Site},
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
    settings.sites.iter().map(|site| one(site, &relay, &settings.desk, events)).collect()
}

/// The thumbprints of their identity keys, by site.
#[cfg(feature = "relay")]
pub(super) fn pins(desks: &[Desk]) -> Vec<(String, String)> {
    desks.iter().map(|desk| (desk.site().to_owned(), desk.pin())).collect()
}

pub(super) fn probe(desk: &Desk) -> Probe {
    let pulse = desk.pulse();
    Arc::new(move || {
        let pulse = pulse.clone();
        Box::pin(async move { pulse.ailments().await })
    })
}

/// The pages of a desk's people, if it has some: the audit log hears what is done there.
pub(super) fn staff(
    site: &Site,
    desk: &Desk,
    events: &Events,
) -> Result<Option<Staff>, StartError> {
    let (Some(settings), Some(people)) = (&site.staff, desk.people()) else { return Ok(None) };
    let events = events.and(Arc::new(desk.recorder()));
    let opened = Staff::open(settings.clone(), &site.data, people, events, Clock::system());
    let opened = opened.map_err(|error| StartError::Staff(site.name.clone(), error))?;
    Ok(Some(opened))
}

/// What a relay in this process tells is in the audit logs of these desks, and in their figures, too.
#[cfg(feature = "relay")]
pub(super) fn told(desks: &[Desk], events: &Events) -> Events {
    let hears = |events: Events, desk: &Desk| {
        events.and(Arc::new(desk.recorder())).and(Arc::new(desk.figures()))
    };
    desks.iter().fold(events.clone(), hears)
}

fn one(site: &Site, relay: &str, part: &DeskPart, events: &Events) -> Result<Desk, StartError> {
    let Site { name, page_origins, policy, data, rules, recipient, bot, archive, people, .. } =
        site;
    let clock = Clock::system();
    // Beside a bot elsewhere there need not be rules.
    let has_rules = bot.kind == BotKind::Rules || rules.join("knowledge.es.json").exists();
    let rules = if has_rules { Some(read_rules(rules)?) } else { None };
    let opened = bot.open(rules, clock.clone(), people.is_some());
    let (bot, slow) = opened.map_err(|error| StartError::Bot(name.clone(), error))?;
    Ok(Desk::open(Config {
        relay: relay.into(),
        site: name.clone(),
        origins: page_origins.clone(),
        recipient: recipient.id.clone(),
        name: recipient.name.clone(),
        picture: recipient.picture.clone(),
        policy: read_policy(policy)?,
        data: data.clone(),
        bot,
        slow,
        clock,
        archive: archive.clone(),
        audit: part.audit.clone(),
        storage: part.storage.clone(),
        files: part.files.clone(),
        people: people.clone(),
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
    // A name is a file's in that folder, and leads nowhere else.
    let file = |name: &str| {
        let is_plain = !name.is_empty() && !name.contains(['/', '\\']) && name != "..";
        is_plain.then(|| fs::read(folder.join(name)).ok()).flatten()
    };
    let bot = RuleBot::with_files(&spanish, &english, &file);
    bot.map_err(|error| StartError::Rules(folder.into(), error))
}

fn read(path: PathBuf) -> Result<String, StartError> {
    fs::read_to_string(&path).map_err(|error| StartError::File(path, error))
}
