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

use super::blocks::Blocks;
use super::cache::{Entries, Hashed, Memo};
use super::columns::{Guess, guess_columns};
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
    let memo = Memo::load(sales.cache);
    let readings = files.par_iter().map(|found| read_found(found, sales, &memo)).collect::<anyhow::Result<Vec<_>>>()?;
    memo.store(sales.cache, files.iter().zip(&readings).map(|(found, read)| (found.name.clone(), read.hashed)));
    Entries::new(sales.cache).prune();
    report_same(&files, &readings, &mut diagnostics);
    let mut ledgers = Vec::new();
    let mut newest_lines = Vec::new();
    for (found, read) in files.iter().zip(readings) {
        match read.reading {
            Ok(reading) => {
                diagnostics.extend(faults::remarks(&reading, &found.name));
                newest_lines.push((
                    found.name.clone(),
                    reading.ledger.files.first().and_then(|f| f.last),
                    reading.newest_line,
                ));
                ledgers.push(reading.ledger);
            }
            Err(fault) => diagnostics.extend(faults::diagnostics(&fault, &found.name)),
        }
    }
    let ledger = merge_all(ledgers);
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

/// The headers of a file and what they would be taken for: what `init` says before anything is read.
pub fn guess_file(path: &Path, name: &str) -> anyhow::Result<Result<(Vec<String>, Guess), Diagnostics>> {
    let context = || format!("cannot read {}", path.display());
    let mut blocks = Blocks::open(path).with_context(context)?;
    let head = sales_file::head(blocks.head().with_context(context)?);
    Ok(match head {
        Ok(head) => {
            let guess = guess_columns(&head.headers);
            Ok((head.headers, guess))
        }
        Err(fault) => Err(faults::diagnostics(&fault, name).into_iter().collect()),
    })
}

/// A file that was read, or found in the cache.
struct ReadFile {
    hashed: Hashed,
    reading: Result<FileReading, FileFault>,
}

impl ReadFile {
    /// Hash of the unpacked content.
    fn content(&self) -> [u8; 32] {
        self.reading.as_ref().ok().and_then(|reading| reading.content).unwrap_or(self.hashed.hash)
    }
}

fn read_found(found: &Found, sales: &SalesFiles<'_>, memo: &Memo) -> anyhow::Result<ReadFile> {
    let context = || format!("cannot read {}", found.path.display());
    let default = SalesSource::default();
    let source = found.source.map_or(&default, |index| &sales.sources[index]);
    let entries = Entries::new(sales.cache);
    let hashed = memo.hash(&found.name, &found.path).with_context(context)?;
    if let Some(mut reading) = entries.load(&hashed.hash, source, sales.as_of) {
        for file in &mut reading.ledger.files {
            file.path.clone_from(&found.name);
        }
        return Ok(ReadFile { hashed, reading: Ok(reading) });
    }
    let reading = sales_file::read(&found.path, &found.name, source, sales.as_of).with_context(context)?;
    if let Ok(reading) = &reading {
        entries.store(&hashed.hash, source, sales.as_of, reading);
    }
    Ok(ReadFile { hashed, reading })
}

/// Files of the same content, plain or gzipped: their sales would count twice.
fn report_same(files: &[Found], readings: &[ReadFile], diagnostics: &mut Diagnostics) {
    let hashes: Vec<[u8; 32]> = readings.iter().map(ReadFile::content).collect();
    for (i, (file, hash)) in files.iter().zip(&hashes).enumerate() {
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

    #[test]
    fn every_dialect_reads_the_same() {
        use std::io::Write;
        let comma = "date,customer,amount\n2026-03-14,\"A, B\",\"1,234.50\"\n2026-03-15,\"C\nD\",-3\n";
        let semicolon =
            "\u{feff}sep=;\r\nDate;Customer;Amount\r\n14.03.2026;A, B;1.234,50\r\n15.03.2026;\"C\nD\";-3\r\n\r\n";
        let tab = "日期\t客户名称\t金额（元）\n2026年3月14日\tA, B\t¥1,234.50\n2026/3/15\t\"C\nD\"\t(3)\n";
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        gzip.write_all(comma.as_bytes()).unwrap();
        let gzip = gzip.finish().unwrap();
        for content in [comma.as_bytes(), semicolon.as_bytes(), tab.as_bytes(), &gzip] {
            let (ledger, diagnostics) = read_texts(&[("a.csv", content)], &[]);
            assert_eq!(diagnostics, Vec::<String>::new());
            let days: Vec<String> = ledger
                .account_days
                .iter()
                .map(|d| format!("{} {} {}", ledger.accounts[d.account.0 as usize].code, d.day, d.revenue))
                .collect();
            assert_eq!(days, ["A, B 2026-03-14 1234.50", "C\nD 2026-03-15 -3.00"]);
        }
    }

    #[test]
    fn bad_rows_are_left_out_at_their_lines() {
        let text = "date,account_id,account_name,revenue,quantity\n\n2026-03-14,\"A\nB\",,10,1\nsoon,A,,5,1\n2026-03-15,,,7,1\n2026-03-15,A,,x,1\n2026-03-15,A,,1\n,,,,\n2026-03-15,00004,Four,0.000000001,1\n2026-03-16,00004,Four,2,1,\n";
        let (ledger, diagnostics) = read_texts(&[("a.csv", text.as_bytes())], &[]);
        assert_eq!(
            diagnostics,
            [
                "warning data/a.csv:5: 1 row left out in all, with a revenue of 5.00",
                "warning data/a.csv:5: row left out: `soon` is not a date",
                "warning data/a.csv:6: 1 row left out in all, with a revenue of 7.00",
                "warning data/a.csv:6: row left out: neither an account code nor an account name",
                "warning data/a.csv:7: 1 row left out in all, whose revenue cannot be read",
                "warning data/a.csv:7: row left out: revenue `x` is not an amount",
                "warning data/a.csv:8: 1 row left out in all, whose revenue cannot be read",
                "warning data/a.csv:8: row left out: 4 columns, unlike the header",
                "warning data/a.csv:10: 1 row left out in all, whose revenue cannot be read",
                "warning data/a.csv:10: row left out: revenue `0.000000001` has more than eight decimals",
            ]
        );
        assert_eq!((ledger.files[0].rows, ledger.files[0].bad_rows, revenue(&ledger)), (2, 5, "12.00".to_owned()));
        assert_eq!(ledger.accounts[0].code, "00004");
    }

    #[test]
    fn other_encodings_are_refused_even_deep_in_the_file() {
        let mut deep = "date,customer,amount\n".to_owned();
        for i in 0..150_000 {
            deep.push_str(if i % 2 == 0 { "2026-03-14,澜裳服饰,12.50\n" } else { "2026-03-15,Acme,1\n" });
        }
        let mut deep = deep.into_bytes();
        deep.extend(encoding_rs::GBK.encode("2026-03-16,杭州澜裳服饰有限公司,1\n").0.iter());
        let utf16: Vec<u8> = "\u{feff}date,customer,amount\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let files: [(&str, &[u8]); 4] = [
            ("a.csv", &encoding_rs::GBK.encode("日期,客户名称,金额\n").0),
            ("b.csv", &deep),
            ("c.csv", &utf16),
            ("d.csv", b"date,customer,amount\n2026-03-14,Caf\xe9 Noir,1\n"),
        ];
        let (ledger, diagnostics) = read_texts(&files, &[]);
        assert_eq!(
            diagnostics,
            [
                "error data/a.csv:1: this is not UTF-8 text from here on, probably GBK",
                "error data/b.csv:150002: this is not UTF-8 text from here on, probably GBK",
                "error data/c.csv:0: this is UTF-16, not UTF-8 text",
                "error data/d.csv:2: this is not UTF-8 text from here on, probably Windows-1252",
            ]
        );
        assert_eq!(ledger, Ledger::default());
    }

    #[test]
    fn what_a_file_lacks_is_said() {
        let source = |columns: &[(&str, &str)]| SalesSource {
            files: "data/*.csv".to_owned(),
            columns: columns.iter().map(|&(f, h)| (f.to_owned(), h.to_owned())).collect(),
            ..SalesSource::default()
        };
        let text: &[u8] = b"date,customer,betrag\n2026-03-14,A,1\n";
        assert_eq!(
            read_texts(&[("a.csv", text)], &[]).1,
            ["error data/a.csv:1: no column was recognised as `revenue`; the file has `date`, `customer`, `betrag`"]
        );
        assert_eq!(read_texts(&[("a.csv", text)], &[source(&[("revenue", "Betrag")])]).1, Vec::<String>::new());
        assert_eq!(
            read_texts(&[("a.csv", text)], &[source(&[("revenue", "betrga")])]).1,
            ["error data/a.csv:1: the mapping takes `betrga` for revenue, and the file has no such column"]
        );
        assert_eq!(
            read_texts(&[("a.csv", b"")], &[]).1,
            ["error data/a.csv:0: the file is empty: a first line with the names of the columns was expected"]
        );
        assert_eq!(
            read_texts(&[("a.csv", b"date,customer,amount\n2026-03-14,\"A,1\n2026-03-15,B,1\n")], &[]).1,
            ["error data/a.csv:2: a quoted value begins in this row and is not closed"]
        );
        assert_eq!(read_texts(&[("a.txt", text)], &[source(&[])]).1, ["error `data/*.csv` matches no file"]);
    }

    #[test]
    fn two_readings_are_an_error_until_the_settings_say_which() {
        let text: &[u8] = b"date;customer;amount\n03/04/2026;A;1.234\n";
        assert_eq!(
            read_texts(&[("a.csv", text)], &[]).1,
            ["error data/a.csv:0: the dates can be read with the day first or with the month first (03/04/2026)"]
        );
        let mut source = SalesSource { files: "data/a.csv".to_owned(), ..SalesSource::default() };
        source.dates = Some(crate::project::settings::DateOrder::MonthFirst);
        assert_eq!(
            read_texts(&[("a.csv", text)], std::slice::from_ref(&source)).1,
            ["error data/a.csv:0: the amounts can be read with a decimal point or a decimal comma (1.234 or 1,234)"]
        );
        source.decimal = Some(crate::project::settings::DecimalMark::Comma);
        let (ledger, diagnostics) = read_texts(&[("a.csv", text)], &[source]);
        assert_eq!((revenue(&ledger), diagnostics), ("1234.00".to_owned(), vec![]));
        assert_eq!(ledger.account_days[0].day.to_string(), "2026-03-04");
    }

    #[test]
    fn a_convention_that_shows_late_rules_the_whole_file() {
        let mut text = "date,customer,amount\n".to_owned();
        for _ in 0..10_000 {
            text.push_str("03/04/2026,A,\"1,234\"\n");
        }
        text.push_str("03/14/2026,A,\"0,5\"\n");
        let (ledger, diagnostics) = read_texts(&[("a.csv", text.as_bytes())], &[]);
        assert_eq!(diagnostics, Vec::<String>::new());
        assert_eq!(revenue(&ledger), "12340.50");
        assert_eq!(ledger.account_days[0].day.to_string(), "2026-03-04");
    }

    #[test]
    fn the_same_content_twice_is_an_error_packed_or_not() {
        use std::io::Write;
        let text = b"date,customer,amount\n2026-03-14,A,1\n";
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        gzip.write_all(text).unwrap();
        let (_, diagnostics) = read_texts(&[("a.csv", text), ("b.csv.gz", &gzip.finish().unwrap())], &[]);
        assert_eq!(
            diagnostics,
            ["error data/b.csv.gz:0: this file has the same content as data/a.csv: its sales would count twice"]
        );
    }

    #[test]
    fn a_lone_newest_date_is_doubted_over_all_files() {
        let a: &[u8] = b"date,customer,amount\n2026-03-14,A,1\n2026-06-20,A,1\n2026-06-20,B,1\n";
        let b: &[u8] = b"date,customer,amount\n2026-05-14,A,1\n";
        assert_eq!(
            read_texts(&[("a.csv", a)], &[]).1,
            ["warning data/a.csv:3: the newest sales date, 2026-06-20, is 98 days after the one before it, 2026-03-14"]
        );
        assert_eq!(read_texts(&[("a.csv", a), ("b.csv", b)], &[]).1, Vec::<String>::new());
    }

    #[test]
    fn later_rows_and_discounts() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("data")).unwrap();
        let text = "date,customer,price,qty,discount\n2026-03-14,A,2.5,4,12\n2026-03-15,A,1,1,1\n";
        std::fs::write(folder.path().join("data/a.csv"), text).unwrap();
        let sources = [SalesSource {
            files: "data/*.csv".to_owned(),
            columns: [("unit_price".to_owned(), "price".to_owned())].into(),
            ..SalesSource::default()
        }];
        let cache = folder.path().join(".keyfolio/sales");
        let as_of = Some(jiff::civil::date(2026, 3, 14));
        let sales = SalesFiles { root: folder.path(), sources: &sources, places: &[], as_of, cache: Some(&cache) };
        let (ledger, diagnostics) = read(&sales).unwrap();
        assert_eq!(
            diagnostics.iter().map(shown).collect::<Vec<_>>(),
            ["note data/a.csv:0: rows after the portfolio's date are left out: 1"]
        );
        let sums = ledger.product_months[0].sums;
        assert_eq!(
            (sums.revenue.to_string(), sums.discount.to_string(), sums.rows),
            ("10.00".to_owned(), "12.00".to_owned(), 1)
        );
        assert_eq!(ledger.files[0].later_rows, 1);
        assert_eq!(read(&sales).unwrap(), (ledger, diagnostics), "from the cache");
    }
}
