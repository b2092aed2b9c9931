//! What the detector finds and what it finds too much, as tables: `cargo xtask detect`.
//!
//! `--cases FILE` measures a file like pii_cases.jsonl instead of ours; `--beside FILE` sets somebody
//! else's findings next to ours, a line for each line of the cases and then of the corpus; `--wrong`
//! tells what went wrong in the cases and in the half that may be looked at.
#![allow(clippy::unwrap_used, clippy::panic, reason = "it measures, or fails")]

#[path = "../tests/rows/mod.rs"]
mod rows;

use std::collections::BTreeSet;
use std::path::PathBuf;

use rows::{
    Case, Halves, Message, Seen, Tally, cases, file, is_asked_for, messages, of_cases, of_messages,
};

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let told = |name: &str| {
        let at = args.iter().position(|own| own == name)?;
        args.get(at + 1).map(PathBuf::from)
    };
    let cases = cases(&told("--cases").unwrap_or(file("pii_cases.jsonl")));
    let messages = messages();
    let beside: Option<Vec<Vec<Seen>>> = told("--beside")
        .map(|file| rows::lines(&file).iter().map(|own| rows::seen(&own["findings"])).collect());
    let (of_cases, of_messages) = match &beside {
        Some(all) => {
            assert_eq!(all.len(), cases.len() + messages.len(), "a line for each line");
            let (first, last) = all.split_at(cases.len());
            (Some(first), Some(last))
        }
        None => (None, None),
    };
    let is_wrong_told = args.iter().any(|own| own == "--wrong");
    tell_cases(&cases, of_cases, is_wrong_told);
    tell_corpus(&messages, of_messages, is_wrong_told);
}

fn tell_cases(cases: &[Case], theirs: Option<&[Vec<Seen>]>, is_wrong_told: bool) {
    let ours: Vec<Vec<Seen>> = cases.iter().map(Case::scan).collect();
    let (mine, wrong) = of_cases(cases.iter().zip(ours.iter().map(Vec::as_slice)));
    let others = theirs.map(|own| of_cases(cases.iter().zip(own.iter().map(Vec::as_slice))).0);
    println!(
        "| entity | found | exact | false alarms |{}",
        more(theirs, " found | false alarms |")
    );
    println!("|---|---|---|---|{}", more(theirs, "---|---|"));
    let line = |name: &str, own: Tally, other: Option<Tally>| {
        let (met, exact, alarms) = (of(own.met, own.wanted), own.exact, of(own.alarms, own.clean));
        let other = other
            .map(|own| format!(" {} | {} |", of(own.met, own.wanted), of(own.alarms, own.clean)));
        println!("| {name} | {met} | {exact} | {alarms} |{}", other.unwrap_or_default());
    };
    let sum = |all: &std::collections::BTreeMap<&str, Tally>, is_asked: bool| {
        let own = all.iter().filter(|(name, _)| !is_asked || is_asked_for(name));
        own.fold(Tally::default(), |sum, (_, own)| sum.and(*own))
    };
    for (name, own) in &mine {
        line(name, *own, others.as_ref().map(|all| all.get(name).copied().unwrap_or_default()));
    }
    for (name, is_asked) in [("**those asked for**", true), ("**all**", false)] {
        line(name, sum(&mine, is_asked), others.as_ref().map(|all| sum(all, is_asked)));
    }
    println!();
    if is_wrong_told {
        wrong.iter().for_each(|own| eprintln!("{own}"));
    }
}

fn tell_corpus(messages: &[Message], theirs: Option<&[Vec<Seen>]>, is_wrong_told: bool) {
    let ours: Vec<Vec<Seen>> = messages.iter().map(Message::scan).collect();
    let half = |found: &[Vec<Seen>], is_held: bool| {
        let rows = messages.iter().zip(found.iter().map(Vec::as_slice));
        let rows: Vec<(&Message, &[Seen])> =
            rows.filter(|(own, _)| own.is_held == is_held).collect();
        of_messages(rows.into_iter())
    };
    let mine = [half(&ours, false), half(&ours, true)];
    let others = theirs.map(|own| [half(own, false), half(own, true)]);
    let columns = " train | held | alarms in clean messages |";
    println!("| kind |{columns}{}", more(theirs, columns));
    println!("|---|---|---|---|{}", more(theirs, "---|---|---|"));
    let kinds: BTreeSet<_> = mine.iter().flat_map(|own| own.kinds.keys()).collect();
    for kind in kinds {
        let of_kind = |own: &[Halves; 2]| {
            let of = |half: &Halves| half.kinds.get(kind).copied().unwrap_or_default();
            own.each_ref().map(of)
        };
        let other = others.as_ref().map(|own| told(of_kind(own)));
        println!("| {} |{}{}", kind.name(), told(of_kind(&mine)), other.unwrap_or_default());
    }
    let all = |own: &[Halves; 2]| {
        let [train, held] = own.each_ref().map(|half| half.all);
        let (recall, alarm) = ([train, held].map(|own| share(own.recall())), [train, held]);
        let alarm = alarm.map(|own| of(own.alarms, own.clean));
        format!(" {} | {} | {}, {} |", recall[0], recall[1], alarm[0], alarm[1])
    };
    println!("| **all** |{}{}", all(&mine), others.as_ref().map(all).unwrap_or_default());
    let beside = |own: &[Halves; 2]| format!(" | | {}, {} |", own[0].beside, own[1].beside);
    let line = "alarms beside what is to be found";
    println!("| {line} |{}{}", beside(&mine), others.as_ref().map(beside).unwrap_or_default());
    let exact = |own: &[Halves; 2]| {
        let [train, held] = own.each_ref().map(|half| of(half.all.exact, half.all.wanted));
        format!(" {train} | {held} | |")
    };
    println!(
        "| with the very signs |{}{}",
        exact(&mine),
        others.as_ref().map(exact).unwrap_or_default()
    );
    if is_wrong_told {
        mine[0].missed.iter().for_each(|own| eprintln!("missed {own}"));
        mine[0].alarmed.iter().for_each(|own| eprintln!("alarm {own}"));
    }
}

fn told([train, held]: [Tally; 2]) -> String {
    let alarms = train.alarms + held.alarms;
    format!(" {} | {} | {alarms} |", of(train.met, train.wanted), of(held.met, held.wanted))
}

fn of(some: usize, all: usize) -> String {
    if all == 0 { "–".into() } else { format!("{some}/{all}") }
}

fn share(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}

fn more<'a>(theirs: Option<&[Vec<Seen>]>, columns: &'a str) -> &'a str {
    if theirs.is_some() { columns } else { "" }
}
