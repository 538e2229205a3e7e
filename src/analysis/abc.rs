//! ABC: which accounts carry the business.
//!
//! 1. [`cumulative`] cuts at shares of the sum, by default 80 % and 95 % (a convention). The account that crosses a cut
//!    belongs to the higher class.
//! 2. [`computed`] finds the cuts in the data itself: Ultsch A, Lötsch J (2015) “Computed ABC analysis for rational
//!    selection of most informative variables in multivariate data”, PLOS ONE 10(6): e0129767. Exact on the data points;
//!    the authors' R package smooths by a spline and can differ by a few.
//!
//! Both compare exact numbers, so that neither order nor scale nor rounding can move an account.

use serde::{Deserialize, Serialize};

use super::ranking::Ranking;
use super::wide::Wide;
use crate::portfolio::{Amount, DECIMALS};

/// A computed class. What a team decides about an account is a tier or a grade, and a different type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum AbcClass {
    /// A few accounts, large amount.
    A,
    /// Between.
    B,
    /// Many accounts, small amount; every account at or below zero.
    C,
}

impl AbcClass {
    /// All of them, highest first.
    pub const ALL: [Self; 3] = [Self::A, Self::B, Self::C];

    /// `A`, `B` or `C`.
    pub const fn letter(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
        }
    }
}

/// A value for each class.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct PerClass<T> {
    /// Of class A.
    pub a: T,
    /// Of class B.
    pub b: T,
    /// Of class C.
    pub c: T,
}

impl<T> PerClass<T> {
    /// That of one class.
    pub const fn get(&self, class: AbcClass) -> &T {
        match class {
            AbcClass::A => &self.a,
            AbcClass::B => &self.b,
            AbcClass::C => &self.c,
        }
    }

    /// That of one class, to change.
    pub const fn get_mut(&mut self, class: AbcClass) -> &mut T {
        match class {
            AbcClass::A => &mut self.a,
            AbcClass::B => &mut self.b,
            AbcClass::C => &mut self.c,
        }
    }
}

/// Cumulative cuts as exact fractions; `0 ≤ a ≤ b`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cuts {
    /// Up to this share an account is A, in units of 10⁻⁸ per cent.
    a: u128,
    /// Up to this share an account is B, in units of 10⁻⁸ per cent.
    b: u128,
}

impl Cuts {
    /// From per cent as people write them (80, 95); the decimal that is written counts, not its nearest binary
    /// fraction. `None` unless both lie within 0 to 100 and rise.
    pub fn from_percent([a, b]: [f64; 2]) -> Option<Self> {
        let exact = |percent: f64| u128::try_from(Amount::parse(&format!("{percent}"))?.scaled()).ok();
        let (a, b) = (exact(a)?, exact(b)?);
        (a <= b && b <= WHOLE).then_some(Self { a, b })
    }
}

impl Default for Cuts {
    /// 80 % and 95 %.
    fn default() -> Self {
        Self { a: WHOLE / 10 * 8, b: WHOLE / 100 * 95 }
    }
}

/// 100 % in units of 10⁻⁸ per cent.
const WHOLE: u128 = 100 * 10_u128.pow(DECIMALS);

/// How many of the largest accounts are A, and how many more are B; the rest is C.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Sizes {
    /// Accounts in class A.
    pub a: usize,
    /// Accounts in class B.
    pub b: usize,
}

/// The points that computed ABC finds, as numbers of accounts from the largest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ComputedPoints {
    /// Pareto point P: nearest to “no account, whole amount”.
    pub pareto: usize,
    /// Break-even point E: accounts above the mean.
    pub break_even: usize,
    /// Submarginal limit L: end of class B.
    pub limit: usize,
}

/// The outcome of one method on one base in one period.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Abc {
    /// Class by item, in the order in which the items were given.
    pub classes: Vec<AbcClass>,
    /// Accounts in each class, those at or below zero with C.
    pub counts: PerClass<usize>,
    /// Positive amounts in each class.
    pub sums: PerClass<Amount>,
    /// What [`computed`] found; `None` for cumulative cuts, for one account and where all amounts are equal: then all
    /// are A, and there is nothing to divide.
    pub points: Option<ComputedPoints>,
}

impl Abc {
    fn new(ranking: &Ranking, sizes: Sizes, points: Option<ComputedPoints>) -> Self {
        let mut abc = Self { classes: vec![AbcClass::C; ranking.len()], points, ..Self::default() };
        for (place, &item) in ranking.order().iter().enumerate() {
            let class = match place {
                _ if place < sizes.a => AbcClass::A,
                _ if place < sizes.a + sizes.b => AbcClass::B,
                _ => AbcClass::C,
            };
            abc.classes[item] = class;
            *abc.counts.get_mut(class) += 1;
            *abc.sums.get_mut(class) += ranking.amount(item).max(Amount::ZERO);
        }
        abc
    }
}

impl Abc {
    /// Accounts above zero in each class: [`Abc::counts`] without those that bought nothing, or less than they returned.
    pub fn above_zero(&self, ranking: &Ranking) -> PerClass<usize> {
        let mut counts = PerClass::default();
        for &account in ranking.order().iter().take(ranking.positive()) {
            // By group one at or below zero is in the class of its group, which may be any.
            *counts.get_mut(self.classes[account]) += 1;
        }
        counts
    }
}

/// Classes by cumulative cuts: A while the accounts before have less than the first cut, B while they have less than
/// the second, else C.
pub fn cumulative(ranking: &Ranking, cuts: Cuts) -> Abc {
    let below = |cut: u128| {
        let limit = wide(ranking.sum()).times(Wide::new(cut));
        let whole = Wide::new(WHOLE);
        (0..ranking.positive()).take_while(|&k| wide(ranking.sum_of_first(k)).times(whole) < limit).count()
    };
    let a = below(cuts.a);
    Abc::new(ranking, Sizes { a, b: below(cuts.b) - a }, None)
}

/// Computed ABC, exact on the data points.
///
/// With `Xₖ = k/n` and `Yₖ` the share of the first `k` accounts: P is the first `k` that minimises
/// `Xₖ² + (1 − Yₖ)²`; E the number of accounts above the mean; A the first `min(P, E)`; and with `x` = X at
/// `max(P, E)`, B ends at the first `k` that minimises `(Xₖ − x)² + (1 − Yₖ)²`.
pub fn computed(ranking: &Ranking) -> Abc {
    let n = ranking.positive();
    let break_even = accounts_above_mean(ranking);
    if break_even == 0 {
        return Abc::new(ranking, Sizes { a: n, b: 0 }, None);
    }
    let pareto = nearest(ranking, 0);
    let limit = nearest(ranking, pareto.max(break_even));
    let a = pareto.min(break_even);
    Abc::new(ranking, Sizes { a, b: limit - a }, Some(ComputedPoints { pareto, break_even, limit }))
}

/// Zero where there is no account, one, or all amounts are equal.
fn accounts_above_mean(ranking: &Ranking) -> usize {
    let n = Wide::new(ranking.positive() as u128);
    let sum = wide(ranking.sum());
    ranking.amounts().take(ranking.positive()).take_while(|&amount| wide(amount).times(n) > sum).count()
}

/// The first `k` in `0..=n` whose point on the curve is nearest to `(origin / n, 1)`.
///
/// Compared as `(k − origin)²·S² + n²·(S − c)²`, the squared distance times `n²·S²`.
fn nearest(ranking: &Ranking, origin: usize) -> usize {
    let n = Wide::new(ranking.positive() as u128).squared();
    let sum = wide(ranking.sum()).squared();
    let distance = |k: usize| {
        let across = Wide::new(k.abs_diff(origin) as u128).squared().times(sum);
        let missing = wide(ranking.sum() - ranking.sum_of_first(k)).squared();
        across.plus(missing.times(n))
    };
    (0..=ranking.positive()).min_by_key(|&k| distance(k)).unwrap_or_default()
}

/// An amount that is not negative.
fn wide(amount: Amount) -> Wide {
    Wide::new(amount.scaled().unsigned_abs())
}

#[cfg(test)]
mod tests;
