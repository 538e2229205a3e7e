//! Publishes the site: readers of the output folder see the old site or the new one, never a mixture.
//!
//! 1. [`Publication::begin`] refuses dangerous places and clears away what a killed build has left.
//! 2. [`Publication::put`] takes one file at a time. What stands there already with the same bytes is left alone;
//!    anything else is written into a *stage*, a folder beside the output.
//! 3. [`Publication::finish`] does nothing at all where nothing changed. Otherwise it hard-links into the stage what is
//!    unchanged and what is not ours, and exchanges the two folders in one call
//!    ([`renameat2` with `RENAME_EXCHANGE`](https://man7.org/linux/man-pages/man2/rename.2.html) on Linux, two renames
//!    elsewhere). Then the old folder goes.
//!
//! Which files are ours stands in the [`MANIFEST`] of the output. Only this module writes below the output.

mod manifest;
mod place;
mod tree;

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use anyhow::Context;
use serde::{Deserialize, Serialize};

pub use manifest::MANIFEST;
pub use place::{OutputRefused, ToPublish, check_paths};

/// A build's way to the output folder. Dropped without [`Publication::finish`], it leaves the output as it was.
#[derive(Debug)]
pub struct Publication {
    output: PathBuf,
    stage: PathBuf,
    ours: BTreeSet<String>,
}

/// What stands in the output at a path after a build.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// BLAKE3 of the bytes.
    pub hash: [u8; 32],
    /// Bytes.
    pub size: u64,
    /// Time of the last change, in nanoseconds since 1970; tells whether someone has changed the file by hand.
    pub modified: i128,
}

/// What became of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Put {
    /// The output has it already.
    Unchanged(Stamp),
    /// It waits in the stage.
    Staged(Stamp),
}

impl Put {
    /// What will stand in the output.
    pub const fn stamp(self) -> Stamp {
        match self {
            Self::Unchanged(stamp) | Self::Staged(stamp) => stamp,
        }
    }
}

/// What a publication did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finished {
    /// The output is the new site.
    Published {
        /// Files of the last build that are gone.
        removed: usize,
    },
    /// Nothing was published: these files are not ours and stand in the way, by path relative to the output.
    Taken(Vec<String>),
}

impl Publication {
    /// Prepares to publish into `output`, for the workspace at `root`.
    pub fn begin(output: &Path, root: &Path) -> anyhow::Result<Self> {
        let output = place::resolve(output, root)?;
        let mut publication = Self { stage: place::beside(&output, "stage"), ours: BTreeSet::new(), output };
        publication.recover()?;
        publication.ours = manifest::read(&publication.output)?;
        Ok(publication)
    }

    /// Where the site is published.
    pub fn output(&self) -> &Path {
        &self.output
    }

    /// Whether the output still holds what a build left there.
    pub fn holds(&self, path: &str, stamp: &Stamp) -> bool {
        fs::symlink_metadata(self.output.join(path)).is_ok_and(|metadata| {
            metadata.is_file() && metadata.len() == stamp.size && modified(&metadata) == Some(stamp.modified)
        })
    }

    /// Takes one file. Safe to call from several threads for different paths.
    pub fn put(&self, path: &str, bytes: &[u8]) -> anyhow::Result<Put> {
        let published = self.output.join(path);
        let hash = *blake3::hash(bytes).as_bytes();
        let size = bytes.len() as u64;
        if let Ok(metadata) = fs::symlink_metadata(&published)
            && metadata.is_file()
            && metadata.len() == size
            && fs::read(&published).is_ok_and(|old| old == bytes)
        {
            return Ok(Put::Unchanged(Stamp { hash, size, modified: modified(&metadata).unwrap_or_default() }));
        }
        let staged = self.stage.join(path);
        if let Some(folder) = staged.parent() {
            fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
        }
        let cannot = || format!("cannot write {}", staged.display());
        fs::write(&staged, bytes).with_context(cannot)?;
        let metadata = fs::symlink_metadata(&staged).with_context(cannot)?;
        Ok(Put::Staged(Stamp { hash, size, modified: modified(&metadata).unwrap_or_default() }))
    }

    /// Makes the output hold exactly `paths`, all of which were put or held, beside what is not ours.
    pub fn finish(self, paths: &BTreeSet<String>) -> anyhow::Result<Finished> {
        let obsolete: BTreeSet<&str> = self
            .ours
            .iter()
            .filter(|path| !paths.contains(*path) && fs::symlink_metadata(self.output.join(path)).is_ok())
            .map(String::as_str)
            .collect();
        let listed = self.ours == *paths && self.output.join(MANIFEST).is_file();
        if listed && obsolete.is_empty() && !self.stage.exists() {
            return Ok(Finished::Published { removed: 0 });
        }
        let linked = match self.link_the_rest(paths)? {
            Ok(linked) => linked,
            Err(taken) => return Ok(Finished::Taken(taken)),
        };
        if !listed || fs::hard_link(self.output.join(MANIFEST), self.stage.join(MANIFEST)).is_err() {
            manifest::write(&self.stage, paths)?;
        }
        self.exchange()?;
        tree::remove_old(&self.stage, &self.output, |path| linked.contains(path) || self.ours.contains(path))?;
        Ok(Finished::Published { removed: obsolete.len() })
    }

    /// Links everything that the new site takes over from the old one into the stage. Returns what was linked, or
    /// what stands in the way.
    fn link_the_rest(&self, paths: &BTreeSet<String>) -> anyhow::Result<Result<BTreeSet<String>, Vec<String>>> {
        fs::create_dir_all(&self.stage).with_context(|| format!("cannot make the folder {}", self.stage.display()))?;
        let staged: BTreeSet<String> = tree::walk(&self.stage)?.into_iter().map(|entry| entry.path).collect();
        let mut linked = BTreeSet::new();
        let mut taken = Vec::new();
        let mut folders = Vec::new();
        for entry in tree::walk(&self.output)? {
            if entry.is_folder {
                folders.push(entry.path);
            } else if paths.contains(&entry.path) {
                if !staged.contains(&entry.path) {
                    linked.insert(entry.path);
                } else if !self.ours.contains(&entry.path) {
                    taken.push(entry.path);
                }
            } else if entry.path != MANIFEST && !self.ours.contains(&entry.path) {
                if tree::clashes(&entry.path, paths) {
                    taken.push(entry.path);
                } else {
                    linked.insert(entry.path);
                }
            }
        }
        if !taken.is_empty() {
            return Ok(Err(taken));
        }
        for folder in folders.iter().filter(|folder| !tree::holds_any(folder, &self.ours)) {
            let folder = self.stage.join(folder);
            fs::create_dir_all(&folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
        }
        tree::link_all(&self.output, &self.stage, &linked)?;
        tree::copy_permissions(&self.output, &self.stage, &folders)?;
        Ok(Ok(linked))
    }

    fn exchange(&self) -> anyhow::Result<()> {
        let cannot = || {
            let (stage, output) = (self.stage.display(), self.output.display());
            format!("cannot put {stage} in the place of {output}; the old site is still there")
        };
        if !self.output.exists() {
            return fs::rename(&self.stage, &self.output).with_context(cannot);
        }
        match exchange_in_one_call(&self.stage, &self.output) {
            Err(error) if is_unsupported(&error) => self.exchange_by_renaming().with_context(cannot),
            done => done.with_context(cannot),
        }
    }

    /// Two renames, where the system cannot exchange. [`Publication::recover`] knows what a kill in between leaves.
    fn exchange_by_renaming(&self) -> io::Result<()> {
        let aside = place::beside(&self.output, "old");
        fs::rename(&self.output, &aside)?;
        if let Err(error) = fs::rename(&self.stage, &self.output) {
            fs::rename(&aside, &self.output)?;
            return Err(error);
        }
        fs::rename(&aside, &self.stage)
    }

    /// Mends what a killed build has left beside the output.
    fn recover(&self) -> anyhow::Result<()> {
        let aside = place::beside(&self.output, "old");
        if aside.is_dir() {
            if self.output.exists() {
                tree::remove(&aside)?;
            } else {
                let cannot = || format!("cannot bring back {} from {}", self.output.display(), aside.display());
                fs::rename(&aside, &self.output).with_context(cannot)?;
            }
        }
        tree::remove(&self.stage)
    }
}

impl Drop for Publication {
    /// A build that fails leaves no stage; where even that fails, the next build clears it.
    fn drop(&mut self) {
        let _ = tree::remove(&self.stage);
    }
}

/// Nanoseconds since 1970 of the last change.
fn modified(metadata: &fs::Metadata) -> Option<i128> {
    let time = metadata.modified().ok()?;
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => i128::try_from(after.as_nanos()).ok(),
        Err(before) => i128::try_from(before.duration().as_nanos()).ok().map(|nanos| -nanos),
    }
}

#[cfg(target_os = "linux")]
fn exchange_in_one_call(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

#[cfg(not(target_os = "linux"))]
fn exchange_in_one_call(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Whether the file system, not this folder, is the reason: some network file systems cannot exchange.
fn is_unsupported(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput)
}

#[cfg(test)]
mod tests;
