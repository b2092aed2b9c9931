use std::time::Duration;

use serde_json::Value;
use sigilo_protocol::{Pins, VerifiedManifest};

use super::*;
use crate::{
    Clock,
    policy_check::{Document, Severity, check},
    serve::{Parts, start},
};

fn answers(template: Template) -> Answers {
    Answers {
        template,
        site: "www.acme.test".into(),
        owner: "Acme \"Nova\" & Hijos, S.L.".into(),
        address: "Calle Mayor, 1, 28013 Madrid".into(),
        contact: "privacy@acme.test".into(),
        phone: "+34 910 000 001".into(),
        assistant: "Nova".into(),
        page_origins: vec!["https://www.acme.test".into()],
        widget_origin: "https://chat.acme.test".into(),
        listen: "127.0.0.1:0".parse().unwrap(),
        tls: None,
    }
}

const ALL: [Template; 3] = [Template::Insurance, Template::Finance, Template::Health];

#[test]
fn each_template_passes_the_check_and_has_nothing_of_the_demonstration() {
    for template in ALL {
        let folder = tempfile::tempdir().unwrap();
        let made = init(folder.path(), &answers(template)).unwrap();
        let read = |name: &str| Document {
            name: name.into(),
            bytes: fs::read(made.policy.join(name)).unwrap(),
        };
        let (core, texts) = (read("core.json"), [read("es.json"), read("en.json")]);
        let findings = check(&core, &texts);
        let errors = findings.iter().filter(|own| own.severity == Severity::Error);
        let errors: Vec<_> = errors.map(|own| (&own.place, &own.what)).collect();
        assert!(errors.is_empty(), "{template:?}: {errors:?}");
        let controller =
            serde_json::from_slice::<Value>(&core.bytes).unwrap()["controller"].clone();
        assert_eq!(controller["name"], answers(template).owner);
        assert_eq!(controller["address"], answers(template).address);
        for document in [&core].into_iter().chain(&texts) {
            let text = std::str::from_utf8(&document.bytes).unwrap();
            for word in [
                ".example",
                "Aurora",
                "Faro",
                "Ribera",
                "emostraci",
                "emonstrat",
                "Ejemplo",
                "900 000",
            ] {
                assert!(!text.contains(word), "{template:?} {} has {word}", document.name);
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn keys_are_their_owner_s_alone_and_a_second_time_changes_nothing() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let made = init(folder.path(), &answers(Template::Health)).unwrap();
    assert_eq!(fs::metadata(&made.keys).unwrap().permissions().mode() & 0o777, 0o600);
    let before = fs::read(&made.keys).unwrap();
    let again = init(folder.path(), &answers(Template::Finance)).unwrap_err();
    assert!(matches!(again, InitError::Exists(path) if path == made.config));
    assert_eq!(fs::read(&made.keys).unwrap(), before);
}

#[test]
fn what_an_answer_makes_wrong_is_told_before_anything_is_written() {
    let around = tempfile::tempdir().unwrap();
    let folder = around.path().join("own");
    fs::create_dir(&folder).unwrap();
    let wrong = |change: fn(&mut Answers)| {
        let mut answers = answers(Template::Insurance);
        change(&mut answers);
        let said = init(&folder, &answers).unwrap_err().to_string();
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 0, "{said}");
        said
    };
    assert!(wrong(|own| own.owner = " ".into()).contains("--owner"));
    assert!(wrong(|own| own.site = "../x".into()).contains("site[0].name"));
    assert!(wrong(|own| own.widget_origin = "chat".into()).contains("site[0].widget_origins"));
    assert!(wrong(|own| own.listen = "0.0.0.0:80".parse().unwrap()).contains("allow_clear"));
}

#[tokio::test]
async fn what_init_wrote_runs_publishes_and_becomes_ready() {
    let folder = tempfile::tempdir().unwrap();
    let made = init(folder.path(), &answers(Template::Health)).unwrap();
    let text = fs::read_to_string(&made.config).unwrap().replace("127.0.0.1:9464", "127.0.0.1:0");
    fs::write(&made.config, text).unwrap();
    let settings = Settings::read(&made.config).unwrap();
    let running = start(&settings, Parts::All).await.unwrap();
    let base = format!("http://{}", running.address.unwrap());
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let get = async |url: String| http.get(url).send().await.unwrap();
    let ready = async {
        while !get(format!("{base}/readyz")).await.status().is_success() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), ready).await.unwrap();
    assert!(get(format!("{base}/healthz")).await.status().is_success());
    let jws = get(format!("{base}/v1/sites/www.acme.test/manifest")).await.text().await.unwrap();
    let pins = Pins::parse(&made.pin).unwrap();
    let manifest = VerifiedManifest::verify(&jws, &pins, Clock::system().now()).unwrap();
    assert_eq!(manifest.origins, ["https://www.acme.test"]);
    assert_eq!(manifest.recipients[0].name, "Nova");
    let figures = get(format!("http://{}/metrics", running.metrics.unwrap())).await;
    let figures = figures.text().await.unwrap();
    for figure in [
        r#"sigilo_events_total{kind="manifest.published",site="www.acme.test"}"#,
        r#"sigilo_requests_total{method="PUT",route="/v1/sites/{site}/manifest",status="204"}"#,
        r#"sigilo_outbox{site="www.acme.test"} 0"#,
        "sigilo_conversations 0",
    ] {
        assert!(figures.contains(figure), "{figure} is not in:\n{figures}");
    }
    running.shutdown().await;
    assert!(http.get(format!("{base}/healthz")).send().await.is_err());
}
