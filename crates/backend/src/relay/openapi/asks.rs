//! What each extractor has a request bring, and how it refuses one.

use std::sync::Arc;

use axum::{Extension, extract::State};
use utoipa::{
    ToSchema,
    openapi::{Schema, Type, path::ParameterIn, schema::ObjectBuilder},
};

use super::{
    draft::Draft,
    words::{Bytes16, Sealed, integer, pattern},
};
use crate::{
    relay::{
        MAX_BLOB, MAX_WAIT, TAG,
        blobs::Range,
        envelopes::Posted,
        live::{Opening, PROTOCOL, Upgrade},
        manifests::Known,
        paths::{AtConversation, AtHash, AtMh, AtSite, Bearer, Json, Octets, Part, Since},
        problem::Problem::{self, *},
        state::Relay,
        work,
    },
    serve::ClientAddress,
};

pub(in crate::relay) trait Asks {
    fn ask(draft: &mut Draft);
}

/// How a body is refused, whatever it should be.
const OF_BODIES: &[Problem] = &[MediaTypeUnsupported, TooSlow, BodyTooLarge, BodyInvalid];

impl Asks for State<Arc<Relay>> {
    fn ask(_: &mut Draft) {}
}

impl Asks for Option<Extension<ClientAddress>> {
    fn ask(_: &mut Draft) {}
}

impl Asks for AtSite {
    fn ask(draft: &mut Draft) {
        draft.parameter(ParameterIn::Path, "site", "Its name as in its manifest.", true, text());
        draft.refuse(&[PathInvalid, SiteUnknown]);
    }
}

impl Asks for AtConversation {
    fn ask(draft: &mut Draft) {
        let schema = draft.refer::<Bytes16>();
        draft.parameter(ParameterIn::Path, "conv", "The conversation.", true, schema);
        draft.refuse(&[PathInvalid]);
    }
}

impl Asks for AtHash {
    fn ask(draft: &mut Draft) {
        let what = "SHA-256 of the document, or of the sealed file.";
        draft.parameter(ParameterIn::Path, "hash", what, true, pattern("^[A-Za-z0-9_-]{43}$"));
        draft.refuse(&[PathInvalid]);
    }
}

impl Asks for AtMh {
    fn ask(draft: &mut Draft) {
        let what = "SHA-256 of the manifest's signing input, as envelopes cite it.";
        draft.parameter(ParameterIn::Path, "mh", what, true, pattern("^[A-Za-z0-9_-]{43}$"));
        draft.refuse(&[PathInvalid]);
    }
}

impl Asks for Since {
    fn ask(draft: &mut Draft) {
        let what = "List what has a higher cursor.";
        draft.parameter(ParameterIn::Query, "after", what, false, from_zero(i64::MAX as u64));
        let what = "Seconds to wait for news if there is none.";
        draft.parameter(ParameterIn::Query, "wait", what, false, from_zero(MAX_WAIT));
        draft.refuse(&[QueryInvalid]);
    }
}

impl Asks for Part {
    fn ask(draft: &mut Draft) {
        let what = "Where the piece begins: where what is there ends.";
        draft.parameter(ParameterIn::Query, "at", what, false, from_zero(MAX_BLOB));
        let what = "How many bytes the sealed file has.";
        draft.parameter(ParameterIn::Query, "size", what, true, integer(TAG, MAX_BLOB));
        draft.refuse(&[QueryInvalid]);
    }
}

impl Asks for Bearer {
    fn ask(draft: &mut Draft) {
        draft.needs_token = true;
        draft.refuse(&[TokenMissing, TokenInvalid]);
    }
}

impl<T: ToSchema> Asks for Json<T> {
    fn ask(draft: &mut Draft) {
        draft.body = Some(("application/json", Some(draft.refer::<T>())));
        draft.refuse(OF_BODIES);
    }
}

impl Asks for Posted {
    fn ask(draft: &mut Draft) {
        Json::<Sealed>::ask(draft);
        draft.refuse(&[EnvelopeInvalid("")]);
    }
}

impl Asks for Octets {
    fn ask(draft: &mut Draft) {
        draft.body = Some(("application/octet-stream", None));
        draft.refuse(OF_BODIES);
    }
}

impl Asks for Known {
    fn ask(draft: &mut Draft) {
        let what = "The `ETag` of the manifest that one has.";
        draft.parameter(ParameterIn::Header, "If-None-Match", what, false, text());
    }
}

impl Asks for Range {
    fn ask(draft: &mut Draft) {
        let what = "`bytes=N-` or `bytes=N-M`; another form is passed over.";
        draft.parameter(ParameterIn::Header, "Range", what, false, text());
        draft.refuse(&[RangeInvalid]);
    }
}

impl Asks for work::Done {
    fn ask(draft: &mut Draft) {
        let what = "A challenge's solution: base64 of JSON with algorithm, challenge, number, salt, \
            signature.";
        let schema = ObjectBuilder::new().schema_type(Type::String);
        let schema = Schema::from(schema.max_length(Some(work::MAX_SOLUTION)));
        draft.parameter(ParameterIn::Header, work::HEADER.as_str(), what, false, schema);
        draft.refuse(&[WorkRequired("")]);
    }
}

impl Asks for Upgrade {
    fn ask(draft: &mut Draft) {
        let schema = ObjectBuilder::new().schema_type(Type::String);
        let schema = Schema::from(schema.enum_values(Some([PROTOCOL])));
        let what = "The only subprotocol.";
        draft.parameter(ParameterIn::Header, "Sec-WebSocket-Protocol", what, true, schema);
        draft.refer::<Opening>();
        draft.refuse(&[OriginNotAllowed, UpgradeRequired]);
    }
}

fn text() -> Schema {
    ObjectBuilder::new().schema_type(Type::String).into()
}

/// A number that is 0 if it is left out.
fn from_zero(most: u64) -> Schema {
    let number = ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(0_u64));
    number.maximum(Some(most)).default(Some(0.into())).into()
}
