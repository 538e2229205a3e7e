//! A name that has no room beside its mark in one line: in two, or away from it at the end of a thin line.

use crate::charts::sheet::{Anchor, Label, Placed, Sheet};
use crate::charts::text::Type;

/// From a mark to where a line has surely left what keeps labels off it.
const OFF: f64 = 5.0;

/// Places a name further away, at the end of a thin line; nowhere, if every place there is taken too.
pub(super) fn led(sheet: &mut Sheet<'_>, name: &Label, (x, y): (f64, f64), reach: f64) -> Placed {
    for distance in [14.0, 26.0, 40.0, 56.0] {
        for turn in [-3, -5, 3, 5, -2, -6, 2, 6, -1, -7, 1, 7, -4, 4, 0, 8] {
            let (down, across) = (f64::from(turn) * std::f64::consts::PI / 8.0).sin_cos();
            let at = |length: f64| (x + across * length, y + down * length);
            let end = at(reach + distance);
            let anchor = if across > 0.3 {
                Anchor::Start
            } else if across < -0.3 {
                Anchor::End
            } else {
                Anchor::Middle
            };
            let aside = if anchor == Anchor::Middle { 0.0 } else { 3.0 * across.signum() };
            // Under or over the end where the line stands upright, beside it elsewhere.
            let below = if anchor == Anchor::Middle { 4.0 + 8.0 * down.signum() } else { 4.0 };
            let label = name.at(end.0 + aside, end.1 + below, anchor);
            if sheet.led(label, [at(reach), at(reach + OFF), end]) == Placed::Yes {
                return Placed::Yes;
            }
        }
    }
    Placed::No
}

/// Places a name in two lines beside its mark; nowhere, if it is one word or every place there is taken.
pub(super) fn in_two_lines(sheet: &mut Sheet<'_>, name: &str, (x, y): (f64, f64), reach: f64, style: Type) -> Placed {
    let lines = style.lines(name, style.width(name) * 0.64, 2);
    if lines.len() != 2 || lines.iter().any(|line| line.ends_with('…')) {
        return Placed::No;
    }
    let at = |x: f64, anchor: Anchor, first: f64| -> Vec<Label> {
        lines.iter().zip([first, first + 13.0]).map(|(line, y)| Label::new(x, y, anchor, style, line)).collect()
    };
    sheet.callout_lines([
        at(x + reach + 4.0, Anchor::Start, y - 2.5),
        at(x - reach - 4.0, Anchor::End, y - 2.5),
        at(x, Anchor::Middle, y + reach + 13.0),
        at(x, Anchor::Middle, y - reach - 18.0),
    ])
}
