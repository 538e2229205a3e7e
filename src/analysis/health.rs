//! Health of an account: 0 to 100 over six named terms, on any day.
//!
//! 1. [`terms`] puts each term between 0 and 1 from what was known on a day: sales, visits, surveys, complaints up to it.
//! 2. [`HealthScore::of`] weighs them by the settings. A term without data is left out and the others are reweighted, so that
//!    their maxima always sum to 100; a single term is no score, since it would be that term under another name.
//! 3. [`Health`] is the score of today beside that of a quarter before, by the same function. What is called a change is on the
//!    terms that have data on both days ([`Alike`]); [`Health::mover`] names the term that moved it.
//!
//! The formulas and the weights are a convention of this program, not of a source; the page of the framework `health` says
//! them in words.

mod lacks;
mod terms;
mod whole;

#[cfg(test)]
mod tests;

use jiff::civil::Date;
use serde::Serialize;

pub use lacks::Lack;
pub use terms::{HealthInputs, Reach, TERM_FORMULAS, reach, stated};
pub use whole::WholePoints;

use crate::portfolio::back_months;
use crate::project::settings::{HealthLights, HealthSettings};

/// Months between the two scores that are compared.
pub const MONTHS_BACK: i32 = 3;
/// Terms below which there is no score.
pub const TERMS_NEEDED: usize = 2;

/// A term of the score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HealthTerm {
    /// Revenue of 12 months against the 12 before.
    RevenueTrend,
    /// Whom of those who count we met.
    RelationshipCoverage,
    /// Our share of what the account buys.
    ShareOfWallet,
    /// What the account says of us.
    Satisfaction,
    /// Complaints closed, supply kept, visits paid.
    ServiceKept,
    /// Whether it pays in time.
    Payment,
}

impl HealthTerm {
    /// All terms, in the order in which they are shown.
    pub const ALL: [Self; 6] = [
        Self::RevenueTrend,
        Self::RelationshipCoverage,
        Self::ShareOfWallet,
        Self::Satisfaction,
        Self::ServiceKept,
        Self::Payment,
    ];

    /// Its key in settings, exports and catalogues.
    pub const fn key(self) -> &'static str {
        match self {
            Self::RevenueTrend => "revenue_trend",
            Self::RelationshipCoverage => "relationship_coverage",
            Self::ShareOfWallet => "share_of_wallet",
            Self::Satisfaction => "satisfaction",
            Self::ServiceKept => "service_kept",
            Self::Payment => "payment",
        }
    }

    /// Its weight in the settings.
    pub const fn weight(self, settings: &HealthSettings) -> f64 {
        match self {
            Self::RevenueTrend => settings.revenue_trend,
            Self::RelationshipCoverage => settings.relationship_coverage,
            Self::ShareOfWallet => settings.share_of_wallet,
            Self::Satisfaction => settings.satisfaction,
            Self::ServiceKept => settings.service_kept,
            Self::Payment => settings.payment,
        }
    }
}

/// Points of a term that counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TermPoints {
    /// Which.
    pub term: HealthTerm,
    /// The term between 0 and 1.
    pub value: f64,
    /// What it can give, after reweighting; over all terms that count 100.
    pub maximum: f64,
}

impl TermPoints {
    /// What it gives, 0 to [`Self::maximum`].
    pub fn points(&self) -> f64 {
        self.value * self.maximum
    }
}

/// The score on a day.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct HealthScore {
    /// The terms with data and a weight, in order; their maxima sum to 100. Empty where none has data.
    pub terms: Vec<TermPoints>,
    /// The terms with a weight that have no data.
    pub missing: Vec<HealthTerm>,
    /// Share of the weights that have data, 0 to 1.
    pub completeness: f64,
}

/// Completeness from which a score is ranked and has a light (convention): less than half of its weights says mostly what is not
/// known.
pub const ENOUGH: f64 = 0.5;

impl HealthScore {
    /// Its points where enough of its terms have data to be compared with others.
    pub fn comparable(&self) -> Option<u8> {
        self.points().filter(|_| self.completeness >= ENOUGH)
    }

    /// Weighs terms, each between 0 and 1 or without data, in the order of [`HealthTerm::ALL`].
    pub fn of(values: [Option<f64>; 6], settings: &HealthSettings) -> Self {
        let weighted =
            HealthTerm::ALL.into_iter().zip(values).map(|(term, value)| (term, term.weight(settings), value));
        let counted: Vec<_> = weighted.filter(|(_, weight, _)| *weight > 0.0).collect();
        let all: f64 = counted.iter().map(|(_, weight, _)| weight).sum();
        // From zero: the sum of nothing is −0.
        let known = counted.iter().filter(|(.., value)| value.is_some()).fold(0.0, |sum, (_, weight, _)| sum + weight);
        let points = |&(term, weight, value): &(HealthTerm, f64, Option<f64>)| {
            Some(TermPoints { term, value: value?.clamp(0.0, 1.0), maximum: 100.0 * weight / known })
        };
        Self {
            terms: counted.iter().filter_map(points).collect(),
            missing: counted.iter().filter(|(.., value)| value.is_none()).map(|(term, ..)| *term).collect(),
            completeness: if all > 0.0 { known / all } else { 0.0 },
        }
    }

    /// 0 to 100; `None` with fewer than [`TERMS_NEEDED`] terms.
    pub fn score(&self) -> Option<f64> {
        let sum: f64 = self.terms.iter().map(TermPoints::points).sum();
        (self.terms.len() >= TERMS_NEEDED).then(|| sum.clamp(0.0, 100.0))
    }

    /// The score in whole points, as pages show it.
    pub fn points(&self) -> Option<u8> {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 100")]
        self.score().map(|score| score.round() as u8)
    }

    /// A term that counts.
    pub fn term(&self, term: HealthTerm) -> Option<&TermPoints> {
        self.terms.iter().find(|points| points.term == term)
    }
}

/// How an account is, as a light.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum HealthLight {
    /// From [`HealthLights::well`].
    Well,
    /// Between.
    Watch,
    /// Below [`HealthLights::act`].
    Act,
}

impl HealthLight {
    /// Of a score.
    pub const fn of(points: u8, lights: HealthLights) -> Self {
        if points >= lights.well {
            Self::Well
        } else if points >= lights.act {
            Self::Watch
        } else {
            Self::Act
        }
    }

    /// Its key in the catalogues.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Well => "well",
            Self::Watch => "watch",
            Self::Act => "act",
        }
    }
}

/// The score today and a quarter before.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Health {
    /// On `as_of`.
    pub now: HealthScore,
    /// [`MONTHS_BACK`] months before.
    pub before: HealthScore,
    /// Both days on like terms.
    pub alike: Alike,
}

/// Both scores on the terms that have data on both days, weighed alike: what differs between these has moved. A term that is
/// known on one day only would move a score by reweighting the others, and that says nothing of the account.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Alike {
    /// On `as_of`.
    pub now: HealthScore,
    /// [`MONTHS_BACK`] months before.
    pub before: HealthScore,
}

/// What moved the score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mover {
    /// The term.
    pub term: HealthTerm,
    /// Points that it gives more (positive) or less than before, of the maximum of today.
    pub change: f64,
}

impl Health {
    /// Of an account on a day and a quarter before it.
    pub fn of(inputs: &HealthInputs<'_>, day: Date, settings: &HealthSettings) -> Self {
        Self::between(inputs.values(back_months(day, MONTHS_BACK)), inputs.values(day), settings)
    }

    /// From the terms on the two days, in the order of [`HealthTerm::ALL`].
    pub fn between(before: [Option<f64>; 6], now: [Option<f64>; 6], settings: &HealthSettings) -> Self {
        let of = |values| HealthScore::of(values, settings);
        let known = |values: [Option<f64>; 6], other: [Option<f64>; 6]| {
            std::array::from_fn(|place| values[place].filter(|_| other[place].is_some()))
        };
        let alike = Alike { now: of(known(now, before)), before: of(known(before, now)) };
        Self { now: of(now), before: of(before), alike }
    }

    /// How far a term moved: its value now less its value before, in points of its maximum of today, so that a term which
    /// stands as it stood has moved by nothing whatever else counts. `None` where it has no data on one of the days.
    pub fn change_of(&self, term: HealthTerm) -> Option<f64> {
        let (now, before) = (self.now.term(term)?, self.before.term(term)?);
        Some((now.value - before.value) * now.maximum)
    }

    /// Change of the score in whole points, on like terms ([`Self::alike`]); `None` with fewer than [`TERMS_NEEDED`] of these.
    pub fn change(&self) -> Option<i64> {
        Some(i64::from(self.alike.now.points()?) - i64::from(self.alike.before.points()?))
    }

    /// The term that moved the score most, in the direction in which it moved; `None` where it did not move. The earlier
    /// term of equal ones.
    pub fn mover(&self) -> Option<Mover> {
        let total = self.change().filter(|change| *change != 0)?;
        let moved = HealthTerm::ALL.into_iter().filter_map(|term| Some(Mover { term, change: self.change_of(term)? }));
        let sign = if total > 0 { 1.0 } else { -1.0 };
        let moved = moved.filter(|mover| mover.change * sign > 0.0);
        moved.reduce(|best, other| if other.change * sign > best.change * sign { other } else { best })
    }

    /// The terms that count today and had no data then.
    pub fn gained(&self) -> Vec<HealthTerm> {
        only_in(&self.now, &self.before)
    }

    /// The terms that counted then and have no data today.
    pub fn lost(&self) -> Vec<HealthTerm> {
        only_in(&self.before, &self.now)
    }

    /// The term that keeps most points back today: the largest gap to its maximum.
    pub fn weakest(&self) -> Option<&TermPoints> {
        let gap = |points: &TermPoints| points.maximum - points.points();
        self.now.terms.iter().reduce(|worst, other| if gap(other) > gap(worst) { other } else { worst })
    }
}

fn only_in(score: &HealthScore, other: &HealthScore) -> Vec<HealthTerm> {
    score.terms.iter().map(|points| points.term).filter(|term| other.term(*term).is_none()).collect()
}
