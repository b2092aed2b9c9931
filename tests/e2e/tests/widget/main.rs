//! The promises, held in a real browser against the real backend.
//!
//! Each test has a world of its own (relay, desk, site, browser); they run one after the other,
//! since the built widget names the ports.

mod access;
mod api;
mod around;
mod asleep;
mod beside;
mod care;
mod cloned;
mod consent;
mod conversation;
mod crash;
mod demo;
mod embedding;
mod equals;
mod failure;
mod faults;
mod files;
mod form;
mod form_file;
mod hostile;
mod implicit;
mod keyboard;
mod keys;
mod language;
mod live;
mod offline;
mod page;
mod pages;
mod parts;
mod people;
mod pictures;
mod record;
mod refusal;
mod reset;
mod rich;
mod rotation;
mod screens;
mod second;
mod silence;
mod states;
mod tabs;
mod trees;
mod verify;
