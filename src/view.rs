//! What the screens are told, made of what was verified.

use sigilo_consent::{Profile, Purpose, days};
use sigilo_protocol::{Manifest, Role, SafetyCode};

use crate::{
    driver::Offer,
    state::{
        ChannelView, ControllerView, LinkView, NoticeView, PurposeView, RecipientRole,
        RecipientView, Remark, SafetyView, SectionView,
    },
    text::Lang,
};

/// The notice in `lang`, or in the language that the policy has.
pub(crate) fn notice(offer: &Offer, lang: Lang) -> NoticeView {
    let core = &offer.policy.core;
    let safety = SafetyCode::of(&offer.manifest);
    let text = offer.policy.text(lang.tag()).2;
    let channels = core.channels.iter().map(|channel| ChannelView {
        name: text.channel(&channel.kind).unwrap_or(&channel.kind).into(),
        value: channel.value.clone(),
        href: channel.href.clone(),
    });
    let sections = text.sections.iter().map(|section| SectionView {
        heading: section.heading.clone(),
        body: section.body.clone(),
    });
    NoticeView {
        why: offer.why,
        changes: offer.changes.clone(),
        at_collection: Profile::of(core).notice_at_collection,
        age: core.age_gate.then(|| Profile::of(core).minimum_age),
        controller: ControllerView {
            name: core.controller.name.clone(),
            address: core.controller.address.clone(),
            contact: core.controller.contact.clone(),
        },
        lead: text.lead.clone(),
        purposes: core.purposes.iter().filter_map(|own| told(offer, own, lang)).collect(),
        recipients: offer.manifest.recipients.iter().map(recipient).collect(),
        approvers: core.archive_approvers.unwrap_or(0),
        channels: channels.collect(),
        full: sections.collect(),
        authority: LinkView { name: core.authority.name.clone(), href: core.authority.url.clone() },
        safety: SafetyView { digits: safety.digits(), places: safety.bits() },
    }
}

/// A purpose by its id, in `lang`.
pub(crate) fn purpose(offer: &Offer, id: &str, lang: Lang) -> Option<PurposeView> {
    told(offer, offer.policy.core.purpose(id)?, lang)
}

fn told(offer: &Offer, purpose: &Purpose, lang: Lang) -> Option<PurposeView> {
    let text = offer.policy.text(lang.tag()).2;
    let said = text.purpose(&purpose.id)?;
    let kinds: Vec<_> = purpose.data.iter().filter_map(|datum| text.datum(&datum.kind)).collect();
    let mut remarks = Vec::new();
    for to in &purpose.transfers {
        remarks.push(Remark::Transfer(to.country.clone()));
    }
    if purpose.trains_model {
        remarks.push(Remark::Trains);
    }
    if purpose.decides {
        remarks.push(Remark::Decides);
    }
    Some(PurposeView {
        id: purpose.id.clone(),
        required: purpose.required,
        special: purpose.is_special(),
        gpc: offer.gpc && purpose.is_against_gpc(),
        data: kinds.join(", "),
        readers: purpose
            .recipients
            .iter()
            .map(|id| reader(offer, id))
            .collect::<Vec<_>>()
            .join(", "),
        remarks,
        name: said.name.clone(),
        description: said.description.clone(),
        consent: purpose.rests_on_consent(),
        basis: said.basis.clone(),
        retention_days: days(&purpose.retention)?,
    })
}

/// Who a purpose's recipient is: one of the manifest's, or a processor of the policy.
pub(crate) fn reader(offer: &Offer, id: &str) -> String {
    let processor = || offer.policy.core.processors.iter().find(|own| own.id == id);
    match offer.manifest.recipient(id) {
        Some(recipient) => recipient.name.clone(),
        None => processor().map_or_else(|| id.into(), |own| own.name.clone()),
    }
}

/// Who can read, by name.
pub(crate) fn readers(manifest: &Manifest) -> String {
    manifest.recipients.iter().map(|reader| reader.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// A recipient, as its messages and the notice name it.
pub(crate) fn recipient(recipient: &sigilo_protocol::Recipient) -> RecipientView {
    let role = match recipient.role {
        Role::Bot => RecipientRole::Bot,
        Role::Agent => RecipientRole::Agent,
        Role::Archive => RecipientRole::Archive,
        Role::Processor => RecipientRole::Processor,
    };
    RecipientView { name: recipient.name.clone(), role }
}
