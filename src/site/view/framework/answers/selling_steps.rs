//! Customer-oriented selling (S4 CRS) over all accounts: which step comes next, and where it has not been taken.

use super::super::answer::{Answer, by_revenue};
use super::super::stands::{cell, documented, label};
use super::super::wide::{count, digits};
use crate::analysis::selling_steps::{SellingStep, reached};
use crate::locale::Arg;
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// Accounts by the step that they have yet to take; `None` without a dossier.
pub fn answer(shared: &Shared<'_>) -> Option<Figure> {
    let mut all: Vec<(usize, Option<SellingStep>)> =
        documented(shared).map(|(at, account)| (at, reached(account, shared.as_of.date))).collect();
    if all.iter().all(|(_, step)| step.is_none()) {
        return None;
    }
    by_revenue(shared, &mut all, |one| one.0);
    let next = |step: Option<SellingStep>| {
        let taken = step.and_then(|step| SellingStep::ALL.iter().position(|other| *other == step));
        SellingStep::ALL.get(taken.map_or(0, |place| place + 1)).copied()
    };
    let name = |step: SellingStep| shared.voice.word(&format!("enums.selling_step.{}", step.key()));
    let waiting = |step: Option<SellingStep>| all.iter().filter(move |one| next(one.1) == step).map(|one| one.0);
    let row = |step: &SellingStep| {
        let largest: Vec<String> = waiting(Some(*step)).take(3).map(|at| shared.account_name(at)).collect();
        vec![
            label(shared, name(*step)),
            count(shared, waiting(Some(*step)).count()),
            cell(shared.voice.locale.list(&largest)),
        ]
    };
    let short: Vec<_> = all.iter().filter_map(|one| Some((one.0, next(one.1)?))).collect();
    let first = short.first().copied();
    let args = [
        ("count", Arg::from(short.len())),
        ("all", digits(shared, all.len()).into()),
        ("name", first.map(|(at, _)| shared.account_name(at)).unwrap_or_default().into()),
        ("step", first.map(|(_, step)| name(step)).unwrap_or_default().into()),
    ];
    let answer = Answer::new(shared, "steps").words(&["next_selling_step"]).figures(&["accounts"]).words(&["largest"]);
    let answer = answer.rows(SellingStep::ALL.iter().map(row)).about(first.map(|(at, _)| at));
    Some(answer.says(if short.is_empty() { "all_taken" } else { "finding" }, &args))
}
