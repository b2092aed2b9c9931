//! What has changed since the visitor decided: the policy and the readers of then beside today's.

use sigilo_consent::{Core, Datum, Policy, Purpose, Text, days};
use sigilo_protocol::{Hash, Json, VerifiedManifest, unb64u};

use crate::{
    driver::Offer,
    kept::Kept,
    state::ChangeView,
    text::{Lang, Text as Words},
};

/// One of the two that are compared: what is declared, said, and who reads, by id and name.
struct Side<'a> {
    core: &'a Core,
    said: &'a Text,
    readers: Vec<(String, String)>,
}

/// Every difference that the visitor has to know of; nothing if the record does not hold what was
/// agreed to.
pub(super) fn changes(kept: &Kept, offer: &Offer, lang: Lang) -> Vec<ChangeView> {
    let Some((policy, manifest)) = agreed(kept) else { return Vec::new() };
    let then = Side::of(&policy, manifest, lang);
    let now = Side::of(&offer.policy, &offer.jws, lang);
    let words = lang.text();
    let mut found = Vec::new();
    differ(&mut found, words.responsible, &then.core.controller.name, &now.core.controller.name);
    differ(&mut found, words.readers, &then.names(), &now.names());
    differ(&mut found, words.processors, &then.companies(), &now.companies());
    for purpose in &now.core.purposes {
        let Some(name) = now.said.purpose(&purpose.id).map(|said| said.name.as_str()) else {
            continue;
        };
        match then.core.purpose(&purpose.id) {
            None => found.push(change(words.purposes, None, Some(name))),
            Some(before) => {
                let lines = then.lines(before, words).into_iter().zip(now.lines(purpose, words));
                // Another name of the same reader was told above.
                let are_same = before.recipients == purpose.recipients;
                for ((label, was), (_, is)) in
                    lines.filter(|((label, _), _)| !(are_same && *label == words.readers))
                {
                    differ(&mut found, &format!("{name}: {label}"), &was, &is);
                }
            }
        }
    }
    for purpose in then.core.purposes.iter().filter(|own| now.core.purpose(&own.id).is_none()) {
        let name = then.said.purpose(&purpose.id).map(|said| said.name.as_str());
        found.push(change(words.purposes, name, None));
    }
    found
}

impl<'a> Side<'a> {
    fn of(policy: &'a Policy, manifest: &str, lang: Lang) -> Self {
        let readers = readers(manifest).unwrap_or_default();
        Self { core: &policy.core, said: policy.text(lang.tag()).2, readers }
    }

    fn names(&self) -> String {
        let names: Vec<_> = self.readers.iter().map(|(_, name)| name.as_str()).collect();
        names.join(", ")
    }

    fn companies(&self) -> String {
        let names: Vec<_> = self.core.processors.iter().map(|own| own.name.as_str()).collect();
        names.join(", ")
    }

    /// What a purpose's recipient is called.
    fn reader<'b>(&'b self, id: &'b String) -> &'b str {
        let processor = || self.core.processors.iter().find(|own| own.id == *id);
        match self.readers.iter().find(|(own, _)| own == id) {
            Some((_, name)) => name,
            None => processor().map_or(id, |own| &own.name),
        }
    }

    /// What can change about a purpose, in words; in the same order for each.
    fn lines(&self, purpose: &Purpose, words: &'static Words) -> [(&'static str, String); 6] {
        let yes_no = |is: bool| if is { words.yes } else { words.no }.to_owned();
        let kind = |datum: &Datum| self.said.datum(&datum.kind).unwrap_or(&datum.kind).to_owned();
        let kinds: Vec<_> = purpose.data.iter().map(kind).collect();
        let readers: Vec<_> = purpose.recipients.iter().map(|id| self.reader(id)).collect();
        let transfers: Vec<_> = purpose.transfers.iter().map(|own| own.country.as_str()).collect();
        [
            (words.data, kinds.join(", ")),
            (words.retention, words.period(days(&purpose.retention).unwrap_or(0))),
            (words.readers, readers.join(", ")),
            (words.transfers, transfers.join(", ")),
            (words.trains, yes_no(purpose.trains_model)),
            (words.decides_alone, yes_no(purpose.decides)),
        ]
    }
}

fn differ(found: &mut Vec<ChangeView>, what: &str, before: &str, now: &str) {
    if before != now {
        let there = |words: &str| (!words.is_empty()).then(|| words.to_owned());
        found.push(ChangeView { what: what.into(), before: there(before), now: there(now) });
    }
}

fn change(what: &str, before: Option<&str>, now: Option<&str>) -> ChangeView {
    ChangeView { what: what.into(), before: before.map(Into::into), now: now.map(Into::into) }
}

/// The policy that was agreed to last, with the texts of it that were shown, and its manifest.
pub(super) fn agreed(kept: &Kept) -> Option<(Policy, &str)> {
    let agreement = kept.agreement()?;
    let hash = agreement.policy?;
    let document = |document: &&String| Hash::of(document.as_bytes()) == hash;
    let core = kept.documents.iter().find(document)?;
    let core = Core::read(core.as_bytes(), hash).ok()?;
    let mut texts = Vec::new();
    for document in &kept.documents {
        if let Some(lang) = core.language(Hash::of(document.as_bytes())) {
            texts.push((lang.to_owned(), document.as_bytes().to_vec()));
        }
    }
    let manifest = |jws: &&String| Some(VerifiedManifest::hash_of(jws)) == agreement.manifest;
    let manifest = kept.manifests.iter().find(manifest)?;
    Some((Policy::read(core, hash, &texts).ok()?, manifest))
}

/// Who could read, by id and name; the manifest was verified when it was kept.
fn readers(jws: &str) -> Option<Vec<(String, String)>> {
    let payload = unb64u(jws.split('.').nth(1)?)?;
    let mut manifest = Json::parse(&payload)?.into_members();
    let named = |recipient: Json| {
        let mut own = recipient.into_members();
        Some((own.text("id"), own.text("name")))
    };
    Some(manifest.list("recipients", named))
}
