//! Before a request is looked at, and after it was refused.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use super::{Kind, Refused};
use crate::{
    relay::{problem::Problem, state::Relay},
    serve::{Client, ClientAddress},
};

/// Counts a request by address and site, and its refusal by address.
pub(in crate::relay) async fn admit(
    State(relay): State<Arc<Relay>>,
    request: Request,
    next: Next,
) -> Response {
    let (mut parts, body) = request.into_parts();
    let limits = relay.limits();
    let client = parts.extensions.get::<Client>();
    let address = client.map(|client| ClientAddress::new(client.address));
    if let Some(address) = address {
        parts.extensions.insert(address);
    }
    let site = site_of(parts.uri.path()).to_owned();
    if let Err(problem) = check(&relay, address, &site) {
        return with_address(problem.into_response(), address);
    }
    let response = next.run(Request::from_parts(parts, body)).await;
    if let (Some(address), Some(problem)) = (address, response.extensions().get::<Problem>())
        && tells_of_guessing(*problem)
    {
        limits.count_refusal(address, relay.clock.now());
    }
    with_address(response, address)
}

fn check(relay: &Relay, address: Option<ClientAddress>, site: &str) -> Result<(), Problem> {
    let limits = relay.limits();
    if let Some(address) = address {
        if address.is_in(&limits.settings.deny_addresses) {
            return Err(Problem::Denied);
        }
        let counted = limits.count_address(address, relay.clock.now());
        counted.map_err(|refused| relay.shed(site, refused, Some(address)))?;
    }
    if relay.site(site).is_some() {
        limits.count_site(site).map_err(|refused| relay.shed(site, refused, address))?;
    }
    Ok(())
}

/// What somebody meets who guesses.
fn tells_of_guessing(problem: Problem) -> bool {
    matches!(problem, Problem::TokenInvalid | Problem::NonceInvalid | Problem::SignatureInvalid)
}

/// For whoever tells of a refusal: it does not go out.
fn with_address(mut response: Response, address: Option<ClientAddress>) -> Response {
    if let Some(address) = address {
        response.extensions_mut().insert(address);
    }
    response
}

/// The site that an address of a request names, or nothing that is one.
pub(in crate::relay) fn site_of(path: &str) -> &str {
    let rest = path.strip_prefix("/v1/sites/").unwrap_or_default();
    rest.split('/').next().unwrap_or_default()
}

impl Relay {
    /// The answer to what is too much, and an event now and then.
    pub(in crate::relay) fn shed(
        &self,
        site: &str,
        Refused(kind, wait): Refused,
        address: Option<ClientAddress>,
    ) -> Problem {
        let now = self.clock.now();
        if let Some(count) = self.limits().count_shed(kind, now) {
            let site = if self.site(site).is_some() { site } else { "" };
            let event = crate::events::Event::new(now, site, "limit.shed", "relay");
            let event = event.with("limit", kind.name()).with("count", count);
            self.events.tell(&match address {
                Some(address) => event.with("network", address.wide()),
                None => event,
            });
        }
        match kind {
            Kind::Queue => Problem::Busy(wait),
            _ => Problem::TooMany(wait),
        }
    }
}
