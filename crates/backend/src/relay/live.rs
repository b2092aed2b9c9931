//! The long poll's pages over a WebSocket, as they come.
//!
//! A browser can't send a token in a socket's request: it is the one frame that the client says. The
//! rest is the relay's. What ends a socket is a problem, told as a close code: 4000 and its status.

use std::sync::Arc;

use axum::{
    Extension,
    extract::{
        FromRequestParts, State,
        ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade, close_code},
    },
    http::{HeaderValue, header, request::Parts},
    response::Response,
};
use serde::Deserialize;
use sigilo_protocol::{ConvId, Thumbprint};
use tokio::time::{Interval, MissedTickBehavior, interval, timeout};

use super::{
    FULL, HEARTBEAT, MAX_OPENING, SOCKET_PATIENCE,
    bell::Listener,
    envelopes::{Page, may_read},
    paths::{AtConversation, AtSite},
    problem::Problem,
    route::{Operation, Route, Says, Subject},
    state::{Relay, Served},
    watch::Counted,
};
use crate::serve::ClientAddress;

/// The only subprotocol.
pub(super) const PROTOCOL: &str = "sigilo.1";

/// A request for a socket, by a page that may ask for one.
pub(super) struct Upgrade(WebSocketUpgrade);

/// The one frame of a socket's client, at most 1 KiB, within 10 seconds.
#[derive(Deserialize)]
#[cfg_attr(test, derive(utoipa::ToSchema), schema(as = LiveOpening))]
#[serde(deny_unknown_fields)]
pub(super) struct Opening {
    token: String,
    #[serde(default)]
    #[cfg_attr(test, schema(value_type = super::openapi::Cursor))]
    pub(super) after: u64,
}

/// Who reads, and what.
struct Reader {
    relay: Arc<Relay>,
    served: Arc<Served>,
    conv: Option<ConvId>,
    address: Option<ClientAddress>,
}

/// Why a socket ends.
enum End {
    /// The client has gone, or does not read.
    Gone,
    /// The relay stops.
    Closing,
    Refused(Problem),
}

/// An open socket, and what is known of who is behind it.
struct Line<'a> {
    socket: &'a mut WebSocket,
    beat: Interval,
    /// A ping has gone out that was not answered yet.
    is_asked: bool,
}

/// How a socket goes on.
const OPEN: Says = Says::nothing(
    101,
    "A WebSocket of the subprotocol `sigilo.1`. The client says one text frame, `LiveOpening`; the relay says \
     text frames, each a page. A problem from here on is a close code, 4000 and its status, its code the reason.",
);

pub(super) fn routes() -> Vec<Route> {
    let subject = Subject::Envelopes;
    vec![
        Operation {
            path: "/conversations/{conv}/live",
            id: "listen",
            subject,
            summary: "A conversation's pages as they come, where the manifest has `ws`.",
            answers: vec![OPEN],
            refuses: &[],
        }
        .get(conversation),
        Operation {
            path: "/live",
            id: "listenToFeed",
            subject,
            summary: "The feed's pages as they come, where the manifest has `ws`.",
            answers: vec![OPEN],
            refuses: &[],
        }
        .get(feed),
    ]
}

/// GET: a conversation, for its owner and for recipients.
async fn conversation(
    State(relay): State<Arc<Relay>>,
    AtSite(served): AtSite,
    AtConversation(conv): AtConversation,
    address: Option<Extension<ClientAddress>>,
    Upgrade(upgrade): Upgrade,
) -> Response {
    let address = address.map(|Extension(address)| address);
    Reader { relay, served, conv: Some(conv), address }.answer(upgrade)
}

/// GET: every conversation of the site, for recipients.
async fn feed(
    State(relay): State<Arc<Relay>>,
    AtSite(served): AtSite,
    address: Option<Extension<ClientAddress>>,
    Upgrade(upgrade): Upgrade,
) -> Response {
    let address = address.map(|Extension(address)| address);
    Reader { relay, served, conv: None, address }.answer(upgrade)
}

impl Reader {
    fn answer(self, upgrade: WebSocketUpgrade) -> Response {
        upgrade.on_upgrade(async move |mut socket| {
            // It is held until the farewell is said: who ends the relay waits for that.
            let place = self.relay.waiting.try_acquire().map_err(|_| FULL);
            let served = match &place {
                Ok(_) => self.serve(&mut socket).await,
                Err(busy) => Err(End::Refused(*busy)),
            };
            let end = match served {
                Ok(()) | Err(End::Gone) => return,
                Err(End::Closing) => (close_code::AWAY, ""),
                Err(End::Refused(problem)) => {
                    if let (Problem::TokenInvalid, Some(address)) = (problem, self.address) {
                        self.relay.limits().count_refusal(address, self.relay.clock.now());
                    }
                    self.relay.tell_refusal(&self.served.site.site, problem, self.address);
                    let (status, code, _) = problem.parts();
                    (4_000 + status.as_u16(), code)
                }
            };
            // Who has gone meanwhile needs no farewell.
            let _ = timeout(SOCKET_PATIENCE, hang_up(&mut socket, end)).await;
        })
    }

    async fn serve(&self, socket: &mut WebSocket) -> Result<(), End> {
        let Opening { token, mut after } = opening(socket).await?;
        let reader = self.admit(&token).await?;
        self.relay.admit_key(&self.served, reader)?;
        let _seat = self.relay.seat(&self.served, reader)?;
        self.relay.events.tell(&self.relay.event(&self.served, "socket.opened", "relay"));
        let _counted = Counted::new("sigilo_sockets");
        let mut beat = interval(HEARTBEAT);
        // After a slow page the next beat is a whole one away: its pong needs the time.
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut line = Line { socket, beat, is_asked: false };
        // Listening begins before the first look: what comes between the two rings.
        let mut listener = self.relay.bells.listen((self.served.site.site.clone(), self.conv));
        // The first page comes at once, also an empty one: it shows that the socket works.
        let mut is_due = true;
        line.beat.tick().await;
        loop {
            self.admit(&token).await?;
            let page = Page::after(&self.relay, &self.served, self.conv, after).await?;
            let is_empty = page.is_empty();
            if is_due || !is_empty {
                after = page.next;
                let json = serde_json::to_string(&page).map_err(|_| Problem::Internal)?;
                line.say(Message::Text(json.into())).await?;
            }
            is_due = is_empty && self.wait(&mut line, &mut listener, &token).await?;
        }
    }

    /// Whether the token still lives, and its key may still read.
    async fn admit(&self, token: &str) -> Result<Thumbprint, Problem> {
        let reader = self.relay.token_holder(&self.served.site.site, token);
        let reader = reader.ok_or(Problem::TokenInvalid)?;
        may_read(&self.relay, &self.served, self.conv, reader).await?;
        Ok(reader)
    }

    /// Waits for news (`false`), or until a page is due without any (`true`).
    async fn wait(
        &self,
        line: &mut Line<'_>,
        listener: &mut Listener,
        token: &str,
    ) -> Result<bool, End> {
        let mut revoked = self.relay.revoked.subscribe();
        loop {
            // Looked at after the subscription: what was taken back before it is seen here.
            if !self.relay.knows_token(&self.served.site.site, token) {
                return Err(Problem::TokenInvalid.into());
            }
            tokio::select! {
                () = listener.rung() => return Ok(false),
                // The sender lives as long as the relay.
                _ = revoked.changed() => {}
                () = self.relay.closed() => return Err(End::Closing),
                _ = line.beat.tick() => {
                    line.ask().await?;
                    return Ok(true);
                }
                heard = line.socket.recv() => match heard {
                    Some(Ok(Message::Pong(_))) => line.is_asked = false,
                    Some(Ok(Message::Ping(_))) => {}
                    Some(Ok(Message::Close(_))) | None => return Err(End::Gone),
                    Some(_) => return Err(Problem::BodyInvalid.into()),
                },
            }
        }
    }
}

impl Line<'_> {
    async fn say(&mut self, message: Message) -> Result<(), End> {
        match timeout(SOCKET_PATIENCE, self.socket.send(message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(End::Gone),
        }
    }

    /// Asks for a sign of life; who gave none since the last time has gone.
    async fn ask(&mut self) -> Result<(), End> {
        if std::mem::replace(&mut self.is_asked, true) {
            return Err(End::Gone);
        }
        self.say(Message::Ping(Vec::new().into())).await
    }
}

/// The client's one frame.
async fn opening(socket: &mut WebSocket) -> Result<Opening, End> {
    let said = timeout(SOCKET_PATIENCE, socket.recv()).await.map_err(|_| Problem::BodyInvalid)?;
    let Some(Ok(Message::Text(said))) = said else {
        return Err(if said.is_none() { End::Gone } else { Problem::BodyInvalid.into() });
    };
    Ok(Opening::parse(&said)?)
}

impl Opening {
    pub(super) fn parse(said: &str) -> Result<Self, Problem> {
        let opening: Self = serde_json::from_str(said).map_err(|_| Problem::BodyInvalid)?;
        // A cursor is a row number: SQLite has no larger ones.
        i64::try_from(opening.after).map_err(|_| Problem::BodyInvalid)?;
        Ok(opening)
    }
}

/// Says why, and waits for the client to hang up: a connection that is cut with something unread
/// takes the last frame with it.
async fn hang_up(socket: &mut WebSocket, (code, reason): (u16, &'static str)) {
    let frame = CloseFrame { code, reason: reason.into() };
    if socket.send(Message::Close(Some(frame))).await.is_ok() {
        while let Some(Ok(_)) = socket.recv().await {}
    }
}

impl<P: Into<Problem>> From<P> for End {
    fn from(problem: P) -> Self {
        Self::Refused(problem.into())
    }
}

impl FromRequestParts<Arc<Relay>> for Upgrade {
    type Rejection = Problem;

    /// A browser asks nobody before it opens a socket: where CORS would be, the origin is looked at.
    async fn from_request_parts(parts: &mut Parts, relay: &Arc<Relay>) -> Result<Self, Problem> {
        let AtSite(served) = AtSite::from_request_parts(parts, relay).await?;
        let origin = parts.headers.get(header::ORIGIN);
        if origin.is_some_and(|origin: &HeaderValue| !served.site.has_widget_at(origin)) {
            return Err(Problem::OriginNotAllowed);
        }
        let upgrade = WebSocketUpgrade::from_request_parts(parts, relay).await;
        let upgrade = upgrade.map_err(|_| Problem::UpgradeRequired)?.protocols([PROTOCOL]);
        upgrade.selected_protocol().ok_or(Problem::UpgradeRequired)?;
        let upgrade = upgrade.max_message_size(MAX_OPENING).max_frame_size(MAX_OPENING);
        // Each socket has its buffer for as long as it lives, and by itself would take 128 KiB.
        Ok(Self(upgrade.read_buffer_size(MAX_OPENING)))
    }
}
