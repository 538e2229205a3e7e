//! Key figures that several portfolio pages show.

use jiff::ToSpan;
use jiff::civil::Date;

use super::sheet::Sheet;
use super::{Bad, Kpi};
use crate::analysis::rolling::RollingYear;
use crate::analysis::sales::{Figures, Scope};
use crate::analysis::trend::{self, MonthPoint};
use crate::charts::{Chart, Spark, SparkPoint};
use crate::locale::{Language, NBSP};
use crate::portfolio::Amount;
use crate::project::settings::AbcBase;

/// Revenue, gross profit and margin of the whole portfolio, each with its twelve months as a line; none without sales.
pub fn sales(sheet: &Sheet<'_>) -> Vec<Kpi> {
    let book = sheet.book();
    if book.now.total.is_zero() {
        return Vec::new();
    }
    let months = trend::months(book.sales, Scope::Portfolio, book.as_of.date, 12);
    let before = book.before.as_ref().map(|before| before.total);
    let mut kpis = totals(sheet, book.now.total, before);
    for (kpi, (id, value)) in kpis.iter_mut().zip(SERIES) {
        kpi.spark = spark(sheet, id, &kpi.label, &months, value);
    }
    kpis
}

/// What a line shows of a month.
type Value = fn(&Sheet<'_>, Figures) -> Option<(f64, String)>;

const SERIES: [(&str, Value); 3] = [
    ("spark-revenue", |sheet, figures| Some(money(sheet, figures.revenue))),
    ("spark-gross-profit", |sheet, figures| figures.gross_profit().map(|amount| money(sheet, amount))),
    ("spark-margin", |sheet, figures| figures.margin().map(|margin| (margin, sheet.voice().locale.percent(margin)))),
];

fn money(sheet: &Sheet<'_>, amount: Amount) -> (f64, String) {
    (amount.to_f64(), sheet.voice().locale.money(amount))
}

/// Revenue, and gross profit and margin where costs cover enough.
pub fn totals(sheet: &Sheet<'_>, now: Figures, before: Option<Figures>) -> Vec<Kpi> {
    // Why nothing is compared is said once.
    let why = sheet.no_year_before();
    let revenue = amount(sheet, "portfolio.kpi.revenue", now.revenue, before.map(|b| b.revenue), why);
    let mut kpis = vec![revenue];
    let Some(profit) = now.gross_profit().filter(|_| now.is_covered()) else {
        return kpis;
    };
    let earlier = before.filter(|before| before.is_covered());
    kpis.push(amount(sheet, "portfolio.kpi.gross_profit", profit, earlier.and_then(Figures::gross_profit), None));
    if let Some(margin) = now.margin() {
        let delta = earlier
            .and_then(Figures::margin)
            .map(|was| sheet.voice().shift(margin, was, &sheet.than_last_year(), Bad::Falling));
        kpis.push(share(sheet, "portfolio.kpi.margin", margin, delta, None));
    }
    kpis
}

/// An amount of money against the year before.
pub fn amount(sheet: &Sheet<'_>, key: &str, now: Amount, before: Option<Amount>, note: Option<String>) -> Kpi {
    let (value, unit) = split(sheet, &sheet.voice().locale.money(now));
    let delta = sheet.change(now, before, Bad::Never);
    let note = if delta.is_none() { note } else { None };
    Kpi { label: sheet.word(key), value, unit, delta, note, spark: None }
}

/// A share against the year before.
pub fn share(sheet: &Sheet<'_>, key: &str, share: f64, delta: Option<super::Delta>, note: Option<String>) -> Kpi {
    let text = sheet.voice().locale.percent(share);
    let note = if delta.is_none() { note } else { None };
    Kpi {
        label: sheet.word(key),
        value: text.trim_end_matches('%').to_owned(),
        unit: "%".to_owned(),
        delta,
        note,
        spark: None,
    }
}

/// A count, with its unit and a note.
pub fn count(sheet: &Sheet<'_>, key: &str, count: usize, unit: String, note: Option<String>) -> Kpi {
    let value = sheet.voice().locale.number(count.try_into().unwrap_or(i64::MAX));
    Kpi { label: sheet.word(key), value, unit, delta: None, note, spark: None }
}

/// Number and unit apart, where the language writes the unit behind the number.
pub fn split(sheet: &Sheet<'_>, money: &str) -> (String, String) {
    match (sheet.voice().language(), money.split_once(NBSP)) {
        (Language::ZhCn, Some((value, unit))) => (value.to_owned(), unit.to_owned()),
        _ => (money.to_owned(), String::new()),
    }
}

/// The share of the largest accounts, month by month over the twelve months to each.
pub fn largest_share(sheet: &Sheet<'_>, base: AbcBase, count: usize) -> Option<Kpi> {
    let book = sheet.book();
    let standing = book.now.on(base)?;
    let now = standing.ranking.share_of_first(count).filter(|_| standing.ranking.positive() > count)?;
    let voice = sheet.voice();
    let before = book.before.and_then(|before| before.on(base)?.ranking.share_of_first(count));
    let delta = before.map(|was| voice.shift(now, was, &sheet.than_last_year(), Bad::Never));
    let mut kpi = share(sheet, "portfolio.kpi.largest", now, delta, None);
    kpi.label = voice.say("portfolio.kpi.largest", &[("count", count.into()), ("base", sheet.base(base).into())]);
    // The line is kept for the base that pages show first.
    kpi.spark = if base == sheet.book().main().base { rolling_share(sheet, count, &kpi.label) } else { None };
    Some(kpi)
}

fn rolling_share(sheet: &Sheet<'_>, count: usize, label: &str) -> Option<Chart> {
    let point = |year: &RollingYear| {
        let share = year.share_of_first(count);
        SparkPoint { name: sheet.voice().locale.date_table(year.to), value: share, text: sheet.share(share) }
    };
    let points = sheet.book().analysis.portfolio.rolling.iter().map(point).collect();
    line(sheet, &format!("spark-largest-{count}"), label, points)
}

fn spark(sheet: &Sheet<'_>, id: &str, label: &str, months: &[MonthPoint], value: Value) -> Option<Chart> {
    // A running month would always look like a fall.
    let points = months.iter().filter(|point| !point.partial).map(|point| {
        let shown = value(sheet, point.now);
        SparkPoint {
            name: sheet.voice().locale.month(point.month),
            text: shown.as_ref().map_or_else(|| "–".to_owned(), |(_, text)| text.clone()),
            value: shown.map(|(value, _)| value),
        }
    });
    line(sheet, id, label, points.collect())
}

/// A count at the end of each of the last twelve months, counted back from today, as a line.
pub fn counts(sheet: &Sheet<'_>, id: &str, label: &str, count: impl Fn(Date) -> Option<usize>) -> Option<Chart> {
    let today = sheet.book().as_of.date;
    let days = (0..12).rev().filter_map(|back: i32| today.checked_sub(back.months()).ok());
    let locale = sheet.voice().locale;
    let points = days.map(|day| {
        let shown = count(day);
        SparkPoint {
            name: locale.date_table(day),
            text: shown.map_or_else(|| "–".to_owned(), |count| locale.number(count.try_into().unwrap_or(i64::MAX))),
            value: shown.map(|count| count as f64),
        }
    });
    line(sheet, id, label, points.collect())
}

/// A line of at least three points.
fn line(sheet: &Sheet<'_>, id: &str, label: &str, points: Vec<SparkPoint>) -> Option<Chart> {
    let known: Vec<&SparkPoint> = points.iter().filter(|point| point.value.is_some()).collect();
    let (first, last) = (known.first()?, known.last()?);
    if known.len() < 3 {
        return None;
    }
    let args = [
        ("first", first.name.as_str().into()),
        ("first_value", first.text.as_str().into()),
        ("last", last.name.as_str().into()),
        ("last_value", last.text.as_str().into()),
    ];
    let summary = sheet.voice().say("portfolio.kpi.spark", &args);
    let headings = [sheet.word("portfolio.column.month"), label.to_owned()];
    Some(Chart::Spark(Spark { id: id.to_owned(), name: label.to_owned(), summary, points, headings }))
}
