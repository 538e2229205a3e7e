//! Revenue month by month without gaps: the input of regularity and seasonality.

use jiff::civil::Date;

use crate::analysis::sales::{SalesView, Scope};
use crate::portfolio::{Amount, Month, Period, day_after};

/// Net revenue of every month from a first to a last one; months without sales are zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthlyRevenue {
    /// The first month.
    pub first: Month,
    /// One amount per month.
    pub sums: Vec<Amount>,
}

/// Empty months from which an account may have stopped (convention).
pub const STOPPED: usize = 2;

impl MonthlyRevenue {
    /// Of the days that lie in the months `first` to `last`; empty when these are out of order.
    pub fn new(first: Month, last: Month, days: impl IntoIterator<Item = (Date, Amount)>) -> Self {
        let length = usize::try_from(last.index() - first.index() + 1).unwrap_or(0);
        let mut sums = vec![Amount::ZERO; length];
        for (day, amount) in days {
            let place = usize::try_from(Month::of(day).index() - first.index()).ok();
            if let Some(sum) = place.and_then(|place| sums.get_mut(place)) {
                *sum += amount;
            }
        }
        Self { first, sums }
    }

    /// Takes an amount out of the month of a day, where that is one of the months.
    pub fn take_out(&mut self, day: Date, amount: Amount) {
        let place = usize::try_from(Month::of(day).index() - self.first.index()).ok();
        if let Some(sum) = place.and_then(|place| self.sums.get_mut(place)) {
            *sum -= amount;
        }
    }

    /// Of an account or of all, from its first sale to a day; `None` without sales until then.
    pub fn of_sales(sales: &SalesView, scope: Scope, day: Date) -> Option<Self> {
        let all = Period::new(sales.first_day(scope)?, day)?;
        let days = sales.days(scope, all).map(|(day, figures)| (day, figures.revenue));
        Some(Self::new(Month::of(all.first), Month::of(all.last), days))
    }

    /// Without the months that were still running on `as_of` or had begun on or before `data_from` without a first day:
    /// what seasonality counts.
    #[must_use]
    pub fn complete(&self, data_from: Date, as_of: Date) -> Self {
        let from = if data_from.day() == 1 { Month::of(data_from) } else { Month::of(data_from).plus(1) };
        let end = Month::of(day_after(as_of));
        let clip = |month: Month| usize::try_from(month.index() - self.first.index()).unwrap_or(0).min(self.sums.len());
        let (start, end) = (clip(from), clip(end));
        let first = self.first.plus(i32::try_from(start).unwrap_or(0));
        Self { first, sums: self.sums[start..end.max(start)].to_vec() }
    }

    /// The sums from the first month with revenue on: the account's own months, without those before it was a customer.
    pub fn since_first(&self) -> Vec<Amount> {
        self.sums.iter().copied().skip_while(|sum| sum.is_zero()).collect()
    }

    /// Without the empty months at the end, where they are at least [`STOPPED`] and more than ever followed each other before: then
    /// the account has stopped, and they are no quiet season.
    #[must_use]
    pub fn until_stop(&self) -> Self {
        let runs = |sums: &[Amount]| sums.split(|sum| !sum.is_zero()).map(<[Amount]>::len).max().unwrap_or(0);
        let last = self.sums.iter().rposition(|sum| !sum.is_zero()).map_or(0, |last| last + 1);
        let silent = self.sums.len() - last;
        let first = self.sums.iter().position(|sum| !sum.is_zero()).unwrap_or(0);
        let stopped = last > 0 && silent >= STOPPED && silent > runs(&self.sums[first..last]);
        Self { first: self.first, sums: self.sums[..if stopped { last } else { self.sums.len() }].to_vec() }
    }

    /// Each month with its sum, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (Month, Amount)> + '_ {
        let month = |place| self.first.plus(i32::try_from(place).unwrap_or(0));
        self.sums.iter().enumerate().map(move |(place, &sum)| (month(place), sum))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn empty_months_at_the_end_are_a_stop_where_none_were_as_long() {
        let until = |sums: &[i64]| {
            let sums = sums.iter().map(|&sum| Amount::from_int(sum)).collect();
            MonthlyRevenue { first: Month::new(2025, 1), sums }.until_stop().sums.len()
        };
        assert_eq!(until(&[5, 0, 5, 0, 0]), 3);
        assert_eq!(until(&[5, 0, 0, 5, 0, 0]), 6, "as long a gap was no stop before");
        assert_eq!(until(&[0, 0, 0, 5, 0, 0]), 4, "before the first it was no customer");
        assert_eq!(until(&[5, 5, 0]), 3);
        assert_eq!(until(&[0, 0]), 2);
        assert_eq!(until(&[]), 0);
    }

    #[test]
    fn every_month_once_and_only_complete_ones_on_demand() {
        let amount = Amount::from_int;
        let days = [
            (date(2025, 11, 30), amount(5)),
            (date(2026, 1, 2), amount(7)),
            (date(2026, 1, 31), amount(-2)),
            (date(2026, 4, 1), amount(9)),
        ];
        let found = MonthlyRevenue::new(Month::new(2025, 11), Month::new(2026, 3), days);
        assert_eq!(found.sums, [5, 0, 5, 0, 0].map(amount));
        let complete = found.complete(date(2025, 11, 4), date(2026, 3, 30));
        assert_eq!((complete.first, complete.sums.len()), (Month::new(2025, 12), 3));
        let complete = found.complete(date(2025, 11, 1), date(2026, 3, 31));
        assert_eq!(complete, found);
        assert_eq!(found.iter().next_back(), Some((Month::new(2026, 3), Amount::ZERO)));
        assert_eq!(MonthlyRevenue::new(Month::new(2026, 2), Month::new(2026, 1), []).sums, []);
    }
}
