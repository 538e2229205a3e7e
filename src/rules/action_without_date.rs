//! # An action without a day
//!
//! An action is a deed, a name and a day (S4): the 30, 60 and 90 days of a plan are made of days.
//!
//! The rule speaks at an account with `count` open actions or more (of the plan, of visits, of complaints) that have neither a day
//! nor, in the plan, a window. It speaks once for all of them.
//!
//! **Remedy (S4).** Agree on a day, and enter it under `due`; without one it is a wish and belongs in the goal.

use super::incomplete_actions::incomplete;
use super::{Concern, Reach, Rule, RuleHit, RuleInput, RuleSetting};
use crate::project::settings::RuleLevel;

/// The rule.
pub const RULE: Rule = Rule {
    id: "action-without-date",
    default_level: RuleLevel::Warn,
    concern: Concern::Plan,
    reach: Reach::Documented,
    settings: &[RuleSetting {
        name: "count",
        default: 1.0,
        min: 1.0,
        max: 100.0,
        meaning: "from how many such actions of an account the rule speaks",
    }],
    keys: &["action-without-date"],
    source: include_str!("action_without_date.rs"),
    check,
};

fn check(input: &RuleInput) -> Vec<RuleHit> {
    incomplete(input, "action-without-date", "due", |action| action.due.is_none() && action.window.is_none())
}

#[cfg(test)]
mod tests {
    use crate::rules::cases::{SALES, hits, spoken, spoken_with};

    const RULE: &str = "action-without-date";

    #[test]
    fn an_action_has_a_day_or_a_window() {
        let action = |more: &str| format!("plan: {{actions: [{{what: letter, owner: Lin{more}}}]}}");
        assert_eq!(spoken(RULE, &action("")), [RULE]);
        assert!(spoken(RULE, &action(", due: 2026-08-01")).is_empty());
        assert!(spoken(RULE, &action(", window: 60")).is_empty());
        assert!(spoken(RULE, &action(", done: 2026-06-01")).is_empty());
        assert!(spoken_with(RULE, &action(""), "count: 2").is_empty());
        assert_eq!(hits(RULE, &action(""), SALES, "")[0].mend.key, "plan.actions.0.due");
    }
}
