//! A minimiser for smooth functions of a few variables, without derivatives: the simplex method of Nelder and Mead (1965),
//! with the coefficients and the order of steps of Lagarias, Reeds, Wright & Wright (1998).
//!
//! Our own hundred lines rather than a crate of optimisers: the models here have three or four parameters, and this
//! needs no dependency, no random start and no clock. After it has converged it starts again around what it found, until
//! that no longer helps: the method is known to stall on a collapsed simplex otherwise.

/// Restarts before giving up.
const ROUNDS: usize = 12;
/// Evaluations in each round before giving up.
const EVALUATIONS: usize = 2000;
/// Corners that are closer in every variable are one: a function near its minimum is flat over the root of the last bit.
const RESOLUTION: f64 = 1e-9;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Minimum<const N: usize> {
    /// Where.
    pub at: [f64; N],
    /// How low.
    pub value: f64,
    /// Whether a last restart no longer found anything lower.
    pub converged: bool,
}

/// How and how far to search.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Search {
    /// First step in each variable.
    pub step: f64,
    /// Values of the simplex that differ by less are equal.
    pub tolerance: Tolerance,
}

/// When two values are equal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Tolerance {
    /// They differ by so much at most: in a log-likelihood, what no test would notice.
    Absolute(f64),
    /// By this part of their size (or of 1, if that is more).
    Relative(f64),
}

impl Tolerance {
    fn around(self, value: f64) -> f64 {
        match self {
            Self::Absolute(most) => most,
            Self::Relative(part) => part * value.abs().max(1.0),
        }
    }
}

impl Search {
    /// Good to find the right valley of a log-likelihood.
    pub const COARSE: Self = Self { step: 0.5, tolerance: Tolerance::Absolute(0.05) };
    /// As far as sums of `f64` go: what is published of a model has five digits and more.
    pub const FINE: Self = Self { step: 0.1, tolerance: Tolerance::Relative(1e-13) };

    /// Searches from several starts, without restarts, and says where the lowest lies (the first of equal ones): where to
    /// start in earnest.
    pub fn scout<const N: usize>(self, function: impl Fn(&[f64; N]) -> f64, starts: &[[f64; N]]) -> Option<[f64; N]> {
        let height = number(function);
        let found = starts.iter().map(|&at| self.round(&height, Corner { at, value: height(&at) }).0);
        found.min_by(|a, b| a.value.total_cmp(&b.value)).map(|corner| corner.at)
    }

    /// Searches from a start; where the function is not a number it counts as infinitely high.
    pub fn minimise<const N: usize>(self, function: impl Fn(&[f64; N]) -> f64, start: [f64; N]) -> Minimum<N> {
        let height = number(function);
        let mut best = Corner { at: start, value: height(&start) };
        for _ in 0..ROUNDS {
            let (found, settled) = self.round(&height, best);
            let gained = best.value - found.value;
            best = found;
            // Not `<`: from an infinite start the gain may not be a number.
            if settled && gained <= self.tolerance.around(best.value) {
                return Minimum { at: best.at, value: best.value, converged: best.value.is_finite() };
            }
        }
        Minimum { at: best.at, value: best.value, converged: false }
    }

    /// One simplex, from around a corner until its values are equal or the evaluations are used up.
    fn round<const N: usize>(self, height: &impl Fn(&[f64; N]) -> f64, start: Corner<N>) -> (Corner<N>, bool) {
        let mut simplex = vec![start];
        for variable in 0..N {
            let mut at = start.at;
            at[variable] += self.step;
            simplex.push(Corner { at, value: height(&at) });
        }
        let mut evaluations = N;
        while evaluations < EVALUATIONS {
            // Stable, so that equal values keep their order and runs repeat exactly.
            simplex.sort_by(|a, b| a.value.total_cmp(&b.value));
            let (best, worst) = (simplex[0], simplex[N]);
            if worst.value - best.value <= self.tolerance.around(best.value) || is_collapsed(&simplex) {
                return (best, true);
            }
            evaluations += step(&mut simplex, height);
        }
        simplex.sort_by(|a, b| a.value.total_cmp(&b.value));
        (simplex[0], false)
    }
}

/// Whether the corners are one: what their values still differ by is rounding.
fn is_collapsed<const N: usize>(simplex: &[Corner<N>]) -> bool {
    let best = simplex[0].at;
    let apart = |corner: &Corner<N>| corner.at.iter().zip(best).any(|(a, b)| (a - b).abs() > RESOLUTION);
    !simplex.iter().any(apart)
}

/// What is not a number is infinitely high.
fn number<const N: usize>(function: impl Fn(&[f64; N]) -> f64) -> impl Fn(&[f64; N]) -> f64 {
    move |at| {
        let value = function(at);
        if value.is_nan() { f64::INFINITY } else { value }
    }
}

#[derive(Debug, Clone, Copy)]
struct Corner<const N: usize> {
    at: [f64; N],
    value: f64,
}

/// Replaces the worst corner, or shrinks the simplex; returns the evaluations used.
fn step<const N: usize>(simplex: &mut [Corner<N>], height: &impl Fn(&[f64; N]) -> f64) -> usize {
    let (best, second, worst) = (simplex[0], simplex[N - 1], simplex[N]);
    let centre: [f64; N] =
        std::array::from_fn(|variable| simplex[..N].iter().map(|corner| corner.at[variable]).sum::<f64>() / N as f64);
    // The point at a distance from the centre, in units of that of the worst: 1 is its reflection, below 0 its own side.
    let along = |distance: f64| {
        let at: [f64; N] = std::array::from_fn(|v| centre[v] + distance * (centre[v] - worst.at[v]));
        Corner { at, value: height(&at) }
    };
    let reflected = along(1.0);
    if reflected.value < best.value {
        let expanded = along(2.0);
        simplex[N] = if expanded.value < reflected.value { expanded } else { reflected };
        return 2;
    }
    if reflected.value < second.value {
        simplex[N] = reflected;
        return 1;
    }
    let outside = reflected.value < worst.value;
    let contracted = along(if outside { 0.5 } else { -0.5 });
    if contracted.value < worst.value.min(reflected.value) || (outside && contracted.value <= reflected.value) {
        simplex[N] = contracted;
        return 2;
    }
    for corner in &mut simplex[1..] {
        corner.at = std::array::from_fn(|v| f64::midpoint(best.at[v], corner.at[v]));
        corner.value = height(&corner.at);
    }
    N + 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classic_valleys() {
        // Rosenbrock (1960): a curved valley, minimum 0 at (1, 1).
        let rosenbrock = |&[x, y]: &[f64; 2]| 100.0 * (y - x * x).powi(2) + (1.0 - x).powi(2);
        let found = Search::FINE.minimise(rosenbrock, [-1.2, 1.0]);
        assert!(found.converged && (found.at[0] - 1.0).abs() < 1e-5 && (found.at[1] - 1.0).abs() < 1e-5, "{found:?}");
        // Powell (1962): four variables, singular at its minimum 0 at the origin.
        let powell = |&[a, b, c, d]: &[f64; 4]| {
            (a + 10.0 * b).powi(2) + 5.0 * (c - d).powi(2) + (b - 2.0 * c).powi(4) + 10.0 * (a - d).powi(4)
        };
        let found = Search::FINE.minimise(powell, [3.0, -1.0, 0.0, 1.0]);
        assert!(found.converged && found.value < 1e-12, "{found:?}");
    }

    #[test]
    fn the_lower_of_two_valleys() {
        // Valleys at −2 (height 1) and 3 (height 0).
        let two = |&[x]: &[f64; 1]| ((x + 2.0).powi(2) + 1.0).min((x - 3.0).powi(2));
        let [near] = Search::COARSE.scout(two, &[[-3.0], [5.0]]).unwrap();
        assert!((near - 3.0).abs() < 0.5, "{near}");
        assert_eq!(Search::COARSE.scout(two, &[]), None);
    }

    #[test]
    fn walls_hold_and_nothing_is_made_up() {
        // The minimum of x + y in the quarter above (2, 3) is its corner.
        let walled = |&[x, y]: &[f64; 2]| if x < 2.0 || y < 3.0 { f64::NAN } else { x + y };
        let found = Search::FINE.minimise(walled, [10.0, 10.0]);
        assert!((found.value - 5.0).abs() < 1e-3, "{found:?}");
        assert!(!Search::FINE.minimise(|_: &[f64; 2]| f64::NAN, [0.0, 0.0]).converged);
    }
}
