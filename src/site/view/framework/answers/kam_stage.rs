//! KAM stage (S4; Millman–Wilson): where the dossier says one stage and the evidence carries another.

use super::super::answer::{Answer, by_revenue, day, money};
use super::super::stands::cell;
use super::super::wide::{account, digits};
use crate::analysis::stage_moves::{KamStanding, kam_standings};
use crate::locale::Arg;
use crate::portfolio::KamStageName;
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// Accounts of which the evidence says otherwise, the largest revenue first; `None` where no dossier states a stage.
pub fn doubts(shared: &Shared<'_>) -> Option<Figure> {
    let all: Vec<KamStanding> = kam_standings(shared.portfolio, shared.accounts, shared.as_of.date);
    if all.is_empty() {
        return None;
    }
    let mut apart: Vec<&KamStanding> = all.iter().filter(|one| one.said != one.shown).collect();
    by_revenue(shared, &mut apart, |one| one.account);
    let name = |stage: KamStageName| cell(shared.voice.word(&format!("enums.kam_stage.{}", stage.key())));
    let row = |one: &&KamStanding| {
        let shown = name(one.shown);
        account(shared, one.account)
            .into_iter()
            .chain([
                name(one.said),
                if one.shown < one.said { shown.class("act") } else { shown },
                day(shared, one.since),
                money(shared, shared.accounts[one.account].year.revenue),
            ])
            .collect()
    };
    let partner = |stage: KamStageName| matches!(stage, KamStageName::Partnership | KamStageName::Synergistic);
    let said = all.iter().filter(|one| partner(one.said)).count();
    let shown = all.iter().filter(|one| partner(one.shown)).count();
    let args = [
        ("count", Arg::from(apart.len())),
        ("all", digits(shared, all.len()).into()),
        ("said", digits(shared, said).into()),
        ("shown", digits(shared, shown).into()),
    ];
    let answer = Answer::new(shared, "kam").accounts().words(&["dossier_says", "evidence_says", "since_day"]);
    let answer = answer.figures(&["revenue"]).rows(apart.iter().map(row)).note("note", &args);
    Some(answer.says(if apart.is_empty() { "agree" } else { "finding" }, &args))
}
