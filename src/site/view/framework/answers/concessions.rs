//! Concessions (S2 优惠政策): how much of the profit room they take, account by account.

use super::super::answer::{Answer, money, percent};
use super::super::stands::{cell, documented};
use super::super::wide::{account, dash, digits};
use crate::analysis::written_sales::granted;
use crate::locale::Arg;
use crate::portfolio::{Amount, ConcessionPeriod, Percent};
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;
use crate::site::view::attainment::Speaker;

/// The newest concessions of an account.
struct Granted<'a> {
    account: usize,
    period: &'a ConcessionPeriod,
    share: Option<f64>,
    before: Option<f64>,
    cap: Option<f64>,
}

impl Granted<'_> {
    fn is_above(&self) -> bool {
        self.share.zip(self.cap).is_some_and(|(share, cap)| share > cap)
    }
}

/// Newest concessions, the largest share of gross profit first; `None` without one.
pub fn answer(shared: &Shared<'_>) -> Option<Figure> {
    let outcomes = shared.outcomes();
    let granted_to = |(at, one): (usize, &'_ crate::portfolio::Account)| {
        let periods = &shared.portfolio.accounts[at].concessions.periods;
        let period = periods.last()?;
        let share = |period| outcomes.concession_share(at, period);
        let before = periods.len().checked_sub(2).and_then(|place| periods.get(place)).and_then(share);
        Some(Granted {
            account: at,
            period,
            share: share(period),
            before,
            cap: one.concessions.cap.map(Percent::share),
        })
    };
    let mut all: Vec<Granted<'_>> = documented(shared).filter_map(granted_to).collect();
    if all.is_empty() {
        return None;
    }
    let key = |one: &Granted<'_>| one.share.unwrap_or(-1.0);
    all.sort_by(|a, b| b.is_above().cmp(&a.is_above()).then(key(b).total_cmp(&key(a))).then(a.account.cmp(&b.account)));
    let speaker = Speaker { voice: shared.voice, fiscal_year_start: shared.settings.fiscal_year_start };
    let row = |one: &Granted<'_>| {
        let period = one.period.period.query().map(|query| query.resolve(shared.as_of.date, speaker.fiscal_year_start));
        let share = percent(shared, one.share);
        account(shared, one.account)
            .into_iter()
            .chain([
                period.map_or_else(dash, |period| cell(speaker.period(period))),
                money(shared, granted(one.period)),
                if one.is_above() { share.class("act") } else { share },
                percent(shared, one.before),
                percent(shared, one.cap),
            ])
            .collect()
    };
    let sum: Amount = all.iter().map(|one| granted(one.period)).sum();
    let above = all.iter().filter(|one| one.is_above()).count();
    let rising = all.iter().filter(|one| one.share.zip(one.before).is_some_and(|(now, before)| now > before)).count();
    let known = all.iter().filter(|one| one.share.is_some()).count();
    let args = [
        ("count", Arg::from(above)),
        ("all", digits(shared, all.len()).into()),
        ("known", digits(shared, known).into()),
        ("money", shared.voice.locale.money(sum).into()),
        ("rising", digits(shared, rising).into()),
    ];
    let case = match (known, above) {
        (0, _) => "unknown",
        (_, 0) => "within",
        _ => "finding",
    };
    let answer = Answer::new(shared, "granted").accounts().words(&["period"]);
    let answer = answer.figures(&["granted", "of_profit", "before", "may_take"]).rows(all.iter().map(row));
    Some(answer.note("note", &[]).says(case, &args))
}
