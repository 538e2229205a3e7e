//! Rows that are left out: counted and summed up by kind, so that ten thousand of them are four lines. A row with several faults
//! is told for each of them, and counted once.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, codes};
use crate::portfolio::{Amount, years_in_words};

use super::BadLine;
use super::columns::Field;
use super::day;
use super::number::Fault;
use super::spot::Spot;

/// Rows per kind that are shown in full.
const SHOWN: usize = 3;
/// Rows per kind whose lines are kept.
const KEPT: usize = 8;
/// Characters of a bad value that are shown.
const EXCERPT: usize = 40;

/// Why a row is left out, or one of the reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadRow {
    /// A value that is not what its column needs.
    Value {
        /// The column; `AccountId` where no account is named.
        field: Field,
        /// The beginning of the value.
        text: String,
        /// What is wrong with it.
        fault: Fault,
        /// Revenue of the row, where it could be read.
        revenue: Option<Amount>,
    },
    /// Another number of columns than the header has.
    Width {
        /// Columns that it has.
        has: usize,
        /// Lines that it spans.
        lines: usize,
    },
}

/// What rows that are left out have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum BadKind {
    /// A value of this column.
    Value(Field, Fault),
    /// The number of columns.
    Width,
}

/// The rows of one kind.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BadTally {
    /// How many.
    rows: u64,
    /// Sum of their revenue where it could be read.
    revenue: Amount,
    /// How many have a revenue that could not be read.
    unread: u64,
    /// The first of them, by line.
    first: Vec<BadExample>,
}

/// A row that is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct BadExample {
    /// Line on which the row starts.
    line: usize,
    message: String,
    /// The column that is wrong, and what stands in it.
    field: Option<Field>,
    text: String,
    /// Where in the row.
    spot: Spot,
}

/// The rows of a file, or of a part of it, that are left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BadRows {
    kinds: BTreeMap<BadKind, BadTally>,
    /// How many rows, whatever the number of their faults.
    rows: u64,
}

impl BadRow {
    /// A wrong value.
    pub fn value(field: Field, text: &[u8], fault: Fault) -> Self {
        let text = String::from_utf8_lossy(text);
        let mut excerpt: String = text.chars().take(EXCERPT).collect();
        if excerpt.len() < text.len() {
            excerpt.push('…');
        }
        Self::Value { field, text: excerpt, fault, revenue: None }
    }

    /// Neither code nor name of an account.
    pub const fn no_account() -> Self {
        Self::Value { field: Field::AccountId, text: String::new(), fault: Fault::NotANumber, revenue: None }
    }

    /// With the revenue that is left out.
    #[must_use]
    pub fn leaving_out(mut self, amount: Option<Amount>) -> Self {
        if let Self::Value { revenue, .. } = &mut self {
            *revenue = amount;
        }
        self
    }

    /// The column that is wrong; `None` for a row of the wrong width.
    pub const fn field(&self) -> Option<Field> {
        match self {
            Self::Value { field, .. } => Some(*field),
            Self::Width { .. } => None,
        }
    }

    /// Whether the row is no sale but the total of others.
    pub const fn is_total(&self) -> bool {
        matches!(self, Self::Value { fault: Fault::Total, .. })
    }

    fn kind(&self) -> BadKind {
        match self {
            Self::Value { field, fault, .. } => BadKind::Value(*field, *fault),
            Self::Width { .. } => BadKind::Width,
        }
    }

    /// What is wrong, as a clause.
    fn message(&self) -> String {
        match self {
            Self::Width { has, lines } => {
                let has = columns_of(*has);
                let over = match lines {
                    1 => String::new(),
                    lines => format!(", over {lines} lines (a quote that is not closed?)"),
                };
                format!("{has}, unlike the header{over}")
            }
            Self::Value { field, text, fault: Fault::Torn, .. } => {
                format!("{} `{text}` goes on behind its closing quote", field.name())
            }
            Self::Value { text, fault: Fault::Total, .. } => {
                format!("`{text}` is no account but a total of other rows")
            }
            Self::Value { field: Field::AccountId, .. } => "neither an account code nor an account name".to_owned(),
            Self::Value { field, text, .. } if text.is_empty() => format!("{} is empty", field.name()),
            Self::Value { field: Field::Date, text, fault, .. } => match fault {
                Fault::BeyondYears => format!("`{text}` lies outside {}", years_in_words()),
                Fault::DaySerial => format!(
                    "`{text}` is not a date but the number that a spreadsheet keeps for one{}",
                    day::of_serial(text.as_bytes()).map(|day| format!(" ({day})")).unwrap_or_default()
                ),
                Fault::TwoReadings => format!("`{text}` can be read with the day or with the month first"),
                _ => format!("`{text}` is not a date"),
            },
            Self::Value { field, text, fault, .. } => match fault {
                Fault::OtherMark => {
                    format!("{} `{text}` is not an amount with the decimal mark of this file", field.name())
                }
                Fault::TooFine => format!("{} `{text}` has more than eight decimals", field.name()),
                Fault::TooLarge => format!("{} `{text}` is too large", field.name()),
                _ => format!("{} `{text}` is not an amount", field.name()),
            },
        }
    }
}

impl BadTally {
    /// Keeps an example that is among the first; only then is it made.
    fn keep(&mut self, line: usize, example: impl FnOnce() -> BadExample) {
        let at = self.first.partition_point(|other| other.line < line);
        if at < KEPT {
            self.first.insert(at, example());
            self.first.truncate(KEPT);
        }
    }
}

impl BadRows {
    /// Counts a row with all its faults; `spot` says where one of them stands, and is asked for the first few only.
    pub fn add(&mut self, line: usize, faults: &[BadRow], spot: impl Fn(&BadRow) -> Spot) {
        self.rows += 1;
        for bad in faults {
            self.add_fault(line, bad, || spot(bad));
        }
    }

    fn add_fault(&mut self, line: usize, bad: &BadRow, spot: impl FnOnce() -> Spot) {
        let tally = self.kinds.entry(bad.kind()).or_default();
        tally.rows += 1;
        match bad {
            BadRow::Value { revenue: Some(revenue), .. } => tally.revenue += *revenue,
            _ => tally.unread += 1,
        }
        tally.keep(line, || {
            let message = match bad {
                BadRow::Value { revenue: Some(revenue), .. } => format!("{} (revenue {revenue})", bad.message()),
                _ => bad.message(),
            };
            let (field, text) = match bad {
                BadRow::Value { field, text, .. } => (Some(*field), text.clone()),
                BadRow::Width { .. } => (None, String::new()),
            };
            BadExample { line, message, field, text, spot: spot() }
        });
    }

    /// Counts those of another part of the file.
    pub fn append(&mut self, other: Self) {
        self.rows += other.rows;
        for (kind, theirs) in other.kinds {
            let tally = self.kinds.entry(kind).or_default();
            tally.rows += theirs.rows;
            tally.revenue += theirs.revenue;
            tally.unread += theirs.unread;
            for example in theirs.first {
                tally.keep(example.line, || example);
            }
        }
    }

    /// The faults that no order of day and month and no decimal mark would make good.
    #[must_use]
    pub fn whatever_the_conventions(mut self) -> Self {
        self.kinds.retain(|kind, _| !matches!(kind, BadKind::Value(_, Fault::TwoReadings | Fault::OtherMark)));
        self
    }

    /// Those that begin before a line, as far as their lines are known.
    #[must_use]
    pub fn before(mut self, line: usize) -> Self {
        for tally in self.kinds.values_mut() {
            let known = tally.first.len();
            tally.first.retain(|example| example.line < line);
            if tally.first.len() < known {
                tally.rows = tally.first.len() as u64;
            }
        }
        self.kinds.retain(|_, tally| !tally.first.is_empty());
        self
    }

    /// Whether there are none to tell of.
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    /// How many there are.
    pub const fn rows(&self) -> u64 {
        self.rows
    }

    /// The first, by line, whatever their kind.
    pub fn first(&self) -> Vec<BadLine> {
        let examples = self.kinds.values().flat_map(|tally| &tally.first);
        let mut first: Vec<BadLine> = examples
            .map(|example| BadLine {
                line: example.line,
                field: example.field.map(|field| field.name().to_owned()),
                text: example.text.clone(),
            })
            .collect();
        first.sort();
        first.truncate(KEPT);
        first
    }

    /// Warnings for a file: per kind the first rows, then one for all further ones, and what is missing for it.
    pub fn diagnostics<'a>(&'a self, file: &'a str) -> impl Iterator<Item = Diagnostic> + 'a {
        self.kinds.iter().flat_map(move |(kind, tally)| {
            let help = help(*kind);
            let single = tally.first.iter().take(SHOWN).map(move |BadExample { message, spot, .. }| {
                Diagnostic::warning(codes::BAD_SALES_ROW, format!("row left out: {message}"))
                    .at(spot.place(file))
                    .help(help)
            });
            single.chain(tally.summary(file, help))
        })
    }
}

impl BadTally {
    /// `and 9,997 more rows like row 4 (rows 12, 40, …); 10,000 rows left out in all, with a revenue of 1234.50`, with the remedy of
    /// its kind.
    fn summary(&self, file: &str, help: &str) -> Option<Diagnostic> {
        let (shown, further) = self.first.split_at_checked(SHOWN)?;
        let first = &further.first()?.spot;
        let last_shown = shown.last()?.line;
        let more = self.rows - SHOWN as u64;
        let lines: Vec<String> = further.iter().map(|example| example.line.to_string()).collect();
        let dots = if lines.len() as u64 == more { "" } else { ", …" };
        let rows = if more == 1 { "row" } else { "rows" };
        let amount = match (self.rows - self.unread, self.unread) {
            (_, 0) => format!("with a revenue of {}", self.revenue),
            (0, _) => "whose revenue cannot be read".to_owned(),
            (_, unread) => {
                format!("with a revenue of {} and {} whose revenue cannot be read", self.revenue, rows_of(unread))
            }
        };
        let message = format!(
            "and {} more {rows} like row {last_shown} ({rows} {}{dots}); {} left out in all, {amount}",
            grouped(more),
            lines.join(", "),
            rows_of(self.rows)
        );
        Some(Diagnostic::warning(codes::BAD_SALES_ROW, message).at(first.place(file)).help(help))
    }
}

/// `1 row`, `9,997 rows`.
pub fn rows_of(count: u64) -> String {
    if count == 1 { "1 row".to_owned() } else { format!("{} rows", grouped(count)) }
}

/// `1 column`, `12 columns`.
pub fn columns_of(count: usize) -> String {
    if count == 1 { "1 column".to_owned() } else { format!("{count} columns") }
}

/// `9,997`.
fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

const fn help(kind: BadKind) -> &'static str {
    match kind {
        BadKind::Width => "give the row as many columns as the header; put a value that holds the separator in quotes",
        BadKind::Value(_, Fault::Total) => {
            "take rows of totals out of the export; an account that is really called so needs a code of its own"
        }
        BadKind::Value(_, Fault::Torn) => "write a quote within a quoted value twice: \"12\"\" pipe\"",
        BadKind::Value(_, Fault::DaySerial) => {
            "in Excel or WPS, format the column as a date (yyyy-mm-dd) and save the file as “CSV UTF-8” again"
        }
        BadKind::Value(_, Fault::BeyondYears) => {
            "correct the date; take out rows that stand for “open end” or “unknown” and are no sale"
        }
        BadKind::Value(Field::Date, Fault::TwoReadings) => {
            "write the day as 2026-03-14, or set `dates` of the sales source in keyfolio.yaml"
        }
        BadKind::Value(Field::Date, _) => "write the day as 2026-03-14; take out rows of totals",
        BadKind::Value(Field::AccountId, _) => "give the row an account code or name, or take it out",
        BadKind::Value(_, Fault::TooFine) => "round the value to at most eight decimals",
        BadKind::Value(_, Fault::TooLarge) => "check the value: amounts go up to 10^20",
        BadKind::Value(_, Fault::NotANumber | Fault::TwoReadings | Fault::OtherMark) => {
            "write the value as 1234.50; for another decimal mark set `decimal` of the sales source in keyfolio.yaml"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_thousand_bad_rows_are_four_lines() {
        let mut parts = [BadRows::default(), BadRows::default()];
        for line in 2..10_002 {
            let bad = BadRow::value(Field::Date, b"soon", Fault::NotANumber).leaving_out(Amount::parse("0.5"));
            parts[line % 2].add(line, &[bad], |_| Spot::line(line));
        }
        let [even, mut odd] = parts;
        odd.append(even);
        let first: Vec<(usize, String)> = odd.first().into_iter().map(|bad| (bad.line, bad.text)).collect();
        assert_eq!(first, (2..10).map(|line| (line, "soon".to_owned())).collect::<Vec<_>>());
        let shown: Vec<(usize, String)> =
            odd.diagnostics("a.csv").map(|d| (d.place.map_or(0, |p| p.line), d.message)).collect();
        assert_eq!(shown.len(), 4);
        assert_eq!(shown[0], (2, "row left out: `soon` is not a date (revenue 0.50)".to_owned()));
        assert_eq!(
            shown[3],
            (5, "and 9,997 more rows like row 4 (rows 5, 6, 7, 8, 9, …); 10,000 rows left out in all, with a revenue of 5000.00".to_owned())
        );
    }
}
