//! At least one of five (S4): on what grounds accounts are key accounts, the first of them also as the contracts show it.

use super::super::answer::leaders;
use super::super::wide::digits;
use super::judged::{Good, holds, matrix, most_first, of_all};
use crate::analysis::contracts::yearly_contract;
use crate::locale::Arg;
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// Accounts × elements; `None` where nothing was judged.
pub fn answer(shared: &Shared<'_>) -> Option<Figure> {
    let day = shared.as_of.date;
    let mut all = of_all(shared, |_, account| {
        let mut each = account.five_elements.all().map(|judged| holds(judged.as_ref()));
        each[0] = each[0].or(yearly_contract(account, day).map(|_| true));
        each
    });
    let keys =
        ["large_continuous", "strategic_order", "business_or_image", "technology_absorption", "market_development"];
    let names = keys.map(|key| shared.voice.word(&format!("account.elements.{key}")));
    most_first(shared, &mut all, false);
    // Which grounds hold is what is asked, so those that hold are counted, not those that do not.
    let counts: Vec<(String, usize)> = names
        .iter()
        .enumerate()
        .map(|(at, name)| (name.clone(), all.iter().filter(|one| one.each[at] == Some(true)).count()))
        .collect();
    let none = all.iter().filter(|one| one.saying(true) == 0).count();
    let most = leaders(shared, &counts);
    let (name, count) = most.clone().unwrap_or_default();
    let args = [
        ("count", Arg::from(none)),
        ("all", digits(shared, all.len()).into()),
        ("names", name.into()),
        ("most", digits(shared, count).into()),
    ];
    let case = match (none, most) {
        _ if all.is_empty() => return None,
        (_, None) => "no_ground",
        (0, _) => "every",
        _ => "finding",
    };
    Some(matrix(shared, "elements", &names, &all, Good::Yes).note("note", &[]).says(case, &args))
}
