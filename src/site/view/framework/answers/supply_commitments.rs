//! Supply commitments (S4): how often what we promised to hold was kept.

use super::super::answer::{Answer, words};
use super::super::stands::{account_cell, cell, documented};
use super::super::wide::{dash, digits};
use crate::analysis::promises_kept::SupplyKept;
use crate::locale::Arg;
use crate::portfolio::Commitment;
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// Supply commitments, broken ones first, then those nobody judged; `None` without one.
pub fn answer(shared: &Shared<'_>) -> Option<Figure> {
    let kept = SupplyKept::of(documented(shared).map(|(_, account)| account));
    let mut all: Vec<(usize, &Commitment)> = documented(shared)
        .flat_map(|(at, account)| account.supply.commitments.iter().map(move |commitment| (at, commitment)))
        .collect();
    if all.is_empty() {
        return None;
    }
    all.sort_by_key(|(at, one)| (one.kept != Some(false), one.kept.is_some(), *at));
    let row = |(at, commitment): &(usize, &Commitment)| {
        let state = match commitment.kept {
            Some(true) => cell(shared.voice.word("account.supply.kept")),
            Some(false) => cell(shared.voice.word("account.supply.broken")).class("act"),
            None => dash(),
        };
        vec![account_cell(shared, *at), words(shared, Some(&commitment.what)), state]
    };
    let args = [
        ("count", Arg::from(kept.kept)),
        ("all", digits(shared, kept.kept + kept.broken).into()),
        ("broken", digits(shared, kept.broken).into()),
        ("unjudged", digits(shared, kept.unjudged).into()),
    ];
    let case = match (kept.kept + kept.broken, kept.broken) {
        (0, _) => "unjudged",
        (_, 0) => "all_kept",
        _ => "finding",
    };
    let answer = Answer::new(shared, "supply").words(&["account", "commitment", "state"]);
    Some(answer.rows(all.iter().map(row)).says(case, &args))
}
