//! What winning an account took, and in which year it had come back (S0).

use super::{PaidBack, Payback};
use crate::analysis::forecast_outcome::Outcomes;
use crate::portfolio::{Account, Amount};

/// What winning an account took, and whether it has come back.
#[derive(Debug, Clone, PartialEq)]
pub struct Invested {
    /// All that was put in.
    pub sum: Amount,
    /// The years with their answer; `None` where gross profit is not known for each of them.
    pub payback: Option<Payback>,
    /// The first year in which something was put in.
    pub first: i16,
}

impl Invested {
    /// In how many years it came back, that of the first investment counted; `None` while it has not, or where nobody knows.
    pub fn years_to_return(&self) -> Option<i32> {
        let payback = self.payback.as_ref()?;
        Some(i32::from(payback.returned?) - i32::from(self.first) + 1)
    }

    /// Whether its year of return is the latest possible, money having been spent before the sales on file begin.
    pub fn is_at_latest(&self) -> bool {
        self.payback.as_ref().is_some_and(|payback| payback.is_at_latest)
    }

    /// What is out by the sales on file, where nobody can say whether the years before them brought it back.
    pub fn not_seen(&self) -> Option<Amount> {
        match self.payback.as_ref()?.paid_back {
            PaidBack::NotSeen(amount) => Some(amount),
            _ => None,
        }
    }

    /// What is still to come back; `None` where it has, or nobody knows.
    pub fn missing(&self) -> Option<Amount> {
        match self.payback.as_ref()?.paid_back {
            PaidBack::Missing(amount) => Some(amount),
            _ => None,
        }
    }
}

impl Outcomes<'_> {
    /// What winning the account at a position took; `None` where nothing was put in.
    pub fn invested(&self, account: &Account, at: usize) -> Option<Invested> {
        let spent = || account.investments.iter().filter(|year| year.amount.value.is_positive());
        let first = spent().map(|year| year.year).min()?;
        let sum = account.investments.iter().map(|year| year.amount.value).sum();
        let payback = self.account_years(account, at).map(|years| Payback::of(&years));
        Some(Invested { sum, payback, first })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{account, analysis_of, ledger, portfolio};
    use crate::project::settings::Settings;

    #[test]
    fn counted_from_the_year_of_the_first_investment() {
        let sales = ledger(&[("a", "2025-01-01", 100, Some(60)), ("a", "2026-03-01", 200, Some(120))]);
        let analysis = analysis_of(&portfolio(vec![account("a")]), &sales, &Settings::default());
        let outcomes = Outcomes {
            sales: &analysis.sales,
            first_day: analysis.portfolio.first_day,
            day: "2026-06-30".parse().unwrap(),
            fiscal_year_start: 1,
        };
        let invested = |years: &str| {
            let mut one = account("a");
            one.investments = serde_yaml::from_str(years).unwrap();
            outcomes.invested(&one, 0)
        };
        // 30 went in before the sales, 40 came back in 2025 and 80 in 2026: 50 and 30 are back in 2026, the third year.
        let found = invested("[{year: 2024, amount: 30}, {year: 2025, amount: 50}]").unwrap();
        assert_eq!((found.sum, found.first, found.years_to_return()), (Amount::from_int(80), 2024, Some(3)));
        assert_eq!(found.missing(), None);
        assert!(found.is_at_latest(), "it may have bought before 2025, where the data begin");
        let since = |day: &str| {
            let one = crate::portfolio::Account { since: Some(day.parse().unwrap()), ..account("a") };
            let one = crate::portfolio::Account {
                investments: serde_yaml::from_str("[{year: 2024, amount: 30}]").unwrap(),
                ..one
            };
            outcomes.invested(&one, 0).unwrap().is_at_latest()
        };
        assert_eq!([since("2024-12-31"), since("2025-01-01")], [true, false]);
        let found = invested("[{year: 2026, amount: 500}]").unwrap();
        assert_eq!((found.years_to_return(), found.missing()), (None, Some(Amount::from_int(380))));
        assert_eq!(invested("[{year: 2026, amount: 0}]"), None);
        assert_eq!(invested("[]"), None);
    }
}
