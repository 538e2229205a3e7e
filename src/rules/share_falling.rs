//! # Our share of wallet falls
//!
//! Share is what the attack/defend matrix defends (S1 攻守模型). Revenue can grow while the customer grows faster and gives the
//! growth to somebody else.
//!
//! The rule speaks when the share of wallet of the 12 months is at least `points` percentage points below that of the 12 months
//! before (convention), the latter on the estimate that held then; where none is known of then, both on today's, and the alert says
//! “at an unchanged wallet”. It needs a wallet and a complete year before.
//!
//! **Remedy (S1).** Find out who got the rest and with what; then defend the line that went, not the whole price list.

use super::{Concern, Reach, Rule, RuleHit, RuleInput, RuleSetting, part_of};
use crate::analysis::value::Value;
use crate::project::settings::RuleLevel;

/// The rule.
pub const RULE: Rule = Rule {
    id: "share-falling",
    default_level: RuleLevel::Warn,
    concern: Concern::Business,
    reach: Reach::Documented,
    settings: &[RuleSetting {
        name: "points",
        default: 5.0,
        min: 0.1,
        max: 100.0,
        meaning: "the fall of the share from which the rule speaks, in percentage points",
    }],
    keys: &["share-falling"],
    source: include_str!("share_falling.rs"),
    check,
};

fn check(input: &RuleInput) -> Vec<RuleHit> {
    let mut hits = Vec::new();
    for (position, _, facts) in input.looked_at() {
        let (Some(now), Some(before)) = (facts.position, facts.position_before) else { continue };
        let fall = before.share - now.share;
        // A hair's breadth, so that five points are five points in binary too.
        if fall + 1e-9 < input.share("points") {
            continue;
        }
        let evidence = vec![
            ("from", Value::Share(before.share)),
            ("to", Value::Share(now.share)),
            ("points", Value::Points(-fall)),
            ("basis", Value::Choice("wallet_basis", before.basis.key())),
            ("wallet", Value::Money(now.wallet)),
        ];
        hits.push(input.at(position, "share-falling", part_of(now.wallet, fall), "competitors", evidence));
    }
    hits
}

#[cfg(test)]
mod tests {
    use crate::analysis::sample::Sale;
    use crate::analysis::value::Value;
    use crate::rules::cases::{hits, keys};

    const RULE: &str = "share-falling";

    fn sales(now: i64) -> [Sale<'static>; 3] {
        [("a", "2024-06-01", 1, None), ("a", "2025-06-01", 500, None), ("a", "2026-06-01", now, None)]
    }

    #[test]
    fn five_points_of_a_thousand() {
        let wallet = "wallet: {amount: 1000}";
        let found = hits(RULE, wallet, &sales(450), "");
        assert_eq!(keys(&found), [RULE]);
        assert_eq!(found[0].stake.to_string(), "50.00");
        assert!(found[0].evidence.contains(&("basis", Value::Choice("wallet_basis", "unchanged"))));
        assert!(hits(RULE, wallet, &sales(451), "").is_empty());
        assert!(hits(RULE, wallet, &sales(450), "rules: {share-falling: {points: 6}}").is_empty());
        // The wallet grew: the same sales are a smaller share.
        let grown = "wallet: {amount: 1200, as_of: 2026-01-01, previous: [{amount: 1000, as_of: 2025-01-01}]}";
        let found = hits(RULE, grown, &sales(500), "");
        assert_eq!(keys(&found), [RULE]);
        assert!(found[0].evidence.contains(&("basis", Value::Choice("wallet_basis", "of_then"))));
        assert!(hits(RULE, "headline: no wallet", &sales(100), "").is_empty());
    }
}
