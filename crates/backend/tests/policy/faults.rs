//! What can be wrong with a policy, and what has to be said of it.

use serde_json::{Value, json};

/// One thing that is wrong.
pub(crate) struct Fault {
    /// 0 for the core, 1 for Spanish.
    pub(crate) document: usize,
    /// Where (RFC 6901; `-` appends).
    pub(crate) pointer: &'static str,
    /// What stands there; nothing to take away what does.
    pub(crate) value: Option<Value>,
    /// The place that is named.
    pub(crate) place: &'static str,
    /// Words of what is said.
    pub(crate) says: &'static str,
    /// Whether a schema can see it in one document.
    pub(crate) by_schema: bool,
}

fn fault(
    pointer: &'static str,
    value: Option<Value>,
    place: &'static str,
    says: &'static str,
) -> Fault {
    Fault { document: 0, pointer, value, place, says, by_schema: true }
}

fn unseen(fault: Fault) -> Fault {
    Fault { by_schema: false, ..fault }
}

fn in_text(fault: Fault) -> Fault {
    Fault { document: 1, ..fault }
}

/// What every reader refuses.
pub(crate) fn refused() -> Vec<Fault> {
    let again = json!({
        "id": "quote", "required": false, "basis": "eu-gdpr:A6-1-a", "data": [], "recipients": ["bot"],
        "category": "dpv:RequestedServiceProvision", "retention": "P1D", "transfers": [],
        "trains_model": false, "decides": false,
    });
    let quote = "purposes[1] \"quote\"";
    vec![
        fault("/v", Some(3.into()), "v", "not of this version"),
        fault("/v", None, "", "\"v\" is missing"),
        fault("/colour", Some("red".into()), "", "\"colour\" is no member"),
        fault("/controller/name", None, "controller", "\"name\" is missing"),
        fault("/controller/phone", Some("1".into()), "controller", "\"phone\" is no member"),
        fault("/controller/dpo", Some(1.into()), "controller.dpo", "has to be a string"),
        fault("/laws", Some("GDPR".into()), "laws", "has to be a list"),
        fault("/minimum_age", Some("14".into()), "minimum_age", "has to be a whole number"),
        fault("/age_gate", Some("no".into()), "age_gate", "has to be true or false"),
        fault("/authority/url", Some("http://a.example".into()), "authority.url", "https://"),
        fault("/grant_lifetime", Some("always".into()), "grant_lifetime", "no time"),
        fault("/channels/0/href", Some("javascript:1".into()), "channels[0].href", "tel:"),
        fault("/channels/2/href", Some("http://a.example".into()), "channels[2].href", "https://"),
        fault("/obligations/0/retention", Some("P0D".into()), "obligations[0]", "no time"),
        fault("/processors/-", Some(json!({"id": "x"})), "processors[0]", "\"name\" is missing"),
        fault("/texts/es", Some("short".into()), "texts.es", "SHA-256"),
        fault("/texts", Some(json!({})), "texts", "no text in any language"),
        fault("/detection/colour", Some(1.into()), "detection", "\"colour\" is no member"),
        fault("/detection/never", None, "detection", "\"never\" is missing"),
        fault("/detection/keep", Some(5.into()), "detection.keep", "5 signs"),
        fault(
            "/detection/patterns",
            Some(Value::Array(vec![json!({"pattern": "POL-######", "kind": "pd:Insurance"}); 33])),
            "detection.patterns",
            "33 patterns",
        ),
        fault("/purposes", None, "", "\"purposes\" is missing"),
        fault("/purposes", Some(json!([])), "purposes", "No purpose is required"),
        fault("/purposes/0/required", Some(false.into()), "purposes", "No purpose is required"),
        fault("/purposes", Some(Value::Array(vec![again.clone(); 33])), "purposes", "33 purposes"),
        unseen(fault("/purposes/-", Some(again), "purposes[4] \"quote\"", "another purpose's")),
        fault("/purposes/1/retention", None, quote, "\"retention\" is missing"),
        fault("/purposes/1/retention", Some("forever".into()), quote, "no time"),
        fault("/purposes/1/retention", Some("P1H".into()), quote, "no time"),
        fault("/purposes/1/granted", Some(true.into()), quote, "say yes before"),
        fault("/purposes/1/default", Some(true.into()), quote, "say yes before"),
        fault("/purposes/1/checked", Some(true.into()), quote, "say yes before"),
        fault("/purposes/1/basis", None, quote, "\"basis\" is missing"),
        fault(
            "/purposes/1/data/0",
            Some("pd:Name".into()),
            "quote\".data[0]",
            "has to be an object",
        ),
        fault("/purposes/3/required", Some(true.into()), "purposes[3] \"marketing\"", "required"),
        in_text(fault("/v", Some(1.into()), "v", "not of this version")),
        in_text(fault("/lead", None, "", "\"lead\" is missing")),
        in_text(fault("/hint", Some("x".into()), "", "\"hint\" is no member")),
        in_text(fault("/purposes/quote/name", None, "purposes.quote", "\"name\" is missing")),
        in_text(fault("/sections/0/body", Some(1.into()), "sections[0].body", "a string")),
        in_text(unseen(fault("/lang", Some("fr".into()), "lang", "names no text for \"fr\""))),
        in_text(unseen(fault("/purposes/quote", None, "purposes", "no sentence for \"quote\""))),
        in_text(unseen(fault("/data/pd:Name", None, "data", "no sentence for \"pd:Name\""))),
        in_text(unseen(fault("/obligations/proof", None, "obligations", "sentence for \"proof\""))),
        in_text(unseen(fault("/channels/web", None, "channels", "no sentence for \"web\""))),
        in_text(unseen(fault(
            "/purposes/sale",
            Some(json!({"name": "n", "description": "d", "basis": "b"})),
            "purposes",
            "\"sale\" is nothing",
        ))),
    ]
}

/// What a reader takes, and looks unlawful.
pub(crate) fn doubtful() -> Vec<Fault> {
    let (answer, quote) = ("purposes[0] \"answer\"", "purposes[1] \"quote\"");
    let usa = |basis: &str| Some(json!([{"country": "US", "basis": basis}]));
    vec![
        fault("/laws", Some(json!([])), "laws", "No law"),
        fault("/laws/1", Some("LOPD".into()), "laws[1]", "\"LOPD\" is no law"),
        fault("/minimum_age", Some(13.into()), "minimum_age", "14"),
        fault("/grant_lifetime", Some("P3Y".into()), "grant_lifetime", "P3Y"),
        fault("/channels", Some(json!([])), "channels", "no other way"),
        fault("/controller/country", Some("Spain".into()), "controller.country", "country's code"),
        fault("/controller/country", Some("US".into()), "controller", "no representative"),
        fault("/controller/contact", Some("".into()), "controller", "\"contact\" is empty"),
        fault("/obligations/0/basis", Some("eu-gdpr:A17-3-e".into()), "obligations[0]", "no term"),
        fault(
            "/processors/-",
            Some(json!({"id": "p", "name": "P", "country": "ES"})),
            "processors[0]",
            "No purpose names \"p\"",
        ),
        fault(
            "/purposes/1/category",
            Some("dpv:Quoting".into()),
            quote,
            "\"dpv:Quoting\" is no term",
        ),
        fault("/purposes/1/category", Some("pd:Name".into()), quote, "none for this place"),
        fault("/purposes/1/basis", Some("eu-gdpr:A45-3".into()), quote, "none for this place"),
        fault("/purposes/1/data", Some(json!([])), quote, "names no data"),
        fault("/purposes/1/data/0/kind", Some("pd:Health".into()), "data[0]", "special category"),
        fault("/purposes/1/data/0/kind", Some("pd:Religion".into()), "data[0]", "special category"),
        fault(
            "/purposes/1/data/0/kind",
            Some("pd:TradeUnionMembership".into()),
            "data[0]",
            "special category",
        ),
        fault("/purposes/1/data/0/kind", Some("pd:CriminalOffence".into()), "data[0]", "Art. 10"),
        fault("/purposes/1/data/0/necessity", Some("dpv:Required!".into()), "data[0]", "necessity"),
        fault("/purposes/1/recipients", Some(json!([])), quote, "Nobody is named"),
        fault(
            "/purposes/2/required",
            Some(true.into()),
            "purposes[2] \"improve\"",
            "trains a model",
        ),
        fault(
            "/purposes/2/required",
            Some(true.into()),
            "purposes[2] \"improve\"",
            "answers without",
        ),
        fault("/purposes/0/transfers", usa("eu-gdpr:A46-2-c"), answer, "adequacy decision"),
        fault(
            "/purposes/1/transfers",
            usa("eu-gdpr:A6-1-a"),
            "transfers[0]",
            "none for this place",
        ),
        fault("/purposes/1/transfers", usa("eu-gdpr:A49-1-a"), "transfers[0]", "Art. 49"),
        fault(
            "/purposes/1/transfers",
            Some(json!([{"country": "CN", "basis": "eu-gdpr:A45-3"}])),
            "transfers[0]",
            "No adequacy decision for CN",
        ),
        fault(
            "/purposes/1/transfers",
            Some(json!([{"country": "FR", "basis": "eu-gdpr:A45-3"}])),
            "transfers[0]",
            "no transfer",
        ),
        fault("/detection/region", Some("Spain".into()), "detection.region", "country's code"),
        fault("/detection/never", Some(json!([])), "detection.never", "security code"),
        fault(
            "/detection/patterns/0/kind",
            Some("pd:Race".into()),
            "detection.patterns[0]",
            "No purpose lists \"pd:Race\"",
        ),
        in_text(fault("/lead", Some(" ".into()), "lead", "empty")),
        in_text(fault(
            "/purposes/improve/description",
            Some("No queremos no poder ayudarte.".into()),
            "purposes.improve.description",
            "a negation inside another",
        )),
        in_text(fault(
            "/lead",
            Some("Si dices que no, te perderás lo mejor.".into()),
            "lead",
            "guilt or loss",
        )),
        in_text(fault("/data/pd:Race", Some("raza".into()), "data", "nothing that the core holds")),
        in_text(fault(
            "/sections/0/body",
            Some("Nosotros.".into()),
            "sections",
            "Seguros Aurora, S.A.",
        )),
        in_text(fault("/sections/1/body", Some("Escríbele.".into()), "sections", "13(1)(b)")),
        in_text(fault("/sections/13/body", Some("Reclama.".into()), "sections", "www.aepd.es")),
        in_text(fault(
            "/sections/11/body",
            Some("(art. 15)".into()),
            "sections",
            "16, 17, 18, 19, 20",
        )),
        in_text(fault("/sections/4", None, "texts", "has 15 sections and \"en\" has 16")),
    ]
}
