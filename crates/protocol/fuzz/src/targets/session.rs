//! Two ends and a network that the bytes drive: each text is read once as it was written, or not at
//! all; an error changes nothing; and where nothing was lost, everything arrives.

use std::collections::BTreeSet;

use sigilo_protocol::*;

use super::site::{Counter, NOW, body, sign, site};

/// Most steps of a run, so that a run takes milliseconds.
const STEPS: usize = 64;

/// Runs the steps that the bytes name.
pub(super) fn session(data: &[u8]) {
    let mut run = Run::new(data);
    for _ in 0..STEPS {
        let Some(choice) = run.byte() else { break };
        run.step(choice);
    }
    run.end();
}

struct Run<'a> {
    data: &'a [u8],
    rng: Counter,
    desk: Desk,
    conversation: Conversation,
    load: Option<Load>,
    earlier: Vec<Session<ReceiveOnly>>,
    /// What lies at the relay: for the desk, for the browser.
    queues: [Vec<Envelope>; 2],
    written: usize,
    /// How many of those were sealed.
    sent: usize,
    /// What the desk and the browser have read.
    read: [BTreeSet<String>; 2],
    /// Everything came once, in order, to ends that live.
    is_orderly: bool,
    has_forged: bool,
}

enum Load {
    Greeting(Session<HelloSent>),
    Open(Session<Open>),
}

impl<'a> Run<'a> {
    fn new(data: &'a [u8]) -> Self {
        let mut rng = Counter::new();
        let desk = site().desk(&mut rng);
        let (session, hello) = site().hello(vec![], &mut rng);
        let (conversation, _) = Conversation::begin(&desk, &hello).expect("a hello");
        Self {
            data,
            rng,
            desk,
            conversation,
            load: Some(Load::Greeting(session)),
            earlier: Vec::new(),
            queues: Default::default(),
            written: 0,
            sent: 0,
            read: Default::default(),
            is_orderly: true,
            has_forged: false,
        }
    }

    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.data.split_first()?;
        self.data = rest;
        Some(*first)
    }

    fn step(&mut self, choice: u8) {
        let to = usize::from(choice & 1);
        match choice >> 1 & 15 {
            0..=2 => self.visitor_says(),
            3..=5 => self.bot_says(),
            6..=8 => self.deliver(to, 0, false),
            9 => self.forge(to),
            10 => self.out_of_order(to),
            11 => self.tamper(to),
            12 => {
                self.is_orderly &= self.queues[to].is_empty();
                self.queues[to].pop();
            }
            13 => self.deliver(to, 0, true),
            14 => self.keep_and_read(),
            _ if to == 0 => self.reload(),
            _ => {
                self.is_orderly = false;
                self.desk = site().desk(&mut self.rng);
            }
        }
    }

    fn text(&mut self) -> Body {
        self.written += 1;
        body(&format!("text {}", self.written))
    }

    fn visitor_says(&mut self) {
        let text = self.text();
        let Some(Load::Open(session)) = &mut self.load else { return };
        let sealed = session.seal(&text, NOW * 1000, &mut self.rng).expect("an open load");
        self.queues[0].push(sign(&site().visitor, sealed));
        self.sent += 1;
    }

    fn bot_says(&mut self) {
        let (text, before) = (self.text(), self.conversation.to_json());
        let sealed = self.conversation.seal(&self.desk, &text, NOW * 1000, &mut self.rng);
        self.sent += usize::from(sealed.is_ok());
        let sealed = sealed.or_else(|error| {
            assert_eq!((error, self.conversation.to_json()), (SealError::Unanswerable, before));
            self.conversation.reset(&self.desk, NOW * 1000)
        });
        let signed = sealed.expect("a reset").into_iter().map(|own| sign(&site().bot, own));
        self.queues[1].extend(signed);
    }

    fn out_of_order(&mut self, to: usize) {
        let at = usize::from(self.byte().unwrap_or(0));
        let length = self.queues[to].len().max(1);
        self.is_orderly &= at % length == 0;
        self.deliver(to, at % length, false);
    }

    /// Envelope `at` arrives, and is left for a second time if `stays`.
    fn deliver(&mut self, to: usize, at: usize, stays: bool) {
        if at >= self.queues[to].len() {
            return;
        }
        let envelope = if stays { self.queues[to][at].clone() } else { self.queues[to].remove(at) };
        self.arrive(to, &envelope);
    }

    /// What an end reads, it reads as it was written, and for the first time.
    fn arrive(&mut self, to: usize, envelope: &Envelope) {
        let read = if to == 0 { self.reach_desk(envelope) } else { self.reach_browser(envelope) };
        if let Some(Content::Text { text, .. }) = read.map(|body| body.content) {
            let number = text.strip_prefix("text ").and_then(|number| number.parse().ok());
            assert!(number.is_some_and(|number: usize| number <= self.written), "{text}");
            // A bot that signs two envelopes as one may have each opened by another load of the
            // browser, which shows a body once, by its id.
            let is_shown_once = to == 1 && self.has_forged;
            assert!(self.read[to].insert(text) || is_shown_once, "read twice");
        }
    }

    fn reach_desk(&mut self, envelope: &Envelope) -> Option<Body> {
        let before = self.conversation.to_json();
        let received = self.conversation.receive(&self.desk, envelope);
        if received.is_err() {
            assert_eq!(self.conversation.to_json(), before, "an error changes nothing");
        }
        received.ok().and_then(|received| received.body)
    }

    fn reach_browser(&mut self, envelope: &Envelope) -> Option<Body> {
        let own = match &mut self.load {
            Some(Load::Greeting(session)) => receive(session, envelope),
            Some(Load::Open(session)) => receive(session, envelope),
            None => None,
        };
        let earlier: Vec<_> = self.earlier.iter_mut().map(|old| receive(old, envelope)).collect();
        self.load = self.load.take().map(|load| match load {
            Load::Greeting(session) => session.into_open().map_or_else(Load::Greeting, Load::Open),
            open => open,
        });
        own.into_iter().chain(earlier.into_iter().flatten()).find_map(|event| event.body)
    }

    /// One byte of an envelope is another: it is refused, whatever it was.
    fn tamper(&mut self, to: usize) {
        let Some(changed) = self.changed(to) else { return };
        let read = if to == 0 { self.reach_desk(&changed) } else { self.reach_browser(&changed) };
        assert_eq!(read, None, "a changed envelope was read");
    }

    /// The same by its sender, who signs what was changed. Only a wrap for another load may differ.
    fn forge(&mut self, to: usize) {
        let Some(changed) = self.changed(to) else { return };
        let key = if to == 0 { &site().visitor } else { &site().bot };
        let mut json: serde_json::Value =
            serde_json::from_str(&changed.to_json()).expect("its own text");
        json["s"] = key.sign(&changed.signing_input()).to_string().into();
        (self.is_orderly, self.has_forged) = (false, true);
        self.arrive(to, &Envelope::parse(json.to_string().as_bytes()).expect("as it was"));
    }

    fn changed(&mut self, to: usize) -> Option<Envelope> {
        let [high, low, byte] = [(); 3].map(|()| self.byte().unwrap_or(0));
        let envelope = self.queues[to].first()?;
        let mut bytes = envelope.to_json().into_bytes();
        let at = usize::from(u16::from_be_bytes([high, low])) % bytes.len();
        // Mostly still base64url.
        bytes[at] = if byte < 0x80 { b"AQgw"[usize::from(byte % 4)] } else { byte };
        Envelope::parse(&bytes).ok().filter(|changed| changed != envelope)
    }

    /// Both ends through what is kept of them.
    fn keep_and_read(&mut self) {
        let json = self.conversation.to_json();
        self.conversation = Conversation::from_json(again(&json)).expect("its own text");
        let restored = self.earlier.iter().map(|old| restore(&old.save()));
        self.earlier = restored.collect();
    }

    /// The frame is loaded anew: the load before only reads, from what was kept.
    fn reload(&mut self) {
        self.is_orderly = false;
        let saved = match &self.load {
            Some(Load::Greeting(session)) => session.save(),
            Some(Load::Open(session)) => session.save(),
            None => return,
        };
        self.earlier.push(restore(&saved));
        let (session, hello) = site().hello(vec![saved.from().clone()], &mut self.rng);
        self.load = Some(Load::Greeting(session));
        self.queues[0].push(hello);
    }

    /// Delivers what is left; an orderly run has lost nothing.
    fn end(mut self) {
        for to in [0, 1] {
            while !self.queues[to].is_empty() {
                self.deliver(to, 0, false);
            }
        }
        if self.is_orderly {
            let read = self.read[0].len() + self.read[1].len();
            assert_eq!(read, self.sent, "something did not arrive");
        }
    }
}

fn receive<State>(session: &mut Session<State>, envelope: &Envelope) -> Option<Event> {
    let before = session.save().to_json();
    let event = session.receive(envelope);
    if event.is_err() {
        assert_eq!(session.save().to_json(), before, "an error changes nothing");
    }
    event.ok()
}

fn again(json: &Json) -> Json {
    Json::parse(json.to_text().as_bytes()).expect("its own text")
}

fn restore(saved: &SavedSession) -> Session<ReceiveOnly> {
    let saved = SavedSession::from_json(again(&saved.to_json())).expect("its own text");
    Session::restore(saved).expect("it was read")
}
