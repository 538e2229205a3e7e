//! Where the name of a bubble stands: beside its mark, else away from it ([`super::lead`]).

use super::{Attention, Bubble, Standing, Tone, lead};
use crate::charts::area::Area;
use crate::charts::sheet::{Anchor, Label, Placed, Sheet};
use crate::charts::text::Type;

/// Names that found no room anywhere, from which on the plot is too crowded for thin lines to lead the lesser ones out of it.
pub(super) const CROWDED: usize = 40;

/// Where a name may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// Beside its mark.
    Beside,
    /// Beside its mark, or further away at the end of a thin line.
    AtALine,
}

impl Bubble {
    /// Places a name beside the mark, clear of the other marks and labels; that of a flagged one in lines, too.
    pub(super) fn label(
        &self,
        sheet: &mut Sheet<'_>,
        name: &str,
        ((x, y), radius): ((f64, f64), f64),
        cuts: &Cuts,
        within: Reach,
    ) -> Placed {
        let style = match (self.attention, self.tone) {
            (Attention::Flagged, _) => Type::Act,
            (Attention::None, Tone::A) => Type::Bold,
            (Attention::None, _) => Type::Plain,
        };
        let ring = if self.attention == Attention::Flagged { 3.0 } else { 0.0 };
        let reach = if self.standing == Standing::New { radius * 1.26 } else { radius } + ring;
        let slant = reach * std::f64::consts::FRAC_1_SQRT_2;
        let words = Label::new(x, y, Anchor::Start, style, name);
        let mut places = [
            words.at(x + reach + 4.0, y + 4.0, Anchor::Start),
            words.at(x - reach - 4.0, y + 4.0, Anchor::End),
            words.at(x, y + reach + 13.0, Anchor::Middle),
            words.at(x, y - reach - 5.0, Anchor::Middle),
            words.at(x + slant + 3.0, y - slant - 2.0, Anchor::Start),
            words.at(x + slant + 3.0, y + slant + 10.0, Anchor::Start),
            words.at(x - slant - 3.0, y - slant - 2.0, Anchor::End),
            words.at(x - slant - 3.0, y + slant + 10.0, Anchor::End),
        ];
        // A name that a cut line runs through could be of either side.
        places.sort_by_key(|label| cuts.cross(&label.area()));
        if sheet.callout(places) == Placed::Yes {
            return Placed::Yes;
        }
        if within == Reach::Beside {
            return Placed::No;
        }
        if lead::led(sheet, name, (x, y), reach, (style, 1)) == Placed::Yes {
            return Placed::Yes;
        }
        let ways = [lead::in_lines, lead::led].into_iter().flat_map(|way| [(way, 2), (way, 3)]);
        let mut ways = ways.filter(|_| self.attention == Attention::Flagged);
        match ways.find(|(way, count)| way(sheet, name, (x, y), reach, (style, *count)) == Placed::Yes) {
            Some(_) => Placed::Yes,
            None => Placed::No,
        }
    }
}

/// Where the cut lines run, in pixels.
pub(super) struct Cuts(pub Option<f64>, pub Option<f64>);

impl Cuts {
    /// Whether one of them runs through an area.
    fn cross(&self, area: &Area) -> bool {
        self.0.is_some_and(|x| area.left < x && x < area.right)
            || self.1.is_some_and(|y| area.top < y && y < area.bottom)
    }
}
