//! Whatever the network does to envelopes, whenever a frame is reloaded, doubled or killed, or a desk
//! restarted: each message is read once as it was written, or not at all; no key has a second use; and
//! an error changes nothing.
//!
//! `SIGILO_LONG` makes it a thousand runs instead of the usual few.
#![cfg(feature = "session")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test rests on fails the test")]

mod world;

use std::collections::{BTreeMap, BTreeSet};

use sigilo_protocol::*;
use world::*;

/// Steps of a run: long enough for several turns, reloads and restarts.
const STEPS: usize = 60;

/// A small generator (Knuth's MMIX): the run is named by its seed, and repeats.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }
}

/// Most tabs of a run. A browser has more; two that meet is what there is to get wrong.
const TABS: usize = 3;

/// A browser: the loads that speak, a tab each, and those before them.
struct Browser {
    tabs: Vec<Load>,
    earlier: Vec<Session<ReceiveOnly>>,
}

enum Load {
    Greeting(Session<HelloSent>),
    Open(Session<Open>),
}

impl Load {
    fn save(&self) -> SavedSession {
        match self {
            Self::Greeting(session) => session.save(),
            Self::Open(session) => session.save(),
        }
    }

    fn receive(&mut self, envelope: &Envelope) -> Option<Event> {
        match self {
            Self::Greeting(session) => receive(session, envelope),
            Self::Open(session) => receive(session, envelope),
        }
    }
}

struct Run {
    dice: Dice,
    world: World,
    browser: Browser,
    bot: Conversation,
    agent: Conversation,
    to_desk: Vec<Envelope>,
    to_browser: Vec<Envelope>,
    /// How often each text was read: by the bot, by the browser.
    read: [BTreeMap<String, usize>; 2],
    written: [Vec<String>; 2],
    /// Where in its ratchet each wrap was made, also those of envelopes that never left.
    used: BTreeSet<Vec<u8>>,
    resets: usize,
    crashes: usize,
}

impl Run {
    fn new(seed: u64) -> Self {
        let mut world = world();
        let (session, [bot, agent]) = world.begin();
        let browser = Browser { tabs: vec![Load::Open(session)], earlier: Vec::new() };
        Self {
            dice: Dice(seed),
            world,
            browser,
            bot,
            agent,
            to_desk: Vec::new(),
            to_browser: Vec::new(),
            read: Default::default(),
            written: Default::default(),
            used: BTreeSet::new(),
            resets: 0,
            crashes: 0,
        }
    }

    fn step(&mut self) {
        match self.dice.roll(16) {
            0..=3 => self.visitor_says(),
            4..=6 => self.bot_says(),
            7..=10 => self.deliver_to_desk(),
            11..=13 => self.deliver_to_browser(),
            14 => self.reload(),
            _ => match self.dice.roll(4) {
                0 => self.world.restart(0),
                1 => self.another_tab(),
                2 => self.crash(),
                _ => self.keep_and_read(),
            },
        }
    }

    fn visitor_says(&mut self) {
        let Some((text, envelope)) = self.seal() else { return };
        self.to_desk.push(envelope);
        self.written[0].push(text);
    }

    /// In one of the tabs, if it can.
    fn seal(&mut self) -> Option<(String, Envelope)> {
        let at = self.dice.roll(self.browser.tabs.len());
        let Load::Open(session) = &mut self.browser.tabs[at] else { return None };
        let text = format!("question {} of {}", self.written[0].len(), self.crashes);
        let envelope = self.world.say(session, &text);
        self.use_places(&envelope);
        Some((text, envelope))
    }

    /// The tab dies after it has sealed: before what it sealed was stored, or before it was posted. What
    /// was stored is posted by whichever load is next, the same bytes.
    fn crash(&mut self) {
        let before: Vec<_> = self.browser.tabs.iter().map(Load::save).collect();
        let Some((text, envelope)) = self.seal() else { return };
        let sealed_in = |load: &Load| *load.save().from() == envelope.header().from;
        let at = self.browser.tabs.iter().position(sealed_in).unwrap();
        self.crashes += 1;
        let saved = if self.dice.roll(2) == 0 {
            before[at].clone()
        } else {
            self.written[0].push(text);
            self.to_desk.push(envelope);
            self.browser.tabs[at].save()
        };
        self.end(at, &saved);
    }

    fn use_places(&mut self, envelope: &Envelope) {
        for wrap in envelope.wraps().filter(|wrap| wrap.kid.is_none()) {
            let place = unb64u(wrap.sealed).unwrap()[..73].to_vec();
            assert!(self.used.insert(place), "a place in a ratchet was used twice");
        }
    }

    fn bot_says(&mut self) {
        let text = format!("answer {}", self.written[1].len());
        let body = Body::new(&random_id(&mut self.world.rng), Content::text(&text, "en"));
        let desk = &self.world.desks[0];
        match self.bot.seal(desk, &body, NOW * 1000, &mut self.world.rng) {
            Ok(sealed) => {
                for unsigned in sealed {
                    let envelope = sign(&self.world.keys[0], unsigned);
                    self.use_places(&envelope);
                    self.to_browser.push(envelope);
                }
                self.written[1].push(text);
            }
            Err(SealError::Unanswerable) => {
                for unsigned in self.bot.reset(desk, NOW * 1000).unwrap() {
                    self.to_browser.push(sign(&self.world.keys[0], unsigned));
                }
            }
            Err(error) => panic!("{error}"),
        }
    }

    /// One of the next few: taken, taken and left for a second time, lost, or changed on its way.
    fn pick(dice: &mut Dice, queue: &mut Vec<Envelope>) -> Option<(Envelope, bool)> {
        if queue.is_empty() {
            return None;
        }
        let at = dice.roll(queue.len().min(4));
        match dice.roll(8) {
            0 => Some((queue[at].clone(), false)),
            1 => {
                queue.remove(at);
                None
            }
            2 => Some((queue[at].clone(), true)),
            _ => Some((queue.remove(at), false)),
        }
    }

    fn deliver_to_desk(&mut self) {
        let picked = Self::pick(&mut self.dice, &mut self.to_desk);
        let Some((envelope, is_changed)) = picked else { return };
        let desk = &self.world.desks[0];
        if is_changed {
            let Some(envelope) = changed(&mut self.dice, &envelope) else { return };
            let before = kept(&self.bot);
            assert_eq!(self.bot.receive(desk, &envelope).err(), Some(ReceiveError::Refused));
            assert_eq!(kept(&self.bot), before, "an error changes nothing");
            return;
        }
        let before = kept(&self.bot);
        match self.bot.receive(desk, &envelope) {
            Ok(Received { body, .. }) => {
                if let Content::Text { text, .. } = body.unwrap().content {
                    *self.read[0].entry(text).or_default() += 1;
                }
            }
            Err(_) => assert_eq!(kept(&self.bot), before, "an error changes nothing"),
        }
        let _ = self.agent.receive(&self.world.desks[1], &envelope);
        // The agent greets who says hello, so that the load can open.
        if envelope.header().t == Kind::Hello {
            self.to_browser.extend(self.world.say_as(1, &mut self.agent, "agent"));
        }
    }

    fn deliver_to_browser(&mut self) {
        let picked = Self::pick(&mut self.dice, &mut self.to_browser);
        let Some((envelope, is_changed)) = picked else { return };
        let envelope = match is_changed {
            true => match changed(&mut self.dice, &envelope) {
                Some(envelope) => envelope,
                None => return,
            },
            false => envelope,
        };
        let Browser { tabs, earlier } = &mut self.browser;
        let mut events: Vec<_> = tabs.iter_mut().map(|load| load.receive(&envelope)).collect();
        events.extend(earlier.iter_mut().map(|old| receive(old, &envelope)));
        let events: Vec<Event> = events.into_iter().flatten().collect();
        assert!(!is_changed || events.is_empty(), "{events:?}");
        self.resets += events.iter().filter(|event| event.reset.is_some()).count();
        // It may be for two loads of this browser, and is shown once.
        let body = events.into_iter().find_map(|event| event.body);
        if let Some(Content::Text { text, .. }) = body.map(|body| body.content) {
            *self.read[1].entry(format!("{text} in {}", envelope.eh())).or_default() += 1;
        }
        let opened = |load| match load {
            Load::Greeting(session) => session.into_open().map_or_else(Load::Greeting, Load::Open),
            open => open,
        };
        self.browser.tabs = self.browser.tabs.drain(..).map(opened).collect();
    }

    /// A tab is loaded anew: the load before only reads, from what was kept.
    fn reload(&mut self) {
        let at = self.dice.roll(self.browser.tabs.len());
        let saved = self.browser.tabs[at].save();
        self.end(at, &saved);
    }

    fn end(&mut self, at: usize, saved: &SavedSession) {
        self.browser.tabs.remove(at);
        self.browser.earlier.push(again(saved));
        self.greet(vec![saved.from().clone()]);
    }

    /// A tab beside the others, as a link or a duplicate opens it.
    fn another_tab(&mut self) {
        if self.browser.tabs.len() < TABS {
            self.greet(vec![]);
        }
    }

    fn greet(&mut self, ends: Vec<Sender>) {
        let (session, hello) = self.world.hello(ends);
        self.use_places(&hello);
        self.browser.tabs.push(Load::Greeting(session));
        self.to_desk.push(hello);
    }

    /// Both ends through what is kept of them.
    fn keep_and_read(&mut self) {
        let json = Json::parse(kept(&self.bot).as_bytes()).unwrap();
        self.bot = Conversation::from_json(json).unwrap();
        let earlier = self.browser.earlier.iter().map(|old| again(&old.save())).collect();
        self.browser.earlier = earlier;
    }

    fn judge(&self) {
        for (text, times) in self.read.iter().flatten() {
            assert_eq!(*times, 1, "“{text}” was read {times} times");
        }
        for text in self.read[0].keys() {
            assert!(self.written[0].contains(text), "“{text}” was never written");
        }
        for text in self.read[1].keys().filter(|text| text.starts_with("answer")) {
            let (text, _) = text.split_once(" in ").unwrap();
            assert!(self.written[1].iter().any(|own| own == text), "“{text}” was never written");
        }
    }
}

fn again(saved: &SavedSession) -> Session<ReceiveOnly> {
    let json = Json::parse(saved.to_json().to_text().as_bytes()).unwrap();
    Session::restore(SavedSession::from_json(json).unwrap()).unwrap()
}

fn receive<State>(session: &mut Session<State>, envelope: &Envelope) -> Option<Event> {
    let before = session.save().to_json();
    let event = session.receive(envelope);
    if event.is_err() {
        assert_eq!(session.save().to_json(), before, "an error changes nothing");
    }
    event.ok()
}

/// One byte of it changed; nothing if that is no envelope any more.
fn changed(dice: &mut Dice, envelope: &Envelope) -> Option<Envelope> {
    let mut bytes = envelope.to_json().into_bytes();
    let at = dice.roll(bytes.len());
    bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
    Envelope::parse(&bytes).ok()
}

#[test]
fn every_interleaving_ends_in_the_right_words_once() {
    let runs = if std::env::var_os("SIGILO_LONG").is_some() { 1000 } else { 24 };
    let (mut read, mut resets, mut crashes) = ([0; 2], 0, 0);
    for seed in 0..runs {
        let mut run = Run::new(seed);
        for _ in 0..STEPS {
            run.step();
        }
        run.judge();
        for (sum, own) in read.iter_mut().zip(&run.read) {
            *sum += own.len();
        }
        resets += run.resets;
        crashes += run.crashes;
    }
    // The runs have not all stalled at their first loss.
    let runs = runs as usize;
    assert!(read[0] > runs && read[1] > runs, "{read:?} read");
    assert!(resets > 0 && crashes > 0, "{resets} resets, {crashes} crashes");
}
