//! What opens: passwords, codes for one use, keys and tokens, private keys.

mod code;
mod key;
mod password;
mod pem;
mod value;

use crate::{Kind, found::Found, reading::Reading, scene::Scene};

/// Looks from a token on.
pub(super) fn look(scene: &Scene<'_>, at: usize, _reading: Option<&Reading>, found: &mut Found) {
    key::look(scene, at, found);
    pem::look(scene, at, found);
    // The value of something is no name of something: token=token=…
    let before = scene.token(at).map_or(0, |own| scene.plain.before(own.from as usize));
    if matches!(before, b'=' | b':') {
        return;
    }
    let told = scene.said.by(at);
    let says = |kind| told.is_some_and(|told| told.has(kind));
    if says(Kind::Password) {
        password::look(scene, at, found);
    }
    if says(Kind::OneTimeCode) {
        code::look(scene, at, found);
    } else {
        code::look_plain(scene, at, found);
    }
    if says(Kind::ApiKey) || says(Kind::PrivateKey) {
        let kind = if says(Kind::ApiKey) { Kind::ApiKey } else { Kind::PrivateKey };
        key::look_told(scene, at, kind, found);
    }
}
