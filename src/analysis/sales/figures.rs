//! What sales sum to, and what of it is known well enough to say.

use std::ops::{Add, AddAssign, Sub};

use serde::{Deserialize, Serialize};

use crate::portfolio::Amount;

/// Least share of revenue, in per cent, that must carry a cost before a class or a ranking is made on gross profit.
pub const COVERAGE_NEEDED: i64 = 95;

/// Revenue and cost of any set of sales. Adds up over accounts, days, products.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// Net of returns.
    pub revenue: Amount,
    /// Over the rows that carry a cost.
    pub cost: Amount,
    /// Revenue of the rows that carry a cost.
    pub costed_revenue: Amount,
}

impl Figures {
    /// Revenue less cost over the rows that carry a cost; `None` where no row does, never zero.
    pub fn gross_profit(self) -> Option<Amount> {
        self.has_cost().then(|| self.costed_revenue - self.cost)
    }

    /// The same of a part of sales of which each carries a cost: what was bought and wholly returned made a profit of zero.
    pub fn gross_profit_within(self, all: Self) -> Option<Amount> {
        let each_has_cost = all.has_cost() && all.costed_revenue == all.revenue;
        self.gross_profit().or_else(|| (each_has_cost && self.is_zero()).then_some(Amount::ZERO))
    }

    /// Share of revenue that carries a cost, 0 to 1 (outside where returns carry none); `None` where no row carries a
    /// cost or revenue is not positive.
    pub fn coverage(self) -> Option<f64> {
        if self.has_cost() && self.revenue.is_positive() { self.costed_revenue.share_of(self.revenue) } else { None }
    }

    /// Whether gross profit covers enough of revenue to class and rank by: at least 95 %, compared exactly.
    pub fn is_covered(self) -> bool {
        let times = |amount: Amount, factor: i64| amount.scaled().saturating_mul(i128::from(factor));
        self.has_cost()
            && self.revenue.is_positive()
            && times(self.costed_revenue, 100) >= times(self.revenue, COVERAGE_NEEDED)
    }

    /// Gross profit ÷ the revenue that carries a cost; `None` without a cost or where that revenue is not positive.
    pub fn margin(self) -> Option<f64> {
        if self.costed_revenue.is_positive() { self.gross_profit()?.share_of(self.costed_revenue) } else { None }
    }

    /// Whether nothing was booked, or all of it was taken back.
    pub fn is_zero(self) -> bool {
        self == Self::default()
    }

    fn has_cost(self) -> bool {
        !(self.cost.is_zero() && self.costed_revenue.is_zero())
    }
}

impl Add for Figures {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            revenue: self.revenue + other.revenue,
            cost: self.cost + other.cost,
            costed_revenue: self.costed_revenue + other.costed_revenue,
        }
    }
}

impl Sub for Figures {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self {
            revenue: self.revenue - other.revenue,
            cost: self.cost - other.cost,
            costed_revenue: self.costed_revenue - other.costed_revenue,
        }
    }
}

impl AddAssign for Figures {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl std::iter::Sum for Figures {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), Add::add)
    }
}

/// Sums of product rows: figures, and what only rows of products carry.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineSums {
    /// Revenue and cost.
    pub figures: Figures,
    /// Discounts as the rows state them, in money.
    pub discount: Amount,
    /// Pieces, net of returns.
    pub quantity: Amount,
}

impl AddAssign for LineSums {
    fn add_assign(&mut self, other: Self) {
        self.figures += other.figures;
        self.discount += other.discount;
        self.quantity += other.quantity;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(revenue: i64, costed: i64, cost: i64) -> Figures {
        Figures {
            revenue: Amount::from_int(revenue),
            costed_revenue: Amount::from_int(costed),
            cost: Amount::from_int(cost),
        }
    }

    #[test]
    fn gross_profit_is_over_costed_rows_and_absent_without_any() {
        assert_eq!(figures(100, 0, 0).gross_profit(), None);
        assert_eq!(figures(100, 80, 60).gross_profit(), Some(Amount::from_int(20)));
        assert_eq!(figures(100, 80, 60).coverage(), Some(0.8));
        assert_eq!(figures(100, 80, 60).margin(), Some(0.25));
        assert_eq!(figures(-5, -5, -3).gross_profit(), Some(Amount::from_int(-2)));
        assert_eq!(figures(-5, -5, -3).margin(), None);
        let (costed, partly) = (figures(100, 100, 60), figures(100, 80, 60));
        assert_eq!(figures(0, 0, 0).gross_profit_within(costed), Some(Amount::ZERO), "bought and returned");
        assert_eq!(figures(0, 0, 0).gross_profit_within(partly), None, "whether it had a cost is not known");
    }

    #[test]
    fn ninety_five_per_cent_is_enough_and_less_is_not() {
        assert!(figures(100, 95, 1).is_covered() && !figures(1000, 949, 1).is_covered());
        assert!(!figures(100, 0, 0).is_covered() && !figures(0, 0, 0).is_covered());
    }
}
