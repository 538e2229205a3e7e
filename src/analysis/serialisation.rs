//! Serialisation (S3 客户系列化): the share of accounts that are loyal, adopt early or are of class A, by quarter.
//!
//! Of the accounts that bought in the quarter; the class is that of the quarter. Loyalty and early adoption stand in dossiers
//! as of today, without a history, so they count the same in every quarter: what moves is class and who bought.

use super::abc::AbcClass;
use super::migration::PeriodClass;
use super::portfolio_facts::QuarterClasses;
use super::sales::{SalesView, Scope};
use crate::portfolio::{Account, Amount, LoyaltyAttitude, Period, Portfolio};

/// A quarter.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Serialised {
    /// The days counted.
    pub period: Period,
    /// Whether it was still running.
    pub partial: bool,
    /// Accounts that bought.
    pub buyers: usize,
    /// Those of them that are in series.
    pub accounts: usize,
    /// Their share of the revenue of all that bought, 0 to 1; `None` without revenue.
    pub revenue_share: Option<f64>,
}

impl Serialised {
    /// Share of the accounts, 0 to 1; `None` where nobody bought.
    pub fn share(&self) -> Option<f64> {
        (self.buyers > 0).then(|| self.accounts as f64 / self.buyers as f64)
    }
}

/// The quarters, oldest first.
pub fn serialised(portfolio: &Portfolio, sales: &SalesView, quarters: &[QuarterClasses]) -> Vec<Serialised> {
    let periods: Vec<Period> = quarters.iter().map(|quarter| quarter.period).collect();
    let mut sums = vec![Sum::default(); quarters.len()];
    // Account by account: the days of one lie together in memory.
    for (at, account) in portfolio.accounts.iter().enumerate() {
        let revenue = sales.series(Scope::Account(at), &periods);
        for ((sum, quarter), figures) in sums.iter_mut().zip(quarters).zip(revenue) {
            let Some(class) = quarter.classes.get(at).filter(|class| class.is_some()) else { continue };
            sum.add(figures.revenue.max(Amount::ZERO), is_in_series(account, *class));
        }
    }
    sums.iter().zip(quarters).map(|(sum, quarter)| sum.serialised(quarter)).collect()
}

/// What is summed up of a quarter.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    buyers: usize,
    accounts: usize,
    all: Amount,
    in_series: Amount,
}

impl Sum {
    fn add(&mut self, revenue: Amount, is_in_series: bool) {
        self.buyers += 1;
        self.all += revenue;
        if is_in_series {
            self.accounts += 1;
            self.in_series += revenue;
        }
    }

    fn serialised(&self, quarter: &QuarterClasses) -> Serialised {
        Serialised {
            period: quarter.period,
            partial: quarter.partial,
            buyers: self.buyers,
            accounts: self.accounts,
            revenue_share: self.in_series.share_of(self.all).filter(|_| self.all.is_positive()),
        }
    }
}

fn is_in_series(account: &Account, class: PeriodClass) -> bool {
    let loyalty = account.loyalty.as_ref();
    class == Some(AbcClass::A)
        || loyalty.is_some_and(|loyalty| loyalty.attitude == LoyaltyAttitude::Loyal || loyalty.early_adopter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{self, account, analysis_of, ledger};
    use crate::project::settings::Settings;

    #[test]
    fn loyal_early_or_class_a() {
        let mut accounts = vec![account("a"), account("b"), account("c"), account("d")];
        accounts[1].loyalty = serde_yaml::from_str("{attitude: loyal}").unwrap();
        accounts[2].loyalty = serde_yaml::from_str("{attitude: switcher, early_adopter: true}").unwrap();
        let portfolio = sample::portfolio(accounts);
        // First quarter: a is class A alone; b buys little, d little. Second: only c and d.
        let sales = [
            ("a", "2026-02-01", 900, None),
            ("b", "2026-02-01", 60, None),
            ("d", "2026-02-01", 40, None),
            ("c", "2026-05-01", 30, None),
            ("d", "2026-06-30", 970, None),
        ];
        let analysis = analysis_of(&portfolio, &ledger(&sales), &Settings::default());
        let found = serialised(&portfolio, &analysis.sales, &analysis.portfolio.quarters);
        let said: Vec<_> = found.iter().map(|one| (one.buyers, one.accounts, one.revenue_share)).collect();
        assert_eq!(said, [(3, 2, Some(0.96)), (2, 2, Some(1.0))]);
        assert!((found[0].share().unwrap() - 2.0 / 3.0).abs() < 1e-12);
    }
}
