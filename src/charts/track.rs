//! Stages over time: a bar on the row of the stage as long as it held, arrows up in the subject's colour and back in the
//! colour of action, each with its reason.

use serde::Serialize;

use super::canvas::Note;
use super::ink::{Ink, Stroke};
use super::plot::{Plot, Span};
use super::sheet::{About, Anchor, Area, Format, Label, Placed, Sheet, Size, draw};
use super::table::{Column, Table};
use super::text::Type;
use super::tick::Tick;
use super::tone::Tone;

/// Between two stages.
const ROW: f64 = 46.0;

/// Between two lines of a reason.
const LINE: f64 = 13.0;

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
            // Reasons come last, so that they keep clear of every arrow.
            let pairs: Vec<_> = bars.iter().zip(std::iter::once(None).chain(bars.iter().map(Some))).collect();
            for (bar, before) in &pairs {
                bar.arrow(sheet, *before);
            }
            // Why a relationship fell comes before why it rose: where there is room for few, these are the ones.
            let (falls, others): (Vec<_>, Vec<_>) =
                pairs.into_iter().partition(|(bar, before)| bar.way(*before).is_some_and(|(way, _)| way > 0.0));
            for (bar, before) in falls.into_iter().chain(others) {
                bar.reason(sheet, before, area.left);
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

    /// Which way the stage went from the stretch before: 1 back, −1 up; none where it stayed or began.
    fn way<'s>(&self, before: Option<&'s Self>) -> Option<(f64, &'s Self)> {
        let before = before.filter(|before| (before.y - self.y).abs() > 1.0)?;
        Some((if before.y < self.y { 1.0 } else { -1.0 }, before))
    }

    /// The arrow from the stretch before.
    fn arrow(&self, sheet: &mut Sheet<'_>, before: Option<&Self>) {
        let Some((way, before)) = self.way(before) else { return };
        let (stroke, tone) = if way > 0.0 { (Stroke::Limit, Tone::Act) } else { (Stroke::Line, Tone::Accent) };
        let (x, start, tip) = (self.from, before.y + way * 3.0, self.y - way * 4.0);
        sheet.line((x, start), (x, tip - way * 5.0), Ink::Stroke(stroke));
        sheet.arrow_head((x, tip), (0.0, way), tone);
        sheet.block(Area { left: x - 2.0, top: start.min(tip), right: x + 2.0, bottom: start.max(tip) });
    }

    /// The reason: beside the arrow back, over the bar after an arrow up or at the beginning; never among the names of
    /// the stages, left of `left`.
    fn reason(&self, sheet: &mut Sheet<'_>, before: Option<&Self>, left: f64) {
        let (x, y) = (self.from, self.y);
        let way = self.way(before);
        let style = if way.is_some_and(|(way, _)| way > 0.0) { Type::Act } else { Type::Plain };
        let label = |x: f64, y: f64, anchor: Anchor| Label::new(x, y, anchor, style, &self.step.reason);
        let above = [label(x + 4.0, y - 9.0, Anchor::Start), label(x - 4.0, y - 9.0, Anchor::End)];
        let below = [label(x, y + 18.0, Anchor::Start), label(x - 4.0, y + 18.0, Anchor::End)];
        let beside = way.map(|(_, before)| {
            let y = f64::midpoint(before.y, y) + 4.0;
            [label(x + 7.0, y, Anchor::Start), label(x - 7.0, y, Anchor::End)]
        });
        let beside = beside.into_iter().flatten();
        let places: Vec<_> = if way.is_some_and(|(way, _)| way > 0.0) {
            beside.chain(below).chain(above).collect()
        } else {
            above.into_iter().chain(beside).chain(below).collect()
        };
        let right_of_names = |label: &Label| label.area().left >= left - 1.0;
        if sheet.callout(places.iter().filter(|label| right_of_names(label)).cloned()) == Placed::Yes {
            return;
        }
        // In two or three lines where one has no room.
        let wrapped = places.iter().flat_map(|place| {
            [0.55, 0.4].map(|part| {
                let lines = style.lines(&self.step.reason, style.width(&self.step.reason) * part + 6.0, 3);
                let above = if place.y < y - 1.0 { lines.len().saturating_sub(1) as f64 * LINE } else { 0.0 };
                let at = |(index, text): (usize, &String)| {
                    Label::new(place.x, place.y - above + index as f64 * LINE, place.anchor, place.style, text)
                };
                lines.iter().enumerate().map(at).collect::<Vec<_>>()
            })
        });
        sheet.callout_lines(wrapped.filter(|lines| lines.iter().all(right_of_names)));
    }
}
