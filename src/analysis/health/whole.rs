//! Points as pages show them: whole, and summing to the score beside them.
//!
//! Each term rounded by itself can miss the score by two points, and then a reader adds up and finds it wrong. So the points are
//! handed out by the largest remainder (the method of Hamilton, 1792): each term has its whole part, and what is missing to the
//! total goes to the largest fractions. A term never shows more points than its maximum.

use super::{Health, HealthScore, HealthTerm, TermPoints};

/// A term in whole points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WholePoints {
    /// What it gives; over the terms of a score these sum to [`HealthScore::points`].
    pub points: u8,
    /// What it can give; over the terms of a score these sum to 100.
    pub maximum: u8,
}

impl HealthScore {
    /// A term that counts, in whole points.
    pub fn whole(&self, term: HealthTerm) -> Option<WholePoints> {
        let place = self.terms.iter().position(|points| points.term == term)?;
        let maxima: Vec<f64> = self.terms.iter().map(|points| points.maximum).collect();
        let maxima = largest_remainder(&maxima, &vec![100; maxima.len()]);
        let points: Vec<f64> = self.terms.iter().map(TermPoints::points).collect();
        let points = largest_remainder(&points, &maxima);
        Some(WholePoints { points: points[place], maximum: maxima[place] })
    }
}

impl Health {
    /// How far a term moved, in whole points of a score on like terms; `None` where it has no data on one of the days. These sum to
    /// [`Health::change`], since a reader adds them up; a term that did not move has moved by nothing, and none has come from beyond
    /// its scale: where like terms weigh more than they do today, the sum may fall short of the change for that.
    pub fn whole_change(&self, term: HealthTerm) -> Option<i64> {
        let (now, before) = (&self.alike.now, &self.alike.before);
        let moved: Vec<(HealthTerm, f64)> = now
            .terms
            .iter()
            .filter_map(|points| Some((points.term, points.points() - before.term(points.term)?.points())))
            .collect();
        let place = moved.iter().position(|(other, _)| *other == term)?;
        let total = self.change().unwrap_or_else(|| nearest(moved.iter().map(|(_, change)| *change).sum()));
        let parts: Vec<Part> = moved.iter().map(|(term, change)| self.part(*term, *change)).collect();
        Some(signed_remainder(&parts, total)[place])
    }

    /// A move within what the points shown today allow.
    fn part(&self, term: HealthTerm, change: f64) -> Part {
        let shown = self.now.whole(term).unwrap_or(WholePoints { points: 100, maximum: 100 });
        let (points, maximum) = (i64::from(shown.points), i64::from(shown.maximum));
        Part { change, least: points - maximum, most: points }
    }
}

/// A move, and the whole numbers that can stand for it.
#[derive(Debug, Clone, Copy)]
struct Part {
    change: f64,
    least: i64,
    most: i64,
}

#[expect(clippy::cast_possible_truncation, reason = "between −100 and 100")]
fn nearest(change: f64) -> i64 {
    change.round() as i64
}

/// Whole numbers beside some parts, which may be negative, that sum to a total at most one away from theirs: by the largest
/// remainder, too. What is 0 stays 0, and what is missing goes to parts that have room for it.
#[expect(clippy::cast_possible_truncation, reason = "between −100 and 100")]
fn signed_remainder(parts: &[Part], total: i64) -> Vec<i64> {
    let mut given: Vec<i64> =
        parts.iter().map(|part| (part.change.floor() as i64).clamp(part.least, part.most)).collect();
    let missing = total - given.iter().sum::<i64>();
    let step = missing.signum();
    for _ in 0..missing.abs() {
        let left = |place: usize| (parts[place].change - given[place] as f64) * step as f64;
        let open = (0..parts.len()).filter(|&place| {
            let part = parts[place];
            part.change.abs() > 1e-9 && (part.least..=part.most).contains(&(given[place] + step))
        });
        let Some(place) = open.reduce(|best, other| if left(other) > left(best) { other } else { best }) else { break };
        given[place] += step;
    }
    given
}

/// Whole numbers that sum to the rounded sum of some parts between 0 and 100, none above its room. The earlier of equal
/// fractions comes first.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 100")]
fn largest_remainder(parts: &[f64], room: &[u8]) -> Vec<u8> {
    let whole = |part: f64| part.clamp(0.0, 100.0).floor() as u8;
    let mut given: Vec<u8> = parts.iter().zip(room).map(|(part, room)| whole(*part).min(*room)).collect();
    let total = parts.iter().sum::<f64>().clamp(0.0, 100.0).round() as u8;
    let missing = total.saturating_sub(given.iter().sum());
    for _ in 0..missing {
        let left = |place: usize| parts[place] - f64::from(given[place]);
        let open = (0..parts.len()).filter(|&place| given[place] < room[place]);
        let Some(place) = open.reduce(|best, other| if left(other) > left(best) { other } else { best }) else { break };
        given[place] += 1;
    }
    given
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::project::settings::HealthSettings;

    #[test]
    fn moves_sum_to_the_change_beside_them() {
        // −0.4 and +1.3 are +0.9: each rounded 0 and +1; 0.4 + 0.4 are 0.8, each rounded 0.
        let free = |changes: &[f64], total| {
            let parts: Vec<Part> = changes.iter().map(|&change| Part { change, least: -100, most: 100 }).collect();
            signed_remainder(&parts, total)
        };
        assert_eq!(free(&[-0.4, 1.3, 0.0], 1), [0, 1, 0]);
        assert_eq!(free(&[0.4, 0.0, 0.4], 1), [1, 0, 0]);
        assert_eq!(free(&[-1.4, -1.4], -3), [-1, -2]);
        assert_eq!(free(&[0.0, 0.0], 0), [0, 0]);
        // From 0 to 33 of 33 a term has moved by 33 at most; what is left goes to the other.
        let full = Part { change: 33.7, least: 0, most: 33 };
        let other = Part { change: 1.2, least: -10, most: 20 };
        assert_eq!(signed_remainder(&[full, other], 35), [33, 2]);
        assert_eq!(signed_remainder(&[full], 34), [33], "there is no room");
    }

    #[test]
    fn what_a_reader_adds_up_is_what_stands_there() {
        // 20.6 + 13.6 + 11.6 + 8.2: each rounded 21 + 14 + 12 + 8 = 55, the score 54.
        assert_eq!(largest_remainder(&[20.6, 13.6, 11.6, 8.2], &[100; 4]), [21, 14, 11, 8]);
        assert_eq!(largest_remainder(&[29.4, 29.4, 41.2], &[100; 3]), [30, 29, 41]);
        // Full to the brim of 29 stays at 29.
        assert_eq!(largest_remainder(&[29.4, 29.4, 0.0], &[29, 30, 41]), [29, 30, 0]);
        assert_eq!(largest_remainder(&[], &[]), [0_u8; 0]);
    }

    proptest! {
        #[test]
        fn moves_of_the_terms_sum_to_that_of_the_score(
            before in prop::array::uniform6(prop::option::of(0.0..=1.0_f64)),
            now in prop::array::uniform6(prop::option::of(0.0..=1.0_f64)),
        ) {
            let health = Health::between(before, now, &HealthSettings::default());
            if let Some(change) = health.change() {
                let moves = || HealthTerm::ALL.into_iter().filter_map(|term| health.whole_change(term));
                if health.now == health.alike.now {
                    prop_assert_eq!(moves().sum::<i64>(), change);
                }
                for term in HealthTerm::ALL {
                    if let (Some(moved), Some(shown)) = (health.whole_change(term), health.now.whole(term)) {
                        let before = i64::from(shown.points) - moved;
                        prop_assert!((0..=i64::from(shown.maximum)).contains(&before), "{term:?}: {shown:?} less {moved}");
                    }
                }
            }
        }

        #[test]
        fn terms_sum_to_the_score_and_keep_below_their_maxima(
            values in prop::array::uniform6(prop::option::of(0.0..=1.0_f64)),
            weights in prop::array::uniform6(0.0..50.0_f64),
        ) {
            let [revenue_trend, relationship_coverage, share_of_wallet, satisfaction, service_kept, payment] = weights;
            let settings = HealthSettings {
                revenue_trend, relationship_coverage, share_of_wallet, satisfaction, service_kept, payment,
                ..HealthSettings::default()
            };
            let score = HealthScore::of(values, &settings);
            let whole: Vec<WholePoints> = score.terms.iter().filter_map(|points| score.whole(points.term)).collect();
            if let Some(points) = score.points() {
                prop_assert_eq!(whole.iter().map(|term| term.points).sum::<u8>(), points);
                prop_assert_eq!(whole.iter().map(|term| term.maximum).sum::<u8>(), 100);
            }
            prop_assert!(whole.iter().all(|term| term.points <= term.maximum));
        }
    }
}
