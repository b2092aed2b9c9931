//! What was said before, as the vendor may see it: in memory alone, and not for long.

use std::{
    collections::{HashMap, VecDeque},
    time::{Duration, Instant},
};

use sigilo_protocol::ConvId;

use super::{SlowSettings, Turn};

/// How long a conversation's turns are kept after the last one. Longer holds text that nobody needs,
/// shorter makes a bot forget what the visitor still sees.
const KEPT: Duration = Duration::from_secs(30 * 60);

/// Most conversations whose turns are kept: with the settings' own bytes, 32 MiB. Of more, the one that
/// was quiet for longest is forgotten.
const MOST: usize = 4_096;

/// The turns of the conversations that go on.
#[derive(Debug, Default)]
pub(super) struct History(HashMap<ConvId, Turns>);

#[derive(Debug)]
struct Turns {
    said: VecDeque<Turn>,
    last: Instant,
}

impl History {
    /// What was said in a conversation, oldest first.
    pub(super) fn of(&self, conv: ConvId) -> Vec<Turn> {
        let turns = self.0.get(&conv).filter(|turns| turns.last.elapsed() < KEPT);
        turns.map(|turns| turns.said.iter().cloned().collect()).unwrap_or_default()
    }

    /// A question and its answer.
    pub(super) fn add(
        &mut self,
        conv: ConvId,
        question: String,
        answer: String,
        by: &SlowSettings,
    ) {
        if by.history_turns == 0 {
            return;
        }
        self.0.retain(|_, turns| turns.last.elapsed() < KEPT);
        if self.0.len() >= MOST && !self.0.contains_key(&conv) {
            let quiet = self.0.iter().min_by_key(|(_, turns)| turns.last).map(|(conv, _)| *conv);
            quiet.map(|quiet| self.0.remove(&quiet));
        }
        let empty = || Turns { said: VecDeque::new(), last: Instant::now() };
        let turns = self.0.entry(conv).or_insert_with(empty);
        turns.last = Instant::now();
        turns.said.push_back(Turn { is_visitor: true, text: question });
        turns.said.push_back(Turn { is_visitor: false, text: answer });
        let bytes = |said: &VecDeque<Turn>| said.iter().map(|turn| turn.text.len()).sum::<usize>();
        while turns.said.len() > by.history_turns || bytes(&turns.said) > by.history_bytes {
            turns.said.pop_front();
        }
    }

    /// Forgets a conversation.
    pub(super) fn forget(&mut self, conv: ConvId) {
        self.0.remove(&conv);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(history: &History, conv: ConvId) -> Vec<String> {
        history.of(conv).into_iter().map(|turn| turn.text).collect()
    }

    #[test]
    fn the_oldest_turns_go_first_by_number_and_by_bytes() {
        let (conv, mut history) = (sigilo_protocol::Bytes([1; 16]), History::default());
        let by = SlowSettings { history_turns: 3, history_bytes: 8, ..SlowSettings::default() };
        history.add(conv, "one".into(), "two".into(), &by);
        history.add(conv, "3".into(), "4".into(), &by);
        assert_eq!(texts(&history, conv), ["two", "3", "4"]);
        history.add(conv, "5".into(), "sixsix".into(), &by);
        assert_eq!(texts(&history, conv), ["4", "5", "sixsix"]);
        history.add(conv, "6".into(), "sevens".into(), &by);
        assert_eq!(texts(&history, conv), ["6", "sevens"]);
        history.add(conv, "7".into(), "longer than all of it".into(), &by);
        assert_eq!(texts(&history, conv), [""; 0]);
        history.forget(conv);
        assert!(history.0.is_empty());
    }

    #[test]
    fn no_turns_are_kept_where_none_are_wanted() {
        let (conv, mut history) = (sigilo_protocol::Bytes([1; 16]), History::default());
        let by = SlowSettings { history_turns: 0, ..SlowSettings::default() };
        history.add(conv, "one".into(), "two".into(), &by);
        assert!(history.0.is_empty());
    }
}
