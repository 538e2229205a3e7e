//! # A complaint waits
//!
//! A complaint is a record with an answer and an end (S4 投诉): it is answered, dealt with, closed, and the customer is told. The
//! source gives no times (convention).
//!
//! The rule speaks at each open complaint
//!
//! - that nobody has answered within `response` days;
//! - that was answered, or needed no answer yet, and is not closed within `closing` days. A *critical* one has half of both.
//!
//! What is at stake is half of a year's revenue for a critical complaint, a tenth otherwise.
//!
//! **Remedy (S4).** Call today, tell them who deals with it and by when, and enter `owner`, `responded` and `closed`.

use super::{Concern, Exposure, Reach, Rule, RuleHit, RuleInput, RuleSetting};
use crate::analysis::value::Value;
use crate::portfolio::{Complaint, ComplaintSeverity, Localised};
use crate::project::settings::RuleLevel;

/// The rule.
pub const RULE: Rule = Rule {
    id: "complaint-overdue",
    default_level: RuleLevel::Warn,
    concern: Concern::Promise,
    reach: Reach::Documented,
    settings: &[
        RuleSetting {
            name: "response",
            default: 3.0,
            min: 0.0,
            max: 365.0,
            meaning: "days within which a complaint must be answered",
        },
        RuleSetting {
            name: "closing",
            default: 30.0,
            min: 1.0,
            max: 3650.0,
            meaning: "days within which a complaint must be closed",
        },
    ],
    keys: &["complaint-unanswered", "complaint-unanswered-owned", "complaint-unclosed", "complaint-unclosed-owned"],
    source: include_str!("complaint_overdue.rs"),
    check,
};

fn check(input: &RuleInput) -> Vec<RuleHit> {
    let mut hits = Vec::new();
    for (position, account, _) in input.looked_at() {
        let open = |complaint: &Complaint| {
            complaint.date <= input.today() && complaint.closed.is_none_or(|day| day > input.today())
        };
        for (at, complaint) in account.complaints.iter().enumerate().filter(|(_, complaint)| open(complaint)) {
            let critical = complaint.severity == Some(ComplaintSeverity::Critical);
            let limit = |name| input.value(name) / if critical { 2.0 } else { 1.0 };
            let days = input.days_since(complaint.date);
            let late = |name| f64::from(days) > limit(name);
            let key = match (complaint.responded.is_none() && late("response"), &complaint.owner) {
                (true, None) => "complaint-unanswered",
                (true, Some(_)) => "complaint-unanswered-owned",
                (false, _) if !late("closing") => continue,
                (false, None) => "complaint-unclosed",
                (false, Some(_)) => "complaint-unclosed-owned",
            };
            let owner = complaint.owner.as_ref().map(|owner| {
                let member = input.portfolio.member(owner);
                member.map_or_else(|| Localised::One(owner.0.clone()), |member| member.name.clone())
            });
            let evidence = [
                ("what", Value::Words(complaint.what.clone())),
                ("days", Value::Days(days)),
                ("date", Value::Date(complaint.date)),
            ];
            let evidence = evidence.into_iter().chain(owner.map(|owner| ("owner", Value::Words(owner)))).collect();
            let exposure = if critical { Exposure::Half } else { Exposure::Tenth };
            let mend = format!("complaints.{at}");
            hits.push(input.at(position, key, input.exposed(position, exposure), mend, evidence));
        }
    }
    hits
}

#[cfg(test)]
mod tests {
    use crate::rules::cases::{spoken, spoken_with};

    const RULE: &str = "complaint-overdue";

    #[test]
    fn three_days_for_an_answer() {
        let made = |day: &str, more: &str| format!("complaints: [{{date: {day}, what: late{more}}}]");
        assert!(spoken(RULE, &made("2026-06-27", "")).is_empty());
        assert_eq!(spoken(RULE, &made("2026-06-26", "")), ["complaint-unanswered"]);
        assert!(spoken(RULE, &made("2026-06-26", ", responded: 2026-06-29")).is_empty());
        assert!(spoken_with(RULE, &made("2026-06-26", ""), "response: 4").is_empty());
        // Who deals with it is named, where the dossier does.
        assert_eq!(spoken(RULE, &made("2026-06-26", ", owner: Lin")), ["complaint-unanswered-owned"]);
        // A critical one has a day and a half.
        assert!(spoken(RULE, &made("2026-06-29", ", severity: critical")).is_empty());
        assert_eq!(spoken(RULE, &made("2026-06-28", ", severity: critical")), ["complaint-unanswered"]);
    }

    #[test]
    fn thirty_days_to_close_it() {
        let made = |day: &str, more: &str| format!("complaints: [{{date: {day}, what: late, responded: {day}{more}}}]");
        assert!(spoken(RULE, &made("2026-05-31", "")).is_empty());
        assert_eq!(spoken(RULE, &made("2026-05-30", "")), ["complaint-unclosed"]);
        assert_eq!(spoken(RULE, &made("2026-05-30", ", owner: Lin")), ["complaint-unclosed-owned"]);
        assert!(spoken(RULE, &made("2026-05-30", ", closed: 2026-06-20")).is_empty());
    }
}
