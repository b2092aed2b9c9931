//! Files of a conversation: saved by who may read it, sent by who answers.

use axum::{
    Extension,
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{IntoResponse as _, Redirect, Response},
};

use super::{
    super::{
        super::{Staff, guard::Visit},
        Answer, Fault,
    },
    acts::person,
    is_reader, look,
};
use crate::desk::{files::Held, people::PeopleError};

/// What the pages offer to choose; what is in a file decides.
pub(super) const ACCEPTED: &str =
    "image/jpeg,image/png,image/webp,image/gif,application/pdf,text/plain,application/zip";

/// What a file may do in a browser that shows it in spite of all: nothing.
const POLICY: &str = "default-src 'none'; sandbox; frame-ancestors 'none'";

pub(in super::super::super) async fn save(
    State(staff): State<Staff>,
    Extension(visit): Extension<Visit>,
    Path((talk, file)): Path<(String, String)>,
) -> Answer {
    let find = async {
        let seen = look(&staff, visit.session()?, &talk).await?;
        if !is_reader(&visit, &seen) || !seen.talk.is_open {
            return Err(PeopleError::Unknown.into());
        }
        let held = staff.0.people.file(&seen.talk, &file).await?;
        held.ok_or(Fault::People(PeopleError::Unknown))
    };
    let held = find.await.map_err(|fault| fault.told(&visit))?;
    Ok(download(held))
}

/// A file to be saved: of no type that a browser would show or run.
fn download(Held { name, bytes }: Held) -> Response {
    let plain: String = name.chars().map(|sign| if sign.is_ascii() { sign } else { '_' }).collect();
    let disposition =
        format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{}", escaped(&name));
    let mut response = bytes.to_vec().into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    let disposition = HeaderValue::from_str(&disposition);
    let disposition = disposition.unwrap_or(HeaderValue::from_static("attachment"));
    headers.insert(header::CONTENT_DISPOSITION, disposition);
    response
}

/// RFC 8187.
fn escaped(name: &str) -> String {
    let sign = |byte: u8| match byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
        true => char::from(byte).to_string(),
        false => format!("%{byte:02X}"),
    };
    name.bytes().map(sign).collect()
}

pub(in super::super::super) async fn send(
    State(staff): State<Staff>,
    Extension(visit): Extension<Visit>,
    Path(talk): Path<String>,
) -> Answer {
    let send = async {
        let talk = staff.0.people.find(&talk).await?;
        let (name, bytes) = visit.file.clone().ok_or(PeopleError::File)?;
        let alt = visit.field("alt");
        Ok::<_, Fault>(staff.0.people.send(&talk, &person(&visit)?, &name, &bytes, alt).await?)
    };
    send.await.map_err(|fault| fault.told(&visit))?;
    Ok(Redirect::to(&format!("/talks/{talk}")).into_response())
}

#[cfg(test)]
mod tests {
    use zeroize::Zeroizing;

    use super::*;

    #[test]
    fn a_name_ends_no_header_and_a_file_is_only_saved() {
        let name = "gotera \u{f1}\".pdf".replace('"', "");
        let response = download(Held { name, bytes: Zeroizing::new(b"x".to_vec()) });
        let header = |name| response.headers()[name].to_str().unwrap().to_owned();
        let disposition =
            "attachment; filename=\"gotera _.pdf\"; filename*=UTF-8''gotera%20%C3%B1.pdf";
        assert_eq!(header(header::CONTENT_DISPOSITION), disposition);
        assert_eq!(header(header::CONTENT_TYPE), "application/octet-stream");
        assert!(header(header::CONTENT_SECURITY_POLICY).contains("sandbox"));
    }
}
