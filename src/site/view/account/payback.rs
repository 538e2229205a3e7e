//! What winning and keeping the account took, and what it has brought since (S0; FRAMEWORKS §1).
//!
//! Years are fiscal years, as everywhere in a dossier. Those of the sales data count in full. What was spent before them has no
//! sales to stand against: it opens the account as a debt, so that the answer errs on the careful side. Investment ÷ revenue
//! is of the years that the sales hold whole.

use jiff::civil::Date;

use super::Shared;
use super::part::{Body, Figure};
use super::scene::{ColumnKind, Scene, cell};
use crate::analysis::payback::{AccountYear, PaidBack, Payback};
use crate::analysis::sales::{Baseline, Grain, Scope};
use crate::charts::{Chart, Cumulative, CumulativePeriod, Extent, Tick, nice_ticks};
use crate::locale::{Arg, Scale};
use crate::portfolio::{Account, Amount, Period, ServingCost};
use crate::site::view::Rich;

/// The years with what went in and came back; a table alone where gross profit is not known for each of them.
pub fn payback(shared: &Shared<'_>, scene: &Scene<'_>, account: &Account, at: usize) -> Option<Figure> {
    let total: Amount = account.investments.iter().map(|investment| investment.amount.value).sum();
    if account.investments.is_empty() {
        return None;
    }
    let table = investments(scene, account, total);
    let measure = scene.word("payback.measure");
    let mut notes = vec![scene.source("investments")];
    let Some(years) = years(shared, account, at) else {
        let finding = scene.rich("payback.spent", &[("money", scene.money(total).into())]);
        notes.push(scene.rich("payback.no_profit", &[]));
        return Some(Figure::new("payback", finding, measure, Body::List(table), notes));
    };
    let found = Payback::of(&years);
    let first = shared.sales.first_day(Scope::Account(at))?;
    notes.push(scene.rich("payback.before", &[("date", scene.voice.locale.date_full(first).into())]));
    notes.extend(uncosted(shared, scene, account, &years));
    notes.push(burden(scene, &found));
    let finding = finding(scene, &found, total);
    let chart = Cumulative {
        summary: finding.as_html().replace("<b>", "").replace("</b>", ""),
        ..chart(scene, &years, &found)
    };
    let body = Body::Chart(Box::new(Chart::Cumulative(chart)));
    Some(Figure::new("payback", finding, measure, body, notes).with(Body::List(table)))
}

/// A row for what was spent before the data, then one for each year of them; `None` where gross profit is missing.
fn years(shared: &Shared<'_>, account: &Account, at: usize) -> Option<Vec<AccountYear>> {
    let scope = Scope::Account(at);
    let start = shared.settings.fiscal_year_start;
    let first = fiscal_year_of(shared.sales.first_day(scope)?, start);
    let spent = |wanted: &dyn Fn(i16) -> bool| -> Amount {
        account.investments.iter().filter(|i| wanted(i.year)).map(|i| i.amount.value).sum()
    };
    let investment = spent(&|year| year < first);
    let before = AccountYear { year: first - 1, revenue: None, contribution: Amount::ZERO, investment };
    let mut years = vec![before];
    for year in first..=fiscal_year_of(shared.as_of.date, start) {
        let whole = Period::fiscal_year(year, start);
        let sold = shared.sales.figures(scope, Period::new(whole.first, whole.last.min(shared.as_of.date))?);
        let profit = if sold.is_zero() { Amount::ZERO } else { sold.gross_profit().filter(|_| sold.is_covered())? };
        let served = served(shared, account, whole);
        years.push(AccountYear {
            year,
            revenue: is_whole(shared, whole).then_some(sold.revenue),
            contribution: profit - served,
            investment: spent(&|other| other == year),
        });
    }
    Some(years)
}

/// The fiscal year in which a day lies, by the calendar year in which it starts: what a bare year in a dossier means.
fn fiscal_year_of(day: Date, start_month: i8) -> i16 {
    Grain::FiscalYear.containing(day, start_month).first.year()
}

/// What serving the account cost in a year, for the days that the sales hold: gross profit of nine months stands against
/// nine months of cost.
fn served(shared: &Shared<'_>, account: &Account, year: Period) -> Amount {
    let from = shared.facts.first_day.unwrap_or(year.first);
    let costs = account.cost_to_serve.iter().filter_map(|cost| Some((cost.amount.value, resolved(shared, cost)?)));
    let within = costs.filter(|(_, period)| year.contains(period.first) && year.contains(period.last));
    within.map(|(amount, period)| part_held(amount, period, from, shared.as_of.date)).sum()
}

fn resolved(shared: &Shared<'_>, cost: &ServingCost) -> Option<Period> {
    Some(cost.period.query()?.resolve(shared.as_of.date, shared.settings.fiscal_year_start))
}

/// The part of an amount that falls on the days from `from` to `to`, spread evenly over its period.
fn part_held(amount: Amount, period: Period, from: Date, to: Date) -> Amount {
    let held = Period::new(period.first.max(from), period.last.min(to)).map_or(0, Period::days);
    amount.part(held, period.days())
}

/// The years of sales for which no cost to serve is on file: their gross profit counts in full.
fn uncosted(shared: &Shared<'_>, scene: &Scene<'_>, account: &Account, years: &[AccountYear]) -> Option<Rich> {
    let costed = |year: i16| {
        let whole = Period::fiscal_year(year, shared.settings.fiscal_year_start);
        account
            .cost_to_serve
            .iter()
            .filter_map(|cost| resolved(shared, cost))
            .any(|period| whole.contains(period.first))
    };
    let missing: Vec<String> =
        years.iter().skip(1).filter(|year| !costed(year.year)).map(|year| year.year.to_string()).collect();
    let args = [("years", Arg::from(missing.join(&scene.word("list_comma"))))];
    (!missing.is_empty()).then(|| scene.rich("payback.uncosted", &args))
}

/// Whether a year is over and the sales hold all of it.
fn is_whole(shared: &Shared<'_>, year: Period) -> bool {
    year.last <= shared.as_of.date && Baseline::of(year, shared.facts.first_day) == Baseline::Complete
}

fn finding(scene: &Scene<'_>, found: &Payback, total: Amount) -> Rich {
    let mut args = vec![("money", Arg::from(scene.money(total)))];
    let key = match (found.paid_back, found.returned) {
        (PaidBack::After(_), Some(year)) => {
            args.push(("year", year.to_string().into()));
            "payback.back"
        }
        (PaidBack::Missing(missing), _) => {
            args.push(("missing", scene.money(missing).into()));
            "payback.missing"
        }
        _ => "payback.spent",
    };
    scene.rich(key, &args)
}

/// Investment ÷ revenue, of the years in which both are known.
fn burden(scene: &Scene<'_>, found: &Payback) -> Rich {
    let Some(burden) = found.burden else { return scene.rich("payback.no_burden", &[]) };
    let share = scene.voice.locale.percent(burden.share).into();
    let [first, last] = [burden.first, burden.last].map(|year| Arg::from(year.to_string()));
    if burden.first == burden.last {
        scene.rich("payback.burden", &[("share", share), ("year", last)])
    } else {
        scene.rich("payback.burdens", &[("share", share), ("first", first), ("last", last)])
    }
}

fn chart(scene: &Scene<'_>, years: &[AccountYear], found: &Payback) -> Cumulative {
    let amounts = years.iter().zip(&found.years);
    let all: Vec<Amount> =
        amounts.clone().flat_map(|(year, sum)| [year.contribution, -year.investment, sum.cumulative]).collect();
    let largest = all.iter().map(|amount| amount.abs()).max().unwrap_or_default();
    let scale = Scale::for_values(scene.voice.locale, largest);
    let periods = amounts.enumerate().map(|(index, (year, sum))| {
        let label = if index == 0 { scene.word("payback.earlier") } else { year.year.to_string() };
        let words = [year.contribution, year.investment, sum.cumulative].map(|amount| scale.show(amount));
        let [back_text, spent_text, cumulative_text] = words;
        CumulativePeriod {
            title: format!("{label} {cumulative_text}"),
            label,
            back: scale.divide(year.contribution),
            back_text,
            spent: scale.divide(year.investment),
            spent_text,
            cumulative: scale.divide(sum.cumulative),
            cumulative_text,
            extent: if year.year == fiscal_year_of(scene.as_of, scene.fiscal_year_start) {
                Extent::Partial
            } else {
                Extent::Whole
            },
            note: match found.returned {
                Some(back) if back == year.year => {
                    scene.say("payback.returned", &[("year", year.year.to_string().into())])
                }
                _ => String::new(),
            },
        }
    });
    let low = all.iter().map(|amount| scale.divide(*amount)).fold(0.0, f64::min);
    let high = all.iter().map(|amount| scale.divide(*amount)).fold(0.0, f64::max);
    let ticks = nice_ticks(low, high, 4).into_iter();
    let unit = |key: &str| scene.say(&format!("payback.{key}"), &[("unit", scale.label.as_str().into())]);
    Cumulative {
        id: "chart-payback".to_owned(),
        name: scene.word("section.payback"),
        summary: String::new(),
        periods: periods.collect(),
        ticks: ticks.map(|at| Tick::new(at, scene.voice.locale.decimal(at, usize::from(at.fract() != 0.0)))).collect(),
        key: ["came_back", "went_in", "sum"].map(unit),
        headings: [scene.word("column.year"), unit("came_back"), unit("went_in"), unit("sum")],
    }
}

fn investments(scene: &Scene<'_>, account: &Account, total: Amount) -> crate::site::view::TableView {
    let rows = account.investments.iter().map(|investment| {
        vec![
            cell(investment.year.to_string()),
            scene.figure_cell(Some(&investment.amount)),
            scene.prose_cell(investment.note.as_ref()),
        ]
    });
    let columns = [("year", ColumnKind::Text), ("amount", ColumnKind::Figure), ("what_for", ColumnKind::Text)];
    let mut table = scene.table(scene.word("section.investments"), &columns, rows.collect());
    table.total = vec![cell(scene.word("total")), scene.money_cell(Some(total)), cell("")];
    table.in_one_unit(scene.voice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cost_counts_for_the_days_that_the_sales_hold() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let year = Period::fiscal_year(2024, 1);
        let cost = Amount::from_int(1_830_000);
        // 2 April to 31 December 2024: 274 of 366 days, 5,000 a day.
        assert_eq!(part_held(cost, year, day("2024-04-02"), day("2026-06-30")), Amount::from_int(1_370_000));
        assert_eq!(part_held(cost, year, day("2023-01-01"), day("2026-06-30")), cost);
        assert_eq!(part_held(cost, year, day("2025-01-01"), day("2026-06-30")), Amount::ZERO);
        // A year that runs: up to the day.
        assert_eq!(part_held(cost, year, day("2023-01-01"), day("2024-01-10")), Amount::from_int(50_000));
    }
}
