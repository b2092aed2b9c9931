//! Problems: a plain sentence each, in both languages.

use std::collections::HashSet;

use leptos::prelude::*;
use sigilo::state::*;
use sigilo::text::Lang;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::{Stage, focused, settle};

const ALL: [Problem; 7] = [
    Problem::Unreachable,
    Problem::Untrusted,
    Problem::Expired,
    Problem::Policy,
    Problem::Origin,
    Problem::Setup,
    Problem::Browser,
];

#[wasm_bindgen_test]
async fn each_says_what_happened_that_nothing_was_sent_and_what_to_do() {
    let stage = Stage::show(Screen::Loading).await;
    let mut sentences = HashSet::new();
    for lang in [Lang::Es, Lang::En] {
        stage.state.lang.set(lang);
        for problem in ALL {
            stage.state.screen.set(Screen::Problem(problem));
            settle().await;
            let what = stage.one(".problem__what").text_content().unwrap();
            let advice = stage.one(".problem__do").text_content().unwrap();
            assert!(sentences.insert(what) && sentences.insert(advice), "{problem:?} has its own");
            assert!(stage.words().contains(lang.text().nothing_sent));
            assert_eq!(focused(), "heading");
        }
    }
    assert_eq!(sentences.len(), 2 * 2 * ALL.len());
}

#[wasm_bindgen_test]
async fn a_backend_without_room_is_not_said_to_be_silent_and_no_connection_is_to_be_looked_at() {
    let stage = Stage::show(Screen::Problem(Problem::Busy)).await;
    for lang in Lang::ALL {
        stage.state.lang.set(lang);
        settle().await;
        let text = lang.text();
        let says = |own| stage.one(own).text_content().unwrap();
        assert_eq!(says(".problem__what"), text.busy);
        assert!(![text.unreachable_do, text.unreachable].contains(&&*says(".problem__do")));
    }
    assert_eq!(stage.all(".problem button").len(), 1, "it can be tried again");
}

#[wasm_bindgen_test]
async fn says_only_that_nothing_more_was_sent_where_something_was() {
    let stage = Stage::show(Screen::Problem(Problem::Unreachable)).await;
    stage.state.begun.set(true);
    settle().await;

    let means = stage.one(".problem__means").text_content();
    assert_eq!(means.as_deref(), Some(Lang::Es.text().nothing_more_sent));
}

#[wasm_bindgen_test]
async fn trying_again_is_offered_where_it_can_help() {
    let stage = Stage::show(Screen::Loading).await;
    for problem in ALL {
        stage.state.screen.set(Screen::Problem(problem));
        settle().await;
        assert_eq!(
            stage.all(".problem button").len(),
            usize::from(problem.can_retry()),
            "{problem:?}"
        );
    }

    stage.state.screen.set(Screen::Problem(Problem::Unreachable));
    settle().await;
    stage.button(Lang::Es.text().retry).click();
    assert_eq!(stage.commands(), [Command::Retry]);
}

#[wasm_bindgen_test]
async fn no_composer_stands_under_a_problem() {
    let stage = Stage::show(Screen::Problem(Problem::Untrusted)).await;

    assert!(stage.all("textarea").is_empty());
}
