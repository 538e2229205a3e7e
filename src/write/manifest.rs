//! The list of the files that are ours, inside the output: one path a line, sorted.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use anyhow::Context;

/// Name of the list in the output folder.
pub const MANIFEST: &str = ".keyfolio-manifest";

/// First line: what the file is, and its format.
const HEADER: &str = "# files written by keyfolio, format 1";

/// The paths of the last build; empty where there is none.
pub(super) fn read(output: &Path) -> anyhow::Result<BTreeSet<String>> {
    let file = output.join(MANIFEST);
    match fs::read_to_string(&file) {
        Ok(text) => Ok(text.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(BTreeSet::new()),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", file.display())),
    }
}

/// Writes the list into a stage.
pub(super) fn write(stage: &Path, paths: &BTreeSet<String>) -> anyhow::Result<()> {
    let mut text = String::from(HEADER);
    for path in paths {
        text.push('\n');
        text.push_str(path);
    }
    text.push('\n');
    let file = stage.join(MANIFEST);
    fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))
}
