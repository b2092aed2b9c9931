//! The visitor has signed out of the page: the next one at this browser is somebody else.

use sigilo_consent::Gate;
use wasm_bindgen_futures::spawn_local;

use super::super::{Chat, talk::Talk};
use crate::{keys::Keys, store::Shelf, tabs, transport::Relay};

/// Destroys the record and its keys; other tabs hear of it.
pub(super) async fn leave(chat: &mut Chat, shelf: &Shelf) {
    if let Some(Talk { offer, store, .. }) = chat.talk.take() {
        let (relay, site) = (offer.setup.relay.clone(), offer.manifest.site.clone());
        spawn_local(sign_out(relay, offer.gate, store.keys().clone(), site));
    }
    if let Some(store) = &chat.store {
        store.destroy().await;
    }
    // They let go of it: what is to be deleted can't be opened before.
    tabs::tell();
    shelf.clear().await;
    chat.erased = None;
    chat.filling.take();
    chat.gone();
}

/// Beside the loop: a token that is not ended so ends by itself within minutes.
async fn sign_out(relay: Relay, gate: Gate, keys: Keys, site: String) {
    if let Some(grant) = gate.record()
        && let Ok(token) = relay.token(&grant, &site, &keys).await
    {
        let _ = relay.sign_out(&grant, &token).await;
    }
}
