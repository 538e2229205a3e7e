//! # A big ticket is not a key account
//!
//! The source's case: goods for 2 million in February 2005, and no second purchase by December 2006, 22 months later, not
//! even consumables (S2, third misconception: the pseudo key account 伪大客户). What is dear is a big deal; a key account
//! comes back.
//!
//! The rule speaks at an account when
//!
//! - on one day it bought for at least `amount`,
//! - that day is at least `share` per cent of all that it ever bought,
//! - nothing was bought since, and
//! - `months` whole months or more have passed.
//!
//! **Remedy (S2).** Tell the one-off deal from the account: check for a frame contract or running needs, and only then
//! keep an account manager on it.

use jiff::civil::Date;

use super::{Concern, Reach, Rule, RuleHit, RuleInput, RuleSetting};
use crate::analysis::sales::{Scope, months_between};
use crate::analysis::value::Value;
use crate::portfolio::{Amount, Period};
use crate::project::settings::RuleLevel;

/// The rule.
pub const RULE: Rule = Rule {
    id: "big-ticket",
    default_level: RuleLevel::Warn,
    concern: Concern::Business,
    reach: Reach::All,
    settings: &[
        RuleSetting {
            name: "months",
            default: 22.0,
            min: 1.0,
            max: 240.0,
            meaning: "whole months without a purchase after the large one (the source's case: 22)",
        },
        RuleSetting {
            name: "amount",
            default: 2_000_000.0,
            min: 0.0,
            max: 1e15,
            meaning: "what a day's purchases must come to, in the portfolio's currency (the source's case: 2 million)",
        },
        RuleSetting {
            name: "share",
            default: 80.0,
            min: 0.0,
            max: 100.0,
            meaning: "the share of that day in everything ever bought, in per cent",
        },
    ],
    keys: &["one-off-purchase"],
    source: include_str!("big_ticket.rs"),
    check,
};

fn check(input: &RuleInput) -> Vec<RuleHit> {
    let (months, amount, share) = (input.whole("months"), input.value("amount"), input.share("share"));
    let mut hits = Vec::new();
    for (position, _, facts) in input.looked_at() {
        let Some(last) = facts.last_purchase else { continue };
        let silent = months_between(last, input.as_of.date);
        let Some((day, largest, bought)) = largest_day(input, position, last) else { continue };
        let part = largest.share_of(bought).unwrap_or_default();
        if day == last && silent >= months && largest.to_f64() >= amount && part >= share {
            let evidence = vec![
                ("amount", Value::Money(largest)),
                ("date", Value::Date(day)),
                ("months", Value::Months(silent)),
                ("share", Value::Share(part)),
                (
                    "orders",
                    Value::Count(input.sales.orders(Scope::Account(position), Period { first: day, last: day })),
                ),
            ];
            hits.push(input.at(position, "one-off-purchase", largest, "contracts", evidence));
        }
    }
    hits
}

/// The day with the largest purchases, what they came to, and the sum of all days with purchases.
fn largest_day(input: &RuleInput, account: usize, last: Date) -> Option<(Date, Amount, Amount)> {
    let all = Period::new(input.sales.first_day(Scope::Account(account))?, last)?;
    let days = input.sales.days(Scope::Account(account), all).filter(|(_, figures)| figures.revenue.is_positive());
    days.fold(None, |found, (day, figures)| {
        let (at, largest, sum) = found.unwrap_or((day, Amount::ZERO, Amount::ZERO));
        let sum = sum + figures.revenue;
        Some(if figures.revenue > largest { (day, figures.revenue, sum) } else { (at, largest, sum) })
    })
}
