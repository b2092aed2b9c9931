//! Where a purpose stands, as it is kept.

use sigilo_consent::{Premise, Standing, Status};
use sigilo_protocol::{Json, JsonObject};

pub(super) fn to_json(standing: &Standing) -> Json {
    let Standing { purpose, status, at_ms, premise } = standing;
    let mut kept = JsonObject::new();
    kept.text("purpose", purpose);
    kept.text("status", status.name());
    kept.number("at", *at_ms);
    kept.json("substance", premise.substance.to_json());
    kept.json("readers", premise.readers.to_json());
    kept.flag("gpc", premise.gpc);
    kept.whole()
}

pub(super) fn from_json(json: Json) -> Option<Standing> {
    let mut kept = json.into_members();
    let read = Standing {
        purpose: kept.text("purpose"),
        status: kept.parsed("status", Status::from_name).unwrap_or(Status::NotAsked),
        at_ms: kept.number("at"),
        premise: Premise {
            substance: kept.bytes("substance"),
            readers: kept.bytes("readers"),
            gpc: kept.flag("gpc"),
        },
    };
    kept.done(read)
}
