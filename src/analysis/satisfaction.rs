//! Three numbers of a survey that are never mixed: gap, disconfirmation, stated satisfaction.
//!
//! 1. The gap is expectation less experience, the source's formula as written (S1 满意度 = 期望值 − 体验): higher is worse.
//! 2. Disconfirmation is experience less expectation (Oliver 1980): higher is better.
//! 3. Stated satisfaction is what the account says, and follows from neither.

use crate::portfolio::{Amount, Survey};

/// Means over the dimensions of a survey, in marks of its scale.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct SatisfactionNumbers {
    /// Expectation less experience, over the dimensions in which both were asked; `None` where none was.
    pub gap: Option<f64>,
    /// What the account says, over the dimensions in which it was asked; `None` where none was.
    pub stated: Option<f64>,
}

impl SatisfactionNumbers {
    /// Of a survey.
    pub fn of(survey: &Survey) -> Self {
        let pairs = survey.marks.iter().filter_map(|mark| Some(mark.expectation? - mark.experience?));
        Self { gap: mean(pairs), stated: mean(survey.marks.iter().filter_map(|mark| mark.stated)) }
    }

    /// Experience less expectation.
    pub fn disconfirmation(&self) -> Option<f64> {
        // From zero: −0 is no number to print.
        self.gap.map(|gap| 0.0 - gap)
    }
}

/// The mean of the marks that are there; `None` where there are none.
fn mean(values: impl Iterator<Item = Amount>) -> Option<f64> {
    let (sum, count) = values.fold((Amount::ZERO, 0_u32), |(sum, count), value| (sum + value, count + 1));
    (count > 0).then(|| sum.to_f64() / f64::from(count))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(marks: &str) -> SatisfactionNumbers {
        let survey = format!("{{date: 2026-05-01, marks: [{marks}]}}");
        SatisfactionNumbers::of(&serde_yaml::from_str(&survey).unwrap())
    }

    #[test]
    fn the_sources_formula_and_its_opposite() {
        // (5 − 4 + 4 − 2.5) / 2 = 1.25: fell short of what was expected.
        let found = of("{dimension: function, expectation: 5, experience: 4, stated: 4},
                        {dimension: quality, expectation: 4, experience: 2.5},
                        {dimension: overall, stated: 3}");
        assert_eq!((found.gap, found.disconfirmation(), found.stated), (Some(1.25), Some(-1.25), Some(3.5)));
        // Expected little, got more.
        let found = of("{dimension: function, expectation: 2, experience: 4}");
        assert_eq!((found.gap, found.disconfirmation(), found.stated), (Some(-2.0), Some(2.0), None));
        let even = of("{dimension: function, expectation: 3, experience: 3}");
        assert!(even.disconfirmation().is_some_and(f64::is_sign_positive));
    }

    #[test]
    fn what_was_not_asked_is_not_measured() {
        assert_eq!(of("{dimension: function, expectation: 5}"), SatisfactionNumbers::default());
    }
}
