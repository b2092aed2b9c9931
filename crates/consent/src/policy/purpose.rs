//! A purpose: one thing that data is used for.

use sigilo_protocol::Json;

use super::{core::flag, days};

/// What data is used for, and what follows from it.
#[derive(Clone, Debug)]
pub struct Purpose {
    /// Its id in this policy.
    pub id: String,
    /// Whether the chat can't do without it.
    pub required: bool,
    /// Its legal basis: `eu-gdpr:A6-1-a`.
    pub basis: String,
    /// What kind of purpose it is, in DPV's terms: `dpv:CommunicationForCustomerCare`.
    pub category: String,
    /// What it needs.
    pub data: Vec<Datum>,
    /// Who reads: ids of the manifest's recipients or of this policy's processors.
    pub recipients: Vec<String>,
    /// How long: an ISO 8601 duration.
    pub retention: String,
    /// To which countries outside the controller's area, and on what ground.
    pub transfers: Vec<Transfer>,
    /// Whether what is said trains a model.
    pub trains_model: bool,
    /// Whether a machine alone decides something about the visitor (Art. 22 GDPR).
    pub decides: bool,
}

/// A kind of personal data, in DPV's terms.
#[derive(Clone, Debug)]
pub struct Datum {
    /// `pd:Insurance`.
    pub kind: String,
    /// `dpv:Required` or `dpv:Optional`.
    pub necessity: String,
}

/// Data goes to a country outside the controller's area (Arts. 44 to 49 GDPR).
#[derive(Clone, Debug)]
pub struct Transfer {
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// On what ground: `eu-gdpr:A45-3`, `eu-gdpr:A46-2-c`.
    pub basis: String,
}

/// Purposes that Global Privacy Control speaks against: to sell or to share data, to advertise.
pub const AGAINST_GPC: &[&str] = &[
    "dpv:Advertising",
    "dpv:DirectMarketing",
    "dpv:Marketing",
    "dpv:PersonalisedAdvertising",
    "dpv:PoliticalCampaign",
    "dpv:SellDataToThirdParties",
    "dpv:SellInsightsFromData",
    "dpv:Share",
    "dpv:SocialMediaMarketing",
    "dpv:TargetedAdvertising",
];

impl Purpose {
    /// Whether its basis is consent (Art. 6(1)(a) or 9(2)(a) GDPR); else the visitor is informed.
    pub fn rests_on_consent(&self) -> bool {
        self.basis.starts_with("eu-gdpr:A6-1-a") || self.basis.starts_with("eu-gdpr:A9-2-a")
    }

    /// Whether it uses special categories of data (Art. 9 GDPR).
    pub fn is_special(&self) -> bool {
        self.basis.starts_with("eu-gdpr:A9")
    }

    /// Whether Global Privacy Control speaks against it.
    pub fn is_against_gpc(&self) -> bool {
        AGAINST_GPC.contains(&self.category.as_str())
    }

    pub(super) fn is_whole(&self) -> bool {
        // What the chat can't do without is not what somebody may sell or share, nor what has to be asked
        // for by a prompt of its own.
        let is_apart = self.is_special() && self.rests_on_consent();
        days(&self.retention).is_some() && !(self.required && (self.is_against_gpc() || is_apart))
    }

    pub(super) fn from_json(json: Json) -> Option<Self> {
        let mut purpose = json.into_members();
        let read = Self {
            id: purpose.text("id"),
            required: flag(&mut purpose, "required"),
            basis: purpose.text("basis"),
            category: purpose.text("category"),
            data: purpose.list("data", Datum::from_json),
            recipients: purpose.list("recipients", Json::into_text),
            retention: purpose.text("retention"),
            transfers: purpose.list("transfers", Transfer::from_json),
            trains_model: flag(&mut purpose, "trains_model"),
            decides: flag(&mut purpose, "decides"),
        };
        purpose.done(read)
    }
}

impl Datum {
    fn from_json(json: Json) -> Option<Self> {
        let mut datum = json.into_members();
        let read = Self { kind: datum.text("kind"), necessity: datum.text("necessity") };
        datum.done(read)
    }
}

impl Transfer {
    fn from_json(json: Json) -> Option<Self> {
        let mut transfer = json.into_members();
        let read = Self { country: transfer.text("country"), basis: transfer.text("basis") };
        transfer.done(read)
    }
}
