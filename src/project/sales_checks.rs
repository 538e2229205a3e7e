//! What the types of the sales sources do not check: the fields of a mapping, and readings that nobody confirmed.

use super::SettingsFile;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::load::ledger::Field;
use crate::project::settings::{DateOrder, DecimalMark, SalesSource};

/// Checks all sources. A field that there is not is taken out of its mapping, so that it is told once and not per file.
pub(super) fn check(file: &mut SettingsFile, diagnostics: &mut Diagnostics) {
    for index in 0..file.settings.sales.len() {
        unknown_fields(file, index, diagnostics);
        unconfirmed(file, index, diagnostics);
    }
}

fn unknown_fields(file: &mut SettingsFile, index: usize, diagnostics: &mut Diagnostics) {
    let source = &file.settings.sales[index];
    let unknown: Vec<String> = source.columns.keys().filter(|name| Field::named(name).is_none()).cloned().collect();
    for name in unknown {
        let pointer = format!("/sales/{index}/columns/{}", name.replace('~', "~0").replace('/', "~1"));
        let place = file.locator().key(&pointer);
        let message = format!("the column mapping names `{name}`, which is no field of a sale");
        diagnostics.push(Diagnostic::error(codes::UNKNOWN_KEY, message).at(place).help(Field::help(&name)));
        file.settings.sales[index].columns.remove(&name);
    }
}

/// A warning while the reading that `init` took is confirmed by nobody.
fn unconfirmed(file: &SettingsFile, index: usize, diagnostics: &mut Diagnostics) {
    let source = &file.settings.sales[index];
    if !source.guessed {
        return;
    }
    let (taken, other) = readings(source);
    let message = format!(
        "the sales can be read in two ways, and nobody has said which is right: `{}` is read with {taken}",
        source.files
    );
    let help = format!("if that is right, remove the line `guessed: true`; if not, write {other} and remove it");
    let place = file.locator().key(&format!("/sales/{index}/guessed"));
    diagnostics.push(Diagnostic::warning(codes::AMBIGUOUS_SALES_VALUES, message).at(place).help(help));
}

/// The readings that are taken, and how the other ones are written.
fn readings(source: &SalesSource) -> (String, String) {
    let dates = source.dates.map(|dates| match dates {
        DateOrder::DayFirst => ("the day first (03/04 is 3 April)", "`dates: month_first`"),
        DateOrder::MonthFirst => ("the month first (03/04 is 4 March)", "`dates: day_first`"),
    });
    let decimal = source.decimal.map(|decimal| match decimal {
        DecimalMark::Point => ("a decimal point", "`decimal: comma`"),
        DecimalMark::Comma => ("a decimal comma", "`decimal: point`"),
    });
    let both: Vec<_> = dates.into_iter().chain(decimal).collect();
    if both.is_empty() {
        return ("what its values suggest".to_owned(), "`dates` and `decimal`".to_owned());
    }
    let join = |pick: fn(&(&'static str, &'static str)) -> &'static str, word: &str| {
        both.iter().map(pick).collect::<Vec<_>>().join(word)
    };
    (join(|pair| pair.0, " and "), join(|pair| pair.1, " or "))
}
