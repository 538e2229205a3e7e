//! Concentration: how much of the business hangs on how few accounts.
//!
//! All figures are over the accounts with a positive amount, and shares are of their sum. Lorenz (1905); Gini in the
//! population form; Herfindahl–Hirschman index on the scale 0 to 10,000; CR 1 to 10, the share of so many of the largest.

use serde::Serialize;

use super::ranking::Ranking;
use crate::portfolio::Amount;

/// Concentration of a base (revenue or gross profit) in a period.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Concentration {
    /// Accounts with a positive amount.
    pub positive: usize,
    /// Their sum.
    pub sum: Amount,
    /// Gini coefficient, population form, 0 (all equal) to 1; `None` without a positive account, like every share.
    pub gini: Option<f64>,
    /// Herfindahl–Hirschman index, 0 to 10,000: squared percentage shares.
    pub hhi: Option<f64>,
    /// 10,000 / HHI: how many equal accounts would be as concentrated.
    pub effective_number: Option<f64>,
    /// Share of the largest account.
    pub cr1: Option<f64>,
    /// Share of the 3 largest.
    pub cr3: Option<f64>,
    /// Share of the 4 largest.
    pub cr4: Option<f64>,
    /// Share of the 5 largest.
    pub cr5: Option<f64>,
    /// Share of the 10 largest.
    pub cr10: Option<f64>,
    /// Number of accounts in the top 20 %: ⌈0.2 n⌉.
    pub top20_count: usize,
    /// Share of the top 20 % of accounts.
    pub top20_share: Option<f64>,
}

impl Concentration {
    /// Of ranked accounts.
    pub fn of(ranking: &Ranking) -> Self {
        let n = ranking.positive();
        let top20_count = n.div_ceil(5);
        let hhi = herfindahl(ranking);
        Self {
            positive: n,
            sum: ranking.sum(),
            gini: gini(ranking),
            hhi,
            effective_number: hhi.map(|index| HHI_SCALE / index),
            cr1: ranking.share_of_first(1),
            cr3: ranking.share_of_first(3),
            cr4: ranking.share_of_first(4),
            cr5: ranking.share_of_first(5),
            cr10: ranking.share_of_first(10),
            top20_count,
            top20_share: ranking.share_of_first(top20_count),
        }
    }
}

const HHI_SCALE: f64 = 10_000.0;

fn herfindahl(ranking: &Ranking) -> Option<f64> {
    let sum = ranking.sum().is_positive().then(|| ranking.sum().to_f64())?;
    // From the smallest on: the order of the sum is fixed and loses the least.
    Some(
        ranking.amounts().rev().filter(|a| a.is_positive()).map(|a| (a.to_f64() / sum).powi(2)).sum::<f64>()
            * HHI_SCALE,
    )
}

/// `Σ (2i − n − 1)·xᵢ / (n·Σx)` over rising amounts, i from 1: with falling ranks k the weight is `n + 1 − 2k`.
fn gini(ranking: &Ranking) -> Option<f64> {
    let n = ranking.positive() as i128;
    let exact = ranking
        .amounts()
        .take(ranking.positive())
        .zip(1_i128..)
        .try_fold(0_i128, |sum, (amount, rank)| sum.checked_add(amount.scaled().checked_mul(n + 1 - 2 * rank)?));
    let whole = ranking.sum().is_positive().then(|| ranking.sum().scaled())?;
    // Beyond 10³⁰ in all there is no exact sum: rounding is then far below any figure shown.
    let rounded = || {
        let weighted = ranking.amounts().take(ranking.positive()).zip(1_i128..);
        let term =
            |(amount, rank): (Amount, i128)| amount.to_f64() / ranking.sum().to_f64() * (n + 1 - 2 * rank) as f64;
        weighted.map(term).sum::<f64>() / n as f64
    };
    Some(exact.zip(whole.checked_mul(n)).map_or_else(rounded, |(weighted, whole)| weighted as f64 / whole as f64))
}

/// A point of the Lorenz curve: the smallest accounts first.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct LorenzPoint {
    /// Share of accounts, 0 to 1.
    pub accounts: f64,
    /// Share of the amount that they have, 0 to 1.
    pub amount: f64,
}

/// The Lorenz curve from (0, 0) to (1, 1), one point per positive account; empty without one.
pub fn lorenz(ranking: &Ranking) -> Vec<LorenzPoint> {
    let n = ranking.positive();
    let point = |smallest: usize| {
        let amount = (ranking.sum() - ranking.sum_of_first(n - smallest)).share_of(ranking.sum())?;
        Some(LorenzPoint { accounts: smallest as f64 / n as f64, amount })
    };
    if n == 0 { Vec::new() } else { (0..=n).filter_map(point).collect() }
}

/// A point of the Pareto curve: the largest accounts first.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ParetoPoint {
    /// Position of the account, as ranked.
    pub item: usize,
    /// Its amount.
    pub amount: Amount,
    /// Share of accounts up to and including it, 0 to 1.
    pub accounts: f64,
    /// Their share of the amount, 0 to 1.
    pub cumulative_share: f64,
}

/// The Pareto curve, one point per positive account, largest first.
pub fn pareto(ranking: &Ranking) -> Vec<ParetoPoint> {
    let n = ranking.positive();
    let point = |(place, &item): (usize, &usize)| {
        Some(ParetoPoint {
            item,
            amount: ranking.amount(item),
            accounts: (place + 1) as f64 / n as f64,
            cumulative_share: ranking.share_of_first(place + 1)?,
        })
    };
    ranking.order().iter().take(n).enumerate().filter_map(point).collect()
}

/// What is lost with one account: the whole falls by this share of itself (S0: losing one key account hits the year).
///
/// The whole is the total over all accounts, returns included, since that is what a year's result would miss.
/// `None` where the whole is not positive.
pub fn leave_one_out(amount: Amount, total: Amount) -> Option<f64> {
    if total.is_positive() { amount.share_of(total) } else { None }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ranking(values: &[i64]) -> Ranking {
        Ranking::of(&values.iter().map(|&v| Amount::from_int(v)).collect::<Vec<_>>())
    }

    fn near(found: Option<f64>, expected: f64) -> bool {
        found.is_some_and(|value| (value - expected).abs() < 1e-12)
    }

    #[test]
    fn a_small_case_by_hand() {
        // 60, 30, 10: shares .6 .3 .1; HHI 3600 + 900 + 100; Gini = (−2·10 + 0·30 + 2·60) / (3·100) = 1/3.
        let found = Concentration::of(&ranking(&[10, 60, 30, -5]));
        assert!(near(found.hhi, 4600.0) && near(found.gini, 1.0 / 3.0) && near(found.effective_number, 10.0 / 4.6));
        assert!(near(found.cr1, 0.6) && near(found.cr3, 1.0) && near(found.cr10, 1.0));
        assert_eq!((found.positive, found.top20_count), (3, 1));
    }

    #[test]
    fn equal_accounts_one_account_and_none() {
        let equal = Concentration::of(&ranking(&[7; 8]));
        assert!(near(equal.gini, 0.0) && near(equal.hhi, 1250.0) && near(equal.effective_number, 8.0));
        assert_eq!(equal.top20_count, 2);
        let one = Concentration::of(&ranking(&[7]));
        assert!(near(one.gini, 0.0) && near(one.hhi, 10_000.0) && near(one.cr1, 1.0));
        let none = Concentration::of(&ranking(&[0, -3]));
        assert_eq!((none.gini, none.hhi, none.cr1, none.top20_count), (None, None, None, 0));
        assert!(lorenz(&ranking(&[-3])).is_empty() && pareto(&ranking(&[])).is_empty());
    }

    #[test]
    fn amounts_beyond_exact_weights_still_have_a_gini() {
        let huge = Amount::from_scaled(i128::MAX / 4);
        let found = Concentration::of(&Ranking::of(&[huge, huge, Amount::from_scaled(1)]));
        assert!(near(found.gini, 1.0 / 3.0), "{:?}", found.gini);
    }

    #[test]
    fn losing_an_account_is_measured_against_the_whole() {
        assert_eq!(leave_one_out(Amount::from_int(25), Amount::from_int(100)), Some(0.25));
        assert_eq!(leave_one_out(Amount::from_int(25), Amount::from_int(-1)), None);
    }

    proptest! {
        #[test]
        fn shares_sum_to_one_and_gini_lies_within_its_range(values in proptest::collection::vec(-1_000_i64..1_000_000, 1..80)) {
            let ranking = ranking(&values);
            prop_assume!(ranking.positive() > 0);
            let shares: f64 = (0..values.len()).filter_map(|item| ranking.share(item)).sum();
            prop_assert!((shares - 1.0).abs() < 1e-9);
            let gini = Concentration::of(&ranking).gini.unwrap_or(f64::NAN);
            prop_assert!((0.0..1.0).contains(&gini));
        }

        #[test]
        fn the_lorenz_curve_is_convex_below_the_diagonal(values in proptest::collection::vec(1_i64..1_000_000, 2..80)) {
            let curve = lorenz(&ranking(&values));
            for three in curve.windows(3) {
                let (first, second) = (three[1].amount - three[0].amount, three[2].amount - three[1].amount);
                prop_assert!(second - first > -1e-12);
            }
            prop_assert!(curve.iter().all(|p| p.amount <= p.accounts + 1e-12));
            // Twice the area between the diagonal and the curve is the Gini coefficient.
            let area: f64 = curve.windows(2).map(|p| (p[1].accounts - p[0].accounts) * (p[0].amount + p[1].amount) / 2.0).sum();
            let gini = Concentration::of(&ranking(&values)).gini.unwrap_or(f64::NAN);
            prop_assert!((1.0 - 2.0 * area - gini).abs() < 1e-9);
        }
    }
}
