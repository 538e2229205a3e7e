//! Two ways to rank accounts (S4 交易顾客 / 关系顾客): by what they buy, or by what they are worth to us.
//!
//! 1. The transactional rank is by revenue of the 12 months.
//! 2. The relational rank is by value, of which the source names five parts: credit grade, cumulative sales, demand contribution,
//!    long-term potential, profit. It says neither how to measure nor how to weigh them. Here each is a place among the accounts
//!    of which it is known ([`places`]), and the mean of the places ranks (convention): how the account pays stands for the credit
//!    grade, which dossiers hold in the team's own words; the wallet stands for what it demands.
//! 3. A part that dossiers state (credit, demand, potential) counts only where at least half of the dossiers state it: else
//!    whoever states it would stand among few and fall behind those who left it blank.
//! 4. An account of which fewer than [`PARTS_NEEDED`] parts are known has no relational rank: two figures are no fuller a picture.
//!
//! Accounts with positive revenue are ranked; ties go by account id.

use jiff::civil::Date;

use super::account_facts::AccountFacts;
use super::health::HealthInputs;
use super::sales::SalesView;
use super::scores::{places, places_of_stated};
use crate::portfolio::{Amount, Portfolio};

/// Parts that a relational rank rests on at least (convention).
pub const PARTS_NEEDED: usize = 3;

/// The parts of relational value, in the order of the source.
pub const PARTS: [&str; 5] = ["credit", "cumulative_sales", "demand", "potential", "profit"];

/// Both ranks of an account.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TwoRanks {
    /// Position of the account.
    pub account: usize,
    /// By revenue, from 1.
    pub transactional: usize,
    /// By value, from 1, among those that have it; `None` with too few parts.
    pub relational: Option<usize>,
    /// The parts, each a place between 0 and 1, in the order of [`PARTS`].
    pub parts: [Option<f64>; 5],
    /// The transactional rank among the accounts that have a relational one: what the other can be compared with.
    pub comparable: Option<usize>,
}

impl TwoRanks {
    /// Parts that are known.
    pub fn known(&self) -> usize {
        self.parts.iter().flatten().count()
    }

    /// Places that it gains when ranked by value; below zero, that it loses.
    pub fn gain(&self) -> Option<i64> {
        let [before, now] = [self.comparable?, self.relational?].map(|rank| i64::try_from(rank).unwrap_or(i64::MAX));
        Some(before - now)
    }
}

/// Both ranks of every account with revenue, in the order of the transactional one.
pub fn two_ranks(portfolio: &Portfolio, sales: &SalesView, facts: &[AccountFacts], day: Date) -> Vec<TwoRanks> {
    let mut accounts: Vec<usize> = (0..facts.len()).filter(|&at| facts[at].year.revenue.is_positive()).collect();
    accounts.sort_by_key(|&at| (std::cmp::Reverse(facts[at].year.revenue), at));
    let each = |value: &dyn Fn(usize) -> Option<f64>| accounts.iter().map(|&at| value(at)).collect::<Vec<_>>();
    let dossiers = accounts.iter().filter(|&&at| portfolio.accounts[at].is_documented()).count();
    let part = |value: &dyn Fn(usize) -> Option<f64>| places(&each(value));
    let stated = |value: &dyn Fn(usize) -> Option<f64>| places_of_stated(&each(value), dossiers);
    let columns = [
        stated(&|at| HealthInputs { account: &portfolio.accounts[at], at, sales }.payment(day)),
        part(&|at| Some(facts[at].lifetime.revenue.to_f64())),
        stated(&|at| portfolio.accounts[at].wallet.as_ref().map(|wallet| wallet.amount.to_f64())),
        stated(&|at| portfolio.accounts[at].potential.as_ref().map(|potential| potential.value.to_f64())),
        part(&|at| facts[at].on_gross_profit.map(|place| place.amount).map(Amount::to_f64)),
    ];
    let parts = |row: usize| [0, 1, 2, 3, 4].map(|column: usize| columns[column][row]);
    let mut ranks: Vec<TwoRanks> = accounts
        .iter()
        .enumerate()
        .map(|(row, &account)| TwoRanks {
            account,
            transactional: row + 1,
            relational: None,
            parts: parts(row),
            comparable: None,
        })
        .collect();
    let mut valued: Vec<usize> = (0..ranks.len()).filter(|&row| ranks[row].known() >= PARTS_NEEDED).collect();
    for (place, &row) in valued.iter().enumerate() {
        ranks[row].comparable = Some(place + 1);
    }
    let mean = |row: usize| ranks[row].parts.iter().flatten().sum::<f64>() / ranks[row].known().max(1) as f64;
    let means: Vec<f64> = (0..ranks.len()).map(mean).collect();
    valued.sort_by(|&a, &b| means[b].total_cmp(&means[a]).then(accounts[a].cmp(&accounts[b])));
    for (place, row) in valued.into_iter().enumerate() {
        ranks[row].relational = Some(place + 1);
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{analysis_of, ledger, portfolio, with_wallet};
    use crate::portfolio::{Account, Figure};
    use crate::project::settings::Settings;

    #[test]
    fn the_larger_by_revenue_is_not_the_larger_by_value() {
        let with = |id: &str, wallet: i64, potential: i64| Account {
            potential: Some(Figure::plain(Amount::from_int(potential))),
            ..with_wallet(id, wallet)
        };
        let mut bare = with_wallet("c", 10);
        bare.wallet = None;
        let accounts = portfolio(vec![with("a", 300, 200), with("b", 500, 900), bare]);
        // a buys most this year at hardly a profit; b bought long before and earns more. Of c, sales and profit are known.
        let sales = [
            ("a", "2026-03-01", 100, Some(95)),
            ("b", "2024-03-01", 200, Some(100)),
            ("b", "2026-03-01", 80, Some(40)),
            ("c", "2026-03-01", 90, Some(45)),
        ];
        let analysis = analysis_of(&accounts, &ledger(&sales), &Settings::default());
        let found = two_ranks(&accounts, &analysis.sales, &analysis.accounts, analysis.as_of.date);
        let said: Vec<_> =
            found.iter().map(|one| (one.account, one.transactional, one.relational, one.gain())).collect();
        assert_eq!(said, [(0, 1, Some(2), Some(-1)), (2, 2, None, None), (1, 3, Some(1), Some(1))]);
        // Profit: 5, 45 and 40 are places 0, 1 and a half; of wallet and potential two are known.
        assert_eq!(found[0].parts, [None, Some(0.5), Some(0.0), Some(0.0), Some(0.0)]);
        assert_eq!(found[2].parts, [None, Some(1.0), Some(1.0), Some(1.0), Some(0.5)]);
        assert_eq!(found[1].known(), 2);
    }

    #[test]
    fn whoever_alone_states_a_potential_loses_no_place_by_it() {
        let ids = ["a", "b", "c", "d", "e"];
        let ranked = |stated: &[&str]| {
            let with = |id: &&str| Account {
                potential: stated
                    .contains(id)
                    .then(|| Figure::plain(Amount::from_int(if *id == "a" { 10 } else { 900 }))),
                ..with_wallet(id, 1000)
            };
            let accounts = portfolio(ids.iter().map(with).collect());
            let sales: Vec<_> =
                ids.iter().zip(1..).map(|(id, n)| (*id, "2026-03-01", 100 * (6 - n), Some(50))).collect();
            let analysis = analysis_of(&accounts, &ledger(&sales), &Settings::default());
            two_ranks(&accounts, &analysis.sales, &analysis.accounts, analysis.as_of.date)
        };
        // Two of five state one, and a the smaller: it is the largest customer still.
        let found = ranked(&["a", "b"]);
        assert_eq!((found[0].relational, found[0].parts[3]), (Some(1), None));
        // Three of five do: then it counts.
        assert_eq!(ranked(&["a", "b", "c"])[0].parts[3], Some(0.0));
    }
}
