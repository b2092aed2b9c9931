//! Who is not signed in: how often they may ask, before a password is hashed or anything written down.
//!
//! Each of their requests is told, so without a limit a flood of them would push what people did out of the auditor's
//! page, and fill the audit log.

use ipnet::IpNet;

use super::Staff;
use crate::{
    DatabaseError,
    limiter::{Limiter, Rate, Shed, Wait},
    serve::{Client, ClientAddress},
};

/// Of one IPv4 address, or one IPv6 /64. Signing in takes three requests; an office behind one address signs in at nine.
const RATE: Rate = Rate::new(60, 180);

/// What strangers have asked for.
pub(super) struct Strangers {
    limiter: Limiter<IpNet>,
    shed: Shed,
}

impl Default for Strangers {
    fn default() -> Self {
        Self { limiter: Limiter::new(RATE), shed: Shed::default() }
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
        if let Some(count) = self.0.strangers.shed.count(self.0.clock.now()) {
            let event = self.event("limit.shed", "desk").with("limit", "staff");
            self.tell(event.with("count", count).with("network", client.wide())).await?;
        }
        Ok(Some(wait))
    }
}
