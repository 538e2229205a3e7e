//! Four mistakes in choosing accounts (S4): which was made where.

use super::super::answer::leaders;
use super::super::wide::digits;
use super::judged::{Good, bad, holds, matrix, most_first, of_all};
use crate::locale::Arg;
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// Accounts × mistakes; `None` where nobody asked.
pub fn answer(shared: &Shared<'_>) -> Option<Figure> {
    let mut all = of_all(shared, |_, account| account.choosing_mistakes.all().map(|made| holds(made.as_ref())));
    let keys = ["cold_visits", "only_the_large", "closing_by_talk", "preset_position"];
    let names = keys.map(|key| shared.voice.word(&format!("account.mistakes.{key}")));
    most_first(shared, &mut all, true);
    let made = all.iter().filter(|one| one.saying(true) > 0).count();
    let (name, most) = leaders(shared, &bad(&all, &names, Good::No)).unwrap_or_default();
    let args = [
        ("count", Arg::from(made)),
        ("all", digits(shared, all.len()).into()),
        ("names", name.into()),
        ("most", digits(shared, most).into()),
    ];
    let case = match made {
        _ if all.is_empty() => return None,
        0 => "none",
        _ => "finding",
    };
    Some(matrix(shared, "mistakes", &names, &all, Good::No).says(case, &args))
}
