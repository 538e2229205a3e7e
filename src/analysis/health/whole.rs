//! Points as pages show them: whole, and summing to the score beside them.
//!
//! Each term rounded by itself can miss the score by two points, and then a reader adds up and finds it wrong. So the points are
//! handed out by the largest remainder (the method of Hamilton, 1792): each term has its whole part, and what is missing to the
//! total goes to the largest fractions. A term never shows more points than its maximum.

use super::{HealthScore, HealthTerm, TermPoints};

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
