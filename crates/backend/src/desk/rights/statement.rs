//! What the desk declares about a request, signed: a visitor can show it to others.

use serde::Serialize;
use serde_json::{Value, json};
use sigilo_consent::Core;
use sigilo_protocol::{Body, Content, RequestState, Right, Role, Scope, jws};

use super::{Change, Erasure, Kind, Request, holding::Holding};
use crate::{
    DatabaseError,
    desk::{forms, office::Desk},
};

const ERASURE: &str = "sigilo-erasure+jws";
const RIGHT: &str = "sigilo-right+jws";

/// What is kept although erasure was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Kept {
    pub(super) id: String,
    pub(super) basis: String,
    /// In seconds since 1970.
    pub(super) until: u64,
    /// Kept, and used for nothing but the obligation (Art. 32 LOPDGDD).
    pub(super) blocked: bool,
}

impl Desk {
    /// Erases: what goes, and the statement about it.
    pub(super) async fn erase(
        &self,
        request: Request,
        scope: Scope,
    ) -> Result<(Change, String), DatabaseError> {
        let now = self.clock.now();
        let mut says = self.about(&request, now);
        match scope {
            Scope::Conversation => {
                let kept = self.obligations(now);
                says["deleted"] = self.store.holding(request.conv).await?.content();
                says["kept"] = json!(kept);
                says["relay"] = "asked".into();
                let kept_until = kept.iter().map(|kept| kept.until).max().unwrap_or(now);
                let statement = self.sign(ERASURE, &says);
                let signed = statement.clone();
                let erasure = Erasure { request, at: now, kept_until, statement: signed };
                Ok((Change::Conversation(Box::new(erasure)), statement))
            }
            Scope::Bodies(ids) => {
                let requests = self.store.requests(Some(request.conv)).await?;
                let goes = |other: &&Request| other.note.is_some() && ids.contains(&other.body);
                let notes = requests.iter().filter(goes).count() as u64;
                let answers = forms::count_bodies(&self.store.forms(request.conv).await?, &ids);
                says["deleted"] = Holding::bodies(notes, answers);
                says["kept"] = json!([]);
                says["bodies"] = json!(ids.len());
                // The relay can't tell which envelope holds which body.
                says["relay"] = "kept".into();
                Ok((Change::Bodies(request, ids), self.sign(ERASURE, &says)))
            }
        }
    }

    /// What was done about a request that is settled.
    pub(super) async fn statement(&self, request: &Request) -> Result<String, DatabaseError> {
        if request.kind == Kind::Erasure
            && let Some(statement) = self.store.erasure_statement(request.conv).await?
        {
            return Ok(statement);
        }
        let core = self.policy.core();
        let mut says = self.about(request, self.clock.now());
        says["right"] = request.kind.name().into();
        says["state"] = request.state.name().into();
        if let Some(why) = &request.why {
            says["why"] = why.as_str().into();
        }
        if request.state == RequestState::Refused {
            // Art. 12(4) GDPR.
            says["authority"] = json!({"name": core.authority.name, "url": core.authority.url});
        }
        let Kind::Right(Right::Access | Right::Portability) = request.kind else {
            return Ok(self.sign(RIGHT, &says));
        };
        if request.state == RequestState::Done {
            let holding = self.store.holding(request.conv).await?;
            says["holds"] = holding.all();
            says["receipts"] = json!(holding.hashes);
            let forms = self.store.forms(request.conv).await?;
            says["forms"] = forms.iter().filter_map(forms::Record::told).collect();
            let brief = self.sign(RIGHT, &says);
            says["use"] = self.usage(core);
            let whole = self.sign(RIGHT, &says);
            return Ok(if fits(request, &whole) { whole } else { brief });
        }
        Ok(self.sign(RIGHT, &says))
    }

    fn about(&self, request: &Request, now: u64) -> Value {
        let (site, conv, of) = (&self.site, request.conv, &request.body);
        let mut says = json!({"v": 1, "site": site, "conv": conv, "request": of, "at": now});
        let manifest = self.manifest.iter().flat_map(|manifest| &manifest.recipients);
        let archives = manifest.filter(|recipient| recipient.role == Role::Archive);
        let asked = |id: &String| json!({"id": id, "state": "requested"});
        let archives: Vec<_> = archives.map(|archive| asked(&archive.id)).collect();
        if request.kind == Kind::Erasure && !archives.is_empty() {
            says["archives"] = json!(archives);
        }
        says
    }

    /// What Art. 15(1) GDPR asks for beside the data.
    fn usage(&self, core: &Core) -> Value {
        let purposes = core.purposes.iter().map(|purpose| {
            let kinds: Vec<_> = purpose.data.iter().map(|datum| &datum.kind).collect();
            let transfers = purpose.transfers.iter();
            let transfers: Vec<_> =
                transfers.map(|to| json!({"country": to.country, "basis": to.basis})).collect();
            json!({
                "id": purpose.id, "basis": purpose.basis, "retention": purpose.retention,
                "data": kinds, "recipients": purpose.recipients, "transfers": transfers,
                "decides": purpose.decides,
            })
        });
        let readers = self.manifest.iter().flat_map(|manifest| &manifest.recipients);
        let readers = readers.map(|reader| json!({"id": reader.id, "name": reader.name}));
        let processors = core.processors.iter();
        let processors =
            processors.map(|by| json!({"id": by.id, "name": by.name, "country": by.country}));
        json!({
            "purposes": purposes.collect::<Vec<_>>(),
            "recipients": readers.collect::<Vec<_>>(),
            "processors": processors.collect::<Vec<_>>(),
            "source": "the visitor",
            "authority": {"name": core.authority.name, "url": core.authority.url},
        })
    }

    fn sign(&self, typ: &str, says: &Value) -> String {
        jws::sign(typ, says.to_string().as_bytes(), &self.keys.signing)
    }
}

/// Whether a statement has room in a body: a policy can be longer.
fn fits(request: &Request, statement: &str) -> bool {
    let (of, state, due) = (request.body.clone(), request.state, request.due);
    let content = Content::RightState { of, state, due, statement: Some(statement.into()) };
    Body::new("b", content).to_padded().is_ok()
}
