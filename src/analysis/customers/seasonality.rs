//! When in the year an account buys: a seasonal index per month, and the next peak.
//!
//! 1. The trend of a month is the mean of the twelve months around it, centred: half of the months six before and six after, and
//!    the eleven between (Spiegel & Stephens, *Statistics*, chapter on time series, “ratio-to-moving-average method”).
//! 2. The first and the last six months have no such mean. There the trend goes on at the mean rate of the nearest thirteen
//!    centred means, a straight line through their logarithms (convention; statsmodels' `extrapolate_trend="freq"` does the
//!    same without logarithms): so that two years of data show each month twice.
//! 3. Each month is divided by its trend, so that neither growth nor decline counts as a season. The complete months are cut
//!    into years of twelve, back from the newest; the index of a month is the mean of its ratios over the years, brought to a
//!    mean of 1 over the twelve.
//!
//! One year alone shows what was, growth and season in one: its index is month ÷ monthly mean, and no peak follows from it.

use jiff::civil::Date;

use super::monthly::MonthlyRevenue;
use crate::analysis::one_off::OneOff;
use crate::analysis::sales::{SalesView, Scope};
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
    /// Some twelve months have no positive revenue: there is no level to be above or below.
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
    /// In how many of the years it was above the trend, and above the mean of its twelve months.
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
    /// Whether the account has stopped buying: the months since then are left out, and no peak is coming.
    pub stopped: bool,
    /// In each year, whether a month was above its trend and above the mean of its twelve.
    above: Vec<[bool; 12]>,
}

impl Seasonality {
    /// From complete months ([`MonthlyRevenue::complete`]).
    pub fn of(complete: &MonthlyRevenue) -> Result<Self, NoSeason> {
        let found = complete.sums.len();
        let years = found / 12;
        let trust = match years {
            0 => return Err(NoSeason::TooFewMonths { found }),
            1 => SeasonalTrust::Hint,
            2 => SeasonalTrust::Weak,
            _ => SeasonalTrust::Sound,
        };
        let sums: Vec<f64> = complete.sums.iter().map(|sum| sum.to_f64()).collect();
        let trend = if years == 1 { flat(&sums) } else { trend(&sums) }.ok_or(NoSeason::NoRevenue)?;
        let ratios: Vec<f64> = sums.iter().zip(&trend).map(|(sum, trend)| sum / trend).collect();
        let mut months: Vec<[f64; 12]> = Vec::new();
        let mut above: Vec<[bool; 12]> = Vec::new();
        for (year, sold) in ratios.rchunks_exact(12).zip(sums.rchunks_exact(12)) {
            let mean = sold.iter().sum::<f64>() / 12.0;
            let (mut by_month, mut is_above) = ([0.0; 12], [false; 12]);
            for (place, (ratio, sum)) in year.iter().zip(sold).enumerate() {
                let month = (month_of(complete) + found - 12 + place) % 12;
                by_month[month] = *ratio;
                // A step of the level lifts a month above a trend that smooths it, and above nothing else.
                is_above[month] = *ratio > 1.0 && *sum > mean;
            }
            months.push(by_month);
            above.push(is_above);
        }
        let sum = |month: usize| months.iter().map(|year| year[month]).sum::<f64>();
        let all: f64 = (0..12).map(sum).sum();
        if all <= 0.0 {
            return Err(NoSeason::NoRevenue);
        }
        let index = std::array::from_fn(|month| sum(month) * 12.0 / all);
        Ok(Self { index, years, trust, stopped: false, above })
    }

    /// Of an account, over its own complete months; `None` where they do not say. Where it has stopped buying, the empty months at
    /// the end are no part of a season ([`MonthlyRevenue::until_stop`]).
    pub fn of_account(sales: &SalesView, account: usize, as_of: Date) -> Option<Self> {
        let data_from = sales.first_day(Scope::Portfolio)?;
        let monthly = MonthlyRevenue::of_sales(sales, Scope::Account(account), as_of)?;
        let complete = monthly.complete(data_from, as_of);
        let bought = complete.until_stop();
        let season = Self::of(&bought).ok()?;
        Some(Self { stopped: bought.sums.len() < complete.sums.len(), ..season })
    }

    /// Of all accounts together, without the one-off purchases: a month is no peak because somebody bought a plant in it.
    pub fn of_all(sales: &SalesView, one_offs: &[OneOff], as_of: Date) -> Result<Self, NoSeason> {
        let nothing = NoSeason::TooFewMonths { found: 0 };
        let data_from = sales.first_day(Scope::Portfolio).ok_or(nothing)?;
        let mut monthly = MonthlyRevenue::of_sales(sales, Scope::Portfolio, as_of).ok_or(nothing)?;
        for one in one_offs {
            monthly.take_out(one.day, one.amount);
        }
        Self::of(&monthly.complete(data_from, as_of))
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
        let years_above = self.above.iter().filter(|year| year[place]).count();
        Some(Peak { month, index: highest, days: days_between(as_of, month.first_day()).max(0), years_above })
    }

    /// The lowest month of the year, 1 to 12, the first of equal ones, with its index.
    pub fn lowest(&self) -> (i8, f64) {
        let lower = |best: (i8, f64), (month, &index): (i8, &f64)| if index < best.1 { (month, index) } else { best };
        (1..).zip(&self.index).fold((1, f64::MAX), lower)
    }
}

/// The place in the year of the first month, 0 for January.
fn month_of(complete: &MonthlyRevenue) -> usize {
    usize::try_from(complete.first.month() - 1).unwrap_or(0)
}

/// The mean of the last twelve months, for each month; `None` where it is not positive.
fn flat(sums: &[f64]) -> Option<Vec<f64>> {
    let mean = sums.iter().rev().take(12).sum::<f64>() / 12.0;
    (mean > 0.0).then(|| vec![mean; sums.len()])
}

/// Centred means that a trend at an end goes on from (a year of growth, convention).
const NEAREST: usize = 13;

/// The trend of 24 months or more; `None` where some twelve months have no positive revenue.
fn trend(sums: &[f64]) -> Option<Vec<f64>> {
    let centred = |window: &[f64]| (window[0] / 2.0 + window[1..12].iter().sum::<f64>() + window[12] / 2.0) / 12.0;
    let means: Vec<f64> = sums.windows(13).map(centred).collect();
    if means.iter().any(|mean| *mean <= 0.0) {
        return None;
    }
    let near = means.len().min(NEAREST);
    let (start, end) = (line(&means[..near]), line(&means[means.len() - near..]));
    let before = (0..6).map(|at| start(f64::from(at) - 6.0));
    let after = (0..6).map(|at| end(near as f64 + f64::from(at)));
    Some(before.chain(means.iter().copied()).chain(after).collect())
}

/// The line of least squares through the logarithms of some values, as a function of their place.
fn line(values: &[f64]) -> impl Fn(f64) -> f64 + use<> {
    let count = values.len() as f64;
    let logs: Vec<f64> = values.iter().map(|value| libm::log(*value)).collect();
    let (middle, mean) = ((count - 1.0) / 2.0, logs.iter().sum::<f64>() / count);
    let away = |place: usize| place as f64 - middle;
    let squares: f64 = (0..logs.len()).map(|place| away(place) * away(place)).sum();
    let slope = logs.iter().enumerate().map(|(place, log)| away(place) * (log - mean)).sum::<f64>() / squares.max(1.0);
    move |place| libm::exp(mean + slope * (place - middle))
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
        // 8 a month and 32 in December: any twelve in a row come to 120, so the trend is 10 throughout.
        let year = |extra: i64| [8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 32 + extra];
        let sums: Vec<i64> = [year(0), year(0)].concat();
        let found = Seasonality::of(&series(Month::new(2024, 1), &sums)).unwrap();
        assert_eq!((found.years, found.trust), (2, SeasonalTrust::Weak));
        assert!((found.index[11] - 3.2).abs() < 1e-12 && (found.index[0] - 0.8).abs() < 1e-12, "{found:?}");
        let peak = found.next_peak(date(2026, 1, 15)).unwrap();
        assert_eq!((peak.month, peak.days, peak.years_above), (Month::new(2026, 12), 320, 2));
        assert!(found.lowest().0 < 12 && found.lowest().1 < 1.0, "{:?}", found.lowest());
        let running = found.next_peak(date(2025, 12, 31)).unwrap();
        assert_eq!((running.month, running.days), (Month::new(2025, 12), 0));
        // A month before them changes the trend at its own end only: two years of twelve are counted.
        let longer: Vec<i64> = std::iter::once(32).chain(sums).collect();
        let longer = Seasonality::of(&series(Month::new(2023, 12), &longer)).unwrap();
        assert_eq!(longer.years, 2);
        assert!((longer.index[11] - 3.2).abs() < 1e-9, "{longer:?}");
    }

    #[test]
    fn a_step_of_the_level_is_no_season() {
        let sums = [[100; 12], [200; 12]].concat();
        let found = Seasonality::of(&series(Month::new(2024, 1), &sums)).unwrap();
        let peak = found.next_peak(date(2025, 12, 31)).unwrap();
        assert_eq!((peak.month, peak.years_above), (Month::new(2026, 1), 0), "{found:?}");
    }

    #[expect(clippy::cast_possible_truncation, reason = "far inside i64")]
    fn whole(amount: f64) -> i64 {
        amount as i64
    }

    #[test]
    fn growth_and_decline_are_no_season() {
        let spread = |sums: &[i64]| {
            let found = Seasonality::of(&series(Month::new(2024, 7), sums)).unwrap();
            found.index.iter().map(|index| (index - 1.0).abs()).fold(0.0, f64::max)
        };
        // Minus 5 % a month for two years: a constant rate is a straight line of logarithms, and leaves nothing.
        let falling: Vec<i64> = (0..24).map(|month| whole(1e9 * libm::pow(0.95, f64::from(month)))).collect();
        assert!(spread(&falling) < 1e-6, "{}", spread(&falling));
        // A straight line up, from 1000 by 10 a month, is not quite that rate.
        let rising: Vec<i64> = (0..24).map(|month| 1000 + 10 * month).collect();
        assert!(spread(&rising) < 0.01, "{}", spread(&rising));
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
