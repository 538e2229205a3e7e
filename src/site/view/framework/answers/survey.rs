//! Survey (S3, S4): what moved most since the accounts were asked before, and when each was asked last.

use super::super::answer::{Answer, day, first_place};
use super::super::stands::{account_cell, cell, documented};
use super::super::wide::{account, digits};
use crate::analysis::survey_trend::{MarkChange, mark_changes};
use crate::locale::Arg;
use crate::portfolio::{Account, Amount, days_between};
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
    let (name, first) = first_place(shared, &all, |one| one.1, |one| one.0);
    let row = |(at, asked): &(usize, jiff::civil::Date)| {
        let cell = day(shared, Some(*asked));
        let cell = if days_between(*asked, today) > OLD { cell.class("act") } else { cell };
        account(shared, *at).into_iter().chain([cell]).collect()
    };
    let args = [
        ("count", Arg::from(old)),
        ("all", digits(shared, all.len()).into()),
        ("name", name.into()),
        ("never", digits(shared, documented(shared).count() - all.len()).into()),
    ];
    let answer =
        Answer::new(shared, "asked_last").accounts().words(&["last_asked"]).rows(all.iter().map(row)).about(first);
    Some(answer.note("note", &args).says(if old == 0 { "fresh" } else { "finding" }, &args))
}
