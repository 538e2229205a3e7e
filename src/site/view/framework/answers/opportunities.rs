//! Opportunities: what is left of the pipeline after weighting by probability, and on which few it rests.

use super::super::answer::{Answer, day, first_place, money, words};
use super::super::stands::{account_cell, cell};
use super::super::wide::{dash, digits};
use crate::analysis::buying_cycle::{InCycle, in_cycle};
use crate::locale::Arg;
use crate::portfolio::{Amount, Opportunity};
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// Open opportunities, the largest weighted amount first; `None` without an open one.
pub fn answer(shared: &Shared<'_>) -> Option<Figure> {
    let mut all: Vec<InCycle<'_>> = in_cycle(shared.portfolio, shared.settings, shared.as_of.date);
    if all.is_empty() {
        return None;
    }
    let weighted = |one: &InCycle<'_>| one.opportunity.weighted();
    all.sort_by_key(|one| (std::cmp::Reverse(weighted(one)), std::cmp::Reverse(one.amount()), one.account));
    let row = |one: &InCycle<'_>| {
        let Opportunity { name, probability, close, stage, .. } = one.opportunity;
        let stage =
            stage.map_or_else(dash, |stage| cell(shared.voice.word(&format!("enums.buying_stage.{}", stage.key()))));
        vec![
            account_cell(shared, one.account),
            words(shared, Some(name)),
            stage,
            day(shared, *close),
            money(shared, one.amount()),
            probability.map_or_else(dash, |share| cell(shared.voice.locale.percent_round(share.share()))),
            money(shared, weighted(one)),
        ]
    };
    let open: Amount = all.iter().map(InCycle::amount).sum();
    let left: Amount = all.iter().filter_map(weighted).sum();
    let unweighted = all.iter().filter(|one| weighted(one).is_none()).count();
    let first = &all[0];
    let share = weighted(first).and_then(|amount| amount.share_of(left)).filter(|_| left.is_positive());
    let (name, leading) = first_place(shared, &all, weighted, |one| one.account);
    let args = [
        ("count", Arg::from(all.len())),
        ("money", shared.voice.locale.money(open).into()),
        ("left", shared.voice.locale.money(left).into()),
        ("name", name.into()),
        ("share", share.map(|share| shared.voice.locale.percent_round(share)).unwrap_or_default().into()),
        ("unweighted", digits(shared, unweighted).into()),
    ];
    let case = match (left.is_positive(), open.is_positive()) {
        (true, _) => "finding",
        (false, true) => "unweighted",
        (false, false) => "unpriced",
    };
    let answer = Answer::new(shared, "pipeline").words(&["account", "opportunity", "stage", "decided_by"]);
    let answer = answer.figures(&["worth", "probability", "weighted"]).rows(all.iter().map(row)).scrolling();
    let answer = answer.about(leading.filter(|_| left.is_positive()));
    let answer = if unweighted > 0 { answer.note("note", &args) } else { answer };
    Some(answer.says(case, &args))
}
