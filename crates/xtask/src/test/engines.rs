//! The end-to-end tests in Firefox and WebKit: asked for by name, since they install two more browsers.
//!
//! A test that wants what such a browser does not tell ends there; it is counted by itself and named, neither
//! passed nor failed.

use std::collections::BTreeMap;
use std::env;
use std::ffi::OsString;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail, ensure};

use super::Extent;
use crate::dist;
use crate::machine::{apt, node, python};
use crate::paths::{on_path, target};
use crate::run::run as started;
use crate::say::step;
use crate::toolchain::cargo;

/// Firefox's driver, which Debian does not have.
const GECKODRIVER: &str = "0.37.1";

/// The engines, as `--engine` and the suites name them.
pub(super) const ENGINES: [&str; 2] = ["gecko", "webkit"];

/// What of the suite runs in Firefox where no engine is named: a few minutes that tell most.
const TELLING: &[&str] = &[
    "access::axe_finds_what_is_wrong",
    "api::the_page_hears_decisions_from_the_frame_alone_and_tells_it_of_its_own",
    "care::a_card_s_number_leaves_only_if_the_visitor_chose_it",
    "cloned::cloned_state_of_a_duplicated_tab_is_a_new_sender",
    "consent::allow::allow_grants_the_required_and_the_switched_on_alone",
    "consent::clicks::withdrawing_takes_no_more_clicks_than_giving_from_every_screen",
    "consent::export::the_page_to_print_runs_nothing_and_shows_markup_as_it_was_typed",
    "consent::gpc::gpc_keeps_its_purposes_off_and_says_so_after_a_reload_too",
    "conversation::a_question_is_answered_and_no_one_on_the_way_can_read_either",
    "conversation::a_reload_keeps_the_conversation_and_loads_nothing_until_it_is_opened",
    "conversation::across_sites_where_storage_is_partitioned_the_same_holds",
    "embedding::under_the_strictest_policy_the_chat_works_without_a_violation",
    "files::pictures::a_picture_arrives_upright_and_without_place_or_device",
    "files::received::the_bot_s_terms_are_saved_byte_for_byte",
    "form::a_quote_goes_from_the_question_to_the_desk_and_no_one_on_the_way_reads_it",
    "implicit::scrolling_escape_closing_waiting_typing_and_enter_consent_to_nothing",
    "keyboard::a_keyboard_opens_decides_asks_and_closes",
    "language::an_english_visitor_gets_the_notice_and_the_answers_in_english",
    "live::a_conversation_comes_over_the_socket_and_nothing_is_polled",
    "offline::a_message_written_offline_waits_and_arrives_once",
    "page::the_page_opens_prefills_and_counts_and_is_told_nothing_of_what_is_said",
    "refusal::what_is_typed_early_is_held_and_never_leaves",
    "silence::a_page_load_makes_one_widget_request_and_stores_nothing",
    "silence::opening_fetches_static_files_manifest_and_policy_and_stores_nothing",
    "tabs::two_tabs_show_one_conversation_and_share_no_key",
];

/// What is to be run.
#[derive(Default)]
pub(super) struct Wish {
    /// The engine in which the whole suite runs; without one, the visit in each and what tells most in Firefox.
    pub(super) engine: Option<String>,
    /// Parts of the names of the tests, where not all are wanted.
    pub(super) filters: Vec<String>,
}

/// Builds the widget as it ships and visits it.
pub(super) fn run(extent: &Extent) -> Result<()> {
    let missing: Vec<&str> = [
        ("firefox-esr", "firefox-esr"),
        ("WebKitWebDriver", "webkit2gtk-driver"),
        ("xvfb-run", "xvfb"),
    ]
    .into_iter()
    .filter_map(|(program, package)| on_path(&[program]).is_none().then_some(package))
    .collect();
    if !missing.is_empty() {
        apt::install(&missing, "tests in other engines")?;
    }
    let folder = dist::for_tests()?;
    let wish = &extent.engines;
    if let Some(engine) = &wish.engine {
        return suite(extent, &folder, engine, &wish.filters).map(drop);
    }
    let mut visit = tests(extent, &folder)?;
    visit.args(["--test", "engines", "--", "--ignored", "--test-threads=1"]);
    let visited = started(&mut visit);
    let mut telling: Vec<String> = TELLING.iter().map(ToString::to_string).collect();
    telling.push("--exact".into());
    let ran = suite(extent, &folder, "gecko", &telling)?;
    ensure!(ran == TELLING.len(), "of {} tests that tell most only {ran} are there", TELLING.len());
    visited
}

/// The suites' command, up to which of them.
fn tests(extent: &Extent, dist: &Path) -> Result<Command> {
    // WebKit wants a screen.
    let mut tests = Command::new("xvfb-run");
    tests.args(["-a", "-s", "-screen 0 1800x1400x24"]);
    let within = cargo();
    tests.arg(within.get_program());
    for (name, value) in within.get_envs() {
        if let Some(value) = value {
            tests.env(name, value);
        }
    }
    tests.args(["test", "--locked", "-p", "sigilo-e2e"]);
    tests.env("SIGILO_DIST", dist).env("GECKODRIVER", geckodriver()?);
    tests.env("SIGILO_AXE", node::packages()?.axe()).env("SIGILO_PYTHON", python::ready()?);
    extent.tell(&mut tests);
    Ok(tests)
}

/// Runs the widget's tests in `engine` and says what became of them; returns how many ran.
fn suite(extent: &Extent, dist: &Path, engine: &str, words: &[String]) -> Result<usize> {
    let list = target()?.join(format!("e2e/unseen-{engine}.txt"));
    fs::create_dir_all(list.parent().context("a list without a folder")?)?;
    fs::write(&list, "")?;
    let mut tests = tests(extent, dist)?;
    tests.args(["--test", "widget", "--"]).args(words).arg("--test-threads=1");
    tests.env("SIGILO_ENGINE", engine).env("SIGILO_UNSEEN", &list);
    let mut running = tests.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
    let said = BufReader::new(running.stdout.take().context("no output")?);
    let mut lines = Vec::new();
    for line in said.lines() {
        let line = line?;
        println!("{line}");
        lines.push(line);
    }
    running.wait()?;
    let tally = Tally::of(&lines, &fs::read_to_string(&list)?);
    println!("{engine}: {}", tally.told());
    match tally.ended && tally.failed.is_empty() && tally.passed > 0 {
        true => Ok(tally.ran()),
        false => bail!("in {engine} not all is well; what it said stands above"),
    }
}

/// What became of a run's tests.
#[derive(Debug, Default, PartialEq, Eq)]
struct Tally {
    passed: usize,
    failed: Vec<String>,
    /// What a test wanted to see, by its name.
    unseen: BTreeMap<String, String>,
    /// The run came to its end.
    ended: bool,
}

impl Tally {
    /// Reads what libtest said and the list of what was not seen: `test NAME ... ok` and `NAME, a tab, WISH`.
    fn of(lines: &[String], unseen: &str) -> Self {
        let wishes: BTreeMap<&str, &str> =
            unseen.lines().rev().filter_map(|line| line.split_once('\t')).collect();
        let mut tally = Self::default();
        for line in lines {
            tally.ended |= line.starts_with("test result: ");
            let Some((name, end)) =
                line.strip_prefix("test ").and_then(|rest| rest.split_once(" ... "))
            else {
                continue;
            };
            match (end, wishes.get(name)) {
                ("ok", None) => tally.passed += 1,
                ("ok", Some(wish)) => {
                    tally.failed.push(format!("{name}, which passed without: {wish}"))
                }
                ("FAILED", Some(wish)) => {
                    tally.unseen.insert(name.to_owned(), (*wish).to_owned());
                }
                ("FAILED", None) => tally.failed.push(name.to_owned()),
                _ => {}
            }
        }
        tally
    }

    fn ran(&self) -> usize {
        self.passed + self.failed.len() + self.unseen.len()
    }

    /// As a person reads it.
    fn told(&self) -> String {
        let Self { passed, failed, unseen, .. } = self;
        let ran = self.ran();
        let mut told = format!(
            "{ran} ran, {passed} passed, {} failed, {} ended where it does not show what they look at",
            failed.len(),
            unseen.len()
        );
        for name in failed {
            told += &format!("\n  failed: {name}");
        }
        for (name, wish) in unseen {
            told += &format!("\n  not seen: {name}: {wish}");
        }
        told
    }
}

/// Firefox's driver: the one that is named, on the path, or installed here.
fn geckodriver() -> Result<OsString> {
    let here = env::var_os("GECKODRIVER");
    if let Some(named) = here.or_else(|| on_path(&["geckodriver"]).map(Into::into)) {
        return Ok(named);
    }
    let root = target()?.join("tools/geckodriver");
    let program = root.join("bin/geckodriver");
    if !program.is_file() {
        step("Installing geckodriver", || {
            let mut install = cargo();
            install.args(["install", "--quiet", "--locked", "--debug", "--root"]).arg(&root);
            started(install.args(["--version", GECKODRIVER, "geckodriver"]))
        })?;
    }
    Ok(program.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(said: &str, unseen: &str) -> Tally {
        Tally::of(&said.lines().map(str::to_owned).collect::<Vec<_>>(), unseen)
    }

    #[test]
    fn what_was_not_seen_is_neither_passed_nor_failed() {
        let said = "running 3 tests\ntest a::b ... ok\ntest c ... FAILED\ntest d ... FAILED\n\ntest result: FAILED.";
        let tally = tally(said, "c\tthe tree\nc\tsomething later\n");
        assert_eq!((tally.passed, tally.failed.as_slice()), (1, ["d".to_owned()].as_slice()));
        assert_eq!(tally.unseen, BTreeMap::from([("c".to_owned(), "the tree".to_owned())]));
        assert!(tally.ended);
    }

    #[test]
    fn a_test_that_passes_without_what_it_wanted_to_see_has_failed() {
        let tally = tally("test a ... ok\n", "a\tthe tree\n");
        assert_eq!(tally.failed, ["a, which passed without: the tree"]);
        assert!(!tally.ended && tally.passed == 0);
    }
}
