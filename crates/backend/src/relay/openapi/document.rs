//! The description as a whole.

use std::collections::BTreeMap;

use axum::{
    http::{HeaderName, header},
    response::IntoResponse as _,
};
use utoipa::openapi::{
    AllOfBuilder, Components, ComponentsBuilder, Content, HeaderBuilder, HttpMethod, Info,
    InfoBuilder, LicenseBuilder, ObjectBuilder, OpenApi, OpenApiBuilder, Paths, Ref, RefOr,
    Required, Response, ResponseBuilder, Schema, SecurityRequirement, ServerBuilder, Type,
    path::{Operation, OperationBuilder},
    request_body::RequestBodyBuilder,
    security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
    tag::TagBuilder,
};

use super::{draft::Draft, words::Jws};
use crate::relay::{
    api::{SITE, routes},
    problem::{Details, Problem},
    route::{Form, Route, Subject},
};

/// How whatever a route is asked may be refused.
const ANYWHERE: &[Problem] = &[
    Problem::PathInvalid,
    Problem::Denied,
    Problem::BodyTooLarge,
    Problem::TooMany(1),
    Problem::Internal,
];

/// Every route that the router has, as it declares itself.
pub(in crate::relay) fn document() -> OpenApi {
    let mut book = Book::default();
    let mut paths = Paths::new();
    for route in routes() {
        let method = match route.method.as_str() {
            "GET" => HttpMethod::Get,
            "POST" => HttpMethod::Post,
            "PUT" => HttpMethod::Put,
            "DELETE" => HttpMethod::Delete,
            other => panic!("{other} has no word here"),
        };
        let path = format!("{SITE}{}", route.operation.path);
        paths.add_path_operation(path, vec![method], book.operation(&route));
    }
    let server = ServerBuilder::new().url("https://chat.insurer.example");
    OpenApiBuilder::new()
        .info(info())
        .servers(Some([server.description(Some("Wherever the backend is.")).build()]))
        .tags(Some(Subject::ALL.map(|subject| {
            let (name, what) = subject.words();
            TagBuilder::new().name(name).description(Some(what)).build()
        })))
        .paths(paths)
        .components(Some(book.components()))
        .build()
}

fn info() -> Info {
    InfoBuilder::new()
        .title("Sigilo's relay")
        .version("1")
        .description(Some(
            "What is not said here, docs/http.md says. Every problem is `application/problem+json`. \
             `route-unknown` (404) and `method-not-allowed` (405, with `Allow`) belong to no operation.",
        ))
        .license(Some(
            LicenseBuilder::new()
                .name("Apache-2.0 OR MIT")
                .identifier(Some("Apache-2.0 OR MIT"))
                .build(),
        ))
        .build()
}

/// What operations refer to.
#[derive(Default)]
struct Book {
    schemas: BTreeMap<String, RefOr<Schema>>,
    refusals: BTreeMap<String, Response>,
}

impl Book {
    fn operation(&mut self, route: &Route) -> Operation {
        let mut draft = Draft::default();
        (route.describe)(&mut draft);
        draft.refuse(route.operation.refuses);
        draft.refuse(ANYWHERE);
        let said = &route.operation;
        let mut operation = OperationBuilder::new()
            .operation_id(Some(said.id))
            .tag(said.subject.words().0)
            .summary(Some(said.summary))
            .parameters(Some(std::mem::take(&mut draft.parameters)));
        if draft.needs_token {
            operation = operation.security(SecurityRequirement::new("token", [""; 0]));
        }
        if let Some((media_type, schema)) = draft.body.take() {
            let limit = route.limit.expect("a body has a limit");
            let body = RequestBodyBuilder::new().required(Some(Required::True));
            let body = body.description(Some(format!("At most {limit} bytes.")));
            let body = body.content(media_type, Content::new(schema)).build();
            operation = operation.request_body(Some(body));
        }
        for says in &said.answers {
            let mut response = ResponseBuilder::new().description(says.what);
            for (name, what) in &says.headers {
                response = response.header(name.as_str(), header(name, what));
            }
            if let Some((media_type, schema)) = content(says.form, &mut draft) {
                response = response.content(media_type, Content::new(schema));
            }
            operation = operation.response(says.status.to_string(), response.build());
        }
        let mut refuses = BTreeMap::<u16, Vec<Problem>>::new();
        for problem in &draft.refuses {
            refuses.entry(problem.parts().0.as_u16()).or_default().push(*problem);
        }
        for (status, problems) in refuses {
            let refusal = self.refusal(&mut draft, &problems);
            operation = operation.response(status.to_string(), refusal);
        }
        self.schemas.extend(draft.schemas);
        operation.build()
    }

    /// A refusal by one of these, which has one status, as an answer that operations share.
    fn refusal(&mut self, draft: &mut Draft, problems: &[Problem]) -> Ref {
        let mut codes: Vec<_> = problems.iter().map(|problem| problem.parts().1).collect();
        codes.sort_unstable();
        let name = codes.join("-or-");
        let urns = problems.iter().map(|problem| problem.urn());
        let kind = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(urns));
        let schema = AllOfBuilder::new()
            .item(draft.refer::<Details>())
            .item(ObjectBuilder::new().property("type", kind));
        let mut response = ResponseBuilder::new()
            .description(format!("A problem: `{}`.", codes.join("`, `")))
            .content("application/problem+json", Content::new(Some(Schema::from(schema))));
        for problem in problems {
            for name in problem.into_response().headers().keys() {
                if *name != header::CONTENT_TYPE {
                    response = response.header(name.as_str(), header(name, ""));
                }
            }
        }
        self.refusals.insert(name.clone(), response.build());
        Ref::from_response_name(name)
    }

    fn components(self) -> Components {
        let mut components = ComponentsBuilder::new().schemas_from_iter(self.schemas);
        components = components.responses_from_iter(self.refusals);
        let token = HttpBuilder::new().scheme(HttpAuthScheme::Bearer);
        let token = SecurityScheme::Http(token.description(Some("From `POST /tokens`.")).build());
        components.security_scheme("token", token).build()
    }
}

fn content(form: Form, draft: &mut Draft) -> Option<(&'static str, Option<RefOr<Schema>>)> {
    Some(match form {
        Form::Nothing => return None,
        Form::Typed => ("application/json", Some(draft.answer.clone().expect("it is typed"))),
        Form::Jws => ("application/jose", Some(draft.refer::<Jws>())),
        Form::Document => {
            let object = ObjectBuilder::new().schema_type(Type::Object);
            ("application/json", Some(Schema::from(object).into()))
        }
        Form::Octets => ("application/octet-stream", None),
    })
}

/// A header, and what it tells: for those of problems, what every relay tells by it.
fn header(name: &HeaderName, what: &str) -> utoipa::openapi::Header {
    let (kind, what) = match *name {
        header::RETRY_AFTER => (Type::Integer, "Seconds."),
        header::WWW_AUTHENTICATE => (Type::String, "`Bearer`"),
        header::UPGRADE => (Type::String, "`websocket`"),
        _ => (Type::String, what),
    };
    let schema = Schema::from(ObjectBuilder::new().schema_type(kind));
    HeaderBuilder::new().schema(Some(schema)).description(Some(what)).build()
}

impl Subject {
    const ALL: [Self; 4] = [Self::Manifest, Self::Tokens, Self::Envelopes, Self::Blobs];

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Manifest => ("manifest", "What a site's owner publishes."),
            Self::Tokens => ("tokens", "Who reads shows a key."),
            Self::Envelopes => ("envelopes", "Sealed messages."),
            Self::Blobs => ("blobs", "Sealed files."),
        }
    }
}
