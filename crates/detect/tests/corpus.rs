//! The corpus is what its README says.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

mod rows;

use std::collections::{HashMap, HashSet};

use rows::{Message, messages};
use sigilo_detect::Kind;

/// The kinds that chats are full of.
const COMMON: &[Kind] = &[
    Kind::CreditCard,
    Kind::IbanCode,
    Kind::PhoneNumber,
    Kind::EmailAddress,
    Kind::EsNif,
    Kind::PostalAddress,
    Kind::DateOfBirth,
    Kind::Health,
];

#[test]
fn spans_are_words_of_their_text_in_order() {
    for own in messages() {
        let signs: Vec<char> = own.text.chars().collect();
        let mut from = 0;
        for wanted in &own.wanted {
            assert!(from <= wanted.start && wanted.start < wanted.end, "{own:?}");
            let piece = &signs[wanted.start..wanted.end];
            let ends = [piece.first(), piece.last()];
            assert!(ends.iter().all(|sign| !sign.unwrap().is_whitespace()), "{own:?}");
            from = wanted.end;
        }
    }
}

#[test]
fn each_half_has_every_kind_six_times_and_the_common_ones_25_times() {
    let all = messages();
    for half in [false, true] {
        for kind in Kind::ALL {
            let wanted = all.iter().filter(|own| own.is_held == half).flat_map(|own| &own.wanted);
            let count = wanted.filter(|own| own.kind == *kind).count();
            let least = if COMMON.contains(kind) { 25 } else { 6 };
            assert!(count >= least, "{} {count} times", kind.name());
        }
    }
}

#[test]
fn six_hundred_messages_have_something_and_six_hundred_have_nothing() {
    let (clean, full): (Vec<Message>, Vec<Message>) =
        messages().into_iter().partition(|own| own.wanted.is_empty());
    assert!(clean.len() >= 600 && full.len() >= 600);
}

#[test]
fn no_message_is_there_twice_and_no_frame_more_than_three_times() {
    let (mut ids, mut texts, mut frames) = (HashSet::new(), HashSet::new(), HashMap::new());
    for own in messages() {
        assert!(ids.insert(own.id.clone()), "{}", own.id);
        assert!(texts.insert(own.text.clone()), "{}", own.text);
        let frame = frame(&own);
        // Nothing but what is found is no sentence.
        if frame.chars().any(char::is_alphabetic) {
            let times = frames.entry(frame.clone()).or_insert(0);
            *times += 1;
            assert!(*times <= 3, "{frame}");
        }
    }
}

/// The message without what is to be found in it.
fn frame(own: &Message) -> String {
    let is_found = |at| own.wanted.iter().any(|wanted| (wanted.start..wanted.end).contains(&at));
    let kept = own.text.chars().enumerate().filter(|(at, _)| !is_found(*at)).map(|(_, sign)| sign);
    kept.collect::<String>().trim().to_lowercase()
}
