//! What has to be accepted.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use sigilo_protocol::*;

use crate::{
    forge::Forge,
    world::{Counter, IDS, NOW, World, body, secret, sign, value},
};

pub(crate) fn all() -> BTreeMap<String, Value> {
    let files = [
        ("manifest.json", manifest()),
        ("hello.json", hello()),
        ("conversation.json", conversation()),
        ("reset.json", reset()),
        ("form.json", form()),
        ("rich.json", rich()),
        ("rights.json", rights()),
        ("safety.json", safety()),
        ("plain.json", plain()),
    ];
    files.into_iter().map(|(name, value)| (name.to_string(), value)).collect()
}

fn manifest() -> Value {
    let World { site, manifest, .. } = World::new();
    let readers: Vec<_> = manifest.readers().map(|reader| &reader.id).collect();
    json!({
        "secret": secret(&site),
        "jwk": value(site.public().to_json()),
        "thumbprint": site.public().thumbprint().to_string(),
        "now": NOW,
        "site": manifest.site,
        "origin": manifest.origins[0],
        "jws": manifest.jws(),
        "mh": manifest.hash().to_string(),
        "readers": readers,
    })
}

fn safety() -> Value {
    let World { site, manifest, .. } = World::new();
    let mut turned = Manifest::clone(&manifest);
    turned.recipients.reverse();
    turned.ver += 1;
    let mut two = Manifest::clone(&manifest);
    two.recipients.truncate(2);
    let case = |manifest: &Manifest| {
        let code = SafetyCode::of(manifest);
        json!({ "jws": manifest.sign(&site), "digits": code.digits(), "bits": code.bits() })
    };
    let [first, second, third] = [&*manifest, &turned, &two].map(case);
    assert_eq!((&first["digits"], &first["bits"]), (&second["digits"], &second["bits"]));
    let pin = site.public().thumbprint().to_string();
    json!({ "pin": pin, "now": NOW, "site": manifest.site, "codes": [first, second, third] })
}

fn hello() -> Value {
    let mut play = Play::new();
    play.hello("hello", vec![]);
    let world = &play.world;
    let saved = value(play.saved());
    let sid = |peer: &Value| Some((peer["id"].as_str()?.into(), peer["pair"].get("sid")?.clone()));
    let sids: Map<_, _> = saved["recipients"].as_array().unwrap().iter().filter_map(sid).collect();
    let hello = &play.sent["hello"];
    json!({
        "manifest": world.manifest.jws(),
        "pin": world.pins(),
        "now": NOW,
        "site": world.manifest.site,
        "recipients": world.secrets(),
        "visitor": {
            "secret": secret(&world.visitor),
            "thumbprint": world.visitor.public().thumbprint().to_string(),
        },
        "envelope": hello.to_json(),
        "eh": hello.eh().to_string(),
        "from": hello.header().from.as_str(),
        "sids": sids,
        "body": play.steps[0]["body"],
    })
}

/// The visitor says five things, which arrive as 1, 4, 2, 5, 3; the bot answers in between.
fn conversation() -> Value {
    let mut play = Play::begun();
    let text = |text: &str| Content::text(text, "es");
    play.visitor("v1", text("¿Qué cubre mi póliza?"));
    play.meet("v1", &["bot", "agent", "archive"]);
    play.recipient(0, "b2", text("El agua, sí. 💧"));
    play.visitor("v2", text("¿Y el granizo?"));
    play.meet("b2", &["load1", "agent", "archive"]);
    play.visitor("v3", Content::Typing { on: true, by: None });
    play.visitor("v4", text("Un árbol ha caído sobre el coche."));
    play.meet("v4", &["bot", "agent", "archive"]);
    play.recipient(0, "b3", Content::Ack);
    play.recipient(1, "a2", Content::Handoff { to: "agent".into() });
    play.meet("v2", &["bot", "agent", "archive"]);
    play.recipient(0, "b4", text(&"Un momento. ".repeat(400)));
    play.meet("b4", &["load1", "agent"]);
    play.meet("a2", &["load1", "bot", "archive"]);
    play.meet("b3", &["load1", "agent", "archive"]);
    play.visitor("v5", text("Fue ayer."));
    play.meet("v5", &["bot", "agent", "archive"]);
    play.meet("b4", &["archive"]);
    play.meet("v3", &["bot", "agent", "archive"]);
    play.meet("v3", &["bot", "agent"]);
    play.meet("v1", &["bot"]);
    play.recipient(0, "b5", Content::Read { upto: "v5".into() });
    play.meet("b5", &["load1", "agent", "archive"]);
    play.meet("b3", &["load1", "agent"]);
    play.done()
}

/// The bot is started anew, and asks the load that it can't answer to say hello again.
fn reset() -> Value {
    let mut play = Play::begun();
    play.restart(0);
    play.visitor("v1", Content::text("still there?", "en"));
    play.meet("v1", &["bot", "agent", "archive"]);
    play.reset(0, "r1");
    play.meet("r1", &["load1", "agent", "archive"]);
    let ends = vec![play.sent["hello"].header().from.clone()];
    play.hello("hello2", ends);
    play.meet("hello2", &["bot", "agent", "archive"]);
    play.recipient(0, "b2", Content::text("yes", "en"));
    play.recipient(1, "a2", Content::Ack);
    play.meet("b2", &["load1", "load2", "agent", "archive"]);
    play.meet("a2", &["load1", "load2", "bot", "archive"]);
    play.visitor("v2", Content::text("good", "en"));
    play.meet("v2", &["bot", "agent", "archive"]);
    play.meet("r1", &["load1"]);
    play.done()
}

/// The visitor decides anew, asks for something, and has all of it erased.
fn rights() -> Value {
    let mut play = Play::begun();
    let right = |right, purpose: Option<&str>, note: Option<&str>| Content::Right {
        right,
        purpose: purpose.map(Into::into),
        note: note.map(Into::into),
    };
    let state = |of: &str, state, statement: Option<&str>| Content::RightState {
        of: of.into(),
        state,
        due: NOW + 30 * 24 * 3600,
        statement: statement.map(Into::into),
    };
    let receipt = "a second receipt".to_string();
    play.visitor("v1", Content::Consent { receipt: receipt.clone(), log: Some("a log".into()) });
    play.meet("v1", &["bot", "agent", "archive"]);
    let countersignature = "a countersignature".into();
    play.recipient(0, "b2", Content::Receipt { receipt, countersignature });
    play.meet("b2", &["load1", "agent", "archive"]);
    play.visitor("v2", right(Right::Objection, Some("marketing"), Some("No me llaméis.")));
    play.visitor("v3", right(Right::Access, None, None));
    play.visitor("v4", Content::Erase { scope: Scope::Conversation });
    for name in ["v2", "v3", "v4"] {
        play.meet(name, &["bot", "agent", "archive"]);
    }
    play.recipient(0, "b3", state("v2", RequestState::Received, None));
    play.recipient(0, "b4", state("v3", RequestState::Refused, Some("a statement")));
    play.recipient(0, "b5", state("v4", RequestState::Done, Some("another statement")));
    for name in ["b3", "b4", "b5"] {
        play.meet(name, &["load1", "agent", "archive"]);
    }
    play.done()
}

/// The bot says something in Markdown, and something with cards, asks twice how content the visitor is, and is told.
fn rich() -> Value {
    let mut play = Play::begun();
    let text = |text: &str, format, cards| Content::Text {
        text: text.into(),
        lang: Some("es".into()),
        suggestions: Vec::new(),
        format,
        by: None,
        cards,
    };
    let action = |label: &str, act| Action { label: label.into(), act };
    let price = action("Precio", Act::Say("¿Cuánto cuesta?".into()));
    let terms = action("Condiciones", Act::Open("https://insurer.example/terms.pdf".into()));
    let card = |title: &str, says: Option<&str>, actions| Card {
        title: title.into(),
        text: says.map(Into::into),
        actions,
        picture: None,
    };
    let mut cards =
        [card("Alba", Some("Desde 8 €"), vec![price, terms]), card("Aurora", None, vec![])];
    let asks = |text: &str, scale| Content::RatingRequest { text: text.into(), lang: None, scale };
    let rating = |of: &str, score, comment: Option<&str>| Content::Rating {
        of: of.into(),
        score,
        comment: comment.map(Into::into),
    };
    play.recipient(
        0,
        "b2",
        text("Sí, **todo** el agua:\n\n- fugas\n- lluvia", Format::Markdown, None),
    );
    let (list, row) = (Cards::new(Layout::List, &cards), Cards::new(Layout::Carousel, &cards));
    play.recipient(0, "b3", text("Alba, desde 8 €, y Aurora.", Format::Plain, Some(list)));
    play.recipient(0, "b4", text("Alba, desde 8 €, y Aurora.", Format::Plain, Some(row)));
    play.recipient(0, "b5", asks("¿Qué tal ha ido?", Scale::Five));
    play.recipient(0, "b6", asks("¿Te ha servido?", Scale::Thumbs));
    let file = Attachment {
        name: "alba.webp".into(),
        media: "image/webp".into(),
        size: 2_048,
        blob: Hash::of(b"where it lies"),
        key: FileKey::from_bytes([7; 32]),
        alt: None,
    };
    cards[0].picture = Picture::new(file.clone(), "Una casa al amanecer".into());
    cards[1].picture = Picture::new(file, String::new());
    let shown = Cards::new(Layout::Carousel, &cards);
    play.recipient(0, "b7", text("Alba, desde 8 €, y Aurora.", Format::Plain, Some(shown)));
    for name in ["b2", "b3", "b4", "b5", "b6", "b7"] {
        play.meet(name, &["load1", "agent", "archive"]);
    }
    play.visitor("v1", rating("b5", 4, Some("Bien, gracias.")));
    play.visitor("v2", rating("b6", 2, None));
    for name in ["v1", "v2"] {
        play.meet(name, &["bot", "agent", "archive"]);
    }
    let says = text("¡Gracias!", Format::Plain, None);
    play.says(0, "b8", Body { picture: Some("aurora".into()), ..Body::new("b8", says) });
    play.meet("b8", &["load1", "agent", "archive"]);
    play.done()
}

/// The bot asks for a quote's data; they are sealed to it, then, corrected, to the archive too, and
/// taken back.
fn form() -> Value {
    let mut play = Play::begun();
    let field = |name: &str, label: &str, kind, required| Field {
        name: name.into(),
        label: label.into(),
        kind,
        required,
        why: required.then(|| "Sin esto no hay precio.".into()),
        autocomplete: (name == "postcode").then(|| "postal-code".into()),
    };
    let fields = vec![
        field("name", "Nombre y apellidos", FieldKind::Name, true),
        field("postcode", "Código postal", FieldKind::Text, true),
        field("policy", "Número de póliza", FieldKind::PolicyNumber, false),
    ];
    let asked = Content::Form { title: "Presupuesto".into(), purpose: "quote".into(), fields };
    play.recipient(0, "b2", asked);
    play.meet("b2", &["load1", "agent", "archive"]);
    let mut answers = Vec::new();
    let long = "Calle Mayor, 1. ".repeat(200);
    for (name, to, postcode) in
        [("v1", &["bot"][..], long.as_str()), ("v2", &["bot", "archive"], "28013")]
    {
        let text = |(name, value): (&str, &str)| (name.into(), value.into());
        let values = [("name", "Ana Díaz 💧"), ("postcode", postcode)].map(text);
        let values = Values::new(values.into()).unwrap();
        let answer = play.answer(name, to, &values);
        for who in IDS {
            let mut step = json!({ "name": name, "to": who, "purpose": "quote" });
            if play.opens(name, &answer, who, &values) {
                step["values"] = value(values.to_json());
            }
            answers.push(step);
        }
        // For another purpose nobody opens it.
        answers.push(json!({ "name": name, "to": "bot", "purpose": "marketing" }));
        play.visitor(name, Content::FormAnswer(answer));
        play.meet(name, &["bot", "agent", "archive"]);
    }
    play.visitor("v3", Content::Delete { of: "v2".into() });
    play.meet("v3", &["bot", "agent", "archive"]);
    let mut done = play.done();
    done["answers"] = answers.into();
    done
}

fn plain() -> Value {
    let forge = Forge::new();
    let draft = forge.draft();
    json!({
        "to": "bot",
        "after": [forge.hello.to_json()],
        "body": draft.body.clone(),
        "envelope": forge.seal(draft),
    })
}

fn answering<'a>(visitor: &'a str, body: &'a str, purpose: &'a str) -> Answering<'a> {
    Answering { conv: Bytes([7; 16]), visitor, body, form: "b2", purpose }
}

/// A load as far as it has come.
enum Stage {
    Hello(Session<HelloSent>),
    Open(Session<Open>),
    Over(Session<ReceiveOnly>),
}

impl Stage {
    fn receive(&mut self, envelope: &Envelope) -> Result<Event, ReceiveError> {
        match self {
            Self::Hello(session) => session.receive(envelope),
            Self::Open(session) => session.receive(envelope),
            Self::Over(session) => session.receive(envelope),
        }
    }

    fn save(&self) -> Json {
        match self {
            Self::Hello(session) => session.save().to_json(),
            Self::Open(session) => session.save().to_json(),
            Self::Over(session) => session.save().to_json(),
        }
    }
}

/// What is said, and what everybody makes of it.
pub(crate) struct Play {
    pub(crate) world: World,
    rng: Counter,
    loads: Vec<Stage>,
    desks: [Desk; 2],
    conversations: Vec<Conversation>,
    archive: Archive,
    record: Option<Record>,
    pub(crate) sent: BTreeMap<&'static str, Envelope>,
    steps: Vec<Value>,
}

impl Play {
    pub(crate) fn new() -> Self {
        let (world, mut rng) = (World::new(), Counter::new("conversation"));
        let desks = [0, 1].map(|i| world.desk(i, &mut rng));
        let (loads, conversations) = (Vec::new(), Vec::new());
        let (sent, steps) = (BTreeMap::new(), Vec::new());
        let archive = vec![world.prekey(2).kem];
        let archive = Archive::new(IDS[2], archive, vec![world.manifest.clone()]);
        let record = None;
        Self { world, rng, loads, desks, conversations, archive, record, sent, steps }
    }

    /// As far as a load that is open.
    fn begun() -> Self {
        let mut play = Self::new();
        play.hello("hello", vec![]);
        play.meet("hello", &["bot", "agent", "archive"]);
        play.recipient(0, "b1", Content::text("Hola. 👋", "es"));
        play.recipient(1, "a1", Content::Ack);
        play.meet("b1", &["load1", "agent", "archive"]);
        play.meet("a1", &["load1", "bot", "archive"]);
        play
    }

    fn done(self) -> Value {
        let World { manifest, visitor, .. } = &self.world;
        json!({
            "manifest": manifest.jws(),
            "visitor": visitor.public().thumbprint().to_string(),
            "steps": self.steps,
        })
    }

    pub(crate) fn hello(&mut self, name: &'static str, ends: Vec<Sender>) {
        let start = Start {
            conv: Bytes([7; 16]),
            visitor: self.world.visitor.public(),
            ends,
            body_id: name.into(),
            receipt: "a receipt".into(),
            now_ms: NOW * 1000,
        };
        let Opened { session, hello } =
            Session::open(&self.world.manifest, start, &mut self.rng).unwrap();
        // The load that was is over when the next one says hello.
        if let Some(last) = self.loads.last_mut() {
            let kept = SavedSession::from_json(last.save()).unwrap();
            *last = Stage::Over(Session::restore(kept).unwrap());
        }
        self.loads.push(Stage::Hello(session));
        let content = Content::Hello { receipt: "a receipt".into() };
        self.made(name, sign(&self.world.visitor, hello), Some(Body::new(name, content)));
    }

    fn visitor(&mut self, name: &'static str, content: Content) {
        let last = self.loads.pop().unwrap();
        let mut session = match last {
            Stage::Hello(session) => session.into_open().ok().unwrap(),
            Stage::Open(session) => session,
            Stage::Over(_) => panic!("the load is over"),
        };
        let said = Body::new(name, content);
        let unsigned = session.seal(&said, NOW * 1000 + 1, &mut self.rng).unwrap();
        self.loads.push(Stage::Open(session));
        self.made(name, sign(&self.world.visitor, unsigned), Some(said));
    }

    fn recipient(&mut self, i: usize, name: &'static str, content: Content) {
        self.says(i, name, Body::new(name, content));
    }

    fn says(&mut self, i: usize, name: &'static str, said: Body) {
        let conversation = &mut self.conversations[i];
        let mut sealed =
            conversation.seal(&self.desks[i], &said, NOW * 1000 + 2, &mut self.rng).unwrap();
        assert_eq!(sealed.len(), 1);
        self.made(name, sign(&self.world.keys[i], sealed.remove(0)), Some(said));
    }

    /// An answer to the form `b2`, which is to be said as `name`.
    fn answer(&mut self, name: &str, to: &[&str], values: &Values) -> FormAnswer {
        let visitor = &self.world.visitor.public().thumbprint().to_string();
        answering(visitor, name, "quote")
            .seal(&self.world.manifest, to, values, NOW, &mut self.rng)
            .unwrap()
    }

    /// Whether the recipient `who` opens it, for its purpose and for no other.
    fn opens(&self, name: &str, answer: &FormAnswer, who: &str, values: &Values) -> bool {
        let visitor = &self.world.visitor.public().thumbprint().to_string();
        let prekey = self.world.prekey(IDS.iter().position(|id| *id == who).unwrap());
        let open = |purpose: &str| {
            let secret = |kid: &str| (kid == prekey.kid).then_some(&prekey.kem);
            answering(visitor, name, purpose).open(&self.world.manifest, answer, who, secret)
        };
        assert!(open("marketing").is_err());
        let opened = open("quote");
        assert!(opened.as_ref().map_or_else(|e| *e == ValuesError::NotNamed, |got| got == values));
        opened.is_ok()
    }

    /// What the newest load keeps.
    pub(crate) fn saved(&self) -> Json {
        self.loads[self.loads.len() - 1].save()
    }

    fn restart(&mut self, i: usize) {
        self.desks[i] = self.world.desk(i, &mut self.rng);
    }

    fn reset(&mut self, i: usize, name: &'static str) {
        let mut sealed = self.conversations[i].reset(&self.desks[i], NOW * 1000 + 3).unwrap();
        assert_eq!(sealed.len(), 1);
        self.made(name, sign(&self.world.keys[i], sealed.remove(0)), None);
    }

    fn made(&mut self, name: &'static str, envelope: Envelope, said: Option<Body>) {
        let owner = envelope.header().from.owner();
        let by = match IDS.iter().position(|id| *id == owner) {
            Some(i) => IDS[i].to_string(),
            None => format!("load{}", self.loads.len()),
        };
        let mut step = json!({ "by": by, "name": name, "envelope": envelope.to_json() });
        if let Some(said) = said {
            step["keys"] = self.keys(&by, &envelope);
            step["body"] = body(&said);
        }
        self.steps.push(step);
        self.sent.insert(name, envelope);
    }

    /// The private ratchet key of each of an envelope's ratchet wraps.
    fn keys(&self, by: &str, envelope: &Envelope) -> Value {
        let (peers, name) = match IDS.iter().position(|id| *id == by) {
            Some(i) => (value(self.conversations[i].to_json())["loads"].clone(), "from"),
            None => (value(self.saved())["recipients"].clone(), "id"),
        };
        let wrapped = |id: &str| envelope.wraps().any(|wrap| wrap.id == id && wrap.kid.is_none());
        let key = |peer: &Value| {
            let id = peer[name].as_str().filter(|id| wrapped(id))?;
            Some((id.to_string(), peer["pair"]["ratchet"]["own"].clone()))
        };
        Value::Object(peers.as_array().unwrap().iter().filter_map(key).collect())
    }

    fn meet(&mut self, name: &str, by: &[&str]) {
        for who in by {
            self.meet_one(name, who);
        }
    }

    fn meet_one(&mut self, name: &str, who: &str) {
        let envelope = self.sent[name].clone();
        let said = self.steps.iter().find(|step| step["name"] == name).unwrap()["body"].clone();
        let is_said = |got: &Body| assert_eq!(body(got), said, "{name} to {who}");
        let met =
            |what: &str, gap: bool| json!({ "to": who, "name": name, "is": what, "gap": gap });
        let desk = IDS[..2].iter().position(|id| *id == who);
        let step = if let Some(i) = desk {
            let received = match self.conversations.get_mut(i) {
                Some(conversation) => conversation.receive(&self.desks[i], &envelope),
                None => {
                    let (conversation, received) =
                        Conversation::begin(&self.desks[i], &envelope).unwrap();
                    self.conversations.push(conversation);
                    Ok(received)
                }
            };
            match received {
                Ok(Received { body: Some(got), gap, .. }) => {
                    is_said(&got);
                    met("opened", gap)
                }
                Ok(received) => met("not for it", received.gap),
                Err(error) => {
                    assert_eq!(error, ReceiveError::Duplicate, "{name} to {who}");
                    json!({ "to": who, "name": name, "is": "duplicate" })
                }
            }
        } else if let Some(number) = who.strip_prefix("load") {
            let number: usize = number.parse().unwrap();
            match self.loads[number - 1].receive(&envelope) {
                Ok(Event { reset: Some(reason), gap, .. }) => {
                    assert_eq!(reason, ResetReason::Restart);
                    met("reset", gap)
                }
                Ok(Event { body: Some(got), gap, .. }) => {
                    is_said(&got);
                    met("opened", gap)
                }
                Ok(event) => met("not for it", event.gap),
                Err(error) => {
                    assert_eq!(error, ReceiveError::Duplicate, "{name} to {who}");
                    json!({ "to": who, "name": name, "is": "duplicate" })
                }
            }
        } else {
            let entry = match &mut self.record {
                Some(record) => record.read(&self.archive, &envelope).unwrap(),
                None => {
                    let (record, entry) = Record::begin(&self.archive, &envelope).unwrap();
                    self.record = Some(record);
                    entry
                }
            };
            let is = match &entry.copy {
                Copied::Body(got) => {
                    is_said(got);
                    "a copy"
                }
                Copied::Reset => "not for it",
                _ => panic!("{name} to {who}: {entry:?}"),
            };
            json!({ "to": who, "name": name, "is": is })
        };
        self.steps.push(step);
    }
}
