//! Value-added solutions over all accounts: accounts × product lines, with what each brings the account a year.

use super::stands::{account_cell, cell, measure_caption, table};
use super::wide::{LISTED, column, cut, scale};
use crate::analysis::solutions::{AccountSolutions, Worth, solutions};
use crate::locale::Arg;
use crate::site::view::account::Shared;
use crate::site::view::account::part::{Body, Figure};
use crate::site::view::{Cell, Column, TableView};

/// Product lines that have a column at most.
const LINES: usize = 12;

/// Accounts × product lines; `None` without a value item.
pub fn matrix(shared: &Shared<'_>) -> Option<Figure> {
    let voice = shared.voice;
    let all = solutions(shared.portfolio);
    let scale = scale(shared, all.accounts.iter().map(|row| row.total.amount));
    let lines: Vec<_> = all.lines.iter().take(LINES).collect();
    let line_name = |line: Option<&str>| match line {
        Some(line) => shared.portfolio.notes.called(line, voice.language().tag()).to_owned(),
        None => voice.word("in_portfolio.solutions.no_line"),
    };
    let worth = |worth: Option<&Worth>| match worth {
        None => Cell::new("–").class("na"),
        Some(worth) if worth.amount.is_zero() => {
            cell(voice.say("in_portfolio.solutions.items", &[("count", worth.items.into())])).class("open")
        }
        Some(worth) => cell(scale.show(worth.amount)).class("ours"),
    };
    let row = |row: &AccountSolutions<'_>| {
        let cells = lines.iter().map(|(line, _)| worth(row.lines.get(line)));
        [account_cell(shared, row.account), worth(Some(&row.total))].into_iter().chain(cells).collect()
    };
    let mut columns = vec![column(shared, "account"), column(shared, "benefit")];
    columns.extend(lines.iter().map(|(line, _)| Column::words(line_name(*line))));
    let rows = all.accounts.iter().take(LISTED).map(row).collect();
    let table = TableView { sortable: true, ..table(measure_caption(shared), columns, rows) };
    let sum = all.accounts.iter().map(|row| row.total.amount).sum();
    let evidenced = all.accounts.iter().map(|row| row.total.evidenced).sum();
    let bare = all.accounts.iter().filter(|row| row.total.amount.is_zero()).count();
    let first = all.accounts.first()?;
    let args = [
        ("count", Arg::from(if first.total.amount.is_zero() { all.accounts.len() } else { all.accounts.len() - bare })),
        ("money", voice.locale.money(sum).into()),
        ("evidenced", voice.locale.money(evidenced).into()),
        ("account", shared.account_name(first.account).into()),
        ("most", voice.locale.money(first.total.amount).into()),
        ("bare", bare.into()),
    ];
    let key = if first.total.amount.is_zero() {
        "in_portfolio.solutions.unmeasured"
    } else {
        "in_portfolio.solutions.finding"
    };
    let mut notes = vec![voice.rich("in_portfolio.solutions.note", &[])];
    if bare > 0 && bare < all.accounts.len() {
        notes.push(voice.rich("in_portfolio.solutions.bare", &[("count", bare.into())]));
    }
    notes.extend(cut(shared, all.accounts.len()));
    let measure = voice.say("in_portfolio.solutions.measure", &[("unit", scale.label.as_str().into())]);
    Some(Figure::new("solutions", voice.rich(key, &args), measure, Body::Matrix(table), notes))
}
