//! Bars for what went in and what came back in each period, with the line of what is left cumulatively: payback. Where the
//! line crosses zero, the investment has paid for itself.

use serde::Serialize;

use super::canvas::Note;
use super::ink::{Ink, Stroke};
use super::months::Extent;
use super::plot::{Plot, Span, gutter};
use super::sheet::{About, Anchor, Area, Format, Label, Sheet, Size, draw};
use super::table::{Column, Table};
use super::text::Type;
use super::tick::Tick;
use super::tone::Tone;

/// From the mark of the key to its words.
const KEY: f64 = 16.0;
/// Between two lines of the key.
const KEY_LINE: f64 = 18.0;

/// Ins and outs by period.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cumulative {
    /// Unique in the page, kebab-case.
    pub id: String,
    /// What it is.
    pub name: String,
    /// What it shows, in one sentence.
    pub summary: String,
    /// The periods in their order.
    pub periods: Vec<CumulativePeriod>,
    /// Labels of the upright axis, in the unit of the values.
    pub ticks: Vec<Tick>,
    /// The words of the key: what came back, what went in, the cumulative line.
    pub key: [String; 3],
    /// The table's headings: period, back, in, cumulative. One without words has no column.
    pub headings: [String; 4],
}

/// One period.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CumulativePeriod {
    /// The label under it.
    pub label: String,
    /// What came back, as a bar upwards.
    pub back: f64,
    /// That amount, finished.
    pub back_text: String,
    /// What went in, above zero, as a bar downwards.
    pub spent: f64,
    /// That amount, finished.
    pub spent_text: String,
    /// All that came back so far less all that went in.
    pub cumulative: f64,
    /// That amount, finished.
    pub cumulative_text: String,
    /// Whether it has happened: a forecast is hollow.
    pub extent: Extent,
    /// A finished label at the point of the line ("2024 年回本"); empty for none.
    pub note: String,
    /// The marks' numbers in words.
    pub title: String,
}

impl Cumulative {
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
        let rows = self.periods.iter().map(|period| {
            [period.label.clone(), period.back_text.clone(), period.spent_text.clone(), period.cumulative_text.clone()]
        });
        let figures = Column::Figures;
        Table::new(&self.headings, [Column::Words, figures, figures, figures], rows)
    }

    fn draw(&self, size: Size, width: f64) -> String {
        let key = self.key_places(width);
        let below = key.last().map_or(0.0, |(.., line)| *line);
        draw(Format { size, width, height: 260.0 + below }, self.about(), |sheet| {
            let area = Area { left: gutter(&self.ticks), top: 36.0 + below, right: width - 8.0, bottom: 232.0 + below };
            let values = self.periods.iter().flat_map(|period| [period.back, -period.spent, period.cumulative]);
            let y = Span::with_zero(values.chain(self.ticks.iter().map(|tick| tick.at)));
            let plot = Plot::new(area, Span::linear(0.0, self.periods.len() as f64), y);
            draw_key(sheet, &key);
            plot.rows(sheet, &self.ticks);
            let slot = (area.right - area.left) / self.periods.len().max(1) as f64;
            let middle = |index: usize| area.left + (index as f64 + 0.5) * slot;
            for (index, period) in self.periods.iter().enumerate() {
                period.bars(sheet, &plot, middle(index), slot);
            }
            let points: Vec<_> = self
                .periods
                .iter()
                .enumerate()
                .map(|(index, period)| Some((middle(index), plot.down(period.cumulative)?)))
                .collect();
            for run in points.split(Option::is_none) {
                let run: Vec<_> = run.iter().copied().flatten().collect();
                sheet.polyline(&run, Ink::Stroke(Stroke::Line));
            }
            let widest = self.periods.iter().map(|period| Type::Muted.width(&period.label)).fold(0.0, f64::max) + 6.0;
            let stride = (1..60).find(|&stride| slot * f64::from(stride) >= widest).unwrap_or(60);
            for (index, (period, point)) in self.periods.iter().zip(points).enumerate() {
                if index % usize::try_from(stride).unwrap_or(1) == 0 {
                    sheet.label(Label::new(
                        middle(index),
                        area.bottom + 20.0,
                        Anchor::Middle,
                        Type::Muted,
                        &period.label,
                    ));
                }
                if let Some(point) = point {
                    sheet.circle(point, 3.5, Ink::Fill(Tone::Accent), Note::title(&period.title));
                    period.note(sheet, point);
                }
            }
        })
    }

    /// The words of the key in the order of the marks, each whole: the number of its mark, its place from the left, and that of its
    /// line from the top.
    fn key_places(&self, width: f64) -> Vec<(usize, &str, f64, f64)> {
        let (mut x, mut line) = (0.0, 0.0);
        let mut places = Vec::new();
        for (index, words) in self.key.iter().enumerate().filter(|(_, words)| !words.is_empty()) {
            let end = x + KEY + Type::Plain.width(words);
            if end > width && x > 0.0 {
                (x, line) = (0.0, line + KEY_LINE);
            }
            places.push((index, words.as_str(), x, line));
            x += KEY + Type::Plain.width(words) + 18.0;
        }
        places
    }
}

/// Draws the key.
fn draw_key(sheet: &mut Sheet<'_>, places: &[(usize, &str, f64, f64)]) {
    for &(index, words, x, line) in places {
        match index {
            0 => sheet.rect(x, line + 5.0, 10.0, 10.0, Ink::Fill(Tone::B), Note::default()),
            1 => sheet.rect(x, line + 5.0, 10.0, 10.0, Ink::Fill(Tone::New), Note::default()),
            _ => sheet.line((x - 1.0, line + 10.0), (x + 12.0, line + 10.0), Ink::Stroke(Stroke::Line)),
        }
        let text = Type::Plain.fit(words, sheet.width - x - KEY);
        sheet.label(Label::new(x + KEY, line + 14.0, Anchor::Start, Type::Plain, text));
    }
}

impl CumulativePeriod {
    /// The bars of the period side by side round its middle.
    fn bars(&self, sheet: &mut Sheet<'_>, plot: &Plot, middle: f64, slot: f64) {
        let width = (slot * 0.32).min(26.0);
        let Some(zero) = plot.down(0.0) else { return };
        let bars = [(middle - width - 0.5, self.back, Tone::B), (middle + 0.5, -self.spent, Tone::New)];
        for (left, value, tone) in bars {
            let Some(end) = plot.down(value) else { continue };
            let ink = match self.extent {
                Extent::Whole => Ink::Fill(tone),
                Extent::Partial => Ink::Stroke(Stroke::Dashed),
            };
            sheet.rect(left, end.min(zero), width, (end - zero).abs(), ink, Note::title(&self.title));
            sheet.block(Area { left, top: end.min(zero), right: left + width, bottom: end.max(zero) });
        }
    }

    /// The words at the point of the line, where they are clear of others.
    fn note(&self, sheet: &mut Sheet<'_>, (x, y): (f64, f64)) {
        let at = |x: f64, y: f64, anchor: Anchor| Label::new(x, y, anchor, Type::Accent, &self.note);
        let around =
            [(x - 7.0, y - 7.0, Anchor::End), (x + 7.0, y + 16.0, Anchor::Start), (x, y - 12.0, Anchor::Middle)];
        let further =
            [(x - 7.0, y - 24.0, Anchor::End), (x - 7.0, y - 44.0, Anchor::End), (x, y + 22.0, Anchor::Middle)];
        sheet.callout(around.into_iter().chain(further).map(|(x, y, anchor)| at(x, y, anchor)));
    }
}
