//! # Money is overdue
//!
//! How a customer pays is one of the things that it is valued by, its credit grade before its volume (S4, relational ranking 信用度).
//! Money that is late is a loan that nobody agreed to, and the first sign of a customer in trouble or of a quarrel that nobody has
//! told. The source gives no limit (convention).
//!
//! The rule speaks where the newest entry of `payment.overdue` up to today is above zero and, where it says for how many days, more
//! than `days` of them; or where it is at least `growth` per cent above the entry before, however few days it is late (convention).
//!
//! What is at stake is the amount.
//!
//! **Remedy (S4).** Ask what keeps the money before asking for the next order: agree on a day with whoever pays, and enter what is
//! overdue then, zero where nothing is.

use super::{Concern, Reach, Rule, RuleHit, RuleInput, RuleSetting};
use crate::analysis::value::Value;
use crate::portfolio::Overdue;
use crate::project::settings::RuleLevel;

/// The rule.
pub const RULE: Rule = Rule {
    id: "payment-overdue",
    default_level: RuleLevel::Warn,
    concern: Concern::Money,
    reach: Reach::Documented,
    settings: &[
        RuleSetting { name: "days", default: 30.0, min: 0.0, max: 3650.0, meaning: "days that a payment may be late" },
        RuleSetting {
            name: "growth",
            default: 50.0,
            min: 1.0,
            max: 10_000.0,
            meaning: "growth over the entry before from which the rule speaks within the days, in per cent",
        },
    ],
    keys: &["payment-overdue", "payment-overdue-days", "payment-overdue-more"],
    source: include_str!("payment_overdue.rs"),
    check,
};

fn check(input: &RuleInput) -> Vec<RuleHit> {
    let mut hits = Vec::new();
    for (position, account, _) in input.looked_at() {
        let known: Vec<&Overdue> =
            account.payment.overdue.iter().filter(|entry| entry.as_of <= input.today()).collect();
        let Some((newest, before)) = known.split_last() else { continue };
        let is_late = newest.days.is_none_or(|days| f64::from(days) > input.value("days"));
        let grown = before.last().filter(|before| before.amount.is_positive() && before.amount < newest.amount);
        let growth = grown.and_then(|before| (newest.amount - before.amount).share_of(before.amount));
        let is_growing = growth.is_some_and(|growth| growth + 1e-9 >= input.share("growth"));
        if !newest.amount.is_positive() || !(is_late || is_growing) {
            continue;
        }
        let mut evidence = vec![("amount", Value::Money(newest.amount)), ("date", Value::Date(newest.as_of))];
        let key = match (grown, newest.days) {
            (Some(before), _) => {
                evidence.extend([("before", Value::Money(before.amount)), ("since", Value::Date(before.as_of))]);
                "payment-overdue-more"
            }
            (None, Some(days)) => {
                evidence.push(("days", Value::Days(days.into())));
                "payment-overdue-days"
            }
            (None, None) => "payment-overdue",
        };
        let mend = format!("payment.overdue.{}", known.len() - 1);
        hits.push(input.at(position, key, newest.amount, mend, evidence));
    }
    hits
}

#[cfg(test)]
mod tests {
    use crate::portfolio::Amount;
    use crate::rules::cases::{SALES, hits, spoken, spoken_with};

    const RULE: &str = "payment-overdue";

    #[test]
    fn the_newest_entry_up_to_today_counts() {
        let overdue = |entries: &str| format!("payment: {{overdue: [{entries}]}}");
        assert!(spoken(RULE, "payment: {terms_days: 30}").is_empty());
        assert_eq!(spoken(RULE, &overdue("{as_of: 2026-06-30, amount: 9000}")), ["payment-overdue"]);
        let paid = "{as_of: 2026-03-31, amount: 9000, days: 9}, {as_of: 2026-06-30, amount: 0}";
        assert!(spoken(RULE, &overdue(paid)).is_empty());
        let late = "{as_of: 2026-06-30, amount: 9000, days: 9}";
        assert!(spoken(RULE, &overdue(late)).is_empty(), "a month is a reminder, no alert");
        assert_eq!(spoken_with(RULE, &overdue(late), "days: 8"), ["payment-overdue-days"]);
        assert!(spoken_with(RULE, &overdue(late), "days: 9").is_empty());
        let doubled = "{as_of: 2026-03-31, amount: 6000, days: 5}, {as_of: 2026-06-30, amount: 9000, days: 9}";
        assert_eq!(spoken(RULE, &overdue(doubled)), ["payment-overdue-more"]);
        assert!(spoken_with(RULE, &overdue(doubled), "growth: 51").is_empty());
        let more = "{as_of: 2026-06-30, amount: 9000}, {as_of: 2026-03-31, amount: 4000}";
        let found = hits(RULE, &overdue(more), SALES, "");
        assert_eq!(found[0].key, "payment-overdue-more");
        assert_eq!(found[0].stake, Amount::parse("9000").unwrap());
        // The dossier's own order.
        assert_eq!(found[0].mend.key, "payment.overdue.0");
        let less = "{as_of: 2026-03-31, amount: 9000}, {as_of: 2026-06-30, amount: 4000}";
        assert_eq!(spoken(RULE, &overdue(less)), ["payment-overdue"]);
    }
}
