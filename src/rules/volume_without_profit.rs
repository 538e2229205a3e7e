//! # Volume from the large, profit from the small
//!
//! Winning volume with key accounts and living on the small ones must not be the plan (S2, fourth misconception).
//!
//! The rule speaks
//!
//! - at a key account (class A by revenue, or of the tier *strategic* or *key*) whose contribution in the 12 months is
//!   below `contribution` per cent of its revenue. Contribution is gross profit less the
//!   cost to serve, and the rebates and free services, that its dossier gives for periods within these months (discounts are
//!   off the revenue already); it needs costs on 95 % of the account's revenue;
//! - at the portfolio, when the accounts of class A by revenue have a share of gross profit that is more than `gap`
//!   percentage points below their share of revenue.
//!
//! **Remedy (S2).** Compute the profit of each key account, and mend its prices, its product mix or what it costs to serve.

use super::{Concern, Reach, Rule, RuleHit, RuleInput, RuleSetting};
use crate::analysis::abc::AbcClass;
use crate::analysis::account_facts::AccountFacts;
use crate::analysis::contribution::{Deductions, YearContribution};
use crate::analysis::forecast_outcome::Outcomes;
use crate::analysis::value::Value;
use crate::portfolio::{Account, Amount, Tier};
use crate::project::settings::RuleLevel;

/// The rule.
pub const RULE: Rule = Rule {
    id: "volume-without-profit",
    default_level: RuleLevel::Warn,
    concern: Concern::Money,
    reach: Reach::All,
    settings: &[
        RuleSetting {
            name: "contribution",
            default: 0.0,
            min: -100.0,
            max: 100.0,
            meaning: "the contribution, in per cent of revenue, below which a key account is named",
        },
        RuleSetting {
            name: "gap",
            default: 10.0,
            min: 0.0,
            max: 100.0,
            meaning: "how far the share of gross profit may lie below the share of revenue, in percentage points",
        },
    ],
    keys: &[
        "key-account-without-profit",
        "key-account-without-profit-conceded",
        "key-account-without-profit-uncosted",
        "profit-from-the-small",
    ],
    source: include_str!("volume_without_profit.rs"),
    check,
};

fn check(input: &RuleInput) -> Vec<RuleHit> {
    let mut hits: Vec<RuleHit> =
        input.looked_at().filter_map(|(at, account, facts)| loss(input, at, account, facts)).collect();
    hits.extend(gap(input));
    hits
}

fn loss(input: &RuleInput, position: usize, account: &Account, facts: &AccountFacts) -> Option<RuleHit> {
    let key = facts.on_revenue.class == AbcClass::A || matches!(account.tier, Some(Tier::Strategic | Tier::Key));
    if !key {
        return None;
    }
    let (day, start) = (input.today(), input.settings.fiscal_year_start);
    let known = Outcomes { sales: input.sales, first_day: input.facts.first_day, day, fiscal_year_start: start };
    let YearContribution { gross_profit, off, contribution, rate, .. } =
        known.year_contribution(account, facts, input.facts.year.period)?;
    let Deductions { serving, conceded, is_costed } = off;
    if rate >= input.share("contribution") {
        return None;
    }
    let mut evidence = vec![
        ("revenue", Value::Money(facts.year.revenue)),
        ("gross_profit", Value::Money(gross_profit)),
        ("cost_to_serve", Value::Money(serving)),
        ("contribution", Value::Money(contribution)),
        ("rate", Value::Share(rate)),
    ];
    let key = if conceded.is_positive() {
        evidence.push(("concessions", Value::Money(conceded)));
        "key-account-without-profit-conceded"
    } else if !is_costed {
        // Unknown is not zero.
        "key-account-without-profit-uncosted"
    } else {
        "key-account-without-profit"
    };
    Some(input.at(position, key, contribution.abs(), "cost_to_serve", evidence))
}

fn gap(input: &RuleInput) -> Option<RuleHit> {
    let profit = input.facts.year.gross_profit.as_ref()?;
    let revenue = &input.facts.year.revenue;
    let classes = &revenue.cumulative.classes;
    let of_a = |amount: &dyn Fn(usize) -> Amount| -> Amount {
        (0..classes.len()).filter(|&account| classes[account] == AbcClass::A).map(amount).sum()
    };
    let sold = of_a(&|account| revenue.ranking.amount(account)).share_of(revenue.total)?;
    let earned_by_a = of_a(&|account| profit.ranking.amount(account));
    let earned = earned_by_a.share_of(profit.total).filter(|_| profit.total.is_positive())?;
    if sold - earned <= input.share("gap") {
        return None;
    }
    let evidence = vec![
        ("count", Value::Count(revenue.cumulative.counts.a)),
        ("revenue_share", Value::Share(sold)),
        ("gross_profit_share", Value::Share(earned)),
        ("gap", Value::Points(earned - sold)),
    ];
    Some(input.overall("profit-from-the-small", earned_by_a.abs(), "rules.volume-without-profit.gap", evidence))
}

#[cfg(test)]
mod tests {
    use crate::analysis::sample::Sale;
    use crate::rules::cases::{hits, keys};

    const RULE: &str = "volume-without-profit";
    /// 400 of gross profit in the 12 months.
    const SALES: &[Sale] = &[("a", "2025-07-01", 1000, Some(600))];

    #[test]
    fn rebates_and_free_services_come_off_and_discounts_do_not() {
        let granted = |more: &str| format!("concessions: {{periods: [{{period: 2026-Q1, {more}}}]}}");
        assert_eq!(
            keys(&hits(RULE, &granted("rebates: 300, free_services: 101"), SALES, "")),
            ["key-account-without-profit-conceded"]
        );
        assert!(hits(RULE, &granted("rebates: 300, free_services: 100"), SALES, "").is_empty());
        assert!(hits(RULE, &granted("discounts: 900"), SALES, "").is_empty());
        // Last year's are last year's.
        assert!(hits(RULE, &granted("rebates: 900").replace("2026-Q1", "2025-Q2"), SALES, "").is_empty());
        let both = format!("cost_to_serve: [{{period: 2026-Q1, amount: 350}}]\n{}", granted("rebates: 51"));
        assert_eq!(hits(RULE, &both, SALES, "")[0].stake.to_string(), "1.00");
    }

    #[test]
    fn a_cost_of_another_year_is_no_cost_of_these_months() {
        let thin = "rules: {volume-without-profit: {contribution: 50}}";
        let said =
            |period: &str| keys(&hits(RULE, &format!("cost_to_serve: [{{period: {period}, amount: 1}}]"), SALES, thin));
        assert_eq!(said("2026-Q1"), ["key-account-without-profit"]);
        assert_eq!(said("2024"), ["key-account-without-profit-uncosted"]);
    }
}
