//! The rule's cross, the real point and their words, which stand where no line runs through them.

use super::{Pareto, per_bar};
use crate::charts::canvas::Note;
use crate::charts::ink::{Ink, Stroke};
use crate::charts::plot::Plot;
use crate::charts::sheet::{Anchor, Label, Sheet};
use crate::charts::text::Type;
use crate::charts::tone::Tone;

/// From a mark, or a line, to the words beside it.
const BESIDE: f64 = 12.0;
/// How far the letters of two lines reach above the first base line, and below it.
const ABOVE: f64 = 11.0;
const BELOW: f64 = 20.0;

impl Pareto {
    /// The cross and the dot with their words; a thin line leads to words that have no room beside the dot.
    pub(super) fn points(&self, sheet: &mut Sheet<'_>, plot: &Plot) {
        let rule = self.rule.as_ref().and_then(|rule| Some((rule, plot.at(rule.accounts, rule.amount)?)));
        if let Some((_, (x, y))) = rule {
            sheet.line((x - 5.0, y), (x + 5.0, y), Ink::Stroke(Stroke::Axis));
            sheet.line((x, y - 5.0), (x, y + 5.0), Ink::Stroke(Stroke::Axis));
        }
        let point = self.point.as_ref().and_then(|point| Some((point, plot.at(point.accounts, point.amount)?)));
        let Some(mark) = point.map(|(_, at)| at).or(rule.map(|(_, at)| at)) else { return };
        let lines = [point.map(|(point, _)| (Type::Act, &point.text)), rule.map(|(rule, _)| (Type::Muted, &rule.text))];
        let width = lines.iter().flatten().map(|(style, text)| style.width(text)).fold(0.0, f64::max);
        let left = self.words_start(plot, mark.0, width, sheet.width);
        let first = self.words_line(plot, mark, left);
        if let Some((point, (x, y))) = point {
            if left > x + BESIDE {
                sheet.line((x, y), (left - 4.0, first - 4.0), Ink::Stroke(Stroke::Wire));
            }
            sheet.circle((x, y), 4.5, Ink::Fill(Tone::Act), Note::title(&point.text));
        }
        for ((style, text), y) in lines.into_iter().flatten().zip([first, first + 16.0]) {
            let text = style.fit(text, sheet.width - left);
            sheet.halo(Label::new(left, y, Anchor::Start, style, text));
        }
    }

    /// Where words of a width begin: right of their mark, or of the cut that would run through them, if they end on the sheet.
    fn words_start(&self, plot: &Plot, mark: f64, width: f64, sheet: f64) -> f64 {
        let cuts: Vec<f64> = self.parted().iter().skip(1).filter_map(|run| plot.across(self.part(run.start))).collect();
        let starts = std::iter::once(mark).chain(cuts.iter().copied().filter(|cut| *cut > mark));
        let mut fitting = starts.map(|at| at + BESIDE).filter(|left| left + width <= sheet);
        let is_free = |left: &f64| !cuts.iter().any(|cut| (*left..left + width).contains(cut));
        fitting.find(is_free).unwrap_or(mark + BESIDE)
    }

    /// The base line of the first of two lines of words: between two lines of the grid, below the curve and above the bars. Where
    /// there is no such place, as among accounts that are all alike, at least above the bars.
    fn words_line(&self, plot: &Plot, (x, y): (f64, f64), left: f64) -> f64 {
        let bars = self.bars_end(plot, x.min(left));
        let curve = self.curve(plot, left);
        let mut rows: Vec<f64> = self.ticks.iter().filter_map(|tick| plot.down(tick.at)).collect();
        rows.sort_by(f64::total_cmp);
        let free = rows.windows(2).find_map(|gap| {
            let first = gap[0].max(curve) + ABOVE + 2.0;
            (first + BELOW < gap[1].min(bars))
                .then_some(first.max(f64::midpoint(gap[0], gap[1]) - 4.0).min(gap[1] - BELOW))
        });
        free.unwrap_or_else(|| (y + BELOW).min(plot.area.bottom - 24.0).min(bars - 24.0).max(plot.area.top + BESIDE))
    }

    /// How far down the curve stands at a place.
    fn curve(&self, plot: &Plot, x: f64) -> f64 {
        let nought = plot.at(0.0, 0.0).unwrap_or((plot.area.left, plot.area.bottom));
        let ends = (1..).zip(&self.bars).filter_map(|(count, bar)| plot.at(self.part(count), bar.cumulative));
        let corners: Vec<(f64, f64)> = std::iter::once(nought).chain(ends).collect();
        let beneath = corners.windows(2).find(|ends| ends[1].0 > x);
        let at = |ends: &[(f64, f64)]| ends[0].1 + (ends[1].1 - ends[0].1) * (x - ends[0].0) / (ends[1].0 - ends[0].0);
        beneath.map_or(plot.area.top, at)
    }

    /// The top of the highest bar at or right of a place.
    fn bars_end(&self, plot: &Plot, x: f64) -> f64 {
        let full = per_bar(self.bars.len()) as f64;
        let right = (1..).zip(&self.bars);
        let right = right.filter(|(count, _)| plot.across(self.part(*count)).is_some_and(|end| end > x));
        right.filter_map(|(_, bar)| plot.down(bar.share * full)).fold(plot.area.bottom, f64::min)
    }
}
