//! What the laws that a policy names ask of a chat, as far as the chat has to act on it.
//!
//! Nobody is located: the laws are the controller's statement. Where there are several the strictest
//! of each trait holds, and a law that is not known counts as the GDPR. Not here: what a text has to
//! tell (`sigilo-backend policy check`), and legal advice.

use crate::Core;

/// What the laws of a policy ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Profile {
    /// From which age on somebody may decide alone, in years. Never under what the policy says.
    pub minimum_age: u64,
    /// Under which age data may be sold or shared only on the visitor's own yes (Cal. Civ. Code
    /// §1798.120(c)); nothing where no law has such an age.
    pub sale_age: Option<u64>,
    /// Within how many days a visitor's request has to be answered.
    pub due_days: u32,
    /// What is done with data that has to go.
    pub erasure: Erasure,
    /// Whether an opt-out of sale and sharing has to be shown (§1798.135(a)(1)).
    pub sale_opt_out: bool,
    /// Whether "limit the use of my sensitive personal information" has to be shown
    /// (§1798.135(a)(2)).
    pub limit_sensitive: bool,
    /// Whether the first notice has to be marked as the notice at collection (§1798.100(a)).
    pub notice_at_collection: bool,
}

/// What is done with data that has to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Erasure {
    /// It is deleted.
    Delete,
    /// It is blocked for as long as claims can be made, then deleted (Art. 32 LOPDGDD).
    Block,
}

/// A law that we know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Law {
    Gdpr,
    Lopdgdd,
    UkGdpr,
    Ccpa,
    Lgpd,
}

impl Profile {
    /// What the laws of `core` ask for.
    pub fn of(core: &Core) -> Self {
        let mut laws: Vec<_> = core.laws.iter().map(|name| Law::named(name)).collect();
        if laws.is_empty() {
            laws.push(Law::Gdpr);
        }
        let told = core.minimum_age;
        // A Member State's law sets the age in the GDPR's place (Art. 8(1) GDPR).
        let is_national = laws.contains(&Law::Lopdgdd);
        let rules = |law: &&Law| !(**law == Law::Gdpr && is_national);
        let by_law = laws.iter().filter(rules).map(|law| law.minimum_age(told)).max();
        let is_ccpa = laws.contains(&Law::Ccpa);
        Self {
            minimum_age: by_law.unwrap_or_default().max(told),
            sale_age: is_ccpa.then_some(16),
            due_days: laws.iter().map(|law| law.due_days()).min().unwrap_or(Law::Gdpr.due_days()),
            erasure: if is_national { Erasure::Block } else { Erasure::Delete },
            sale_opt_out: is_ccpa,
            limit_sensitive: is_ccpa,
            notice_at_collection: is_ccpa,
        }
    }
}

impl Law {
    fn named(name: &str) -> Self {
        match name {
            "LOPDGDD" => Self::Lopdgdd,
            "UK GDPR" | "DPA 2018" => Self::UkGdpr,
            "CCPA" | "CPRA" | "CCPA/CPRA" => Self::Ccpa,
            "LGPD" => Self::Lgpd,
            _ => Self::Gdpr,
        }
    }

    fn minimum_age(self, told: u64) -> u64 {
        match self {
            // Art. 8(1) GDPR, where no Member State's law says less.
            Self::Gdpr => 16,
            // Art. 7 LOPDGDD.
            Self::Lopdgdd => 14,
            // DPA 2018, s. 9; Cal. Civ. Code §1798.120(c).
            Self::UkGdpr | Self::Ccpa => 13,
            // Art. 14 LGPD: under 12 a parent decides. From there on the controller has to say why
            // it is in the child's interest; who says nothing takes adults alone.
            Self::Lgpd => {
                if told >= 12 {
                    told
                } else {
                    18
                }
            }
        }
    }

    fn due_days(self) -> u32 {
        match self {
            // A month (Art. 12(3) GDPR), the shortest but February.
            Self::Gdpr | Self::Lopdgdd | Self::UkGdpr => 30,
            // §1798.130(a)(2).
            Self::Ccpa => 45,
            // Art. 19, II LGPD.
            Self::Lgpd => 15,
        }
    }
}

#[cfg(test)]
mod tests {
    use sigilo_protocol::Hash;

    use super::*;

    fn profile(laws: &str, age: u64) -> Profile {
        let core = include_str!("../../backend/demo/insurer/policy/core.json");
        let mut core: serde_json::Value = serde_json::from_str(core).unwrap();
        core["laws"] = serde_json::from_str(laws).unwrap();
        core["minimum_age"] = age.into();
        let core = core.to_string();
        Profile::of(&Core::read(core.as_bytes(), Hash::of(core.as_bytes())).unwrap())
    }

    const GDPR: Profile = Profile {
        minimum_age: 16,
        sale_age: None,
        due_days: 30,
        erasure: Erasure::Delete,
        sale_opt_out: false,
        limit_sensitive: false,
        notice_at_collection: false,
    };

    #[test]
    fn each_law_has_its_own() {
        assert_eq!(profile(r#"["GDPR"]"#, 0), GDPR);
        let spain = Profile { minimum_age: 14, erasure: Erasure::Block, ..GDPR };
        assert_eq!(profile(r#"["LOPDGDD"]"#, 0), spain);
        assert_eq!(profile(r#"["GDPR", "LOPDGDD"]"#, 14), spain);
        assert_eq!(profile(r#"["UK GDPR"]"#, 0), Profile { minimum_age: 13, ..GDPR });
        assert_eq!(profile(r#"["LGPD"]"#, 0), Profile { minimum_age: 18, due_days: 15, ..GDPR });
        let california = Profile {
            minimum_age: 13,
            sale_age: Some(16),
            due_days: 45,
            erasure: Erasure::Delete,
            sale_opt_out: true,
            limit_sensitive: true,
            notice_at_collection: true,
        };
        for name in ["CCPA", "CPRA", "CCPA/CPRA"] {
            assert_eq!(profile(&format!(r#"["{name}"]"#), 0), california, "{name}");
        }
    }

    #[test]
    fn what_is_not_known_is_the_strictest() {
        for laws in ["[]", r#"["PIPEDA"]"#, r#"["gdpr "]"#] {
            assert_eq!(profile(laws, 0), GDPR, "{laws}");
        }
        assert_eq!(profile(r#"["UK GDPR", "PIPEDA"]"#, 0).minimum_age, 16);
    }

    #[test]
    fn of_several_laws_the_strictest_of_each_trait_holds() {
        let found = profile(r#"["CCPA", "LOPDGDD", "LGPD"]"#, 14);
        assert_eq!((found.minimum_age, found.due_days, found.sale_age), (14, 15, Some(16)));
        assert_eq!((found.erasure, found.sale_opt_out), (Erasure::Block, true));
        assert_eq!(profile(r#"["GDPR", "CCPA"]"#, 0).due_days, 30);
        assert_eq!(profile(r#"["GDPR", "UK GDPR"]"#, 0).minimum_age, 16);
    }

    #[test]
    fn the_policy_may_ask_for_more_years_and_never_for_fewer() {
        assert_eq!(profile(r#"["LOPDGDD"]"#, 18).minimum_age, 18);
        assert_eq!(profile(r#"["LOPDGDD"]"#, 13).minimum_age, 14);
        assert_eq!(profile(r#"["LGPD"]"#, 12).minimum_age, 12);
        assert_eq!(profile(r#"["LGPD"]"#, 11).minimum_age, 18);
    }
}
