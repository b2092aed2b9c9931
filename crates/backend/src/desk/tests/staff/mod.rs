//! The staff's pages, asked as a browser asks, beside a desk and a visitor.

mod alarms;
mod cells;
mod entry;
mod figures;
mod files;
mod house;
mod oidc;
mod talk;
