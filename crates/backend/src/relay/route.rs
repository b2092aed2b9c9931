//! What a route is: one method of one address, who answers, and what is said of it.
//!
//! The router is made of these and so is `docs/openapi.json`, so that neither has what the other lacks.
//! Only tests describe anything: a relay links none of what it takes.

use std::sync::Arc;

use axum::{
    extract::DefaultBodyLimit,
    handler::Handler,
    http::{HeaderName, Method},
    routing::{self, MethodRouter},
};

#[cfg(test)]
use super::openapi::{Described, Draft};
use super::{problem::Problem, state::Relay};

/// A route, as it is declared beside its handler: [`Operation::get`] and its like make it one.
#[cfg_attr(not(test), expect(dead_code, reason = "only the description reads all of it"))]
pub(super) struct Operation {
    /// Below the site's address.
    pub(super) path: &'static str,
    /// Its name, for programs that are made from the description.
    pub(super) id: &'static str,
    pub(super) subject: Subject,
    pub(super) summary: &'static str,
    pub(super) answers: Vec<Says>,
    /// The problems of the handler itself; those of what it takes are said by its types.
    pub(super) refuses: &'static [Problem],
}

/// One method of one address.
#[cfg_attr(not(test), expect(dead_code, reason = "only the description reads all of it"))]
pub(super) struct Route {
    pub(super) operation: Operation,
    pub(super) method: Method,
    pub(super) methods: MethodRouter<Arc<Relay>>,
    /// Most bytes of a body.
    pub(super) limit: Option<usize>,
    /// What the handler's types say: parameters, bodies, and the problems of those who read them.
    #[cfg(test)]
    pub(super) describe: fn(&mut Draft),
}

/// What a route is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    Manifest,
    Tokens,
    Envelopes,
    Blobs,
}

/// An answer that is no problem.
#[cfg_attr(not(test), expect(dead_code, reason = "only the description reads it"))]
pub(super) struct Says {
    pub(super) status: u16,
    pub(super) what: &'static str,
    pub(super) form: Form,
    /// Each with what it tells.
    pub(super) headers: Vec<(HeaderName, &'static str)>,
}

/// What an answer has for a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Nothing,
    /// What the handler's type says.
    Typed,
    /// A manifest as it was signed.
    Jws,
    /// A document of a policy.
    Document,
    /// Bytes that nobody here can read.
    Octets,
}

impl Says {
    pub(super) const fn nothing(status: u16, what: &'static str) -> Self {
        Self { status, what, form: Form::Nothing, headers: Vec::new() }
    }

    pub(super) const fn typed(status: u16, what: &'static str) -> Self {
        Self { status, what, form: Form::Typed, headers: Vec::new() }
    }

    pub(super) fn of(self, form: Form) -> Self {
        Self { form, ..self }
    }

    pub(super) fn with(self, header: HeaderName, what: &'static str) -> Self {
        Self { headers: vec![(header, what)], ..self }
    }
}

impl Route {
    /// The same, for bodies of so many bytes at most.
    pub(super) fn up_to(self, bytes: usize) -> Self {
        let methods = self.methods.layer(DefaultBodyLimit::max(bytes));
        Self { methods, limit: Some(bytes), ..self }
    }
}

macro_rules! methods {
    ($($name:ident $method:ident),*) => {
        impl Operation {
            $(pub(super) fn $name<H, A>(self, handler: H) -> Route
            where
                H: Handler<A, Arc<Relay>> + Described<A>,
                A: 'static,
            {
                Route {
                    operation: self,
                    method: Method::$method,
                    methods: routing::$name(handler),
                    limit: None,
                    #[cfg(test)]
                    describe: H::describe,
                }
            })*
        }
    };
}

methods!(get GET, post POST, put PUT, delete DELETE);

/// A handler whose types say what it takes and gives: all of them, where nobody asks.
#[cfg(not(test))]
pub(super) trait Described<A> {}

#[cfg(not(test))]
impl<H, A> Described<A> for H {}
