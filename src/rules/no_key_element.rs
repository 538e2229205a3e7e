//! # None of the five elements holds
//!
//! A key account has at least one of five elements (S4 五要素): large orders with a continuous contract of a year or more; a
//! large order of strategic significance; it matters to our business or image; it absorbs technology well; it develops its
//! market well. An account that is treated as one without any of them takes attention away from those that are.
//!
//! The rule speaks at an account of the tier *strategic* or *key*, or of class A, when its dossier judges at least
//! `judged` of the five elements and none of those holds. The first element also holds where the contracts show it: one of a
//! year or more that is running. Elements that nobody has judged are not held against the account until then.
//!
//! **Remedy (S4).** Find the element and write down its evidence under `five_elements`, or lower the tier.

use super::{Concern, Exposure, Reach, Rule, RuleHit, RuleInput, RuleSetting};
use crate::analysis::contracts::yearly_contract;
use crate::analysis::value::Value;
use crate::project::settings::RuleLevel;

/// The rule.
pub const RULE: Rule = Rule {
    id: "no-key-element",
    default_level: RuleLevel::Warn,
    concern: Concern::Plan,
    reach: Reach::KeyAccounts,
    settings: &[RuleSetting {
        name: "judged",
        default: 3.0,
        min: 1.0,
        max: 5.0,
        meaning: "how many of the five elements must have been judged before the rule speaks",
    }],
    keys: &["no-key-element"],
    source: include_str!("no_key_element.rs"),
    check,
};

fn check(input: &RuleInput) -> Vec<RuleHit> {
    let needed = input.count("judged");
    let mut hits = Vec::new();
    for (position, account, facts) in input.looked_at() {
        let all = account.five_elements.all();
        let judged = all.iter().filter(|judgement| judgement.is_some()).count();
        let holds = all.into_iter().flatten().any(|judgement| judgement.holds);
        if judged < needed || holds || yearly_contract(account, input.today()).is_some() {
            continue;
        }
        let evidence = vec![("judged", Value::Count(judged)), ("amount", Value::Money(facts.year.revenue))];
        let stake = input.exposed(position, Exposure::Hundredth);
        hits.push(input.at(position, "no-key-element", stake, "five_elements", evidence));
    }
    hits
}

#[cfg(test)]
mod tests {
    use crate::rules::cases::{spoken, spoken_with};

    const NONE: &str = "five_elements: {strategic_order: false, business_or_image: false, market_development: false}\n";

    #[test]
    fn three_judged_and_none_holds() {
        assert_eq!(spoken("no-key-element", NONE), ["no-key-element"]);
        assert!(spoken("no-key-element", &NONE.replacen("false", "true", 1)).is_empty());
        assert!(spoken_with("no-key-element", NONE, "judged: 4").is_empty());
        assert!(spoken("no-key-element", "headline: nobody has judged").is_empty());
    }

    #[test]
    fn a_contract_of_a_year_is_the_first_element() {
        let contract = |end: &str| format!("{NONE}contracts: [{{name: frame, start: 2026-01-01, end: {end}}}]");
        assert!(spoken("no-key-element", &contract("2026-12-31")).is_empty());
        assert_eq!(spoken("no-key-element", &contract("2026-12-30")), ["no-key-element"]);
    }
}
