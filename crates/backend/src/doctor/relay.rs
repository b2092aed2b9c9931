//! The relay: who may read it, and what it hands out.

use reqwest::{
    Client, Method, Response, Url,
    header::{LOCATION, ORIGIN},
};
use sigilo_protocol::Hash;

use super::{Question, finding::Report, manifest, origin, web};

/// An origin that nobody allows.
const STRANGER: &str = "https://stranger.invalid";

/// Looks at the relay; the origins of pages, if its manifest holds.
pub(super) async fn look(
    client: &Client,
    question: &Question,
    report: &mut Report,
) -> Option<Vec<String>> {
    let widget = question.widget.as_ref().map_or_else(|| STRANGER.into(), origin);
    let url = below(question, &["manifest"])?;
    let Ok(answer) = client.get(url.clone()).header(ORIGIN, &widget).send().await else {
        let remedy = "See that it runs, that the port is open, and what its log says.";
        report.fault("relay", format!("{url} does not answer."), remedy);
        return None;
    };
    web::clock(question, &answer, report);
    web::look(["hsts", "nosniff"], &url, &answer, report);
    if question.widget.is_some() {
        allows(client, question, &widget, &answer, report).await;
    }
    keeps_out(client, &url, report).await;
    if !answer.status().is_success() {
        let what = format!("It has no manifest of {}: {}.", question.site, answer.status());
        let remedy = "Write a [[site]] of this name, start its desk, and see the desk's log.";
        report.fault("manifest", what, remedy);
        return None;
    }
    let jws = answer.text().await.unwrap_or_default();
    let manifest = manifest::judge(&jws, question, report)?;
    policy(client, question, manifest.policy.hash, report).await;
    Some(manifest.origins.clone())
}

/// Whether what comes in clear is led to TLS.
pub(super) async fn redirects(client: &Client, question: &Question, report: &mut Report) {
    let is_public = question.url.scheme() == "https" && question.url.port().is_none();
    let clear = match &question.clear {
        Some(clear) => clear.clone(),
        None if is_public => {
            let mut clear = question.url.clone();
            if clear.set_scheme("http").is_err() {
                return;
            }
            clear
        }
        None => return,
    };
    let Ok(answer) = client.get(clear.clone()).send().await else {
        report.fine("redirect", "Nothing answers in clear.");
        return;
    };
    let to = web::header(answer.headers(), LOCATION.as_str());
    if matches!(answer.status().as_u16(), 301 | 308) && to.starts_with("https://") {
        report.fine("redirect", "What comes in clear is led to TLS.");
    } else {
        let what = format!("{clear} answers in clear, and leads nobody to https.");
        report.fault("redirect", what, "Answer there with 308 to https, or close the port.");
    }
}

/// Whether the widget may read answers, and ask with a token.
async fn allows(
    client: &Client,
    question: &Question,
    widget: &str,
    answer: &Response,
    report: &mut Report,
) {
    let remedy = "Write the widget's origin into widget_origins of the [[site]]; a proxy must not \
                  change Access-Control headers or OPTIONS.";
    let allowed =
        |answer: &Response| web::header(answer.headers(), "access-control-allow-origin") == widget;
    if !allowed(answer) {
        report.fault("cors", format!("Scripts of {widget} may not read the relay."), remedy);
        return;
    }
    let Some(url) = below(question, &["tokens"]) else { return };
    let request = client.request(Method::OPTIONS, url).header(ORIGIN, widget);
    let request = request.header("access-control-request-method", "POST");
    let request = request.header("access-control-request-headers", "authorization,content-type");
    let is_good = request.send().await.is_ok_and(|answer| {
        let names = web::header(answer.headers(), "access-control-allow-headers").to_lowercase();
        let has = |name| names.split(',').any(|own| own.trim() == name);
        allowed(&answer) && has("authorization") && has("content-type")
    });
    if is_good {
        report.fine("cors", format!("Scripts of {widget} may read the relay."));
    } else {
        let what = format!("Scripts of {widget} may not ask the relay with a token.");
        report.fault("cors", what, remedy);
    }
}

/// Whether scripts of others may not.
async fn keeps_out(client: &Client, url: &Url, report: &mut Report) {
    let answer = client.get(url.clone()).header(ORIGIN, STRANGER).send().await;
    let allowed = answer
        .map(|answer| web::header(answer.headers(), "access-control-allow-origin").to_owned());
    if allowed.is_ok_and(|allowed| allowed == "*" || allowed == STRANGER) {
        report.fault(
            "cors-strangers",
            "Scripts of any site may read the relay.",
            "Let the relay say who may: take Access-Control headers out of the proxy.",
        );
    } else {
        report.fine("cors-strangers", "Scripts of other sites may not read the relay.");
    }
}

async fn policy(client: &Client, question: &Question, hash: Hash, report: &mut Report) {
    let Some(url) = below(question, &["policies", &hash.to_string()]) else { return };
    let body = match client.get(url).send().await {
        Ok(answer) if answer.status().is_success() => answer.bytes().await.ok(),
        _ => None,
    };
    if body.is_some_and(|body| Hash::of(&body) == hash) {
        report.fine("policy", "The policy is the one that the manifest names.");
    } else {
        report.fault(
            "policy",
            "The policy that the manifest names is not there, or was changed on its way.",
            "Publish it by starting the desk; a proxy must not rewrite bodies.",
        );
    }
}

/// An address below the site.
fn below(question: &Question, path: &[&str]) -> Option<Url> {
    let mut url = question.url.clone();
    let segments = url.path_segments_mut();
    segments.ok()?.clear().extend(["v1", "sites", &question.site]).extend(path);
    Some(url)
}
