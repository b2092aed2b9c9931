//! Schemas of what is no type of the relay's: the protocol's words, which it reads by readers of its own.

use utoipa::{
    PartialSchema, ToSchema,
    openapi::{AllOfBuilder, ArrayBuilder, ObjectBuilder, Ref, RefOr, Schema, Type},
};

use crate::relay::{
    MAX_BLOB,
    envelopes::{FeedPage, Item, Page},
    problem,
    store::PAGE_ENVELOPES,
};

/// A sealed envelope (protocol.md, 5.1).
#[derive(ToSchema)]
#[schema(as = Envelope)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "it is described and never made")]
pub(in crate::relay) struct Sealed {
    /// The header, b64u of its JSON.
    p: String,
    /// What opens it, for each who may.
    #[schema(max_items = 16)]
    w: Vec<String>,
    /// What is sealed.
    c: String,
    /// The sender's signature.
    s: Signed,
}

/// A public key.
#[derive(ToSchema)]
#[schema(as = Jwk)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "it is described and never made")]
pub(in crate::relay) struct Coordinates {
    #[schema(pattern = "^EC$", example = "EC")]
    kty: String,
    #[schema(pattern = "^P-256$", example = "P-256")]
    crv: String,
    #[schema(
        pattern = "^[A-Za-z0-9_-]{43}$",
        example = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"
    )]
    x: String,
    #[schema(
        pattern = "^[A-Za-z0-9_-]{43}$",
        example = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"
    )]
    y: String,
}

impl PartialSchema for FeedPage {
    /// A page that has what only the feed's have.
    fn schema() -> RefOr<Schema> {
        let item = ObjectBuilder::new().required("conv");
        let feed = ObjectBuilder::new().required("epoch");
        let feed = feed.property("envelopes", ArrayBuilder::new().items(item));
        AllOfBuilder::new().item(Ref::from_schema_name(Page::name())).item(feed).into()
    }
}

impl ToSchema for FeedPage {
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((Page::name().into_owned(), Page::schema()));
        Page::schemas(schemas);
    }
}

/// The envelopes of a page.
pub(in crate::relay) struct Items;

impl PartialSchema for Items {
    fn schema() -> RefOr<Schema> {
        let item = Ref::from_schema_name(Item::name());
        Schema::from(ArrayBuilder::new().items(item).max_items(Some(PAGE_ENVELOPES))).into()
    }
}

impl ToSchema for Items {
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((Item::name().into_owned(), Item::schema()));
        Item::schemas(schemas);
    }
}

/// A type that is a string or a number of some form.
macro_rules! words {
    ($(#[doc = $what:literal] $name:ident, $schema:expr;)*) => {
        $(
            #[doc = $what]
            pub(in crate::relay) struct $name;

            impl PartialSchema for $name {
                fn schema() -> RefOr<Schema> {
                    match Schema::from($schema) {
                        Schema::Object(object) => {
                            let object = ObjectBuilder::from(object);
                            Schema::from(object.description(Some($what.trim()))).into()
                        }
                        other => other.into(),
                    }
                }
            }

            impl ToSchema for $name {}
        )*
    };
}

words! {
    /// 16 bytes, b64u.
    Bytes16, pattern("^[A-Za-z0-9_-]{22}$");
    /// An envelope's place: a row number, of which SQLite has no larger ones.
    Cursor, integer(0, i64::MAX as u64);
    /// A manifest (protocol.md, 4.1).
    Jws, pattern(r"^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$");
    /// Bytes of a sealed file.
    Length, integer(0, MAX_BLOB);
    /// An ES256 signature, P1363.
    Signed, pattern("^[A-Za-z0-9_-]{86}$");
    /// The name of a problem.
    Problems, ObjectBuilder::new().schema_type(Type::String).enum_values(Some(
        problem::all().into_iter().map(problem::Problem::urn),
    ));
}

pub(super) fn pattern(pattern: &str) -> Schema {
    ObjectBuilder::new().schema_type(Type::String).pattern(Some(pattern)).into()
}

pub(super) fn integer(least: u64, most: u64) -> Schema {
    let number = ObjectBuilder::new().schema_type(Type::Integer);
    number.minimum(Some(least)).maximum(Some(most)).into()
}
