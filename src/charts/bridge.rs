//! A bridge between two levels: levels are lines, changes are bars, so an axis that does not begin at zero tells no lie.

use serde::Serialize;

use super::canvas::Note;
use super::ink::{Ink, Stroke};
use super::plot::{Plot, Span};
use super::sheet::{About, Anchor, Area, Format, Label, Sheet, Size, draw};
use super::table::{Column, Table};
use super::text::Type;
use super::tone::Tone;

/// From the top to the plot, and from the plot to the bottom.
const EDGES: (f64, f64) = (24.0, 26.0);

/// Levels with the changes between them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bridge {
    /// Unique in the page, kebab-case.
    pub id: String,
    /// What it is.
    pub name: String,
    /// What it shows, in one sentence.
    pub summary: String,
    /// Levels and changes from the left; the first is a level.
    pub steps: Vec<BridgeStep>,
    /// The table's headings: step, amount. One without words has no column.
    pub headings: [String; 2],
}

/// One step.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BridgeStep {
    /// Its name, under it.
    pub name: String,
    /// A level, or a change to the level before.
    pub kind: BridgeKind,
    /// The amount, finished, with its sign where it is a change.
    pub text: String,
    /// How a change is filled: [`Tone::B`] up, [`Tone::Rest`] down, [`Tone::Act`] for the exception.
    pub tone: Tone,
    /// The mark's numbers in words.
    pub title: String,
}

/// A level or a change.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub enum BridgeKind {
    /// Where it stands.
    Level(f64),
    /// By how much it changed.
    Change(f64),
}

impl Bridge {
    /// What it says about itself.
    pub(super) fn about(&self) -> About<'_> {
        About { id: &self.id, name: &self.name, summary: &self.summary }
    }

    /// The wide drawing from the left to the right, the narrow one from the top down.
    pub(super) fn svg(&self) -> String {
        self.across() + &self.down()
    }

    /// One row per step.
    pub(super) fn table(&self) -> Table {
        let rows = self.steps.iter().map(|step| [step.name.clone(), step.text.clone()]);
        Table::new(&self.headings, [Column::Words, Column::Figures], rows)
    }

    /// From where to where each step goes; a level stands still. What is not finite changes nothing.
    fn walk(&self) -> Vec<(f64, f64)> {
        let mut level = 0.0;
        let bounded = |value: f64| if value.is_finite() { value.clamp(-1e290, 1e290) } else { 0.0 };
        let mut walk = Vec::with_capacity(self.steps.len());
        for step in &self.steps {
            let before = match step.kind {
                BridgeKind::Level(value) => bounded(value),
                BridgeKind::Change(_) => level,
            };
            level = match step.kind {
                BridgeKind::Level(_) => before,
                BridgeKind::Change(value) => bounded(before + bounded(value)),
            };
            walk.push((before, level));
        }
        walk
    }

    /// The span of the walk, with some room.
    fn span(walk: &[(f64, f64)]) -> Span {
        let values = || walk.iter().flat_map(|&(from, to)| [from, to]);
        let (low, high) = (values().fold(f64::MAX, f64::min), values().fold(f64::MIN, f64::max));
        let margin = (high / 2.0 - low / 2.0) * 0.2;
        if walk.is_empty() { Span::linear(0.0, 1.0) } else { Span::linear(low - margin, high + margin) }
    }

    fn across(&self) -> String {
        let walk = self.walk();
        draw(Format { size: Size::Wide, width: 600.0, height: 230.0 }, self.about(), |sheet| {
            let area = Area { left: 2.0, top: EDGES.0, right: 598.0, bottom: sheet.height - EDGES.1 };
            let plot = Plot::new(area, Span::linear(0.0, 1.0), Self::span(&walk));
            let slot = (area.right - area.left) / self.steps.len().max(1) as f64;
            for (index, (step, &(from, to))) in self.steps.iter().zip(&walk).enumerate() {
                let (Some(y0), Some(y1)) = (plot.down(from), plot.down(to)) else { continue };
                let left = area.left + index as f64 * slot;
                let (middle, width) = (left + slot / 2.0, (slot * 0.7).min(72.0));
                step.mark(sheet, [middle - width / 2.0, y0.min(y1), width, (y0 - y1).abs()]);
                if index + 1 < self.steps.len() {
                    let next = middle + slot - width / 2.0;
                    sheet.line((middle + width / 2.0, y1), (next, y1), Ink::Stroke(Stroke::Grid));
                }
                let style = step.style();
                let text = style.fit(&step.text, slot - 2.0);
                sheet.halo(Label::new(middle, y0.min(y1) - 7.0, Anchor::Middle, style, text));
                let name = Type::Muted.fit(&step.name, slot - 4.0);
                sheet.label(Label::new(middle, sheet.height - 8.0, Anchor::Middle, Type::Muted, name));
            }
        })
    }

    fn down(&self) -> String {
        let walk = self.walk();
        let height = self.steps.len().max(1) as f64 * 28.0 + 4.0;
        draw(Format { size: Size::Narrow, width: 350.0, height }, self.about(), |sheet| {
            let names = self.steps.iter().map(|step| Type::Bold.width(&step.name)).fold(0.0, f64::max).min(120.0);
            let texts = self.steps.iter().map(|step| Type::Bold.width(&step.text)).fold(0.0, f64::max).min(90.0);
            let area = Area { left: names + 10.0, top: 2.0, right: 350.0 - texts - 8.0, bottom: height };
            let plot = Plot::new(area, Self::span(&walk), Span::linear(0.0, 1.0));
            for (index, (step, &(from, to))) in self.steps.iter().zip(&walk).enumerate() {
                let (Some(x0), Some(x1)) = (plot.across(from), plot.across(to)) else { continue };
                let top = 4.0 + index as f64 * 28.0;
                step.mark(sheet, [x0.min(x1), top, (x0 - x1).abs(), 20.0]);
                if index + 1 < self.steps.len() {
                    sheet.line((x1, top + 20.0), (x1, top + 28.0), Ink::Stroke(Stroke::Grid));
                }
                let style = step.style();
                sheet.label(Label::new(350.0, top + 15.0, Anchor::End, style, style.fit(&step.text, texts + 1.0)));
                let style = if step.level() { Type::Bold } else { Type::Plain };
                sheet.label(Label::new(0.0, top + 15.0, Anchor::Start, style, style.fit(&step.name, names + 1.0)));
            }
        })
    }
}

impl BridgeStep {
    const fn level(&self) -> bool {
        matches!(self.kind, BridgeKind::Level(_))
    }

    /// How its amount is set.
    const fn style(&self) -> Type {
        match (self.level(), self.tone) {
            (false, Tone::Act) => Type::Act,
            (true, _) => Type::Bold,
            (false, _) => Type::Plain,
        }
    }

    /// A line for a level, a bar for a change: left, top, width and height.
    fn mark(&self, sheet: &Sheet<'_>, [left, top, width, height]: [f64; 4]) {
        if self.level() {
            let (width, height) = (width.max(3.0), height.max(3.0));
            sheet.rect(
                left - 0.5,
                top - 1.5 * f64::from(u8::from(height < 4.0)),
                width,
                height,
                Ink::Fill(Tone::A),
                Note::title(&self.title),
            );
        } else {
            sheet.rect(left, top, width.max(1.0), height.max(1.0), Ink::Fill(self.tone), Note::title(&self.title));
        }
    }
}
