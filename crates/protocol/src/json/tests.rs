use super::*;
use crate::bytes::Bytes;

fn serde(json: &Json) -> serde_json::Value {
    match json {
        Json::Null => serde_json::Value::Null,
        Json::Bool(value) => (*value).into(),
        Json::Number(number) => (*number).into(),
        Json::Text(text) => text.as_str().into(),
        Json::List(items) => items.iter().map(serde).collect(),
        Json::Object(members) => {
            members.iter().map(|(name, value)| (name.clone(), serde(value))).collect()
        }
    }
}

const TEXTS: [&str; 8] = [
    r#"{"a":[1,"ñ\n\u00e1\ud83d\ude00 \/\b\f\r\t\"\\",true,false,null],"b":{"c":9007199254740991}}"#,
    " [ ] ",
    "\t{\r\n} ",
    "0",
    r#""\u0000\u001F""#,
    r#"[[[]],{"":{"":0}}]"#,
    "null",
    r#""€𝄞""#,
];

#[test]
fn texts_are_read_and_written_as_serde_json_does() {
    for text in TEXTS {
        let json = Json::parse(text.as_bytes()).unwrap();
        let value: serde_json::Value = serde_json::from_str(text).unwrap();
        assert_eq!(serde(&json), value, "{text}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&json.to_text()).unwrap(), value);
        assert_eq!(Json::parse(json.to_text().as_bytes()), Some(json));
    }
}

/// Whatever is read here is read the same there: changes of the texts above, byte by byte.
#[test]
fn nothing_is_read_that_serde_json_refuses_or_reads_differently() {
    let mut read = 0;
    for text in TEXTS {
        for at in 0..text.len() {
            for byte in 0..=255 {
                let mut changed = text.as_bytes().to_vec();
                changed[at] = byte;
                let mut shorter = text.as_bytes().to_vec();
                shorter.remove(at);
                for text in [changed, shorter] {
                    let value = serde_json::from_slice::<serde_json::Value>(&text);
                    if let Some(json) = Json::parse(&text) {
                        assert_eq!(serde(&json), value.unwrap(), "{text:?}");
                        read += 1;
                    }
                }
            }
        }
    }
    assert!(read > 10_000);
}

#[test]
fn what_readers_could_see_differently_is_refused() {
    for bad in [
        r#"{"a":1,"a":2}"#,
        r#"{"x":{"a":1,"b":2,"a":1}}"#,
        "1.5",
        "9007199254740992",
        "-1",
        "1e3",
        "18446744073709551616",
        "{} {}",
        "{\"a\":1,}",
        "",
        "\u{feff}{}",
        "01",
        "tru",
        r#""\ud800""#,
        r#""\ud800\u0041""#,
        r#""\udc00""#,
        r#""\x""#,
        "\"\n\"",
        &"[".repeat(100_000),
        &("[".repeat(33) + &"]".repeat(33)),
    ] {
        assert_eq!(Json::parse(bad.as_bytes()), None, "{}", &bad[..bad.len().min(40)]);
    }
    assert_eq!(Json::parse(b"\"\xff\""), None);
}

#[test]
fn members_are_taken_once_and_none_is_left() {
    let members = || Json::parse(br#"{"a":"x","b":2,"c":{"d":[1]}}"#).unwrap().into_members();
    let mut all = members();
    assert_eq!((all.text("a").as_str(), all.number("b")), ("x", 2));
    let map = all.map("c", |list| list.into_list(|item| item.into_number()));
    assert_eq!(map, [("d".into(), alloc::vec![1])]);
    assert_eq!(all.maybe("e", Json::into_text), None);
    assert_eq!(all.done(7), Some(7));
    let mut some = members();
    some.text("a");
    assert_eq!(some.done(7), None, "b is left");
    let mut some = members();
    some.text("a");
    assert_eq!(some.read(7), Some(7), "b is passed over");
}

#[test]
fn one_bad_member_is_enough() {
    type Take = fn(&mut Members) -> bool;
    let takes: [Take; 9] = [
        |members| members.text("b").is_empty(),
        |members| members.text("x").is_empty(),
        |members| members.number("a") == 0,
        |members| members.bytes("a") == Bytes([0; 32]),
        |members| members.maybe("b", Json::into_text).is_none(),
        |members| members.list("a", Some).is_empty(),
        |members| members.list("l", Json::into_text).len() == 1,
        |members| members.map("a", Some).is_empty(),
        |members| members.map("x", Some).is_empty(),
    ];
    for (i, take) in takes.iter().enumerate() {
        let json = Json::parse(br#"{"a":"x","b":2,"l":["x",1]}"#).unwrap();
        let mut members = json.into_members();
        assert!(take(&mut members), "take {i} gives a stand-in");
        assert_eq!(members.read(7), None, "take {i}");
    }
    assert_eq!(Json::List(Vec::new()).into_members().read(7), None);
}
