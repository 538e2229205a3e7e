//! `keyfolio export`: what the pages show, for spreadsheets and other tools, under names that stay.
//!
//! 1. All rows count unless a period is named; with one, sums, ranks, shares and classes are over that period.
//! 2. Amounts are exact decimals, in JSON as strings; shares and statistics are numbers; what is not known is `null`, in CSV
//!    an empty field.
//! 3. CSV follows RFC 4180, with a header, and holds the data exactly as they are. It is meant for programs: a name that
//!    begins like a formula is not altered, as it is in the tables that the site offers for spreadsheets.
//!
//! Manager and region are of two kinds, and both are exported: `manager` and `region` are those of the account, by its dossier;
//! `sales_by_manager` and `sales_by_region` those of the sales, as the pages of managers and regions count them.
//!
//! Columns are the fields of [`PortfolioRow`], [`AccountRow`], [`ProductRow`], [`TimeRow`], [`MigrationRow`] and [`FrameworkRow`] and of
//! [`crate::analysis::customers::export::CustomerValueExport`], in their order. New ones may
//! be added at the end; none is renamed or taken away.

mod accounts;
mod columns;
mod customer_value;
pub mod frameworks;
mod migration;
mod periods;
mod portfolio;
mod products;
mod sold_by;

use std::fmt;

use columns::Columns;
use serde::Serialize;

pub use accounts::AccountRow;
pub use frameworks::FrameworkRow;
pub use migration::MigrationRow;
pub use periods::TimeRow;
pub use portfolio::{ClassCounts, PortfolioRow};
pub use products::ProductRow;
pub use sold_by::{Part, SoldBy};

use crate::analysis::Analysis;
use crate::load::ledger::Ledger;
use crate::portfolio::{Period, PeriodQuery, Portfolio};
use crate::project::settings::Settings;

/// What is exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Table {
    /// One object: the portfolio as a whole.
    Portfolio,
    /// A row per account, in the order of ranks.
    Accounts,
    /// A row per product, in the order of ranks.
    Products,
    /// A row per month, quarter and fiscal year.
    Periods,
    /// Who went from which class to which: a row per pair of classes and periods. The earlier period, where one is named.
    Migration {
        /// What the period named is compared with.
        against: Option<Period>,
    },
    /// The value model and what to expect of every account.
    CustomerValue,
    /// A row per framework, for the account at this position.
    Frameworks(usize),
}

/// In which form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// An object (portfolio) or an array of objects.
    Json,
    /// A header and a record per row.
    Csv,
}

/// What an export is made of.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// Everything computed.
    pub analysis: &'a Analysis,
    /// Accounts and team.
    pub portfolio: &'a Portfolio,
    /// Products.
    pub ledger: &'a Ledger,
    /// Currency, languages, fiscal year, classes.
    pub settings: &'a Settings,
    /// The period that is named; all rows without one.
    pub period: Option<PeriodQuery>,
}

impl Source<'_> {
    /// The days that are asked for: those of the period named, else all with sales, else `as_of` alone.
    pub fn days(&self) -> Period {
        let today = self.analysis.as_of.date;
        match self.period {
            Some(query) => query.resolve(today, self.settings.fiscal_year_start),
            None => self.analysis.all_days().unwrap_or(Period { first: today, last: today }),
        }
    }

    /// The days that are counted: a period that still runs ends with `as_of`.
    pub fn counted(&self) -> Period {
        self.until_today(self.days())
    }

    fn until_today(&self, days: Period) -> Period {
        let today = self.analysis.as_of.date;
        if days.first > today { days } else { Period { last: days.last.min(today), ..days } }
    }
}

/// A period that starts or ends inside a month, asked of sums that are kept by month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartMonths {
    /// The days asked for.
    pub asked: Period,
    /// Whole months around them, no further than the sales reach.
    pub possible: Period,
}

impl fmt::Display for PartMonths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { asked, possible } = self;
        write!(f, "sales by product are kept by month, and {asked} has part of one; ask for whole months: {possible}")
    }
}

impl std::error::Error for PartMonths {}

/// The text of an export, with a final line break.
///
/// # Errors
/// [`PartMonths`] for products in a period with part of a month: other days than those named would be counted.
pub fn export(table: Table, format: Format, source: &Source) -> Result<String, PartMonths> {
    Ok(match (table, format) {
        (Table::Portfolio, Format::Json) => json(&portfolio::row(source)),
        (Table::Portfolio, Format::Csv) => csv(&[portfolio::row(source).cells()]),
        (Table::Accounts, format) => rows(format, &accounts::rows(source, format)),
        (Table::Products, format) => rows(format, &products::rows(source)?),
        (Table::Periods, format) => rows(format, &periods::rows(source)),
        (Table::Migration { against }, format) => rows(format, &migration::rows(source, against, format)),
        (Table::CustomerValue, format) => customer_value::text(source, format),
        (Table::Frameworks(account), format) => frameworks::text(source, account, format),
    })
}

fn rows<R: Serialize + Columns>(format: Format, rows: &[R]) -> String {
    match format {
        Format::Json => json(&rows),
        Format::Csv => csv(rows),
    }
}

/// Plain data have no map with keys that are not strings: writing them to memory cannot fail.
fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string_pretty(value).map(|text| text + "\n").unwrap_or_default()
}

fn csv<R: Serialize + Columns>(rows: &[R]) -> String {
    let mut builder = csv::WriterBuilder::new();
    let mut writer = builder.terminator(csv::Terminator::CRLF).has_headers(false).from_writer(Vec::new());
    // Flat records into memory: no row can fail.
    let header = writer.write_record(R::COLUMNS);
    let written = header.and_then(|()| rows.iter().try_for_each(|row| writer.serialize(row)));
    let written = written.ok().and_then(|()| writer.into_inner().ok());
    written.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests;
