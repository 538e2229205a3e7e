//! The drawing back end that plotters draws on: it writes SVG in the classes of the style sheet.
//!
//! 1. plotters places marks on whole pixels, so a canvas is ten times the size of the picture and [`Tenths`] divides
//!    when it prints: one decimal, never `-0`, never NaN.
//! 2. plotters knows colours, the style sheet classes: an [`Ink`] travels through it as a colour, and becomes `class="…"` here.
//! 3. plotters has no place for a mark's title or link: a [`Mark`] is an element that hands them to the canvas.

use std::convert::Infallible;
use std::fmt::{self, Write as _};

use plotters::element::{Drawable, PointCollection};
use plotters::style::{Color as _, ShapeStyle};
use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontTransform,
};

use super::ink::Ink;
use super::text::{Type, escape};

/// How many units of the canvas make a pixel.
pub(super) const UNITS: f64 = 10.0;

/// What a mark tells: its title, and where it leads.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Note<'t> {
    /// The mark's numbers in words; none where empty.
    pub title: &'t str,
    /// A relative link; none where empty.
    pub href: &'t str,
}

impl<'t> Note<'t> {
    /// A title without a link.
    pub(super) const fn title(title: &'t str) -> Self {
        Self { title, href: "" }
    }
}

/// A mark as plotters draws it: an element of ours, which tells the canvas its note.
pub(super) struct Mark<'t> {
    /// What it looks like.
    pub shape: Shape,
    /// Its places in units of the canvas; how many and which, the shape says.
    pub points: Vec<BackendCoord>,
    /// What it is drawn with.
    pub ink: Ink,
    /// What it tells.
    pub note: Note<'t>,
}

/// The shapes of marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// A rectangle between two opposite corners.
    Rect,
    /// A line through its points.
    Line,
    /// A disc or ring of a radius in units, round its one point.
    Circle(u32),
    /// A filled polygon.
    Polygon,
    /// A small square at each point, all in one path.
    Dots,
    /// A ribbon between two upright edges, as S-curves: left top, left bottom, right top, right bottom.
    Ribbon,
}

impl<'a> PointCollection<'a, BackendCoord> for &'a Mark<'_> {
    type Point = &'a BackendCoord;
    type IntoIter = std::slice::Iter<'a, BackendCoord>;

    fn point_iter(self) -> Self::IntoIter {
        self.points.iter()
    }
}

impl Drawable<Canvas<'_>> for Mark<'_> {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        points: I,
        canvas: &mut Canvas<'_>,
        _: (u32, u32),
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        let points: Vec<_> = points.collect();
        let style = self.ink.colour().filled();
        canvas.open(self.note);
        match (self.shape, &points[..]) {
            (Shape::Rect, &[from, to]) => canvas.draw_rect(from, to, &style, true)?,
            (Shape::Circle(radius), &[centre]) => canvas.draw_circle(centre, radius, &style, true)?,
            (Shape::Line, points) => canvas.draw_path(points.iter().copied(), &style)?,
            (Shape::Polygon, points) => canvas.fill_polygon(points.iter().copied(), &style)?,
            (Shape::Dots, points) => canvas.draw_dots(points, &style),
            (Shape::Ribbon, &[left_top, left_bottom, right_top, right_bottom]) => {
                canvas.draw_ribbon([left_top, left_bottom], [right_top, right_bottom], &style);
            }
            _ => {}
        }
        canvas.close(self.note);
        Ok(())
    }
}

/// The SVG that is being written.
pub(super) struct Canvas<'c> {
    /// The markup so far.
    out: &'c mut String,
    /// Its size in units.
    size: (u32, u32),
    /// The escaped title of the mark that is drawn next.
    title: String,
}

impl<'c> Canvas<'c> {
    /// A canvas of a size in units that adds to the markup.
    pub(super) const fn new(out: &'c mut String, size: (u32, u32)) -> Self {
        Self { out, size, title: String::new() }
    }

    /// Adds markup. Writing to a string cannot fail, so the result says nothing.
    fn write(&mut self, markup: fmt::Arguments<'_>) {
        let _ = self.out.write_fmt(markup);
    }

    /// Begins a mark: its link, and its title for the element that is drawn next.
    fn open(&mut self, note: Note<'_>) {
        if !note.href.is_empty() {
            self.out.push_str("<a href=\"");
            escape(note.href, self.out);
            self.out.push_str("\">");
        }
        self.title.clear();
        escape(note.title, &mut self.title);
    }

    /// Ends a mark.
    fn close(&mut self, note: Note<'_>) {
        if !note.href.is_empty() {
            self.out.push_str("</a>");
        }
    }

    /// Squares as wide as a stroke, as one path of short strokes.
    fn draw_dots(&mut self, points: &[BackendCoord], style: &ShapeStyle) {
        self.out.push_str("<path d=\"");
        for &(x, y) in points {
            self.write(format_args!("M{} {}h1.8", Tenths(x - 9), Tenths(y)));
        }
        self.out.push('"');
        self.finish(style.color.to_backend_color(), "path");
    }

    /// A ribbon between two upright edges, each from its top to its bottom.
    fn draw_ribbon(&mut self, left: [BackendCoord; 2], right: [BackendCoord; 2], style: &ShapeStyle) {
        let [(x0, top0), (_, bottom0)] = left;
        let [(x1, top1), (_, bottom1)] = right;
        let middle = Tenths(i32::midpoint(x0, x1));
        let [x0, x1, top0, top1, bottom0, bottom1] = [x0, x1, top0, top1, bottom0, bottom1].map(Tenths);
        self.write(format_args!(
            "<path d=\"M{x0} {top0}C{middle} {top0} {middle} {top1} {x1} {top1}V{bottom1}\
             C{middle} {bottom1} {middle} {bottom0} {x0} {bottom0}Z\""
        ));
        self.finish(style.color.to_backend_color(), "path");
    }

    /// Adds the class of a colour, if it stands for one.
    fn class(&mut self, colour: BackendColor) {
        match Ink::of(colour).map(Ink::css) {
            Some(("", "")) | None => {}
            Some(("", class) | (class, "")) => self.write(format_args!(" class=\"{class}\"")),
            Some((role, class)) => self.write(format_args!(" class=\"{role} {class}\"")),
        }
    }

    /// Closes a mark's tag, with its class, and with its title inside it where there is one.
    fn finish(&mut self, colour: BackendColor, tag: &str) {
        self.class(colour);
        if self.title.is_empty() {
            self.out.push_str("/>");
        } else {
            let title = std::mem::take(&mut self.title);
            self.write(format_args!("><title>{title}</title></{tag}>"));
        }
    }

    /// Adds `points="…"`.
    fn points(&mut self, points: &[BackendCoord]) {
        self.out.push_str(" points=\"");
        for (index, &(x, y)) in points.iter().enumerate() {
            let gap = if index == 0 { "" } else { " " };
            self.write(format_args!("{gap}{},{}", Tenths(x), Tenths(y)));
        }
        self.out.push('"');
    }
}

impl DrawingBackend for Canvas<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Result<(), DrawingErrorKind<Infallible>> {
        Ok(())
    }

    fn present(&mut self) -> Result<(), DrawingErrorKind<Infallible>> {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, colour: BackendColor) -> Result<(), DrawingErrorKind<Infallible>> {
        self.write(format_args!("<rect x=\"{}\" y=\"{}\" width=\"0.1\" height=\"0.1\"", Tenths(x), Tenths(y)));
        self.finish(colour, "rect");
        Ok(())
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        let (x1, y1, x2, y2) = (Tenths(from.0), Tenths(from.1), Tenths(to.0), Tenths(to.1));
        self.write(format_args!("<line x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\""));
        self.finish(style.color(), "line");
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
        _fill: bool,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        let (x, y) = (Tenths(from.0.min(to.0)), Tenths(from.1.min(to.1)));
        let (width, height) = (Tenths((to.0 - from.0).abs()), Tenths((to.1 - from.1).abs()));
        self.write(format_args!("<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\""));
        self.finish(style.color(), "rect");
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        let points: Vec<_> = path.into_iter().collect();
        if let [from, to] = points[..] {
            return self.draw_line(from, to, style);
        }
        self.out.push_str("<polyline");
        self.points(&points);
        self.finish(style.color(), "polyline");
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        (x, y): BackendCoord,
        radius: u32,
        style: &S,
        _fill: bool,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        let radius = Tenths(i32::try_from(radius).unwrap_or(i32::MAX));
        self.write(format_args!("<circle cx=\"{}\" cy=\"{}\" r=\"{radius}\"", Tenths(x), Tenths(y)));
        self.finish(style.color(), "circle");
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        let points: Vec<_> = corners.into_iter().collect();
        self.out.push_str("<polygon");
        self.points(&points);
        self.finish(style.color(), "polygon");
        Ok(())
    }

    /// Text stands on its base line, whatever the vertical anchor; that may be turned upright.
    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        (x, y): BackendCoord,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        self.write(format_args!("<text x=\"{}\" y=\"{}\"", Tenths(x), Tenths(y)));
        if matches!(style.transform(), FontTransform::Rotate270) {
            self.write(format_args!(" transform=\"rotate(-90 {} {})\"", Tenths(x), Tenths(y)));
        }
        self.class(style.color());
        self.out.push_str(match style.anchor().h_pos {
            HPos::Left => ">",
            HPos::Right => " text-anchor=\"end\">",
            HPos::Center => " text-anchor=\"middle\">",
        });
        escape(text, self.out);
        self.out.push_str("</text>");
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let text_type = match Ink::of(style.color()) {
            Some(Ink::Text(text_type) | Ink::Halo(text_type)) => text_type,
            _ => Type::Plain,
        };
        Ok((units(text_type.width(text)).unsigned_abs(), units(text_type.size()).unsigned_abs()))
    }
}

/// Pixels to units of the canvas; what is not a number is 0.
#[allow(clippy::cast_possible_truncation, reason = "clamped to a million pixels")]
pub(super) fn units(pixels: f64) -> i32 {
    (pixels * UNITS).clamp(-1e7, 1e7).round() as i32
}

/// Units of the canvas, printed as pixels with at most one decimal.
#[derive(Clone, Copy)]
struct Tenths(i32);

impl fmt::Display for Tenths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, tenths) = (self.0.unsigned_abs() / 10, self.0.unsigned_abs() % 10);
        let sign = if self.0 < 0 { "-" } else { "" };
        if tenths == 0 { write!(f, "{sign}{whole}") } else { write!(f, "{sign}{whole}.{tenths}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_print_as_pixels_without_minus_zero_or_nan() {
        let printed = [0, -4, 13, 440, -15].map(|value| Tenths(value).to_string());
        assert_eq!(printed, ["0", "-0.4", "1.3", "44", "-1.5"]);
        assert_eq!(Tenths(units(-0.01)).to_string(), "0");
        assert_eq!(Tenths(units(f64::NAN)).to_string(), "0");
        assert_eq!(Tenths(units(f64::INFINITY)).to_string(), "1000000");
    }
}
