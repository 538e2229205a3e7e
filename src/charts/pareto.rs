//! The Pareto curve: accounts from the largest to the smallest, a bar for each share, the line of the cumulative
//! share, the ABC cuts, the 80/20 rule as a cross and the real point beside it.
//!
//! Beyond a few hundred accounts a bar stands for several in a row (never of two classes); its height is their mean
//! share, enlarged as [`Pareto::accounts_per_bar`] says, so that areas stay comparable. The narrow size has the same bars for
//! the largest and merges the others; what a merged bar shows is their mean, so a share stands as high on a phone as on a page.

mod words;

use std::ops::Range;

use serde::Serialize;

use super::canvas::Note;
use super::ink::{Ink, Stroke};
use super::plot::{Plot, Span, gutter};
use super::sheet::{About, Anchor, Area, Format, Label, Sheet, Size, draw};
use super::table::{Column, Table};
use super::text::Type;
use super::tick::Tick;
use super::tone::Tone;

/// Bars at most, wide.
const MOST_BARS: usize = 180;
/// Of these, the bars of the narrow size that are not merged further, and about how many more there are.
const HEAD: usize = 30;
const TAIL: usize = 40;

/// Runs of one class at most: real classes make three, and only these are kept apart in merged bars.
const MOST_RUNS: usize = 6;

/// A Pareto or ABC curve.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pareto {
    /// Unique in the page, kebab-case.
    pub id: String,
    /// What it is.
    pub name: String,
    /// What it shows, in one sentence.
    pub summary: String,
    /// The accounts, by amount, falling.
    pub bars: Vec<ParetoBar>,
    /// The words for each run of a class under the axis ("A 11 家").
    pub classes: Vec<ParetoClass>,
    /// Labels of the upright axis; places are shares, 0 to 1.
    pub ticks: Vec<Tick>,
    /// What stands along the axis ("60 家客户，按毛利从大到小").
    pub axis: String,
    /// The rule, drawn as a cross (0.2 and 0.8).
    pub rule: Option<ParetoPoint>,
    /// Where the accounts really stand (0.2 and what the top 20 % hold), drawn as a dot.
    pub point: Option<ParetoPoint>,
    /// The table's headings: rank, account, amount, share, cumulative share, class. One without words has no column.
    pub headings: [String; 6],
}

/// One account.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ParetoBar {
    /// The account.
    pub name: String,
    /// Its amount, finished.
    pub amount_text: String,
    /// Its share of the whole; negative for returns.
    pub share: f64,
    /// The share, finished.
    pub share_text: String,
    /// Its share with all larger ones.
    pub cumulative: f64,
    /// The cumulative share, finished.
    pub cumulative_text: String,
    /// Its class.
    pub tone: Tone,
    /// The name of the class.
    pub class_text: String,
    /// The mark's numbers in words.
    pub title: String,
}

/// The words for a run of one class.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ParetoClass {
    /// Which class.
    pub tone: Tone,
    /// The finished words.
    pub text: String,
}

/// A labelled point of the plane of accounts and amount.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ParetoPoint {
    /// Share of the accounts, 0 to 1.
    pub accounts: f64,
    /// Share of the amount.
    pub amount: f64,
    /// The finished label.
    pub text: String,
}

impl Pareto {
    /// How many accounts a full bar stands for when there are `accounts` of them: 1 up to 180. The
    /// measure line should say it.
    pub fn accounts_per_bar(accounts: usize) -> usize {
        per_bar(accounts)
    }

    /// What it says about itself.
    pub(super) fn about(&self) -> About<'_> {
        About { id: &self.id, name: &self.name, summary: &self.summary }
    }

    /// The wide and the narrow drawing.
    pub(super) fn svg(&self) -> String {
        let wide = Format { size: Size::Wide, width: 640.0, height: 330.0 };
        let narrow = Format { size: Size::Narrow, width: 350.0, height: 290.0 };
        self.draw(wide, steps(&self.bars)) + &self.draw(narrow, narrow_steps(&self.bars))
    }

    /// One row per bar.
    pub(super) fn table(&self) -> Table {
        use Column::{Figures, Words};
        let rows = steps(&self.bars).into_iter().filter_map(|step| {
            let (first, last) = (self.bars.get(step.start)?, self.bars.get(step.end - 1)?);
            let ends = |first: &str, last: &str| {
                if step.len() == 1 { first.to_owned() } else { format!("{first} … {last}") }
            };
            Some([
                ends(&(step.start + 1).to_string(), &step.end.to_string()),
                ends(&first.name, &last.name),
                ends(&first.amount_text, &last.amount_text),
                ends(&first.share_text, &last.share_text),
                last.cumulative_text.clone(),
                last.class_text.clone(),
            ])
        });
        Table::new(&self.headings, [Figures, Words, Figures, Figures, Figures, Words], rows)
    }

    fn draw(&self, format: Format, steps: Vec<Range<usize>>) -> String {
        draw(format, self.about(), |sheet| {
            let area =
                Area { left: gutter(&self.ticks), top: 16.0, right: sheet.width - 16.0, bottom: sheet.height - 40.0 };
            let shares = self.bars.iter().flat_map(|bar| [bar.share, bar.cumulative]);
            let plot = Plot::new(area, Span::linear(0.0, 1.0), Span::with_zero(shares.chain([1.0])));
            plot.rows(sheet, &self.ticks);
            self.bars(sheet, &plot, steps);
            self.cuts(sheet, &plot);
            self.points(sheet, &plot);
            let room = area.right - area.left;
            let axis = Type::Muted.fit(&self.axis, room);
            sheet.label(Label::new(area.right, area.bottom + 34.0, Anchor::End, Type::Muted, axis));
        })
    }

    /// The share of the accounts that the first `count` are.
    fn part(&self, count: usize) -> f64 {
        count as f64 / self.bars.len().max(1) as f64
    }

    /// The bars and the line of the cumulative share.
    fn bars(&self, sheet: &Sheet<'_>, plot: &Plot, steps: Vec<Range<usize>>) {
        let full = per_bar(self.bars.len()) as f64;
        let mut line: Vec<_> = plot.at(0.0, 0.0).into_iter().collect();
        for step in steps {
            let bars = &self.bars[step.clone()];
            let (Some(first), Some(last)) = (bars.first(), bars.last()) else { continue };
            let height = bars.iter().map(|bar| bar.share).sum::<f64>() / step.len() as f64 * full;
            let ends = (plot.across(self.part(step.start)), plot.across(self.part(step.end)));
            if let ((Some(left), Some(right)), Some(top), Some(zero)) = (ends, plot.down(height), plot.down(0.0)) {
                let gap = if right - left > 3.0 { 1.0 } else { 0.0 };
                let width = (right - left - gap).max(0.4);
                let title =
                    if step.len() == 1 { first.title.clone() } else { format!("{} … {}", first.title, last.title) };
                let note = Note::title(&title);
                sheet.rect(left + gap / 2.0, top.min(zero), width, (top - zero).abs(), Ink::Fill(first.tone), note);
            }
            line.extend(plot.at(self.part(step.end), last.cumulative));
        }
        sheet.polyline(&line, Ink::Stroke(Stroke::Line));
    }

    /// The runs of the classes; none where these are shuffled.
    fn parted(&self) -> Vec<Range<usize>> {
        let runs = runs(&self.bars);
        if runs.len() > MOST_RUNS { Vec::new() } else { runs }
    }

    /// A line between two classes, and the words of each under its run.
    fn cuts(&self, sheet: &mut Sheet<'_>, plot: &Plot) {
        let runs = self.parted();
        let mut labels = Vec::new();
        for run in runs {
            let (Some(left), Some(right)) = (plot.across(self.part(run.start)), plot.across(self.part(run.end))) else {
                continue;
            };
            if run.start > 0 {
                sheet.line((left, plot.area.top), (left, plot.area.bottom), Ink::Stroke(Stroke::Cut));
            }
            if let Some(class) = self.classes.iter().find(|class| class.tone == self.bars[run.start].tone) {
                let middle = f64::midpoint(left, right);
                labels.push(Label::new(middle, plot.area.bottom + 17.0, Anchor::Middle, Type::Bold, &class.text));
            }
        }
        for label in spread(labels, 0.0, sheet.width) {
            sheet.label(label);
        }
    }
}

/// How many accounts a full bar stands for. Bars that stand for several have titles twice as long, so there are fewer.
fn per_bar(accounts: usize) -> usize {
    if accounts <= MOST_BARS { 1 } else { accounts.div_ceil(MOST_BARS * 2 / 3 - MOST_RUNS) }
}

/// The runs of neighbours of one class.
fn runs(bars: &[ParetoBar]) -> Vec<Range<usize>> {
    let mut start = 0;
    bars.chunk_by(|a, b| a.tone == b.tone)
        .map(|run| {
            let range = start..start + run.len();
            start = range.end;
            range
        })
        .collect()
}

/// Which accounts each bar stands for: bars of equal size, none across two classes unless these are shuffled.
fn steps(bars: &[ParetoBar]) -> Vec<Range<usize>> {
    let size = per_bar(bars.len());
    let runs = runs(bars);
    let whole = Range { start: 0, end: bars.len() };
    let runs = if runs.len() > MOST_RUNS { vec![whole] } else { runs };
    runs.into_iter()
        .flat_map(|run| run.clone().step_by(size).map(move |start| start..(start + size).min(run.end)))
        .collect()
}

/// The same for the narrow size: one for one at the head, several in one after it, none across two classes.
fn narrow_steps(bars: &[ParetoBar]) -> Vec<Range<usize>> {
    let mut steps = steps(bars);
    if steps.len() <= HEAD + TAIL {
        return steps;
    }
    let tail = steps.split_off(HEAD);
    let is_shuffled = runs(bars).len() > MOST_RUNS;
    let merged = |part: &[Range<usize>]| Some(part.first()?.start..part.last()?.end);
    let alike = tail.chunk_by(|a, b| is_shuffled || bars[a.start].tone == bars[b.start].tone);
    steps.extend(alike.flat_map(|run| run.chunks(tail.len().div_ceil(TAIL))).filter_map(merged));
    steps
}

/// Pushes centred labels of one line apart, between two edges, in their order.
fn spread(mut labels: Vec<Label>, left: f64, right: f64) -> Vec<Label> {
    const GAP: f64 = 8.0;
    let half = |label: &Label| label.style.width(&label.text) / 2.0;
    let mut edge = left;
    for label in &mut labels {
        label.x = label.x.max(edge + half(label));
        edge = label.x + half(label) + GAP;
    }
    let mut edge = right;
    for label in labels.iter_mut().rev() {
        label.x = label.x.min(edge - half(label));
        edge = label.x - half(label) - GAP;
    }
    labels
}
