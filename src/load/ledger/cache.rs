//! Per-file results, kept by content: an unchanged sales file is not read again.
//!
//! 1. [`Memo`] remembers the hash of a file by its size and times, so that a gigabyte need not be hashed to see that it
//!    is unchanged. A file that was touched less than two seconds before the memo was written is hashed all the same:
//!    it could have changed again within the clock's step, with the same size and times (git's “racy” rule).
//! 2. [`Entries`] keeps a [`FileReading`] under the hash of all that it depends on, its [`origin`].
//!
//! A cache that cannot be written, and an entry that is broken or old, cost time and nothing else.

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use jiff::civil::Date;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::project::settings::SalesSource;

use super::sales_file::FileReading;

/// To be raised whenever what is read from a file, or how it is written down, changes.
const FORMAT: u32 = 12;
/// Entries that are kept.
const KEPT: usize = 256;

/// What tells that a file is unchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    size: u64,
    modified: SystemTime,
    /// Of the entry in the file system, where the platform has it: it changes even when `modified` is set back.
    changed: (i64, i64),
    number: u64,
}

impl Stamp {
    fn of(metadata: &Metadata) -> io::Result<Self> {
        let (changed, number) = inode(metadata);
        Ok(Self { size: metadata.len(), modified: metadata.modified()?, changed, number })
    }

    /// The newest of its times.
    fn newest(&self) -> SystemTime {
        let seconds = u64::try_from(self.changed.0).unwrap_or(0);
        self.modified.max(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
    }
}

#[cfg(unix)]
fn inode(metadata: &Metadata) -> ((i64, i64), u64) {
    use std::os::unix::fs::MetadataExt;
    ((metadata.ctime(), metadata.ctime_nsec()), metadata.ino())
}

#[cfg(not(unix))]
fn inode(_: &Metadata) -> ((i64, i64), u64) {
    ((0, 0), 0)
}

/// Hashes of files by their stamps.
#[derive(Debug, Default)]
pub struct Memo {
    known: BTreeMap<String, (Stamp, [u8; 32])>,
    written: Option<SystemTime>,
}

/// A file's hash, the stamp that it had before it was hashed, and whether the memo knew it.
#[derive(Debug, Clone, Copy)]
pub struct Hashed {
    /// blake3 of the bytes of the file.
    pub hash: [u8; 32],
    stamp: Stamp,
    is_known: bool,
}

impl Memo {
    /// The memo in a cache folder; empty where there is none.
    pub fn load(folder: Option<&Path>) -> Self {
        let Some(path) = folder.map(memo_path) else { return Self::default() };
        let written = fs::metadata(&path).and_then(|metadata| metadata.modified()).ok();
        Self { known: load(&path).unwrap_or_default(), written }
    }

    /// The hash of a file: remembered, else computed.
    pub fn hash(&self, name: &str, path: &Path) -> io::Result<Hashed> {
        let stamp = Stamp::of(&fs::metadata(path)?)?;
        let is_settled = |stamp: &Stamp| self.written.is_some_and(|at| stamp.newest() + Duration::from_secs(2) < at);
        if let Some((known, hash)) = self.known.get(name)
            && *known == stamp
            && is_settled(&stamp)
        {
            return Ok(Hashed { hash: *hash, stamp, is_known: true });
        }
        let mut hasher = blake3::Hasher::new();
        hasher.update_reader(fs::File::open(path)?)?;
        Ok(Hashed { hash: hasher.finalize().into(), stamp, is_known: false })
    }

    /// Writes down what is known now, if that is new.
    pub fn store(&self, folder: Option<&Path>, now: impl IntoIterator<Item = (String, Hashed)>) {
        let now: Vec<(String, Hashed)> = now.into_iter().collect();
        let is_new = now.iter().any(|(_, hashed)| !hashed.is_known) || now.len() != self.known.len();
        if let Some(folder) = folder.filter(|_| is_new) {
            let known: BTreeMap<String, (Stamp, [u8; 32])> =
                now.into_iter().map(|(name, hashed)| (name, (hashed.stamp, hashed.hash))).collect();
            store(&memo_path(folder), &known);
        }
    }
}

fn memo_path(folder: &Path) -> PathBuf {
    folder.join("hashes")
}

/// Readings of files by all that they depend on.
#[derive(Debug, Clone, Copy)]
pub struct Entries<'a> {
    folder: Option<&'a Path>,
}

impl<'a> Entries<'a> {
    /// Those in a cache folder; without a folder nothing is kept.
    pub const fn new(folder: Option<&'a Path>) -> Self {
        Self { folder }
    }

    /// What was read of a file of this origin, if it is known.
    pub fn load(&self, origin: &[u8; 32]) -> Option<FileReading> {
        load(&self.path(origin)?)
    }

    /// Keeps what was read.
    pub fn store(&self, origin: &[u8; 32], reading: &FileReading) {
        if let Some(path) = self.path(origin) {
            store(&path, reading);
        }
    }

    /// Removes the oldest entries where there are too many.
    pub fn prune(&self) {
        let Some(entries) = self.folder.and_then(|folder| fs::read_dir(folder).ok()) else { return };
        let mut ages: Vec<(SystemTime, PathBuf)> = entries
            .flatten()
            .filter(|entry| entry.path().extension().is_some_and(|suffix| suffix == "sales"))
            .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))
            .collect();
        ages.sort();
        let surplus = ages.len().saturating_sub(KEPT);
        for (_, path) in &ages[..surplus] {
            // Another run may have removed it already.
            let _ = fs::remove_file(path);
        }
    }

    fn path(&self, origin: &[u8; 32]) -> Option<PathBuf> {
        Some(self.folder?.join(format!("{}.sales", blake3::Hash::from_bytes(*origin).to_hex())))
    }
}

/// A hash of all that a reading depends on: the hash of the content, the mapping, `as_of`, and how this version reads.
pub fn origin(hash: &[u8; 32], source: &SalesSource, as_of: Option<Date>) -> anyhow::Result<[u8; 32]> {
    let mapping = (&source.columns, source.dates, source.decimal, source.discount);
    let inputs = postcard::to_allocvec(&(FORMAT, env!("CARGO_PKG_VERSION"), hash, mapping, as_of))?;
    Ok(blake3::hash(&inputs).into())
}

/// Reads a value before its checksum; `None` where it is absent, broken or of another format.
fn load<T: DeserializeOwned>(path: &Path) -> Option<T> {
    let bytes = fs::read(path).ok()?;
    let (body, checksum) = bytes.split_at_checked(bytes.len().checked_sub(32)?)?;
    if *blake3::hash(body).as_bytes() != *checksum {
        return None;
    }
    postcard::from_bytes(body).ok()
}

/// Writes a value before its checksum, whole or not at all; it is streamed, since the sums of a large file are large.
fn store<T: Serialize>(path: &Path, value: &T) {
    let write = || -> anyhow::Result<()> {
        let folder = path.parent().unwrap_or(path);
        fs::create_dir_all(folder)?;
        let beside = path.with_extension(format!("{}.tmp", std::process::id()));
        let written = write_checked(&beside, value).and_then(|()| Ok(fs::rename(&beside, path)?));
        if written.is_err() {
            let _ = fs::remove_file(&beside);
        }
        written
    };
    // A cache that cannot be written costs time only.
    let _ = write();
}

fn write_checked<T: Serialize>(path: &Path, value: &T) -> anyhow::Result<()> {
    let out = Hashing { file: fs::File::create(path)?, hasher: blake3::Hasher::new() };
    let out = postcard::to_io(value, BufWriter::with_capacity(1 << 18, out))?;
    let Hashing { mut file, hasher } = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    Ok(file.write_all(hasher.finalize().as_bytes())?)
}

/// Hashes what is written through it.
struct Hashing {
    file: fs::File,
    hasher: blake3::Hasher,
}

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_depends_on_content_mapping_and_date() {
        let folder = tempfile::tempdir().unwrap();
        let entries = Entries::new(Some(folder.path()));
        let source = SalesSource::default();
        let plain = origin(&[1; 32], &source, None).unwrap();
        let reading = FileReading { newest_line: 7, ..FileReading::default() };
        entries.store(&plain, &reading);
        assert_eq!(entries.load(&plain), Some(reading));
        assert_eq!(entries.load(&origin(&[2; 32], &source, None).unwrap()), None);
        assert_eq!(entries.load(&origin(&[1; 32], &source, Some(jiff::civil::date(2026, 6, 30))).unwrap()), None);
        let mapped = SalesSource { columns: [("date".to_owned(), "日期".to_owned())].into(), ..source };
        assert_eq!(entries.load(&origin(&[1; 32], &mapped, None).unwrap()), None);
        let path = entries.path(&plain).unwrap();
        let mut bytes = fs::read(&path).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        fs::write(&path, &bytes).unwrap();
        assert_eq!(entries.load(&plain), None, "a broken entry is ignored");
        fs::write(&path, b"short").unwrap();
        assert_eq!(entries.load(&plain), None);
    }

    #[test]
    fn a_hash_is_trusted_only_when_the_file_had_settled() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.csv");
        fs::write(&file, "one").unwrap();
        let hash = Memo::default().hash("a.csv", &file).unwrap();
        let stamp = hash.stamp;
        let known = BTreeMap::from([("a.csv".to_owned(), (stamp, [9; 32]))]);
        let at = |seconds| Memo { known: known.clone(), written: Some(stamp.newest() + Duration::from_secs(seconds)) };
        assert_eq!(at(1).hash("a.csv", &file).unwrap().hash, *blake3::hash(b"one").as_bytes());
        assert_eq!(at(60).hash("a.csv", &file).unwrap().hash, [9; 32]);
        fs::write(&file, "two!").unwrap();
        assert_eq!(at(60).hash("a.csv", &file).unwrap().hash, *blake3::hash(b"two!").as_bytes());
    }
}
