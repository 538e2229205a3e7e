//! Notices changed files of a workspace.
//!
//! The root itself and each of its visible folders but the output are watched; folders that other tools fill
//! (`target`, `node_modules`) are not. Reading a file is not a change.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context;
use notify::{RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, Debouncer, RecommendedCache, new_debouncer};

use super::Previewed;

/// How long it must be quiet before a change counts: editors save in several steps.
const QUIET: Duration = Duration::from_millis(120);

/// Watches until dropped.
pub(super) struct Watcher {
    debouncer: Debouncer<RecommendedWatcher, RecommendedCache>,
    root: PathBuf,
    output: PathBuf,
    watched: BTreeSet<PathBuf>,
}

impl Watcher {
    /// Calls `notice` for every batch of changes, and for what goes wrong with watching.
    pub(super) fn new<N>(previewed: &Previewed, notice: N) -> anyhow::Result<Self>
    where
        N: Fn(anyhow::Result<()>) + Send + 'static,
    {
        let root = fs::canonicalize(&previewed.root)
            .with_context(|| format!("cannot read the folder {}", previewed.root.display()))?;
        let output = fs::canonicalize(&previewed.output).unwrap_or_else(|_| previewed.output.clone());
        let (seen_from, skipped) = (root.clone(), output.clone());
        let heard = move |result: DebounceEventResult| match result {
            Ok(events) => {
                let changes = events.iter().filter(|event| !event.kind.is_access());
                if changes.flat_map(|event| &event.paths).any(|path| matters(path, &seen_from, &skipped)) {
                    notice(Ok(()));
                }
            }
            Err(errors) => {
                if let Some(error) = errors.into_iter().next() {
                    notice(Err(anyhow::Error::from(error).context("cannot watch the workspace any longer")));
                }
            }
        };
        let debouncer = new_debouncer(QUIET, None, heard).context("cannot watch files")?;
        Ok(Self { debouncer, root, output, watched: BTreeSet::new() })
    }

    /// Watches folders that are new since the last call.
    pub(super) fn follow(&mut self) -> anyhow::Result<()> {
        let mut folders = BTreeSet::from([self.root.clone()]);
        let entries =
            fs::read_dir(&self.root).with_context(|| format!("cannot read the folder {}", self.root.display()))?;
        let paths = entries.flatten().map(|entry| entry.path());
        folders.extend(paths.filter(|path| path.is_dir() && matters(path, &self.root, &self.output)));
        let gone: Vec<_> = self.watched.difference(&folders).cloned().collect();
        for folder in gone {
            // The system has dropped the watch with the folder; only the book-keeping is left.
            let _ = self.debouncer.unwatch(&folder);
            self.watched.remove(&folder);
        }
        for folder in folders {
            if !self.watched.contains(&folder) {
                let mode = if folder == self.root { RecursiveMode::NonRecursive } else { RecursiveMode::Recursive };
                let cannot = || format!("cannot watch {}; too many watched files?", folder.display());
                self.debouncer.watch(&folder, mode).with_context(cannot)?;
                self.watched.insert(folder);
            }
        }
        Ok(())
    }
}

/// Whether a change of this path can change the site.
fn matters(path: &Path, root: &Path, output: &Path) -> bool {
    if path.starts_with(output) {
        return false;
    }
    let Ok(relative) = path.strip_prefix(root) else { return false };
    let Some(first) = relative.components().next() else { return false };
    let first = first.as_os_str().to_string_lossy();
    !first.starts_with('.') && first != "target" && first != "node_modules"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_change_the_site_matters() {
        let matters = |path: &str| matters(&Path::new("/w").join(path), Path::new("/w"), Path::new("/w/public"));
        for path in ["keyfolio.yaml", "content/accounts/a.yaml", "sales/2026.csv", "themes/x/style.css"] {
            assert!(matters(path), "{path}");
        }
        for path in ["public/index.html", ".keyfolio/x", ".git/index", ".public.keyfolio-stage/x", "target/debug", ""] {
            assert!(!matters(path), "{path}");
        }
    }
}
