//! FAB and FABEEC (S4): how far value propositions go, from the feature to what the account has confirmed.

use super::super::answer::{Answer, money, part};
use super::super::stands::documented;
use super::super::wide::{account, digits};
use crate::locale::Arg;
use crate::portfolio::{Account, Amount, ValueProposition};
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// Accounts by how many of their propositions have each letter, fewest benefits first; `None` without a proposition.
pub fn answer(shared: &Shared<'_>) -> Option<Figure> {
    let mut all: Vec<(usize, &Account)> =
        documented(shared).filter(|(_, account)| !account.value_propositions.is_empty()).collect();
    if all.is_empty() {
        return None;
    }
    let has: [fn(&ValueProposition) -> bool; 5] = [
        |item| item.advantage.is_some(),
        |item| item.benefit.is_some() || item.yearly_benefit.is_some(),
        |item| item.explain.is_some(),
        |item| item.evidence.is_some(),
        |item| item.confirm.is_some(),
    ];
    let with =
        |account: &Account, letter: usize| account.value_propositions.iter().filter(|item| has[letter](item)).count();
    let worth = |account: &Account| -> Amount {
        account.value_propositions.iter().filter_map(|item| Some(item.yearly_benefit.as_ref()?.value)).sum()
    };
    all.sort_by_key(|(at, account)| {
        let unconfirmed = account.value_propositions.len() - with(account, 4);
        (std::cmp::Reverse(unconfirmed), std::cmp::Reverse(shared.accounts[*at].year.revenue), *at)
    });
    let row = |(at, one): &(usize, &Account)| {
        let items = one.value_propositions.len();
        let letters = [0, 1, 2, 3, 4].map(|letter| part(shared, with(one, letter), items));
        account(shared, *at).into_iter().chain(letters).chain([money(shared, worth(one))]).collect()
    };
    let sum = |letter: usize| all.iter().map(|(_, account)| with(account, letter)).sum::<usize>();
    let items: usize = all.iter().map(|(_, account)| account.value_propositions.len()).sum();
    let args = [
        ("count", Arg::from(items)),
        ("benefit", digits(shared, sum(1)).into()),
        ("evidence", digits(shared, sum(3)).into()),
        ("confirm", digits(shared, sum(4)).into()),
    ];
    let case = if sum(4) == items { "all" } else { "finding" };
    let answer = Answer::new(shared, "fabeec").accounts();
    let answer = answer.figures(&["advantage", "gain", "explained", "evidenced", "confirmed", "benefit"]);
    Some(answer.rows(all.iter().map(row)).scrolling().says(case, &args))
}
