//! The visitor has signed out of the page: the next one at this browser is somebody else.

use std::{rc::Rc, time::Duration};

use gloo_timers::future::sleep;
use sigilo_consent::{Extra, Gate, Grant, IDENTITY, Standing, Status};
use sigilo_protocol::{Content, ConvId};
use wasm_bindgen_futures::spawn_local;

use super::super::Chat;
use crate::{
    browser::now_ms,
    channel::Channel,
    driver::{Offer, Setup, open},
    keys::Keys,
    random::new_id,
    store::Store,
    tabs,
    transport::RelayError::{Busy, Unexpected, Unreachable},
};

/// When the last word is said again, in seconds, where it could not be said.
const PAUSES: [u64; 3] = [2, 8, 0];

/// How often the desk's answer to the last hello is waited for: each time as long as a relay holds a request.
const WAITS: usize = 2;

/// The last word, sealed, and what allows it.
type Word = Option<(Grant<Extra>, String)>;

/// What is still known, in this page's memory, of a conversation whose record is destroyed.
struct Left {
    setup: Setup,
    keys: Keys,
    conv: ConvId,
    standings: Vec<Standing>,
    /// The newest receipt about what the chat can't do without.
    receipt: String,
}

/// Destroys the record and its keys; other tabs hear of it.
pub(super) async fn leave(chat: &mut Chat, setup: &Setup) {
    let store = match chat.store.take() {
        Some(store) => Some(store),
        None => Store::find(&setup.shelf).await.ok().flatten().map(Rc::new),
    };
    if let Some(store) = store {
        let left = Left::of(&store, setup);
        let is_given = |own: &Standing| own.purpose == IDENTITY && own.status == Status::Given;
        let is_known = left.standings.iter().any(is_given);
        let talk = chat.talk.take();
        let word = match talk {
            Some(mut talk) => {
                let word = last_word(talk.channel.as_mut(), &talk.offer.gate, &left.keys).await;
                Some((talk.offer, word))
            }
            None => None,
        };
        spawn_local(async move {
            match word {
                Some((Offer { manifest, gate, .. }, word)) if word.is_some() || !is_known => {
                    left.sign_out(&manifest.site, gate, word).await;
                }
                _ if is_known => left.come_back().await.unwrap_or_default(),
                _ => {}
            }
        });
        store.destroy().await;
    }
    // They let go of it: what is to be deleted can't be opened before.
    tabs::tell();
    setup.shelf.clear().await;
    chat.erased = None;
    chat.filling.take();
    chat.gone();
}

impl Left {
    fn of(store: &Store, setup: &Setup) -> Self {
        store.read(|kept| {
            let receipt = kept.receipts.iter().rev().find(|own| own.is_of_chat);
            Self {
                setup: setup.clone(),
                keys: store.keys().clone(),
                conv: kept.conv,
                standings: kept.standings.clone(),
                receipt: receipt.map(|own| own.receipt.clone()).unwrap_or_default(),
            }
        })
    }

    /// Says hello once more, where the conversation was not open in this page, to say the last word in it.
    async fn come_back(self) -> Option<()> {
        let relay = &self.setup.relay;
        let Offer { manifest, mut gate, .. } = open(&self.setup, relay.manifest()).await.ok()?;
        let _ = gate.restore(&self.standings, now_ms());
        let grant = gate.record()?;
        let receipt = self.receipt.clone();
        let said = Channel::hello(&grant, &manifest, &self.keys, self.conv, receipt, Vec::new());
        let said = said.await.ok()?;
        let mut channel = said.channel;
        let mut after = relay.send(&grant, self.conv, said.envelope, None).await.ok()?;
        let token = relay.token(&grant, &manifest.site, &self.keys).await.ok()?;
        for _ in 0..WAITS {
            let batch = relay.receive(&grant, self.conv, &token, after).await.ok()?;
            after = batch.next;
            for envelope in &batch.envelopes {
                let checked = channel.check(envelope).await;
                channel.receive(checked.as_ref()).await;
            }
            if channel.is_open() {
                break;
            }
        }
        let word = last_word(Some(&mut channel), &gate, &self.keys).await;
        self.sign_out(&manifest.site, gate, word).await;
        Some(())
    }

    /// Beside the loop: what could not be said is forgotten with the page, and a token that is not ended so ends by
    /// itself within minutes.
    async fn sign_out(&self, site: &str, gate: Gate, word: Word) {
        let relay = &self.setup.relay;
        if let Some((grant, envelope)) = word {
            for pause in PAUSES {
                let sent = relay.send(&grant, self.conv, envelope.clone(), None).await;
                if !matches!(sent, Err(Busy(_) | Unexpected | Unreachable)) {
                    break;
                }
                sleep(Duration::from_secs(pause)).await;
            }
        }
        if let Some(grant) = gate.record()
            && let Ok(token) = relay.token(&grant, site, &self.keys).await
        {
            let _ = relay.sign_out(&grant, &token).await;
        }
    }
}

/// Seals that the visitor has left, for whoever may know who it was.
async fn last_word(channel: Option<&mut Channel>, gate: &Gate, keys: &Keys) -> Word {
    let (channel, grant) = (channel?, gate.extra(IDENTITY)?);
    let draft = channel.slip(&grant, &new_id(), Content::Identify { jwt: String::new() });
    let sealed = channel.seal(keys, draft).await.ok()??;
    Some((grant, sealed.envelope))
}
