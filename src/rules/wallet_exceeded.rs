//! # We sell more than the account is said to buy
//!
//! A share of wallet over 100 % is a mistake in the wallet, not a success (S1 攻守模型 lives on that share): the estimate is too
//! low, too old, or of another scope than our sales.
//!
//! The rule speaks when our revenue of the 12 months is above the wallet by more than `margin` per cent.
//!
//! **Remedy (S1).** Ask the customer again, correct `wallet.amount`, and keep the old figure under `wallet.previous`.

use super::{Concern, Reach, Rule, RuleHit, RuleInput, RuleSetting};
use crate::analysis::value::Value;
use crate::project::settings::RuleLevel;

/// The rule.
pub const RULE: Rule = Rule {
    id: "wallet-exceeded",
    default_level: RuleLevel::Warn,
    concern: Concern::Records,
    reach: Reach::Documented,
    settings: &[RuleSetting {
        name: "margin",
        default: 0.0,
        min: 0.0,
        max: 1000.0,
        meaning: "by how much our revenue may be above the wallet, in per cent of it",
    }],
    keys: &["wallet-exceeded"],
    source: include_str!("wallet_exceeded.rs"),
    check,
};

fn check(input: &RuleInput) -> Vec<RuleHit> {
    let mut hits = Vec::new();
    for (position, _, facts) in input.looked_at() {
        let over = |place: &crate::frameworks::attack_defend::Position| {
            place.over && place.share > 1.0 + input.share("margin")
        };
        let Some(place) = facts.position.filter(over) else { continue };
        let evidence = vec![
            ("share", Value::Share(place.share)),
            ("ours", Value::Money(place.ours)),
            ("wallet", Value::Money(place.wallet)),
        ];
        hits.push(input.at(position, "wallet-exceeded", place.ours - place.wallet, "wallet.amount", evidence));
    }
    hits
}

#[cfg(test)]
mod tests {
    use crate::rules::cases::{SALES, hits, spoken, spoken_with};

    const RULE: &str = "wallet-exceeded";

    #[test]
    fn a_million_of_less_than_a_million() {
        assert!(spoken(RULE, "wallet: {amount: 1000000}").is_empty());
        assert_eq!(hits(RULE, "wallet: {amount: 800000}", SALES, "")[0].stake.to_string(), "200000.00");
        assert!(spoken_with(RULE, "wallet: {amount: 800000}", "margin: 25").is_empty());
        assert!(spoken(RULE, "headline: no wallet").is_empty());
    }
}
