//! # The survey is overdue
//!
//! Ask regularly, on function, quality and service level, and on our own people too (S3 征询函, S4). Satisfaction that was
//! measured last year says nothing about this quarter's complaints.
//!
//! The rule speaks at an account
//!
//! - when the day that the dossier names for the next survey (`satisfaction.next`) has passed without one;
//! - without such a day, at a key account (class A, or of the tier *strategic* or *key*) whose newest survey is `months` whole
//!   months old or more (convention).
//!
//! An account that was never asked and has no day for it is shown as “not measured”; the rule is silent there.
//!
//! **Remedy (S3).** Send the survey, enter the marks under `satisfaction.surveys`, and set `satisfaction.next`.

use super::{Concern, Exposure, Reach, Rule, RuleHit, RuleInput, RuleSetting};
use crate::analysis::sales::months_between;
use crate::analysis::value::Value;
use crate::project::settings::RuleLevel;

/// The rule.
pub const RULE: Rule = Rule {
    id: "survey-overdue",
    default_level: RuleLevel::Warn,
    concern: Concern::Plan,
    reach: Reach::Documented,
    settings: &[RuleSetting {
        name: "months",
        default: 12.0,
        min: 1.0,
        max: 120.0,
        meaning: "whole months after which a key account is to be asked again, where the dossier names no day",
    }],
    keys: &["survey-day-passed", "survey-too-old"],
    source: include_str!("survey_overdue.rs"),
    check,
};

fn check(input: &RuleInput) -> Vec<RuleHit> {
    let mut hits = Vec::new();
    for (position, account, facts) in input.looked_at() {
        let today = input.today();
        let last = account.satisfaction.surveys.iter().map(|survey| survey.date).rfind(|day| *day <= today);
        let (key, evidence) = match (account.satisfaction.next, last) {
            // A survey on or after the day was the one that was due.
            (Some(next), _) if next < today && last.is_none_or(|day| day < next) => {
                ("survey-day-passed", vec![("days", Value::Days(input.days_since(next))), ("date", Value::Date(next))])
            }
            (Some(next), _) if next >= today => continue,
            (_, Some(day)) => {
                let months = months_between(day, today);
                if months < input.whole("months") || !super::is_key_account(account, facts) {
                    continue;
                }
                ("survey-too-old", vec![("months", Value::Months(months)), ("date", Value::Date(day))])
            }
            _ => continue,
        };
        let stake = input.exposed(position, Exposure::Hundredth);
        hits.push(input.at(position, key, stake, "satisfaction.next", evidence));
    }
    hits
}

#[cfg(test)]
mod tests {
    use crate::rules::cases::{spoken, spoken_with};

    const RULE: &str = "survey-overdue";

    #[test]
    fn the_day_that_the_dossier_names() {
        let asked = |day: &str, next: &str| format!("satisfaction: {{surveys: [{{date: {day}}}], next: {next}}}");
        assert_eq!(spoken(RULE, &asked("2026-01-10", "2026-06-29")), ["survey-day-passed"]);
        assert!(spoken(RULE, &asked("2026-01-10", "2026-06-30")).is_empty());
        assert!(spoken(RULE, &asked("2026-06-29", "2026-06-29")).is_empty());
        assert_eq!(spoken(RULE, "satisfaction: {next: 2026-06-29}"), ["survey-day-passed"]);
    }

    #[test]
    fn without_a_day_a_year_is_the_line() {
        let asked = |day: &str| format!("satisfaction: {{surveys: [{{date: {day}}}]}}");
        assert_eq!(spoken(RULE, &asked("2025-06-30")), ["survey-too-old"]);
        assert!(spoken(RULE, &asked("2025-07-01")).is_empty());
        assert_eq!(spoken_with(RULE, &asked("2025-07-01"), "months: 11"), ["survey-too-old"]);
        assert!(spoken(RULE, "satisfaction: {}").is_empty());
    }
}
