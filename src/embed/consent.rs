//! Consent, as the page and the frame tell each other: what was refused there, what was decided here.

use js_sys::{Object, Reflect};
use sigilo_consent::{MAX_PURPOSES, Status};
use wasm_bindgen::{JsCast, JsValue};

use crate::browser::object;

/// The purposes that the visitor has refused on the page. A yes given there is not even kept: it is
/// none to the chat's notice.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct External {
    refused: Vec<String>,
}

/// What the page learns of a decision: where each purpose stands, and nothing of what was said.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ConsentState {
    /// By id, in the policy's order.
    pub(crate) purposes: Vec<(String, Status)>,
    /// The browser sends Global Privacy Control.
    pub(crate) gpc: bool,
    /// A decision was kept, and could be read.
    pub(crate) known: bool,
}

impl External {
    /// The purposes that the visitor has refused on the page, by id.
    pub(crate) fn refused(self) -> Vec<String> {
        self.refused
    }

    /// Reads `{id: boolean}`; what is anything else says nothing.
    pub(super) fn from_js(purposes: &JsValue) -> Self {
        let Some(purposes) = purposes.dyn_ref::<Object>() else { return Self::default() };
        let told = Object::entries(purposes).into_iter().filter_map(|entry| {
            let part = |at| Reflect::get_u32(&entry, at).ok();
            Some((part(0)?.as_string()?, part(1)?.as_bool()?))
        });
        Self::of(told)
    }

    /// Of what is told no more is read than a policy can hold.
    fn of(told: impl Iterator<Item = (String, bool)>) -> Self {
        let mut refused = Vec::new();
        for (id, is_allowed) in told {
            if !is_allowed && refused.len() < MAX_PURPOSES {
                refused.push(id);
            }
        }
        Self { refused }
    }
}

impl ConsentState {
    pub(super) fn to_js(&self) -> JsValue {
        let purposes: Vec<(&str, JsValue)> =
            self.purposes.iter().map(|(id, status)| (id.as_str(), status.name().into())).collect();
        object(&[
            ("purposes", object(&purposes)),
            ("gpc", self.gpc.into()),
            ("known", self.known.into()),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_no_on_the_page_is_kept_and_a_yes_is_not() {
        let told = [("marketing", false), ("health", true)];
        let external = External::of(told.into_iter().map(|(id, yes)| (id.to_owned(), yes)));
        // Nothing of the yes is left: it could not be taken for a grant.
        assert_eq!(external, External { refused: vec!["marketing".into()] });
    }

    #[test]
    fn no_more_is_read_than_a_policy_can_hold() {
        let told = (0..10_000).map(|at| (at.to_string(), false));
        assert_eq!(External::of(told).refused.len(), MAX_PURPOSES);
    }

    #[test]
    fn the_types_for_pages_name_every_status() {
        let types = include_str!("../embed.d.ts");
        for status in Status::ALL {
            assert!(types.contains(&format!("  | \"{}\"", status.name())), "{status:?}");
        }
    }
}
