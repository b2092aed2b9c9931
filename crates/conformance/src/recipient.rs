//! A recipient behind a relay, asked as a visitor asks it.
//!
//! One conversation in order: hello, words, then envelopes that are not good. Such a one gets no
//! answer, and the next good one does.

mod visitor;

use anyhow::{Context as _, Result, bail, ensure};
use sigilo_protocol::{Pins, VerifiedManifest};

use crate::{
    backend::Backend,
    publication::now,
    report::{Outcome, Report},
};
use visitor::{Spoilt, Visitor};

/// Asks the recipient `id` of the site at `base`, whose identity key has the thumbprint `pin`.
pub async fn ask(base: &str, id: &str, pin: &str) -> Report {
    let mut report = Report::default();
    let visitor = match begin(base, id, pin).await {
        Ok(visitor) => visitor,
        Err(error) => {
            report.add("recipient/is-there", Outcome::Failed(format!("{error:#}")));
            return report;
        }
    };
    report.add("recipient/is-there", Outcome::Ok);
    let mut visitor = visitor;
    report.add("recipient/answers-a-hello", Outcome::of(visitor.hello().await));
    if !report.is_good() {
        return report;
    }
    let text = visitor.is_answered("Is anybody there?").await;
    report.add("recipient/answers-words", Outcome::of(text));
    for (name, spoilt) in SPOILT {
        report.add(name, Outcome::of(visitor.is_not_answered(spoilt).await));
    }
    report
}

/// Envelopes that the relay takes, since the visitor has signed them, and no recipient may.
const SPOILT: [(&str, Spoilt); 5] = [
    ("recipient/a-changed-ciphertext-gets-no-answer", Spoilt::Ciphertext),
    ("recipient/a-changed-wrap-gets-no-answer", Spoilt::Wrap),
    ("recipient/a-changed-header-gets-no-answer", Spoilt::Header),
    ("recipient/a-replay-under-a-new-number-gets-no-answer", Spoilt::Replay),
    ("recipient/a-reader-too-many-gets-no-answer", Spoilt::Reader),
];

async fn begin(base: &str, id: &str, pin: &str) -> Result<Visitor> {
    let backend = Backend::new(base)?;
    let pins = Pins::parse(pin).with_context(|| format!("{pin:?} is no thumbprint"))?;
    let jws = backend.get("/manifest").await?.must_be(200)?.body;
    let jws = String::from_utf8(jws)?;
    let manifest = VerifiedManifest::verify(&jws, &pins, now());
    let Ok(manifest) = manifest else { bail!("the manifest is not one of {pin}") };
    let recipient = manifest.recipient(id).with_context(|| format!("no recipient {id:?}"))?;
    ensure!(recipient.sig.is_some(), "{id:?} has no key to answer with");
    Ok(Visitor::new(backend, manifest, id))
}
