//! The manifest: its signature, its time, its keys.

use sigilo_protocol::{Manifest, ManifestError, Pins, VerifiedManifest, jws::Unverified};

use super::{Question, finding::Report};

const HOUR: u64 = 3_600;
const DAY: u64 = 24 * HOUR;

/// How long a manifest should still hold: a desk signs a new one when half of 72 h is gone.
const RENEWED: u64 = 30 * HOUR;

/// How long a prekey should still hold: a desk makes one a day, each good for a week.
const ROTATED: u64 = 5 * DAY;

/// Judges it; nothing if it can't be believed.
pub(super) fn judge(
    jws: &str,
    question: &Question,
    report: &mut Report,
) -> Option<VerifiedManifest> {
    let now = question.clock.now();
    let pins = match &question.pin {
        Some(pin) => Pins::parse(pin),
        None => own_key(jws),
    };
    let Some(pins) = pins else {
        let remedy = match question.pin {
            Some(_) => "Give --pin the data-key of the script tag.",
            None => "Give the address of a relay as docs/http.md describes it.",
        };
        report.fault("manifest", "There is no key to check the manifest by.", remedy);
        return None;
    };
    let manifest = match VerifiedManifest::verify(jws, &pins, now) {
        Ok(manifest) => manifest,
        Err(error) => {
            let (what, remedy) = refusal(error);
            report.fault("manifest", what, remedy);
            return None;
        }
    };
    match question.pin {
        Some(_) => report.fine("manifest", "The manifest is signed by the pinned key."),
        None => report.warning(
            "manifest",
            "The manifest is signed by the key that it names, which nothing pins.",
            "Give --pin the data-key of the script tag.",
        ),
    }
    if manifest.site != question.site {
        let what = format!("The manifest is of the site {}.", manifest.site);
        report.fault("manifest", what, "Give the desk this site's name, or ask for that one.");
    }
    times(&manifest, now, report);
    if manifest.origins.is_empty() {
        let remedy = "Write the site's pages into page_origins.";
        report.fault("origins", "No page may embed the chat.", remedy);
    }
    Some(manifest)
}

fn times(manifest: &Manifest, now: u64, report: &mut Report) {
    let left = manifest.exp.saturating_sub(now);
    let what = format!("The manifest holds for {} more hours.", left / HOUR);
    if left < RENEWED {
        report.warning("manifest", what, "See whether the desk runs: it signs a new one in time.");
    } else {
        report.fine("manifest", what);
    }
    for reader in manifest.readers() {
        let id = &reader.id;
        let end = reader.pre.iter().map(|prekey| prekey.exp).max().unwrap_or_default();
        let left = end.saturating_sub(now);
        let what = format!("Visitors can seal to {id} for {} more days.", left / DAY);
        if left == 0 {
            let what = format!("The prekeys of {id} are over: nobody can write to it.");
            report.fault("prekey", what, "Start the desk: it makes one a day, and publishes it.");
        } else if left < ROTATED {
            report.warning("prekey", what, "See whether the desk runs: it makes a prekey a day.");
        } else {
            report.fine("prekey", what);
        }
    }
}

/// The key that a manifest names, for who was told none.
fn own_key(jws: &str) -> Option<Pins> {
    let unverified = Unverified::parse(jws, "sigilo-manifest+jwt").ok()?;
    let payload = serde_json::from_slice::<serde_json::Value>(unverified.unverified_payload());
    let key = serde_json::from_value::<sigilo_protocol::PublicKey>(payload.ok()?["key"].clone());
    Pins::parse(&key.ok()?.thumbprint().to_string())
}

fn refusal(error: ManifestError) -> (&'static str, &'static str) {
    match error {
        ManifestError::Format => (
            "What the relay hands out is no manifest of this version.",
            "Bring desk and relay to one version, and see what stands between.",
        ),
        ManifestError::Pin => (
            "The manifest is signed by a key that is not pinned.",
            "Pin the desk's key in the script tag; if nobody changed it, somebody else signs here.",
        ),
        ManifestError::Signature => (
            "The manifest's signature does not hold.",
            "Find out who changed it on its way from the desk.",
        ),
        ManifestError::Time => (
            "The manifest's time is over, or has not begun.",
            "Start the desk, which signs a new one, and set its clock.",
        ),
        ManifestError::Recipients => {
            ("The manifest's readers are not valid.", "Bring the desk to this version.")
        }
    }
}
