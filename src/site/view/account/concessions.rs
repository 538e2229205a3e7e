//! What was granted, as a part of the gross profit of the period, under the cap (FRAMEWORKS §9; S2, fifth misconception);
//! and what serving the account costs.

use super::Shared;
use super::part::{Body, Figure};
use super::scene::{ColumnKind, Scene, cell, dash};
use crate::analysis::contribution::YearContribution;
use crate::analysis::written_sales::{granted, gross_profit};
use crate::charts::{Chart, ColumnBar, Columns, Room, Tick, Tone, nice_ticks};
use crate::locale::{Arg, Scale};
use crate::portfolio::{Account, Amount, ConcessionPeriod, Percent, WrittenPeriod};
use crate::site::view::{Rich, TableView};

/// What was granted, period by period.
pub fn concessions(shared: &Shared<'_>, scene: &Scene<'_>, account: &Account, at: usize) -> Option<Figure> {
    let periods = &account.concessions.periods;
    let last = periods.last()?;
    let outcomes = shared.outcomes();
    let share = |period: &ConcessionPeriod| outcomes.concession_share(at, period);
    let of_each: Option<Vec<f64>> = periods.iter().map(share).collect();
    let cap = account.concessions.cap.map(Percent::share);
    let chart = match &of_each {
        Some(all) => of_profit(scene, periods, all, cap),
        None => in_money(scene, periods),
    };
    let rises = periods.windows(2).rev().take_while(|pair| granted(&pair[1]) > granted(&pair[0])).count();
    let newest = of_each.as_ref().and_then(|all| all.last().copied());
    let finding = finding(scene, last, rises, newest, cap);
    let measure = if of_each.is_some() { "concessions.measure_share" } else { "concessions.measure" };
    let mut notes = vec![scene.source("concessions")];
    notes.extend(
        cap.map(|cap| scene.rich("concessions.cap", &[("share", scene.voice.locale.percent_round(cap).into())])),
    );
    let body = Body::Chart(Box::new(Chart::Columns(chart)));
    let figure = Figure::new("concessions", finding, scene.word(measure), body, notes);
    Some(figure.with(Body::Table(table(scene, periods))))
}

fn finding(scene: &Scene<'_>, last: &ConcessionPeriod, rises: usize, share: Option<f64>, cap: Option<f64>) -> Rich {
    let mut args = vec![
        ("count", Arg::from(rises + 1)),
        ("period", scene.period(&last.period).into()),
        ("money", scene.money(granted(last)).into()),
    ];
    let Some(share) = share else {
        return scene.rich(if rises >= 2 { "concessions.rising" } else { "concessions.finding" }, &args);
    };
    args.push(("share", scene.voice.locale.percent(share).into()));
    let key = match cap {
        None => "concessions.uncapped",
        Some(cap) => {
            args.push(("cap", scene.voice.locale.percent_round(cap).into()));
            args.push(("room", scene.voice.locale.points((cap - share).abs()).into()));
            if share > cap { "concessions.above_cap" } else { "concessions.below_cap" }
        }
    };
    scene.rich(key, &args)
}

fn of_profit(scene: &Scene<'_>, periods: &[ConcessionPeriod], of_each: &[f64], cap: Option<f64>) -> Columns {
    let percent = |share: f64| scene.voice.locale.percent(share);
    let bars = periods.iter().zip(of_each).enumerate().map(|(index, (period, &share))| ColumnBar {
        label: scene.period_short(&period.period),
        name: scene.period(&period.period),
        value: Some(share),
        text: percent(share),
        tone: match cap {
            Some(cap) if share > cap => Tone::Act,
            _ if index + 1 == periods.len() => Tone::A,
            _ => Tone::B,
        },
        title: format!("{} {}", scene.period(&period.period), percent(share)),
    });
    let high = of_each.iter().copied().chain(cap).fold(0.0, f64::max);
    let ticks = nice_ticks(0.0, high, 4).into_iter();
    Columns {
        ticks: ticks.map(|at| Tick::new(at, scene.voice.locale.percent_round(at))).collect(),
        cap: cap.map(|cap| {
            let label = scene.voice.locale.percent_round(cap);
            Tick::new(cap, scene.say("concessions.cap_label", &[("share", label.into())]))
        }),
        ..columns(scene, bars.collect(), scene.word("column.of_profit"))
    }
}

fn in_money(scene: &Scene<'_>, periods: &[ConcessionPeriod]) -> Columns {
    let scale = Scale::of(scene.voice.locale, periods.iter().map(granted));
    let bars = periods.iter().enumerate().map(|(index, period)| ColumnBar {
        label: scene.period_short(&period.period),
        name: scene.period(&period.period),
        value: Some(scale.divide(granted(period))),
        text: scale.show(granted(period)),
        tone: if index + 1 == periods.len() { Tone::A } else { Tone::B },
        title: format!("{} {}", scene.period(&period.period), scene.money(granted(period))),
    });
    let bars: Vec<ColumnBar> = bars.collect();
    let high = bars.iter().filter_map(|bar| bar.value).fold(0.0, f64::max);
    let ticks = nice_ticks(0.0, high, 4).into_iter();
    let decimals = |at: f64| usize::from(at.fract() != 0.0);
    Columns {
        ticks: ticks.map(|at| Tick::new(at, scene.voice.locale.decimal(at, decimals(at)))).collect(),
        ..columns(scene, bars, scene.say("concessions.money", &[("unit", scale.label.as_str().into())]))
    }
}

fn columns(scene: &Scene<'_>, bars: Vec<ColumnBar>, heading: String) -> Columns {
    Columns {
        room: Room::Column,
        id: "chart-concessions".to_owned(),
        name: scene.word("section.concessions"),
        summary: scene.say("concessions.summary", &[("count", bars.len().into())]),
        bars,
        ticks: Vec::new(),
        cap: None,
        headings: [scene.word("column.period"), heading],
    }
}

fn table(scene: &Scene<'_>, periods: &[ConcessionPeriod]) -> TableView {
    let rows = periods.iter().map(|period| {
        vec![
            scene.noted(cell(scene.period(&period.period)), period.note.as_ref().map(|note| scene.words(note))),
            scene.money_cell(period.discounts),
            scene.money_cell(period.rebates),
            scene.money_cell(period.free_services),
            scene.money_cell(Some(granted(period))),
        ]
    });
    let columns = [
        ("period", ColumnKind::Text),
        ("discounts", ColumnKind::Figure),
        ("rebates", ColumnKind::Figure),
        ("free_services", ColumnKind::Figure),
        ("sum", ColumnKind::Figure),
    ];
    scene.table(scene.word("section.concessions"), &columns, rows.collect()).in_one_unit(scene.voice)
}

/// Cost to serve, as a part of revenue and of gross profit.
pub fn serving(shared: &Shared<'_>, scene: &Scene<'_>, account: &Account, at: usize) -> Option<Figure> {
    let costs = &account.cost_to_serve;
    let last = costs.last()?;
    let of = |whole: Option<Amount>, part: Amount| {
        let whole = whole.filter(|whole| whole.is_positive());
        whole.and_then(|whole| part.share_of(whole)).map(|share| scene.voice.locale.percent(share))
    };
    let outcomes = shared.outcomes();
    let figures = |period: &WrittenPeriod| outcomes.sold(at, period);
    let rows = costs.iter().map(|cost| {
        let sold = figures(&cost.period);
        let amount = cost.amount.value;
        vec![
            cell(scene.period(&cost.period)),
            scene.figure_cell(Some(&cost.amount)),
            of(sold.map(|sold| sold.revenue), amount).map_or_else(dash, cell),
            of(sold.and_then(gross_profit), amount).map_or_else(dash, cell),
            scene.prose_cell(cost.what.as_ref()),
        ]
    });
    let columns = [
        ("period", ColumnKind::Text),
        ("cost_to_serve", ColumnKind::Figure),
        ("of_revenue", ColumnKind::Figure),
        ("of_profit", ColumnKind::Figure),
        ("what_for", ColumnKind::Text),
    ];
    let table = scene.table(scene.word("section.serving"), &columns, rows.collect()).in_one_unit(scene.voice);
    let sold = figures(&last.period);
    let of_profit = of(sold.and_then(gross_profit), last.amount.value);
    let of_revenue = of(sold.map(|sold| sold.revenue), last.amount.value);
    let (key, share) = match (of_profit, of_revenue) {
        (Some(share), _) => ("serving.of_profit", share),
        (None, Some(share)) => ("serving.of_revenue", share),
        (None, None) => ("serving.finding", String::new()),
    };
    let money = scene.money(last.amount.value);
    let args = [("period", Arg::from(scene.period(&last.period))), ("money", money.into()), ("share", share.into())];
    let mut notes = vec![scene.source("cost_to_serve")];
    notes.extend(
        shared
            .outcomes()
            .year_contribution(account, &shared.accounts[at], shared.facts.year.period)
            .map(|year| year_note(scene, &year)),
    );
    Some(Figure::new("serving", scene.rich(key, &args), scene.word("serving.measure"), Body::List(table), notes))
}

/// The contribution of the 12 months, as the rule about volume without profit reads it.
fn year_note(scene: &Scene<'_>, year: &YearContribution) -> Rich {
    let key = if year.off.is_costed { "serving.year" } else { "serving.year_uncosted" };
    let args = [
        ("period", Arg::from(scene.voice.locale.period(year.period))),
        ("gross_profit", scene.money(year.gross_profit).into()),
        ("cost", scene.money(year.off.serving).into()),
        ("conceded", scene.money(year.off.conceded).into()),
        ("contribution", scene.money(year.contribution).into()),
        ("rate", scene.voice.locale.percent(year.rate).into()),
    ];
    scene.rich(key, &args)
}
