//! What has changed since the visitor decided: the policy and the readers of then beside today's.

use sigilo_consent::{Core, Datum, Policy, Purpose, Text, days};
use sigilo_protocol::{Hash, Json, unb64u};

use crate::{
    driver::Offer,
    kept::Kept,
    state::ChangeView,
    text::{Lang, Text as Words},
};

/// What was agreed to, in the visitor's language where it was shown in it.
struct Agreed {
    policy: Policy,
    readers: Vec<String>,
}

/// Every difference that the visitor has to know of; nothing if the record does not hold what was
/// agreed to.
pub(super) fn changes(kept: &Kept, offer: &Offer, lang: Lang) -> Vec<ChangeView> {
    let Some(agreed) = agreed(kept) else { return Vec::new() };
    let (then, now) = (&agreed.policy, &offer.policy);
    let (said_then, said_now) = (then.text(lang.tag()).2, now.text(lang.tag()).2);
    let words = lang.text();
    let mut found = Vec::new();
    differ(&mut found, words.responsible, &then.core.controller.name, &now.core.controller.name);
    let readers: Vec<String> =
        offer.manifest.recipients.iter().map(|reader| reader.name.clone()).collect();
    differ(&mut found, words.readers, &agreed.readers.join(", "), &readers.join(", "));
    let companies = |core: &Core| {
        let names: Vec<_> = core.processors.iter().map(|own| own.name.as_str()).collect();
        names.join(", ")
    };
    differ(&mut found, words.processors, &companies(&then.core), &companies(&now.core));
    for purpose in &now.core.purposes {
        let Some(name) = said_now.purpose(&purpose.id).map(|said| said.name.as_str()) else {
            continue;
        };
        match then.core.purpose(&purpose.id) {
            None => found.push(change(words.purposes, None, Some(name))),
            Some(before) => {
                for (label, was, is) in lines(before, said_then, words)
                    .into_iter()
                    .zip(lines(purpose, said_now, words))
                    .map(|((label, was), (_, is))| (label, was, is))
                {
                    differ(&mut found, &format!("{name}: {label}"), &was, &is);
                }
            }
        }
    }
    for purpose in then.core.purposes.iter().filter(|own| now.core.purpose(&own.id).is_none()) {
        let name = said_then.purpose(&purpose.id).map(|said| said.name.as_str());
        found.push(change(words.purposes, name, None));
    }
    found
}

/// What can change about a purpose, in words; in the same order for each.
fn lines(purpose: &Purpose, said: &Text, words: &'static Words) -> [(&'static str, String); 6] {
    let yes_no = |is: bool| if is { words.yes } else { words.no }.to_owned();
    let kind = |datum: &Datum| said.datum(&datum.kind).unwrap_or(&datum.kind).to_owned();
    let kinds: Vec<_> = purpose.data.iter().map(kind).collect();
    let transfers: Vec<_> = purpose.transfers.iter().map(|own| own.country.as_str()).collect();
    [
        (words.data, kinds.join(", ")),
        (words.retention, words.period(days(&purpose.retention).unwrap_or(0))),
        (words.readers, purpose.recipients.join(", ")),
        (words.transfers, transfers.join(", ")),
        (words.trains, yes_no(purpose.trains_model)),
        (words.decides_alone, yes_no(purpose.decides)),
    ]
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

fn agreed(kept: &Kept) -> Option<Agreed> {
    let policy = policy(kept)?;
    Some(Agreed { policy, readers: readers(kept.manifests.last()?)? })
}

/// The policy that was agreed to last, with the texts of it that were shown.
pub(super) fn policy(kept: &Kept) -> Option<Policy> {
    let cores = kept.documents.iter().rev();
    let (core, hash) = cores
        .filter_map(|document| {
            let hash = Hash::of(document.as_bytes());
            Some((Core::read(document.as_bytes(), hash).ok()?, hash))
        })
        .next()?;
    let text = |document: &String| {
        let lang = core.language(Hash::of(document.as_bytes()))?;
        Some((lang.to_owned(), document.as_bytes().to_vec()))
    };
    let texts: Vec<_> = kept.documents.iter().filter_map(text).collect();
    Policy::read(core, hash, &texts).ok()
}

/// The names of who could read; the manifest was verified when it was kept.
fn readers(jws: &str) -> Option<Vec<String>> {
    let payload = unb64u(jws.split('.').nth(1)?)?;
    let mut manifest = Json::parse(&payload)?.into_members();
    let name = |recipient: Json| recipient.into_members().take("name")?.into_text();
    Some(manifest.list("recipients", name))
}
