//! Who a visitor is, by the site's server's word: a JWT in a sealed body (docs/protocol.md, §8), bound
//! to the visitor's key, good once.
//!
//! Not here: a visitor's own word for it. Nothing that a visitor types identifies anybody.

mod leaving;
mod settings;
mod waiting;

use std::{io, path::PathBuf, sync::Arc};

use rusqlite::{OptionalExtension as _, Transaction, params};
use serde::Deserialize;
use sigilo_consent::IDENTITY;
use sigilo_protocol::{Content, ConvId, Conversation, Hash};
use tokio::sync::Notify;
use zeroize::Zeroizing;

pub use settings::{Algorithm, Settings};

use self::waiting::{Full, Waiting, Waits};

use super::{
    answer::{Decided, Skip},
    jwt::{self, DecodingKey, Expected, Fetch, JwtError, Keys, Look},
    office::Desk,
    people::{Identity, Said},
};
use crate::{DatabaseError, events::Event};

/// Beside the schema, so that a database of before has it too.
pub(super) const TABLE: &str = "CREATE TABLE IF NOT EXISTS identify_used (\
    token TEXT PRIMARY KEY, until INTEGER NOT NULL) STRICT, WITHOUT ROWID";

/// How long a token may live, in seconds. A longer life is more time for whoever copies it off the
/// page that it was minted for.
const LIFETIME: u64 = 600;

/// Shortest shared secret, in bytes: as long as the hash (RFC 7518, 3.2).
const MIN_SECRET: usize = 32;

/// Longest subject, in characters.
const MAX_SUBJECT: usize = 200;

/// Checks tokens of one issuer.
pub(super) struct Verifier {
    settings: Settings,
    source: Source,
    waiting: Waiting,
}

/// Where a token's key is found.
enum Source {
    /// Shared with the issuer: HS256.
    Secret(Zeroizing<Vec<u8>>),
    /// The issuer's, of which the token names one.
    Keys(Keys),
}

/// Who a token's bearer is, nobody where it signs out, and until when it counts; or why it does not.
type Verdict = Result<(Option<Identity>, u64), &'static str>;

/// What is known of a token.
enum Checked {
    Now(Verdict),
    /// The issuer's keys have to come first, by that fetch.
    After(u64),
}

/// Why a site's word can't be checked.
#[derive(Debug, thiserror::Error)]
pub enum IdentifyError {
    /// The issuer is missing.
    #[error("`identify` needs the `issuer` that the site's server writes into `iss`")]
    Issuer,
    /// The address is not one.
    #[error("`identify.jwks` is https://, or http:// on this machine")]
    Address,
    /// The secret can't be read.
    #[error("the secret of `identify` in {0} can't be read: {1}")]
    Secret(PathBuf, io::Error),
    /// It can be guessed.
    #[error("the secret of `identify` in {0} has to have {MIN_SECRET} bytes at least")]
    Short(PathBuf),
    /// The HTTP client can't start.
    #[error("the HTTP client can't start")]
    Client,
}

/// What a token says.
#[derive(Deserialize)]
struct Claims {
    sub: String,
    exp: u64,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    cnf: Option<Confirmation>,
}

#[derive(Deserialize)]
struct Confirmation {
    jkt: String,
}

impl Verifier {
    pub(super) fn new(settings: Settings, wake: Arc<Notify>) -> Result<Self, IdentifyError> {
        if settings.issuer.is_empty() {
            return Err(IdentifyError::Issuer);
        }
        let source = match settings.algorithm {
            Algorithm::Hs256 => {
                let path = settings.secret_file.clone();
                let secret = std::fs::read(&path);
                let secret = secret.map_err(|error| IdentifyError::Secret(path.clone(), error))?;
                let secret = Zeroizing::new(secret.trim_ascii().to_vec());
                if secret.len() < MIN_SECRET {
                    return Err(IdentifyError::Short(path));
                }
                Source::Secret(secret)
            }
            Algorithm::Es256 | Algorithm::EdDsa => {
                let url = Fetch::url(&settings.jwks).ok_or(IdentifyError::Address)?;
                let fetch = Fetch::new().ok_or(IdentifyError::Client)?;
                Source::Keys(Keys::new(url, fetch, wake))
            }
        };
        Ok(Self { settings, source, waiting: Waiting::default() })
    }

    #[cfg(test)]
    pub(super) fn waiting(&self) -> usize {
        self.waiting.len()
    }

    /// Fetches what it checks by, so that it is there when somebody comes.
    pub(super) fn prepare(&self, now: u64) {
        if let Source::Keys(keys) = &self.source {
            keys.prepare(now);
        }
    }

    /// Who the token's bearer is, if it is for this site and the key of this thumbprint. It waits for
    /// nothing; `after` a fetch it says why that did not help.
    fn check(&self, token: &str, site: &str, key: &str, now: u64, after: Option<u64>) -> Checked {
        let algorithm = match self.settings.algorithm {
            Algorithm::Es256 => jwt::Algorithm::ES256,
            Algorithm::EdDsa => jwt::Algorithm::EdDSA,
            Algorithm::Hs256 => jwt::Algorithm::HS256,
        };
        let issuer = &self.settings.issuer;
        let expected =
            Expected { algorithms: &[algorithm], issuer, audience: site, within: LIFETIME };
        let header = match expected.header(token) {
            Ok(header) => header,
            Err(error) => return Checked::Now(Err(error.name())),
        };
        let kid = header.kid.as_deref();
        let found = match (&self.source, after) {
            (Source::Secret(secret), _) => Ok(DecodingKey::from_secret(secret)),
            (Source::Keys(keys), None) => match keys.look(kid, header.alg, now) {
                Look::Now(found) => found,
                Look::After(fetch) => return Checked::After(fetch),
            },
            (Source::Keys(keys), Some(fetch)) => {
                match keys.look_after(fetch, kid, header.alg, now) {
                    Some(found) => found,
                    None => return Checked::After(fetch),
                }
            }
        };
        let claims = found.and_then(|found| expected.claims(token, &header, &found, now));
        Checked::Now(claims.map_err(JwtError::name).and_then(|claims| bearer(claims, key, now)))
    }
}

fn bearer(Claims { sub, exp, name, cnf }: Claims, key: &str, now: u64) -> Verdict {
    if cnf.is_none_or(|own| own.jkt != key) {
        return Err("another-key");
    }
    let fits = |text: &str| text.chars().count() <= MAX_SUBJECT;
    if !fits(&sub) || !name.as_deref().is_none_or(fits) {
        return Err("form");
    }
    let identity = (!sub.is_empty()).then_some(Identity { subject: sub, name, at: now });
    Ok((identity, exp))
}

impl Desk {
    /// Takes the site's word about a visitor, or passes it over: the visitor is told nothing but that
    /// it came.
    pub(super) async fn take_identity(
        &self,
        state: &Conversation,
        conv: ConvId,
        token: &str,
        lang: String,
    ) -> Result<Decided, Skip> {
        let answers = vec![Content::Ack];
        let nothing =
            Decided { lang: lang.clone(), answers: answers.clone(), ..Decided::default() };
        let Some(people) = &self.people else { return Ok(nothing) };
        let Some(verifier) = people.verifier.as_ref() else { return Ok(nothing) };
        if self.allows(conv, IDENTITY).await?.is_none() {
            return Ok(nothing);
        }
        let (now, key) = (self.clock.now(), state.visitor().thumbprint().to_string());
        // What came before is answered before.
        let checked = match verifier.waiting.has(conv) {
            Some(fetch) => Checked::After(fetch),
            None => verifier.check(token, &self.site, &key, now, None),
        };
        let verdict = match checked {
            Checked::Now(verdict) => verdict,
            Checked::After(fetch) => {
                let token = Waits { conv, token: token.into(), key, fetch };
                match verifier.waiting.push(token) {
                    Ok(()) => return Ok(nothing),
                    Err(Full) => Err("busy"),
                }
            }
        };
        let Some(identity) = self.judge_identity(conv, token, verdict).await? else {
            return Ok(nothing);
        };
        let said = Said { identity: Some(identity), ..Said::default() };
        Ok(Decided { lang, answers, said, ..Decided::default() })
    }

    /// Checks the tokens that have waited for the issuer's keys, once these are there or can't be had.
    pub(super) async fn settle_identities(&self) -> Result<(), DatabaseError> {
        let Some(people) = &self.people else { return Ok(()) };
        let Some(verifier) = people.verifier.as_ref() else { return Ok(()) };
        while let Some(Waits { conv, token, key, fetch }) = verifier.waiting.first() {
            let now = self.clock.now();
            let verdict = match verifier.check(&token, &self.site, &key, now, Some(fetch)) {
                Checked::Now(verdict) => verdict,
                Checked::After(_) => return Ok(()),
            };
            // In the meantime the visitor may have withdrawn.
            if self.allows(conv, IDENTITY).await?.is_some()
                && let Some(identity) = self.judge_identity(conv, &token, verdict).await?
            {
                let (seals, said) =
                    (self.store.1.clone(), Said { identity: Some(identity), ..Said::default() });
                self.store.0.transact(move |t| said.commit(t, &seals, conv)).await?;
                people.has_changed();
            }
            verifier.waiting.drop_first();
        }
        Ok(())
    }

    /// Tells what became of a token; what is to be stored of it, if it counts.
    async fn judge_identity(
        &self,
        conv: ConvId,
        token: &str,
        verdict: Verdict,
    ) -> Result<Option<(Option<Identity>, String, u64)>, DatabaseError> {
        let used = Hash::of(token.as_bytes()).to_string();
        let verdict = match verdict {
            Ok(_) if self.is_used(&used).await? => Err("replay"),
            verdict => verdict,
        };
        let event = |kind| Event::new(self.clock.now(), &self.site, kind, "visitor").about(conv);
        match verdict {
            Ok((identity, until)) => {
                let kind = match identity {
                    Some(_) => "identify.accepted",
                    None => "identify.ended",
                };
                self.events.tell(&event(kind));
                Ok(Some((identity, used, until)))
            }
            Err(why) => {
                self.events.tell(&event("identify.refused").with("why", why));
                Ok(None)
            }
        }
    }

    async fn is_used(&self, token: &str) -> Result<bool, DatabaseError> {
        let token = token.to_owned();
        let find = move |t: &Transaction<'_>| {
            let sql = "SELECT 1 FROM identify_used WHERE token = ?1";
            t.query_row(sql, [token], |_| Ok(())).optional()
        };
        Ok(self.store.0.transact(find).await?.is_some())
    }
}

/// Keeps a token from being used again, and forgets those that nobody would take any more.
pub(super) fn use_up(t: &Transaction<'_>, token: &str, until: u64) -> rusqlite::Result<()> {
    // A token that was over when this one still counted can't count any more.
    t.execute("DELETE FROM identify_used WHERE until + ?2 < ?1", [until, LIFETIME])?;
    let sql = "INSERT INTO identify_used (token, until) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
    t.execute(sql, params![token, until]).map(drop)
}

impl JwtError {
    /// As an event names it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Algorithm => "algorithm",
            Self::Keys => "keys-unreachable",
            Self::Key => "unknown-key",
            Self::Signature => "signature",
            Self::Issuer => "issuer",
            Self::Audience => "audience",
            Self::Time => "time",
        }
    }
}
