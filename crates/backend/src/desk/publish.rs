//! The manifest: signed anew before half its time is gone, or when what it says has changed.

use getrandom::SysRng;
use rand_core::UnwrapErr;
use sigilo_protocol::{Manifest, ManifestError, Recipient, Role, SafetyCode, VerifiedManifest};

use super::{
    client::ClientError,
    office::{Desk, RoundError},
    people::People,
};
use crate::{DatabaseError, archive::Published, events::Event};

/// How long a manifest is good, in seconds: the longest that the protocol allows, so that a desk may
/// be down for a day and a half before visitors are turned away.
const LIFETIME: u64 = 72 * 3_600;

/// How long before an archive's keys are over that is said with every manifest, in seconds: a month, in
/// which people who have to agree can meet.
const ARCHIVE_WARNING: u64 = 31 * 24 * 3_600;

/// Why the manifest could not be published. The reason is in words only: what can be done is to try
/// again.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct PublishError(String);

impl Desk {
    /// The safety code of the manifest that was signed last, for people to compare; nothing before
    /// the first one.
    pub fn safety_code(&self) -> Option<SafetyCode> {
        self.manifest.as_deref().map(SafetyCode::of)
    }

    /// Publishes the manifest now. [`Desk::run`] does so too, and keeps it fresh; this is for who
    /// wants to know that it is there.
    pub async fn publish(&mut self) -> Result<(), PublishError> {
        self.publish_if_due().await.map_err(|error| PublishError(error.to_string()))
    }

    /// Rotates prekeys, signs what is due, and publishes what the relay does not have.
    pub(super) async fn publish_if_due(&mut self) -> Result<(), RoundError> {
        let now = self.clock.now();
        let before = self.keys.published().map(|prekey| prekey.kid);
        self.keys.rotate(now, &mut UnwrapErr(SysRng))?;
        if let Some(kid) = self.keys.published().map(|prekey| prekey.kid)
            && before.as_ref() != Some(&kid)
        {
            self.note("key.rotated", "desk", |event| event.with("kid", kid));
        }
        let manifest = self.signed(now).await?;
        if self.is_published {
            return Ok(());
        }
        match self.client.publish(manifest.jws(), self.policy.documents()).await {
            Ok(()) => {
                self.is_published = true;
                tracing::info!(ver = manifest.ver, "published the manifest");
                self.note("manifest.published", "desk", |event| {
                    event.with("ver", manifest.ver).with("exp", manifest.exp)
                });
                Ok(())
            }
            Err(error) => {
                if matches!(&error, ClientError::Refused(409, _)) {
                    // The relay has a later one, of a database that was lost here: sign a new one.
                    self.manifest = None;
                }
                Err(error.into())
            }
        }
    }

    /// The manifest of now: the one that was signed last, while it holds, or a new one.
    async fn signed(&mut self, now: u64) -> Result<VerifiedManifest, RoundError> {
        let kept = self.store.manifest().await?;
        let ver = kept.as_ref().map_or(0, |(ver, _)| *ver);
        let last_policy = kept.as_ref().and_then(|(_, jws)| {
            let last = VerifiedManifest::cited(jws, &self.pins()?).ok()?;
            Some(last.policy.hash)
        });
        if self.manifest.is_none() && !self.is_published {
            self.manifest = kept.and_then(|(_, jws)| self.verified(&jws, now).ok());
        }
        let wanted = self.draft(ver, now)?;
        if let Some(manifest) = &self.manifest
            && still_says(manifest, &wanted)
            && (manifest.iat..manifest.iat + LIFETIME / 2).contains(&now)
        {
            let manifest = manifest.clone();
            self.rotate(now).await?;
            return Ok(manifest);
        }
        if let Some(archive) = &self.archive
            && archive.until() < now + ARCHIVE_WARNING
        {
            tracing::warn!(until = archive.until(), "the archive's keys are nearly over");
            let event = Event::new(now, &self.site, "failure.archive", "desk");
            self.events.tell(&event.with("until", archive.until()));
        }
        let manifest = self.verified(&wanted.sign(&self.keys.identity), now)?;
        let core = self.policy.documents().first().cloned().unwrap_or_default();
        self.store.keep_manifest(manifest.clone(), core).await?;
        self.is_published = false;
        if last_policy != Some(manifest.policy.hash) {
            self.note("policy.published", "desk", |event| {
                event.with("policy", manifest.policy.hash).with("id", &manifest.policy.id)
            });
        }
        self.manifest = Some(manifest.clone());
        self.rotate(now).await?;
        Ok(manifest)
    }

    /// A manifest of the present keys and policy. Its version is the time, so that it grows even
    /// when the database was lost, and above the last one, so that it grows when the clock is set
    /// back.
    fn draft(&self, last_ver: u64, now: u64) -> Result<Manifest, RoundError> {
        // Without it visitors would be asked anew, and nothing would be archived.
        let archive = |own: &Published| own.recipient(now).ok_or(RoundError::Archive);
        let archive = self.archive.as_ref().map(archive).transpose()?;
        let vendor = self.slow.as_ref().and_then(|slow| slow.settings.recipient(&self.recipient));
        let bot = Recipient {
            id: self.recipient.clone(),
            role: Role::Bot,
            name: self.name.clone(),
            sig: Some(self.keys.signing.public()),
            pre: self.keys.published().into_iter().collect(),
            via: None,
        };
        Ok(Manifest {
            site: self.site.clone(),
            key: self.keys.identity.public(),
            origins: self.origins.clone(),
            ver: now.max(last_ver + 1),
            iat: now,
            exp: now + LIFETIME,
            recipients: [bot]
                .into_iter()
                .chain(self.people.iter().flat_map(People::recipients))
                .chain(vendor)
                .chain(archive)
                .collect(),
            policy: self.policy.reference(),
            // The reference relay has one; a widget that can't open it polls.
            ws: true,
            log: Some(self.log.public()),
        })
    }

    fn verified(&self, jws: &str, now: u64) -> Result<VerifiedManifest, ManifestError> {
        VerifiedManifest::verify(jws, &self.pins().ok_or(ManifestError::Pin)?, now)
    }

    pub(super) async fn rotate(&mut self, now: u64) -> Result<(), DatabaseError> {
        let pins = self.pins();
        let cited = self.store.cited_manifests(now).await?.into_iter();
        let cited =
            cited.filter_map(|jws| VerifiedManifest::cited(&jws, pins.as_ref()?).ok()).collect();
        self.protocol.rotate(self.keys.prekeys(), cited);
        Ok(())
    }
}

fn still_says(manifest: &Manifest, wanted: &Manifest) -> bool {
    let Manifest { ver, iat, exp, .. } = *manifest;
    *manifest == Manifest { ver, iat, exp, ..wanted.clone() }
}
