//! What the words of a text say.

use crate::{
    families::Mark,
    kinds::Kinds,
    list::{WHOLE, are_all, number},
    lists::List,
    plain::Plain,
    token::Token,
    vocabulary::{Word, vocabulary},
};

/// The longest phrase, in words.
const WORDS: usize = 8;

/// What the words of a text say, token by token.
#[derive(Debug)]
pub(crate) struct Said(Vec<Saying>);

/// What a token says, as the vocabulary has it.
#[derive(Clone, Copy, Debug, Default)]
struct Saying {
    /// The longest cue that begins with it.
    cue: Option<&'static Word>,
    /// The token alone.
    own: Option<&'static Word>,
    /// The mark of the longest word or phrase that begins with it.
    mark: Mark,
}

impl Said {
    /// Reads a text.
    #[inline(never)]
    pub(crate) fn read(plain: &Plain, tokens: &[Token]) -> Self {
        let vocabulary = vocabulary();
        let mut said = Vec::with_capacity(tokens.len());
        for first in 0..tokens.len() {
            let (mut own, mut hash) = (Saying::default(), WHOLE);
            let mut is_joined = true;
            let mut end = 0;
            for nth in 0..WORDS {
                let Some(token) = tokens.get(first + nth) else { break };
                let from = token.from as usize;
                if nth > 0 {
                    // A cue may go on behind any sign, a mark behind a space, a hyphen or an apostrophe.
                    let gap = plain.part(end, from);
                    is_joined &= are_all(gap, b" -'");
                    hash = number(hash, b" ");
                }
                end = token.to as usize;
                hash = number(hash, plain.low_part(from, end));
                let Some(word) = vocabulary.find(hash) else { break };
                if nth == 0 {
                    own.own = Some(word);
                }
                if word.is_cue {
                    own.cue = Some(word);
                }
                if is_joined && word.mark.letter != 0 {
                    own.mark = Mark { tokens: nth as u8 + 1, ..word.mark };
                }
            }
            said.push(own);
        }
        Self(said)
    }

    /// What a token says of a number near by; nothing if it is no cue.
    #[inline(never)]
    pub(crate) fn by(&self, token: usize) -> Option<&'static Kinds> {
        self.0.get(token)?.cue.map(|word| &word.kinds)
    }

    /// What the longest word or phrase that begins with a token is marked as.
    pub(crate) fn mark(&self, token: usize) -> Mark {
        self.0.get(token).map_or(Mark::NONE, |own| own.mark)
    }

    /// Whether a token is one of a list's words.
    pub(crate) fn is_in(&self, token: usize, list: List) -> bool {
        let own = self.0.get(token).and_then(|own| own.own);
        own.is_some_and(|word| word.lists.has(list.number()))
    }
}
