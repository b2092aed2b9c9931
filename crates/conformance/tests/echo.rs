//! The kit asks the recipient in Python, which was written from the docs, behind the reference relay.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail by a panic")]

mod relay;

use std::path::Path;

use relay::{SITE, Served};
use serde_json::json;
use sigilo_conformance::ask_recipient;
use sigilo_protocol::b64u;
use tokio::process::{Child, Command};

/// `echo.py`, until it is dropped.
fn echo(served: &Served) -> Child {
    let keys = served.folder.path().join("keys.json");
    let d = |bytes: &[u8]| b64u(bytes);
    let config = json!({
        "site": SITE,
        "pins": [served.pin()],
        "sig": d(served.recipient.to_bytes().as_slice()),
        "pre": {"k1": {
            "kem": d(served.kem.to_bytes().as_slice()),
            "dh": d(served.dh.to_bytes().as_slice()),
        }},
    });
    std::fs::write(&keys, config.to_string()).unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/recipient-py");
    let python = std::env::var_os("SIGILO_PYTHON").expect("cargo xtask names the Python to run");
    let mut echo = Command::new(python);
    echo.args(["-B", "echo.py", &served.origin, "echo"]).arg(keys).current_dir(folder);
    echo.kill_on_drop(true).spawn().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Python and its package: cargo xtask test --only conformance"]
async fn the_recipient_in_python_passes_every_case() {
    let served = Served::start(None).await;
    let _echo = echo(&served);
    let report = ask_recipient(&served.base, "echo", &served.pin()).await;
    assert!(report.is_good(), "{report}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recipient_that_is_not_there_fails() {
    let served = Served::start(None).await;
    let unpinned = ask_recipient(&served.base, "echo", &"A".repeat(43)).await;
    assert_eq!(unpinned.failed(), ["recipient/is-there"]);
    let nobody = ask_recipient(&served.base, "nobody", &served.pin()).await;
    assert_eq!(nobody.failed(), ["recipient/is-there"]);
    let silent = ask_recipient(&served.base, "echo", &served.pin()).await;
    assert_eq!(silent.failed(), ["recipient/answers-a-hello"]);
}
