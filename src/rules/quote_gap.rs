//! # Quotes close far below what was quoted
//!
//! A price that is quoted at cost plus profit and closed at what the market gives was never worked out (S4 价格策略). The gap
//! between the two is what the customer learns to wait for.
//!
//! The gap is (quoted − closed) ÷ quoted. The rule speaks at an account when the mean gap of the quotes that closed within
//! `months` months is above `gap` per cent, over `quotes` quotes or more (conventions). What is at stake is that part of the
//! year's revenue.
//!
//! **Remedy (S4).** Set the orientation and the method under `pricing`, quote from the value to the customer, and give a
//! discount only against something in return.

use super::{Concern, Reach, Rule, RuleHit, RuleInput, RuleSetting, part_of};
use crate::analysis::quotes;
use crate::analysis::value::Value;
use crate::portfolio::Amount;
use crate::project::settings::{RuleLevel, Settings};

/// The rule.
pub const RULE: Rule = Rule {
    id: "quote-gap",
    default_level: RuleLevel::Warn,
    concern: Concern::Money,
    reach: Reach::Documented,
    settings: &[
        RuleSetting { name: "gap", default: 10.0, min: 0.0, max: 100.0, meaning: "the mean gap allowed, in per cent" },
        RuleSetting {
            name: "months",
            default: 12.0,
            min: 1.0,
            max: 120.0,
            meaning: "months back to which quotes count",
        },
        RuleSetting { name: "quotes", default: 1.0, min: 1.0, max: 100.0, meaning: "closed quotes that are needed" },
    ],
    keys: &["quote-gap"],
    source: include_str!("quote_gap.rs"),
    check,
};

fn check(input: &RuleInput) -> Vec<RuleHit> {
    let months = input.whole("months");
    let needed = input.count("quotes");
    let mut hits = Vec::new();
    for (position, account, facts) in input.looked_at() {
        let Some(closed) = quotes::closed(&account.pricing.quotes, months, input.today()) else { continue };
        if closed.count < needed || closed.mean <= input.share("gap") {
            continue;
        }
        let evidence = vec![
            ("gap", Value::Share(closed.mean)),
            ("limit", Value::Share(input.share("gap"))),
            ("count", Value::Count(closed.count)),
            ("months", Value::Months(months)),
        ];
        let stake = part_of(facts.year.revenue.max(Amount::ZERO), closed.mean);
        hits.push(input.at(position, "quote-gap", stake, "pricing.quotes", evidence));
    }
    hits
}

/// The months back to which quotes count.
#[expect(clippy::cast_possible_truncation, reason = "at most 120")]
pub fn months(settings: &Settings) -> i32 {
    RULE.value("months", settings) as i32
}

#[cfg(test)]
mod tests {
    use crate::rules::cases::{SALES, hits, spoken, spoken_with};

    const RULE: &str = "quote-gap";

    #[test]
    fn the_mean_of_the_closed_ones() {
        let quotes = |first: &str| {
            format!(
                "pricing: {{quotes: [{{date: 2026-01-01, quoted: 10, closed: {first}}}, {{date: 2026-02-01, quoted: 20}},\
                 {{date: 2026-03-01, quoted: 20, closed: 18}}]}}"
            )
        };
        // Gaps of 10 % and 10 %, then of 12 % and 10 %.
        assert!(spoken(RULE, &quotes("9")).is_empty());
        let found = &hits(RULE, &quotes("8.8"), SALES, "")[0];
        assert_eq!((found.key, found.stake.to_string().as_str()), (RULE, "110000.00"));
        assert!(spoken_with(RULE, &quotes("8.8"), "gap: 11").is_empty());
        assert!(spoken_with(RULE, &quotes("8.8"), "quotes: 3").is_empty());
        assert!(spoken_with(RULE, &quotes("8.8"), "months: 4").is_empty());
        assert!(spoken(RULE, "pricing: {quotes: [{date: 2026-01-01, quoted: 10}]}").is_empty());
    }
}
