//! What Linux tells of a process.

use std::fs;

/// Clock ticks a second, of all Linux that Rust runs on.
const TICKS: f64 = 100.0;

/// Seconds of processor time that a process has had (`self`, or its id).
pub(crate) fn cpu(process: &str) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).expect("this needs Linux");
    let rest = stat.rsplit_once(')').expect("stat has a name").1;
    let fields: Vec<f64> =
        rest.split_whitespace().skip(11).take(2).filter_map(|field| field.parse().ok()).collect();
    fields.iter().sum::<f64>() / TICKS
}

/// Kilobytes of a process in memory.
pub(crate) fn memory(process: &str) -> f64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).expect("this needs Linux");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("no VmRSS");
    line.split_whitespace().next().and_then(|kb| kb.parse().ok()).expect("VmRSS is a number")
}

/// How many files a process may have open.
pub(crate) fn files() -> usize {
    let limits = fs::read_to_string("/proc/self/limits").expect("this needs Linux");
    let line =
        limits.lines().find(|line| line.starts_with("Max open files")).expect("no limit of files");
    line.split_whitespace().nth(3).and_then(|soft| soft.parse().ok()).unwrap_or(usize::MAX)
}
