//! # Coverage does not fit the account
//!
//! Who looks after an account follows from its value: a resident (派驻) where it is high, an account representative, an
//! industry manager, an area manager (S4). The source ties only the resident to high value; the rest of the scale is a
//! convention.
//!
//! The rule speaks where the dossier names a coverage model
//!
//! - at an account of class A, or of the tier *strategic*, that an area manager looks after along with all others: too thin;
//! - at an account of class C in both years and of no tier above *growth* that has a resident, when its revenue of the
//!   12 months is below `resident_revenue`: too much.
//!
//! **Remedy (S4).** Give the account its own representative, or free the resident for one that is worth it; or correct the tier.

use super::{Concern, Exposure, Reach, Rule, RuleHit, RuleInput, RuleSetting};
use crate::analysis::abc::AbcClass;
use crate::analysis::account_facts::AccountFacts;
use crate::analysis::value::{Value, Values};
use crate::portfolio::{Account, CoverageModel, Tier};
use crate::project::settings::RuleLevel;

/// The rule.
pub const RULE: Rule = Rule {
    id: "coverage-mismatch",
    default_level: RuleLevel::Warn,
    concern: Concern::People,
    reach: Reach::Documented,
    settings: &[RuleSetting {
        name: "resident_revenue",
        default: 1_000_000.0,
        min: 0.0,
        max: 1e15,
        meaning: "revenue of the 12 months from which even a class C account may have a resident, in the portfolio's currency",
    }],
    keys: &["coverage-too-thin", "coverage-too-much"],
    source: include_str!("coverage_mismatch.rs"),
    check,
};

fn check(input: &RuleInput) -> Vec<RuleHit> {
    let mut hits = Vec::new();
    for (position, account, facts) in input.looked_at() {
        let Some(coverage) = &account.coverage else { continue };
        let key = match coverage.model {
            CoverageModel::AreaManager if is_valuable(account, facts) => "coverage-too-thin",
            CoverageModel::Resident if is_small(input, account, facts) => "coverage-too-much",
            _ => continue,
        };
        let mut evidence: Values = vec![
            ("model", Value::Choice("coverage_model", coverage.model.key())),
            ("class", Value::Class(Some(facts.class))),
            ("amount", Value::Money(facts.year.revenue)),
        ];
        evidence.extend(account.tier.map(|tier| ("tier", Value::Choice("tier", tier.key()))));
        let stake = input.exposed(position, Exposure::Tenth);
        hits.push(input.at(position, key, stake, "coverage.model", evidence));
    }
    hits
}

fn is_valuable(account: &Account, facts: &AccountFacts) -> bool {
    (facts.class == AbcClass::A && facts.on_revenue.amount.is_positive()) || account.tier == Some(Tier::Strategic)
}

fn is_small(input: &RuleInput, account: &Account, facts: &AccountFacts) -> bool {
    let classed = facts.class == AbcClass::C && facts.class_before.is_none_or(|class| class == AbcClass::C);
    let decided = matches!(account.tier, Some(Tier::Strategic | Tier::Key | Tier::Growth));
    classed && !decided && facts.year.revenue.to_f64() < input.value("resident_revenue")
}

#[cfg(test)]
mod tests {
    use crate::analysis::sample::Sale;
    use crate::rules::cases::{hits, keys, spoken};

    const RULE: &str = "coverage-mismatch";
    /// `a` is the last five per cent.
    const SMALL: &[Sale] =
        &[("a", "2026-06-01", 500, None), ("b", "2024-01-01", 900, None), ("b", "2026-06-01", 99_500, None)];

    #[test]
    fn an_area_manager_is_too_thin_for_class_a() {
        assert_eq!(spoken(RULE, "coverage: {model: area_manager}"), ["coverage-too-thin"]);
        assert!(spoken(RULE, "coverage: {model: account_representative}").is_empty());
        assert!(spoken(RULE, "tier: strategic").is_empty());
        let strategic = "tier: strategic\ncoverage: {model: area_manager}";
        assert_eq!(keys(&hits(RULE, strategic, SMALL, "")), ["coverage-too-thin"]);
        assert!(hits(RULE, "coverage: {model: area_manager}", SMALL, "").is_empty());
    }

    #[test]
    fn a_resident_is_too_much_for_a_small_one() {
        let resident = "coverage: {model: resident}\n";
        assert_eq!(keys(&hits(RULE, resident, SMALL, "")), ["coverage-too-much"]);
        assert!(hits(RULE, &format!("{resident}tier: growth"), SMALL, "").is_empty());
        assert!(hits(RULE, resident, SMALL, "rules: {coverage-mismatch: {resident_revenue: 500}}").is_empty());
        assert!(spoken(RULE, resident).is_empty());
    }
}
