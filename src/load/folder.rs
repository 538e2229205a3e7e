//! The one way in which folders of the workspace are walked: `content/`, `data/`, `static/`, `templates/`, `themes/`.
//!
//! 1. [`files`] lists all files below a folder, by name; what is passed over (hidden files, leftovers) is never looked at,
//!    so that an editor's lock (`.#a.yaml`, a link to nothing) disturbs nobody.
//! 2. A link is followed where it stays in the workspace. One that leaves it, leads nowhere or leads back to itself is an
//!    error at its path, and so is whatever cannot be read; the walk goes on.
//! 3. [`file()`] asks the same of a single file that the settings or a convention name.

use std::fs;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::diagnostic::codes::{INVALID_PATH, OUTSIDE_WORKSPACE, UNREADABLE_FILE};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};

/// A file below a folder of the workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFound {
    /// Relative to the workspace, with `/`.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// Its size.
    pub bytes: u64,
}

/// All files below a folder of the workspace, bytewise by name; none where there is no such folder. An entry whose own name
/// is `passed_over` is not there, nor is anything below it.
pub fn files(
    root: &Path,
    folder: &str,
    passed_over: &dyn Fn(&str) -> bool,
    diagnostics: &mut Diagnostics,
) -> Vec<FileFound> {
    let top = root.join(folder);
    let mut walk = Walk { root, home: fs::canonicalize(root).ok(), diagnostics };
    match fs::symlink_metadata(&top) {
        Err(_) => return Vec::new(),
        Ok(it) if it.is_symlink() && !walk.may_follow(&top) => return Vec::new(),
        Ok(_) if !top.is_dir() => {
            let error = Diagnostic::error(UNREADABLE_FILE, format!("a folder was expected, and `{folder}` is none"));
            let help = format!("make a folder `{folder}`, or take this away");
            walk.diagnostics.push(error.at(Place::file(folder)).help(help));
            return Vec::new();
        }
        Ok(_) => {}
    }
    let is_seen = |name: &std::ffi::OsStr| !passed_over(&name.to_string_lossy());
    let mut found = Vec::new();
    let mut entries = WalkDir::new(&top).follow_links(true).into_iter();
    while let Some(entry) = entries.next() {
        match entry {
            Ok(entry) if entry.depth() > 0 && !is_seen(entry.file_name()) => skip(&entry, &mut entries),
            Ok(entry) if entry.depth() > 0 && entry.path_is_symlink() && !walk.may_follow(entry.path()) => {
                skip(&entry, &mut entries);
            }
            Ok(entry) => found.extend(walk.file(&entry)),
            // An error has no entry: only its path tells whether anybody wants to know.
            Err(error) => {
                let name = error.path().and_then(Path::file_name);
                if name.is_none_or(is_seen) {
                    walk.failed(&error);
                }
            }
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

/// Whether a name is hidden.
pub fn is_hidden(name: &str) -> bool {
    name.starts_with('.')
}

/// The file of this name, which the settings or a convention give; `None` where there is none, or where it is a link that is
/// refused.
pub fn file(root: &Path, name: &str, diagnostics: &mut Diagnostics) -> Option<FileFound> {
    let path = root.join(name);
    fs::symlink_metadata(&path).ok()?;
    let mut walk = Walk { root, home: fs::canonicalize(root).ok(), diagnostics };
    if !walk.may_follow(&path) {
        return None;
    }
    let it = fs::metadata(&path).ok().filter(fs::Metadata::is_file)?;
    Some(FileFound { name: name.to_owned(), path, bytes: it.len() })
}

fn skip(entry: &DirEntry, entries: &mut walkdir::IntoIter) {
    if entry.file_type().is_dir() {
        entries.skip_current_dir();
    }
}

struct Walk<'a> {
    root: &'a Path,
    /// The root without links.
    home: Option<PathBuf>,
    diagnostics: &'a mut Diagnostics,
}

impl Walk<'_> {
    fn name(&self, path: &Path) -> String {
        let parts: Vec<_> =
            path.strip_prefix(self.root).unwrap_or(path).iter().map(|part| part.to_string_lossy()).collect();
        parts.join("/")
    }

    /// Whether a link stays in the workspace; says so where not.
    fn may_follow(&mut self, link: &Path) -> bool {
        let Ok(target) = fs::canonicalize(link) else {
            self.leads_nowhere(link);
            return false;
        };
        let stays = self.home.as_ref().is_some_and(|home| target.starts_with(home));
        if !stays {
            let message = "this link leads out of the workspace and is not followed";
            let help = "put the file itself here, so that what is published is what stands in the workspace";
            let place = Place::file(self.name(link));
            self.diagnostics.push(Diagnostic::error(OUTSIDE_WORKSPACE, message).at(place).help(help));
        }
        stays
    }

    fn leads_nowhere(&mut self, link: &Path) {
        let to = fs::read_link(link).map(|to| format!(" ({})", to.display())).unwrap_or_default();
        let error = Diagnostic::error(UNREADABLE_FILE, format!("this link leads to nothing{to}"));
        self.diagnostics.push(error.at(Place::file(self.name(link))).help("correct the link, or delete it"));
    }

    fn file(&mut self, entry: &DirEntry) -> Option<FileFound> {
        if !entry.file_type().is_file() {
            return None;
        }
        let name = self.name(entry.path());
        if entry.path().strip_prefix(self.root).is_ok_and(|below| below.to_str().is_none()) {
            let error = Diagnostic::error(INVALID_PATH, "the name of this file is not UTF-8 text");
            self.diagnostics.push(error.at(Place::file(name)).help("rename the file"));
            return None;
        }
        match entry.metadata() {
            Ok(it) => Some(FileFound { name, path: entry.path().to_owned(), bytes: it.len() }),
            Err(error) => {
                self.failed(&error);
                None
            }
        }
    }

    fn failed(&mut self, error: &walkdir::Error) {
        let path = error.path().unwrap_or(self.root);
        if error.loop_ancestor().is_some() {
            let message = "this link leads back to a folder that it stands in";
            let error = Diagnostic::error(UNREADABLE_FILE, message).at(Place::file(self.name(path)));
            self.diagnostics.push(error.help("delete the link"));
        } else if path.is_symlink() && !path.exists() {
            self.leads_nowhere(path);
        } else {
            let why = error.io_error().map(|error| format!(": {error}")).unwrap_or_default();
            let error = Diagnostic::error(UNREADABLE_FILE, format!("this cannot be read{why}"));
            let error = error.at(Place::file(self.name(path)));
            self.diagnostics.push(error.help("give yourself the right to read it, or take it out of the workspace"));
        }
    }
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    fn said(diagnostics: &Diagnostics) -> Vec<String> {
        let place = |d: &Diagnostic| d.place.as_ref().map(|p| p.file.to_string()).unwrap_or_default();
        diagnostics.iter().map(|d| format!("{} [{}] {}", place(d), d.code.id(), d.message)).collect()
    }

    #[test]
    fn links_are_followed_within_the_workspace_only_and_nothing_stops_the_walk() {
        let outside = tempfile::tempdir().unwrap();
        fs::write(outside.path().join("secret.md"), "x").unwrap();
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        fs::create_dir_all(root.join("content/a/b")).unwrap();
        fs::create_dir_all(root.join("shared")).unwrap();
        fs::write(root.join("content/a/b/x.md"), "12345").unwrap();
        fs::write(root.join("shared/y.md"), "y").unwrap();
        symlink("me@host.1", root.join("content/a/.#x.md")).unwrap();
        symlink("nobody", root.join("content/a/gone.md")).unwrap();
        symlink("..", root.join("content/a/up")).unwrap();
        symlink(outside.path().join("secret.md"), root.join("content/a/leak.md")).unwrap();
        symlink(outside.path(), root.join("content/leaks")).unwrap();
        symlink("../shared", root.join("content/shared")).unwrap();
        let mut diagnostics = Diagnostics::new();
        let found = files(root, "content", &is_hidden, &mut diagnostics);
        diagnostics.sort();
        let names: Vec<_> = found.iter().map(|file| (file.name.as_str(), file.bytes)).collect();
        assert_eq!(names, [("content/a/b/x.md", 5), ("content/shared/y.md", 1)]);
        assert_eq!(
            said(&diagnostics),
            [
                "content/a/gone.md [unreadable-file] this link leads to nothing (nobody)",
                "content/a/leak.md [outside-workspace] this link leads out of the workspace and is not followed",
                "content/a/up [unreadable-file] this link leads back to a folder that it stands in",
                "content/leaks [outside-workspace] this link leads out of the workspace and is not followed",
            ]
        );
    }

    #[test]
    fn folders_and_files_that_are_links_themselves() {
        let outside = tempfile::tempdir().unwrap();
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        symlink(outside.path(), root.join("data")).unwrap();
        symlink("nobody", root.join("static")).unwrap();
        fs::write(root.join("templates"), "").unwrap();
        symlink("templates", root.join("targets.csv")).unwrap();
        let mut diagnostics = Diagnostics::new();
        for folder in ["data", "static", "templates", "absent"] {
            assert_eq!(files(root, folder, &is_hidden, &mut diagnostics), []);
        }
        assert!(file(root, "targets.csv", &mut diagnostics).is_some());
        assert!(file(root, "static", &mut diagnostics).is_none());
        let codes: Vec<_> = diagnostics.iter().map(|d| d.code).collect();
        assert_eq!(codes, [OUTSIDE_WORKSPACE, UNREADABLE_FILE, UNREADABLE_FILE, UNREADABLE_FILE]);
    }
}
