use std::fs;

use super::*;

const SITE: &str = "[[site]]\nname = \"shop.example\"\n";

/// What reading a file with this text says.
fn read(text: &str) -> Result<Settings, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sigilo.toml");
    fs::write(&path, text).unwrap();
    Settings::read(&path).map_err(|error| {
        let said = error.to_string();
        assert!(said.starts_with(&path.display().to_string()), "{said}");
        said.split_once(": ").unwrap().1.to_owned()
    })
}

#[track_caller]
fn refused(text: &str, key: &str, remedy: &str) {
    let said = read(text).unwrap_err();
    assert!(said.starts_with(&format!("{key}: ")), "{key} is not named in: {said}");
    assert!(said.contains(remedy), "'{remedy}' is not in: {said}");
}

#[test]
fn a_site_is_all_that_is_needed() {
    let settings = read(SITE).unwrap();
    assert_eq!(settings.listen.address.to_string(), "127.0.0.1:8443");
    assert!(settings.tls.is_none() && settings.metrics.address.is_none());
    let site = &settings.sites[0];
    assert_eq!((&*site.recipient.id, &*site.recipient.name), ("bot", "Bot"));
}

#[test]
fn paths_are_seen_from_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sigilo.toml");
    fs::write(&path, format!("[relay]\ndatabase = \"/var/r.db\"\n{SITE}")).unwrap();
    let settings = Settings::read(&path).unwrap();
    assert_eq!(settings.sites[0].policy, folder.path().join("policy"));
    assert_eq!(settings.relay.database, Path::new("/var/r.db"));
}

#[test]
fn what_is_wrong_is_named_by_its_key_with_what_to_write() {
    let with = |section: &str| format!("{section}\n{SITE}");
    refused(&with("[listen]\nadress = \"x\""), "listen.adress", "expected one of `address`");
    refused(&with("[lisen]"), "lisen", "`listen`");
    refused(&with("[listen]\naddress = \"localhost\""), "listen.address", "127.0.0.1:8443");
    refused(
        &with("[listen]\ntrusted_proxies = [\"proxy\"]"),
        "listen.trusted_proxies",
        "10.0.0.0/8",
    );
    refused(&with("[listen]\ngrace_seconds = -1"), "listen.grace_seconds", "u64");
    refused(&with("[listen]\nmax_connections = 0"), "listen.max_connections", "at least 1");
    refused(&with("[tls]\nkey = \"k\""), "tls", "certificate");
    refused(&with("[log]\nformat = \"xml\""), "log.format", "`json`");
    refused(&with("[log]\nlevel = \"all=loud\""), "log.level", "info");
    refused(&with("[metrics]\naddress = \"0.0.0.0:9464\""), "metrics.address", "token");
    refused(&with("[metrics]\ntoken = \"letmein\""), "metrics.token", "letmein");
    refused(
        &with("[[site]]\nname = \"shop.example\"\ndata = \"other\""),
        "site[1].name",
        "its own",
    );
    refused(&with("[[site]]\nname = \"other.example\""), "site[1].data", "its own");
    refused("[[site]]\nname = \"a/b\"", "site[0].name", "host");
    refused("[[site]]\npins = []", "site[0]", "name");
    refused(&format!("{SITE}pins = [\"short\"]"), "site[0].pins", "data-key");
    for picture in ["aurora.webp", "../a", "https://evil.example/a", ""] {
        refused(
            &format!("{SITE}[site.recipient]\npicture = \"{picture}\""),
            "site[0].recipient.picture",
            "write \"aurora\"",
        );
    }
    refused(
        &format!("{SITE}page_origins = [\"https://shop.example/\"]"),
        "site[0].page_origins",
        "host alone",
    );
    refused(
        &format!("{SITE}widget_origins = [\"shop.example\"]"),
        "site[0].widget_origins",
        "https://",
    );
    refused("", "site", "[[site]]");
}

#[test]
fn what_is_not_toml_is_shown_where() {
    let said = read("[listen\n").unwrap_err();
    assert!(said.contains("not TOML") && said.contains("line 1"), "{said}");
}

#[test]
fn in_clear_it_is_heard_by_this_machine_alone_unless_told() {
    let at = |more: &str| format!("[listen]\n{more}\n{SITE}");
    for open in ["0.0.0.0:80", "192.0.2.1:80", "[::]:80", "10.0.0.1:80"] {
        refused(&at(&format!("address = \"{open}\"")), "listen.address", "allow_clear = true");
        assert!(read(&at(&format!("address = \"{open}\"\nallow_clear = true"))).is_ok());
        let tls = "[tls]\ncertificate = \"c\"\nkey = \"k\"";
        assert!(read(&at(&format!("address = \"{open}\"\n{tls}"))).is_ok());
    }
    assert!(read(&at("address = \"[::1]:80\"")).is_ok());
}

#[cfg(unix)]
#[test]
fn a_secret_is_read_from_a_file_of_its_owner_s_or_from_the_environment() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("token");
    fs::write(&path, "s3cret\n").unwrap();
    let secret = Secret::File(path.clone());
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    assert!(secret.read("k").unwrap_err().to_string().contains("chmod 600"));
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    assert_eq!(secret.read("k").unwrap(), "s3cret");
    assert!(!format!("{secret:?}").contains("s3cret"));
    let missing = Secret::Env("SIGILO_NOT_SET".into());
    let said = missing.read("metrics.token").unwrap_err().to_string();
    assert!(said.starts_with("metrics.token: ") && said.contains("SIGILO_NOT_SET"), "{said}");
    assert!(Secret::Env("PATH".into()).read("k").is_ok());
}

#[cfg(feature = "desk")]
#[test]
fn the_staff_s_pages_are_in_clear_for_this_machine_alone() {
    let at = |more: &str| format!("{SITE}[site.people]\n[site.staff]\n{more}");
    let settings = read(&at("")).unwrap();
    let staff = settings.sites[0].staff.as_ref().unwrap();
    assert_eq!(staff.address.to_string(), "127.0.0.1:8090");
    let open = "address = \"0.0.0.0:8090\"\norigin = \"https://desk.shop.example\"";
    refused(&at(open), "site[0].staff.address", "allow_clear = true");
    assert!(read(&at(&format!("{open}\nallow_clear = true"))).is_ok());
    assert!(read(&at(&format!("{open}\ntls = {{ certificate = \"c\", key = \"k\" }}"))).is_ok());
    for far in ["http://desk.shop.example", "http://127.0.0.1.evil.example"] {
        refused(&at(&format!("origin = \"{far}\"")), "site[0].staff.origin", "https://");
    }
    refused(&at("origin = \"https://desk.example/\""), "site[0].staff.origin", "not an origin");
    refused(&format!("{SITE}[site.staff]"), "site[0].staff", "[site.people]");
    refused(&at("adress = \"x\""), "site[0].staff.adress", "`address`");
}

#[cfg(feature = "desk")]
#[test]
fn files_of_people_and_staff_are_seen_from_the_file_and_none_stays_none() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sigilo.toml");
    let text = format!(
        "{SITE}[site.people.identify]\nsecret_file = \"identify.key\"\n\
         [site.staff.tls]\ncertificate = \"c.pem\"\nkey = \"k.pem\"\n[site.staff.oidc]\n"
    );
    fs::write(&path, text).unwrap();
    let site = Settings::read(&path).unwrap().sites.remove(0);
    let (people, staff) = (site.people.unwrap(), site.staff.unwrap());
    assert_eq!(people.identify.unwrap().secret_file, folder.path().join("identify.key"));
    assert_eq!(staff.tls.unwrap().key, folder.path().join("k.pem"));
    assert_eq!(staff.oidc.unwrap().client_secret_file, Path::new(""));
}

#[cfg(feature = "siem")]
#[test]
fn files_of_the_siem_are_seen_from_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sigilo.toml");
    let text = format!(
        "[[siem.file]]\nname = \"f\"\npath = \"events.jsonl\"\n\
         [[siem.syslog]]\nname = \"s\"\naddress = \"log.example:6514\"\nauthorities = \"ca.pem\"\n\
         identity = [\"own.pem\", \"own.key\"]\n\
         [[siem.webhook]]\nname = \"w\"\nurl = \"https://soc.example/\"\n\
         secret = {{ file = \"hook.secret\" }}\n{SITE}"
    );
    fs::write(&path, text).unwrap();
    let siem = Settings::read(&path).unwrap().siem;
    let at = |name: &str| folder.path().join(name);
    assert_eq!(siem.file[0].path, at("events.jsonl"));
    assert_eq!(siem.syslog[0].authorities, Some(at("ca.pem")));
    assert_eq!(siem.syslog[0].identity, Some((at("own.pem"), at("own.key"))));
    assert_eq!(siem.webhook[0].secret, Secret::File(at("hook.secret")));
}
