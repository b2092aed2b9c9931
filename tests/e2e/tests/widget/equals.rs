//! Allow and Refuse are one and the same button with another word.

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use sigilo_e2e::browser::{Browser, Element, Setting, key};
use sigilo_e2e::chat::{Chat, Choice};
use sigilo_e2e::world::{SITE, World};

/// Every computed property of an element and of what it draws before and after itself, and all
/// that rules could tell it from another by but for its words.
const LOOK: &str = "
    const [one] = arguments;
    const look = {};
    for (const part of [null, '::before', '::after']) {
        const style = getComputedStyle(one, part);
        for (const name of style) look[`${part ?? ''} ${name}`] = style.getPropertyValue(name);
    }
    const attributes = one.getAttributeNames().map((name) => `${name}=${one.getAttribute(name)}`);
    const { width, height, top } = one.getBoundingClientRect();
    return { look, element: [one.tagName, ...attributes], box: [width, height, top], children: one.childElementCount };";

/// Fewer properties than any browser has: that a look was read at all.
const SOME: usize = 300;

#[tokio::test]
async fn allow_and_refuse_compute_to_the_same_style_in_either_scheme() -> Result<()> {
    let world = World::start().await?;
    let mut backgrounds = Vec::new();
    for (setting, page) in [
        (Setting::default(), format!("{SITE}/")),
        (Setting { dark: true, ..Setting::default() }, format!("{SITE}/")),
        (Setting::english(), format!("{SITE}/en/")),
        (Setting { size: (390, 844), phone: true, ..Setting::default() }, format!("{SITE}/")),
    ] {
        let browser = world.browser(&setting).await?;
        browser.goto(&page).await?;
        let chat = Chat::open(&browser).await?;
        browser.apply(&setting).await?;
        let (refuse, allow) =
            (chat.choice(Choice::Refuse).await?, chat.choice(Choice::Allow).await?);
        let (of_refuse, of_allow) = (look(&browser, &refuse).await?, look(&browser, &allow).await?);
        must_be_equal(&of_refuse, &of_allow)?;
        backgrounds.push(of_allow["look"][" background-color"].clone());

        // As each looks while it has the focus, which is one Tab apart.
        must_not_have_focus(&browser, &[&refuse, &allow]).await?;
        let focused_refuse = tab_to(&browser, &refuse, 40).await?;
        let focused_allow = tab_to(&browser, &allow, 1).await?;
        must_be_equal(&focused_refuse, &focused_allow)?;
        assert_ne!(of_refuse["look"], focused_refuse["look"], "the focus is not seen");

        // What this test would miss if it looked at nothing.
        let nudge = "arguments[0].style.paddingBlockEnd = '13px'";
        browser.run(nudge, vec![allow.reference()]).await?;
        let error = must_be_equal(&of_refuse, &look(&browser, &allow).await?).err();
        let told = error.map(|error| error.to_string()).unwrap_or_default();
        assert!(told.contains("padding-bottom"), "a pixel passed: {told}");
    }
    assert_ne!(backgrounds[0], backgrounds[1], "dark is not light");
    Ok(())
}

#[tokio::test]
async fn allow_and_refuse_lie_in_one_container_with_nothing_between() -> Result<()> {
    let world = World::start().await?;
    let browser = world.browser(&Setting::default()).await?;
    browser.goto(SITE).await?;
    let chat = Chat::open(&browser).await?;
    let (refuse, allow) = (chat.choice(Choice::Refuse).await?, chat.choice(Choice::Allow).await?);
    let siblings = "const [one, other] = arguments;
        return one.parentElement === other.parentElement && one.nextElementSibling === other
            && one.parentElement.childElementCount === 2;";
    let arguments = vec![refuse.reference(), allow.reference()];
    assert_eq!(browser.run(siblings, arguments).await?, true);
    Ok(())
}

async fn look(browser: &Browser, element: &Element) -> Result<Value> {
    let look = browser.run(LOOK, vec![element.reference()]).await?;
    let properties = look["look"].as_object().map_or(0, serde_json::Map::len);
    ensure!(properties > SOME, "only {properties} properties");
    Ok(look)
}

/// No property is left out: the words differ, the boxes do not.
fn must_be_equal(one: &Value, other: &Value) -> Result<()> {
    let looks = one["look"].as_object().into_iter().flatten();
    let differ: Vec<_> = looks
        .filter(|(name, value)| other["look"][name.as_str()] != **value)
        .map(|(name, value)| format!("{name}: {value} / {}", other["look"][name.as_str()]))
        .collect();
    ensure!(differ.is_empty(), "{differ:#?}");
    for what in ["element", "box", "children"] {
        ensure!(one[what] == other[what], "{what}: {} / {}", one[what], other[what]);
    }
    Ok(())
}

async fn must_not_have_focus(browser: &Browser, elements: &[&Element]) -> Result<()> {
    for element in elements {
        let has = browser
            .run("return document.activeElement === arguments[0]", vec![element.reference()])
            .await?;
        ensure!(has == json!(false), "one of the answers has the focus");
    }
    Ok(())
}

/// Presses Tab until `element` has the focus, `most` times at most; returns how it looks then.
async fn tab_to(browser: &Browser, element: &Element, most: usize) -> Result<Value> {
    for _ in 0..most {
        browser.press(key::TAB).await?;
        let arguments = vec![element.reference()];
        let has = browser.run("return document.activeElement === arguments[0]", arguments).await?;
        if has == json!(true) {
            return look(browser, element).await;
        }
    }
    anyhow::bail!("{most} times Tab did not lead there")
}
