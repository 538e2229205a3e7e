//! Relationship stage (S0): which relationships fell back within 12 months, and why.

use super::super::answer::{Answer, day, money};
use super::super::stands::cell;
use super::super::wide::{account, dash, digits};
use crate::analysis::stage_moves::{Fall, StageMoves};
use crate::locale::Arg;
use crate::portfolio::{RelationshipStage, back_months};
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// Falls of the last 12 months, those that have not been made good first; `None` where no dossier names a stage.
pub fn falls(shared: &Shared<'_>) -> Option<Figure> {
    let today = shared.as_of.date;
    let moves = StageMoves::new(shared.portfolio, back_months(today, 12), today);
    if moves.flow.known() == 0 {
        return None;
    }
    let mut falls = moves.falls;
    falls.sort_by_key(|fall| {
        let revenue = shared.accounts[fall.account].year.revenue;
        (fall.recovered, std::cmp::Reverse(revenue), fall.account)
    });
    let name = |stage: RelationshipStage| cell(shared.voice.word(&format!("enums.relationship_stage.{}", stage.key())));
    let row = |fall: &Fall<'_>| {
        let reason = fall
            .entry
            .reason
            .map_or_else(dash, |reason| cell(shared.voice.word(&format!("enums.stage_reason.{}", reason.key()))));
        let back = cell(shared.voice.word(if fall.recovered { "in_portfolio.yes" } else { "in_portfolio.no" }));
        account(shared, fall.account)
            .into_iter()
            .chain([
                name(fall.from),
                name(fall.entry.stage),
                day(shared, Some(fall.entry.since)),
                reason,
                if fall.recovered { back } else { back.class("act") },
                money(shared, shared.accounts[fall.account].year.revenue),
            ])
            .collect()
    };
    let open = falls.iter().filter(|fall| !fall.recovered).count();
    let (rose, fell) = moves.flow.rose_and_fell();
    let args = [
        ("count", Arg::from(falls.len())),
        ("open", digits(shared, open).into()),
        ("all", digits(shared, moves.flow.known()).into()),
        ("rose", digits(shared, rose).into()),
        ("fell", digits(shared, fell).into()),
    ];
    let answer =
        Answer::new(shared, "falls").accounts().words(&["was", "now_stage", "since_day", "reason", "made_good"]);
    let answer = answer.figures(&["revenue"]).rows(falls.iter().map(row)).scrolling().note("note", &args);
    Some(answer.says(if falls.is_empty() { "none" } else { "finding" }, &args))
}
