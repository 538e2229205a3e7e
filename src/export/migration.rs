//! `export migration`: how many accounts went from which class to which, between two periods.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::accounts::Codes;
use super::{Format, Source};
use crate::analysis::abc::AbcClass;
use crate::analysis::migration::{Direction, PeriodClass, direction};
use crate::analysis::sales::Grain;
use crate::portfolio::{Month, Period, days_between};

/// The accounts that went from one class to one class. Classes are on the base and by the method of the settings, each over the
/// accounts with a positive amount in its own period; the others are in `none`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MigrationRow<'a> {
    /// The earlier period, as `--period` takes it: `2026-Q1`, `2026-03`, `2025-07..2025-12`, `2025-07-02..2025-12-31`.
    pub from: String,
    /// The later one.
    pub to: String,
    /// First day of the earlier one.
    pub from_first: Date,
    /// Its last day.
    pub from_last: Date,
    /// First day of the later one.
    pub to_first: Date,
    /// Its last day.
    pub to_last: Date,
    /// Whether the sales hold only a part of one of the two: they begin inside it, or it is still running.
    pub partial: bool,
    /// Class in the earlier period: `A`, `B`, `C` or `none`.
    pub from_class: &'static str,
    /// Class in the later one.
    pub to_class: &'static str,
    /// Which way that is: `up`, `same`, `down`, `came`, `went`.
    pub direction: Direction,
    /// How many accounts.
    pub accounts: usize,
    /// Their ids, where they changed class; in CSV joined by `;`.
    pub ids: Codes<'a>,
}

/// Without `--period` from each quarter of the sales to the next, oldest first; with it, to that period from `against`, else from
/// as many months (or days) before it. Only what occurs has a row.
pub fn rows<'a>(source: &Source<'a>, against: Option<Period>, format: Format) -> Vec<MigrationRow<'a>> {
    pairs(source, against).into_iter().flat_map(|(from, to)| of_pair(source, from, to, format)).collect()
}

fn pairs(source: &Source<'_>, against: Option<Period>) -> Vec<(Period, Period)> {
    if source.period.is_some() {
        let to = source.days();
        return vec![(against.unwrap_or_else(|| before(to)), to)];
    }
    let quarters = source.analysis.all_days().map(|span| Grain::Quarter.periods(span, 1)).unwrap_or_default();
    quarters.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

/// The period before, of as many whole months, else of as many days.
fn before(period: Period) -> Period {
    if period.is_whole_months() {
        let months = i32::try_from(period.months().count()).unwrap_or(i32::MAX);
        return period.back(months);
    }
    let last = days_earlier(period.first, 1);
    Period { first: days_earlier(last, days_between(period.first, period.last)), last }
}

/// So many days earlier; the day itself at the end of the calendar, which no date of a workspace comes near.
fn days_earlier(day: Date, days: i32) -> Date {
    day.checked_sub(jiff::Span::new().days(days)).unwrap_or(day)
}

fn of_pair<'a>(source: &Source<'a>, from: Period, to: Period, format: Format) -> Vec<MigrationRow<'a>> {
    let classes = |period: Period| {
        let standings = source.analysis.standings(period);
        standings.main(&source.settings.abc).period_classes(source.settings.abc.method)
    };
    let (earlier, later) = (classes(from), classes(to));
    let mut went: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (account, (before, now)) in earlier.iter().zip(&later).enumerate() {
        went.entry((place(*before), place(*now))).or_default().push(account);
    }
    let held = source.analysis.known_from().zip(source.analysis.all_days());
    let is_held = |period: Period| held.is_some_and(|(from, held)| from <= period.first && period.last <= held.last);
    let row = |((before, now), accounts): ((usize, usize), Vec<usize>)| {
        let moved = accounts.iter().filter(|_| before != now);
        let ids: Vec<&str> = moved.map(|at| source.portfolio.accounts[*at].id.as_str()).collect();
        MigrationRow {
            from: name(from),
            to: name(to),
            from_first: from.first,
            from_last: from.last,
            to_first: to.first,
            to_last: to.last,
            partial: !(is_held(from) && is_held(to)),
            from_class: CLASSES[before].1,
            to_class: CLASSES[now].1,
            direction: direction(CLASSES[before].0, CLASSES[now].0),
            accounts: accounts.len(),
            ids: Codes::of(ids, format),
        }
    };
    went.into_iter().map(row).collect()
}

/// Classes in their order, none below C.
const CLASSES: [(PeriodClass, &str); 4] =
    [(Some(AbcClass::A), "A"), (Some(AbcClass::B), "B"), (Some(AbcClass::C), "C"), (None, "none")];

fn place(class: PeriodClass) -> usize {
    CLASSES.iter().position(|(other, _)| *other == class).unwrap_or(CLASSES.len() - 1)
}

/// A period as `--period` takes it.
fn name(period: Period) -> String {
    let (first, last) = (Month::of(period.first), Month::of(period.last));
    if !period.is_whole_months() {
        return format!("{}..{}", period.first, period.last);
    }
    match period.months().count() {
        1 => first.to_string(),
        3 if period.first.month() % 3 == 1 => {
            format!("{:04}-Q{}", period.first.year(), (period.first.month() + 2) / 3)
        }
        _ => format!("{first}..{last}"),
    }
}
