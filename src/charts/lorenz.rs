//! The Lorenz curve: accounts from the smallest to the largest across, their cumulative share upwards; the further it
//! hangs under the diagonal of equality, the more unequal they are. The Gini coefficient is twice that area.

use serde::Serialize;

use super::canvas::Note;
use super::ink::{Ink, Stroke};
use super::plot::{Plot, Span, gutter};
use super::room::halves;
use super::sheet::{About, Anchor, Area, Format, Label, Sheet, Size, draw};
use super::table::{Column, Table};
use super::text::Type;
use super::tick::Axis;
use super::tone::Tone;

/// Points of a curve at most; more would not be seen.
const MOST_POINTS: usize = 120;

/// A Lorenz curve.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Lorenz {
    /// Unique in the page, kebab-case.
    pub id: String,
    /// What it is.
    pub name: String,
    /// What it shows, in one sentence.
    pub summary: String,
    /// Shares of the accounts, 0 to 1.
    pub x: Axis,
    /// Shares of the amount, 0 to 1.
    pub y: Axis,
    /// The curve from (0, 0) to (1, 1): share of the accounts, share of the amount.
    pub curve: Vec<(f64, f64)>,
    /// What stands for it ("2026 年 基尼系数 0.71").
    pub label: String,
    /// The curve of the period before.
    pub previous: Option<LorenzPrevious>,
    /// The words along the diagonal ("完全均等").
    pub equality: String,
    /// Points of the curve that are read out: deciles, the largest fifth.
    pub marks: Vec<LorenzMark>,
    /// The table's headings: share of the accounts, share of the amount, that of the period before. One without words
    /// has no column.
    pub headings: [String; 3],
}

/// The curve of the period before.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LorenzPrevious {
    /// Share of the accounts, share of the amount.
    pub curve: Vec<(f64, f64)>,
    /// What stands for it ("2025 年 基尼系数 0.69").
    pub label: String,
}

/// A point that is read out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LorenzMark {
    /// Share of the accounts, 0 to 1.
    pub accounts: f64,
    /// That share, finished.
    pub accounts_text: String,
    /// Share of the amount that they hold.
    pub amount: f64,
    /// That share, finished.
    pub amount_text: String,
    /// What they held in the period before, finished; empty for none.
    pub previous_text: String,
    /// A finished label beside it; empty for none.
    pub label: String,
    /// The mark's numbers in words.
    pub title: String,
}

impl Lorenz {
    /// What it says about itself.
    pub(super) fn about(&self) -> About<'_> {
        About { id: &self.id, name: &self.name, summary: &self.summary }
    }

    /// The wide and the narrow drawing.
    pub(super) fn svg(&self) -> String {
        halves(|size, width| self.draw(size, width))
    }

    fn draw(&self, size: Size, width: f64) -> String {
        draw(Format { size, width, height: 360.0 }, self.about(), |sheet| {
            let area =
                Area { left: gutter(&self.y.ticks), top: 30.0, right: sheet.width - 16.0, bottom: sheet.height - 40.0 };
            let plot = Plot::new(area, Span::of(&self.x), Span::of(&self.y));
            plot.rows(sheet, &self.y.ticks);
            plot.columns(sheet, &self.x.ticks);
            let x_name = Type::Muted.fit(&format!("{} →", self.x.name), sheet.width);
            sheet.label(Label::new(area.right, area.bottom + 34.0, Anchor::End, Type::Muted, x_name));
            let y_name = Type::Muted.fit(&format!("↑ {}", self.y.name), sheet.width);
            sheet.label(Label::new(0.0, 14.0, Anchor::Start, Type::Muted, y_name));
            if let (Some(from), Some(to)) = (plot.at(0.0, 0.0), plot.at(1.0, 1.0)) {
                sheet.line(from, to, Ink::Stroke(Stroke::Cut));
            }
            if let Some(previous) = &self.previous {
                sheet.polyline(&points(&plot, &previous.curve), Ink::Stroke(Stroke::Context));
            }
            sheet.polyline(&points(&plot, &self.curve), Ink::Stroke(Stroke::Line));
            self.words(sheet, &plot);
        })
    }

    /// The labels of the curves in the empty corner over the diagonal, the read-out points, the diagonal's words.
    fn words(&self, sheet: &mut Sheet<'_>, plot: &Plot) {
        let previous = self.previous.as_ref().map(|previous| (previous.label.as_str(), Stroke::Context, Type::Muted));
        let mut y = plot.area.top + 22.0;
        for (text, stroke, style) in [(self.label.as_str(), Stroke::Line, Type::Accent)].into_iter().chain(previous) {
            let left = plot.area.left + 10.0;
            let text = style.fit(text, (plot.area.right - plot.area.left) * 0.75);
            if !text.is_empty() {
                sheet.line((left, y - 4.0), (left + 18.0, y - 4.0), Ink::Stroke(stroke));
                sheet.halo(Label::new(left + 24.0, y, Anchor::Start, style, text));
            }
            y += 18.0;
        }
        for mark in &self.marks {
            let Some((x, y)) = plot.at(mark.accounts, mark.amount) else { continue };
            sheet.circle((x, y), 3.5, Ink::Fill(Tone::Accent), Note::title(&mark.title));
            let text = Type::Bold.fit(&mark.label, x - plot.area.left - 8.0);
            // Both curves rise, so the label is clear of them where its right end is.
            let before = self
                .previous
                .as_ref()
                .and_then(|previous| points(plot, &previous.curve).into_iter().find(|(across, _)| *across >= x - 6.0));
            let line = before.map_or(y, |(_, down)| down.min(y));
            let left = Label::new(x - 9.0, line - 5.0, Anchor::End, Type::Bold, text);
            let right = Label::new(x + 9.0, y + 12.0, Anchor::Start, Type::Bold, &mark.label);
            sheet.callout([left, right]);
        }
        if let Some((x, y)) = plot.at(0.46, 0.46) {
            let text = Type::Muted.fit(&self.equality, x - plot.area.left - 8.0);
            sheet.halo(Label::new(x - 8.0, y, Anchor::End, Type::Muted, text));
        }
    }

    /// One row per read-out point.
    pub(super) fn table(&self) -> Table {
        let row =
            |mark: &LorenzMark| [mark.accounts_text.clone(), mark.amount_text.clone(), mark.previous_text.clone()];
        Table::new(&self.headings, [Column::Figures; 3], self.marks.iter().map(row))
    }
}

/// A curve in pixels: its ends, and every few of the points between.
fn points(plot: &Plot, curve: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let stride = curve.len().div_ceil(MOST_POINTS).max(1);
    let last = curve.len().saturating_sub(1);
    let kept = curve.iter().enumerate().filter(|(index, _)| index % stride == 0 || *index == last);
    kept.filter_map(|(_, &(x, y))| plot.at(x, y)).collect()
}
