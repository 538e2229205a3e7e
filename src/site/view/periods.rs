//! The periods page: months, quarters and fiscal years, each with the same period of the year before.

use super::exhibits::{Exhibit, months};
use super::report::{self, Report, ReportPage};
use super::sheet::Sheet;
use super::{Area, Cell, Column, Columns, Head, Rich, Section, TableView, figures, one_offs, uncovered};
use crate::analysis::portfolio_facts::PeriodRow;
use crate::analysis::sales::{Figures, Grain, Scope};
use crate::analysis::trend::Change;
use crate::locale::Arg;
use crate::portfolio::Period;

/// Months in the table and the chart.
const MONTHS: usize = 24;
/// Quarters in the table.
const QUARTERS: usize = 12;

/// Builds the page.
pub fn build(sheet: &Sheet<'_>) -> ReportPage {
    let name = sheet.word("portfolio.page.periods");
    let months = months::exhibit(sheet, 24);
    let quarters = rows(sheet, Grain::Quarter, QUARTERS);
    let title = if quarters.is_empty() { months.finding.clone() } else { finding(sheet, Grain::Quarter, &quarters) };
    let mut sections =
        vec![Section::new("by-month", sheet.word("portfolio.periods.months"), None, vec![Columns::new(12, [months])])];
    let grains = [
        (Grain::FiscalYear, "fiscal-years", "portfolio.periods.fiscal_years", usize::MAX),
        (Grain::Quarter, "quarters", "portfolio.periods.quarters", QUARTERS),
        (Grain::Month, "months-table", "portfolio.periods.months_table", MONTHS),
    ];
    for (grain, id, key, most) in grains {
        let rows = rows(sheet, grain, most);
        if !rows.is_empty() {
            let see = (grain == Grain::Quarter).then(|| sheet.see_framework("forecast-accuracy"));
            let exhibit = table(sheet, id, grain, &rows).with_notes(see);
            sections.push(Section::new(
                &format!("{id}-section"),
                sheet.word(key),
                None,
                vec![Columns::new(12, [exhibit])],
            ));
        }
    }
    sections.extend(targets(sheet));
    let kicker = match sheet.book().sales.span(Scope::Portfolio) {
        Some(span) => format!("{name} · {}", sheet.period(span)),
        None => name.clone(),
    };
    let head = Head { kicker, title, say: None };
    report::page(sheet, &name, Area::Portfolio, Report { head, kpis: figures::sales(sheet), sections })
}

/// What all accounts with a target were to bring together, and brought.
fn targets(sheet: &Sheet<'_>) -> Option<Section> {
    let all = &sheet.book().analysis.targets;
    let told = sheet.speaker().tell(all.of_portfolio(), all.files())?;
    let exhibit = Exhibit::listed("targets", told.finding, told.measure, told.table).with_notes(told.notes);
    let columns = vec![Columns::new(12, [exhibit])];
    Some(Section::new("targets-section", sheet.word("targets.title"), None, columns))
}

/// The newest periods of a length, newest first.
fn rows(sheet: &Sheet<'_>, grain: Grain, most: usize) -> Vec<PeriodRow> {
    let book = sheet.book();
    let Some(first) = book.analysis.known_from() else {
        return Vec::new();
    };
    let span = Period { first, last: book.as_of.date.max(first) };
    let mut rows = book.analysis.periods_within(Scope::Portfolio, grain, span);
    rows.reverse();
    rows.truncate(most);
    rows
}

/// Why fewer days of a period are counted than it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Partial {
    /// It runs, or the sales end inside it.
    Running,
    /// The sales begin inside it.
    Begun,
}

fn how_partial(row: &PeriodRow) -> Option<Partial> {
    let begun = row.counted.first > row.period.first;
    row.partial.then_some(if begun { Partial::Begun } else { Partial::Running })
}

fn table(sheet: &Sheet<'_>, id: &str, grain: Grain, rows: &[PeriodRow]) -> Exhibit {
    let voice = sheet.voice();
    let scale = sheet.scale(rows.iter().map(|row| row.now.revenue));
    let has_profit = rows.iter().any(|row| row.now.gross_profit().is_some());
    let compared = rows.iter().any(|row| row.last_year.is_some());
    let mut columns = vec![
        Column::words(sheet.word("portfolio.column.period")),
        sheet.amount_column("portfolio.base.revenue", &scale),
    ];
    if compared {
        columns.push(sheet.amount_column("portfolio.column.last_year", &scale).minor());
        columns.push(Column::figures(sheet.word("portfolio.column.change")));
    }
    if has_profit {
        columns.push(sheet.amount_column("portfolio.base.gross_profit", &scale));
        columns.push(Column::figures(sheet.word("portfolio.column.margin")).minor());
    }
    columns.push(Column::figures(sheet.word("portfolio.column.orders")).minor());
    let cells = |row: &PeriodRow| {
        let first = Cell::new(sheet.speaker().period(row.period));
        let first = match how_partial(row) {
            None => first,
            Some(Partial::Running) => first.note(sheet.word("portfolio.periods.partial")),
            Some(Partial::Begun) => first.note(
                voice.say("portfolio.periods.begun", &[("date", voice.locale.date_table(row.counted.first).into())]),
            ),
        };
        let mut cells = vec![first, Cell::new(scale.show(row.now.revenue))];
        if compared {
            let before = row.last_year.map(|figures| figures.revenue);
            cells.push(Cell::new(before.map_or_else(|| "–".to_owned(), |before| scale.show(before))));
            cells.push(sheet.change_cell(row.now.revenue, before));
        }
        if has_profit {
            let profit = Cell::new(row.now.gross_profit().map_or_else(|| "–".to_owned(), |profit| scale.show(profit)));
            cells.push(match covered_in_part(row.now) {
                Some(share) => profit.note(
                    voice.say("portfolio.periods.costed", &[("share", uncovered(voice.locale, share, 1).into())]),
                ),
                None => profit,
            });
            cells.push(Cell::new(sheet.share(row.now.margin())));
        }
        cells.push(Cell::new(voice.locale.number(row.orders.try_into().unwrap_or(i64::MAX))));
        cells
    };
    let mut notes = vec![sheet.sources()];
    notes.extend(rows.iter().filter_map(|row| without_one_offs(sheet, row)));
    for (kind, key) in [(Partial::Running, "partial_note"), (Partial::Begun, "begun_note")] {
        // Where nothing is compared, no word on how.
        let is_told = compared || kind == Partial::Begun;
        if is_told && rows.iter().any(|row| how_partial(row) == Some(kind)) {
            notes.push(voice.rich(&format!("portfolio.periods.{key}"), &[]));
        }
    }
    let table = TableView::new(sheet.word("portfolio.page.periods"), columns, rows.iter().map(cells).collect());
    Exhibit::listed(id, table_finding(sheet, grain, rows), sheet.word("portfolio.periods.measure"), table)
        .with_notes(notes)
}

/// The share of revenue that carries a cost, where gross profit and margin are of too little of it to stand for the whole.
fn covered_in_part(figures: Figures) -> Option<f64> {
    figures.gross_profit().and(figures.coverage()).filter(|_| !figures.is_covered())
}

/// What a period with one-off purchases would be without them: they are in its sum, and in its growth.
fn without_one_offs(sheet: &Sheet<'_>, row: &PeriodRow) -> Option<Rich> {
    let whole = Change { now: row.now.revenue, before: row.last_year?.revenue };
    let found = one_offs::arguments(sheet, row.counted, |_| true, whole)?;
    let period = ("period", Arg::from(sheet.speaker().period(row.period)));
    let args: Vec<(&str, Arg<'_>)> = found.into_iter().chain([period]).collect();
    Some(sheet.voice().rich("portfolio.periods.one_off", &args))
}

/// Of years, how many are above the year before; else which complete period brought most, since the page and the chart say the
/// other. Where two brought as much, or fewer than two are complete, there is no such period.
fn table_finding(sheet: &Sheet<'_>, grain: Grain, rows: &[PeriodRow]) -> Rich {
    if grain == Grain::FiscalYear && rows.iter().any(|row| !row.partial && row.last_year.is_some()) {
        return finding(sheet, grain, rows);
    }
    let whole: Vec<&PeriodRow> = rows.iter().filter(|row| !row.partial).collect();
    let most = whole.iter().max_by_key(|row| row.now.revenue);
    let alone = |most: &&&PeriodRow| whole.iter().filter(|row| row.now.revenue == most.now.revenue).count() == 1;
    let most = most.filter(|_| whole.len() > 1).filter(alone);
    if let Some(said) = so_far(sheet, rows).filter(|_| grain == Grain::FiscalYear && most.is_none()) {
        return said;
    }
    match most {
        Some(most) => {
            let amount = sheet.voice().locale.money(most.now.revenue);
            let args = [("period", sheet.speaker().period(most.period).into()), ("amount", amount.into())];
            sheet.voice().rich("finding.periods.most", &args)
        }
        None => finding(sheet, grain, rows),
    }
}

/// What the running period brought against the same days of the year before; `None` where these are not known.
fn so_far(sheet: &Sheet<'_>, rows: &[PeriodRow]) -> Option<Rich> {
    let row = rows.iter().find(|row| how_partial(row) == Some(Partial::Running))?;
    let change = Change { now: row.now.revenue, before: row.last_year?.revenue };
    let period = Arg::from(sheet.speaker().period(row.period));
    let rate = sheet.voice().locale.delta_percent(change.rate()?);
    Some(if change.delta().is_zero() {
        sheet.voice().rich("finding.periods.so_far_equal", &[("period", period)])
    } else {
        sheet.voice().rich("finding.periods.so_far", &[("period", period), ("rate", rate.into())])
    })
}

/// How many complete periods are above the year before.
fn finding(sheet: &Sheet<'_>, grain: Grain, rows: &[PeriodRow]) -> Rich {
    let voice = sheet.voice();
    let compared =
        || rows.iter().filter(|row| !row.partial).filter_map(|row| Some((row.now.revenue, row.last_year?.revenue)));
    let (count, above) = (compared().count(), compared().filter(|(now, before)| now > before).count());
    let is_flat = compared().all(|(now, before)| now == before);
    let unit = match grain {
        Grain::Month => voice.say("counts.months", &[("count", count.into())]),
        Grain::Quarter => voice.say("counts.quarters", &[("count", count.into())]),
        Grain::FiscalYear => voice.say("counts.years", &[("count", count.into())]),
    };
    let args = [("units", unit.into()), ("above", voice.locale.number(above.try_into().unwrap_or(i64::MAX)).into())];
    match (count, above) {
        (0, _) => voice.rich("finding.periods.alone", &args),
        _ if is_flat => voice.rich("finding.periods.all_equal", &args),
        (1, 0) => voice.rich("finding.periods.only_below", &args),
        (1, _) => voice.rich("finding.periods.only_above", &args),
        (_, 0) => voice.rich("finding.periods.none_above", &args),
        _ if above == count => voice.rich("finding.periods.all_above", &args),
        _ => voice.rich("finding.periods.some_above", &args),
    }
}
