//! Rows by columns, each cell with its words on a ground that says how much or what it means: a heat map (RFM, months), a
//! matrix of moves (stayed, up, down), a matrix of states (white space, coverage).

use serde::Serialize;

use super::canvas::Note;
use super::ink::{Ink, Stroke};
use super::sheet::{About, Anchor, Format, Label, Sheet, Size, draw};
use super::table::{Heading, Table};
use super::text::Type;
use super::tone::Tone;

/// The height of a row, the gap included.
const ROW: f64 = 30.0;
/// The width of a name so short that the reader knows those left out: a month, a year.
const SHORT: f64 = 36.0;
/// Between two lines of names of columns.
const LEVEL: f64 = 15.0;
/// The most that a name which reads upwards takes, above its column.
const UPRIGHT: f64 = 132.0;
/// Columns narrower than this are those of a phone: names on three lines in turn are hard to follow down to them.
const TIGHT: f64 = 46.0;
/// Between two cells.
const GAP: f64 = 2.0;

/// Cells by row and column.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HeatMap {
    /// Unique in the page, kebab-case.
    pub id: String,
    /// What it is.
    pub name: String,
    /// What it shows, in one sentence.
    pub summary: String,
    /// What the rows are ("去年"); over their names, and heading of the table's first column.
    pub rows_name: String,
    /// What the columns are ("今年 →"); over their names. Empty for none.
    pub columns_name: String,
    /// The names of the columns, twelve at most without crowding.
    pub columns: Vec<String>,
    /// The rows from the top.
    pub rows: Vec<HeatRow>,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HeatRow {
    /// Its name, on two lines where it is long; shortened with an ellipsis beyond that.
    pub name: String,
    /// A relative link; empty for none.
    pub href: String,
    /// A cell per column.
    pub cells: Vec<HeatCell>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HeatCell {
    /// Its words, finished; dropped where they do not fit, the table keeps them.
    pub text: String,
    /// Its ground.
    pub shade: Shade,
    /// The cell's facts in words.
    pub title: String,
}

/// The ground of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub enum Shade {
    /// By its value: one of four depths of the span of all such values of the chart; nothing where it is not finite.
    Depth(f64),
    /// Like [`Self::Depth`], and ringed: what the words are about, however pale it is.
    Ringed(f64),
    /// By how far an index is from its average of 1, on a scale that is the same for every chart: to the tenth that it is written
    /// with, so that what reads alike looks alike. Nothing where it is not finite.
    Index(f64),
    /// By its meaning.
    Tone(Tone),
    /// It moved for the better.
    Up,
    /// It moved for the worse, or somebody is missing.
    Down,
    /// A dashed outline: wanted, not there yet.
    Hollow,
    /// None: a total.
    None,
}

/// How the names of the columns stand.
#[derive(Debug, Clone, Copy)]
enum Stand {
    /// In turn on so many lines.
    Across(usize),
    /// Reading upwards, each in so many lines.
    Upright(usize),
}

impl HeatMap {
    /// What it says about itself.
    pub(super) fn about(&self) -> About<'_> {
        About { id: &self.id, name: &self.name, summary: &self.summary }
    }

    /// The wide and the narrow drawing.
    pub(super) fn svg(&self) -> String {
        self.draw(Size::Wide, 600.0) + &self.draw(Size::Narrow, 350.0)
    }

    /// The same rows and columns.
    pub(super) fn table(&self) -> Table {
        let columns = self.columns.iter().map(|text| Heading { text: text.clone(), numeric: true });
        let head = [Heading { text: self.rows_name.clone(), numeric: false }].into_iter().chain(columns).collect();
        let text =
            |row: &HeatRow, column: usize| row.cells.get(column).map_or_else(String::new, |cell| cell.text.clone());
        let rows = self.rows.iter().map(|row| {
            let cells = (0..self.columns.len()).map(|column| text(row, column));
            std::iter::once(row.name.clone()).chain(cells).collect()
        });
        Table { head, rows: rows.collect() }
    }

    fn draw(&self, size: Size, width: f64) -> String {
        let left = self.left(width);
        let across = |map: &Self| (width - left) / map.columns.len().max(1) as f64;
        let text = |cell: &HeatCell| cell.shade.looks(0.0, 1.0).1.width(&cell.text);
        let widest = self.rows.iter().flat_map(|row| &row.cells).map(text).fold(0.0, f64::max);
        // One row of which the numbers have no room goes on in a second.
        let bands =
            if self.rows.len() == 1 && widest > across(self) - 1.0 { self.halves() } else { vec![self.clone()] };
        let top = |map: &Self| {
            let names = if map.columns_name.is_empty() { 20.0 } else { 38.0 };
            let more = match map.stand(across(map)) {
                Stand::Across(levels) => (levels - 1) as f64 * LEVEL,
                Stand::Upright(_) => map.upright() - LEVEL,
            };
            names + more
        };
        let tall = |map: &Self| top(map) + 2.0 + map.rows.len().max(1) as f64 * ROW;
        let height = bands.iter().map(tall).sum();
        draw(Format { size, width, height }, self.about(), |sheet| {
            let mut above = 0.0;
            for band in &bands {
                band.paint(sheet, left, across(band), above + top(band), self.span());
                above += tall(band);
            }
        })
    }

    /// The room of the names of rows: three tenths of the width or, where two lines of that are too short for one of them, up to
    /// half of it, as long as the cells keep their words.
    fn left(&self, width: f64) -> f64 {
        let names = self.rows.iter().map(|row| Type::Bold.width(&row.name));
        let widest = names.fold(Type::Muted.width(&self.rows_name), f64::max);
        let cells = self.rows.iter().flat_map(|row| &row.cells);
        let cell = cells.map(|cell| cell.shade.looks(0.0, 1.0).1.width(&cell.text)).fold(0.0, f64::max);
        let most = (width - self.columns.len() as f64 * (cell + 2.0 * GAP) - 10.0).min(width * 0.5);
        let whole = |room: f64| {
            let cut = |name: &str| Type::Bold.lines(name, room + 2.0, 2).last().is_some_and(|line| line.ends_with('…'));
            !self.rows.iter().any(|row| cut(&row.name))
        };
        let rooms = (0..=20).map(|step| f64::from(step).mul_add(width * 0.01, width * 0.3));
        let room = rooms.take_while(|room| *room <= most.max(width * 0.3)).find(|room| whole(room.min(widest)));
        widest.min(room.unwrap_or(width * 0.3)) + 10.0
    }

    /// The first half of the columns, and the second.
    fn halves(&self) -> Vec<Self> {
        let half = self.columns.len().div_ceil(2);
        let part = |columns: std::ops::Range<usize>, columns_name: &str| Self {
            columns_name: columns_name.to_owned(),
            columns: self.columns[columns.clone()].to_vec(),
            rows: self
                .rows
                .iter()
                .map(|row| HeatRow {
                    cells: row.cells.iter().take(columns.end).skip(columns.start).cloned().collect(),
                    ..row.clone()
                })
                .collect(),
            ..self.clone()
        };
        vec![part(0..half, &self.columns_name), part(half..self.columns.len(), "")]
    }

    /// Heads and rows, the heads ending above `top`; shades go by the span from `low` to `high`.
    fn paint(&self, sheet: &mut Sheet<'_>, left: f64, across: f64, top: f64, (low, high): (f64, f64)) {
        self.heads(sheet, left, across, top);
        for (index, row) in self.rows.iter().enumerate() {
            let y = top + 2.0 + index as f64 * ROW;
            let name = Type::Bold.lines(&row.name, left - 8.0, 2);
            for (line, base) in name.iter().zip(if name.len() > 1 { [11.0, 24.0] } else { [18.0; 2] }) {
                sheet.label(Label::new(0.0, y + base, Anchor::Start, Type::Bold, line));
            }
            for (column, cell) in row.cells.iter().take(self.columns.len()).enumerate() {
                let (ink, style) = cell.shade.looks(low, high);
                let x = left + column as f64 * across;
                let note = Note { title: &cell.title, href: if ink.is_some() { &row.href } else { "" } };
                let inset = if cell.shade == Shade::Hollow { 1.0 } else { 0.0 };
                if let Some(ink) = ink {
                    let (width, height) = (across - GAP - 2.0 * inset, ROW - GAP - 2.0 * inset);
                    sheet.rect(x + inset, y + inset, width, height, ink, note);
                    if matches!(cell.shade, Shade::Ringed(_)) {
                        let edge = Ink::Stroke(Stroke::Ring);
                        sheet.rect(x + 1.0, y + 1.0, width - 2.0, height - 2.0, edge, Note::default());
                    }
                }
                if style.width(&cell.text) <= across - 1.0 {
                    let middle = x + (across - GAP) / 2.0;
                    sheet.label(Label::new(middle, y + 18.0, Anchor::Middle, style, &cell.text));
                }
            }
        }
    }

    /// The width that the longest name of a column wants.
    fn widest(&self) -> f64 {
        self.columns.iter().map(|name| Type::Muted.width(name)).fold(0.0, f64::max) + 3.0
    }

    /// The height of names that read upwards.
    fn upright(&self) -> f64 {
        self.widest().min(UPRIGHT).ceil()
    }

    /// Over how many columns a name stands: short ones (months, years) that are a little too long stand over every second.
    fn stride(&self, across: f64) -> usize {
        let widest = self.widest();
        if widest > across && widest <= 2.0 * across && widest <= SHORT && self.columns.len() > 6 { 2 } else { 1 }
    }

    /// How the names stand so that each is whole: in turn on as few lines as have room, or upright where three have none.
    fn stand(&self, across: f64) -> Stand {
        let widest = self.widest();
        match (self.stride(across), widest / across) {
            (1, share) if share > 2.0 && (across < TIGHT || share > 3.0) => {
                Stand::Upright(if widest > UPRIGHT && across > 2.0 * Type::Muted.size() + 3.0 { 2 } else { 1 })
            }
            (1, share) if share > 2.0 => Stand::Across(3),
            (1, share) if share > 1.0 => Stand::Across(2),
            _ => Stand::Across(1),
        }
    }

    /// The names of the columns, and what rows and columns are.
    fn heads(&self, sheet: &mut Sheet<'_>, left: f64, across: f64, top: f64) {
        let rows = Type::Muted.fit(&self.rows_name, left - 8.0);
        sheet.label(Label::new(0.0, top - 6.0, Anchor::Start, Type::Muted, rows));
        let stand = self.stand(across);
        let columns = Type::Muted.fit(&self.columns_name, sheet.width - left);
        let above = match stand {
            Stand::Across(levels) => top - 24.0 - (levels - 1) as f64 * LEVEL,
            Stand::Upright(_) => top - 9.0 - self.upright(),
        };
        sheet.label(Label::new(left, above, Anchor::Start, Type::Muted, columns));
        match stand {
            Stand::Across(levels) => self.heads_across(sheet, left, across, top, levels),
            Stand::Upright(lines) => self.heads_upright(sheet, left, across, top, lines),
        }
    }

    /// The names of the columns, each reading upwards over its own, in one line or two.
    fn heads_upright(&self, sheet: &mut Sheet<'_>, left: f64, across: f64, top: f64, lines: usize) {
        for (index, name) in self.columns.iter().enumerate() {
            let middle = left + (index as f64 + 0.5) * across - GAP / 2.0;
            let said = Type::Muted.lines(name, UPRIGHT, lines);
            let first = middle + 4.0 - (said.len().max(1) - 1) as f64 * Type::Muted.size() * 0.54;
            for (line, text) in said.iter().enumerate() {
                let x = first + line as f64 * Type::Muted.size() * 1.08;
                sheet.label(Label::new(x, top - 4.0, Anchor::Up, Type::Muted, text));
            }
        }
    }

    /// The names of the columns on one line or, where they are too long, on up to three in turn.
    fn heads_across(&self, sheet: &mut Sheet<'_>, left: f64, across: f64, top: f64, levels: usize) {
        let stride = self.stride(across);
        let place = |index: usize| {
            let middle = left + (index as f64 + 0.5) * across - GAP / 2.0;
            (middle, top - 6.0 - (levels - 1 - index % levels) as f64 * LEVEL)
        };
        for (middle, y) in (0..self.columns.len()).step_by(stride).map(place).filter(|(_, y)| *y < top - 6.0) {
            sheet.line((middle, y + 3.0), (middle, top - 2.0), Ink::Stroke(Stroke::Grid));
        }
        for (index, name) in self.columns.iter().enumerate().step_by(stride) {
            let (middle, y) = place(index);
            let room = across * (stride * levels) as f64;
            let half = |name: &str| Type::Muted.width(name).min(room) / 2.0;
            // What would run out at the right ends there, and begins behind the name before it on its line.
            let (x, anchor, room) = if middle + half(name) > sheet.width {
                let before =
                    index.checked_sub(stride * levels).map(|before| place(before).0 + half(&self.columns[before]));
                (sheet.width, Anchor::End, sheet.width - before.unwrap_or(left))
            } else {
                (middle, Anchor::Middle, room)
            };
            let label = Label::new(x, y, anchor, Type::Muted, Type::Muted.fit(name, room - 3.0));
            // Over the lines of the names that stand higher.
            if levels > 1 {
                sheet.halo(label)
            } else {
                sheet.label(label)
            };
        }
    }

    /// The least and the greatest value of the cells that are shaded by value.
    fn span(&self) -> (f64, f64) {
        let cells = self.rows.iter().flat_map(|row| &row.cells);
        let values = cells.filter_map(|cell| match cell.shade {
            Shade::Depth(value) | Shade::Ringed(value) if value.is_finite() => Some(value),
            _ => None,
        });
        values.fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(value), high.max(value)))
    }
}

impl Shade {
    /// What the ground is drawn with, and what reads well upon it.
    fn looks(self, low: f64, high: f64) -> (Option<Ink>, Type) {
        match self {
            Self::Depth(value) | Self::Ringed(value) if value.is_finite() => {
                let tone = depth(value, low, high);
                (Some(Ink::Fill(tone)), tone.text_upon())
            }
            Self::Index(index) if index.is_finite() => {
                let tone = around_one(index);
                (Some(Ink::Fill(tone)), tone.text_upon())
            }
            Self::Tone(tone) => (Some(Ink::Fill(tone)), tone.text_upon()),
            Self::Up => (Some(Ink::Stroke(Stroke::AccentWash)), Type::Accent),
            Self::Down => (Some(Ink::Stroke(Stroke::ActWash)), Type::Act),
            Self::Hollow => (Some(Ink::Stroke(Stroke::Dashed)), Type::Accent),
            Self::Depth(_) | Self::Ringed(_) | Self::Index(_) | Self::None => (None, Type::Plain),
        }
    }
}

/// The depth of a value: a quarter of the span each. Where all are equal, the second.
fn depth(value: f64, low: f64, high: f64) -> Tone {
    if low >= high {
        return Tone::C;
    }
    // Halved, because the difference of two huge values may not be finite.
    match (value / 2.0 - low / 2.0) / (high / 2.0 - low / 2.0) {
        share if share < 0.25 => Tone::Ground,
        share if share < 0.5 => Tone::C,
        share if share < 0.75 => Tone::B,
        _ => Tone::A,
    }
}

/// The depth of an index: an ordinary one is within a tenth or two of 1, and three tenths are a peak or a trough (convention; a
/// peak as the rule `peak-without-supply` has it by default).
fn around_one(index: f64) -> Tone {
    match (index * 10.0).round() {
        tenths if tenths <= 7.0 => Tone::Ground,
        tenths if tenths < 12.0 => Tone::C,
        tenths if tenths < 13.0 => Tone::B,
        _ => Tone::A,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_has_the_depth_of_what_is_written_and_a_flat_year_is_of_one_depth() {
        let depths = |indices: &[f64]| indices.iter().map(|index| around_one(*index)).collect::<Vec<_>>();
        assert_eq!(depths(&[0.85, 0.93, 1.0, 1.07, 1.13]), [Tone::C; 5]);
        assert_eq!(
            depths(&[0.2, 0.74, 1.16, 1.24, 1.26, 2.0]),
            [Tone::Ground, Tone::Ground, Tone::B, Tone::B, Tone::A, Tone::A]
        );
    }

    #[test]
    fn a_depth_is_a_quarter_of_the_span() {
        let depths = [0.0, 24.9, 25.0, 50.0, 74.9, 75.0, 100.0].map(|value| depth(value, 0.0, 100.0));
        assert_eq!(depths, [Tone::Ground, Tone::Ground, Tone::C, Tone::B, Tone::B, Tone::A, Tone::A]);
        assert_eq!(depth(3.0, 3.0, 3.0), Tone::C);
        assert_eq!(depth(f64::MAX, f64::MIN, f64::MAX), Tone::A);
    }
}
