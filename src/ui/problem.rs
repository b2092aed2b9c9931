//! Why the chat can't be opened, in a plain sentence.

use leptos::prelude::*;

use super::focus;
use super::icon::{self, icon};
use super::node::{El, button, el, part};
use crate::state::{Command, Dispatch, Problem, State};
use crate::text::Text;

/// What happened at `problem`, what it means, what to do.
pub(super) fn problem_screen(state: State, dispatch: Dispatch, problem: Problem) -> El {
    part(move || {
        let text = state.lang.get().text();
        let (what, advice) = sentences(problem, text);
        let begun = state.begun.get();
        let means = if begun { text.nothing_more_sent } else { text.nothing_sent };
        let retry = || button("button", dispatch, Command::Retry).child(text.retry);
        let screen = el("section", "problem")
            .attr("aria-labelledby", focus::HEADING)
            .child(el("span", "problem__mark").child(icon(icon::ALERT)))
            .child(focus::heading("problem__title", text.problem_title))
            .child(el("p", "problem__what").child(what))
            .child(el("p", "problem__means").child(means))
            .child(el("p", "problem__do").child(advice))
            .child(problem.can_retry().then(retry));
        [screen]
    })
}

fn sentences(problem: Problem, text: &'static Text) -> (&'static str, &'static str) {
    match problem {
        Problem::Unreachable => (text.unreachable, text.unreachable_do),
        Problem::Busy => (text.busy, text.policy_do),
        Problem::Untrusted => (text.untrusted, text.untrusted_do),
        Problem::Expired => (text.expired, text.expired_do),
        Problem::Clock => (text.clock, text.clock_do),
        Problem::Policy => (text.policy, text.policy_do),
        Problem::Origin => (text.origin, text.origin_do),
        Problem::Setup => (text.setup, text.setup_do),
        Problem::Browser => (text.browser, text.browser_do),
    }
}
