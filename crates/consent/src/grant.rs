//! What a decision gives: the value that whatever seals or sends demands.

use std::{
    marker::PhantomData,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

/// The purposes without which there is no chat: all that are required.
#[derive(Debug)]
pub enum Chat {}

/// One purpose beside them.
#[derive(Debug)]
pub enum Extra {}

/// Telling the other side of a decision, and exercising a right: both ends keep the proof of what was
/// decided (Arts. 7(1), 12 GDPR), so it needs no consent; but it carries no words of the chat.
#[derive(Debug)]
pub enum Record {}

/// The proof that the visitor allowed what it is of. Only the [`Gate`](crate::Gate) makes one, and it
/// ends with what it rests on: a copy that was made before a withdrawal is good for nothing after it.
#[derive(Debug)]
pub struct Grant<P> {
    holds: Arc<AtomicBool>,
    of: PhantomData<fn() -> P>,
}

/// Any grant: for what every purpose needs alike, such as a token to read with.
pub trait Permit {
    /// Whether it still holds.
    fn holds(&self) -> bool;
}

impl<P> Grant<P> {
    pub(crate) fn new(life: &Life) -> Self {
        Self { holds: life.0.clone(), of: PhantomData }
    }
}

impl<P> Permit for Grant<P> {
    fn holds(&self) -> bool {
        self.holds.load(Ordering::Relaxed)
    }
}

impl<P> Clone for Grant<P> {
    fn clone(&self) -> Self {
        Self { holds: self.holds.clone(), of: PhantomData }
    }
}

/// What grants live by; dropped, it ends them.
#[derive(Debug)]
pub(crate) struct Life(Arc<AtomicBool>);

impl Life {
    pub(crate) fn new() -> Self {
        Self(Arc::new(AtomicBool::new(true)))
    }
}

impl Drop for Life {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Relaxed);
    }
}
