//! Copies of what `init` has laid out, by the commands that an operator types.

use std::{fs, path::Path};

use super::running::{Running, SITE, init, run, with_people};

/// What the command has printed.
fn told(arguments: &[&str], folders: [(&str, &Path); 2]) -> (bool, String) {
    let [(one, from), (other, to)] = folders.map(|(name, path)| (name, path.to_str().unwrap()));
    let done = run(&[arguments, &[one, from, other, to]].concat(), &[]);
    let all = [done.stdout, done.stderr].concat();
    (done.status.success(), String::from_utf8(all).unwrap())
}

#[test]
fn a_copy_of_the_configuration_s_folder_has_relay_and_desk_and_is_put_back_in_their_places() {
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    init(folder.path());
    with_people(folder.path());
    let config = folder.path().join("sigilo.toml");
    let running = Running::start(&config).0;
    let to = other.path().join("copy");
    // Beside what runs.
    let (is_done, told_of) = told(&["backup"], [("--data", folder.path()), ("--to", to.as_path())]);
    assert!(is_done, "{told_of}");
    running.terminate();
    let desk = Path::new(SITE).join("desk/desk.db");
    for name in [Path::new("relay.db"), &desk] {
        assert!(told_of.contains(to.join(name).to_str().unwrap()), "{told_of}");
        assert!(to.join(name).is_file());
    }
    let inside = folder.path().join("copy");
    let (is_done, told_of) =
        told(&["backup"], [("--data", folder.path()), ("--to", inside.as_path())]);
    assert!(!is_done && told_of.contains("choose a folder elsewhere"), "{told_of}");

    // As after a disk was lost: the keys were kept elsewhere, the databases come from the copy.
    let restore = || told(&["restore"], [("--from", to.as_path()), ("--data", folder.path())]);
    assert!(restore().1.contains("is there already"));
    for name in ["relay.db", "relay.db-wal", "relay.db-shm"] {
        let _ = fs::remove_file(folder.path().join(name));
    }
    for end in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(folder.path().join(format!("{}{end}", desk.display())));
    }
    let (is_done, told_of) = restore();
    assert!(is_done, "{told_of}");
    let data = folder.path().join(SITE).join("desk");
    Running::start(&config).0.terminate();
    let audit = run(&["audit", "verify", "--data"], &[&data]);
    assert!(audit.status.success(), "{}", String::from_utf8_lossy(&audit.stdout));
}
