//! Stacked horizontal bars, one per row: a wallet, a quota, several in comparison. Each part carries its words where they
//! fit; the key above stands in the order of the stack.

use serde::Serialize;

use super::canvas::Note;
use super::ink::{Ink, Stroke};
use super::sheet::{About, Anchor, Format, Label, Sheet, Size, draw};
use super::table::{Heading, Table};
use super::text::Type;
use super::tone::Tone;

/// The height of a row, the gap included.
const ROW: f64 = 36.0;
/// The height of its bar.
const BAR: f64 = 24.0;
/// The height of a name above its bar.
const NAME: f64 = 18.0;

/// Rows that consist of parts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Stacked {
    /// Unique in the page, kebab-case.
    pub id: String,
    /// What it is.
    pub name: String,
    /// What it shows, in one sentence.
    pub summary: String,
    /// What the parts are, in stack order.
    pub parts: Vec<StackPart>,
    /// The rows from the top.
    pub rows: Vec<StackRow>,
    /// Whether the rows share one scale or each fills the width.
    pub scale: StackScale,
    /// The headings of the table's first and last column, row and total; the parts head the others. A total without
    /// words has no column.
    pub headings: [String; 2],
}

/// One part of every row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StackPart {
    /// Its name in the key.
    pub name: String,
    /// How it is filled.
    pub tone: Tone,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StackRow {
    /// What it is about; shortened with an ellipsis where it is too long. Empty where there is only one.
    pub name: String,
    /// A value per part.
    pub values: Vec<StackValue>,
    /// The total, finished; at the end of the bar. Empty for none.
    pub total_text: String,
    /// A relative link; empty for none.
    pub href: String,
}

/// One part of one row.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StackValue {
    /// How much; what is not above zero has no bar.
    pub value: f64,
    /// That value, finished.
    pub text: String,
    /// The mark's numbers in words.
    pub title: String,
}

/// How long the bars are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum StackScale {
    /// As long as their totals.
    Amounts,
    /// All as long as the width: shares.
    Shares,
}

impl Stacked {
    /// What it says about itself.
    pub(super) fn about(&self) -> About<'_> {
        About { id: &self.id, name: &self.name, summary: &self.summary }
    }

    /// The wide and the narrow drawing.
    pub(super) fn svg(&self) -> String {
        self.draw(Size::Wide, 600.0) + &self.draw(Size::Narrow, 350.0)
    }

    /// One row per row, one column per part.
    pub(super) fn table(&self) -> Table {
        let words = |text: &str, numeric: bool| Heading { text: text.to_owned(), numeric };
        let [row_head, total_head] = &self.headings;
        let mut head = vec![words(row_head, false)];
        head.extend(self.parts.iter().map(|part| words(&part.name, true)));
        let total = !total_head.is_empty();
        head.extend(total.then(|| words(total_head, true)));
        let rows = self.rows.iter().map(|row| {
            let values = (0..self.parts.len())
                .map(|part| row.values.get(part).map_or_else(String::new, |value| value.text.clone()));
            let mut cells: Vec<_> = std::iter::once(row.name.clone()).chain(values).collect();
            cells.extend(total.then(|| row.total_text.clone()));
            cells
        });
        Table { head, rows: rows.collect() }
    }

    fn draw(&self, size: Size, width: f64) -> String {
        let lines = self.key(width);
        let top = lines.iter().map(|line| line.2).fold(0.0, f64::max) + 28.0;
        let widest = |texts: &mut dyn Iterator<Item = f64>| texts.fold(0.0, f64::max);
        let names = widest(&mut self.rows.iter().map(|row| Type::Bold.width(&row.name)));
        // Names that would take the room of the bars, or be cut, stand above them.
        let lift = if names > width * 0.3 { NAME } else { 0.0 };
        let step = ROW + lift;
        let height = top + self.rows.len().max(1) as f64 * step;
        draw(Format { size, width, height }, self.about(), |sheet| {
            for &(index, x, y) in &lines {
                let part = &self.parts[index];
                sheet.rect(x, y + 4.0, 10.0, 10.0, Ink::Fill(part.tone), Note::default());
                sheet.label(Label::new(
                    x + 15.0,
                    y + 13.5,
                    Anchor::Start,
                    Type::Plain,
                    Type::Plain.fit(&part.name, width - 15.0),
                ));
            }
            let totals = widest(&mut self.rows.iter().map(|row| Type::Plain.width(&row.total_text))).min(width * 0.25);
            let left = if names > 0.0 && lift <= 0.0 { names + 12.0 } else { 1.0 };
            let room = width - left - if totals > 0.0 { totals + 8.0 } else { 1.0 };
            let longest = self.rows.iter().map(StackRow::total).fold(0.0, f64::max);
            for (index, row) in self.rows.iter().enumerate() {
                let longest = if self.scale == StackScale::Shares { row.total() } else { longest };
                let upper = top + index as f64 * step;
                let (base, name_room) = if lift > 0.0 { (upper + 11.0, width) } else { (upper + 16.0, left - 8.0) };
                sheet.label(Label::new(0.0, base, Anchor::Start, Type::Bold, Type::Bold.fit(&row.name, name_room)));
                self.row(sheet, row, (left, upper + lift), room / longest);
                if lift > 0.0 {
                    let ends = (upper + lift - 1.0, upper + lift + BAR + 1.0);
                    sheet.line((left - 0.5, ends.0), (left - 0.5, ends.1), Ink::Stroke(Stroke::Axis));
                }
            }
            if lift <= 0.0 {
                let bottom = top + self.rows.len() as f64 * ROW - (ROW - BAR) + 2.0;
                sheet.line((left - 0.5, top - 2.0), (left - 0.5, bottom), Ink::Stroke(Stroke::Axis));
            }
        })
    }

    /// The places of the key's parts, in lines that fit.
    fn key(&self, width: f64) -> Vec<(usize, f64, f64)> {
        let (mut x, mut y) = (0.0, 0.0);
        let mut places = Vec::with_capacity(self.parts.len());
        for (index, part) in self.parts.iter().enumerate() {
            let room = 15.0 + Type::Plain.width(&part.name) + 18.0;
            if x > 0.0 && x + room - 18.0 > width {
                (x, y) = (0.0, y + 20.0);
            }
            places.push((index, x, y));
            x += room;
        }
        places
    }

    /// A row with its upper left corner; `scale` is pixels per unit.
    fn row(&self, sheet: &mut Sheet<'_>, row: &StackRow, (left, top): (f64, f64), scale: f64) {
        let (mut x, base) = (left, top + 16.0);
        for (value, part) in row.values.iter().zip(&self.parts) {
            let width = value.length() * scale;
            if !width.is_finite() || width <= 0.0 {
                continue;
            }
            let note = Note { title: &value.title, href: &row.href };
            sheet.rect(x, top, (width - 1.0).max(0.5), BAR, Ink::Fill(part.tone), note);
            let style = part.tone.text_upon();
            if style.width(&value.text) + 8.0 <= width {
                sheet.label(Label::new(x + width / 2.0 - 0.5, base, Anchor::Middle, style, &value.text));
            }
            x += width;
        }
        let text = Type::Plain.fit(&row.total_text, sheet.width - x - 7.0);
        sheet.label(Label::new(x + 7.0, base, Anchor::Start, Type::Plain, text));
    }
}

impl StackRow {
    /// How much it is altogether; never nothing, never beyond what can be drawn.
    fn total(&self) -> f64 {
        self.values.iter().map(StackValue::length).sum::<f64>().max(f64::MIN_POSITIVE)
    }
}

impl StackValue {
    /// The value where it has a bar.
    fn length(&self) -> f64 {
        if self.value.is_finite() && self.value > 0.0 { self.value.min(1e290) } else { 0.0 }
    }
}
