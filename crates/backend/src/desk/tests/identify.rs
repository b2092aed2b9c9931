//! Who a visitor is, by the site's server's word, and every word that must not count.

mod leaving;

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use axum::{Router, extract::State, http::StatusCode, routing::get};
use ring::{
    hmac,
    signature::{Ed25519KeyPair, KeyPair as _},
};
use serde_json::{Value, json};
use sigilo_consent::{Act, IDENTITY, Status};
use sigilo_protocol::{Content, Pins, SigningKey, b64u};
use tokio::net::TcpListener;

use super::{
    super::{
        DeskError,
        identify::{Algorithm, IdentifyError, Settings},
        people::{self, People},
    },
    visitor::Visitor,
    world::{Greeted, NOW, RunningDesk, SITE, SOON, World},
};
use crate::events::{Event, Listener};

/// How long an answer of the issuer's may take.
const PATIENCE: Duration = Duration::from_secs(5);

const ISSUER: &str = "https://insurer.example/login";

#[derive(Default)]
struct Heard(Mutex<Vec<Event>>);

impl Listener for Heard {
    fn hear(&self, event: &Event) {
        self.0.lock().unwrap().push(event.clone());
    }
}

/// A site's server with its keys, a desk that knows it, and a visitor.
struct Place {
    world: World,
    desk: RunningDesk,
    people: People,
    visitor: Visitor,
    pins: Pins,
    heard: Arc<Heard>,
    issuer: Issuer,
    bodies: usize,
}

/// Where the site's server tells its keys.
#[derive(Clone, Default)]
struct Issuer {
    /// How often they were asked for.
    fetched: Arc<AtomicUsize>,
    /// Whether nobody is answered yet.
    is_slow: Arc<AtomicBool>,
    /// Whether it fails.
    is_down: Arc<AtomicBool>,
}

/// The site's server's key for ES256.
fn key() -> SigningKey {
    SigningKey::from_bytes(&[77; 32]).unwrap()
}

fn ed() -> Ed25519KeyPair {
    Ed25519KeyPair::from_seed_unchecked(&[78; 32]).unwrap()
}

fn jwks() -> Value {
    let mut es: Value = serde_json::to_value(key().public()).unwrap();
    es["kid"] = "es".into();
    let ed =
        json!({"kty": "OKP", "crv": "Ed25519", "kid": "ed", "x": b64u(ed().public_key().as_ref())});
    json!({"keys": [es, ed]})
}

/// Serves the keys.
async fn serve(issuer: Issuer) -> String {
    let serve = async |State(issuer): State<Issuer>| {
        issuer.fetched.fetch_add(1, Ordering::SeqCst);
        while issuer.is_slow.load(Ordering::SeqCst) {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        match issuer.is_down.load(Ordering::SeqCst) {
            true => Err(StatusCode::BAD_GATEWAY),
            false => Ok(jwks().to_string()),
        }
    };
    let app = Router::new().route("/keys", get(serve)).with_state(issuer);
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = format!("http://{}/keys", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
    url
}

impl Place {
    async fn with(algorithm: Algorithm) -> Self {
        Self::of(algorithm, Issuer::default()).await
    }

    async fn of(algorithm: Algorithm, issuer: Issuer) -> Self {
        let jwks = serve(issuer.clone()).await;
        let mut world = World::new().await;
        let secret_file = world.folder.path().join("secret");
        std::fs::write(&secret_file, [b's'; 32]).unwrap();
        let identify =
            Settings { issuer: ISSUER.into(), algorithm, jwks, secret_file, ..Settings::default() };
        let heard = Arc::new(Heard::default());
        world.also = Some(heard.clone());
        world.is_sociable = true;
        let people = people::Settings { identify: Some(identify), ..people::Settings::default() };
        let Greeted { world, desk, people, mut visitor, pins } = world.with_people(people).await;
        visitor.decide_about(IDENTITY, Act::Allow, Status::Given).await;
        visitor.hear(1).await;
        Self { world, desk, people, visitor, pins, heard, issuer, bodies: 0 }
    }

    fn claims(&self) -> Value {
        let jkt = self.visitor.key.public().thumbprint().to_string();
        let now = self.world.clock().now();
        json!({
            "iss": ISSUER, "aud": SITE, "sub": "customer-7", "name": "Lucía", "iat": now,
            "exp": now + 300, "cnf": {"jkt": jkt}, "jti": self.bodies,
        })
    }

    /// Sends a token; what the desk told about it.
    async fn send(&mut self, token: &str) -> (String, String) {
        self.post(token).await;
        self.told().await
    }

    async fn post(&mut self, token: &str) {
        self.bodies += 1;
        let id = format!("identify{}", self.bodies);
        self.visitor.ask(&id, Content::Identify { jwt: token.into() }).await;
        assert_eq!(self.visitor.hear(1).await, [Content::Ack], "nothing else is told");
    }

    /// The next that the desk tells of a token.
    async fn told(&self) -> (String, String) {
        let next = || {
            let mut heard = self.heard.0.lock().unwrap();
            let place = heard.iter().position(|event| event.kind.starts_with("identify."))?;
            Some(heard.drain(..=place).next_back().unwrap())
        };
        let told = async {
            loop {
                match next() {
                    Some(event) => break event,
                    None => tokio::time::sleep(Duration::from_millis(10)).await,
                }
            }
        };
        let event = tokio::time::timeout(SOON, told).await.unwrap();
        assert!(event.conversation.is_some());
        (event.kind, event.details.get("why").cloned().unwrap_or_default())
    }

    /// Waits until people see somebody, or nobody.
    async fn until(&self, who: Option<(String, Option<String>)>) {
        let wait = async {
            while self.who().await != who {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        tokio::time::timeout(SOON, wait).await.unwrap();
    }

    async fn refused(&mut self, token: &str, why: &str) {
        assert_eq!(self.send(token).await, ("identify.refused".into(), why.into()));
        assert_eq!(self.who().await, None, "{why}");
    }

    async fn who(&self) -> Option<(String, Option<String>)> {
        let talk = self.people.list().await.unwrap().remove(0);
        talk.identity.map(|who| (who.subject, who.name))
    }
}

fn joined(header: &Value, claims: &Value) -> String {
    let part = |json: &Value| b64u(json.to_string().as_bytes());
    format!("{}.{}", part(header), part(claims))
}

fn es256(claims: &Value) -> String {
    let input = joined(&json!({"alg": "ES256", "kid": "es"}), claims);
    let signature = serde_json::to_value(key().sign(input.as_bytes())).unwrap();
    format!("{input}.{}", signature.as_str().unwrap())
}

fn with(mut claims: Value, name: &str, value: Value) -> Value {
    if value.is_null() {
        claims.as_object_mut().unwrap().remove(name);
    } else {
        claims[name] = value;
    }
    claims
}

fn known() -> Option<(String, Option<String>)> {
    Some(("customer-7".into(), Some("Lucía".into())))
}

#[tokio::test]
async fn the_site_s_word_is_taken_shown_to_people_and_sealed_at_rest() {
    let mut place = Place::with(Algorithm::Es256).await;
    assert_eq!(place.who().await, None);
    let token = es256(&place.claims());
    assert_eq!(place.send(&token).await, ("identify.accepted".into(), String::new()));
    place.until(known()).await;
    for file in ["desk.db", "desk.db-wal"] {
        let stored = std::fs::read(place.world.folder.path().join("desk").join(file)).unwrap();
        assert!(!stored.windows(10).any(|window| window == b"customer-7"), "{file}");
    }
    // Signing out is the site's word as well.
    let out = es256(&with(place.claims(), "sub", "".into()));
    assert_eq!(place.send(&out).await, ("identify.ended".into(), String::new()));
    place.until(None).await;
    assert_eq!(place.issuer.fetched.load(Ordering::SeqCst), 1, "the keys are kept for a while");
    place.desk.stop().await;
}

#[tokio::test]
async fn a_token_counts_once_and_for_its_key_alone() {
    let mut place = Place::with(Algorithm::Es256).await;
    let other = SigningKey::from_bytes(&[9; 32]).unwrap().public().thumbprint().to_string();
    let stolen = es256(&with(place.claims(), "cnf", json!({"jkt": other})));
    place.refused(&stolen, "another-key").await;
    place.refused(&es256(&with(place.claims(), "cnf", Value::Null)), "another-key").await;
    let (token, out) = (es256(&place.claims()), es256(&with(place.claims(), "sub", "".into())));
    assert_eq!(place.send(&token).await.0, "identify.accepted");
    assert_eq!(place.send(&out).await.0, "identify.ended");
    place.refused(&token, "replay").await;
    place.desk.stop().await;
}

#[tokio::test]
async fn a_token_that_is_not_the_site_s_for_this_site_now_is_refused() {
    let mut place = Place::with(Algorithm::Es256).await;
    let claims = place.claims();
    for (name, value, why) in [
        ("iss", json!("https://other.example"), "issuer"),
        ("iss", Value::Null, "form"),
        ("aud", json!("other.example"), "audience"),
        ("exp", json!(NOW), "time"),
        ("exp", json!(NOW + 601), "time"),
        ("exp", json!("soon"), "form"),
        ("exp", Value::Null, "form"),
        ("iat", json!(NOW + 301), "time"),
        ("nbf", json!(NOW + 301), "time"),
        ("sub", Value::Null, "form"),
        ("sub", json!("x".repeat(201)), "form"),
        ("name", json!("x".repeat(201)), "form"),
    ] {
        place.refused(&es256(&with(claims.clone(), name, value)), why).await;
    }
    let good = es256(&claims);
    let (head, signature) = good.rsplit_once('.').unwrap();
    let changed =
        joined(&json!({"alg": "ES256", "kid": "es"}), &with(claims.clone(), "sub", "other".into()));
    place.refused(&format!("{changed}.{signature}"), "signature").await;
    place.refused(&format!("{head}."), "signature").await;
    place.refused("x", "form").await;
    place.refused(&"x".repeat(9_000), "form").await;
    assert_eq!(place.send(&good).await.0, "identify.accepted");
    place.desk.stop().await;
}

#[tokio::test]
async fn a_token_does_not_choose_how_it_is_checked() {
    let mut place = Place::with(Algorithm::Es256).await;
    let claims = place.claims();
    let none = format!("{}.", joined(&json!({"alg": "none"}), &claims));
    place.refused(&none, "form").await;
    // The public key, as if it were a shared secret.
    let secret = serde_json::to_vec(&key().public()).unwrap();
    let input = joined(&json!({"alg": "HS256", "kid": "es"}), &claims);
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &secret), input.as_bytes());
    place.refused(&format!("{input}.{}", b64u(tag.as_ref())), "algorithm").await;
    let input = joined(&json!({"alg": "EdDSA", "kid": "ed"}), &claims);
    let signed = format!("{input}.{}", b64u(ed().sign(input.as_bytes()).as_ref()));
    place.refused(&signed, "algorithm").await;
    // A key of its own, or one that is not there; which fetches the keys no more than once.
    let own = SigningKey::from_bytes(&[5; 32]).unwrap();
    for header in [
        json!({"alg": "ES256", "jwk": own.public()}),
        json!({"alg": "ES256", "kid": "es", "jku": "http://evil.example/"}),
    ] {
        let input = joined(&header, &claims);
        let signature = serde_json::to_value(own.sign(input.as_bytes())).unwrap();
        let token = format!("{input}.{}", signature.as_str().unwrap());
        place.refused(&token, "signature").await;
    }
    for _ in 0..3 {
        let input = joined(&json!({"alg": "ES256", "kid": "other"}), &claims);
        place.refused(&format!("{input}.AAAA"), "unknown-key").await;
    }
    assert_eq!(place.issuer.fetched.load(Ordering::SeqCst), 1);
    place.desk.stop().await;
}

#[tokio::test]
async fn eddsa_and_hs256_are_taken_where_the_settings_say_so() {
    let mut place = Place::with(Algorithm::EdDsa).await;
    let input = joined(&json!({"alg": "EdDSA"}), &place.claims());
    let signature = ed().sign(input.as_bytes());
    let token = format!("{input}.{}", b64u(signature.as_ref()));
    assert_eq!(place.send(&token).await.0, "identify.accepted");
    place.until(known()).await;
    place.desk.stop().await;
    let mut place = Place::with(Algorithm::Hs256).await;
    let input = joined(&json!({"alg": "HS256"}), &place.claims());
    let token = |secret: &[u8]| {
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret);
        format!("{input}.{}", b64u(hmac::sign(&key, input.as_bytes()).as_ref()))
    };
    place.refused(&token(&[b't'; 32]), "signature").await;
    assert_eq!(place.send(&token(&[b's'; 32])).await.0, "identify.accepted");
    assert_eq!(place.who().await, known());
    place.desk.stop().await;
}

#[tokio::test]
async fn who_withdraws_is_anonymous_again() {
    let mut place = Place::with(Algorithm::Es256).await;
    let token = es256(&place.claims());
    place.send(&token).await;
    place.visitor.decide(Act::Withdraw, Status::Withdrawn, None).await;
    place.visitor.hear(1).await;
    assert_eq!(place.who().await, None);
    let again = es256(&with(place.claims(), "jti", 99.into()));
    place.post(&again).await;
    assert_eq!(place.who().await, None, "and stays it");
    let heard = std::mem::take(&mut *place.heard.0.lock().unwrap());
    assert!(heard.iter().all(|event| !event.kind.starts_with("identify.")), "{heard:?}");
    place.desk.stop().await;
}

#[tokio::test]
async fn who_takes_back_that_alone_is_anonymous_and_goes_on_talking() {
    let mut place = Place::with(Algorithm::Es256).await;
    let token = es256(&place.claims());
    place.send(&token).await;
    place.until(known()).await;
    place.visitor.decide_about("quote", Act::Allow, Status::Given).await;
    place.visitor.hear(1).await;
    assert_eq!(place.who().await, known(), "another decision changes nothing of it");
    place.visitor.decide_about(IDENTITY, Act::Withdraw, Status::Withdrawn).await;
    place.visitor.hear(1).await;
    assert_eq!(place.who().await, None);
    let again = es256(&with(place.claims(), "jti", 99.into()));
    place.post(&again).await;
    place.visitor.say("b1", "price", "en").await;
    let answers = place.visitor.hear(1).await;
    assert!(matches!(&answers[..], [Content::Text { .. }]), "{answers:?}");
    assert_eq!(place.who().await, None, "and stays it");
    place.desk.stop().await;
}

#[tokio::test]
async fn an_issuer_that_is_slow_to_tell_its_keys_holds_nobody_up() {
    let issuer = Issuer::default();
    issuer.is_slow.store(true, Ordering::SeqCst);
    let mut place = Place::of(Algorithm::Es256, issuer.clone()).await;
    let token = es256(&place.claims());
    let out = es256(&with(place.claims(), "sub", "".into()));
    let again = es256(&with(place.claims(), "jti", "again".into()));
    let began = Instant::now();
    place.post(&token).await;
    place.visitor.say("b1", "price", "en").await;
    let answers = place.visitor.hear(1).await;
    assert!(matches!(&answers[..], [Content::Text { .. }]), "{answers:?}");
    place.post(&out).await;
    place.post(&again).await;
    assert!(began.elapsed() < PATIENCE, "they did not wait for the keys");
    assert_eq!(place.who().await, None);
    issuer.is_slow.store(false, Ordering::SeqCst);
    let told = [place.told().await.0, place.told().await.0, place.told().await.0];
    let order = ["identify.accepted", "identify.ended", "identify.accepted"];
    assert_eq!(told, order, "in the order in which they came");
    place.until(known()).await;
    assert_eq!(issuer.fetched.load(Ordering::SeqCst), 1);
    place.desk.stop().await;
}

#[tokio::test]
async fn known_keys_count_for_an_hour_while_the_issuer_is_down_and_no_longer() {
    let mut place = Place::with(Algorithm::Es256).await;
    assert_eq!(place.send(&es256(&place.claims())).await.0, "identify.accepted");
    place.issuer.is_down.store(true, Ordering::SeqCst);
    place.world.pass(601);
    assert_eq!(place.send(&es256(&place.claims())).await.0, "identify.accepted");
    let asked = async {
        while place.issuer.fetched.load(Ordering::SeqCst) < 2 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(SOON, asked).await.unwrap();
    place.world.pass(3_600);
    let unreachable = ("identify.refused".into(), "keys-unreachable".into());
    assert_eq!(place.send(&es256(&place.claims())).await, unreachable);
    place.issuer.is_down.store(false, Ordering::SeqCst);
    let token = es256(&with(place.claims(), "jti", "again".into()));
    assert_eq!(place.send(&token).await.0, "identify.accepted", "they are back");
    place.desk.stop().await;
}

#[tokio::test]
async fn who_withdraws_while_the_keys_are_fetched_stays_anonymous() {
    let issuer = Issuer::default();
    issuer.is_slow.store(true, Ordering::SeqCst);
    let mut place = Place::of(Algorithm::Es256, issuer.clone()).await;
    place.post(&es256(&place.claims())).await;
    place.visitor.decide(Act::Withdraw, Status::Withdrawn, None).await;
    place.visitor.hear(1).await;
    issuer.is_slow.store(false, Ordering::SeqCst);
    let wait = async {
        while place.people.waiting_tokens() > 0 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(SOON, wait).await.unwrap();
    assert_eq!(place.who().await, None);
    let heard = std::mem::take(&mut *place.heard.0.lock().unwrap());
    assert!(heard.iter().all(|event| !event.kind.starts_with("identify.")), "{heard:?}");
    place.desk.stop().await;
}

#[tokio::test]
async fn settings_that_would_take_anybody_s_word_are_refused() {
    let mut world = World::new().await;
    let short = world.folder.path().join("short");
    std::fs::write(&short, "too short\n").unwrap();
    let mut refused = |settings: Settings| {
        let identify = Some(settings);
        world.people = Some(people::Settings { identify, ..people::Settings::default() });
        match world.open_desk() {
            Err(DeskError::Identify(error)) => error,
            _ => panic!("taken"),
        }
    };
    let es =
        |jwks: &str| Settings { issuer: ISSUER.into(), jwks: jwks.into(), ..Settings::default() };
    assert!(matches!(refused(Settings::default()), IdentifyError::Issuer));
    for jwks in ["", "http://insurer.example/keys", "ftp://localhost/keys"] {
        assert!(matches!(refused(es(jwks)), IdentifyError::Address), "{jwks}");
    }
    let hs = |secret_file| Settings {
        issuer: ISSUER.into(),
        algorithm: Algorithm::Hs256,
        secret_file,
        ..Settings::default()
    };
    assert!(matches!(refused(hs(short)), IdentifyError::Short(_)));
    assert!(matches!(refused(hs("nowhere".into())), IdentifyError::Secret(..)));
}
