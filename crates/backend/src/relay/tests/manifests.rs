use axum::http::StatusCode;
use sigilo_protocol::{Hash, Manifest};

use super::world::{
    BASE, NOW, TEXT, World, get_request, identity, key, manifest, next_identity, policy,
};

const MANIFEST: &str = "/v1/sites/insurer.example/manifest";

#[tokio::test]
async fn what_was_published_is_handed_out_as_it_was_signed() {
    let world = World::empty();
    world.get(MANIFEST, None).await.is_problem(404, "manifest-missing");
    let jws = manifest(1).sign(&identity());
    assert_eq!(world.publish(&jws, &[TEXT, &policy()]).await.status, StatusCode::NO_CONTENT);
    let answer = world.get(MANIFEST, None).await;
    assert_eq!((answer.status, &*answer.body), (StatusCode::OK, jws.as_bytes()));
    assert_eq!(answer.header("content-type"), "application/jose");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.header("etag"), format!("\"{}\"", Hash::of(jws.as_bytes())));
}

#[tokio::test]
async fn a_known_tag_is_answered_without_the_body() {
    let world = World::published().await;
    let tag = world.get(MANIFEST, None).await.header("etag").to_owned();
    let mut request = get_request(MANIFEST, None);
    request.headers_mut().insert("if-none-match", tag.parse().unwrap());
    let answer = world.send(request).await;
    assert_eq!((answer.status, answer.body.len()), (StatusCode::NOT_MODIFIED, 0));
    assert_eq!(answer.header("etag"), tag);
}

#[tokio::test]
async fn documents_are_found_by_hash_and_never_change() {
    let world = World::published().await;
    for document in [policy().as_str(), TEXT] {
        let path = format!("{BASE}/policies/{}", Hash::of(document.as_bytes()));
        let answer = world.get(&path, None).await;
        assert_eq!((answer.status, &*answer.body), (StatusCode::OK, document.as_bytes()));
        assert_eq!(answer.header("content-type"), "application/json");
        assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
    }
    let unknown = format!("{BASE}/policies/{}", Hash::of(b"unknown"));
    world.get(&unknown, None).await.is_problem(404, "policy-unknown");
    let elsewhere = format!("/v1/sites/other.example/policies/{}", Hash::of(TEXT.as_bytes()));
    world.get(&elsewhere, None).await.is_problem(404, "policy-unknown");
    world.get(&format!("{BASE}/policies/x"), None).await.is_problem(400, "path-invalid");
}

#[tokio::test]
async fn a_manifest_that_was_ever_published_is_found_by_what_envelopes_cite() {
    let world = World::published().await;
    let jws = [1, 2].map(|ver| manifest(ver).sign(&identity()));
    assert_eq!(world.publish(&jws[1], &[TEXT, &policy()]).await.status, StatusCode::NO_CONTENT);
    let world = world.restarted();
    for jws in &jws {
        let answer = world.get(&by_hash(jws), None).await;
        assert_eq!((answer.status, &*answer.body), (StatusCode::OK, jws.as_bytes()));
        assert_eq!(answer.header("content-type"), "application/jose");
        assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
    }
    let refused = manifest(1).sign(&key(9));
    world.publish(&refused, &[TEXT, &policy()]).await.is_problem(422, "manifest-invalid");
    let unpublished = manifest(3).sign(&identity());
    world.get(&by_hash(&unpublished), None).await.is_problem(404, "manifest-unknown");
    let elsewhere = by_hash(&jws[0]).replace("insurer", "other");
    assert_eq!(world.get(&elsewhere, None).await.status, StatusCode::NOT_FOUND);
    world.get(&format!("{BASE}/manifests/x"), None).await.is_problem(400, "path-invalid");
}

/// Where a manifest is found for good: by the hash of its JWS's signing input.
fn by_hash(jws: &str) -> String {
    let input = jws.rsplit_once('.').unwrap().0;
    format!("{BASE}/manifests/{}", Hash::of(input.as_bytes()))
}

#[tokio::test]
async fn both_survive_a_restart() {
    let world = World::published().await.restarted();
    assert_eq!(world.get(MANIFEST, None).await.body, manifest(1).sign(&identity()).as_bytes());
    let path = format!("{BASE}/policies/{}", Hash::of(TEXT.as_bytes()));
    assert_eq!(world.get(&path, None).await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_version_only_grows() {
    let world = World::published().await;
    let documents = [&*policy(), TEXT];
    let publish = async |ver| world.publish(&manifest(ver).sign(&identity()), &documents).await;
    assert_eq!(publish(1).await.status, StatusCode::NO_CONTENT, "a repetition is harmless");
    assert_eq!(publish(3).await.status, StatusCode::NO_CONTENT);
    publish(2).await.is_problem(409, "manifest-stale");
    publish(1).await.is_problem(409, "manifest-stale");
    let other = Manifest { iat: NOW + 1, ..manifest(3) };
    world.publish(&other.sign(&identity()), &documents).await.is_problem(409, "manifest-stale");
    publish(u64::MAX).await.is_problem(422, "manifest-invalid");
    assert_eq!(world.get(MANIFEST, None).await.body, manifest(3).sign(&identity()).as_bytes());
}

#[tokio::test]
async fn the_next_identity_key_ends_the_current_one_s_time() {
    let world = World::published().await;
    let documents = [&*policy(), TEXT];
    let key = next_identity();
    let next = Manifest { key: key.public(), ..manifest(1) }.sign(&key);
    assert_eq!(world.publish(&next, &documents).await.status, StatusCode::NO_CONTENT);
    let old = manifest(9).sign(&identity());
    world.publish(&old, &documents).await.is_problem(409, "manifest-key-retired");
    assert_eq!(world.get(MANIFEST, None).await.body, next.as_bytes());
}

#[tokio::test]
async fn only_the_pinned_key_publishes_for_its_site_in_time() {
    let world = World::empty();
    let documents = [&*policy(), TEXT];
    let other = key(9);
    let unpinned = Manifest { key: other.public(), ..manifest(1) }.sign(&other);
    let forged = manifest(1).sign(&other);
    let elsewhere = Manifest { site: "other.example".into(), ..manifest(1) }.sign(&identity());
    let expired = Manifest { iat: NOW - 1_000, exp: NOW - 301, ..manifest(1) }.sign(&identity());
    let nobody = Manifest { recipients: vec![], ..manifest(1) }.sign(&identity());
    for bad in [&*unpinned, &forged, &elsewhere, &expired, &nobody, "", "a.b.c"] {
        world.publish(bad, &documents).await.is_problem(422, "manifest-invalid");
    }
    world.get(MANIFEST, None).await.is_problem(404, "manifest-missing");
}

#[tokio::test]
async fn every_document_that_the_policy_names_must_be_there() {
    let world = World::empty();
    let jws = manifest(1).sign(&identity());
    world.publish(&jws, &[]).await.is_problem(422, "document-missing");
    world.publish(&jws, &[TEXT]).await.is_problem(422, "document-missing");
    world.publish(&jws, &[&policy()]).await.is_problem(422, "document-missing");
    world.publish(&jws, &[&policy(), "{}"]).await.is_problem(422, "document-missing");
    let mut silent = manifest(1);
    silent.policy.hash = Hash::of(b"{}");
    world.publish(&silent.sign(&identity()), &["{}"]).await.is_problem(422, "manifest-invalid");
    world.get(MANIFEST, None).await.is_problem(404, "manifest-missing");
}

#[tokio::test]
async fn a_document_that_nothing_names_is_not_kept() {
    let world = World::empty();
    let answer = world.publish(&manifest(1).sign(&identity()), &[&policy(), TEXT, "stray"]).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    let path = format!("{BASE}/policies/{}", Hash::of(b"stray"));
    world.get(&path, None).await.is_problem(404, "policy-unknown");
}

/// A receipt cites its policy and the text that was shown for as long as anybody keeps it.
#[tokio::test]
async fn a_policy_is_there_by_its_hash_long_after_the_next_one() {
    let world = World::published().await;
    let text = r#"{"v":1,"lang":"en","lead":"other"}"#;
    let policy = policy();
    let newer = policy
        .replace(&Hash::of(TEXT.as_bytes()).to_string(), &Hash::of(text.as_bytes()).to_string());
    for ver in 2..6 {
        let (core, text) = if ver % 2 == 0 { (&newer, text) } else { (&policy, TEXT) };
        let mut manifest = manifest(ver);
        manifest.policy.hash = Hash::of(core.as_bytes());
        let answer = world.publish(&manifest.sign(&identity()), &[core, text]).await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT);
    }
    world.pass(4 * 365 * 24 * 3_600);
    let world = world.restarted();
    for document in [&*policy, TEXT, &newer, text] {
        let path = format!("{BASE}/policies/{}", Hash::of(document.as_bytes()));
        assert_eq!(world.get(&path, None).await.body, document.as_bytes());
    }
}
