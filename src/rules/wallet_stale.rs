//! # The wallet is old, or nobody stands behind it
//!
//! The wallet is a yearly estimate with a source and a day: the whole attack/defend matrix (S1 攻守模型) rests on it. An old one
//! puts the account in a zone of the past.
//!
//! The rule speaks at an account with a wallet that is `months` whole months old or older (convention: a year and a
//! quarter), else that names no day, else that names no source.
//!
//! **Remedy (S1).** Ask for this year's purchases, and enter `amount`, `source` and `as_of`; the old figure goes to
//! `wallet.previous`.

use super::{Concern, Exposure, Reach, Rule, RuleHit, RuleInput, RuleSetting};
use crate::analysis::sales::months_between;
use crate::analysis::value::Value;
use crate::project::settings::RuleLevel;

/// The rule.
pub const RULE: Rule = Rule {
    id: "wallet-stale",
    default_level: RuleLevel::Warn,
    concern: Concern::Records,
    reach: Reach::Documented,
    settings: &[RuleSetting {
        name: "months",
        default: 15.0,
        min: 1.0,
        max: 240.0,
        meaning: "whole months from which an estimate is too old",
    }],
    keys: &["wallet-stale", "wallet-undated", "wallet-unsourced"],
    source: include_str!("wallet_stale.rs"),
    check,
};

fn check(input: &RuleInput) -> Vec<RuleHit> {
    let mut hits = Vec::new();
    for (position, account, _) in input.looked_at() {
        let Some(wallet) = &account.wallet else { continue };
        let amount = ("amount", Value::Money(wallet.amount));
        let age = wallet.as_of.map(|day| (months_between(day, input.today()), day));
        let (key, mend, evidence) = match age {
            Some((months, day)) if months >= input.whole("months") => (
                "wallet-stale",
                "wallet.as_of",
                vec![amount, ("months", Value::Months(months)), ("date", Value::Date(day))],
            ),
            None => ("wallet-undated", "wallet.as_of", vec![amount]),
            Some(_) if wallet.source.is_none() => ("wallet-unsourced", "wallet.source", vec![amount]),
            Some(_) => continue,
        };
        hits.push(input.at(position, key, input.exposed(position, Exposure::Hundredth), mend, evidence));
    }
    hits
}

#[cfg(test)]
mod tests {
    use crate::rules::cases::{spoken, spoken_with};

    const RULE: &str = "wallet-stale";

    #[test]
    fn fifteen_months_a_day_and_a_source() {
        let wallet = |more: &str| format!("wallet: {{amount: 2000000{more}}}");
        assert_eq!(spoken(RULE, &wallet(", source: head, as_of: 2025-03-30")), ["wallet-stale"]);
        assert!(spoken(RULE, &wallet(", source: head, as_of: 2025-04-01")).is_empty());
        assert_eq!(spoken_with(RULE, &wallet(", source: head, as_of: 2025-04-01"), "months: 14"), ["wallet-stale"]);
        assert_eq!(spoken(RULE, &wallet(", source: head")), ["wallet-undated"]);
        assert_eq!(spoken(RULE, &wallet(", as_of: 2026-04-01")), ["wallet-unsourced"]);
        assert!(spoken(RULE, "headline: no wallet").is_empty());
    }
}
