//! Senior-level selling (S3, S4): which key accounts our senior level visited in 12 months, and how much of its time went there.

use super::super::answer::{Answer, by_revenue, day, money};
use super::super::stands::cell;
use super::super::wide::{account, dash, digits};
use crate::analysis::meetings::visits_until;
use crate::analysis::visiting::{Visiting, WORKING_DAYS, visit_days, visiting};
use crate::locale::Arg;
use crate::rules::is_key_account;
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// Key accounts with their senior visits: those that none saw first, then by revenue; `None` without a key account with a dossier.
pub fn answer(shared: &Shared<'_>) -> Option<Figure> {
    let mut all: Vec<Visiting> = visiting(shared.portfolio, shared.as_of.date);
    all.retain(|one| is_key_account(&shared.portfolio.accounts[one.account], &shared.accounts[one.account]));
    by_revenue(shared, &mut all, |one| one.account);
    all.sort_by_key(|one| one.senior > 0);
    if all.is_empty() {
        return None;
    }
    let row = |one: &Visiting| {
        let number = |count: u32| digits(shared, count.try_into().unwrap_or(usize::MAX));
        let done = if one.senior == 0 { cell(number(0)).class("act") } else { cell(number(one.senior)) };
        account(shared, one.account)
            .into_iter()
            .chain([
                money(shared, shared.accounts[one.account].year.revenue),
                done,
                one.senior_planned.map_or_else(dash, |planned| cell(number(planned))),
                day(shared, last_senior(shared, one.account)),
            ])
            .collect()
    };
    let seen = all.iter().filter(|one| one.senior > 0).count();
    let days = visit_days(shared.portfolio, shared.as_of.date);
    let seniors = shared.portfolio.team.iter().zip(days).filter(|(member, _)| member.senior).map(|(_, days)| days);
    let busiest = seniors.max().map(|days| days as f64 / WORKING_DAYS as f64);
    let args = [
        ("count", Arg::from(seen)),
        ("all", digits(shared, all.len()).into()),
        ("share", busiest.map(|share| shared.voice.locale.percent(share)).unwrap_or_default().into()),
    ];
    let case = match (seen, busiest) {
        (0, _) => "none",
        (_, None) => "no_days",
        _ => "finding",
    };
    let answer = Answer::new(shared, "senior").accounts().figures(&["revenue", "senior_done", "senior_planned"]);
    Some(answer.words(&["last_senior"]).rows(all.iter().map(row)).note("note", &[]).says(case, &args))
}

/// The last visit in which our senior level took part.
fn last_senior(shared: &Shared<'_>, at: usize) -> Option<jiff::civil::Date> {
    let account = &shared.portfolio.accounts[at];
    let mut visits = visits_until(account, shared.as_of.date);
    visits.rfind(|visit| crate::analysis::visiting::is_senior(shared.portfolio, visit)).map(|visit| visit.date)
}
