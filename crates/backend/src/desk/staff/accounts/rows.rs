//! The accounts' rows, and what is asked of them when somebody signs in.

use rusqlite::{OptionalExtension as _, Row, Transaction, params};
use zeroize::Zeroizing;

use super::{
    super::{Role, secret},
    Account, Accounts, New,
};
use crate::{DatabaseError, desk::store::bad_column};

const COLUMNS: &str =
    "name, shown, lang, role, disabled, password IS NOT NULL, subject, made, picture";

/// What there is to know of an account that signs in here.
pub(in super::super) struct Known {
    pub(in super::super) account: Account,
    pub(in super::super) password: String,
    pub(in super::super) totp: Zeroizing<Vec<u8>>,
    pub(in super::super) totp_step: u64,
}

impl Accounts {
    /// What there is to know of an account that signs in here.
    pub(in super::super) fn known(&self, name: &str) -> Result<Option<Known>, DatabaseError> {
        let sql = format!(
            "SELECT {COLUMNS}, password, totp, totp_step FROM accounts \
             WHERE name = ?1 AND password IS NOT NULL AND totp IS NOT NULL AND disabled = 0"
        );
        let find = |t: &Transaction<'_>| {
            t.query_row(&sql, [name], |row| {
                let totp = self.vault.open(&label(name), row.get_ref(10)?.as_blob()?);
                let totp = totp.unwrap_or_default();
                Ok(Known {
                    account: read(row)?,
                    password: row.get(9)?,
                    totp,
                    totp_step: row.get(11)?,
                })
            })
            .optional()
        };
        self.database.transact_blocking(find)
    }

    /// The account that a provider's word is about.
    pub(in super::super) fn by_subject(
        &self,
        issuer: &str,
        subject: &str,
    ) -> Result<Option<Account>, DatabaseError> {
        let sql = format!("SELECT {COLUMNS} FROM accounts WHERE subject = ?1 AND disabled = 0");
        let subject = subject_name(issuer, subject);
        self.database.transact_blocking(|t| t.query_row(&sql, [subject], read).optional())
    }

    /// Uses a code's step up; nothing where it, or a later one, was used before.
    pub(in super::super) fn use_step(&self, name: &str, step: u64) -> Result<bool, DatabaseError> {
        let sql = "UPDATE accounts SET totp_step = ?2 WHERE name = ?1 AND totp_step < ?2";
        self.database.transact_blocking(|t| Ok(t.execute(sql, params![name, step])? == 1))
    }

    /// Uses a recovery code up, if it is one.
    pub(in super::super) fn use_code(&self, name: &str, code: &str) -> Result<bool, DatabaseError> {
        let sql = "DELETE FROM recovery WHERE account = ?1 AND code = ?2";
        let code = secret::code_name(code);
        self.database.transact_blocking(|t| Ok(t.execute(sql, [name, &code])? == 1))
    }

    /// How many recovery codes are left.
    pub(in super::super) fn codes_left(&self, name: &str) -> Result<u64, DatabaseError> {
        let sql = "SELECT count(*) FROM recovery WHERE account = ?1";
        self.database.transact_blocking(|t| t.query_row(sql, [name], |row| row.get(0)))
    }
}

pub(super) fn list(t: &Transaction<'_>) -> rusqlite::Result<Vec<Account>> {
    let sql = format!("SELECT {COLUMNS} FROM accounts ORDER BY name");
    t.prepare(&sql)?.query_map((), read)?.collect()
}

/// The account of this name.
pub(in super::super) fn find(t: &Transaction<'_>, name: &str) -> rusqlite::Result<Option<Account>> {
    let sql = format!("SELECT {COLUMNS} FROM accounts WHERE name = ?1 AND disabled = 0");
    t.query_row(&sql, [name], read).optional()
}

fn read(row: &Row<'_>) -> rusqlite::Result<Account> {
    let role: String = row.get(3)?;
    Ok(Account {
        name: row.get(0)?,
        shown: row.get(1)?,
        lang: row.get(2)?,
        role: Role::parse(&role).ok_or_else(|| bad_column(3))?,
        disabled: row.get(4)?,
        is_local: row.get(5)?,
        subject: row.get(6)?,
        made: row.get(7)?,
        picture: row.get(8)?,
    })
}

pub(super) fn insert(t: &Transaction<'_>, new: &New<'_>, now: u64) -> rusqlite::Result<bool> {
    let sql = "INSERT INTO accounts (name, shown, lang, role, made) VALUES (?1, ?2, ?3, ?4, ?5) \
               ON CONFLICT DO NOTHING";
    let done = t.execute(sql, params![new.name, new.shown, new.lang, new.role.name(), now])?;
    Ok(done == 1)
}

pub(super) fn set_codes(t: &Transaction<'_>, name: &str, codes: &[String]) -> rusqlite::Result<()> {
    t.execute("DELETE FROM recovery WHERE account = ?1", [name])?;
    for code in codes {
        let sql = "INSERT INTO recovery (account, code) VALUES (?1, ?2)";
        t.execute(sql, [name, &secret::code_name(code)])?;
    }
    Ok(())
}

/// A sealed secret is good for its account only.
pub(super) fn label(name: &str) -> String {
    format!("sigilo staff {name}")
}

pub(super) fn subject_name(issuer: &str, subject: &str) -> String {
    format!("{issuer} {subject}")
}
