//! The manifest: who can read, signed by the site identity key and pinned by the script tag.

use alloc::{string::String, vec::Vec};
use core::{fmt, ops::Deref};

use crate::{
    CLOCK_SKEW, SUITE,
    bytes::{Bytes, Hash, unb64u},
    header::is_id,
    json::Json,
    jws::{self, JwsError, Unverified},
    key::{PublicKey, Signature, SigningKey, Thumbprint},
};

/// The `typ` of a manifest's JWS.
const TYP: &str = "sigilo-manifest+jwt";

/// Longest lifetime, 72 h in seconds: longer keeps a removed recipient, shorter needs the signer
/// at hand too often.
const MAX_LIFETIME: u64 = 72 * 3_600;

/// Largest manifest in bytes; ample for 8 recipients.
const MAX_SIZE: usize = 64 * 1024;

/// Longest id of a recipient, shorter than a thumbprint.
const MAX_ID: usize = 40;

/// Most recipients.
const MAX_RECIPIENTS: usize = 8;

/// What a site promises about its chat.
#[derive(Clone, Debug, PartialEq)]
pub struct Manifest {
    /// The site's name, a DNS name.
    pub site: String,
    /// The site identity key. Believed only when its thumbprint is pinned.
    pub key: PublicKey,
    /// The origins of pages that may embed the chat.
    pub origins: Vec<String>,
    /// Grows with every manifest.
    pub ver: u64,
    /// Signed at, seconds since the epoch.
    pub iat: u64,
    /// Good until, seconds since the epoch.
    pub exp: u64,
    /// Everybody who can read.
    pub recipients: Vec<Recipient>,
    /// What the data is used for.
    pub policy: PolicyRef,
    /// The relay offers a WebSocket.
    pub ws: bool,
    /// The Ed25519 key that signs the audit log `<site>/audit`; nothing if there is none to show.
    pub log: Option<Bytes<32>>,
}

/// Somebody, or something, that can read.
#[derive(Clone, Debug, PartialEq)]
pub struct Recipient {
    /// `[A-Za-z0-9_-]{1,40}`.
    pub id: String,
    /// What it is.
    pub role: Role,
    /// Its name, shown to the visitor.
    pub name: String,
    /// Its signing key; who is reached through another recipient has none.
    pub sig: Option<PublicKey>,
    /// Its prekeys, the one to use first.
    pub pre: Vec<Prekey>,
    /// The recipient through which a processor, or people without keys of their own, are reached.
    pub via: Option<String>,
}

/// What a recipient is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// An automatic assistant.
    Bot,
    /// People.
    Agent,
    /// A record kept for compliance.
    Archive,
    /// A company behind the desk, without keys of its own.
    Processor,
}

impl Role {
    fn parse(name: &str) -> Option<Self> {
        let roles = [Self::Bot, Self::Agent, Self::Archive, Self::Processor];
        roles.into_iter().find(|role| role.name() == name)
    }

    /// As it travels.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bot => "bot",
            Self::Agent => "agent",
            Self::Archive => "archive",
            Self::Processor => "processor",
        }
    }
}

/// A key to seal to.
#[derive(Clone, Debug, PartialEq)]
pub struct Prekey {
    /// `[A-Za-z0-9_:-]{1,80}`.
    pub kid: String,
    /// [`SUITE`], or one this version passes over.
    pub suite: String,
    /// For HPKE: SEC1 uncompressed.
    pub kem: Bytes<65>,
    /// For the ratchet: SEC1 uncompressed; an archive has none.
    pub dh: Option<Bytes<65>>,
    /// Good until, seconds since the epoch.
    pub exp: u64,
}

impl Prekey {
    /// A prekey of [`SUITE`].
    pub fn new(kid: &str, kem: Bytes<65>, dh: Option<Bytes<65>>, exp: u64) -> Self {
        Self { kid: kid.into(), suite: SUITE.into(), kem, dh, exp }
    }

    fn to_json(&self) -> Json {
        Json::object([
            ("kid", Some(Json::text(&self.kid))),
            ("suite", Some(Json::text(&self.suite))),
            ("kem", Some(self.kem.to_json())),
            ("dh", self.dh.map(|dh| dh.to_json())),
            ("exp", Some(Json::Number(self.exp))),
        ])
    }

    /// A recipient's prekeys. Their names differ, and name nothing else, whatever the suites.
    fn list_from_json(json: Json) -> Option<Vec<Self>> {
        let read = json.into_list(Self::from_json)?;
        let (mut kids, mut prekeys) = (Vec::new(), Vec::new());
        for (kid, prekey) in read {
            if !is_id(&kid) || kids.contains(&kid) {
                return None;
            }
            kids.push(kid);
            if let Some(prekey) = prekey {
                prekeys.push(prekey);
            }
        }
        Some(prekeys)
    }

    /// Its name, and a prekey. One of a suite that this version does not have is nothing to it,
    /// whatever its keys are.
    fn from_json(json: Json) -> Option<(String, Option<Self>)> {
        let mut members = json.into_members();
        let (kid, suite) = (members.text("kid"), members.text("suite"));
        let exp = members.number("exp");
        if suite != SUITE {
            let is_key = |key: Json| unb64u(&key.into_text()?).map(drop);
            members.one("kem", is_key);
            members.maybe("dh", is_key);
            return members.done((kid, None));
        }
        let kem = members.bytes("kem");
        let dh = members.maybe("dh", Bytes::from_json);
        members.done((kid.clone(), Some(Self { kid, suite, kem, dh, exp })))
    }
}

/// Which policy holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyRef {
    /// The policy's own name for this version.
    pub id: String,
    /// SHA-256 of the policy document's bytes.
    pub hash: Hash,
}

impl PolicyRef {
    fn from_json(json: Json) -> Option<Self> {
        let mut members = json.into_members();
        let reference = Self { id: members.text("id"), hash: members.bytes("hash") };
        members.done(reference)
    }
}

/// The one or two thumbprints of the script tag: the current identity key, then the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pins(Vec<Thumbprint>);

impl Pins {
    /// Reads one or two thumbprints (base64url) separated by a space.
    pub fn parse(text: &str) -> Option<Self> {
        let mut pins = Vec::new();
        for pin in text.split_whitespace() {
            pins.push(Bytes::parse(pin)?);
        }
        (1..=2).contains(&pins.len()).then_some(Self(pins))
    }

    /// The first pin, by which storage is keyed.
    pub fn current(&self) -> Thumbprint {
        self.0[0]
    }

    /// The pins, current first.
    pub fn all(&self) -> &[Thumbprint] {
        &self.0
    }

    /// Whether a manifest by `key` must be refused because one by `used` was accepted: the next key
    /// retires the current one for good (§4.4).
    pub fn is_retired(&self, key: Thumbprint, used: Thumbprint) -> bool {
        let place = |wanted| self.0.iter().position(|pin| *pin == wanted);
        matches!((place(key), place(used)), (Some(key), Some(used)) if key < used)
    }
}

/// Why a manifest was refused. None of them tells more than the manifest's author knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ManifestError {
    /// Not a manifest of this version.
    Format,
    /// Its key is not pinned.
    Pin,
    /// It is not signed by its key.
    Signature,
    /// Its time is over, lies in the future, or is longer than allowed.
    Time,
    /// It has nobody to seal to.
    Recipients,
}

impl fmt::Display for ManifestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Format => "not a manifest of this version",
            Self::Pin => "the manifest's key is not pinned",
            Self::Signature => "the manifest is not signed by its key",
            Self::Time => "the manifest is expired, from the future, or valid for too long",
            Self::Recipients => "the manifest's recipients are not valid",
        })
    }
}

impl core::error::Error for ManifestError {}

impl From<JwsError> for ManifestError {
    fn from(error: JwsError) -> Self {
        match error {
            JwsError::Format => Self::Format,
            JwsError::Signature => Self::Signature,
        }
    }
}

impl Manifest {
    /// Signs it as a compact JWS.
    pub fn sign(&self, key: &SigningKey) -> String {
        jws::sign(TYP, self.to_json().to_text().as_bytes(), key)
    }

    /// The recipient `id`.
    pub fn recipient(&self, id: &str) -> Option<&Recipient> {
        self.recipients.iter().find(|recipient| recipient.id == id)
    }

    /// The recipients that have keys: who reads what is sent, in order.
    pub fn readers(&self) -> impl Iterator<Item = &Recipient> {
        self.recipients.iter().filter(|recipient| !recipient.pre.is_empty())
    }

    fn to_json(&self) -> Json {
        let policy = Json::object([
            ("id", Some(Json::text(&self.policy.id))),
            ("hash", Some(self.policy.hash.to_json())),
        ]);
        Json::object([
            ("v", Some(Json::Number(1))),
            ("site", Some(Json::text(&self.site))),
            ("key", Some(self.key.to_json())),
            ("origins", Some(Json::texts(&self.origins))),
            ("ver", Some(Json::Number(self.ver))),
            ("iat", Some(Json::Number(self.iat))),
            ("exp", Some(Json::Number(self.exp))),
            ("suites", Some(Json::texts(&[SUITE]))),
            ("recipients", Some(Json::list(self.recipients.iter().map(Recipient::to_json)))),
            ("policy", Some(policy)),
            ("ws", self.ws.then_some(Json::Bool(true))),
            ("log", self.log.map(|key| Json::object([("key", Some(key.to_json()))]))),
        ])
    }

    /// Reads the payload of a manifest of this version that offers [`SUITE`].
    fn from_json(json: Json) -> Option<Self> {
        let mut members = json.into_members();
        let suites = members.list("suites", Json::into_text);
        let is_ours = members.number("v") == 1 && suites.iter().any(|suite| suite == SUITE);
        let site = members.text("site");
        let origins = members.list("origins", Json::into_text);
        let (ver, iat) = (members.number("ver"), members.number("iat"));
        let exp = members.number("exp");
        let recipients = members.list("recipients", Recipient::from_json);
        let key = members.one("key", PublicKey::from_json)?;
        let policy = members.one("policy", PolicyRef::from_json)?;
        let ws = members.maybe("ws", |ws| (ws == Json::Bool(true)).then_some(())).is_some();
        let log = members.maybe("log", |log| {
            let mut members = log.into_members();
            let key = members.bytes("key");
            members.done(key)
        });
        let manifest = Self { site, key, origins, ver, iat, exp, recipients, policy, ws, log };
        members.done(manifest).filter(|_| is_ours)
    }

    fn has_valid_recipients(&self) -> bool {
        let ids = || self.recipients.iter().map(|recipient| &recipient.id);
        let unique = ids().enumerate().all(|(i, id)| ids().skip(i + 1).all(|other| other != id));
        let with_keys = |recipient: &&Recipient| recipient.sig.is_some();
        // Whoever speaks for people speaks under a key.
        let is_reached = |recipient: &Recipient| {
            let via = |id| self.recipient(id).is_some_and(|other| with_keys(&other));
            recipient.role != Role::Agent || recipient.via.as_deref().is_none_or(via)
        };
        unique
            && self.recipients.len() <= MAX_RECIPIENTS
            && self.recipients.iter().all(Recipient::is_valid)
            && self.recipients.iter().all(is_reached)
            && self.recipients.iter().any(|recipient| with_keys(&recipient))
    }
}

impl Recipient {
    /// The first prekey of a suite that this version has, still good at `now` (seconds).
    pub fn prekey(&self, now: u64) -> Option<&Prekey> {
        self.pre.iter().find(|pre| pre.suite == SUITE && pre.exp > now)
    }

    /// The first prekey of a suite that this version has, for a copy in a session that began while it
    /// was good: its private half outlives the session.
    #[cfg(feature = "session")]
    pub(crate) fn copy_prekey(&self) -> Option<&Prekey> {
        self.pre.iter().find(|pre| pre.suite == SUITE)
    }

    fn to_json(&self) -> Json {
        let pre = || Json::list(self.pre.iter().map(Prekey::to_json));
        Json::object([
            ("id", Some(Json::text(&self.id))),
            ("role", Some(Json::text(self.role.name()))),
            ("name", Some(Json::text(&self.name))),
            ("sig", self.sig.map(|sig| sig.to_json())),
            ("pre", (!self.pre.is_empty()).then(pre)),
            ("via", self.via.as_deref().map(Json::text)),
        ])
    }

    fn from_json(json: Json) -> Option<Self> {
        let mut members = json.into_members();
        let role = members.parsed("role", Role::parse);
        let recipient = Self {
            id: members.text("id"),
            role: role.unwrap_or(Role::Processor),
            name: members.text("name"),
            sig: members.maybe("sig", PublicKey::from_json),
            pre: members.maybe("pre", Prekey::list_from_json).unwrap_or_default(),
            via: members.maybe("via", Json::into_text),
        };
        members.done(recipient)
    }

    /// Whether it reads in sessions, as bots and agents do.
    pub fn has_sessions(&self) -> bool {
        matches!(self.role, Role::Bot | Role::Agent) && self.sig.is_some()
    }

    fn is_valid(&self) -> bool {
        let dh = |wanted: bool| self.pre.iter().all(|pre| pre.dh.is_some() == wanted);
        let is_bare = self.sig.is_none() && self.pre.is_empty();
        let keys = match self.role {
            Role::Agent if self.via.is_some() => is_bare,
            Role::Bot | Role::Agent => self.sig.is_some() && !self.pre.is_empty() && dh(true),
            Role::Archive => self.sig.is_none() && !self.pre.is_empty() && dh(false),
            Role::Processor => is_bare,
        };
        let is_direct = self.via.is_none() || matches!(self.role, Role::Agent | Role::Processor);
        // No id can be taken for a visitor's thumbprint or for a load.
        let is_named = is_id(&self.id) && self.id.len() <= MAX_ID && !self.id.contains(':');
        keys && is_direct && is_named
    }
}

/// A manifest whose signature, pin and time were checked. Only its own functions make one.
#[derive(Clone, Debug)]
pub struct VerifiedManifest {
    manifest: Manifest,
    jws: String,
    hash: Hash,
}

impl VerifiedManifest {
    /// Checks a compact JWS against the pins at `now` (seconds since the epoch): §4.2.
    pub fn verify(jws: &str, pins: &Pins, now: u64) -> Result<Self, ManifestError> {
        Self::cited(jws, pins)?.at(now)
    }

    /// The same, its signature checked by `verify`, an ES256 of the caller's: the browser's, which costs no
    /// bytes. Whether the recipients' keys are on the curve, [`crate::Session::open`] looks.
    pub async fn verify_by<V>(
        jws: &str,
        pins: &Pins,
        now: u64,
        verify: V,
    ) -> Result<Self, ManifestError>
    where
        V: AsyncFnOnce(&PublicKey, &[u8], &Signature) -> bool,
    {
        let (manifest, unverified) = Self::read(jws, pins)?;
        let (input, signature) = unverified.signed();
        let holds = verify(&manifest.key, input, signature).await;
        Self::checked(manifest, jws, holds)?.at(now)
    }

    /// One that was verified before, out of a record that nobody else can have sealed: its signature is not
    /// checked again. It may be over by now.
    pub fn recorded(jws: &str, pins: &Pins) -> Result<Self, ManifestError> {
        Self::checked(Self::read(jws, pins)?.0, jws, true)
    }

    /// Checks one that an envelope cites, which may be over by now: for whoever published it, or
    /// reads a record.
    pub fn cited(jws: &str, pins: &Pins) -> Result<Self, ManifestError> {
        let (manifest, unverified) = Self::read(jws, pins)?;
        let (input, signature) = unverified.signed();
        let holds = manifest.key.verify(input, signature);
        let verified = Self::checked(manifest, jws, holds)?;
        let mut keys = verified.manifest.recipients.iter().filter_map(|own| own.sig);
        if keys.all(|key| key.is_on_curve()) { Ok(verified) } else { Err(ManifestError::Format) }
    }

    /// What the JWS says, and the key that is pinned; nothing in it is to be believed yet.
    fn read<'a>(jws: &'a str, pins: &Pins) -> Result<(Manifest, Unverified<'a>), ManifestError> {
        if jws.len() > MAX_SIZE {
            return Err(ManifestError::Format);
        }
        let unverified = Unverified::parse(jws, TYP)?;
        let manifest = Json::parse(unverified.unverified_payload()).and_then(Manifest::from_json);
        let manifest = manifest.ok_or(ManifestError::Format)?;
        if !pins.0.contains(&manifest.key.thumbprint()) {
            return Err(ManifestError::Pin);
        }
        Ok((manifest, unverified))
    }

    /// The rest, once it is known whether the signature holds.
    fn checked(manifest: Manifest, jws: &str, holds: bool) -> Result<Self, ManifestError> {
        if !holds {
            return Err(ManifestError::Signature);
        }
        let lifetime = manifest.exp.checked_sub(manifest.iat);
        if lifetime.is_none_or(|lifetime| lifetime > MAX_LIFETIME) {
            return Err(ManifestError::Time);
        }
        if !manifest.has_valid_recipients() {
            return Err(ManifestError::Recipients);
        }
        Ok(Self { manifest, jws: jws.into(), hash: Self::hash_of(jws) })
    }

    fn at(self, now: u64) -> Result<Self, ManifestError> {
        let Manifest { iat, exp, .. } = self.manifest;
        let is_now = iat <= now.saturating_add(CLOCK_SKEW) && now < exp.saturating_add(CLOCK_SKEW);
        if is_now { Ok(self) } else { Err(ManifestError::Time) }
    }

    /// What [`VerifiedManifest::hash`] is of a JWS that was verified before.
    pub fn hash_of(jws: &str) -> Hash {
        // Without the signature, of which there are two forms.
        Hash::of(jws.rsplit_once('.').map_or(jws, |(signed, _)| signed).as_bytes())
    }

    /// `mh` = H(the JWS's signing input), which every header cites.
    pub fn hash(&self) -> Hash {
        self.hash
    }

    /// The JWS, as it was signed.
    pub fn jws(&self) -> &str {
        &self.jws
    }
}

impl Deref for VerifiedManifest {
    type Target = Manifest;

    fn deref(&self) -> &Manifest {
        &self.manifest
    }
}

#[cfg(test)]
mod tests;
