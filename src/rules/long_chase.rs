//! # A long chase without the decision maker
//!
//! Two years without a win usually mean the wrong person (S4 两年未成交).
//!
//! The rule speaks at an open opportunity that was opened `months` months ago or more, when nobody who decides is in contact
//! with us: of its own contacts where it names some, else of the account's. Somebody is in contact when the dossier says so
//! (`coverage` other than `none`) or a visit of these months met them.
//!
//! **Remedy (S4).** Find who decides and how they can be reached; or close the opportunity and put the effort elsewhere.

use jiff::civil::Date;

use super::opportunity_stalled::worth;
use super::{Concern, Reach, Rule, RuleHit, RuleInput, RuleSetting};
use crate::analysis::meetings::{deciders, in_contact};
use crate::analysis::sales::months_between;
use crate::analysis::value::Value;
use crate::portfolio::{Account, Opportunity, back_months};
use crate::project::settings::RuleLevel;

/// The rule.
pub const RULE: Rule = Rule {
    id: "long-chase",
    default_level: RuleLevel::Warn,
    concern: Concern::People,
    reach: Reach::Documented,
    settings: &[RuleSetting {
        name: "months",
        default: 24.0,
        min: 1.0,
        max: 240.0,
        meaning: "whole months after which an open opportunity is a long chase (the source: two years)",
    }],
    keys: &["long-chase"],
    source: include_str!("long_chase.rs"),
    check,
};

fn check(input: &RuleInput) -> Vec<RuleHit> {
    let (months, today) = (input.whole("months"), input.today());
    let since = back_months(today, months);
    let mut hits = Vec::new();
    for (position, account, _) in input.looked_at() {
        for (at, opportunity) in account.opportunities.iter().enumerate() {
            let Some(opened) = opportunity.opened.filter(|_| opportunity.is_open()) else { continue };
            let age = months_between(opened, today);
            if age < months || reaches_decider(account, opportunity, since, today) {
                continue;
            }
            let evidence = vec![
                ("name", Value::Words(opportunity.name.clone())),
                ("months", Value::Months(age)),
                ("opened", Value::Date(opened)),
            ];
            let mend = format!("opportunities.{at}.contacts");
            hits.push(input.at(position, "long-chase", worth(opportunity), mend, evidence));
        }
    }
    hits
}

/// Whether somebody who decides on an opportunity is in contact: one of its own people, or anybody where it names none.
pub fn reaches_decider(account: &Account, opportunity: &Opportunity, since: Date, today: Date) -> bool {
    let of_it = |id| opportunity.contacts.is_empty() || opportunity.contacts.contains(id);
    deciders(account, today).any(|contact| of_it(&contact.id) && in_contact(account, contact, since, today))
}

#[cfg(test)]
mod tests {
    use crate::rules::cases::{spoken, spoken_with};

    fn dossier(opened: &str, contact: &str, chosen: &str) -> String {
        format!(
            "contacts:\n- {{id: wang, name: Wang, roles: [decision_maker]{contact}}}\n- {{id: li, name: Li, coverage: close}}\n\
             opportunities: [{{name: Depot, opened: {opened}, contacts: [{chosen}]}}]\n"
        )
    }

    #[test]
    fn two_years_and_nobody_who_decides() {
        assert_eq!(spoken("long-chase", &dossier("2024-06-30", "", "")), ["long-chase"]);
        assert!(spoken("long-chase", &dossier("2024-07-01", "", "")).is_empty());
        assert_eq!(spoken_with("long-chase", &dossier("2024-07-01", "", ""), "months: 23"), ["long-chase"]);
        let known = ", coverage: occasional";
        assert!(spoken("long-chase", &dossier("2024-06-30", known, "")).is_empty());
        // The opportunity's own people: only a user among them.
        assert_eq!(spoken("long-chase", &dossier("2024-06-30", known, "li")), ["long-chase"]);
        let met = format!("{}visits: [{{date: 2026-01-01, met: wang}}]", dossier("2024-06-30", "", ""));
        assert!(spoken("long-chase", &met).is_empty());
    }
}
