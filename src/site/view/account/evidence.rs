//! Values of findings and of rule hits as arguments of a sentence.

use super::Shared;
use crate::analysis::value::{Value, Values};
use crate::locale::Arg;
use crate::project::settings::AbcBase;

/// Each value in finished words under its name; the first whole number also as `count`, which chooses the plural.
pub fn arguments(shared: &Shared<'_>, values: &Values) -> Vec<(&'static str, Arg<'static>)> {
    let mut arguments: Vec<(&'static str, Arg<'static>)> =
        values.iter().map(|(name, value)| (*name, argument(shared, value))).collect();
    let whole = values.iter().find_map(|(_, value)| match value {
        Value::Count(count) => Some(Arg::from(*count)),
        Value::Months(count) | Value::Days(count) => Some(Arg::Number((*count).into())),
        _ => None,
    });
    arguments.extend(whole.map(|count| ("count", count)));
    arguments
}

fn argument(shared: &Shared<'_>, value: &Value) -> Arg<'static> {
    let locale = shared.voice.locale;
    let words = match value {
        Value::Money(amount) => locale.money(*amount),
        Value::Share(share) => locale.percent(*share),
        Value::Rate(rate) => locale.delta_percent(*rate),
        Value::Points(points) => locale.delta_points(*points),
        Value::Count(count) => return Arg::from(*count),
        Value::Months(count) | Value::Days(count) => return Arg::Number((*count).into()),
        Value::Account(at) => shared.account_name(*at),
        Value::Accounts(all) => locale.list(&all.iter().map(|at| shared.account_name(*at)).collect::<Vec<_>>()),
        Value::Product(product) => shared.product_name(*product),
        Value::Class(class) => class.map_or_else(|| "–".to_owned(), |class| class.letter().to_owned()),
        Value::Zone(zone) => shared.voice.word(&format!("enums.zone.{}", zone.key())),
        Value::Base(AbcBase::Revenue) => shared.voice.word("finding.base.revenue"),
        Value::Base(AbcBase::GrossProfit) => shared.voice.word("finding.base.gross_profit"),
        Value::Date(date) => locale.date_full(*date),
        Value::Period(period) => locale.period(*period),
        Value::Month(_)
        | Value::Words(_)
        | Value::Choice(..)
        | Value::Choices(..)
        | Value::Rule(_)
        | Value::Frameworks(_) => shared.voice.named(value),
    };
    Arg::from(words)
}
