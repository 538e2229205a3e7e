//! Growth over all accounts by direction (Ansoff and the integrative ones).

use super::stands::{cell, label, measure_caption, table};
use super::wide::{amount, amount_column, column, count, figures_column, scale};
use crate::analysis::growth_totals::{GrowthTotal, growth_totals};
use crate::charts::{Bar, Bars, Chart, Tone};
use crate::locale::{Arg, Scale};
use crate::portfolio::{Amount, GrowthDirection};
use crate::site::view::TableView;
use crate::site::view::account::Shared;
use crate::site::view::account::part::{Body, Figure};

/// Amounts by direction; `None` where no dossier goes anywhere.
pub fn totals(shared: &Shared<'_>) -> Option<Figure> {
    let voice = shared.voice;
    let totals = growth_totals(shared.portfolio);
    let most = totals.iter().max_by_key(|one| (one.amount, one.accounts)).filter(|one| one.accounts > 0)?;
    let scale = scale(shared, totals.iter().map(|one| one.amount));
    let name = |one: &GrowthTotal| name(shared, one);
    let bar = |one: &GrowthTotal| Bar {
        title: format!("{} {}", name(one), voice.locale.money(one.amount)),
        name: name(one),
        value: Some(scale.divide(one.amount)),
        value_text: if one.amount.is_zero() { "–".to_owned() } else { scale.show(one.amount) },
        tick: None,
        tick_text: String::new(),
        tone: Tone::A,
        href: String::new(),
    };
    let whole: Amount = totals.iter().map(|one| one.amount).sum();
    let args = [
        ("name", Arg::from(name(most))),
        ("money", voice.locale.money(most.amount).into()),
        ("share", voice.locale.percent_round(most.amount.share_of(whole).unwrap_or_default()).into()),
        ("count", if most.amount.is_positive() { most.priced } else { most.accounts }.into()),
    ];
    let key = if most.amount.is_positive() { "in_portfolio.growth.finding" } else { "in_portfolio.growth.unpriced" };
    let finding = voice.rich(key, &args);
    let chart = Bars {
        id: "growth-chart".to_owned(),
        name: voice.word("in_portfolio.growth.name"),
        summary: finding.to_text(),
        bars: totals.iter().map(bar).collect(),
        headings: [
            voice.word("in_portfolio.column.direction"),
            amount_column(shared, "growth_amount", &scale).label,
            String::new(),
        ],
    };
    let measure = voice.say("in_portfolio.growth.measure", &[("unit", scale.label.as_str().into())]);
    let chart = Body::Chart(Box::new(Chart::Bars(chart)));
    let notes = vec![voice.rich("in_portfolio.ansoff.note", &[("unit", scale.label.as_str().into())])];
    Some(
        Figure::new("growth-chart-figure", finding, measure, chart, notes)
            .with(Body::Matrix(grid(shared, &totals, &scale))),
    )
}

/// The grid of Ansoff: products of today and new ones × markets of today and new ones, each with what is meant to be won.
fn grid(shared: &Shared<'_>, totals: &[GrowthTotal], scale: &Scale) -> TableView {
    use GrowthDirection::{Diversification, MarketDevelopment, MarketPenetration, ProductDevelopment};
    let word = |key: &str| shared.voice.word(&format!("in_portfolio.ansoff.{key}"));
    let field = |direction: GrowthDirection| {
        let Some(one) = totals.iter().find(|one| one.direction == direction) else { return cell("–").class("na") };
        let args = [
            ("count", Arg::from(one.moves)),
            ("opportunities", one.opportunities.to_string().into()),
            ("money", shared.voice.locale.money(one.pipeline).into()),
        ];
        let amount = if one.amount.is_zero() { "–".to_owned() } else { scale.show(one.amount) };
        let text = format!("{} {amount}", shared.voice.label(name(shared, one)));
        match (one.accounts, one.pipeline.is_zero()) {
            (0, _) => cell(text).class("na"),
            (_, true) => cell(text).class("ours").note(shared.voice.say("in_portfolio.ansoff.accounts", &args)),
            (_, false) => cell(text).class("ours").note(shared.voice.say("in_portfolio.ansoff.pipeline", &args)),
        }
    };
    let row = |market: &str, known: GrowthDirection, new: GrowthDirection| {
        vec![label(shared, word(market)), field(known), field(new)]
    };
    let rows = vec![
        row("known_market", MarketPenetration, ProductDevelopment),
        row("new_market", MarketDevelopment, Diversification),
    ];
    let columns = ["market", "known_product", "new_product"]
        .map(|key| crate::site::view::Column::words(shared.voice.label(word(key))));
    table(word("name"), columns.to_vec(), rows)
}

fn name(shared: &Shared<'_>, one: &GrowthTotal) -> String {
    shared.voice.word(&format!("enums.growth_direction.{}", one.direction.key()))
}

/// The same with the open opportunities; `None` where no dossier goes anywhere.
pub fn table_of_all(shared: &Shared<'_>) -> Option<Figure> {
    let voice = shared.voice;
    let totals = growth_totals(shared.portfolio);
    let most = totals
        .iter()
        .max_by_key(|one| (one.pipeline, one.opportunities))
        .filter(|_| totals.iter().any(|one| one.accounts > 0))?;
    let scale = scale(shared, totals.iter().flat_map(|one| [one.amount, one.pipeline]));
    let row = |one: &GrowthTotal| {
        vec![
            label(shared, name(shared, one)),
            count(shared, one.accounts),
            count(shared, one.moves),
            amount(&scale, one.amount),
            count(shared, one.opportunities),
            amount(&scale, one.pipeline),
        ]
    };
    let columns = vec![
        column(shared, "direction"),
        figures_column(shared, "accounts"),
        figures_column(shared, "moves").minor(),
        amount_column(shared, "growth_amount", &scale),
        figures_column(shared, "opportunities").minor(),
        amount_column(shared, "pipeline", &scale),
    ];
    let table =
        TableView { sortable: true, ..table(measure_caption(shared), columns, totals.iter().map(row).collect()) };
    let args = [
        ("name", Arg::from(name(shared, most))),
        ("money", voice.locale.money(most.pipeline).into()),
        ("count", most.opportunities.into()),
    ];
    let key = match (most.opportunities, most.pipeline.is_positive()) {
        (0, _) => "in_portfolio.growth.no_pipeline",
        (_, true) => "in_portfolio.growth.pipeline",
        (_, false) => "in_portfolio.growth.pipeline_unpriced",
    };
    let notes = vec![voice.rich("in_portfolio.growth.note", &[])];
    let measure = voice.word("in_portfolio.growth.table_measure");
    Some(Figure::new("growth-totals", voice.rich(key, &args), measure, Body::Table(table), notes))
}
