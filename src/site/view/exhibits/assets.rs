//! Customers as assets without a model: the RFM map, regularity by class.

use super::Exhibit;
use crate::analysis::abc::AbcClass;
use crate::analysis::customers::regularity::XyzClass;
use crate::analysis::customers::rfm::Rfm;
use crate::analysis::sales::Scope;
use crate::charts::{Chart, HeatCell, HeatMap, HeatRow, Shade};
use crate::locale::Arg;
use crate::portfolio::Period;
use crate::site::view::sheet::Sheet;
use crate::site::view::{Cell, Column, TableView, Voice};

/// Accounts that a table lists.
const LISTED: usize = 200;
/// Ringed accounts that the words name.
const RINGED: usize = 3;
/// Accounts below which quintiles mean nothing.
const QUINTILES: usize = 5;

/// “all data (Jan 2024 to Jun 2026)”.
pub fn all_data(sheet: &Sheet<'_>) -> String {
    let book = sheet.book();
    let first = book.sales.first_day(Scope::Portfolio);
    let period = first.and_then(|first| Period::new(first, book.as_of.date));
    period.map_or_else(String::new, |period| {
        sheet.voice().say("customers.all_data", &[("period", sheet.period(period).into())])
    })
}

/// An account is quiet when it has not bought for this many times its own mean interval (convention).
const SILENT: f64 = 2.0;

/// Places in the lists of assets of those who bought often and have not been back: F 4 or 5, R 1 or 2, and silent for more
/// than twice their own mean interval, since quintiles alone put somebody last in every portfolio. The largest first.
pub fn quiet(sheet: &Sheet<'_>) -> Vec<usize> {
    let assets = &sheet.book().analysis.customers;
    if assets.accounts.len() < QUINTILES {
        return Vec::new();
    }
    let scores = assets.rfm.scores.iter().enumerate();
    let mut found: Vec<usize> =
        scores.filter(|(_, score)| score.recency <= 2 && score.frequency >= 4).map(|(place, _)| place).collect();
    found.retain(|&place| {
        assets.rhythm[place].is_some_and(|days| f64::from(assets.measures[place].recency - 1) > SILENT * days)
    });
    found.sort_by_key(|&place| (std::cmp::Reverse(assets.measures[place].monetary), place));
    found
}

fn count_text(sheet: &Sheet<'_>, count: usize) -> String {
    sheet.voice().locale.number(count.try_into().unwrap_or(i64::MAX))
}

/// Recency by frequency, five by five.
pub fn rfm(sheet: &Sheet<'_>) -> Exhibit {
    let (voice, assets) = (sheet.voice(), &sheet.book().analysis.customers);
    let all = assets.accounts.len();
    let measure = voice.say("customers.rfm.measure", &[("period", all_data(sheet).into())]);
    let quiet = quiet(sheet);
    let finding = match quiet.len() {
        0 => voice.rich("customers.rfm.finding_none", &[]),
        count => voice.rich("customers.rfm.finding", &[("count", count.into())]),
    };
    if all < QUINTILES {
        let why = voice.say("customers.rfm.few", &[("count", count_text(sheet, all).into())]);
        return Exhibit::instead("rfm", finding, measure, why);
    }
    if assets.rfm.scores.is_empty() {
        return Exhibit::instead("rfm", finding, measure, sheet.word("customers.rfm.alike"));
    }
    let measure = match quiet.as_slice() {
        [] => measure,
        places => {
            let names: Vec<&str> = places.iter().map(|&place| sheet.name(assets.accounts[place])).collect();
            let key = if names.len() > RINGED { "customers.rfm.ringed_many" } else { "customers.rfm.ringed" };
            let args = [("count", names.len().into()), ("accounts", voice.locale.list(&names).into())];
            [measure, voice.say(key, &args)].join(" · ")
        }
    };
    Exhibit::drawn("rfm", finding, measure, Chart::HeatMap(rfm_map(voice, &assets.rfm, &quiet)))
        .with_notes([voice.rich("customers.rfm.convention", &[])])
}

/// Accounts by recency, the latest at the top, and frequency; cells with an account at one of the places are ringed.
pub fn rfm_map(voice: Voice<'_>, rfm: &Rfm, told: &[usize]) -> HeatMap {
    let is_told = |r: u8, f: u8| {
        told.iter().any(|&place| rfm.scores.get(place).is_some_and(|score| (score.recency, score.frequency) == (r, f)))
    };
    let cell = |r: u8, f: u8| {
        let count = rfm.scores.iter().filter(|score| (score.recency, score.frequency) == (r, f)).count();
        let args = [("r", Arg::from(r.to_string())), ("f", f.to_string().into()), ("count", count.into())];
        let shade = match count {
            0 => Shade::None,
            _ if is_told(r, f) => Shade::Ringed(count as f64),
            _ => Shade::Depth(count as f64),
        };
        let text = voice.locale.number(count.try_into().unwrap_or(i64::MAX));
        HeatCell { text, shade, title: voice.say("customers.rfm.cell", &args) }
    };
    let named = |key: &str, score: u8| voice.say(key, &[("score", score.to_string().into())]);
    let row = |r: u8| HeatRow {
        name: named("customers.rfm.row", r),
        href: String::new(),
        cells: (1..=5).map(|f| cell(r, f)).collect(),
    };
    HeatMap {
        id: "rfm-map".to_owned(),
        name: voice.word("customers.rfm.name"),
        summary: voice.say("customers.rfm.summary", &[("count", rfm.scores.len().into())]),
        rows_name: voice.word("customers.rfm.rows"),
        columns_name: voice.word("customers.rfm.columns"),
        columns: (1..=5).map(|f| named("customers.rfm.column", f)).collect(),
        rows: (1..=5).rev().map(row).collect(),
    }
}

/// The accounts at some places of the lists of assets, with their scores.
fn rfm_table(sheet: &Sheet<'_>, places: &[usize]) -> TableView {
    let assets = &sheet.book().analysis.customers;
    let scale = sheet.scale(places.iter().map(|&place| assets.measures[place].monetary));
    let row = |&place: &usize| {
        let (measures, account) = (&assets.measures[place], assets.accounts[place]);
        vec![
            sheet.account_cell(account),
            Cell::new(assets.rfm.scores[place].to_string()),
            Cell::new(sheet.voice().locale.number(i64::from(measures.recency) - 1)),
            match assets.rhythm[place] {
                Some(days) => Cell::new(sheet.voice().locale.decimal(days, 0)),
                None => Cell::new("–").class("muted"),
            },
            Cell::new(sheet.voice().locale.number(i64::try_from(measures.frequency).unwrap_or(i64::MAX))),
            Cell::new(scale.show(measures.monetary)),
        ]
    };
    let columns = vec![
        Column::words(sheet.word("portfolio.column.account")),
        Column::figures(sheet.word("customers.rfm.column_cell")),
        Column::figures(sheet.word("customers.rfm.days")),
        Column::figures(sheet.word("customers.rfm.rhythm")),
        Column::figures(sheet.word("customers.rfm.orders")),
        sheet.amount_column("customers.rfm.revenue", &scale),
    ];
    let rows = places.iter().take(LISTED).map(row).collect();
    TableView::new(sheet.word("customers.rfm.caption"), columns, rows).sortable()
}

/// Whom to call first; `None` where there is nobody.
pub fn to_call(sheet: &Sheet<'_>) -> Option<Exhibit> {
    let places = quiet(sheet);
    let (&first, assets) = (places.first()?, &sheet.book().analysis.customers);
    let locale = sheet.voice().locale;
    let name = sheet.name(assets.accounts[first]);
    let args = [
        ("account", Arg::from(name)),
        ("days", locale.number(i64::from(assets.measures[first].recency) - 1).into()),
        ("rhythm", locale.decimal(assets.rhythm[first].unwrap_or_default(), 0).into()),
    ];
    let finding = sheet.voice().rich("customers.rfm.list", &args);
    let table = rfm_table(sheet, &places);
    Some(Exhibit::listed("to-call", finding, sheet.word("customers.rfm.list_measure"), table))
}

/// The scores of every account, the largest first.
pub fn every_score(sheet: &Sheet<'_>) -> Option<Exhibit> {
    let assets = &sheet.book().analysis.customers;
    if assets.accounts.len() < QUINTILES || assets.rfm.scores.is_empty() {
        return None;
    }
    let mut places: Vec<usize> = (0..assets.accounts.len()).collect();
    places.sort_by_key(|&place| (std::cmp::Reverse(assets.measures[place].monetary), place));
    let best = assets.rfm.scores.iter().filter(|score| score.recency >= 4 && score.frequency >= 4).count();
    let args = [("count", places.len().into()), ("best", Arg::from(count_text(sheet, best)))];
    let alike = assets
        .measures
        .iter()
        .all(|one| (one.recency, one.frequency) == (assets.measures[0].recency, assets.measures[0].frequency));
    let key = if alike { "customers.rfm.all_alike" } else { "customers.rfm.all" };
    let finding = sheet.voice().rich(key, &args);
    let measure = sheet.voice().say("customers.rfm.measure", &[("period", all_data(sheet).into())]);
    let exhibit = Exhibit::listed("rfm-all", finding, measure, rfm_table(sheet, &places));
    let first =
        (places.len() > LISTED).then(|| sheet.voice().rich("portfolio.first_rows", &[("count", LISTED.into())]));
    Some(exhibit.with_notes(first))
}

/// Irregular accounts up to which a forecast can be agreed with each (convention).
const EACH: usize = 20;
/// Accounts that a sentence names at most.
const NAMED: usize = 6;

/// Whether an account bought on one day only: that is no irregular buying, it is none yet.
fn bought_once(sheet: &Sheet<'_>, account: usize) -> bool {
    sheet.book().analysis.accounts[account].lifetime_purchase_days == 1
}

/// The class A accounts that buy irregularly, the largest first; without those that bought once.
fn irregular(sheet: &Sheet<'_>) -> Vec<(usize, f64)> {
    let (book, assets) = (sheet.book(), &sheet.book().analysis.customers);
    let mut found: Vec<(usize, f64)> = assets
        .accounts
        .iter()
        .filter(|&&account| book.class(account) == AbcClass::A)
        .filter(|&&account| !bought_once(sheet, account))
        .filter_map(|&account| Some((account, assets.xyz_of(account).filter(|xyz| xyz.class == XyzClass::Z)?)))
        .map(|(account, xyz)| (account, xyz.variation))
        .collect();
    found.sort_by_key(|(account, _)| (std::cmp::Reverse(book.now.figures[*account].revenue), *account));
    found
}

/// Class by regularity.
pub fn xyz(sheet: &Sheet<'_>) -> Exhibit {
    let (voice, book, assets) = (sheet.voice(), sheet.book(), &sheet.book().analysis.customers);
    let [x, y] = sheet.book().settings.xyz.cuts.map(|cut| Arg::from(cut.to_string()));
    let measure = voice.say("customers.xyz.measure", &[("period", all_data(sheet).into()), ("x", x), ("y", y)]);
    let found = irregular(sheet);
    let largest = found.first().map_or("", |(account, _)| sheet.name(*account));
    let of_class_a = assets.accounts.iter().filter(|&&account| book.class(account) == AbcClass::A).count();
    let args =
        [("count", found.len().into()), ("all", count_text(sheet, of_class_a).into()), ("account", largest.into())];
    let once: Vec<&str> = (assets.accounts.iter().copied())
        .filter(|&account| book.class(account) == AbcClass::A && bought_once(sheet, account))
        .map(|account| sheet.name(account))
        .collect();
    let names = [("accounts", Arg::from(first_names(voice, &once)))];
    let mut notes = Vec::new();
    if !once.is_empty() {
        notes.extend((!found.is_empty()).then(|| voice.rich("customers.xyz.once", &names)));
        notes.push(sheet.rules(&["big-ticket"]));
    }
    let finding = match found.len() {
        0 if !once.is_empty() => voice.rich("customers.xyz.finding_once", &names),
        0 => voice.rich("customers.xyz.finding_none", &[]),
        1..=EACH => voice.rich("customers.xyz.finding", &args),
        _ => voice.rich("customers.xyz.finding_many", &args),
    };
    let known: Vec<(AbcClass, XyzClass)> = assets
        .accounts
        .iter()
        .filter_map(|&account| Some((book.class(account), assets.xyz_of(account)?.class)))
        .collect();
    if known.is_empty() {
        return Exhibit::instead("xyz", finding, measure, sheet.word("customers.xyz.few"));
    }
    let classes = [(XyzClass::X, "X"), (XyzClass::Y, "Y"), (XyzClass::Z, "Z")];
    let cell = |row: AbcClass, column: (XyzClass, &str)| {
        let count = known.iter().filter(|known| **known == (row, column.0)).count();
        let args = [("row", Arg::from(row.letter())), ("column", column.1.into()), ("count", count.into())];
        let shade = match count {
            0 => Shade::None,
            // Whoever bought once has not swung: where there is nobody else, nothing is wrong.
            _ if row == AbcClass::A && column.0 == XyzClass::Z && !found.is_empty() => Shade::Down,
            _ => Shade::Depth(count as f64),
        };
        HeatCell { text: count_text(sheet, count), shade, title: voice.say("customers.xyz.cell", &args) }
    };
    let row = |&class: &AbcClass| HeatRow {
        name: class.letter().to_owned(),
        href: String::new(),
        cells: classes.iter().map(|column| cell(class, *column)).collect(),
    };
    let chart = HeatMap {
        id: "xyz-map".to_owned(),
        name: sheet.word("customers.xyz.name"),
        summary: voice.say("customers.xyz.summary", &[("count", known.len().into())]),
        rows_name: sheet.word("customers.xyz.rows"),
        columns_name: sheet.word("customers.xyz.columns"),
        columns: classes.iter().map(|(_, name)| (*name).to_owned()).collect(),
        rows: AbcClass::ALL.iter().map(row).collect(),
    };
    Exhibit::drawn("xyz", finding, measure, Chart::HeatMap(chart)).with_notes(notes)
}

/// The irregular ones by name; `None` where there is none.
pub fn irregular_list(sheet: &Sheet<'_>) -> Option<Exhibit> {
    let found = irregular(sheet);
    let scale = sheet.scale(found.iter().map(|(account, _)| sheet.book().now.figures[*account].revenue));
    let row = |&(account, variation): &(usize, f64)| {
        let revenue = Cell::new(scale.show(sheet.book().now.figures[account].revenue));
        vec![sheet.account_cell(account), revenue, Cell::new(sheet.voice().locale.decimal(variation, 2))]
    };
    let columns = vec![
        Column::words(sheet.word("portfolio.column.account")),
        sheet.amount_column("portfolio.base.revenue", &scale),
        Column::figures(sheet.word("customers.xyz.variation")),
    ];
    let rows: Vec<_> = found.iter().take(EACH).map(row).collect();
    let table = TableView::new(sheet.word("customers.xyz.caption"), columns, rows);
    // Of equals the larger account: the first as listed.
    let (most, variation) = found.iter().copied().reduce(|most, one| if one.1 > most.1 { one } else { most })?;
    let args =
        [("account", Arg::from(sheet.name(most))), ("variation", sheet.voice().locale.decimal(variation, 2).into())];
    let finding = sheet.voice().rich("customers.xyz.list", &args);
    Some(Exhibit::listed("irregular", finding, sheet.word("customers.xyz.list_measure"), table))
}

/// Names that one sentence can hold; of more the first, and how many there are.
pub(super) fn first_names(voice: Voice<'_>, names: &[&str]) -> String {
    if names.len() <= NAMED {
        return voice.locale.list(names);
    }
    let listed = voice.locale.list(&names[..NAMED]);
    voice.say("customers.xyz.and_others", &[("accounts", listed.into()), ("count", names.len().into())])
}
