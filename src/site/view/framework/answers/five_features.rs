//! Strategy's five features (S4): which question most strategies do not stand.

use super::super::answer::leaders;
use super::super::wide::digits;
use super::judged::{Good, bad, holds, matrix, most_first, of_all};
use crate::locale::Arg;
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// Accounts × features; `None` where no strategy was checked.
pub fn answer(shared: &Shared<'_>) -> Option<Figure> {
    let mut all = of_all(shared, |_, account| account.strategy_check.all().map(|judged| holds(judged.as_ref())));
    let keys = ["whole", "long_term", "systematic", "adaptive", "risk_aware"];
    let names = keys.map(|key| shared.voice.word(&format!("account.strategy_check.{key}")));
    most_first(shared, &mut all, false);
    let short = all.iter().filter(|one| one.saying(false) > 0).count();
    let (name, most) = leaders(shared, &bad(&all, &names, Good::Yes)).unwrap_or_default();
    let args = [
        ("count", Arg::from(short)),
        ("all", digits(shared, all.len()).into()),
        ("names", name.into()),
        ("most", digits(shared, most).into()),
    ];
    let case = match short {
        _ if all.is_empty() => return None,
        0 => "none",
        _ => "finding",
    };
    Some(matrix(shared, "features", &names, &all, Good::Yes).says(case, &args))
}
