//! The visitor has signed out of the page: the next one at this browser is somebody else.

use std::{rc::Rc, time::Duration};

use gloo_timers::future::sleep;
use sigilo_consent::{Standing, Status};
use sigilo_protocol::ConvId;
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
};

/// How often the desk's answer to the last hello is waited for: each time as long as a relay holds a request.
const WAITS: usize = 2;

/// Before each try to tell: a relay that is busy, or a line that is away, is back within so many seconds or not while
/// this page lives.
const PAUSES: [Duration; 3] = [Duration::ZERO, Duration::from_secs(2), Duration::from_secs(8)];

/// What is still known, in this page's memory, of a conversation whose record is destroyed.
struct Left {
    setup: Setup,
    keys: Keys,
    conv: ConvId,
    standings: Vec<Standing>,
    /// The newest receipt about what the chat can't do without.
    receipt: String,
    /// What is open in this page.
    open: Option<(Offer, Option<Channel>)>,
    /// The desk was told.
    is_told: bool,
}

/// Destroys the record and its keys; other tabs hear of it.
pub(super) async fn leave(chat: &mut Chat, setup: &Setup) {
    let store = match chat.store.take() {
        Some(store) => Some(store),
        None => Store::find(&setup.shelf).await.ok().flatten().map(Rc::new),
    };
    if let Some(store) = store {
        let open = chat.talk.take().map(|talk| (talk.offer, talk.channel));
        let left = store.read(|kept| Left {
            setup: setup.clone(),
            keys: store.keys().clone(),
            conv: kept.conv,
            standings: kept.standings.clone(),
            receipt: kept.receipt_of_chat(),
            open,
            is_told: false,
        });
        spawn_local(left.tell());
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
    /// Beside the loop, for as long as the page lives and a while at most: what can't be said then is forgotten with
    /// it, and the desk forgets by itself whom it does not hear of.
    async fn tell(mut self) {
        for pause in PAUSES {
            sleep(pause).await;
            if self.try_to_tell().await.is_some() {
                break;
            }
        }
    }

    /// Who may answer is told that nobody is there any more, and the tokens end.
    async fn try_to_tell(&mut self) -> Option<()> {
        let relay = &self.setup.relay;
        if self.open.is_none() {
            // The chat is closed in this page: where nothing is allowed any more it is not opened.
            self.standings.iter().find(|own| own.status == Status::Given)?;
            let mut offer = open(&self.setup, relay.manifest()).await.ok()?;
            let _ = offer.gate.restore(&self.standings, now_ms());
            self.open = Some((offer, None));
        }
        let (Offer { manifest, gate, .. }, channel) = self.open.as_mut()?;
        let grant = gate.record()?;
        let token = relay.token(&grant, &manifest.site, &self.keys).await.ok()?;
        if gate.chat().is_some() && !self.is_told {
            if !channel.as_ref().is_some_and(Channel::is_open) {
                let (earlier, receipt) = (Vec::new(), self.receipt.clone());
                let hello =
                    Channel::hello(&grant, manifest, &self.keys, self.conv, receipt, earlier);
                let hello = hello.await.ok()?;
                let mut after = relay.send(&grant, self.conv, hello.envelope, None).await.ok()?;
                let new = channel.insert(hello.channel);
                for _ in 0..WAITS {
                    let batch = relay.receive(&grant, self.conv, &token, after).await.ok()?;
                    after = batch.next;
                    for envelope in &batch.envelopes {
                        let checked = new.check(envelope).await;
                        new.receive(checked.as_ref()).await.ok()?;
                    }
                    if new.is_open() {
                        break;
                    }
                }
            }
            let channel = channel.as_mut()?;
            let word = channel.bye(&grant, &new_id());
            if let Ok(Some(word)) = channel.seal(&self.keys, word).await {
                relay.send(&grant, self.conv, word.envelope, None).await.ok()?;
            }
            self.is_told = true;
        }
        relay.sign_out(&grant, &token).await.ok()
    }
}
