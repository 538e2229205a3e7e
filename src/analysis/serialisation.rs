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
    quarters.iter().map(|quarter| of(portfolio, sales, quarter)).collect()
}

fn of(portfolio: &Portfolio, sales: &SalesView, quarter: &QuarterClasses) -> Serialised {
    let (mut all, mut ours) = (Amount::ZERO, Amount::ZERO);
    let (mut buyers, mut accounts) = (0, 0);
    for (at, (account, class)) in portfolio.accounts.iter().zip(&quarter.classes).enumerate() {
        if class.is_none() {
            continue;
        }
        let revenue = sales.figures(Scope::Account(at), quarter.period).revenue.max(Amount::ZERO);
        buyers += 1;
        all += revenue;
        if is_in_series(account, *class) {
            accounts += 1;
            ours += revenue;
        }
    }
    Serialised {
        period: quarter.period,
        partial: quarter.partial,
        buyers,
        accounts,
        revenue_share: ours.share_of(all).filter(|_| all.is_positive()),
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
