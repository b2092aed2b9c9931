//! Sealing what was filled into a form, for those alone whom its purpose names.

use sigilo_consent::{Extra, Grant};
use sigilo_protocol::{Answering, Body, Content, Values, VerifiedManifest};

use super::{ChannelError, Known, allowed};
use crate::browser::now_ms;

/// The body of an answer, with its values sealed; it needs no session yet.
pub(crate) fn fill(
    grant: &Grant<Extra>,
    manifest: &VerifiedManifest,
    answering: Answering<'_>,
    to: &[&str],
    values: &Values,
    by: &mut Known,
) -> Result<String, ChannelError> {
    allowed(grant)?;
    let answer = answering.seal(manifest, to, values, now_ms() / 1000, by)?;
    let body = Body::new(answering.body, Content::FormAnswer(answer)).to_padded();
    let body = String::from_utf8(body.map_err(|_| ChannelError::Size)?);
    Ok(body.map_err(|_| ChannelError::Size)?.trim_end().into())
}
