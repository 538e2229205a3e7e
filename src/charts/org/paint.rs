//! The drawing of the map.

use std::collections::BTreeMap;

use crate::charts::canvas::Note;
use crate::charts::ink::{Ink, Stroke};
use crate::charts::sheet::{Anchor, Area, Format, Label, Placed, Sheet, Size, draw};
use crate::charts::text::Type;
use crate::charts::tone::Tone;

use super::layout::{Layout, Line, place};
use super::route::Ground;
use super::{OrgChart, OrgLevel, OrgTag, OrgTagKind, Person, Presence};

/// Across: of a map of few words, and of others; a little more, and they would be smaller than 7 points on A4.
const WIDTH: f64 = 800.0;
const WIDER: f64 = 870.0;
/// At the left and at the right, where lines may run round everything.
const MARGIN: f64 = 10.0;
/// Above and below.
const EDGE: f64 = 2.0;
/// More people than this stand in lower boxes.
const MOST_ROOMY: usize = 16;
/// From the left edge of a box to its words.
const INSET: f64 = 14.0;
/// From its words to the right edge.
const OUTSET: f64 = 9.0;
/// How many times as high as wide a map may be that stands on a sheet of A4 or Letter below the head of its part: both are as wide
/// as 680 pixels, and seven tenths of Letter are as high.
const UNDER_HEAD: f64 = 1.0;
/// The width of a step of a level, with the gap after it.
const STEP: f64 = 7.0;

/// Which lines of words a box has, the same for all boxes of a map: their base lines from its top.
struct Rows {
    /// The title.
    title: f64,
    /// The tags.
    tags: f64,
    /// The tags that are plain words, if not in the same line.
    roles: f64,
    /// When they were last met.
    footer: f64,
    /// The level, at the right.
    level: f64,
    /// The height of the box.
    tall: f64,
}

impl Rows {
    /// Roomy boxes for a few people; for many, tags and footer share a line.
    fn of(people: &[(&Person, Option<&Person>)]) -> Self {
        if people.len() > MOST_ROOMY {
            return Self { title: 37.0, tags: 56.0, roles: 56.0, footer: 56.0, level: 37.0, tall: 66.0 };
        }
        let tags = if people.iter().any(|(person, _)| !person.tags.is_empty()) { 22.0 } else { 0.0 };
        Self { title: 43.0, tags: 65.0, roles: 65.0, footer: 62.0 + tags, level: 62.0 + tags, tall: 71.0 + tags }
    }

    /// With a line more: the plain words stand below the slots and beside the level, who met them and when has a line of its own.
    fn high() -> Self {
        Self { title: 43.0, tags: 65.0, roles: 85.0, footer: 105.0, level: 85.0, tall: 114.0 }
    }

    /// Whether the plain words have a line of their own.
    fn parts_tags(&self) -> bool {
        self.roles > self.tags
    }
}

impl OrgChart {
    /// The wide drawing.
    pub(super) fn map(&self) -> String {
        let people = self.people();
        let (rows, width, mut layout) = self.laid_out(&people);
        let no_lines = !self.influences.iter().any(|influence| influence.is_line);
        layout.shift_down(EDGE + if no_lines { 0.0 } else { 18.0 });
        let height = layout.height + EDGE + if no_lines { 0.0 } else { 18.0 };
        let height = height.max(rows.tall / 2.0);
        let size = if height > width * UNDER_HEAD { Size::TallMap } else { Size::Map };
        draw(Format { size, width, height }, self.about(), |sheet| {
            for line in &layout.lines {
                sheet.polyline(line, Ink::Stroke(Stroke::Wire));
            }
            let influences = self.influence_lines(&people, &layout, (width, height));
            for (line, title, _) in &influences {
                influence(sheet, line, title);
            }
            for ((person, _), area) in people.iter().zip(&layout.boxes) {
                person.draw(sheet, area, &rows);
                sheet.block(*area);
            }
            for (line, _, label) in &influences {
                name(sheet, line, label);
            }
        })
    }

    /// The rows, the width and the places of the first way in which all words are whole, or of the last.
    fn laid_out(&self, people: &[(&Person, Option<&Person>)]) -> (Rows, f64, Layout) {
        let laid = |rows: Rows, width: f64| {
            let wanted = people.iter().map(|(person, _)| person.wants(&rows)).fold(0.0, f64::max);
            let layout = place(&self.roots, MARGIN, width - 2.0 * MARGIN, (rows.tall, wanted));
            (layout.wide >= wanted, (rows, width, layout))
        };
        if people.len() > MOST_ROOMY {
            return laid(Rows::of(people), WIDER).1;
        }
        let has_tags = people.iter().any(|(person, _)| !person.tags.is_empty());
        let first = [WIDTH, WIDER].into_iter().map(|width| laid(Rows::of(people), width));
        let found = first.into_iter().find_map(|(whole, map)| (whole || !has_tags && map.1 > WIDTH).then_some(map));
        found.unwrap_or_else(|| laid(Rows::high(), WIDER).1)
    }

    /// The lines of influence with their titles and labels; one whose ends are not both on the map has none.
    fn influence_lines<'a>(
        &'a self,
        people: &[(&'a Person, Option<&Person>)],
        layout: &Layout,
        (width, height): (f64, f64),
    ) -> Vec<(Line, &'a str, &'a str)> {
        let ids = people.iter().map(|(person, _)| person.id.as_str());
        let places: BTreeMap<&str, Area> = ids.zip(layout.boxes.iter().copied()).collect();
        let mut ground = Ground { boxes: &layout.boxes, lines: layout.lines.clone(), width, height };
        let drawn = self.influences.iter().filter(|influence| influence.is_line && influence.from != influence.to);
        let ends = drawn.filter_map(|influence| {
            Some((*places.get(influence.from.as_str())?, *places.get(influence.to.as_str())?, influence))
        });
        ends.map(|(from, to, influence)| (ground.route(from, to), influence.title.as_str(), influence.label.as_str()))
            .collect()
    }
}

impl Layout {
    /// Moves everything down.
    fn shift_down(&mut self, by: f64) {
        for area in &mut self.boxes {
            (area.top, area.bottom) = (area.top + by, area.bottom + by);
        }
        for point in self.lines.iter_mut().flatten() {
            point.1 += by;
        }
        self.height += by;
    }
}

/// A dashed line with its arrow.
fn influence(sheet: &Sheet<'_>, line: &Line, title: &str) {
    let [.., before, tip] = line[..] else { return };
    let length = (tip.0 - before.0).hypot(tip.1 - before.1).max(1.0);
    let along = ((tip.0 - before.0) / length, (tip.1 - before.1) / length);
    let mut shaft = line.clone();
    if let Some(last) = shaft.last_mut() {
        *last = (tip.0 - along.0 * 5.0, tip.1 - along.1 * 5.0);
    }
    // Where it crosses the line of who reports to whom, that passes under it.
    let start = shaft[0];
    let off = shaft.get(1).map_or(0.0, |next| (next.0 - start.0).hypot(next.1 - start.1));
    if off > 8.0 {
        let next = shaft[1];
        let mut under = shaft.clone();
        under[0] = (start.0 + (next.0 - start.0) / off * 3.0, start.1 + (next.1 - start.1) / off * 3.0);
        sheet.polyline(&under, Ink::Stroke(Stroke::BeforeHalo));
    }
    sheet.trace(&shaft, Ink::Stroke(Stroke::Dashed), Note::title(title));
    sheet.arrow_head(tip, along, Tone::Accent);
}

/// The words of an influence, along its longest level stretch that has room, or beside an upright one.
fn name(sheet: &mut Sheet<'_>, line: &Line, label: &str) {
    let level = |pair: &&[(f64, f64)]| (pair[0].1 - pair[1].1).abs() < 0.1;
    let mut stretches: Vec<_> = line.windows(2).filter(level).map(|pair| (pair[0].0, pair[1].0, pair[0].1)).collect();
    stretches.sort_by(|a, b| (b.0 - b.1).abs().total_cmp(&(a.0 - a.1).abs()));
    let along = stretches.iter().flat_map(|&(from, to, y)| {
        [0.5, 0.3, 0.7].into_iter().flat_map(move |t| [y - 6.0, y + 14.0].map(|y| (from + (to - from) * t, y)))
    });
    let along: Vec<_> = along.map(|(x, y)| Label::new(x, y, Anchor::Middle, Type::Accent, label)).collect();
    let upright = line.windows(2).filter(|pair| !level(pair)).flat_map(|pair| {
        let y = f64::midpoint(pair[0].1, pair[1].1) + 4.0;
        [(pair[0].0 + 6.0, Anchor::Start), (pair[0].0 - 6.0, Anchor::End)]
            .map(|(x, anchor)| Label::new(x, y, anchor, Type::Accent, label))
    });
    for label in along.into_iter().chain(upright) {
        let Area { left, top, right, bottom } = label.area();
        if sheet.callout([label]) == Placed::Yes {
            // The next name keeps a distance, or the two read as one.
            return sheet.block(Area { left: left - 8.0, top, right: right + 8.0, bottom });
        }
    }
}

impl Person {
    /// Draws the box.
    fn draw(&self, sheet: &mut Sheet<'_>, area: &Area, rows: &Rows) {
        let &Area { left, top, .. } = area;
        let note = Note { title: &self.about, href: &self.href };
        let (x, right) = (left + INSET, area.right - OUTSET);
        let corner = self.support.text_beside().fit(&self.support_text, 76.0);
        if self.presence == Presence::Missing {
            sheet.rect(left, top, area.right - left, rows.tall, Ink::Stroke(Stroke::Gap), note);
        } else {
            sheet.rect(left, top, area.right - left, rows.tall, Ink::Stroke(Stroke::Box), note);
            sheet.rect(left, top, self.edge(), rows.tall, Ink::Fill(self.support), Note::default());
        }
        let style = if self.presence == Presence::Missing { Type::Act } else { Type::Big };
        let base = top + rows.title - 19.0;
        let room = right - x - self.support.text_beside().width(&corner) - 5.0;
        // Half a name tells nobody apart: it is set smaller first, and then without the word that the edge says in colour.
        let is_whole = |style: Type, room: f64| style.width(&self.name) <= room;
        let (style, room, corner) = match style {
            Type::Big if !is_whole(style, room) && is_whole(Type::Bold, room) => (Type::Bold, room, corner),
            Type::Big if !is_whole(style, room) => (Type::Bold, right - x, String::new()),
            style => (style, room, corner),
        };
        sheet.label(Label::new(x, base, Anchor::Start, style, style.fit(&self.name, room)));
        sheet.label(Label::new(right, base - 0.5, Anchor::End, self.support.text_beside(), corner));

        let level = self.level.as_ref().map_or(0.0, |level| level.draw(sheet, right, top + rows.level));
        let beside = |base: f64| if (base - rows.level).abs() < 1.0 { right - x - level } else { right - x };
        let title = Type::Plain.fit(&self.title, beside(rows.title));
        sheet.label(Label::new(x, top + rows.title, Anchor::Start, Type::Plain, title));
        let style = self.footer_style();
        // A date whole and nobody's name is better than half a name.
        let when = self.footer.split_once(" · ").map_or(self.footer.as_str(), |(when, _)| when);
        let whole = style.width(&self.footer) <= beside(rows.footer);
        let footer = style.fit(if whole { &self.footer } else { when }, beside(rows.footer));
        if rows.footer > rows.tags {
            sheet.label(Label::new(x, top + rows.footer, Anchor::Start, style, footer));
            let (slots, roles): (Vec<_>, Vec<_>) =
                self.tags.iter().cloned().partition(|tag| !rows.parts_tags() || tag.kind == OrgTagKind::Slot);
            tags(sheet, &slots, (x, right), top + rows.tags);
            tags(sheet, &roles, (x, x + beside(rows.roles)), top + rows.roles);
        } else {
            let end = right - style.width(&footer) - 8.0;
            sheet.label(Label::new(right, top + rows.footer, Anchor::End, style, footer));
            tags(sheet, &self.tags, (x, end), top + rows.tags);
        }
    }

    fn footer_style(&self) -> Type {
        if self.footer_tone == Tone::Act { Type::Act } else { self.footer_tone.text_beside() }
    }

    /// How wide a box has to be for its words to be whole.
    fn wants(&self, rows: &Rows) -> f64 {
        let level = self.level.as_ref().map_or(0.0, |level| f64::from(level.most.min(7)) * STEP + 12.0);
        let beside = |base: f64| if (base - rows.level).abs() < 1.0 { level } else { 0.0 };
        let of = |is: &dyn Fn(OrgTagKind) -> bool| -> f64 {
            let style = self.tags.iter().filter(|tag| is(tag.kind)).map(|tag| (tag_style(tag.kind), &tag.text));
            style.map(|((style, pad), text)| style.width(text) + 2.0 * pad + 7.0).sum()
        };
        let (tags, roles) = if rows.parts_tags() {
            (of(&|kind| kind == OrgTagKind::Slot), of(&|kind| kind == OrgTagKind::Role))
        } else {
            (of(&|_| true), 0.0)
        };
        let footer = self.footer_style().width(&self.footer);
        let lines = [
            Type::Big.width(&self.name) + self.support.text_beside().width(&self.support_text) + 8.0,
            Type::Plain.width(&self.title) + beside(rows.title),
            if rows.footer > rows.tags { footer + beside(rows.footer) } else { footer + 8.0 + tags },
            if rows.footer > rows.tags { tags } else { 0.0 },
            roles + beside(rows.roles),
        ];
        INSET + OUTSET + lines.into_iter().fold(0.0, f64::max) + 1.0
    }

    /// The thickness of the left edge.
    pub(super) fn edge(&self) -> f64 {
        self.weight.filter(|weight| weight.is_finite()).map_or(5.0, |weight| 3.0 + 6.0 * weight.clamp(0.0, 1.0))
    }
}

impl OrgLevel {
    /// Draws its steps so that they end at the right; says how much room they took.
    pub(super) fn draw(&self, sheet: &Sheet<'_>, right: f64, base: f64) -> f64 {
        let most = self.most.min(7);
        let left = right - f64::from(most) * STEP + 2.0;
        for step in 0..most {
            let ink = match step {
                step if step < self.now => Ink::Fill(Tone::Accent),
                step if step < self.wanted => Ink::Stroke(Stroke::Box),
                _ => Ink::Fill(Tone::Ground),
            };
            let title = if step == 0 { self.text.as_str() } else { "" };
            sheet.rect(left + f64::from(step) * STEP, base - 9.0, STEP - 2.0, 9.0, ink, Note::title(title));
        }
        f64::from(most) * STEP + 6.0
    }
}

/// How a tag is set, and how far its ground reaches beyond its word.
const fn tag_style(kind: OrgTagKind) -> (Type, f64) {
    match kind {
        OrgTagKind::Slot => (Type::Accent, 5.0),
        OrgTagKind::Role => (Type::Muted, 0.0),
    }
}

/// Draws tags from the left as long as they have room; the first is shortened where it has none.
pub(super) fn tags(sheet: &mut Sheet<'_>, tags: &[OrgTag], (mut x, right): (f64, f64), base: f64) {
    for (index, tag) in tags.iter().enumerate() {
        let (style, pad) = tag_style(tag.kind);
        let room = right - x - 2.0 * pad;
        let text = if index == 0 { style.fit(&tag.text, room) } else { tag.text.clone() };
        let width = style.width(&text);
        if text.is_empty() || width > room {
            continue;
        }
        if tag.kind == OrgTagKind::Slot {
            sheet.rect(x, base - 13.0, width + 2.0 * pad, 17.0, Ink::Stroke(Stroke::AccentWash), Note::default());
        }
        sheet.label(Label::new(x + pad, base, Anchor::Start, style, text));
        x += width + 2.0 * pad + 7.0;
    }
}
