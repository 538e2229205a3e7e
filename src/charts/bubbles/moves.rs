//! Where bubbles come from: an arrow for a move that one can see.
//!
//! Whether a move is worth an arrow is asked of the wide drawing alone, so that all sizes have the same arrows and the words
//! above the chart explain them wherever it stands.

use super::{Bubble, Bubbles};
use crate::charts::canvas::Note;
use crate::charts::ink::{Ink, Stroke};
use crate::charts::plot::Plot;
use crate::charts::sheet::Sheet;
use crate::charts::tone::Tone;

impl Bubbles {
    /// Whether the drawings have an arrow: a move that its bubble does not cover.
    pub fn has_arrows(&self) -> bool {
        !self.moved().is_empty()
    }

    /// The bubbles whose move can be seen in the wide drawing.
    fn moved(&self) -> Vec<&Bubble> {
        let plot = self.plot(Self::WIDE.width, Self::WIDE.height, &Self::WIDE_DETAIL);
        let sized = self.in_full(&plot, &Self::WIDE_DETAIL).into_iter();
        let seen = sized.filter(|(bubble, place, radius)| {
            let from = bubble.previous.and_then(|(x, y)| plot.at(x, y));
            from.is_some_and(|from| is_seen(from, *place, *radius))
        });
        seen.map(|(bubble, ..)| bubble).collect()
    }

    /// Draws the arrows of bubbles with their places and radii.
    pub(super) fn draw_moves(&self, sheet: &Sheet<'_>, plot: &Plot, placed: &[(&Bubble, (f64, f64), f64)]) {
        let moved = self.moved();
        for (bubble, place, radius) in placed.iter().filter(|(one, ..)| moved.iter().any(|it| std::ptr::eq(*it, *one)))
        {
            if let Some(from) = bubble.previous.and_then(|(x, y)| plot.at(x, y)) {
                arrow(sheet, from, *place, *radius);
            }
        }
    }
}

/// Whether enough of an arrow is left outside a bubble to see whose it is.
fn is_seen(from: (f64, f64), to: (f64, f64), radius: f64) -> bool {
    (to.0 - from.0).hypot(to.1 - from.1) >= radius + 16.0
}

/// An arrow from the place before to the edge of a bubble; none where the bubble covers it.
fn arrow(sheet: &Sheet<'_>, from: (f64, f64), to: (f64, f64), radius: f64) {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx.hypot(dy);
    if !is_seen(from, to, radius) {
        return;
    }
    let (dx, dy) = (dx / length, dy / length);
    let along = |distance: f64| (from.0 + dx * distance, from.1 + dy * distance);
    let tip = length - radius - 1.0;
    sheet.circle(from, 2.5, Ink::Fill(Tone::Mute), Note::default());
    sheet.line(from, along(tip - 5.0), Ink::Stroke(Stroke::Wire));
    sheet.arrow_head(along(tip), (dx, dy), Tone::Mute);
}
