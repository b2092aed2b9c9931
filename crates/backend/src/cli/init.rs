//! `sigilo-backend init`.

use std::{
    error::Error,
    io::{self, BufRead as _, IsTerminal as _, Write as _},
    net::SocketAddr,
    path::PathBuf,
};

use clap::{Args, ValueEnum};
use sigilo_backend::init::{Answers, Made, Template, init};

/// Write a configuration, keys and a policy to begin with; asks for what no flag tells.
#[derive(Args)]
pub(crate) struct Init {
    /// The folder to write into
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    into: PathBuf,
    /// Whose policy to begin with
    #[arg(long, value_enum)]
    sector: Option<Sector>,
    /// The site's name, usually its host
    #[arg(long, value_name = "HOST")]
    site: Option<String>,
    /// The company's legal name
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,
    /// Its postal address
    #[arg(long, value_name = "ADDRESS")]
    address: Option<String>,
    /// Its e-mail address for privacy
    #[arg(long, value_name = "EMAIL")]
    contact: Option<String>,
    /// Its telephone number, for whoever says no to the chat
    #[arg(long, value_name = "NUMBER")]
    phone: Option<String>,
    /// The assistant's name
    #[arg(long, value_name = "NAME")]
    assistant: Option<String>,
    /// An origin of pages that embed the chat; again for another
    #[arg(long, value_name = "ORIGIN")]
    page_origin: Vec<String>,
    /// The origin of the widget's files
    #[arg(long, value_name = "ORIGIN")]
    widget_origin: Option<String>,
    /// The relay's address as browsers see it, for the script tag
    #[arg(long, value_name = "ORIGIN")]
    relay_url: Option<String>,
    /// Where to listen
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8443")]
    listen: SocketAddr,
    /// The PEM file of the certificate; without it a proxy stands in front
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_certificate: Option<PathBuf>,
    /// The PEM file of its key
    #[arg(long, value_name = "FILE", requires = "tls_certificate")]
    tls_key: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Sector {
    Insurance,
    Finance,
    Health,
}

impl Init {
    pub(crate) fn run(self) -> Result<(), Box<dyn Error>> {
        let sector = match self.sector {
            Some(sector) => sector,
            None => {
                let said = ask("sector", "Sector (insurance, finance, health)", None)?;
                Sector::from_str(&said, true)?
            }
        };
        let site = or_ask(self.site, "site", "The site's host, such as www.shop.example", None)?;
        let page = format!("https://{site}");
        let page_origins = match self.page_origin.is_empty() {
            false => self.page_origin,
            true => vec![ask("page-origin", "Origin of the pages with the chat", Some(&page))?],
        };
        // A subdomain of the site: other origin, same site.
        let host = site.strip_prefix("www.").unwrap_or(&site);
        let (chat, relay) = (format!("https://chat.{host}"), format!("https://relay.{host}"));
        let answers = Answers {
            template: match sector {
                Sector::Insurance => Template::Insurance,
                Sector::Finance => Template::Finance,
                Sector::Health => Template::Health,
            },
            owner: or_ask(self.owner, "owner", "The company's legal name", None)?,
            address: or_ask(self.address, "address", "Its postal address", None)?,
            contact: or_ask(self.contact, "contact", "Its e-mail address for privacy", None)?,
            phone: or_ask(self.phone, "phone", "Its telephone number", None)?,
            assistant: or_ask(self.assistant, "assistant", "The assistant's name", Some("Bot"))?,
            widget_origin: {
                let what = "Origin of the widget's files";
                or_ask(self.widget_origin, "widget-origin", what, Some(&chat))?
            },
            site,
            page_origins,
            listen: self.listen,
            tls: self.tls_certificate.zip(self.tls_key),
        };
        let what = "The relay's address as browsers see it";
        let relay = or_ask(self.relay_url, "relay-url", what, Some(&relay))?;
        let Made { config, policy, rules, keys, pin } = init(&self.into, &answers)?;
        let Answers { site, widget_origin, .. } = answers;
        println!("configuration  {}", config.display());
        println!("policy         {}: read it and make it true", policy.display());
        println!("bot's rules    {}: write what it is to know", rules.display());
        println!("keys           {}: private; keep a sealed copy", keys.display());
        println!("\nStart:  sigilo-backend all --config {}", config.display());
        println!(
            "Page:   <script type=\"module\" src=\"{widget_origin}/embed.js\" crossorigin \
             data-backend=\"{relay}/v1/sites/{site}\" data-key=\"{pin}\"></script>"
        );
        // Only who builds the widget's files knows their hash.
        println!("        with the `integrity` that `cargo xtask dist` prints");
        println!("Look:   sigilo-backend doctor --url {relay} --site {site} --pin {pin}");
        Ok(())
    }
}

fn or_ask(
    given: Option<String>,
    flag: &str,
    what: &str,
    otherwise: Option<&str>,
) -> Result<String, Box<dyn Error>> {
    given.map_or_else(|| ask(flag, what, otherwise), Ok)
}

/// Asks whoever sits there; where nobody does, what is not told has its default.
fn ask(flag: &str, what: &str, otherwise: Option<&str>) -> Result<String, Box<dyn Error>> {
    if !io::stdin().is_terminal() {
        let missing = || format!("--{flag} is missing, and there is nobody to ask").into();
        return otherwise.map(Into::into).ok_or_else(missing);
    }
    let hint = otherwise.map_or(String::new(), |value| format!(" [{value}]"));
    print!("{what}{hint}: ");
    io::stdout().flush()?;
    let mut said = String::new();
    io::stdin().lock().read_line(&mut said)?;
    match (said.trim(), otherwise) {
        ("", Some(value)) => Ok(value.into()),
        ("", None) => Err(format!("--{flag} is needed").into()),
        (said, _) => Ok(said.into()),
    }
}
