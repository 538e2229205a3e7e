//! Three numbers of a survey that are never mixed: gap, disconfirmation, stated satisfaction.
//!
//! 1. The gap is expectation less experience, the source's formula as written (S1 满意度 = 期望值 − 体验): higher is worse.
//! 2. Disconfirmation is experience less expectation (Oliver 1980): higher is better.
//! 3. Stated satisfaction is what the account says, and follows from neither.

use crate::portfolio::{Amount, SatisfactionDimension, Survey, SurveyMark};

/// What a survey comes to, in marks of its scale: the mark all in all where it was asked, since it sums up the others, else the
/// mean of the dimensions.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct SatisfactionNumbers {
    /// Expectation less experience, where both were asked; `None` where they were in no dimension.
    pub gap: Option<f64>,
    /// What the account says; `None` where it was asked in no dimension.
    pub stated: Option<f64>,
}

impl SatisfactionNumbers {
    /// Of a survey.
    pub fn of(survey: &Survey) -> Self {
        Self {
            gap: all_in_all(survey, |mark| Some(mark.expectation? - mark.experience?)),
            stated: all_in_all(survey, |mark| mark.stated),
        }
    }

    /// Experience less expectation.
    pub fn disconfirmation(&self) -> Option<f64> {
        // From zero: −0 is no number to print.
        self.gap.map(|gap| 0.0 - gap)
    }
}

/// The figure all in all, else the mean of those of the dimensions.
fn all_in_all(survey: &Survey, figure: impl Fn(&SurveyMark) -> Option<Amount>) -> Option<f64> {
    let overall = survey.marks.iter().filter(|mark| mark.dimension == SatisfactionDimension::Overall).find_map(&figure);
    overall.map(Amount::to_f64).or_else(|| mean(survey.marks.iter().filter_map(&figure)))
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
        // All in all it says 3: that sums up the dimensions and is not averaged with them.
        assert_eq!((found.gap, found.disconfirmation(), found.stated), (Some(1.25), Some(-1.25), Some(3.0)));
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
