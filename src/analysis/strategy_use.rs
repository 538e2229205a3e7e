//! The nine strategies (S4): who uses which, by class, and what goes together with it: revenue that grew, opportunities won.
//!
//! What goes together is no cause: a strategy may be used where things go well already.

use super::abc::AbcClass;
use super::account_facts::AccountFacts;
use crate::portfolio::{Account, OutcomeKind, Portfolio, Strategy};

/// A strategy in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StrategyUse {
    /// Which.
    pub strategy: Strategy,
    /// Accounts by class A, B, C.
    pub by_class: [usize; 3],
    /// Accounts whose revenue grew against the year before.
    pub grew: usize,
    /// Accounts whose revenue can be compared.
    pub compared: usize,
    /// Opportunities of these accounts that were won.
    pub won: usize,
    /// Opportunities of these accounts that were won or lost.
    pub decided: usize,
}

impl StrategyUse {
    /// Accounts that use it.
    pub fn accounts(&self) -> usize {
        self.by_class.iter().sum()
    }
}

/// The fewest accounts that can be compared before one may speak of how many of them grew (convention).
pub const FEWEST: usize = 5;

/// Every strategy that some account uses, the most used first. `compared` says whether the year before is complete.
pub fn strategy_use(portfolio: &Portfolio, facts: &[AccountFacts], is_compared: bool) -> Vec<StrategyUse> {
    let mut found: Vec<StrategyUse> =
        Strategy::ALL.iter().map(|strategy| of(portfolio, facts, *strategy, is_compared)).collect();
    found.retain(|one| one.accounts() > 0);
    // Stable: ties stay in the order of the source.
    found.sort_by_key(|one| std::cmp::Reverse(one.accounts()));
    found
}

fn of(portfolio: &Portfolio, facts: &[AccountFacts], strategy: Strategy, is_compared: bool) -> StrategyUse {
    let mut sum = StrategyUse { strategy, by_class: [0; 3], grew: 0, compared: 0, won: 0, decided: 0 };
    let users = portfolio.accounts.iter().zip(facts).filter(|(account, _)| account.strategies.contains(&strategy));
    for (account, facts) in users {
        let class = AbcClass::ALL.iter().position(|class| *class == facts.class).unwrap_or(2);
        sum.by_class[class] += 1;
        if let Some(change) = facts.revenue.filter(|change| is_compared && change.before.is_positive()) {
            sum.compared += 1;
            sum.grew += usize::from(change.now > change.before);
        }
        sum.won += outcomes(account, OutcomeKind::Won);
        sum.decided += outcomes(account, OutcomeKind::Won) + outcomes(account, OutcomeKind::Lost);
    }
    sum
}

fn outcomes(account: &Account, kind: OutcomeKind) -> usize {
    let ended = account.opportunities.iter().filter_map(|opportunity| opportunity.outcome.as_ref());
    ended.filter(|outcome| outcome.result == kind).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{self, account, analysis_of, ledger};
    use crate::project::settings::Settings;

    #[test]
    fn by_class_and_by_result() {
        let mut accounts = vec![account("a"), account("b"), account("c")];
        accounts[0].strategies = vec![Strategy::Volume, Strategy::Team];
        accounts[1].strategies = vec![Strategy::Volume];
        accounts[0].opportunities = serde_yaml::from_str(
            "[{name: x, outcome: {result: won, date: 2026-01-01}}, {name: y, outcome: {result: lost, date: 2026-01-01}},
              {name: z, outcome: {result: cancelled, date: 2026-01-01}}, {name: w}]",
        )
        .unwrap();
        let portfolio = sample::portfolio(accounts);
        let sales = [
            ("a", "2024-06-01", 1, None),
            ("a", "2025-06-01", 700, None),
            ("a", "2026-06-30", 900, None),
            ("b", "2025-06-01", 60, None),
            ("b", "2026-06-30", 50, None),
        ];
        let analysis = analysis_of(&portfolio, &ledger(&sales), &Settings::default());
        let found = strategy_use(&portfolio, &analysis.accounts, true);
        let volume =
            StrategyUse { strategy: Strategy::Volume, by_class: [1, 1, 0], grew: 1, compared: 2, won: 1, decided: 2 };
        let team =
            StrategyUse { strategy: Strategy::Team, by_class: [1, 0, 0], grew: 1, compared: 1, won: 1, decided: 2 };
        assert_eq!(found, [volume, team]);
        assert_eq!(strategy_use(&portfolio, &analysis.accounts, false)[0].compared, 0);
    }
}
