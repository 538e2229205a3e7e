//! The nine duties (S3) over all accounts: how often each was done in the 12 months up to a day.

use jiff::civil::Date;

use crate::portfolio::{Duty, Portfolio, back_months};

/// An account with what was done there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DutyRow {
    /// Position of the account.
    pub account: usize,
    /// How often each of the nine was done, in the order of the source.
    pub counts: [usize; 9],
}

impl DutyRow {
    /// How many of the nine were done at least once.
    pub fn done(&self) -> usize {
        self.counts.iter().filter(|count| **count > 0).count()
    }
}

/// Every account with a dossier.
pub fn duty_grid(portfolio: &Portfolio, today: Date) -> Vec<DutyRow> {
    let from = back_months(today, 12);
    let documented = portfolio.accounts.iter().enumerate().filter(|(_, account)| account.is_documented());
    let row = |(at, account): (usize, &crate::portfolio::Account)| {
        let mut counts = [0; 9];
        let year = account.duties.iter().filter(|entry| entry.date > from && entry.date <= today);
        for place in year.filter_map(|entry| Duty::ALL.iter().position(|duty| *duty == entry.duty)) {
            counts[place] += 1;
        }
        DutyRow { account: at, counts }
    };
    documented.map(row).collect()
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
        let grid = duty_grid(&sample::portfolio(accounts), "2026-06-30".parse().unwrap());
        assert_eq!(grid[0].counts, [1, 0, 0, 0, 0, 0, 0, 0, 2]);
        assert_eq!((grid[0].done(), grid[1].done(), grid.len()), (2, 0, 2));
    }
}
