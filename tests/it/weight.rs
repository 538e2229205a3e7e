//! The demo's pages stay light: what a reader on a phone has to load.

use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::project::TestProject;

/// Bytes as a server sends them.
fn zipped(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(6));
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap().len()
}

#[test]
fn pages_style_and_script_stay_light() {
    let project = TestProject::new::<&str, &str>(&[]);
    let demo = Path::new(env!("CARGO_MANIFEST_DIR"));
    for part in ["keyfolio.yaml", "content", "data"] {
        for entry in walkdir::WalkDir::new(demo.join(part)).into_iter().filter_map(Result::ok) {
            let to = project.path(&entry.path().strip_prefix(demo).unwrap().to_string_lossy());
            if entry.file_type().is_dir() {
                std::fs::create_dir_all(to).unwrap();
            } else {
                std::fs::copy(entry.path(), to).unwrap();
            }
        }
    }
    project.run(&["build", "-q"]).expect(0);
    let (mut accounts, mut pages) = (0, 0);
    let mut heavy = Vec::new();
    for (path, bytes) in project.output() {
        let (raw, sent) = (bytes.len(), zipped(&bytes));
        let is_page = Path::new(&path).extension().is_some_and(|extension| extension == "html");
        let (most, most_raw) = match path.as_str() {
            "assets/style.css" | "assets/script.js" | "assets/search.js" => (30_000, usize::MAX),
            // Every component at once, for designers.
            _ if path.ends_with("components.html") || !is_page => continue,
            _ if path.contains("/accounts/") && !path.ends_with("index.html") => {
                accounts += 1;
                (60_000, 400_000)
            }
            _ => (120_000, usize::MAX),
        };
        pages += usize::from(is_page);
        if sent > most || raw > most_raw {
            heavy.push(format!("{path}: {sent} bytes as sent, {raw} raw"));
        }
    }
    assert!(accounts > 100 && pages > accounts + 100, "{accounts} playbooks, {pages} pages");
    assert!(heavy.is_empty(), "{}", heavy.join("\n"));
}
