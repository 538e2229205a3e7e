//! Survey (S3, S4): what moved most since the accounts were asked before.

use super::super::answer::{Answer, day, first_place};
use super::super::stands::{account_cell, cell, documented};
use super::super::wide::digits;
use crate::analysis::survey_trend::{MarkChange, mark_changes};
use crate::locale::Arg;
use crate::portfolio::{Account, Amount};
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
