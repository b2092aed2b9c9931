//! What a handler gives that is typed.

use axum::{Json, http::StatusCode, response::Response};
use utoipa::{
    ToSchema,
    openapi::{RefOr, Schema},
};

use super::draft::Draft;
use crate::relay::{
    problem::Problem,
    work::{Asked, Challenge},
};

pub(in crate::relay) trait Returns {
    /// Of its body, if its type says what that is.
    fn schema(draft: &mut Draft) -> Option<RefOr<Schema>>;
}

impl Returns for Response {
    fn schema(_: &mut Draft) -> Option<RefOr<Schema>> {
        None
    }
}

impl Returns for StatusCode {
    fn schema(_: &mut Draft) -> Option<RefOr<Schema>> {
        None
    }
}

impl<T: ToSchema> Returns for Json<T> {
    fn schema(draft: &mut Draft) -> Option<RefOr<Schema>> {
        Some(draft.refer::<T>())
    }
}

impl<T: Returns> Returns for (StatusCode, T) {
    fn schema(draft: &mut Draft) -> Option<RefOr<Schema>> {
        T::schema(draft)
    }
}

impl Returns for Asked {
    fn schema(draft: &mut Draft) -> Option<RefOr<Schema>> {
        Json::<Challenge>::schema(draft)
    }
}

impl<T: Returns> Returns for Result<T, Problem> {
    fn schema(draft: &mut Draft) -> Option<RefOr<Schema>> {
        T::schema(draft)
    }
}
