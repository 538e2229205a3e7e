//! Columns of sales files that are taken for nothing: a note for all files of the same such columns, and a warning where one of them
//! names currencies.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::money::is_named;
use super::small_table::sample;
use super::{Field, Ledger, SalesFile, SmallTable};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, codes};

/// Rows in which a column is looked at.
const ROWS: usize = 100;

/// Tells which columns nothing reads. Amounts count in `currency` whatever stands beside them, so a column of others that is passed
/// over is a warning; files below `root`. A file that cannot be read any more is passed over.
pub fn tell(ledger: &Ledger, currency: &str, root: &Path) -> Diagnostics {
    let mut found = Diagnostics::new();
    let mut by_columns: BTreeMap<Vec<String>, Vec<Place>> = BTreeMap::new();
    for file in &ledger.files {
        let Ok(Ok(table)) = sample(&root.join(&file.path), ROWS) else { continue };
        let unread = unread(file, &table);
        let is_read = file.columns.iter().any(|(field, _)| field == Field::Currency.name());
        if !is_read {
            found.extend(unread.iter().filter_map(|&column| of_currencies(file, &table, column, currency)));
        }
        // Of several with one header the first is named.
        let is_again = |column: usize| table.headers[..column].contains(&table.headers[column]);
        let named = unread.iter().filter(|column| !is_again(**column));
        let names: Vec<String> = named.map(|&column| format!("`{}`", table.headers[column])).collect();
        by_columns.entry(names).or_default().push(table.header_spot().place(file.path.as_str()));
    }
    by_columns.retain(|names, _| !names.is_empty());
    found.extend(by_columns.iter().filter_map(|(names, places)| of_columns(names, places)));
    found
}

/// A note at the first of the files: exports of every month have the same columns.
fn of_columns(names: &[String], places: &[Place]) -> Option<Diagnostic> {
    let what = if names.len() == 1 { "a column is" } else { "columns are" };
    let others = match places.len() - 1 {
        0 => String::new(),
        1 => "; so in another file".to_owned(),
        more => format!("; so in {more} other files"),
    };
    let message = format!("{what} taken for nothing: {}{others}", names.join(", "));
    let note = Diagnostic::note(codes::UNREAD_COLUMNS, message).at(places.first()?.clone());
    Some(note.help("if one of them is needed, map it under `columns` of its entry of `sales` in keyfolio.yaml"))
}

/// The columns, by position, that have a header and are taken for nothing.
fn unread(file: &SalesFile, table: &SmallTable) -> Vec<usize> {
    let is_taken = |header: &String| file.columns.iter().any(|(_, taken)| taken == header);
    let columns = table.headers.iter().enumerate();
    let unread = columns.filter(|(_, header)| !header.is_empty() && !is_taken(header));
    unread.map(|(at, _)| at).collect()
}

/// A warning where all that stands in a column are names of currencies, and not only the portfolio's.
fn of_currencies(file: &SalesFile, table: &SmallTable, column: usize, currency: &str) -> Option<Diagnostic> {
    let cells = table.rows.iter().map(|(_, row)| SmallTable::cell(row, Some(column)).trim());
    let names: BTreeSet<&str> = cells.filter(|cell| !cell.is_empty()).collect();
    let others = names.iter().any(|name| !is_named(name, Some(currency)));
    if !others || !names.iter().all(|name| is_named(name, None)) {
        return None;
    }
    let header = &table.headers[column];
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    let message = format!(
        "the column `{header}` names currencies ({}) and is taken for nothing: all amounts are added up as {currency}",
        names.join(", ")
    );
    let place = table.spot(0, Some(column)).place(file.path.as_str());
    Some(Diagnostic::warning(codes::OTHER_CURRENCY, message).at(place).help(format!(
        "export all amounts in one currency, and map the column in keyfolio.yaml: `columns: {{currency: {header}}}`"
    )))
}
