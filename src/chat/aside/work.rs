//! Work that a relay asks for where many say hello (docs/http.md, Work under load): ALTCHA's puzzle, version 1, solved
//! by a program of its own (`crates/work`) in a worker, so that the chat goes on meanwhile.
//!
//! Program and script are in this part, under its hash. A worker is named by an address, which Trusted Types take for
//! something that runs: the frame's one policy lets that pass, and its Content-Security-Policy such addresses alone.

use std::cell::Cell;

use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use sigilo_protocol::Json;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::{
    browser::{blob, call, object},
    transport::Puzzle,
};

/// The most work that is done for a relay. More would keep a phone busy for a minute, and is asked by none that means well.
const MOST: u64 = 5_000_000;

/// Solves: see `crates/work/src/exports.rs`.
const PROGRAM: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/work.wasm"));

/// What the worker runs. Whatever goes wrong is no number.
const SCRIPT: &str = "onmessage=({data:[p,s,c,m]})=>WebAssembly.instantiate(p).then(({instance:{exports:e}})=>{\
    const say=(t,to)=>new TextEncoder().encode(t).forEach(b=>to(b));\
    say(s,e.salt);say(c,e.digit);postMessage(e.find(m))}).catch(()=>postMessage(-1))";

/// As the frame's Content-Security-Policy names it (`xtask/src/dist/csp.rs`).
const POLICY: &str = "sigilo";

thread_local! {
    /// The policy, once it was made: the browser lets nobody make a second one.
    static TRUSTED: Cell<JsValue> = const { Cell::new(JsValue::UNDEFINED) };
}

/// What has to go with the hello; nothing if there is no solution.
pub(super) async fn solve(puzzle: Puzzle) -> Option<String> {
    let number = find(&puzzle).await.ok()??;
    let solution = Json::object([
        ("algorithm", Some(Json::text("SHA-256"))),
        ("challenge", Some(Json::Text(puzzle.challenge))),
        ("number", Some(Json::Number(number))),
        ("salt", Some(Json::Text(puzzle.salt))),
        ("signature", Some(Json::Text(puzzle.signature))),
    ]);
    // What is not Latin is no relay's salt, and refused by this.
    call(&js_sys::global(), "btoa", &[solution.to_text().into()]).ok()?.as_string()
}

async fn find(puzzle: &Puzzle) -> Result<Option<u64>, JsValue> {
    let global = js_sys::global();
    let addresses = Reflect::get(&global, &"URL".into())?;
    let script = blob("text/javascript", &Array::of1(&SCRIPT.into()))?;
    let address = call(&addresses, "createObjectURL", &[script])?;
    let class: Function = Reflect::get(&global, &"Worker".into())?.dyn_into()?;
    let worker = Reflect::construct(&class, &Array::of1(&trusted(&global, &address)?))?;
    let answered = Promise::new(&mut |resolve, reject| {
        // Setting what every worker has can't fail.
        let _ = Reflect::set(&worker, &"onmessage".into(), &resolve);
        let _ = Reflect::set(&worker, &"onerror".into(), &reject);
    });
    let task: Array = [
        Uint8Array::from(PROGRAM).into(),
        puzzle.salt.as_str().into(),
        puzzle.challenge.as_str().into(),
        JsValue::from_f64(puzzle.most.min(MOST) as f64),
    ]
    .iter()
    .collect();
    call(&worker, "postMessage", &[task.into()])?;
    let answer = JsFuture::from(answered).await;
    let _ = call(&worker, "terminate", &[]);
    let _ = call(&addresses, "revokeObjectURL", &[address]);
    let number = Reflect::get(&answer?, &"data".into())?.as_f64();
    // Positive and below 2^53; what was not found is -1.
    Ok(number.filter(|number| *number >= 0.0).map(|number| number as u64))
}

/// The address as one that may be run, where the browser asks for that.
fn trusted(global: &JsValue, address: &JsValue) -> Result<JsValue, JsValue> {
    let types = Reflect::get(global, &"trustedTypes".into())?;
    if types.is_undefined() {
        return Ok(address.clone());
    }
    let mut policy = TRUSTED.take();
    if policy.is_undefined() {
        // `String` gives back the text that it is given.
        let rules = object(&[("createScriptURL", Reflect::get(global, &"String".into())?)]);
        policy = call(&types, "createPolicy", &[POLICY.into(), rules])?;
    }
    TRUSTED.set(policy.clone());
    call(&policy, "createScriptURL", std::slice::from_ref(address))
}
