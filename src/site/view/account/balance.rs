//! Two columns of figures that end at about the same height.
//!
//! A figure has a width at which it reads best. The wide ones stand in the left column; of the narrow ones so many are moved over to
//! the left that the taller column is as low as can be. How tall a figure is can only be guessed here, from its words and rows;
//! within a few lines that is good enough to tell a column of one figure from a column of four.

use super::part::{Block, Body, Figure, Row};
use crate::charts::Chart;
use crate::site::view::width::ems;
use crate::site::view::{Prose, TableView};

/// Pixels across of the wide column, and of the narrow one.
const WIDE: f64 = 587.0;
const NARROW: f64 = 405.0;
/// Between two figures.
const GAP: f64 = 32.0;
/// What another move has to win.
const WORTH: f64 = 32.0;
/// Figures beyond which no move is tried: each doubles the ways.
const MOST: usize = 10;

/// Where a figure may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In the wide column.
    Left,
    /// In the narrow column.
    Right,
    /// In the narrow column, or in the wide one where that makes them more even.
    Either,
}

/// One row of two columns, `figures` in the order in which they are read; rows of their own where there is nothing for one of the
/// columns.
pub fn columns(mut figures: Vec<(Place, Figure)>) -> Vec<Row> {
    // The first of some that may stand in either opens the wide column where nothing else does.
    if figures.len() > 1 && figures.iter().all(|(place, _)| *place == Place::Either) {
        figures[0].0 = Place::Left;
    }
    let wide = figures.iter().filter(|(place, _)| *place == Place::Left).count();
    if wide == 0 || wide == figures.len() {
        return figures.into_iter().map(|(_, figure)| Row { columns: vec![figure.wide(7)] }).collect();
    }
    let heights: Vec<[f64; 2]> =
        figures.iter().map(|(_, figure)| [WIDE, NARROW].map(|width| height(figure, width) + GAP)).collect();
    let places: Vec<Place> = figures.iter().map(|(place, _)| *place).collect();
    let at_right = balanced(&heights, &places);
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for ((_, figure), at_right) in figures.into_iter().zip(at_right) {
        if at_right { right.push(figure) } else { left.push(figure) }
    }
    vec![Row { columns: vec![Block { width: 7, figures: left }, Block { width: 5, figures: right }] }]
}

/// Pixels across of each of two columns on A4, at the size of the text on paper.
const PAPER: f64 = 326.0;
/// What a column of a table takes at least, and what it is content with: in ems of its text, the gap beside it included.
const CELL: (f64, f64) = (2.5, 9.0);
/// Ems of a table's text in a column on paper.
const PAPER_EMS: f64 = PAPER / 10.5;

/// What unfolds, in the rows it has on paper: a figure whose table needs the width of a sheet alone; between those two columns, the
/// first figures at the left, the others at the right, split where the taller column is lowest.
pub fn on_paper(folds: Vec<Figure>) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut between = Vec::new();
    for figure in folds {
        if OF_A_SHEET.contains(&&*figure.id) {
            // Before those that wait for a second column: these are not parted by it, and no hole is left above it.
            rows.push(Row { columns: vec![figure.wide(12)] });
        } else if needs_a_sheet(&figure) {
            rows.extend(split(std::mem::take(&mut between)));
            rows.push(Row { columns: vec![figure.wide(12)] });
        } else {
            between.push(figure);
        }
    }
    rows.extend(split(between));
    rows
}

/// Two columns in the order of reading, as even as can be; one for a figure alone.
fn split(mut figures: Vec<Figure>) -> Option<Row> {
    if figures.len() < 2 {
        return figures.pop().map(|figure| Row { columns: vec![figure.wide(12)] });
    }
    let heights: Vec<f64> = figures.iter().map(|figure| height(figure, PAPER) + GAP).collect();
    let taller = |at: usize| heights[..at].iter().sum::<f64>().max(heights[at..].iter().sum());
    let at = (1..figures.len()).min_by(|a, b| taller(*a).total_cmp(&taller(*b)))?;
    let right = figures.split_off(at);
    Some(Row { columns: vec![Block { width: 6, figures }, Block { width: 6, figures: right }] })
}

/// Figures whose cells hold second lines, which break every few letters in half a sheet.
const OF_A_SHEET: [&str; 1] = ["complaints"];

/// Whether a figure holds a table, or the like, whose columns would be too narrow in half a sheet.
fn needs_a_sheet(figure: &Figure) -> bool {
    figure.bodies.iter().any(|body| match body {
        Body::Table(table) | Body::List(table) | Body::Matrix(table) => {
            let column = |at: usize| {
                let cells = table.rows.iter().filter_map(|row| row.get(at)).map(|cell| ems(&cell.text));
                cells.fold(CELL.0, f64::max).min(CELL.1) + 1.0
            };
            (0..table.columns.len()).map(column).sum::<f64>() > PAPER_EMS
        }
        Body::People(_) | Body::Opportunities(_) | Body::Board(_) | Body::Slots(_) => true,
        _ => false,
    })
}

/// Which figures stand at the right: of all ways the one whose taller column is lowest, with the fewest moves that are worth it, and
/// with something in each column. Heights at the left and at the right.
fn balanced(heights: &[[f64; 2]], places: &[Place]) -> Vec<bool> {
    let as_written: Vec<bool> = places.iter().map(|place| *place != Place::Left).collect();
    let movable: Vec<usize> = (0..places.len()).filter(|&at| places[at] == Place::Either).collect();
    if movable.len() > MOST {
        return as_written;
    }
    let tallest = |at_right: &[bool]| {
        let side = |right: bool| -> f64 {
            let of_side = heights.iter().zip(at_right).filter(|(_, at)| **at == right);
            of_side.map(|(height, _)| height[usize::from(right)]).sum()
        };
        side(false).max(side(true))
    };
    let ways = (0..1_usize << movable.len()).map(|moved| {
        let mut at_right = as_written.clone();
        for (bit, &at) in movable.iter().enumerate() {
            at_right[at] = moved & (1 << bit) == 0;
        }
        (tallest(&at_right) + WORTH * f64::from(moved.count_ones()), at_right)
    });
    let ways = ways.filter(|(_, at_right)| at_right.contains(&true));
    ways.min_by(|a, b| a.0.total_cmp(&b.0)).map_or(as_written, |(_, at_right)| at_right)
}

/// About how many lines words take, of a size in pixels and in a width.
pub(super) fn lines(text: &str, size: f64, width: f64) -> f64 {
    (ems(text) * size / width).ceil().max(1.0)
}

/// About how tall a figure is in a width.
pub(super) fn height(figure: &Figure, width: f64) -> f64 {
    let measure = if figure.measure.is_empty() { 0.0 } else { lines(&figure.measure, 13.0, width) * 20.0 };
    let head = 29.0 + lines(&figure.finding.to_text(), 17.0, width) * 25.0 + measure;
    let notes: String = figure.notes.iter().map(|note| note.to_text() + "  ").collect();
    let notes = if notes.is_empty() { 0.0 } else { 12.0 + lines(&notes, 12.0, width) * 19.0 };
    // The rest of the risks goes on below both columns.
    let here = figure.bodies.iter().filter(|body| figure.id != "risks" || !matches!(body, Body::More(_)));
    head + here.map(|body| body_height(body, width)).sum::<f64>() + notes
}

fn texts_height(texts: &[Prose], (size, line): (f64, f64), width: f64) -> f64 {
    texts.iter().map(|text| lines(&text.text, size, width) * line).sum()
}

fn body_height(body: &Body, width: f64) -> f64 {
    match body {
        Body::Chart(chart) => chart_height(chart, width) + 31.0,
        Body::Table(table) | Body::List(table) | Body::Matrix(table) => table_height(table, width),
        Body::Stack(parts) => {
            let names: String = parts.iter().map(|part| part.name.text.clone() + "      ").collect();
            36.0 + lines(&names, 13.0, width) * 21.0
        }
        Body::Lights(rows) => rows.iter().map(|row| 30.0 + texts_height(&row.notes, (12.0, 18.0), width * 0.62)).sum(),
        Body::Facts(facts) => {
            facts.iter().map(|fact| 9.0 + texts_height(&fact.texts, (14.0, 21.0), width * 0.62)).sum()
        }
        Body::Trio(numbers) => (numbers.len() as f64 / (width / 144.0).floor().max(1.0)).ceil() * 104.0,
        Body::Terms(terms) => terms.len() as f64 * 25.0,
        Body::Risks(risks) => {
            let told = |risk: &super::part::Risk| {
                let text = risk.text.as_ref().map_or(0.0, |text| lines(&text.to_text(), 14.0, width - 48.0) * 23.0);
                let rule = if risk.rule.is_some() { 19.0 } else { 0.0 };
                33.0 + lines(&risk.fact.to_text(), 17.0, width - 48.0) * 25.0 + text + rule
            };
            risks.iter().map(told).sum()
        }
        Body::More(_) => 34.0,
        Body::Log(entries) => entries.len() as f64 * 130.0,
        Body::Nine(duties) => duties.len() as f64 / (width / 236.0).floor().max(1.0) * 72.0,
        Body::Words(words) => words.iter().map(|words| 40.0 + lines(words.html.as_html(), 16.0, width) * 28.0).sum(),
        Body::Names(names) => {
            let names: String = names.iter().map(|name| name.text.clone() + "  ").collect();
            lines(&names, 14.0, width) * 27.0
        }
        Body::Meters(meters) => meters.len() as f64 / (width / 350.0).floor().max(1.0) * 48.0,
        Body::Chips(_) | Body::Slots(_) | Body::Board(_) | Body::People(_) | Body::Opportunities(_) => 160.0,
    }
}

fn table_height(table: &TableView, width: f64) -> f64 {
    let columns = table.columns.len().max(1) as f64;
    let row = |cells: &Vec<crate::site::view::Cell>| {
        let words = cells.iter().map(|cell| lines(&cell.text, 14.0, width / columns * 1.2)).fold(1.0, f64::max);
        words * 21.0 + 10.0
    };
    42.0 + table.rows.iter().map(row).sum::<f64>()
}

/// About how tall a drawing is in a width.
fn chart_height(chart: &Chart, width: f64) -> f64 {
    // Those of half a page are drawn 540 wide, or 380 where that has no room, and shown a twelfth larger at most.
    let solo = if width > 528.0 { width.min(585.0) / 540.0 } else { width.min(412.0) / 380.0 };
    match chart {
        Chart::Bars(bars) => (bars.bars.len() as f64 * 26.0 + 8.0) * solo,
        Chart::Dots(dots) => (dots.rows.len() as f64 * 30.0 + 47.0) * solo,
        Chart::HeatMap(map) => (map.rows.len() as f64 * 30.0 + 40.0) * solo,
        Chart::Ladder(_) => 220.0,
        Chart::Strip(_) => 70.0,
        _ => 236.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_taller_column_gives_what_makes_it_lowest_and_keeps_what_belongs_there() {
        use Place::{Either, Left, Right};
        // A chart against health, wallet, potential and tests: 345 against 1283.
        let heights = [[345.0; 2], [290.0; 2], [224.0; 2], [313.0; 2], [456.0; 2]];
        let at_right = balanced(&heights, &[Left, Right, Either, Either, Either]);
        assert_eq!(at_right, [false, true, true, true, false], "345 + 456 against 290 + 224 + 313");
        // Even enough: nothing is moved to win less than two lines.
        assert_eq!(balanced(&[[500.0; 2], [300.0; 2], [220.0; 2]], &[Left, Right, Either]), [false, true, true]);
        // What is wide stays, and no column is emptied.
        assert_eq!(balanced(&[[500.0; 2], [400.0; 2], [100.0; 2]], &[Left, Left, Either]), [false, false, true]);
        assert_eq!(balanced(&[[10.0; 2], [400.0; 2]], &[Left, Either]), [false, true]);
    }

    #[test]
    fn words_of_either_script_are_measured() {
        assert!((lines("一二三四五六七八九十", 10.0, 50.0) - 2.0).abs() < 1e-9);
        assert!((lines("abcdefghij", 10.0, 60.0) - 1.0).abs() < 1e-9);
    }
}
