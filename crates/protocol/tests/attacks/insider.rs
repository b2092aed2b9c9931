//! A sender who has its own keys and breaks the rules of sealing: everything else in the envelope fits.

use serde_json::{Value, json};
use sigilo_protocol::*;

use crate::{
    forge::{
        CK, Draft, Forge, RIVAL, Reader, commitment, content, copy_wrap, envelope, ratchet_wrap,
    },
    live::{Secrets, World, desk_refuses, kept, load_refuses, resigned, text, world},
    world::Counter,
};

/// A visitor, or a widget that was changed, lets somebody else read, or not the archive.
#[test]
fn ghost_recipient() {
    let forge = Forge::new();
    let ghost = Secrets::generate(&mut world().rng).public(false).kem;
    let with = |change: &dyn Fn(&mut Vec<Reader>)| {
        let mut draft = forge.draft();
        change(&mut draft.readers);
        Envelope::parse(forge.seal(draft).as_bytes()).unwrap()
    };
    for i in 0..2 {
        let desk = forge.world.desk(i, &mut Counter::new("desk"));
        let (mut conversation, _) = Conversation::begin(&desk, &forge.hello).unwrap();
        let mut refuses = |change: &dyn Fn(&mut Vec<Reader>)| {
            desk_refuses(&mut conversation, &desk, &with(change));
        };
        refuses(&|readers| readers.push(Reader::Copy("ghost", "k1", ghost)));
        refuses(&|readers| readers.insert(0, Reader::Copy("ghost", "k1", ghost)));
        refuses(&|readers| readers[2] = Reader::Copy("ghost", "k1", ghost));
        refuses(&|readers| readers.truncate(2));
        conversation.receive(&desk, &with(&|_| ())).unwrap();
    }
}

/// Whom the bot's next envelope is wrapped for.
pub(crate) enum For<'a> {
    Load(&'a str),
    Copy(&'a str, Bytes<65>),
}

/// What the bot would say next, for these readers and after a change of its header, by the insides of its
/// session.
pub(crate) fn by_hand(
    world: &World,
    bot: &Conversation,
    next: &Envelope,
    readers: &[For<'_>],
    change: impl FnOnce(&mut Value),
) -> Envelope {
    let line: Value = serde_json::from_str(&next.to_json()).unwrap();
    let header = unb64u(line["p"].as_str().unwrap()).unwrap();
    let mut header: Value = serde_json::from_slice(&header).unwrap();
    let ids = readers.iter().map(|reader| match reader {
        For::Load(id) | For::Copy(id, _) => *id,
    });
    header["rcpt"] = ids.collect();
    header["kc"] = commitment(&CK).into();
    change(&mut header);
    let p = b64u(header.to_string().as_bytes());
    let body = json!({ "v": 1, "id": "h", "type": "text", "text": "by hand" });
    let c = content(&p, &CK, &body);
    let digest = Hash::of(format!("{p}.{c}").as_bytes());
    let state: Value = serde_json::from_str(&kept(bot)).unwrap();
    let pair = &state["loads"][0]["pair"];
    let n = pair["ratchet"]["sending"]["n"].as_u64().unwrap() as u32;
    let wrap = |reader: &For<'_>| match reader {
        For::Load(id) => format!("{id}~{}", b64u(&ratchet_wrap(pair, n, &CK, digest))),
        For::Copy(id, kem) => copy_wrap(next.header(), id, "k1", kem, &CK, digest),
    };
    let w: Vec<_> = readers.iter().map(wrap).collect();
    Envelope::parse(envelope(&world.keys[0], &p, &w, &c).as_bytes()).unwrap()
}

/// A bot that lets somebody else read, or leaves a recipient out. Which of the visitor's loads live is for
/// it to say.
#[test]
fn ghost_recipient_of_a_desk() {
    let mut world = world();
    let (mut session, [mut bot, mut agent]) = world.begin();
    let before = bot.clone();
    let next = world.answer(&mut bot, "by the rules");
    let [agent_kem, archive_kem] = [1, 2].map(|i| world.manifest.recipients[i].pre[0].kem);
    let ghost = Secrets::generate(&mut world.rng).public(false).kem;
    let (load, other) = (session.from().clone(), Sender::new("stranger", [1; 8]));
    let own = || For::Load(load.as_str());
    let (to_agent, to_archive) =
        (|| For::Copy("agent", agent_kem), || For::Copy("archive", archive_kem));
    for readers in [
        vec![own(), to_agent(), to_archive(), For::Copy("ghost", ghost)],
        vec![own(), For::Copy("ghost", ghost), to_agent(), to_archive()],
        vec![own(), For::Copy(other.as_str(), ghost), to_agent(), to_archive()],
        vec![own(), to_agent(), For::Copy("ghost", ghost)],
        vec![own(), to_agent()],
        vec![own(), to_archive(), to_agent()],
    ] {
        let bad = by_hand(&world, &before, &next, &readers, |_| ());
        load_refuses(&mut session, &bad);
        desk_refuses(&mut agent, &world.desks[1], &bad);
    }
    let good = by_hand(&world, &before, &next, &[own(), to_agent(), to_archive()], |_| ());
    assert_eq!(text(session.receive(&good).unwrap().body), "by hand");
    agent.receive(&world.desks[1], &good).unwrap();
}

/// An insider of the sender's gives two readers two keys: `kc` names one of them.
#[test]
fn two_texts_in_one_envelope() {
    let forge = Forge::new();
    let begin = |i: usize| {
        let desk = forge.world.desk(i, &mut Counter::new("desk"));
        let (conversation, _) = Conversation::begin(&desk, &forge.hello).unwrap();
        (desk, conversation)
    };
    let [(bot_desk, bot), (agent_desk, agent)] = [begin(0), begin(1)];
    let reads = |desk: &Desk, conversation: &Conversation, draft: Draft| {
        let envelope = Envelope::parse(forge.seal(draft).as_bytes()).unwrap();
        conversation.clone().receive(desk, &envelope).is_ok()
    };
    let two = || Draft { rival: true, ..forge.draft() };
    assert!(!reads(&bot_desk, &bot, two()) && reads(&agent_desk, &agent, two()));
    // With the commitment to the other key the other one reads nothing, and so does the first, whose
    // key is not that of the content.
    let turned = || {
        let mut draft = two();
        draft.header["kc"] = commitment(&RIVAL).into();
        draft
    };
    assert!(!reads(&bot_desk, &bot, turned()) && !reads(&agent_desk, &agent, turned()));
    // Nor is a commitment passed over that is to nobody's key.
    let mut neither = forge.draft();
    neither.header["kc"] = commitment(&RIVAL).into();
    assert!(!reads(&bot_desk, &bot, neither.clone()) && !reads(&agent_desk, &agent, neither));
    let one = || forge.draft();
    assert!(reads(&bot_desk, &bot, one()) && reads(&agent_desk, &agent, one()));
}

/// Who reads can't tell whether the archive can; the archive can, and by whom it was passed by.
#[test]
fn junk_wrap_to_evade_the_archive() {
    let mut world = world();
    let (mut session, [mut bot, mut agent]) = world.begin();
    let prekey = PrekeySecret { dh: None, ..world.prekeys[2].prekey() };
    let archive = Desk::new("archive", vec![prekey], vec![world.manifest.clone()], &mut world.rng);
    let mut record = agent.clone();
    let answer = world.answer(&mut bot, "off the record");
    let junk = resigned(&world.keys[0], &answer, |_, w| {
        let (sealed, at) = (w[2].rsplit_once('~').unwrap().1, w.len() - 1);
        let junk = vec![7; unb64u(sealed).unwrap().len()];
        w[at] = format!("archive~k1~{}", b64u(&junk));
    });
    desk_refuses(&mut record, &archive, &junk);
    assert!(junk.verify(&world.keys[0].public()), "and the bot can't say it was not");
    session.receive(&junk).unwrap();
    agent.receive(&world.desks[1], &junk).unwrap();
    let kept = record.receive(&archive, &answer).unwrap();
    assert_eq!(text(kept.body), "off the record");
    // No wrap at all is seen by everybody.
    let forge = Forge::new();
    let mut draft = forge.draft();
    draft.readers.retain(|reader| !matches!(reader, Reader::Copy("archive", ..)));
    let left_out = Envelope::parse(forge.seal(draft).as_bytes()).unwrap();
    let desk = forge.world.desk(0, &mut Counter::new("desk"));
    let (mut bot, _) = Conversation::begin(&desk, &forge.hello).unwrap();
    desk_refuses(&mut bot, &desk, &left_out);
}
