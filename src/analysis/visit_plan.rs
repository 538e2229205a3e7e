//! What a plan of visits asks for by a day (S4 走访): in the 12 months up to it, or in the days since we began with the account,
//! where that was later: nobody can have kept a plan before there was an account.

use jiff::civil::Date;

use crate::portfolio::{Account, VisitPlan, back_months, days_between};

/// Visits that the plan asks for in the 12 months up to a day, or [since we began](begun), to the nearest whole one; `None` where
/// it gives no rate.
pub fn planned(account: &Account, day: Date) -> Option<u32> {
    let plan = account.visit_plan.as_ref()?;
    Some(so_far(account, day, plan.per_year()?))
}

/// The same of visits in which our senior level takes part.
pub fn senior_planned(account: &Account, day: Date) -> Option<u32> {
    let plan = account.visit_plan.as_ref()?;
    Some(so_far(account, day, u32::from(plan.senior_per_year?)))
}

/// Days from one visit to the next, as the plan has it: 365 ÷ visits a year. `None` where it gives no rate.
pub fn days_between_visits(plan: &VisitPlan) -> Option<i32> {
    every(plan.per_year()?)
}

/// The same of visits in which our senior level takes part.
pub fn days_between_senior_visits(plan: &VisitPlan) -> Option<i32> {
    every(u32::from(plan.senior_per_year?))
}

fn every(a_year: u32) -> Option<i32> {
    365_u32.checked_div(a_year).and_then(|days| i32::try_from(days).ok())
}

/// The day within the 12 months on which we began with an account; `None` where that was earlier, or is not known. It is the
/// dossier's `since`; of whoever never bought, else the first stage of the relationship or the first visit.
pub fn begun(account: &Account, day: Date) -> Option<Date> {
    let first_seen = || {
        let stage = account.relationship_stages.first().map(|entry| entry.since);
        stage.into_iter().chain(account.visits.first().map(|visit| visit.date)).min()
    };
    let began = account.since.or_else(|| first_seen().filter(|_| account.ledger_codes.is_empty()))?;
    (back_months(day, 12) < began && began <= day).then_some(began)
}

/// Of so many a year, those that fall on the days since we began.
fn so_far(account: &Account, day: Date, a_year: u32) -> u32 {
    let Some(begun) = begun(account, day) else { return a_year };
    let days = u32::try_from(days_between(begun, day)).unwrap_or_default();
    (a_year * days + 365 / 2) / 365
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::account;

    const TODAY: &str = "2026-06-30";

    fn of(plan: &str, dossier: &dyn Fn(&mut Account)) -> (Option<u32>, Option<u32>) {
        let mut account = account("a");
        account.visit_plan = serde_yaml::from_str(plan).unwrap();
        dossier(&mut account);
        let today = TODAY.parse().unwrap();
        (planned(&account, today), senior_planned(&account, today))
    }

    #[test]
    fn a_plan_counts_from_the_day_on_which_we_began() {
        let plan = "{per_quarter: 2, senior_per_year: 4}";
        let stage = |account: &mut Account| {
            account.ledger_codes.clear();
            account.relationship_stages = serde_yaml::from_str("[{stage: none, since: 2026-04-20}]").unwrap();
        };
        let since = |day: &'static str| move |account: &mut Account| account.since = Some(day.parse().unwrap());
        // 8 × 71 ÷ 365 = 1.56, 4 × 71 ÷ 365 = 0.78.
        assert_eq!(of(plan, &stage), (Some(2), Some(1)));
        assert_eq!(of(plan, &since("2026-04-20")), (Some(2), Some(1)));
        assert_eq!(of(plan, &since(TODAY)), (Some(0), Some(0)));
        assert_eq!(of(plan, &since("2025-06-30")), (Some(8), Some(4)));
        // Whoever buys may have done so for long.
        let bought = |account: &mut Account| {
            stage(account);
            account.ledger_codes = vec!["a".to_owned()];
        };
        assert_eq!(of(plan, &bought), (Some(8), Some(4)));
        assert_eq!(of(plan, &|_| ()), (Some(8), Some(4)));
        assert_eq!(of("{purpose: stock}", &since("2026-04-20")), (None, None));
    }

    #[test]
    fn the_rhythm_is_that_of_a_year_whenever_we_began() {
        let plan: VisitPlan = serde_yaml::from_str("{per_quarter: 1, per_month: 1, senior_per_year: 2}").unwrap();
        assert_eq!((days_between_visits(&plan), days_between_senior_visits(&plan)), (Some(30), Some(182)));
        assert_eq!(days_between_visits(&VisitPlan::default()), None);
    }
}
