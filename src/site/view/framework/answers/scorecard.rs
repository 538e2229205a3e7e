//! Single indicator, pyramid, scorecard (S2): the three beside each other, those first that a single figure misjudges most.

use super::super::answer::{Answer, first_place};
use super::super::stands::cell;
use super::super::wide::{account, dash, digits};
use crate::analysis::scores::{AccountScores, Ranked};
use crate::locale::Arg;
use crate::site::view::Cell;
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// Ranks and tiers by the three; `None` without a ranked account.
pub fn answer(shared: &Shared<'_>) -> Option<Figure> {
    let scores = &shared.analysis.scores;
    let mut all: Vec<&AccountScores> = scores.accounts.iter().collect();
    // Those of different tiers first: a few places within a tier are no disagreement.
    all.sort_by_key(|one| (std::cmp::Reverse((one.tiers_apart() > 0, one.ranks_apart())), one.single.rank));
    let first = *all.first()?;
    let apart = all.iter().filter(|one| one.tiers_apart() > 0).count();
    let place = |ranked: Ranked| {
        let tier = shared.voice.word(&format!("scores.tier.{}", ranked.tier.key()));
        let args = [("rank", ranked.rank.to_string().into()), ("tier", tier.into())];
        Cell { sort: Some(ranked.rank.to_string()), ..cell(shared.voice.say("scores.place", &args)) }
    };
    let row = |one: &&AccountScores| {
        let score = one.card.score().map_or_else(dash, |score| cell(shared.voice.locale.decimal(score, 0)));
        account(shared, one.account)
            .into_iter()
            .chain([place(one.single), place(one.pyramid), place(one.scorecard), score])
            .chain([cell(shared.voice.locale.percent_round(one.card.completeness))])
            .collect()
    };
    let key = |one: &&AccountScores| (one.tiers_apart() > 0, one.ranks_apart());
    let (name, leading) = first_place(shared, &all, key, |one| one.account);
    let args = [
        ("count", Arg::from(apart)),
        ("all", digits(shared, all.len()).into()),
        ("name", name.into()),
        ("places", digits(shared, first.ranks_apart()).into()),
    ];
    let case = match apart {
        0 if scores.stand_alone() => "alone",
        0 => "agree",
        _ => "finding",
    };
    let answer = Answer::new(shared, "scorecard").accounts();
    let answer = answer.figures(&["by_revenue", "by_pyramid", "by_scorecard", "score", "known"]);
    let answer = answer.about(leading.filter(|_| apart > 0));
    Some(answer.rows(all.iter().map(row)).scrolling().says(case, &args))
}
