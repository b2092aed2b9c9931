//! What the visitor asks of the controller: the rights of Arts. 15 to 22 GDPR.

use sigilo_protocol::{Content, Right, Scope};

use super::{deciding::told, talk::Talk};
use crate::{
    browser::now_ms,
    kept::{KeptRequest, Told},
    state::{RequestState, RightKind},
};

impl Talk {
    /// Asks for a right, with what the visitor says to it.
    pub(super) async fn request(&mut self, right: RightKind, note: String) {
        // What is never sent is not sent in a request, either.
        let mut never = self.detector.seen(note.trim());
        never.retain(|own| own.never);
        let note = self.detector.masked(note.trim(), &never);
        let message = told(Told::Request(right, note));
        let request = KeptRequest {
            id: message.view.id.clone(),
            right,
            at_ms: now_ms(),
            state: RequestState::Waiting,
            due_ms: None,
            statement: None,
        };
        self.change(&|kept| {
            kept.add(std::slice::from_ref(&message));
            if kept.requests.iter().all(|own| own.id != request.id) {
                kept.requests.push(request.clone());
            }
        })
        .await;
        self.flush().await;
    }

    /// Asks for erasure, there; what is here goes once it is confirmed.
    pub(super) async fn erase(&mut self) {
        self.asks_erasure = true;
        if !self.is_erasing() {
            self.request(RightKind::Erasure, String::new()).await;
        }
    }

    /// Whether the controller has said that it has the request to erase.
    pub(super) fn is_erasure_known(&self) -> bool {
        let is_known = |own: &KeptRequest| {
            own.right == RightKind::Erasure
                && matches!(own.state, RequestState::Received | RequestState::Done)
        };
        self.store.read(|kept| kept.requests.iter().any(is_known))
    }

    /// Whether erasure was asked for.
    pub(super) fn is_erasing(&self) -> bool {
        let is_open = |own: &KeptRequest| {
            own.right == RightKind::Erasure && own.state != RequestState::Refused
        };
        self.store.read(|kept| kept.requests.iter().any(is_open))
    }
}

/// A request, as it is said.
pub(super) fn content(right: RightKind, note: &str) -> Content {
    let right = match right {
        RightKind::Erasure => return Content::Erase { scope: Scope::Conversation },
        RightKind::Access => Right::Access,
        RightKind::Portability => Right::Portability,
        RightKind::Rectification => Right::Rectification,
        RightKind::Restriction => Right::Restriction,
        RightKind::Objection => Right::Objection,
        RightKind::Review => Right::Review,
    };
    Content::Right { right, purpose: None, note: (!note.is_empty()).then(|| note.into()) }
}
