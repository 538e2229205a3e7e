//! Where a site may be published, and under which paths.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::path::{Component, Path, PathBuf};

use anyhow::Context;

use super::manifest::MANIFEST;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, WithoutRemedy, codes};

/// Folders of a workspace that hold what people wrote.
const SOURCES: &[&str] = &["content", "data", "themes", "templates", "static", ".git"];

/// Folder of caches, in which the preview has a folder of its own.
const CACHES: &str = ".keyfolio";

/// The output folder is one that must not be replaced; the call is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputRefused {
    /// The folder as it was named.
    pub output: PathBuf,
    /// Why not, and what to do instead.
    pub reason: String,
}

impl fmt::Display for OutputRefused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "refusing to publish into {}: {}", self.output.display(), self.reason)
    }
}

impl std::error::Error for OutputRefused {}

/// The absolute path of an output folder, if a site may be published there.
pub(super) fn resolve(output: &Path, root: &Path) -> anyhow::Result<PathBuf> {
    let refuse = |reason: String| Err(OutputRefused { output: output.to_owned(), reason }.into());
    let root = fs::canonicalize(root).with_context(|| format!("cannot read the folder {}", root.display()))?;
    match fs::symlink_metadata(output) {
        Ok(metadata) if metadata.is_symlink() => {
            return refuse("it is a symbolic link; name the folder that it leads to".to_owned());
        }
        Ok(metadata) if !metadata.is_dir() => return refuse("it is a file; name a folder".to_owned()),
        Ok(_) | Err(_) => {}
    }
    let Some(resolved) = canonical(output)? else {
        return refuse("its path steps up (..) out of a folder that does not exist".to_owned());
    };
    if root.starts_with(&resolved) {
        return refuse("the workspace lies in it; name a folder of its own, such as public".to_owned());
    }
    if let Ok(inside) = resolved.strip_prefix(&root)
        && let Some(Component::Normal(first)) = inside.components().next()
        && (SOURCES.iter().any(|source| first.eq_ignore_ascii_case(source)) || inside == Path::new(CACHES))
    {
        let first = first.to_string_lossy();
        return refuse(format!("{first}/ belongs to the workspace; name a folder of its own, such as public"));
    }
    Ok(resolved)
}

/// The path with links resolved as far as it exists; `None` where the rest steps up.
fn canonical(path: &Path) -> anyhow::Result<Option<PathBuf>> {
    let absolute = std::path::absolute(path).with_context(|| format!("cannot resolve {}", path.display()))?;
    let mut existing = absolute.as_path();
    let mut rest = Vec::new();
    loop {
        if let Ok(found) = fs::canonicalize(existing) {
            return Ok(Some(rest.iter().rev().fold(found, |path, part| path.join(part))));
        }
        match (existing.file_name(), existing.parent()) {
            (Some(name), Some(parent)) => {
                rest.push(name.to_owned());
                existing = parent;
            }
            _ => return Ok(None),
        }
    }
}

/// A folder of ours beside the output: `.public.keyfolio-stage`.
pub(super) fn beside(output: &Path, purpose: &str) -> PathBuf {
    let name = output.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    output.with_file_name(format!(".{name}.keyfolio-{purpose}"))
}

/// A file that is to be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToPublish<'a> {
    /// Relative to the output, with `/`.
    pub path: &'a str,
    /// The file of the workspace that it is a copy of, or a page about; `None` where it comes of no single file.
    pub source: Option<String>,
    /// Whether links lead to it by its name as it is.
    is_page: bool,
}

impl<'a> ToPublish<'a> {
    /// What keyfolio makes.
    pub const fn made(path: &'a str) -> Self {
        Self { path, source: None, is_page: true }
    }

    /// A page, and the file that it is about.
    pub fn page(path: &'a str, source: Option<&str>) -> Self {
        Self { path, source: source.map(str::to_owned), is_page: true }
    }

    /// A file, and the one that it is a copy of.
    pub const fn copied(path: &'a str, source: Option<String>) -> Self {
        Self { path, source, is_page: false }
    }

    /// Who it is, in a sentence.
    fn name(&self) -> String {
        self.source.clone().unwrap_or_else(|| format!("keyfolio's own {}", self.path))
    }

    /// A diagnostic at the file that is to be renamed: this one's, or the other's.
    fn at(&self, other: Option<&Self>, problem: WithoutRemedy) -> Diagnostic {
        match self.source.as_ref().or_else(|| other?.source.as_ref()) {
            Some(file) => {
                problem.at(Place::file(file.as_str())).help(format!("rename {file}, or move it into another folder"))
            }
            None => problem.help("rename one of the files that they are made from"),
        }
    }
}

/// Finds paths that cannot be published, and paths that cannot stand beside each other on every file system.
/// Nothing else may stand in a folder that is `kept` (with a slash at its end), nor in its place.
pub fn check_paths<'a>(files: impl IntoIterator<Item = ToPublish<'a>>, kept: &[String], diagnostics: &mut Diagnostics) {
    let kept: Vec<String> = kept.iter().map(|folder| folder.to_lowercase()).collect();
    let mut folded: BTreeMap<String, ToPublish<'a>> = BTreeMap::new();
    let collision = |message: String| Diagnostic::error(codes::PATH_COLLISION, message);
    // A file has a page in each language: what is wrong with its name is told once.
    let mut told = BTreeSet::new();
    let mut tell = |diagnostic: Diagnostic| {
        if told.insert((diagnostic.place.clone(), diagnostic.message.clone())) {
            diagnostics.push(diagnostic);
        }
    };
    for file in files {
        let path = file.path;
        let lower = path.to_lowercase();
        if let Some(folder) = kept.iter().find(|folder| lower.starts_with(*folder) || is_above(&lower, folder)) {
            let message = format!("{} would stand in the way of what is published in {folder}", file.name());
            tell(file.at(None, collision(message)));
        }
        let is_split = file.is_page && path.contains('#');
        let invalid = is_split.then_some("what follows a `#` in a link is a heading").or_else(|| why_invalid(path));
        if let Some(reason) = invalid {
            let named = file.source.as_deref().unwrap_or(path);
            let message = format!("the path “{named}” cannot be published: {reason}");
            tell(file.at(None, Diagnostic::error(codes::INVALID_PATH, message)));
        } else if let Some(other) = folded.get(&lower) {
            let message = if other.path == path {
                format!("{} and {} would both be published at {path}", other.name(), file.name())
            } else {
                let (one, two) = match (&other.source, &file.source) {
                    (Some(one), Some(two)) => (one.as_str(), two.as_str()),
                    _ => (other.path, path),
                };
                format!("{one} and {two} differ only in case, and many systems take them for one file")
            };
            tell(file.at(Some(other), collision(message)));
        } else {
            folded.insert(lower, file);
        }
    }
    for (lower, below) in &folded {
        for (at, _) in lower.match_indices('/') {
            if let Some(file) = folded.get(&lower[..at]) {
                let message = format!("{} would be a file and, for {}, a folder", file.path, below.path);
                tell(file.at(Some(below), collision(message)));
            }
        }
    }
}

/// Whether a path is that of a folder above another one.
fn is_above(path: &str, folder: &str) -> bool {
    folder.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'))
}

fn why_invalid(path: &str) -> Option<&'static str> {
    if path.is_empty() || path.starts_with('/') {
        return Some("it is not relative to the output folder");
    }
    if path == MANIFEST {
        return Some("the name is kept for the list of published files");
    }
    if path.contains(|c: char| c.is_control() || c == '\\' || c == ':') {
        return Some("it holds a character that no file name should: a backslash, a colon or a control character");
    }
    path.split('/').find_map(|part| match part {
        "" | "." | ".." => Some("it steps out of its folder"),
        part if part.len() > 255 => Some("a part of it is longer than 255 bytes"),
        _ => None,
    })
}
