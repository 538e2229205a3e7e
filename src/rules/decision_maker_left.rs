//! # A decision maker has left
//!
//! A change of people can send an account back to the stage *build*, or to zero (S0 关系阶段: the three stages are a cycle).
//! Who goes takes the trust along; the successor owes us nothing.
//!
//! The rule looks at contacts who decide (decision makers, economic buyers). It speaks when, after the last entry of
//! `relationship_stages` and within `days` days,
//!
//! - one of them left, and nobody who decides now and is in post was met since;
//! - somebody came who decides and was never met since, where nobody else who decides was met either.
//!
//! It proposes the stage to go back to: *build*, or *none* from there. An entry of that day or later settles it, whatever stage
//! it names: then somebody has looked.
//!
//! **Remedy (S0).** Meet the successor, and enter the stage that holds now under `relationship_stages`, with the reason
//! `personnel`.

use jiff::civil::Date;

use super::{Concern, Exposure, Reach, Rule, RuleHit, RuleInput, RuleSetting};
use crate::analysis::meetings::{decides, last_met};
use crate::analysis::value::{Value, Values};
use crate::portfolio::{Account, Contact, RelationshipStage};
use crate::project::settings::RuleLevel;

/// The rule.
pub const RULE: Rule = Rule {
    id: "decision-maker-left",
    default_level: RuleLevel::Warn,
    concern: Concern::People,
    reach: Reach::Documented,
    settings: &[RuleSetting {
        name: "days",
        default: 365.0,
        min: 1.0,
        max: 3650.0,
        meaning: "how many days back a change of people is looked for",
    }],
    keys: &["decision-maker-left", "decision-maker-left-unstaged", "decision-maker-new"],
    source: include_str!("decision_maker_left.rs"),
    check,
};

/// The evidence that names the stage to fall back to.
pub const PROPOSED: &str = "proposed";

fn check(input: &RuleInput) -> Vec<RuleHit> {
    let mut hits = Vec::new();
    for (position, account, _) in input.looked_at() {
        let today = input.today();
        let stage = account.relationship_stage(today);
        let recent = |day: Date| {
            (0..=input.whole("days")).contains(&input.days_since(day)) && stage.is_none_or(|entry| day > entry.since)
        };
        let Some((contact, day, came)) = changed(account, today, &recent) else { continue };
        let mut evidence: Values = vec![
            ("contact", Value::Words(contact.name.clone())),
            ("date", Value::Date(day)),
            ("days", Value::Days(input.days_since(day))),
        ];
        let key = match (came, stage) {
            (true, _) => "decision-maker-new",
            (false, None) => "decision-maker-left-unstaged",
            (false, Some(entry)) => {
                let back = match entry.stage {
                    RelationshipStage::Stabilise | RelationshipStage::Strengthen => RelationshipStage::Build,
                    RelationshipStage::Build | RelationshipStage::None => RelationshipStage::None,
                };
                evidence.push(("stage", Value::Choice("relationship_stage", entry.stage.key())));
                evidence.push((PROPOSED, Value::Choice("relationship_stage", back.key())));
                "decision-maker-left"
            }
        };
        let half = input.exposed(position, Exposure::Half);
        hits.push(input.at(position, key, half, "relationship_stages", evidence));
    }
    hits
}

/// The newest change among those who decide that nobody has followed up: who, when, and whether they came rather than left.
fn changed<'a>(account: &'a Account, today: Date, recent: &dyn Fn(Date) -> bool) -> Option<(&'a Contact, Date, bool)> {
    let of_part = || account.contacts.iter().filter(|contact| decides(contact));
    let met_since =
        |day: Date| of_part().any(|c| c.in_post(today) && last_met(account, c, today).is_some_and(|met| met >= day));
    let left = of_part().filter_map(|c| Some((c, c.left.filter(|&day| day <= today && recent(day))?, false)));
    let came =
        of_part().filter(|c| c.in_post(today)).filter_map(|c| Some((c, c.since.filter(|&day| recent(day))?, true)));
    let unmet = |found: &(&Contact, Date, bool)| !met_since(found.1);
    let newest = |found: &(&Contact, Date, bool)| found.1;
    left.filter(unmet).max_by_key(newest).or_else(|| came.filter(unmet).max_by_key(newest))
}

#[cfg(test)]
mod tests {
    use crate::analysis::value::Value;
    use crate::rules::cases::{SALES, hits, spoken, spoken_with};

    const RULE: &str = "decision-maker-left";

    fn dossier(stage: &str, successor: &str, visits: &str) -> String {
        format!(
            "relationship_stages: [{{stage: strengthen, since: {stage}}}]\n\
             contacts:\n- {{id: wang, name: Wang, roles: [decision_maker], left: 2026-03-01}}\n\
             - {{id: li, name: Li, roles: [{successor}], since: 2026-03-02}}\n\
             visits: [{visits}]\n"
        )
    }

    #[test]
    fn gone_and_nobody_met_since() {
        let unmet = dossier("2025-01-01", "decision_maker", "{date: 2026-02-01, met: [wang], findings: x}");
        let found = hits(RULE, &unmet, SALES, "");
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].key, found[0].stake.to_string().as_str()), ("decision-maker-left", "500000.00"));
        assert_eq!(found[0].mend.key, "relationship_stages");
        assert!(found[0].evidence.contains(&("proposed", Value::Choice("relationship_stage", "build"))));
        // The successor was met, or the stage was looked at since.
        let met = dossier("2025-01-01", "decision_maker", "{date: 2026-04-01, met: [li], findings: x}");
        assert!(spoken(RULE, &met).is_empty());
        assert!(spoken(RULE, &dossier("2026-03-02", "user", "")).is_empty());
        // A user who was met replaces nobody; and after the limit it is history.
        let user = dossier("2025-01-01", "user", "{date: 2026-04-01, met: [li], findings: x}");
        assert_eq!(spoken(RULE, &user), [RULE]);
        assert!(spoken_with(RULE, &unmet, "days: 119").is_empty());
    }

    #[test]
    fn somebody_new_whom_nobody_met() {
        let new = "contacts: [{id: li, name: Li, cute: [economic], since: 2026-05-01}]\n";
        assert_eq!(spoken(RULE, new), ["decision-maker-new"]);
        assert!(spoken(RULE, &format!("{new}visits: [{{date: 2026-05-02, met: li}}]")).is_empty());
        let gone = "contacts: [{id: li, name: Li, roles: [decision_maker], left: 2026-05-01}]\n";
        assert_eq!(spoken(RULE, gone), ["decision-maker-left-unstaged"]);
        // A coach or somebody with influence decides nothing: that is the business of `missing-cute-role`.
        assert!(spoken(RULE, "contacts: [{id: li, name: Li, cute: [coach], since: 2026-05-01}]").is_empty());
        assert!(spoken(RULE, "contacts: [{id: li, name: Li, roles: [influencer], left: 2026-05-01}]").is_empty());
    }
}
