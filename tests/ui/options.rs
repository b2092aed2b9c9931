//! What can be chosen: each optional purpose off, and only by its own switch; the visitor's age.

use leptos::prelude::*;
use sigilo::state::*;
use sigilo::text::Lang;
use sigilo::ui::{bring, bring_panel};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::{Stage, notice, settle};

/// A notice with one optional purpose of each kind.
fn optional() -> NoticeView {
    let mut notice = notice();
    let first = notice.purposes[0].clone();
    let optional = |id: &str, of: PurposeView| PurposeView {
        id: id.into(),
        name: id.into(),
        required: false,
        ..of
    };
    notice.purposes.push(optional("CHOICE", first.clone()));
    notice.purposes.push(optional("GPC", PurposeView { gpc: true, ..first.clone() }));
    notice.purposes.push(optional("SPECIAL", PurposeView { special: true, ..first.clone() }));
    notice.purposes.push(optional("OTHER", PurposeView { consent: false, ..first }));
    notice
}

#[wasm_bindgen_test]
async fn only_what_rests_on_consent_has_a_switch_and_each_is_off() {
    let stage = Stage::show(Screen::Notice).await;
    stage.state.notice.set(Some(optional()));
    settle().await;

    let switches = stage.all("[role=switch]");
    let named: Vec<_> =
        switches.iter().map(|own| own.get_attribute("aria-labelledby").unwrap()).collect();
    assert_eq!(named, ["name-CHOICE", "name-GPC"]);
    assert!(switches.iter().all(|own| own.get_attribute("aria-checked").unwrap() == "false"));
    assert!(stage.words().contains(Lang::Es.text().gpc));
    assert!(stage.words().contains(Lang::Es.text().special));
}

#[wasm_bindgen_test]
async fn a_switch_asks_for_its_purpose_and_shows_what_was_chosen() {
    let stage = Stage::show(Screen::Notice).await;
    stage.state.notice.set(Some(optional()));
    settle().await;
    stage.all("[role=switch]")[0].click();
    assert_eq!(stage.commands(), [Command::Choose("CHOICE".into(), true)]);

    stage.state.choices.set(vec!["CHOICE".into()]);
    settle().await;

    let on = |at: usize| stage.all("[role=switch]")[at].get_attribute("aria-checked").unwrap();
    assert_eq!((on(0), on(1)), ("true".into(), "false".into()));
}

#[wasm_bindgen_test]
async fn what_the_page_was_told_is_said_beside_its_switch() {
    let stage = Stage::show(Screen::Notice).await;
    stage.state.notice.set(Some(optional()));
    stage.state.external.set(vec!["CHOICE".into()]);
    settle().await;

    assert!(stage.words().contains(Lang::Es.text().external));
    assert_eq!(stage.all("[role=switch]")[0].get_attribute("aria-checked").unwrap(), "false");
}

#[wasm_bindgen_test]
async fn age_is_asked_where_the_policy_asks_and_its_lack_is_said() {
    let stage = Stage::show(Screen::Notice).await;
    assert!(stage.all("#age").is_empty());
    stage.state.notice.set(Some(NoticeView { age: Some(16), ..notice() }));
    settle().await;
    assert_eq!(stage.one("#age").get_attribute("aria-checked").unwrap(), "false");
    assert!(stage.words().contains("16"));

    stage.state.age.set(Age::Wanted);
    settle().await;

    assert_eq!(stage.one("#age-wanted").text_content().unwrap(), Lang::Es.text().age_wanted);
}

#[wasm_bindgen_test]
async fn what_has_changed_stands_side_by_side() {
    let stage = Stage::show(Screen::Notice).await;
    let change = ChangeView { what: "WHAT".into(), before: Some("BEFORE".into()), now: None };
    stage.state.notice.set(Some(NoticeView {
        why: Why::Changed,
        changes: vec![change],
        ..notice()
    }));
    settle().await;

    let text = stage.one(".changes").text_content().unwrap();
    for words in ["WHAT", "BEFORE", Lang::Es.text().nothing] {
        assert!(text.contains(words), "{words} in {text}");
    }
    assert!(stage.words().contains(Lang::Es.text().why_changed));
}

/// A conversation with the screens that load later.
async fn talking() -> Stage {
    let stage = Stage::show(Screen::Conversation).await;
    bring_panel();
    bring(stage.state);
    settle().await;
    stage
}

#[wasm_bindgen_test]
async fn a_prompt_asks_with_two_equals_and_a_special_one_in_two_steps() {
    let stage = talking().await;
    let purpose = PurposeView { special: true, ..notice().purposes[0].clone() };
    let prompt = PromptView { purpose, title: Some("FORM".into()), first_step: true };
    stage.state.prompt.set(Some(prompt.clone()));
    settle().await;
    let choices = |stage: &Stage| -> Vec<String> {
        stage.all(".prompt__choice").iter().map(|own| own.text_content().unwrap()).collect()
    };
    let (text, privacy) = (Lang::Es.text(), Lang::Es.asking());
    assert_eq!(choices(&stage), [privacy.not_now, privacy.go_on]);
    stage.all(".prompt__choice")[1].click();
    assert_eq!(stage.commands(), [Command::Step]);

    stage.state.prompt.set(Some(PromptView { first_step: false, ..prompt }));
    settle().await;

    assert_eq!(choices(&stage), [text.refuse, text.allow]);
    let equals = stage.all(".prompt__choice");
    assert_eq!(equals[0].class_name(), equals[1].class_name());
    let (a, b) = (equals[0].get_bounding_client_rect(), equals[1].get_bounding_client_rect());
    assert_eq!((a.width(), a.height(), a.top()), (b.width(), b.height(), b.top()));
}

#[wasm_bindgen_test]
async fn what_the_audit_log_said_is_told_where_it_shows_one() {
    let stage = talking().await;
    sigilo::ui::bring_panel();
    let text = Lang::Es.privacy();
    for (audit, found) in [
        (AuditView::Unchecked, text.audit_unchecked),
        (AuditView::Checked, text.audit_checked),
        (AuditView::DoesNotFit, text.audit_wrong),
    ] {
        let audit = Some(audit);
        stage.state.panel.set(Some(PanelView { audit, has_record: true, ..PanelView::default() }));
        settle().await;
        let said = stage.one(".panel__audit").text_content().unwrap();
        assert_eq!(said, format!("{}: {found}.", text.audit));
    }
    stage.state.panel.set(Some(PanelView { has_record: true, ..PanelView::default() }));
    settle().await;
    assert!(stage.all(".panel__audit").is_empty());
}

#[wasm_bindgen_test]
async fn the_panel_takes_back_one_and_all_and_hides_what_is_under_it() {
    let stage = talking().await;
    let purposes = vec![(notice().purposes[0].clone(), Standing::Given(0.0))];
    let panel = PanelView { purposes, has_record: true, ..PanelView::default() };
    stage.state.panel.set(Some(panel));
    settle().await;
    stage.all("[role=switch]")[0].click();
    stage.one(".panel__all").click();
    assert_eq!(stage.commands(), [Command::Withdraw(vec!["ONE".into()]), Command::WithdrawAll]);
    let style = window().get_computed_style(&stage.one("main")).unwrap().unwrap();
    assert_eq!(style.get_property_value("visibility").unwrap(), "hidden");

    stage.state.panel.set(None);
    settle().await;

    let style = window().get_computed_style(&stage.one("main")).unwrap().unwrap();
    assert_eq!(style.get_property_value("visibility").unwrap(), "visible");
}
