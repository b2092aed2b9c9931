//! Plates and identification numbers of vehicles.

mod plate;
mod vin;

use crate::{found::Found, reading::Reading, scene::Scene, token::Class};

/// Looks for a plate or identification number from a token on.
pub(super) fn look(scene: &Scene<'_>, at: usize, reading: Option<&Reading>, found: &mut Found) {
    let is_word = reading.is_none() && scene.class(at) == Class::Letters;
    let more = is_word && plate::may_begin(scene, at);
    let more = more.then(|| scene.reading(at));
    let Some(reading) = reading.or(more.as_ref()) else { return };
    plate::look(scene, at, reading, found);
    vin::look(reading, found);
}
