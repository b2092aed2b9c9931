//! What is asked, by name.

mod edges;
mod erasing;
mod files;
mod manifests;
mod posting;
mod publishing;
mod reading;
mod sockets;
mod tokens;

use std::{future::Future, pin::Pin};

use anyhow::Result;

use crate::kit::Kit;

/// One thing that docs/http.md says.
pub struct Case {
    /// Area and rule, as in `tokens/a-nonce-is-used-once`.
    pub name: &'static str,
    pub(crate) need: Need,
    pub(crate) run: for<'a> fn(&'a Kit) -> Asking<'a>,
}

type Asking<'a> = Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>>;

/// What a case can't be asked without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Any backend will do.
    Nothing,
    /// Something was published.
    Manifest,
    /// The site's identity key.
    Identity,
    /// An origin of the site's widget.
    Origin,
    /// The manifest offers a WebSocket.
    Socket,
    /// As before, and an origin.
    SocketOrigin,
    /// As before, and the identity key.
    SocketIdentity,
}

macro_rules! cases {
    ($($name:literal $need:ident $run:path;)*) => {
        &[$(Case { name: $name, need: Need::$need, run: |kit| Box::pin($run(kit)) }),*]
    };
}

/// Every case. Those that publish come last: the others look at the manifest as it was.
pub fn all() -> &'static [Case] {
    const ALL: &[Case] = cases! {
        "manifest/is-served-as-it-was-signed" Manifest manifests::is_served;
        "manifest/a-known-tag-is-answered-304" Manifest manifests::known_tag;
        "manifest/is-found-by-its-hash" Manifest manifests::by_hash;
        "manifest/an-unknown-hash-is-a-problem" Nothing manifests::unknown_hash;
        "policies/documents-are-found-by-hash" Manifest manifests::documents;
        "policies/an-unknown-hash-is-a-problem" Nothing manifests::unknown_document;
        "tokens/say-how-long-they-live" Nothing tokens::lifetimes;
        "tokens/a-nonce-is-used-once" Nothing tokens::nonce_once;
        "tokens/a-failed-attempt-uses-the-nonce-up" Nothing tokens::failed_attempt;
        "tokens/an-invented-nonce-is-refused" Nothing tokens::invented_nonce;
        "tokens/a-signature-is-over-nonce-and-site" Nothing tokens::other_site;
        "tokens/a-proof-has-one-form" Nothing tokens::proof_form;
        "tokens/are-needed-for-reading" Nothing tokens::needed;
        "posting/a-hello-begins-a-conversation" Nothing posting::hello;
        "posting/nothing-else-begins-one" Nothing posting::not_begun;
        "posting/the-same-envelope-is-kept-once" Nothing posting::repeated;
        "posting/a-sequence-number-has-one-envelope" Nothing posting::taken;
        "posting/a-signature-is-the-sender-s" Nothing posting::signature;
        "posting/the-address-is-the-envelope-s" Nothing posting::mismatch;
        "posting/a-conversation-is-its-visitor-s" Nothing posting::other_visitor;
        "posting/an-envelope-has-one-form" Nothing posting::form;
        "posting/an-envelope-has-a-largest-size" Nothing posting::size;
        "reading/goes-on-from-a-cursor" Nothing reading::cursors;
        "reading/has-pages-of-64" Nothing reading::pages;
        "reading/gives-what-was-posted" Nothing reading::verbatim;
        "reading/waits-for-news" Nothing reading::waits;
        "reading/a-wait-ends-with-its-time" Nothing reading::wait_ends;
        "reading/is-the-owner-s" Nothing reading::not_owner;
        "reading/an-unknown-conversation-is-a-problem" Nothing reading::unknown;
        "reading/a-query-has-one-form" Nothing reading::query;
        "reading/the-feed-is-for-recipients" Nothing reading::feed;
        "erasing/is-the-owner-s" Nothing erasing::not_owner;
        "erasing/leaves-nothing-to-read" Nothing erasing::unreadable;
        "erasing/brings-nothing-back" Nothing erasing::refused;
        "erasing/can-be-repeated" Nothing erasing::repeated;
        "erasing/ends-a-wait" Nothing erasing::waiting;
        "erasing/ends-a-socket" Socket erasing::socket;
        "files/come-in-pieces-and-go-out-whole" Nothing files::whole;
        "files/go-on-where-they-were" Nothing files::resumed;
        "files/have-the-hash-that-names-them" Nothing files::hashed;
        "files/are-the-owner-s-and-recipients" Nothing files::not_owner;
        "files/go-with-their-conversation" Nothing files::erased;
        "edges/unknown-addresses-are-problems" Nothing edges::addresses;
        "edges/other-methods-are-problems" Nothing edges::methods;
        "edges/a-body-is-json" Nothing edges::media_types;
        "edges/a-path-has-one-form" Nothing edges::paths;
        "edges/answers-are-not-stored-or-sniffed" Nothing edges::headers;
        "edges/a-refusal-repeats-nothing" Nothing edges::no_echo;
        "edges/another-origin-may-not-read" Nothing edges::other_origin;
        "edges/the-widget-may-read" Origin edges::widget;
        "edges/a-preflight-allows-what-the-widget-needs" Origin edges::preflight;
        "socket/has-a-page-at-once-and-then-what-comes" Socket sockets::pages;
        "socket/is-for-who-may-read" Socket sockets::refusals;
        "socket/has-one-frame-of-one-form" Socket sockets::frames;
        "socket/is-of-its-protocol" Socket sockets::protocol;
        "socket/another-origin-gets-none" Socket sockets::other_origin;
        "socket/the-widget-gets-one" SocketOrigin sockets::widget;
        "publishing/a-body-has-one-form" Nothing publishing::form;
        "publishing/is-by-a-pinned-key" Nothing publishing::unpinned;
        "publishing/is-by-the-key-s-signature" Identity publishing::forged;
        "publishing/is-in-time-and-for-the-site" Identity publishing::claims;
        "publishing/needs-every-document" Identity publishing::documents;
        "publishing/a-version-only-grows" Identity publishing::versions;
        "publishing/an-old-manifest-is-still-found" Identity publishing::old;
        "publishing/a-recipient-reads-the-feed" Identity publishing::feed;
        "publishing/a-recipient-answers-and-is-removed" Identity publishing::recipient;
        "publishing/a-recipient-erases" Identity erasing::recipient;
        "publishing/a-recipient-listens-to-the-feed" SocketIdentity sockets::feed;
    };
    ALL
}
