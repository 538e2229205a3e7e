//! The sales export that a workspace starts from.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;

use super::columns::{self, Mapping};
use crate::analysis::abc::{AbcClass, Cuts, cumulative};
use crate::analysis::ranking::Ranking;
use crate::cli::WrongCall;
use crate::cli::reading::grouped;
use crate::diagnostic::{Diagnostics, codes};
use crate::load::ledger::{self, Currencies, Field, Ledger};
use crate::portfolio::Amount;
use crate::project::settings::{AbcSettings, DateOrder, DecimalMark, SalesSource, Settings};

/// A sales file that can be read.
pub struct Sales {
    file: PathBuf,
    /// Path in the workspace: `data/sales.csv`.
    pub path: String,
    /// How it is read, where the defaults do not do.
    pub source: SalesSource,
    /// What is in it.
    pub ledger: Ledger,
    /// All headers.
    headers: Vec<String>,
}

impl Sales {
    /// Reads a file. Where dates or amounts can be read in two ways, one is taken, and said; nothing is asked.
    ///
    /// `columns` says what the headers do not; `command` is the call without it, for the remedy.
    pub fn read(file: &Path, columns: &Mapping, command: &str, diagnostics: &mut Diagnostics) -> anyhow::Result<Self> {
        let shown = file.display().to_string();
        let name = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        if file.is_dir() {
            let why = "`init` begins with one file: name a CSV file in it, and put the others into data/ afterwards";
            return Err(WrongCall(format!("{shown} is a folder; {why}")).into());
        }
        if !file.is_file() {
            return Err(WrongCall(format!("there is no file {shown}")).into());
        }
        let path = format!("data/{name}");
        let headers = ledger::headers_of_file(file)?.unwrap_or_default();
        let problems = columns::check(file, &shown, columns, command)?;
        if !problems.is_empty() {
            diagnostics.extend(problems);
            let ledger = Ledger::default();
            return Ok(Self { file: file.to_owned(), path, source: SalesSource::default(), ledger, headers });
        }
        let mut last = None;
        for mut source in readings(&path) {
            source.columns.clone_from(columns);
            let (ledger, problems) = ledger::read_file(file, &shown, &source)?;
            let is_ambiguous = problems.iter().any(|problem| problem.code == codes::AMBIGUOUS_SALES_VALUES);
            last = Some((source, ledger, problems));
            if !is_ambiguous {
                break;
            }
        }
        let (source, ledger, problems) = last.unwrap_or_default();
        diagnostics.append(problems);
        let sales = Self { file: file.to_owned(), path, source, ledger, headers };
        diagnostics.append(ledger::tell_currencies(&sales.ledger, &sales.currency(), Path::new("")));
        Ok(sales)
    }

    /// Whether it could be read as sales.
    pub fn has_columns(&self) -> bool {
        self.taken().next().is_some()
    }

    /// What the columns were taken for.
    pub fn columns(&self) -> String {
        let taken: Vec<String> =
            self.taken().map(|(field, header)| format!("{field} ← {header}{}", unit(field, header))).collect();
        let is_left = |header: &&str| self.taken().all(|(_, taken)| taken != *header);
        let left: Vec<&str> = self.headers.iter().map(String::as_str).filter(is_left).collect();
        let left = if left.is_empty() { String::new() } else { format!("; not used: {}", left.join(", ")) };
        format!("Columns: {}{left}", taken.join(", "))
    }

    /// The currency of the file: the one that it names, else that of the default settings.
    pub fn currency(&self) -> String {
        let usual = Settings::default().currency;
        Currencies::other_than(self.ledger.files.iter().map(|file| &file.currencies), &usual).unwrap_or(usual)
    }

    /// A warning where the file can be read in two ways and one was taken.
    pub fn guessed(&self) -> Option<String> {
        let guessed = match (self.source.dates, self.source.decimal) {
            (None, None) => return None,
            (Some(_), None) => "dates are read with the day first",
            (None, Some(_)) => "amounts are read with a decimal point",
            (Some(_), Some(_)) => "dates are read with the day first and amounts with a decimal point",
        };
        Some(format!(
            "warning: the file can be read in two ways: {guessed}. Where that is wrong all figures are; the other reading is \
             set under `sales` in keyfolio.yaml"
        ))
    }

    /// Field and header.
    pub fn taken(&self) -> impl Iterator<Item = (&str, &str)> {
        let columns = self.ledger.files.iter().flat_map(|file| &file.columns);
        columns.map(|(field, header)| (field.as_str(), header.as_str()))
    }

    /// Whether the settings must name the file and how it is read.
    pub fn needs_a_source(&self) -> bool {
        let is_default = SalesSource { files: self.path.clone(), ..SalesSource::default() } == self.source;
        let is_found = [".csv", ".csv.gz", ".tsv", ".tsv.gz"].iter().any(|end| self.path.to_lowercase().ends_with(end));
        !is_default || !is_found || self.path.to_lowercase().starts_with("data/targets.")
    }

    /// What the settings name: all files like it, as the exports to come are read like this one.
    pub fn files(&self) -> String {
        if self.path.to_lowercase().starts_with("data/targets.") {
            self.path.clone()
        } else {
            ledger::glob_of(&self.path)
        }
    }

    /// Copies the file as it is; returns its path in the workspace. A file that lies there already stays.
    pub fn copy_into(&self, dir: &Path) -> anyhow::Result<String> {
        let target = dir.join(&self.path);
        let cannot = || format!("cannot copy {} to {}", self.file.display(), target.display());
        if let (Ok(source), Ok(target)) = (fs::canonicalize(&self.file), fs::canonicalize(&target)) {
            return if source == target {
                Ok(self.path.clone())
            } else {
                Err(WrongCall(format!("{} is there already; nothing was changed", target.display())).into())
            };
        }
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).with_context(cannot)?;
        }
        fs::copy(&self.file, &target).with_context(cannot)?;
        Ok(self.path.clone())
    }

    /// Codes of the accounts of class A: revenue over all rows, cumulative cuts of the default settings.
    pub fn class_a(&self) -> Vec<usize> {
        let mut revenue: BTreeMap<usize, Amount> = BTreeMap::new();
        for row in &self.ledger.account_days {
            *revenue.entry(row.account.0 as usize).or_default() += row.revenue;
        }
        let accounts = self.ledger.accounts.len();
        let amounts: Vec<Amount> =
            (0..accounts).map(|index| revenue.get(&index).copied().unwrap_or_default()).collect();
        let Some(cuts) = Cuts::from_percent(AbcSettings::default().cuts) else { return Vec::new() };
        let ranking = Ranking::of(&amounts);
        let classes = cumulative(&ranking, cuts).classes;
        (0..accounts).filter(|&index| classes.get(index) == Some(&AbcClass::A)).collect()
    }
}

/// The unit of a column of money, where its header names one: ` × 10,000`.
fn unit(field: &str, header: &str) -> String {
    let times = Field::named(field).filter(|field| field.is_money()).map_or(1, |_| ledger::times(header));
    if times == 1 { String::new() } else { format!(" × {}", grouped(times)) }
}

/// The ways to read a file, the default first.
fn readings(path: &str) -> [SalesSource; 4] {
    let with = |dates, decimal| SalesSource { files: path.to_owned(), dates, decimal, ..SalesSource::default() };
    [
        with(None, None),
        with(Some(DateOrder::DayFirst), None),
        with(None, Some(DecimalMark::Point)),
        with(Some(DateOrder::DayFirst), Some(DecimalMark::Point)),
    ]
}
