//! The frame of a chart with two axes: from values to pixels by plotters' coordinates, grid lines and tick labels.

use plotters::coord::CoordTranslate as _;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;

use super::canvas::{UNITS, units};
use super::ink::{Ink, Stroke};
use super::sheet::{Anchor, Area, Label, Sheet};
use super::text::Type;
use super::tick::{Axis, Scale, Tick};

/// The values that an axis covers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    /// At its low end.
    low: f64,
    /// At its high end, above the low end.
    high: f64,
    /// How it spreads what lies between.
    scale: Scale,
}

impl Span {
    /// A span between two values in any order; a single value, or none that is finite, gets some room above it.
    pub(super) fn linear(low: f64, high: f64) -> Self {
        let (low, high) = (if low.is_finite() { low } else { 0.0 }, if high.is_finite() { high } else { 0.0 });
        let (low, high) = (low.min(high), low.max(high));
        let high = if high > low { high } else { low + low.abs().max(1.0) };
        Self { low, high, scale: Scale::Linear }
    }

    /// The span from the smallest to the greatest finite value, with zero in it.
    pub(super) fn with_zero(values: impl IntoIterator<Item = f64>) -> Self {
        let finite = values.into_iter().filter(|value| value.is_finite());
        let (low, high) = finite.fold((0f64, 0f64), |(low, high), value| (low.min(value), high.max(value)));
        Self::linear(low, high)
    }

    /// The span of an axis.
    pub(super) fn of(axis: &Axis) -> Self {
        match axis.scale {
            Scale::Linear => Self::linear(axis.low, axis.high),
            Scale::Log => {
                let low = if axis.low.is_finite() && axis.low > 0.0 { axis.low } else { 1.0 };
                let high = if axis.high.is_finite() && axis.high > low { axis.high } else { low * 10.0 };
                Self { low, high, scale: Scale::Log }
            }
        }
    }

    /// Where a value stands between the ends, 0 to 1; values outside stand at the end. None where it is not finite.
    pub(super) fn unit(&self, value: f64) -> Option<f64> {
        if !value.is_finite() {
            return None;
        }
        let unit = match self.scale {
            // Halved, because the difference of two huge values may not be finite.
            Scale::Linear => (value / 2.0 - self.low / 2.0) / (self.high / 2.0 - self.low / 2.0),
            Scale::Log => (value.max(self.low).ln() - self.low.ln()) / (self.high.ln() - self.low.ln()),
        };
        Some(unit.clamp(0.0, 1.0))
    }

    /// Whether a value lies between the ends.
    pub(super) fn holds(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }
}

/// The plotting area with its two spans.
pub(super) struct Plot {
    /// The values across.
    pub x: Span,
    /// The values upwards.
    pub y: Span,
    /// Its place on the sheet.
    pub area: Area,
    /// From shares of the spans to units of the canvas.
    coordinates: Cartesian2d<RangedCoordf64, RangedCoordf64>,
}

impl Plot {
    /// A plot in an area of the sheet.
    pub(super) fn new(area: Area, x: Span, y: Span) -> Self {
        Self::inset(area, 0.0, x, y)
    }

    /// A plot whose values keep a distance in pixels from the edges of its area, for marks that are large.
    pub(super) fn inset(area: Area, distance: f64, x: Span, y: Span) -> Self {
        let across = units(area.left + distance)..units(area.right - distance);
        let upwards = units(area.bottom - distance)..units(area.top + distance);
        Self { x, y, area, coordinates: Cartesian2d::new(0.0..1.0, 0.0..1.0, (across, upwards)) }
    }

    /// A plot whose lowest value stands so many pixels above the lower edge of its area.
    pub(super) fn raised(area: Area, distance: f64, x: Span, y: Span) -> Self {
        let (across, upwards) = (units(area.left)..units(area.right), units(area.bottom - distance)..units(area.top));
        Self { x, y, area, coordinates: Cartesian2d::new(0.0..1.0, 0.0..1.0, (across, upwards)) }
    }

    /// The place of a pair of values in pixels; none where either is not finite.
    pub(super) fn at(&self, x: f64, y: f64) -> Option<(f64, f64)> {
        let (x, y) = self.coordinates.translate(&(self.x.unit(x)?, self.y.unit(y)?));
        Some((f64::from(x) / UNITS, f64::from(y) / UNITS))
    }

    /// How far from the left a value stands.
    pub(super) fn across(&self, x: f64) -> Option<f64> {
        self.at(x, self.y.low).map(|(x, _)| x)
    }

    /// How far from the top a value stands.
    pub(super) fn down(&self, y: f64) -> Option<f64> {
        self.at(self.x.low, y).map(|(_, y)| y)
    }

    /// Lines across with their labels at the left; the line at zero is the axis, or the bottom where zero is outside.
    pub(super) fn rows(&self, sheet: &mut Sheet<'_>, ticks: &[Tick]) {
        for tick in ticks.iter().filter(|tick| self.y.holds(tick.at) && tick.at != 0.0) {
            if let Some(y) = self.down(tick.at) {
                sheet.line((self.area.left, y), (self.area.right, y), Ink::Stroke(Stroke::Grid));
            }
        }
        let zero = if self.y.holds(0.0) { self.down(0.0) } else { None };
        let zero = zero.unwrap_or(self.area.bottom);
        sheet.line((self.area.left, zero), (self.area.right, zero), Ink::Stroke(Stroke::Axis));
        for tick in ticks.iter().filter(|tick| self.y.holds(tick.at)) {
            if let Some(y) = self.down(tick.at) {
                sheet.label(Label::new(self.area.left - 8.0, y + 4.0, Anchor::End, Type::Muted, &tick.text));
            }
        }
    }

    /// Labels under the plot; one that would leave the sheet is drawn inwards.
    pub(super) fn columns(&self, sheet: &mut Sheet<'_>, ticks: &[Tick]) {
        for tick in ticks.iter().filter(|tick| self.x.holds(tick.at)) {
            if let Some(x) = self.across(tick.at) {
                let half = Type::Muted.width(&tick.text) / 2.0;
                let anchor = if x < half {
                    Anchor::Start
                } else if x + half > sheet.width {
                    Anchor::End
                } else {
                    Anchor::Middle
                };
                sheet.label(Label::new(x, self.area.bottom + 17.0, anchor, Type::Muted, &tick.text));
            }
        }
    }
}

/// The room that the labels of an upright axis need at its left, the gap included.
pub(super) fn gutter(ticks: &[Tick]) -> f64 {
    ticks.iter().map(|tick| Type::Muted.width(&tick.text)).fold(16.0, f64::max).min(96.0).ceil() + 9.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_outside_stand_at_the_end_and_values_that_are_none_nowhere() {
        let span = Span::linear(100.0, -100.0);
        assert_eq!(
            [-500.0, -100.0, 0.0, 50.0, f64::MAX].map(|value| span.unit(value)),
            [0.0, 0.0, 0.5, 0.75, 1.0].map(Some)
        );
        assert_eq!([f64::NAN, f64::INFINITY, f64::NEG_INFINITY].map(|value| span.unit(value)), [None; 3]);
        let huge = Span::with_zero([f64::MIN, f64::MAX, f64::NAN]);
        assert_eq!(huge.unit(0.0), Some(0.5));
    }

    #[test]
    fn a_logarithmic_axis_spreads_ratios_and_keeps_what_is_not_positive_at_its_low_end() {
        let axis = |low, high| Axis { name: String::new(), scale: Scale::Log, low, high, ticks: Vec::new() };
        let span = Span::of(&axis(1.0, 100.0));
        assert!((span.unit(10.0).unwrap_or_default() - 0.5).abs() < 1e-12);
        assert_eq!([0.0, -5.0, 1.0].map(|value| span.unit(value)), [Some(0.0); 3]);
        assert_eq!(Span::of(&axis(0.0, -3.0)).unit(10.0), Some(1.0));
    }

    #[test]
    fn a_plot_places_values_on_pixels_with_the_low_end_at_the_bottom() {
        let area = Area { left: 40.0, top: 10.0, right: 240.0, bottom: 110.0 };
        let plot = Plot::new(area, Span::linear(0.0, 1.0), Span::linear(0.0, 100.0));
        assert_eq!(
            [plot.at(0.0, 0.0), plot.at(0.5, 100.0), plot.at(1.0, 25.0)],
            [(40.0, 110.0), (140.0, 10.0), (240.0, 85.0)].map(Some)
        );
        assert_eq!(plot.at(f64::NAN, 1.0), None);
    }
}
