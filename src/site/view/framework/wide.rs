//! Parts of the figures over the whole width of a framework's page: columns, cells, units.

use super::stands::{account_cell, cell};
use crate::locale::Scale;
use crate::portfolio::Amount;
use crate::site::view::account::Shared;
use crate::site::view::{Cell, Column, Rich};

/// Rows of a table at most.
pub(super) const LISTED: usize = 100;
/// Rows of a drawing at most.
pub(super) const DRAWN: usize = 12;

/// A column headed by the words of `in_portfolio.column`.
pub(super) fn column(shared: &Shared<'_>, key: &str) -> Column {
    Column::words(shared.voice.word(&format!("in_portfolio.column.{key}")))
}

/// The same of figures.
pub(super) fn figures_column(shared: &Shared<'_>, key: &str) -> Column {
    Column::figures(shared.voice.word(&format!("in_portfolio.column.{key}")))
}

/// The same of an amount in a unit.
pub(super) fn amount_column(shared: &Shared<'_>, key: &str, scale: &Scale) -> Column {
    let name = shared.voice.word(&format!("in_portfolio.column.{key}"));
    Column::figures(shared.voice.with_unit(&name, &scale.label))
}

/// One unit for some amounts.
pub(super) fn scale(shared: &Shared<'_>, amounts: impl IntoIterator<Item = Amount>) -> Scale {
    Scale::of(shared.voice.locale, amounts)
}

/// A count in digits.
pub(super) fn digits(shared: &Shared<'_>, count: usize) -> String {
    shared.voice.locale.number(count.try_into().unwrap_or(i64::MAX))
}

/// A count; a dash for none.
pub(super) fn count(shared: &Shared<'_>, count: usize) -> Cell {
    if count == 0 { dash() } else { cell(digits(shared, count)) }
}

/// An amount; a dash for none.
pub(super) fn amount(scale: &Scale, amount: Amount) -> Cell {
    if amount.is_zero() { dash() } else { cell(scale.show(amount)) }
}

/// That there is nothing.
pub(super) fn dash() -> Cell {
    cell("–").class("muted")
}

/// An account with its class.
pub(super) fn account(shared: &Shared<'_>, at: usize) -> [Cell; 2] {
    let class = shared.accounts[at].class.letter();
    [account_cell(shared, at), cell(class).class(&format!("abc {}", class.to_lowercase()))]
}

/// “Only the first 100 rows.” where there are more.
pub(super) fn cut(shared: &Shared<'_>, rows: usize) -> Option<Rich> {
    (rows > LISTED).then(|| shared.voice.rich("portfolio.first_rows", &[("count", LISTED.into())]))
}
