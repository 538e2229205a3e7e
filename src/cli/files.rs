//! Files that a command makes: all of them, or none where one is there already.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;

use super::WrongCall;

/// Files to be made below a folder.
#[derive(Debug)]
pub struct NewFiles {
    root: PathBuf,
    texts: BTreeMap<String, String>,
}

impl NewFiles {
    /// None yet.
    pub fn below(root: &Path) -> Self {
        Self { root: root.to_owned(), texts: BTreeMap::new() }
    }

    /// Adds a file by its path below the folder, with `/`.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) {
        self.texts.insert(path.into(), text.into());
    }

    /// Their paths.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.texts.keys().map(String::as_str)
    }

    /// Fails where any of them is there already; nothing is written.
    pub fn check(&self) -> anyhow::Result<()> {
        match self.texts.keys().find(|path| fs::symlink_metadata(self.root.join(path)).is_ok()) {
            Some(path) => {
                let path = self.root.join(path);
                Err(WrongCall(format!("{} is there already; nothing was changed", path.display())).into())
            }
            None => Ok(()),
        }
    }

    /// Writes them; a file that has appeared meanwhile is left alone.
    pub fn write(&self) -> anyhow::Result<()> {
        self.check()?;
        for (path, text) in &self.texts {
            create(&self.root.join(path), text.as_bytes())?;
        }
        Ok(())
    }
}

/// Makes a file that must not be there yet, with its folders.
pub fn create(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let cannot = || format!("cannot write {}", path.display());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    let mut file = fs::File::create_new(path).with_context(cannot)?;
    file.write_all(bytes).with_context(cannot)
}

/// Replaces the text of a file in one step: readers see the old text or the new one.
pub fn replace(path: &Path, text: &str) -> anyhow::Result<()> {
    let cannot = || format!("cannot write {}", path.display());
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let new = path.with_file_name(format!(".{name}.keyfolio-new"));
    let write = || -> io::Result<()> {
        fs::write(&new, text)?;
        fs::set_permissions(&new, fs::metadata(path)?.permissions())?;
        fs::rename(&new, path)
    };
    write().inspect_err(|_| drop(fs::remove_file(&new))).with_context(cannot)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_files_or_none() {
        let dir = tempfile::tempdir().expect("temp dir");
        let mut files = NewFiles::below(dir.path());
        files.add("a/b.txt", "b");
        files.add("c.txt", "c");
        fs::write(dir.path().join("c.txt"), "own").expect("write");
        assert!(files.write().expect_err("taken").is::<WrongCall>());
        assert!(!dir.path().join("a").exists());
        fs::remove_file(dir.path().join("c.txt")).expect("remove");
        files.write().expect("writes");
        assert_eq!(fs::read_to_string(dir.path().join("a/b.txt")).expect("reads"), "b");
    }

    #[test]
    fn a_text_is_replaced_in_one_step() {
        let dir = tempfile::tempdir().expect("temp dir");
        let path = dir.path().join("a.yaml");
        fs::write(&path, "old").expect("write");
        replace(&path, "new").expect("replaces");
        assert_eq!(fs::read_to_string(&path).expect("reads"), "new");
        assert_eq!(fs::read_dir(dir.path()).expect("reads").count(), 1);
        assert!(replace(&dir.path().join("none"), "x").is_err());
        assert_eq!(fs::read_dir(dir.path()).expect("reads").count(), 1);
    }
}
