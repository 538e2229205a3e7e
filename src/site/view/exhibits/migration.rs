//! Class migration between the two years, as a flow, as a matrix, as a list; and from quarter to quarter.

use super::Exhibit;
use super::pareto::by_group;
use super::pareto::tone;
use crate::analysis::abc::AbcClass;
use crate::analysis::migration::{Direction, Migration, Move, PeriodClass, direction};
use crate::analysis::portfolio_facts::QuarterClasses;
use crate::charts::{Chart, Flow, FlowNode, FlowSide, Ribbon, Tone};
use crate::locale::Arg;
use crate::site::view::sheet::Sheet;
use crate::site::view::{Cell, Column, Rich, TableView};

/// Classes of a side: A, B, C, and none.
const ROWS: [PeriodClass; 4] = [Some(AbcClass::A), Some(AbcClass::B), Some(AbcClass::C), None];

/// The flow from the classes of the year before to those of now.
pub fn flow(sheet: &Sheet<'_>) -> Exhibit {
    let voice = sheet.voice();
    let measure = measure(sheet);
    let Some(migration) = sheet.book().migration() else {
        let why = sheet.no_year_before().unwrap_or_else(|| sheet.word("portfolio.before.no_profit"));
        return Exhibit::instead("flow", voice.rich("finding.migration.no_year_before", &[]), measure, why);
    };
    let finding = finding(sheet, migration);
    let chart = Flow {
        id: "flow-chart".to_owned(),
        name: sheet.word("portfolio.migration.name"),
        summary: finding.to_text(),
        from: side(sheet, migration, Side::From),
        to: side(sheet, migration, Side::To),
        ribbons: ribbons(sheet, migration),
        headings: [
            sheet.word("portfolio.year_before"),
            sheet.word("portfolio.this_year"),
            sheet.word("portfolio.column.accounts"),
        ],
    };
    if chart.ribbons.is_empty() {
        return Exhibit::instead("flow", finding, measure, sheet.word("portfolio.migration.none"));
    }
    Exhibit::drawn("flow", finding, measure, Chart::Flow(chart))
        .with_notes(std::iter::once(voice.rich("portfolio.migration.note", &[])).chain(by_group(sheet)))
}

/// How many rose, fell, came and went, in one sentence.
pub fn finding(sheet: &Sheet<'_>, migration: &Migration) -> Rich {
    let voice = sheet.voice();
    let same: usize = AbcClass::ALL.into_iter().map(|class| migration.count(Some(class), Some(class))).sum();
    let parts = pieces(sheet, migration);
    let args: [(&str, Arg<'_>); 2] = [("count", same.into()), ("moves", clause(sheet, &parts).into())];
    match (same, parts.is_empty()) {
        (0, true) => voice.rich("finding.migration.none", &[]),
        (_, true) => voice.rich("finding.migration.same", &args),
        (0, false) => voice.rich("finding.migration.all_moved", &args),
        (_, false) => voice.rich("finding.migration.moved", &args),
    }
}

/// Pieces of a sentence, one after the other.
pub fn clause(sheet: &Sheet<'_>, pieces: &[String]) -> String {
    match sheet.voice().language() {
        crate::locale::Language::ZhCn => pieces.join("，"),
        crate::locale::Language::En => sheet.voice().locale.list(pieces),
    }
}

/// “2 moved up a class”, “1 is new”: what happened, without what did not.
pub fn pieces(sheet: &Sheet<'_>, migration: &Migration) -> Vec<String> {
    let ways = [
        (Direction::Up, "finding.migration.up"),
        (Direction::Down, "finding.migration.down"),
        (Direction::Came, "finding.migration.came"),
        (Direction::Went, "finding.migration.went"),
    ];
    let doubtful = |way: Direction| {
        let of_way = migration.moves.iter().filter(|moved| moved.direction() == way && way == Direction::Came);
        of_way.filter(|moved| is_doubtful(sheet, moved.item)).count()
    };
    let counted = ways.into_iter().map(|(way, key)| (migration.count_of(way), key, doubtful(way)));
    let said = counted.filter(|(count, ..)| *count > 0).map(|(count, key, doubtful)| {
        let args = [("count", Arg::from(count)), ("doubtful", sheet.number(doubtful).into())];
        let key = if doubtful > 0 { "finding.migration.came_doubtful" } else { key };
        sheet.voice().say(key, &args)
    });
    said.collect()
}

/// Whether an account that came may be no account of its own.
fn is_doubtful(sheet: &Sheet<'_>, account: usize) -> bool {
    sheet.book().movement.as_ref().is_some_and(|movement| movement.doubtful.contains(&account))
}

fn measure(sheet: &Sheet<'_>) -> String {
    let book = sheet.book();
    let base = sheet.base(book.main().base);
    let before = sheet.period(book.now.period.back(12));
    let now = sheet.period(book.now.period);
    sheet
        .voice()
        .say("portfolio.migration.measure", &[("base", base.into()), ("before", before.into()), ("now", now.into())])
}

/// Which end of the ribbons.
#[derive(Clone, Copy)]
enum Side {
    From,
    To,
}

fn side(sheet: &Sheet<'_>, migration: &Migration, side: Side) -> FlowSide {
    let voice = sheet.voice();
    let count = |class: PeriodClass| -> usize {
        let others = ROWS.into_iter().filter(|other| class.is_some() || other.is_some());
        others
            .map(|other| match side {
                Side::From => migration.count(class, other),
                Side::To => migration.count(other, class),
            })
            .sum()
    };
    let node = |class: PeriodClass| {
        let name = class_name(sheet, class, side);
        let label = voice.say(
            "portfolio.migration.node",
            &[
                ("class", name.as_str().into()),
                ("count", voice.locale.number(count(class).try_into().unwrap_or(i64::MAX)).into()),
            ],
        );
        FlowNode { tone: class.map_or(none_tone(side), tone), title: label.clone(), label, name }
    };
    let name = sheet.word(match side {
        Side::From => "portfolio.migration.before",
        Side::To => "portfolio.migration.now",
    });
    FlowSide { name, nodes: ROWS.into_iter().map(node).collect() }
}

const fn none_tone(side: Side) -> Tone {
    match side {
        Side::From => Tone::New,
        Side::To => Tone::Mute,
    }
}

fn class_name(sheet: &Sheet<'_>, class: PeriodClass, side: Side) -> String {
    match (class, side) {
        (Some(class), _) => class.letter().to_owned(),
        (None, Side::From) => sheet.word("portfolio.migration.came"),
        (None, Side::To) => sheet.word("portfolio.migration.went"),
    }
}

fn ribbons(sheet: &Sheet<'_>, migration: &Migration) -> Vec<Ribbon> {
    let voice = sheet.voice();
    let pairs = (0..ROWS.len()).flat_map(|from| (0..ROWS.len()).map(move |to| (from, to)));
    let ribbon = |(from, to): (usize, usize)| {
        let count = migration.count(ROWS[from], ROWS[to]);
        if count == 0 || (ROWS[from].is_none() && ROWS[to].is_none()) {
            return None;
        }
        let count_text = voice.say("portfolio.count", &[("count", count.into())]);
        let way = direction(ROWS[from], ROWS[to]);
        let (tone, label) = match way {
            Direction::Same => (Tone::Mute, String::new()),
            Direction::Up => (Tone::Accent, count_text.clone()),
            Direction::Down => (Tone::Act, count_text.clone()),
            Direction::Came => (Tone::New, count_text.clone()),
            Direction::Went => (Tone::Rest, count_text.clone()),
        };
        let names = (class_name(sheet, ROWS[from], Side::From), class_name(sheet, ROWS[to], Side::To));
        let title = format!("{} → {}: {count_text}", names.0, names.1);
        Some(Ribbon { from, to, count: count as f64, count_text: sheet.number(count), label, tone, title })
    };
    pairs.filter_map(ribbon).collect()
}

/// From class (rows) to class (columns), with counts.
pub fn matrix(sheet: &Sheet<'_>, migration: &Migration) -> TableView {
    let head = |class: PeriodClass| class_name(sheet, class, Side::To);
    let mut columns = vec![Column::words(sheet.word("portfolio.migration.from_to"))];
    columns.extend(ROWS.into_iter().map(|class| Column::figures(head(class))));
    let cell = |from: PeriodClass, to: PeriodClass| {
        if from.is_none() && to.is_none() {
            return Cell::default();
        }
        let text = sheet.voice().locale.number(migration.count(from, to).try_into().unwrap_or(i64::MAX));
        let cell = Cell::new(text);
        match direction(from, to) {
            Direction::Same => cell.class("same"),
            Direction::Up | Direction::Came => cell.class("up"),
            Direction::Down | Direction::Went => cell.class("down"),
        }
    };
    let row = |from: PeriodClass| {
        let first = Cell::new(class_name(sheet, from, Side::From));
        std::iter::once(first).chain(ROWS.into_iter().map(|to| cell(from, to))).collect()
    };
    TableView::new(sheet.word("portfolio.migration.name"), columns, ROWS.into_iter().map(row).collect())
}

/// Every account that changed class, largest revenue first.
pub fn moves(sheet: &Sheet<'_>, migration: &Migration) -> TableView {
    let book = sheet.book();
    let mut moves: Vec<&Move> = migration.moves.iter().collect();
    moves.sort_by_key(|moved| {
        let figures = |account: usize| book.now.figures[account].revenue.max(before(sheet, account));
        (std::cmp::Reverse(figures(moved.item)), moved.item)
    });
    let scale = sheet.scale(moves.iter().flat_map(|m| [book.now.figures[m.item].revenue, before(sheet, m.item)]));
    let badge = |class: PeriodClass| class.map_or_else(|| Cell::new("–").class("muted"), Sheet::class_cell);
    let amount = |amount: crate::portfolio::Amount| {
        if amount.is_zero() { Cell::new("–").class("muted") } else { Cell::new(scale.show(amount)) }
    };
    let row = |moved: &&Move| {
        let (now, was) = (book.now.figures[moved.item].revenue, before(sheet, moved.item));
        vec![
            sheet.account_cell(moved.item),
            badge(moved.from),
            badge(moved.to),
            Cell::new(sheet.word(way_key(moved.direction()))),
            amount(was),
            amount(now),
            if is_doubtful(sheet, moved.item) {
                Cell::new(sheet.word("portfolio.doubtful")).class("muted").to(Some(sheet.link("data-quality.html")))
            } else {
                sheet.change_cell(now, Some(was))
            },
        ]
    };
    let columns = vec![
        Column::words(sheet.word("portfolio.column.account")),
        Column::words(sheet.word("portfolio.year_before")),
        Column::words(sheet.word("portfolio.this_year")),
        Column::words(sheet.word("portfolio.column.way")),
        sheet.amount_column("portfolio.column.before", &scale).minor(),
        sheet.amount_column("portfolio.base.revenue", &scale),
        Column::figures(sheet.word("portfolio.column.change")),
    ];
    TableView::new(sheet.word("portfolio.migration.list"), columns, moves.iter().map(row).collect()).sortable()
}

/// Classes of each quarter with what moved since the one before, the newest first; `None` with fewer than two quarters.
pub fn by_quarter(sheet: &Sheet<'_>) -> Option<Exhibit> {
    let voice = sheet.voice();
    let quarters = &sheet.book().analysis.portfolio.quarters;
    // Of returns alone there is no class to move from or to.
    let sold = |quarter: &QuarterClasses| quarter.classes.iter().any(Option::is_some);
    let last = quarters.iter().rev().find(|quarter| !quarter.partial && quarter.migration.is_some())?;
    if !quarters.iter().any(sold) {
        return None;
    }
    let number =
        |count: usize| if count == 0 { Cell::new("–").class("muted") } else { Cell::new(sheet.number(count)) };
    let row = |quarter: &QuarterClasses| {
        let named = Cell::new(sheet.quarter(quarter.period));
        let named = if quarter.partial { named.note(sheet.word("portfolio.periods.partial")) } else { named };
        let of = |class: AbcClass| quarter.classes.iter().filter(|found| **found == Some(class)).count();
        std::iter::once(named)
            .chain(AbcClass::ALL.map(|class| number(of(class))))
            .chain(QuarterMove::ALL.map(|way| number(quarter_moves(sheet, quarter, way).len())))
            .collect()
    };
    let mut columns = vec![Column::words(sheet.word("portfolio.column.period"))];
    columns.extend(AbcClass::ALL.map(|class| Column::figures(class.letter())));
    columns.extend(QuarterMove::ALL.map(|way| {
        Column::figures(sheet.voice().label(sheet.word(&format!("portfolio.migration.way.{}", way.key()))))
    }));
    let caption = sheet.word("portfolio.migration.quarters");
    let table = TableView::new(caption, columns, quarters.iter().rev().map(row).collect());
    let pieces = quarter_pieces(sheet, last);
    let key = if pieces.is_empty() { "finding.migration.quarter_same" } else { "finding.migration.quarter" };
    let args = [("quarter", sheet.quarter(last.period).into()), ("moves", clause(sheet, &pieces).into())];
    let base = [("base", sheet.base(sheet.book().main().base).into())];
    let measure = voice.say("portfolio.migration.quarters_measure", &base);
    let notes = std::iter::once(voice.rich("portfolio.migration.quarters_note", &[])).chain(by_group(sheet));
    Some(Exhibit::listed("by-quarter", voice.rich(key, &args), measure, table).with_notes(notes))
}

/// What an account did in a quarter against the one before. A quarter without a purchase is no goodbye, and the next one with one
/// is no beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum QuarterMove {
    Up,
    Down,
    First,
    Back,
    NotNow,
}

impl QuarterMove {
    const ALL: [Self; 5] = [Self::Up, Self::Down, Self::First, Self::Back, Self::NotNow];

    const fn key(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::First => "first",
            Self::Back => "back",
            Self::NotNow => "not_now",
        }
    }
}

/// The accounts that did so.
fn quarter_moves(sheet: &Sheet<'_>, quarter: &QuarterClasses, way: QuarterMove) -> Vec<usize> {
    let accounts = &sheet.book().analysis.accounts;
    let first = |account: usize| accounts[account].first_sale.is_some_and(|day| day >= quarter.period.first);
    let moves = quarter.migration.iter().flat_map(|migration| &migration.moves);
    let such = moves.filter(|moved| match moved.direction() {
        Direction::Up => way == QuarterMove::Up,
        Direction::Down => way == QuarterMove::Down,
        Direction::Came => way == if first(moved.item) { QuarterMove::First } else { QuarterMove::Back },
        Direction::Went => way == QuarterMove::NotNow,
        Direction::Same => false,
    });
    such.map(|moved| moved.item).collect()
}

/// What happened in a quarter, without what did not.
fn quarter_pieces(sheet: &Sheet<'_>, quarter: &QuarterClasses) -> Vec<String> {
    let said = QuarterMove::ALL.into_iter().filter_map(|way| {
        let found = quarter_moves(sheet, quarter, way);
        let doubtful = found.iter().filter(|&&at| way == QuarterMove::First && is_doubtful(sheet, at)).count();
        let args = [("count", Arg::from(found.len())), ("doubtful", sheet.number(doubtful).into())];
        let ending = if doubtful > 0 { "_doubtful" } else { "" };
        (!found.is_empty()).then(|| sheet.voice().say(&format!("finding.migration.{}{ending}", way.key()), &args))
    });
    said.collect()
}

fn before(sheet: &Sheet<'_>, account: usize) -> crate::portfolio::Amount {
    sheet.book().figures_before(account).unwrap_or_default().revenue
}

const fn way_key(way: Direction) -> &'static str {
    match way {
        Direction::Up => "portfolio.migration.way.up",
        Direction::Same => "portfolio.migration.way.same",
        Direction::Down => "portfolio.migration.way.down",
        Direction::Came => "portfolio.migration.way.came",
        Direction::Went => "portfolio.migration.way.went",
    }
}
