//! What changed: amounts against the period before, month by month against last year, and who moved the whole.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Serialize;

use super::sales::{Against, Figures, SalesView, Scope, compared, known_from};
use crate::portfolio::{Amount, Month, Period};

/// An amount, and what it was.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Change {
    /// In the period.
    pub now: Amount,
    /// In the period before.
    pub before: Amount,
}

impl Change {
    /// The difference.
    pub fn delta(self) -> Amount {
        self.now - self.before
    }

    /// The difference as a share of what it was: 0.15 for 15 % more; `None` where it was not positive.
    pub fn rate(self) -> Option<f64> {
        if self.before.is_positive() { self.delta().share_of(self.before) } else { None }
    }
}

/// A month of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthPoint {
    /// Which month.
    pub month: Month,
    /// In the month, up to `as_of`.
    pub now: Figures,
    /// In the same days a year earlier; `None` where the data do not reach back to them.
    pub last_year: Option<Figures>,
    /// Whether the month was still running.
    pub partial: bool,
}

/// The last `count` months up to that of `as_of`, which may be running. Months before the sales of the portfolio begin are left
/// out: nothing is known of them, and they are no months of zero.
pub fn months(sales: &SalesView, scope: Scope, as_of: Date, count: i32) -> Vec<MonthPoint> {
    let data_from = sales.first_day(Scope::Portfolio).map(known_from);
    let last = Month::of(as_of);
    let point = |back: i32| {
        let month = last.plus(-back);
        data_from.filter(|&first| month >= Month::of(first))?;
        let days = compared(Period::month(month), as_of, Against::LastYear)?;
        // A month in which the data begin is no base for growth: `Analysis::periods` says the same.
        let known = data_from.is_some_and(|from| from <= days.before.first);
        Some(MonthPoint {
            month,
            now: sales.figures(scope, days.now),
            last_year: known.then(|| sales.figures(scope, days.before)),
            partial: days.partial,
        })
    };
    (0..count).rev().filter_map(point).collect()
}

/// For how many complete months in a row, up to the newest, revenue was below the same month of last year.
pub fn falling_months(series: &[MonthPoint]) -> usize {
    let complete = series.iter().rev().filter(|point| !point.partial);
    complete.take_while(|point| point.last_year.is_some_and(|last| point.now.revenue < last.revenue)).count()
}

/// An account and its part in a change of the whole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mover {
    /// Position of the account.
    pub account: usize,
    /// Its own change.
    pub change: Change,
    /// Its difference ÷ the difference of the whole: above 1 where others fell; `None` where the whole did not change.
    pub part: Option<f64>,
}

/// Who moved the whole between two periods.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Movement {
    /// The whole.
    pub total: Change,
    /// Accounts that rose, largest rise first, ties by id.
    pub ups: Vec<Mover>,
    /// Accounts that fell, largest fall first, ties by id.
    pub downs: Vec<Mover>,
    /// Accounts with revenue now whose first sale of all lies in the period, in the order of ids.
    pub new: Vec<usize>,
    /// Of those that would be new the ones that may be no accounts of their own (see [`super::doubtful`]).
    pub doubtful: Vec<usize>,
    /// Accounts with revenue now and none before, that had bought earlier still.
    pub returned: Vec<usize>,
    /// Accounts with revenue before and none now.
    pub lost: Vec<usize>,
}

impl Movement {
    /// From amounts by account in both periods. `is_new` says whether an account's first sale lies in the period.
    pub fn between(now: &[Amount], before: &[Amount], is_new: impl Fn(usize) -> bool) -> Self {
        let total = Change { now: now.iter().copied().sum(), before: before.iter().copied().sum() };
        let mut found = Self { total, ..Self::default() };
        for (account, (&now, &before)) in now.iter().zip(before).enumerate() {
            let change = Change { now, before };
            let mover = Mover { account, change, part: change.delta().part_of_move(total.delta()) };
            match change.delta() {
                delta if delta.is_positive() => found.ups.push(mover),
                delta if !delta.is_zero() => found.downs.push(mover),
                _ => {}
            }
            match (now.is_positive(), before.is_positive()) {
                (true, false) if is_new(account) => found.new.push(account),
                (true, false) => found.returned.push(account),
                (false, true) => found.lost.push(account),
                _ => {}
            }
        }
        // Stable: ties stay in the order of ids.
        found.ups.sort_by_key(|mover| std::cmp::Reverse(mover.change.delta()));
        found.downs.sort_by_key(|mover| mover.change.delta());
        found
    }

    /// With the doubtful ones among the new set apart.
    #[must_use]
    pub fn doubting(mut self, doubtful: &BTreeSet<usize>) -> Self {
        (self.doubtful, self.new) = self.new.into_iter().partition(|account| doubtful.contains(account));
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amounts(values: &[i64]) -> Vec<Amount> {
        values.iter().map(|&v| Amount::from_int(v)).collect()
    }

    #[test]
    fn who_moved_the_whole() {
        let now = amounts(&[150, 80, 40, 0, 30, 7]);
        let before = amounts(&[100, 100, 0, 27, 0, 7]);
        let found = Movement::between(&now, &before, |account| account == 2);
        assert_eq!(found.total.delta(), Amount::from_int(73));
        let accounts = |movers: &[Mover]| movers.iter().map(|m| m.account).collect::<Vec<_>>();
        assert_eq!((accounts(&found.ups), accounts(&found.downs)), (vec![0, 2, 4], vec![3, 1]));
        assert_eq!((found.new, found.returned, found.lost), (vec![2], vec![4], vec![3]));
        let parts: f64 = found.ups.iter().chain(&found.downs).filter_map(|m| m.part).sum();
        assert!((parts - 1.0).abs() < 1e-12);
    }

    #[test]
    fn no_rate_from_nothing() {
        let change = |now, before| Change { now: Amount::from_int(now), before: Amount::from_int(before) };
        assert_eq!((change(5, 0).rate(), change(5, -5).rate()), (None, None));
        assert_eq!(change(85, 100).rate(), Some(-0.15));
    }

    #[test]
    fn falling_counts_complete_months_below_last_year() {
        let figures = |revenue| Figures { revenue: Amount::from_int(revenue), ..Figures::default() };
        let point = |month, now, last: Option<i64>, partial| MonthPoint {
            month: Month::new(2026, month),
            now: figures(now),
            last_year: last.map(figures),
            partial,
        };
        let series = [
            point(1, 1, Some(9), false),
            point(2, 9, Some(9), false),
            point(3, 8, Some(9), false),
            point(4, 7, Some(9), false),
            point(5, 99, Some(9), true),
        ];
        assert_eq!(falling_months(&series), 2);
        assert_eq!(falling_months(&[point(3, 1, None, false)]), 0);
    }
}
