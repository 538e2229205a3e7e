//! The nine duties (S3) over all accounts: how often each was done in the 12 months up to a day.
//!
//! Seven of them are done when the dossier says so. The fourth, senior visits, is read from the log of visits too, and done
//! where there were as many as the visit plan asks for (`senior_per_year`); the seventh, incentives, from the discounts and
//! rebates of the concessions too, at the end of their period. What is recorded once need not be written twice, and the light
//! cannot contradict the record.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::meetings::visits_until;
use super::visit_plan::senior_planned;
use super::visiting::is_senior;
use crate::portfolio::{Account, Amount, ConcessionPeriod, Duty, Period, Portfolio, Visit, back_months};

/// An account with what was done there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DutyRow {
    /// Position of the account.
    pub account: usize,
    /// How often each of the nine was done, in the order of the source.
    pub counts: [usize; 9],
    /// Senior visits a year that the plan asks for.
    pub senior_planned: Option<usize>,
}

impl DutyRow {
    /// Of an account on a day.
    pub fn of(portfolio: &Portfolio, at: usize, today: Date, fiscal_year_start: i8) -> Self {
        let account = &portfolio.accounts[at];
        let from = back_months(today, 12);
        let in_year = |day: &Date| *day > from && *day <= today;
        let times = |duty: Duty| {
            let entries = account.duties.iter().filter(|entry| entry.duty == duty).map(|entry| entry.date);
            if duty == Duty::SeniorVisits {
                let visits = senior_visits(portfolio, account, today).map(|visit| visit.date);
                return entries.chain(visits).filter(in_year).collect::<BTreeSet<Date>>().len();
            }
            if duty == Duty::Incentives {
                let granted = incentives(account, today, fiscal_year_start).map(|(_, period)| period.last);
                return entries.chain(granted).filter(in_year).count();
            }
            entries.filter(in_year).count()
        };
        let mut counts = [0; 9];
        for (count, duty) in counts.iter_mut().zip(Duty::ALL) {
            *count = times(*duty);
        }
        let senior_planned = senior_planned(account, today).and_then(|planned| usize::try_from(planned).ok());
        Self { account: at, counts, senior_planned: senior_planned.filter(|planned| *planned > 0) }
    }

    /// How often a duty was done.
    pub fn times(&self, duty: Duty) -> usize {
        Duty::ALL.iter().position(|other| *other == duty).map_or(0, |place| self.counts[place])
    }

    /// How often it was to be done in the year, where a plan says so.
    pub fn planned(&self, duty: Duty) -> Option<usize> {
        self.senior_planned.filter(|_| duty == Duty::SeniorVisits)
    }

    /// Whether it was done, and as often as planned.
    pub fn is_done(&self, duty: Duty) -> bool {
        self.times(duty) >= self.planned(duty).unwrap_or(1)
    }

    /// How many of the nine were done.
    pub fn done(&self) -> usize {
        Duty::ALL.iter().filter(|duty| self.is_done(**duty)).count()
    }
}

/// Visits of our senior level up to a day.
pub fn senior_visits<'a>(
    portfolio: &'a Portfolio,
    account: &'a Account,
    today: Date,
) -> impl Iterator<Item = &'a Visit> {
    visits_until(account, today).filter(|visit| is_senior(portfolio, visit))
}

/// Discounts and rebates granted in periods that are over, with the days of the period; without those of a period in which an
/// incentive is entered as a duty.
pub fn incentives(
    account: &Account,
    today: Date,
    fiscal_year_start: i8,
) -> impl Iterator<Item = (&ConcessionPeriod, Period)> {
    let is_granted = |granted: &ConcessionPeriod| {
        [granted.discounts, granted.rebates].into_iter().flatten().any(Amount::is_positive)
    };
    let entered = |period: Period| {
        account.duties.iter().any(|entry| entry.duty == Duty::Incentives && period.contains(entry.date))
    };
    let periods = account.concessions.periods.iter().filter(move |granted| is_granted(granted));
    periods
        .filter_map(move |granted| Some((granted, granted.period.query()?.resolve(today, fiscal_year_start))))
        .filter(move |(_, period)| period.last <= today && !entered(*period))
}

/// Every account with a dossier.
pub fn duty_grid(portfolio: &Portfolio, today: Date, fiscal_year_start: i8) -> Vec<DutyRow> {
    let documented = portfolio.accounts.iter().enumerate().filter(|(_, account)| account.is_documented());
    documented.map(|(at, _)| DutyRow::of(portfolio, at, today, fiscal_year_start)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{self, account};

    #[test]
    fn only_the_twelve_months_count() {
        let mut accounts = vec![account("a"), account("b")];
        accounts[0].duties = serde_yaml::from_str(
            "[{duty: 1, date: 2025-06-30}, {duty: 1, date: 2025-07-01}, {duty: 9, date: 2026-06-30},
              {duty: 9, date: 2026-01-01}, {duty: 2, date: 2026-07-01}]",
        )
        .unwrap();
        let grid = duty_grid(&sample::portfolio(accounts), "2026-06-30".parse().unwrap(), 1);
        assert_eq!(grid[0].counts, [1, 0, 0, 0, 0, 0, 0, 0, 2]);
        assert_eq!((grid[0].done(), grid[1].done(), grid.len()), (2, 0, 2));
    }

    #[test]
    fn incentives_are_read_from_the_concessions() {
        let mut one = account("a");
        // The first quarter is entered as a duty, the third is not over, and free services are no incentive.
        one.concessions = serde_yaml::from_str(
            "{periods: [{period: 2025-Q4, rebates: 4}, {period: 2026-Q1, discounts: 3}, {period: 2026-Q2, free_services: 2},
              {period: 2026-Q3, rebates: 1}]}",
        )
        .unwrap();
        one.duties = serde_yaml::from_str("[{duty: incentives, date: 2026-03-31}]").unwrap();
        let times = |one: &Account| {
            let row = DutyRow::of(&sample::portfolio(vec![one.clone()]), 0, "2026-06-30".parse().unwrap(), 1);
            row.times(Duty::Incentives)
        };
        assert_eq!(times(&one), 2);
        one.duties.clear();
        assert_eq!(times(&one), 2);
    }

    #[test]
    fn senior_visits_are_read_from_the_log() {
        let mut one = account("a");
        // A visit of 25 February, entered as a duty too; a call is none, and June of last year is too long ago.
        one.visits = serde_yaml::from_str(
            "[{date: 2025-06-01, senior: true}, {date: 2026-02-25, senior: true}, {date: 2026-03-02, kind: call, senior: true},
              {date: 2026-05-02}]",
        )
        .unwrap();
        one.duties = serde_yaml::from_str("[{duty: senior_visits, date: 2026-02-25}]").unwrap();
        let row = |account: &Account| {
            DutyRow::of(&sample::portfolio(vec![account.clone()]), 0, "2026-06-30".parse().unwrap(), 1)
        };
        assert_eq!((row(&one).times(Duty::SeniorVisits), row(&one).done()), (1, 1));
        one.duties.clear();
        assert_eq!((row(&one).times(Duty::SeniorVisits), row(&one).done()), (1, 1));
        one.visit_plan = Some(serde_yaml::from_str("{senior_per_year: 2}").unwrap());
        assert_eq!((row(&one).planned(Duty::SeniorVisits), row(&one).done()), (Some(2), 0));
    }
}
