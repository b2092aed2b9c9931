//! What the network knows people by: e-mail, addresses of machines, links with credentials.

mod email;
mod ip4;
mod ip6;
mod link;
mod mac;

use crate::{found::Found, reading::Reading, scene::Scene};

/// Looks from a token on.
pub(super) fn look(scene: &Scene<'_>, at: usize, _reading: Option<&Reading>, found: &mut Found) {
    let Some(token) = scene.token(at) else { return };
    let (from, to) = (token.from as usize, token.to as usize);
    if scene.plain.before(from) == b'@' {
        email::look(scene, from, found);
    }
    mac::look(scene, at, found);
    match scene.plain.sign(to) {
        b'.' => ip4::look(scene, at, found),
        b':' => {
            ip6::look(scene, from, found);
            link::look(scene, at, found);
        }
        b'=' => ip6::look(scene, to + 1, found),
        _ => {}
    }
    if scene.plain.before(from) == b':' && from >= 2 {
        ip6::look(scene, from - 2, found);
    }
    email::look_spelt(scene, at, found);
}
