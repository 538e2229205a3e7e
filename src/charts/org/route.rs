//! Lines of influence: right-angled, round the boxes.
//!
//! Of a few dozen ways from one box to another (straight across, through the gap beside or between the boxes, along
//! the margin), the one that crosses the fewest boxes; then the shortest, where running along a line drawn before and
//! every bend count as a detour.

use crate::charts::sheet::Area;

use super::layout::Line;

/// From a box to the gap that a line runs through at its side, off the middle where reporting lines run.
const ASIDE: f64 = 6.0;
/// The same over and under a box.
const ABOVE: f64 = 10.0;

/// What the ways are judged against.
pub(super) struct Ground<'l> {
    /// All boxes.
    pub boxes: &'l [Area],
    /// The lines drawn before.
    pub lines: Vec<Line>,
    /// Across.
    pub width: f64,
    /// Down.
    pub height: f64,
}

impl Ground<'_> {
    /// The best way between two boxes; it counts as drawn from now on. Successive ways leave at other places.
    pub(super) fn route(&mut self, from: Area, to: Area) -> Line {
        let shift = (self.lines.len() % 3) as f64 * 12.0 - 12.0;
        let ways = ways(&from, &to, shift, self.width);
        let inside = |way: &Line| {
            way.iter().all(|&(x, y)| (2.0..self.width - 2.0).contains(&x) && (2.0..self.height - 2.0).contains(&y))
        };
        let best = ways.into_iter().filter(inside).min_by(|a, b| self.cost(a).total_cmp(&self.cost(b)));
        let best = best.unwrap_or_default();
        self.lines.push(best.clone());
        best
    }

    /// How bad a way is.
    fn cost(&self, way: &Line) -> f64 {
        let mut cost = way.len() as f64 * 24.0;
        for pair in way.windows(2) {
            let part = stretch(pair[0], pair[1]);
            cost += (part.right - part.left) + (part.bottom - part.top);
            cost += self.boxes.iter().filter(|area| area.meets(&widened(&part, -0.5))).count() as f64 * 10_000.0;
            for line in self.lines.iter().flat_map(|line| line.windows(2)) {
                let other = stretch(line[0], line[1]);
                let upright = part.right - part.left < 0.1;
                if upright == (other.right - other.left < 0.1) && other.meets(&widened(&part, 3.0)) {
                    cost += 200.0;
                } else if other.meets(&widened(&part, 0.5)) {
                    cost += 12.0;
                }
            }
        }
        cost
    }
}

/// The room of a stretch between two points.
const fn stretch(from: (f64, f64), to: (f64, f64)) -> Area {
    Area { left: from.0.min(to.0), top: from.1.min(to.1), right: from.0.max(to.0), bottom: from.1.max(to.1) }
}

/// A stretch with some room round it; a negative one shortens it and keeps its thickness above nothing.
fn widened(area: &Area, by: f64) -> Area {
    let (across, down) = (area.right - area.left, area.bottom - area.top);
    let grow = |length: f64| if by < 0.0 && length < 0.1 { 0.1 } else { by };
    let (x, y) = (grow(across), grow(down));
    Area { left: area.left - x, top: area.top - y, right: area.right + x, bottom: area.bottom + y }
}

/// Where a line may leave or enter a box.
struct Ports {
    left: (f64, f64),
    right: (f64, f64),
    top: (f64, f64),
    bottom: (f64, f64),
}

fn ports(area: &Area, shift: f64) -> Ports {
    let y = f64::midpoint(area.top, area.bottom) + shift;
    let x = f64::midpoint(area.left, area.right) + 34.0 + shift;
    Ports { left: (area.left, y), right: (area.right, y), top: (x, area.top), bottom: (x, area.bottom) }
}

/// The ways to choose from.
fn ways(from: &Area, to: &Area, shift: f64, width: f64) -> Vec<Line> {
    let (a, b) = (ports(from, shift), ports(to, shift));
    let margins = [ASIDE, width - ASIDE];
    let mut ways = Vec::with_capacity(48);
    // Straight across between two boxes that stand beside each other.
    let (top, bottom) = (from.top.max(to.top) + 8.0, from.bottom.min(to.bottom) - 8.0);
    if top < bottom {
        let y = (f64::midpoint(top, bottom) + shift).clamp(top, bottom);
        ways.push(if from.left < to.left {
            vec![(from.right, y), (to.left, y)]
        } else {
            vec![(from.left, y), (to.right, y)]
        });
    }
    // Through a gap beside one of them, or along the margin.
    let beside = [from.left - ASIDE, from.right + ASIDE, to.left - ASIDE, to.right + ASIDE];
    for x in beside.into_iter().chain(margins) {
        let leave = if x < from.left { a.left } else { a.right };
        let enter = if x < to.left { b.left } else { b.right };
        ways.push(vec![leave, (x, leave.1), (x, enter.1), enter]);
    }
    // Through a gap over or under one of them.
    for y in [from.top - ABOVE, from.bottom + ABOVE, to.top - ABOVE, to.bottom + ABOVE] {
        let leave = if y < from.top { a.top } else { a.bottom };
        let enter = if y < to.top { b.top } else { b.bottom };
        ways.push(vec![leave, (leave.0, y), (enter.0, y), enter]);
    }
    // Out at a side, in over or under, and the other way round.
    for (leave, enter) in [(a.left, b.top), (a.left, b.bottom), (a.right, b.top), (a.right, b.bottom)] {
        ways.push(vec![leave, (enter.0, leave.1), enter]);
    }
    for (leave, enter) in [(a.top, b.left), (a.top, b.right), (a.bottom, b.left), (a.bottom, b.right)] {
        ways.push(vec![leave, (leave.0, enter.1), enter]);
    }
    // Out over or under, along a gap or a margin, in over or under or at a side.
    for (leave, y0) in [(a.top, from.top - ABOVE), (a.bottom, from.bottom + ABOVE)] {
        for x in beside.into_iter().skip(2).chain(margins) {
            for (enter, y1) in [(b.top, to.top - ABOVE), (b.bottom, to.bottom + ABOVE)] {
                ways.push(vec![leave, (leave.0, y0), (x, y0), (x, y1), (enter.0, y1), enter]);
            }
            let enter = if x < to.left { b.left } else { b.right };
            ways.push(vec![leave, (leave.0, y0), (x, y0), (x, enter.1), enter]);
        }
    }
    ways
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(left: f64, top: f64) -> Area {
        Area { left, top, right: left + 180.0, bottom: top + 90.0 }
    }

    #[test]
    fn a_line_goes_round_the_box_between() {
        let boxes = [area(10.0, 10.0), area(210.0, 10.0), area(410.0, 10.0)];
        let mut ground = Ground { boxes: &boxes, lines: Vec::new(), width: 600.0, height: 300.0 };
        let near = ground.route(boxes[0], boxes[1]);
        assert_eq!(near.len(), 2, "beside each other: straight");
        let far = ground.route(boxes[0], boxes[2]);
        for pair in far.windows(2) {
            let part = widened(&stretch(pair[0], pair[1]), -0.5);
            assert!(boxes.iter().all(|area| !area.meets(&part)), "{far:?}");
        }
    }
}
