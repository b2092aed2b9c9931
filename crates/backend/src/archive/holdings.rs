//! What an archive holds: an export of the relay's envelopes, JSON lines (docs/audit.md). It opens
//! nothing by itself.

use std::{
    collections::BTreeMap,
    io::{self, BufRead},
};

use serde::Deserialize;
use serde_json::{Value, value::RawValue};
use sigilo_protocol::{ConvId, Envelope, Hash, Pins, VerifiedManifest};

/// The envelopes and manifests of a site.
#[derive(Debug, Default)]
pub struct Holdings {
    /// The site.
    pub site: String,
    /// The manifests, by the hash that envelopes cite.
    pub(super) manifests: BTreeMap<Hash, String>,
    /// The policies' documents, by their hash.
    policies: BTreeMap<Hash, String>,
    /// The conversations, each with its envelopes in the relay's order.
    pub(super) conversations: BTreeMap<ConvId, Vec<Envelope>>,
}

/// A conversation as it looks from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Its name.
    pub conv: ConvId,
    /// How many envelopes.
    pub envelopes: usize,
    /// When the first says it was sent, in milliseconds since 1970, and the last.
    pub first: u64,
    /// The last.
    pub last: u64,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Item {
    Head(Head),
    Manifest(Manifest),
    Policy(Policy),
    Envelope(Sent),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    envelopes: u64,
    site: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    manifest: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Policy {
    policy: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sent {
    envelope: Box<RawValue>,
}

/// Why an export can't be read.
#[derive(Debug, thiserror::Error)]
pub enum HoldingsError {
    /// The file can't be read.
    #[error(transparent)]
    File(#[from] io::Error),
    /// A line is not what it should be.
    #[error("line {0} is none of an export of envelopes")]
    Line(usize),
}

impl Holdings {
    /// Reads an export.
    pub fn read(file: &mut impl BufRead) -> Result<Self, HoldingsError> {
        let mut held: Option<Self> = None;
        for (at, line) in file.lines().enumerate() {
            let bad = || HoldingsError::Line(at + 1);
            match (item(&line?).ok_or_else(bad)?, &mut held) {
                (Item::Head(Head { envelopes: 1, site }), None) => {
                    held = Some(Self { site, ..Self::default() });
                }
                (Item::Manifest(Manifest { manifest }), Some(held)) => {
                    held.manifests.insert(VerifiedManifest::hash_of(&manifest), manifest);
                }
                (Item::Policy(Policy { policy }), Some(held)) => {
                    held.policies.insert(Hash::of(policy.as_bytes()), policy);
                }
                (Item::Envelope(Sent { envelope }), Some(held)) => {
                    let envelope = Envelope::parse(envelope.get().as_bytes()).map_err(|_| bad())?;
                    held.conversations.entry(envelope.header().conv).or_default().push(envelope);
                }
                _ => return Err(bad()),
            }
        }
        held.ok_or(HoldingsError::Line(1))
    }

    /// The manifests that the site has signed.
    pub(super) fn verified(&self, pins: &Pins) -> Vec<VerifiedManifest> {
        let verified = |jws: &String| VerifiedManifest::cited(jws, pins).ok();
        self.manifests.values().filter_map(verified).collect()
    }

    /// How many people have to agree by the policies of the site's manifests; nothing if one of these is not
    /// here, and nobody can know.
    pub(super) fn approvers(&self, manifests: &[VerifiedManifest]) -> Option<u64> {
        let wanted = |manifest: &VerifiedManifest| {
            let policy = self.policies.get(&manifest.policy.hash)?;
            // A policy of another version may say other things otherwise; what it says of this counts.
            let policy: Value = serde_json::from_str(policy).unwrap_or_default();
            Some(policy["archive_approvers"].as_u64().unwrap_or(0))
        };
        let wanted = manifests.iter().map(wanted).collect::<Option<Vec<_>>>()?;
        Some(wanted.into_iter().max().unwrap_or(0))
    }

    /// The conversations, from outside.
    pub fn list(&self) -> Vec<Held> {
        let held = |(conv, envelopes): (&ConvId, &Vec<Envelope>)| {
            let times = || envelopes.iter().map(|envelope| envelope.header().ts);
            Held {
                conv: *conv,
                envelopes: envelopes.len(),
                first: times().min().unwrap_or(0),
                last: times().max().unwrap_or(0),
            }
        };
        self.conversations.iter().map(held).collect()
    }
}

/// A line: `RawValue` can't be read inside an untagged one, so it is told by its first member.
fn item(line: &str) -> Option<Item> {
    if line.starts_with("{\"envelope\":") {
        return serde_json::from_str(line).ok().map(Item::Envelope);
    }
    if line.starts_with("{\"policy\":") {
        return serde_json::from_str(line).ok().map(Item::Policy);
    }
    if line.starts_with("{\"manifest\":") {
        return serde_json::from_str(line).ok().map(Item::Manifest);
    }
    serde_json::from_str(line).ok().map(Item::Head)
}
