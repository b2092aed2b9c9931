//! Events to somebody else's syslog server: Debian's rsyslog, by TCP and by TLS. It has to be installed:
//! `cargo xtask test --only interop` sees to that.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "what a test rests on fails the test")]

use std::{
    fs,
    net::TcpListener,
    path::Path,
    process::{Child, Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use serde_json::json;
use sigilo_backend::{
    Clock,
    events::{Event, Events, Listener},
    siem::Export,
};

/// What must have come by then.
const SOON: Duration = Duration::from_secs(20);

/// Ends when dropped.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port()
}

/// rsyslog, which writes what it understood of each message into `out`.
fn rsyslog(folder: &Path, port: u16, global: &str, driver: &str) -> Server {
    let (config, out) = (folder.join("rsyslog.conf"), folder.join("out"));
    let text = format!(
        "global(workDirectory=\"{}\" {global})\n\
         module(load=\"imtcp\" {driver})\n\
         input(type=\"imtcp\" port=\"{port}\")\n\
         template(name=\"parts\" type=\"string\" string=\"%PRI%|%TIMESTAMP:::date-rfc3339%|%HOSTNAME%|\
         %APP-NAME%|%MSGID%|%STRUCTURED-DATA%|%msg%\\n\")\n\
         action(type=\"omfile\" file=\"{}\" template=\"parts\")\n",
        folder.display(),
        out.display()
    );
    fs::write(&config, text).unwrap();
    // Not everybody has the administrator's programs on the path.
    let known = "/usr/sbin/rsyslogd";
    let mut command = Command::new(if Path::new(known).exists() { known } else { "rsyslogd" });
    command.arg("-n").arg("-f").arg(&config).arg("-i").arg(folder.join("pid"));
    let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    Server(child.expect("rsyslogd is not installed"))
}

fn lines(folder: &Path, count: usize) -> Vec<String> {
    let until = Instant::now() + SOON;
    loop {
        let text = fs::read_to_string(folder.join("out")).unwrap_or_default();
        if text.lines().count() >= count {
            return text.lines().map(Into::into).collect();
        }
        assert!(Instant::now() < until, "came: {text}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Tells three events by `peer`, and looks at what rsyslog made of them.
async fn told(folder: &Path, peer: serde_json::Value) {
    let settings = serde_json::from_value(json!({"syslog": [peer]})).unwrap();
    let (export, _running) = Export::start(&settings, folder, &Clock::system()).unwrap();
    let events = Events::to([export as Arc<dyn Listener>]);
    for number in 1..=3 {
        let event = Event::new(1_800_000_000, "s", "alert.replay", "relay");
        events
            .tell(&event.with("level", "critical").with("number", number).with("name", "Peña | x"));
    }
    let folder = folder.to_owned();
    let lines = tokio::task::spawn_blocking(move || lines(&folder, 3)).await.unwrap();
    assert_eq!(lines.len(), 3);
    for (line, number) in lines.iter().zip(1..) {
        let parts: Vec<_> = line.splitn(7, '|').collect();
        // Facility authpriv (10), severity critical (2).
        assert_eq!(
            parts[..6],
            ["82", "2027-01-15T08:00:00Z", "relay-1", "sigilo", "alert.replay", "-"]
        );
        let event: Event = serde_json::from_str(parts[6].trim_start_matches('\u{feff}')).unwrap();
        assert_eq!(
            (&*event.details["number"], &*event.details["name"]),
            (&*number.to_string(), "Peña | x")
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs rsyslogd: cargo xtask test --only interop"]
async fn rsyslog_understands_what_comes_by_tcp() {
    let folder = tempfile::tempdir().unwrap();
    let port = free_port();
    let _server = rsyslog(folder.path(), port, "", "");
    let address = format!("127.0.0.1:{port}");
    told(
        folder.path(),
        json!({"name": "log", "address": address, "tls": false, "hostname": "relay-1"}),
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs rsyslogd: cargo xtask test --only interop"]
async fn rsyslog_understands_what_comes_by_tls() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let issuer = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    fs::write(path("ca.pem"), issuer.pem()).unwrap();
    fs::write(path("cert.pem"), params.signed_by(&key, &issuer).unwrap().pem()).unwrap();
    fs::write(path("key.pem"), key.serialize_pem()).unwrap();
    let files = format!(
        "defaultNetstreamDriver=\"gtls\" defaultNetstreamDriverCAFile=\"{}\" \
         defaultNetstreamDriverCertFile=\"{}\" defaultNetstreamDriverKeyFile=\"{}\"",
        path("ca.pem"),
        path("cert.pem"),
        path("key.pem")
    );
    let driver =
        "streamDriver.name=\"gtls\" streamDriver.mode=\"1\" streamDriver.authMode=\"anon\"";
    let port = free_port();
    let _server = rsyslog(folder.path(), port, &files, driver);
    let address = format!("localhost:{port}");
    let peer = json!({"name": "log", "address": address, "authorities": path("ca.pem"), "hostname": "relay-1"});
    told(folder.path(), peer).await;
}
