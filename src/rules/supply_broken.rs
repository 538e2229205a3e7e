//! # A supply commitment was broken
//!
//! Supply and transport held for the account are what a key account gets first (S4 优先保障 · 绿色通道; S3, first duty). A promise
//! that is broken costs more than one that was never given.
//!
//! The rule speaks at each commitment that was broken on a day of the last `days` days (convention), or that is marked as not
//! kept while it is in force or ended within these days.
//!
//! **Remedy (S4).** Say why in person, agree on what makes it good, and enter an action with `supply: true`.

use super::{Concern, Exposure, Reach, Rule, RuleHit, RuleInput, RuleSetting};
use crate::analysis::value::{Value, Values};
use crate::portfolio::Commitment;
use crate::project::settings::RuleLevel;

/// The rule.
pub const RULE: Rule = Rule {
    id: "supply-broken",
    default_level: RuleLevel::Warn,
    concern: Concern::Promise,
    reach: Reach::Documented,
    settings: &[RuleSetting {
        name: "days",
        default: 90.0,
        min: 1.0,
        max: 3650.0,
        meaning: "for how many days a broken promise is named",
    }],
    keys: &["supply-broken", "supply-broken-once", "supply-not-kept"],
    source: include_str!("supply_broken.rs"),
    check,
};

fn check(input: &RuleInput) -> Vec<RuleHit> {
    let mut hits = Vec::new();
    for (position, account, _) in input.looked_at() {
        for (at, commitment) in account.supply.commitments.iter().enumerate() {
            let Some((key, mut evidence)) = broken(input, commitment) else { continue };
            evidence.insert(0, ("what", Value::Words(commitment.what.clone())));
            let mend = format!("supply.commitments.{at}");
            hits.push(input.at(position, key, input.exposed(position, Exposure::Tenth), mend, evidence));
        }
    }
    hits
}

fn broken(input: &RuleInput, commitment: &Commitment) -> Option<(&'static str, Values)> {
    let recent = |days: i32| (0..=input.whole("days")).contains(&days);
    let days: Vec<_> = commitment.broken_on.iter().filter(|day| recent(input.days_since(**day))).collect();
    if let Some(newest) = days.iter().max() {
        let key = if days.len() == 1 { "supply-broken-once" } else { "supply-broken" };
        return Some((key, vec![("count", Value::Count(days.len())), ("date", Value::Date(**newest))]));
    }
    let begun = commitment.from.is_none_or(|from| from <= input.today());
    let current = commitment.to.is_none_or(|to| input.days_since(to) <= input.whole("days"));
    (commitment.kept == Some(false) && commitment.broken_on.is_empty() && begun && current)
        .then(|| ("supply-not-kept", Values::new()))
}

#[cfg(test)]
mod tests {
    use crate::rules::cases::{SALES, hits, spoken, spoken_with};

    const RULE: &str = "supply-broken";

    #[test]
    fn broken_within_ninety_days() {
        let promise = |more: &str| format!("supply: {{commitments: [{{what: two lorries a night, {more}}}]}}");
        assert_eq!(spoken(RULE, &promise("broken_on: [2026-04-01]")), ["supply-broken-once"]);
        assert_eq!(spoken(RULE, &promise("broken_on: [2026-04-01, 2026-05-01]")), ["supply-broken"]);
        assert!(spoken(RULE, &promise("broken_on: [2026-03-31]")).is_empty());
        assert_eq!(spoken_with(RULE, &promise("broken_on: [2026-03-31]"), "days: 91"), ["supply-broken-once"]);
        assert_eq!(spoken(RULE, &promise("kept: false")), ["supply-not-kept"]);
        assert!(spoken(RULE, &promise("kept: false, to: 2026-03-31")).is_empty());
        assert!(spoken(RULE, &promise("kept: true")).is_empty());
        assert_eq!(hits(RULE, &promise("kept: false"), SALES, "")[0].mend.key, "supply.commitments.0");
    }
}
