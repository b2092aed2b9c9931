//! Sealing what was filled into a form, for those alone whom its purpose names.

use sigilo_consent::{Extra, Grant};
use sigilo_protocol::{Answering, Body, Content, SealError, Values, VerifiedManifest};

use super::{ChannelError, allowed, known};
use crate::browser::now_ms;

/// The body of an answer, with its values sealed; it needs no session yet.
pub(crate) async fn fill(
    grant: &Grant<Extra>,
    manifest: &VerifiedManifest,
    answering: Answering<'_>,
    to: &[&str],
    values: &Values,
) -> Result<String, ChannelError> {
    allowed(grant)?;
    let mut answer = Err(SealError::Key);
    known(&mut |by| answer = answering.seal(manifest, to, values, now_ms() / 1000, by)).await?;
    let body = Body::new(answering.body, Content::FormAnswer(answer?)).to_padded();
    let body = String::from_utf8(body.map_err(|_| ChannelError::Size)?);
    Ok(body.map_err(|_| ChannelError::Size)?.trim_end().into())
}
