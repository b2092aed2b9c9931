//! The conversation: held words go out once they may, what arrives is shown, and the record says at
//! every moment what is where.

mod hearing;
mod showing;
mod writing;

use std::{cell::RefCell, rc::Rc, sync::Arc, time::Duration};

use leptos::prelude::*;
use sigilo_consent::Standing;
use sigilo_protocol::{CLOCK_SKEW, Hash, Sender};

use super::{aside::Beside, care, parts, wire::Wire};
use crate::{
    browser::{dress, now_ms},
    channel::{Channel, ChannelError, Hello},
    detector::Detector,
    driver::{Inbox, Offer},
    kept::Kept,
    locks::{self, Lock},
    random::new_conv,
    state::{Connection, Problem, State, Wrong},
    store::Store,
    tabs, ui,
};

pub(super) use self::showing::shown;

/// How long what is written has to stand before it is kept. Shorter seals the record at each key, longer loses more where
/// the page is closed.
const STANDS: Duration = Duration::from_millis(800);

pub(super) struct Talk {
    pub(super) state: State,
    pub(super) offer: Offer,
    pub(super) store: Rc<Store>,
    pub(super) detector: Rc<dyn Detector>,
    pub(super) wire: Wire,
    pub(super) channel: Option<Channel>,
    lock: Option<Lock>,
    /// Dropped with this, it ends what runs beside the loop.
    _life: Arc<()>,
    /// This load's hello, until the relay has it. This tab alone posts it: a load that is gone
    /// needs none.
    pub(super) hello: Option<String>,
    /// The loads that it ends.
    over: Vec<Sender>,
    /// Up to where the conversation was read by anybody before this load's hello.
    begun: u64,
    /// Up to where this tab has read.
    pub(super) read: u64,
    /// The notice waits for an answer, where this is how things stood when it was put on screen.
    asked: Option<Vec<Standing>>,
    /// The envelope that is being posted: one at a time, so that the relay has them in order.
    pub(super) posting: Option<String>,
    away: Option<Connection>,
    /// This load has asked for erasure.
    pub(super) asks_erasure: bool,
    pub(super) filling: Rc<RefCell<Filling>>,
    pub(super) scanned: RefCell<care::Scanned>,
    /// What the audit log was asked last.
    pub(super) question: Option<Question>,
    pub(super) beside: Beside,
    /// What is being written, until it was kept.
    draft: Option<String>,
}

/// What the company's audit log is asked.
pub(super) struct Question {
    /// The body's id.
    pub(super) id: String,
    /// Size and root of the tree that is to be the beginning of the one that is shown.
    pub(super) seen: Option<(u64, Hash)>,
    /// Hashes of receipts and envelopes.
    pub(super) of: Vec<Hash>,
    /// There is no answer yet.
    pub(super) is_open: bool,
}

/// The form that the visitor fills in by their own press, and what was wrong when they last sent it.
#[derive(Clone, Default)]
pub(super) struct Filling {
    pub(super) form: String,
    pub(super) wrong: Vec<(String, Wrong)>,
}

impl Talk {
    pub(super) fn new(
        state: State,
        inbox: Inbox,
        offer: Offer,
        store: Rc<Store>,
        detector: Rc<dyn Detector>,
        filling: Rc<RefCell<Filling>>,
    ) -> Option<Self> {
        let grant = offer.gate.record()?;
        let life = Arc::new(());
        let wire = Wire {
            relay: offer.setup.relay.clone(),
            grant,
            keys: store.keys().clone(),
            site: offer.manifest.site.clone(),
            conv: store.read(|kept| kept.conv),
            has_live: offer.manifest.ws,
            inbox,
            life: Arc::downgrade(&life),
        };
        care::look(state, detector.clone());
        let takes_files = offer.policy.core.attachments.is_some();
        ui::bring_attach(state, takes_files);
        if takes_files {
            dress(ui::ATTACH_STYLE);
        }
        Some(Self {
            state,
            offer,
            store,
            detector,
            wire,
            channel: None,
            lock: None,
            _life: life,
            hello: None,
            over: Vec::new(),
            begun: 0,
            read: 0,
            asked: None,
            posting: None,
            away: None,
            asks_erasure: false,
            question: None,
            beside: Beside::default(),
            draft: None,
            filling,
            scanned: RefCell::default(),
        })
    }

    /// Starts to post what waits, and says hello if there is something to say: the chat is allowed, or
    /// a decision or a request has to be told. `mine` are earlier loads of this frame, which are over
    /// even if their locks are not let go of yet; this one is added.
    pub(super) async fn begin(
        &mut self,
        mine: &mut Vec<Sender>,
        is_told: bool,
    ) -> Result<(), Problem> {
        if self.offer.gate.chat().is_some() || is_told || self.next_told().is_some() {
            self.greet(mine).await?;
        }
        self.publish();
        self.pump().await;
        Ok(())
    }

    /// Says hello in a load that has not, since nothing is allowed in it, once there is something to tell.
    pub(super) async fn speak_up(&mut self, mine: &mut Vec<Sender>) {
        if !self.has_said_hello() && self.next_told().is_some() {
            match self.greet(mine).await {
                Ok(()) => {
                    self.publish();
                    self.pump().await;
                }
                Err(_) => self.ask_anew(),
            }
        }
    }

    /// Says hello, with the newest receipt that is about what the chat can't do without.
    async fn greet(&mut self, mine: &mut Vec<Sender>) -> Result<(), Problem> {
        let Some(grant) = self.offer.gate.record() else { return Ok(()) };
        let held = locks::held().await.unwrap_or_default();
        let lives = |load: &Sender| !mine.contains(load) && held.contains(&lock_name(load));
        let (receipt, over) = self.store.read(|kept| {
            let mut over = Vec::new();
            for load in kept.loads.iter().filter(|load| !lives(load.from())) {
                over.push(load.clone());
            }
            (kept.receipt_of_chat(), over)
        });
        self.over = over.iter().map(|load| load.from().clone()).collect();
        let (manifest, keys) = (&self.offer.manifest, self.store.keys());
        let earlier = over.iter().map(|load| load.session.clone()).collect();
        let hello = Channel::hello(&grant, manifest, keys, self.wire.conv, receipt, earlier).await;
        let Hello { channel, from, envelope } = hello.map_err(|error| match error {
            ChannelError::Key => Problem::Expired,
            ChannelError::Size
            | ChannelError::Over
            | ChannelError::Grant
            | ChannelError::Browser => Problem::Browser,
        })?;
        let saved = channel.save();
        self.lock = locks::acquire(&lock_name(&from)).await;
        self.channel = Some(channel);
        self.hello = Some(envelope);
        self.change(&|kept| {
            kept.accept(&self.offer.manifest, self.offer.setup.shelf.pins());
            if let Some(own) = saved.last() {
                kept.begin(own.clone());
            }
        })
        .await;
        self.begun = self.store.read(|kept| kept.loads.last().map_or(0, |own| own.cursor));
        // From where the first of those that are over has to read on; what was sent to loads that
        // live in other tabs is theirs to read.
        self.read = over.iter().map(|load| load.cursor).min().unwrap_or(self.begun);
        mine.push(from);
        Ok(())
    }

    /// The recipients had time to answer the hello.
    pub(super) fn is_waiting(&self) -> bool {
        self.away.is_none() && !self.channel.as_ref().is_some_and(Channel::is_open)
    }

    /// The manifest that this rests on is over, or this load or a prekey: a new hello is due.
    pub(super) fn is_over(&self) -> bool {
        let now = now_ms();
        self.offer.manifest.exp.saturating_add(CLOCK_SKEW) <= now / 1000
            || self.channel.as_ref().and_then(Channel::until_ms).is_some_and(|until| until <= now)
    }

    /// Whether this load has said hello.
    pub(super) fn has_said_hello(&self) -> bool {
        self.channel.is_some()
    }

    /// A new hello is due, on a fresh manifest.
    pub(super) fn ask_anew(&self) {
        self.wire.ask_anew();
    }

    /// What keeps the relay from taking and giving anything, if something does.
    pub(super) fn away(&mut self, why: Option<Connection>) {
        self.away = why;
        self.publish();
    }

    /// Takes in what another tab changed: whether it decided about what this one asks; nothing if that
    /// was to erase it all.
    pub(super) async fn refresh(&mut self) -> Option<bool> {
        self.store.refresh().await;
        if self.store.is_gone() {
            return None;
        }
        if self.store.read(|kept| kept.conv) != self.wire.conv {
            // Another tab has begun a new one.
            self.ask_anew();
            return Some(false);
        }
        self.settle_care();
        match &self.asked {
            Some(asked) if *asked != self.standings() => return Some(true),
            Some(_) => {}
            None => self.follow(),
        }
        self.publish();
        // What another tab has unblocked goes out.
        self.flush().await;
        self.pump().await;
        Some(false)
    }

    fn standings(&self) -> Vec<Standing> {
        self.store.read(|kept| kept.standings.clone())
    }

    /// Puts the notice on screen: what was decided does not hold any more.
    pub(super) fn ask(&mut self) {
        let lang = self.state.lang.get_untracked();
        let changes = parts::aside().map(|part| part.changes);
        self.offer.changes = self.store.read(|kept| {
            changes.map(|changes| changes(kept, &self.offer, lang)).unwrap_or_default()
        });
        self.offer.ask(self.state);
        self.asked = Some(self.standings());
    }

    /// Goes on in a new conversation; once, whichever tab is first.
    pub(super) async fn begin_anew(&self) {
        let Some(conv) = new_conv() else { return };
        let old = self.wire.conv;
        self.change(&|kept| {
            if kept.conv == old {
                kept.begin_anew(conv);
            }
        })
        .await;
    }

    /// Whether the notice waits for an answer.
    pub(super) fn is_asking(&self) -> bool {
        self.asked.is_some()
    }

    /// What is asked was answered in another way: by a withdrawal.
    pub(super) fn ask_no_more(&mut self) {
        self.asked = None;
    }

    /// The notice in the visitor's language.
    pub(super) fn present(&mut self) {
        if self.is_asking() {
            return self.ask();
        }
        self.offer.present(self.state);
        self.ask_in_language();
        if let Some(part) = parts::aside() {
            (part.repeat)(self);
        }
        // Forms name their purposes in it.
        self.publish();
    }

    /// Changes the record and shows it.
    pub(super) async fn change(&self, change: &dyn Fn(&mut Kept)) {
        self.store.update(change).await;
        tabs::tell();
        self.publish();
    }
}

fn lock_name(load: &Sender) -> String {
    format!("sigilo:{}", load.as_str())
}
