//! The value scorecard: eight indicators, each between 0 and 1, weighed by the settings.
//!
//! Revenue, gross profit, potential and tenure are places among the accounts: the share of the others that lie below, equal ones
//! by half; potential only where at least half of the dossiers state it ([`COMMON`]). Share of wallet, regularity (share of the last 12 months with a purchase) and payment (the term of the health score)
//! are between 0 and 1 as they are. Strategic weight is the tier that was decided: strategic 1, key ⅔, growth ⅓, standard 0. An
//! indicator without data is left out and the others are reweighted.

use jiff::civil::Date;

use crate::analysis::account_facts::AccountFacts;
use crate::portfolio::{Portfolio, Tier, days_between};
use crate::project::settings::ScorecardSettings;

/// An indicator of the scorecard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is the indicator that it names; the module says how it is computed")]
pub enum Indicator {
    Revenue,
    GrossProfit,
    Potential,
    Tenure,
    ShareOfWallet,
    Regularity,
    Payment,
    StrategicWeight,
}

impl Indicator {
    /// All, in order.
    pub const ALL: [Self; 8] = [
        Self::Revenue,
        Self::GrossProfit,
        Self::Potential,
        Self::Tenure,
        Self::ShareOfWallet,
        Self::Regularity,
        Self::Payment,
        Self::StrategicWeight,
    ];

    /// Its key in settings, exports and catalogues.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Revenue => "revenue",
            Self::GrossProfit => "gross_profit",
            Self::Potential => "potential",
            Self::Tenure => "tenure",
            Self::ShareOfWallet => "share_of_wallet",
            Self::Regularity => "regularity",
            Self::Payment => "payment",
            Self::StrategicWeight => "strategic_weight",
        }
    }

    /// Its weight.
    pub const fn weight(self, settings: &ScorecardSettings) -> f64 {
        match self {
            Self::Revenue => settings.revenue,
            Self::GrossProfit => settings.gross_profit,
            Self::Potential => settings.potential,
            Self::Tenure => settings.tenure,
            Self::ShareOfWallet => settings.share_of_wallet,
            Self::Regularity => settings.regularity,
            Self::Payment => settings.payment,
            Self::StrategicWeight => settings.strategic_weight,
        }
    }
}

/// An indicator that counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct IndicatorPoints {
    /// Which.
    pub indicator: Indicator,
    /// Between 0 and 1.
    pub value: f64,
    /// What it can give after reweighting; over all that count 100.
    pub maximum: f64,
}

/// The scorecard of an account.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scorecard {
    /// The indicators with data and a weight, in order.
    pub indicators: Vec<IndicatorPoints>,
    /// Share of the weights that have data, 0 to 1.
    pub completeness: f64,
}

impl Scorecard {
    /// Weighs values in the order of [`Indicator::ALL`].
    pub fn of(values: [Option<f64>; 8], settings: &ScorecardSettings) -> Self {
        let weight = |indicator: Indicator| indicator.weight(settings).max(0.0);
        let all: f64 = Indicator::ALL.into_iter().map(weight).sum();
        let counted =
            || Indicator::ALL.into_iter().zip(values).filter(|(i, value)| value.is_some() && weight(*i) > 0.0);
        // From zero: the sum of nothing is −0.
        let known = counted().fold(0.0, |sum, (indicator, _)| sum + weight(indicator));
        let indicators = counted().filter_map(|(indicator, value)| {
            let maximum = 100.0 * weight(indicator) / known;
            Some(IndicatorPoints { indicator, value: value?.clamp(0.0, 1.0), maximum })
        });
        Self { indicators: indicators.collect(), completeness: if all > 0.0 { known / all } else { 0.0 } }
    }

    /// 0 to 100; `None` with fewer than two indicators.
    pub fn score(&self) -> Option<f64> {
        let sum: f64 = self.indicators.iter().map(|points| points.value * points.maximum).sum();
        (self.indicators.len() > 1).then(|| sum.clamp(0.0, 100.0))
    }
}

/// Scorecards of some accounts, in their order.
pub fn cards(
    portfolio: &Portfolio,
    facts: &[AccountFacts],
    accounts: &[usize],
    payment: &dyn Fn(usize) -> Option<f64>,
    day: Date,
    settings: &ScorecardSettings,
) -> Vec<Scorecard> {
    let places =
        |value: &dyn Fn(usize) -> Option<f64>| places(&accounts.iter().map(|&at| value(at)).collect::<Vec<_>>());
    let revenue = places(&|at| Some(facts[at].year.revenue.to_f64()));
    let profit = places(&|at| facts[at].on_gross_profit.map(|place| place.amount.to_f64()));
    let dossiers = accounts.iter().filter(|&&at| portfolio.accounts[at].is_documented()).count();
    let stated = |at: usize| portfolio.accounts[at].potential.as_ref().map(|potential| potential.value.to_f64());
    let potential = places_of_stated(&accounts.iter().map(|&at| stated(at)).collect::<Vec<_>>(), dossiers);
    // An indicator that counts for nobody makes no scorecard incomplete.
    let counted = if potential.iter().any(Option::is_some) { settings.potential } else { 0.0 };
    let settings = &ScorecardSettings { potential: counted, ..settings.clone() };
    let tenure = places(&|at| {
        let first = portfolio.accounts[at].since.into_iter().chain(facts[at].first_sale).min()?;
        Some(f64::from(days_between(first, day).max(0)))
    });
    let card = |(place, &at): (usize, &usize)| {
        let months = &facts[at].months;
        let bought = months.iter().filter(|point| point.now.revenue.is_positive()).count();
        let values = [
            revenue[place],
            profit[place],
            potential[place],
            tenure[place],
            facts[at].position.map(|position| position.share.clamp(0.0, 1.0)),
            (!months.is_empty()).then(|| bought as f64 / months.len() as f64),
            payment(at),
            portfolio.accounts[at].tier.map(strategic),
        ];
        Scorecard::of(values, settings)
    };
    accounts.iter().enumerate().map(card).collect()
}

const fn strategic(tier: Tier) -> f64 {
    match tier {
        Tier::Strategic => 1.0,
        Tier::Key => 2.0 / 3.0,
        Tier::Growth => 1.0 / 3.0,
        Tier::Standard => 0.0,
    }
}

/// Share of the dossiers that must state a figure before accounts are ranked by it (convention). Of a figure that few state,
/// whoever states it would stand among few large ones, and fall behind those who left it blank.
pub const COMMON: f64 = 0.5;

/// [`places`] by a figure that dossiers state; `None` for all where fewer than [`COMMON`] of `dossiers` state it.
pub fn places_of_stated(values: &[Option<f64>], dossiers: usize) -> Vec<Option<f64>> {
    let stated = values.iter().flatten().count();
    if stated as f64 >= COMMON * dossiers as f64 { places(values) } else { vec![None; values.len()] }
}

/// Share of the other known values that lie below each, equal ones by half; 1 for the only one.
pub fn places(values: &[Option<f64>]) -> Vec<Option<f64>> {
    let mut known: Vec<f64> = values.iter().copied().flatten().collect();
    known.sort_by(f64::total_cmp);
    let place = |value: f64| {
        if known.len() < 2 {
            return 1.0;
        }
        let below = known.partition_point(|other| *other < value);
        let equal = known.partition_point(|other| *other <= value) - below - 1;
        (below as f64 + equal as f64 / 2.0) / (known.len() - 1) as f64
    };
    values.iter().map(|value| value.map(place)).collect()
}
