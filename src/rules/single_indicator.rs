//! # A class that rests on one figure
//!
//! A firm that sorts its accounts by one indicator misjudges them (S2, first misconception). The source names three ways,
//! a single indicator, the pyramid and the value scorecard, and warns against stopping at the first.
//!
//! The rule speaks
//!
//! - at an account of class A with a dossier, when fewer than `indicators` of these are known beside the figure that it is
//!   classed by: the other base (gross profit or revenue), the wallet, the potential, the five elements, the payment,
//!   satisfaction;
//! - at an account of class A whose class on the other base is C: then the figures contradict each other;
//! - at the portfolio, when no account of class A has a second indicator at all, and then not at each of them.
//!
//! **Remedy (S2).** Judge by a composite: fill in what is missing, or give costs in the sales, and look at both rankings.

use super::{Concern, Reach, Rule, RuleHit, RuleInput, RuleSetting};
use crate::analysis::abc::AbcClass;
use crate::analysis::account_facts::AccountFacts;
use crate::analysis::value::Value;
use crate::portfolio::{Account, Amount};
use crate::project::settings::{AbcBase, RuleLevel};

/// The rule.
pub const RULE: Rule = Rule {
    id: "single-indicator",
    default_level: RuleLevel::Warn,
    concern: Concern::Plan,
    reach: Reach::All,
    settings: &[RuleSetting {
        name: "indicators",
        default: 1.0,
        min: 0.0,
        max: 6.0,
        meaning: "how many indicators must be known beside the figure that classes the account",
    }],
    keys: &["class-on-one-figure", "indicators-disagree", "all-on-one-figure"],
    source: include_str!("single_indicator.rs"),
    check,
};

fn check(input: &RuleInput) -> Vec<RuleHit> {
    let needed = input.count("indicators");
    let mut hits = Vec::new();
    let mut alone = Vec::new();
    let mut class_a = 0;
    for (position, account, facts) in input.looked_at().filter(|(_, _, facts)| facts.class == AbcClass::A) {
        let (base, amount, other) = bases(input, facts);
        if !amount.is_positive() {
            continue;
        }
        class_a += 1;
        let (known, missing) = indicators(account, other.is_some());
        if known == 0 {
            alone.push(position);
        }
        if let Some(class) = other.filter(|class| *class == AbcClass::C) {
            let evidence = vec![
                ("base", Value::Base(base)),
                ("other_class", Value::Class(Some(class))),
                ("amount", Value::Money(amount)),
            ];
            hits.push(input.at(position, "indicators-disagree", amount, "tier", evidence));
        } else if known < needed && account.is_documented() {
            let names = missing.iter().map(|indicator| indicator.name).collect();
            let evidence = vec![
                ("base", Value::Base(base)),
                ("known", Value::Count(known)),
                ("needed", Value::Count(needed)),
                ("short", Value::Count(needed - known)),
                ("missing", Value::Choices("class_indicator", names)),
                ("amount", Value::Money(amount)),
            ];
            // Of what is missing, the first that the dossier can hold.
            let key = missing.iter().map(|indicator| indicator.key).find(|key| !key.is_empty());
            hits.push(input.at(position, "class-on-one-figure", amount, key.unwrap_or_default(), evidence));
        }
    }
    if needed > 0 && class_a > 0 && alone.len() == class_a {
        // One line for all of them; a thousand that say the same help nobody.
        hits.retain(|hit| hit.key != "class-on-one-figure");
        let stake: Amount = alone.iter().map(|&position| bases(input, &input.accounts[position]).1).sum();
        let evidence = vec![
            ("base", Value::Base(input.facts.base)),
            ("count", Value::Count(class_a)),
            ("amount", Value::Money(stake)),
        ];
        // Where the settings ask for gross profit already, it is costs that are missing.
        let mend = if input.facts.base_asked == AbcBase::GrossProfit { "sales" } else { "abc.base" };
        hits.push(input.overall("all-on-one-figure", stake, mend, evidence));
    }
    hits
}

/// The base that classes, the amount on it, and the class on the other base where that is known.
fn bases(input: &RuleInput, facts: &AccountFacts) -> (AbcBase, Amount, Option<AbcClass>) {
    match (input.facts.base, facts.on_gross_profit) {
        (AbcBase::GrossProfit, Some(profit)) => (AbcBase::GrossProfit, profit.amount, Some(facts.on_revenue.class)),
        (_, profit) => (AbcBase::Revenue, facts.on_revenue.amount, profit.map(|place| place.class)),
    }
}

/// What an account can be judged by beside the figure that classes it.
struct Indicator {
    /// In the list `class_indicator` of the catalogues.
    name: &'static str,
    /// Where the dossier holds it; empty for what comes of the sales.
    key: &'static str,
}

/// How many indicators are known, and those that are not.
fn indicators(account: &Account, other_base: bool) -> (usize, Vec<Indicator>) {
    let elements = &account.five_elements;
    let judged = [
        &elements.large_continuous,
        &elements.strategic_order,
        &elements.business_or_image,
        &elements.technology_absorption,
        &elements.market_development,
    ];
    let known = [
        ("other_base", "", other_base),
        ("wallet", "wallet.amount", account.wallet.is_some()),
        ("potential", "potential", account.potential.is_some()),
        ("five_elements", "five_elements", judged.iter().any(|judgement| judgement.is_some())),
        (
            "payment",
            "payment.credit_grade",
            account.payment.credit_grade.is_some() || !account.payment.overdue.is_empty(),
        ),
        ("satisfaction", "satisfaction.surveys", !account.satisfaction.surveys.is_empty()),
    ];
    let missing: Vec<Indicator> =
        known.iter().filter(|(.., known)| !known).map(|&(name, key, _)| Indicator { name, key }).collect();
    (known.len() - missing.len(), missing)
}
