//! Exit cost (S4): what it costs accounts to give up their own facilities, and where we help.

use super::super::answer::{Answer, money, words};
use super::super::stands::{account_cell, documented};
use super::super::wide::digits;
use crate::locale::Arg;
use crate::portfolio::{Amount, ExitCost};
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// Facilities, the dearest to give up first; `None` without one.
pub fn answer(shared: &Shared<'_>) -> Option<Figure> {
    let mut all: Vec<(usize, &ExitCost)> =
        documented(shared).flat_map(|(at, account)| account.exit_cost.iter().map(move |one| (at, one))).collect();
    if all.is_empty() {
        return None;
    }
    let cost = |one: &ExitCost| one.cost.as_ref().map(|cost| cost.value);
    all.sort_by_key(|(at, one)| (std::cmp::Reverse(cost(one)), *at));
    let row = |(at, one): &(usize, &ExitCost)| {
        vec![
            account_cell(shared, *at),
            words(shared, Some(&one.what)),
            money(shared, cost(one)),
            words(shared, one.help.as_ref()),
        ]
    };
    let sum: Amount = all.iter().filter_map(|(_, one)| cost(one)).sum();
    let unpriced = all.iter().filter(|(_, one)| one.cost.is_none()).count();
    let helpless = all.iter().filter(|(_, one)| one.help.is_none()).count();
    let mut accounts: Vec<usize> = all.iter().map(|(at, _)| *at).collect();
    accounts.sort_unstable();
    accounts.dedup();
    let args = [
        ("count", Arg::from(accounts.len())),
        ("money", shared.voice.locale.money(sum).into()),
        ("facilities", digits(shared, all.len()).into()),
        ("unpriced", digits(shared, unpriced).into()),
        ("helpless", digits(shared, helpless).into()),
    ];
    let answer = Answer::new(shared, "exit").words(&["account", "facility"]).figures(&["exit"]).words(&["help"]);
    let answer = answer.rows(all.iter().map(row)).note("note", &args);
    Some(answer.says(if sum.is_positive() { "finding" } else { "unpriced" }, &args))
}
