//! Who of those behind a recipient writes, answers, or looks on (docs/protocol.md, §8).

#[cfg(test)]
pub(super) mod tests;

use std::sync::Arc;

use sigilo_protocol::{Body, Content, Manifest, Recipient, Role};

use crate::{
    state::{RecipientRole, RecipientView, Speaker},
    text::Lang,
    view,
};

/// Who says something: the sender, or a person of a team that the manifest names behind it.
pub(super) fn author(manifest: &Manifest, sender: &Recipient, body: &Body) -> Arc<Speaker> {
    let RecipientView { mut name, mut role } = view::recipient(sender);
    if let Content::Text { by: Some(by), .. } | Content::Typing { by: Some(by), .. } = &body.content
        && let Some(team) = behind(manifest, sender, &by.id)
    {
        // With the team, which is what the visitor was told of in the notice.
        let team = &team.name;
        name = by.name.as_ref().map_or_else(|| team.clone(), |own| [own, " · ", team].concat());
        role = RecipientRole::Person;
    }
    Speaker { name, role, picture: body.picture.clone() }.into()
}

/// Says who answers from now on; nothing if the sender has no business to name them.
pub(super) fn handed(
    manifest: &Manifest,
    sender: &Recipient,
    to: &str,
    lang: Lang,
) -> Option<String> {
    let own = if to == sender.id { sender } else { behind(manifest, sender, to)? };
    let says = match own.role {
        Role::Agent => lang.asking().taken_over,
        Role::Bot => lang.asking().handed_back,
        Role::Archive | Role::Processor => return None,
    };
    Some(line(says, &own.name))
}

/// Says who looks on; nothing if it is somebody that the manifest does not name behind the sender.
pub(super) fn present(
    manifest: &Manifest,
    sender: &Recipient,
    ids: &[String],
    lang: Lang,
) -> Option<String> {
    let mut names = Vec::new();
    for id in ids {
        names.push(behind(manifest, sender, id)?.name.as_str());
    }
    Some(match ids {
        [] => lang.asking().unwatched.into(),
        _ => line(lang.asking().watched, &names.join(", ")),
    })
}

fn behind<'a>(manifest: &'a Manifest, sender: &Recipient, id: &str) -> Option<&'a Recipient> {
    let own = manifest.recipient(id)?;
    (own.role == Role::Agent && own.via.as_ref() == Some(&sender.id)).then_some(own)
}

/// A name is isolated: it may run the other way than the sentence.
pub(super) fn line(says: &str, name: &str) -> String {
    [says, " \u{2068}", name, "\u{2069}."].concat()
}
