//! Environment and SWOT (S4): what changes outside, what is missing inside, account by account.

use super::super::answer::{Answer, by_revenue, words};
use super::super::stands::{account_cell, documented};
use super::super::wide::{count, digits};
use crate::locale::Arg;
use crate::portfolio::{Account, Swot};
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// What each dossier says, the largest account first; `None` where none says anything.
pub fn answer(shared: &Shared<'_>) -> Option<Figure> {
    let mut all: Vec<(usize, &Account)> = documented(shared)
        .filter(|(_, account)| {
            let around = &account.environment;
            around.external.is_some() || around.internal.is_some() || around.swot.is_some()
        })
        .collect();
    by_revenue(shared, &mut all, |one| one.0);
    if all.is_empty() {
        return None;
    }
    let swot = |account: &Account, of: fn(&Swot) -> usize| account.environment.swot.as_ref().map_or(0, of);
    let row = |(at, account): &(usize, &Account)| {
        let counts = [
            swot(account, |swot| swot.strengths.len()),
            swot(account, |swot| swot.weaknesses.len()),
            swot(account, |swot| swot.opportunities.len()),
            swot(account, |swot| swot.threats.len()),
        ];
        [
            account_cell(shared, *at),
            words(shared, account.environment.external.as_ref()),
            words(shared, account.environment.internal.as_ref()),
        ]
        .into_iter()
        .chain(counts.map(|entries| count(shared, entries)))
        .collect()
    };
    let outside = all.iter().filter(|(_, account)| account.environment.external.is_some()).count();
    let inside = all.iter().filter(|(_, account)| account.environment.internal.is_some()).count();
    let sum = |of: fn(&Swot) -> usize| all.iter().map(|(_, account)| swot(account, of)).sum::<usize>();
    let (weak, threat) = (sum(|swot| swot.weaknesses.len()), sum(|swot| swot.threats.len()));
    let args = [
        ("count", Arg::from(all.len())),
        ("outside", digits(shared, outside).into()),
        ("inside", digits(shared, inside).into()),
        ("weaknesses", digits(shared, weak).into()),
        ("threats", digits(shared, threat).into()),
    ];
    let answer = Answer::new(shared, "around").words(&["account", "outside", "inside"]);
    let answer = answer.figures(&["strengths", "weaknesses", "chances", "threats"]).rows(all.iter().map(row));
    Some(answer.says(if weak + threat == 0 { "no_swot" } else { "finding" }, &args))
}
