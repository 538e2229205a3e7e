//! An account's forecasts with what came of them: the dossier's figure, else the sales of the period.

use jiff::civil::Date;

use super::forecast_accuracy::{DatedForecast, ForecastAccuracy};
use super::sales::{SalesView, Scope};
use crate::portfolio::{Account, Amount, Forecast, Period};

/// Where outcomes are looked up.
#[derive(Debug, Clone, Copy)]
pub struct Outcomes<'a> {
    /// Sales by account.
    pub sales: &'a SalesView,
    /// The first day of all sales: periods that begin before it have no outcome in them.
    pub first_day: Option<Date>,
    /// Today.
    pub day: Date,
    /// The month in which a fiscal year begins.
    pub fiscal_year_start: i8,
}

impl Outcomes<'_> {
    /// How the forecasts of the account at a position held, as far as their outcome is known.
    pub fn accuracy(&self, account: &Account, position: usize) -> ForecastAccuracy {
        let known: Vec<(DatedForecast, Amount)> =
            account.forecasts.iter().filter_map(|forecast| self.outcome(account, position, forecast)).collect();
        let forecasts: Vec<DatedForecast> = known.iter().map(|(forecast, _)| *forecast).collect();
        let actual =
            |period: Period| known.iter().find(|(f, _)| f.period == period).map_or(Amount::ZERO, |(_, actual)| *actual);
        ForecastAccuracy::of(&forecasts, self.day, actual)
    }

    fn outcome(&self, account: &Account, position: usize, forecast: &Forecast) -> Option<(DatedForecast, Amount)> {
        let period = forecast.period.query()?.resolve(self.day, self.fiscal_year_start);
        let in_data = self.first_day.is_some_and(|first| first <= period.first);
        let given = account.forecasts.iter().rfind(|other| other.period == forecast.period && other.actual.is_some());
        let sold = || in_data.then(|| self.sales.figures(Scope::Account(position), period).revenue);
        let actual = given.and_then(|other| other.actual).or_else(sold)?;
        Some((DatedForecast { made_on: forecast.made, period, amount: forecast.amount }, actual))
    }
}
