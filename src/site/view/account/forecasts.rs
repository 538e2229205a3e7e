//! What was forecast, and what came: error and bias of the periods that are over (FRAMEWORKS §9).

use super::Shared;
use super::part::{Body, Figure};
use super::scene::{ColumnKind, Scene, cell, dash};
use crate::analysis::forecast_accuracy::{ForecastAccuracy, LEVEL, ScoredForecast, Timing};
use crate::locale::Arg;
use crate::portfolio::{Account, Forecast};
use crate::site::view::{Cell, Rich};

/// All forecasts, the newest period first.
pub fn forecasts(shared: &Shared<'_>, scene: &Scene<'_>, account: &Account, at: usize) -> Option<Figure> {
    if account.forecasts.is_empty() {
        return None;
    }
    let start = shared.settings.fiscal_year_start;
    let accuracy = shared.outcomes().accuracy(account, at);
    let score = |forecast: &Forecast| {
        let period = forecast.period.query()?.resolve(scene.as_of, start);
        accuracy.scored.iter().find(|s| s.forecast.period == period && s.forecast.made_on == forecast.made)
    };
    let rows = account.forecasts.iter().rev().map(|forecast| {
        let scored = score(forecast);
        let late = scored.filter(|scored| scored.timing == Timing::Running).map(|_| scene.word("forecasts.running"));
        let apart = scored.filter(|scored| !accuracy.counted.contains(scored)).map(|_| scene.word("forecasts.apart"));
        let by = forecast.by.as_ref().map(|who| scene.who(who));
        let note = forecast.note.as_ref().map(|note| scene.words(note).to_owned());
        let more = apart.into_iter().chain(by).chain(note);
        vec![
            scene.noted(cell(scene.period(&forecast.period)), more),
            Cell { note: late, ..scene.day_cell(Some(forecast.made)) },
            scene.money_cell(Some(forecast.amount)),
            scene.money_cell(scored.map(|scored| scored.actual).or(forecast.actual)),
            scored
                .and_then(ScoredForecast::relative_error)
                .map_or_else(dash, |error| cell(scene.voice.locale.delta_percent(error))),
        ]
    });
    let columns = [
        ("period", ColumnKind::Text),
        ("made", ColumnKind::Figure),
        ("forecast", ColumnKind::Figure),
        ("actual", ColumnKind::Figure),
        ("error", ColumnKind::Figure),
    ];
    let table = scene.table(scene.word("section.forecasts"), &columns, rows.collect()).in_one_unit(scene.voice);
    let finding = finding(scene, account, &accuracy);
    let overlapping = accuracy.overlaps().then(|| scene.rich("forecasts.overlap", &[]));
    let notes = std::iter::once(scene.source("forecasts")).chain(overlapping).collect();
    Some(Figure::new("forecasts", finding, scene.word("forecasts.measure"), Body::Table(table), notes))
}

/// Which way the forecasts lean, and how far they are off.
fn finding(scene: &Scene<'_>, account: &Account, accuracy: &ForecastAccuracy) -> Rich {
    let (Some(bias), Some(error)) = (accuracy.bias, accuracy.weighted_error) else {
        let (key, count) = match accuracy.counted.len() {
            0 => ("forecasts.finding", account.forecasts.len()),
            over => ("forecasts.nothing", over),
        };
        return scene.rich(key, &[("count", count.into())]);
    };
    let key = match bias {
        bias if bias > LEVEL => "forecasts.high",
        bias if bias < -LEVEL => "forecasts.low",
        _ => "forecasts.level",
    };
    let percent = |share: f64| Arg::from(scene.voice.locale.percent_round(share));
    let args = [("count", accuracy.counted.len().into()), ("bias", percent(bias.abs())), ("error", percent(error))];
    scene.rich(key, &args)
}
