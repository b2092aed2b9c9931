//! The desk at a real relay, by HTTP, with a visitor of the protocol library on the other side.

mod consent;
mod conversation;
mod failure;
mod forms;
mod identify;
mod memory;
mod people;
mod publication;
mod rights;
mod staff;
mod visitor;
mod world;
