//! What somebody could do to a log who can write its database or its export, one by one.

use sigilo_protocol::{Bytes, commitment};

use super::{
    super::{ExportError, Fault, Record, verify_export},
    world::{World, event},
};

/// Puts a well-made entry in another's place, its commitment too: what is left is the tree.
fn replaced(world: &World, at: u64) {
    let (salt, entry) = (Bytes([9; 16]), serde_json::to_string(&event(99)).unwrap());
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let (own, salt) = (hex(commitment(&salt, &entry).as_bytes()), hex(salt.as_bytes()));
    world.tamper(&format!(
        "UPDATE audit SET entry = '{entry}', salt = x'{salt}', commitment = x'{own}' WHERE idx = {at}"
    ));
}

#[test]
fn a_changed_entry_is_named() {
    let world = World::of(20, &[10, 20]);
    world.tamper("UPDATE audit SET entry = replace(entry, 'ana', 'eva') WHERE idx = 17");
    assert_eq!(world.verify(), Err(Fault::Changed(17)));
    assert_eq!(Fault::Changed(17).to_string(), "entry 17: changed");
    let world = World::of(20, &[10, 20]);
    world.tamper("UPDATE audit SET salt = zeroblob(16) WHERE idx = 4");
    assert_eq!(world.verify(), Err(Fault::Changed(4)));
}

#[test]
fn an_entry_that_was_changed_with_its_commitment_is_found_between_two_checkpoints() {
    let world = World::of(20, &[10, 16, 20]);
    replaced(&world, 12);
    assert_eq!(world.verify(), Err(Fault::Unsigned(10, 15)));
    let world = World::of(20, &[11, 12, 13]);
    replaced(&world, 12);
    assert_eq!(world.verify(), Err(Fault::Unsigned(12, 12)));
    assert_eq!(Fault::Unsigned(12, 12).to_string(), "entry 12: not what was signed");
}

#[test]
fn a_removed_entry_is_named() {
    let world = World::of(20, &[10, 20]);
    world.tamper("DELETE FROM audit WHERE idx = 13");
    assert_eq!(world.verify(), Err(Fault::Missing(13)));
    // The rest moved up, to close the gap.
    world.tamper(
        "UPDATE audit SET idx = idx + 1000 WHERE idx > 13; \
         UPDATE audit SET idx = idx - 1001 WHERE idx > 1000",
    );
    assert_eq!(world.verify(), Err(Fault::Truncated { has: 19, signed: 20 }));
    let world = World::of(21, &[10, 20]);
    world.tamper(
        "DELETE FROM audit WHERE idx = 13; UPDATE audit SET idx = idx + 1000 WHERE idx > 13; \
         UPDATE audit SET idx = idx - 1001 WHERE idx > 1000",
    );
    assert_eq!(world.verify(), Err(Fault::Unsigned(10, 19)));
}

#[test]
fn entries_in_another_order_are_found() {
    let world = World::of(20, &[10, 20]);
    world.tamper(
        "UPDATE audit SET idx = 1000 WHERE idx = 12; UPDATE audit SET idx = 12 WHERE idx = 13; \
         UPDATE audit SET idx = 13 WHERE idx = 1000",
    );
    assert_eq!(world.verify(), Err(Fault::Unsigned(10, 19)));
    // In a file the lines can change places, too.
    let world = World::of(20, &[20]);
    let mut lines: Vec<_> = world.export().lines().map(str::to_owned).collect();
    lines.swap(5, 6);
    assert!(matches!(offline(&lines, &[]), Err(ExportError::Fault(Fault::Missing(3)))));
    lines.swap(5, 6);
    lines[6] = lines[5].clone();
    assert!(matches!(offline(&lines, &[]), Err(ExportError::Fault(Fault::OutOfOrder(4)))));
}

#[test]
fn a_log_that_ends_before_what_was_signed_is_truncated() {
    let world = World::of(20, &[10, 20]);
    world.tamper("DELETE FROM audit WHERE idx >= 15");
    assert_eq!(world.verify(), Err(Fault::Truncated { has: 15, signed: 20 }));
    assert_eq!(
        Fault::Truncated { has: 15, signed: 20 }.to_string(),
        "entry 15: missing, and all up to entry 19"
    );
}

#[test]
fn a_log_that_was_cut_with_its_checkpoints_is_found_with_one_that_was_kept() {
    let world = World::of(20, &[10]);
    let kept = world.log.checkpoint().unwrap().unwrap();
    world
        .tamper("DELETE FROM audit WHERE idx >= 10; DELETE FROM audit_checkpoints WHERE size > 10");
    assert_eq!(world.verify().map(|report| report.entries), Ok(10), "by itself it looks whole");
    let lines: Vec<_> = world.export().lines().map(str::to_owned).collect();
    let found = offline(&lines, &[kept]);
    assert!(matches!(found, Err(ExportError::Fault(Fault::Truncated { has: 10, signed: 20 }))));
}

#[test]
fn a_forked_log_is_found_with_a_checkpoint_that_was_kept() {
    let mut world = World::of(20, &[10]);
    let kept = world.log.checkpoint().unwrap().unwrap();
    // The same key goes on from an earlier state, and tells another story.
    world
        .tamper("DELETE FROM audit WHERE idx >= 10; DELETE FROM audit_checkpoints WHERE size > 10");
    world.reopen();
    (30..40).for_each(|at| world.log.append(&event(at)).unwrap());
    world.log.checkpoint().unwrap().unwrap();
    assert_eq!(world.verify().map(|report| report.entries), Ok(20), "by itself it looks whole");
    let lines: Vec<_> = world.export().lines().map(str::to_owned).collect();
    let found = offline(&lines, &[kept]);
    assert!(matches!(found, Err(ExportError::Fault(Fault::Forked(20)))), "{found:?}");
    // One of another size does not fit what the entries are.
    let mut world = World::of(20, &[10]);
    let kept = world.log.checkpoint().unwrap().unwrap();
    world
        .tamper("DELETE FROM audit WHERE idx >= 10; DELETE FROM audit_checkpoints WHERE size > 10");
    world.reopen();
    (30..45).for_each(|at| world.log.append(&event(at)).unwrap());
    world.log.checkpoint().unwrap().unwrap();
    let lines: Vec<_> = world.export().lines().map(str::to_owned).collect();
    let found = offline(&lines, &[kept]);
    assert!(matches!(found, Err(ExportError::Fault(Fault::Unsigned(10, 19)))), "{found:?}");
}

#[test]
fn a_checkpoint_that_was_changed_or_is_another_log_s_is_named() {
    let world = World::of(20, &[10, 20]);
    world.tamper("UPDATE audit_checkpoints SET note = replace(note, '/audit' || char(10) || '20', '/audit' || char(10) || '19') WHERE size = 20");
    assert_eq!(world.verify(), Err(Fault::Checkpoint(2)));
    let (world, other) = (World::of(20, &[20]), World::of(20, &[]));
    let foreign = other.log.checkpoint().unwrap().unwrap();
    let lines: Vec<_> = world.export().lines().map(str::to_owned).collect();
    let found = offline(&lines, &[foreign]);
    assert!(matches!(found, Err(ExportError::Fault(Fault::Checkpoint(2)))));
}

#[test]
fn an_export_that_names_another_key_is_refused() {
    let (world, other) = (World::of(3, &[3]), World::of(3, &[3]));
    let export = world.export();
    let with = |key| verify_export(&mut export.as_bytes(), key, &[]);
    assert!(with(Some(world.log.public())).is_ok());
    assert_eq!(with(None).unwrap().0, world.log.public());
    assert!(matches!(with(Some(other.log.public())), Err(ExportError::Key)));
}

#[test]
fn a_file_that_is_no_export_is_refused_at_its_line() {
    let lines: Vec<_> = World::of(3, &[3]).export().lines().map(str::to_owned).collect();
    let line = |lines: &[String]| match offline(lines, &[]) {
        Err(ExportError::Line(line)) => Some(line),
        _ => None,
    };
    assert_eq!(line(&[]), Some(1));
    assert_eq!(line(&lines[1..]), Some(1));
    assert_eq!(line(&[lines[0].clone(), lines[2].clone(), lines[1].clone()]), Some(3));
    assert_eq!(line(&[lines[0].clone(), lines[0].clone()]), Some(2));
    assert_eq!(line(&[lines[0].clone(), "{}".into()]), Some(2));
    let added = lines[2].replace("\"index\"", "\"more\":1,\"index\"");
    assert_eq!(line(&[lines[0].clone(), lines[1].clone(), added]), Some(3));
}

#[test]
fn every_third_character_of_an_export_was_changed_and_found() {
    let export = World::of(3, &[2, 3]).export();
    let (key, _) = verify_export(&mut export.as_bytes(), None, &[]).unwrap();
    for at in (0..export.len()).step_by(3) {
        let mut bytes = export.clone().into_bytes();
        bytes[at] = match bytes[at] {
            b'A' => b'B',
            b'\n' => continue,
            _ => b'A',
        };
        assert!(verify_export(&mut bytes.as_slice(), Some(key), &[]).is_err(), "{at}");
    }
}

fn offline(lines: &[String], kept: &[String]) -> Result<u64, ExportError> {
    let text = lines.join("\n");
    verify_export(&mut text.as_bytes(), None, kept).map(|(_, report)| report.entries)
}

#[test]
fn a_record_is_whole_or_erased_and_nothing_between() {
    let whole = {
        let world = World::of(1, &[]);
        super::super::rows(&world.path(), 0, 1).unwrap().remove(0).record
    };
    assert!(whole.event().is_some());
    let without = |change: fn(&mut Record)| {
        let mut record = whole.clone();
        change(&mut record);
        record.event()
    };
    assert_eq!(without(|record| record.salt = None), None);
    assert_eq!(without(|record| record.entry = None), None);
    assert_eq!(without(|record| record.erased = Some(1)), None);
    assert_eq!(without(|record| record.under = Some("x".into())), None);
}
