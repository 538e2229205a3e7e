//! Over all accounts: how fast complaints are closed (S4 投诉), and how often what was promised of supply is kept (S4 优先保障).

use jiff::civil::Date;

use crate::portfolio::{Account, days_between};

/// Complaints up to a day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ComplaintTimes {
    /// Days from the complaint to its close, ascending.
    pub closed: Vec<i32>,
    /// Still open.
    pub open: usize,
    /// Days that the oldest open one has waited; `None` without one.
    pub oldest_open: Option<i32>,
    /// Days from the complaint to the first answer, of those that were answered, ascending.
    pub answered: Vec<i32>,
}

impl ComplaintTimes {
    /// Of some accounts.
    pub fn of<'a>(accounts: impl Iterator<Item = &'a Account>, day: Date) -> Self {
        let mut times = Self::default();
        for complaint in accounts.flat_map(|account| &account.complaints).filter(|complaint| complaint.date <= day) {
            let answer = complaint.responded.filter(|answer| *answer <= day);
            times.answered.extend(answer.map(|answer| days_between(complaint.date, answer)));
            match complaint.days_to_close(day) {
                Some(days) => times.closed.push(days),
                None => {
                    times.open += 1;
                    times.oldest_open = times.oldest_open.max(Some(days_between(complaint.date, day)));
                }
            }
        }
        times.closed.sort_unstable();
        times.answered.sort_unstable();
        times
    }

    /// Days within which half of the closed ones were closed (the lower of two middles); `None` without a closed one.
    pub fn median(&self) -> Option<i32> {
        middle(&self.closed)
    }

    /// Days within which half of the answered ones were answered first; `None` without an answered one.
    pub fn median_answer(&self) -> Option<i32> {
        middle(&self.answered)
    }
}

/// The lower of two middles of ascending numbers.
fn middle(ascending: &[i32]) -> Option<i32> {
    ascending.get(ascending.len().checked_sub(1)? / 2).copied()
}

/// Supply commitments by what became of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SupplyKept {
    /// Kept.
    pub kept: usize,
    /// Broken.
    pub broken: usize,
    /// Nobody has said yet.
    pub unjudged: usize,
}

impl SupplyKept {
    /// Of some accounts.
    pub fn of<'a>(accounts: impl Iterator<Item = &'a Account>) -> Self {
        accounts.flat_map(|account| &account.supply.commitments).fold(Self::default(), |sum, one| match one.kept {
            Some(true) => Self { kept: sum.kept + 1, ..sum },
            Some(false) => Self { broken: sum.broken + 1, ..sum },
            None => Self { unjudged: sum.unjudged + 1, ..sum },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::account;

    #[test]
    fn half_of_them_within_the_median() {
        let mut one = account("a");
        one.complaints = serde_yaml::from_str(
            "[{date: 2026-06-01, what: x, responded: 2026-06-05, closed: 2026-06-11}, {date: 2026-06-01, what: y, responded: 2026-06-02, closed: 2026-06-04},
              {date: 2026-06-10, what: z}, {date: 2026-06-20, what: u, closed: 2026-07-02}, {date: 2026-07-01, what: later}]",
        )
        .unwrap();
        let times = ComplaintTimes::of([&one].into_iter(), "2026-06-30".parse().unwrap());
        // What was closed after the day is open on it.
        assert_eq!(times, ComplaintTimes { closed: vec![3, 10], open: 2, oldest_open: Some(20), answered: vec![1, 4] });
        assert_eq!(times.median_answer(), Some(1));
        assert_eq!(times.median(), Some(3));
        assert_eq!(ComplaintTimes::default().median(), None);
    }

    #[test]
    fn what_nobody_judged_is_neither_kept_nor_broken() {
        let mut one = account("a");
        one.supply.commitments =
            serde_yaml::from_str("[{what: x, kept: true}, {what: y, kept: false}, {what: z}]").unwrap();
        assert_eq!(SupplyKept::of([&one].into_iter()), SupplyKept { kept: 1, broken: 1, unjudged: 1 });
    }
}
