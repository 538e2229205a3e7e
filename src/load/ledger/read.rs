//! All sales files → one ledger.
//!
//! 1. The files are found ([`super::find`]) and hashed; two of the same content are an error.
//! 2. Each is read ([`super::sales_file`]), in parallel.
//! 3. The ledgers are merged in the order of the files.

use std::path::Path;

use anyhow::Context;
use jiff::civil::Date;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::diagnostic::{Diagnostic, Diagnostics, Place, codes};
use crate::portfolio::days_between;
use crate::project::settings::SalesSource;

use super::find::{Found, sales_files};
use super::sales_file::{self, FileFault, FileReading};
use super::{Ledger, faults};

/// Days between the newest date and the one before it from which a typing error is likely (FRAMEWORKS §0).
const LONE_DAYS: i32 = 92;

/// Which sales to read.
#[derive(Debug, Clone, Copy)]
pub struct SalesFiles<'a> {
    /// Root of the workspace.
    pub root: &'a Path,
    /// Sources of the settings; none means everything in `data/`.
    pub sources: &'a [SalesSource],
    /// Where each source stands in `keyfolio.yaml`; may be shorter than `sources`.
    pub places: &'a [Place],
    /// Rows after this day (a flag's or setting's) are left out.
    pub as_of: Option<Date>,
    /// Folder for per-file results; `None` reads afresh.
    pub cache: Option<&'a Path>,
}

/// Reads all sales. What is wrong with files or rows is in the diagnostics; the error is a failure of the world.
pub fn read(sales: &SalesFiles<'_>) -> anyhow::Result<(Ledger, Diagnostics)> {
    let (files, barren) = sales_files(sales.root, sales.sources)?;
    let mut diagnostics = Diagnostics::new();
    for index in barren {
        let message = format!("`{}` matches no file", sales.sources[index].files);
        let diagnostic = Diagnostic::error(codes::NO_SALES_FILE, message)
            .help("give a path or glob relative to the workspace, like `data/sales-*.csv`");
        diagnostics.push(match sales.places.get(index) {
            Some(place) => diagnostic.at(place.clone()),
            None => diagnostic,
        });
    }
    let readings = files.par_iter().map(|found| read_found(found, sales)).collect::<anyhow::Result<Vec<_>>>()?;
    let (mut read, hashes) = (Vec::new(), readings.iter().map(|(hash, _)| *hash).collect::<Vec<_>>());
    report_same(&files, &hashes, &mut diagnostics);
    for (found, (_, reading)) in files.iter().zip(readings) {
        match reading {
            Ok(reading) => {
                diagnostics.extend(faults::remarks(&reading, &found.name));
                read.push(reading);
            }
            Err(fault) => diagnostics.extend(faults::diagnostics(&fault, &found.name)),
        }
    }
    let newest_lines: Vec<(String, Option<Date>, usize)> =
        read.iter().flat_map(|r| r.ledger.files.iter().map(|f| (f.path.clone(), f.last, r.newest_line))).collect();
    let ledger = merge_all(read.into_iter().map(|reading| reading.ledger).collect());
    diagnostics.extend(lone_date(&ledger, &newest_lines));
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

type Hashed = ([u8; 32], Result<FileReading, FileFault>);

fn read_found(found: &Found, sales: &SalesFiles<'_>) -> anyhow::Result<Hashed> {
    let context = || format!("cannot read {}", found.path.display());
    let default = SalesSource::default();
    let source = found.source.map_or(&default, |index| &sales.sources[index]);
    let hash = hash_of(&found.path).with_context(context)?;
    let reading = sales_file::read(&found.path, &found.name, source, sales.as_of).with_context(context)?;
    let content = reading.as_ref().ok().and_then(|reading| reading.content).unwrap_or(hash);
    Ok((content, reading))
}

fn hash_of(path: &Path) -> std::io::Result<[u8; 32]> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(std::fs::File::open(path)?)?;
    Ok(hasher.finalize().into())
}

/// Files of the same content, plain or gzipped: their sales would count twice.
fn report_same(files: &[Found], hashes: &[[u8; 32]], diagnostics: &mut Diagnostics) {
    for (i, (file, hash)) in files.iter().zip(hashes).enumerate() {
        if let Some(first) = hashes[..i].iter().position(|other| other == hash) {
            let message =
                format!("this file has the same content as {}: its sales would count twice", files[first].name);
            let diagnostic = Diagnostic::error(codes::SAME_SALES_FILE, message)
                .at(Place::file(file.name.as_str()))
                .help("delete one of the two, or list the files to read under `sales` in keyfolio.yaml");
            diagnostics.push(diagnostic);
        }
    }
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

/// A warning where the newest sales date stands alone.
fn lone_date(ledger: &Ledger, newest_lines: &[(String, Option<Date>, usize)]) -> Option<Diagnostic> {
    let newest = ledger.account_days.iter().map(|cell| cell.day).max()?;
    let before = ledger.account_days.iter().map(|cell| cell.day).filter(|&day| day < newest).max()?;
    let days = days_between(before, newest);
    let (file, _, line) = newest_lines.iter().find(|(_, last, _)| *last == Some(newest))?;
    (days > LONE_DAYS).then(|| {
        let message = format!("the newest sales date, {newest}, is {days} days after the one before it, {before}");
        Diagnostic::warning(codes::LONE_SALES_DATE, message)
            .at(Place::line(file.as_str(), *line))
            .help("if it is a typing error, correct it; else say up to when sales count: `as_of` in keyfolio.yaml")
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::PathBuf;

    use super::*;
    use crate::diagnostic::Severity;
    use crate::portfolio::Amount;

    /// Reads files written into a workspace of their own.
    fn read_texts(files: &[(&str, &[u8])], sources: &[SalesSource]) -> (Ledger, Vec<String>) {
        let folder = tempfile::tempdir().unwrap();
        for (name, content) in files {
            let path = folder.path().join("data").join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, content).unwrap();
        }
        let sales = SalesFiles { root: folder.path(), sources, places: &[], as_of: None, cache: None };
        let (ledger, mut diagnostics) = read(&sales).unwrap();
        diagnostics.sort();
        (ledger, diagnostics.iter().map(shown).collect())
    }

    fn shown(diagnostic: &Diagnostic) -> String {
        let severity = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        let place = diagnostic.place.as_ref().map(|p| format!("{}:{}: ", p.file, p.line)).unwrap_or_default();
        format!("{severity} {place}{}", diagnostic.message)
    }

    fn revenue(ledger: &Ledger) -> String {
        ledger.account_days.iter().map(|cell| cell.revenue).sum::<Amount>().to_string()
    }

    fn shared(name: &str) -> Option<PathBuf> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(name);
        let found = path.is_file() || name.is_empty() && path.is_dir();
        if !found {
            eprintln!("{} is absent: not tested", path.display());
        }
        found.then_some(path)
    }

    #[test]
    fn northwind_sums_as_the_reference_says() {
        let (Some(data), Some(reference)) = (shared("data/northwind.csv"), shared("reference/northwind.net.json"))
        else {
            return;
        };
        let (ledger, diagnostics) = read_file(&data, "northwind.csv", &SalesSource::default()).unwrap();
        let reference: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(reference).unwrap()).unwrap();
        assert_eq!(Some(revenue(&ledger).as_str()), reference["revenue_total"].as_str());
        assert_eq!((ledger.accounts.len(), ledger.files[0].rows, ledger.files[0].bad_rows), (89, 2155, 0));
        assert_eq!(
            diagnostics.iter().map(shown).collect::<Vec<_>>(),
            ["note northwind.csv:0: all of `discount` lies within 0 and 1: it is taken for a rate and not summed up"]
        );
        let mut naive: [BTreeMap<String, Amount>; 3] = Default::default();
        let mut rows = csv::Reader::from_path(&data).unwrap();
        for row in rows.records().map(Result::unwrap) {
            for (sums, column) in naive.iter_mut().zip([5, 4, 12]) {
                *sums.entry(row[column].to_owned()).or_default() += Amount::parse(&row[7]).unwrap();
            }
        }
        let mut ours: [BTreeMap<String, Amount>; 3] = Default::default();
        for cell in &ledger.product_months {
            let category = ledger.products[cell.product.0 as usize].category.clone().unwrap();
            *ours[1].entry(category).or_default() += cell.sums.revenue;
        }
        for cell in &ledger.responsibility_months {
            let region = ledger.regions[cell.region.unwrap().0 as usize].clone();
            let manager = ledger.managers[cell.manager.unwrap().0 as usize].clone();
            *ours[0].entry(region).or_default() += cell.revenue;
            *ours[2].entry(manager).or_default() += cell.revenue;
        }
        assert_eq!(ours, naive);
    }
}
