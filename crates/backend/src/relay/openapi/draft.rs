//! What the types of a handler say of its operation.

use std::collections::BTreeMap;

use utoipa::{
    ToSchema,
    openapi::{
        Ref, RefOr, Required, Schema,
        path::{Parameter, ParameterBuilder, ParameterIn},
    },
};

use super::{asks::Asks, returns::Returns};
use crate::relay::problem::Problem;

/// An operation, as far as its handler's types tell.
#[derive(Default)]
pub(in crate::relay) struct Draft {
    pub(super) parameters: Vec<Parameter>,
    /// A body's media type, and its schema if it has one.
    pub(super) body: Option<(&'static str, Option<RefOr<Schema>>)>,
    pub(super) needs_token: bool,
    pub(super) refuses: Vec<Problem>,
    /// What an answer holds that is typed.
    pub(super) answer: Option<RefOr<Schema>>,
    /// What is referred to, by name.
    pub(super) schemas: BTreeMap<String, RefOr<Schema>>,
}

impl Draft {
    pub(super) fn parameter(
        &mut self,
        place: ParameterIn,
        name: &str,
        what: &str,
        is_required: bool,
        schema: impl Into<RefOr<Schema>>,
    ) {
        let required = if is_required { Required::True } else { Required::False };
        let parameter = ParameterBuilder::new().name(name).parameter_in(place).required(required);
        let parameter = parameter.description(Some(what)).schema(Some(schema));
        self.parameters.push(parameter.build());
    }

    pub(super) fn refuse(&mut self, problems: &[Problem]) {
        for problem in problems {
            if !self.refuses.contains(problem) {
                self.refuses.push(*problem);
            }
        }
    }

    /// Refers to a type's schema, which is kept with those that it refers to.
    pub(super) fn refer<T: ToSchema>(&mut self) -> RefOr<Schema> {
        let mut schemas = vec![(T::name().into_owned(), T::schema())];
        T::schemas(&mut schemas);
        self.schemas.extend(schemas);
        RefOr::Ref(Ref::from_schema_name(T::name()))
    }
}

/// A handler whose types say what it takes and gives.
pub(in crate::relay) trait Described<A> {
    fn describe(draft: &mut Draft);
}

macro_rules! handlers {
    ($($taken:ident)*) => {
        impl<F, Fut, R, M, $($taken),*> Described<(M, $($taken,)*)> for F
        where
            F: Fn($($taken),*) -> Fut,
            Fut: Future<Output = R>,
            R: Returns,
            $($taken: Asks,)*
        {
            fn describe(draft: &mut Draft) {
                $($taken::ask(draft);)*
                draft.answer = R::schema(draft);
            }
        }
    };
}

handlers!(A B);
handlers!(A B C);
handlers!(A B C D);
handlers!(A B C D E);
handlers!(A B C D E G);
handlers!(A B C D E G H);
