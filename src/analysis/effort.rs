//! Where our effort goes against where the money comes from: an account's share of all visits beside its share of gross
//! profit, and the split of the quota of ten (S1).
//!
//! Every account's quota sums to ten, so quotas of two accounts say how each is worked and never who gets more. What can
//! be compared between accounts is where the time went: visits of the 12 months (a call is none).

use super::account_facts::AccountFacts;
use super::visiting::Visiting;
use crate::portfolio::{Amount, Portfolio};
use crate::project::settings::AbcBase;

/// An account's part in effort and in money.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EffortShare {
    /// Position of the account.
    pub account: usize,
    /// Its share of all visits, 0 to 1.
    pub visits: f64,
    /// Its share of the positive gross profit, or of revenue where costs cover too little, 0 to 1.
    pub money: f64,
}

impl EffortShare {
    /// More time than money above zero, less below.
    pub fn gap(&self) -> f64 {
        self.visits - self.money
    }
}

/// Shares of the accounts with a dossier that were visited or bring money, the widest apart first; and the base of money.
pub fn effort_shares(all: &[Visiting], facts: &[AccountFacts]) -> (Vec<EffortShare>, AbcBase) {
    let base =
        if facts.iter().any(|one| one.on_gross_profit.is_some()) { AbcBase::GrossProfit } else { AbcBase::Revenue };
    let money = |account: usize| {
        let place = match base {
            AbcBase::GrossProfit => facts[account].on_gross_profit,
            AbcBase::Revenue => Some(facts[account].on_revenue),
        };
        place.map_or(Amount::ZERO, |place| place.amount).max(Amount::ZERO)
    };
    let visits: u32 = all.iter().map(|one| one.done).sum();
    let total: Amount = all.iter().map(|one| money(one.account)).sum();
    if visits == 0 || !total.is_positive() {
        return (Vec::new(), base);
    }
    let share = |one: &Visiting| EffortShare {
        account: one.account,
        visits: f64::from(one.done) / f64::from(visits),
        money: money(one.account).share_of(total).unwrap_or_default(),
    };
    let mut shares: Vec<EffortShare> =
        all.iter().map(share).filter(|one| one.visits > 0.0 || one.money > 0.0).collect();
    shares.sort_by(|a, b| b.gap().abs().total_cmp(&a.gap().abs()).then(a.account.cmp(&b.account)));
    (shares, base)
}

/// The mean quota of some accounts: how many state one, units of time, people, money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MeanQuota {
    /// Accounts that state a quota.
    pub accounts: usize,
    /// Time, people, money; they sum to 10 but for rounding.
    pub units: [Amount; 3],
}

/// Of the accounts at some positions; `None` where none states a quota.
pub fn mean_quota(portfolio: &Portfolio, accounts: impl Iterator<Item = usize>) -> Option<MeanQuota> {
    let stated: Vec<[Amount; 3]> = accounts
        .filter_map(|at| portfolio.accounts[at].resource_quota.as_ref())
        .map(|quota| [quota.time, quota.people, quota.money])
        .collect();
    let count = i128::try_from(stated.len()).ok().filter(|count| *count > 0)?;
    let mean = |part: usize| {
        let sum: Amount = stated.iter().map(|quota| quota[part]).sum();
        Amount::from_scaled(sum.scaled() / count)
    };
    Some(MeanQuota { accounts: stated.len(), units: [mean(0), mean(1), mean(2)] })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{self, account, analysis_of, ledger};
    use crate::analysis::visiting::visiting;
    use crate::project::settings::Settings;

    #[test]
    fn visits_beside_money() {
        let mut accounts = vec![account("a"), account("b"), account("c")];
        accounts[0].visits = serde_yaml::from_str("[{date: 2026-06-01}]").unwrap();
        accounts[1].visits =
            serde_yaml::from_str("[{date: 2026-06-01}, {date: 2026-05-01}, {date: 2026-04-01}]").unwrap();
        let portfolio = sample::portfolio(accounts);
        let sales = [("a", "2026-06-30", 800, None), ("b", "2026-06-30", 200, None)];
        let analysis = analysis_of(&portfolio, &ledger(&sales), &Settings::default());
        let all = visiting(&portfolio, "2026-06-30".parse().unwrap());
        let (shares, base) = effort_shares(&all, &analysis.accounts);
        assert_eq!(base, AbcBase::Revenue);
        // a: 25 % of the visits, 80 % of revenue; b: 75 % and 20 %; c has neither.
        assert_eq!(shares.iter().map(|one| one.account).collect::<Vec<_>>(), [0, 1]);
        assert!((shares[0].gap() + 0.55).abs() < 1e-12 && (shares[1].gap() - 0.55).abs() < 1e-12);
        assert_eq!(effort_shares(&[], &analysis.accounts).0, []);
    }

    #[test]
    fn the_mean_of_quotas() {
        let mut accounts = vec![account("a"), account("b"), account("c")];
        accounts[0].resource_quota = serde_yaml::from_str("{time: 6, people: 3, money: 1}").unwrap();
        accounts[1].resource_quota = serde_yaml::from_str("{time: 3, people: 4, money: 3}").unwrap();
        let portfolio = sample::portfolio(accounts);
        let mean = mean_quota(&portfolio, 0..3).unwrap();
        let half = |text: &str| Amount::parse(text).unwrap();
        assert_eq!((mean.accounts, mean.units), (2, [half("4.5"), half("3.5"), half("2")]));
        assert_eq!(mean_quota(&portfolio, 2..3), None);
    }
}
