//! Plates and identification numbers of vehicles.

mod plate;
mod vin;

use crate::{Kind, cues::Cue, found::Found, reading::Reading, scene::Scene};

pub(super) const CUES: &[Cue] = &[
    (
        "camion|car|carro|coche|furgoneta|immatriculation|kennzeichen|license plate|licence plate|\
matricula|matriculas|matricual|moto|motorbike|my van|number plate|numberplate|patente|placa|\
placas|plaka|plate|plates|reg|registration|targa|vehicle|vehiculo|kfz|vrn|rego|bike",
        &[Kind::VehiclePlate],
    ),
    (
        "bastidor|chasis|chassis|fahrgestellnummer|fin|frame number|vin|vin number|telaio",
        &[Kind::Vin],
    ),
];

/// Looks for a plate or identification number from a token on.
pub(super) fn look(scene: &Scene<'_>, at: usize, reading: Option<&Reading>, found: &mut Found) {
    let more = reading.is_none() && plate::may_begin(scene, at);
    let more = more.then(|| scene.reading(at));
    let Some(reading) = reading.or(more.as_ref()) else { return };
    plate::look(scene, at, reading, found);
    vin::look(reading, found);
}
