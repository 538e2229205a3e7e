//! The map for narrow places: a list indented by whom they report to, with the influence in words.

use crate::charts::canvas::Note;
use crate::charts::ink::{Ink, Stroke};
use crate::charts::sheet::{Anchor, Format, Label, Sheet, Size, draw};
use crate::charts::text::Type;
use crate::charts::tone::Tone;

use super::paint::tags;
use super::{OrgChart, Person, Presence};

/// Across.
const WIDTH: f64 = 350.0;
/// A line of words.
const LINE: f64 = 18.0;
/// Between two people.
const GAP: f64 = 12.0;

/// A person on the list.
struct Entry<'a> {
    /// Who.
    person: &'a Person,
    /// How deep.
    depth: usize,
    /// The place of whom they report to on the list.
    manager: Option<usize>,
    /// Whom they influence.
    influences: Vec<&'a str>,
    /// From the top.
    top: f64,
}

impl Entry<'_> {
    /// How many lines it takes.
    fn lines(&self) -> f64 {
        let person = self.person;
        let some = |there: bool| if there { 1.0 } else { 0.0 };
        1.0 + some(!person.title.is_empty())
            + some(!person.tags.is_empty() || person.level.is_some())
            + some(!person.footer.is_empty())
            + self.influences.len() as f64
    }

    fn bottom(&self) -> f64 {
        self.top + self.lines() * LINE + 4.0
    }
}

impl OrgChart {
    /// The narrow drawing.
    pub(super) fn list(&self) -> String {
        let entries = self.entries();
        let height = entries.last().map_or(24.0, Entry::bottom) + 2.0;
        let deepest = entries.iter().map(|entry| entry.depth).max().unwrap_or(0);
        let indent = (100.0 / deepest.max(1) as f64).min(18.0);
        draw(Format { size: Size::Narrow, width: WIDTH, height }, self.about(), |sheet| {
            for entry in &entries {
                let left = entry.depth as f64 * indent;
                if let Some(manager) = entry.manager.and_then(|manager| entries.get(manager)) {
                    let (x, y) = (left - indent + 2.5, entry.top + 10.0);
                    sheet.polyline(&[(x, manager.bottom()), (x, y), (left, y)], Ink::Stroke(Stroke::Wire));
                }
                entry.draw(sheet, left);
            }
        })
    }

    /// Everybody with their places.
    fn entries(&self) -> Vec<Entry<'_>> {
        let mut entries: Vec<Entry<'_>> = Vec::new();
        let mut waiting: Vec<(&Person, Option<usize>)> = self.roots.iter().rev().map(|root| (root, None)).collect();
        while let Some((person, manager)) = waiting.pop() {
            let top = entries.last().map_or(2.0, |entry| entry.bottom() + GAP);
            let depth = manager.and_then(|manager| entries.get(manager)).map_or(0, |manager| manager.depth + 1);
            let influences = self.influences_of(person).map(|influence| influence.title.as_str());
            let influences = influences.filter(|title| !title.is_empty()).collect();
            let place = entries.len();
            entries.push(Entry { person, depth, manager, influences, top });
            waiting.extend(person.reports.iter().rev().map(|report| (report, Some(place))));
        }
        entries
    }
}

impl Entry<'_> {
    /// Draws the entry from its left edge.
    fn draw(&self, sheet: &mut Sheet<'_>, left: f64) {
        let person = self.person;
        let (x, right) = (left + 14.0, WIDTH - 1.0);
        let height = self.bottom() - self.top;
        let note = Note { title: &person.about, href: &person.href };
        if person.presence == Presence::Missing {
            sheet.rect(left + 1.0, self.top, 4.0, height, Ink::Stroke(Stroke::Gap), note);
        } else {
            sheet.rect(left, self.top, person.edge(), height, Ink::Fill(person.support), note);
        }
        let mut base = self.top + 15.0;
        let beside = person.support.text_beside();
        let corner = beside.fit(&person.support_text, 90.0);
        let style = if person.presence == Presence::Missing { Type::Act } else { Type::Big };
        let name = style.fit(&person.name, right - x - beside.width(&corner) - 8.0);
        sheet.label(Label::new(x, base, Anchor::Start, style, name));
        sheet.label(Label::new(right, base, Anchor::End, beside, corner));
        base += LINE;
        if !person.title.is_empty() {
            let title = Type::Plain.fit(&person.title, right - x);
            sheet.label(Label::new(x, base, Anchor::Start, Type::Plain, title));
            base += LINE;
        }
        if !person.tags.is_empty() || person.level.is_some() {
            let level = person.level.as_ref().map_or(0.0, |level| level.draw(sheet, right, base));
            tags(sheet, &person.tags, (x, right - level), base);
            base += LINE;
        }
        if !person.footer.is_empty() {
            let style = if person.footer_tone == Tone::Act { Type::Act } else { person.footer_tone.text_beside() };
            sheet.label(Label::new(x, base, Anchor::Start, style, style.fit(&person.footer, right - x)));
            base += LINE;
        }
        for influence in &self.influences {
            let words = Type::Accent.fit(influence, right - x);
            sheet.label(Label::new(x, base, Anchor::Start, Type::Accent, words));
            base += LINE;
        }
    }
}
