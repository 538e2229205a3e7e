//! # An account has fallen silent
//!
//! Losing one key account hits the year (S0 失去大客户), and most go without a word. What keeps a key account apart from a big deal
//! is that it comes back (S0 可预测的持续贡献); when it does not at its usual time, somebody should call.
//!
//! The rule speaks at an account that is of class A or B, or was a year ago, or is of the tier *strategic* or *key*, when
//!
//! - it bought on at least `purchases` days before,
//! - its last purchase is at least `months` whole months ago, and
//! - that is more than `intervals` times its usual interval: the days from its first sale to its last purchase ÷ the purchase
//!   days less one.
//!
//! The three numbers are conventions. At stake is the year up to its last purchase.
//!
//! **Remedy (S0).** Call this week, ask who buys there now and from whom, and enter the visit; if the account is gone, say why.

use super::{Concern, Exposure, Reach, Rule, RuleHit, RuleInput, RuleSetting};
use crate::analysis::abc::AbcClass;
use crate::analysis::account_facts::AccountFacts;
use crate::analysis::value::Value;
use crate::portfolio::{Account, Tier, days_between};
use crate::project::settings::RuleLevel;

/// The rule.
pub const RULE: Rule = Rule {
    id: "silent-account",
    default_level: RuleLevel::Warn,
    concern: Concern::Business,
    reach: Reach::All,
    settings: &[
        RuleSetting { name: "months", default: 3.0, min: 1.0, max: 120.0, meaning: "whole months without a purchase" },
        RuleSetting {
            name: "intervals",
            default: 3.0,
            min: 1.0,
            max: 100.0,
            meaning: "how many of its usual intervals the silence must last",
        },
        RuleSetting {
            name: "purchases",
            default: 4.0,
            min: 2.0,
            max: 1000.0,
            meaning: "purchase days from which an interval is usual",
        },
    ],
    keys: &["silent-account"],
    source: include_str!("silent_account.rs"),
    check,
};

fn check(input: &RuleInput) -> Vec<RuleHit> {
    let mut hits = Vec::new();
    for (position, _, facts) in input.looked_at().filter(|(_, account, facts)| matters(account, facts)) {
        let (Some(first), Some(last), Some(months)) = (facts.first_sale, facts.last_purchase, facts.silent_months)
        else {
            continue;
        };
        if f64::from(months) < input.value("months") || (facts.lifetime_purchase_days as f64) < input.value("purchases")
        {
            continue;
        }
        let usual = f64::from(days_between(first, last)) / (facts.lifetime_purchase_days as f64 - 1.0);
        if f64::from(input.days_since(last)) <= usual * input.value("intervals") {
            continue;
        }
        let evidence = vec![
            ("months", Value::Months(months)),
            ("last", Value::Date(last)),
            ("usual", Value::Days(in_days(usual))),
            ("amount", Value::Money(facts.year_to_last_purchase)),
        ];
        let stake = facts.year_to_last_purchase.max(input.exposed(position, Exposure::Whole));
        hits.push(input.at(position, "silent-account", stake, "visits", evidence));
    }
    hits
}

fn matters(account: &Account, facts: &AccountFacts) -> bool {
    let counts = |class: AbcClass| class != AbcClass::C;
    counts(facts.class)
        || facts.class_before.is_some_and(counts)
        || matches!(account.tier, Some(Tier::Strategic | Tier::Key))
}

#[expect(clippy::cast_possible_truncation, reason = "days between two dates fit i32; an `as` cast saturates")]
fn in_days(usual: f64) -> i32 {
    (usual.round() as i32).max(1)
}

#[cfg(test)]
mod tests {
    use crate::analysis::sample::Sale;
    use crate::rules::cases::{hits, keys};

    const RULE: &str = "silent-account";
    /// Every 30 days, to the end of March.
    const MONTHLY: &[Sale] = &[
        ("a", "2025-12-30", 100, None),
        ("a", "2026-01-29", 100, None),
        ("a", "2026-02-28", 100, None),
        ("a", "2026-03-30", 100, None),
    ];

    #[test]
    fn three_months_and_three_intervals() {
        assert_eq!(keys(&hits(RULE, "", MONTHLY, "")), [RULE]);
        assert_eq!(hits(RULE, "", MONTHLY, "")[0].stake.to_string(), "400.00");
        // 92 days are not more than 3.1 intervals of 30.
        assert!(hits(RULE, "", MONTHLY, "rules: {silent-account: {intervals: 3.1}}").is_empty());
        assert!(hits(RULE, "", MONTHLY, "rules: {silent-account: {months: 4}}").is_empty());
        assert!(hits(RULE, "", MONTHLY, "rules: {silent-account: {purchases: 5}}").is_empty());
        let back = [MONTHLY, &[("a", "2026-06-20", 1, None)]].concat();
        assert!(hits(RULE, "", &back, "").is_empty());
    }

    #[test]
    fn a_small_account_may_be_silent() {
        let beside = [MONTHLY, &[("b", "2025-01-01", 9, None), ("b", "2026-06-20", 1_000_000, None)]].concat();
        assert!(hits(RULE, "", &beside, "").is_empty());
        assert_eq!(keys(&hits(RULE, "tier: key", &beside, "")), [RULE]);
    }
}
