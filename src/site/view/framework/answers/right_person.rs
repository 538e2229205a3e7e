//! Right person, right words, right thing (S1, S4 找对人 说对话 做对事): which of the three parts a dossier lacks.
//!
//! The source names the parts and sets no test. Ours (convention): somebody who decides was met in the last 12 months; a need is
//! named with an offer to it, or a value proposition with its benefit; an open action has an owner and a day.

use super::super::answer::leaders;
use super::super::wide::digits;
use super::judged::{Good, bad, matrix, most_first, of_all};
use crate::analysis::meetings::{deciders, last_met};
use crate::analysis::to_do::to_do;
use crate::locale::Arg;
use crate::portfolio::{Account, back_months};
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// Accounts × parts; `None` without a dossier.
pub fn answer(shared: &Shared<'_>) -> Option<Figure> {
    let (day, since) = (shared.as_of.date, back_months(shared.as_of.date, 12));
    let person = |account: &Account| {
        deciders(account, day).filter_map(|contact| last_met(account, contact, day)).any(|met| met > since)
    };
    let words = |account: &Account| {
        account.needs.iter().any(|need| need.offer.is_some())
            || account.value_propositions.iter().any(|item| item.benefit.is_some() || item.yearly_benefit.is_some())
    };
    let thing = |account: &Account| {
        to_do(account).any(|action| action.is_open() && action.owner.is_some() && action.due.is_some())
    };
    let mut all = of_all(shared, |_, account| [Some(person(account)), Some(words(account)), Some(thing(account))]);
    let names = ["person", "words", "thing"].map(|key| shared.voice.word(&format!("in_portfolio.right.{key}")));
    most_first(shared, &mut all, false);
    let whole = all.iter().filter(|one| one.saying(true) == 3).count();
    let lacking = leaders(shared, &bad(&all, &names, Good::Yes));
    let (name, most) = lacking.clone().unwrap_or_default();
    let args = [
        ("count", Arg::from(whole)),
        ("all", digits(shared, all.len()).into()),
        ("names", name.into()),
        ("most", digits(shared, most).into()),
    ];
    let case = match (whole, lacking) {
        _ if all.is_empty() => return None,
        (_, None) => "every",
        (0, _) => "none",
        _ => "finding",
    };
    Some(matrix(shared, "right", &names, &all, Good::Yes).note("note", &[]).says(case, &args))
}
