//! How regularly an account buys: XYZ class of its monthly revenue, share of months with a purchase, and how even the
//! times between purchases are.
//!
//! The three answer the one feature that every key account shares, a predictable and sustained contribution. The cuts of
//! XYZ (0.5 and 1.0) are a convention of inventory management, not of a source; they are configurable.

use super::purchases::Purchases;
use crate::portfolio::Amount;
use crate::project::settings::XyzSettings;

/// Months below which no coefficient of variation of revenue is made (our convention: half a year).
pub const MIN_MONTHS: usize = 6;
/// Intervals below which none is made of purchase intervals: four purchases (our convention).
pub const MIN_INTERVALS: usize = 3;

/// Why there is no figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TooLittle {
    /// The data cover fewer months than are needed.
    Months {
        /// Months of data.
        found: usize,
        /// Months needed.
        needed: usize,
    },
    /// Mean revenue of the months is not positive: nothing to vary around.
    NoRevenue,
    /// Too few times between purchases.
    Intervals {
        /// Intervals found, one fewer than purchase days.
        found: usize,
        /// Intervals needed.
        needed: usize,
    },
}

/// How even monthly revenue is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum XyzClass {
    /// Even.
    X,
    /// Swings.
    Y,
    /// Irregular.
    Z,
}

/// Class and figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Xyz {
    /// The class.
    pub class: XyzClass,
    /// Coefficient of variation.
    pub variation: f64,
    /// Months counted.
    pub months: usize,
}

/// Months with a purchase among those that were looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActiveMonths {
    /// With positive revenue.
    pub active: usize,
    /// Looked at, at least 1.
    pub months: usize,
}

impl ActiveMonths {
    /// Between 0 and 1.
    pub fn share(self) -> f64 {
        self.active as f64 / self.months as f64
    }
}

/// Classes an account by its revenue in **all** whole months from the first to the last of the data, months without sales as
/// zero, so that accounts are compared over the same months. A month that is cut by an end of the data is left out: its nine
/// days would count as a swing.
pub fn xyz(months: &[Amount], cuts: XyzSettings) -> Result<Xyz, TooLittle> {
    let found = months.len();
    if found < MIN_MONTHS {
        return Err(TooLittle::Months { found, needed: MIN_MONTHS });
    }
    let revenue: Vec<f64> = months.iter().map(|sum| sum.to_f64()).collect();
    let variation = variation(&revenue).ok_or(TooLittle::NoRevenue)?;
    let class = match variation {
        variation if variation <= cuts.cuts[0] => XyzClass::X,
        variation if variation <= cuts.cuts[1] => XyzClass::Y,
        _ => XyzClass::Z,
    };
    Ok(Xyz { class, variation, months: found })
}

/// Months with a purchase among the last `count`, or among all where the data are shorter; `None` without any month.
pub fn active_months(months: &[Amount], count: usize) -> Option<ActiveMonths> {
    let last = &months[months.len().saturating_sub(count)..];
    let active = last.iter().filter(|sum| sum.is_positive()).count();
    (!last.is_empty()).then_some(ActiveMonths { active, months: last.len() })
}

/// Coefficient of variation of the days between purchases: 0 like clockwork, about 1 at random (exponential), above it
/// in bursts.
pub fn interval_variation(purchases: &Purchases) -> Result<f64, TooLittle> {
    let intervals: Vec<f64> = purchases.intervals().map(f64::from).collect();
    let too_little = TooLittle::Intervals { found: intervals.len(), needed: MIN_INTERVALS };
    if intervals.len() < MIN_INTERVALS {
        return Err(too_little);
    }
    variation(&intervals).ok_or(too_little)
}

/// Population standard deviation ÷ mean; `None` where the mean is not positive.
fn variation(values: &[f64]) -> Option<f64> {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / count;
    (mean > 0.0).then(|| libm::sqrt(variance) / mean)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn amounts(values: &[i64]) -> Vec<Amount> {
        values.iter().map(|&v| Amount::from_int(v)).collect()
    }

    #[test]
    fn classes_by_hand() {
        let class = |values: &[i64]| xyz(&amounts(values), XyzSettings::default());
        // Mean 5, deviations ±3 (variance 9): CV 0.6.
        assert_eq!(class(&[2, 8, 2, 8, 2, 8]), Ok(Xyz { class: XyzClass::Y, variation: 0.6, months: 6 }));
        // Mean 4, deviations ±2: CV exactly 0.5, still X.
        assert_eq!(class(&[2, 6, 2, 6, 2, 6]), Ok(Xyz { class: XyzClass::X, variation: 0.5, months: 6 }));
        // Every second month nothing: CV exactly 1, still Y.
        assert_eq!(class(&[0, 6, 0, 6, 0, 6]).map(|xyz| xyz.class), Ok(XyzClass::Y));
        assert_eq!(class(&[0, 0, 6, 0, 0, 6]).map(|xyz| xyz.class), Ok(XyzClass::Z));
        assert_eq!(class(&[5, -5, 0, 0, 0, 0]), Err(TooLittle::NoRevenue), "no class without a figure");
        assert_eq!(class(&[1, 1, 1, 1, 1]), Err(TooLittle::Months { found: 5, needed: 6 }));
    }

    #[test]
    fn months_with_a_purchase() {
        let months = amounts(&[9, 9, 0, 4, -1, 7]);
        assert_eq!(active_months(&months, 4), Some(ActiveMonths { active: 2, months: 4 }));
        assert_eq!(active_months(&months, 24).map(ActiveMonths::share), Some(4.0 / 6.0));
        assert_eq!(active_months(&[], 24), None);
    }

    #[test]
    fn intervals_by_hand() {
        let purchases = |days: &[i8]| {
            let one = Amount::from_int(1);
            Purchases::up_to(date(2026, 1, 31), days.iter().map(|&day| (date(2026, 1, day), one)))
        };
        assert_eq!(interval_variation(&purchases(&[1, 8, 15, 22])), Ok(0.0));
        // Intervals 2, 8, 2, 8: mean 5, deviation 3.
        assert_eq!(interval_variation(&purchases(&[1, 3, 11, 13, 21])), Ok(0.6));
        assert_eq!(interval_variation(&purchases(&[1, 8, 15])), Err(TooLittle::Intervals { found: 2, needed: 3 }));
    }

    proptest::proptest! {
        #[test]
        fn scale_changes_no_class(sums in proptest::collection::vec(-50..900_i64, 6..40), factor in 1..5000_i64) {
            let scaled: Vec<i64> = sums.iter().map(|sum| sum * factor).collect();
            let plain = xyz(&amounts(&sums), XyzSettings::default());
            let scaled = xyz(&amounts(&scaled), XyzSettings::default());
            match (plain.map(|xyz| xyz.variation), scaled.map(|xyz| xyz.variation)) {
                (Ok(plain), Ok(scaled)) => proptest::prop_assert!((plain - scaled).abs() < 1e-12 * plain.max(1.0)),
                (plain, scaled) => proptest::prop_assert_eq!(plain, scaled),
            }
        }
    }
}
