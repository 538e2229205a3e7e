//! Visits over all accounts: what the plans ask for, what was done, who has not been seen, and how much the senior level did.
//!
//! Counted are visits of the 12 months up to today; a call is none ([`super::meetings::is_visit`]), and a visit of a later
//! day is a plan. What the plan asks for is counted from the day on which we began ([`visit_plan`]). A visit is senior where it
//! says so or a senior member of ours took part.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::meetings::{SEEN_DAYS, planned_meeting, planned_visits, visits_until};
use super::visit_plan;
use crate::portfolio::{Account, Portfolio, Visit, VisitKind, back_months, days_between};

/// Working days of a year (convention), of which a good sales head spends a third with key accounts (S3, S4).
pub const WORKING_DAYS: usize = 250;

/// How an account is visited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Visiting {
    /// Position of the account.
    pub account: usize,
    /// Visits that the plan asks for in the 12 months, or since we began.
    pub planned: Option<u32>,
    /// The day within the 12 months on which we began.
    pub begun: Option<Date>,
    /// Visits of the 12 months.
    pub done: u32,
    /// Those in which our senior level took part.
    pub senior: u32,
    /// Senior visits that the plan asks for in the same days.
    pub senior_planned: Option<u32>,
    /// The last visit, of any year.
    pub last: Option<Date>,
    /// The next one that is planned by its day, or as an action that names whom to meet; an overdue action where nothing is to
    /// come.
    pub next: Option<Date>,
}

impl Visiting {
    /// Of an account on a day.
    pub fn of(portfolio: &Portfolio, at: usize, today: Date) -> Self {
        let account = &portfolio.accounts[at];
        let from = back_months(today, 12);
        let past = || visits_until(account, today);
        let year = || past().filter(|visit| visit.date > from);
        let count = |visits: usize| u32::try_from(visits).unwrap_or(u32::MAX);
        Self {
            account: at,
            planned: visit_plan::planned(account, today),
            begun: visit_plan::begun(account, today),
            done: count(year().count()),
            senior: count(year().filter(|visit| is_senior(portfolio, visit)).count()),
            senior_planned: visit_plan::senior_planned(account, today),
            last: past().next_back().map(|visit| visit.date),
            next: next_visit(account, today),
        }
    }

    /// Days since the last visit; none since one that is newer than the sales.
    pub fn days(&self, today: Date) -> Option<i32> {
        self.last.map(|last| days_between(last, today).max(0))
    }

    /// Whether nobody has been there for long, or ever.
    pub fn is_unvisited(&self, today: Date) -> bool {
        self.days(today).is_none_or(|days| days > SEEN_DAYS)
    }

    /// Whether a day is set for the next visit; one that has passed is none.
    pub fn has_next(&self, today: Date) -> bool {
        self.next.is_some_and(|next| next >= today)
    }

    /// Visits of the plan that were made: no more than were planned, so that one account does not make up for another.
    pub fn kept(&self) -> u32 {
        self.planned.map_or(0, |planned| planned.min(self.done))
    }
}

/// The next visit that is planned by its day, or as an action that names whom to meet; an overdue action where nothing is to come.
pub fn next_visit(account: &Account, today: Date) -> Option<Date> {
    let visit = planned_visits(account, today).next().map(|visit| visit.date);
    let action = planned_meeting(account, today, |_| true).map(|(_, due)| due);
    [visit, action].into_iter().flatten().min_by_key(|day| (*day < today, *day))
}

/// Whether our senior level took part: the visit says so, or one of those who went belongs to it. An event is no such visit, however
/// many of us are there.
pub fn is_senior(portfolio: &Portfolio, visit: &Visit) -> bool {
    if visit.kind == Some(VisitKind::Event) {
        return false;
    }
    visit.senior || visit.by.iter().filter_map(|who| portfolio.member(who)).any(|member| member.senior)
}

/// Every account with a dossier.
pub fn visiting(portfolio: &Portfolio, today: Date) -> Vec<Visiting> {
    let documented = portfolio.accounts.iter().enumerate().filter(|(_, account)| account.is_documented());
    documented.map(|(at, _)| Visiting::of(portfolio, at, today)).collect()
}

/// What some accounts come to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Accounts.
    pub accounts: usize,
    /// Accounts that nobody has visited for long.
    pub unvisited: usize,
    /// Visits that the plans ask for.
    pub planned: u32,
    /// Visits of the plans that were made.
    pub kept: u32,
    /// All visits.
    pub done: u32,
    /// Visits in which our senior level took part.
    pub senior: u32,
}

impl Coverage {
    /// Of some accounts.
    pub fn of<'a>(accounts: impl Iterator<Item = &'a Visiting>, today: Date) -> Self {
        accounts.fold(Self::default(), |sum, one| Self {
            accounts: sum.accounts + 1,
            unvisited: sum.unvisited + usize::from(one.is_unvisited(today)),
            planned: sum.planned + one.planned.unwrap_or_default(),
            kept: sum.kept + one.kept(),
            done: sum.done + one.done,
            senior: sum.senior + one.senior,
        })
    }

    /// The part of the plan that was kept, 0 to 1; `None` without a plan.
    pub fn share_kept(&self) -> Option<f64> {
        (self.planned > 0).then(|| f64::from(self.kept) / f64::from(self.planned))
    }
}

/// Days of the 12 months on which each member of ours visited any account; several visits of a day are one, an event is none.
pub fn visit_days(portfolio: &Portfolio, today: Date) -> Vec<usize> {
    let from = back_months(today, 12);
    let mut days: Vec<BTreeSet<Date>> = vec![BTreeSet::new(); portfolio.team.len()];
    for account in &portfolio.accounts {
        let is_counted = |visit: &&Visit| visit.date > from && visit.kind != Some(VisitKind::Event);
        for visit in visits_until(account, today).filter(is_counted) {
            for member in visit.by.iter().filter_map(|who| portfolio.member_at(who)) {
                days[member].insert(visit.date);
            }
        }
    }
    days.iter().map(BTreeSet::len).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{self, account};

    fn today() -> Date {
        "2026-06-30".parse().unwrap()
    }

    fn portfolio() -> Portfolio {
        let mut accounts = vec![account("a"), account("b"), account("c")];
        accounts[0].visit_plan = serde_yaml::from_str("{per_quarter: 1, per_month: 1, senior_per_year: 2}").unwrap();
        accounts[0].visits = serde_yaml::from_str(
            "[{date: 2025-06-30, by: lin}, {date: 2025-07-01, by: [lin, Boss]}, {date: 2026-05-01, by: lin, senior: true},
              {date: 2026-06-29, kind: call, by: lin}, {date: 2026-07-05, by: lin}]",
        )
        .unwrap();
        accounts[1].visit_plan = serde_yaml::from_str("{per_year: 1}").unwrap();
        accounts[1].visits =
            serde_yaml::from_str("[{date: 2026-05-01, by: lin}, {date: 2026-05-02}, {date: 2026-06-01}]").unwrap();
        let mut portfolio = sample::portfolio(accounts);
        portfolio.team = serde_yaml::from_str("[{id: boss, name: Boss, senior: true}, {id: lin, name: Lin}]").unwrap();
        portfolio
    }

    #[test]
    fn plan_against_done() {
        let found = visiting(&portfolio(), today());
        // 2025-06-30 lies before the 12 months, the call is none, July is a plan.
        let a = Visiting {
            account: 0,
            planned: Some(12),
            begun: None,
            done: 2,
            senior: 2,
            senior_planned: Some(2),
            last: Some("2026-05-01".parse().unwrap()),
            next: Some("2026-07-05".parse().unwrap()),
        };
        assert_eq!(found[0], a);
        assert_eq!((a.days(today()), a.is_unvisited(today())), (Some(60), false));
        assert_eq!((found[1].done, found[1].kept(), found[1].planned), (3, 1, Some(1)));
        assert_eq!((found[2].last, found[2].is_unvisited(today()), found[2].planned), (None, true, None));
        let all = Coverage::of(found.iter(), today());
        let sum = Coverage { accounts: 3, unvisited: 1, planned: 13, kept: 3, done: 5, senior: 2 };
        assert_eq!(all, sum);
        assert!((all.share_kept().unwrap() - 3.0 / 13.0).abs() < 1e-12);
        assert_eq!(Coverage::default().share_kept(), None);
    }

    #[test]
    fn an_event_is_no_senior_visit() {
        let mut portfolio = portfolio();
        portfolio.accounts[2].visits = serde_yaml::from_str(
            "[{date: 2026-05-01, kind: event, by: Boss, senior: true}, {date: 2026-05-02, kind: received, by: Boss}]",
        )
        .unwrap();
        let found = Visiting::of(&portfolio, 2, today());
        assert_eq!((found.done, found.senior), (2, 1));
    }

    #[test]
    fn days_of_a_member_count_once() {
        let portfolio = portfolio();
        assert_eq!(visit_days(&portfolio, today())[..2], [1, 2]);
    }

    #[test]
    fn a_visit_whose_day_has_passed_is_no_next_one() {
        let mut portfolio = portfolio();
        let mut next = |due: &str| {
            let plan = format!("{{actions: [{{what: See him, contact: x, due: {due}}}]}}");
            portfolio.accounts[2].plan = Some(serde_yaml::from_str(&plan).unwrap());
            let found = Visiting::of(&portfolio, 2, today());
            (found.next.map(|day| day.to_string()), found.has_next(today()))
        };
        assert_eq!(next("2026-06-30"), (Some("2026-06-30".to_owned()), true));
        assert_eq!(next("2026-06-18"), (Some("2026-06-18".to_owned()), false));
    }

    #[test]
    fn sixty_one_days_are_too_long() {
        let mut portfolio = portfolio();
        portfolio.accounts[0].visits = serde_yaml::from_str("[{date: 2026-04-30}]").unwrap();
        assert!(Visiting::of(&portfolio, 0, today()).is_unvisited(today()));
    }
}
