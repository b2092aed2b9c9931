//! Reading. What a check does not look at is passed over.

use sigilo_protocol::{
    Bytes, Hash, Json, Members, PublicKey,
    jws::{JwsError, SelfSigned},
};

use super::{RECEIPT, Reason, make::controller_id, status};
use crate::{Core, Status, time::from_iso};

/// A receipt, as its JWS says it.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// SHA-256 of the JWS.
    pub hash: Hash,
    /// The key in its header.
    pub visitor: PublicKey,
    /// When it was made, in milliseconds since the epoch.
    pub created_ms: u64,
    /// The visitor's receipt before this one.
    pub previous: Option<Hash>,
    /// The manifest that held: `mh`.
    pub manifest: Hash,
    pub(super) records: Vec<Record>,
    pub(super) json: Json,
}

/// What became of one purpose.
#[derive(Clone, Debug)]
pub(super) struct Record {
    pub(super) subject: String,
    pub(super) controller: String,
    pub(super) policy: Hash,
    text: Option<Hash>,
    lang: Option<String>,
    process: Process,
    pub(super) told: Told,
    status: Vec<String>,
    pub(super) at_ms: u64,
}

#[derive(Clone, Debug, PartialEq)]
struct Process {
    id: String,
    category: String,
    basis: String,
    /// Kind, necessity.
    data: Vec<(String, String)>,
    retention: String,
    /// Country, ground.
    transfers: Vec<(String, String)>,
    /// A machine alone decides something.
    decides: bool,
}

/// What is told beside what a purpose is, as it lies in the receipt.
#[derive(Clone, Debug)]
pub(super) struct Told {
    /// The purpose's id.
    pub(super) purpose: String,
    pub(super) recipients: Option<Json>,
    pub(super) processors: Option<Json>,
    pub(super) trains: Option<Json>,
    pub(super) rights: Option<Json>,
}

impl Receipt {
    /// Reads a receipt and checks the visitor's signature.
    pub fn verify(jws: &str) -> Result<Self, Reason> {
        match SelfSigned::verify(jws, RECEIPT) {
            Ok(signed) => Self::of(jws, signed),
            Err(JwsError::Format) => Err(Reason::NotReceipt),
            Err(JwsError::Signature) => Err(Reason::SignatureWrong),
        }
    }

    /// The same, whether the signature holds or not: nothing in it is to be believed.
    pub fn claimed(jws: &str) -> Result<Self, Reason> {
        let signed = SelfSigned::claimed(jws, RECEIPT).ok_or(Reason::NotReceipt)?;
        Self::of(jws, signed)
    }

    fn of(jws: &str, SelfSigned { key, payload }: SelfSigned) -> Result<Self, Reason> {
        let json = Json::parse(&payload).ok_or(Reason::NotReceipt)?;
        let mut receipt = json.clone().into_members();
        let is_ours = receipt.text("@type") == "dpv:ConsentReceipt";
        let session = |session: Json| {
            let mut session = session.into_members();
            let manifest = session.bytes("manifestSha256");
            session.read(manifest)
        };
        let read = Self {
            hash: Hash::of(jws.as_bytes()),
            visitor: key,
            created_ms: time(&mut receipt, "dct:created"),
            previous: receipt.maybe("sigilo:prevReceiptHash", Bytes::from_json),
            manifest: receipt.one("sigilo:session", session).unwrap_or(Bytes([0; 32])),
            records: receipt.list("dpv:hasRecordOfActivity", Record::from_json),
            json,
        };
        receipt.read(read).filter(|_| is_ours).ok_or(Reason::NotReceipt)
    }

    /// The policy that it is about.
    pub fn policy(&self) -> Option<Hash> {
        self.records.first().map(|record| record.policy)
    }

    /// When it was decided, in milliseconds since the epoch.
    pub fn decided_ms(&self) -> u64 {
        self.records.iter().map(|record| record.at_ms).min().unwrap_or_default()
    }

    /// The language that the visitor was asked in, if they were.
    pub fn lang(&self) -> Option<&str> {
        self.records.first()?.lang.as_deref()
    }

    /// Whether it is about whoever signed it: that key's thumbprint names the data subject.
    pub fn fits_subject(&self) -> Result<(), Reason> {
        let subject = self.visitor.thumbprint().to_string();
        let fits = self.records.iter().all(|record| record.subject == subject);
        if fits { Ok(()) } else { Err(Reason::AnotherSubject) }
    }

    /// Whether it is about this site's controller.
    pub fn fits_controller(&self, site: &str) -> Result<(), Reason> {
        let controller = controller_id(site);
        let fits = self.records.iter().all(|record| record.controller == controller);
        if fits { Ok(()) } else { Err(Reason::AnotherController) }
    }

    /// Whether every record is about the policy of this hash, and what was shown is one of its texts.
    /// Those that were shown.
    pub fn fits_notice(&self, core: &Core, policy: Hash) -> Result<Vec<Hash>, Reason> {
        let mut texts = Vec::new();
        for record in &self.records {
            if record.policy != policy {
                return Err(Reason::AnotherPolicy);
            }
            match record.text {
                Some(text) if core.language(text) == record.lang.as_deref() => texts.push(text),
                Some(_) => return Err(Reason::AnotherNotice),
                // What was given or refused, somebody was asked.
                None if record.is_answer() => return Err(Reason::NoNotice),
                None => {}
            }
        }
        Ok(texts)
    }

    /// The purposes that it decided about, each as the policy declares it, and where they stand.
    pub fn decided(&self, core: &Core) -> Result<Vec<(String, Status)>, Reason> {
        let mut decided: Vec<(String, Status)> = Vec::new();
        for record in &self.records {
            let id = &record.process.id;
            let purpose = core.purpose(id).ok_or(Reason::AnotherPurpose)?;
            let is_twice = decided.iter().any(|(other, _)| other == id);
            if is_twice || record.process != Process::declared(purpose) {
                return Err(Reason::AnotherPurpose);
            }
            let status = status::read(purpose, &record.status).ok_or(Reason::StatusWrong)?;
            decided.push((id.clone(), status));
        }
        if decided.is_empty() { Err(Reason::NoPurpose) } else { Ok(decided) }
    }
}

impl Record {
    fn is_answer(&self) -> bool {
        let answers = ["dpv:ConsentGiven", "dpv:ConsentRefused", "dpv:DataSubjectInformed"];
        self.status.iter().any(|status| answers.contains(&status.as_str()))
    }

    fn from_json(json: Json) -> Option<Self> {
        let mut record = json.into_members();
        let notice = record.one("dpv:hasNotice", Notice::from_json)?;
        let status = record.one("dpv:hasConsentStatus", |status| {
            let mut status = status.into_members();
            let at_ms = time(&mut status, "dpv:isIndicatedAtTime");
            let kinds = status.one("@type", one_or_more).unwrap_or_default();
            status.read((kinds, at_ms))
        });
        let (status, at_ms) = status?;
        let mut told = None;
        let processes = record.list("dpv:hasProcess", |json| {
            let process = Process::from_json(json.clone())?;
            let mut members = json.into_members();
            told = Some(Told {
                purpose: process.id.clone(),
                recipients: members.take("dpv:hasRecipient"),
                processors: members.take("dpv:hasDataProcessor"),
                trains: members.take("sigilo:trainsModel"),
                rights: None,
            });
            Some(process)
        });
        let [process] = <[Process; 1]>::try_from(processes).ok()?;
        let told = Told { rights: record.take("dpv:hasRight"), ..told? };
        let read = Self {
            subject: named(&mut record, "dpv:hasDataSubject", "dct:identifier"),
            controller: named(&mut record, "dpv:hasDataController", "@id"),
            policy: notice.policy,
            text: notice.text,
            lang: notice.lang,
            process,
            told,
            status,
            at_ms,
        };
        record.read(read)
    }
}

struct Notice {
    policy: Hash,
    text: Option<Hash>,
    lang: Option<String>,
}

impl Notice {
    fn from_json(json: Json) -> Option<Self> {
        let mut notice = json.into_members();
        let read = Self {
            policy: notice.bytes("sigilo:policySha256"),
            text: notice.maybe("sigilo:textSha256", Bytes::from_json),
            lang: notice.maybe("dct:language", Json::into_text),
        };
        notice.read(read)
    }
}

impl Process {
    fn declared(purpose: &crate::Purpose) -> Self {
        let data = purpose.data.iter().map(|datum| (datum.kind.clone(), datum.necessity.clone()));
        let transfer = |transfer: &crate::Transfer| {
            (format!("loc:{}", transfer.country), transfer.basis.clone())
        };
        Self {
            id: purpose.id.clone(),
            category: purpose.category.clone(),
            basis: purpose.basis.clone(),
            data: data.collect(),
            retention: purpose.retention.clone(),
            transfers: purpose.transfers.iter().map(transfer).collect(),
            decides: purpose.decides,
        }
    }

    fn from_json(json: Json) -> Option<Self> {
        let mut process = json.into_members();
        let purpose = process
            .one("dpv:hasPurpose", |purpose| pair(purpose, "dct:identifier", "skos:broader"));
        let (id, category) = purpose?;
        let data = |datum| pair(datum, "skos:broader", "dpv:hasNecessity");
        let data = process.list("dpv:hasPersonalData", data);
        let processing = process.maybe("dpv:hasProcessing", |list| list.into_list(processing));
        let processing = processing.unwrap_or_default();
        let storage = process.list("dpv:hasStorageCondition", |storage| Some(duration(storage)));
        let mut storage = storage.into_iter().flatten();
        // Its own duration; those with a name are other obligations'.
        let retention = storage.next().filter(|_| storage.next().is_none())?;
        let read = Self {
            id,
            category,
            basis: process.text("dpv:hasLegalBasis"),
            data,
            retention,
            decides: processing.contains(&Processing::Decision),
            transfers: processing.into_iter().filter_map(Processing::transfer).collect(),
        };
        process.read(read)
    }
}

/// What is done beside keeping.
#[derive(PartialEq)]
enum Processing {
    /// Country and ground.
    Transfer(String, String),
    /// A machine alone decides.
    Decision,
    Other,
}

impl Processing {
    fn transfer(self) -> Option<(String, String)> {
        if let Self::Transfer(country, basis) = self { Some((country, basis)) } else { None }
    }
}

fn processing(processing: Json) -> Option<Processing> {
    let mut members = processing.into_members();
    match members.text("@type").as_str() {
        "dpv:Transfer" => {
            let (country, basis) =
                (members.text("dpv:hasThirdCountry"), members.text("dpv:hasLegalBasis"));
            members.read(Processing::Transfer(country, basis))
        }
        "dpv:AutomatedDecisionMaking" => members.read(Processing::Decision),
        _ => members.read(Processing::Other),
    }
}

/// The duration of a storage condition without a name.
fn duration(storage: Json) -> Option<String> {
    let mut members = storage.into_members();
    let is_own =
        members.text("@type") == "dpv:StorageDuration" && members.take("dct:identifier").is_none();
    let duration = members.text("dpv:hasDuration");
    members.read(duration).filter(|_| is_own)
}

fn pair(json: Json, first: &str, second: &str) -> Option<(String, String)> {
    let mut members = json.into_members();
    let read = (members.text(first), members.text(second));
    members.read(read)
}

fn named(members: &mut Members, name: &str, id: &str) -> String {
    let read = |json: Json| {
        let mut members = json.into_members();
        let id = members.text(id);
        members.read(id)
    };
    members.one(name, read).unwrap_or_default()
}

fn one_or_more(json: Json) -> Option<Vec<String>> {
    match json {
        Json::Text(one) => Some(vec![one]),
        several => several.into_list(Json::into_text),
    }
}

fn time(members: &mut Members, name: &str) -> u64 {
    members.one(name, |at| from_iso(&at.into_text()?)).unwrap_or_default()
}
