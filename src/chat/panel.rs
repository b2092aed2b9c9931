//! What the privacy panel shows: where each purpose stands, what was sent to whom, the receipts, the
//! requests, and the notice as it was; and what is saved there.
//!
//! Only [`super::parts`] names this module, so that the wasm can be split there.

mod audit;
mod export;
mod filled;
mod page;
mod saving;

use sigilo_consent::{Profile, Purpose, Status, Text};
use sigilo_protocol::Verdict;

use super::{arrival::delivery, compare, deciding, parts::Panel};
use crate::{
    browser::dress,
    driver::Offer,
    kept::{Kept, KeptReceipt},
    keys::{KeyError, Keys},
    state::{
        AuditView, Author, Delivery, PanelView, ReceiptView, RequestState, RequestView,
        SectionView, SentView, Standing,
    },
    text::Lang,
    ui, view,
};

/// What the rest of the chat asks of this part.
pub(super) fn part() -> Panel {
    ui::bring_panel();
    dress(ui::PANEL_STYLE);
    Panel {
        view: panel,
        save: export::save,
        ask: |talk| Box::pin(audit::ask(talk)),
        judge: |talk, proofs| Box::pin(audit::judge(talk, proofs)),
        keep_refusal: |offer, lang| {
            Box::pin(async move {
                // Without a key there is no receipt to keep; nothing was decided otherwise.
                let _ = keep_refusal(offer, lang).await;
            })
        },
    }
}

fn panel(offer: &Offer, kept: Option<&Kept>, pending: bool, lang: Lang) -> PanelView {
    let text = offer.policy.text(lang.tag()).2;
    let standings = offer.gate.standings();
    let purposes = standings.iter().filter_map(|own| {
        let was =
            kept.and_then(|kept| kept.standings.iter().find(|was| was.purpose == own.purpose));
        let (status, at_ms) = match (own.status, was) {
            // What is asked for again stands where it was left; what was given then is over.
            (Status::NotAsked | Status::Requested | Status::Deferred, Some(was)) => {
                match was.status {
                    Status::Given => (Status::Invalidated, own.at_ms),
                    status => (status, was.at_ms),
                }
            }
            (status, _) => (status, own.at_ms),
        };
        let at = at_ms as f64;
        let standing = match status {
            Status::NotAsked | Status::Requested | Status::Deferred => Standing::Open,
            Status::Given => Standing::Given(at),
            Status::Refused => Standing::Refused(at),
            Status::Withdrawn => Standing::Withdrawn(at),
            Status::Expired | Status::Invalidated => Standing::Over(at),
        };
        Some((view::purpose(offer, &own.purpose, lang)?, standing))
    });
    let core = &offer.policy.core;
    let profile = Profile::of(core);
    let of = |is: fn(&Purpose) -> bool| {
        let those = core.purposes.iter().filter(|own| is(own));
        those.map(|own| own.id.clone()).collect()
    };
    PanelView {
        purposes: purposes.collect(),
        sent: kept.map(|kept| sent(offer, kept, lang)).unwrap_or_default(),
        receipts: kept.map(|kept| receipts(kept, text)).unwrap_or_default(),
        audit: offer.manifest.log.and(kept).map(|kept| match kept.audit.verdict {
            Verdict::Unchecked => AuditView::Unchecked,
            Verdict::Checked => AuditView::Checked,
            Verdict::DoesNotFit => AuditView::DoesNotFit,
        }),
        forms: kept.map(filled::lines).unwrap_or_default(),
        requests: kept.map(requests).unwrap_or_default(),
        agreed: kept.and_then(|kept| agreed(offer, kept, lang)),
        pending,
        has_record: kept.is_some(),
        sale: profile.sale_opt_out.then(|| of(Purpose::is_against_gpc)),
        sensitive: profile.limit_sensitive.then(|| of(Purpose::is_special)),
        gpc: offer.gpc,
        awaited: None,
    }
}

/// What has left the frame, by kind, and by who could read it then: every envelope goes to every
/// reader of its manifest; what was filled into forms is sealed in it to those of its purpose.
fn sent(offer: &Offer, kept: &Kept, lang: Lang) -> Vec<SentView> {
    let has_left = |author: &Author| matches!(author, Author::Visitor(own) if own.has_left());
    let words = lang.privacy();
    let today = view::readers(&offer.manifest);
    let left: Vec<_> =
        kept.messages.iter().filter(|message| has_left(&message.view.author)).collect();
    let mut sent: Vec<SentView> = Vec::new();
    for (what, is_owed) in [(words.sent_messages, false), (words.sent_decisions, true)] {
        if is_owed {
            filled::add_sent(offer, &left, lang, &mut sent);
        }
        for message in &left {
            let to = message.readers.as_ref().unwrap_or(&today);
            let is_it = if is_owed { message.is_owed() } else { message.told.is_none() };
            let count = u64::from(is_it);
            match sent.iter_mut().find(|own| own.what == what && own.to == *to) {
                Some(own) => own.count += count,
                // The hello before it had a decision, too.
                None if is_owed || count > 0 => sent.push(SentView {
                    what: what.into(),
                    count: count + u64::from(is_owed),
                    to: to.clone(),
                }),
                None => {}
            }
        }
    }
    sent
}

fn receipts(kept: &Kept, text: &Text) -> Vec<ReceiptView> {
    let name = |id: &String| text.purpose(id).map_or_else(|| id.clone(), |said| said.name.clone());
    let receipt = |own: &KeptReceipt| ReceiptView {
        at: own.at_ms as f64,
        act: own.act(),
        purposes: own.decided().map(name).collect::<Vec<_>>().join(", "),
        countersigned: own.countersignature.is_some(),
    };
    kept.receipts.iter().rev().map(receipt).collect()
}

fn requests(kept: &Kept) -> Vec<RequestView> {
    let has_left = |id: &String| {
        let own = kept.messages.iter().find(|message| message.view.id == *id);
        own.is_some_and(|message| delivery(&message.view) != Some(Delivery::Held))
    };
    let request = |own: &crate::kept::KeptRequest| RequestView {
        id: own.id.clone(),
        right: own.right,
        at: own.at_ms as f64,
        state: match own.state {
            RequestState::Waiting if has_left(&own.id) => RequestState::Sent,
            state => state,
        },
        due: own.due_ms.map(|due| due as f64),
    };
    kept.requests.iter().rev().map(request).collect()
}

/// The second layer that was agreed to, if today's says something else.
fn agreed(offer: &Offer, kept: &Kept, lang: Lang) -> Option<Vec<SectionView>> {
    let today = offer.policy.text(lang.tag()).1;
    if kept.agreement()?.text == Some(today) {
        return None;
    }
    let (policy, _) = compare::agreed(kept)?;
    let section = |section: &sigilo_consent::Section| SectionView {
        heading: section.heading.clone(),
        body: section.body.clone(),
    };
    Some(policy.text(lang.tag()).2.sections.iter().map(section).collect())
}

/// Hands the visitor the receipt of a refusal that was stored and sent nowhere, by a key that is
/// forgotten at once.
async fn keep_refusal(offer: &Offer, lang: Lang) -> Result<(), KeyError> {
    let Some(refusal) = &offer.refusal else { return Ok(()) };
    let keys = Keys::generate().await?;
    let receipt =
        deciding::sign(offer, (&offer.manifest, &offer.policy), &keys, refusal, None, lang).await?;
    let documents = deciding::cited(offer, &receipt);
    saving::bundle(&[receipt], std::slice::from_ref(&offer.jws), &documents);
    Ok(())
}
