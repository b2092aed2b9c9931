use super::*;

const CORE: &str = include_str!("../../../backend/demo/insurer/policy/core.json");
const ES: &[u8] = include_bytes!("../../../backend/demo/insurer/policy/es.json");

fn read(core: &str) -> Result<Core, PolicyError> {
    Core::read(core.as_bytes(), Hash::of(core.as_bytes()))
}

#[test]
fn the_demo_s_policy_is_read() {
    let core = read(CORE).unwrap();
    assert_eq!(core.texts().len(), 2);
    let texts = [("es".into(), ES.to_vec())];
    let policy = Policy::read(core, Hash::of(CORE.as_bytes()), &texts).unwrap();
    // English was not given: the notice falls back to a language that is there.
    assert_eq!(policy.text("en").0, "es");
    assert!(policy.text("es").2.purpose("answer").is_some());
}

#[test]
fn another_byte_is_another_policy() {
    let changed = CORE.replace("P90D", "P91D");
    let verdict = Core::read(changed.as_bytes(), Hash::of(CORE.as_bytes()));
    assert_eq!(verdict.err(), Some(PolicyError::Hash));
}

#[test]
fn another_wording_is_the_same_substance() {
    let substance = |core: &str| read(core).unwrap().substance;
    let worded = CORE.replace(&Hash::of(ES).to_string(), &Hash::of(b"other").to_string());
    assert_ne!(worded, CORE);
    assert_eq!(substance(&worded.replace("2026-11-22", "2026-12-01")), substance(CORE));
    assert_ne!(substance(&CORE.replace("P90D", "P91D")), substance(CORE));
}

#[test]
fn members_in_another_order_are_the_same_substance_and_list_items_are_another() {
    let substance = |core: &str| read(core).unwrap().substance;
    // `serde_json` writes the members in the order of their names.
    let sorted: serde_json::Value = serde_json::from_str(CORE).unwrap();
    let first = |core: &str| core.split('"').nth(1).unwrap().to_owned();
    assert_eq!((first(CORE), first(&sorted.to_string())), ("v".into(), "age_gate".into()));
    assert_eq!(substance(&sorted.to_string()), substance(CORE));
    let mut purposes = sorted.clone();
    purposes["purposes"].as_array_mut().unwrap().reverse();
    assert_ne!(substance(&purposes.to_string()), substance(CORE));
    let mut longer = sorted.clone();
    longer["purposes"][0]["retention"] = "P91D".into();
    assert_ne!(substance(&longer.to_string()), substance(CORE));
}

#[test]
fn a_policy_that_a_notice_can_t_be_made_of_is_refused() {
    for (from, to, error) in [
        (r#""v": 2"#, r#""v": 3"#, PolicyError::Format),
        (r#""required": true"#, r#""required": false"#, PolicyError::Purposes),
        ("P90D", "soon", PolicyError::Format),
        ("tel:", "javascript:", PolicyError::Format),
        ("mailto:", "data:", PolicyError::Format),
        ("https://www.aepd.es/", "http://www.aepd.es/", PolicyError::Format),
        (r#""decides""#, r#""unknown": 1, "decides""#, PolicyError::Format),
        ("dpv:CommunicationForCustomerCare", "dpv:Marketing", PolicyError::Format),
    ] {
        assert!(CORE.contains(from), "{from}");
        assert_eq!(read(&CORE.replace(from, to)).err(), Some(error), "{to}");
    }
}

#[test]
fn how_many_open_an_archive_is_a_number_and_part_of_what_is_agreed_to() {
    let with =
        |member: &str| CORE.replace(r#""grant_lifetime""#, &format!("{member}\"grant_lifetime\""));
    let two = with(r#""archive_approvers": 2, "#);
    assert_eq!(read(CORE).unwrap().archive_approvers, None);
    assert_eq!(read(&two).unwrap().archive_approvers, Some(2));
    assert_ne!(read(&two).unwrap().substance, read(CORE).unwrap().substance);
    let wrong = with(r#""archive_approvers": "two", "#);
    assert_eq!(read(&wrong).err(), Some(PolicyError::Format));
}

#[test]
fn durations_are_counted_in_days() {
    for (text, expected) in [
        ("P90D", Some(90)),
        ("P1Y", Some(365)),
        ("P1M2W", Some(44)),
        ("P", None),
        ("P0D", None),
        ("90D", None),
        ("P1H", None),
        ("PD", None),
    ] {
        assert_eq!(days(text), expected, "{text}");
    }
}
