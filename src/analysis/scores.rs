//! Three ways to rank accounts beside each other (S2): a single indicator, a pyramid, a scorecard; and where they disagree.
//!
//! 1. The single indicator is revenue of the 12 months to `as_of`.
//! 2. The pyramid orders by gross profit (by revenue, where costs cover too little) and cuts at quantiles, by default the top 5 %,
//!    the next 15 %, the next 30 %, the rest. S2 names a pyramid and defines none; this one is our convention.
//! 3. The [`scorecard`] weighs eight indicators. S2 names it and defines nothing; indicators and weights are settings.
//! 4. All three ranks are cut at the same quantiles, so that they can be compared: accounts disagree where the tiers differ.
//!
//! Accounts with positive revenue are ranked; ties go by account id.

mod scorecard;

#[cfg(test)]
mod tests;

pub use scorecard::{Indicator, IndicatorPoints, Scorecard, places, places_of_stated};

use crate::analysis::account_facts::AccountFacts;
use crate::analysis::health::HealthInputs;
use crate::analysis::sales::SalesView;
use crate::portfolio::Portfolio;
use crate::project::settings::{PyramidSettings, Settings};

/// A tier of the pyramid, the highest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PyramidTier {
    /// Up to the first cut: by default the top 5 %.
    Top,
    /// Up to the second: 20 %.
    Upper,
    /// Up to the third: 50 %.
    Middle,
    /// The rest.
    Base,
}

impl PyramidTier {
    /// All, from the top.
    pub const ALL: [Self; 4] = [Self::Top, Self::Upper, Self::Middle, Self::Base];

    /// Of a rank, from 1, among so many accounts; each cut is rounded up to whole accounts.
    pub fn of(rank: usize, accounts: usize, pyramid: PyramidSettings) -> Self {
        let above = pyramid.cuts.into_iter().filter(|cut| rank > (accounts * usize::from(*cut)).div_ceil(100)).count();
        Self::ALL[above]
    }

    /// Its key in the catalogues.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Top => "top",
            Self::Upper => "upper",
            Self::Middle => "middle",
            Self::Base => "base",
        }
    }
}

/// A rank with its tier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ranked {
    /// From 1.
    pub rank: usize,
    /// Of the rank.
    pub tier: PyramidTier,
}

/// The three of an account.
#[derive(Debug, Clone, PartialEq)]
pub struct AccountScores {
    /// Its position.
    pub account: usize,
    /// By revenue alone.
    pub single: Ranked,
    /// By gross profit, or by revenue where that is not known.
    pub pyramid: Ranked,
    /// Whether the pyramid is of gross profit.
    pub pyramid_by_profit: bool,
    /// By the scorecard.
    pub scorecard: Ranked,
    /// The scorecard itself.
    pub card: Scorecard,
}

/// Completeness from which a scorecard is a second opinion (convention): less than half of its weights, and it says mostly what
/// is not known.
pub const ENOUGH: f64 = 0.5;

impl AccountScores {
    /// The rankings that are opinions of their own: revenue; the pyramid where it is of gross profit, since of revenue it is the
    /// first once more; the scorecard where it is complete enough.
    pub fn opinions(&self) -> impl Iterator<Item = Ranked> {
        let pyramid = Some(self.pyramid).filter(|_| self.pyramid_by_profit);
        let scorecard = Some(self.scorecard).filter(|_| self.has_scorecard());
        [Some(self.single), pyramid, scorecard].into_iter().flatten()
    }

    /// Whether its scorecard is complete enough to be an opinion.
    pub fn has_scorecard(&self) -> bool {
        self.card.completeness >= ENOUGH
    }

    /// How many tiers the highest and the lowest of its [opinions](Self::opinions) lie apart; 0 where they agree.
    pub fn tiers_apart(&self) -> usize {
        let tiers = || self.opinions().map(|ranked| ranked.tier as usize);
        tiers().max().zip(tiers().min()).map_or(0, |(low, high)| low - high)
    }

    /// How many places the best and the worst of these ranks lie apart.
    pub fn ranks_apart(&self) -> usize {
        let ranks = || self.opinions().map(|ranked| ranked.rank);
        ranks().max().zip(ranks().min()).map_or(0, |(worst, best)| worst - best)
    }
}

/// The three of all accounts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scores {
    /// The accounts with positive revenue, by position.
    pub accounts: Vec<AccountScores>,
    /// Whether the pyramid is of gross profit.
    pub pyramid_by_profit: bool,
    /// Whether two accounts or more are alike in all three: then nobody is ranked, since an order would be that of ids.
    pub alike: bool,
}

impl Scores {
    /// Whether there is one opinion only: no costs, and no scorecard that is complete enough.
    pub fn stand_alone(&self) -> bool {
        self.accounts.iter().all(|scores| scores.opinions().count() < 2)
    }

    /// Of all accounts.
    pub fn of(
        portfolio: &Portfolio,
        sales: &SalesView,
        facts: &[AccountFacts],
        day: jiff::civil::Date,
        settings: &Settings,
    ) -> Self {
        let ranked: Vec<usize> = (0..facts.len()).filter(|&at| facts[at].year.revenue.is_positive()).collect();
        let payment = |at: usize| HealthInputs { account: &portfolio.accounts[at], at, sales }.payment(day);
        let cards = scorecard::cards(portfolio, facts, &ranked, &payment, day, &settings.scorecard);
        let pyramid_by_profit = !ranked.is_empty() && ranked.iter().all(|&at| facts[at].on_gross_profit.is_some());
        let profit = |at: usize| match facts[at].on_gross_profit {
            Some(place) if pyramid_by_profit => place.amount,
            _ => facts[at].year.revenue,
        };
        let level = |value: &dyn Fn(usize, usize) -> f64| {
            let values = ranked.iter().enumerate().map(|(place, &at)| value(at, place));
            let (low, high) = values.fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(value), high.max(value)));
            high <= low
        };
        let alike = ranked.len() > 1
            && level(&|at, _| facts[at].year.revenue.to_f64())
            && level(&|at, _| profit(at).to_f64())
            && level(&|_, place| cards[place].score().unwrap_or(-1.0));
        if alike {
            return Self { accounts: Vec::new(), pyramid_by_profit, alike };
        }
        let cuts = settings.pyramid;
        let single = ranks(&ranked, cuts, |at, _| facts[at].year.revenue.to_f64());
        let pyramid = ranks(&ranked, cuts, |at, _| profit(at).to_f64());
        let scorecard = ranks(&ranked, cuts, |_, place| cards[place].score().unwrap_or(-1.0));
        let accounts = ranked.iter().zip(cards).enumerate().map(|(place, (&account, card))| AccountScores {
            account,
            single: single[place],
            pyramid: pyramid[place],
            pyramid_by_profit,
            scorecard: scorecard[place],
            card,
        });
        Self { accounts: accounts.collect(), pyramid_by_profit, alike }
    }

    /// Those of an account; `None` where it is not ranked.
    pub fn of_account(&self, account: usize) -> Option<&AccountScores> {
        let at = self.accounts.binary_search_by_key(&account, |scores| scores.account).ok()?;
        self.accounts.get(at)
    }
}

/// Ranks of accounts by a value of (account, place in the list), the largest first, ties in the order of the list.
fn ranks(accounts: &[usize], cuts: PyramidSettings, value: impl Fn(usize, usize) -> f64) -> Vec<Ranked> {
    let values: Vec<f64> = accounts.iter().enumerate().map(|(place, &at)| value(at, place)).collect();
    let mut order: Vec<usize> = (0..accounts.len()).collect();
    order.sort_by(|&a, &b| values[b].total_cmp(&values[a]));
    let mut ranks = vec![Ranked { rank: 0, tier: PyramidTier::Base }; accounts.len()];
    for (position, place) in order.into_iter().enumerate() {
        ranks[place] = Ranked { rank: position + 1, tier: PyramidTier::of(position + 1, accounts.len(), cuts) };
    }
    ranks
}
