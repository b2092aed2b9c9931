//! What the targets begin with.

use sigilo_protocol::unb64u;

/// Receipts with all that they cite, as a visitor saves them.
const BUNDLE: &str = include_str!("../../../consent/vectors/bundle.json");
const POLICY: &str = include_str!("../../demo/insurer/policy/core.json");

/// Of one target.
pub fn seeds(name: &str) -> Vec<Vec<u8>> {
    match name {
        "picture" => return pictures(),
        "receipt" => return vec![first_receipt()],
        _ => {}
    }
    let seeds: &[&str] = match name {
        "answer" => &[
            r#"{"text":"So","suggestions":["A"],"format":"markdown","rating":{"text":"?","scale":"stars"},"people":{"there":"t","away":"a"}}"#,
            r#"{"text":"So","form":{"title":"T","purpose":"quote","fields":[{"name":"n","label":"L","kind":"iban"}]}}"#,
            r#"{"text":"So","cards":[{"title":"One","picture":{"base64":"AAAA","alt":"x"}}],"layout":"carousel","picture":{"file":"a.png","alt":""}}"#,
        ],
        "bundle" => &[BUNDLE],
        "feed" => &[
            r#"{"envelopes":[{"cursor":1,"envelope":{"p":"e30","w":[],"c":"","s":""}}],"next":1,"epoch":"AAAAAAAAAAAAAAAAAAAAAA"}"#,
            r#"{"envelopes":[],"next":18446744073709551615}"#,
        ],
        "jwks" => &[
            r#"{"keys":[{"kty":"EC","crv":"P-256","kid":"es","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]}"#,
            r#"{"keys":[{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"},{"kty":"RSA","n":"0vx7","e":"AQAB"},{"kty":"oct","k":"AAAA"}]}"#,
        ],
        "log" => &[
            r#"{"v":1,"page":1,"from":"47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU","to":"47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU","events":[]}"#,
        ],
        "model" => &[
            "data: {\"choices\":[{\"delta\":{\"content\":\"So\"}}]}\n\ndata: {\"choices\":[{\"delta\":{\"content\":\" it is\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n",
            "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"name\":\"call_person\",\"arguments\":\"{}\"}}]},\"finish_reason\":\"tool_calls\"}]}\n\n",
            r#"{"choices":[{"message":{"content":"So","tool_calls":[{"function":{"name":"call_person"}}]},"finish_reason":"length"}]}"#,
            r#"{"error":{"message":"no"}}"#,
        ],
        "policy" => &[POLICY],
        "scanned" => {
            &["stream: OK\0", "stream: Eicar FOUND\0", "INSTREAM size limit exceeded. ERROR\0"]
        }
        "token" => &[
            r#"{"iss":"https://insurer.example/login","aud":"insurer.example","sub":"7","exp":1800000300,"iat":1800000000,"cnf":{"jkt":"x"}}"#,
            r#"{"iss":["a","https://insurer.example/login"],"aud":["b","insurer.example"],"sub":"","exp":1800000001.5,"nbf":-1}"#,
            "eyJhbGciOiJub25lIn0.e30.",
        ],
        "work" => &[
            "eyJhbGdvcml0aG0iOiJTSEEtMjU2IiwiY2hhbGxlbmdlIjoiNjYiLCJudW1iZXIiOjQyLCJzYWx0IjoiYTFiMj9leHBpcmVzPTEmIiwic2lnbmF0dXJlIjoiMDAifQ==",
        ],
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

/// What the visitor has signed in the first of them.
fn first_receipt() -> Vec<u8> {
    let bundle: serde_json::Value = serde_json::from_str(BUNDLE).unwrap_or_default();
    let jws = bundle["receipts"][0]["receipt"].as_str().unwrap_or_default();
    jws.split('.').nth(1).and_then(unb64u).unwrap_or_default()
}

/// A still and an animated PNG, the beginning of a WebP, and of a JPEG with a size.
fn pictures() -> Vec<Vec<u8>> {
    let chunk = |kind: &[u8], data: &[u8]| {
        let length = u32::try_from(data.len()).unwrap_or_default().to_be_bytes();
        [&length, kind, data, &[0; 4]].concat()
    };
    let size = chunk(b"IHDR", &[0, 0, 0, 64, 0, 0, 0, 36, 8, 2, 0, 0, 0]);
    let png =
        |more: &[u8]| [b"\x89PNG\r\n\x1a\n", &size[..], more, &chunk(b"IDAT", &[1, 2])].concat();
    vec![
        png(&[]),
        png(&chunk(b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0])),
        b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\x02\0\0\0\x3f\0\0\x23\0\0".to_vec(),
        b"\xff\xd8\xff\xe0\0\x04JF\xff\xc0\0\x0b\x08\0\x24\0\x40\x01\x01\x11\0\xff\xd9".to_vec(),
    ]
}
