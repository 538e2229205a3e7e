//! Walks, links and removes folders of published files.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use anyhow::Context;
use rayon::prelude::*;

/// Something in an output folder.
pub(super) struct Entry {
    /// Relative to the folder, with `/`.
    pub path: String,
    /// Whether it is a folder; links are not followed.
    pub is_folder: bool,
}

/// Everything below a folder; nothing where there is no folder.
pub(super) fn walk(folder: &Path) -> anyhow::Result<Vec<Entry>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut entries = Vec::new();
    for entry in walkdir::WalkDir::new(folder).min_depth(1).sort_by_file_name() {
        let entry = entry.with_context(|| format!("cannot read the folder {}", folder.display()))?;
        let relative = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let path = relative
            .to_str()
            .with_context(|| format!("the name of {} is not UTF-8; rename or move it", entry.path().display()))?;
        entries.push(Entry { path: path.replace('\\', "/"), is_folder: entry.file_type().is_dir() });
    }
    Ok(entries)
}

/// Whether a file that is not ours cannot stand beside `paths`: one of them is a folder of it, or it is a folder of one.
pub(super) fn clashes(file: &str, paths: &BTreeSet<String>) -> bool {
    file.match_indices('/').any(|(at, _)| paths.contains(&file[..at])) || holds_any(file, paths)
}

/// Whether any of the paths lies below `folder`.
pub(super) fn holds_any(folder: &str, paths: &BTreeSet<String>) -> bool {
    let below = format!("{folder}/");
    paths.range(below.clone()..).next().is_some_and(|path| path.starts_with(&below))
}

/// Hard-links files from one folder into another; copies them, times included, where links are not possible.
pub(super) fn link_all(from: &Path, to: &Path, paths: &BTreeSet<String>) -> anyhow::Result<()> {
    let mut made: BTreeSet<&Path> = BTreeSet::new();
    for folder in paths.iter().filter_map(|path| Path::new(path).parent()) {
        if made.insert(folder) {
            let folder = to.join(folder);
            fs::create_dir_all(&folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
        }
    }
    paths.par_iter().try_for_each(|path| {
        let (source, target) = (from.join(path), to.join(path));
        fs::hard_link(&source, &target)
            .or_else(|_| copy(&source, &target))
            .with_context(|| format!("cannot take over {} into {}", source.display(), to.display()))
    })
}

fn copy(source: &Path, target: &Path) -> io::Result<()> {
    let metadata = fs::symlink_metadata(source)?;
    if metadata.is_symlink() {
        return copy_link(source, target);
    }
    if !metadata.is_file() {
        let message = "it is neither a file, a folder nor a link";
        return Err(io::Error::new(io::ErrorKind::Unsupported, message));
    }
    fs::copy(source, target)?;
    fs::File::options().write(true).open(target)?.set_modified(metadata.modified()?)
}

#[cfg(unix)]
fn copy_link(source: &Path, target: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(fs::read_link(source)?, target)
}

#[cfg(not(unix))]
fn copy_link(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Gives folders of the new site the permissions that the old ones had.
pub(super) fn copy_permissions(from: &Path, to: &Path, folders: &[String]) -> anyhow::Result<()> {
    for folder in std::iter::once("").chain(folders.iter().map(String::as_str)) {
        let (source, target) = (from.join(folder), to.join(folder));
        if source.is_dir() && target.is_dir() {
            fs::metadata(&source)
                .and_then(|metadata| fs::set_permissions(&target, metadata.permissions()))
                .with_context(|| format!("cannot keep the permissions of {}", source.display()))?;
        }
    }
    Ok(())
}

/// Removes the old site. A file that somebody has put there since it was walked moves to the new site.
pub(super) fn remove_old(old: &Path, new: &Path, known: impl Fn(&str) -> bool) -> anyhow::Result<()> {
    let entries = walk(old)?;
    for entry in &entries {
        let (source, target) = (old.join(&entry.path), new.join(&entry.path));
        if !entry.is_folder && !known(&entry.path) && fs::symlink_metadata(&target).is_err() {
            if let Some(folder) = target.parent() {
                fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
            }
            fs::rename(&source, &target).with_context(|| format!("cannot keep {}", target.display()))?;
        }
    }
    // What cannot be removed here is told of below.
    entries.par_iter().filter(|entry| !entry.is_folder).for_each(|entry| drop(fs::remove_file(old.join(&entry.path))));
    remove(old)
}

/// Removes a folder of ours with all that is in it, if it is there.
pub(super) fn remove(folder: &Path) -> anyhow::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", folder.display()))
        }
        _ => Ok(()),
    }
}
