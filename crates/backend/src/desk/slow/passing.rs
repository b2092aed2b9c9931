//! What leaves the desk for a bot's vendor: under a purpose that is given, to a vendor whom it names, and
//! without what is to stay here.

use serde::{Deserialize, Serialize};
use sigilo_consent::Core;
use sigilo_detect::{Finding, Kind, Nature, Pattern, Scanner, Settings, mask};
use sigilo_protocol::ConvId;

use super::{super::office::Desk, SlowSettings};
use crate::DatabaseError;

/// Kinds of data by name: a kind of docs/detector.md, or one of the groups `card`, `credentials`,
/// `secret`, `personal` and `special`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Hidden(Vec<String>);

/// A name that is none.
#[derive(Debug, thiserror::Error)]
#[error(
    "'{0}' is no kind of data: see docs/detector.md, or use card, credentials, secret, personal or \
     special"
)]
pub struct HiddenError(String);

/// What becomes of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::desk) enum Passed {
    /// It is passed on, in these words.
    On(String),
    /// It is not, since it holds what stays here.
    Withheld,
}

impl Hidden {
    /// The kinds of these names.
    pub fn new(names: &[&str]) -> Self {
        Self(names.iter().map(|name| (*name).into()).collect())
    }

    /// Whether every name is one.
    pub(super) fn check(&self) -> Result<(), HiddenError> {
        let is_known = |name: &&String| Kind::ALL.iter().any(|kind| covers(name, *kind));
        match self.0.iter().find(|name| !is_known(name)) {
            Some(name) => Err(HiddenError(name.clone())),
            None => Ok(()),
        }
    }

    fn holds(&self, finding: &Finding) -> bool {
        finding.is_sure() && self.0.iter().any(|name| covers(name, finding.kind))
    }
}

fn covers(name: &str, kind: Kind) -> bool {
    match name {
        "card" => matches!(kind, Kind::CreditCard | Kind::CardExpiry | Kind::CardCode),
        // What opens, and what pays by itself has a name of its own.
        "credentials" => matches!(
            kind,
            Kind::UrlCredentials
                | Kind::Password
                | Kind::OneTimeCode
                | Kind::ApiKey
                | Kind::PrivateKey
        ),
        "secret" => kind.nature() == Nature::Secret,
        "personal" => kind.nature() == Nature::Personal,
        "special" => kind.nature() == Nature::Special,
        own => kind.name() == own,
    }
}

impl SlowSettings {
    /// A message as the vendor may see it, and what was masked in it, by its terms. What the policy
    /// never sends is masked in any case: the widget would have, and who wrote another client did not.
    pub(in crate::desk) fn pass(
        &self,
        text: &str,
        lang: &str,
        core: &Core,
    ) -> (Passed, Vec<&'static str>) {
        let findings = scanner(lang, core).scan(text);
        if findings.iter().any(|finding| self.withhold.holds(finding)) {
            return (Passed::Withheld, Vec::new());
        }
        let never = |own: &Finding| {
            own.is_sure() && core.detection.never.iter().any(|name| covers(name, own.kind))
        };
        let is_hidden = |own: &Finding| self.mask.holds(own) || never(own);
        let masked: Vec<_> = findings.into_iter().filter(is_hidden).collect();
        let kinds = masked.iter().map(|finding| finding.kind.term()).collect();
        (Passed::On(mask(text, &masked, 0)), kinds)
    }
}

/// What sees what the widget sees, by the same policy.
pub(in crate::desk) fn scanner(lang: &str, core: &Core) -> Scanner {
    let region = core.detection.region.as_ref().unwrap_or(&core.controller.country);
    let mut settings = Settings::for_locale(lang).in_region(region);
    // A pattern that is none is `policy check`'s to tell.
    let patterns = core.detection.patterns.iter().filter_map(|own| Pattern::new(&own.pattern).ok());
    settings.patterns.extend(patterns);
    Scanner::new(settings)
}

impl Desk {
    /// Whether what is said in a conversation may be passed on to the slow bot, by what stands now.
    pub(in crate::desk) async fn may_pass(&self, conv: ConvId) -> Result<bool, DatabaseError> {
        let Some(slow) = &self.slow else { return Ok(false) };
        let SlowSettings { purpose, vendor, in_house, .. } = &slow.settings;
        let Some(core) = self.allows(conv, purpose).await? else { return Ok(false) };
        // What is said to people is no question to a bot.
        if self.is_taken(conv).await? {
            return Ok(false);
        }
        // What was allowed is what that policy said, which may not have named this vendor.
        let is_named = core
            .purpose(purpose)
            .is_some_and(|purpose| *in_house || purpose.recipients.contains(&vendor.id));
        Ok(is_named)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CORE: &str = include_str!("../../../demo/insurer/policy/core.json");

    fn pass(settings: &SlowSettings, text: &str) -> Passed {
        let hash = sigilo_protocol::Hash::of(CORE.as_bytes());
        settings.pass(text, "en", &Core::read(CORE.as_bytes(), hash).unwrap()).0
    }

    #[test]
    fn cards_and_credentials_are_masked_unless_told_otherwise() {
        let usual = SlowSettings::default();
        let Passed::On(passed) =
            pass(&usual, "my card 4111 1111 1111 1111 and my password is hunter2X, call 2026")
        else {
            panic!("withheld")
        };
        assert!(!passed.contains("4111") && !passed.contains("1111"), "{passed}");
        assert!(!passed.contains("hunter2X") && passed.contains("call 2026"), "{passed}");
        let Passed::On(passed) = pass(&usual, "the code on the back of my card is cvv 123") else {
            panic!("withheld")
        };
        assert!(!passed.contains("123"), "{passed}");
        let none = SlowSettings { mask: Hidden::default(), ..SlowSettings::default() };
        let Passed::On(passed) = pass(&none, "my card's cvv is 123") else { panic!("withheld") };
        assert!(!passed.contains("123"), "the policy never sends it: {passed}");
        let text = "my card 4111 1111 1111 1111";
        assert_eq!(pass(&none, text), Passed::On(text.into()));
    }

    #[test]
    fn a_message_with_what_is_withheld_is_not_passed_on() {
        let settings =
            SlowSettings { withhold: Hidden::new(&["special"]), ..SlowSettings::default() };
        assert_eq!(pass(&settings, "I was diagnosed with diabetes"), Passed::Withheld);
        assert_eq!(pass(&settings, "what does it cost?"), Passed::On("what does it cost?".into()));
    }

    #[test]
    fn only_names_of_kinds_are_taken() {
        Hidden::new(&["card", "credentials", "secret", "personal", "special", "iban_code"])
            .check()
            .unwrap();
        let wrong = Hidden::new(&["card", "cards"]).check().unwrap_err();
        assert!(wrong.to_string().contains("'cards'"), "{wrong}");
    }
}
