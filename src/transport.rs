//! The relay's HTTP API, as far as a visitor uses it (docs/http.md).
//!
//! Before the visitor allows, only [`Relay::manifest`] and [`Relay::document`] can be called: the
//! rest demands a grant that holds. Requests carry no cookies, no referrer and no cache.

use js_sys::{Date, Reflect};
use sigilo_consent::Permit;
use sigilo_protocol::{ConvId, Hash, Json, token_signing_input};
use wasm_bindgen::JsValue;

use crate::{
    browser::object,
    fetch::{self, Answer, patience},
    keys::Keys,
    socket::Socket,
    state::Connection,
};

/// How long an answer may take, in milliseconds. Shorter gives up on slow phones, longer leaves the
/// visitor in the dark.
const PATIENCE: u32 = 15_000;

/// How long a piece of a file may take, in milliseconds.
const FILE_PATIENCE: u32 = 60_000;

/// How long the relay may hold a reading request for news, in seconds; it allows 25.
const WAIT: u32 = 25;

/// How long a socket's first page may take, in milliseconds. Shorter gives up on slow phones,
/// longer makes the visitor wait where a proxy swallows sockets.
const OPENING: u32 = 5_000;

/// The longest that a relay can have a request wait by `Retry-After`, in seconds. Shorter asks before there is
/// room, longer lets a relay that errs silence the chat.
const LONGEST: u32 = 600;

/// The close code of a token that is over: 4000 and a problem's status (docs/http.md).
const UNAUTHORIZED: u16 = 4_401;

/// Why the relay did not do what was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RelayError {
    /// No answer, or one that says to come again. Worth trying again.
    Unreachable,
    /// There is no room now: worth trying again, not before so many seconds have passed.
    Busy(u32),
    /// An answer that is not of this protocol, or an error. Worth trying again by hand.
    Unexpected,
    /// What was there was erased.
    Gone,
    /// The token is over.
    Unauthorized,
    /// There is no such thing (yet).
    NotFound,
    /// The request was understood and refused for good, or until the visitor tries again.
    Refused,
}

impl From<RelayError> for Connection {
    fn from(error: RelayError) -> Self {
        match error {
            RelayError::Busy(_) => Self::Busy,
            _ => Self::Offline,
        }
    }
}

impl RelayError {
    /// How many seconds have to pass, at the least, before the same is asked again.
    pub(crate) fn least(self) -> u32 {
        if let Self::Busy(seconds) = self { seconds } else { 0 }
    }
}

/// A request to the relay that is on its way, while what else there is to fetch goes on.
pub(crate) struct Asked(Result<fetch::Asked, JsValue>);

/// The relay's API for one site.
#[derive(Clone)]
pub(crate) struct Relay {
    base: String,
}

/// Work that has to be done before a hello is taken.
pub(crate) struct Puzzle {
    pub(crate) challenge: String,
    pub(crate) salt: String,
    pub(crate) signature: String,
    /// The largest number that may be the solution.
    pub(crate) most: u64,
}

/// Envelopes, as they were posted.
pub(crate) struct Batch {
    pub(crate) envelopes: Vec<String>,
    pub(crate) next: u64,
}

/// The pages of a conversation as they come, an empty one now and then. Dropped, it is closed.
pub(crate) struct Live {
    socket: Socket,
    patience: u32,
}

impl Live {
    /// The next page.
    pub(crate) async fn next(&mut self) -> Result<Batch, RelayError> {
        let page = self.socket.next(self.patience).await.map_err(|code| match code {
            UNAUTHORIZED => RelayError::Unauthorized,
            _ => RelayError::Unreachable,
        })?;
        self.patience = PATIENCE + WAIT * 1_000;
        Json::parse(page.as_bytes()).and_then(Batch::from_json).ok_or(RelayError::Unreachable)
    }
}

impl Batch {
    fn from_json(json: Json) -> Option<Self> {
        let mut batch = json.into_members();
        let envelope =
            |entry: Json| entry.into_members().take("envelope").map(|envelope| envelope.to_text());
        let read =
            Self { envelopes: batch.list("envelopes", envelope), next: batch.number("next") };
        batch.read(read)
    }
}

impl Asked {
    async fn answer(self) -> Result<Answer, RelayError> {
        let asked = self.0.map_err(|_| RelayError::Unexpected)?;
        let answer = asked.answer().await.map_err(|_| RelayError::Unreachable)?;
        match refusal(answer.status(), || answer.header("Retry-After")) {
            None => Ok(answer),
            Some(error) => Err(error),
        }
    }

    /// The signed manifest, and the relay's time in milliseconds since the epoch, if it tells it.
    pub(crate) async fn manifest(self) -> Result<(String, Option<u64>), RelayError> {
        let answer = self.answer().await?;
        let time = answer.header("Date").map(|date| Date::parse(&date)).filter(|ms| *ms > 0.0);
        let jws = answer.text().await.map_err(|_| RelayError::Unreachable)?;
        // A whole number below 2^53.
        Ok((jws, time.map(|ms| ms as u64)))
    }

    /// A document as it is.
    pub(crate) async fn document(self) -> Result<Vec<u8>, RelayError> {
        self.answer().await?.bytes().await.map_err(|_| RelayError::Unreachable)
    }
}

impl Relay {
    /// The API below `base`, e.g. `https://relay.example/v1/sites/insurer.example`; nothing if that
    /// is not an address of the web.
    pub(crate) fn new(base: &str) -> Option<Self> {
        let base = base.trim_end_matches('/');
        let is_web = base.starts_with("https://") || base.starts_with("http://");
        is_web.then(|| Self { base: base.into() })
    }

    /// Asks for the manifest.
    pub(crate) fn manifest(&self) -> Asked {
        self.get("manifest", PATIENCE, None)
    }

    /// Asks for a document of the policy, by its hash.
    pub(crate) fn document(&self, hash: Hash) -> Asked {
        self.get(&format!("policies/{hash}"), PATIENCE, None)
    }

    /// A token to read with, for a fresh nonce signed with the visitor's key.
    pub(crate) async fn token(
        &self,
        permit: &dyn Permit,
        site: &str,
        keys: &Keys,
    ) -> Result<String, RelayError> {
        allowed(permit)?;
        let nonce = read(self.post("nonces", String::new()).answer().await?).await?;
        let nonce = member(nonce, "nonce").ok_or(RelayError::Unexpected)?;
        let sig = keys.sign(&token_signing_input(site, &nonce)).await;
        let sig = sig.map_err(|_| RelayError::Unexpected)?;
        let request = Json::object([
            ("nonce", Some(Json::Text(nonce))),
            ("jwk", Some(keys.public().to_json())),
            ("sig", Some(sig.to_json())),
        ]);
        let token = read(self.post("tokens", request.to_text()).answer().await?).await?;
        member(token, "token").ok_or(RelayError::Unexpected)
    }

    /// Work to be done before a hello, if the relay asks for some.
    pub(crate) async fn puzzle(&self, permit: &dyn Permit) -> Result<Option<Puzzle>, RelayError> {
        allowed(permit)?;
        let answer = self.post("challenges", String::new()).answer().await?;
        if answer.status() == 204 {
            return Ok(None);
        }
        let mut puzzle = read(answer).await?.into_members();
        let own = Puzzle {
            challenge: puzzle.text("challenge"),
            salt: puzzle.text("salt"),
            signature: puzzle.text("signature"),
            most: puzzle.number("maxnumber"),
        };
        puzzle.read(own).map(Some).ok_or(RelayError::Unexpected)
    }

    /// Posts an envelope, with what work was done for it, and gives its cursor; posting the same again is harmless.
    pub(crate) async fn send(
        &self,
        permit: &dyn Permit,
        conv: ConvId,
        envelope: String,
        work: Option<&str>,
    ) -> Result<u64, RelayError> {
        allowed(permit)?;
        let path = format!("conversations/{conv}/envelopes");
        let mut headers = vec![("Content-Type", "application/json".into())];
        headers.extend(work.map(|work| ("Sigilo-Work", work.into())));
        let answer =
            self.ask("POST", &path, PATIENCE, object(&headers), envelope.into()).answer().await?;
        let cursor = read(answer).await?.into_members().take("cursor");
        cursor.and_then(|cursor| cursor.into_number()).ok_or(RelayError::Unexpected)
    }

    /// The envelopes after a cursor, once there are some or the wait is over.
    pub(crate) async fn receive(
        &self,
        permit: &dyn Permit,
        conv: ConvId,
        token: &str,
        after: u64,
    ) -> Result<Batch, RelayError> {
        allowed(permit)?;
        let path = format!("conversations/{conv}/envelopes?after={after}&wait={WAIT}");
        let batch =
            read(self.get(&path, PATIENCE + WAIT * 1000, Some(token)).answer().await?).await?;
        Batch::from_json(batch).ok_or(RelayError::Unexpected)
    }

    /// The envelopes after a cursor as they come; nothing where the browser can't even try.
    pub(crate) fn live(
        &self,
        permit: &dyn Permit,
        conv: ConvId,
        token: &str,
        after: u64,
    ) -> Option<Live> {
        allowed(permit).ok()?;
        let base = self.base.replacen("http", "ws", 1);
        let first = Json::object([
            ("token", Some(Json::text(token))),
            ("after", Some(Json::Number(after))),
        ]);
        let url = format!("{base}/conversations/{conv}/live");
        let socket = Socket::open(&url, "sigilo.1", first.to_text())?;
        Some(Live { socket, patience: OPENING })
    }

    /// Has a conversation's envelopes deleted.
    pub(crate) async fn erase(
        &self,
        permit: &dyn Permit,
        conv: ConvId,
        token: &str,
    ) -> Result<(), RelayError> {
        allowed(permit)?;
        let headers = bearer(token);
        let path = format!("conversations/{conv}");
        self.ask("DELETE", &path, PATIENCE, headers, JsValue::UNDEFINED).answer().await.map(drop)
    }

    /// How much of a sealed file the relay has, and whether that is all; nothing if none of it.
    pub(crate) async fn uploaded(
        &self,
        permit: &dyn Permit,
        place: &str,
        token: &str,
    ) -> Result<Option<(u64, bool)>, RelayError> {
        allowed(permit)?;
        match self.get(&format!("{place}/upload"), PATIENCE, Some(token)).answer().await {
            Ok(answer) => progress(answer).await.map(Some),
            Err(RelayError::NotFound) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Appends a piece to a sealed file of `size` bytes, of which the relay has `at`.
    pub(crate) async fn append(
        &self,
        permit: &dyn Permit,
        place: &str,
        token: &str,
        (at, size): (u64, u64),
        piece: JsValue,
    ) -> Result<(u64, bool), RelayError> {
        allowed(permit)?;
        let headers = bearer(token);
        // Setting a member of a plain object can't fail.
        let _ = Reflect::set(&headers, &"Content-Type".into(), &"application/octet-stream".into());
        let path = format!("{place}?at={at}&size={size}");
        progress(self.ask("POST", &path, FILE_PATIENCE, headers, piece).answer().await?).await
    }

    /// A part of a sealed file, from a byte on up to another.
    pub(crate) async fn part(
        &self,
        permit: &dyn Permit,
        place: &str,
        token: &str,
        (from, to): (u64, u64),
    ) -> Result<Vec<u8>, RelayError> {
        allowed(permit)?;
        let headers = bearer(token);
        let range = format!("bytes={from}-{}", to.saturating_sub(1));
        // Setting a member of a plain object can't fail.
        let _ = Reflect::set(&headers, &"Range".into(), &range.into());
        let answer =
            self.ask("GET", place, FILE_PATIENCE, headers, JsValue::UNDEFINED).answer().await?;
        let bytes = answer.bytes().await.map_err(|_| RelayError::Unreachable)?;
        let is_it = bytes.len() as u64 == to - from;
        if is_it { Ok(bytes) } else { Err(RelayError::Unexpected) }
    }

    /// Ends every token that the visitor's key has on this site.
    pub(crate) async fn sign_out(
        &self,
        permit: &dyn Permit,
        token: &str,
    ) -> Result<(), RelayError> {
        allowed(permit)?;
        self.ask("DELETE", "tokens", PATIENCE, bearer(token), JsValue::UNDEFINED)
            .answer()
            .await
            .map(drop)
    }

    fn get(&self, path: &str, patience: u32, token: Option<&str>) -> Asked {
        let headers = token.map_or_else(|| object(&[]), bearer);
        self.ask("GET", path, patience, headers, JsValue::UNDEFINED)
    }

    fn post(&self, path: &str, json: String) -> Asked {
        let (headers, body) = if json.is_empty() {
            (object(&[]), JsValue::UNDEFINED)
        } else {
            (object(&[("Content-Type", "application/json".into())]), json.into())
        };
        self.ask("POST", path, PATIENCE, headers, body)
    }

    fn ask(&self, method: &str, path: &str, ms: u32, headers: JsValue, body: JsValue) -> Asked {
        Asked(patience(ms).and_then(|patience| {
            let options = [
                ("method", method.into()),
                ("headers", headers),
                ("body", body),
                ("credentials", "omit".into()),
                ("referrerPolicy", "no-referrer".into()),
                ("cache", "no-store".into()),
                patience,
            ];
            fetch::ask(&format!("{}/{path}", self.base), &options)
        }))
    }
}

/// What a status says was wrong, if anything was; `after` is when to come again.
fn refusal(status: u16, after: impl Fn() -> Option<String>) -> Option<RelayError> {
    Some(match status {
        200..=299 => return None,
        401 => RelayError::Unauthorized,
        404 => RelayError::NotFound,
        410 => RelayError::Gone,
        // A date is none of this relay's, and passed over.
        429 | 503 => {
            let seconds = after().and_then(|after| after.trim().parse().ok());
            RelayError::Busy(seconds.map_or(0, |seconds: u32| seconds.min(LONGEST)))
        }
        // 507: there is no room, and there will be none soon. The visitor sees that it was not sent.
        408 | 425 | 500..=506 | 508.. => RelayError::Unreachable,
        _ => RelayError::Refused,
    })
}

fn bearer(token: &str) -> JsValue {
    object(&[("Authorization", format!("Bearer {token}").into())])
}

/// What it rests on was taken back: nothing leaves.
fn allowed(permit: &dyn Permit) -> Result<(), RelayError> {
    if permit.holds() { Ok(()) } else { Err(RelayError::Refused) }
}

async fn progress(answer: Answer) -> Result<(u64, bool), RelayError> {
    let mut told = read(answer).await?.into_members();
    let have = told.take("have").and_then(|have| have.into_number());
    let is_done = matches!(told.take("done"), Some(Json::Bool(true)));
    Ok((have.ok_or(RelayError::Unexpected)?, is_done))
}

async fn read(answer: Answer) -> Result<Json, RelayError> {
    let text = answer.text().await.map_err(|_| RelayError::Unreachable)?;
    Json::parse(text.as_bytes()).ok_or(RelayError::Unexpected)
}

fn member(json: Json, name: &str) -> Option<String> {
    json.into_members().take(name)?.into_text()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(status: u16, after: Option<&str>) -> Option<RelayError> {
        refusal(status, || after.map(Into::into))
    }

    #[test]
    fn a_relay_without_room_says_when_to_come_again() {
        for status in [429, 503] {
            assert_eq!(error(status, Some(" 30 ")).map(RelayError::least), Some(30));
            assert_eq!(error(status, Some("4294967295")), Some(RelayError::Busy(LONGEST)));
            for passed_over in [None, Some(""), Some("-1"), Some("Wed, 21 Oct 2026 07:28:00 GMT")] {
                assert_eq!(error(status, passed_over), Some(RelayError::Busy(0)));
            }
        }
    }

    #[test]
    fn a_full_quota_is_refused_and_not_asked_about_again_and_again() {
        assert_eq!(error(507, Some("1")), Some(RelayError::Refused));
        for (status, wanted) in [(500, RelayError::Unreachable), (403, RelayError::Refused)] {
            assert_eq!(error(status, Some("1")), Some(wanted));
            assert_eq!(wanted.least(), 0);
        }
        assert_eq!(error(201, Some("1")), None);
    }
}
