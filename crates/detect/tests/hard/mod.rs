//! Texts that are written to take long.

/// Each with its name, about `length` bytes long.
pub(crate) fn texts(length: usize) -> Vec<(&'static str, String)> {
    let of = |piece: &str| piece.repeat(length / piece.len());
    vec![
        ("dots", of(".")),
        ("dots between words", of("a.")),
        ("digits", of("4")),
        ("digits apart", of("1 ")),
        ("digits with dashes", of("1-")),
        ("pairs of digits", of("12 34 ")),
        ("cards that are none", of("4111 1111 1111 1112 ")),
        ("cards", of("4111 1111 1111 1111 ")),
        ("accounts that are none", of("ES91 2100 0418 4502 0005 1333 ")),
        ("beginnings of accounts", of("ES91 ")),
        ("one long account", format!("ES91{}", "A1".repeat(length / 2))),
        ("at signs", of("@")),
        ("e-mails in e-mails", of("a@")),
        ("e-mails in dots", of("a.b@c.d@")),
        ("e-mails", of("ana.b@example.com ")),
        ("links", of("https://a:b@c.d/?token=")),
        ("links in links", of("?token=http://$http://n")),
        ("colons", of("a:")),
        ("addresses of machines", of("1.2.3.4.")),
        ("pairs of a network card", of("0a:")),
        ("streets", of("calle mayor ")),
        ("streets with numbers", of("calle mayor 12, 28013 madrid ")),
        ("dates", of("1/1/2001 ")),
        ("born", of("naci el 1/1/2001 ")),
        ("telephone numbers", of("+34 612 34 56 78 ")),
        ("zeros and pluses", of("+0")),
        ("passwords", of("password password: x1 ")),
        ("keys", of("sk_test_a1B2c3D4e5F6g7H8 ")),
        (
            "a key without an end",
            format!("-----BEGIN PRIVATE KEY-----{}", "aB3".repeat(length / 3)),
        ),
        ("beginnings of keys", of("-----BEGIN ")),
        ("one long word", of("a")),
        ("capitals and digits", of("A1")),
        ("illnesses", of("tengo diabetes y ")),
        ("words of all kinds", of("tengo soy mi dni tarjeta nif union ")),
        ("accents", of("á\u{301}")),
        ("what is not seen", of("\u{200b}")),
        ("wallets", of("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4 ")),
    ]
}
