//! # An exception has run out
//!
//! A dossier may set a rule otherwise, with a reason and an end; an exception without an end to it outlives its reason (convention
//! of this audit; S2 asks for rules that hold for every account). After its last day the rule holds again, and the entry is only
//! in the way.
//!
//! The rule speaks at each entry of `rules` in a dossier whose `until` is more than `grace` days past.
//!
//! **Remedy (convention).** Delete the entry; or decide again, with today's reason and a new last day.

use super::{Concern, Exposure, Reach, Rule, RuleHit, RuleInput, RuleSetting, find};
use crate::analysis::value::Value;
use crate::project::settings::RuleLevel;

/// The rule.
pub const RULE: Rule = Rule {
    id: "exception-expired",
    default_level: RuleLevel::Warn,
    concern: Concern::Records,
    reach: Reach::Documented,
    settings: &[RuleSetting {
        name: "grace",
        default: 0.0,
        min: 0.0,
        max: 365.0,
        meaning: "days after its last day for which an entry may stay",
    }],
    keys: &["exception-expired"],
    source: include_str!("exception_expired.rs"),
    check,
};

fn check(input: &RuleInput) -> Vec<RuleHit> {
    let mut hits = Vec::new();
    for (position, account, _) in input.looked_at() {
        for (id, own) in &account.rules {
            let (Some(until), Some(rule)) = (own.until, find(id)) else { continue };
            if input.days_since(until) <= input.whole("grace") {
                continue;
            }
            let evidence = vec![
                ("rule", Value::Rule(rule.id)),
                ("until", Value::Date(until)),
                ("reason", Value::Words(own.reason.clone())),
            ];
            let stake = input.exposed(position, Exposure::Hundredth);
            hits.push(input.at(position, "exception-expired", stake, format!("rules.{id}"), evidence));
        }
    }
    hits
}

#[cfg(test)]
mod tests {
    use crate::rules::cases::{SALES, hits, spoken, spoken_with};

    const RULE: &str = "exception-expired";

    #[test]
    fn the_day_after_its_last() {
        let own = |until: &str| format!("rules: {{big-ticket: {{level: allow, reason: a frame contract{until}}}}}");
        assert!(spoken(RULE, &own(", until: 2026-06-30")).is_empty());
        assert_eq!(spoken(RULE, &own(", until: 2026-06-29")), [RULE]);
        assert!(spoken_with(RULE, &own(", until: 2026-06-29"), "grace: 1").is_empty());
        assert!(spoken(RULE, &own("")).is_empty());
        assert_eq!(hits(RULE, &own(", until: 2026-06-29"), SALES, "")[0].mend.key, "rules.big-ticket");
    }
}
