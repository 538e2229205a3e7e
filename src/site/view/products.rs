//! The products page: revenue by category and by product, against the year before.

use std::collections::BTreeMap;

use super::exhibits::Exhibit;
use super::report::{self, Report, ReportPage};
use super::sheet::Sheet;
use super::{Area, Cell, Column, Columns, Empty, Head, Rich, Section, TableView, parts};
use crate::analysis::sales::{LineSums, Monthly, Scope};
use crate::charts::{Bar, Bars, Chart, Tone};
use crate::load::ledger::ProductIx;
use crate::locale::{Arg, Scale};
use crate::portfolio::Amount;

/// Products that the table lists at most.
const LISTED: usize = 100;
/// Categories that are drawn at most.
const BARS: usize = 15;

/// A product or a category in both years.
struct Row {
    name: String,
    note: Option<String>,
    now: LineSums,
    before: Option<LineSums>,
}

/// Builds the page.
pub fn build(sheet: &Sheet<'_>) -> ReportPage {
    let name = sheet.word("portfolio.page.products");
    let (products, categories) = (products(sheet), categories(sheet));
    let dated = if products.is_empty() { sheet.twelve_months() } else { counted(sheet) };
    let kicker = [name.clone(), dated].join(" · ");
    let head = Head { kicker, title: title(sheet, &products, &categories), say: None };
    let mut sections = Vec::new();
    if categories.len() > 1 {
        let columns = vec![
            Columns::new(6, [bars(sheet, &categories)]),
            Columns::new(6, [table(sheet, "categories", "portfolio.column.category", &categories)]),
        ];
        let brought: Vec<_> = categories.iter().map(|row| (row.name.as_str(), row.now.figures.revenue)).collect();
        let say = parts::largest(sheet, &brought);
        sections.push(Section::new("by-category", sheet.word("portfolio.products.by_category"), say, columns));
    }
    if !products.is_empty() {
        let columns = vec![Columns::new(12, [table(sheet, "products", "portfolio.column.product", &products)])];
        sections.push(Section::new("by-product", sheet.word("portfolio.products.by_product"), None, columns));
    }
    if sections.is_empty() {
        let title = sheet.word("portfolio.products.by_product");
        let empty =
            Empty { label: title.clone(), file: "keyfolio.yaml".to_owned(), key: "sales.columns.product".to_owned() };
        sections.push(Section { empty: Some(empty), ..Section::new("by-product", title, None, Vec::new()) });
    }
    report::page(sheet, &name, Area::Portfolio, Report { head, kpis: Vec::new(), sections })
}

/// Products with a code or a name, largest revenue first.
fn products(sheet: &Sheet<'_>) -> Vec<Row> {
    let book = sheet.book();
    let (year, before) = book.sales.year_by_months(book.now.period);
    let earlier: Option<BTreeMap<ProductIx, LineSums>> =
        before.map(|before| book.sales.products(Scope::Portfolio, before).rows.into_iter().collect());
    let named = book.sales.products(Scope::Portfolio, year).rows.into_iter().filter_map(|(product, now)| {
        let known = book.products.get(product.0 as usize)?;
        let name = if known.name.is_empty() { &known.code } else { &known.name };
        let code = (known.code != *name).then(|| known.code.clone());
        let note: Vec<String> = code
            .into_iter()
            .chain(known.category.as_deref().map(|category| sheet.called(category).to_owned()))
            .collect();
        let before = earlier.as_ref().map(|earlier| earlier.get(&product).copied().unwrap_or_default());
        (!name.is_empty()).then(|| Row {
            name: sheet.called(name).to_owned(),
            note: (!note.is_empty()).then(|| note.join(" · ")),
            now,
            before,
        })
    });
    named.collect()
}

/// Categories, largest revenue first; empty where the sales have none.
fn categories(sheet: &Sheet<'_>) -> Vec<Row> {
    let book = sheet.book();
    let of = |period| book.sales.categories(Scope::Portfolio, period);
    let (year, before) = book.sales.year_by_months(book.now.period);
    let earlier: Option<Monthly<(Option<&str>, LineSums)>> = before.map(of);
    let found = of(year);
    if found.rows.iter().all(|(name, _)| name.is_none()) {
        return Vec::new();
    }
    let row = |(name, now): (Option<&str>, LineSums)| Row {
        name: name.map_or_else(|| sheet.word("portfolio.products.no_category"), |name| sheet.called(name).to_owned()),
        note: None,
        now,
        before: earlier.as_ref().map(|earlier| {
            earlier.rows.iter().find(|(other, _)| *other == name).map(|(_, sums)| *sums).unwrap_or_default()
        }),
    };
    found.rows.into_iter().map(row).collect()
}

/// How much the largest product brings; the largest category, where the sales name no products.
fn title(sheet: &Sheet<'_>, products: &[Row], categories: &[Row]) -> Rich {
    let voice = sheet.voice();
    let (rows, of) = if products.is_empty() { (categories, "categories") } else { (products, "products") };
    let total: Amount = rows.iter().map(|row| row.now.figures.revenue).sum();
    let positive = rows.iter().filter(|row| row.now.figures.revenue.is_positive()).count();
    let half = half(rows, total);
    let Some(first) = rows.first().filter(|_| positive > 0) else {
        let key = if rows.is_empty() { "finding.products.none" } else { "finding.products.only_returns" };
        return voice.rich(key, &[]);
    };
    let held: Amount = rows.iter().take(half).map(|row| row.now.figures.revenue).sum();
    let args: [(&str, Arg<'_>); 5] = [
        ("product", first.name.as_str().into()),
        ("share", sheet.share(first.now.figures.revenue.share_of(total)).into()),
        ("count", positive.into()),
        ("half", half.into()),
        ("held", sheet.share(held.share_of(total)).into()),
    ];
    let key = match (positive, half) {
        (1, _) => "one",
        (_, 1) => "half_one",
        _ => "half",
    };
    voice.rich(&format!("finding.{of}.{key}"), &args)
}

/// How many of the largest products bring half of the revenue.
fn half(products: &[Row], total: Amount) -> usize {
    let mut sum = Amount::ZERO;
    let below = products.iter().take_while(|row| {
        let more = sum + sum < total;
        sum += row.now.figures.revenue;
        more
    });
    below.count()
}

fn bars(sheet: &Sheet<'_>, rows: &[Row]) -> Exhibit {
    let scale = sheet.scale(rows.iter().map(|row| row.now.figures.revenue));
    let compared = rows.iter().any(|row| row.before.is_some());
    let key = if compared { "portfolio.products.bars_measure" } else { "portfolio.products.bars_measure_alone" };
    let measure = sheet.voice().say(key, &[("unit", scale.label.as_str().into()), ("period", counted(sheet).into())]);
    let finding = bars_finding(sheet, rows);
    let chart = Bars {
        id: "mix-chart".to_owned(),
        name: sheet.word("portfolio.products.by_category"),
        summary: finding.to_text(),
        bars: rows.iter().take(BARS).map(|row| bar(sheet, row, &scale)).collect(),
        headings: [
            sheet.word("portfolio.column.category"),
            sheet.amount_column("portfolio.base.revenue", &scale).label,
            if compared { sheet.word("portfolio.year_before") } else { String::new() },
        ],
    };
    Exhibit::drawn("mix", finding, measure, Chart::Bars(chart)).with_notes([sheet.sources()])
}

fn bar(sheet: &Sheet<'_>, row: &Row, scale: &Scale) -> Bar {
    let value_text = scale.show(row.now.figures.revenue);
    let before = row.before.map(|sums| sums.figures.revenue);
    Bar {
        title: format!("{}: {}", row.name, sheet.voice().locale.money(row.now.figures.revenue)),
        name: row.name.clone(),
        value: Some(scale.divide(row.now.figures.revenue)),
        value_text,
        tick: before.map(|amount| scale.divide(amount)),
        tick_text: before.map(|amount| scale.show(amount)).unwrap_or_default(),
        tone: Tone::A,
        href: String::new(),
    }
}

/// Which category rose most, and which fell most.
fn bars_finding(sheet: &Sheet<'_>, rows: &[Row]) -> Rich {
    let voice = sheet.voice();
    let delta = |row: &&Row| row.before.map(|before| row.now.figures.revenue - before.figures.revenue);
    let up = rows.iter().filter(|row| delta(row).is_some_and(Amount::is_positive)).max_by_key(delta);
    let down = rows.iter().filter(|row| delta(row).is_some_and(|d| d < Amount::ZERO)).min_by_key(delta);
    let first = rows.first().map_or("", |row| row.name.as_str());
    let args: [(&str, Arg<'_>); 3] = [
        ("up", up.map_or("", |row| row.name.as_str()).into()),
        ("down", down.map_or("", |row| row.name.as_str()).into()),
        ("first", first.into()),
    ];
    match (up, down) {
        (Some(_), Some(_)) => voice.rich("finding.mix.both", &args),
        (Some(_), None) => voice.rich("finding.mix.only_ups", &args),
        (None, Some(_)) => voice.rich("finding.mix.only_downs", &args),
        (None, None) => voice.rich("finding.mix.alone", &args),
    }
}

/// How many brought more than the year before, and how many less.
fn table_finding(sheet: &Sheet<'_>, id: &str, rows: &[Row]) -> Rich {
    let moved = |way: std::cmp::Ordering| {
        let revenue = |row: &Row| row.before.map(|before| row.now.figures.revenue.cmp(&before.figures.revenue));
        rows.iter().filter(|row| revenue(row) == Some(way)).count()
    };
    let (up, down) = (moved(std::cmp::Ordering::Greater), moved(std::cmp::Ordering::Less));
    let key = match (up, down) {
        _ if rows.iter().all(|row| row.before.is_none()) => "alone",
        (0, 0) => "level",
        (up, 0) if up == rows.len() => "all_up",
        (0, down) if down == rows.len() => "all_down",
        (_, 0) => "up",
        (0, _) => "down",
        _ => "both",
    };
    let args = [("count", rows.len().into()), ("up", up.to_string().into()), ("down", down.to_string().into())];
    sheet.voice().rich(&format!("finding.{id}.table.{key}"), &args)
}

/// Sums by product are kept by month: the days that were really counted.
fn counted(sheet: &Sheet<'_>) -> String {
    sheet.period(sheet.book().sales.year_by_months(sheet.book().now.period).0)
}

fn table(sheet: &Sheet<'_>, id: &str, name_key: &str, rows: &[Row]) -> Exhibit {
    let voice = sheet.voice();
    let book = sheet.book();
    let scale = sheet.scale(rows.iter().map(|row| row.now.figures.revenue));
    let total: Amount = rows.iter().map(|row| row.now.figures.revenue).sum();
    let is_compared = rows.iter().any(|row| row.before.is_some());
    let has_profit = book.now.gross_profit.is_some();
    let has_quantity = rows.iter().any(|row| !row.now.quantity.is_zero());
    let mut columns = vec![Column::words(sheet.word(name_key)), sheet.amount_column("portfolio.base.revenue", &scale)];
    if is_compared {
        columns.push(Column::figures(sheet.word("portfolio.column.change")));
    }
    columns.push(Column::figures(sheet.word("portfolio.column.share")));
    if has_profit {
        columns.push(Column::figures(sheet.word("portfolio.column.margin")).minor());
    }
    if has_quantity {
        columns.push(Column::figures(sheet.word("portfolio.column.quantity")).minor());
    }
    let cells = |row: &Row| {
        let now = row.now.figures;
        let mut cells =
            vec![Cell { note: row.note.clone(), ..Cell::new(row.name.clone()) }, Cell::new(scale.show(now.revenue))];
        if is_compared {
            cells.push(sheet.change_cell(now.revenue, row.before.map(|before| before.figures.revenue)));
        }
        cells.push(Cell::new(sheet.share(now.revenue.share_of(total))));
        if has_profit {
            cells.push(Cell::new(sheet.share(now.margin())));
        }
        if has_quantity {
            cells.push(Cell::new(voice.locale.quantity(row.now.quantity)));
        }
        cells
    };
    let finding = table_finding(sheet, id, rows);
    let measure = voice.say("portfolio.products.table_measure", &[("period", counted(sheet).into())]);
    let table = TableView::new(sheet.word(name_key), columns, rows.iter().take(LISTED).map(cells).collect());
    let exhibit = Exhibit::listed(id, finding, measure, table.sortable()).with_notes([sheet.sources()]);
    if rows.len() > LISTED {
        return exhibit.with_notes([voice.rich("portfolio.first_rows", &[("count", LISTED.into())])]);
    }
    exhibit
}
