//! The desk at a real relay, by HTTP, with a visitor of the protocol library on the other side.

mod all;
mod consent;
mod conversation;
mod events;
mod failure;
mod forms;
mod memory;
mod publication;
mod rights;
mod visitor;
mod world;
