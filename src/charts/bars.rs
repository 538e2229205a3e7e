//! Horizontal bars, one per row: the largest changes, the product mix, regions. Signed: what is below zero grows to the
//! left. A row may carry a second value as a tick, and a row without data says so in its value's place. The one number of a row
//! is its value, behind its bar; where the tick is in the way upon the bar's end, and of a short bar behind the tick. What the tick says
//! is in the table and in the hint.

use serde::Serialize;

use super::canvas::Note;
use super::ink::{Ink, Stroke};
use super::plot::{Plot, Span};
use super::room::halves;
use super::sheet::{About, Anchor, Area, Format, Label, Sheet, Size, draw};
use super::table::{Column, Table};
use super::text::Type;
use super::tone::Tone;

/// The height of a row.
const ROW: f64 = 26.0;
/// What the second line of a long name adds to it.
const LINE: f64 = 14.0;
/// The part of the width that names take at most.
const NAMES: f64 = 0.42;
/// Between a mark and what stands beside it.
const AIR: f64 = 5.0;

/// Rows with a bar each.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bars {
    /// Unique in the page, kebab-case.
    pub id: String,
    /// What it is.
    pub name: String,
    /// What it shows, in one sentence.
    pub summary: String,
    /// The rows from the top.
    pub bars: Vec<Bar>,
    /// The table's headings: name, value, second value. One without words has no column.
    pub headings: [String; 3],
}

/// One row.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bar {
    /// What it is about, on two lines where it is long; shortened with an ellipsis beyond that.
    pub name: String,
    /// Its value; none without data.
    pub value: Option<f64>,
    /// The value, finished, or the words for no data.
    pub value_text: String,
    /// A second value (last year, a target), drawn as a tick.
    pub tick: Option<f64>,
    /// The second value, finished.
    pub tick_text: String,
    /// How the bar is filled.
    pub tone: Tone,
    /// A relative link; empty for none.
    pub href: String,
    /// The mark's numbers in words.
    pub title: String,
}

impl Bars {
    /// What it says about itself.
    pub(super) fn about(&self) -> About<'_> {
        About { id: &self.id, name: &self.name, summary: &self.summary }
    }

    /// The wide and the narrow drawing.
    pub(super) fn svg(&self) -> String {
        halves(|size, width| self.draw(size, width))
    }

    fn draw(&self, size: Size, width: f64) -> String {
        let names: Vec<Vec<String>> =
            self.bars.iter().map(|bar| Type::Bold.lines(&bar.name, width * NAMES, 2)).collect();
        let heights: Vec<f64> = names.iter().map(|lines| if lines.len() > 1 { ROW + LINE } else { ROW }).collect();
        let height = heights.iter().sum::<f64>().max(ROW) + 8.0;
        draw(Format { size, width, height }, self.about(), |sheet| {
            let plot = self.plot(&names, sheet.width, height);
            let zero = plot.across(0.0).unwrap_or(plot.area.left);
            let mut top = 4.0;
            for ((bar, lines), height) in self.bars.iter().zip(&names).zip(heights) {
                let middle = top + height / 2.0;
                for (line, y) in lines.iter().zip([0.0, LINE]) {
                    let base = middle + 4.0 - (lines.len() - 1) as f64 * LINE / 2.0 + y;
                    sheet.label(Label::new(0.0, base, Anchor::Start, Type::Bold, line));
                }
                bar.draw(sheet, &plot, zero, middle);
                top += height;
            }
            sheet.line((zero, 2.0), (zero, height - 2.0), Ink::Stroke(Stroke::Axis));
        })
    }

    /// Names at the left, room for a value at the ends where bars grow to.
    fn plot(&self, names: &[Vec<String>], width: f64, height: f64) -> Plot {
        let widest = |texts: &mut dyn Iterator<Item = f64>| texts.fold(0.0, f64::max);
        let names = widest(&mut names.iter().flatten().map(|line| Type::Bold.width(line))).min(width * NAMES);
        let span = Span::with_zero(self.bars.iter().flat_map(|bar| [bar.value, bar.tick]).flatten());
        let text = |bar: &Bar| Type::Bold.width(&bar.value_text).min(width * 0.3) + AIR + 2.0;
        let below = |bar: &&Bar| bar.value.is_some_and(|value| value < 0.0);
        let before = widest(&mut self.bars.iter().filter(below).map(text));
        let after = widest(&mut self.bars.iter().filter(|bar| !below(bar)).map(text)).max(8.0);
        let area = Area { left: names + 12.0 + before, top: 0.0, right: width - after, bottom: height };
        Plot::new(area, span, Span::linear(0.0, 1.0))
    }

    /// One row per bar.
    pub(super) fn table(&self) -> Table {
        let rows = self.bars.iter().map(|bar| [bar.name.clone(), bar.value_text.clone(), bar.tick_text.clone()]);
        Table::new(&self.headings, [Column::Words, Column::Figures, Column::Figures], rows)
    }
}

impl Bar {
    /// Draws the row round a line.
    fn draw(&self, sheet: &mut Sheet<'_>, plot: &Plot, zero: f64, middle: f64) {
        let base = middle + 4.0;
        let end = self.value.and_then(|value| plot.across(value));
        if let Some(end) = end {
            let note = Note { title: &self.title, href: &self.href };
            sheet.rect(zero.min(end), middle - 8.0, (end - zero).abs(), 16.0, Ink::Fill(self.tone), note);
        }
        let tick = self.tick.and_then(|tick| plot.across(tick));
        if let Some(tick) = tick {
            sheet.line((tick, middle - 11.0), (tick, middle + 11.0), Ink::Stroke(Stroke::BeforeHalo));
            sheet.line((tick, middle - 11.0), (tick, middle + 11.0), Ink::Stroke(Stroke::Before));
        }
        let style = match (end, self.tone) {
            (None, _) => Type::Muted,
            (Some(_), Tone::Act) => Type::Act,
            (Some(_), _) => Type::Plain,
        };
        let (way, anchor) =
            if self.value.is_some_and(|value| value < 0.0) { (-1.0, Anchor::End) } else { (1.0, Anchor::Start) };
        let end = end.unwrap_or(zero);
        let reach = AIR + style.width(&self.value_text) + 3.0;
        let in_the_way = tick.filter(|tick| (-2.0..reach).contains(&(way * (tick - end))));
        if in_the_way.is_some() && (end - zero).abs() > reach {
            // Behind the tick it would read as the tick's.
            let (style, anchor) = (self.tone.text_upon(), if way < 0.0 { Anchor::Start } else { Anchor::End });
            sheet.label(Label::new(end - way * AIR, base, anchor, style, self.value_text.as_str()));
            return;
        }
        let from = in_the_way.unwrap_or(end);
        let room = if way < 0.0 { from - AIR } else { sheet.width - from - AIR };
        sheet.halo(Label::new(from + way * AIR, base, anchor, style, style.fit(&self.value_text, room)));
    }
}
