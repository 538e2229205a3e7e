//! Investment and payback (S0): in how many years what was spent to win accounts came back.

use super::super::answer::{Answer, median, money};
use super::super::stands::{cell, documented};
use super::super::wide::{account, dash, digits};
use crate::analysis::payback::Invested;
use crate::locale::Arg;
use crate::portfolio::{Amount, Month};
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// Every account with an investment: what is still missing first, the most first, then by how long it took; `None` without one.
pub fn answer(shared: &Shared<'_>) -> Option<Figure> {
    let outcomes = shared.outcomes();
    let mut all: Vec<(usize, Invested)> =
        documented(shared).filter_map(|(at, account)| Some((at, outcomes.invested(account, at)?))).collect();
    if all.is_empty() {
        return None;
    }
    all.sort_by_key(|(at, one)| {
        let missing = one.missing().unwrap_or_default();
        (std::cmp::Reverse(missing), std::cmp::Reverse(one.years_to_return()), std::cmp::Reverse(one.sum), *at)
    });
    let row = |(at, one): &(usize, Invested)| {
        let balance = one.payback.as_ref().and_then(|payback| Some(payback.years.last()?.cumulative));
        let back = match (one.years_to_return(), one.payback.as_ref().and_then(|payback| payback.returned)) {
            (Some(_), Some(year)) if one.is_at_latest() => {
                cell(shared.voice.say("in_portfolio.payback.at_latest", &[("year", year.to_string().into())]))
            }
            (Some(years), Some(year)) => {
                let args = [("year", Arg::from(year.to_string())), ("count", i64::from(years).into())];
                cell(shared.voice.say("in_portfolio.payback.returned", &args))
            }
            _ if one.missing().is_some() => cell(shared.voice.word("in_portfolio.payback.not_yet")).class("act"),
            _ if one.not_seen().is_some() => cell(shared.voice.word("in_portfolio.payback.not_seen")).class("muted"),
            _ => dash(),
        };
        let first = cell(one.first.to_string());
        account(shared, *at).into_iter().chain([first, money(shared, one.sum), money(shared, balance), back]).collect()
    };
    let years: Vec<i32> = all.iter().filter_map(|(_, one)| one.years_to_return()).collect();
    let missing: Vec<Amount> = all.iter().filter_map(|(_, one)| one.missing()).collect();
    let returned = years.len();
    // Where some are only known to have come back by a year, the middle of the others is not the middle of all.
    let bounded = all.iter().filter(|(_, one)| one.is_at_latest()).count();
    let half = median(years).filter(|_| bounded == 0);
    let unknown = all.len() - returned - missing.len();
    let of_unknown = [("count", Arg::from(unknown))];
    let rest = match unknown {
        0 => String::new(),
        _ => shared.voice.say("in_portfolio.payback.rest", &of_unknown),
    };
    let args = [
        ("rest", rest.into()),
        ("returned", digits(shared, returned).into()),
        ("all", digits(shared, all.len()).into()),
        ("count", Arg::from(i64::from(half.unwrap_or_default()))),
        ("missing", digits(shared, missing.len()).into()),
        ("bounded", digits(shared, bounded).into()),
        ("money", shared.voice.locale.money(missing.iter().copied().sum()).into()),
        ("unknown", digits(shared, unknown).into()),
    ];
    let case = match (half, missing.len()) {
        (None, 0) if bounded > 0 => "all_back_by",
        (None, _) if bounded > 0 => "finding_by",
        (Some(_), 0) => "all_back",
        (Some(_), _) => "finding",
        (None, 0) => "unknown",
        (None, _) => "none_back",
    };
    let answer = Answer::new(shared, "payback").accounts().words(&["first_year"]).figures(&["invested", "balance"]);
    let answer = answer.words(&["back"]).rows(all.iter().map(row));
    let unseen = all.iter().filter(|(_, one)| one.not_seen().is_some()).count();
    let from = shared.facts.first_day.map(|day| shared.voice.locale.month(Month::of(day))).unwrap_or_default();
    let of_unseen = [("count", Arg::from(unseen)), ("from", from.into())];
    let answer = if unseen > 0 { answer.note("note_unseen", &of_unseen) } else { answer };
    Some(answer.note(if bounded > 0 { "note_by" } else { "note" }, &args).says(case, &args))
}
