//! Where the portfolio stands in health, RFM, expected value and season, in a few rows; the analyses show them in full.

use super::answer::first_place;
use super::stands::{account_cell, cell, column, figure, measure_caption, number, table};
use crate::analysis::account_facts::AccountFacts;
use crate::analysis::customers::bg_nbd::NoFit;
use crate::analysis::health::HealthLight;
use crate::charts::{Chart, HeatCell, HeatMap, HeatRow, Shade};
use crate::locale::Arg;
use crate::site::view::Cell;
use crate::site::view::account::Shared;
use crate::site::view::account::part::{Body, Figure, More};
use crate::site::view::exhibits::assets::rfm_map;
use crate::site::view::exhibits::health::mark;
use crate::site::view::exhibits::season::{own_peaks, season_finding, without_one_offs};
use crate::site::view::exhibits::value::{estimate, parameters, warnings};

/// Most accounts that a table names.
const SHOWN: usize = 12;

/// Accounts by light.
pub fn health(shared: &Shared<'_>) -> Option<Figure> {
    let voice = shared.voice;
    let points: Vec<u8> = shared.accounts.iter().filter_map(AccountFacts::scored_health).collect();
    if points.is_empty() {
        return None;
    }
    let cuts = shared.settings.health.lights;
    let lights = [HealthLight::Well, HealthLight::Watch, HealthLight::Act];
    let count = |light: HealthLight| points.iter().filter(|points| HealthLight::of(**points, cuts) == light).count();
    let row = |light: &HealthLight| {
        let name = voice.word(&format!("health.light.{}", light.key()));
        vec![cell(format!("{} {name}", mark(*light))), number(shared, count(*light))]
    };
    let [well, watch, act] = lights.map(|light| Arg::from(count(light).to_string()));
    let args = [("count", points.len().into()), ("well", well), ("watch", watch), ("act", act)];
    let columns = vec![column(shared, "light", false), column(shared, "accounts", true)];
    let finding = voice.rich("health.spread.finding", &args);
    let measure = voice.locale.date_full(shared.as_of.date);
    let body = table(measure_caption(shared), columns, lights.iter().map(row).collect());
    Some(figure("stands", finding, measure, body))
}

/// Accounts by recency and frequency; and, since a map has no third side, the most frequent of the three together.
pub fn rfm(shared: &Shared<'_>) -> Option<Figure> {
    let voice = shared.voice;
    let rfm = &shared.analysis.customers.rfm;
    let mut cells: Vec<_> = rfm.cells.iter().collect();
    cells.sort_by_key(|(score, count)| (std::cmp::Reverse(**count), **score));
    let rows: Vec<_> =
        cells.iter().take(SHOWN).map(|(score, count)| vec![cell(score.to_string()), number(shared, **count)]).collect();
    let columns = vec![column(shared, "rfm", false), column(shared, "accounts", true)];
    let all = |holds: fn(u8) -> bool| {
        let such = rfm.scores.iter().filter(|one| [one.recency, one.frequency, one.monetary].into_iter().all(holds));
        such.count()
    };
    let args = [
        ("count", all(|mark| mark >= 4).into()),
        ("all", voice.locale.number(i64::try_from(rfm.scores.len()).unwrap_or(i64::MAX)).into()),
        ("low", voice.locale.number(i64::try_from(all(|mark| mark <= 2)).unwrap_or(i64::MAX)).into()),
    ];
    let finding = voice.rich("in_portfolio.rfm.finding", &args);
    let day = voice.locale.date_full(shared.as_of.date);
    let measure = voice.say("customers.rfm.measure", &[("period", day.into())]);
    let map = Body::Chart(Box::new(Chart::HeatMap(rfm_map(voice, rfm, &[]))));
    let mut figure = Figure::new("stands", finding, measure, map, vec![voice.rich("customers.rfm.convention", &[])]);
    let label = voice.say("in_portfolio.rfm.triples", &[("count", rows.len().into())]);
    let body = Box::new(Body::Table(table(measure_caption(shared), columns, rows)));
    figure.bodies.push(Body::More(More { label, body }));
    (!rfm.scores.is_empty()).then_some(figure)
}

/// The accounts worth most in the coming year, or why nobody can say.
pub fn value(shared: &Shared<'_>) -> Option<Figure> {
    Some(worth(shared))
}

fn worth(shared: &Shared<'_>) -> Figure {
    let voice = shared.voice;
    let measure = voice.say("customers.value.measure", &[("date", voice.locale.date_full(shared.as_of.date).into())]);
    let columns = vec![column(shared, "account", false), column(shared, "worth", true)];
    let customers = &shared.analysis.customers;
    let mut worth: Vec<(usize, f64)> =
        customers.valued().filter_map(|(account, value)| Some((account, value.lifetime_value()?))).collect();
    worth.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let rows: Vec<_> = worth
        .iter()
        .take(SHOWN)
        .map(|(account, worth)| vec![account_cell(shared, *account), Cell::money(estimate(*worth), voice).class("est")])
        .collect();
    let (name, first) = first_place(shared, &worth, |one| estimate(one.1), |one| one.0);
    let finding = match &customers.value {
        Ok(_) if !worth.is_empty() => {
            let most = voice.locale.money(estimate(worth[0].1));
            let finding =
                voice.rich("in_portfolio.worth.finding", &[("name", name.as_str().into()), ("money", most.into())]);
            finding.link(&name, first.and_then(|at| account_cell(shared, at).href).as_deref())
        }
        Ok(value) if !value.settles_leaving() => voice.rich("customers.value.unsettled", &[]),
        Ok(value) => voice.rich("customers.value.model_finding", &[("count", value.accounts.len().into())]),
        Err(_) => voice.rich("customers.value.refused", &[]),
    };
    let mut figure =
        figure("stands", finding, measure, table(measure_caption(shared), columns, rows).in_one_unit(voice));
    match &customers.value {
        Ok(value) => {
            if worth.is_empty() {
                figure.bodies.clear();
            }
            let body = Box::new(Body::Table(parameters(voice, value)));
            figure.bodies.push(Body::More(More { label: voice.word("customers.value.model"), body }));
            figure.notes.extend(warnings(voice, value));
        }
        Err(reason) => {
            figure.bodies.clear();
            figure.notes.push(match reason {
                NoFit::TooFewRepeatBuyers { found, needed } => {
                    let args = [("found", found.to_string().into()), ("needed", needed.to_string().into())];
                    voice.rich("customers.value.few", &args)
                }
                NoFit::NotSettled => voice.rich("customers.value.not_settled", &[]),
            });
        }
    }
    figure
}

/// The next peak of the portfolio; `None` where the data do not say.
pub fn season(shared: &Shared<'_>) -> Option<Figure> {
    let voice = shared.voice;
    let season = shared.analysis.season.as_ref().ok()?;
    let today = shared.as_of.date;
    let own = own_peaks(voice, shared.portfolio, &shared.analysis.hits.alerts);
    let finding = season_finding(voice, season, today, shared.settings, &own);
    let month = |at: usize| {
        let number = i8::try_from(at + 1).unwrap_or(1);
        voice.locale.month_short(crate::portfolio::Month::new(today.year(), number))
    };
    let cells = season.index.iter().enumerate().map(|(at, &index)| {
        let text = voice.locale.percent_round(index);
        HeatCell { title: format!("{} {text}", month(at)), text, shade: Shade::Index(index) }
    });
    let measure = voice.say("customers.season.measure", &[("count", season.years.into())]);
    let chart = HeatMap {
        id: "chart-season".to_owned(),
        name: voice.word("account.section.season"),
        summary: measure.clone(),
        rows_name: String::new(),
        columns_name: String::new(),
        columns: (0..season.index.len()).map(month).collect(),
        rows: vec![HeatRow { name: voice.word("account.season.index"), href: String::new(), cells: cells.collect() }],
    };
    let mut figure = Figure::new("stands", finding, measure, Body::Chart(Box::new(Chart::HeatMap(chart))), Vec::new());
    figure.notes.extend(without_one_offs(voice, &shared.analysis.one_offs, |at| account_cell(shared, at).text));
    Some(figure)
}
