//! Four key people and others that the sources only name (S4): the sections that teams write about them in their own words.

use super::super::answer::{Answer, by_revenue, leaders, words};
use super::super::stands::{account_cell, documented, label};
use super::super::wide::digits;
use crate::locale::Arg;
use crate::portfolio::{PlaybookPart, Section};
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// Every section with its account; `None` without one.
pub fn answer(shared: &Shared<'_>) -> Option<Figure> {
    let sections = |(at, account): (usize, &'_ crate::portfolio::Account)| -> Vec<(usize, usize)> {
        (0..account.sections.len()).map(|place| (at, place)).collect()
    };
    let mut all: Vec<(usize, usize)> = documented(shared).flat_map(sections).collect();
    by_revenue(shared, &mut all, |one| one.0);
    if all.is_empty() {
        return None;
    }
    let section = |one: &(usize, usize)| -> &Section { &shared.portfolio.accounts[one.0].sections[one.1] };
    // Where the dossier names no part, the section stands in the plan.
    let part = |one: &(usize, usize)| section(one).part.unwrap_or(PlaybookPart::Plan);
    let name = |part: PlaybookPart| shared.voice.word(&format!("enums.part.{}", part.key()));
    let row = |one: &(usize, usize)| {
        vec![account_cell(shared, one.0), words(shared, Some(&section(one).name)), label(shared, name(part(one)))]
    };
    let counts: Vec<(String, usize)> = PlaybookPart::ALL
        .iter()
        .map(|wanted| (name(*wanted), all.iter().filter(|one| part(one) == *wanted).count()))
        .collect();
    let mut accounts: Vec<usize> = all.iter().map(|one| one.0).collect();
    accounts.dedup();
    let (names, _) = leaders(shared, &counts).unwrap_or_default();
    let args =
        [("count", Arg::from(all.len())), ("accounts", digits(shared, accounts.len()).into()), ("names", names.into())];
    Some(
        Answer::new(shared, "own_words")
            .words(&["account", "section", "part"])
            .rows(all.iter().map(row))
            .says("finding", &args),
    )
}
