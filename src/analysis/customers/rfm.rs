//! Recency, frequency and monetary value in quintiles, by the rank method.
//!
//! The method is Hughes' (*Strategic Database Marketing*, 1994): each measure on its own is cut into five groups of equal
//! size, 5 the best, and the three digits name the cell. The cuts are a convention of the field, and relative: a 5 is
//! among the best fifth of this portfolio, whatever it bought.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::portfolio::{Amount, day_after, days_between};

/// The three measures of one account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RfmMeasures {
    /// Days from the last sale to the snapshot, at least 1 (see [`recency`]).
    pub recency: i32,
    /// Orders.
    pub frequency: u64,
    /// Revenue, net of returns.
    pub monetary: Amount,
}

/// Three digits from 1 (least) to 5 (best); the order is that of cells `111`, `112`, …
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct RfmScore {
    /// 5: bought most recently.
    pub recency: u8,
    /// 5: bought most often.
    pub frequency: u8,
    /// 5: bought most.
    pub monetary: u8,
}

impl std::fmt::Display for RfmScore {
    /// `555`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}{}", self.recency, self.frequency, self.monetary)
    }
}

/// How a portfolio stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rfm {
    /// One per account, in the order of the measures.
    pub scores: Vec<RfmScore>,
    /// Accounts in each cell that has any.
    pub cells: BTreeMap<RfmScore, usize>,
    /// Accounts with recency scores 1 to 5.
    pub recency: [usize; 5],
    /// Accounts with frequency scores 1 to 5.
    pub frequency: [usize; 5],
    /// Accounts with monetary scores 1 to 5.
    pub monetary: [usize; 5],
}

/// Days from the last sale to the snapshot, which is the day after `as_of`: 1 for a sale on `as_of` itself.
pub fn recency(last_sale: Date, as_of: Date) -> i32 {
    days_between(last_sale, day_after(as_of))
}

impl Rfm {
    /// Scores accounts that are given in the order of their ids, bytewise: ties go by it, the earlier id scores lower.
    ///
    /// Where all accounts are alike in all three, nobody is scored: an order of ids would pass for one of customers.
    pub fn of(accounts: &[RfmMeasures]) -> Self {
        if accounts.len() > 1 && accounts.iter().all(|account| account == &accounts[0]) {
            return Self::default();
        }
        let recency = quintiles(accounts, |account| std::cmp::Reverse(account.recency));
        let frequency = quintiles(accounts, |account| account.frequency);
        let monetary = quintiles(accounts, |account| account.monetary);
        let scores = recency.iter().zip(&frequency).zip(&monetary);
        let scores: Vec<RfmScore> =
            scores.map(|((&r, &f), &m)| RfmScore { recency: r, frequency: f, monetary: m }).collect();
        let mut cells = BTreeMap::new();
        for score in &scores {
            *cells.entry(*score).or_default() += 1;
        }
        Self { cells, recency: counts(&recency), frequency: counts(&frequency), monetary: counts(&monetary), scores }
    }
}

/// Scores 1 to 5 of positions p = 1…n in rising order: 1 + the number of edges eⱼ = 1 + (n − 1)·j/5, j = 1…4, below p.
fn quintiles<K: Ord>(accounts: &[RfmMeasures], key: impl Fn(&RfmMeasures) -> K) -> Vec<u8> {
    let mut order: Vec<usize> = (0..accounts.len()).collect();
    // Stable: ties stay in the order of ids.
    order.sort_by_key(|&account| key(&accounts[account]));
    let mut scores = vec![1; accounts.len()];
    for (position, &account) in order.iter().enumerate() {
        // In whole numbers: (n − 1)·j < 5·(p − 1).
        let below = (1..=4).filter(|j| (accounts.len() - 1) * j < 5 * position).count();
        scores[account] += u8::try_from(below).unwrap_or(4);
    }
    scores
}

fn counts(scores: &[u8]) -> [usize; 5] {
    let mut counts = [0; 5];
    for &score in scores {
        counts[usize::from(score) - 1] += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn measures(recency: i32, frequency: u64, monetary: i64) -> RfmMeasures {
        RfmMeasures { recency, frequency, monetary: Amount::from_int(monetary) }
    }

    #[test]
    fn six_accounts_by_hand() {
        // n = 6: edges at positions 2, 3, 4, 5, so positions 1 and 2 score 1, then 2, 3, 4, 5.
        let accounts = [
            measures(1, 9, 10),
            measures(2, 9, 60),
            measures(3, 1, 50),
            measures(9, 2, 40),
            measures(9, 3, 30),
            measures(30, 4, 20),
        ];
        let found = Rfm::of(&accounts);
        let scores: Vec<String> = found.scores.iter().map(ToString::to_string).collect();
        // Frequency 9 twice: the earlier id is the lower. Recency 9 twice: likewise.
        assert_eq!(scores, ["541", "455", "314", "113", "222", "131"]);
        assert_eq!(found.recency, [2, 1, 1, 1, 1]);
        assert_eq!(found.cells.values().sum::<usize>(), 6);
    }

    #[test]
    fn one_account_and_none() {
        assert_eq!(Rfm::of(&[measures(1, 1, 1)]).scores[0].to_string(), "111");
        assert_eq!(Rfm::of(&[]), Rfm::default());
        assert_eq!(recency(date(1998, 5, 6), date(1998, 5, 6)), 1);
        assert_eq!(recency(date(1998, 4, 14), date(1998, 5, 6)), 23);
    }

    proptest::proptest! {
        #[test]
        fn scale_changes_no_score_and_quintiles_are_even(
            raw in proptest::collection::vec((1..400_i32, 1..60_u64, -500..90_000_i64), 1..80),
            factor in 1..1000_i64,
        ) {
            let plain: Vec<_> = raw.iter().map(|&(r, f, m)| measures(r, f, m)).collect();
            let scaled: Vec<_> = raw.iter().map(|&(r, f, m)| measures(r * 3, f * 2, m * factor)).collect();
            let found = Rfm::of(&plain);
            proptest::prop_assert_eq!(&found, &Rfm::of(&scaled));
            for counts in [found.recency, found.frequency, found.monetary] {
                let spread = counts.iter().max().unwrap() - counts.iter().min().unwrap();
                proptest::prop_assert!(spread <= 1, "{:?}", counts);
            }
        }
    }
}
