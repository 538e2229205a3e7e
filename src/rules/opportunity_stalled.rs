//! # An opportunity stands still
//!
//! Buying goes through six stages, and each can be foreseen to go wrong in its own way (S1 购买决策循环). One that stays in a
//! stage much longer than others has usually met the thing that nobody wrote down.
//!
//! The rule speaks at an open opportunity that has been in its stage since a day for more than the days of that stage:
//! `recognise_needs`, `evaluate_options`, `resolve_concerns`, `decide`, `implement`, `changes_over_time`. The source gives no
//! numbers (convention).
//!
//! **Remedy (S1).** Ask what the customer needs to settle in this stage, write it under `risk`, and give the opportunity a next
//! step with a day; or close it as lost.

use super::{Concern, Reach, Rule, RuleHit, RuleInput, RuleSetting, part_of};
use crate::analysis::value::Value;
use crate::portfolio::{Amount, Opportunity};
use crate::project::settings::RuleLevel;

const fn limit(name: &'static str, default: f64) -> RuleSetting {
    RuleSetting { name, default, min: 1.0, max: 3650.0, meaning: "days that an opportunity may stay in this stage" }
}

/// The rule.
pub const RULE: Rule = Rule {
    id: "opportunity-stalled",
    default_level: RuleLevel::Warn,
    concern: Concern::Money,
    reach: Reach::Documented,
    settings: &[
        limit("recognise_needs", 120.0),
        limit("evaluate_options", 90.0),
        limit("resolve_concerns", 60.0),
        limit("decide", 45.0),
        limit("implement", 180.0),
        limit("changes_over_time", 365.0),
    ],
    keys: &["opportunity-stalled"],
    source: include_str!("opportunity_stalled.rs"),
    check,
};

fn check(input: &RuleInput) -> Vec<RuleHit> {
    let mut hits = Vec::new();
    for (position, account, _) in input.looked_at() {
        let open = account.opportunities.iter().enumerate().filter(|(_, opportunity)| opportunity.is_open());
        for (at, opportunity) in open {
            let (Some(stage), Some(since)) = (opportunity.stage, opportunity.since) else { continue };
            let (days, limit) = (input.days_since(since), input.whole(stage.key()));
            if days <= limit {
                continue;
            }
            let evidence = vec![
                ("name", Value::Words(opportunity.name.clone())),
                ("stage", Value::Choice("buying_stage", stage.key())),
                ("days", Value::Days(days)),
                ("limit", Value::Days(limit)),
                ("since", Value::Date(since)),
            ];
            let mend = format!("opportunities.{at}.next_step");
            hits.push(input.at(position, "opportunity-stalled", worth(opportunity), mend, evidence));
        }
    }
    hits
}

/// What an opportunity may bring: its amount, by its probability where that is given.
pub(super) fn worth(opportunity: &Opportunity) -> Amount {
    let amount = opportunity.amount.as_ref().map_or(Amount::ZERO, |figure| figure.value).max(Amount::ZERO);
    opportunity.probability.map_or(amount, |probability| part_of(amount, probability.share()))
}

#[cfg(test)]
mod tests {
    use crate::rules::cases::{SALES, hits, spoken, spoken_with};

    const RULE: &str = "opportunity-stalled";

    fn dossier(since: &str, more: &str) -> String {
        format!(
            "opportunities:\n- {{name: Depot, stage: decide, since: {since}, amount: 200000, probability: 40{more}}}\n"
        )
    }

    #[test]
    fn over_the_days_of_its_stage() {
        assert!(spoken(RULE, &dossier("2026-05-16", "")).is_empty());
        assert_eq!(spoken(RULE, &dossier("2026-05-15", "")), [RULE]);
        assert!(spoken_with(RULE, &dossier("2026-05-15", ""), "decide: 46").is_empty());
        assert!(spoken(RULE, &dossier("2026-01-01", ", outcome: {result: lost, date: 2026-06-01}")).is_empty());
        assert!(spoken(RULE, "opportunities: [{name: Depot, stage: decide}]").is_empty());
        let found = &hits(RULE, &dossier("2026-05-15", ""), SALES, "")[0];
        assert_eq!(
            (found.stake.to_string().as_str(), found.mend.key.as_ref()),
            ("80000.00", "opportunities.0.next_step")
        );
    }
}
