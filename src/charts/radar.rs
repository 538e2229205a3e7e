//! A radar: one spoke per measure, one outline per party (us, the customer), for profiles of three to eight measures on one
//! scale. Beyond that, or with fewer than three, the table alone says it.

use std::f64::consts::TAU;

use serde::Serialize;

use super::canvas::Note;
use super::ink::{Ink, Stroke};
use super::sheet::{About, Anchor, Format, Label, Sheet, Size, draw};
use super::table::{Heading, Table};
use super::text::Type;
use super::tone::Tone;

/// Across and down.
const SIZE: (f64, f64) = (380.0, 300.0);
/// The hub, and how far the spokes reach.
const HUB: (f64, f64) = (190.0, 148.0);
const REACH: f64 = 96.0;
/// The fewest and the most spokes.
const SPOKES: std::ops::RangeInclusive<usize> = 3..=8;

/// Profiles on spokes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Radar {
    /// Unique in the page, kebab-case.
    pub id: String,
    /// What it is.
    pub name: String,
    /// What it shows, in one sentence.
    pub summary: String,
    /// The names of the spokes, clockwise from the top.
    pub spokes: Vec<String>,
    /// The value at their ends; at the hub it is 0.
    pub most: f64,
    /// The rings, in the same unit; their words stand along the first spoke.
    pub rings: Vec<super::Tick>,
    /// Up to three profiles; the first is the subject.
    pub series: Vec<RadarSeries>,
    /// The heading of the table's column of spokes; the series' names head the others.
    pub heading: String,
}

/// One profile.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RadarSeries {
    /// Who it is, the label.
    pub name: String,
    /// How its label and points are coloured.
    pub tone: Tone,
    /// A value per spoke; none breaks the outline.
    pub values: Vec<Option<f64>>,
    /// The values, finished, or the words for no data.
    pub texts: Vec<String>,
}

impl Radar {
    /// What it says about itself.
    pub(super) fn about(&self) -> About<'_> {
        About { id: &self.id, name: &self.name, summary: &self.summary }
    }

    /// The drawing; without marks where the spokes are too few or too many.
    pub(super) fn svg(&self) -> String {
        let (width, height) = SIZE;
        draw(Format { size: Size::Solo, width, height }, self.about(), |sheet| {
            if !SPOKES.contains(&self.spokes.len()) {
                return;
            }
            self.web(sheet);
            for (index, series) in self.series.iter().take(3).enumerate().rev() {
                self.profile(sheet, series, index);
            }
            self.words(sheet);
        })
    }

    /// One row per spoke, one column per profile.
    pub(super) fn table(&self) -> Table {
        let names = self.series.iter().map(|series| Heading { text: series.name.clone(), numeric: true });
        let head = [Heading { text: self.heading.clone(), numeric: false }].into_iter().chain(names).collect();
        let text = |series: &RadarSeries, spoke: usize| series.texts.get(spoke).cloned().unwrap_or_default();
        let rows = self.spokes.iter().enumerate().map(|(spoke, name)| {
            std::iter::once(name.clone()).chain(self.series.iter().map(|series| text(series, spoke))).collect()
        });
        Table { head, rows: rows.collect() }
    }

    /// The place on a spoke at a share of its length.
    fn at(&self, spoke: usize, share: f64) -> (f64, f64) {
        let (sin, cos) = (spoke as f64 / self.spokes.len() as f64 * TAU).sin_cos();
        (HUB.0 + REACH * share * sin, HUB.1 - REACH * share * cos)
    }

    /// A value as a share of the spoke.
    fn share(&self, value: f64) -> Option<f64> {
        let share = value / self.most;
        share.is_finite().then(|| share.clamp(0.0, 1.0))
    }

    /// Spokes and rings.
    fn web(&self, sheet: &Sheet<'_>) {
        let rings =
            self.rings.iter().filter_map(|ring| self.share(ring.at)).filter(|&share| share > 0.0 && share < 1.0);
        for (share, stroke) in rings.map(|share| (share, Stroke::Grid)).chain([(1.0, Stroke::Axis)]) {
            let ring: Vec<_> = (0..=self.spokes.len()).map(|spoke| self.at(spoke, share)).collect();
            sheet.polyline(&ring, Ink::Stroke(stroke));
        }
        for spoke in 0..self.spokes.len() {
            sheet.line(HUB, self.at(spoke, 1.0), Ink::Stroke(Stroke::Grid));
        }
    }

    /// One outline with its points: closed where all its values are known.
    fn profile(&self, sheet: &Sheet<'_>, series: &RadarSeries, index: usize) {
        let stroke = [Stroke::Line, Stroke::Context, Stroke::Dashed][index.min(2)];
        let value = |spoke: usize| series.values.get(spoke).copied().flatten().and_then(|value| self.share(value));
        let count = self.spokes.len();
        let points: Vec<_> = (0..count).map(|spoke| value(spoke).map(|share| self.at(spoke, share))).collect();
        for spoke in 0..count {
            if let (Some(from), Some(to)) = (points[spoke], points[(spoke + 1) % count]) {
                sheet.line(from, to, Ink::Stroke(stroke));
            }
        }
        for (spoke, point) in points.iter().enumerate().filter_map(|(spoke, point)| Some((spoke, (*point)?))) {
            let text = series.texts.get(spoke).map_or("", String::as_str);
            let title = format!("{} · {} {text}", series.name, self.spokes[spoke]);
            sheet.circle(point, if index == 0 { 3.5 } else { 3.0 }, Ink::Fill(series.tone), Note::title(&title));
        }
    }

    /// The names at the ends of the spokes, the key in the corner, the words of the rings.
    fn words(&self, sheet: &mut Sheet<'_>) {
        for (spoke, name) in self.spokes.iter().enumerate() {
            let (x, y) = self.at(spoke, 1.0);
            let (x, anchor, room) = match x - HUB.0 {
                aside if aside > 3.0 => (x + 8.0, Anchor::Start, SIZE.0 - x - 8.0),
                aside if aside < -3.0 => (x - 8.0, Anchor::End, x - 8.0),
                _ => (x, Anchor::Middle, SIZE.0 / 2.0),
            };
            let y = match y - HUB.1 {
                below if below > REACH * 0.9 => y + 18.0,
                above if above < -REACH * 0.9 => y - 8.0,
                _ => y + 4.0,
            };
            sheet.label(Label::new(x, y, anchor, Type::Bold, Type::Bold.fit(name, room)));
        }
        let mut x = 0.0;
        for (index, series) in self.series.iter().take(3).enumerate() {
            let style = if index == 0 { Type::Accent } else { Type::Plain };
            let text = style.fit(&series.name, SIZE.0 - x - 24.0);
            if text.is_empty() {
                continue;
            }
            let stroke = [Stroke::Line, Stroke::Context, Stroke::Dashed][index];
            let y = SIZE.1 - 10.0;
            sheet.line((x, y), (x + 18.0, y), Ink::Stroke(stroke));
            sheet.circle((x + 9.0, y), 3.0, Ink::Fill(series.tone), Note::default());
            let end = x + 24.0 + style.width(&text);
            sheet.label(Label::new(x + 24.0, y + 4.0, Anchor::Start, style, text));
            x = end + 18.0;
        }
        for ring in &self.rings {
            if let Some(share) = self.share(ring.at).filter(|&share| share > 0.0) {
                let (x, y) = self.at(0, share);
                // Below the ring on the spoke itself: beside it stand the outlines, where the spokes are few.
                sheet.halo(Label::new(x, y + 13.0, Anchor::Middle, Type::Muted, &ring.text));
            }
        }
    }
}
