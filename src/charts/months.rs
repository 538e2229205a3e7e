//! Bars by month, each with a tick for the same month of the year before. A month that is not complete is hollow;
//! a month without data has no bar.

use serde::Serialize;

use super::canvas::Note;
use super::ink::{Ink, Stroke};
use super::plot::{Plot, Span, gutter};
use super::room::Room;
use super::sheet::{About, Anchor, Area, Format, Label, Sheet, Size, draw};
use super::table::{Column, Table};
use super::text::Type;
use super::tick::Tick;
use super::tone::Tone;

/// How many pixels a note may rise over its own bar to clear the neighbours.
const FARTHEST: f64 = 20.0;

/// Amounts by month.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Months {
    /// Unique in the page, kebab-case.
    pub id: String,
    /// What it is.
    pub name: String,
    /// What it shows, in one sentence.
    pub summary: String,
    /// The months in their order.
    pub bars: Vec<MonthBar>,
    /// Labels of the upright axis, in the unit of the values.
    pub ticks: Vec<Tick>,
    /// How much room it has.
    pub room: Room,
    /// The table's headings: month, amount, the year before. One without words has no column.
    pub headings: [String; 3],
}

/// One month.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MonthBar {
    /// The label under the bar ("7月"); in a crowd, only every second, third, … is drawn.
    pub label: String,
    /// The year, drawn once under the first month of each; empty for none.
    pub year: String,
    /// The whole name of the month, for the table.
    pub name: String,
    /// The amount; none without data.
    pub value: Option<f64>,
    /// The amount, finished.
    pub value_text: String,
    /// The amount of the same month of the year before.
    pub previous: Option<f64>,
    /// That amount, finished.
    pub previous_text: String,
    /// How much of the month the amount covers.
    pub extent: Extent,
    /// How the bar is filled; [`Tone::A`] for an ordinary one.
    pub tone: Tone,
    /// A finished label over the bar ("旺季 566 万"); empty for none. The earlier ones win.
    pub note: String,
    /// The mark's numbers in words.
    pub title: String,
}

/// How much of its period an amount covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Extent {
    /// All of it.
    Whole,
    /// Only its beginning or its end: the bar is hollow.
    Partial,
}

impl Months {
    /// What it says about itself.
    pub(super) fn about(&self) -> About<'_> {
        About { id: &self.id, name: &self.name, summary: &self.summary }
    }

    /// The drawings, the widest first.
    pub(super) fn svg(&self) -> String {
        let wide = Format { size: Size::Wide, width: 600.0, height: 230.0 };
        let narrow = Format { size: Size::Narrow, width: 350.0, height: 210.0 };
        let broad = self.room.broad(|size, width| self.draw(Format { size, width, height: 260.0 }));
        broad + &self.draw(wide) + &self.draw(narrow)
    }

    /// One row per month.
    pub(super) fn table(&self) -> Table {
        let rows = self.bars.iter().map(|bar| [bar.name.clone(), bar.value_text.clone(), bar.previous_text.clone()]);
        Table::new(&self.headings, [Column::Words, Column::Figures, Column::Figures], rows)
    }

    fn draw(&self, format: Format) -> String {
        draw(format, self.about(), |sheet| {
            let area =
                Area { left: gutter(&self.ticks), top: 22.0, right: sheet.width - 8.0, bottom: sheet.height - 42.0 };
            let values = self.bars.iter().flat_map(|bar| [bar.value, bar.previous]).flatten();
            let y = Span::with_zero(values.chain(self.ticks.iter().map(|tick| tick.at)));
            let plot = Plot::new(area, Span::linear(0.0, self.bars.len() as f64), y);
            plot.rows(sheet, &self.ticks);
            self.bars(sheet, &plot);
            self.before(sheet, &plot);
            self.months(sheet, &plot);
            self.notes(sheet, &plot);
        })
    }

    /// The width of a month in pixels.
    fn slot(&self, plot: &Plot) -> f64 {
        (plot.area.right - plot.area.left) / self.bars.len().max(1) as f64
    }

    /// The months with the middle of their slots.
    fn slots<'a>(&'a self, plot: &Plot) -> impl Iterator<Item = (f64, &'a MonthBar)> {
        let (left, slot) = (plot.area.left, self.slot(plot));
        self.bars.iter().enumerate().map(move |(index, bar)| (left + (index as f64 + 0.5) * slot, bar))
    }

    fn bars(&self, sheet: &Sheet<'_>, plot: &Plot) {
        let width = (self.slot(plot) * 0.64).min(48.0);
        for (middle, bar) in self.slots(plot) {
            let top = bar.value.and_then(|value| plot.down(value));
            if let (Some(top), Some(zero)) = (top, plot.down(0.0)) {
                let ink = match bar.extent {
                    Extent::Whole => Ink::Fill(bar.tone),
                    Extent::Partial => Ink::Stroke(Stroke::Dashed),
                };
                let (left, height) = (middle - width / 2.0, (zero - top).abs());
                sheet.rect(left, top.min(zero), width, height, ink, Note::title(&bar.title));
            }
        }
    }

    /// The ticks of the year before, wider than the bars.
    fn before(&self, sheet: &Sheet<'_>, plot: &Plot) {
        let half = (self.slot(plot) * 0.42).min(30.0);
        for (middle, bar) in self.slots(plot) {
            if let Some(y) = bar.previous.and_then(|previous| plot.down(previous)) {
                let (from, to) = ((middle - half, y), (middle + half, y));
                sheet.line(from, to, Ink::Stroke(Stroke::BeforeHalo));
                sheet.line(from, to, Ink::Stroke(Stroke::Before));
            }
        }
    }

    /// The months under the plot, every one or every few, and the years under these.
    fn months(&self, sheet: &mut Sheet<'_>, plot: &Plot) {
        let widest = self.bars.iter().map(|bar| Type::Muted.width(&bar.label)).fold(0.0, f64::max) + 6.0;
        let slot = self.slot(plot);
        let stride = [1, 2, 3, 4, 6, 12, 24].into_iter().find(|&stride| slot * f64::from(stride) >= widest);
        let stride = usize::try_from(stride.unwrap_or(36)).unwrap_or(1);
        let mut year = "";
        for (index, (middle, bar)) in self.slots(plot).enumerate() {
            if index % stride == 0 {
                sheet.label(Label::new(middle, plot.area.bottom + 18.0, Anchor::Middle, Type::Muted, &bar.label));
            }
            if bar.year != year {
                year = &bar.year;
                let left = middle - Type::Muted.width(&bar.label) / 2.0;
                let left = left.min(sheet.width - Type::Muted.width(year));
                sheet.label(Label::new(left, plot.area.bottom + 35.0, Anchor::Start, Type::Muted, year));
            }
        }
    }

    /// The words over bars that are singled out. They rise over the neighbours that they would cover; where that were
    /// too far for a reader to see whose they are, they are left out.
    fn notes(&self, sheet: &mut Sheet<'_>, plot: &Plot) {
        let zero = plot.down(0.0).unwrap_or(plot.area.bottom);
        let top = |bar: &MonthBar| {
            let values = [bar.value, bar.previous].into_iter().flatten();
            values.filter_map(|value| plot.down(value)).fold(zero, f64::min)
        };
        for (middle, bar) in self.slots(plot).filter(|(_, bar)| !bar.note.is_empty()) {
            let style = if bar.tone == Tone::Act { Type::Act } else { Type::Bold };
            let half = style.width(&bar.note) / 2.0;
            let x = middle.min(sheet.width - half).max(half);
            let reach = half + self.slot(plot) * 0.4;
            let covered = self.slots(plot).filter(|(other, _)| (other - x).abs() < reach);
            let highest = covered.map(|(_, bar)| top(bar)).fold(top(bar), f64::min);
            if top(bar) - highest <= FARTHEST {
                sheet.halo(Label::new(x, highest - 8.0, Anchor::Middle, style, &bar.note));
            }
        }
    }
}
