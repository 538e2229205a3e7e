//! Upright bars by period with their value upon or above them, and a cap that they should not cross (concessions against
//! the room there is).

use serde::Serialize;

use super::canvas::Note;
use super::ink::{Ink, Stroke};
use super::plot::{Plot, Span, gutter};
use super::room::Room;
use super::sheet::{About, Anchor, Area, Format, Label, Sheet, Size, draw};
use super::table::{Column as TableColumn, Table};
use super::text::Type;
use super::tick::Tick;
use super::tone::Tone;

/// Between two lines of the words of the cap.
const LINE: f64 = 15.0;

/// Upright bars with a cap.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Columns {
    /// Unique in the page, kebab-case.
    pub id: String,
    /// What it is.
    pub name: String,
    /// What it shows, in one sentence.
    pub summary: String,
    /// The bars from the left.
    pub bars: Vec<ColumnBar>,
    /// Labels of the upright axis, in the unit of the values.
    pub ticks: Vec<Tick>,
    /// The cap or target with the words at its end ("上限 30%").
    pub cap: Option<Tick>,
    /// How much room it has.
    pub room: Room,
    /// The table's headings: period, value. One without words has no column.
    pub headings: [String; 2],
}

/// One bar.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ColumnBar {
    /// The label under it.
    pub label: String,
    /// Its whole name, for the table.
    pub name: String,
    /// Its value; none without data.
    pub value: Option<f64>,
    /// The value, finished, or the words for no data.
    pub text: String,
    /// How it is filled.
    pub tone: Tone,
    /// The mark's numbers in words.
    pub title: String,
}

impl Columns {
    /// What it says about itself.
    pub(super) fn about(&self) -> About<'_> {
        About { id: &self.id, name: &self.name, summary: &self.summary }
    }

    /// The drawings, the widest first.
    pub(super) fn svg(&self) -> String {
        let broad = self.room.broad(|size, width| self.draw(size, width));
        broad + &self.draw(Size::Wide, 600.0) + &self.draw(Size::Narrow, 350.0)
    }

    /// One row per bar.
    pub(super) fn table(&self) -> Table {
        let rows = self.bars.iter().map(|bar| [bar.name.clone(), bar.text.clone()]);
        Table::new(&self.headings, [TableColumn::Words, TableColumn::Figures], rows)
    }

    fn draw(&self, size: Size, width: f64) -> String {
        draw(Format { size, width, height: 230.0 }, self.about(), |sheet| {
            let said = self.cap.as_ref().map(|cap| Type::Bold.lines(&cap.text, width * 0.2, 3)).unwrap_or_default();
            let cap = said.iter().map(|line| Type::Bold.width(line)).fold(0.0, f64::max);
            let cap = if said.is_empty() { cap } else { cap + 8.0 };
            let area = Area { left: gutter(&self.ticks), top: 20.0, right: width - cap - 4.0, bottom: 202.0 };
            let values = self.bars.iter().filter_map(|bar| bar.value).chain(self.ticks.iter().map(|tick| tick.at));
            let y = Span::with_zero(values.chain(self.cap.iter().map(|cap| cap.at)));
            let plot = Plot::new(area, Span::linear(0.0, self.bars.len() as f64), y);
            plot.rows(sheet, &self.ticks);
            let slot = (area.right - area.left) / self.bars.len().max(1) as f64;
            let cap = self.cap.as_ref().and_then(|cap| Some((cap, plot.down(cap.at)?)));
            // The highest first: where bars are too narrow for all values, its value is the one that stands.
            let mut order: Vec<usize> = (0..self.bars.len()).collect();
            order.sort_by(|a, b| {
                let height = |at: &usize| self.bars[*at].value.map_or(-1.0, f64::abs);
                height(b).total_cmp(&height(a)).then(a.cmp(b))
            });
            let all_fit = self.bars.iter().all(|bar| Type::Bold.width(&bar.text) <= slot - 2.0);
            // Against a cap, bars hold their values where the slots leave the room: over a bar they would cross its line.
            let held = self.bars.iter().map(|bar| bar.tone.text_upon().width(&bar.text) + 4.5).fold(0.0, f64::max);
            let usual = (slot * 0.6).min(60.0);
            let bar = if cap.is_some() && held <= slot * 0.85 { usual.max(held) } else { usual };
            for (rank, index) in order.into_iter().enumerate() {
                let column = Slot {
                    middle: area.left + (index as f64 + 0.5) * slot,
                    width: slot,
                    bar,
                    line: cap.map(|(_, y)| y),
                    room: if all_fit || rank > 0 { slot } else { slot * 3.0 },
                };
                self.bars[index].draw(sheet, &plot, &column);
            }
            self.labels(sheet, area.left, slot);
            if let Some((_, y)) = cap {
                sheet.line((area.left, y), (area.right, y), Ink::Stroke(Stroke::Cut));
                let first = y + 4.0 - (said.len().max(1) - 1) as f64 * LINE / 2.0;
                for (at, line) in said.iter().enumerate() {
                    let base = at as f64 * LINE + first;
                    sheet.label(Label::new(area.right + 6.0, base, Anchor::Start, Type::Bold, line));
                }
            }
        })
    }

    /// The labels under the bars: of each, or of every second, third … where they are too wide.
    fn labels(&self, sheet: &mut Sheet<'_>, left: f64, slot: f64) {
        let widest = self.bars.iter().map(|bar| Type::Muted.width(&bar.label)).fold(0.0, f64::max);
        // What is too wide even for three (a name, no month) is shortened.
        let stride = (1..=3).find(|stride| widest <= slot * *stride as f64 - 4.0).unwrap_or(1);
        for (index, bar) in self.bars.iter().enumerate().step_by(stride) {
            let middle = left + (index as f64 + 0.5) * slot;
            let label = Type::Muted.fit(&bar.label, slot * stride as f64 - 4.0);
            sheet.label(Label::new(middle, 222.0, Anchor::Middle, Type::Muted, label));
        }
    }
}

/// The place of a bar.
struct Slot {
    /// Pixels from the left to its middle.
    middle: f64,
    /// How wide it is.
    width: f64,
    /// How wide the bar is.
    bar: f64,
    /// Pixels from the top to the line of the cap, which no value should stand upon.
    line: Option<f64>,
    /// The room that a value over the bar has.
    room: f64,
}

impl ColumnBar {
    /// Draws the bar in its slot: its value upon it where there is room, else over it, and clear of the cap.
    fn draw(&self, sheet: &mut Sheet<'_>, plot: &Plot, slot: &Slot) {
        let (middle, line) = (slot.middle, slot.line.unwrap_or(f64::NAN));
        let zero = plot.down(0.0).unwrap_or(plot.area.bottom);
        let Some(end) = self.value.and_then(|value| plot.down(value)) else {
            let text = Type::Muted.fit(&self.text, slot.width - 4.0);
            sheet.label(Label::new(middle, zero - 6.0, Anchor::Middle, Type::Muted, text));
            return;
        };
        let (width, top, height) = (slot.bar, end.min(zero), (end - zero).abs());
        sheet.rect(middle - width / 2.0, top, width, height, Ink::Fill(self.tone), Note::title(&self.title));
        let upon = self.tone.text_upon();
        let (bottom, is_up) = (top + height, end <= zero);
        // The capitals and figures of a line of text reach 9 pixels up from its base.
        let is_struck = |base: f64| line > base - 12.0 && line < base + 4.0;
        if upon.width(&self.text) + 4.0 <= width && height >= 24.0 {
            let bases = if is_up { [top + 15.0, line + 15.0] } else { [bottom - 8.0, line - 7.0] };
            let inside = |base: &f64| *base >= top + 14.0 && *base <= bottom - 6.0 && !is_struck(*base);
            if let Some(base) = bases.into_iter().find(inside) {
                sheet.label(Label::new(middle, base, Anchor::Middle, upon, &self.text));
                return;
            }
        }
        let base = if is_up { top - 5.0 } else { bottom + 13.0 };
        let clear = if is_up { line - 5.0 } else { line + 13.0 };
        let base = if is_struck(base) { clear } else { base };
        // The half of a number is another number.
        if Type::Bold.width(&self.text) <= slot.room {
            sheet.halo(Label::new(middle, base, Anchor::Middle, Type::Bold, &self.text));
        }
    }
}
