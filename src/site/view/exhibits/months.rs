//! Revenue by month, with the year before behind it.

use super::Exhibit;
use crate::analysis::sales::Scope;
use crate::analysis::trend::{self, MonthPoint};
use crate::charts::{Chart, Extent, MonthBar, Months, Room, Tick, Tone, nice_ticks};
use crate::locale::{Arg, Scale};
use crate::portfolio::Amount;
use crate::site::view::Rich;
use crate::site::view::sheet::Sheet;

/// The last `count` months of the whole portfolio.
pub fn exhibit(sheet: &Sheet<'_>, count: i32) -> Exhibit {
    let voice = sheet.voice();
    let sales = sheet.book().sales;
    let points = trend::months(sales, Scope::Portfolio, sheet.book().as_of.date, count);
    let last = |point: &MonthPoint| point.last_year.map(|figures| figures.revenue);
    let scale = sheet.scale(points.iter().flat_map(|point| [point.now.revenue, last(point).unwrap_or_default()]));
    let partial = points.iter().any(|point| point.partial);
    let key = if partial { "portfolio.months.measure_partial" } else { "portfolio.months.measure" };
    let measure = voice.say(key, &[("unit", scale.label.as_str().into())]);
    let finding = finding(sheet, &points);
    if points.iter().all(|point| point.now.revenue.is_zero()) {
        return Exhibit::instead("months", finding, measure, sheet.word("portfolio.months.none"));
    }
    let values = points.iter().flat_map(|point| [Some(point.now.revenue), last(point)].into_iter().flatten());
    let (low, high) = values.fold((0.0_f64, 0.0_f64), |(low, high), amount| {
        let value = scale.divide(amount);
        (low.min(value), high.max(value))
    });
    let places = nice_ticks(low, high, 5);
    let compared = points.iter().any(|point| point.last_year.is_some());
    let chart = Months {
        id: "months-chart".to_owned(),
        name: sheet.word("portfolio.months.name"),
        summary: finding.to_text(),
        bars: points.iter().enumerate().map(|(at, point)| bar(sheet, &scale, point, at)).collect(),
        ticks: places.into_iter().map(|at| Tick::new(at, tick_text(sheet, at))).collect(),
        room: Room::Page,
        headings: [
            sheet.word("portfolio.column.month"),
            sheet.amount_column("portfolio.base.revenue", &scale).label,
            if compared { sheet.word("portfolio.year_before") } else { String::new() },
        ],
    };
    Exhibit::drawn("months", finding, measure, Chart::Months(chart)).with_notes([sheet.sources()])
}

fn tick_text(sheet: &Sheet<'_>, at: f64) -> String {
    let decimals = usize::from(at.fract().abs() > 1e-9);
    sheet.voice().locale.decimal(at, decimals)
}

fn bar(sheet: &Sheet<'_>, scale: &Scale, point: &MonthPoint, at: usize) -> MonthBar {
    let voice = sheet.voice();
    let show = |amount: Amount| scale.show(amount);
    let previous = point.last_year.map(|figures| figures.revenue);
    let name = voice.locale.month(point.month);
    let starts_year = at == 0 || point.month.month() == 1;
    let title = match previous {
        Some(previous) => {
            format!("{name}: {} ({} {})", show(point.now.revenue), sheet.word("portfolio.year_before"), show(previous))
        }
        None => format!("{name}: {}", show(point.now.revenue)),
    };
    MonthBar {
        label: voice.locale.month_short(point.month),
        year: if starts_year { point.month.year().to_string() } else { String::new() },
        name,
        value: Some(scale.divide(point.now.revenue)),
        value_text: show(point.now.revenue),
        previous: previous.map(|amount| scale.divide(amount)),
        previous_text: previous.map(show).unwrap_or_default(),
        extent: if point.partial { Extent::Partial } else { Extent::Whole },
        tone: Tone::A,
        note: String::new(),
        title,
    }
}

fn finding(sheet: &Sheet<'_>, points: &[MonthPoint]) -> Rich {
    let voice = sheet.voice();
    let complete = || points.iter().filter(|point| !point.partial);
    let compared = || complete().filter_map(|point| Some((point, point.last_year?)));
    let count = compared().count();
    let above = compared().filter(|(point, last)| point.now.revenue > last.revenue).count();
    let below = compared().filter(|(point, last)| point.now.revenue < last.revenue).count();
    let falling = trend::falling_months(points);
    let best = complete().max_by_key(|point| (point.now.revenue, std::cmp::Reverse(point.month)));
    let Some(best) = best.filter(|best| best.now.revenue.is_positive()) else {
        return voice.rich("finding.months.none", &[]);
    };
    let args: [(&str, Arg<'_>); 5] = [
        ("count", falling.into()),
        ("above", above.into()),
        ("months", count.into()),
        ("month", voice.locale.month_in_sentence(best.month).into()),
        ("amount", voice.locale.money(best.now.revenue).into()),
    ];
    match (count, falling, above) {
        (0, _, _) => voice.rich("finding.months.alone", &args),
        (_, 3.., _) => voice.rich("finding.months.falling", &args),
        (_, _, 0) if below == 0 => voice.rich("finding.months.all_equal", &args),
        (_, _, 0) => voice.rich("finding.months.all_below", &args),
        _ if above == count => voice.rich("finding.months.all_above", &args),
        _ => voice.rich("finding.months.some_above", &args),
    }
}
