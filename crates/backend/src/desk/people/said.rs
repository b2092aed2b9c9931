//! What one envelope changes of what people see: stored with it, in one transaction.

use rusqlite::{Transaction, params};
use sigilo_protocol::{ConvId, Hash};

use super::{
    super::{identify, seals::Seals, slow},
    Call, Identity, Line, Who, table,
};
use crate::names::log_name;

/// What an envelope, or an order that was carried out, changes.
#[derive(Debug, Default)]
pub(in crate::desk) struct Said {
    /// What was said, in its order.
    pub(in crate::desk) lines: Vec<Line>,
    /// Whether what is said may be read from now on, after a decision.
    pub(in crate::desk) is_open: Option<(bool, u64)>,
    /// The visitor does not, or not any more, allow that it is known who they are.
    pub(in crate::desk) is_unknown: bool,
    /// What the visitor takes back, by body id.
    pub(in crate::desk) gone: Vec<String>,
    /// The order that was carried out.
    pub(in crate::desk) order: Option<i64>,
    /// Who the visitor is, `None` where they have signed out; with the token that says so, which is
    /// used up, and until when it counts.
    pub(in crate::desk) identity: Option<(Option<Identity>, String, u64)>,
    /// When the visitor has signed out at the page: who they are is forgotten, and with the keys of the session
    /// nobody can say anything there any more.
    pub(in crate::desk) left_at: Option<u64>,
    /// The visitor has asked for a person.
    pub(in crate::desk) calls: Option<Call>,
}

impl Said {
    /// Whether people have something else to see.
    pub(in crate::desk) fn is_something(&self) -> bool {
        !self.lines.is_empty()
            || !self.gone.is_empty()
            || self.is_open.is_some()
            || self.order.is_some()
            || self.identity.is_some()
            || self.left_at.is_some()
    }

    /// Stores it. What may not be read any more is not kept either.
    pub(in crate::desk) fn commit(
        &self,
        t: &Transaction<'_>,
        seals: &Seals,
        conv: ConvId,
    ) -> rusqlite::Result<()> {
        if let Some((is_open, now)) = self.is_open {
            t.execute(
                "INSERT INTO talks (conv, name, began, last, is_open) VALUES (?1, ?2, ?3, ?3, ?4) \
                 ON CONFLICT (conv) DO UPDATE SET is_open = excluded.is_open",
                params![conv.to_string(), log_name(conv), now, is_open],
            )?;
            if !is_open {
                table::forget_all(t, conv)?;
            }
        }
        if self.is_unknown {
            table::identify(t, seals, conv, None)?;
        }
        for line in &self.lines {
            table::insert(t, seals, conv, line)?;
            seen(t, conv, line)?;
        }
        if let Some(call) = &self.calls {
            call.commit(t, conv)?;
        }
        for id in &self.gone {
            table::forget(t, conv, id)?;
        }
        if let Some(order) = self.order {
            t.execute("DELETE FROM orders WHERE id = ?1", [order])?;
        }
        if let Some((identity, token, until)) = &self.identity {
            identify::use_up(t, token, *until)?;
            table::identify(t, seals, conv, identity.as_ref())?;
        }
        if let Some(at) = self.left_at {
            table::leave(t, conv, at)?;
            // The question of a bot that takes its time is answered to nobody.
            slow::forget(t, conv, None)?;
        }
        Ok(())
    }
}

/// Who speaks ends or begins the wait, where people answer. Where none does yet, a visitor who has asked for
/// one goes on waiting, whatever else the bot answers.
pub(super) fn seen(t: &Transaction<'_>, conv: ConvId, line: &Line) -> rusqlite::Result<()> {
    let waiting = match line.who {
        Who::Visitor => "CASE WHEN taken_by IS NULL THEN waiting ELSE coalesce(waiting, ?2) END",
        Who::Bot => "CASE WHEN taken_by IS NULL THEN waiting ELSE NULL END",
        Who::Person(_) => "NULL",
    };
    let sql = format!("UPDATE talks SET last = max(last, ?2), waiting = {waiting} WHERE conv = ?1");
    t.execute(&sql, params![conv.to_string(), line.at]).map(drop)
}

/// A body's name in the table: of one length, whatever its sender chose.
pub(super) fn body_name(id: &str) -> String {
    Hash::of(id.as_bytes()).to_string()
}
