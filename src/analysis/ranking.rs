//! Accounts in the order of an amount: what ABC, Lorenz and every concentration figure start from.
//!
//! Items are given in the order of their ids (bytewise), so that a tie is broken by position. The statistics count the
//! items with a positive amount, and shares are of their sum (FRAMEWORKS, conventions).

use crate::portfolio::Amount;

/// Items by amount, falling; ties by position, which is the order of ids.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ranking {
    order: Vec<usize>,
    places: Vec<usize>,
    /// `running[k]`: sum of the first k positive items; `running[0]` is zero.
    running: Vec<Amount>,
    amounts: Vec<Amount>,
}

impl Ranking {
    /// Ranks items given in the order of their ids.
    pub fn of(amounts: &[Amount]) -> Self {
        let mut order: Vec<usize> = (0..amounts.len()).collect();
        order.sort_by(|&a, &b| amounts[b].cmp(&amounts[a]).then(a.cmp(&b)));
        let mut places = vec![0; amounts.len()];
        for (place, &item) in order.iter().enumerate() {
            places[item] = place;
        }
        let mut sum = Amount::ZERO;
        let positive = order.iter().map(|&item| amounts[item]).take_while(|amount| amount.is_positive());
        let running = std::iter::once(Amount::ZERO).chain(positive.map(|amount| {
            sum += amount;
            sum
        }));
        Self { running: running.collect(), order, places, amounts: amounts.to_vec() }
    }

    /// All items, positive or not.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether there is no item.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// Number of items with a positive amount; they come first.
    pub fn positive(&self) -> usize {
        self.running.len().saturating_sub(1)
    }

    /// Whether two items or more are positive and all these have the same amount.
    pub fn is_level(&self) -> bool {
        let positive = &self.order[..self.positive()];
        matches!(positive, [first, .., last] if self.amounts[*first] == self.amounts[*last])
    }

    /// Sum of the positive items: the whole of every share.
    pub fn sum(&self) -> Amount {
        self.running.last().copied().unwrap_or_default()
    }

    /// Sum of the `count` largest positive items; all of them when there are fewer.
    pub fn sum_of_first(&self, count: usize) -> Amount {
        self.running.get(count.min(self.positive())).copied().unwrap_or_default()
    }

    /// Positions of the items, largest amount first.
    pub fn order(&self) -> &[usize] {
        &self.order
    }

    /// The amount of an item.
    pub fn amount(&self, item: usize) -> Amount {
        self.amounts[item]
    }

    /// The amounts, largest first.
    pub fn amounts(&self) -> impl DoubleEndedIterator<Item = Amount> + '_ {
        self.order.iter().map(|&item| self.amounts[item])
    }

    /// The rank of an item, from 1.
    pub fn rank(&self, item: usize) -> usize {
        self.places[item] + 1
    }

    /// Its share of the sum of positive items: 0 for one that is not positive, `None` where no item is.
    pub fn share(&self, item: usize) -> Option<f64> {
        let counted = self.amounts[item].max(Amount::ZERO);
        counted.share_of(self.sum())
    }

    /// Share of all items up to and including it, in the order of rank; `None` where no item is positive.
    pub fn cumulative_share(&self, item: usize) -> Option<f64> {
        self.share_of_first(self.rank(item))
    }

    /// Share of the `count` largest items; 1 where there are fewer, `None` where no item is positive.
    pub fn share_of_first(&self, count: usize) -> Option<f64> {
        self.sum_of_first(count).share_of(self.sum())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amounts(values: &[i64]) -> Vec<Amount> {
        values.iter().map(|&v| Amount::from_int(v)).collect()
    }

    #[test]
    fn ties_go_by_id_and_items_at_or_below_zero_come_last() {
        let ranking = Ranking::of(&amounts(&[0, 5, -3, 5, 10]));
        assert_eq!(ranking.order(), [4, 1, 3, 0, 2]);
        assert_eq!((ranking.len(), ranking.positive(), ranking.sum()), (5, 3, Amount::from_int(20)));
        assert_eq!(ranking.rank(3), 3);
        assert_eq!((ranking.share(4), ranking.share(2)), (Some(0.5), Some(0.0)));
        assert_eq!((ranking.cumulative_share(1), ranking.cumulative_share(2)), (Some(0.75), Some(1.0)));
    }

    #[test]
    fn without_a_positive_item_there_is_no_share() {
        for ranking in [Ranking::of(&amounts(&[-1, 0])), Ranking::of(&[])] {
            assert_eq!((ranking.positive(), ranking.share_of_first(1)), (0, None));
        }
    }
}
