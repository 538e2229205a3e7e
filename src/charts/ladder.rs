//! A ladder: rungs from the lowest to the highest, how far the dossier says we have come and how far the evidence goes.

use serde::Serialize;

use super::canvas::Note;
use super::ink::{Ink, Stroke};
use super::sheet::{About, Anchor, Format, Label, Sheet, Size, draw};
use super::table::{Column, Table};
use super::text::Type;
use super::tone::Tone;

/// The height of a rung, the gap included.
const RUNG: f64 = 34.0;
/// The height of its bars.
const BAR: f64 = 26.0;
/// Across.
const WIDTH: f64 = 370.0;

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

    /// The drawing.
    pub(super) fn svg(&self) -> String {
        let height = self.rungs.len().max(1) as f64 * RUNG + 4.0;
        draw(Format { size: Size::Solo, width: WIDTH, height }, self.about(), |sheet| {
            let names = self.rungs.iter().map(|rung| Type::Bold.width(&rung.name)).fold(0.0, f64::max);
            let left = (names + 14.0).clamp(60.0, 140.0);
            for (index, rung) in self.rungs.iter().enumerate() {
                let top = 4.0 + (self.rungs.len() - 1 - index) as f64 * RUNG;
                self.rung(sheet, index, rung, (left, top));
            }
        })
    }

    /// One row per rung, from the highest.
    pub(super) fn table(&self) -> Table {
        let row = |rung: &Rung| {
            [rung.name.clone(), rung.evidence_text.clone(), rung.claimed_text.clone(), rung.missing.clone()]
        };
        Table::new(&self.headings, [Column::Words; 4], self.rungs.iter().rev().map(row))
    }

    /// Draws a rung: its name, the evidence at the left, the dossier at the right.
    fn rung(&self, sheet: &mut Sheet<'_>, index: usize, rung: &Rung, (left, top): (f64, f64)) {
        let half = (WIDTH - left - 4.0) / 2.0;
        let (middle, base) = (left + half + 4.0, top + 17.0);
        let reached = self.evidence.is_some_and(|evidence| index < evidence);
        let claimed = self.claimed.is_some_and(|claimed| index < claimed);
        let owed = claimed && !reached;
        let evidence = match (reached, owed) {
            (true, _) => Ink::Fill(Tone::A),
            (false, true) => Ink::Stroke(Stroke::ActWash),
            (false, false) => Ink::Fill(Tone::Ground),
        };
        let dossier = if claimed { Tone::C } else { Tone::Ground };
        sheet.rect(left, top, half, BAR, evidence, Note::title(&rung.title));
        sheet.rect(middle, top, half, BAR, Ink::Fill(dossier), Note::default());

        let tops = |count: Option<usize>| count.is_some_and(|count| count == index + 1);
        let (style, words) = match (reached, owed) {
            (true, _) if tops(self.evidence) => (Type::OnA, self.evidence_text.as_str()),
            (true, _) => (Type::OnA, ""),
            (false, true) => (Type::Act, rung.missing.as_str()),
            (false, false) => (Type::Muted, rung.missing.as_str()),
        };
        // Above the claim what is missing may run on over both halves.
        let room = if claimed { half - 14.0 } else { 2.0 * half - 14.0 };
        sheet.label(Label::new(left + 9.0, base, Anchor::Start, style, style.fit(words, room)));
        if tops(self.claimed) {
            let words = Type::OnC.fit(&self.claimed_text, half - 14.0);
            sheet.label(Label::new(middle + 9.0, base, Anchor::Start, Type::OnC, words));
        }
        let style = if tops(self.evidence) || tops(self.claimed) { Type::Bold } else { Type::Muted };
        sheet.label(Label::new(0.0, base, Anchor::Start, style, style.fit(&rung.name, left - 8.0)));
    }
}
