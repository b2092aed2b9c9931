//! What an envelope changes in the record.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use sigilo_consent::COUNTERSIGNATURE;
use sigilo_protocol::{
    Body, Bytes, Content, Event, FileFault, FormFault, Format, Hash, Json, Manifest, Proofs,
    PublicKey, Recipient, RequestState as protocol, Sender, VerifiedManifest, jws::Unverified,
};

use super::{aside::Moment, people};
use crate::{
    browser::now_ms,
    channel::Arrival,
    detector::Detector,
    kept::{Kept, KeptFile, KeptForm, KeptMessage, KeptRich},
    keys,
    state::{Author, Delivery, MessageView, RequestState, Speaker},
    text::Lang,
};

/// A change of the record.
#[derive(Clone)]
pub(super) enum Change {
    /// Something to show.
    Message(MessageView),
    /// Something to show that has more than its words.
    Rich(MessageView, KeptRich),
    /// A recipient asks by a form.
    Form(MessageView, KeptForm),
    /// Something that passes.
    Moment(Arc<Speaker>, Moment),
    /// A recipient's people have read up to this message of the visitor's.
    Read(String),
    /// What its sender has seen of others.
    Seen(Box<Event>),
    /// A recipient has lost its sessions with these loads.
    Lost(Vec<Sender>),
    /// A recipient asks for a new hello.
    Reset,
    /// The controller says how far a request has come.
    Request { of: String, state: RequestState, due_ms: u64, statement: Option<String> },
    /// The company's audit log shows something.
    Audit(Box<Proofs>),
    /// A recipient did not take what was filled into a form.
    FormRefused { of: String, reason: FormFault },
    /// A recipient sends a file.
    File(MessageView, KeptFile),
    /// A recipient did not take a file.
    FileRefused { of: String, reason: FileFault },
    /// The controller signed a receipt.
    Countersigned { by: PublicKey, receipt: String, countersignature: String },
}

/// How far a visitor's message has come; nothing if it is not the visitor's.
pub(super) fn delivery(message: &MessageView) -> Option<Delivery> {
    match message.author {
        Author::Visitor(delivery) => Some(delivery),
        Author::Recipient(_) | Author::Chat => None,
    }
}

/// What an envelope changes that was taken in.
pub(super) fn read(
    manifest: &VerifiedManifest,
    envelope: &str,
    arrival: Arrival,
    lang: Lang,
    detector: &dyn Detector,
) -> Vec<Change> {
    let text = lang.text();
    // The note's id comes from the envelope, so that a second reading does not show it twice.
    let note = |kind: &str, text: &str| {
        let id = format!("{kind}:{}", Hash::of(envelope.as_bytes()));
        Change::Message(message(id, Author::Chat, text, now_ms()))
    };
    let (mut event, lost) = match arrival {
        Arrival::Nothing => return Vec::new(),
        Arrival::Refused => return vec![note("unverified", text.unverified)],
        Arrival::Event { event, lost } => (event, lost),
    };
    let mut changes = Vec::new();
    if !lost.is_empty() {
        changes.push(Change::Lost(lost));
    }
    if event.gap {
        changes.push(note("missing", text.missing));
    }
    match (&mut event.body, manifest.recipient(event.from.owner())) {
        (Some(body), Some(recipient)) => {
            match said(manifest, recipient, body, event.ts, lang, detector) {
                Ok(change) => changes.extend(change),
                Err(Unknown) => changes.push(note("unknown", text.unknown)),
            }
            // Who reads is what the visitor decided about: the manifest is fetched, and asks.
            if matches!(body.content, Content::Recipients { ver, .. } if ver > manifest.ver) {
                changes.push(Change::Reset);
            }
        }
        // It left the manifest since it was asked.
        (Some(_), None) => changes.push(note("unverified", text.unverified)),
        (None, _) => {}
    }
    if event.reset.is_some() {
        changes.push(note("renewed", text.renewed));
        changes.push(Change::Reset);
    }
    changes.push(Change::Seen(event));
    changes
}

/// The body is of a type that this version does not know, or can't show yet.
struct Unknown;

fn said(
    manifest: &Manifest,
    recipient: &Recipient,
    body: &mut Body,
    ts: u64,
    lang: Lang,
    detector: &dyn Detector,
) -> Result<Option<Change>, Unknown> {
    let by = people::author(manifest, recipient, body);
    hide(&mut body.content, detector);
    let body = &*body;
    let from = |text: &str| {
        // A body's id is its owner's: nobody can take another's place with it.
        let id = format!("{}:{}", recipient.id, body.id);
        message(id, Author::Recipient(by.clone()), text, ts)
    };
    let noted = |says: Option<String>| {
        let from = from(&says.ok_or(Unknown)?);
        Ok(Some(Change::Message(MessageView { author: Author::Chat, ..from })))
    };
    Ok(match &body.content {
        Content::Text { text, suggestions, format, cards, .. } => {
            let message = MessageView { suggestions: suggestions.clone(), ..from(text) };
            let markdown = *format == Format::Markdown;
            let cards = cards.clone();
            Some(match markdown || cards.is_some() {
                true => Change::Rich(message, KeptRich { markdown, cards, scale: None }),
                false => Change::Message(message),
            })
        }
        Content::RatingRequest { text, scale, .. } => {
            let rich = KeptRich { scale: Some(scale.most()), ..KeptRich::default() };
            Some(Change::Rich(from(text), rich))
        }
        Content::Form { title, .. } => {
            let form = KeptForm::new(body).ok_or(Unknown)?;
            Some(Change::Form(from(title), form))
        }
        Content::Receipt { receipt, countersignature } => {
            recipient.sig.map(|by| Change::Countersigned {
                by,
                receipt: receipt.clone(),
                countersignature: countersignature.clone(),
            })
        }
        Content::RightState { of, state, due, statement } => Some(Change::Request {
            of: of.clone(),
            state: match state {
                protocol::Received => RequestState::Received,
                protocol::Done => RequestState::Done,
                protocol::Refused => RequestState::Refused,
            },
            due_ms: due.saturating_mul(1000),
            statement: statement.clone(),
        }),
        Content::AuditProof(proofs) => Some(Change::Audit(Box::new(proofs.clone()))),
        Content::FormRefused { of, reason } => {
            Some(Change::FormRefused { of: of.clone(), reason: *reason })
        }
        Content::Attachment(file) => {
            let message = from(&file.name);
            let mut file = file.clone();
            file.name.clear();
            Some(Change::File(message, KeptFile::new(&file, 0)))
        }
        Content::AttachmentRefused { of, reason } => {
            Some(Change::FileRefused { of: of.clone(), reason: *reason })
        }
        Content::Handoff { to } => {
            let says = people::handed(manifest, recipient, to, lang).ok_or(Unknown)?;
            let line = from(&says);
            let sign = if *to == recipient.id { MessageView::BACK } else { MessageView::TAKEN };
            let id = format!("{}{}", char::from(sign), line.id);
            Some(Change::Message(MessageView { id, author: Author::Chat, ..line }))
        }
        Content::Recipients { present: Some(ids), .. } => {
            noted(people::present(manifest, recipient, ids, lang))?
        }
        Content::Recipients { .. } => None,
        Content::Typing { on, .. } => Some(Change::Moment(by, Moment::Typing(*on))),
        Content::Chunk { of, index, text, format, .. } => {
            let (id, text) = (format!("{}:{of}", recipient.id), text.clone());
            let markdown = *format == Format::Markdown;
            let moment = Moment::Chunk { id, index: *index, text, markdown };
            Some(Change::Moment(by, moment))
        }
        Content::Read { upto } => Some(Change::Read(upto.clone())),
        Content::Hello { .. } | Content::Ack => None,
        Content::FormAnswer(_)
        | Content::Rating { .. }
        | Content::Edit { .. }
        | Content::Delete { .. }
        | Content::Identify { .. }
        | Content::Erase { .. }
        | Content::Consent { .. }
        | Content::Right { .. }
        | Content::Audit { .. }
        | Content::Unknown { .. } => return Err(Unknown),
    })
}

/// A card's number that a bot repeats is not kept, nor shown. What is there of a text before it is said is kept nowhere,
/// and hidden where it is shown.
fn hide(content: &mut Content, detector: &dyn Detector) {
    let hide = |text: &mut String| hide_in(text, detector);
    match content {
        Content::Text { text, suggestions, cards, .. } => {
            hide(text);
            suggestions.iter_mut().for_each(hide);
            if let Some(cards) = cards {
                cards.change(&hide);
            }
        }
        Content::RatingRequest { text, .. } => hide(text),
        Content::Form { title, fields, .. } => {
            hide(title);
            for own in fields {
                hide(&mut own.label);
                own.why.iter_mut().for_each(hide);
            }
        }
        // One that is signed proves nothing if a sign of it is another.
        Content::RightState { statement: Some(own), .. } if !own.starts_with("eyJ") => hide(own),
        Content::Attachment(file) => {
            hide(&mut file.name);
            file.alt.iter_mut().for_each(hide);
        }
        _ => {}
    }
}

/// Once, and not at each place that calls it.
#[inline(never)]
fn hide_in(text: &mut String, detector: &dyn Detector) {
    *text = detector.echoed(text);
}

fn message(id: String, author: Author, text: &str, at_ms: u64) -> MessageView {
    MessageView::new(id, author, text.into(), at_ms as f64)
}

impl Change {
    /// Whether it is as it says: a receipt that comes back is signed by who sends it.
    pub(super) async fn holds(&self) -> bool {
        let Self::Countersigned { by, receipt, countersignature } = self else { return true };
        let signed = async || {
            let jws = Unverified::parse(countersignature, COUNTERSIGNATURE).ok()?;
            let payload = jws.verify_by(by, keys::verify).await?;
            Bytes::from_json(Json::parse(&payload)?.into_members().take("receipt")?)
        };
        signed().await == Some(Hash::of(receipt.as_bytes()))
    }

    /// Makes the change; making it twice is making it once.
    pub(super) fn apply(&self, kept: &mut Kept) {
        match self {
            Self::Message(message) => {
                let last = kept.messages.last().map(|kept| &kept.view);
                let repeats = last.is_some_and(|last| {
                    message.author == Author::Chat
                        && last.author == Author::Chat
                        && last.text == message.text
                });
                if !repeats {
                    kept.add(&[message.clone().into()]);
                }
            }
            Self::Rich(message, rich) => {
                let rich = Some(rich.clone());
                kept.add(&[KeptMessage { rich, ..message.clone().into() }]);
            }
            Self::Form(message, form) => {
                let form = Some(form.clone());
                kept.add(&[KeptMessage { form, ..message.clone().into() }]);
            }
            Self::File(message, file) => {
                let file = Some(file.clone());
                kept.add(&[KeptMessage { file, ..message.clone().into() }]);
            }
            Self::FileRefused { of, reason } => kept.refuse_file(of, *reason),
            Self::Seen(event) => {
                for message in &mut kept.messages {
                    let is_on_its_way =
                        matches!(delivery(&message.view), Some(Delivery::Sending | Delivery::Sent));
                    let is_seen = |(from, seq): &(Sender, u64)| event.seen.has(from, *seq);
                    if is_on_its_way && message.sealed.as_ref().is_some_and(is_seen) {
                        message.arrived();
                    }
                }
            }
            // What it never opened it has lost with its sessions. It goes out again under its old id,
            // so that a recipient that has it after all drops the second.
            Self::Lost(loads) => {
                let Kept { messages, outbox, .. } = kept;
                for message in messages {
                    let is_on_its_way =
                        matches!(delivery(&message.view), Some(Delivery::Sending | Delivery::Sent));
                    let is_lost =
                        message.sealed.as_ref().is_some_and(|(from, _)| loads.contains(from));
                    if is_on_its_way && is_lost {
                        outbox.retain(|own| own.message != message.view.id);
                        message.view.author = Author::Visitor(Delivery::Held);
                        message.sealed = None;
                    }
                }
            }
            // The driver acts on it, the panel's part, or what is shown and not kept.
            Self::Reset | Self::Audit(_) | Self::Moment(..) => {}
            Self::Read(upto) => {
                let last = kept.messages.iter().position(|own| own.view.id == *upto);
                for message in kept.messages.iter_mut().take(last.map_or(0, |last| last + 1)) {
                    // What was read before stays as it is, in a page that is not sealed anew.
                    let delivery = delivery(&message.view).filter(|own| *own != Delivery::Read);
                    if delivery.is_some_and(Delivery::has_left) {
                        message.arrived();
                        message.view.author = Author::Visitor(Delivery::Read);
                    }
                }
            }
            Self::Request { of, state, due_ms, statement } => {
                for request in kept.requests.iter_mut().filter(|request| request.id == *of) {
                    request.state = *state;
                    request.due_ms = Some(*due_ms);
                    if statement.is_some() {
                        request.statement.clone_from(statement);
                    }
                }
            }
            Self::FormRefused { of, reason } => kept.refuse(of, *reason),
            Self::Countersigned { receipt, countersignature, .. } => {
                for kept in kept.receipts.iter_mut().filter(|kept| kept.receipt == *receipt) {
                    kept.countersignature = Some(countersignature.clone());
                }
                kept.audit.confirmed(Hash::of(receipt.as_bytes()));
            }
        }
    }
}
