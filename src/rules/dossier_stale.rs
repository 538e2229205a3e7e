//! # Nothing new in the dossier
//!
//! Analyse and assess at regular intervals (S4 5.3): a dossier that nobody has added to describes an account that no longer
//! exists.
//!
//! The rule speaks at a key account (class A, or of the tier *strategic* or *key*) whose dossier has dated entries, of which the
//! newest is `months` whole months old or more (convention). Entries are visits, complaints, surveys, duties, notes, actions
//! done, stages, objections, needs and the wallet. A dossier without any dated entry is the business of `dossier-incomplete`.
//!
//! **Remedy (S4).** Go through it with whoever was there last, and enter what has changed, with the day.

use super::{Concern, Exposure, Reach, Rule, RuleHit, RuleInput, RuleSetting};
use crate::analysis::freshness;
use crate::analysis::sales::months_between;
use crate::analysis::value::Value;
use crate::project::settings::RuleLevel;

/// The rule.
pub const RULE: Rule = Rule {
    id: "dossier-stale",
    default_level: RuleLevel::Warn,
    concern: Concern::Records,
    reach: Reach::KeyAccounts,
    settings: &[RuleSetting {
        name: "months",
        default: 6.0,
        min: 1.0,
        max: 120.0,
        meaning: "whole months from which the newest entry is too old",
    }],
    keys: &["dossier-stale"],
    source: include_str!("dossier_stale.rs"),
    check,
};

fn check(input: &RuleInput) -> Vec<RuleHit> {
    let mut hits = Vec::new();
    for (position, account, _) in input.looked_at() {
        let Some(newest) = freshness::newest(account, input.today()).into_values().max() else { continue };
        let months = months_between(newest, input.today());
        if months < input.whole("months") {
            continue;
        }
        let evidence = vec![("months", Value::Months(months)), ("date", Value::Date(newest))];
        hits.push(input.at(
            position,
            "dossier-stale",
            input.exposed(position, Exposure::Hundredth),
            "visits",
            evidence,
        ));
    }
    hits
}

#[cfg(test)]
mod tests {
    use crate::rules::cases::{spoken, spoken_with};

    const RULE: &str = "dossier-stale";

    #[test]
    fn half_a_year_without_an_entry() {
        let visit = |day: &str| format!("visits: [{{date: {day}}}]\n");
        assert!(spoken(RULE, &visit("2026-01-01")).is_empty());
        assert_eq!(spoken(RULE, &visit("2025-12-30")), [RULE]);
        assert!(spoken_with(RULE, &visit("2025-12-30"), "months: 7").is_empty());
        assert!(
            spoken(RULE, &format!("{}needs: [{{need: routes, date: 2026-03-01}}]", visit("2025-01-01"))).is_empty()
        );
        assert!(spoken(RULE, "headline: without a day").is_empty());
    }
}
