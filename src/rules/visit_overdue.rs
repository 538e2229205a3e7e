//! # A visit is overdue
//!
//! Visits follow a plan per kind of account (S4 走访), and our senior level spends about a third of the year with key accounts
//! (S3, S4 高层营销). A plan that nobody keeps is worse than none: everybody believes that somebody goes.
//!
//! The dossier's `visit_plan` gives visits a month, a quarter, a year; the densest counts. The days between two visits
//! are 365 ÷ visits a year. The rule speaks when the last visit (a call is none) is more than that, and `tolerance` per cent of
//! it, ago (convention), or when none was ever recorded; else when the same is true of `senior_per_year` and visits in which
//! our senior level took part.
//!
//! **Remedy (S4).** Fix the day of the next visit with its purpose; or write down the rhythm that the account is really worth.

use jiff::civil::Date;

use super::{Concern, Exposure, Reach, Rule, RuleHit, RuleInput, RuleSetting};
use crate::analysis::meetings::visits_until;
use crate::analysis::value::{Value, Values};
use crate::analysis::visiting::is_senior;
use crate::portfolio::{Account, Visit};
use crate::project::settings::RuleLevel;

/// The rule.
pub const RULE: Rule = Rule {
    id: "visit-overdue",
    default_level: RuleLevel::Warn,
    concern: Concern::People,
    reach: Reach::Documented,
    settings: &[RuleSetting {
        name: "tolerance",
        default: 25.0,
        min: 0.0,
        max: 500.0,
        meaning: "how much longer than planned the days between two visits may be, in per cent",
    }],
    keys: &["visit-overdue", "visit-never", "senior-visit-overdue", "senior-visit-never"],
    source: include_str!("visit_overdue.rs"),
    check,
};

fn check(input: &RuleInput) -> Vec<RuleHit> {
    let mut hits = Vec::new();
    for (position, account, _) in input.looked_at() {
        let Some(plan) = &account.visit_plan else { continue };
        let last = |such: &dyn Fn(&Visit) -> bool| last_visit(account, input.today(), such);
        let late = late(input, plan.per_year().map_or(0, a_year), last(&|_| true), ["visit-overdue", "visit-never"])
            .or_else(|| {
                let senior = last(&|visit| is_senior(input.portfolio, visit));
                late(
                    input,
                    plan.senior_per_year.map_or(0, i32::from),
                    senior,
                    ["senior-visit-overdue", "senior-visit-never"],
                )
            });
        if let Some((key, evidence)) = late {
            hits.push(input.at(position, key, input.exposed(position, Exposure::Tenth), "visits", evidence));
        }
    }
    hits
}

fn a_year(visits: u32) -> i32 {
    i32::try_from(visits).unwrap_or(i32::MAX)
}

fn last_visit(account: &Account, today: Date, such: &dyn Fn(&Visit) -> bool) -> Option<Date> {
    visits_until(account, today).rfind(|visit| such(visit)).map(|visit| visit.date)
}

/// What is late under so many visits a year: the keys are for one that was and one that never was.
fn late(input: &RuleInput, a_year: i32, last: Option<Date>, keys: [&'static str; 2]) -> Option<(&'static str, Values)> {
    let planned = 365_i32.checked_div(a_year)?;
    let mut evidence: Values = vec![("planned", Value::Days(planned))];
    let Some(day) = last else { return Some((keys[1], evidence)) };
    let days = input.days_since(day);
    if f64::from(days) <= f64::from(planned) * (1.0 + input.share("tolerance")) {
        return None;
    }
    evidence.insert(0, ("days", Value::Days(days)));
    evidence.push(("date", Value::Date(day)));
    Some((keys[0], evidence))
}

#[cfg(test)]
mod tests {
    use crate::rules::cases::{spoken, spoken_with};

    const RULE: &str = "visit-overdue";

    fn dossier(plan: &str, visits: &str) -> String {
        format!("visit_plan: {{{plan}}}\nvisits: [{visits}]")
    }

    #[test]
    fn thirty_days_and_a_quarter_of_them() {
        // 365 / 12 = 30 days, with a quarter 37.
        let visited = |day: &str| format!("{{date: {day}, findings: x}}");
        assert!(spoken(RULE, &dossier("per_month: 1", &visited("2026-05-24"))).is_empty());
        assert_eq!(spoken(RULE, &dossier("per_month: 1", &visited("2026-05-23"))), [RULE]);
        assert!(spoken_with(RULE, &dossier("per_month: 1", &visited("2026-05-23")), "tolerance: 50").is_empty());
        assert_eq!(spoken(RULE, &dossier("per_year: 4, per_month: 1", &visited("2026-05-23"))), [RULE]);
        assert!(spoken(RULE, &dossier("per_quarter: 1", &visited("2026-05-23"))).is_empty());
        assert!(spoken(RULE, "visits: []").is_empty());
    }

    #[test]
    fn a_call_is_no_visit_and_never_is_late() {
        assert_eq!(spoken(RULE, &dossier("per_month: 1", "{date: 2026-06-29, kind: call}")), ["visit-never"]);
        assert!(spoken(RULE, &dossier("purpose: stock", "")).is_empty());
    }

    #[test]
    fn senior_visits_have_a_plan_of_their_own() {
        let plan = "per_month: 1, senior_per_year: 2";
        assert_eq!(spoken(RULE, &dossier(plan, "{date: 2026-06-29}")), ["senior-visit-never"]);
        assert!(spoken(RULE, &dossier(plan, "{date: 2026-06-29, senior: true}")).is_empty());
        let long_ago = "{date: 2025-01-01, senior: true}, {date: 2026-06-29}";
        assert_eq!(spoken(RULE, &dossier(plan, long_ago)), ["senior-visit-overdue"]);
    }
}
