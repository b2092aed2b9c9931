//! `sigilo-backend staff`.

use std::{error::Error, io, path::PathBuf};

use clap::{Args, Subcommand};
use sigilo_backend::{
    Clock,
    desk::staff::{Account, Accounts, AccountsError, Given, New, Role, new_password},
};
use sigilo_protocol::is_picture;

/// List and manage who may sign in at the desk's pages.
#[derive(Args)]
pub(crate) struct StaffCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Make an account; prints what its person needs to sign in, this once
    Add(Add),
    /// Print every account
    List(Folder),
    /// Keep an account from signing in, and end its sessions
    Disable(One),
    /// Let an account sign in again
    Enable(One),
    /// Give an account another password, and end its sessions
    Password(SetPassword),
    /// Give an account a new secret for its device and new recovery codes; the old ones are over
    ResetTotp(One),
    /// Give an account another role, and end its sessions
    Role(SetRole),
    /// Give an account the picture that visitors see beside the name, or none
    Picture(SetPicture),
}

#[derive(Args)]
struct Folder {
    /// The desk's folder
    #[arg(long, value_name = "FOLDER", default_value = "target/demo/data")]
    data: PathBuf,
}

#[derive(Args)]
struct One {
    /// The account
    name: String,
    #[command(flatten)]
    folder: Folder,
}

#[derive(Args)]
struct SetPassword {
    #[command(flatten)]
    one: One,
    /// Read it from standard input, a line; without it, one is made and printed
    #[arg(long)]
    password_stdin: bool,
}

#[derive(Args)]
struct SetRole {
    /// The account
    name: String,
    /// agent, supervisor, auditor or administrator
    #[arg(value_parser = role)]
    role: Role,
    #[command(flatten)]
    folder: Folder,
}

#[derive(Args)]
struct SetPicture {
    /// The account
    name: String,
    /// The file PICTURE.webp beside the widget's files; without it, the account has none
    #[arg(value_parser = picture)]
    picture: Option<String>,
    #[command(flatten)]
    folder: Folder,
}

#[derive(Args)]
struct Add {
    /// What the person types: letters, digits, '.', '-', '_' and '@'
    name: String,
    /// agent, supervisor, auditor or administrator
    #[arg(long, value_parser = role)]
    role: Role,
    /// The name that visitors read; without it, the same
    #[arg(long, value_name = "NAME")]
    shown: Option<String>,
    /// The picture that visitors see beside it: the file PICTURE.webp beside the widget's files
    #[arg(long, value_name = "PICTURE", value_parser = picture)]
    picture: Option<String>,
    /// The language of the person's pages
    #[arg(long, default_value = "es", value_parser = ["es", "en"])]
    lang: String,
    /// Read the password from standard input, a line; without it, one is made
    #[arg(long, conflicts_with_all = ["issuer", "subject"])]
    password_stdin: bool,
    /// The OpenID provider that signs the person in, in place of a password
    #[arg(long, value_name = "URL", requires = "subject")]
    issuer: Option<String>,
    /// The person's `sub` at that provider
    #[arg(long, value_name = "TEXT", requires = "issuer")]
    subject: Option<String>,
    #[command(flatten)]
    folder: Folder,
}

fn role(name: &str) -> Result<Role, String> {
    Role::parse(name)
        .ok_or_else(|| "the roles are agent, supervisor, auditor, administrator".into())
}

fn picture(name: &str) -> Result<String, String> {
    let name = name.strip_suffix(".webp").unwrap_or(name);
    is_picture(name).then(|| name.into()).ok_or_else(|| AccountsError::Picture.to_string())
}

impl StaffCommand {
    pub(crate) fn run(self) -> Result<(), Box<dyn Error>> {
        match self.what {
            What::Add(add) => add.run(),
            What::List(folder) => {
                let accounts = folder.open()?.list()?;
                if accounts.is_empty() {
                    println!("no accounts");
                }
                accounts.iter().for_each(print);
                Ok(())
            }
            What::Disable(One { name, folder }) => Ok(folder.open()?.set_disabled(&name, true)?),
            What::Enable(One { name, folder }) => Ok(folder.open()?.set_disabled(&name, false)?),
            What::Password(SetPassword { one: One { name, folder }, password_stdin }) => {
                let password = if password_stdin { line()? } else { new_password() };
                folder.open()?.set_password(&name, &password)?;
                if !password_stdin {
                    println!("password  {password}");
                }
                Ok(())
            }
            What::ResetTotp(One { name, folder }) => {
                tell(&folder.open()?.reset_totp("Sigilo", &name)?);
                Ok(())
            }
            What::Role(SetRole { name, role, folder }) => {
                Ok(folder.open()?.set_role(&name, role)?)
            }
            What::Picture(SetPicture { name, picture, folder }) => {
                Ok(folder.open()?.set_picture(&name, picture.as_deref())?)
            }
        }
    }
}

impl Add {
    fn run(self) -> Result<(), Box<dyn Error>> {
        let Self { name, role, shown, picture, lang, password_stdin, issuer, subject, folder } =
            self;
        let (accounts, now) = (folder.open()?, Clock::system().now());
        let shown = shown.as_deref().unwrap_or(&name);
        let new = New { name: &name, shown, lang: &lang, role };
        if let (Some(issuer), Some(subject)) = (issuer, subject) {
            accounts.add_known_elsewhere(&new, &issuer, &subject, now)?;
            return Ok(accounts.set_picture(&name, picture.as_deref())?);
        }
        let password = if password_stdin { line()? } else { new_password() };
        let given = accounts.add("Sigilo", &new, &password, now)?;
        accounts.set_picture(&name, picture.as_deref())?;
        if !password_stdin {
            println!("password  {password}");
        }
        tell(&given);
        Ok(())
    }
}

impl Folder {
    fn open(self) -> Result<Accounts, Box<dyn Error>> {
        let inner = self.data.join("desk");
        let data = if inner.is_dir() { inner } else { self.data };
        Ok(Accounts::open(&data)?)
    }
}

fn line() -> io::Result<String> {
    let mut line = String::new();
    io::stdin().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).into())
}

fn tell(given: &Given) {
    let Given { device, secret, codes, .. } = given;
    println!("device    {device}\nsecret    {secret}");
    println!("recovery  each of these is good once, if the device is lost:");
    codes.iter().for_each(|code| println!("          {code}"));
}

fn print(account: &Account) {
    let Account { name, shown, picture, role, disabled, is_local, .. } = account;
    let how = if *is_local { "password and code" } else { "provider" };
    let state = if *disabled { "  disabled" } else { "" };
    let picture = picture.as_ref().map(|own| format!("  {own}.webp")).unwrap_or_default();
    println!("{name}  {role}  {}{picture}  {how}{state}", shown.escape_debug());
}
