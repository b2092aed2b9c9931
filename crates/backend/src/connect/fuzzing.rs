//! What bots elsewhere answer, as a fuzzer feeds it. Not part of any build but the fuzzer's and the tests'.
#![allow(clippy::panic, reason = "a target panics at what does not hold")]

use futures_util::FutureExt as _;
use reqwest::Response;

use super::{piecewise, webhook};
use crate::desk::{pictures::Gallery, slow::Pieces};

/// Most characters of an answer, here.
const MOST: usize = 100;

/// A webhook's answer: what is taken says something.
pub(crate) fn answer(data: &[u8]) {
    if let Ok(reply) = webhook::read(data, &Gallery::default()) {
        assert!(!reply.text.trim().is_empty());
    }
}

/// A model's answer, streamed or whole: never longer than it may be, and a person is called only where one is.
pub(crate) fn model(data: &[u8]) {
    for kind in ["text/event-stream", "application/json"] {
        for offered in [false, true] {
            let response = axum::http::Response::builder().header("content-type", kind);
            let Ok(response) = response.body(data.to_vec()) else { return };
            let (pieces, mut told) = Pieces::channel();
            let read = piecewise::read(Response::from(response), MOST, offered, &pieces);
            // All of it is there: nothing has to be waited for.
            let Some(read) = read.now_or_never() else { panic!("it waits") };
            drop(pieces);
            let Ok(answer) = read else { continue };
            let mut all = String::new();
            while let Ok(piece) = told.try_recv() {
                all.push_str(&piece);
            }
            assert!(answer.text.chars().count() <= MOST + 1 && (offered || !answer.calls));
            assert!(answer.calls || all == answer.text, "what is told is what is answered");
        }
    }
}
