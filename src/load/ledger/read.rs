//! All sales files → one ledger.
//!
//! 1. The files are found ([`super::find`]) and hashed; two of the same content are an error.
//! 2. Each is read ([`super::sales_file`]), in parallel.
//! 3. The ledgers are merged in the order of the files.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context;
use jiff::civil::Date;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::diagnostic::{Diagnostic, Diagnostics, Place, codes};
use crate::portfolio::days_between;
use crate::project::settings::SalesSource;

use super::cache::{self, Entries, Hashed, Memo};
use super::find::{Found, sales_files};
use super::sales_file::{self, FileFault, FileReading};
use super::{Field, Ledger, Spot, faults, overlap, same, small_table};

/// Days between the newest date and the one before it from which a typing error is likely (FRAMEWORKS §0).
const LONE_DAYS: i32 = 92;

/// Which sales to read.
#[derive(Debug, Clone, Copy)]
pub struct SalesFiles<'a> {
    /// Root of the workspace.
    pub root: &'a Path,
    /// Sources of the settings; none means everything in `data/`.
    pub sources: &'a [SalesSource],
    /// Files that are read as targets: no glob takes them for sales.
    pub targets: &'a [String],
    /// Where each source stands in `keyfolio.yaml`; may be shorter than `sources`.
    pub places: &'a [Place],
    /// Rows after this day (a flag's or setting's) are left out.
    pub as_of: Option<Date>,
    /// Folder for per-file results; `None` reads afresh.
    pub cache: Option<&'a Path>,
}

/// Reads all sales. What is wrong with files or rows is in the diagnostics; the error is a failure of the world.
pub fn read(sales: &SalesFiles<'_>) -> anyhow::Result<(Ledger, Diagnostics)> {
    let mut diagnostics = Diagnostics::new();
    let (files, barren) = sales_files(sales.root, sales.sources, sales.targets, &mut diagnostics);
    for index in barren {
        let message = format!("`{}` matches no file", sales.sources[index].files);
        let diagnostic = Diagnostic::error(codes::NO_SALES_FILE, message)
            .help("give a path or glob relative to the workspace, like `data/sales-*.csv`");
        diagnostics.push(match sales.places.get(index) {
            Some(place) => diagnostic.at(place.clone()),
            None => diagnostic,
        });
    }
    let memo = Memo::load(sales.cache);
    let readings = files.par_iter().map(|found| read_found(found, sales, &memo)).collect::<anyhow::Result<Vec<_>>>()?;
    memo.store(sales.cache, files.iter().zip(&readings).map(|(found, read)| (found.name.clone(), read.hashed)));
    Entries::new(sales.cache).prune();
    let copies = same::report(&files, &readings, &mut diagnostics)?;
    overlap::report(&files, &readings, &copies, &mut diagnostics);
    let mut ledgers = Vec::new();
    let mut newest = Vec::new();
    for (found, read) in files.iter().zip(readings) {
        match read.reading {
            Ok(reading) => {
                diagnostics.extend(faults::remarks(&reading, &found.name));
                let file = reading.ledger.files.first();
                let header = file.and_then(|file| file.columns.iter().find(|(field, _)| field == Field::Date.name()));
                newest.push(Newest {
                    found,
                    day: file.and_then(|file| file.last),
                    line: reading.newest_line,
                    header: header.map(|(_, header)| header.clone()).unwrap_or_default(),
                });
                ledgers.push(reading.ledger);
            }
            Err(fault) => {
                let place = found.source.and_then(|index| sales.places.get(index));
                diagnostics.extend(faults::diagnostics_of(&fault, &found.name, place));
            }
        }
    }
    let ledger = merge_all(ledgers);
    diagnostics.extend(lone_date(&ledger, &newest));
    Ok((ledger, diagnostics))
}

/// Reads one file wherever it is, under a name of one's own: for `init --from`.
pub fn read_file(path: &Path, name: &str, source: &SalesSource) -> anyhow::Result<(Ledger, Diagnostics)> {
    let reading =
        sales_file::read(path, name, source, None).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(match reading {
        Ok(reading) => (reading.ledger.clone(), faults::remarks(&reading, name).into_iter().collect()),
        Err(fault) => (Ledger::default(), faults::diagnostics(&fault, name).into_iter().collect()),
    })
}

/// The headers of a file, `None` where it cannot be read: what `init` says of the columns that are left.
pub fn headers_of_file(path: &Path) -> anyhow::Result<Option<Vec<String>>> {
    let table = small_table::sample(path, 0).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(table.ok().map(|table| table.headers))
}

/// A file that was read, or found in the cache.
pub(super) struct ReadFile {
    hashed: Hashed,
    reading: Result<FileReading, FileFault>,
}

impl ReadFile {
    /// Hash of the unpacked content.
    pub(super) fn content(&self) -> [u8; 32] {
        self.reading.as_ref().ok().and_then(|reading| reading.content).unwrap_or(self.hashed.hash)
    }

    /// What was read; `None` where it cannot be.
    pub(super) fn ledger(&self) -> Option<&Ledger> {
        self.reading.as_ref().ok().map(|reading| &reading.ledger)
    }

    /// Rows, first and last day: files that differ in them are not the same. `None` where the file cannot be read.
    pub(super) fn outline(&self) -> Option<(u64, u64, Option<Date>, Option<Date>)> {
        let file = self.ledger()?.files.first()?;
        Some((file.rows, file.bad_rows, file.first, file.last))
    }
}

fn read_found(found: &Found, sales: &SalesFiles<'_>, memo: &Memo) -> anyhow::Result<ReadFile> {
    let context = || format!("cannot read {}", found.path.display());
    let default = SalesSource::default();
    let source = found.source.map_or(&default, |index| &sales.sources[index]);
    let entries = Entries::new(sales.cache);
    let hashed = memo.hash(&found.name, &found.path).with_context(context)?;
    let origin = cache::origin(&hashed.hash, source, sales.as_of)?;
    let known = entries.load(&origin).map(Ok);
    let mut reading = match known {
        Some(known) => known,
        None => sales_file::read(&found.path, &found.name, source, sales.as_of)
            .with_context(context)?
            .inspect(|reading| entries.store(&origin, reading)),
    };
    let name: Arc<str> = found.name.as_str().into();
    for ledger in reading.iter_mut().map(|reading| &mut reading.ledger) {
        for file in &mut ledger.files {
            file.path.clone_from(&found.name);
            file.origin = origin;
        }
        for account in &mut ledger.accounts {
            account.first_row.file = Arc::clone(&name);
        }
    }
    Ok(ReadFile { hashed, reading })
}

/// Merges neighbours until one is left: every row is moved a few times only, however many files there are.
fn merge_all(mut ledgers: Vec<Ledger>) -> Ledger {
    while ledgers.len() > 1 {
        let mut pairs = ledgers.into_iter();
        let mut merged = Vec::with_capacity(pairs.len().div_ceil(2));
        while let Some(first) = pairs.next() {
            merged.push(match pairs.next() {
                Some(second) => first.merge(second),
                None => first,
            });
        }
        ledgers = merged;
    }
    ledgers.pop().unwrap_or_default()
}

/// The newest day of a file, and where it is first.
struct Newest<'a> {
    found: &'a Found,
    day: Option<Date>,
    line: usize,
    /// Header of the dates.
    header: String,
}

impl Newest<'_> {
    /// Its place; the file is read once more for it.
    fn place(&self) -> Place {
        let spot = small_table::spot_at(&self.found.path, self.line, &self.header).ok().flatten();
        spot.unwrap_or(Spot::line(self.line)).place(&self.found.name)
    }
}

/// A warning where the newest sales date stands alone.
fn lone_date(ledger: &Ledger, newest: &[Newest<'_>]) -> Option<Diagnostic> {
    let last = ledger.account_days.iter().map(|cell| cell.day).max()?;
    let before = ledger.account_days.iter().map(|cell| cell.day).filter(|&day| day < last).max()?;
    let days = days_between(before, last);
    let first = newest.iter().find(|newest| newest.day == Some(last))?;
    (days > LONE_DAYS).then(|| {
        let message = format!("the newest sales date, {last}, is {days} days after the one before it, {before}");
        Diagnostic::warning(codes::LONE_SALES_DATE, message)
            .at(first.place())
            .help("if it is a typing error, correct it; else say up to when sales count: `as_of` in keyfolio.yaml")
    })
}

#[cfg(test)]
mod tests;
