//! `export periods`: a row per month, quarter and fiscal year.

use jiff::civil::Date;
use serde::Serialize;

use super::Source;
use crate::analysis::portfolio_facts::PeriodRow;
use crate::analysis::sales::{Figures, Grain, Scope};
use crate::analysis::trend::Change;
use crate::portfolio::{Amount, Month, Period};

/// A period. Without `--period`, every one from the first day of the sales on; with it, those that touch the period named,
/// of which only the days within it are counted: the rows of a length add up to it. The running one is compared over the
/// same elapsed days.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TimeRow {
    /// `month`, `quarter` or `fiscal_year`.
    pub grain: Grain,
    /// Its name, as `--period` takes it: `2026-06`, `2026-Q2`, `2026` (the fiscal year that starts in 2026).
    pub period: String,
    /// First day counted: the first of the sales where they begin inside the period.
    pub first: Date,
    /// Last day counted: `as_of` while the period runs.
    pub last: Date,
    /// Whether fewer days than its own are counted: it was still running, the sales begin inside it, or `--period` cuts it.
    pub partial: bool,
    /// Net of returns.
    pub revenue: Amount,
    /// Over the rows that carry a cost; `null` where none does.
    pub gross_profit: Option<Amount>,
    /// In the period before, over as many days while this one runs; `null` where the sales do not reach back or the
    /// first days of this one are not counted.
    pub revenue_previous: Option<Amount>,
    /// In the same days of last year; `null` where the sales do not reach back.
    pub revenue_last_year: Option<Amount>,
    /// Growth of revenue on the period before, 0.15 for 15 %; `null` where there was none.
    pub growth_previous: Option<f64>,
    /// Growth of revenue on last year.
    pub growth_last_year: Option<f64>,
    /// Distinct orders; days with purchases where the sales carry no order ids.
    pub orders: usize,
    /// Accounts with positive revenue.
    pub accounts: usize,
}

/// Months, then quarters, then fiscal years, each from the oldest on.
pub fn rows(source: &Source) -> Vec<TimeRow> {
    let Some(data) = source.analysis.all_days() else { return Vec::new() };
    // Rows after a date from `SOURCE_DATE_EPOCH` were not dropped, and all rows count here.
    let until = data.last.max(source.analysis.as_of.date);
    let span = match source.period {
        Some(_) => Period { last: source.days().last.min(until), ..source.days() },
        None => Period { first: data.first, last: until },
    };
    let of_grain = |grain| source.analysis.periods_within(Scope::Portfolio, grain, span);
    let all = [Grain::Month, Grain::Quarter, Grain::FiscalYear].into_iter().flat_map(of_grain);
    all.map(|row| time_row(&row)).collect()
}

fn time_row(row: &PeriodRow) -> TimeRow {
    let growth = |before: Option<Figures>| Change { now: row.now.revenue, before: before?.revenue }.rate();
    TimeRow {
        grain: row.grain,
        period: name(row),
        first: row.counted.first,
        last: row.counted.last,
        partial: row.partial,
        revenue: row.now.revenue,
        gross_profit: row.now.gross_profit(),
        revenue_previous: row.previous.map(|figures| figures.revenue),
        revenue_last_year: row.last_year.map(|figures| figures.revenue),
        growth_previous: growth(row.previous),
        growth_last_year: growth(row.last_year),
        orders: row.orders,
        accounts: row.accounts,
    }
}

fn name(row: &PeriodRow) -> String {
    let first = row.period.first;
    match row.grain {
        Grain::Month => Month::of(first).to_string(),
        Grain::Quarter => format!("{:04}-Q{}", first.year(), (first.month() + 2) / 3),
        Grain::FiscalYear => format!("{:04}", first.year()),
    }
}
