//! The relay as its clients see it: requests in, answers out, no socket.

#[cfg(feature = "siem")]
mod alarms;
mod blobs;
mod edges;
mod envelopes;
mod erasing;
mod events;
mod fuzzing;
mod health;
mod limits;
mod live;
mod logging;
mod manifests;
mod openapi;
mod polling;
mod revoking;
mod storage;
mod stored;
mod tokens;
mod work;
mod world;
