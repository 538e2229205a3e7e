//! A strip of periods in their order: filled where something happened (a purchase, a visit), hollow where it was expected
//! and did not, nothing where it was not, with events marked above. Regularity is seen at a glance.

use serde::Serialize;

use super::canvas::Note;
use super::ink::{Ink, Stroke};
use super::sheet::{About, Anchor, Format, Label, Sheet, Size, draw};
use super::table::{Column, Table};
use super::text::Type;
use super::tone::Tone;

/// The height of a cell.
const CELL: f64 = 18.0;
/// The widest cell, the gap included.
const WIDEST: f64 = 52.0;
/// From the top to the cells: two lines of events and their marks.
const TOP: f64 = 42.0;

/// Periods in their order.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Strip {
    /// Unique in the page, kebab-case.
    pub id: String,
    /// What it is.
    pub name: String,
    /// What it shows, in one sentence.
    pub summary: String,
    /// The periods in their order.
    pub cells: Vec<StripCell>,
    /// The table's headings: period, what happened, event. One without words has no column.
    pub headings: [String; 3],
}

/// One period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StripCell {
    /// The label under it ("7月"); in a crowd, only every second, third, … is drawn.
    pub label: String,
    /// The year or quarter, drawn once under the first of each; empty for none.
    pub group: String,
    /// Its whole name, for the table.
    pub name: String,
    /// Whether it happened.
    pub state: StripState,
    /// What happened, finished, for the table.
    pub text: String,
    /// An event, a finished label above ("换采购总监"); empty for none.
    pub event: String,
    /// How the event is marked.
    pub event_tone: Tone,
    /// The mark's facts in words.
    pub title: String,
}

/// Whether something happened in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum StripState {
    /// It did; filled by its meaning.
    Full(Tone),
    /// It was due and did not: hollow.
    Due,
    /// Nothing, and nothing was due.
    Empty,
}

impl Strip {
    /// What it says about itself.
    pub(super) fn about(&self) -> About<'_> {
        About { id: &self.id, name: &self.name, summary: &self.summary }
    }

    /// The wide and the narrow drawing.
    pub(super) fn svg(&self) -> String {
        self.draw(Size::Wide, 600.0) + &self.draw(Size::Narrow, 350.0)
    }

    /// One row per period.
    pub(super) fn table(&self) -> Table {
        let rows = self.cells.iter().map(|cell| [cell.name.clone(), cell.text.clone(), cell.event.clone()]);
        Table::new(&self.headings, [Column::Words; 3], rows)
    }

    fn draw(&self, size: Size, width: f64) -> String {
        let top = if self.cells.iter().any(|cell| !cell.event.is_empty()) { TOP } else { 2.0 };
        let grouped = self.cells.iter().any(|cell| !cell.group.is_empty());
        let height = top + CELL + if grouped { 40.0 } else { 23.0 };
        draw(Format { size, width, height }, self.about(), |sheet| {
            let slot = (width / self.cells.len().max(1) as f64).min(WIDEST);
            let gap = (slot * 0.12).min(2.0);
            for (index, cell) in self.cells.iter().enumerate() {
                let x = index as f64 * slot;
                let note = Note::title(&cell.title);
                match cell.state {
                    StripState::Full(tone) => sheet.rect(x, top, slot - gap, CELL, Ink::Fill(tone), note),
                    StripState::Due => {
                        sheet.rect(x + 0.7, top + 0.7, slot - gap - 1.4, CELL - 1.4, Ink::Stroke(Stroke::Box), note);
                    }
                    StripState::Empty => sheet.rect(x, top, slot - gap, CELL, Ink::Fill(Tone::Ground), note),
                }
            }
            self.periods(sheet, slot, top + CELL);
            self.events(sheet, slot, top);
        })
    }

    /// The periods under the cells, and their groups under these.
    fn periods(&self, sheet: &mut Sheet<'_>, slot: f64, bottom: f64) {
        let widest = self.cells.iter().map(|cell| Type::Muted.width(&cell.label)).fold(0.0, f64::max) + 4.0;
        let stride = [1, 2, 3, 4, 6, 12, 24].into_iter().find(|&stride| slot * stride as f64 >= widest).unwrap_or(36);
        let mut group = "";
        for (index, cell) in self.cells.iter().enumerate() {
            let left = index as f64 * slot;
            if index % stride == 0 {
                let x = left.min(sheet.width - Type::Muted.width(&cell.label));
                sheet.label(Label::new(x, bottom + 16.0, Anchor::Start, Type::Muted, &cell.label));
            }
            if cell.group != group {
                group = &cell.group;
                let x = left.min(sheet.width - Type::Muted.width(group));
                sheet.label(Label::new(x, bottom + 33.0, Anchor::Start, Type::Muted, group));
            }
        }
    }

    /// The events above their cells, on one of two lines.
    fn events(&self, sheet: &mut Sheet<'_>, slot: f64, top: f64) {
        for (index, cell) in self.cells.iter().enumerate().filter(|(_, cell)| !cell.event.is_empty()) {
            let x = (index as f64 + 0.5) * slot;
            let style = match cell.event_tone {
                Tone::Act => Type::Act,
                Tone::Watch => Type::Watch,
                _ => Type::Plain,
            };
            let half = style.width(&cell.event) / 2.0;
            let middle = x.min(sheet.width - half).max(half);
            sheet.polygon(
                &[(x, top - 3.0), (x - 3.0, top - 8.0), (x + 3.0, top - 8.0)],
                Ink::Fill(if cell.event_tone == Tone::Ground { Tone::Mute } else { cell.event_tone }),
                Note::title(&cell.event),
            );
            sheet.callout([28.0, 12.0].map(|base| Label::new(middle, base, Anchor::Middle, style, &cell.event)));
        }
    }
}
