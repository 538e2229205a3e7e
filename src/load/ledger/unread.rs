//! Columns of sales files that are taken for nothing: a note for each file, and a warning where one of them names currencies.

use std::collections::BTreeSet;
use std::path::Path;

use super::money::is_named;
use super::small_table::sample;
use super::{Field, Ledger, SalesFile, SmallTable};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};

/// Rows in which a column is looked at.
const ROWS: usize = 100;

/// Tells which columns nothing reads. Amounts count in `currency` whatever stands beside them, so a column of others that is passed
/// over is a warning; files below `root`. A file that cannot be read any more is passed over.
pub fn tell(ledger: &Ledger, currency: &str, root: &Path) -> Diagnostics {
    let mut found = Diagnostics::new();
    for file in &ledger.files {
        let Ok(Ok(table)) = sample(&root.join(&file.path), ROWS) else { continue };
        let unread = unread(file, &table);
        let is_read = file.columns.iter().any(|(field, _)| field == Field::Currency.name());
        if !is_read {
            found.extend(unread.iter().filter_map(|&column| of_currencies(file, &table, column, currency)));
        }
        let names: Vec<String> = unread.iter().map(|&column| format!("`{}`", table.headers[column])).collect();
        if names.is_empty() {
            continue;
        }
        let what = if names.len() == 1 { "a column is" } else { "columns are" };
        let message = format!("{what} taken for nothing: {}", names.join(", "));
        let note = Diagnostic::note(codes::UNREAD_COLUMNS, message).at(table.header_spot().place(file.path.as_str()));
        found.push(
            note.help("if one of them is needed, map it under `columns` of its entry of `sales` in keyfolio.yaml"),
        );
    }
    found
}

/// The columns, by position, that have a header and are taken for nothing.
fn unread(file: &SalesFile, table: &SmallTable) -> Vec<usize> {
    let is_taken = |header: &String| file.columns.iter().any(|(_, taken)| taken == header);
    let columns = table.headers.iter().enumerate();
    columns.filter(|(_, header)| !header.is_empty() && !is_taken(header)).map(|(at, _)| at).collect()
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
