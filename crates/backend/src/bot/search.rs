//! From a question to the topic that its words speak for.

use super::knowledge::{Knowledge, Phrase, Topic, WordId};

/// What a topic's phrases must weigh together: one plain word for it weighs 3 or more in the
/// knowledge files, a word that only supports others 2. Lower would guess, higher would need two
/// words where visitors type one.
const THRESHOLD: u32 = 3;

/// Words of a message that can be a greeting or a "yes" whatever else it says: "hola, Aurora".
/// Longer ones are mostly about something.
const SHORT: usize = 3;

/// The topic that the question speaks for, if any does. Small talk answers only when no other
/// topic does: "hello, what does it cost?" is about the price.
pub(super) fn topic<'a>(knowledge: &'a Knowledge, question: &[String]) -> Option<&'a Topic> {
    let weights = weigh(knowledge, question);
    let heaviest = |small_talk: bool| {
        let mut best: Option<(u32, &Topic)> = None;
        for (topic, &weight) in knowledge.topics.iter().zip(&weights) {
            // Of two alike the first stands: the file's order is its priority.
            let heavier = best.is_none_or(|(most, _)| weight > most);
            let heard = weight >= THRESHOLD && (!topic.alone || question.len() <= SHORT);
            if topic.small_talk == small_talk && heard && heavier {
                best = Some((weight, topic));
            }
        }
        best.map(|(_, topic)| topic)
    };
    heaviest(false).or_else(|| heaviest(true).filter(|_| is_small(knowledge, question)))
}

/// Whether a greeting, thanks or goodbye is all there is: "hello, do you like football?" is a
/// question that the bot cannot answer, and a greeting back would hide that.
fn is_small(knowledge: &Knowledge, question: &[String]) -> bool {
    let strange = question.len() - familiar(knowledge, question);
    question.len() <= SHORT || strange * 5 < question.len()
}

/// How many of the words belong to this language.
pub(super) fn familiar(knowledge: &Knowledge, question: &[String]) -> usize {
    question.iter().filter(|word| knowledge.known(word).is_some()).count()
}

fn weigh(knowledge: &Knowledge, question: &[String]) -> Vec<u32> {
    let words: Vec<_> = question.iter().map(|word| knowledge.guessed(word)).collect();
    let mut weights = vec![0; knowledge.topics.len()];
    let mut heard = vec![false; knowledge.phrases.len()];
    for (at, word) in words.iter().enumerate() {
        for &index in word.and_then(|word| knowledge.starts.get(&word)).into_iter().flatten() {
            let Phrase { topic, words: phrase, weight } = &knowledge.phrases[index];
            if !heard[index] && stands(&words[at + 1..], &phrase[1..]) {
                heard[index] = true;
                weights[*topic] += weight;
            }
        }
    }
    weights
}

/// Whether `phrase` comes next, with at most one other word before each of its words: "no cubre"
/// stands in "no me cubre", and not in "no sé qué cubre".
fn stands(mut words: &[Option<WordId>], phrase: &[WordId]) -> bool {
    phrase.iter().all(|wanted| {
        let skip = words.iter().take(2).position(|word| *word == Some(*wanted));
        words = skip.map_or(&[], |skip| &words[skip + 1..]);
        skip.is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_word_may_stand_between_two_may_not() {
        let words = [Some(1), None, Some(2), None, None, Some(3)];
        assert!(stands(&words, &[1, 2]));
        assert!(!stands(&words, &[1, 2, 3]));
        assert!(!stands(&words[1..], &[3]));
        assert!(stands(&words, &[]));
        assert!(!stands(&[], &[1]));
    }
}
