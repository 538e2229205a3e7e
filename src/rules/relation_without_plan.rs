//! # Good relations and no plan
//!
//! Account management that lives on feeling and drifts from any plan costs twice and loses accounts (S4 关系导向): the relation
//! is there, and nobody has written what it is for.
//!
//! The rule speaks at an account with at least one contact in post whose level of relationship, or whose mean of closeness,
//! trust and reciprocity at the newest assessment, is `score` or more (of 5), and whose dossier has no need, no goal of a
//! plan and no action.
//!
//! **Remedy (S4).** Write one need with its source, a goal, and three actions with a name and a day.

use jiff::civil::Date;

use super::{Concern, Exposure, Reach, Rule, RuleHit, RuleInput, RuleSetting};
use crate::analysis::value::Value;
use crate::portfolio::{Account, Contact};
use crate::project::settings::RuleLevel;

/// The rule.
pub const RULE: Rule = Rule {
    id: "relation-without-plan",
    default_level: RuleLevel::Warn,
    concern: Concern::Plan,
    reach: Reach::Documented,
    settings: &[RuleSetting {
        name: "score",
        default: 4.0,
        min: 1.0,
        max: 5.0,
        meaning: "the mark, 1 to 5, from which a relationship is good",
    }],
    keys: &["relation-without-plan"],
    source: include_str!("relation_without_plan.rs"),
    check,
};

fn check(input: &RuleInput) -> Vec<RuleHit> {
    let mut hits = Vec::new();
    for (position, account, _) in input.looked_at().filter(|(_, account, _)| !has_aim(account)) {
        let good = good_relations(account, input.today(), input.value("score"));
        let Some(first) = good.first() else { continue };
        let evidence = vec![("count", Value::Count(good.len())), ("contact", Value::Words(first.name.clone()))];
        let stake = input.exposed(position, Exposure::Tenth);
        hits.push(input.at(position, "relation-without-plan", stake, "plan.goal", evidence));
    }
    hits
}

/// The contacts in post with a mark of the relation from `score` on.
pub fn good_relations(account: &Account, day: Date, score: f64) -> Vec<&Contact> {
    let in_post = account.contacts.iter().filter(|contact| contact.in_post(day));
    in_post.filter(|contact| mark(contact) >= score).collect()
}

/// Whether a goal, an action or a need says what the relation is for.
pub fn has_aim(account: &Account) -> bool {
    let planned = account
        .plan
        .as_ref()
        .is_some_and(|plan| plan.goal.is_some() || plan.goal_amount.is_some() || !plan.actions.is_empty());
    planned || !account.needs.is_empty()
}

/// The better of the level of the relationship and the mean of the newest assessment; 0 where neither is known.
fn mark(contact: &Contact) -> f64 {
    let level = contact.relationship.map_or(0.0, |score| f64::from(score.get()));
    let newest = contact.relations.last().map_or(0.0, |relations| {
        let marks: Vec<f64> = [relations.closeness, relations.trust, relations.reciprocity]
            .into_iter()
            .flatten()
            .map(|score| f64::from(score.get()))
            .collect();
        if marks.is_empty() { 0.0 } else { marks.iter().sum::<f64>() / marks.len() as f64 }
    });
    level.max(newest)
}

#[cfg(test)]
mod tests {
    use crate::rules::cases::{spoken, spoken_with};

    const RULE: &str = "relation-without-plan";

    #[test]
    fn good_relations_ask_what_for() {
        let level = |mark: u8| format!("contacts: [{{id: li, name: Li, relationship: {mark}}}]\n");
        assert_eq!(spoken(RULE, &level(4)), [RULE]);
        assert!(spoken(RULE, &level(3)).is_empty());
        assert_eq!(spoken_with(RULE, &level(3), "score: 3"), [RULE]);
        assert!(spoken(RULE, &format!("{}needs: [{{need: shorter routes}}]", level(5))).is_empty());
        assert!(spoken(RULE, &format!("{}plan: {{goal: the second depot}}", level(5))).is_empty());
        assert_eq!(spoken(RULE, &format!("{}plan: {{state: all is well}}", level(5))), [RULE]);
    }

    #[test]
    fn the_mean_of_the_newest_assessment_counts() {
        let assessed = |trust: u8| {
            format!("contacts: [{{id: li, name: Li, relations: [{{date: 2026-01-01, closeness: 4, trust: {trust}}}]}}]")
        };
        assert_eq!(spoken(RULE, &assessed(4)), [RULE]);
        assert!(spoken(RULE, &assessed(3)).is_empty());
    }
}
