//! The people of the demonstration: an agent and a supervisor, whose accounts are made at its first start.
//!
//! Nothing by which they sign in is fixed. It is in a file that is its owner's alone, from which the
//! codes of a device are told, too, for whoever has none at hand.

use std::{
    collections::BTreeMap,
    fmt, fs, io,
    path::{Path, PathBuf},
};

use serde::Deserialize;

use crate::{
    Clock,
    desk::{
        secret_file,
        staff::{Accounts, AccountsError, New, Role, code_at, new_password},
    },
};

/// Account, shown name, role.
const PEOPLE: [(&str, &str, Role); 2] =
    [("agent", "Alex", Role::Agent), ("supervisor", "Robin", Role::Supervisor)];

/// The agent's picture, by its name beside the widget's files.
pub(super) const PICTURE: &str = "alex";

/// What visitors read of them.
pub(super) const TEAM: &str = "Atención al cliente";

/// And of who looks on.
pub(super) const SUPERVISION: &str = "Calidad";

/// How they sign in.
const FILE: &str = "people.toml";

const HEAD: &str = "\
# Who signs in at the demonstration's staff page. Made at the first start, for this folder alone.
# `secret` is for an authenticator app; each recovery code does once in a code's place.
";

/// The people's page.
#[derive(Debug)]
pub struct StaffPage {
    /// Where it is.
    pub origin: String,
    /// Where what its people sign in with is written.
    pub file: PathBuf,
    /// It was made just now.
    pub is_new: bool,
    /// Those who may sign in, by account.
    pub people: Vec<Member>,
}

/// Somebody who may sign in.
pub struct Member {
    /// What they type.
    pub account: &'static str,
    /// The password.
    pub password: String,
    /// What does in a code's place, each once.
    pub recovery: Vec<String>,
    secret: String,
}

/// Why nobody could sign in.
#[derive(Debug, thiserror::Error)]
pub enum StaffPageError {
    /// The accounts can't be made.
    #[error(transparent)]
    Accounts(#[from] AccountsError),
    /// What they sign in with can't be kept.
    #[error("{0} can't be written: {1}")]
    File(PathBuf, io::Error),
}

/// A section of the file.
#[derive(Deserialize)]
struct Kept {
    password: String,
    secret: String,
    recovery: Vec<String>,
}

impl Member {
    /// The code of now. It is good once, for half a minute or a little longer.
    pub fn code(&self) -> Option<String> {
        code_at(&self.secret, Clock::system().now())
    }
}

impl fmt::Debug for Member {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Member({})", self.account)
    }
}

/// Those who may sign in at the demonstration whose folder this is; nothing where there are none.
pub fn people(data: &Path) -> Option<Vec<Member>> {
    read(&data.join(FILE))
}

/// The people of the desk in `desk`: those of the file in `data`, or, where it is not there or does not
/// know all of them, all of them with something new to sign in with.
pub(super) fn page(
    origin: &str,
    data: &Path,
    desk: &Path,
    lang: &str,
) -> Result<StaffPage, StaffPageError> {
    let (origin, file) = (origin.to_owned(), data.join(FILE));
    let accounts = Accounts::open(desk)?;
    let known: Vec<String> =
        accounts.list().map_err(AccountsError::from)?.into_iter().map(|own| own.name).collect();
    let is_whole = PEOPLE.iter().all(|(name, ..)| known.iter().any(|own| own == name));
    if let Some(people) = read(&file).filter(|_| is_whole) {
        return Ok(StaffPage { origin, file, is_new: false, people });
    }
    let (mut people, mut text) = (Vec::new(), HEAD.to_owned());
    for (account, shown, role) in PEOPLE {
        let password = new_password();
        let given = if known.iter().any(|own| own == account) {
            accounts.set_password(account, &password)?;
            accounts.reset_totp("Sigilo demo", account)?
        } else {
            let new = New { name: account, shown, lang, role };
            accounts.add("Sigilo demo", &new, &password, Clock::system().now())?
        };
        accounts.set_picture(account, (role == Role::Agent).then_some(PICTURE))?;
        // Letters, digits and hyphens: nothing that a quoted string would have to escape.
        text += &format!(
            "\n[{account}]\npassword = \"{password}\"\nsecret = \"{}\"\nrecovery = [\"{}\"]\n",
            given.secret,
            given.codes.join("\", \"")
        );
        let (secret, recovery) = (given.secret, given.codes);
        people.push(Member { account, password, recovery, secret });
    }
    secret_file::replace(&file, text.as_bytes())
        .map_err(|error| StaffPageError::File(file.clone(), error))?;
    Ok(StaffPage { origin, file, is_new: true, people })
}

fn read(file: &Path) -> Option<Vec<Member>> {
    let mut kept: BTreeMap<String, Kept> = toml::from_str(&fs::read_to_string(file).ok()?).ok()?;
    let member = |(account, ..): &(&'static str, &str, Role)| {
        let Kept { password, secret, recovery } = kept.remove(*account)?;
        Some(Member { account, password, recovery, secret })
    };
    PEOPLE.iter().map(member).collect()
}
