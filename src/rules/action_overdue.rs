//! # An action is overdue
//!
//! A plan is kept by its actions, in 30, 60 and 90 days (S4). One that is overdue and that nobody moves says that the plan is not
//! kept.
//!
//! The rule speaks at an account with open actions (of the plan, of visits, of complaints) whose day lies more than `grace`
//! days in the past. It speaks once, naming the one that has waited longest and how many there are.
//!
//! **Remedy (S4).** Do it, and enter `done`; or set a new day and say why; or strike it.

use super::{Concern, Exposure, Reach, Rule, RuleHit, RuleInput, RuleSetting};
use crate::analysis::to_do::{ToDo, to_do};
use crate::analysis::value::{Value, Values};
use crate::portfolio::Localised;
use crate::project::settings::RuleLevel;

/// The rule.
pub const RULE: Rule = Rule {
    id: "action-overdue",
    default_level: RuleLevel::Warn,
    concern: Concern::Promise,
    reach: Reach::Documented,
    settings: &[RuleSetting {
        name: "grace",
        default: 0.0,
        min: 0.0,
        max: 365.0,
        meaning: "days after its day for which an action is not yet called overdue",
    }],
    keys: &["action-overdue", "actions-overdue", "action-overdue-unowned", "actions-overdue-unowned"],
    source: include_str!("action_overdue.rs"),
    check,
};

fn check(input: &RuleInput) -> Vec<RuleHit> {
    let mut hits = Vec::new();
    for (position, account, _) in input.looked_at() {
        let open = to_do(account).filter(ToDo::is_open);
        let late = open.filter_map(|action| {
            let due = action.due?;
            (input.days_since(due) > input.whole("grace")).then_some((due, action))
        });
        let late: Vec<_> = late.collect();
        // The first of several of the same day.
        let Some((due, longest)) = late.iter().min_by_key(|(due, _)| *due) else { continue };
        let mut evidence: Values = vec![
            ("count", Value::Count(late.len())),
            ("what", Value::Words(longest.what.clone())),
            ("days", Value::Days(input.days_since(*due))),
            ("due", Value::Date(*due)),
        ];
        let key = match longest.owner {
            Some(owner) => {
                let member = input.portfolio.member(owner);
                let name = member.map_or_else(|| Localised::One(owner.0.clone()), |member| member.name.clone());
                evidence.push(("owner", Value::Words(name)));
                if late.len() == 1 { "action-overdue" } else { "actions-overdue" }
            }
            None if late.len() == 1 => "action-overdue-unowned",
            None => "actions-overdue-unowned",
        };
        let mend = format!("{}.due", longest.key);
        hits.push(input.at(position, key, input.exposed(position, Exposure::Tenth), mend, evidence));
    }
    hits
}

#[cfg(test)]
mod tests {
    use crate::analysis::value::Value;
    use crate::rules::cases::{SALES, hits, spoken, spoken_with};

    const RULE: &str = "action-overdue";

    #[test]
    fn the_day_after_its_day() {
        let action = |due: &str, more: &str| format!("plan: {{actions: [{{what: letter, due: {due}{more}}}]}}");
        assert!(spoken(RULE, &action("2026-06-30", "")).is_empty());
        assert_eq!(spoken(RULE, &action("2026-06-29", "")), ["action-overdue-unowned"]);
        assert_eq!(spoken(RULE, &action("2026-06-29", ", owner: Lin")), ["action-overdue"]);
        assert!(spoken(RULE, &action("2026-06-29", ", done: 2026-06-30")).is_empty());
        assert!(spoken_with(RULE, &action("2026-06-29", ""), "grace: 1").is_empty());
    }

    #[test]
    fn follow_ups_count_and_the_longest_is_named() {
        let dossier = "plan: {actions: [{what: letter}, {what: offer, due: 2026-06-01}]}\n\
                       visits: [{date: 2026-05-01, findings: x, actions: [{what: sample, due: 2026-05-08, owner: Lin}]}]\n";
        let hit = &hits(RULE, dossier, SALES, "")[0];
        assert_eq!((hit.key, hit.mend.key.as_ref()), ("actions-overdue", "visits.0.actions.0.due"));
        assert_eq!(
            hit.evidence[..3],
            [("count", Value::Count(2)), ("what", Value::Words("sample".into())), ("days", Value::Days(53))]
        );
        let hit = &hits(RULE, &dossier.replace("2026-05-08", "2026-06-08"), SALES, "")[0];
        assert_eq!(hit.mend.key, "plan.actions.1.due");
    }
}
