//! How the entities of pii_cases.jsonl are called here.

use sigilo_detect::Kind;

/// Entities that have another name here.
const OTHERWISE: &[(&str, Kind)] = &[
    ("DE_KFZ", Kind::VehiclePlate),
    ("IN_VEHICLE_REGISTRATION", Kind::VehiclePlate),
    ("NG_VEHICLE_REGISTRATION", Kind::VehiclePlate),
    ("TR_LICENSE_PLATE", Kind::VehiclePlate),
    ("UK_VEHICLE_REGISTRATION", Kind::VehiclePlate),
    ("PH_MOBILE_NUMBER", Kind::PhoneNumber),
    ("TR_PHONE_NUMBER", Kind::PhoneNumber),
];

/// The kinds that are asked for by name; the others of the table came on the way.
const NOT_ASKED_FOR: &[Kind] = &[
    Kind::DeSocialSecurity,
    Kind::DeHealthInsurance,
    Kind::DeVatId,
    Kind::ItVatCode,
    Kind::SeOrganisationsnummer,
    Kind::UkDrivingLicence,
    Kind::TrNationalId,
    Kind::KrRrn,
    Kind::ThTnin,
    Kind::ZaIdNumber,
    Kind::NgNin,
    Kind::UsMbi,
    Kind::UsNpi,
    Kind::InGstin,
];

/// Countries whose telephone numbers, passports and plates nobody asked for.
const ELSEWHERE: &[&str] = &["KR_", "NG_", "PH_", "TR_"];

/// The kind of an entity; nothing if there is none for it.
pub fn kind_of(entity: &str) -> Option<Kind> {
    if entity.ends_with("_PASSPORT") {
        return Some(Kind::Passport);
    }
    let own = OTHERWISE.iter().find(|(name, _)| *name == entity).map(|(_, kind)| *kind);
    own.or_else(|| Kind::from_name(&entity.to_ascii_lowercase()))
}

/// Whether an entity is among those that the detector was built for.
pub fn is_asked_for(entity: &str) -> bool {
    let is_elsewhere = ELSEWHERE.iter().any(|country| entity.starts_with(country));
    !is_elsewhere && kind_of(entity).is_some_and(|kind| !NOT_ASKED_FOR.contains(&kind))
}
