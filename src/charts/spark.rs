//! A sparkline: the course of a figure in a line without axes, its last value as a dot.

use serde::Serialize;

use super::canvas::Note;
use super::ink::{Ink, Stroke};
use super::plot::{Plot, Span};
use super::sheet::{About, Area, Format, Size, draw};
use super::table::{Column, Table};
use super::tone::Tone;

/// A sparkline.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Spark {
    /// Unique in the page, kebab-case.
    pub id: String,
    /// What it is.
    pub name: String,
    /// What it shows, in one sentence.
    pub summary: String,
    /// The periods in their order.
    pub points: Vec<SparkPoint>,
    /// The table's headings: period, value. One without words has no column.
    pub headings: [String; 2],
}

/// One period.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SparkPoint {
    /// The period.
    pub name: String,
    /// Its value; none breaks the line.
    pub value: Option<f64>,
    /// The value, finished.
    pub text: String,
}

impl Spark {
    /// What it says about itself.
    pub(super) fn about(&self) -> About<'_> {
        About { id: &self.id, name: &self.name, summary: &self.summary }
    }

    /// The drawing.
    pub(super) fn svg(&self) -> String {
        let format = Format { size: Size::Spark, width: 220.0, height: 36.0 };
        draw(format, self.about(), |sheet| {
            let area = Area { left: 4.0, top: 5.0, right: sheet.width - 7.0, bottom: sheet.height - 5.0 };
            let values = || self.points.iter().filter_map(|point| point.value).filter(|value| value.is_finite());
            let (low, high) = (values().fold(f64::MAX, f64::min), values().fold(f64::MIN, f64::max));
            // Values that are all equal run through the middle.
            let y = if low < high { Span::linear(low, high) } else { Span::linear(low - 1.0, low + 1.0) };
            let plot = Plot::new(area, Span::linear(0.0, self.points.len().saturating_sub(1) as f64), y);
            let places: Vec<_> =
                self.points.iter().enumerate().map(|(index, point)| plot.at(index as f64, point.value?)).collect();
            for run in places.split(Option::is_none) {
                let run: Vec<_> = run.iter().copied().flatten().collect();
                sheet.polyline(&run, Ink::Stroke(Stroke::Line));
            }
            if let (Some(Some(place)), Some(point)) = (places.last(), self.points.last()) {
                let title = format!("{} {}", point.name, point.text);
                sheet.circle(*place, 3.0, Ink::Fill(Tone::Accent), Note::title(&title));
            }
        })
    }

    /// One row per period.
    pub(super) fn table(&self) -> Table {
        let rows = self.points.iter().map(|point| [point.name.clone(), point.text.clone()]);
        Table::new(&self.headings, [Column::Words, Column::Figures], rows)
    }
}
