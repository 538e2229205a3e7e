//! Transactional or relational (S4): the rank by what accounts buy beside the rank by what they are worth.

use super::super::answer::{Answer, leaders};
use super::super::stands::cell;
use super::super::wide::{account, dash, digits};
use crate::analysis::relational_ranking::{PARTS, PARTS_NEEDED, TwoRanks, two_ranks};
use crate::locale::Arg;
use crate::site::view::Cell;
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// Places apart from which a change of rank is flagged (convention).
const FAR: i64 = 5;

/// Both ranks, the widest apart first; `None` where no account has both.
pub fn answer(shared: &Shared<'_>) -> Option<Figure> {
    let mut ranks = two_ranks(shared.portfolio, shared.sales, shared.accounts, shared.as_of.date);
    let all = ranks.len();
    ranks.retain(|one| one.gain().is_some());
    if ranks.is_empty() {
        return None;
    }
    ranks.sort_by_key(|one| (std::cmp::Reverse(one.gain().map(i64::abs)), one.transactional));
    let far = ranks.iter().filter(|one| one.gain().is_some_and(|gain| gain.abs() >= FAR)).count();
    let widest = ranks.first().and_then(TwoRanks::gain).unwrap_or_default();
    let widest: Vec<(String, usize)> = ranks
        .iter()
        .filter(|one| one.gain().is_some_and(|gain| gain.abs() == widest.abs() && gain.abs() >= FAR))
        .map(|one| (shared.account_name(one.account), 1))
        .collect();
    let names = leaders(shared, &widest).map(|(names, _)| names).unwrap_or_default();
    // A part that too few dossiers state counts for nobody, and has no column.
    let counts: Vec<bool> = (0..PARTS.len()).map(|at| ranks.iter().any(|one| one.parts[at].is_some())).collect();
    let row = |one: &TwoRanks| {
        let number = |rank: Option<usize>| rank.map_or_else(dash, |rank| cell(digits(shared, rank)));
        let gain = one.gain().unwrap_or_default();
        let change = Cell { sort: Some(gain.to_string()), ..cell(shared.voice.locale.delta_number(gain)) };
        let change = if gain.abs() >= FAR { change.class("strong") } else { change };
        let counted = one.parts.iter().zip(&counts).filter(|(_, counts)| **counts).map(|(part, _)| part);
        let parts = counted.map(|part| part.map_or_else(dash, |part| cell(shared.voice.locale.decimal(part, 2))));
        account(shared, one.account)
            .into_iter()
            .chain([number(one.comparable), number(one.relational), change])
            .chain(parts)
            .collect()
    };
    let args = [
        ("count", Arg::from(far)),
        ("all", digits(shared, ranks.len()).into()),
        ("far", FAR.to_string().into()),
        ("names", names.into()),
    ];
    let case = match (far, widest.len()) {
        (0, _) => "agree",
        (_, 1..=3) => "finding",
        _ => "many",
    };
    let answer = Answer::new(shared, "two_ranks").accounts().figures(&["rank_bought", "rank_worth", "places"]);
    let name = |part: &str| match part {
        "credit" => "part_credit",
        "cumulative_sales" => "part_sales",
        "demand" => "part_demand",
        "potential" => "part_potential",
        _ => "part_profit",
    };
    let [counted, left_out] = [true, false].map(|wanted| {
        let parts = PARTS.iter().zip(&counts).filter(|(_, counts)| **counts == wanted);
        parts.map(|(part, _)| name(part)).collect::<Vec<_>>()
    });
    let answer = answer.figures(&counted);
    let left_out: Vec<String> =
        left_out.iter().map(|key| shared.voice.word(&format!("in_portfolio.column.{key}"))).collect();
    let left_out: Vec<&str> = left_out.iter().map(String::as_str).collect();
    let left_out = shared.voice.locale.list(&left_out);
    let needed = [("count", Arg::from(PARTS_NEEDED)), ("left", digits(shared, all - ranks.len()).into())];
    let answer = answer.rows(ranks.iter().map(row)).scrolling().note("note", &needed);
    let answer = if left_out.is_empty() { answer } else { answer.note("left_out", &[("parts", left_out.into())]) };
    Some(answer.says(case, &args))
}
