//! Listeners: connections in, TLS or not, requests to a router, and an end that loses nothing.
//!
//! HTTP/1.1 only: sockets and long polls gain nothing by another version, and a proxy in front may
//! speak it. What a request may be is the router's; this knows no route.

mod address;
mod connection;
#[cfg(feature = "desk")]
mod desk_part;
mod health;
mod held;
mod log;
mod network;
mod places;
#[cfg(feature = "relay")]
mod relay_part;
mod running;
mod server;
#[cfg(test)]
mod slow_tests;
#[cfg(test)]
#[cfg(feature = "demo")]
mod tests;
mod tls;
#[cfg(feature = "siem")]
mod watching;

pub use address::Client;
pub use health::{Health, Probe};
pub use log::start_log;
pub use network::ClientAddress;
pub use running::{Parts, Running, StartError, start};
pub use server::{Gate, Server};
pub use tls::{Certificates, TlsError};
