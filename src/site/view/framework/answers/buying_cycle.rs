//! Buying cycle (S1): how far open opportunities have come, and at which stage they stand still.

use super::super::answer::{Answer, leaders, money};
use super::super::stands::{cell, label};
use super::super::wide::{count, dash, digits};
use crate::analysis::buying_cycle::{InCycle, InStage, in_cycle, in_stage};
use crate::locale::Arg;
use crate::portfolio::{Amount, BuyingStage};
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// Every stage with what stands in it; `None` without an open opportunity in a stage.
pub fn answer(shared: &Shared<'_>) -> Option<Figure> {
    let all: Vec<InCycle<'_>> = in_cycle(shared.portfolio, shared.settings, shared.as_of.date);
    let staged = all.iter().filter(|one| one.opportunity.stage.is_some()).count();
    if staged == 0 {
        return None;
    }
    let name = |stage: BuyingStage| shared.voice.word(&format!("enums.buying_stage.{}", stage.key()));
    let stages: Vec<(BuyingStage, InStage)> =
        BuyingStage::ALL.iter().map(|stage| (*stage, in_stage(&all, Some(*stage)))).collect();
    let row = |(stage, found): &(BuyingStage, InStage)| {
        let stalled = count(shared, found.stalled);
        vec![
            label(shared, name(*stage)),
            count(shared, found.count),
            if found.stalled > 0 { stalled.class("act") } else { stalled },
            found.median_days.map_or_else(dash, |days| cell(shared.voice.locale.number(days.into()))),
            money(shared, found.amount),
            money(shared, found.stalled_amount),
        ]
    };
    let counts: Vec<(String, usize)> = stages.iter().map(|(stage, found)| (name(*stage), found.stalled)).collect();
    let stalled: usize = stages.iter().map(|(_, found)| found.stalled).sum();
    let stuck: Amount = stages.iter().map(|(_, found)| found.stalled_amount).sum();
    let (names, most) = leaders(shared, &counts).unwrap_or_default();
    let args = [
        ("count", Arg::from(stalled)),
        ("all", digits(shared, staged).into()),
        ("money", shared.voice.locale.money(stuck).into()),
        ("names", names.into()),
        ("most", digits(shared, most).into()),
    ];
    let answer = Answer::new(shared, "cycle").words(&["stage"]);
    let answer = answer.figures(&["opportunities", "stand_still", "median_days", "worth", "stuck"]);
    Some(answer.rows(stages.iter().map(row)).scrolling().says(if stalled == 0 { "moving" } else { "finding" }, &args))
}
