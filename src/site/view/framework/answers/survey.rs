//! Survey (S3, S4): what moved most since the accounts were asked before, and when each was asked last.

use super::super::answer::{Answer, by_revenue, day, first_place, named};
use super::super::stands::{account_cell, cell, documented};
use super::super::wide::{account, digits};
use crate::analysis::survey_trend::{MarkChange, mark_changes};
use crate::locale::Arg;
use crate::portfolio::{Account, Amount, days_between};
use crate::site::view::Cell;
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// The dimension that moved down most of every account asked twice, the largest fall first; `None` where nobody was.
pub fn answer(shared: &Shared<'_>) -> Option<Figure> {
    let (voice, today) = (shared.voice, shared.as_of.date);
    let largest =
        |(at, account): (usize, &Account)| Some((at, *mark_changes(&account.satisfaction.surveys, today).first()?));
    let mut all: Vec<(usize, MarkChange)> = documented(shared).filter_map(largest).collect();
    all.sort_by_key(|(at, one)| (one.change(), *at));
    let change = all.first()?.1;
    let key = |one: &(usize, MarkChange)| (one.1.change(), one.1.dimension.key(), one.1.before);
    let (name, first) = first_place(shared, &all, key, |one| one.0);
    let fell = all.iter().filter(|(_, one)| one.change() < Amount::ZERO).count();
    let mark = |mark: Amount| voice.locale.decimal(mark.to_f64(), 1);
    let dimension = |one: &MarkChange| voice.word(&format!("enums.satisfaction_dimension.{}", one.dimension.key()));
    let row = |(at, one): &(usize, MarkChange)| {
        let now = cell(mark(one.now));
        let now = if one.change() < Amount::ZERO { now.class("act") } else { now };
        vec![account_cell(shared, *at), cell(dimension(one)), day(shared, Some(one.since)), cell(mark(one.before)), now]
    };
    let args = [
        ("count", Arg::from(fell)),
        ("all", digits(shared, all.len()).into()),
        ("account", name.into()),
        ("name", dimension(&change).into()),
        ("before", mark(change.before).into()),
        ("now", mark(change.now).into()),
    ];
    let answer = Answer::new(shared, "surveys").words(&["account", "dimension", "since"]);
    let answer = answer.figures(&["mark_before", "mark_now"]).rows(all.iter().map(row)).about(first);
    Some(answer.says(if fell == 0 { "none_fell" } else { "finding" }, &args))
}

/// Days after which a survey is old (convention, as in the rule `survey-overdue`).
const OLD: i32 = 365;

/// When each account was asked last, the longest ago first; `None` where nobody was.
pub fn last_asked(shared: &Shared<'_>) -> Option<Figure> {
    let today = shared.as_of.date;
    let last = |account: &Account| {
        account.satisfaction.surveys.iter().map(|survey| survey.date).filter(|day| *day <= today).max()
    };
    let mut all: Vec<_> = documented(shared).filter_map(|(at, account)| Some((at, last(account)?))).collect();
    if all.is_empty() {
        return None;
    }
    all.sort_by_key(|(at, day)| (*day, *at));
    let old = all.iter().filter(|(_, day)| days_between(*day, today) > OLD).count();
    let next = |at: usize| shared.portfolio.accounts[at].satisfaction.next;
    // A survey on or after the day was the one that was due.
    let is_due = |(at, asked): &(usize, jiff::civil::Date)| next(*at).is_some_and(|day| day < today && *asked < day);
    let mut due: Vec<usize> = all.iter().filter(|one| is_due(one)).map(|one| one.0).collect();
    by_revenue(shared, &mut due, |at| *at);
    let (name, first) = first_place(shared, &all, |one| one.1, |one| one.0);
    // Those past their day stand first: that is what somebody has to do.
    all.sort_by_key(|one| !is_due(one));
    let row = |(at, asked): &(usize, jiff::civil::Date)| {
        let marked = |cell: Cell, act: bool| if act { cell.class("act") } else { cell };
        let last = marked(day(shared, Some(*asked)), days_between(*asked, today) > OLD);
        let set = marked(day(shared, next(*at)), is_due(&(*at, *asked)));
        account(shared, *at).into_iter().chain([last, set]).collect()
    };
    let args = [
        ("count", Arg::from(old)),
        ("all", digits(shared, all.len()).into()),
        ("name", name.into()),
        ("never", digits(shared, documented(shared).count() - all.len()).into()),
        ("names", named(shared, &due).into()),
    ];
    let case = match (old, due.is_empty()) {
        (0, true) => "fresh",
        (0, false) => "fresh_due",
        (_, true) => "finding",
        (_, false) => "finding_due",
    };
    let answer = Answer::new(shared, "asked_last").accounts().words(&["last_asked", "next_survey"]);
    Some(answer.rows(all.iter().map(row)).about(first).note("note", &args).says(case, &args))
}
