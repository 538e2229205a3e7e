//! Which bubbles are named, and where a name stands: beside its mark, else away from it ([`super::lead`]), on the same side of the
//! cut lines as its mark.
//!
//! Who is flagged is named first, then the largest. No account has a name where a larger one has none.

use super::{Attention, Bubble, Standing, Tone, lead};
use crate::charts::area::Area;
use crate::charts::sheet::{Anchor, Label, Placed, Sheet};
use crate::charts::text::Type;

/// Widths of a name that is cut short for want of room.
const SHORT_NAMES: [f64; 2] = [72.0, 48.0];
/// How often names are placed anew so that all have theirs.
const TRIALS: usize = 6;
/// Between a name and a cut line, so that nobody asks on which side it stands.
const FROM_CUT: f64 = 6.0;

/// A bubble with its place and its radius.
type Sized<'a> = (&'a Bubble, (f64, f64), f64);
/// A way to place the name of a bubble; whether there was room for it.
type Way<'w> = &'w dyn Fn(&mut Sheet<'_>, &Sized<'_>) -> bool;

/// Writes the names of bubbles that come by size, flagged ones first: so many at most.
pub(super) fn write(sheet: &mut Sheet<'_>, placed: Vec<Sized<'_>>, cuts: &Cuts, most: usize) {
    let (mut flagged, mut others): (Vec<_>, Vec<_>) =
        placed.into_iter().partition(|(bubble, ..)| bubble.attention == Attention::Flagged);
    flagged.truncate(most);
    let whole: Way<'_> = &|sheet, one| one.0.label(sheet, &one.0.name, one, cuts);
    let short: Way<'_> = &|sheet, one| {
        let mut names = SHORT_NAMES.iter().map(|width| one.0.style().fit(&one.0.name, *width));
        whole(sheet, one) || names.any(|name| one.0.label(sheet, &name, one, cuts))
    };
    // A ring without a name asks a question that it does not answer: rather beyond a line than none.
    let beyond: Way<'_> = &|sheet, one| whole(sheet, one) || one.0.label(sheet, &one.0.name, one, &Cuts(None, None));
    if !(all(sheet, &mut flagged, whole) || all(sheet, &mut flagged, beyond)) {
        for one in &flagged {
            if !(beyond(sheet, one) || short(sheet, one)) {
                // It would be larger than some that had a name.
                others.retain(|other| other.2 >= one.2);
            }
        }
    }
    others.truncate(most - flagged.len());
    let mut order = others.clone();
    while !(all(sheet, &mut order, whole) || all(sheet, &mut order, short)) {
        // Who had no room in the last order is at its head. It and all that are smaller do without.
        let without = order.first().and_then(|lost| others.iter().position(|one| std::ptr::eq(one.0, lost.0)));
        others.truncate(without.unwrap_or_default());
        order.clone_from(&others);
    }
}

/// Names all of some bubbles, in an order in which all have room: who has none comes first the next time. If there is no such order
/// after so many trials, none is named, and who had no room last is at the head.
fn all(sheet: &mut Sheet<'_>, bubbles: &mut [Sized<'_>], way: Way<'_>) -> bool {
    let before = sheet.placed();
    for _ in 0..=TRIALS {
        let Some(without) = bubbles.iter().position(|one| !way(sheet, one)) else { return true };
        sheet.take_back(before);
        if without == 0 {
            // Where it has no room before all others, it has none after any of them.
            return false;
        }
        bubbles[..=without].rotate_right(1);
    }
    false
}

impl Bubble {
    /// How its name is set.
    const fn style(&self) -> Type {
        match (self.attention, self.tone) {
            (Attention::Flagged, _) => Type::Act,
            (Attention::None, Tone::A) => Type::Bold,
            (Attention::None, _) => Type::Plain,
        }
    }

    /// Places a name beside the mark, clear of the other marks and labels, or in lines, or further away at the end of a thin line;
    /// whether there was room.
    fn label(&self, sheet: &mut Sheet<'_>, name: &str, (_, place, radius): &Sized<'_>, cuts: &Cuts) -> bool {
        let (style, (x, y)) = (self.style(), *place);
        let ring = if self.attention == Attention::Flagged { 3.0 } else { 0.0 };
        let reach = if self.standing == Standing::New { radius * 1.26 } else { *radius } + ring;
        let slant = reach * std::f64::consts::FRAC_1_SQRT_2;
        let words = Label::new(x, y, Anchor::Start, style, name);
        let marked = Marked { place: (x, y), reach, home: cuts.home((x, y)) };
        let places = [
            words.at(x + reach + 4.0, y + 4.0, Anchor::Start),
            words.at(x - reach - 4.0, y + 4.0, Anchor::End),
            words.at(x, y + reach + 13.0, Anchor::Middle),
            words.at(x, y - reach - 5.0, Anchor::Middle),
            words.at(x + slant + 3.0, y - slant - 2.0, Anchor::Start),
            words.at(x + slant + 3.0, y + slant + 10.0, Anchor::Start),
            words.at(x - slant - 3.0, y - slant - 2.0, Anchor::End),
            words.at(x - slant - 3.0, y + slant + 10.0, Anchor::End),
        ];
        if sheet.callout(places.into_iter().filter(|label| marked.home.surrounds(&label.area()))) == Placed::Yes {
            return true;
        }
        if lead::led(sheet, name, &marked, (style, 1)) == Placed::Yes {
            return true;
        }
        let mut ways = [lead::in_lines, lead::led].into_iter().flat_map(|way| [(way, 2), (way, 3)]);
        ways.any(|(way, count)| way(sheet, name, &marked, (style, count)) == Placed::Yes)
    }
}

/// A mark that wants a name.
pub(super) struct Marked {
    /// Its middle.
    pub place: (f64, f64),
    /// How far it reaches from there, with its ring.
    pub reach: f64,
    /// Where its name may stand.
    pub home: Area,
}

/// Where the cut lines run, in pixels.
pub(super) struct Cuts(pub Option<f64>, pub Option<f64>);

impl Cuts {
    /// The side of the cut lines that a place is on, but for what is too near them. Upon a line is beyond it: right of one, above the
    /// other.
    fn home(&self, (x, y): (f64, f64)) -> Area {
        let mut home =
            Area { left: f64::NEG_INFINITY, top: f64::NEG_INFINITY, right: f64::INFINITY, bottom: f64::INFINITY };
        match self.0 {
            Some(cut) if x < cut => home.right = cut - FROM_CUT,
            Some(cut) => home.left = cut + FROM_CUT,
            None => {}
        }
        match self.1 {
            Some(cut) if y > cut => home.top = cut + FROM_CUT,
            Some(cut) => home.bottom = cut - FROM_CUT,
            None => {}
        }
        home
    }
}
