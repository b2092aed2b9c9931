//! Somebody is taken for another: by keys that were stolen, copied, or are an insider's own.

use serde_json::{Value, json};
use sigilo_protocol::*;

use crate::{
    forge::Forge,
    live::{
        NOW, SITE, World, content, desk_refuses, load_refuses, resigned, sign, signed, text, world,
    },
    world::Counter,
};

/// Another visitor's hello, in her own name: the bot would talk to the visitor and mean her.
#[test]
fn unknown_key_share() {
    let mut world = world();
    let (_, hello) = world.hello(vec![]);
    let eve = SigningKey::generate(&mut world.rng);
    let as_eve = resigned(&eve, &hello, |header, _| {
        header["vsk"] = serde_json::to_value(eve.public()).unwrap();
        let own = Sender::new(&eve.public().thumbprint().to_string(), [1; 8]);
        header["from"] = own.as_str().into();
    });
    assert!(as_eve.verify(&eve.public()), "nothing is wrong with her signature");
    let refused = |desk: &Desk, hello: &Envelope| Conversation::begin(desk, hello).err();
    assert_eq!(refused(&world.desks[0], &as_eve), Some(ReceiveError::Refused));
    // The visitor's own key, in a conversation that the visitor did not mean.
    let elsewhere = resigned(&world.visitor, &hello, |header, _| {
        header["conv"] = Bytes([2; 16]).to_string().into();
    });
    assert_eq!(refused(&world.desks[0], &elsewhere), Some(ReceiveError::Refused));
    // A site that gives the bot's keys out as its own, and passes on what is said to it.
    let genuine = world.manifest.clone();
    world.manifest = world.publish(|manifest| manifest.site = "mallory.example".into());
    let (_, to_mallory) = world.hello(vec![]);
    assert_eq!(refused(&world.desks[0], &to_mallory), Some(ReceiveError::Refused));
    world.manifest = genuine;
    assert_eq!(refused(&world.desks[0], &hello), None);
}

/// The same with the seeds at hand: only what the box was sealed for is in the way.
#[test]
fn unknown_key_share_by_who_knows_the_seed() {
    let forge = Forge::new();
    let eve = SigningKey::from_bytes(&[4; 32]).unwrap();
    let desk = forge.world.desk(0, &mut Counter::new("desk"));
    let begins = |key: &SigningKey, change: &dyn Fn(&mut Value)| {
        let mut draft = forge.hello_draft();
        change(&mut draft.header);
        let line = serde_json::from_str(&forge.seal(draft)).unwrap();
        let hello = Envelope::parse(signed(key, line).as_bytes()).unwrap();
        Conversation::begin(&desk, &hello).is_ok()
    };
    let visitor = &forge.world.visitor;
    let owner = visitor.public().thumbprint().to_string();
    assert!(begins(visitor, &|_| ()));
    assert!(!begins(visitor, &|header| header["conv"] = b64u(&[2; 16]).into()));
    assert!(!begins(visitor, &|header| {
        header["from"] = Sender::new(&owner, [1; 8]).as_str().into();
    }));
    assert!(!begins(&eve, &|header| {
        header["vsk"] = serde_json::to_value(eve.public()).unwrap();
        let own = Sender::new(&eve.public().thumbprint().to_string(), [1; 8]);
        header["from"] = own.as_str().into();
    }));
}

#[test]
fn key_compromise_impersonation() {
    let mut world = world();
    let (mut session, [mut bot, _]) = world.begin();
    // Who has every key of the recipients is not the visitor to them.
    let body = Body::new("b", Content::text("in your name", "en"));
    let unsigned = session.seal(&body, NOW * 1000, &mut world.rng).unwrap();
    for stolen in &world.keys {
        desk_refuses(&mut bot, &world.desks[0], &sign(stolen, unsigned.clone()));
    }
    bot.receive(&world.desks[0], &sign(&world.visitor, unsigned)).unwrap();
    // Who has the visitor's key, and the prekeys as well, is not the bot to the visitor.
    let (mut fresh, hello) = world.hello(vec![]);
    let prekeys = vec![world.prekeys[0].prekey()];
    let thief = Desk::new("bot", prekeys, vec![world.manifest.clone()], &mut world.rng);
    let (mut stolen, _) = Conversation::begin(&thief, &hello).unwrap();
    let answer = stolen.seal(&thief, &body, NOW * 1000, &mut world.rng).unwrap().remove(0);
    load_refuses(&mut fresh, &sign(&world.visitor, answer.clone()));
    load_refuses(&mut fresh, &sign(&world.keys[1], answer.clone()));
    fresh.receive(&sign(&world.keys[0], answer)).unwrap();
}

/// The prekeys' private halves open hellos until they are erased; a hello carries no text. Nor do they
/// open what follows the first answer, but for what recipients copy to each other.
#[test]
fn prekey_theft() {
    let mut world = world();
    let (session, hello) = world.hello(vec![]);
    let [mut bot, mut agent] =
        [0, 1].map(|i| Conversation::begin(&world.desks[i], &hello).unwrap().0);
    let thieves = [0, 1].map(|i| {
        let prekeys = vec![world.prekeys[i].prekey()];
        Desk::new(["bot", "agent"][i], prekeys, vec![world.manifest.clone()], &mut world.rng)
    });
    let [mut as_bot, mut as_agent] = [0, 1].map(|i| {
        let (stolen, read) = Conversation::begin(&thieves[i], &hello).unwrap();
        assert_eq!(content(read.body), Some(Content::Hello { receipt: "receipt".into() }));
        stolen
    });
    let mut conversations = [bot.clone(), agent.clone()];
    let mut session = world.welcome(session, &mut conversations);
    [bot, agent] = conversations;
    let words = world.say(&mut session, "words");
    desk_refuses(&mut as_bot, &thieves[0], &words);
    desk_refuses(&mut as_agent, &thieves[1], &words);
    bot.receive(&world.desks[0], &words).unwrap();
    // The limit: what the bot says is copied to the agent, for a prekey.
    let answer = world.answer(&mut bot, "copied");
    assert_eq!(text(as_agent.receive(&thieves[1], &answer).unwrap().body), "copied");
    agent.receive(&world.desks[1], &answer).unwrap();
}

/// What was said in one conversation, or in another envelope, put in this one's place.
#[test]
fn splice_of_transcript() {
    let mut world = world();
    let (mut session, [mut bot, _]) = world.begin();
    let (mut other, [mut other_bot, _]) = world.begin_in(Bytes([2; 16]));
    let (here, there) = (world.say(&mut session, "yes"), world.say(&mut other, "no"));
    desk_refuses(&mut bot, &world.desks[0], &there);
    let moved = resigned(&world.visitor, &there, |header, _| {
        header["conv"] = Bytes([1; 16]).to_string().into();
        header["from"] = session.from().as_str().into();
        header["prev"] = here.header().prev.to_string().into();
    });
    desk_refuses(&mut bot, &world.desks[0], &moved);
    for spliced in splices(&here, &there) {
        desk_refuses(&mut bot, &world.desks[0], &spliced);
    }
    bot.receive(&world.desks[0], &here).unwrap();
    other_bot.receive(&world.desks[0], &there).unwrap();
    // The sender says two things under one number, to have both at hand.
    let again = resigned(&world.visitor, &here, |header, _| header["ts"] = 1.into());
    desk_refuses(&mut bot, &world.desks[0], &again);
}

/// A decision that was made under one hello, in the place of another's.
#[test]
fn splice_of_consent() {
    let mut world = world();
    let (_, allowed) = world.hello(vec![]);
    let genuine = world.manifest.clone();
    let more = world.publish(|manifest| manifest.policy.hash = Hash::of(b"more than was allowed"));
    world.desks[0].rotate(vec![world.prekeys[0].prekey()], vec![genuine.clone(), more.clone()]);
    world.manifest = more;
    let (_, asked) = world.hello(vec![]);
    let moved = resigned(&world.visitor, &allowed, |header, _| {
        header["mh"] = world.manifest.hash().to_string().into();
        header["prev"] = world.manifest.hash().to_string().into();
    });
    for spliced in splices(&allowed, &asked).chain(splices(&asked, &allowed)).chain([moved]) {
        let refused = Conversation::begin(&world.desks[0], &spliced).err();
        assert_eq!(refused, Some(ReceiveError::Refused));
    }
    for honest in [allowed, asked] {
        assert!(Conversation::begin(&world.desks[0], &honest).is_ok());
    }
}

/// `one` with parts of `other`, those together that have to fit for it to be an envelope.
fn splices(one: &Envelope, other: &Envelope) -> impl Iterator<Item = Envelope> {
    let parts =
        |envelope: &Envelope| -> Value { serde_json::from_str(&envelope.to_json()).unwrap() };
    let (one, other) = (parts(one), parts(other));
    [vec!["c"], vec!["w"], vec!["s"], vec!["p"], vec!["w", "c"], vec!["p", "s"], vec!["c", "s"]]
        .into_iter()
        .map(move |taken| {
            let mut spliced = one.clone();
            for part in taken {
                spliced[part] = other[part].clone();
            }
            Envelope::parse(spliced.to_string().as_bytes()).unwrap()
        })
}

/// A token of the company's login, bound to the visitor's key.
struct Login {
    key: SigningKey,
}

impl Login {
    fn token(&self, visitor: &PublicKey) -> String {
        let claims = json!({
            "aud": SITE, "sub": "customer 7", "exp": NOW + 600,
            "cnf": { "jkt": visitor.thumbprint().to_string() },
        });
        jws::sign("JWT", claims.to_string().as_bytes(), &self.key)
    }

    /// Whom a recipient takes the visitor of `conversation` for, by §8.
    fn who(&self, conversation: &Conversation, received: Received) -> Option<String> {
        let Some(Content::Identify { jwt }) = content(received.body) else { return None };
        let claims = jws::Unverified::parse(&jwt, "JWT").ok()?.verify(&self.key.public()).ok()?;
        let claims: Value = serde_json::from_slice(&claims).ok()?;
        let is_theirs =
            claims["cnf"]["jkt"] == conversation.visitor().thumbprint().to_string().as_str();
        let is_good = claims["aud"] == SITE && claims["exp"].as_u64()? > NOW;
        (is_theirs && is_good).then(|| claims["sub"].as_str().unwrap().into())
    }
}

fn identify(world: &mut World, session: &mut Session<Open>, jwt: &str) -> Envelope {
    let body = Body::new("i", Content::Identify { jwt: jwt.into() });
    sign(&world.visitor, session.seal(&body, NOW * 1000, &mut world.rng).unwrap())
}

/// It travels sealed: who is on the way has nothing to steal.
#[test]
fn identity_token_theft() {
    let mut world = world();
    let login = Login { key: SigningKey::generate(&mut world.rng) };
    let (mut session, [mut bot, _]) = world.begin();
    let jwt = login.token(&world.visitor.public());
    let envelope = identify(&mut world, &mut session, &jwt);
    let line = envelope.to_json();
    let [whole, opened] = [
        line.clone().into_bytes(),
        line.split(['"', '~', ',', '.']).filter_map(unb64u).flatten().collect(),
    ];
    for part in jwt.split('.') {
        for seen in [&whole, &opened] {
            let raw = unb64u(part).unwrap();
            assert!(!seen.windows(16).any(|window| window == &part.as_bytes()[..16]));
            assert!(!seen.windows(12).any(|window| window == &raw[..12]));
        }
    }
    let received = bot.receive(&world.desks[0], &envelope).unwrap();
    assert_eq!(login.who(&bot, received).as_deref(), Some("customer 7"));
}

/// Who was meant to read it has it, and says it as a visitor: it is bound to another's key.
#[test]
fn identity_token_replay() {
    let mut world = world();
    let login = Login { key: SigningKey::generate(&mut world.rng) };
    let jwt = login.token(&world.visitor.public());
    let victim = std::mem::replace(&mut world.visitor, SigningKey::generate(&mut world.rng));
    let (mut session, [mut bot, _]) = world.begin_in(Bytes([2; 16]));
    let envelope = identify(&mut world, &mut session, &jwt);
    let received = bot.receive(&world.desks[0], &envelope).unwrap();
    assert_eq!(login.who(&bot, received), None);
    world.visitor = victim;
    let (mut session, [mut bot, _]) = world.begin();
    let envelope = identify(&mut world, &mut session, &jwt);
    let received = bot.receive(&world.desks[0], &envelope).unwrap();
    assert!(login.who(&bot, received).is_some());
    desk_refuses(
        &mut bot,
        &world.desks[0],
        &resigned(&world.visitor, &envelope, |header, _| {
            (header["seq"], header["prev"]) = (3.into(), envelope.eh().to_string().into());
        }),
    );
}
