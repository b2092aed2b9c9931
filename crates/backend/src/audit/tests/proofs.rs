//! What a visitor is shown, checked as a visitor's browser does: by the protocol's own functions.

use std::collections::BTreeSet;

use sigilo_protocol::{Checkpoint, Hash, Note, commitment};

use super::{
    super::log::origin,
    world::{NOW, SITE, World, event},
};
use crate::events::Event;

fn about(conversation: &str, eh: Hash) -> Event {
    let mut event = Event::new(NOW, SITE, "envelope.taken", "visitor").with("eh", eh);
    event.conversation = Some(conversation.into());
    event
}

fn read(world: &World, note: &str) -> Checkpoint {
    Note::parse(note, &origin(SITE), &world.log.public()).unwrap().checkpoint().clone()
}

#[test]
fn every_entry_of_every_tree_is_proven_and_every_older_tree_too() {
    let world = World::new();
    let mut heads: Vec<Checkpoint> = Vec::new();
    for at in 0..33_u64 {
        let eh = Hash::of(&at.to_be_bytes());
        world.log.append(&about("one", eh)).unwrap();
        let subjects: BTreeSet<Hash> = (0..=at).map(|at| Hash::of(&at.to_be_bytes())).collect();
        for older in 0..=at {
            let proofs =
                world.log.prove("one", &subjects, &BTreeSet::new(), older).unwrap().unwrap();
            let head = read(&world, &proofs.checkpoint);
            assert_eq!(head.size, at + 1);
            assert_eq!(proofs.entries.len() as u64, at + 1);
            for (record, path) in &proofs.entries {
                let leaf = commitment(&record.salt.unwrap(), record.entry.as_ref().unwrap());
                assert!(head.includes(&leaf, record.index, path), "{} of {at}", record.index);
                assert!(!head.includes(&leaf, record.index + 1, path));
            }
            if older > 0 {
                let older = &heads[usize::try_from(older).unwrap() - 1];
                assert!(head.extends(older, &proofs.consistency));
                let forked = Checkpoint { root: Hash::of(b"fork"), ..older.clone() };
                assert!(!head.extends(&forked, &proofs.consistency));
            }
        }
        let proofs = world.log.prove("one", &subjects, &BTreeSet::new(), at + 1).unwrap().unwrap();
        heads.push(read(&world, &proofs.checkpoint));
        assert!(heads[heads.len() - 1].extends(&heads[heads.len() - 1], &proofs.consistency));
    }
}

#[test]
fn nobody_is_shown_what_is_not_theirs_or_is_erased() {
    let world = World::new();
    assert!(
        world.log.prove("one", &BTreeSet::new(), &BTreeSet::new(), 0).unwrap().is_none(),
        "nothing to be in"
    );
    let (own, other) = (Hash::of(b"own"), Hash::of(b"other"));
    world.log.append(&about("one", own)).unwrap();
    world.log.append(&about("two", other)).unwrap();
    world.log.append(&event(1)).unwrap();
    let both = BTreeSet::from([own, other]);
    let shown = |of: &BTreeSet<Hash>, anywhere: &BTreeSet<Hash>| {
        world.log.prove("one", of, anywhere, 0).unwrap().unwrap().entries
    };
    assert_eq!(shown(&both, &BTreeSet::new()).len(), 1);
    assert!(shown(&both, &BTreeSet::new())[0].0.entry.as_ref().unwrap().contains(&own.to_string()));
    assert!(shown(&BTreeSet::from([other]), &BTreeSet::new()).is_empty());
    assert_eq!(shown(&both, &BTreeSet::from([other])).len(), 2, "a receipt that it rests on");
    let by = Event::new(NOW, SITE, "deletion.conversation", "visitor");
    let goes = super::super::Goes::Envelopes;
    world
        .log
        .database()
        .transact_blocking(|t| super::super::erase(t, "one", goes, &by, "x"))
        .unwrap();
    assert!(shown(&both, &BTreeSet::new()).is_empty());
}

#[test]
fn a_size_that_the_log_never_had_gets_no_proof() {
    let world = World::of(5, &[]);
    let proofs = world.log.prove("one", &BTreeSet::new(), &BTreeSet::new(), 9).unwrap().unwrap();
    assert!(proofs.consistency.is_empty());
}
