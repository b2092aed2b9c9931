//! A document with another one laid over it: what the other has is put in, the rest stays. So the policy that
//! `init` begins with stays one without people, and the demonstration's says no more than what they change.

use serde_json::Value;

/// What an item of a list is known by.
const NAMES: [&str; 2] = ["id", "heading"];

/// `base` with what `over` says: members of objects one by one, items of lists by their `id` or `heading`. What
/// the base does not have comes at the end.
pub(super) fn laid_over(base: Value, over: Value) -> Value {
    match (base, over) {
        (Value::Object(mut base), Value::Object(over)) => {
            for (name, over) in over {
                let own = base.remove(&name).unwrap_or_default();
                base.insert(name, laid_over(own, over));
            }
            Value::Object(base)
        }
        (Value::Array(mut base), Value::Array(over)) => {
            for over in over {
                match base.iter_mut().find(|own| is_same(own, &over)) {
                    Some(own) => *own = laid_over(own.take(), over),
                    None => base.push(over),
                }
            }
            Value::Array(base)
        }
        (_, over) => over,
    }
}

fn is_same(one: &Value, other: &Value) -> bool {
    one == other
        || NAMES.iter().any(|name| one.get(name).is_some_and(|own| other.get(name) == Some(own)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_lies_over_is_put_in_by_name_and_the_rest_stays() {
        let base = json!({"lead": "a", "kept": 1, "list": [{"id": "x", "n": [1]}, {"id": "y"}]});
        let over =
            json!({"lead": "b", "new": {"m": 2}, "list": [{"id": "x", "n": [1, 2]}, {"id": "z"}]});
        let list = json!([{"id": "x", "n": [1, 2]}, {"id": "y"}, {"id": "z"}]);
        let whole = json!({"lead": "b", "kept": 1, "new": {"m": 2}, "list": list});
        assert_eq!(laid_over(base, over), whole);
    }

    #[test]
    fn what_has_no_name_is_not_taken_for_another() {
        assert_eq!(laid_over(json!([{"a": 1}]), json!([{"a": 2}])), json!([{"a": 1}, {"a": 2}]));
    }
}
