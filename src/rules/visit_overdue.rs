//! # A visit is overdue
//!
//! Visits follow a plan per kind of account (S4 走访), and our senior level spends about a third of the year with key accounts
//! (S3, S4 高层营销). A plan that nobody keeps is worse than none: everybody believes that somebody goes.
//!
//! The dossier's `visit_plan` gives visits a month, a quarter, a year; the densest counts. The days between two visits
//! are 365 ÷ visits a year. The rule speaks when the last visit (a call is none) is more than that, and `tolerance` per cent of
//! it, ago (convention), or when none was ever recorded and we began as long ago as that; else when the same is true of
//! `senior_per_year` and visits in which our senior level took part.
//!
//! **Remedy (S4).** Fix the day of the next visit with its purpose; or write down the rhythm that the account is really worth.

use jiff::civil::Date;

use super::{Concern, Exposure, Reach, Rule, RuleHit, RuleInput, RuleSetting};
use crate::analysis::meetings::visits_until;
use crate::analysis::value::{Value, Values};
use crate::analysis::visit_plan::{begun, days_between_senior_visits, days_between_visits};
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
        let late = |every, last, keys| late(input, every?, last, begun(account, input.today()), keys);
        let late = late(days_between_visits(plan), last(&|_| true), ["visit-overdue", "visit-never"]).or_else(|| {
            let senior = last(&|visit| is_senior(input.portfolio, visit));
            late(days_between_senior_visits(plan), senior, ["senior-visit-overdue", "senior-visit-never"])
        });
        if let Some((key, evidence)) = late {
            hits.push(input.at(position, key, input.exposed(position, Exposure::Tenth), "visits", evidence));
        }
    }
    hits
}

fn last_visit(account: &Account, today: Date, such: &dyn Fn(&Visit) -> bool) -> Option<Date> {
    visits_until(account, today).rfind(|visit| such(visit)).map(|visit| visit.date)
}

/// What is late where visits are so many days apart: the keys are for one that was and one that never was. An account with which
/// we have `begun` since has as long for its first visit.
fn late(
    input: &RuleInput,
    every: i32,
    last: Option<Date>,
    begun: Option<Date>,
    keys: [&'static str; 2],
) -> Option<(&'static str, Values)> {
    let is_late = |day: Date| f64::from(input.days_since(day)) > f64::from(every) * (1.0 + input.share("tolerance"));
    let planned = ("planned", Value::Days(every));
    match last {
        Some(day) => is_late(day).then(|| {
            (keys[0], vec![("days", Value::Days(input.days_since(day))), planned, ("date", Value::Date(day))])
        }),
        None => begun.is_none_or(is_late).then(|| (keys[1], vec![planned])),
    }
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
        // Begun on 20 May: 41 days of 37 for a visit a month, of 113 for one a quarter.
        let since = |plan: &str| format!("since: 2026-05-20\n{}", dossier(plan, ""));
        assert_eq!(spoken(RULE, &since("per_month: 1")), ["visit-never"]);
        assert!(spoken(RULE, &since("per_quarter: 1")).is_empty());
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
