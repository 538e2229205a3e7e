//! Finds the sales files of a workspace: by the globs in `keyfolio.yaml`, else everything in `data/` that looks like one.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::diagnostic::codes::STRAY_FILE;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::load::folder::{self, FileFound};
use crate::project::settings::SalesSource;

use super::columns::{Field, guess_columns};
use super::small_table;

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

/// Endings of sales files in `data/`.
const ENDINGS: [&str; 4] = [".csv", ".csv.gz", ".tsv", ".tsv.gz"];

/// The files of all sources, by name, and the indices of sources that match nothing. A file belongs to the first
/// source that matches it. Without sources: `data/**` but `targets.*`. Files that are read as `targets` are sales only where
/// a source names them one by one.
pub fn sales_files(
    root: &Path,
    sources: &[SalesSource],
    targets: &[String],
    diagnostics: &mut Diagnostics,
) -> (Vec<Found>, Vec<usize>) {
    let mut found: BTreeMap<String, Found> = BTreeMap::new();
    let mut barren = Vec::new();
    if sources.is_empty() {
        for FileFound { name, path, .. } in folder::files(root, "data", &is_passed_over, diagnostics) {
            if is_sales_name(&name) && !targets.contains(&name) {
                found.insert(name.clone(), Found { name, path, source: None });
            } else {
                diagnostics.extend(not_read(&name, &path));
            }
        }
    }
    for (index, source) in sources.iter().enumerate() {
        let mut names = matching(root, &source.files, diagnostics);
        names.retain(|file| !targets.contains(&file.name) || file.name == without_dot(&source.files));
        if names.is_empty() {
            barren.push(index);
        }
        for FileFound { name, path, .. } in names {
            found.entry(name.clone()).or_insert(Found { name, path, source: Some(index) });
        }
    }
    if !sources.is_empty() {
        let all = folder::files(root, "data", &is_passed_over, diagnostics);
        for FileFound { name, path, .. } in all {
            if !targets.contains(&name) && !found.contains_key(&name) {
                diagnostics.extend(if is_sales_name(&name) { Some(unlisted(&name)) } else { not_read(&name, &path) });
            }
        }
    }
    (found.into_values().collect(), barren)
}

/// A file that no source names, although it would be read if there were none.
fn unlisted(name: &str) -> Diagnostic {
    let message = "this file is not read: no entry of `sales` in keyfolio.yaml names it";
    let help =
        format!("add `- files: {name}` below `sales`, or a glob such as `{}`; or move it out of data/", glob_of(name));
    Diagnostic::warning(STRAY_FILE, message).at(Place::file(name)).help(help)
}

/// All files of the folder and the ending of one: `data/*.csv`.
pub fn glob_of(name: &str) -> String {
    let (folder, file) = name.rsplit_once('/').map_or(("", name), |(folder, file)| (folder, file));
    let lower = file.to_lowercase();
    let ending =
        ENDINGS.iter().find(|ending| lower.ends_with(**ending)).map(|ending| &file[file.len() - ending.len()..]);
    match ending {
        Some(ending) if folder.is_empty() => format!("*{ending}"),
        Some(ending) => format!("{folder}/*{ending}"),
        None => name.to_owned(),
    }
}

fn is_sales_name(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name).to_lowercase();
    ENDINGS.iter().any(|ending| file.ends_with(ending)) && !file.starts_with("targets.")
}

/// Endings of tables that are not read.
const OTHER_TABLES: [&str; 14] = [
    ".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".et", ".numbers", ".parquet", ".zip", ".rar", ".7z", ".json", ".html",
    ".htm",
];
/// Endings of texts that may be notes or exports: what is in them tells.
const TEXTS: [&str; 2] = [".txt", ".dat"];

/// What to say of a file that may hold sales and is not read.
fn not_read(name: &str, path: &Path) -> Option<Diagnostic> {
    let lower = name.to_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|ending| lower.ends_with(ending));
    let (message, help) = if ends(&OTHER_TABLES) {
        let message = "this file is not read: sales are read from CSV, plain or gzipped";
        (message, "save it as “CSV UTF-8”, or move it out of data/".to_owned())
    } else if ends(&TEXTS) && holds_sales(path) {
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let message = "this file looks like sales, and is not read: its name does not end in .csv";
        (message, format!("call it {stem}.csv, or move it out of data/"))
    } else {
        return None;
    };
    Some(Diagnostic::warning(STRAY_FILE, message).at(Place::file(name)).help(help))
}

/// Whether a text begins with a header of sales: a day, an account and an amount.
pub fn holds_sales(path: &Path) -> bool {
    let Ok(Ok(table)) = small_table::sample(path, 0) else { return false };
    let taken = guess_columns(&table.headers).taken;
    let has = |field: Field| taken.contains_key(&field);
    has(Field::Date) && (has(Field::AccountId) || has(Field::AccountName)) && has(Field::Revenue)
}

/// Files that a path or glob names, relative to `root`. `*` and `?` stay within a folder, `**` does not.
pub fn matching(root: &Path, pattern: &str, diagnostics: &mut Diagnostics) -> Vec<FileFound> {
    let pattern = without_dot(pattern);
    if let Some(file) = folder::file(root, pattern, diagnostics) {
        return vec![file];
    }
    let parts: Vec<&str> = pattern.split('/').collect();
    let Some(first) = parts.iter().position(|part| part.contains(['*', '?'])) else { return Vec::new() };
    let mut files = folder::files(root, &parts[..first].join("/"), &is_passed_over, diagnostics);
    files.retain(|file| fits(&parts, &file.name.split('/').collect::<Vec<_>>()));
    files
}

/// A path without `./` at its head.
fn without_dot(path: &str) -> &str {
    path.strip_prefix("./").unwrap_or(path)
}

/// Whether a name is hidden, or that of a lock of an open spreadsheet.
fn is_passed_over(name: &str) -> bool {
    folder::is_hidden(name) || name.starts_with("~$")
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
        names_beside(sources, &[])
    }

    fn names_beside(sources: &[SalesSource], targets: &[String]) -> (Vec<String>, Vec<usize>) {
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
        let mut diagnostics = Diagnostics::new();
        let (found, barren) = sales_files(folder.path(), sources, targets, &mut diagnostics);
        let is_read = |place: &Place| found.iter().any(|file| *file.name == *place.file);
        let unread = |d: &Diagnostic| d.code == STRAY_FILE && d.place.as_ref().is_some_and(|place| !is_read(place));
        assert!(diagnostics.iter().all(unread), "{diagnostics:?}");
        (found.into_iter().map(|f| f.name).collect(), barren)
    }

    #[test]
    fn without_sources_all_but_targets() {
        assert_eq!(names(&[]).0, ["data/2026/q1.tsv", "data/a.CSV.gz", "data/b.csv"]);
    }

    #[test]
    fn what_is_read_as_targets_is_no_sales_unless_it_is_named() {
        let targets = ["data/targets.csv", "data/2026/q1.tsv"].map(str::to_owned);
        assert_eq!(names_beside(&[], &targets).0, ["data/a.CSV.gz", "data/b.csv"]);
        assert_eq!(names_beside(&[source("data/**/*.?sv")], &targets).0, ["data/b.csv"]);
        assert_eq!(names_beside(&[source("./data/targets.csv")], &targets).0, ["data/targets.csv"]);
        assert_eq!(names_beside(&[source("data/2026/*")], &targets).1, [0]);
    }

    #[test]
    fn what_no_source_names_is_told() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("data")).unwrap();
        for name in ["june.csv", "july.csv", "targets.csv", "notes.txt"] {
            std::fs::write(folder.path().join("data").join(name), name).unwrap();
        }
        let told = |files: &str| {
            let mut diagnostics = Diagnostics::new();
            sales_files(folder.path(), &[source(files)], &[], &mut diagnostics);
            diagnostics.iter().map(|d| format!("{}", d.place.as_ref().unwrap().file)).collect::<Vec<_>>()
        };
        assert_eq!(told("data/june.csv"), ["data/july.csv"]);
        assert!(told("data/*.csv").is_empty());
        assert_eq!(glob_of("data/2026/june.CSV.gz"), "data/2026/*.CSV.gz");
        assert_eq!(glob_of("notes.txt"), "notes.txt");
    }

    #[test]
    fn globs_and_paths() {
        assert_eq!(names(&[source("data/*.csv")]).0, ["data/b.csv", "data/targets.csv"]);
        assert_eq!(names(&[source("data/**/q?.*"), source("data/x.txt")]).0, ["data/2026/q1.tsv", "data/x.txt"]);
        assert_eq!(names(&[source("data/b.csv"), source("sales/*.csv"), source("data/**")]).1, [1]);
    }
}
