//! The desk at a real relay, by HTTP, with a visitor of the protocol library on the other side.

mod alarms;
mod all;
mod archive;
mod audit;
mod consent;
mod conversation;
mod events;
mod failure;
mod files;
mod form_files;
mod forms;
mod handover;
mod identify;
mod memory;
mod people;
mod pictures;
mod presence;
mod publication;
mod ratings;
mod rights;
mod slow;
mod staff;
mod storage;
mod visitor;
mod world;
