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
    ("ip", IP),
    ("ips", IP),
    ("ipv4", IP),
    ("ipv6", IP),
    ("broadcast", IP),
    ("dns", IP),
    ("dst", IP),
    ("firewall", IP),
    ("gateway", IP),
    ("host", IP),
    ("loopback", IP),
    ("network", IP),
    ("ping", IP),
    ("proxy", IP),
    ("puerta de enlace", IP),
    ("router", IP),
    ("server", IP),
    ("servidor", IP),
    ("src", IP),
    ("subnet", IP),
    ("subred", IP),
    ("vpn", IP),
    // Numbers with dots in them.
    ("android", &[]),
    ("apartado", &[]),
    ("clause", &[]),
    ("clausula", &[]),
    ("firmware", &[]),
    ("ios", &[]),
    ("seccion", &[]),
    ("section", &[]),
    ("mac", MAC),
    ("macs", MAC),
    ("hardware address", MAC),
    ("direccion fisica", MAC),
    ("ethernet", MAC),
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
