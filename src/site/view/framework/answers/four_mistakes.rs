//! Four mistakes in choosing accounts (S4): which was made where.

use super::judged::{Good, holds, worst};
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// Accounts × mistakes; `None` where nobody asked.
pub fn answer(shared: &Shared<'_>) -> Option<Figure> {
    let keys = ["cold_visits", "only_the_large", "closing_by_talk", "preset_position"];
    let names = keys.map(|key| shared.voice.word(&format!("account.mistakes.{key}")));
    worst(shared, "mistakes", &names, Good::No, |account| {
        account.choosing_mistakes.all().map(|made| holds(made.as_ref()))
    })
}
