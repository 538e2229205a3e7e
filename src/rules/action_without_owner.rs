//! # An action that nobody owns
//!
//! An action is a deed, a name and a day (S4). What the team will do, nobody does.
//!
//! The rule speaks at an account with `count` open actions or more (of the plan, of visits, of complaints) that name nobody of
//! ours. It speaks once for all of them.
//!
//! **Remedy (S4).** Ask who takes it, in the room, and enter the name under `owner`.

use super::incomplete_actions::incomplete;
use super::{Concern, Reach, Rule, RuleHit, RuleInput, RuleSetting};
use crate::project::settings::RuleLevel;

/// The rule.
pub const RULE: Rule = Rule {
    id: "action-without-owner",
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
    keys: &["action-without-owner"],
    source: include_str!("action_without_owner.rs"),
    check,
};

fn check(input: &RuleInput) -> Vec<RuleHit> {
    incomplete(input, "action-without-owner", "owner", |action| action.owner.is_none())
}

#[cfg(test)]
mod tests {
    use crate::rules::cases::{SALES, hits, spoken, spoken_with};

    const RULE: &str = "action-without-owner";

    #[test]
    fn an_action_has_a_name() {
        let action = |more: &str| format!("plan: {{actions: [{{what: letter, due: 2026-08-01{more}}}]}}");
        assert_eq!(spoken(RULE, &action("")), [RULE]);
        assert!(spoken(RULE, &action(", owner: Lin")).is_empty());
        assert!(spoken(RULE, &action(", done: 2026-06-01")).is_empty());
        assert!(spoken_with(RULE, &action(""), "count: 2").is_empty());
        assert_eq!(hits(RULE, &action(""), SALES, "")[0].mend.key, "plan.actions.0.owner");
    }
}
