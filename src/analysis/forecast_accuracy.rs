//! Forecasts against what came: error and bias.
//!
//! 1. A period counts once it is over, with the newest forecast made before it began; where there is none, with the newest
//!    made while it ran, marked as such. What was written after its end is no forecast.
//! 2. Error is forecast − actual: above zero promised too much. Over several periods the bias is Σ error ÷ Σ actual and
//!    the weighted error Σ |error| ÷ Σ |actual| (Kolassa & Schütz, “Advantages of the MAD/Mean Ratio over the MAPE”,
//!    *Foresight* 6, 2007): small periods do not drown the others as they do in a mean of percentages.
//! 3. No day counts twice in these sums. Of forecasts whose periods overlap (a month and its quarter, quarters and their year)
//!    the shorter count, of those of equal length the earlier; each still has its own error (convention).

use jiff::civil::Date;

use crate::portfolio::{Amount, Period};

/// Bias up to which forecasts lean neither way (convention).
pub const LEVEL: f64 = 0.02;

/// A forecast as it was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DatedForecast {
    /// When.
    pub made_on: Date,
    /// For which days.
    pub period: Period,
    /// Revenue.
    pub amount: Amount,
}

/// When the forecast that counts was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timing {
    /// Before the period began.
    Ahead,
    /// While it ran.
    Running,
}

/// A forecast and what came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScoredForecast {
    /// What counts.
    pub forecast: DatedForecast,
    /// When it was made.
    pub timing: Timing,
    /// What came.
    pub actual: Amount,
}

impl ScoredForecast {
    /// Forecast − actual: above zero promised too much.
    pub fn error(&self) -> Amount {
        self.forecast.amount - self.actual
    }

    /// Error ÷ actual: 1 for twice what came; `None` where nothing (or less) came.
    pub fn relative_error(&self) -> Option<f64> {
        if self.actual.is_positive() { self.error().share_of(self.actual) } else { None }
    }
}

/// All periods that are over.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ForecastAccuracy {
    /// Every one, by first, then last day of the period.
    pub scored: Vec<ScoredForecast>,
    /// Those of which the sums are made, in the same order: no two of their periods overlap.
    pub counted: Vec<ScoredForecast>,
    /// Σ error ÷ Σ actual; `None` where nothing came.
    pub bias: Option<f64>,
    /// Σ |error| ÷ Σ |actual|; `None` where nothing came.
    pub weighted_error: Option<f64>,
}

impl ForecastAccuracy {
    /// Of the forecasts of one account. `actual` is the revenue of a period.
    pub fn of(forecasts: &[DatedForecast], as_of: Date, actual: impl Fn(Period) -> Amount) -> Self {
        let mut sorted: Vec<DatedForecast> =
            forecasts.iter().copied().filter(|f| f.period.last <= as_of && f.made_on <= f.period.last).collect();
        // Stable: of two made on the same day for the same period, the later entry is the newer.
        sorted.sort_by_key(|forecast| (forecast.period.first, forecast.period.last, forecast.made_on));
        let scored: Vec<ScoredForecast> = sorted
            .chunk_by(|a, b| a.period == b.period)
            .filter_map(newest)
            .map(|(forecast, timing)| ScoredForecast { forecast, timing, actual: actual(forecast.period) })
            .collect();
        let counted = apart(&scored);
        let sum = |of: fn(&ScoredForecast) -> Amount| counted.iter().map(of).sum::<Amount>();
        let came = sum(|s| s.actual);
        let bias = if came.is_positive() { sum(ScoredForecast::error).share_of(came) } else { None };
        let weighted_error = sum(|s| s.error().abs()).share_of(sum(|s| s.actual.abs()));
        Self { scored, counted, bias, weighted_error }
    }

    /// Whether the sums are made of fewer than all, since periods overlap.
    pub fn overlaps(&self) -> bool {
        self.counted.len() < self.scored.len()
    }
}

/// Those whose periods do not overlap, in the same order: the shortest first, of equally long ones the earlier, each that
/// shares no day with one taken before.
fn apart(scored: &[ScoredForecast]) -> Vec<ScoredForecast> {
    let period = |at: usize| scored[at].forecast.period;
    let mut shortest: Vec<usize> = (0..scored.len()).collect();
    shortest.sort_by_key(|&at| (period(at).days(), period(at).first));
    let mut taken: Vec<usize> = Vec::new();
    for at in shortest {
        let shared = |other: &usize| period(at).first <= period(*other).last && period(*other).first <= period(at).last;
        if !taken.iter().any(shared) {
            taken.push(at);
        }
    }
    taken.sort_unstable();
    taken.into_iter().map(|at| scored[at]).collect()
}

/// The newest of the forecasts of one period, in order of making, that was made ahead; else the newest.
fn newest(forecasts: &[DatedForecast]) -> Option<(DatedForecast, Timing)> {
    let ahead = forecasts.iter().rfind(|forecast| forecast.made_on < forecast.period.first);
    let running = || forecasts.last().map(|forecast| (*forecast, Timing::Running));
    ahead.map(|forecast| (*forecast, Timing::Ahead)).or_else(running)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::portfolio::Month;

    fn forecast(made_on: Date, period: Period, amount: i64) -> DatedForecast {
        DatedForecast { made_on, period, amount: Amount::from_int(amount) }
    }

    #[test]
    fn the_sources_case() {
        // S1: for January and February 1991 Nokia's telecom equipment division forecast 23 M in Eastern Europe; 0.38 M came.
        let months = Period::new(date(1991, 1, 1), date(1991, 2, 28)).unwrap();
        let found = ForecastAccuracy::of(&[forecast(date(1990, 12, 1), months, 23_000_000)], date(1991, 3, 31), |_| {
            Amount::from_int(380_000)
        });
        let scored = found.scored[0];
        assert_eq!(scored.error(), Amount::from_int(22_620_000));
        assert!((scored.relative_error().unwrap() - 59.526_315_789).abs() < 1e-9);
        assert_eq!((found.bias, found.weighted_error), (scored.relative_error(), scored.relative_error()));
    }

    #[test]
    fn which_forecast_counts() {
        let (q1, q2, q3) = (Period::quarter(2026, 1), Period::quarter(2026, 2), Period::quarter(2026, 3));
        let forecasts = [
            forecast(date(2026, 5, 1), q2, 70),
            forecast(date(2026, 4, 10), q2, 90),
            forecast(date(2025, 12, 31), q1, 120),
            forecast(date(2025, 11, 1), q1, 500),
            forecast(date(2026, 2, 1), q1, 101),
            forecast(date(2026, 7, 2), q2, 60),
            forecast(date(2026, 6, 1), q3, 999),
        ];
        let actual = |period: Period| Amount::from_int(if period == q1 { 100 } else { 80 });
        let found = ForecastAccuracy::of(&forecasts, date(2026, 6, 30), actual);
        let counted: Vec<_> = found.scored.iter().map(|s| (s.forecast.made_on, s.timing)).collect();
        assert_eq!(counted, [(date(2025, 12, 31), Timing::Ahead), (date(2026, 5, 1), Timing::Running)]);
        // Errors +20 and −10 on 180.
        assert!((found.bias.unwrap() - 10.0 / 180.0).abs() < 1e-12);
        assert!((found.weighted_error.unwrap() - 30.0 / 180.0).abs() < 1e-12);
    }

    #[test]
    fn no_day_counts_twice() {
        let (november, q4) = (Period::month(Month::new(2025, 11)), Period::quarter(2025, 4));
        let year = Period::new(date(2025, 1, 1), date(2025, 12, 31)).unwrap();
        let winter = Period::new(date(2025, 12, 1), date(2026, 2, 28)).unwrap();
        let ahead = date(2024, 12, 1);
        let forecasts = [(november, 70), (q4, 300), (year, 900), (winter, 200), (Period::quarter(2026, 1), 110)]
            .map(|(period, amount)| forecast(ahead, period, amount));
        let actual = |period: Period| match period {
            p if p == november || p == Period::quarter(2026, 1) => Amount::from_int(100),
            _ => Amount::from_int(250),
        };
        let found = ForecastAccuracy::of(&forecasts, date(2026, 6, 30), actual);
        assert_eq!(found.scored.len(), 5, "each has its own error");
        let counted: Vec<Period> = found.counted.iter().map(|one| one.forecast.period).collect();
        // December to February and January to March are equally long: the earlier counts.
        assert_eq!(counted, [november, winter]);
        // −30 on 100, −50 on 250.
        assert!((found.bias.unwrap() + 80.0 / 350.0).abs() < 1e-12);
        assert!((found.weighted_error.unwrap() - 80.0 / 350.0).abs() < 1e-12);
        assert!(found.overlaps());
    }

    #[test]
    fn quarters_count_and_not_their_year() {
        let year = Period::new(date(2025, 1, 1), date(2025, 12, 31)).unwrap();
        let all = [year, Period::quarter(2025, 4), Period::quarter(2026, 1)].map(|p| forecast(date(2024, 12, 1), p, 1));
        let found = ForecastAccuracy::of(&all, date(2026, 6, 30), |_| Amount::from_int(1));
        let counted: Vec<Period> = found.counted.iter().map(|one| one.forecast.period).collect();
        assert_eq!(counted, [Period::quarter(2025, 4), Period::quarter(2026, 1)]);
    }

    #[test]
    fn nothing_came() {
        let found = ForecastAccuracy::of(
            &[forecast(date(2026, 1, 1), Period::quarter(2026, 2), 50)],
            date(2026, 6, 30),
            |_| Amount::ZERO,
        );
        assert_eq!((found.scored[0].relative_error(), found.bias, found.weighted_error), (None, None, None));
        assert_eq!(ForecastAccuracy::of(&[], date(2026, 6, 30), |_| Amount::ZERO), ForecastAccuracy::default());
    }
}
