//! When in the year an account buys: a seasonal index per month, and the next peak.
//!
//! 1. The complete months are cut into years of twelve, back from the newest; what remains at the start is left out.
//! 2. In each year every month is divided by the year's monthly mean, so that growth from year to year does not count.
//! 3. The index of a month is the mean of its ratios over the years: the method of simple averages (Spiegel & Stephens,
//!    *Statistics*, chapter on time series, “average percentage method”). The twelve indices average 1.

use jiff::civil::Date;

use super::monthly::MonthlyRevenue;
use crate::portfolio::{Month, days_between};

/// How far the index can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SeasonalTrust {
    /// One year: what happened, not yet a season.
    Hint,
    /// Two years: a first repetition.
    Weak,
    /// Three years or more.
    Sound,
}

/// Why there is no index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoSeason {
    /// Fewer than twelve complete months.
    TooFewMonths {
        /// Complete months of data.
        found: usize,
    },
    /// No year of the data has positive revenue.
    NoRevenue,
}

/// The coming peak.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Peak {
    /// The next month with the highest index; the month of `as_of` itself while it runs.
    pub month: Month,
    /// Its index, above 1.
    pub index: f64,
    /// Days from `as_of` to its first day, 0 when it has begun.
    pub days: i32,
    /// In how many of the years it was above the mean.
    pub years_above: usize,
}

/// Seasonal indices of an account or of all.
#[derive(Debug, Clone, PartialEq)]
pub struct Seasonality {
    /// January to December: 1 is an average month, 1.5 half as much again. They average 1.
    pub index: [f64; 12],
    /// Years that count, at least 1.
    pub years: usize,
    /// What that many years are good for.
    pub trust: SeasonalTrust,
    ratios: Vec<[f64; 12]>,
}

impl Seasonality {
    /// From complete months ([`MonthlyRevenue::complete`]). Years without positive revenue do not count.
    pub fn of(complete: &MonthlyRevenue) -> Result<Self, NoSeason> {
        let found = complete.sums.len();
        if found < 12 {
            return Err(NoSeason::TooFewMonths { found });
        }
        let months: Vec<_> = complete.iter().collect();
        let ratios: Vec<[f64; 12]> = months.rchunks_exact(12).filter_map(year_ratios).collect();
        let years = ratios.len();
        let trust = match years {
            0 => return Err(NoSeason::NoRevenue),
            1 => SeasonalTrust::Hint,
            2 => SeasonalTrust::Weak,
            _ => SeasonalTrust::Sound,
        };
        let index = std::array::from_fn(|month| ratios.iter().map(|year| year[month]).sum::<f64>() / years as f64);
        Ok(Self { index, years, trust, ratios })
    }

    /// The next peak, seen from `as_of`; the earlier in the year of equal ones. `None` where no month stands out.
    pub fn next_peak(&self, as_of: Date) -> Option<Peak> {
        let highest = self.index.iter().copied().fold(f64::MIN, f64::max);
        let place = self.index.iter().position(|&index| index >= highest)?;
        if highest <= 1.0 + 1e-9 {
            return None;
        }
        let now = Month::of(as_of);
        let ahead = (i32::try_from(place).ok()? + 1 - i32::from(now.month())).rem_euclid(12);
        let month = now.plus(ahead);
        let years_above = self.ratios.iter().filter(|year| year[place] > 1.0).count();
        Some(Peak { month, index: highest, days: days_between(as_of, month.first_day()).max(0), years_above })
    }
}

/// Ratios of twelve months to their mean, by month of the year; `None` where the mean is not positive.
fn year_ratios(year: &[(Month, crate::portfolio::Amount)]) -> Option<[f64; 12]> {
    let mean = year.iter().map(|(_, sum)| *sum).sum::<crate::portfolio::Amount>().to_f64() / 12.0;
    let mut ratios = [0.0; 12];
    for (month, sum) in year {
        *ratios.get_mut(usize::try_from(month.month() - 1).ok()?)? = sum.to_f64() / mean;
    }
    (mean > 0.0).then_some(ratios)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::portfolio::Amount;

    fn series(first: Month, sums: &[i64]) -> MonthlyRevenue {
        MonthlyRevenue { first, sums: sums.iter().map(|&sum| Amount::from_int(sum)).collect() }
    }

    #[test]
    fn two_years_by_hand() {
        // First year: mean 10, December 32, the other months 8. Second: mean 20, December 20 + 11 × 2 = 42, others 18.
        let mut sums = vec![999];
        sums.extend([8; 11]);
        sums.push(32);
        sums.extend([18; 11]);
        sums.push(42);
        let found = Seasonality::of(&series(Month::new(2023, 12), &sums)).unwrap();
        assert_eq!((found.years, found.trust), (2, SeasonalTrust::Weak));
        assert!((found.index[11] - f64::midpoint(3.2, 2.1)).abs() < 1e-12);
        assert!((found.index[0] - f64::midpoint(0.8, 0.9)).abs() < 1e-12);
        let peak = found.next_peak(date(2026, 1, 15)).unwrap();
        assert_eq!((peak.month, peak.days, peak.years_above), (Month::new(2026, 12), 320, 2));
        let running = found.next_peak(date(2025, 12, 31)).unwrap();
        assert_eq!((running.month, running.days), (Month::new(2025, 12), 0));
    }

    #[test]
    fn years_need_not_start_in_january() {
        let mut sums = vec![10; 12];
        sums[2] = 130;
        let found = Seasonality::of(&series(Month::new(2025, 4), &sums)).unwrap();
        assert_eq!(found.trust, SeasonalTrust::Hint);
        let peak = found.next_peak(date(2026, 6, 1)).unwrap();
        assert_eq!((peak.month, peak.days), (Month::new(2026, 6), 0));
        assert!((peak.index - 6.5).abs() < 1e-12);
    }

    #[test]
    fn too_little_says_so() {
        let january = Month::new(2025, 1);
        assert_eq!(Seasonality::of(&series(january, &[5; 11])), Err(NoSeason::TooFewMonths { found: 11 }));
        assert_eq!(Seasonality::of(&series(january, &[0; 12])), Err(NoSeason::NoRevenue));
        assert_eq!(Seasonality::of(&series(january, &[5; 12])).unwrap().next_peak(date(2026, 1, 1)), None);
    }

    proptest::proptest! {
        #[test]
        fn indices_average_one_at_any_scale(
            sums in proptest::collection::vec(0..900_i64, 12..60),
            factor in 1..5000_i64,
        ) {
            proptest::prop_assume!(sums.iter().sum::<i64>() > 0);
            let start = Month::new(2020, 5);
            let Ok(found) = Seasonality::of(&series(start, &sums)) else { return Ok(()) };
            proptest::prop_assert!((found.index.iter().sum::<f64>() - 12.0).abs() < 1e-9);
            let scaled: Vec<i64> = sums.iter().map(|sum| sum * factor).collect();
            let scaled = Seasonality::of(&series(start, &scaled)).unwrap();
            for (plain, scaled) in found.index.iter().zip(scaled.index) {
                proptest::prop_assert!((plain - scaled).abs() < 1e-9);
            }
        }
    }
}
