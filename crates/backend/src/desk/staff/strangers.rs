//! Who is not signed in: how often they may ask, before a password is hashed or anything written down.
//!
//! Each of their requests is told, so without a limit a flood of them would push what people did out of the auditor's
//! page, and fill the audit log.

use std::sync::{Mutex, PoisonError};

use ipnet::IpNet;

use super::Staff;
use crate::{
    DatabaseError,
    limiter::{Limiter, Rate, Wait},
    serve::{Client, ClientAddress},
};

/// Of one IPv4 address, or one IPv6 /64. Signing in takes three requests; an office behind one address signs in at nine.
const RATE: Rate = Rate::new(60, 180);

/// What strangers have asked for.
pub(super) struct Strangers {
    limiter: Limiter<IpNet>,
    /// When it was told last that some were refused, and how many were since.
    shed: Mutex<(u64, u64)>,
}

impl Default for Strangers {
    fn default() -> Self {
        Self { limiter: Limiter::new(RATE), shed: Mutex::default() }
    }
}

impl Strangers {
    /// How many were refused since that was told last, once a second.
    fn count_shed(&self, now: u64) -> Option<u64> {
        // Two numbers, set together.
        let mut shed = self.shed.lock().unwrap_or_else(PoisonError::into_inner);
        let (told, count) = (shed.0, shed.1 + 1);
        *shed = if told < now { (now, 0) } else { (told, count) };
        (told < now).then_some(count)
    }
}

impl Staff {
    /// Counts a request of somebody who is not signed in; how long to wait, if there were too many from there. This
    /// machine, and a proxy on it that is not trusted to say who asks, has no limit.
    pub(super) async fn meets_stranger(
        &self,
        client: Option<Client>,
    ) -> Result<Option<Wait>, DatabaseError> {
        let Some(address) = client.map(|client| client.address) else { return Ok(None) };
        let client = ClientAddress::new(address);
        if address.to_canonical().is_loopback() {
            return Ok(None);
        }
        let Err(wait) = self.0.strangers.limiter.check(&client.narrow()) else { return Ok(None) };
        if let Some(count) = self.0.strangers.count_shed(self.0.clock.now()) {
            let event = self.event("limit.shed", "desk").with("limit", "staff");
            self.tell(event.with("count", count).with("network", client.wide())).await?;
        }
        Ok(Some(wait))
    }
}
