//! A ladder: rungs from the lowest to the highest, how far the dossier says we have come and how far the evidence goes.

use serde::Serialize;

use super::canvas::Note;
use super::ink::{Ink, Stroke};
use super::sheet::{About, Anchor, Format, Label, Sheet, Size, draw};
use super::table::{Column, Table};
use super::text::Type;
use super::tone::Tone;

/// Between two rungs.
const GAP: f64 = 8.0;
/// The height of the bars of a rung of one line.
const BAR: f64 = 26.0;
/// The height of each further line.
const LINE: f64 = 15.0;
/// The most lines of what is missing.
const MOST_LINES: usize = 9;
/// From a bar's edge to its words.
const INSET: f64 = 9.0;
/// Across, in a column of a page and on a phone.
const WIDTHS: [(Size, f64); 2] = [(Size::Wide, 580.0), (Size::Narrow, 350.0)];

/// A ladder with two columns.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ladder {
    /// Unique in the page, kebab-case.
    pub id: String,
    /// What it is.
    pub name: String,
    /// What it shows, in one sentence.
    pub summary: String,
    /// The rungs from the lowest.
    pub rungs: Vec<Rung>,
    /// How many rungs the evidence reaches; none for no evidence.
    pub evidence: Option<usize>,
    /// The word on its highest rung ("证据").
    pub evidence_text: String,
    /// How many rungs the dossier claims; none where it says nothing.
    pub claimed: Option<usize>,
    /// The word on its highest rung ("档案").
    pub claimed_text: String,
    /// The table's headings: rung, evidence, dossier, what is missing. One without words has no column.
    pub headings: [String; 4],
}

/// One rung.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rung {
    /// Its name.
    pub name: String,
    /// What the evidence lacks for it ("缺财务、信息对口"); empty for nothing.
    pub missing: String,
    /// Whether the evidence reaches it, in words, for the table.
    pub evidence_text: String,
    /// Whether the dossier claims it, in words, for the table.
    pub claimed_text: String,
    /// The mark's facts in words.
    pub title: String,
}

impl Ladder {
    /// What it says about itself.
    pub(super) fn about(&self) -> About<'_> {
        About { id: &self.id, name: &self.name, summary: &self.summary }
    }

    /// The wide and the narrow drawing.
    pub(super) fn svg(&self) -> String {
        WIDTHS.map(|(size, width)| self.draw(size, width)).concat()
    }

    fn draw(&self, size: Size, width: f64) -> String {
        let names = self.rungs.iter().map(|rung| Type::Bold.width(&rung.name)).fold(0.0, f64::max);
        let left = (names + 14.0).clamp(60.0, 140.0);
        let lines: Vec<Vec<String>> =
            (0..self.rungs.len()).map(|index| self.words(index, (width - left - 4.0) / 2.0)).collect();
        let tall = |index: usize| BAR + lines[index].len().saturating_sub(1) as f64 * LINE;
        let height = 4.0 + (0..self.rungs.len()).map(|index| tall(index) + GAP).sum::<f64>().max(BAR + GAP);
        draw(Format { size, width, height }, self.about(), |sheet| {
            let mut top = 4.0;
            for (index, rung) in self.rungs.iter().enumerate().rev() {
                self.rung(sheet, index, rung, &lines[index], (left, top, tall(index)));
                top += tall(index) + GAP;
            }
        })
    }

    /// How a rung stands: whether the evidence reaches it, whether the dossier claims it.
    fn stands(&self, index: usize) -> (bool, bool) {
        (self.evidence.is_some_and(|evidence| index < evidence), self.claimed.is_some_and(|claimed| index < claimed))
    }

    /// What stands on the evidence's side of a rung, in lines, where a side is so wide.
    fn words(&self, index: usize, half: f64) -> Vec<String> {
        let (reached, claimed) = self.stands(index);
        match (reached, claimed) {
            (true, _) if self.evidence == Some(index + 1) => {
                vec![Type::OnA.fit(&self.evidence_text, half - 2.0 * INSET)]
            }
            (true, _) => Vec::new(),
            (false, true) => Type::Act.lines(&self.rungs[index].missing, half - 2.0 * INSET, MOST_LINES),
            // Above the claim what is missing may run on over both halves.
            (false, false) => Type::Muted.lines(&self.rungs[index].missing, 2.0 * half - 2.0 * INSET, MOST_LINES),
        }
    }

    /// One row per rung, from the highest.
    pub(super) fn table(&self) -> Table {
        let row = |rung: &Rung| {
            [rung.name.clone(), rung.evidence_text.clone(), rung.claimed_text.clone(), rung.missing.clone()]
        };
        Table::new(&self.headings, [Column::Words; 4], self.rungs.iter().rev().map(row))
    }

    /// Draws a rung: its name, the evidence at the left, the dossier at the right.
    fn rung(
        &self,
        sheet: &mut Sheet<'_>,
        index: usize,
        rung: &Rung,
        lines: &[String],
        (left, top, tall): (f64, f64, f64),
    ) {
        let half = (sheet.width - left - 4.0) / 2.0;
        let (middle, base) = (left + half + 4.0, top + 17.0);
        let (reached, claimed) = self.stands(index);
        let (evidence, style) = match (reached, claimed) {
            (true, _) => (Ink::Fill(Tone::A), Type::OnA),
            (false, true) => (Ink::Stroke(Stroke::ActWash), Type::Act),
            (false, false) => (Ink::Fill(Tone::Ground), Type::Muted),
        };
        let dossier = if claimed { Tone::C } else { Tone::Ground };
        let widest = lines.iter().map(|line| style.width(line)).fold(0.0, f64::max);
        if widest > half - 2.0 * INSET {
            // Words that run on over both halves stand in one.
            sheet.rect(left, top, 2.0 * half + 4.0, tall, evidence, Note::title(&rung.title));
        } else {
            sheet.rect(left, top, half, tall, evidence, Note::title(&rung.title));
            sheet.rect(middle, top, half, tall, Ink::Fill(dossier), Note::default());
        }
        for (line, y) in lines.iter().zip(std::iter::successors(Some(base), |y| Some(y + LINE))) {
            sheet.label(Label::new(left + INSET, y, Anchor::Start, style, line));
        }
        let tops = |count: Option<usize>| count.is_some_and(|count| count == index + 1);
        if tops(self.claimed) {
            let words = Type::OnC.fit(&self.claimed_text, half - 14.0);
            sheet.label(Label::new(middle + INSET, base, Anchor::Start, Type::OnC, words));
        }
        let style = if tops(self.evidence) || tops(self.claimed) { Type::Bold } else { Type::Muted };
        sheet.label(Label::new(0.0, base, Anchor::Start, style, style.fit(&rung.name, left - 8.0)));
    }
}
