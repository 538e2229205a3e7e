//! The sheet that a chart is drawn on: marks by plotters' elements in pixels, and labels that never overlap.
//!
//! Marks are drawn as they come. Labels are kept until the end, so that they stand above the marks, and each is
//! placed only where it touches neither an edge nor a label placed before: call in order of importance.

use std::sync::Arc;

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea as _};
use plotters::element::Text;
use plotters::style::{FontTransform, IntoFont as _, TextStyle};
use plotters_backend::text_anchor::{HPos, Pos, VPos};

pub(super) use super::area::Area;
use super::canvas::{Canvas, Mark, Note, Shape, units};
use super::ink::{Ink, Stroke};
use super::text::{Type, escape};
use super::tone::Tone;

/// Pixels between a label beside a mark and the next label.
const AIR: f64 = 4.0;

/// A size at which a chart is drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Format {
    /// Which of its sizes this is.
    pub size: Size,
    /// Pixels across.
    pub width: f64,
    /// Pixels down.
    pub height: f64,
}

/// The sizes of a chart; the style sheet shows the one that has room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Size {
    /// Across all of a page.
    Broad,
    /// For a page.
    Wide,
    /// For a phone or a narrow column.
    Narrow,
    /// One size for both.
    Solo,
    /// For half a page; a narrow one stands beside it.
    Half,
    /// A line among figures.
    Spark,
    /// Its own size, whatever the room: a small mark beside words.
    Fixed,
    /// The wide size of a map of people, which may fill a page.
    Map,
    /// The same where it is too high to stand on a sheet of paper below the head of its part.
    TallMap,
}

impl Size {
    /// The style sheet's class, and what tells the ids of two sizes of one chart apart.
    const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Broad => ("broad", "-b"),
            Self::Wide => ("wide", ""),
            Self::Narrow => ("narrow", "-n"),
            Self::Solo => ("solo", ""),
            Self::Half => ("wide solo", ""),
            Self::Spark => ("spark", ""),
            Self::Fixed => ("fixed", ""),
            Self::Map => ("wide orgmap", ""),
            Self::TallMap => ("wide orgmap tall", ""),
        }
    }

    /// What tells the style sheet how wide a drawing may become: a twelfth more than it is, or its words would outgrow those
    /// around it.
    fn most(self, width: f64) -> String {
        match self {
            Self::Broad | Self::Wide | Self::Narrow | Self::Solo | Self::Half | Self::Map | Self::TallMap => {
                format!(" style=\"--w:{:.0}px\"", width * 13.0 / 12.0)
            }
            Self::Spark | Self::Fixed => String::new(),
        }
    }
}

/// What every chart says about itself.
#[derive(Debug, Clone, Copy)]
pub(super) struct About<'t> {
    /// Unique in the page.
    pub id: &'t str,
    /// What it is.
    pub name: &'t str,
    /// What it shows, in one sentence.
    pub summary: &'t str,
}

/// Where a label's text lies to its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    /// It begins there.
    Start,
    /// It is centred there.
    Middle,
    /// It ends there.
    End,
    /// It begins there and reads upwards, its base line upright.
    Up,
}

/// A piece of text with its place on the base line.
#[derive(Debug, Clone)]
pub(super) struct Label {
    /// Pixels from the left.
    pub x: f64,
    /// Pixels from the top to the base line.
    pub y: f64,
    /// Where the text lies to its place.
    pub anchor: Anchor,
    /// The style of the text.
    pub style: Type,
    /// The finished words; shared, as a label is tried at many places.
    pub text: Arc<str>,
    /// Pixels that they take across, by estimate.
    text_width: f64,
}

impl Label {
    /// A label.
    pub(super) fn new(x: f64, y: f64, anchor: Anchor, style: Type, text: impl AsRef<str>) -> Self {
        let text = text.as_ref();
        Self { x, y, anchor, style, text_width: style.width(text), text: Arc::from(text) }
    }

    /// The same words at another place.
    pub(super) fn at(&self, x: f64, y: f64, anchor: Anchor) -> Self {
        Self { x, y, anchor, ..self.clone() }
    }

    /// The room that its text takes, by estimate.
    pub(super) fn area(&self) -> Area {
        let (width, size) = (self.text_width, self.style.size());
        if self.anchor == Anchor::Up {
            let (left, right) = (self.x - size * 0.86, self.x + size * 0.2);
            return Area { left, right, top: self.y - width, bottom: self.y };
        }
        let left = match self.anchor {
            Anchor::Start | Anchor::Up => self.x,
            Anchor::Middle => self.x - width / 2.0,
            Anchor::End => self.x - width,
        };
        Area { left, right: left + width, top: self.y - size * 0.86, bottom: self.y + size * 0.2 }
    }
}

/// A chart being drawn.
pub(super) struct Sheet<'c> {
    /// plotters' drawing area over the canvas.
    area: DrawingArea<Canvas<'c>, Shift>,
    /// Pixels across.
    pub width: f64,
    /// Pixels down.
    pub height: f64,
    /// The labels placed so far with the room they take, with or without a halo.
    labels: Vec<(Label, Area, Ink)>,
    /// How many of them are drawn.
    written: usize,
    /// What labels keep clear of besides each other.
    blocked: Vec<Area>,
    /// Lines that they keep clear of, too: those that lead to a label.
    leads: Vec<((f64, f64), (f64, f64))>,
    /// How many of them are drawn.
    led: usize,
}

/// One SVG: its head with name and summary, what `paint` draws, then the labels.
pub(super) fn draw(format: Format, about: About<'_>, paint: impl FnOnce(&mut Sheet<'_>)) -> String {
    let Format { size, width, height } = format;
    let (class, suffix) = size.names();
    let mut id = String::new();
    escape(about.id, &mut id);
    let most = size.most(width);
    let mut out = format!(
        "<svg class=\"chart {class}\"{most} viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" \
         aria-labelledby=\"{id}{suffix}-title {id}{suffix}-desc\"><title id=\"{id}{suffix}-title\">"
    );
    escape(about.name, &mut out);
    for part in ["</title><desc id=\"", &id, suffix, "-desc\">"] {
        out.push_str(part);
    }
    escape(about.summary, &mut out);
    out.push_str("</desc>");
    {
        let canvas = Canvas::new(&mut out, (units(width).unsigned_abs(), units(height).unsigned_abs()));
        let mut sheet = Sheet {
            area: canvas.into_drawing_area(),
            width,
            height,
            labels: Vec::new(),
            written: 0,
            blocked: Vec::new(),
            leads: Vec::new(),
            led: 0,
        };
        paint(&mut sheet);
        sheet.write_labels();
    }
    out.push_str("</svg>");
    // A picture is one thing to a screen reader; one with links in it is a group of things that can be reached.
    if out.contains("<a ") { out.replacen("role=\"img\"", "role=\"group\"", 1) } else { out }
}

impl Sheet<'_> {
    /// Draws a mark through points in pixels. Writing into a string cannot fail, and nothing else holds the canvas.
    fn put(&self, shape: Shape, points: &[(f64, f64)], ink: Ink, note: Note<'_>) {
        let points = points.iter().map(|&(x, y)| (units(x), units(y))).collect();
        let _ = self.area.draw(&Mark { shape, points, ink, note });
    }

    /// A rectangle from its upper left corner; one that is thinner than a tenth of a pixel is not seen and not drawn.
    pub(super) fn rect(&self, x: f64, y: f64, width: f64, height: f64, ink: Ink, note: Note<'_>) {
        if units(width) > 0 && units(height) > 0 {
            self.put(Shape::Rect, &[(x, y), (x + width, y + height)], ink, note);
        }
    }

    /// A straight line.
    pub(super) fn line(&self, from: (f64, f64), to: (f64, f64), ink: Ink) {
        self.polyline(&[from, to], ink);
    }

    /// A line through points; nothing with fewer than two.
    pub(super) fn polyline(&self, points: &[(f64, f64)], ink: Ink) {
        self.trace(points, ink, Note::default());
    }

    /// A line through points that tells something; nothing with fewer than two.
    pub(super) fn trace(&self, points: &[(f64, f64)], ink: Ink, note: Note<'_>) {
        if points.len() > 1 {
            self.put(Shape::Line, points, ink, note);
        }
    }

    /// The head of an arrow: a small triangle whose tip is at a point, pointing along a direction of length one.
    pub(super) fn arrow_head(&self, tip: (f64, f64), (dx, dy): (f64, f64), tone: Tone) {
        let side = |aside: f64| (tip.0 - dx * 5.5 - dy * aside, tip.1 - dy * 5.5 + dx * aside);
        self.polygon(&[tip, side(2.9), side(-2.9)], Ink::Fill(tone), Note::default());
    }

    /// Small squares at points.
    pub(super) fn dots(&self, points: &[(f64, f64)], ink: Ink) {
        if !points.is_empty() {
            self.put(Shape::Dots, points, ink, Note::default());
        }
    }

    /// A disc, or a ring where the ink is one.
    pub(super) fn circle(&self, centre: (f64, f64), radius: f64, ink: Ink, note: Note<'_>) {
        self.put(Shape::Circle(units(radius).unsigned_abs()), &[centre], ink, note);
    }

    /// A filled polygon.
    pub(super) fn polygon(&self, corners: &[(f64, f64)], ink: Ink, note: Note<'_>) {
        self.put(Shape::Polygon, corners, ink, note);
    }

    /// A ribbon from an upright edge at the left to one at the right; each edge is its x, top and bottom.
    pub(super) fn ribbon(&self, from: (f64, f64, f64), to: (f64, f64, f64), ink: Ink, note: Note<'_>) {
        let corners = [(from.0, from.1), (from.0, from.2), (to.0, to.1), (to.0, to.2)];
        self.put(Shape::Ribbon, &corners, ink, note);
    }

    /// Keeps an area clear of labels that [`Self::callout`] places.
    pub(super) fn block(&mut self, area: Area) {
        self.blocked.push(area);
    }

    /// Places a label where it has room; says whether it had.
    pub(super) fn label(&mut self, label: Label) -> Placed {
        let ink = Ink::Text(label.style);
        self.place(label, ink)
    }

    /// Places a label that stays readable over lines.
    pub(super) fn halo(&mut self, label: Label) -> Placed {
        let ink = Ink::Halo(label.style);
        self.place(label, ink)
    }

    /// Places a label beside a mark, at the first of its places that is clear of blocked areas and of leads too, with air
    /// between it and the labels that are there.
    pub(super) fn callout(&mut self, places: impl IntoIterator<Item = Label>) -> Placed {
        for label in places {
            if self.is_clear(&label) && self.halo(label) == Placed::Yes {
                return Placed::Yes;
            }
        }
        Placed::No
    }

    /// The same for words in several lines, of which all have room or none is placed.
    pub(super) fn callout_lines(&mut self, places: impl IntoIterator<Item = Vec<Label>>) -> Placed {
        for lines in places {
            let clear = |label: &Label| {
                let near = label.area().grown(1.0);
                self.is_clear(label) && !self.blocked.iter().any(|mark| mark.meets(&near))
            };
            if !lines.is_empty() && lines.iter().all(|label| self.holds(&label.area()) && clear(label)) {
                for label in lines {
                    self.halo(label);
                }
                return Placed::Yes;
            }
        }
        Placed::No
    }

    /// Whether a label is clear of blocked areas and of leads, with air between it and other labels.
    fn is_clear(&self, label: &Label) -> bool {
        let area = label.area();
        let air = area.grown(AIR);
        !self.blocked.iter().any(|other| other.meets(&area))
            && !self.labels.iter().any(|(_, other, _)| other.meets(&air))
            && !self.leads.iter().any(|(from, to)| area.is_crossed(*from, *to))
    }

    /// Places words in lines at the end of a line, which is `off` its own mark there, if neither runs into another label or mark.
    pub(super) fn led(&mut self, lines: Vec<Label>, [from, off, to]: [(f64, f64); 3]) -> Placed {
        // The words first, which have no room at most places.
        let crosses = !lines.iter().all(|label| self.is_clear(label))
            || self.labels.iter().any(|(_, area, _)| area.is_crossed(from, to))
            || self.blocked.iter().any(|mark| mark.is_crossed(off, to));
        if crosses || self.callout_lines([lines]) == Placed::No {
            return Placed::No;
        }
        self.leads.push((from, to));
        Placed::Yes
    }

    /// What is placed so far.
    pub(super) const fn placed(&self) -> (usize, usize) {
        (self.labels.len(), self.leads.len())
    }

    /// Takes back what was placed since then and is not written yet.
    pub(super) fn take_back(&mut self, (labels, leads): (usize, usize)) {
        self.labels.truncate(labels.max(self.written));
        self.leads.truncate(leads.max(self.led));
    }

    /// Whether an area is inside the sheet.
    fn holds(&self, area: &Area) -> bool {
        area.left > -1.0 && area.right < self.width + 1.0 && area.top > -2.0 && area.bottom < self.height + 1.0
    }

    /// Keeps a label if it is inside the sheet and clear of the others.
    fn place(&mut self, label: Label, ink: Ink) -> Placed {
        let area = label.area();
        if label.text.is_empty() || !self.holds(&area) || self.labels.iter().any(|(_, other, _)| other.meets(&area)) {
            return Placed::No;
        }
        self.labels.push((label, area, ink));
        Placed::Yes
    }

    /// Draws the labels placed since the last time, so that later marks cover them: the names of zones.
    pub(super) fn write_labels(&mut self) {
        for &(from, to) in &self.leads[self.led..] {
            self.line(from, to, Ink::Stroke(Stroke::Axis));
        }
        self.led = self.leads.len();
        for (label, _, ink) in &self.labels[self.written..] {
            let (h_pos, turn) = match label.anchor {
                Anchor::Start => (HPos::Left, FontTransform::None),
                Anchor::Middle => (HPos::Center, FontTransform::None),
                Anchor::End => (HPos::Right, FontTransform::None),
                Anchor::Up => (HPos::Left, FontTransform::Rotate270),
            };
            let colour = ink.colour();
            let style = TextStyle::from(("sans-serif", label.style.size()).into_font().transform(turn))
                .color(&colour)
                .pos(Pos::new(h_pos, VPos::Bottom));
            let _ = self.area.draw(&Text::new(&*label.text, (units(label.x), units(label.y)), style));
        }
        self.written = self.labels.len();
    }
}

/// Whether a label found room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Placed {
    /// It will be drawn.
    Yes,
    /// It would have overlapped, or left the sheet.
    No,
}
