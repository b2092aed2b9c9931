//! The nodes that DevTools list, as an indented text.

use serde_json::Value;

/// What is said of a node besides role and name, where it is not as usual.
const STATES: [&str; 15] = [
    "focused",
    "disabled",
    "checked",
    "pressed",
    "selected",
    "expanded",
    "required",
    "readonly",
    "invalid",
    "modal",
    "busy",
    "level",
    "live",
    "hasPopup",
    "roledescription",
];

/// Roles that no screen reader announces: what is inside them stands in their place.
const SILENT: [&str; 4] = ["none", "generic", "InlineTextBox", "LineBreak"];

/// The tree of `nodes`, a line a node.
pub(super) fn of(nodes: &[Value]) -> String {
    let mut text = String::new();
    if let Some(root) = nodes.iter().find(|node| node["parentId"].is_null()) {
        write(nodes, root, 0, "", &mut text);
    }
    text
}

fn write(nodes: &[Value], node: &Value, depth: usize, above: &str, text: &mut String) {
    let role = said(&node["role"]);
    let name = masked(&said(&node["name"]));
    // A leaf that repeats the name of what holds it is not read twice.
    let is_echo = role == "StaticText" && name == above;
    let is_silent = node["ignored"] == true || SILENT.contains(&role.as_str()) || is_echo;
    let (depth, above) = if is_silent {
        (depth, above.to_owned())
    } else {
        let line = [role, quoted(&name), states(node)].concat();
        *text += &format!("{}{line}\n", "  ".repeat(depth));
        (depth + 1, name)
    };
    for id in node["childIds"].as_array().into_iter().flatten() {
        if let Some(child) = nodes.iter().find(|one| one["nodeId"] == *id) {
            write(nodes, child, depth, &above, text);
        }
    }
}

fn quoted(name: &str) -> String {
    if name.is_empty() { String::new() } else { format!(" “{name}”") }
}

fn states(node: &Value) -> String {
    let mut told = String::new();
    for (field, label) in [("value", "value"), ("description", "described")] {
        let value = masked(&said(&node[field]));
        if !value.is_empty() {
            told += &format!(", {label} “{value}”");
        }
    }
    for state in STATES {
        let properties = node["properties"].as_array().into_iter().flatten();
        let mut named = properties.filter(|property| property["name"] == state);
        let value = named.next().map(|property| said(&property["value"])).unwrap_or_default();
        match value.as_str() {
            // Closed and unchecked are worth hearing, not focused and not disabled are not.
            "" => {}
            "false" if !["expanded", "checked", "pressed"].contains(&state) => {}
            "true" => told += &format!(", {state}"),
            value => told += &format!(", {state}: {value}"),
        }
    }
    told
}

/// The value of a DevTools value, as text.
fn said(value: &Value) -> String {
    match &value["value"] {
        Value::String(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// What differs from run to run: the safety code's groups of five digits, and times of day.
fn masked(text: &str) -> String {
    let words = text.split(' ').map(|word| {
        let digits: String =
            word.chars().map(|one| if one.is_ascii_digit() { '#' } else { one }).collect();
        match digits.as_str() {
            "#####" => digits,
            // Some languages write one digit before ten o'clock.
            "##:##" | "#:##" => "##:##".into(),
            _ => word.to_owned(),
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_outline_has_roles_names_and_states_and_nothing_that_is_ignored() {
        let node = |id: &str, parent: Option<&str>, role: &str, name: &str, rest: Value| {
            let mut node = json!({
                "nodeId": id, "role": { "value": role }, "name": { "value": name },
            });
            node["parentId"] = parent.into();
            node.as_object_mut().into_iter().for_each(|node| {
                node.extend(rest.as_object().cloned().unwrap_or_default());
            });
            node
        };
        let property =
            |name: &str, value: Value| json!([{ "name": name, "value": { "value": value } }]);
        let nodes = [
            node("1", None, "RootWebArea", "Chat", json!({ "childIds": ["2", "5", "7"] })),
            node("2", Some("1"), "generic", "", json!({ "childIds": ["3"], "ignored": true })),
            node(
                "3",
                Some("2"),
                "button",
                "Allow",
                json!({
                    "childIds": ["4"], "properties": property("focused", true.into()),
                }),
            ),
            node("4", Some("3"), "StaticText", "Allow", json!({})),
            node(
                "5",
                Some("1"),
                "switch",
                "Offers",
                json!({
                    "properties": property("checked", "false".into()),
                }),
            ),
            node("7", Some("1"), "paragraph", "", json!({ "childIds": ["8"] })),
            node("8", Some("7"), "StaticText", "12345 09:05 90 days", json!({})),
        ];
        let wanted = "RootWebArea “Chat”\n  button “Allow”, focused\n  switch “Offers”, checked: false\n  \
                      paragraph\n    StaticText “##### ##:## 90 days”\n";
        assert_eq!(of(&nodes), wanted);
    }
}
