//! The processes of one browser: they all name its profile, in their arguments or in their environment.

use std::path::Path;

use anyhow::Result;
use memchr::memmem;

/// The numbers of the processes that were started with the profile `profile`.
pub(super) fn of(profile: &Path) -> Vec<String> {
    let Ok(all) = std::fs::read_dir("/proc") else { return Vec::new() };
    let names = all.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let numbers = names.filter(|name| name.bytes().all(|byte| byte.is_ascii_digit()));
    let wanted = profile.as_os_str().as_encoded_bytes();
    numbers
        .filter(|number| {
            // A process that has ended has neither.
            let read = |what| std::fs::read(format!("/proc/{number}/{what}")).unwrap_or_default();
            ["cmdline", "environ"].map(read).iter().any(|all| memmem::find(all, wanted).is_some())
        })
        .collect()
}

/// The private memory of the renderers among them, in bytes.
pub(super) fn private_memory(profile: &Path) -> Result<u64> {
    let mut sum = 0;
    for number in of(profile) {
        let line = std::fs::read(format!("/proc/{number}/cmdline")).unwrap_or_default();
        if memmem::find(&line, b"--type=renderer").is_some() {
            let told = std::fs::read_to_string(format!("/proc/{number}/smaps_rollup"))?;
            sum += told.lines().filter_map(private).sum::<u64>();
        }
    }
    Ok(sum)
}

/// `Private_Dirty:     1234 kB`
fn private(line: &str) -> Option<u64> {
    let (name, amount) = line.split_once(':')?;
    let kilobytes = amount.trim().strip_suffix(" kB")?.parse::<u64>().ok()?;
    name.starts_with("Private_").then_some(kilobytes * 1024)
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    #[test]
    fn a_process_is_found_by_what_it_was_started_with_until_it_ends() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        std::fs::write(&file, "").unwrap();
        let mut process = Command::new("tail").arg("-f").arg(file).spawn().unwrap();
        while super::of(folder.path()) != [process.id().to_string()] {
            assert!(process.try_wait().unwrap().is_none(), "it ended before it was found");
        }
        process.kill().unwrap();
        process.wait().unwrap();
        assert!(super::of(folder.path()).is_empty());
    }
}
