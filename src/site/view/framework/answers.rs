//! Framework pages that answer their own question over all accounts: how fast complaints are closed, how often supply is kept,
//! where the marks of a survey fell, and which small accounts have potential.

use super::stands::{account_cell, cell, documented, measure_caption, table};
use super::wide::{LISTED, account, amount, amount_column, column, cut, dash, digits, figures_column, scale};
use crate::analysis::abc::AbcClass;
use crate::analysis::potential::Headroom;
use crate::analysis::promises_kept::{ComplaintTimes, SupplyKept};
use crate::analysis::survey_trend::{MarkChange, mark_changes};
use crate::locale::Arg;
use crate::portfolio::{Amount, Complaint, days_between};
use crate::site::view::account::Shared;
use crate::site::view::account::part::{Body, Figure};
use crate::site::view::{Cell, Column, Rich};

/// A table over all accounts under its finding; its words stand below `in_portfolio.<key>`.
fn answer(shared: &Shared<'_>, key: &str, finding: Rich, columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> Figure {
    let notes = cut(shared, rows.len()).into_iter().collect();
    let shown = rows.into_iter().take(LISTED).collect();
    let table = table(measure_caption(shared), columns, shown);
    let measure = shared.voice.word(&format!("in_portfolio.{key}.measure"));
    Figure::new(&format!("answer-{}", key.replace('_', "-")), finding, measure, Body::List(table), notes)
}

/// Complaints with the days that they took, open ones first; `None` without one.
pub fn complaints(shared: &Shared<'_>) -> Option<Figure> {
    let (voice, day) = (shared.voice, shared.as_of.date);
    let times = ComplaintTimes::of(documented(shared).map(|(_, account)| account), day);
    let mut all: Vec<(usize, &Complaint)> = documented(shared)
        .flat_map(|(at, account)| account.complaints.iter().map(move |complaint| (at, complaint)))
        .filter(|(_, complaint)| complaint.date <= day)
        .collect();
    if all.is_empty() {
        return None;
    }
    all.sort_by_key(|(at, one)| (one.days_to_close(day).is_some(), std::cmp::Reverse(one.date), *at));
    let rows = all.iter().map(|(at, complaint)| {
        let (what, lang) = complaint.what.in_language(voice.language().tag());
        let what = Cell { lang: lang.map(str::to_owned), ..cell(what) };
        let days = |key: &str, days: i32| voice.say(key, &[("count", Arg::Number(days.into()))]);
        let state = match complaint.days_to_close(day) {
            Some(taken) => cell(days("in_portfolio.complaints.closed", taken)),
            None => cell(days("in_portfolio.complaints.open", days_between(complaint.date, day))).class("act"),
        };
        vec![account_cell(shared, *at), what, cell(voice.locale.date_table(complaint.date)), state]
    });
    let args = [
        ("count", Arg::from(times.closed.len())),
        ("days", Arg::Number(times.median().unwrap_or_default().into())),
        ("open", digits(shared, times.open).into()),
        ("oldest", Arg::Number(times.oldest_open.unwrap_or_default().into())),
    ];
    let key = match (times.median(), times.open) {
        (None, _) => "none_closed",
        (Some(_), 0) => "all_closed",
        _ => "finding",
    };
    let finding = voice.rich(&format!("in_portfolio.complaints.{key}"), &args);
    let columns = ["account", "complaint", "day", "state"].map(|key| column(shared, key)).to_vec();
    Some(answer(shared, "complaints", finding, columns, rows.collect()))
}

/// Supply commitments, broken ones first; `None` without one.
pub fn supply(shared: &Shared<'_>) -> Option<Figure> {
    let voice = shared.voice;
    let kept = SupplyKept::of(documented(shared).map(|(_, account)| account));
    let all = documented(shared)
        .flat_map(|(at, account)| account.supply.commitments.iter().map(move |commitment| (at, commitment)));
    let mut all: Vec<_> = all.collect();
    if all.is_empty() {
        return None;
    }
    all.sort_by_key(|(at, one)| (one.kept != Some(false), one.kept.is_some(), *at));
    let rows = all.iter().map(|(at, commitment)| {
        let (what, lang) = commitment.what.in_language(voice.language().tag());
        let state = match commitment.kept {
            Some(true) => cell(voice.word("account.supply.kept")),
            Some(false) => cell(voice.word("account.supply.broken")).class("act"),
            None => dash(),
        };
        vec![account_cell(shared, *at), Cell { lang: lang.map(str::to_owned), ..cell(what) }, state]
    });
    let args = [
        ("count", Arg::from(kept.kept)),
        ("all", digits(shared, kept.kept + kept.broken).into()),
        ("broken", digits(shared, kept.broken).into()),
        ("unjudged", digits(shared, kept.unjudged).into()),
    ];
    let key = match (kept.kept + kept.broken, kept.broken) {
        (0, _) => "unjudged",
        (_, 0) => "all_kept",
        _ => "finding",
    };
    let finding = voice.rich(&format!("in_portfolio.supply.{key}"), &args);
    let columns = ["account", "commitment", "state"].map(|key| column(shared, key)).to_vec();
    Some(answer(shared, "supply", finding, columns, rows.collect()))
}

/// What moved most since the survey before, the largest fall first; `None` where nobody was asked twice.
pub fn surveys(shared: &Shared<'_>) -> Option<Figure> {
    let (voice, day) = (shared.voice, shared.as_of.date);
    let largest = |(at, account): (usize, &crate::portfolio::Account)| {
        Some((at, *mark_changes(&account.satisfaction.surveys, day).first()?))
    };
    let mut all: Vec<(usize, MarkChange)> = documented(shared).filter_map(largest).collect();
    all.sort_by_key(|(at, one)| (one.change(), *at));
    let (worst, change) = *all.first()?;
    let fell = all.iter().filter(|(_, one)| one.change() < Amount::ZERO).count();
    let mark = |mark: Amount| voice.locale.decimal(mark.to_f64(), 1);
    let dimension = |one: &MarkChange| voice.word(&format!("enums.satisfaction_dimension.{}", one.dimension.key()));
    let row = |(at, one): &(usize, MarkChange)| {
        let now = cell(mark(one.now));
        let now = if one.change() < Amount::ZERO { now.class("act") } else { now };
        vec![
            account_cell(shared, *at),
            cell(dimension(one)),
            cell(voice.locale.date_table(one.since)),
            cell(mark(one.before)),
            now,
        ]
    };
    let name = shared.account_name(worst);
    let args = [
        ("count", Arg::from(fell)),
        ("all", digits(shared, all.len()).into()),
        ("account", name.as_str().into()),
        ("name", dimension(&change).into()),
        ("before", mark(change.before).into()),
        ("now", mark(change.now).into()),
    ];
    let key = if fell == 0 { "in_portfolio.surveys.none_fell" } else { "in_portfolio.surveys.finding" };
    let finding = voice.rich(key, &args).link(&name, account_cell(shared, worst).href.as_deref());
    let mut columns = ["account", "dimension", "since"].map(|key| column(shared, key)).to_vec();
    columns.extend(["mark_before", "mark_now"].map(|key| figures_column(shared, key)));
    Some(answer(shared, "surveys", finding, columns, all.iter().map(row).collect()))
}

/// Accounts of class C with room up to their stated potential, the largest room first; `None` where no potential is stated.
pub fn small_with_potential(shared: &Shared<'_>) -> Option<Figure> {
    let voice = shared.voice;
    let stated: Vec<(usize, Headroom)> = documented(shared)
        .filter_map(|(at, account)| Some((at, Headroom::of(account, shared.accounts[at].year.revenue)?)))
        .collect();
    if stated.is_empty() {
        return None;
    }
    let small = stated.iter().filter(|(at, _)| shared.accounts[*at].class == AbcClass::C);
    let mut small: Vec<(usize, Headroom, Amount)> =
        small.filter_map(|(at, headroom)| Some((*at, *headroom, headroom.room()?))).collect();
    small.sort_by_key(|(at, _, room)| (std::cmp::Reverse(*room), *at));
    let scale = scale(shared, small.iter().map(|(_, headroom, _)| headroom.potential));
    let rows = small.iter().map(|(at, headroom, room)| {
        let amounts = [headroom.ours, headroom.potential, *room].map(|money| amount(&scale, money));
        account(shared, *at).into_iter().chain(amounts).collect()
    });
    let sum: Amount = small.iter().map(|(_, _, room)| *room).sum();
    let args = [
        ("count", Arg::from(small.len())),
        ("all", digits(shared, stated.len()).into()),
        ("money", voice.locale.money(sum).into()),
    ];
    let key = if small.is_empty() { "in_portfolio.small.none" } else { "in_portfolio.small.finding" };
    let mut columns = vec![column(shared, "account"), column(shared, "class")];
    columns.extend(["revenue", "potential", "room"].map(|key| amount_column(shared, key, &scale)));
    Some(answer(shared, "small", voice.rich(key, &args), columns, rows.collect()))
}
