//! Where a purpose stands, as it is kept.

use sigilo_consent::{Premise, Standing, Status};
use sigilo_protocol::Json;

pub(super) fn to_json(standing: &Standing) -> Json {
    let Standing { purpose, status, at_ms, premise } = standing;
    Json::object([
        ("purpose", Some(Json::text(purpose))),
        ("status", Some(Json::text(status.name()))),
        ("at", Some(Json::Number(*at_ms))),
        ("substance", Some(premise.substance.to_json())),
        ("readers", Some(premise.readers.to_json())),
        ("gpc", Some(Json::Bool(premise.gpc))),
    ])
}

pub(super) fn from_json(json: Json) -> Option<Standing> {
    let mut kept = json.into_members();
    let status = |json: Json| Status::from_name(&json.into_text()?);
    let read = Standing {
        purpose: kept.text("purpose"),
        status: kept.one("status", status).unwrap_or(Status::NotAsked),
        at_ms: kept.number("at"),
        premise: Premise {
            substance: kept.bytes("substance"),
            readers: kept.bytes("readers"),
            gpc: kept.one("gpc", Some) == Some(Json::Bool(true)),
        },
    };
    kept.done(read)
}
