use crate::{Kind, Scanner, Settings};

fn sure(text: &str) -> Vec<String> {
    let own = Scanner::new(Settings::for_locale("en")).scan(text);
    let own = own.into_iter().filter(|own| own.kind == Kind::IpAddress && own.is_sure());
    own.map(|own| own.text(text).to_owned()).collect()
}

#[test]
fn addresses_of_version_6_are_found_in_every_form_of_the_standard() {
    for address in [
        "2001:db8:0:0:8:800:200c:417a",
        "2345:0425:2CA1:0000:0000:0567:5673:23b5",
        "2001:db8::8:800:200c:417a",
        "ff02::1",
        "fe80::1%eth0",
        "::ffff:129.144.52.38",
        "::13.1.68.3",
        "64:ff9b::192.0.2.33",
        "2001:db8::/32",
        "fe80::/10",
        "A099::09C0:876A:130B",
        "2001:db8::%eth0/128",
        "::ffff:192.168.1.0/96",
    ] {
        assert_eq!(sure(address), [address]);
        let text = format!("se conecta [{address}], dice");
        assert_eq!(sure(&text), [address], "{text}");
    }
    assert_eq!(sure("my ip: ::1"), ["::1"]);
    assert_eq!(sure("src=:: dst=::1"), ["::1"]);
}

#[test]
fn addresses_of_version_4_are_found_with_their_prefix_and_without_what_follows() {
    for (text, address) in [
        ("microsoft.com 192.168.0.1", "192.168.0.1"),
        ("mi ip es 8.8.8.8.", "8.8.8.8"),
        ("192.168.1.0/24", "192.168.1.0/24"),
        ("192.168.1.1/33", "192.168.1.1"),
        ("Default 0.0.0.0", "0.0.0.0"),
        ("192.168.2.1@eth0", "192.168.2.1"),
        ("desde 83.45.120.7:8080", "83.45.120.7"),
        ("foo2001:db8::10.0.0.1", "10.0.0.1"),
    ] {
        assert_eq!(sure(text), [address], "{text}");
    }
}

#[test]
fn versions_times_and_names_are_no_addresses() {
    for text in [
        "v1.2.3.4",
        "la versión 10.2.3.4",
        "actualizado a 4.12.0.3 ayer",
        "art. 3.2.1.4 del contrato",
        "300.168.1.1",
        "my ip: 192.168.0",
        "1.2.3.4.5.6.7",
        "01.02.03.04",
        "a las 12:30:45",
        "Ratio 1:2:3:4",
        "abc:def:ghi",
        "std::vector y abc::def",
        ":::",
        "fe80::1text",
        "text2001:db8::1",
        "12345:db8::1",
        "2001::25de::cade",
        "::ffff:256.0.0.1",
        "::ffff:192.168.1",
        "684D:1111:222:3333:4444:5555:77",
        "1:2:3:4:5:6:7:8:9",
    ] {
        assert_eq!(sure(text), [""; 0], "{text}");
    }
}
