//! Two columns side by side, then and now (or two rankings), a line for each that stands in both; labels never collide.

use serde::Serialize;

use super::canvas::Note;
use super::corridor::apart;
use super::ink::{Ink, Stroke};
use super::plot::{Plot, Span};
use super::sheet::{About, Anchor, Area, Format, Label, Sheet, Size, draw};
use super::table::{Column, Table};
use super::text::Type;
use super::tone::Tone;

/// Between two labels.
const LINE: f64 = 18.0;

/// Then and now.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Slope {
    /// Unique in the page, kebab-case.
    pub id: String,
    /// What it is.
    pub name: String,
    /// What it shows, in one sentence.
    pub summary: String,
    /// The names of the two columns.
    pub columns: [String; 2],
    /// Whether the highest value stands on top, or the first rank.
    pub direction: SlopeDirection,
    /// The lines, the most important first.
    pub lines: Vec<SlopeLine>,
    /// The table's headings: name, then, now. One without words has no column.
    pub headings: [String; 3],
}

/// What stands on top.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum SlopeDirection {
    /// The highest value.
    Values,
    /// The lowest: ranks.
    Ranks,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SlopeLine {
    /// Who or what.
    pub name: String,
    /// Then; none where it was not there.
    pub from: Option<f64>,
    /// That value, finished.
    pub from_text: String,
    /// Now; none where it is gone.
    pub to: Option<f64>,
    /// That value, finished.
    pub to_text: String,
    /// [`Tone::Accent`] for the subject, [`Tone::Act`] where somebody has to act, [`Tone::Mute`] for context.
    pub tone: Tone,
    /// The mark's numbers in words.
    pub title: String,
}

impl Slope {
    /// What it says about itself.
    pub(super) fn about(&self) -> About<'_> {
        About { id: &self.id, name: &self.name, summary: &self.summary }
    }

    /// The drawing.
    pub(super) fn svg(&self) -> String {
        let most = |end: fn(&SlopeLine) -> Option<f64>| self.lines.iter().filter_map(end).count();
        let rows = most(|line| line.from).max(most(|line| line.to)).max(6) as f64;
        let height = 34.0 + rows * (LINE + 2.0);
        draw(Format { size: Size::Solo, width: 380.0, height }, self.about(), |sheet| {
            let label = |text: &str, name: &str| Type::Bold.width(text) + Type::Bold.width(name) + 10.0;
            let left = self.lines.iter().map(|line| label(&line.from_text, &line.name)).fold(0.0, f64::max);
            let right = self.lines.iter().map(|line| label(&line.to_text, &line.name)).fold(0.0, f64::max);
            let side = |width: f64| width.min(136.0) + 10.0;
            let area = Area { left: side(left), top: 34.0, right: sheet.width - side(right), bottom: height - 10.0 };
            let values = self.lines.iter().flat_map(|line| [line.from, line.to]).flatten();
            let (low, high) = values
                .filter(|value| value.is_finite())
                .fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(value), high.max(value)));
            let plot = Plot::new(area, Span::linear(0.0, 1.0), Span::linear(low, high));
            self.frame(sheet, &plot);
            for line in self.lines.iter().rev() {
                self.line(sheet, &plot, line);
            }
            self.labels(sheet, &plot, (area.left - 10.0, Anchor::End), |line| (line.from, &line.from_text));
            self.labels(sheet, &plot, (area.right + 10.0, Anchor::Start), |line| (line.to, &line.to_text));
        })
    }

    /// One row per line.
    pub(super) fn table(&self) -> Table {
        let row = |line: &SlopeLine| [line.name.clone(), line.from_text.clone(), line.to_text.clone()];
        Table::new(&self.headings, [Column::Words, Column::Figures, Column::Figures], self.lines.iter().map(row))
    }

    /// How far down a value stands.
    fn down(&self, plot: &Plot, value: f64) -> Option<f64> {
        let down = plot.down(value)?;
        Some(match self.direction {
            SlopeDirection::Values => down,
            SlopeDirection::Ranks => plot.area.top + plot.area.bottom - down,
        })
    }

    /// The two uprights with the names of the columns.
    fn frame(&self, sheet: &mut Sheet<'_>, plot: &Plot) {
        let Area { left, right, top, bottom } = plot.area;
        for (x, name, anchor) in [(left, &self.columns[0], Anchor::End), (right, &self.columns[1], Anchor::Start)] {
            sheet.line((x, top - 8.0), (x, bottom + 6.0), Ink::Stroke(Stroke::Grid));
            let room = if anchor == Anchor::End { x } else { sheet.width - x };
            sheet.label(Label::new(x, 14.0, anchor, Type::Muted, Type::Muted.fit(name, room)));
        }
    }

    fn line(&self, sheet: &Sheet<'_>, plot: &Plot, line: &SlopeLine) {
        let ends = [(plot.area.left, line.from), (plot.area.right, line.to)]
            .map(|(x, value)| value.and_then(|value| self.down(plot, value)).map(|y| (x, y)));
        let stroke = match line.tone {
            Tone::Act => Stroke::Limit,
            Tone::Mute | Tone::Rest | Tone::Ground => Stroke::Context,
            _ => Stroke::Line,
        };
        if let [Some(from), Some(to)] = ends {
            sheet.trace(&[from, to], Ink::Stroke(stroke), Note::title(&line.title));
        }
        for end in ends.into_iter().flatten() {
            sheet.circle(end, 3.5, Ink::Fill(line.tone), Note::title(&line.title));
        }
    }

    /// The labels of a side, as near to their values as the others allow; a hair leads to one that had to move far.
    fn labels(
        &self,
        sheet: &mut Sheet<'_>,
        plot: &Plot,
        (x, anchor): (f64, Anchor),
        end: impl Fn(&SlopeLine) -> (Option<f64>, &String),
    ) {
        let known: Vec<_> = self.lines.iter().filter_map(|line| Some((self.down(plot, end(line).0?)?, line))).collect();
        let wanted: Vec<_> = known.iter().map(|(y, _)| *y).collect();
        let places = apart(&wanted, LINE, (plot.area.top, plot.area.bottom));
        let room = if anchor == Anchor::End { x } else { sheet.width - x };
        for ((_, line), y) in known.into_iter().zip(places) {
            let style = match line.tone {
                Tone::Mute | Tone::Rest | Tone::Ground => Type::Plain,
                tone => tone.text_beside(),
            };
            let (name, value) = (&line.name, end(line).1);
            let name = style.fit(name, room - style.width(value) - style.width("  "));
            let text = if anchor == Anchor::End { format!("{name} {value}") } else { format!("{value} {name}") };
            sheet.label(Label::new(x, y + 4.0, anchor, style, style.fit(text.trim(), room)));
        }
    }
}
