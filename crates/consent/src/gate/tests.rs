use std::collections::{BTreeSet, HashSet, VecDeque};

use sigilo_protocol::Bytes;

use super::*;
use crate::{Permit as _, Prompt};

const DAY: u64 = 86_400_000;

/// `chat` and `law` are required, `law` on another basis; `quote` and `ads` are not, and Global
/// Privacy Control speaks against `ads`.
fn core() -> Core {
    let core = include_str!("core.json");
    Core::read(core.as_bytes(), Hash::of(core.as_bytes())).unwrap()
}

const ALL: [&str; 4] = ["chat", "law", "quote", "ads"];

fn premise() -> Premise {
    Premise { substance: Bytes([1; 32]), readers: Bytes([2; 32]), gpc: false }
}

fn shown(prompt: Prompt) -> Shown {
    Shown { prompt, text: Bytes([3; 32]), lang: "es".into() }
}

fn gate() -> Gate {
    Gate::new(&core(), premise())
}

fn on(purposes: &[&str]) -> Vec<String> {
    purposes.iter().map(|purpose| (*purpose).into()).collect()
}

/// A gate whose notice was answered with yes, `purposes` switched on.
fn allowed(purposes: &[&str]) -> Gate {
    let mut gate = gate();
    gate.ask(shown(Prompt::Notice), &ALL);
    gate.allow(Yes { on: &on(purposes), is_of_age: true }, 1000).unwrap();
    gate
}

fn statuses(gate: &Gate) -> Vec<Status> {
    ALL.iter().map(|purpose| gate.status(purpose)).collect()
}

#[test]
fn allow_gives_what_is_required_and_what_was_switched_on_and_nothing_else() {
    use Status::{Given, Refused};
    assert_eq!(statuses(&allowed(&[])), [Given, Given, Refused, Refused]);
    assert_eq!(statuses(&allowed(&["quote"])), [Given, Given, Given, Refused]);
    let gate = allowed(&["ads"]);
    assert!(gate.extra("ads").is_some() && gate.extra("quote").is_none());
    assert!(gate.extra("other").is_none());
}

#[test]
fn what_rests_on_something_else_begins_with_allow_and_has_no_switch() {
    let mut gate = gate();
    gate.ask(shown(Prompt::Notice), &["chat", "law", "fraud"]);
    gate.allow(Yes { on: &[], is_of_age: true }, 1000).unwrap();
    assert_eq!(gate.status("fraud"), Status::Given);
    let objected = gate.withdraw(&["fraud"], 2000).unwrap();
    assert_eq!(objected.purposes, [("fraud".into(), Status::Withdrawn)]);
    assert!(gate.chat().is_some(), "the chat goes on without it");
}

#[test]
fn one_purpose_asked_for_just_in_time_is_one_purpose_given() {
    let mut gate = allowed(&[]);
    gate.ask(shown(Prompt::Form), &["quote"]);
    let decision = gate.allow(Yes { on: &on(&["quote", "ads"]), is_of_age: true }, 2000).unwrap();
    assert_eq!(decision.purposes, [("quote".into(), Status::Given)]);
    assert_eq!(gate.status("ads"), Status::Refused);
}

#[test]
fn refusing_leaves_nothing_given_and_withdrawing_ends_the_grants_that_are_out() {
    let mut refused = gate();
    refused.ask(shown(Prompt::Notice), &ALL);
    assert_eq!(refused.refuse(5).unwrap().purposes.len(), 4);
    assert!(refused.chat().is_none() && refused.record().is_none() && refused.is_refused());

    let mut gate = allowed(&["quote"]);
    let (chat, quote, record) =
        (gate.chat().unwrap(), gate.extra("quote").unwrap(), gate.record().unwrap());
    let copy = quote.clone();
    let decision = gate.withdraw(&["quote"], 2000).unwrap();
    assert_eq!(decision.purposes, [("quote".into(), Status::Withdrawn)]);
    assert!(chat.holds() && !quote.holds() && !copy.holds());
    assert!(gate.withdraw(&["quote"], 2000).is_none(), "once is enough");
    gate.withdraw(&ALL, 3000).unwrap();
    assert!(!chat.holds() && gate.chat().is_none());
    assert!(record.holds() && gate.record().is_some(), "the other side has to be told");
    drop(gate);
    assert!(!record.holds());
}

#[test]
fn who_says_nothing_about_their_age_is_not_let_in() {
    let mut gate = Gate { has_age_gate: true, ..gate() };
    gate.ask(shown(Prompt::Notice), &ALL);
    assert!(gate.allow(Yes::default(), 5).is_none());
    assert_eq!(gate.status("chat"), Status::Requested, "still asked");
    assert!(gate.allow(Yes { is_of_age: true, ..Yes::default() }, 5).is_some());
}

#[test]
fn what_was_given_holds_on_its_own_terms_and_while_it_lasts() {
    let kept = allowed(&["quote"]).standings();
    let restored = |premise: Premise, now_ms| {
        let mut gate = Gate::new(&core(), premise);
        let decision = gate.restore(&kept, now_ms);
        (decision.map(|decision| decision.act), gate.chat().is_some(), gate.status("quote"))
    };
    assert_eq!(restored(premise(), 1000), (None, true, Status::Given));
    assert_eq!(restored(premise(), 999 + 365 * DAY), (None, true, Status::Given));
    let expired = (Some(Act::Expire), false, Status::Expired);
    assert_eq!(restored(premise(), 1000 + 365 * DAY), expired);
    assert_eq!(restored(premise(), 999), expired, "from the future");
    let invalidated = (Some(Act::Invalidate), false, Status::Invalidated);
    let other = Bytes([9; 32]);
    assert_eq!(restored(Premise { substance: other, ..premise() }, 1000), invalidated);
    assert_eq!(restored(Premise { readers: other, ..premise() }, 1000), invalidated);
}

#[test]
fn a_running_chat_ends_when_its_time_is_over() {
    let mut gate = allowed(&[]);
    let grant = gate.chat().unwrap();
    assert!(gate.tick(999 + 365 * DAY).is_none() && grant.holds());
    assert_eq!(gate.tick(1000 + 365 * DAY).unwrap().act, Act::Expire);
    assert!(!grant.holds());
}

#[test]
fn what_ended_by_itself_is_taken_back_while_a_prompt_asks_for_it_again() {
    let kept = allowed(&["quote"]).standings();
    let mut gate = Gate::new(&core(), Premise { substance: Bytes([9; 32]), ..premise() });
    gate.restore(&kept, 2000).unwrap();
    gate.ask(shown(Prompt::Change), &ALL);
    let record = gate.record().unwrap();
    let withdrawn = gate.withdraw(&ALL, 3000).unwrap();
    assert_eq!(withdrawn.act, Act::Withdraw);
    // What was refused then has nothing to take back, and is still asked for.
    let expected = ["chat", "law", "quote"].map(|own| (own.to_owned(), Status::Withdrawn));
    assert_eq!(withdrawn.purposes, expected);
    assert!(gate.is_refused() && gate.chat().is_none() && record.holds());
    assert_eq!(gate.status("ads"), Status::Requested);
    assert!(gate.withdraw(&ALL, 3000).is_none(), "once is enough");
    let answered = gate.allow(Yes { on: &on(&["quote"]), is_of_age: true }, 4000).unwrap();
    assert_eq!(answered.purposes, [("ads".into(), Status::Refused)]);
}

#[test]
fn global_privacy_control_ends_what_it_speaks_against_until_the_visitor_says_otherwise() {
    let with_gpc = Premise { gpc: true, ..premise() };
    let mut gate = Gate::new(&core(), with_gpc);
    let decision = gate.restore(&allowed(&["ads", "quote"]).standings(), 2000).unwrap();
    assert_eq!(decision.purposes, [("ads".into(), Status::Invalidated)]);
    assert!(gate.chat().is_some() && gate.extra("quote").is_some());
    gate.ask(shown(Prompt::Panel), &["ads"]);
    gate.allow(Yes { on: &on(&["ads"]), is_of_age: true }, 3000).unwrap();
    let mut again = Gate::new(&core(), with_gpc);
    assert!(again.restore(&gate.standings(), 4000).is_none());
    assert!(again.extra("ads").is_some());
}

#[test]
fn a_no_is_remembered_and_a_prompt_that_nobody_answered_is_not_a_no() {
    let mut before = allowed(&[]);
    before.withdraw(&ALL, 2000);
    let mut gate = gate();
    assert!(gate.restore(&before.standings(), 3000).is_none());
    assert!(gate.is_refused() && gate.record().is_some());
    let mut asked = allowed(&[]);
    asked.ask(shown(Prompt::Purpose), &["quote"]);
    let mut gate = self::gate();
    gate.restore(&asked.standings(), 3000);
    assert_eq!(gate.status("quote"), Status::Deferred);
}

/// Every event that there is, in every order: a purpose comes to be given only by Allow,
/// on a prompt on screen that asked for it, and if it is optional only when it was switched on; and a
/// grant holds exactly while its purposes are given.
#[test]
fn only_an_explicit_yes_to_a_shown_prompt_gives() {
    const STEPS: usize = 13;
    let mut seen = HashSet::new();
    let mut paths = VecDeque::from([Vec::new()]);
    while let Some(path) = paths.pop_front() {
        let mut model = Model::new();
        path.iter().for_each(|step| model.step(*step));
        // Where the same was reached before, the same follows: every place is gone on from once, with
        // every event, until there is no other.
        if seen.insert(model.place()) {
            paths.extend((0..STEPS).map(|step| [path.as_slice(), &[step]].concat()));
        }
    }
    assert!(seen.len() > 300, "{}", seen.len());
}

/// A gate, and what a reader of the rules expects of it.
struct Model {
    gate: Gate,
    asked: Option<Vec<&'static str>>,
    given: HashSet<&'static str>,
    /// Given once, ended by itself, and not decided about since.
    ended: BTreeSet<&'static str>,
    now_ms: u64,
}

impl Model {
    fn new() -> Self {
        let (given, ended) = (HashSet::new(), BTreeSet::new());
        Self { gate: gate(), asked: None, given, ended, now_ms: 1000 }
    }

    fn step(&mut self, step: usize) {
        let required = |purpose: &&str| ["chat", "law"].contains(purpose);
        match step {
            0 => self.ask(Prompt::Notice, &ALL),
            1 => self.ask(Prompt::Form, &["quote"]),
            2 => self.ask(Prompt::Purpose, &["ads"]),
            3..=5 => {
                let switched: &[&'static str] = [&[][..], &["quote"], &["ads"]][step - 3];
                let yes = on(switched);
                let decision = self.gate.allow(Yes { on: &yes, is_of_age: true }, self.now_ms);
                assert_eq!(decision.is_some(), self.asks());
                for purpose in self.asked.take().into_iter().flatten() {
                    self.ended.remove(purpose);
                    if required(&purpose) || switched.contains(&purpose) {
                        self.given.insert(purpose);
                    }
                }
            }
            6 => {
                let asks = self.asks();
                assert_eq!(self.gate.refuse(self.now_ms).is_some(), asks);
                for purpose in self.asked.take().into_iter().flatten() {
                    self.ended.remove(purpose);
                }
            }
            7 => {
                self.gate.defer();
                self.asked = None;
            }
            8 => self.withdraw(&["quote"]),
            9 => self.withdraw(&["chat"]),
            10 => self.withdraw(&["ads"]),
            11 => self.reload(premise()),
            _ => {
                self.reload(Premise { substance: Bytes([9; 32]), ..premise() });
                self.ended.extend(self.given.drain());
                self.reload(premise());
            }
        }
        self.check();
    }

    fn ask(&mut self, prompt: Prompt, purposes: &[&'static str]) {
        self.gate.ask(shown(prompt), purposes);
        let open = purposes.iter().copied().filter(|purpose| !self.given.contains(purpose));
        self.asked = Some(open.collect());
    }

    fn asks(&self) -> bool {
        self.asked.as_ref().is_some_and(|asked| !asked.is_empty())
    }

    fn withdraw(&mut self, purposes: &[&str]) {
        let is_theirs = |own: &&str| self.given.contains(*own) || self.ended.contains(*own);
        let wanted = purposes.iter().any(is_theirs);
        assert_eq!(self.gate.withdraw(purposes, self.now_ms).is_some(), wanted);
        // What is taken back while it is asked for is asked for no more.
        if let Some(asked) = &mut self.asked {
            asked.retain(|own| !(purposes.contains(own) && self.ended.contains(own)));
        }
        self.given.retain(|purpose| !purposes.contains(purpose));
        self.ended.retain(|purpose| !purposes.contains(purpose));
    }

    fn reload(&mut self, premise: Premise) {
        let kept = self.gate.standings();
        self.ended.retain(|purpose| self.gate.status(purpose) == Status::Invalidated);
        self.gate = Gate::new(&core(), premise);
        self.gate.restore(&kept, self.now_ms);
        self.asked = None;
    }

    fn check(&self) {
        for purpose in ALL {
            let is_given = self.given.contains(purpose);
            assert_eq!(self.gate.status(purpose) == Status::Given, is_given, "{purpose}");
            assert_eq!(self.gate.extra(purpose).is_some_and(|grant| grant.holds()), is_given);
        }
        let is_open = ["chat", "law"].iter().all(|purpose| self.given.contains(purpose));
        assert_eq!(self.gate.chat().is_some_and(|grant| grant.holds()), is_open);
    }

    fn place(&self) -> (Vec<Status>, Option<Vec<&'static str>>, BTreeSet<&'static str>) {
        (statuses(&self.gate), self.asked.clone(), self.ended.clone())
    }
}
