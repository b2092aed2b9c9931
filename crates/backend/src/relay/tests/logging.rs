use std::{
    io,
    sync::{Arc, Mutex},
};

use tracing::{Dispatch, subscriber::NoSubscriber};
use tracing_subscriber::fmt::MakeWriter;

use super::world::{BASE, CONV, Draft, World, conversation, visitor};

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn the_log_has_route_and_status_and_nothing_of_anybody() {
    // While there is one subscriber only, an event that another test's thread meets first is taken
    // for unwanted everywhere: so there are two.
    let _second = Dispatch::new(NoSubscriber::default());
    let lines = Lines::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_ansi(false)
        .with_writer(lines.clone())
        .finish();
    let guard = tracing::subscriber::set_default(subscriber);
    let world = World::published().await;
    world.post_envelope(&Draft::hello()).await;
    world.post_envelope(&Draft { content: b"other".into(), ..Draft::hello() }).await;
    world.post(&conversation(CONV), r#"{"canary":"in a bad body"}"#).await;
    let token = world.token(&visitor()).await;
    world.get(&format!("{}?after=0", conversation(CONV)), Some(&token)).await;
    world.get(&format!("{BASE}/canary?canary=1"), Some("canary")).await;
    drop(guard);
    let log = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    for line in [
        r#"method=POST route="/v1/sites/{site}/conversations/{conv}/envelopes" status=201"#,
        r#"method=POST route="/v1/sites/{site}/conversations/{conv}/envelopes" status=409"#,
        r#"method=POST route="/v1/sites/{site}/conversations/{conv}/envelopes" status=422"#,
        r#"method=GET route="/v1/sites/{site}/conversations/{conv}/envelopes" status=200"#,
        r#"method=GET route="(none)" status=404"#,
    ] {
        assert!(log.contains(line), "{line} is not in:\n{log}");
    }
    let owner = visitor().public().thumbprint().to_string();
    for secret in ["canary", &token, &CONV.to_string(), &owner, &Draft::hello().json()] {
        assert!(!log.contains(secret), "{secret} is in:\n{log}");
    }
}
