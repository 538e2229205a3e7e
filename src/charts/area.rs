//! A rectangle on a sheet, and what meets it.

/// A rectangle in pixels.
#[derive(Debug, Clone, Copy)]
pub(super) struct Area {
    /// Left edge.
    pub left: f64,
    /// Top edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Bottom edge.
    pub bottom: f64,
}

impl Area {
    /// Whether two rectangles share more than an edge.
    pub(super) const fn meets(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    /// Whether all of another is in it.
    pub(super) const fn surrounds(&self, other: &Self) -> bool {
        self.left <= other.left && other.right <= self.right && self.top <= other.top && other.bottom <= self.bottom
    }

    /// The rectangle with so many pixels more on each side.
    pub(super) const fn grown(&self, by: f64) -> Self {
        Self { left: self.left - by, top: self.top - by, right: self.right + by, bottom: self.bottom + by }
    }

    /// Whether a straight line passes through it (Liang and Barsky 1984).
    pub(super) fn is_crossed(&self, from: (f64, f64), to: (f64, f64)) -> bool {
        // Most lie wholly to one side of it.
        let beside =
            |one: f64, other: f64, low: f64, high: f64| (one < low && other < low) || (one > high && other > high);
        if beside(from.0, to.0, self.left, self.right) || beside(from.1, to.1, self.top, self.bottom) {
            return false;
        }
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let edges = [
            (-dx, from.0 - self.left),
            (dx, self.right - from.0),
            (-dy, from.1 - self.top),
            (dy, self.bottom - from.1),
        ];
        let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
        for (step, room) in edges {
            if step == 0.0 {
                if room < 0.0 {
                    return false;
                }
            } else if step < 0.0 {
                enters = enters.max(room / step);
            } else {
                leaves = leaves.min(room / step);
            }
        }
        enters < leaves
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_crosses_what_it_passes_through() {
        let area = Area { left: 10.0, top: 10.0, right: 20.0, bottom: 20.0 };
        for (from, to) in [((0.0, 0.0), (30.0, 30.0)), ((15.0, 0.0), (15.0, 30.0)), ((0.0, 15.0), (15.0, 15.0))] {
            assert!(area.is_crossed(from, to), "{from:?} to {to:?}");
        }
        // Beside it, before it, and past its corner within its box.
        for (from, to) in [((0.0, 0.0), (30.0, 5.0)), ((0.0, 15.0), (9.0, 15.0)), ((0.0, 19.0), (12.0, 30.0))] {
            assert!(!area.is_crossed(from, to), "{from:?} to {to:?}");
        }
    }
}
