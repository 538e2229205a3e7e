//! A name that has no room beside its mark in one line: in several, or away from it at the end of a thin line.

use super::name::Marked;
use crate::charts::sheet::{Anchor, Label, Placed, Sheet};
use crate::charts::text::Type;

/// From a mark to where a line has surely left what keeps labels off it.
const OFF: f64 = 5.0;
/// Between two lines of a name.
const LINE: f64 = 13.0;

/// Places a name in so many lines further away, at the end of a thin line; nowhere, if it has fewer words or every place there is
/// taken too.
pub(super) fn led(sheet: &mut Sheet<'_>, name: &str, marked: &Marked, (style, count): (Type, usize)) -> Placed {
    let Marked { place: (x, y), reach, home } = *marked;
    let Some(said) = set(name, style, count) else { return Placed::No };
    let tall = (count - 1) as f64 * LINE;
    for distance in [14.0, 26.0, 40.0, 56.0, 76.0, 100.0] {
        for turn in [-3, -5, 3, 5, -2, -6, 2, 6, -1, -7, 1, 7, -4, 4, 0, 8] {
            let (down, across) = (f64::from(turn) * std::f64::consts::PI / 8.0).sin_cos();
            let at = |length: f64| (x + across * length, y + down * length);
            let end = at(reach + distance);
            let beside = if across > 0.3 { Anchor::Start } else { Anchor::End };
            // Beside the end of a line that lies, under or over one that stands; a name in lines under one that leans, too.
            let anchors = [(across.abs() > 0.3).then_some(beside), {
                let most = if count > 1 { 0.8 } else { 0.3 };
                (across.abs() <= most).then_some(Anchor::Middle)
            }];
            for anchor in anchors.into_iter().flatten() {
                let aside = if anchor == Anchor::Middle { 0.0 } else { 3.0 * across.signum() };
                let below = match anchor {
                    Anchor::Middle if down < 0.0 => -4.0 - tall,
                    Anchor::Middle => 12.0,
                    _ => 4.0 - tall / 2.0,
                };
                let lines = placed(&said, (end.0 + aside, end.1 + below), anchor);
                let is_home = lines.iter().all(|line| home.surrounds(&line.area()));
                if is_home && sheet.led(lines, [at(reach), at(reach + OFF), end]) == Placed::Yes {
                    return Placed::Yes;
                }
            }
        }
    }
    Placed::No
}

/// Places a name in so many lines beside its mark; nowhere, if it has fewer words or every place there is taken.
pub(super) fn in_lines(sheet: &mut Sheet<'_>, name: &str, marked: &Marked, (style, count): (Type, usize)) -> Placed {
    let Marked { place: (x, y), reach, home } = *marked;
    let Some(said) = set(name, style, count) else { return Placed::No };
    let slant = reach * std::f64::consts::FRAC_1_SQRT_2;
    let tall = (count - 1) as f64 * LINE;
    let at = |x: f64, anchor: Anchor, first: f64| placed(&said, (x, first), anchor);
    let (left, right) = (x - reach - 4.0, x + reach + 4.0);
    let places = [
        at(right, Anchor::Start, y + 4.0 - tall / 2.0),
        at(left, Anchor::End, y + 4.0 - tall / 2.0),
        at(x, Anchor::Middle, y + reach + 13.0),
        at(x, Anchor::Middle, y - reach - 5.0 - tall),
        at(x - slant - 3.0, Anchor::End, y + slant + 10.0),
        at(x - slant - 3.0, Anchor::End, y - slant - 2.0 - tall),
        at(x + slant + 3.0, Anchor::Start, y + slant + 10.0),
        at(x + slant + 3.0, Anchor::Start, y - slant - 2.0 - tall),
        at(right, Anchor::Start, y + 4.0 - tall),
        at(left, Anchor::End, y + 4.0 - tall),
        at(right, Anchor::Start, y + 4.0),
        at(left, Anchor::End, y + 4.0),
    ];
    sheet.callout_lines(places.into_iter().filter(|lines| lines.iter().all(|line| home.surrounds(&line.area()))))
}

/// A name in so many lines, as narrow as they can be without one that is cut, not yet in their place; nothing, if it has fewer
/// words.
fn set(name: &str, style: Type, count: usize) -> Option<Vec<Label>> {
    let label = |text: &str| Label::new(0.0, 0.0, Anchor::Start, style, text);
    if count == 1 {
        return Some(vec![label(name)]);
    }
    let least = style.width(name) / count as f64;
    let is_whole = |lines: &Vec<String>| lines.len() <= count && !lines.iter().any(|line| line.ends_with('…'));
    let mut rooms = (0..=15).map(|step| least * f64::from(step).mul_add(0.08, 1.0) + 0.1);
    let lines = rooms.find_map(|room| Some(style.lines(name, room, count)).filter(is_whole))?;
    (lines.len() == count).then(|| lines.iter().map(|line| label(line)).collect())
}

/// The lines of a name in their place, the first upon a base.
fn placed(said: &[Label], (x, first): (f64, f64), anchor: Anchor) -> Vec<Label> {
    said.iter().enumerate().map(|(at, line)| line.at(x, first + at as f64 * LINE, anchor)).collect()
}
