//! Whole builds on generated portfolios: cold, unchanged, after one edit; seconds and peak memory of the real program.
//!
//! `cargo bench --bench build` measures 100 and 1,000 accounts; `cargo bench --bench build -- 100 1000 10000` as named.
//! Output lies on a memory file system where there is one, so that the disk does not measure itself.
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    reason = "made-up figures, small and positive by construction"
)]

#[path = "generate/portfolio.rs"]
mod portfolio;
#[path = "generate/random.rs"]
mod random;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

fn main() {
    let sizes: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![100, 1_000] } else { sizes };
    println!("{:>8}  {:<10} {:>9} {:>10}", "accounts", "build", "seconds", "peak MB");
    for size in sizes {
        let folder = tempfile::Builder::new().prefix("keyfolio-bench").tempdir_in(memory_folder()).expect("a folder");
        portfolio::write(folder.path(), size).expect("a portfolio");
        report(size, "cold", folder.path());
        report(size, "unchanged", folder.path());
        let edited = folder.path().join(format!("content/accounts/account-{:05}.yaml", size / 2));
        let text = std::fs::read_to_string(&edited).expect("the dossier");
        // A mark changes the playbook alone, a name every page that says it.
        let name = text.lines().find(|line| line.starts_with("name: ")).expect("a name");
        for (edit, from, to) in
            [("a mark", "trust: 3", "trust: 4"), ("a new name", name, "name: {en: Renamed Ltd, zh-CN: 新名}")]
        {
            assert!(text.contains(from), "the dossier has no {from:?}");
            std::fs::write(&edited, text.replacen(from, to, 1)).expect("an edit");
            report(size, edit, folder.path());
        }
    }
}

fn memory_folder() -> PathBuf {
    let memory = PathBuf::from("/dev/shm");
    if memory.is_dir() { memory } else { std::env::temp_dir() }
}

fn report(size: usize, what: &str, folder: &Path) {
    let (seconds, megabytes) = measure(folder);
    println!("{size:>8}  {what:<10} {:>9.3} {megabytes:>10.0}", seconds.as_secs_f64());
}

/// Wall time and the highest resident set of one build.
fn measure(folder: &Path) -> (Duration, f64) {
    let start = Instant::now();
    let mut build = Command::new(env!("CARGO_BIN_EXE_keyfolio"))
        .args(["build", "--quiet", "--root"])
        .arg(folder)
        .stdout(Stdio::null())
        .spawn()
        .expect("keyfolio starts");
    let status_file = format!("/proc/{}/status", build.id());
    let mut peak = 0.0_f64;
    let status = loop {
        if let Some(status) = build.try_wait().expect("a child of ours") {
            break status;
        }
        let high_water = std::fs::read_to_string(&status_file).ok().and_then(|text| {
            let line = text.lines().find(|line| line.starts_with("VmHWM:"))?;
            line.split_whitespace().nth(1)?.parse::<f64>().ok()
        });
        peak = peak.max(high_water.unwrap_or(0.0) / 1024.0);
        std::thread::sleep(Duration::from_millis(2));
    };
    let seconds = start.elapsed();
    assert!(status.success(), "the build failed: {status}");
    (seconds, peak)
}
