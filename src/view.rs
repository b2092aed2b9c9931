//! What the screens are told, made of what was verified.

use sigilo_consent::{Policy, days};
use sigilo_protocol::{Role, SafetyCode, VerifiedManifest};

use crate::{
    state::{
        ChannelView, ControllerView, LinkView, NoticeView, PurposeView, RecipientRole,
        RecipientView, SafetyView, SectionView,
    },
    text::Lang,
};

/// The notice in `lang`, or in the language that the policy has.
pub(crate) fn notice(manifest: &VerifiedManifest, policy: &Policy, lang: Lang) -> NoticeView {
    let core = &policy.core;
    let safety = SafetyCode::of(manifest);
    let text = policy.text(lang.tag()).2;
    let purposes = core.purposes.iter().filter(|purpose| purpose.required).filter_map(|purpose| {
        let said = text.purpose(&purpose.id)?;
        Some(PurposeView {
            name: said.name.clone(),
            description: said.description.clone(),
            consent: purpose.rests_on_consent(),
            basis: said.basis.clone(),
            retention_days: days(&purpose.retention)?,
        })
    });
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
        controller: ControllerView {
            name: core.controller.name.clone(),
            address: core.controller.address.clone(),
            contact: core.controller.contact.clone(),
        },
        lead: text.lead.clone(),
        purposes: purposes.collect(),
        recipients: manifest.recipients.iter().map(recipient).collect(),
        channels: channels.collect(),
        full: sections.collect(),
        authority: LinkView { name: core.authority.name.clone(), href: core.authority.url.clone() },
        safety: SafetyView { digits: safety.digits(), places: safety.bits() },
    }
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
