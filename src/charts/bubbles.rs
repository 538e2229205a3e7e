//! Accounts on two axes: the attack and defend matrix, and any other with cut lines, zones and a size per account.
//!
//! A bubble's area is its size and its depth its class; a diamond is new, a ring asks for action, an arrow comes from
//! the place before. The largest, the flagged and the new ones are drawn with title and link; the others are dots.

mod lead;
mod moves;
mod name;

use std::collections::BTreeSet;

use serde::Serialize;

use name::Cuts;

use super::canvas::{Note, units};
use super::ink::{Ink, Stroke};
use super::plot::{Plot, Span, gutter};
use super::room::Room;
use super::sheet::{About, Anchor, Area, Format, Label, Sheet, Size, draw};
use super::table::{Column, Table};
use super::text::Type;
use super::tick::Axis;
use super::tone::Tone;

/// Bubbles in full at most, wide.
const MOST_BUBBLES: usize = 150;

/// A matrix of bubbles.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bubbles {
    /// Unique in the page, kebab-case.
    pub id: String,
    /// What it is.
    pub name: String,
    /// What it shows, in one sentence.
    pub summary: String,
    /// The axis across.
    pub x: Axis,
    /// The axis upwards.
    pub y: Axis,
    /// The cut line of the axis across.
    pub x_cut: Option<f64>,
    /// The cut line of the axis upwards.
    pub y_cut: Option<f64>,
    /// The names of the zones that the cut lines part.
    pub zones: Zones,
    /// The accounts, in any order.
    pub bubbles: Vec<Bubble>,
    /// The table's headings: account, zone, across, upwards, size, class. One without words has no column.
    pub headings: [String; 6],
    /// How much room it has.
    pub room: Room,
}

/// The names of four zones; one without words has no name.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Zones {
    /// Low across, high upwards.
    pub top_left: String,
    /// High on both.
    pub top_right: String,
    /// Low on both.
    pub bottom_left: String,
    /// High across, low upwards.
    pub bottom_right: String,
}

/// One account.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bubble {
    /// Its name, the label.
    pub name: String,
    /// Its place across.
    pub x: f64,
    /// That value, finished.
    pub x_text: String,
    /// Its place upwards.
    pub y: f64,
    /// That value, finished.
    pub y_text: String,
    /// What its area stands for; at or below zero it has the smallest size.
    pub size: f64,
    /// That value, finished.
    pub size_text: String,
    /// Its class.
    pub tone: Tone,
    /// The name of the class.
    pub class_text: String,
    /// The name of its zone.
    pub zone_text: String,
    /// Whether it is new.
    pub standing: Standing,
    /// Whether somebody has to act on it.
    pub attention: Attention,
    /// Its place before, across and upwards.
    pub previous: Option<(f64, f64)>,
    /// A relative link; empty for none.
    pub href: String,
    /// The mark's numbers in words.
    pub title: String,
}

/// Whether an account is new.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Standing {
    /// A disc.
    Known,
    /// A diamond.
    New,
}

/// Whether an account asks for action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Attention {
    /// It does not.
    None,
    /// It has a ring, and its label comes first.
    Flagged,
}

/// What the sizes of the drawing differ in.
struct Detail {
    /// Labels at most.
    labels: usize,
    /// Bubbles in full at most.
    bubbles: usize,
    /// The radius of the largest.
    radius: f64,
}

impl Bubbles {
    /// How many of `accounts` bubbles the wide drawing shows in full, and its table lists; the others are plain dots.
    pub fn shown_in_full(accounts: usize) -> usize {
        accounts.min(MOST_BUBBLES)
    }

    const WIDE: Format = Format { size: Size::Wide, width: 760.0, height: 540.0 };
    const WIDE_DETAIL: Detail = Detail { labels: 15, bubbles: MOST_BUBBLES, radius: 28.0 };

    /// What it says about itself.
    pub(super) fn about(&self) -> About<'_> {
        About { id: &self.id, name: &self.name, summary: &self.summary }
    }

    /// The drawings, the widest first.
    pub(super) fn svg(&self) -> String {
        let narrow = Format { size: Size::Narrow, width: 350.0, height: 400.0 };
        self.room.broad(|size, width| self.draw(Format { size, width, height: 540.0 }, &Self::WIDE_DETAIL))
            + &self.draw(Self::WIDE, &Self::WIDE_DETAIL)
            + &self.draw(narrow, &Detail { labels: 6, bubbles: MOST_BUBBLES / 3, radius: 18.0 })
    }

    /// One row per bubble that is drawn in full, the largest first.
    pub(super) fn table(&self) -> Table {
        use Column::{Figures, Words};
        let mut shown: Vec<_> = self.ranked().into_iter().take(MOST_BUBBLES).collect();
        shown.sort_by(|a, b| b.size.total_cmp(&a.size));
        let rows = shown.into_iter().map(|bubble| {
            [&bubble.name, &bubble.zone_text, &bubble.x_text, &bubble.y_text, &bubble.size_text, &bubble.class_text]
                .map(Clone::clone)
        });
        Table::new(&self.headings, [Words, Words, Figures, Figures, Figures, Words], rows)
    }

    /// The bubbles with a place: flagged, then new ones, then the others, each by size.
    fn ranked(&self) -> Vec<&Bubble> {
        let mut ranked: Vec<_> =
            self.bubbles.iter().filter(|bubble| bubble.x.is_finite() && bubble.y.is_finite()).collect();
        ranked.sort_by(|a, b| b.rank().cmp(&a.rank()).then(b.size.total_cmp(&a.size)));
        ranked
    }

    fn draw(&self, format: Format, detail: &Detail) -> String {
        draw(format, self.about(), |sheet| {
            let plot = self.plot(sheet.width, sheet.height, detail);
            let area = plot.area;
            let (x_name, y_name) = self.axis_names();
            let lines = self.name_lines(sheet.width);
            for (x, line, anchor, name) in [(0.0, lines, Anchor::Start, y_name), (area.right, 1.0, Anchor::End, x_name)]
            {
                let name = Type::Muted.fit(&name, sheet.width - 14.0);
                sheet.label(Label::new(x, area.bottom + 19.0 + 16.0 * line, anchor, Type::Muted, name));
            }
            self.ground(sheet, &plot);
            sheet.write_labels();
            self.marks(sheet, &plot, detail);
        })
    }

    /// The words under the plot: of the axis across, and of the one upwards.
    fn axis_names(&self) -> (String, String) {
        (format!("{} →", self.x.name), format!("↑ {}", self.y.name))
    }

    /// In how many lines they stand.
    fn name_lines(&self, width: f64) -> f64 {
        let (x_name, y_name) = self.axis_names();
        if Type::Muted.width(&x_name) + Type::Muted.width(&y_name) + 16.0 > width { 2.0 } else { 1.0 }
    }

    fn plot(&self, width: f64, height: f64, detail: &Detail) -> Plot {
        let bottom = height - 28.0 - 16.0 * self.name_lines(width);
        // The names of the upper zones stand above the frame, where no bubble can cover them.
        let area = Area { left: gutter(&self.y.ticks), top: 30.0, right: width - 14.0, bottom };
        Plot::inset(area, detail.radius - 2.0, Span::of(&self.x), Span::of(&self.y))
    }

    /// The bubbles drawn in full, each with its place and radius.
    fn in_full(&self, plot: &Plot, detail: &Detail) -> Vec<(&Bubble, (f64, f64), f64)> {
        let ranked = self.ranked();
        let largest = ranked.iter().map(|bubble| bubble.size).filter(|size| size.is_finite()).fold(0.0, f64::max);
        let sized = ranked.into_iter().take(detail.bubbles).filter_map(|bubble| {
            let share = if largest > 0.0 { (bubble.size / largest).clamp(0.0, 1.0) } else { 0.0 };
            Some((bubble, plot.at(bubble.x, bubble.y)?, (detail.radius * share.sqrt()).max(3.2)))
        });
        sized.collect()
    }

    /// Grid, cut lines and zones.
    fn ground(&self, sheet: &mut Sheet<'_>, plot: &Plot) {
        let Area { left, top, right, bottom } = plot.area;
        let x_cut = self.x_cut.and_then(|cut| plot.across(cut));
        let y_cut = self.y_cut.and_then(|cut| plot.down(cut));
        if let (Some(x), Some(y)) = (x_cut, y_cut) {
            sheet.rect(x, top, right - x, y - top, Ink::Stroke(Stroke::Wash), Note::default());
        }
        for y in self.y.ticks.iter().filter(|tick| plot.y.holds(tick.at)).filter_map(|tick| plot.down(tick.at)) {
            sheet.line((left, y), (right, y), Ink::Stroke(Stroke::Grid));
        }
        sheet.polyline(&[(left, top), (left, bottom), (right, bottom)], Ink::Stroke(Stroke::Axis));
        for (y, tick) in self
            .y
            .ticks
            .iter()
            .filter(|tick| plot.y.holds(tick.at))
            .filter_map(|tick| Some((plot.down(tick.at)?, tick)))
        {
            sheet.label(Label::new(left - 8.0, y + 4.0, Anchor::End, Type::Muted, &tick.text));
        }
        plot.columns(sheet, &self.x.ticks);
        if let Some(x) = x_cut {
            sheet.line((x, top), (x, bottom), Ink::Stroke(Stroke::Cut));
        }
        if let Some(y) = y_cut {
            sheet.line((left, y), (right, y), Ink::Stroke(Stroke::Cut));
        }
        let Zones { top_left, top_right, bottom_left, bottom_right } = &self.zones;
        for (y, from_left, from_right) in [(top - 9.0, top_left, top_right), (bottom - 10.0, bottom_left, bottom_right)]
        {
            let room = right - left - 32.0;
            // Each has half, and what the other leaves of its own.
            let from_right = Type::Zone.fit(from_right, room - Type::Zone.width(from_left).min(room / 2.0));
            let from_left = Type::Zone.fit(from_left, room - Type::Zone.width(&from_right));
            sheet.label(Label::new(left + 10.0, y, Anchor::Start, Type::Zone, from_left));
            sheet.label(Label::new(right - 10.0, y, Anchor::End, Type::Zone, from_right));
        }
    }

    /// Dots, arrows, bubbles from the largest, then the labels.
    fn marks(&self, sheet: &mut Sheet<'_>, plot: &Plot, detail: &Detail) {
        let ranked = self.ranked();
        dots(sheet, plot, ranked.get(detail.bubbles..).unwrap_or_default());
        let mut placed = self.in_full(plot, detail);
        self.draw_moves(sheet, plot, &placed);
        // The small over the large, and what asks for action over all.
        let is_flagged = |bubble: &Bubble| bubble.attention == Attention::Flagged;
        placed.sort_by(|a, b| is_flagged(a.0).cmp(&is_flagged(b.0)).then(b.2.total_cmp(&a.2)));
        for (bubble, place, radius) in &placed {
            bubble.draw(sheet, *place, *radius);
        }
        // No name runs over the axis.
        let Area { left, top, bottom, .. } = plot.area;
        sheet.block(Area { left: left - 1.0, top, right: left + 1.0, bottom });
        let cuts = Cuts(self.x_cut.and_then(|cut| plot.across(cut)), self.y_cut.and_then(|cut| plot.down(cut)));
        name::write(sheet, placed, &cuts, detail.labels);
    }
}

impl Bubble {
    /// Who is drawn in full first.
    const fn rank(&self) -> u8 {
        match (self.attention, self.standing) {
            (Attention::Flagged, _) => 2,
            (Attention::None, Standing::New) => 1,
            (Attention::None, Standing::Known) => 0,
        }
    }

    /// Draws the mark, and keeps labels off it.
    fn draw(&self, sheet: &mut Sheet<'_>, (x, y): (f64, f64), radius: f64) {
        let note = Note { title: &self.title, href: &self.href };
        match self.standing {
            Standing::Known => sheet.circle((x, y), radius, Ink::Bubble(self.tone), note),
            Standing::New => {
                // A square on its corner has the disc's area at √(π/2) of its radius.
                let reach = radius * (std::f64::consts::PI / 2.0).sqrt();
                let corners = [(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)];
                sheet.polygon(&corners, Ink::Bubble(Tone::New), note);
            }
        }
        if self.attention == Attention::Flagged {
            sheet.circle((x, y), radius + 3.0, Ink::Stroke(Stroke::Ring), Note::default());
        }
        let reach = radius + if self.attention == Attention::Flagged { 3.0 } else { 0.0 };
        // Three rectangles come nearer to a disc than one.
        for (across, down) in [(1.0, 0.5), (0.8, 0.8), (0.5, 1.0)].map(|(a, d)| (a * reach, d * reach)) {
            sheet.block(Area { left: x - across, top: y - down, right: x + across, bottom: y + down });
        }
    }
}

/// Small dots without words, one where several would coincide.
fn dots(sheet: &Sheet<'_>, plot: &Plot, bubbles: &[&Bubble]) {
    let mut taken = BTreeSet::new();
    let places = bubbles.iter().filter_map(|bubble| plot.at(bubble.x, bubble.y));
    let apart: Vec<_> = places.filter(|(x, y)| taken.insert((units(x / 30.0), units(y / 30.0)))).collect();
    sheet.dots(&apart, Ink::Stroke(Stroke::Context));
}
