//! Targets in a table: CSV in the dialects of sales files.

use super::{ACCOUNT, AMOUNT, HELP, PERIOD, Places, Written};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::load::ledger::{self, AmountMarks, Field, SmallTable};

/// Targets of a table; an amount's decimal mark is decided over the whole file. `currency` is the portfolio's.
pub(super) fn written(name: &str, table: &SmallTable, currency: &str, diagnostics: &mut Diagnostics) -> Vec<Written> {
    let [account, period] = [table.column(&ACCOUNT), table.column(&PERIOD)];
    let amount = table.column_of_amounts(&AMOUNT);
    let measure = table.column(&["measure", "指标", "口径"]);
    for (column, field) in [(account, "account"), (period, "period"), (amount, "amount")] {
        if column.is_none() {
            let message = format!("no column `{field}`; the file has `{}`", table.headers.join("`, `"));
            let place = table.header_spot().place(name);
            diagnostics.push(
                Diagnostic::error(codes::INVALID_TARGET, message)
                    .at(place)
                    .help("name the columns account,period,amount"),
            );
        }
    }
    if account.is_none() || period.is_none() || amount.is_none() {
        return Vec::new();
    }
    let header = SmallTable::cell(&table.headers, amount);
    let amounts = table.rows.iter().map(|(_, row)| SmallTable::cell(row, amount));
    let marks = AmountMarks::of(amounts, table.delimiter, header);
    diagnostics.extend(other_currency(name, table, amount, currency));
    let written = |(at, (_, row)): (usize, &(usize, Vec<String>))| {
        let place = |column| table.spot(at, column).place(name);
        let text = |column| SmallTable::cell(row, column).to_owned();
        Written {
            account: text(account),
            period: text(period),
            measure: text(measure),
            amount: marks.read(&text(amount)),
            places: Places {
                account: place(account),
                period: place(period),
                measure: place(measure),
                amount: place(amount),
            },
        }
    };
    let needed = [account, period, amount].into_iter().flatten().max().map_or(0, |last| last + 1);
    let (fits, others): (Vec<_>, Vec<_>) =
        table.rows.iter().enumerate().partition(|(_, (_, row))| {
            row.len() >= needed && row.iter().skip(table.headers.len()).all(String::is_empty)
        });
    for (at, (_, row)) in others {
        let (has, columns) = (row.len(), table.headers.len());
        let message = format!("the row has {}, and the header {columns}", ledger::columns_of(has));
        let (column, help) = if row.len() < needed {
            (None, HELP)
        } else {
            (Some(columns), "write amounts without marks for thousands, or in quotes: \"1,200\"")
        };
        let place = table.spot(at, column).place(name);
        diagnostics.push(Diagnostic::error(codes::INVALID_TARGET, message).at(place).help(help));
    }
    fits.into_iter().map(written).collect()
}

/// The first amount that is named in another currency than the portfolio's: nothing converts it.
fn other_currency(name: &str, table: &SmallTable, amount: Option<usize>, currency: &str) -> Option<Diagnostic> {
    let header = SmallTable::cell(&table.headers, amount);
    let named = ledger::guess_columns(&table.headers).taken.get(&Field::Currency).copied();
    let other = |(_, row): &(usize, Vec<String>)| {
        ledger::other_currency(SmallTable::cell(row, amount), header, SmallTable::cell(row, named), currency)
            .map(str::to_owned)
    };
    let (at, other) = table.rows.iter().enumerate().find_map(|(at, row)| Some((at, other(row)?)))?;
    let message = format!("amounts in `{other}` are taken for {currency}: nothing converts them");
    let place = table.spot(at, amount).place(name);
    let help = format!("write all targets in {currency}, the `currency` of keyfolio.yaml");
    Some(Diagnostic::warning(codes::OTHER_CURRENCY, message).at(place).help(help))
}
