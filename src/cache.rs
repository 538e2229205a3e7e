//! Remembers what each page was made from, so that an unchanged page is neither rendered nor written.
//!
//! 1. [`PageCache::open`] reads `.keyfolio/pages-….bin`: path → [page key](crate::site::page_key) and what was written.
//! 2. A page whose key is the same, and whose published file nobody has touched, is skipped.
//! 3. [`PageCache::save`] writes the new state in one step, and only when it differs.
//!
//! A cache that is missing, broken or of another version is an empty cache: it costs time and changes nothing else.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde::{Deserialize, Serialize};

use crate::write::Stamp;

/// Grows with every change of [`Entry`] or of what a key covers.
const FORMAT: u32 = 1;

/// What is known about the files of one output folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageCache {
    file: PathBuf,
    entries: BTreeMap<String, Entry>,
}

/// What is known about one published file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// What it was made from.
    pub key: [u8; 32],
    /// What was written.
    pub stamp: Stamp,
    /// Charts in it.
    pub charts: u32,
}

/// The cache file: whatever precedes the entries decides whether they are read.
#[derive(Serialize, Deserialize)]
struct File {
    format: u32,
    version: String,
    entries: BTreeMap<String, Entry>,
}

impl PageCache {
    /// The cache in `folder` for one output folder.
    pub fn open(folder: &Path, output: &Path) -> Self {
        let name = blake3::hash(output.as_os_str().as_encoded_bytes()).to_hex();
        let file = folder.join(format!("pages-{}.bin", &name[..16]));
        let entries = fs::read(&file).ok().and_then(|bytes| decode(&bytes)).unwrap_or_default();
        Self { file, entries }
    }

    /// What is known about a path of the output.
    pub fn get(&self, path: &str) -> Option<&Entry> {
        self.entries.get(path)
    }

    /// Replaces all that is known.
    pub fn save(self, entries: BTreeMap<String, Entry>) -> anyhow::Result<()> {
        if self.entries == entries {
            return Ok(());
        }
        let file = File { format: FORMAT, version: env!("CARGO_PKG_VERSION").to_owned(), entries };
        let bytes = postcard::to_stdvec(&file).context("cannot encode the page cache")?;
        write_in_one_step(&self.file, &bytes)
    }
}

fn decode(bytes: &[u8]) -> Option<BTreeMap<String, Entry>> {
    let (sum, body) = bytes.split_at_checked(32)?;
    if blake3::hash(body).as_bytes() != sum {
        return None;
    }
    let file: File = postcard::from_bytes(body).ok()?;
    (file.format == FORMAT && file.version == env!("CARGO_PKG_VERSION")).then_some(file.entries)
}

/// Writes a file of the cache folder with its checksum before it: readers see the old file or the new one.
fn write_in_one_step(file: &Path, body: &[u8]) -> anyhow::Result<()> {
    let cannot = || format!("cannot write {}", file.display());
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).with_context(cannot)?;
    }
    let mut bytes = blake3::hash(body).as_bytes().to_vec();
    bytes.extend_from_slice(body);
    let new = file.with_extension("new");
    fs::write(&new, bytes).with_context(cannot)?;
    fs::rename(&new, file).with_context(cannot)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries() -> BTreeMap<String, Entry> {
        let stamp = Stamp { hash: [1; 32], size: 2, modified: -3 };
        BTreeMap::from([("a.html".to_owned(), Entry { key: [4; 32], stamp, charts: 5 })])
    }

    #[test]
    fn it_remembers_per_output_folder() {
        let dir = tempfile::tempdir().expect("temp dir");
        let folder = dir.path().join(".keyfolio");
        PageCache::open(&folder, Path::new("/a")).save(entries()).expect("save");
        assert_eq!(PageCache::open(&folder, Path::new("/a")).get("a.html"), entries().get("a.html"));
        assert_eq!(PageCache::open(&folder, Path::new("/b")).get("a.html"), None);
        assert_eq!(fs::read_dir(&folder).expect("read").count(), 1);
    }

    #[test]
    fn a_broken_cache_is_an_empty_one() {
        let dir = tempfile::tempdir().expect("temp dir");
        let cache = PageCache::open(dir.path(), Path::new("/a"));
        let file = cache.file.clone();
        cache.save(entries()).expect("save");
        let good = fs::read(&file).expect("read");
        for at in 0..good.len() {
            let mut bad = good.clone();
            bad[at] ^= 1;
            fs::write(&file, &bad).expect("write");
            assert!(PageCache::open(dir.path(), Path::new("/a")).entries.is_empty(), "byte {at}");
            fs::write(&file, &good[..at]).expect("write");
            assert!(PageCache::open(dir.path(), Path::new("/a")).entries.is_empty(), "cut at {at}");
        }
    }

    #[test]
    fn an_unchanged_cache_is_not_written() {
        let dir = tempfile::tempdir().expect("temp dir");
        PageCache::open(dir.path(), Path::new("/a")).save(entries()).expect("save");
        let cache = PageCache::open(dir.path(), Path::new("/a"));
        fs::remove_file(&cache.file).expect("remove");
        let file = cache.file.clone();
        cache.save(entries()).expect("save");
        assert!(!file.exists());
    }
}
