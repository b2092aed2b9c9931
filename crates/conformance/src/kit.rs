//! What a run knows: the backend, and what it was given of its secrets.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use getrandom::{SysRng, rand_core::UnwrapErr};
use rand_core::Rng as _;
use serde_json::Value;
use sigilo_protocol::{ConvId, Hash, SigningKey, jws, unb64u};

use crate::{
    backend::{Backend, envelopes},
    cases::Need,
    draft::{Draft, Party, conv},
};

/// What a run is told.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The site's base on the backend: `http://host/v1/sites/SITE`.
    pub backend: String,
    /// A JSON file whose `identity` is the site's identity key (`d` of a JWK).
    pub identity: Option<PathBuf>,
    /// An origin of the site's widget.
    pub origin: Option<String>,
}

/// A backend, ready to be asked.
pub struct Kit {
    pub(crate) backend: Backend,
    pub(crate) identity: Option<SigningKey>,
    pub(crate) origin: Option<String>,
    /// The manifest that was published when the run began.
    pub(crate) manifest: Option<Published>,
}

/// A manifest as a case looks at it: it is the backend's to check, and a visitor's.
pub(crate) struct Published {
    pub(crate) jws: String,
    pub(crate) claims: Value,
}

impl Published {
    pub(crate) fn parse(jws: &str) -> Result<Self> {
        let parsed = jws::Unverified::parse(jws, "sigilo-manifest+jwt");
        let parsed = parsed.ok().context("expected a manifest's JWS, came something else")?;
        Ok(Self { jws: jws.into(), claims: serde_json::from_slice(parsed.unverified_payload())? })
    }

    /// What envelopes cite: docs/protocol.md §4.1.
    pub(crate) fn mh(&self) -> Hash {
        let input = self.jws.rsplit_once('.').map_or(self.jws.as_str(), |(input, _)| input);
        Hash::of(input.as_bytes())
    }
}

impl Kit {
    /// Looks at the backend for the first time.
    pub async fn new(options: Options) -> Result<Self> {
        let Options { backend, identity, origin } = options;
        let identity = identity.map(|path| read_identity(&path)).transpose()?;
        let backend = Backend::new(&backend)?;
        let answer = backend.get("/manifest").await?;
        let published = (answer.status == 200).then(|| String::from_utf8(answer.body));
        let manifest = published.transpose()?.map(|jws| Published::parse(&jws)).transpose()?;
        Ok(Self { backend, identity, origin, manifest })
    }

    /// What a case needs and this run has not.
    pub(crate) fn lacks(&self, need: Need) -> Option<&'static str> {
        let (is_lacking, what) = match need {
            Need::Nothing => (false, ""),
            Need::Manifest => (self.manifest.is_none(), "a published manifest"),
            Need::Identity => (self.identity.is_none(), "--identity FILE"),
            Need::Origin => (self.origin.is_none(), "--origin ORIGIN"),
            Need::Socket => (!self.has_socket(), "a manifest with \"ws\": true"),
            Need::SocketOrigin => {
                (!self.has_socket() || self.origin.is_none(), "\"ws\": true and --origin ORIGIN")
            }
            Need::SocketIdentity => {
                (!self.has_socket() || self.identity.is_none(), "\"ws\": true and --identity FILE")
            }
        };
        is_lacking.then_some(what)
    }

    fn has_socket(&self) -> bool {
        self.manifest.as_ref().is_some_and(|manifest| manifest.claims["ws"] == true)
    }

    /// The manifest of the run's beginning.
    pub(crate) fn manifest(&self) -> Result<&Published> {
        self.manifest.as_ref().context("nothing is published")
    }

    /// A conversation that `visitor` has begun.
    pub(crate) async fn begun(&self, visitor: &Party) -> Result<ConvId> {
        let conv = conv();
        self.post(conv, &visitor.hello(conv)).await?;
        Ok(conv)
    }

    /// Posts what has to be taken, and gives its cursor.
    pub(crate) async fn post(&self, conv: ConvId, draft: &Draft<'_>) -> Result<u64> {
        self.backend.post(&envelopes(conv), draft.json()).await?.must_be(201)?.number("cursor")
    }
}

/// The system's randomness.
pub(crate) fn rng() -> UnwrapErr<SysRng> {
    UnwrapErr(SysRng)
}

pub(crate) fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    rng().fill_bytes(&mut bytes);
    bytes
}

fn read_identity(path: &std::path::Path) -> Result<SigningKey> {
    let name = path.display();
    let text = std::fs::read(path).with_context(|| format!("{name} can't be read"))?;
    let file: Value =
        serde_json::from_slice(&text).with_context(|| format!("{name} is no JSON"))?;
    let key = file["identity"].as_str().and_then(unb64u).and_then(|d| SigningKey::from_bytes(&d));
    key.with_context(|| format!("{name} has no \"identity\" that is the d of a P-256 key"))
}
