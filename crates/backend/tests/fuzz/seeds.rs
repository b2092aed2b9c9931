//! What the targets begin with.

/// Of one target.
pub fn seeds(name: &str) -> Vec<Vec<u8>> {
    let seeds: &[&str] = match name {
        "forwarded" => &[
            "192.0.2.1",
            "203.0.113.9, 198.51.100.7, 127.0.0.2",
            "[2001:db8::5]:443",
            "192.0.2.1:80,,nonsense",
            "::ffff:192.0.2.1",
        ],
        "opening" => &[
            r#"{"token":"qqqq"}"#,
            r#"{"token":"qqqq","after":9223372036854775807}"#,
            r#"{"token":"","after":-1}"#,
        ],
        "proof" => &[PROOF],
        "publication" => &[
            r#"{"manifest":"a.b.c","documents":["{\"texts\":{}}"]}"#,
            r#"{"manifest":"","documents":["{\"texts\":{\"en\":\"47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU\"}}",""]}"#,
        ],
        "query" => &[
            "after=0&wait=25",
            "after=9223372036854775807",
            "wait=26",
            "after=%31",
            "after=1&after=2",
            "at=65552&size=66052",
            "bytes=10-19",
        ],
        _ => &[],
    };
    seeds.iter().map(|seed| seed.as_bytes().to_vec()).collect()
}

/// The key is RFC 7515's, of A.3.
const PROOF: &str = r#"{"nonce":"n","jwk":{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"},"sig":"DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"}"#;
