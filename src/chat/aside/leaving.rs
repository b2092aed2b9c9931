//! The visitor has signed out of the page: the next one at this browser is somebody else.

use std::rc::Rc;

use sigilo_consent::{IDENTITY, Standing, Status};
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
};

/// How often the desk's answer to the last hello is waited for: each time as long as a relay holds a request.
const WAITS: usize = 2;

/// What is still known, in this page's memory, of a conversation whose record is destroyed.
struct Left {
    setup: Setup,
    keys: Keys,
    conv: ConvId,
    standings: Vec<Standing>,
    /// The newest receipt about what the chat can't do without.
    receipt: String,
    /// What was open in this page.
    open: Option<(Offer, Option<Channel>)>,
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
        });
        spawn_local(async move {
            let _ = left.tell().await;
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
    /// Beside the loop: who may know who it was is told that they have left, and the tokens end. What can't be said
    /// is forgotten with the page; the desk forgets by itself whom it does not hear of.
    async fn tell(self) -> Option<()> {
        let Self { setup, keys, conv, standings, receipt, open: own } = self;
        let relay = &setup.relay;
        let (offer, channel) = match own {
            Some(own) => own,
            // The chat is closed in this page: for who is known nowhere it is not opened.
            None => {
                let given = |own: &Standing| own.purpose == IDENTITY && own.status == Status::Given;
                standings.iter().find(|own| given(own))?;
                let mut offer = open(&setup, relay.manifest()).await.ok()?;
                let _ = offer.gate.restore(&standings, now_ms());
                (offer, None)
            }
        };
        let Offer { manifest, gate, .. } = offer;
        let grant = gate.record()?;
        let token = relay.token(&grant, &manifest.site, &keys).await.ok()?;
        if let Some(known) = gate.extra(IDENTITY) {
            let mut channel = match channel.filter(Channel::is_open) {
                Some(channel) => channel,
                None => {
                    let earlier = Vec::new();
                    let hello = Channel::hello(&grant, &manifest, &keys, conv, receipt, earlier);
                    let hello = hello.await.ok()?;
                    let mut channel = hello.channel;
                    let mut after = relay.send(&grant, conv, hello.envelope, None).await.ok()?;
                    for _ in 0..WAITS {
                        let batch = relay.receive(&grant, conv, &token, after).await.ok()?;
                        after = batch.next;
                        for envelope in &batch.envelopes {
                            let checked = channel.check(envelope).await;
                            channel.receive(checked.as_ref()).await;
                        }
                        if channel.is_open() {
                            break;
                        }
                    }
                    channel
                }
            };
            let word = Content::Identify { jwt: String::new() };
            let word = channel.slip(&known, &new_id(), word);
            if let Ok(Some(word)) = channel.seal(&keys, word).await {
                let _ = relay.send(&known, conv, word.envelope, None).await;
            }
        }
        relay.sign_out(&grant, &token).await.ok()
    }
}
