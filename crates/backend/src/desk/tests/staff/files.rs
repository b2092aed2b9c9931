//! Files at the staff's pages.

use axum::http::{StatusCode, header};
use sigilo_protocol::Content;

use super::{super::super::files::sealed, house::House};

#[tokio::test]
async fn a_file_is_saved_and_never_shown_and_a_form_of_another_site_sends_none() {
    let mut house = House::new().await;
    let bytes = b"%PDF-1.7 <script>alert(1)</script>";
    let (file, blob) = sealed("parte \u{202e}fdp.pdf", "application/pdf", bytes, None).unwrap();
    assert!(house.visitor.put(&blob, file.blob).await.is_success());
    house.visitor.ask("f1", Content::Attachment(file)).await;
    house.visitor.hear(2).await;
    let talk = house.talk().await;
    let marta = house.enter("marta").await;
    let page = house.get(&marta, &talk).await.text;
    let (_, rest) = page.split_once(&format!("href=\"{talk}/files/")).unwrap();
    let path = format!("{talk}/files/{}", rest.split('"').next().unwrap());
    let saved = house.get(&marta, &path).await;
    assert_eq!((saved.status, saved.text.as_bytes()), (StatusCode::OK, &bytes[..]));
    let told = |name: header::HeaderName| saved.headers[name].to_str().unwrap().to_owned();
    assert_eq!(told(header::CONTENT_TYPE), "application/octet-stream");
    assert_eq!(told(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
    assert!(
        told(header::CONTENT_DISPOSITION).starts_with("attachment; filename=\"parte fdp.pdf\"")
    );
    assert!(told(header::CONTENT_SECURITY_POLICY).contains("sandbox"));
    // A supervisor who does not look on sees no file.
    let sofia = house.enter("sofia").await;
    assert_eq!(house.get(&sofia, &path).await.status, StatusCode::NOT_FOUND);
    let send = format!("{talk}/files");
    let early = house.post_file(&marta, &send, "a.pdf", b"%PDF-1.7").await;
    assert_eq!(early.status, StatusCode::CONFLICT, "it was not taken over");
    house.post(&marta, &format!("{talk}/take"), &[]).await;
    house.visitor.hear(1).await;
    let bad = house.post_file(&marta, &send, "a.exe", b"MZ\0\0").await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mut other = marta.clone();
    other.csrf = "another".into();
    let foreign = house.post_file(&other, &send, "a.pdf", b"%PDF-1.7").await;
    assert_eq!(foreign.status, StatusCode::FORBIDDEN);
    let sent = house.post_file(&marta, &send, "a.pdf", b"%PDF-1.7").await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let heard = house.visitor.hear(1).await;
    assert!(matches!(&heard[..], [Content::Attachment(file)] if file.name == "a.pdf"));
}
