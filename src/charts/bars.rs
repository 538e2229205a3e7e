//! Horizontal bars, one per row: the largest changes, the product mix, regions. Signed: what is below zero grows to the
//! left. A row may carry a second value as a tick, and a row without data says so in its value's place. The value stands at the
//! end of its bar, what the tick says beside the tick.

use serde::Serialize;

use super::canvas::Note;
use super::ink::{Ink, Stroke};
use super::plot::{Plot, Span};
use super::sheet::{About, Anchor, Area, Format, Label, Placed, Sheet, Size, draw};
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

    /// The drawing.
    pub(super) fn svg(&self) -> String {
        let names: Vec<Vec<String>> =
            self.bars.iter().map(|bar| Type::Bold.lines(&bar.name, 380.0 * NAMES, 2)).collect();
        let heights: Vec<f64> = names.iter().map(|lines| if lines.len() > 1 { ROW + LINE } else { ROW }).collect();
        let height = heights.iter().sum::<f64>().max(ROW) + 8.0;
        draw(Format { size: Size::Solo, width: 380.0, height }, self.about(), |sheet| {
            let plot = self.plot(&names, sheet.width, height);
            let zero = plot.across(0.0).unwrap_or(plot.area.left);
            let (mut top, mut said) = (4.0, "");
            for ((bar, lines), height) in self.bars.iter().zip(&names).zip(heights) {
                let middle = top + height / 2.0;
                for (line, y) in lines.iter().zip([0.0, LINE]) {
                    let base = middle + 4.0 - (lines.len() - 1) as f64 * LINE / 2.0 + y;
                    sheet.label(Label::new(0.0, base, Anchor::Start, Type::Bold, line));
                }
                // What several rows share (a third of the year, a plan) is said beside the first of them.
                if bar.draw(sheet, &plot, zero, middle, said) {
                    said = &bar.tick_text;
                }
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
        let text = |bar: &Bar| {
            // Only the mark that stands farther out needs its words beyond the plot.
            let is_tick = bar.tick.is_some_and(|tick| tick.abs() > bar.value.unwrap_or_default().abs());
            let tick = if is_tick { Type::Muted.width(&bar.tick_text) } else { 0.0 };
            let value = if is_tick && bar.value.is_some() { 0.0 } else { Type::Bold.width(&bar.value_text) };
            value.max(tick).min(width * 0.3) + AIR + 2.0
        };
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
    /// Draws the row round a line; says whether it named its tick, which it does not where it would say again what is `said`.
    fn draw(&self, sheet: &mut Sheet<'_>, plot: &Plot, zero: f64, middle: f64, said: &str) -> bool {
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
        let beside = |x: f64, style: Type, text: &str| {
            let room = if way < 0.0 { x - AIR } else { sheet.width - x - AIR };
            Label::new(x + way * AIR, base, anchor, style, style.fit(text, room))
        };
        let (from, end) = (zero, end.unwrap_or(zero));
        let out = |tick: &f64| way * (tick - end);
        let wants = style.width(&self.value_text);
        let reach = AIR + wants + 3.0;
        // A value beside the tick would be the tick's: where the tick is in its way, it stands upon its bar.
        let is_in_the_way = tick.as_ref().map(out).is_some_and(|out| out > -2.0 && out < reach);
        let upon = self.tone.text_upon();
        let is_upon = is_in_the_way && upon.width(&self.value_text) + 2.0 * AIR <= (end - from).abs();
        let value = if is_upon {
            let back = if way < 0.0 { Anchor::Start } else { Anchor::End };
            Label::new(end - way * AIR, base, back, upon, &self.value_text)
        } else {
            beside(if is_in_the_way { tick.unwrap_or(end) } else { end }, style, &self.value_text)
        };
        let tick = tick.filter(|tick| self.tick_text != said && out(tick) >= if is_upon { 0.0 } else { reach });
        let tick = tick.map(|tick| beside(tick, Type::Muted, &self.tick_text));
        if is_upon {
            sheet.label(value)
        } else {
            sheet.halo(value)
        };
        tick.is_some_and(|tick| !tick.text.is_empty() && sheet.halo(tick) == Placed::Yes)
    }
}
