//! Visits (S4): how many the plans ask for, how many were made, and where nobody who decides was met.

use jiff::civil::Date;

use super::super::answer::{Answer, by_revenue, day, part};
use super::super::stands::{cell, documented};
use super::super::wide::{account, column, count, dash, digits};
use crate::analysis::meetings::{deciders, last_met};
use crate::analysis::visiting::{Coverage, Visiting, visiting};
use crate::locale::Arg;
use crate::portfolio::back_months;
use crate::site::view::Cell;
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// Accounts by how far visits are behind their plan; `None` where nobody visits and nobody plans to.
pub fn answer(shared: &Shared<'_>) -> Option<Figure> {
    let (today, since) = (shared.as_of.date, back_months(shared.as_of.date, 12));
    let mut all: Vec<Visiting> = visiting(shared.portfolio, today);
    if all.iter().all(|one| one.planned.is_none() && one.last.is_none() && one.next.is_none()) {
        return None;
    }
    let behind = |one: &Visiting| one.planned.unwrap_or_default() - one.kept();
    by_revenue(shared, &mut all, |one| one.account);
    all.sort_by_key(|one| std::cmp::Reverse(behind(one)));
    let whole = |count: u32| usize::try_from(count).unwrap_or(usize::MAX);
    let decider = |at: usize| {
        let dossier = &shared.portfolio.accounts[at];
        deciders(dossier, today).filter_map(|contact| last_met(dossier, contact, today)).max()
    };
    let row = |one: &Visiting| {
        let done = one
            .planned
            .map_or_else(|| count(shared, whole(one.done)), |planned| part(shared, whole(one.done), whole(planned)));
        let days = one.days(today).map_or_else(dash, |days| cell(shared.voice.locale.number(days.into())));
        account(shared, one.account)
            .into_iter()
            .chain([
                if behind(one) > 0 { done.class("act") } else { done },
                days,
                next_visit(shared, one, today),
                day(shared, decider(one.account)),
            ])
            .collect()
    };
    let sum = Coverage::of(all.iter(), today);
    let met = documented(shared).filter(|(at, _)| decider(*at).is_some_and(|met| met > since)).count();
    let args = [
        ("count", Arg::from(whole(sum.kept))),
        ("planned", digits(shared, whole(sum.planned)).into()),
        ("done", digits(shared, whole(sum.done)).into()),
        ("met", digits(shared, met).into()),
        ("all", digits(shared, sum.accounts).into()),
    ];
    let case = if sum.planned == 0 { "no_plan" } else { "finding" };
    // A phone has room for one day: who decides was met.
    let next = column(shared, "next_visit").minor();
    let answer = Answer::new(shared, "visits").accounts().figures(&["done_of_plan", "days_since"]);
    let answer = answer.column(next).words(&["decider_met"]).rows(all.iter().map(row)).scrolling();
    Some(answer.note("note", &[]).says(case, &args))
}

/// The day of the next visit; one that has passed is overdue.
fn next_visit(shared: &Shared<'_>, one: &Visiting, today: Date) -> Cell {
    let cell = day(shared, one.next);
    if one.next.is_none() || one.has_next(today) {
        cell
    } else {
        cell.class("nb act").note(shared.voice.word("visits.overdue"))
    }
}
