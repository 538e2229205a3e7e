//! # Our products, and not one need of theirs
//!
//! The seller-centred trap (S1): a dossier that lists what we could sell and nothing of what the customer wants plans our own
//! year, not theirs. The need comes first (S4 需求原则).
//!
//! The rule speaks at an account whose dossier has value propositions, or white space that is ours, open or a competitor's,
//! `count` of them or more together, and no need.
//!
//! **Remedy (S4 GPN).** Write the chain goal → problem → need for the one offer that matters most, with who said it.

use super::{Concern, Exposure, Reach, Rule, RuleHit, RuleInput, RuleSetting};
use crate::analysis::value::Value;
use crate::portfolio::WhiteSpaceState;
use crate::project::settings::RuleLevel;

/// The rule.
pub const RULE: Rule = Rule {
    id: "products-without-needs",
    default_level: RuleLevel::Warn,
    concern: Concern::Plan,
    reach: Reach::Documented,
    settings: &[RuleSetting {
        name: "count",
        default: 1.0,
        min: 1.0,
        max: 100.0,
        meaning: "from how many offers without a single need the rule speaks",
    }],
    keys: &["products-without-needs"],
    source: include_str!("products_without_needs.rs"),
    check,
};

fn check(input: &RuleInput) -> Vec<RuleHit> {
    let from = input.count("count");
    let mut hits = Vec::new();
    for (position, account, _) in input.looked_at().filter(|(_, account, _)| account.needs.is_empty()) {
        let cells = account.white_space.iter().filter(|cell| cell.state != WhiteSpaceState::NotApplicable).count();
        let offers = account.value_propositions.len() + cells;
        if offers >= from {
            let evidence = vec![("count", Value::Count(offers))];
            let stake = input.exposed(position, Exposure::Hundredth);
            hits.push(input.at(position, "products-without-needs", stake, "needs", evidence));
        }
    }
    hits
}

#[cfg(test)]
mod tests {
    use crate::rules::cases::{spoken, spoken_with};

    const RULE: &str = "products-without-needs";

    #[test]
    fn offers_ask_for_a_need() {
        let offers = "value_propositions: [{feature: night sorting}]\n\
                      white_space: [{product_line: cold, state: open}, {product_line: air, state: not_applicable}]\n";
        assert_eq!(spoken(RULE, offers), [RULE]);
        assert!(spoken_with(RULE, offers, "count: 3").is_empty());
        assert!(spoken(RULE, &format!("{offers}needs: [{{need: shorter routes}}]")).is_empty());
        assert!(spoken(RULE, "white_space: [{product_line: air, state: not_applicable}]").is_empty());
    }
}
