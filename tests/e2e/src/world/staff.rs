//! The company's people: their accounts, and the pages where they work.

use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result, ensure};
use sigilo_backend::desk::people::{self, People};
use sigilo_backend::desk::staff::{self, Accounts, New, Role, Staff};
use sigilo_backend::{Clock, events::Events};
use tokio::task::JoinSet;
use totp_rs::{Builder, Secret};

use crate::browser::{Browser, key};
use crate::ports::listen;

const PASSWORD: &str = "una clave bastante larga";

/// What visitors are told of them.
pub(super) fn settings() -> people::Settings {
    let (name, supervision) = ("Atención al cliente".into(), "Calidad".into());
    people::Settings { name, supervision, ..people::Settings::default() }
}

/// The pages of a desk's people; they end when this is dropped.
pub struct Desks {
    origin: String,
    data: PathBuf,
    _servers: JoinSet<()>,
}

impl Desks {
    pub(super) async fn serve(data: &Path, people: People) -> Result<Self> {
        let listener = listen(0).await?;
        let origin = format!("http://127.0.0.1:{}", listener.local_addr()?.port());
        let settings = staff::Settings { origin: origin.clone(), ..staff::Settings::default() };
        let staff = Staff::open(settings, data, people, Events::default(), Clock::system())?;
        let mut servers = JoinSet::new();
        let app = staff::app(staff.clone());
        servers.spawn(async move { drop(axum::serve(listener, app).await) });
        servers.spawn(staff.run(std::future::pending()));
        Ok(Self { origin, data: data.to_owned(), _servers: servers })
    }

    /// Gives somebody an account and signs them in, as they would: by name, password and code.
    pub async fn sign_in(
        &self,
        browser: &Browser,
        name: &str,
        shown: &str,
        role: Role,
    ) -> Result<()> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
        let new = New { name, shown, lang: "es", role };
        let given = Accounts::open(&self.data)?.add("Sigilo", &new, PASSWORD, now)?;
        let secret = Secret::try_from_base32(&given.secret).ok().context("no secret")?;
        let totp = Builder::new().with_secret(secret).with_account_name(name).build()?;
        let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
        enter(browser, &self.origin, [name, PASSWORD, &totp.generate(now).to_string()]).await
    }

    /// Gives an account a picture of any name: also one that no command would take, as if the desk were broken into.
    pub fn set_picture(&self, name: &str, picture: &str) -> Result<()> {
        let database = rusqlite::Connection::open(self.data.join("staff.db"))?;
        let sql = "UPDATE accounts SET picture = ?2 WHERE name = ?1";
        ensure!(database.execute(sql, [name, picture])? == 1, "there is no account {name}");
        Ok(())
    }

    /// Goes to one of the pages.
    pub async fn go(&self, browser: &Browser, path: &str) -> Result<()> {
        browser.goto(&format!("{}{path}", self.origin)).await
    }
}

/// Signs somebody in, as they would: by name, password and code.
pub(super) async fn enter(browser: &Browser, origin: &str, by: [&str; 3]) -> Result<()> {
    browser.goto(&format!("{origin}/sign-in")).await?;
    for (field, value) in ["name", "password", "code"].into_iter().zip(by) {
        let field = browser.wait_for(&format!("input[name={field}]")).await?;
        field.click().await?;
        field.type_text(value).await?;
    }
    browser.press(key::ENTER).await?;
    browser.wait_for(".bar__who").await.map(drop)
}

/// Presses the button of a staff page that is called so.
pub async fn press(browser: &Browser, label: &str) -> Result<()> {
    browser
        .wait(label, async || {
            for button in browser.find_all("main button").await? {
                if button.text().await? == label {
                    return button.click().await;
                }
            }
            anyhow::bail!("nothing is called so")
        })
        .await
}
