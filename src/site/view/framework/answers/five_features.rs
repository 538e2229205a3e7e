//! Strategy's five features (S4): which question most strategies do not stand.

use super::judged::{Good, holds, worst};
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// Accounts × features; `None` where no strategy was checked.
pub fn answer(shared: &Shared<'_>) -> Option<Figure> {
    let keys = ["whole", "long_term", "systematic", "adaptive", "risk_aware"];
    let names = keys.map(|key| shared.voice.word(&format!("account.strategy_check.{key}")));
    worst(shared, "features", &names, Good::Yes, |account| {
        account.strategy_check.all().map(|judged| holds(judged.as_ref()))
    })
}
