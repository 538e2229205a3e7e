//! Targets per account and period, from CSV or YAML.
//!
//! 1. A CSV file has the columns `account`, `period`, `amount` and, where wanted, `measure`; a YAML file is a list of
//!    entries with the same keys.
//! 2. A period is `2026` (the fiscal year), `2025..2026` (fiscal years), `2026-Q3`, `2026-03` or `2025-10..2026-09`.
//! 3. What is wrong is an error at its line, and so is a target that occurs twice.

mod entries;
mod passed_over;
mod table;

use std::path::Path;

use anyhow::Context;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, Diagnostics, Place, codes};
use crate::load::folder::{self, FileFound};
use crate::load::ledger::{self, AmountRefused, FileFault};
use crate::load::text_file;
use crate::portfolio::{Amount, Period, PeriodFault, PeriodQuery, years_in_words};
use crate::project::settings::{SalesSource, Settings};

/// Files that are read where the settings name none, if they exist.
const DEFAULTS: [&str; 3] = ["data/targets.csv", "data/targets.yaml", "data/targets.yml"];
/// Headers of each column, folded.
const ACCOUNT: [&str; 7] = ["account", "accountid", "id", "客户编号", "客户代码", "客户编码", "客户"];
const PERIOD: [&str; 10] = ["period", "期间", "周期", "目标期间", "月份", "季度", "年度", "month", "quarter", "year"];
const AMOUNT: [&str; 7] = ["amount", "target", "目标", "目标金额", "目标额", "金额", "revenue"];
const PERIOD_HELP: &str = "write the period as 2026, 2026-Q3, 2026-03 or 2025-10..2026-09";
const HELP: &str = "write account,period,amount like `acme,2026-Q3,1200000`";

/// What a target is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TargetMeasure {
    /// Net revenue.
    #[default]
    Revenue,
    /// Gross profit.
    GrossProfit,
}

/// What an account is to bring in a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Id or sales code of the account, as written.
    pub account: String,
    /// The days that it is for.
    pub period: Period,
    /// What is counted.
    pub measure: TargetMeasure,
    /// How much, in the portfolio's currency.
    pub amount: Amount,
    /// Where its account is written.
    pub place: Place,
}

/// The targets of a workspace.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TargetsRead {
    /// Those that can be counted.
    pub sound: Vec<Target>,
    /// The accounts of those that cannot, which has been told, and where they are written: whether there is such an account is to
    /// be told all the same.
    pub unsound: Vec<(String, Place)>,
}

/// Which targets are to be read, and how.
#[derive(Debug, Clone, Copy)]
pub struct TargetFiles<'a> {
    /// The workspace.
    pub root: &'a Path,
    /// Paths or globs relative to the root; without any, `data/targets.csv` and `data/targets.yaml` are read where they exist.
    pub patterns: &'a [String],
    /// Where each pattern is written.
    pub places: &'a [Place],
    /// Month (1 to 12) in which a fiscal year starts: a bare year is the one that starts in it.
    pub fiscal_year_start: i8,
    /// Which files are read as sales.
    pub sales: &'a [SalesSource],
    /// ISO 4217 code of the portfolio's currency.
    pub currency: &'a str,
}

impl<'a> TargetFiles<'a> {
    /// Those of a workspace with these settings, of which the patterns are written at `places`.
    pub fn of(root: &'a Path, settings: &'a Settings, places: &'a [Place]) -> Self {
        let Settings { targets, fiscal_year_start, sales, currency, .. } = settings;
        Self { root, patterns: targets, places, fiscal_year_start: *fiscal_year_start, sales, currency }
    }
}

/// Reads the targets of a workspace, in the order of the files and their lines.
pub fn read(asked: &TargetFiles<'_>) -> anyhow::Result<(TargetsRead, Diagnostics)> {
    let TargetFiles { root, patterns, places, fiscal_year_start, sales, currency } = *asked;
    let mut diagnostics = Diagnostics::new();
    let mut files = defaults(root, patterns, &mut diagnostics);
    for (index, pattern) in patterns.iter().enumerate() {
        let found = ledger::matching(root, pattern, &mut diagnostics);
        if found.is_empty() {
            let message = format!("`{pattern}` in `targets` matches no file");
            let error = Diagnostic::error(codes::INVALID_TARGET, message);
            let error = error.help("give a path or glob relative to the workspace");
            diagnostics.push(match places.get(index) {
                Some(place) => error.at(place.clone()),
                None => error,
            });
        }
        files.extend(found);
    }
    passed_over::tell(root, &files, patterns, sales, &mut diagnostics);
    let (mut written, mut unsound) = (Vec::new(), Vec::new());
    for FileFound { name, path, .. } in files {
        if path.extension().is_some_and(|suffix| suffix == "yaml" || suffix == "yml") {
            match text_file::read(root, &name)? {
                Ok(text) => {
                    written.extend(entries::from_yaml(&name, &text.text, &mut unsound, &mut diagnostics));
                }
                Err(problem) => diagnostics.push(*problem),
            }
        } else {
            match ledger::read_small_table(&path).with_context(|| format!("cannot read {}", path.display()))? {
                Ok(table) => written.extend(table::written(&name, &table, currency, &mut diagnostics)),
                Err(FileFault::Empty) => diagnostics.push(
                    Diagnostic::error(
                        codes::INVALID_TARGET,
                        "the file is empty: a first line with the names of the columns was expected",
                    )
                    .at(Place::file(name.as_str()))
                    .help("begin it with the line account,period,amount, or delete the file"),
                ),
                Err(fault) => diagnostics.extend(ledger::diagnostics_of_named_table(&fault, &name)),
            }
        }
    }
    let mut sound = Vec::new();
    for target in written {
        let named = (target.account.clone(), target.places.account.clone());
        match target.read(fiscal_year_start, &mut diagnostics) {
            Some(target) => sound.push(target),
            None => unsound.extend(Some(named).filter(|(account, _)| !account.is_empty())),
        }
    }
    Ok((TargetsRead { sound: without_repetitions(sound, &mut diagnostics), unsound }, diagnostics))
}

/// Names of the files that [`read`] reads, so that no sales glob takes them for sales.
pub fn files(root: &Path, patterns: &[String]) -> Vec<String> {
    // What is wrong on the way, `read` tells.
    let mut told = Diagnostics::new();
    let mut files = defaults(root, patterns, &mut told);
    files.extend(patterns.iter().flat_map(|pattern| ledger::matching(root, pattern, &mut told)));
    files.into_iter().map(|file| file.name).collect()
}

/// Whether headers are those of targets: an account, a period and an amount.
pub fn are_headers(headers: &[String]) -> bool {
    let folded: Vec<String> = headers.iter().map(|header| ledger::fold_header(header)).collect();
    let has = |names: &[&str]| folded.iter().any(|header| names.contains(&header.as_str()));
    has(&ACCOUNT) && has(&PERIOD) && ledger::column_of_amounts(headers, &AMOUNT).is_some()
}

/// Files that are read where the settings name none.
fn defaults(root: &Path, patterns: &[String], diagnostics: &mut Diagnostics) -> Vec<FileFound> {
    let names = if patterns.is_empty() { &DEFAULTS[..] } else { &[] };
    names.iter().filter_map(|name| folder::file(root, name, diagnostics)).collect()
}

/// A target as it is written.
struct Written {
    account: String,
    period: String,
    measure: String,
    amount: Result<Amount, AmountRefused>,
    places: Places,
}

/// Where each part of a target is written.
struct Places {
    account: Place,
    period: Place,
    measure: Place,
    amount: Place,
}

impl Written {
    /// The target, or an error for each of its parts that is wrong.
    fn read(self, fiscal_year_start: i8, diagnostics: &mut Diagnostics) -> Option<Target> {
        let mut error = |place: &Place, message: String, help: &str| {
            diagnostics.push(Diagnostic::error(codes::INVALID_TARGET, message).at(place.clone()).help(help));
        };
        let places = &self.places;
        if self.account.is_empty() {
            error(&places.account, "the target names no account".to_owned(), HELP);
        }
        let period = target_period(&self.period, fiscal_year_start);
        if let Err(message) = &period {
            error(&places.period, message.clone(), PERIOD_HELP);
        }
        let measure = measure(&self.measure);
        if measure.is_none() {
            let message = format!("`{}` is no measure of a target", self.measure);
            error(&places.measure, message, "write `revenue` or `gross_profit`");
        }
        if let Err(refused) = &self.amount {
            error(&places.amount, refused.message.clone(), refused.help);
        }
        if let Ok(amount) = self.amount
            && amount < Amount::ZERO
        {
            error(
                &places.amount,
                format!("a target of {amount} is below zero"),
                "write what is to be reached, zero or more",
            );
            return None;
        }
        let (period, measure, amount) = (period.ok()?, measure?, self.amount.ok()?);
        (!self.account.is_empty()).then_some(Target {
            account: self.account,
            period,
            measure,
            amount,
            place: self.places.account,
        })
    }
}

fn target_period(text: &str, fiscal_year_start: i8) -> Result<Period, String> {
    let not_fixed = || format!("`{text}` is not the period of a target");
    let refused = |fault| match fault {
        PeriodFault::BeyondYears => format!("`{text}` lies outside {}", years_in_words()),
        PeriodFault::Mixed => format!("`{text}` is a fiscal year at one end only"),
        PeriodFault::Reversed => format!("`{text}` ends before it begins"),
        PeriodFault::Unreadable if text.is_empty() => "the period is empty".to_owned(),
        PeriodFault::Unreadable => not_fixed(),
    };
    text.parse::<PeriodQuery>().map_err(refused)?.resolve_fixed(fiscal_year_start).ok_or_else(not_fixed)
}

fn measure(text: &str) -> Option<TargetMeasure> {
    match ledger::fold_header(text).as_str() {
        "" | "revenue" | "sales" | "销售额" | "收入" | "销售收入" => Some(TargetMeasure::Revenue),
        "grossprofit" | "毛利" | "毛利额" => Some(TargetMeasure::GrossProfit),
        _ => None,
    }
}

/// Drops targets of an account, period and measure that an earlier one has, with an error for each.
fn without_repetitions(targets: Vec<Target>, diagnostics: &mut Diagnostics) -> Vec<Target> {
    let mut first = std::collections::BTreeMap::new();
    let mut kept: Vec<Target> = Vec::with_capacity(targets.len());
    for target in targets {
        let key = (target.account.clone(), target.period.first, target.period.last, target.measure);
        match first.get(&key) {
            None => {
                first.insert(key, target.place.clone());
                kept.push(target);
            }
            Some(place) => {
                let message = format!(
                    "`{}` has a target for {} already, at {}:{}",
                    target.account, target.period, place.file, place.line
                );
                diagnostics.push(
                    Diagnostic::error(codes::INVALID_TARGET, message).at(target.place).help("keep one of the two"),
                );
            }
        }
    }
    kept
}

#[cfg(test)]
mod tests;
