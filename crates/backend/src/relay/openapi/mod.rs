//! `docs/openapi.json`, as the routes say it. Part of no build but the tests'.

mod asks;
mod document;
mod draft;
mod returns;
mod words;

pub(super) use document::document;
pub(super) use draft::{Described, Draft};
pub(super) use words::{
    Bytes16, Coordinates, Cursor, Items, Jws, Length, Problems, Sealed, Signed,
};
