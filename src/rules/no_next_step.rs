//! # An opportunity without a next step
//!
//! Once the customer compares offers, an opportunity moves because somebody does the next thing, or it stands still (S1
//! 购买决策循环; S4 account plan: actions with owner and day). One for which nobody has written what comes next is carried by hope.
//!
//! The rule speaks at an open opportunity of a key account (class A, or of the tier *strategic* or *key*) that has reached the
//! stage `evaluate_options` or a later one and has no `next_step`. From which stage on is the setting `from_stage`, counted 1
//! to 6 (convention).
//!
//! **Remedy.** Agree with whoever owns the opportunity what comes next and write it under `next_step`; or close the opportunity.

use super::opportunity_stalled::worth;
use super::{Concern, Reach, Rule, RuleHit, RuleInput, RuleSetting};
use crate::analysis::value::Value;
use crate::portfolio::{BuyingStage, Opportunity};
use crate::project::settings::RuleLevel;

/// The rule.
pub const RULE: Rule = Rule {
    id: "no-next-step",
    default_level: RuleLevel::Warn,
    concern: Concern::Plan,
    reach: Reach::KeyAccounts,
    settings: &[RuleSetting {
        name: "from_stage",
        default: 2.0,
        min: 1.0,
        max: 6.0,
        meaning: "stage of the buying cycle, 1 to 6, from which an opportunity must have a next step",
    }],
    keys: &["no-next-step"],
    source: include_str!("no_next_step.rs"),
    check,
};

fn check(input: &RuleInput) -> Vec<RuleHit> {
    let mut hits = Vec::new();
    let from = input.count("from_stage");
    for (position, account, _) in input.looked_at() {
        for (at, opportunity) in account.opportunities.iter().enumerate() {
            let Some(stage) = opportunity.stage.filter(|_| lacks(opportunity)) else { continue };
            let reached =
                BuyingStage::ALL.iter().position(|other| *other == stage).is_some_and(|place| place + 1 >= from);
            if !reached {
                continue;
            }
            let evidence = vec![
                ("name", Value::Words(opportunity.name.clone())),
                ("stage", Value::Choice("buying_stage", stage.key())),
            ];
            let mend = format!("opportunities.{at}.next_step");
            hits.push(input.at(position, "no-next-step", worth(opportunity), mend, evidence));
        }
    }
    hits
}

/// Whether it is open and nobody has written what comes next.
const fn lacks(opportunity: &Opportunity) -> bool {
    opportunity.is_open() && opportunity.next_step.is_none()
}

#[cfg(test)]
mod tests {
    use crate::rules::cases::{SALES, hits, spoken, spoken_with};

    const RULE: &str = "no-next-step";

    fn dossier(stage: &str, more: &str) -> String {
        format!("tier: key\nopportunities:\n- {{name: Depot, stage: {stage}, amount: 200000, probability: 40{more}}}\n")
    }

    #[test]
    fn from_the_evaluation_on() {
        assert!(spoken(RULE, &dossier("recognise_needs", "")).is_empty());
        assert_eq!(spoken(RULE, &dossier("evaluate_options", "")), [RULE]);
        assert_eq!(spoken(RULE, &dossier("decide", "")), [RULE]);
        assert!(spoken(RULE, &dossier("decide", ", next_step: call")).is_empty());
        assert!(spoken(RULE, &dossier("decide", ", outcome: {result: lost, date: 2026-06-01}")).is_empty());
        assert!(spoken(RULE, "tier: key\nopportunities: [{name: Depot}]").is_empty(), "no stage is known");
        assert!(spoken_with(RULE, &dossier("evaluate_options", ""), "from_stage: 3").is_empty());
        assert_eq!(spoken_with(RULE, &dossier("recognise_needs", ""), "from_stage: 1"), [RULE]);
        let found = &hits(RULE, &dossier("decide", ""), SALES, "")[0];
        assert_eq!(
            (found.stake.to_string().as_str(), found.mend.key.as_ref()),
            ("80000.00", "opportunities.0.next_step")
        );
    }
}
