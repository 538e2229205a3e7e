//! A wheel: the stages of a cycle as segments from the top, those behind us light, the current one full, and a number in
//! the middle (days in the stage). Small: it stands beside the words about it.

use std::f64::consts::TAU;

use serde::Serialize;

use super::canvas::Note;
use super::ink::Ink;
use super::sheet::{About, Anchor, Format, Label, Size, draw};
use super::table::{Column, Table};
use super::text::Type;
use super::tone::Tone;

/// Across and down.
const SIZE: f64 = 92.0;
/// The outer and the inner radius.
const RADII: (f64, f64) = (42.0, 27.6);
/// Between two segments, in pixels.
const GAP: f64 = 2.6;
/// Radians between two points of an arc: less than a tenth of a pixel off the circle.
const GRAIN: f64 = 0.12;

/// A cycle of stages.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Wheel {
    /// Unique in the page, kebab-case.
    pub id: String,
    /// What it is.
    pub name: String,
    /// What it shows, in one sentence.
    pub summary: String,
    /// The stages, clockwise from the top.
    pub stages: Vec<WheelStage>,
    /// The index of the current stage; none before the first.
    pub current: Option<usize>,
    /// How the current one is filled: [`Tone::A`], or [`Tone::Act`] where it takes too long.
    pub tone: Tone,
    /// The number in the middle, finished; empty for none.
    pub number: String,
    /// Its unit ("天").
    pub unit: String,
    /// The table's headings: stage, what it says. One without words has no column.
    pub headings: [String; 2],
}

/// One stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WheelStage {
    /// Its name.
    pub name: String,
    /// Days, dates, or nothing: finished, for the table.
    pub text: String,
    /// The mark's facts in words.
    pub title: String,
}

impl Wheel {
    /// What it says about itself.
    pub(super) fn about(&self) -> About<'_> {
        About { id: &self.id, name: &self.name, summary: &self.summary }
    }

    /// The drawing.
    pub(super) fn svg(&self) -> String {
        draw(Format { size: Size::Fixed, width: SIZE, height: SIZE }, self.about(), |sheet| {
            for (index, stage) in self.stages.iter().enumerate() {
                let tone = match self.current {
                    Some(current) if index == current => self.tone,
                    Some(current) if index < current => Tone::B,
                    _ => Tone::Ground,
                };
                sheet.polygon(&segment(index, self.stages.len()), Ink::Fill(tone), Note::title(&stage.title));
            }
            let room = 2.0 * RADII.1 - 8.0;
            let base = if self.unit.is_empty() { 51.0 } else { 47.0 };
            let number = Type::Big.fit(&self.number, room);
            sheet.label(Label::new(SIZE / 2.0, base, Anchor::Middle, Type::Big, number));
            let unit = Type::Muted.fit(&self.unit, room - 8.0);
            sheet.label(Label::new(SIZE / 2.0, 63.0, Anchor::Middle, Type::Muted, unit));
        })
    }

    /// One row per stage.
    pub(super) fn table(&self) -> Table {
        let rows = self.stages.iter().map(|stage| [stage.name.clone(), stage.text.clone()]);
        Table::new(&self.headings, [Column::Words, Column::Figures], rows)
    }
}

/// The corners of a segment: along the outer arc, and back along the inner one.
fn segment(index: usize, count: usize) -> Vec<(f64, f64)> {
    let turn = |index: usize| index as f64 / count as f64 * TAU;
    let arc = |radius: f64| {
        let gap = if count > 1 { (GAP / 2.0 / radius).min(TAU / count as f64 / 4.0) } else { 0.0 };
        let (from, to) = (turn(index) + gap, turn(index + 1) - gap);
        let parts = ((to - from) / GRAIN).ceil().max(1.0);
        let angles = std::iter::successors(Some(0.0), move |part| (part + 1.0 <= parts).then_some(part + 1.0));
        angles.map(move |part| {
            let (sin, cos) = (from + (to - from) * part / parts).sin_cos();
            (SIZE / 2.0 + radius * sin, SIZE / 2.0 - radius * cos)
        })
    };
    let inner: Vec<_> = arc(RADII.1).collect();
    arc(RADII.0).chain(inner.into_iter().rev()).collect()
}
