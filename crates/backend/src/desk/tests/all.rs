use std::fs;

use sigilo_protocol::{Content, Pins};

use super::{
    visitor::Visitor,
    world::{SITE, World},
};
use crate::{
    Clock,
    init::{Answers, Template, init},
    serve::{Parts, start},
    settings::Settings,
};

#[tokio::test]
async fn a_visitor_converses_with_what_init_wrote_and_reads_on_after_a_restart() {
    let world = World::new().await;
    world.be_now();
    let folder = world.folder.path().join("made");
    fs::create_dir(&folder).unwrap();
    let answers = Answers {
        template: Template::Insurance,
        site: SITE.into(),
        owner: "Acme, S.L.".into(),
        address: "Calle Mayor, 1, 28013 Madrid".into(),
        contact: "privacy@acme.test".into(),
        phone: "+34 910 000 001".into(),
        assistant: "Nova".into(),
        page_origins: vec!["https://insurer.example".into()],
        widget_origin: "https://chat.insurer.example".into(),
        listen: world.address,
        tls: None,
    };
    let made = init(&folder, &answers).unwrap();
    let text = fs::read_to_string(&made.config).unwrap();
    fs::write(&made.config, text.replace("address = \"127.0.0.1:9464\"", "")).unwrap();
    let settings = Settings::read(&made.config).unwrap();
    let running = start(&settings, Parts::All).await.unwrap();
    let mut visitor = Visitor::new(&world, 1);
    let read = |name: &str| fs::read_to_string(made.policy.join(name)).unwrap();
    visitor.documents = ["core.json", "es.json", "en.json"].map(read).to_vec();
    let pins = Pins::parse(&made.pin).unwrap();
    let now = Clock::system().now();
    let manifest = visitor.manifest(&pins, now).await;
    visitor.hello(&manifest, vec![]).await;
    let heard = visitor.hear(2).await;
    let [Content::Receipt { .. }, Content::Text { text, .. }] = &heard[..] else {
        panic!("{heard:?}")
    };
    assert!(text.contains("Acme, S.L."), "{text}");
    // The desk waits for news, the visitor reads: neither keeps it from ending.
    running.shutdown().await;
    let running = start(&settings, Parts::All).await.unwrap();
    visitor.say("b1", "I want to speak to a person", "en").await;
    let mut heard = Vec::new();
    while !heard.iter().any(|own| matches!(own, Content::Text { .. })) {
        heard.extend(visitor.hear(1).await);
    }
    let answered = heard
        .iter()
        .any(|own| matches!(own, Content::Text { text, .. } if text.contains("+34 910 000 001")));
    assert!(answered, "{heard:?}");
    running.shutdown().await;
}
