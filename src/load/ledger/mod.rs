//! The ledger: sales as a few mergeable tables of sums, whatever the source and size of the data.
//!
//! 1. Each sales file is streamed into a [`Ledger`] of its own; no row is held.
//! 2. [`Ledger::merge`] joins them: `merge(ledger(a), ledger(b)) == ledger(a ++ b)`.
//! 3. Nothing downstream sees a row: [`crate::analysis`] reads the tables.
//!
//! Every table is sorted by its key and every key occurs once, so equal sales give equal ledgers. A ledger without
//! files is empty.
//!
//! What a sales file may look like:
//!
//! - UTF-8 with or without a byte order mark, plain or gzipped (seen by the first bytes); any other encoding is refused by
//!   name, with the remedy. Commas, semicolons or tabs, whichever the header has most of; a first line `sep=;` decides.
//! - Columns by the mapping of its source, else guessed ([`guess_columns`]). A date, a revenue and an account code or name
//!   are needed. A row without a code goes by the name of its account. Gross profit does for the cost. With
//!   `unit_price` mapped and no `revenue`, the revenue is the unit price times the quantity. `discount: ""` reads none.
//! - Days as `2026-03-14`, `2026/3/14`, `20260314`, `2026年3月14日`, with a time after them or not. Where the year comes
//!   last, day and month have the one order that all dates of the file allow; if there is no such order, the file is
//!   refused until its source says `dates: day_first` or `dates: month_first`.
//! - Amounts as `1234.5`, `1,234.50`, `(1,234.50)`, `1,234.50-`, `¥1,234.50`, `1.2E+05`, full-width digits too, to eight
//!   decimals. The decimal mark is one for the file ([`AmountMarks`] has the rule), or its source says `decimal: comma`.
//! - A discount column of which all lies within 0 and 1 (or is per cent) holds rates, which do not add up: it is
//!   left out of the sums with a note, unless its source says `discount: money`.
//!
//! A row that is wrong is left out, counted, and warned about at its line. An empty row is nothing.

mod amount_marks;
mod assemble;
mod bad_rows;
mod blocks;
mod cache;
mod cell;
mod chunks;
mod columns;
mod day;
mod decimal_mark;
pub(super) mod encoding;
mod faults;
mod find;
mod head;
mod interner;
mod merge;
mod money;
mod number;
mod overlap;
mod pack;
mod read;
mod record;
mod row;
mod row_log;
mod sales_file;
mod same;
mod shard;
mod small_table;
mod spot;
mod sums;
mod table;
mod tally;
#[cfg(test)]
mod tests;
mod undecided;
mod unread;

use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::portfolio::{Amount, Month};
use crate::project::settings::{DateOrder, DecimalMark, DiscountKind};

pub use amount_marks::{AmountMarks, AmountRefused};
pub use bad_rows::columns_of;
pub use cell::Cell;
pub use columns::{Field, Guess, column_of_amounts, fold_header, guess_columns};
pub use faults::{diagnostics as file_diagnostics, diagnostics_of_named_table};
pub use find::{glob_of, holds_sales, matching};
pub use money::{Currencies, other_currency, tell as tell_currencies, times};
pub use read::{SalesFiles, headers_of_file, read, read_file};
pub use sales_file::FileFault;
pub use small_table::{SmallTable, read as read_small_table, sample, spot_at};
pub use spot::Spot;
pub use table::{Run, Table};
pub use unread::tell as tell_unread;

/// Whether a text of a sales file can be read as a day, in whichever order.
pub fn is_day(text: &str) -> bool {
    [DateOrder::DayFirst, DateOrder::MonthFirst]
        .iter()
        .any(|&order| day::read(text.as_bytes(), Some(order)).1.is_some())
}

/// Whether a text of a sales file can be read as an amount, with whichever decimal mark.
pub fn is_amount(text: &str) -> bool {
    [DecimalMark::Point, DecimalMark::Comma].iter().any(|&mark| number::read(text.as_bytes(), mark).1.is_ok())
}

/// Index into [`Ledger::accounts`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountIx(pub u32);

/// Index into [`Ledger::products`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct ProductIx(pub u32);

/// Index into [`Ledger::managers`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ManagerIx(pub u32);

/// Index into [`Ledger::regions`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionIx(pub u32);

/// Index into [`Ledger::files`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileIx(pub u32);

/// All sales, summed up.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    /// Accounts as the sales know them, by code (bytewise).
    pub accounts: Vec<SalesAccount>,
    /// Products, by (code, category).
    pub products: Vec<Product>,
    /// Names of managers that rows carry, bytewise.
    pub managers: Vec<String>,
    /// Names of regions that rows carry, bytewise.
    pub regions: Vec<String>,
    /// Account × product × month × file.
    pub product_months: Table<ProductMonth>,
    /// Account × day × file.
    pub account_days: Table<AccountDay>,
    /// Distinct orders: account × day × order.
    pub orders: Table<Order>,
    /// Account × row's manager × row's region × month × file.
    pub responsibility_months: Table<ResponsibilityMonth>,
    /// The files read, by path.
    pub files: Vec<SalesFile>,
}

/// An account as the sales know it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SalesAccount {
    /// The code in the sales file; where the file has none, the name.
    pub code: String,
    /// The name in the newest row that has one (ties: bytewise last).
    pub name: Option<String>,
    /// Day of that row.
    pub named_on: Option<Date>,
    /// The first row of the account that counts.
    pub first_row: RowPlace,
}

impl SalesAccount {
    /// With no row known.
    pub fn new(code: String, name: Option<String>) -> Self {
        Self { code, name, named_on: None, first_row: RowPlace::default() }
    }
}

/// Where a row stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RowPlace {
    /// The sales file; known as soon as the ledger is one of files.
    #[serde(skip)]
    pub file: Arc<str>,
    /// Line from 1; 0 where no row is known.
    pub line: usize,
}

/// A product; one that is booked under two categories is two entries.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Product {
    /// The code in the sales file; where the file has none, the name. Empty where the file has no product.
    pub code: String,
    /// The category, where the file has one.
    pub category: Option<String>,
    /// The name (bytewise last of those that occur).
    pub name: String,
}

/// Sums over rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sums {
    /// Net of returns.
    pub revenue: Amount,
    /// Over the rows that carry a cost.
    pub cost: Amount,
    /// Revenue of the rows that carry a cost: gross profit is `costed_revenue - cost`.
    pub costed_revenue: Amount,
    /// Discounts as the rows state them, in money; zero where the file has none or states rates.
    pub discount: Amount,
    /// Pieces, net of returns.
    pub quantity: Amount,
    /// Rows.
    pub rows: u64,
}

/// A cell of account × product × month × file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProductMonth {
    /// Key, first part.
    pub account: AccountIx,
    /// Key, second part.
    pub product: ProductIx,
    /// Key, third part.
    pub month: Month,
    /// Key, fourth part: where it comes from.
    pub file: FileIx,
    /// What it sums to.
    pub sums: Sums,
}

/// A cell of account × day × file. Carries cost too, since a period can end inside a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccountDay {
    /// Key, first part.
    pub account: AccountIx,
    /// Key, second part.
    pub day: Date,
    /// Key, third part.
    pub file: FileIx,
    /// Net of returns.
    pub revenue: Amount,
    /// Over the rows that carry a cost.
    pub cost: Amount,
    /// Revenue of the rows that carry a cost.
    pub costed_revenue: Amount,
}

/// One distinct order of an account, by order id; without order ids, by day. Rows with positive revenue make orders:
/// returns and cancellations, which often have ids of their own, make none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Order {
    /// Whose.
    pub account: AccountIx,
    /// First day on which it is booked.
    pub day: Date,
    /// A hash of the order id; 0 where the file has none.
    pub id: u64,
}

/// A cell of account × row's manager × row's region × month × file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResponsibilityMonth {
    /// Key, first part.
    pub account: AccountIx,
    /// Key, second part; `None` where the row has no manager.
    pub manager: Option<ManagerIx>,
    /// Key, third part; `None` where the row has no region.
    pub region: Option<RegionIx>,
    /// Key, fourth part.
    pub month: Month,
    /// Key, fifth part.
    pub file: FileIx,
    /// Net of returns.
    pub revenue: Amount,
    /// Over the rows that carry a cost.
    pub cost: Amount,
    /// Revenue of the rows that carry a cost.
    pub costed_revenue: Amount,
}

/// A row that is left out because it is wrong.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct BadLine {
    /// The line on which it starts, from 1.
    pub line: usize,
    /// The column that is wrong; `None` where the row has another number of columns than the header.
    pub field: Option<String>,
    /// The beginning of what stands there.
    pub text: String,
}

/// A sales file that was read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SalesFile {
    /// Relative to the workspace, with `/`.
    pub path: String,
    /// Rows counted in.
    pub rows: u64,
    /// Rows left out because they are wrong; each kind is reported.
    pub bad_rows: u64,
    /// The first of them, by line.
    pub bad_lines: Vec<BadLine>,
    /// Rows left out because they are after `as_of`.
    pub later_rows: u64,
    /// First day.
    pub first: Option<Date>,
    /// Last day.
    pub last: Option<Date>,
    /// Which column was taken for what: (field, header as written), in the order of the fields.
    pub columns: Vec<(String, String)>,
    /// How its discounts are stated; only those in money are summed up. `None` without a column of them.
    pub discounts: Option<DiscountKind>,
    /// The currencies that headers, values or a column name.
    pub currencies: Currencies,
    /// A hash of all that its sums depend on: content, mapping, `as_of` and version. Zeros where [`read()`] did not read it.
    pub origin: [u8; 32],
}

impl Ledger {
    /// Whether any file counts pieces.
    pub fn has_quantities(&self) -> bool {
        self.files.iter().flat_map(|file| &file.columns).any(|(field, _)| field == Field::Quantity.name())
    }

    /// Whether any file states discounts in money.
    pub fn has_discounts(&self) -> bool {
        self.files.iter().any(|file| file.discounts == Some(DiscountKind::Money))
    }

    /// A hash that differs where ledgers that [`read()`] has read differ: of where they come from, not of their tables, so
    /// that it costs nothing however many rows there are.
    pub fn fingerprint(&self) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new_derive_key("keyfolio ledger 1");
        for file in &self.files {
            hasher.update(&(file.path.len() as u64).to_le_bytes()).update(file.path.as_bytes()).update(&file.origin);
        }
        hasher.finalize().into()
    }
}
