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
    let project = TestProject::demo();
    project.run(&["build", "-q"]).expect(0);
    let (mut accounts, mut pages, mut shared) = (0, 0, 0);
    let mut heavy = Vec::new();
    for (path, bytes) in project.output() {
        let (raw, sent) = (bytes.len(), zipped(&bytes));
        let is_page = Path::new(&path).extension().is_some_and(|extension| extension == "html");
        let (most, most_raw) = match path.as_str() {
            // Whatever all pages share, each for itself; pictures of a theme have limits of their own.
            _ if path.starts_with("assets/") && [".css", ".js"].iter().any(|end| path.ends_with(end)) => {
                shared += 1;
                (30_000, usize::MAX)
            }
            // Every component at once, for designers; many briefs at once, for paper.
            _ if path.ends_with("components.html") || path.ends_with("/print.html") || !is_page => continue,
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
    assert!(shared >= 5, "one style sheet and the scripts: {shared}");
    assert!(accounts > 100 && pages > accounts + 100, "{accounts} playbooks, {pages} pages");
    assert!(heavy.is_empty(), "{}", heavy.join("\n"));
}
