//! How large a brief is on paper: as large as its two sheets allow.
//!
//! A brief with little to say is set in the size of the playbook, one with more so much smaller that it still takes two sheets. How
//! tall it would be can only be guessed here, as for [the columns](super::balance) of a playbook.

use super::balance::{height, lines};
use super::part::{Body, Figure, Part};
use super::{AccountPage, Heard};
use crate::site::view::{Cell, Rich, TableView};

/// A sheet of A4 between its margins, at the size of a screen: its root there is 1.2 % of its height.
const SHEET: (f64, f64) = (912.0, 1334.0);
/// Of two sheets, what words may take by this guess (calibrated on the demo): the rest is left where a table does not break.
const FULL: f64 = 0.89;
/// A size below which a brief is not set, in percent.
const LEAST: f64 = 84.0;

/// Percent of its full size at which a brief takes two sheets; `None` for all of it.
pub fn size(page: &AccountPage) -> Option<u8> {
    let whole = opening(page) + overview(page) + page.parts.iter().map(part).sum::<f64>();
    let room = 2.0 * SHEET.1 * FULL;
    // What is set smaller has shorter lines, too: half the height is won by the lines, half by their number.
    let percent = ((room / whole).sqrt() * 100.0).floor().max(LEAST);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 84 and 100")]
    (percent < 100.0).then_some(percent as u8)
}

fn opening(page: &AccountPage) -> f64 {
    let beside = if page.next.is_some() { 300.0 } else { 0.0 };
    let say = lines(&page.say.to_text(), 24.0, (SHEET.0 - beside).min(704.0)) * 37.0;
    let heard = |heard: &Heard| {
        8.0 + lines(&format!("{} {}", heard.of, heard.what.text), 16.0, (SHEET.0 - beside).min(704.0)) * 24.0
    };
    let say = say + page.heard.iter().map(heard).sum::<f64>();
    let next = page.next.as_ref().map_or(0.0, |next| 60.0 + lines(&next.what.text, 17.0, 260.0) * 27.0);
    let note = |note: &Rich| lines(&note.to_text(), 13.0, 200.0) * 20.0;
    let vitals = page.vitals.chunks(4).map(|row| {
        let notes = row.iter().filter_map(|vital| vital.note.as_ref()).map(note);
        60.0 + notes.fold(0.0, f64::max)
    });
    110.0 + (42.0 + say).max(next) + vitals.sum::<f64>()
}

/// Two columns that run on from the first sheet to the second.
fn overview(page: &AccountPage) -> f64 {
    let figures = page.overview.iter().flat_map(|row| &row.columns).flat_map(|block| &block.figures);
    // On paper a risk goes without the line that leads to its rule.
    let hidden = |figure: &Figure| match figure.bodies.first() {
        Some(Body::Risks(risks)) => risks.iter().filter(|risk| risk.rule.is_some()).count() as f64 * 20.0,
        _ => 0.0,
    };
    let heights: Vec<f64> =
        figures.map(|figure| height(figure, SHEET.0 / 2.0 - 18.0) - hidden(figure) + 16.0).collect();
    heights.iter().sum::<f64>() / 2.0 + heights.iter().copied().fold(0.0, f64::max) / 4.0
}

fn part(part: &Part) -> f64 {
    95.0 + lines(&part.say.to_text(), 19.0, 704.0) * 30.0 + part.along.iter().map(along).sum::<f64>()
}

fn along(table: &TableView) -> f64 {
    let width = SHEET.0 / table.columns.len().max(1) as f64;
    let words = |cell: &Cell| format!("{} {}", cell.text, cell.note.as_deref().unwrap_or_default());
    let row = |cells: &Vec<Cell>| {
        // A column of long words takes of the room of the short ones.
        let lines = cells.iter().map(|cell| lines(&words(cell), 14.0, width * 1.7)).fold(1.0, f64::max);
        lines * 20.0 + 7.0
    };
    52.0 + table.rows.iter().map(row).sum::<f64>()
}
