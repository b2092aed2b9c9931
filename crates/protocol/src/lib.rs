//! Sigilo Protocol 1: who may read, what they are sent, and how each end checks it.
//!
//! Sans-I/O: bytes in, bytes and events out. Time and randomness are passed in, signing is the
//! caller's (a browser keeps its key in WebCrypto), and nothing here knows a network, a clock or a
//! document.
//!
//! The story of one message, from a pinned key to an answer:
//!
//! ```
//! # #[cfg(feature = "session")] {
//! use getrandom::{SysRng, rand_core::UnwrapErr};
//! use sigilo_protocol::*;
//! let (mut rng, now) = (UnwrapErr(SysRng), 1_800_000_000);
//!
//! // A site signs who can read, and pins its key in the script tag.
//! let site = SigningKey::generate(&mut rng);
//! let desk_key = SigningKey::generate(&mut rng);
//! let (kem, dh) = (KemSecret::generate(&mut rng), DhSecret::generate(&mut rng));
//! let manifest = Manifest {
//!     site: "insurer.example".into(),
//!     key: site.public(),
//!     origins: vec!["https://insurer.example".into()],
//!     ver: 1,
//!     iat: now,
//!     exp: now + 3_600,
//!     recipients: vec![Recipient {
//!         id: "bot".into(),
//!         role: Role::Bot,
//!         name: "Assistant".into(),
//!         sig: Some(desk_key.public()),
//!         pre: vec![Prekey::new("k1", kem.public(), Some(dh.public()), now + 3_600)],
//!         via: None,
//!     }],
//!     policy: PolicyRef { id: "p1".into(), hash: Hash::of(b"the policy") },
//!     ws: false,
//!     log: None,
//! };
//! let jws = manifest.sign(&site);
//! let pins = Pins::parse(&site.public().thumbprint().to_string()).unwrap();
//! let manifest = VerifiedManifest::verify(&jws, &pins, now).unwrap();
//!
//! // A visitor says hello with the receipt of what was allowed …
//! let visitor = SigningKey::generate(&mut rng);
//! let sign = |unsigned: Unsigned| {
//!     let signature = visitor.sign(unsigned.signing_input());
//!     unsigned.attach(signature)
//! };
//! let conv = Bytes([7; 16]);
//! let Opened { session, hello } = Session::open(
//!     &manifest,
//!     Start { conv, visitor: visitor.public(), ends: vec![], body_id: "b1".into(), receipt: "…".into(), now_ms: now * 1000 },
//!     &mut rng,
//! ).unwrap();
//!
//! // … the desk opens it and answers …
//! let prekey = PrekeySecret { kid: "k1".into(), kem, dh: Some(dh) };
//! let desk = Desk::new("bot", vec![prekey], vec![manifest.clone()], &mut rng);
//! let (mut conversation, received) = Conversation::begin(&desk, &sign(hello)).unwrap();
//! assert!(matches!(received.body.unwrap().content, Content::Hello { .. }));
//! let answer = Body::new("b2", Content::Ack);
//! let answers = conversation.seal(&desk, &answer, now * 1000, &mut rng).unwrap();
//!
//! // … and only now can the visitor's own words be sealed.
//! let mut session = session;
//! for unsigned in answers {
//!     let signature = desk_key.sign(unsigned.signing_input());
//!     session.receive(&unsigned.attach(signature)).unwrap();
//! }
//! let mut session = session.into_open().ok().unwrap();
//! let question = Body::new("b3", Content::text("What does it cover?", "en"));
//! let envelope = sign(session.seal(&question, now * 1000, &mut rng).unwrap());
//! let received = conversation.receive(&desk, &envelope).unwrap();
//! assert_eq!(received.body, Some(question));
//! # }
//! ```
#![no_std]

extern crate alloc;
#[cfg(test)]
extern crate std;

mod bytes;
mod envelope;
mod header;
mod json;
mod key;
mod manifest;
mod token;

pub mod jws;

#[cfg(feature = "session")]
mod archive;
#[cfg(feature = "session")]
mod body;
#[cfg(feature = "session")]
mod chain;
#[cfg(feature = "session")]
mod content;
#[cfg(feature = "session")]
mod desk;
#[cfg(feature = "session")]
mod dh;
#[cfg(feature = "session")]
mod file;
#[cfg(feature = "session")]
mod form;
#[cfg(all(test, feature = "session"))]
#[path = "interop/tests.rs"]
mod interop;
#[cfg(feature = "session")]
mod kem;
#[cfg(feature = "log")]
mod log;
#[cfg(feature = "session")]
mod pair;
#[cfg(feature = "session")]
mod ratchet;
#[cfg(feature = "session")]
mod safety;
#[cfg(feature = "session")]
mod visitor;
#[cfg(all(test, feature = "session"))]
mod wycheproof;

pub use bytes::{Bytes, ConvId, Hash, b64u, unb64u};
#[cfg(feature = "session")]
pub use envelope::Checked;
pub use envelope::{Envelope, EnvelopeError, MAX_ENVELOPE, Wrap};
pub use header::{Header, HelloBox, Kind, Reset, ResetReason, Seen, Sender};
pub use json::{Json, JsonObject, Members};
pub use key::{PublicKey, Signature, SigningKey, Thumbprint};
pub use manifest::{
    Manifest, ManifestError, Pins, PolicyRef, Prekey, Recipient, Role, VerifiedManifest,
};
pub use token::token_signing_input;

#[cfg(feature = "session")]
pub use archive::{Archive, ArchiveError, Copied, Entry, Record};
#[cfg(feature = "session")]
pub use body::{
    Act, Action, Attachment, Body, BodyError, By, Card, Cards, Content, Field, FieldKind,
    FileFault, FormAnswer, FormFault, Format, Layout, MAX_ALT, MAX_PICTURE, PICTURES, Picture,
    Proofs, Proven, RequestState, Right, Scale, Scope, is_picture,
};
#[cfg(feature = "session")]
pub use content::{ReceiveError, SealError, Unsigned, random_id};
#[cfg(feature = "session")]
pub use desk::{Conversation, Desk, Received, Refusal};
#[cfg(feature = "session")]
pub use dh::{Curve, DhSecret, Native, Provider, Secret};
#[cfg(feature = "session")]
pub use file::{
    FILE_CHUNK, FileError, FileKey, MAX_FILE, Opener, SEALED_CHUNK, SealedFile, Sealer,
};
#[cfg(feature = "session")]
pub use form::{Answering, MAX_VALUE, Values, ValuesError};
#[cfg(feature = "session")]
pub use kem::KemSecret;
#[cfg(all(feature = "log", feature = "session"))]
pub use log::Verdict;
#[cfg(feature = "log")]
pub use log::{Checkpoint, Note, commitment, key_id};
#[cfg(feature = "session")]
pub use pair::PrekeySecret;
#[cfg(feature = "session")]
pub use safety::SafetyCode;
#[cfg(feature = "words")]
pub use safety::WordList;
#[cfg(feature = "session")]
pub use visitor::{Event, HelloSent, Open, Opened, ReceiveOnly, SavedSession, Session, Start};

/// The one suite of this version: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM, ES256.
pub const SUITE: &str = "P256-A256GCM-SHA256";

/// How far two clocks may be apart before a manifest or a nonce is refused, in seconds.
/// Smaller locks out visitors whose clock is a little off; larger lets a frozen manifest live on.
pub const CLOCK_SKEW: u64 = 300;
