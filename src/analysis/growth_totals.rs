//! Growth over all accounts by direction (S4): what dossiers mean to win a year, and what open opportunities are about.

use crate::portfolio::{Amount, GrowthDirection, Portfolio};

/// A direction over all accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GrowthTotal {
    /// Which.
    pub direction: GrowthDirection,
    /// Accounts that go there, by a move of the dossier or by an open opportunity.
    pub accounts: usize,
    /// Moves of the dossiers.
    pub moves: usize,
    /// Of these, those that name an amount.
    pub priced: usize,
    /// What the moves are worth a year, as far as the dossiers say.
    pub amount: Amount,
    /// Open opportunities.
    pub opportunities: usize,
    /// What these are worth.
    pub pipeline: Amount,
}

/// Every direction, in the order of the source.
pub fn growth_totals(portfolio: &Portfolio) -> Vec<GrowthTotal> {
    GrowthDirection::ALL.iter().map(|direction| of(portfolio, *direction)).collect()
}

fn of(portfolio: &Portfolio, direction: GrowthDirection) -> GrowthTotal {
    let mut sum = GrowthTotal {
        direction,
        accounts: 0,
        priced: 0,
        moves: 0,
        amount: Amount::ZERO,
        opportunities: 0,
        pipeline: Amount::ZERO,
    };
    for account in &portfolio.accounts {
        let moves = || account.growth.iter().filter(|step| step.direction == direction);
        let open = || account.opportunities.iter().filter(|one| one.is_open() && one.growth == Some(direction));
        sum.moves += moves().count();
        sum.amount += moves().filter_map(|step| Some(step.amount.as_ref()?.value)).sum();
        sum.opportunities += open().count();
        sum.pipeline += open().filter_map(|one| Some(one.amount.as_ref()?.value)).sum();
        sum.priced += moves().filter(|step| step.amount.is_some()).count();
        sum.accounts += usize::from(moves().next().is_some() || open().next().is_some());
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{self, account};

    #[test]
    fn moves_and_open_opportunities_by_direction() {
        let mut accounts = vec![account("a"), account("b")];
        accounts[0].growth = serde_yaml::from_str(
            "[{direction: market_penetration, what: x, amount: 10}, {direction: market_penetration, what: y}]",
        )
        .unwrap();
        accounts[1].opportunities = serde_yaml::from_str(
            "[{name: p, growth: market_penetration, amount: 7}, {name: q, growth: diversification, amount: 3},
              {name: r, growth: diversification, amount: 9, outcome: {result: lost, date: 2026-01-01}}]",
        )
        .unwrap();
        let totals = growth_totals(&sample::portfolio(accounts));
        assert_eq!(totals.len(), 7);
        let first = totals[0];
        assert_eq!((first.accounts, first.priced, first.moves, first.opportunities), (2, 1, 2, 1));
        assert_eq!((first.amount, first.pipeline), (Amount::from_int(10), Amount::from_int(7)));
        assert_eq!((totals[6].accounts, totals[6].pipeline), (1, Amount::from_int(3)));
        assert_eq!(totals[1].accounts, 0);
    }
}
