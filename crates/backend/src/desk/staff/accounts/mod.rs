//! The accounts of the desk's people, in a database of their own beside the desk's.

mod rows;

use std::path::{Path, PathBuf};

use getrandom::SysRng;
use rand_core::UnwrapErr;
use rusqlite::{OptionalExtension as _, Transaction, params};
use sigilo_protocol::is_picture;

use super::{
    Role,
    secret::{self, Given, MAX_PASSWORD, MIN_PASSWORD},
};
pub(super) use rows::find;

use crate::{
    Clock, DatabaseError,
    database::{Database, Step},
    desk::{KeysError, keys::Keys, vault::Vault},
};

const TABLES: &str = include_str!("../tables.sql");

const PICTURES: &str = "ALTER TABLE accounts ADD COLUMN picture TEXT";

/// The accounts of a desk. Works beside a running desk.
#[derive(Clone)]
pub struct Accounts {
    pub(super) database: Database,
    pub(super) vault: Vault,
}

/// Somebody who may sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// What they type.
    pub name: String,
    /// What visitors read.
    pub shown: String,
    /// What visitors see: a picture by its name beside the widget's files, without `.webp`.
    pub picture: Option<String>,
    /// The pages' language: `es` or `en`.
    pub lang: String,
    /// What they may do.
    pub role: Role,
    /// They may not sign in.
    pub disabled: bool,
    /// They sign in here, by password and code.
    pub is_local: bool,
    /// Issuer and subject, where a provider signs them in.
    pub subject: Option<String>,
    /// Since when, in seconds since 1970.
    pub made: u64,
}

/// A new account.
#[derive(Clone, Debug)]
pub struct New<'a> {
    /// What they type: letters, digits, `.`, `-`, `_` and `@`, 1 to 64 of them.
    pub name: &'a str,
    /// What visitors read, 1 to 80 characters.
    pub shown: &'a str,
    /// The pages' language.
    pub lang: &'a str,
    /// What they may do.
    pub role: Role,
}

/// Why an account can't be made or changed.
#[derive(Debug, thiserror::Error)]
pub enum AccountsError {
    /// No desk has worked there.
    #[error("{0} has no desk's keys.json; give the folder of a desk with --data")]
    Folder(PathBuf),
    /// The name is not one.
    #[error(
        "a name has 1 to 64 letters, digits, '.', '-', '_' or '@', and a shown one 1 to 80 characters"
    )]
    Name,
    /// The picture's name is not one.
    #[error(
        "a picture is named by 1 to 80 letters, digits, '-' or '_': the file NAME.webp beside the widget's"
    )]
    Picture,
    /// The language is not one of the pages'.
    #[error("the pages speak es and en")]
    Language,
    /// There is one of this name.
    #[error("there is an account {0}")]
    Known(String),
    /// There is none.
    #[error("there is no account {0}; `staff list` tells those that there are")]
    Unknown(String),
    /// Too short or too long.
    #[error("a password has {MIN_PASSWORD} characters at least")]
    Password,
    /// The last administrator goes.
    #[error("{0} is the last administrator")]
    Last(String),
    /// The machine has no randomness or no memory for it.
    #[error("the secrets could not be made")]
    Secret,
    /// The keys can't be used.
    #[error(transparent)]
    Keys(#[from] KeysError),
    /// The database can't be used.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl Accounts {
    /// Opens the accounts in a desk's folder.
    pub fn open(data: &Path) -> Result<Self, AccountsError> {
        let keys = data.join("keys.json");
        if !keys.exists() {
            return Err(AccountsError::Folder(data.into()));
        }
        let keys = Keys::open(&keys, Clock::system().now(), &mut UnwrapErr(SysRng))?;
        Self::with_vault(data, keys.vault()).map_err(Into::into)
    }

    pub(super) fn with_vault(data: &Path, vault: Vault) -> Result<Self, DatabaseError> {
        let database =
            Database::open(&data.join("staff.db"), &[Step::Sql(TABLES), Step::Sql(PICTURES)])?;
        Ok(Self { database, vault })
    }

    /// Makes an account that signs in here; what is given is told this once.
    pub fn add(
        &self,
        site: &str,
        new: &New<'_>,
        password: &str,
        now: u64,
    ) -> Result<Given, AccountsError> {
        check(new)?;
        let given = Given::new(site, new.name).ok_or(AccountsError::Secret)?;
        let hash = hashed(password)?;
        let totp = self.sealed(new.name, &given.bytes)?;
        let done = self.database.transact_blocking(|t| {
            let is_new = rows::insert(t, new, now)?;
            if is_new {
                let sql = "UPDATE accounts SET password = ?2, totp = ?3 WHERE name = ?1";
                t.execute(sql, params![new.name, hash, totp])?;
                rows::set_codes(t, new.name, &given.codes)?;
            }
            Ok(is_new)
        })?;
        if done { Ok(given) } else { Err(AccountsError::Known(new.name.into())) }
    }

    /// Makes an account that a provider signs in, by issuer and subject.
    pub fn add_known_elsewhere(
        &self,
        new: &New<'_>,
        issuer: &str,
        subject: &str,
        now: u64,
    ) -> Result<(), AccountsError> {
        check(new)?;
        let subject = rows::subject_name(issuer, subject);
        let done = self.database.transact_blocking(|t| {
            let is_new = rows::insert(t, new, now)?;
            if is_new {
                let sql = "UPDATE accounts SET subject = ?2 WHERE name = ?1";
                t.execute(sql, params![new.name, subject])?;
            }
            Ok(is_new)
        })?;
        if done { Ok(()) } else { Err(AccountsError::Known(new.name.into())) }
    }

    /// Every account, by name.
    pub fn list(&self) -> Result<Vec<Account>, DatabaseError> {
        self.database.transact_blocking(rows::list)
    }

    /// Changes the role; sessions end, so that nothing goes on under the earlier one.
    pub fn set_role(&self, name: &str, role: Role) -> Result<(), AccountsError> {
        self.change(name, role != Role::Administrator, move |t, name| {
            t.execute("UPDATE accounts SET role = ?2 WHERE name = ?1", [name, role.name()])
        })
    }

    /// Keeps an account from signing in, or lets it again; sessions end.
    pub fn set_disabled(&self, name: &str, disabled: bool) -> Result<(), AccountsError> {
        self.change(name, disabled, move |t, name| {
            let sql = "UPDATE accounts SET disabled = ?2 WHERE name = ?1";
            t.execute(sql, params![name, disabled])
        })
    }

    /// Another password; sessions end.
    pub fn set_password(&self, name: &str, password: &str) -> Result<(), AccountsError> {
        let hash = hashed(password)?;
        self.change(name, false, move |t, name| {
            let sql = "UPDATE accounts SET password = ?2 WHERE name = ?1 AND totp IS NOT NULL";
            t.execute(sql, [name, &hash])
        })
    }

    /// A new secret for the device, and new recovery codes; the old ones are over, and so are sessions.
    pub fn reset_totp(&self, site: &str, name: &str) -> Result<Given, AccountsError> {
        let given = Given::new(site, name).ok_or(AccountsError::Secret)?;
        let totp = self.sealed(name, &given.bytes)?;
        let codes = given.codes.clone();
        self.change(name, false, move |t, name| {
            rows::set_codes(t, name, &codes)?;
            let sql = "UPDATE accounts SET totp = ?2, totp_step = 0 WHERE name = ?1";
            t.execute(sql, params![name, totp])
        })?;
        Ok(given)
    }

    /// Another picture, or none.
    pub fn set_picture(&self, name: &str, picture: Option<&str>) -> Result<(), AccountsError> {
        if !picture.is_none_or(is_picture) {
            return Err(AccountsError::Picture);
        }
        let sql = "UPDATE accounts SET picture = ?2 WHERE name = ?1";
        let set = |t: &Transaction<'_>| t.execute(sql, params![name, picture]);
        match self.database.transact_blocking(set)? {
            0 => Err(AccountsError::Unknown(name.into())),
            _ => Ok(()),
        }
    }

    /// Another language for the pages.
    pub(super) fn set_lang(&self, name: &str, lang: &str) -> Result<(), AccountsError> {
        check_lang(lang)?;
        let sql = "UPDATE accounts SET lang = ?2 WHERE name = ?1";
        Ok(self.database.transact_blocking(|t| t.execute(sql, [name, lang]).map(drop))?)
    }

    fn change(
        &self,
        name: &str,
        takes_administrator: bool,
        change: impl FnOnce(&Transaction<'_>, &str) -> rusqlite::Result<usize>,
    ) -> Result<(), AccountsError> {
        let others = "SELECT EXISTS (SELECT 1 FROM accounts WHERE name = ?1 AND (role != \
                      'administrator' OR disabled = 1)) OR EXISTS (SELECT 1 FROM accounts WHERE \
                      name != ?1 AND role = 'administrator' AND disabled = 0)";
        self.database.transact_blocking(|t| {
            let find = "SELECT 1 FROM accounts WHERE name = ?1";
            if t.query_row(find, [name], |_| Ok(())).optional()?.is_none() {
                return Ok(Err(AccountsError::Unknown(name.into())));
            }
            if takes_administrator && !t.query_row(others, [name], |row| row.get::<_, bool>(0))? {
                return Ok(Err(AccountsError::Last(name.into())));
            }
            change(t, name)?;
            t.execute("DELETE FROM sessions WHERE account = ?1", [name])?;
            Ok(Ok(()))
        })?
    }

    fn sealed(&self, name: &str, secret: &[u8]) -> Result<Vec<u8>, AccountsError> {
        let sealed = self.vault.seal(&rows::label(name), secret, &mut UnwrapErr(SysRng));
        sealed.ok_or(AccountsError::Secret)
    }
}

fn check(new: &New<'_>) -> Result<(), AccountsError> {
    let is_sign = |byte: u8| byte.is_ascii_alphanumeric() || b".-_@".contains(&byte);
    let is_name = (1..=64).contains(&new.name.len()) && new.name.bytes().all(is_sign);
    let is_shown = (1..=80).contains(&new.shown.chars().count()) && !new.shown.trim().is_empty();
    if is_name && is_shown { check_lang(new.lang) } else { Err(AccountsError::Name) }
}

fn check_lang(lang: &str) -> Result<(), AccountsError> {
    if ["es", "en"].contains(&lang) { Ok(()) } else { Err(AccountsError::Language) }
}

fn hashed(password: &str) -> Result<String, AccountsError> {
    let is_good = password.chars().count() >= MIN_PASSWORD && password.len() <= MAX_PASSWORD;
    if !is_good {
        return Err(AccountsError::Password);
    }
    secret::hash(password).ok_or(AccountsError::Secret)
}
