//! The processes of one browser: they all name its profile.

use std::path::Path;

use memchr::memmem;

/// The numbers of the processes that were started with the profile `profile`.
pub(super) fn of(profile: &Path) -> Vec<String> {
    let Ok(all) = std::fs::read_dir("/proc") else { return Vec::new() };
    let names = all.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let numbers = names.filter(|name| name.bytes().all(|byte| byte.is_ascii_digit()));
    let wanted = profile.as_os_str().as_encoded_bytes();
    numbers
        .filter(|number| {
            // A process that has ended has no command line.
            let line = std::fs::read(format!("/proc/{number}/cmdline")).unwrap_or_default();
            memmem::find(&line, wanted).is_some()
        })
        .collect()
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
