//! A dot plot: rows with a dot for now and a grey one for before, joined by a line (concentration, expectation and
//! experience).

use serde::Serialize;

use super::canvas::Note;
use super::ink::{Ink, Stroke};
use super::plot::{Plot, Span};
use super::room::halves;
use super::sheet::{About, Anchor, Area, Format, Label, Placed, Sheet, Size, draw};
use super::table::{Column, Table};
use super::text::Type;
use super::tick::Axis;
use super::tone::Tone;

/// The height of a row.
const ROW: f64 = 30.0;

/// Rows with two dots each.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dots {
    /// Unique in the page, kebab-case.
    pub id: String,
    /// What it is.
    pub name: String,
    /// What it shows, in one sentence.
    pub summary: String,
    /// The axis under the rows; its name, where it has one, stands under its labels.
    pub axis: Axis,
    /// The rows from the top.
    pub rows: Vec<Dot>,
    /// The table's headings: name, before, now. One without words has no column.
    pub headings: [String; 3],
}

/// One row.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dot {
    /// What it is about; shortened with an ellipsis where it is too long.
    pub name: String,
    /// The value before, drawn in grey.
    pub previous: Option<f64>,
    /// That value, finished.
    pub previous_text: String,
    /// The value now; none without data.
    pub current: Option<f64>,
    /// The value, finished, or the words for no data.
    pub current_text: String,
    /// How the dot of now is filled; [`Tone::Accent`] for an ordinary one.
    pub tone: Tone,
    /// The numbers of the grey mark in words.
    pub previous_title: String,
    /// The numbers of the mark in words.
    pub title: String,
}

impl Dots {
    /// What it says about itself.
    pub(super) fn about(&self) -> About<'_> {
        About { id: &self.id, name: &self.name, summary: &self.summary }
    }

    /// The wide and the narrow drawing.
    pub(super) fn svg(&self) -> String {
        halves(|size, width| self.draw(size, width))
    }

    fn draw(&self, size: Size, width: f64) -> String {
        let rows = self.rows.len().max(1) as f64 * ROW;
        let height = rows + if self.axis.name.is_empty() { 30.0 } else { 47.0 };
        draw(Format { size, width, height }, self.about(), |sheet| {
            let names = self.rows.iter().map(|row| Type::Bold.width(&row.name)).fold(0.0, f64::max);
            let names = names.min(sheet.width * 0.42);
            let area = Area { left: names + 16.0, top: 6.0, right: sheet.width - 46.0, bottom: rows + 8.0 };
            let plot = Plot::new(area, Span::of(&self.axis), Span::linear(0.0, 1.0));
            for x in self.axis.ticks.iter().filter(|tick| plot.x.holds(tick.at)).filter_map(|tick| plot.across(tick.at))
            {
                sheet.line((x, area.top), (x, area.bottom), Ink::Stroke(Stroke::Grid));
            }
            plot.columns(sheet, &self.axis.ticks);
            for (index, row) in self.rows.iter().enumerate() {
                row.draw(sheet, &plot, 6.0 + (index as f64 + 0.5) * ROW);
            }
            let name = Type::Muted.fit(&self.axis.name, area.right);
            sheet.label(Label::new(area.right, area.bottom + 34.0, Anchor::End, Type::Muted, name));
        })
    }

    /// One row per row.
    pub(super) fn table(&self) -> Table {
        let rows = self.rows.iter().map(|row| [row.name.clone(), row.previous_text.clone(), row.current_text.clone()]);
        Table::new(&self.headings, [Column::Words, Column::Figures, Column::Figures], rows)
    }
}

impl Dot {
    /// Draws the row round a line.
    fn draw(&self, sheet: &mut Sheet<'_>, plot: &Plot, y: f64) {
        let before = self.previous.and_then(|value| plot.across(value));
        let now = self.current.and_then(|value| plot.across(value));
        if let (Some(before), Some(now)) = (before, now) {
            sheet.line((before, y), (now, y), Ink::Stroke(Stroke::Wire));
        }
        if let Some(x) = before {
            sheet.circle((x, y), 4.5, Ink::Fill(Tone::Mute), Note::title(&self.previous_title));
        }
        if let Some(x) = now {
            sheet.circle((x, y), 5.0, Ink::Fill(self.tone), Note::title(&self.title));
        }
        let name = Type::Bold.fit(&self.name, plot.area.left - 10.0);
        sheet.label(Label::new(0.0, y + 4.0, Anchor::Start, Type::Bold, name));
        let style = match (now, self.tone) {
            (None, _) => Type::Muted,
            (Some(_), Tone::Act) => Type::Act,
            (Some(_), _) => Type::Bold,
        };
        // At its own dot, on the side where the grey one is not.
        let place = now.or(before).unwrap_or(plot.area.left - 10.0);
        let right = Label::new(place + 10.0, y + 4.0, Anchor::Start, style, &self.current_text);
        let left = Label::new(place - 10.0, y + 4.0, Anchor::End, style, &self.current_text);
        let sides = match (before, now) {
            (Some(before), Some(now)) if before > now => [left, right],
            _ => [right, left],
        };
        let clear = |label: &Label| {
            let area = label.area();
            before.is_none_or(|x| x + 4.5 < area.left || x - 4.5 > area.right)
                && area.left >= plot.area.left - 10.0
                && area.right <= sheet.width
        };
        let order = if clear(&sides[0]) || !clear(&sides[1]) { [0, 1] } else { [1, 0] };
        if sheet.halo(sides[order[0]].clone()) == Placed::No {
            sheet.halo(sides[order[1]].clone());
        }
    }
}
