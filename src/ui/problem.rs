//! Why the chat can't be opened, in a plain sentence.

use leptos::prelude::*;

use super::focus;
use super::icon::{self, icon};
use super::part::{Part, part, press};
use crate::state::{Command, Dispatch, Problem, State};
use crate::text::Text;

/// What happened at `problem`, what it means, what to do.
pub(super) fn problem_screen(state: State, dispatch: Dispatch, problem: Problem) -> Part {
    part(move || {
        let text = state.lang.get().text();
        let (what, advice) = sentences(problem, text);
        let retry = problem.can_retry().then(|| {
            view! {
                <button type="button" class="button" on:click=press(dispatch, Command::Retry)>
                    {text.retry}
                </button>
            }
        });
        view! {
            <section class="problem" aria-labelledby=focus::HEADING>
                <span class="problem__mark">{icon(icon::ALERT)}</span>
                <h2 id=focus::HEADING class="problem__title" tabindex="-1">{text.problem_title}</h2>
                <p class="problem__what">{what}</p>
                <p class="problem__means">{text.nothing_sent}</p>
                <p class="problem__do">{advice}</p>
                {retry}
            </section>
        }
    })
}

fn sentences(problem: Problem, text: &'static Text) -> (&'static str, &'static str) {
    match problem {
        Problem::Unreachable => (text.unreachable, text.unreachable_do),
        Problem::Untrusted => (text.untrusted, text.untrusted_do),
        Problem::Expired => (text.expired, text.expired_do),
        Problem::Policy => (text.policy, text.policy_do),
        Problem::Origin => (text.origin, text.origin_do),
        Problem::Setup => (text.setup, text.setup_do),
        Problem::Browser => (text.browser, text.browser_do),
    }
}
