use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use super::*;

const NOW: u64 = 1_800_000_000;
const CORE: &str = include_str!("../../../demo/insurer/policy/core.json");
const ES: &str = include_str!("../../../demo/insurer/policy/es.json");
const EN: &str = include_str!("../../../demo/insurer/policy/en.json");

fn figures() -> (Figures, Arc<AtomicU64>) {
    let time = Arc::new(AtomicU64::new(NOW));
    let told = time.clone();
    let clock = Clock::new(move || told.load(Ordering::SeqCst));
    let policy = Policy::new(CORE, &[ES, EN]).unwrap();
    (Figures::new("s", &policy, clock), time)
}

fn decided(kind: &str, at: u64) -> Event {
    Event::new(at, "s", kind, "visitor").with("purpose", "answer")
}

#[test]
fn decisions_are_counted_by_purpose_and_failures_by_kind() {
    let (figures, _) = figures();
    for _ in 0..3 {
        figures.hear(&decided("consent.given", NOW));
    }
    figures.hear(&decided("consent.refused", NOW));
    figures.hear(&decided("consent.withdrawn", NOW));
    figures.hear(&Event::new(NOW, "s", "failure.open", "desk"));
    figures.hear(&Event::new(NOW, "another", "failure.open", "desk"));
    figures.hear(&Event::new(NOW, "s", "staff.login", "ana"));
    let seen = figures.seen(Span::Hour);
    let of = |what| seen.total(what, "answer");
    assert_eq!((of(What::Given), of(What::Refused), of(What::Withdrawn)), (3, 1, 1));
    assert_eq!(seen.names(What::Failed).collect::<Vec<_>>(), ["open"]);
    assert_eq!(seen.total(What::Failed, "open"), 1);
}

#[test]
fn what_is_older_than_the_span_does_not_count_and_what_is_older_than_a_day_is_forgotten() {
    let (figures, time) = figures();
    figures.came();
    time.store(NOW + 3_600, Ordering::SeqCst);
    figures.came();
    let count = |span| figures.seen(span).total(What::Messages, "");
    assert_eq!((count(Span::Hour), count(Span::Day)), (1, 2));
    let series = figures.seen(Span::Day).series(What::Messages, "");
    assert_eq!((series.len(), series[45], series[47]), (48, 1, 1), "{series:?}");
    time.store(NOW + 25 * 3_600, Ordering::SeqCst);
    figures.came();
    assert_eq!(count(Span::Day), 1);
    assert!(figures.book().len() <= 2, "what is over takes no memory");
}

#[test]
fn what_was_told_before_a_start_is_counted_again() {
    let (figures, _) = figures();
    let old = decided("consent.given", NOW - 3_000);
    let older = decided("consent.given", NOW - 2 * REMEMBERED);
    figures.recall(&[older, old, Event::new(NOW, "s", "failure.replay", "desk")]);
    let seen = figures.seen(Span::Hour);
    assert_eq!(seen.total(What::Given, "answer"), 1);
    assert_eq!(seen.total(What::Failed, "replay"), 1);
}

#[test]
fn the_most_that_waited_is_kept_and_the_newest_of_the_rest() {
    let (figures, _) = figures();
    figures.sample(Talks { open: 9, waiting: 4, ..Talks::default() });
    figures.sample(Talks { open: 7, waiting: 1, ..Talks::default() });
    let seen = figures.seen(Span::Hour);
    assert_eq!((seen.talks.open, *seen.waiting.last().unwrap()), (7, 4));
}

#[test]
fn answers_of_bot_and_people_are_told_apart() {
    let (figures, _) = figures();
    for seconds in [1, 1, 9] {
        figures.answered(By::Bot, Duration::from_secs(seconds));
    }
    figures.answered(By::People, Duration::from_secs(60));
    let seen = figures.seen(Span::Hour);
    assert_eq!((seen.bot.1.count(), seen.people.1.count()), (3, 1));
    let half = seen.bot.1.percentile(50).unwrap();
    assert!(half < Duration::from_millis(1_100), "{half:?}");
    assert!(seen.bot.1.percentile(90).unwrap() > Duration::from_secs(8));
}

#[test]
fn purposes_are_named_in_the_reader_s_language() {
    let (figures, _) = figures();
    let name = |lang: &str| figures.purposes(lang).next().unwrap().1.to_owned();
    assert_ne!(name("es"), name("en"));
    assert_eq!(name("fr"), name("es"), "the first there is");
}

#[test]
fn prometheus_has_the_same_figures() {
    let recorder = metrics_exporter_prometheus::PrometheusBuilder::new().build_recorder();
    let (figures, _) = figures();
    metrics::with_local_recorder(&recorder, || {
        figures.came();
        figures.answered(By::People, Duration::from_secs(40));
        figures.hear(&decided("consent.refused", NOW));
        figures.recall(&[decided("consent.refused", NOW)]);
        figures.found(What::Found, ["pd:Health", "pd:Health"]);
        figures.sample(Talks { open: 5, active: 3, taken: 2, waiting: 1, longest: 70 });
    });
    let told = recorder.handle().render();
    for line in [
        "sigilo_messages_total{site=\"s\"} 1",
        "sigilo_answer_seconds_count{site=\"s\",by=\"people\"} 1",
        "sigilo_decisions_total{site=\"s\",purpose=\"answer\",decision=\"refused\"} 1",
        "sigilo_detected_total{site=\"s\",data=\"pd:Health\",in=\"message\"} 2",
        "sigilo_talks{site=\"s\",state=\"waiting\"} 1",
        "sigilo_talks{site=\"s\",state=\"open\"} 5",
        "sigilo_longest_wait_seconds{site=\"s\"} 70",
    ] {
        assert!(told.contains(line), "{line} is not in\n{told}");
    }
}
