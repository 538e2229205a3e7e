//! Stages over time: a bar on the row of the stage as long as it held, arrows up in the subject's colour and back in the
//! colour of action, each with its reason.

use serde::Serialize;

use super::canvas::Note;
use super::ink::{Ink, Stroke};
use super::plot::{Plot, Span};
use super::sheet::{About, Anchor, Area, Format, Label, Sheet, Size, draw};
use super::table::{Column, Table};
use super::text::Type;
use super::tick::Tick;
use super::tone::Tone;

/// Between two stages.
const ROW: f64 = 46.0;

/// Stages over time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Track {
    /// Unique in the page, kebab-case.
    pub id: String,
    /// What it is.
    pub name: String,
    /// What it shows, in one sentence.
    pub summary: String,
    /// The names of the stages from the lowest.
    pub stages: Vec<String>,
    /// When it ends, in any unit of time.
    pub end: f64,
    /// Labels of the axis of time, in the same unit.
    pub ticks: Vec<Tick>,
    /// The stretches of time in their order.
    pub steps: Vec<TrackStep>,
    /// The table's headings: from, stage, reason. One without words has no column.
    pub headings: [String; 3],
}

/// A stretch of time in a stage.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TrackStep {
    /// When it began; it lasts until the next begins.
    pub from: f64,
    /// That time, finished.
    pub from_text: String,
    /// The index of the stage.
    pub stage: usize,
    /// Why it began, a finished label; empty for none.
    pub reason: String,
    /// The mark's facts in words.
    pub title: String,
}

impl Track {
    /// What it says about itself.
    pub(super) fn about(&self) -> About<'_> {
        About { id: &self.id, name: &self.name, summary: &self.summary }
    }

    /// The wide and the narrow drawing.
    pub(super) fn svg(&self) -> String {
        self.draw(Size::Wide, 600.0) + &self.draw(Size::Narrow, 350.0)
    }

    /// One row per stretch.
    pub(super) fn table(&self) -> Table {
        let rows = self.steps.iter().filter_map(|step| {
            Some([step.from_text.clone(), self.stages.get(step.stage)?.clone(), step.reason.clone()])
        });
        Table::new(&self.headings, [Column::Words; 3], rows)
    }

    fn draw(&self, size: Size, width: f64) -> String {
        let rows = self.stages.len().max(1) as f64;
        let height = rows * ROW + 50.0;
        draw(Format { size, width, height }, self.about(), |sheet| {
            let names = self.stages.iter().map(|stage| Type::Bold.width(stage)).fold(0.0, f64::max).min(width * 0.3);
            let area = Area { left: names + 14.0, top: 22.0, right: width - 14.0, bottom: 22.0 + rows * ROW };
            let start =
                self.steps.iter().map(|step| step.from).filter(|from| from.is_finite()).fold(self.end, f64::min);
            let plot = Plot::new(area, Span::linear(start, self.end), Span::linear(0.0, rows));
            self.frame(sheet, &plot);
            let bars = self.bars(&plot);
            for bar in &bars {
                bar.bar(sheet);
            }
            let befores = std::iter::once(None).chain(bars.iter().map(Some));
            for (bar, before) in bars.iter().zip(befores) {
                bar.arrow(sheet, before);
            }
        })
    }

    /// The rows with their names, the current one in bold, and the axis of time.
    fn frame(&self, sheet: &mut Sheet<'_>, plot: &Plot) {
        let now = self.steps.last().map(|step| step.stage);
        for (index, stage) in self.stages.iter().enumerate() {
            let Some(y) = plot.down(index as f64 + 0.5) else { continue };
            sheet.line((plot.area.left, y), (plot.area.right, y), Ink::Stroke(Stroke::Grid));
            let style = if now == Some(index) { Type::Bold } else { Type::Muted };
            let name = style.fit(stage, plot.area.left - 8.0);
            sheet.label(Label::new(0.0, y + 4.0, Anchor::Start, style, name));
        }
        let bottom = plot.area.bottom;
        sheet.line((plot.area.left, bottom), (plot.area.right, bottom), Ink::Stroke(Stroke::Axis));
        for x in self.ticks.iter().filter(|tick| plot.x.holds(tick.at)).filter_map(|tick| plot.across(tick.at)) {
            sheet.line((x, bottom), (x, bottom + 5.0), Ink::Stroke(Stroke::Axis));
        }
        plot.columns(sheet, &self.ticks);
    }

    /// The stretches in pixels; those of no stage or no time are left out.
    fn bars(&self, plot: &Plot) -> Vec<Stretch<'_>> {
        let ends = self.steps.iter().skip(1).map(|step| step.from).chain([self.end]);
        let steps = self.steps.iter().zip(ends).filter(|(step, _)| step.stage < self.stages.len());
        let place = |(step, end): (&'_ TrackStep, f64)| {
            Some((plot.across(step.from)?, plot.across(end)?, plot.down(step.stage as f64 + 0.5)?))
        };
        steps.filter_map(|(step, end)| place((step, end)).map(|(from, to, y)| Stretch { step, from, to, y })).collect()
    }
}

/// A stretch of time in pixels.
struct Stretch<'t> {
    step: &'t TrackStep,
    /// Where it begins and ends.
    from: f64,
    to: f64,
    /// Its row.
    y: f64,
}

impl Stretch<'_> {
    fn bar(&self, sheet: &mut Sheet<'_>) {
        let (left, right) = (self.from.min(self.to), self.from.max(self.to));
        let note = Note::title(&self.step.title);
        sheet.rect(left, self.y - 3.0, (right - left).max(3.0), 6.0, Ink::Fill(Tone::Accent), note);
        sheet.block(Area { left, top: self.y - 3.0, right, bottom: self.y + 3.0 });
    }

    /// The arrow from the stretch before with the reason beside it; where there was none, the reason over the bar.
    fn arrow(&self, sheet: &mut Sheet<'_>, before: Option<&Self>) {
        let (x, y) = (self.from, self.y);
        let reason = &self.step.reason;
        let over = |style: Type| Label::new(x + 2.0, y - 9.0, Anchor::Start, style, reason);
        let under = |style: Type| Label::new(x + 2.0, y + 18.0, Anchor::Start, style, reason);
        let over_end = |style: Type| Label::new(x + 2.0, y - 9.0, Anchor::End, style, reason);
        let Some(before) = before.filter(|before| (before.y - y).abs() > 1.0) else {
            sheet.callout([over(Type::Plain), under(Type::Plain)]);
            return;
        };
        let back = before.y < y;
        let (way, stroke, tone, style) = if back {
            (1.0, Stroke::Limit, Tone::Act, Type::Act)
        } else {
            (-1.0, Stroke::Line, Tone::Accent, Type::Plain)
        };
        let tip = y - way * 4.0;
        sheet.line((x, before.y + way * 3.0), (x, tip - way * 5.0), Ink::Stroke(stroke));
        sheet.arrow_head((x, tip), (0.0, way), tone);
        let beside = f64::midpoint(before.y, y) + 4.0;
        let right = Label::new(x + 7.0, beside, Anchor::Start, style, reason);
        let left = Label::new(x - 7.0, beside, Anchor::End, style, reason);
        if back {
            sheet.callout([right, left, under(style), over_end(style)]);
        } else {
            sheet.callout([over(style), right, left, over_end(style), under(style)]);
        }
    }
}
