//! Signing in, and what it leaves: a session of limited life, known to the browser by a cookie and to
//! the database by that cookie's hash.

use rusqlite::{OptionalExtension as _, Transaction, params};
use sigilo_protocol::Hash;

use super::{
    Account, Settings, Staff, accounts,
    secret::{self, MAX_PASSWORD},
};
use crate::DatabaseError;

/// The longest wait after failures, in seconds. A longer one locks people out for whoever wants that.
const LONGEST: u64 = 3_600;

/// When failures are forgotten, in seconds.
const FORGOTTEN: u64 = 24 * 3_600;

/// A session that holds.
#[derive(Clone)]
pub(super) struct Session {
    /// The cookie's hash.
    pub(super) id: String,
    /// What every form of the session's pages has, and no other site knows.
    pub(super) csrf: String,
    pub(super) account: Account,
}

/// How signing in went.
pub(super) enum Entry {
    /// In, with this cookie.
    In(Account, String),
    /// Name, password or code are wrong; which of them is not told.
    Wrong,
    /// After too many failures; for so many seconds more.
    Wait(u64),
}

impl Staff {
    /// Signs somebody in by name, password and code.
    pub(super) async fn sign_in(
        &self,
        name: &str,
        password: &str,
        code: &str,
    ) -> Result<Entry, DatabaseError> {
        let now = self.0.clock.now();
        let attempt = Hash::of(name.as_bytes()).to_string();
        // One at a time: a few at once could guess more often than the wait allows, and hashing takes
        // memory.
        let _turn = self.0.hashing.lock().await;
        if let Some(seconds) = self.wait(&attempt, now).await? {
            return Ok(Entry::Wait(seconds));
        }
        let (accounts, name, code) = (self.0.accounts.clone(), name.to_owned(), code.to_owned());
        let password = zeroize::Zeroizing::new(password.to_owned());
        let check = move || -> Result<Option<Account>, DatabaseError> {
            let known = accounts.known(&name)?;
            let stored = known.as_ref().map(|known| known.password.as_str());
            let fits = password.len() <= MAX_PASSWORD && secret::is_password(&password, stored);
            let Some(known) = known.filter(|_| fits) else { return Ok(None) };
            let is_code = match secret::step(&known.totp, &code, now) {
                Some(step) if step > known.totp_step => accounts.use_step(&name, step)?,
                Some(_) => false,
                None => accounts.use_code(&name, &code)?,
            };
            Ok(is_code.then_some(known.account))
        };
        let checked = tokio::task::spawn_blocking(check).await;
        match checked.map_err(|_| DatabaseError::Interrupted)?? {
            Some(account) => {
                self.forget_failures(&attempt).await?;
                let token = self.begin(&account).await?;
                Ok(Entry::In(account, token))
            }
            None => {
                self.failed(&attempt, now).await?;
                Ok(Entry::Wrong)
            }
        }
    }

    /// Begins a session; the cookie's value.
    pub(super) async fn begin(&self, account: &Account) -> Result<String, DatabaseError> {
        let token = secret::token();
        let (id, name, now) = (id(&token), account.name.clone(), self.0.clock.now());
        let sql = "INSERT INTO sessions (token, account, made, seen) VALUES (?1, ?2, ?3, ?3)";
        let begin = move |t: &Transaction<'_>| t.execute(sql, params![id, name, now]);
        self.0.accounts.database.transact(begin).await?;
        Ok(token)
    }

    /// The session that a cookie is of, if it still holds; its time begins anew.
    pub(super) async fn session(&self, cookie: &str) -> Result<Option<Session>, DatabaseError> {
        let (id, csrf) = (id(cookie), csrf(cookie));
        let account = self.holds(&id, true).await?;
        Ok(account.map(|account| Session { id, csrf, account }))
    }

    /// Whose session it is, if it holds.
    pub(super) async fn holds(
        &self,
        id: &str,
        is_used: bool,
    ) -> Result<Option<Account>, DatabaseError> {
        let now = self.0.clock.now();
        let Settings { .. } = self.0.settings;
        let (idle, lifetime) = (self.0.settings.idle(), self.0.settings.lifetime());
        let id = id.to_owned();
        let find = move |t: &Transaction<'_>| {
            let over = "DELETE FROM sessions WHERE seen + ?2 <= ?1 OR made + ?3 <= ?1";
            t.execute(over, params![now, idle, lifetime])?;
            let sql = "SELECT account FROM sessions WHERE token = ?1";
            let name = t.query_row(sql, [&id], |row| row.get::<_, String>(0)).optional()?;
            let Some(name) = name else { return Ok(None) };
            if is_used {
                t.execute("UPDATE sessions SET seen = ?2 WHERE token = ?1", params![id, now])?;
            }
            accounts::find(t, &name)
        };
        self.0.accounts.database.transact(find).await
    }

    /// Ends a session.
    pub(super) async fn end(&self, id: &str) -> Result<(), DatabaseError> {
        let id = id.to_owned();
        let end =
            move |t: &Transaction<'_>| t.execute("DELETE FROM sessions WHERE token = ?1", [&id]);
        self.0.accounts.database.transact(end).await.map(drop)
    }

    /// For how many seconds more a name has to wait.
    async fn wait(&self, attempt: &str, now: u64) -> Result<Option<u64>, DatabaseError> {
        let (allowed, first) = (self.0.settings.failures, self.0.settings.wait_seconds);
        let attempt = attempt.to_owned();
        let find = move |t: &Transaction<'_>| {
            t.execute("DELETE FROM attempts WHERE last + ?2 <= ?1", params![now, FORGOTTEN])?;
            let sql = "SELECT failures, last FROM attempts WHERE name = ?1";
            t.query_row(sql, [&attempt], |row| Ok((row.get::<_, u32>(0)?, row.get::<_, u64>(1)?)))
                .optional()
        };
        let found = self.0.accounts.database.transact(find).await?;
        Ok(found.and_then(|(failures, last)| {
            let surplus = failures.checked_sub(allowed)?;
            let wait = u64::from(first).saturating_mul(1 << surplus.min(20)).min(LONGEST);
            (last + wait).checked_sub(now).filter(|left| *left > 0)
        }))
    }

    async fn failed(&self, attempt: &str, now: u64) -> Result<(), DatabaseError> {
        let sql = "INSERT INTO attempts (name, failures, last) VALUES (?1, 1, ?2) \
                   ON CONFLICT (name) DO UPDATE SET failures = failures + 1, last = excluded.last";
        let attempt = attempt.to_owned();
        let note = move |t: &Transaction<'_>| t.execute(sql, params![attempt, now]);
        self.0.accounts.database.transact(note).await.map(drop)
    }

    async fn forget_failures(&self, attempt: &str) -> Result<(), DatabaseError> {
        let attempt = attempt.to_owned();
        let forget = move |t: &Transaction<'_>| {
            t.execute("DELETE FROM attempts WHERE name = ?1", [&attempt])
        };
        self.0.accounts.database.transact(forget).await.map(drop)
    }
}

fn id(cookie: &str) -> String {
    Hash::of(cookie.as_bytes()).to_string()
}

fn csrf(cookie: &str) -> String {
    Hash::of(format!("sigilo staff form {cookie}").as_bytes()).to_string()
}
