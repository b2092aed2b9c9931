use std::process::Command;

use axum::body::Body;
use axum::http::Request;
use base64ct::{Base64, Encoding as _};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::world::{Answer, BASE, CONV, Draft, NOW, World, conversation, json_request};
use crate::relay::WorkSettings;

const ALWAYS: WorkSettings = WorkSettings {
    enabled: true,
    from_hellos: 0,
    hold: 60,
    effort: 500,
    most_effort: 1_000,
    lifetime: 300,
};

async fn asking(settings: WorkSettings) -> World {
    let world = World::published().await;
    world.relay.ask_work(settings);
    world
}

async fn challenge(world: &World, base: &str) -> Value {
    let answer =
        world.send(Request::post(format!("{base}/challenges")).body(Body::empty()).unwrap());
    let answer = answer.await;
    assert_eq!(answer.status, 201);
    answer.json()
}

/// Solves as the format says, written apart from the relay's code.
fn solved(challenge: &Value) -> Value {
    let (salt, wanted) =
        (challenge["salt"].as_str().unwrap(), challenge["challenge"].as_str().unwrap());
    let most = challenge["maxnumber"].as_u64().unwrap();
    let is_it = |number: &u64| {
        let found = Sha256::new().chain_update(salt).chain_update(number.to_string()).finalize();
        found.iter().map(|byte| format!("{byte:02x}")).collect::<String>() == wanted
    };
    let number = (0..=most).find(is_it).unwrap();
    json!({"algorithm": "SHA-256", "challenge": wanted, "number": number, "salt": salt,
        "signature": challenge["signature"], "took": 5})
}

fn header(solution: &Value) -> String {
    Base64::encode_string(solution.to_string().as_bytes())
}

async fn post(world: &World, draft: &Draft, solution: Option<&str>) -> Answer {
    let mut request = json_request("POST", &conversation(draft.conv), draft.json());
    if let Some(solution) = solution {
        request.headers_mut().insert("sigilo-work", solution.parse().unwrap());
    }
    world.send(request).await
}

fn hello(number: u8) -> Draft {
    Draft { conv: sigilo_protocol::Bytes([number; 16]), ..Draft::hello() }
}

#[tokio::test]
async fn a_hello_is_taken_with_its_work_and_refused_without() {
    let world = asking(ALWAYS).await;
    post(&world, &Draft::hello(), None).await.is_problem(429, "work-required");
    let told = challenge(&world, BASE).await;
    assert_eq!(told["algorithm"], "SHA-256");
    assert_eq!(told["maxnumber"], 500);
    assert!(told["salt"].as_str().unwrap().ends_with(&format!("?expires={}&", NOW + 300)));
    let solution = header(&solved(&told));
    assert_eq!(post(&world, &Draft::hello(), Some(&solution)).await.status, 201);
    // Who is in a conversation is asked for nothing.
    assert_eq!(post(&world, &Draft::message(2), None).await.status, 201);
    assert_eq!(post(&world, &Draft::answer(1), None).await.status, 201);
    assert_eq!(CONV, Draft::hello().conv);
}

#[tokio::test]
async fn a_solution_is_good_for_one_hello_and_for_that_again() {
    let world = asking(ALWAYS).await;
    let solution = header(&solved(&challenge(&world, BASE).await));
    assert_eq!(post(&world, &hello(1), Some(&solution)).await.status, 201);
    assert_eq!(post(&world, &hello(1), Some(&solution)).await.status, 200, "no answer had come");
    let replayed = post(&world, &hello(2), Some(&solution)).await;
    replayed.is_problem(429, "work-required");
    assert_eq!(replayed.json()["detail"], "the solution was used before");
}

#[tokio::test]
async fn a_challenge_ends_with_its_time_and_no_digit_can_be_moved_to_lengthen_it() {
    let world = asking(ALWAYS).await;
    let solution = solved(&challenge(&world, BASE).await);
    world.pass(299);
    assert_eq!(post(&world, &hello(1), Some(&header(&solution))).await.status, 201);
    let late = solved(&challenge(&world, BASE).await);
    world.pass(300);
    let refused = post(&world, &hello(2), Some(&header(&late))).await;
    assert_eq!(refused.json()["detail"], "the challenge has ended");
    // «…expires=12&» and 345 have the hash of «…expires=12&3» and 45.
    let (salt, number) = (late["salt"].as_str().unwrap(), late["number"].to_string());
    for cut in 0..number.len() {
        let mut moved = late.clone();
        moved["salt"] = format!("{salt}{}", &number[..cut]).into();
        moved["number"] = number[cut..].parse::<u64>().unwrap().into();
        post(&world, &hello(2), Some(&header(&moved))).await.is_problem(429, "work-required");
    }
}

#[tokio::test]
async fn what_is_no_solution_of_this_relay_and_site_is_refused() {
    let world = asking(ALWAYS).await;
    let good = solved(&challenge(&world, BASE).await);
    let with = |name: &str, value: Value| {
        let mut changed = good.clone();
        changed[name] = value;
        header(&changed)
    };
    let number = good["number"].as_u64().unwrap();
    let elsewhere = header(&solved(&challenge(&world, "/v1/sites/other.example").await));
    for wrong in [
        with("number", (number + 1).into()),
        with("number", (-1).into()),
        with("algorithm", "SHA-512".into()),
        with("salt", format!("{}1", good["salt"].as_str().unwrap()).into()),
        with("signature", "00".repeat(32).into()),
        with("signature", "é".repeat(32).into()),
        with("challenge", "00".repeat(32).into()),
        elsewhere,
        "not base64".into(),
        String::new(),
        Base64::encode_string(&[b' '; 2_000]),
    ] {
        post(&world, &hello(1), Some(&wrong)).await.is_problem(429, "work-required");
    }
    // One of an earlier start.
    let (old, world) = (header(&good), world.restarted());
    world.relay.ask_work(ALWAYS);
    post(&world, &hello(1), Some(&old)).await.is_problem(429, "work-required");
}

#[tokio::test]
async fn work_is_asked_for_under_load_alone_and_more_of_it_the_more_come() {
    let settings = WorkSettings { from_hellos: 4, effort: 100, most_effort: 250, ..ALWAYS };
    let world = asking(settings).await;
    let nothing =
        world.send(Request::post(format!("{BASE}/challenges")).body(Body::empty()).unwrap());
    assert_eq!(nothing.await.status, 204);
    for number in 1..=3 {
        assert_eq!(post(&world, &hello(number), None).await.status, 201);
    }
    post(&world, &hello(4), None).await.is_problem(429, "work-required");
    assert_eq!(challenge(&world, BASE).await["maxnumber"], 100);
    for number in 5..=8 {
        post(&world, &hello(number), None).await.is_problem(429, "work-required");
    }
    assert_eq!(challenge(&world, BASE).await["maxnumber"], 200);
    for number in 9..=20 {
        post(&world, &hello(number), None).await.is_problem(429, "work-required");
    }
    assert_eq!(challenge(&world, BASE).await["maxnumber"], 250);
    // Two minutes later the flood is over; work is asked for a minute longer.
    world.pass(59);
    post(&world, &hello(4), None).await.is_problem(429, "work-required");
    world.pass(180);
    assert_eq!(post(&world, &hello(4), None).await.status, 201);
}

#[tokio::test]
async fn a_relay_that_was_not_told_to_asks_for_no_work() {
    let world = asking(WorkSettings { from_hellos: 0, ..WorkSettings::default() }).await;
    assert_eq!(post(&world, &hello(1), None).await.status, 201);
    assert_eq!(post(&world, &hello(2), Some("whatever")).await.status, 201);
}

#[tokio::test]
async fn a_browser_may_send_its_solution() {
    let world = asking(ALWAYS).await;
    let preflight = Request::options(conversation(CONV))
        .header("origin", super::world::WIDGET)
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "sigilo-work");
    let answer = world.send(preflight.body(Body::empty()).unwrap()).await;
    assert!(answer.header("access-control-allow-headers").contains("sigilo-work"));
}

/// ALTCHA's own library looks for the number.
const SOLVE: &str = "
const { solveChallenge } = await import(process.argv[1]);
const told = JSON.parse(process.argv[2]);
const { promise } = solveChallenge(told.challenge, told.salt, told.algorithm, told.maxnumber);
const { number, took } = await promise;
const { algorithm, challenge, salt, signature } = told;
process.stdout.write(btoa(JSON.stringify({ algorithm, challenge, number, salt, signature, took })));
";

#[tokio::test]
#[ignore = "needs Node and altcha-lib: cargo xtask test --only interop"]
async fn altcha_s_own_library_solves_a_challenge_and_the_relay_takes_it() {
    let world = asking(WorkSettings { effort: 20_000, most_effort: 20_000, ..ALWAYS }).await;
    let told = challenge(&world, BASE).await;
    let modules = std::env::var("SIGILO_NODE_MODULES").unwrap();
    let library = format!("file://{modules}/altcha-lib/dist/esm/v1/index.js");
    let node = std::env::var("SIGILO_NODE").unwrap();
    let mut command = Command::new(node);
    command.args(["--input-type=module", "-e", SOLVE, &library, &told.to_string()]);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let solution = String::from_utf8(output.stdout).unwrap();
    assert_eq!(post(&world, &Draft::hello(), Some(&solution)).await.status, 201);
}
