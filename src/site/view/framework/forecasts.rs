//! Forecast accuracy over all accounts: by manager and in all, by period. What is too little to speak of is said so.

use super::stands::{cell, measure_caption, table};
use super::wide::{LISTED, amount, amount_column, column, cut, digits, figures_column, scale};
use crate::analysis::forecast_outcome::Outcomes;
use crate::analysis::forecast_sums::{
    AccountForecast, FEWEST, ForecastSums, by_manager, by_period, counted, sole_cause,
};
use crate::locale::{Arg, Scale};
use crate::site::view::account::Shared;
use crate::site::view::account::part::{Body, Figure};
use crate::site::view::{Cell, Column};

/// Bias below which forecasts lean neither way (convention; as in the playbook).
const LEVEL: f64 = 0.02;

fn all(shared: &Shared<'_>) -> Vec<AccountForecast> {
    let outcomes = Outcomes {
        sales: shared.sales,
        first_day: shared.facts.first_day,
        day: shared.as_of.date,
        fiscal_year_start: shared.settings.fiscal_year_start,
    };
    counted(shared.portfolio, &outcomes)
}

/// Bias and error by manager, and in all; `None` where no forecast's period is over.
pub fn managers(shared: &Shared<'_>) -> Option<Figure> {
    let voice = shared.voice;
    let all = all(shared);
    let sums = ForecastSums::of(&all);
    let rows = by_manager(&all);
    if rows.is_empty() {
        return None;
    }
    let scale = scale(shared, [sums.forecast, sums.actual]);
    let name = |manager: Option<usize>| match manager {
        Some(member) => shared.portfolio.team[member].name.in_language(voice.language().tag()),
        None => ("–", None),
    };
    let table_rows = rows.iter().map(|(manager, sums)| {
        let (text, lang) = name(*manager);
        line(shared, &scale, Cell { lang: lang.map(str::to_owned), ..cell(text) }, sums)
    });
    let total = line(shared, &scale, cell(voice.word("in_portfolio.forecasts.total")), &sums);
    let table = table(measure_caption(shared), columns(shared, "manager", &scale), table_rows.collect());
    let table = table.with_total(total);
    let percent = |share: Option<f64>| Arg::from(voice.locale.percent_round(share.unwrap_or_default().abs()));
    let mut args = vec![
        ("count", Arg::from(sums.count)),
        ("bias", percent(sums.bias())),
        ("error", percent(sums.weighted_error())),
    ];
    let one = sole_cause(&all, LEVEL).filter(|_| sums.is_enough());
    if let Some((one, rest)) = one {
        let low = all.iter().filter(|one| one.scored.forecast.amount < one.scored.actual).count();
        let rest = rest.bias().map_or_else(|| "–".to_owned(), |bias| voice.locale.delta_percent(bias));
        args.extend([
            ("name", Arg::from(shared.account_name(one.account))),
            ("period", voice.locale.period(one.scored.forecast.period).into()),
            ("rest", rest.into()),
            ("low", digits(shared, low).into()),
            ("high", digits(shared, all.len() - low).into()),
        ]);
    }
    let key = match sums.bias() {
        _ if !sums.is_enough() => "in_portfolio.forecasts.few",
        None => "in_portfolio.forecasts.nothing",
        Some(bias) if one.is_some() && bias > LEVEL => "in_portfolio.forecasts.one_high",
        Some(_) if one.is_some() => "in_portfolio.forecasts.one_low",
        Some(bias) if bias > LEVEL => "in_portfolio.forecasts.high",
        Some(bias) if bias < -LEVEL => "in_portfolio.forecasts.low",
        Some(_) => "in_portfolio.forecasts.level",
    };
    let measure = voice.word("in_portfolio.forecasts.measure");
    let note = voice.rich("in_portfolio.forecasts.note", &[("fewest", digits(shared, FEWEST).into())]);
    Some(Figure::new("forecasts", voice.rich(key, &args), measure, Body::Table(table), vec![note]))
}

/// Bias and error by period, the newest first; `None` where no forecast's period is over.
pub fn periods(shared: &Shared<'_>) -> Option<Figure> {
    let voice = shared.voice;
    let sums = by_period(&all(shared));
    let scale = scale(shared, sums.iter().flat_map(|(_, sums)| [sums.forecast, sums.actual]));
    let enough = || sums.iter().filter(|(_, sums)| sums.is_enough());
    let worst = enough().filter_map(|(period, sums)| Some((sums.weighted_error()?, *period)));
    let worst = worst.reduce(|worst, other| if other.0 > worst.0 { other } else { worst });
    let finding = match worst {
        _ if sums.is_empty() => return None,
        None => voice.rich("in_portfolio.forecasts.thin", &[("count", sums.len().into())]),
        Some((error, period)) => {
            let error = voice.locale.percent_round(error);
            let args = [("period", Arg::from(voice.locale.period(period))), ("error", error.into())];
            voice.rich("in_portfolio.forecasts.worst", &args)
        }
    };
    let rows = sums.iter().take(LISTED);
    let rows = rows.map(|(period, sums)| line(shared, &scale, cell(voice.locale.period(*period)), sums)).collect();
    let table = table(measure_caption(shared), columns(shared, "period", &scale), rows);
    let measure = voice.word("in_portfolio.forecasts.period_measure");
    let notes = cut(shared, sums.len()).into_iter().collect();
    Some(Figure::new("forecast-periods", finding, measure, Body::Table(table), notes))
}

fn columns(shared: &Shared<'_>, first: &str, scale: &Scale) -> Vec<Column> {
    vec![
        column(shared, first),
        figures_column(shared, "forecasts"),
        amount_column(shared, "forecast", scale).minor(),
        amount_column(shared, "actual", scale).minor(),
        figures_column(shared, "bias"),
        figures_column(shared, "error"),
    ]
}

fn line(shared: &Shared<'_>, scale: &Scale, first: Cell, sums: &ForecastSums) -> Vec<Cell> {
    let locale = shared.voice.locale;
    let few = || cell(shared.voice.say("in_portfolio.forecasts.too_few", &[("count", FEWEST.into())])).class("muted");
    let said = |value: Option<String>| match value {
        _ if !sums.is_enough() => few(),
        Some(text) => cell(text),
        None => cell("–").class("muted"),
    };
    vec![
        first,
        cell(digits(shared, sums.count)),
        amount(scale, sums.forecast),
        amount(scale, sums.actual),
        said(sums.bias().map(|bias| locale.delta_percent(bias))),
        said(sums.weighted_error().map(|error| locale.percent(error))),
    ]
}
