//! Remembers what each page was made from, so that an unchanged page is neither rendered nor written.
//!
//! 1. [`PageCache::open`] reads `.keyfolio/pages-….bin`: path → [page key](crate::site::page_key) and what was written.
//! 2. A page whose key is the same, and whose published file nobody has touched, is skipped.
//! 3. A [`Run`] remembers what the whole site was made from: where that is the same, no page need be looked at.
//! 4. [`PageCache::save`] writes the new state in one step, and only when it differs.
//! 5. [`ModelCache`] remembers the models that were fitted to the purchases, whatever is published; [`CatalogCache`] the texts of
//!    the theme as parsed.
//!
//! A cache that is missing, broken or of another program is an empty cache: it costs time and changes nothing else.

mod catalogs;
mod models;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::Context;
use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostics;
use crate::pipeline::Counts;
use crate::write::Stamp;
pub use catalogs::CatalogCache;
pub use models::ModelCache;

/// Grows with every change of [`Entry`] or of what a key covers.
const FORMAT: u32 = 4;

/// What is known about the files of one output folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageCache {
    file: PathBuf,
    entries: BTreeMap<String, Entry>,
    run: Option<Run>,
}

/// What the last build was made from, and what it had to say. Kept only of a build that was published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Of all that was read.
    pub key: [u8; 32],
    /// What was read and planned.
    pub counts: Counts,
    /// Files that texts link to or show, relative to the workspace.
    pub files: BTreeSet<String>,
    /// What was found wrong after everything was read.
    pub diagnostics: Diagnostics,
}

/// What is known about one published file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// What it was made from.
    pub key: [u8; 32],
    /// What its view was built from, where that is known ([`crate::site::Site::inputs`]).
    pub inputs: Option<[u8; 32]>,
    /// What was written.
    pub stamp: Stamp,
    /// Charts in it.
    pub charts: u32,
}

/// The cache file: whatever precedes the entries decides whether they are read.
#[derive(Serialize, Deserialize)]
struct File {
    format: u32,
    /// What another program made may look otherwise, even under the same version.
    program: Program,
    entries: BTreeMap<String, Entry>,
    run: Option<Run>,
}

impl PageCache {
    /// The cache in `folder` for one output folder.
    pub fn open(folder: &Path, output: &Path) -> Self {
        let name = blake3::hash(output.as_os_str().as_encoded_bytes()).to_hex();
        let file = folder.join(format!("pages-{}.bin", &name[..16]));
        let (entries, run) = read(&file).and_then(|body| decode(&body)).unwrap_or_default();
        Self { file, entries, run }
    }

    /// What is known about a path of the output.
    pub fn get(&self, path: &str) -> Option<&Entry> {
        self.entries.get(path)
    }

    /// What is known about all paths, in their order.
    pub fn entries(&self) -> &BTreeMap<String, Entry> {
        &self.entries
    }

    /// The last build, if it was made from this.
    pub fn run(&self, key: &[u8; 32]) -> Option<&Run> {
        self.run.as_ref().filter(|run| run.key == *key)
    }

    /// What is known about the paths below a folder, which ends with a slash.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a Entry)> {
        let from_there = self.entries.range(folder.to_owned()..).map(|(path, entry)| (path.as_str(), entry));
        from_there.take_while(move |(path, _)| path.starts_with(folder))
    }

    /// Replaces all that is known.
    pub fn save(self, entries: BTreeMap<String, Entry>, run: Option<Run>) -> anyhow::Result<()> {
        if self.entries == entries && self.run == run {
            return Ok(());
        }
        let Some(program) = Program::this() else { return Ok(()) };
        let file = File { format: FORMAT, program, entries, run };
        let bytes = postcard::to_stdvec(&file).context("cannot encode the page cache")?;
        write_in_one_step(&self.file, &[&bytes])
    }
}

fn decode(body: &[u8]) -> Option<(BTreeMap<String, Entry>, Option<Run>)> {
    let file: File = postcard::from_bytes(body).ok()?;
    (file.format == FORMAT && Some(file.program) == Program::this()).then_some((file.entries, file.run))
}

/// The program that is running, by the size and time of its file: what another one wrote down may mean something else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Program {
    size: u64,
    modified: SystemTime,
}

impl Program {
    /// This one; `None` where it cannot be told for certain.
    pub fn this() -> Option<Self> {
        let metadata = fs::metadata(std::env::current_exe().ok()?).ok()?;
        Some(Self { size: metadata.len(), modified: metadata.modified().ok()? })
    }
}

/// Reads a file of the cache folder; `None` where it is absent or broken.
pub fn read(file: &Path) -> Option<Vec<u8>> {
    let mut bytes = fs::read(file).ok()?;
    let (sum, body) = bytes.split_at_checked(32)?;
    if blake3::hash(body).as_bytes() != sum {
        return None;
    }
    bytes.drain(..32);
    Some(bytes)
}

/// Writes a file of the cache folder, in parts, with its checksum before it: readers see the old file or the new one.
pub fn write_in_one_step(file: &Path, parts: &[&[u8]]) -> anyhow::Result<()> {
    let cannot = || format!("cannot write {}", file.display());
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).with_context(cannot)?;
    }
    let mut sum = blake3::Hasher::new();
    for part in parts {
        sum.update(part);
    }
    let new = file.with_extension("new");
    let write = || {
        let mut written = fs::File::create(&new)?;
        written.write_all(sum.finalize().as_bytes())?;
        parts.iter().try_for_each(|part| written.write_all(part))
    };
    write().with_context(cannot)?;
    fs::rename(&new, file).with_context(cannot)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostic, Place, codes};

    fn entries() -> BTreeMap<String, Entry> {
        let stamp = Stamp { hash: [1; 32], size: 2, modified: -3 };
        BTreeMap::from([("a.html".to_owned(), Entry { key: [4; 32], inputs: None, stamp, charts: 5 })])
    }

    #[test]
    fn it_remembers_per_output_folder() {
        let dir = tempfile::tempdir().expect("temp dir");
        let folder = dir.path().join(".keyfolio");
        PageCache::open(&folder, Path::new("/a")).save(entries(), None).expect("save");
        assert_eq!(PageCache::open(&folder, Path::new("/a")).get("a.html"), entries().get("a.html"));
        assert_eq!(PageCache::open(&folder, Path::new("/b")).get("a.html"), None);
        assert_eq!(fs::read_dir(&folder).expect("read").count(), 1);
    }

    #[test]
    fn a_run_is_remembered_under_its_key_with_what_was_wrong() {
        let dir = tempfile::tempdir().expect("temp dir");
        let place = Place::span("a.yaml", "id: x\n", 4..5);
        let diagnostics = Diagnostics::from_iter([Diagnostic::note(codes::RULE, "m").at(place).help("h")]);
        let run = Run { key: [7; 32], counts: Counts::default(), files: BTreeSet::new(), diagnostics };
        PageCache::open(dir.path(), Path::new("/a")).save(entries(), Some(run.clone())).expect("save");
        let cache = PageCache::open(dir.path(), Path::new("/a"));
        assert_eq!((cache.run(&[7; 32]), cache.run(&[8; 32])), (Some(&run), None));
        assert_eq!(cache.below("a").count() + cache.below("b/").count(), 1);
    }

    #[test]
    fn a_broken_cache_is_an_empty_one() {
        let dir = tempfile::tempdir().expect("temp dir");
        let cache = PageCache::open(dir.path(), Path::new("/a"));
        let file = cache.file.clone();
        cache.save(entries(), None).expect("save");
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
        PageCache::open(dir.path(), Path::new("/a")).save(entries(), None).expect("save");
        let cache = PageCache::open(dir.path(), Path::new("/a"));
        fs::remove_file(&cache.file).expect("remove");
        let file = cache.file.clone();
        cache.save(entries(), None).expect("save");
        assert!(!file.exists());
    }
}
