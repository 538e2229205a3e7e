//! Migration: classes before at the left, classes now at the right, a ribbon for those that went from one to the other.

use std::collections::BTreeSet;

use serde::Serialize;

use super::canvas::Note;
use super::ink::Ink;
use super::sheet::{About, Anchor, Format, Label, Sheet, Size, draw};
use super::table::{Column, Table};
use super::text::Type;
use super::tone::Tone;

/// Between two nodes of a side; labels need as much.
const GAP: f64 = 13.0;

/// The width of a node.
const NODE: f64 = 12.0;

/// Between two lines of a head.
const LINE: f64 = 15.0;

/// Below the last node.
const BELOW: f64 = 8.0;

/// Half of what parts the two heads.
const HALF: f64 = 8.0;

/// Migration between two periods.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Flow {
    /// Unique in the page, kebab-case.
    pub id: String,
    /// What it is.
    pub name: String,
    /// What it shows, in one sentence.
    pub summary: String,
    /// The classes before.
    pub from: FlowSide,
    /// The classes now.
    pub to: FlowSide,
    /// Who went from where to where.
    pub ribbons: Vec<Ribbon>,
    /// The table's headings: from, to, how many. One without words has no column.
    pub headings: [String; 3],
}

/// One side.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FlowSide {
    /// Its period.
    pub name: String,
    /// Its classes from the top; one that no ribbon touches is not drawn.
    pub nodes: Vec<FlowNode>,
}

/// One class of a side.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FlowNode {
    /// Its name, for the table.
    pub name: String,
    /// Its label with its count ("A 11").
    pub label: String,
    /// How it is filled.
    pub tone: Tone,
    /// The mark's numbers in words.
    pub title: String,
}

/// Those that went from one class to another, or stayed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ribbon {
    /// The index of the class before in its side.
    pub from: usize,
    /// The index of the class now in its side.
    pub to: usize,
    /// How many; the ribbon's height.
    pub count: f64,
    /// How many, finished ("2 家").
    pub count_text: String,
    /// A finished label on the ribbon; empty for none (those that stayed).
    pub label: String,
    /// How it is filled: [`Tone::Mute`] for those that stayed, [`Tone::Accent`] up, [`Tone::Act`] down, [`Tone::New`].
    pub tone: Tone,
    /// The mark's numbers in words.
    pub title: String,
}

/// An upright stretch of pixels: top and bottom.
type Stretch = (f64, f64);

impl Flow {
    /// What it says about itself.
    pub(super) fn about(&self) -> About<'_> {
        About { id: &self.id, name: &self.name, summary: &self.summary }
    }

    /// The wide and the narrow drawing.
    pub(super) fn svg(&self) -> String {
        let wide = Format { size: Size::Wide, width: 560.0, height: 330.0 };
        let narrow = Format { size: Size::Narrow, width: 350.0, height: 330.0 };
        self.draw(wide) + &self.draw(narrow)
    }

    /// One row per ribbon.
    pub(super) fn table(&self) -> Table {
        let rows =
            self.valid().map(|(ribbon, from, to)| [from.name.clone(), to.name.clone(), ribbon.count_text.clone()]);
        Table::new(&self.headings, [Column::Words, Column::Words, Column::Figures], rows)
    }

    /// The ribbons that hold somebody and join two classes that there are.
    fn valid(&self) -> impl Iterator<Item = (&Ribbon, &FlowNode, &FlowNode)> {
        let counted = self.ribbons.iter().filter(|ribbon| ribbon.count > 0.0 && ribbon.count.is_finite());
        counted.filter_map(|ribbon| Some((ribbon, self.from.nodes.get(ribbon.from)?, self.to.nodes.get(ribbon.to)?)))
    }

    fn draw(&self, format: Format) -> String {
        draw(format, self.about(), |sheet| {
            let widest = |side: &FlowSide| {
                let labels = side.nodes.iter().map(|node| Type::Bold.width(&node.label));
                labels.fold(24.0, f64::max).min(sheet.width * 0.3)
            };
            let (left, right) = (widest(&self.from) + 9.0, sheet.width - widest(&self.to) - 9.0);
            let heads = self.heads(sheet.width, (left, right));
            let top = 26.0 + (heads.iter().map(|head| head.lines.len()).max().unwrap_or(1).max(1) - 1) as f64 * LINE;
            let total: f64 = self.valid().map(|(ribbon, ..)| ribbon.count).sum();
            let gaps = self.drawn(|ribbon| ribbon.from).max(self.drawn(|ribbon| ribbon.to)).saturating_sub(1) as f64;
            let scale = (sheet.height - top - BELOW - GAP * gaps).max(1.0) / total.max(f64::MIN_POSITIVE);
            let from = self.stretches(&self.from, (top, scale), |ribbon| (ribbon.from, ribbon.to));
            let to = self.stretches(&self.to, (top, scale), |ribbon| (ribbon.to, ribbon.from));
            for head in heads {
                head.draw(sheet, top - 12.0);
            }
            side(sheet, &self.from, &from.0, (left, Anchor::End));
            side(sheet, &self.to, &to.0, (right - NODE, Anchor::Start));
            for (index, (ribbon, ..)) in self.valid().enumerate() {
                let (Some(&before), Some(&now)) = (from.1.get(index), to.1.get(index)) else { continue };
                ribbon.draw(sheet, (left + NODE, before), (right - NODE, now));
            }
        })
    }

    /// The periods over the two sides, whole: each over its ribbons from its node on; from the edge of the sheet where it is longer
    /// than half of them, and on two lines where it is longer than half the sheet.
    fn heads(&self, width: f64, (left, right): (f64, f64)) -> [Head; 2] {
        let head = |side: &FlowSide, node: f64, edge: f64, anchor: Anchor| {
            let room = if Type::Muted.width(&side.name) + HALF <= (right - left) / 2.0 { node } else { edge };
            let lines = Type::Muted.lines(&side.name, width / 2.0 - HALF, 2);
            Head { x: room, anchor, lines }
        };
        [head(&self.from, left, 0.0, Anchor::Start), head(&self.to, right, width, Anchor::End)]
    }

    /// How many classes of a side are drawn: those that a ribbon touches. `end` gives a ribbon's node there.
    fn drawn(&self, end: impl Fn(&Ribbon) -> usize) -> usize {
        self.valid().map(|(ribbon, ..)| end(ribbon)).collect::<BTreeSet<_>>().len()
    }

    /// The stretches of a side's nodes, and of the ends of the ribbons on it (in the order of [`Self::valid`]), which
    /// lie on their node in the order of the other side's nodes. `ends` gives a ribbon's node on this side and on the
    /// other.
    fn stretches(
        &self,
        side: &FlowSide,
        (above, scale): (f64, f64),
        ends: impl Fn(&Ribbon) -> (usize, usize),
    ) -> (Vec<Stretch>, Vec<Stretch>) {
        let mut order: Vec<_> = self.valid().map(|(ribbon, ..)| ribbon).enumerate().collect();
        order.sort_by_key(|(index, ribbon)| (ends(ribbon), *index));
        let mut nodes = Vec::with_capacity(side.nodes.len());
        let mut ribbons = vec![(0.0, 0.0); order.len()];
        let mut top = above;
        for node in 0..side.nodes.len() {
            let mut bottom = top;
            for (index, ribbon) in order.iter().filter(|(_, ribbon)| ends(ribbon).0 == node) {
                let end = bottom + ribbon.count * scale;
                ribbons[*index] = (bottom, end);
                bottom = end;
            }
            nodes.push((top, bottom));
            if bottom > top {
                top = bottom + GAP;
            }
        }
        (nodes, ribbons)
    }
}

/// The period of a side, over it.
struct Head {
    /// Where it begins or ends.
    x: f64,
    /// Which of the two.
    anchor: Anchor,
    /// Its words.
    lines: Vec<String>,
}

impl Head {
    /// Draws the lines, the last upon a base.
    fn draw(&self, sheet: &mut Sheet<'_>, base: f64) {
        for (above, line) in self.lines.iter().rev().enumerate() {
            sheet.label(Label::new(self.x, base - above as f64 * LINE, self.anchor, Type::Muted, line));
        }
    }
}

/// Draws a side's nodes with their labels outside.
fn side(sheet: &mut Sheet<'_>, side: &FlowSide, stretches: &[Stretch], (left, anchor): (f64, Anchor)) {
    let (label, room) = match anchor {
        Anchor::Start => (left + NODE + 8.0, sheet.width - left),
        Anchor::Middle | Anchor::End | Anchor::Up => (left - 8.0, left + NODE),
    };
    for (node, &(top, bottom)) in side.nodes.iter().zip(stretches).filter(|(_, (top, bottom))| bottom > top) {
        sheet.rect(left, top, NODE, (bottom - top).max(1.0), Ink::Fill(node.tone), Note::title(&node.title));
        let text = Type::Bold.fit(&node.label, room - NODE - 8.0);
        sheet.label(Label::new(label, f64::midpoint(top, bottom) + 4.0, anchor, Type::Bold, text));
    }
}

impl Ribbon {
    /// Draws the ribbon between two nodes' edges, its label where there is room for it.
    fn draw(&self, sheet: &mut Sheet<'_>, (x0, from): (f64, Stretch), (x1, to): (f64, Stretch)) {
        let visible = |(top, bottom): Stretch| (top, bottom.max(top + 0.8));
        let (from, to) = (visible(from), visible(to));
        sheet.ribbon((x0, from.0, from.1), (x1, to.0, to.1), Ink::Flow(self.tone), Note::title(&self.title));
        let style = match self.tone {
            Tone::Act => Type::Act,
            Tone::Accent => Type::Accent,
            _ => Type::Bold,
        };
        let (y0, y1) = (f64::midpoint(from.0, from.1), f64::midpoint(to.0, to.1));
        // At the ends the ribbons lie below each other; in the middle they cross.
        let (start, end) = ((0.06, Anchor::Start), (0.94, Anchor::End));
        let between = [0.8, 0.2, 0.7, 0.3, 0.6, 0.4, 0.5].map(|t| (t, Anchor::Middle));
        sheet.callout([end, start].into_iter().chain(between).map(|(t, anchor): (f64, Anchor)| {
            // The Bézier curve of the ribbon, whose two handles stand half way across.
            let (near, far) = ((1.0 - t).powi(3), t.powi(3));
            let (handle0, handle1) = (3.0 * (1.0 - t).powi(2) * t, 3.0 * (1.0 - t) * t.powi(2));
            let x = near * x0 + far * x1 + (handle0 + handle1) * f64::midpoint(x0, x1);
            let y = (near + handle0) * y0 + (far + handle1) * y1;
            Label::new(x, y + 4.0, anchor, style, &self.label)
        }));
    }
}
