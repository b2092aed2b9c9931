//! The three sites of the demonstration: an insurer, a bank, a clinic. Each has a policy, a bot that
//! knows its trade, and a page in each language.

use serde_json::Value;
use sigilo_protocol::Hash;

use super::overlay::laid_over;
use crate::{
    bot::{KnowledgeError, RuleBot},
    desk::{Policy, PolicyError},
};

/// A site of the demonstration.
#[derive(Debug)]
pub struct Sector {
    /// The site's name in its manifest.
    pub site: &'static str,
    /// What it is, in a word: the name of its folder.
    pub name: &'static str,
    /// What the visitor reads as the assistant's name.
    pub assistant: &'static str,
    /// Where its desk keeps keys and database, below the demonstration's data.
    pub(super) data: &'static str,
    /// Address and document of each page; the Spanish one first.
    pub(super) pages: &'static [(&'static str, &'static str)],
    /// Core, Spanish, English.
    policy: [&'static str; 3],
    /// What people beside the bot change in these, where the site has some.
    people: Option<[&'static str; 3]>,
    /// Spanish, English.
    knowledge: [&'static str; 2],
    /// What its bot sends, by name.
    files: &'static [(&'static str, &'static [u8])],
}

/// The narrowest page, below [`INSURER`]'s; its security policy is its own.
pub(super) const STRICT: (&str, &str) = ("/strict", include_str!("../../demo/insurer/strict.html"));

/// Home insurance: an optional quote, improvement, marketing.
pub const INSURER: Sector = Sector {
    site: "seguros-aurora.example",
    name: "insurer",
    assistant: "Aurora",
    data: "desk",
    pages: &[
        ("/", include_str!("../../demo/insurer/es.html")),
        ("/en", include_str!("../../demo/insurer/en.html")),
    ],
    policy: [
        include_str!("../../demo/insurer/policy/core.json"),
        include_str!("../../demo/insurer/policy/es.json"),
        include_str!("../../demo/insurer/policy/en.json"),
    ],
    people: Some([
        include_str!("../../demo/insurer/people/core.json"),
        include_str!("../../demo/insurer/people/es.json"),
        include_str!("../../demo/insurer/people/en.json"),
    ]),
    knowledge: [
        include_str!("../../demo/insurer/knowledge.es.json"),
        include_str!("../../demo/insurer/knowledge.en.json"),
    ],
    files: &[
        ("condiciones.pdf", include_bytes!("../../demo/insurer/files/condiciones.pdf")),
        ("terms.pdf", include_bytes!("../../demo/insurer/files/terms.pdf")),
        ("alba.webp", include_bytes!("../../demo/insurer/files/alba.webp")),
        ("aurora.webp", include_bytes!("../../demo/insurer/files/aurora.webp")),
        ("cenit.webp", include_bytes!("../../demo/insurer/files/cenit.webp")),
    ],
};

/// Accounts and cards: purposes on other grounds than consent, and a transfer.
pub const BANK: Sector = Sector {
    site: "banco-faro.example",
    name: "bank",
    assistant: "Faro",
    data: "desk-bank",
    pages: &[
        ("/banco", include_str!("../../demo/bank/es.html")),
        ("/en/bank", include_str!("../../demo/bank/en.html")),
    ],
    policy: [
        include_str!("../../demo/bank/policy/core.json"),
        include_str!("../../demo/bank/policy/es.json"),
        include_str!("../../demo/bank/policy/en.json"),
    ],
    people: None,
    knowledge: [
        include_str!("../../demo/bank/knowledge.es.json"),
        include_str!("../../demo/bank/knowledge.en.json"),
    ],
    files: &[],
};

/// A clinic: a special category of data, and an age from which on people decide.
pub const CLINIC: Sector = Sector {
    site: "clinica-ribera.example",
    name: "clinic",
    assistant: "Ribera",
    data: "desk-clinic",
    pages: &[
        ("/clinica", include_str!("../../demo/clinic/es.html")),
        ("/en/clinic", include_str!("../../demo/clinic/en.html")),
    ],
    policy: [
        include_str!("../../demo/clinic/policy/core.json"),
        include_str!("../../demo/clinic/policy/es.json"),
        include_str!("../../demo/clinic/policy/en.json"),
    ],
    people: None,
    knowledge: [
        include_str!("../../demo/clinic/knowledge.es.json"),
        include_str!("../../demo/clinic/knowledge.en.json"),
    ],
    files: &[],
};

/// All of them, the insurer first.
pub const SECTORS: [&Sector; 3] = [&INSURER, &BANK, &CLINIC];

impl Sector {
    /// Its policy, as its desk publishes it.
    pub fn policy(&self) -> Result<Policy, PolicyError> {
        let [core, texts @ ..] = self.policy;
        Policy::new(core, &texts)
    }

    /// The same with people beside the bot, who may be told more than words; nothing where the site has none.
    pub fn policy_with_people(&self) -> Option<Result<Policy, PolicyError>> {
        let documents = self.documents_with_people()?;
        let [core, texts @ ..] = documents.each_ref().map(String::as_str);
        Some(Policy::new(core, &texts))
    }

    /// Its documents, likewise: core, Spanish, English.
    pub fn documents_with_people(&self) -> Option<[String; 3]> {
        let over = self.people?;
        let whole = |index: usize| {
            let read = |text: &str| serde_json::from_str::<Value>(text).ok();
            Some(laid_over(read(self.policy[index])?, read(over[index])?))
        };
        let (mut core, spanish, english) =
            (whole(0)?, whole(1)?.to_string(), whole(2)?.to_string());
        for (lang, text) in [("es", &spanish), ("en", &english)] {
            core["texts"][lang] = Hash::of(text.as_bytes()).to_string().into();
        }
        Some([core.to_string(), spanish, english])
    }

    /// Its bot.
    pub fn bot(&self) -> Result<RuleBot, KnowledgeError> {
        let [spanish, english] = self.knowledge;
        let file = |name: &str| {
            let found = self.files.iter().find(|(own, _)| *own == name);
            found.map(|(_, bytes)| bytes.to_vec())
        };
        RuleBot::with_files(spanish, english, &file)
    }

    /// Its policy as it is written: core, Spanish, English.
    pub(crate) fn documents(&self) -> [&'static str; 3] {
        self.policy
    }

    /// What its bot is made of: Spanish, English.
    #[cfg(test)]
    pub(crate) fn knowledge(&self) -> [&'static str; 2] {
        self.knowledge
    }
}
