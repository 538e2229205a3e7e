//! Axes: what they are called, how far they reach, and where they carry a label. The chart module formats nothing, so
//! a caller asks [`nice_ticks`] or [`log_ticks`] where labels should stand and gives them back with finished words.

use serde::Serialize;

/// A labelled place on an axis.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tick {
    /// Where, in the axis's own unit.
    pub at: f64,
    /// The finished label.
    pub text: String,
}

impl Tick {
    /// A label at a place.
    pub fn new(at: f64, text: impl Into<String>) -> Self {
        Self { at, text: text.into() }
    }
}

/// How an axis spreads its values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Scale {
    /// Equal steps are equal differences.
    Linear,
    /// Equal steps are equal ratios; values at or below zero stand at the low end. Its name says so.
    Log,
}

/// A named axis.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Axis {
    /// What it measures, with its unit and, where it is logarithmic, that it is.
    pub name: String,
    /// How it spreads its values.
    pub scale: Scale,
    /// The value at its low end; with [`Scale::Log`] above zero.
    pub low: f64,
    /// The value at its high end.
    pub high: f64,
    /// Its labels; those outside the ends or too close to the one before are not drawn.
    pub ticks: Vec<Tick>,
}

/// The places of at most `most` labels (at least three) from at or below `low` to at or above `high`, in steps of 1, 2,
/// 2.5 or 5 times a power of ten. The first and the last place are good ends for the axis. Values that are not finite
/// give 0 to 1.
pub fn nice_ticks(low: f64, high: f64, most: usize) -> Vec<f64> {
    let (low, high) = if low.is_finite() && high.is_finite() { (low.min(high), high.max(low)) } else { (0.0, 1.0) };
    // The difference of two values beyond this would not be finite.
    let (low, high) = (low.clamp(-1e300, 1e300), high.clamp(-1e300, 1e300));
    let high = if high > low { high } else { low + low.abs().max(1.0) };
    let gaps = most.max(3) - 1;
    let rough = high / gaps as f64 - low / gaps as f64;
    let mut power = 10f64.powf(rough.log10().floor());
    loop {
        for factor in [1.0, 2.0, 2.5, 5.0] {
            let step = factor * power;
            let (first, last) = ((low / step).floor(), (high / step).ceil());
            if last - first <= gaps as f64 {
                return places(first, last, step);
            }
        }
        power *= 10.0;
    }
}

/// Multiples of a step, from the `first`th to the `last`th.
fn places(first: f64, last: f64, step: f64) -> Vec<f64> {
    let mut places = Vec::new();
    let mut count = first;
    while count <= last {
        // 0.1 + 0.2 shows as 0.30000000000000004 when it is summed up; multiples of a decimal step are rounded back.
        let place = count * step;
        let digits = 10f64.powf(12.0 - place.abs().max(step).log10().ceil());
        let rounded = (place * digits).round() / digits;
        places.push(if rounded.is_finite() { rounded + 0.0 } else { place });
        count += 1.0;
    }
    places
}

/// The powers of ten from at or below `low` to at or above `high`; at most `most`, by taking every second, third, …
/// one. Without a value above zero, 1 and 10.
pub fn log_ticks(low: f64, high: f64, most: usize) -> Vec<f64> {
    if !(low.is_finite() && high.is_finite() && low > 0.0 && high >= low) {
        return vec![1.0, 10.0];
    }
    let (first, last) = (low.log10().floor(), high.log10().ceil().max(low.log10().floor() + 1.0));
    let stride = ((last - first + 1.0) / most.max(2) as f64).ceil().max(1.0);
    let mut ticks = Vec::new();
    let mut power = first;
    while power <= last {
        ticks.push(10f64.powf(power));
        power += stride;
    }
    ticks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_cover_the_values() {
        assert_eq!(nice_ticks(0.0, 566.0, 4), [0.0, 200.0, 400.0, 600.0]);
        assert_eq!(nice_ticks(0.0, 1.0, 6), [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]);
        assert_eq!(nice_ticks(-30.0, 95.0, 6), [-50.0, 0.0, 50.0, 100.0]);
        assert_eq!(nice_ticks(7.0, 7.0, 3).first(), Some(&5.0));
    }

    #[test]
    fn log_ticks_are_powers_of_ten() {
        assert_eq!(log_ticks(69.0, 14_800.0, 5), [10.0, 100.0, 1_000.0, 10_000.0, 100_000.0]);
        assert_eq!(log_ticks(0.0, 10.0, 5), [1.0, 10.0]);
        assert_eq!(log_ticks(50.0, 50.0, 5), [10.0, 100.0]);
    }
}
