//! Opportunities: what is left of the pipeline after weighting by probability, and on which few it rests.

use super::super::answer::{Answer, day, first_place, money, words};
use super::super::stands::{account_cell, cell, label};
use super::super::wide::{dash, digits};
use crate::analysis::buying_cycle::{InCycle, in_cycle};
use crate::locale::Arg;
use crate::portfolio::{Amount, Opportunity, WeightedSums};
use crate::site::view::Cell;
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
        let stage = stage.map_or_else(dash, |stage| {
            label(shared, shared.voice.word(&format!("enums.buying_stage.{}", stage.key())))
        });
        vec![
            account_cell(shared, one.account),
            if one.opportunity.renewal {
                Cell { note: Some(shared.voice.word("in_portfolio.pipeline.renewal")), ..words(shared, Some(name)) }
            } else {
                words(shared, Some(name))
            },
            stage,
            day(shared, *close),
            money(shared, one.amount()),
            probability.map_or_else(dash, |share| cell(shared.voice.locale.percent_round(share.share()))),
            money(shared, weighted(one)),
        ]
    };
    let unweighted = all.iter().filter(|one| weighted(one).is_none()).count();
    // A renewal keeps what we hold; only the others are to be won, and the sentence is about these.
    let renewals = all.iter().filter(|one| one.opportunity.renewal).count();
    let new: Vec<&InCycle<'_>> = all.iter().filter(|one| !one.opportunity.renewal).collect();
    let sums = WeightedSums::of(all.iter().map(|one| one.opportunity));
    let open: Amount = new.iter().map(|one| one.amount()).sum();
    let left = sums.to_win.unwrap_or_default();
    let first = new.first().and_then(|one| weighted(one));
    let share = first.and_then(|amount| amount.share_of(left)).filter(|_| left.is_positive());
    let (name, leading) = first_place(shared, &new, |one| weighted(one), |one| one.account);
    let args = [
        ("count", Arg::from(new.len())),
        ("renewals", renewals.into()),
        ("keep", shared.voice.locale.money(sums.to_keep.unwrap_or_default()).into()),
        ("money", shared.voice.locale.money(open).into()),
        ("left", shared.voice.locale.money(left).into()),
        ("name", name.into()),
        ("share", share.map(|share| shared.voice.locale.percent_round(share)).unwrap_or_default().into()),
        ("unweighted", digits(shared, unweighted).into()),
    ];
    let case = match (left.is_positive(), open.is_positive()) {
        _ if new.is_empty() => "renewals_only",
        (true, _) => "finding",
        (false, true) => "unweighted",
        (false, false) => "unpriced",
    };
    let answer = Answer::new(shared, "pipeline").words(&["account", "opportunity", "stage", "decided_by"]);
    let answer = answer.figures(&["worth", "probability", "weighted"]).rows(all.iter().map(row));
    let answer = answer.about(leading.filter(|_| left.is_positive()));
    let answer = if renewals > 0 && !new.is_empty() { answer.note("renewals", &args) } else { answer };
    let answer = if unweighted > 0 { answer.note("note", &args) } else { answer };
    Some(answer.says(case, &args))
}
