//! The configuration's text, with the reason of each value beside it.

use super::Answers;

const TEXT: &str = r#"# Sigilo's reference backend. `sigilo-backend all --config sigilo.toml` runs relay and desks in one process;
# `relay` and `desk` run them apart, on machines of their own. `--check` says what is wrong here.
# docs/configuration.md has every key. Paths are seen from this file's folder.

[listen]
# An IP address and a port. In clear only on this machine, unless `allow_clear = true`.
address = {listen}
# Networks of proxies whose X-Forwarded-For is believed, such as ["127.0.0.1", "10.0.0.0/8"].
trusted_proxies = []
# Seconds for requests under way when the program is to end.
grace_seconds = 20

{tls}
[log]
# "text" or "json", to standard error. Neither has what was said, tokens or addresses.
format = "text"
level = "info"

[metrics]
# /metrics, /healthz and /readyz for this machine alone. Elsewhere: token = { file = "metrics.token" }.
address = "127.0.0.1:9464"

[relay]
# Ciphertext and routing.
database = "relay.db"

# [desk]
# For `sigilo-backend desk`: where the relay is. `all` needs none.
# relay = "https://relay.example"

[[site]]
name = {site}
# The thumbprint of the identity key, as the script tag's data-key. A second one is the next key's.
pins = {pins}
# Where the widget's files are served: their scripts may read the relay's answers.
widget_origins = {widget}
# The pages that may embed the chat; the manifest is signed with them.
page_origins = {pages}
# What visitors are told and asked. Read it, make it true, then `sigilo-backend policy check --fix`.
policy = {policy}
# Private keys and what the desk keeps. Back it up sealed; nobody else may read it.
data = {data}
# What the bot knows: next to nothing, until you write it.
rules = {rules}

[site.recipient]
# Who answers: the id is the policy's, the name is read by visitors.
id = "bot"
name = {assistant}

# People who read and answer beside the bot: visitors are told of them, and asked anew. Name `people` in the
# policy's recipients as well. docs/staff.md.
# [site.people]
# name = "Atención al cliente"

# Their pages, on a port that no visitor has to reach. First: `sigilo-backend staff add NAME --role
# administrator --data {bare}/desk`.
# [site.staff]
# address = "127.0.0.1:8090"
# What their browsers show before the first slash; https:// by a certificate in `tls` or by a proxy.
# origin = "http://127.0.0.1:8090"
"#;

const BEHIND: &str = r#"# Without certificates of its own a proxy has to stand in front: docs/deploy.md.
# [tls]
# certificate = "/etc/letsencrypt/live/relay.example/fullchain.pem"
# key = "/etc/letsencrypt/live/relay.example/privkey.pem"
"#;

const TLS: &str = r#"[tls]
# PEM files, read anew when they change.
certificate = {certificate}
key = {key}
# For how long browsers ask by TLS only.
hsts_seconds = 31536000
"#;

/// The text; without a pin, what can be checked beforehand.
pub(super) fn text(answers: &Answers, pin: Option<&str>) -> String {
    let Answers { site, assistant, page_origins, widget_origin, listen, tls, .. } = answers;
    let tls = match tls {
        None => BEHIND.to_owned(),
        Some((certificate, key)) => TLS
            .replace("{certificate}", &quoted(&certificate.display().to_string()))
            .replace("{key}", &quoted(&key.display().to_string())),
    };
    let list = |items: Vec<&str>| {
        format!("[{}]", items.into_iter().map(quoted).collect::<Vec<_>>().join(", "))
    };
    let below = |name: &str| quoted(&format!("{site}/{name}"));
    TEXT.replace("{listen}", &quoted(&listen.to_string()))
        .replace("{tls}", &tls)
        .replace("{site}", &quoted(site))
        .replace("{pins}", &list(pin.into_iter().collect()))
        .replace("{widget}", &list(vec![widget_origin]))
        .replace("{pages}", &list(page_origins.iter().map(String::as_str).collect()))
        .replace("{policy}", &below("policy"))
        .replace("{data}", &below("desk"))
        .replace("{rules}", &below("rules"))
        .replace("{bare}", site)
        .replace("{assistant}", &quoted(assistant))
}

/// A JSON string is one of TOML's.
fn quoted(text: &str) -> String {
    serde_json::Value::String(text.to_owned()).to_string()
}
