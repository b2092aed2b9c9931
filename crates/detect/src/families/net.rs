//! What the network knows people by: e-mail, addresses of machines, links with credentials.

mod email;
mod ip4;
mod ip6;
mod link;
mod mac;

use crate::{Kind, cues::Cue, found::Found, reading::Reading, scene::Scene};

const IP: &[Kind] = &[Kind::IpAddress];
const MAC: &[Kind] = &[Kind::MacAddress];

pub(super) const CUES: &[Cue] = &[
    (
        "ip|ips|ipv4|ipv6|broadcast|dns|dst|firewall|gateway|host|loopback|network|ping|proxy|\
        puerta de enlace|router|server|servidor|src|subnet|subred|vpn",
        IP,
    ),
    ("android|apartado|clause|clausula|firmware|ios|seccion|section", &[]),
    ("mac|macs|hardware address|direccion fisica|ethernet", MAC),
];

/// Looks from a token on.
pub(super) fn look(scene: &Scene<'_>, at: usize, _reading: Option<&Reading>, found: &mut Found) {
    let Some(token) = scene.tokens.get(at) else { return };
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
