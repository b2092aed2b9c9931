//! Rows that are about bodies: which, they say by a hash, since an id is the visitor's to choose.

use rusqlite::Transaction;
use sigilo_protocol::{ConvId, Hash};

/// What a row calls a body.
pub(super) fn hash(body: &str) -> String {
    Hash::of(body.as_bytes()).to_string()
}

/// Carries out `one` for each of these bodies (`?1` is the conversation, `?2` the body's hash), or `all` for the
/// whole conversation.
pub(super) fn change(
    t: &Transaction<'_>,
    conv: ConvId,
    bodies: Option<&[String]>,
    one: &str,
    all: &str,
) -> rusqlite::Result<()> {
    let conv = conv.to_string();
    let Some(bodies) = bodies else { return t.execute(all, [conv]).map(drop) };
    for body in bodies {
        t.execute(one, [&conv, &hash(body)])?;
    }
    Ok(())
}
