//! # A visit without a record
//!
//! After each visit: record, sort, fill the form, submit, follow up (S4 走访). What was heard and not written is gone with the
//! one who heard it.
//!
//! The rule speaks at an account with visits of the last `within` days that are more than `days` days ago (convention) and have
//! neither findings nor a note that carries their text. It speaks once for all of them.
//!
//! **Remedy (S4).** Write down what was found and what follows, with a name and a day, under `visits[].findings` and `actions`;
//! or as a note with `visit:` and the day.

use super::{Concern, Exposure, Reach, Rule, RuleHit, RuleInput, RuleSetting};
use crate::analysis::value::Value;
use crate::portfolio::NoteEvent;
use crate::project::settings::RuleLevel;

/// The rule.
pub const RULE: Rule = Rule {
    id: "visit-unrecorded",
    default_level: RuleLevel::Warn,
    concern: Concern::Records,
    reach: Reach::Documented,
    settings: &[
        RuleSetting { name: "days", default: 7.0, min: 0.0, max: 365.0, meaning: "days that a record may take" },
        RuleSetting {
            name: "within",
            default: 365.0,
            min: 1.0,
            max: 3650.0,
            meaning: "days back to which visits are looked at",
        },
    ],
    keys: &["visit-unrecorded"],
    source: include_str!("visit_unrecorded.rs"),
    check,
};

fn check(input: &RuleInput) -> Vec<RuleHit> {
    let (days, within) = (input.whole("days"), input.whole("within"));
    let mut hits = Vec::new();
    for (position, account, _) in input.looked_at() {
        let has_note = |day| account.notes.iter().any(|note| note.event == Some(NoteEvent::Visit(day)));
        let bare = account.visits.iter().enumerate().filter(|(_, visit)| {
            let ago = input.days_since(visit.date);
            ago > days && ago <= within && visit.findings.is_none() && !has_note(visit.date)
        });
        let bare: Vec<_> = bare.collect();
        let Some((at, newest)) = bare.last() else { continue };
        let evidence = vec![("count", Value::Count(bare.len())), ("date", Value::Date(newest.date))];
        let stake = input.exposed(position, Exposure::Hundredth);
        hits.push(input.at(position, "visit-unrecorded", stake, format!("visits.{at}"), evidence));
    }
    hits
}

#[cfg(test)]
mod tests {
    use crate::rules::cases::{spoken, spoken_with};

    const RULE: &str = "visit-unrecorded";

    #[test]
    fn a_week_to_write_it_down() {
        let visit = |day: &str, more: &str| format!("visits: [{{date: {day}{more}}}]");
        assert!(spoken(RULE, &visit("2026-06-23", "")).is_empty());
        assert_eq!(spoken(RULE, &visit("2026-06-22", "")), [RULE]);
        assert!(spoken(RULE, &visit("2026-06-22", ", findings: two docks are empty")).is_empty());
        assert!(spoken_with(RULE, &visit("2026-06-22", ""), "days: 8").is_empty());
        assert!(spoken_with(RULE, &visit("2026-01-01", ""), "within: 100").is_empty());
    }
}
