//! What a rule is about, so that the alerts of one account come in the order in which a manager should read them.
//!
//! Money alone does not order them: a quote gap can be worth more than a tenth of a year, and still the decision maker whom
//! nobody has met comes first.

use std::cmp::Reverse;

use super::{RULES, RuleHit};
use crate::project::settings::RuleLevel;

/// What is at risk where a rule speaks, the gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Concern {
    /// Whether the account stays at all.
    Business,
    /// Those who decide, and whether we meet them.
    People,
    /// What we owe the account: supply, answers, actions.
    Promise,
    /// Profit, price, and what may be won.
    Money,
    /// What we plan, and what we judge the account by.
    Plan,
    /// What the dossier lacks.
    Records,
}

/// Alerts in the order of an account's page: denials first, then by what is at risk, then by the money at stake, then in the
/// order of the audit.
pub fn by_importance(hits: &[RuleHit]) -> Vec<&RuleHit> {
    let mut sorted: Vec<&RuleHit> = hits.iter().collect();
    sorted.sort_by_key(|hit| {
        let place = RULES.iter().position(|rule| rule.id == hit.rule).unwrap_or(RULES.len());
        let concern = RULES.get(place).map_or(Concern::Records, |rule| rule.concern);
        (hit.level != RuleLevel::Deny, concern, Reverse(hit.stake), place)
    });
    sorted
}

/// Whether a hit is about what we judge the account by, or what its dossier lacks.
pub fn is_of_records(hit: &RuleHit) -> bool {
    super::find(hit.rule).is_none_or(|rule| matches!(rule.concern, Concern::Plan | Concern::Records))
}

#[cfg(test)]
mod tests {
    use super::by_importance;
    use crate::rules::RuleHit;
    use crate::rules::cases::{SALES, hits};

    /// A class A account that closes its quotes at a fifth, where nobody has met the decision maker and a need has no source.
    const DOSSIER: &str = "contacts: [{id: wang, name: Wang, roles: [decision_maker], cute: [economic]}]\n\
        needs: [{need: shorter routes}]\n\
        visits: [{date: 2026-06-20, findings: x}]\n\
        pricing: {quotes: [{date: 2026-05-01, quoted: 10, closed: 2}, {date: 2026-06-01, quoted: 10, closed: 2}]}\n";

    fn sorted(settings: &str) -> Vec<&'static str> {
        let rules = ["need-without-source", "quote-gap", "decision-maker-not-met"];
        let found: Vec<RuleHit> = rules.iter().flat_map(|rule| hits(rule, DOSSIER, SALES, settings)).collect();
        by_importance(&found).into_iter().map(|hit| hit.rule).collect()
    }

    #[test]
    fn people_before_price_before_records_and_denials_before_all() {
        assert_eq!(sorted(""), ["decision-maker-not-met", "quote-gap", "need-without-source"]);
        let denied = sorted("rules: {need-without-source: {level: deny}}");
        assert_eq!(denied, ["need-without-source", "decision-maker-not-met", "quote-gap"]);
    }
}
