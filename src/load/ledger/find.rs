//! Finds the sales files of a workspace: by the globs in `keyfolio.yaml`, else everything in `data/` that looks like one.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Context;
use walkdir::WalkDir;

use crate::project::settings::SalesSource;

/// A sales file and how to read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Relative to the workspace, with `/`.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// Its source: an index into the settings; `None` where it was found without.
    pub source: Option<usize>,
}

/// Endings of sales files in `data/` (`.txt` is not among them: notes end so too; name such files in a source).
const ENDINGS: [&str; 4] = [".csv", ".csv.gz", ".tsv", ".tsv.gz"];

/// The files of all sources, by name, and the indices of sources that match nothing. A file belongs to the first
/// source that matches it. Without sources: `data/**` but `targets.*`.
pub fn sales_files(root: &Path, sources: &[SalesSource]) -> anyhow::Result<(Vec<Found>, Vec<usize>)> {
    let mut found: BTreeMap<String, Found> = BTreeMap::new();
    let mut barren = Vec::new();
    if sources.is_empty() {
        for (name, path) in files_below(root, "data")? {
            if is_sales_name(&name) {
                found.insert(name.clone(), Found { name, path, source: None });
            }
        }
    }
    for (index, source) in sources.iter().enumerate() {
        let names = matching(root, &source.files)?;
        if names.is_empty() {
            barren.push(index);
        }
        for (name, path) in names {
            found.entry(name.clone()).or_insert(Found { name, path, source: Some(index) });
        }
    }
    Ok((found.into_values().collect(), barren))
}

fn is_sales_name(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name).to_lowercase();
    ENDINGS.iter().any(|ending| file.ends_with(ending)) && !file.starts_with("targets.")
}

/// Files that a path or glob names, relative to `root`. `*` and `?` stay within a folder, `**` does not.
pub fn matching(root: &Path, pattern: &str) -> anyhow::Result<Vec<(String, PathBuf)>> {
    let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
    let literal = root.join(pattern);
    if literal.is_file() {
        return Ok(vec![(pattern.to_owned(), literal)]);
    }
    let parts: Vec<&str> = pattern.split('/').collect();
    let Some(first) = parts.iter().position(|part| part.contains(['*', '?'])) else { return Ok(Vec::new()) };
    let files = files_below(root, &parts[..first].join("/"))?;
    Ok(files.into_iter().filter(|(name, _)| fits(&parts, &name.split('/').collect::<Vec<_>>())).collect())
}

/// All files below a folder that are not hidden, nor locks of an open spreadsheet, by name; none where it is absent.
fn files_below(root: &Path, folder: &str) -> anyhow::Result<Vec<(String, PathBuf)>> {
    let top = root.join(folder);
    if !top.is_dir() {
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    let is_open = |name: &str| !name.starts_with('.') && !name.starts_with("~$");
    let entries = WalkDir::new(&top).follow_links(true).sort_by_file_name().into_iter();
    for entry in entries.filter_entry(|entry| entry.depth() == 0 || is_open(&entry.file_name().to_string_lossy())) {
        let entry = entry.with_context(|| format!("cannot list {}", top.display()))?;
        if !entry.file_type().is_file() {
            continue;
        }
        let below = entry.path().strip_prefix(&top).unwrap_or(entry.path());
        let below: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
        let name = if folder.is_empty() { below.join("/") } else { format!("{folder}/{}", below.join("/")) };
        files.push((name, entry.into_path()));
    }
    Ok(files)
}

/// Whether a path fits a glob, part by part.
fn fits(pattern: &[&str], path: &[&str]) -> bool {
    match (pattern, path) {
        ([], []) => true,
        (["**", rest @ ..], _) => fits(rest, path) || (!path.is_empty() && fits(pattern, &path[1..])),
        ([part, pattern @ ..], [name, path @ ..]) => {
            let part: Vec<char> = part.chars().collect();
            let name: Vec<char> = name.chars().collect();
            part_fits(&part, &name) && fits(pattern, path)
        }
        _ => false,
    }
}

fn part_fits(pattern: &[char], name: &[char]) -> bool {
    match (pattern, name) {
        ([], []) => true,
        (['*', rest @ ..], _) => part_fits(rest, name) || (!name.is_empty() && part_fits(pattern, &name[1..])),
        (['?', pattern @ ..], [_, name @ ..]) => part_fits(pattern, name),
        ([a, pattern @ ..], [b, name @ ..]) => a == b && part_fits(pattern, name),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(files: &str) -> SalesSource {
        SalesSource { files: files.to_owned(), ..SalesSource::default() }
    }

    fn names(sources: &[SalesSource]) -> (Vec<String>, Vec<usize>) {
        let folder = tempfile::tempdir().unwrap();
        for name in [
            "data/b.csv",
            "data/a.CSV.gz",
            "data/2026/q1.tsv",
            "data/targets.csv",
            "data/x.txt",
            "data/.b.csv",
            "data/~$b.csv",
        ] {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, name).unwrap();
        }
        let (found, barren) = sales_files(folder.path(), sources).unwrap();
        (found.into_iter().map(|f| f.name).collect(), barren)
    }

    #[test]
    fn without_sources_all_but_targets() {
        assert_eq!(names(&[]).0, ["data/2026/q1.tsv", "data/a.CSV.gz", "data/b.csv"]);
    }

    #[test]
    fn globs_and_paths() {
        assert_eq!(names(&[source("data/*.csv")]).0, ["data/b.csv", "data/targets.csv"]);
        assert_eq!(names(&[source("data/**/q?.*"), source("data/x.txt")]).0, ["data/2026/q1.tsv", "data/x.txt"]);
        assert_eq!(names(&[source("data/b.csv"), source("sales/*.csv"), source("data/**")]).1, [1]);
    }
}
