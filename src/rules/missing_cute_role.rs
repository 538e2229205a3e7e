//! # A buying influence is missing
//!
//! Four people bear on every larger purchase: the coach who guides us, the user, the technical buyer, the economic buyer
//! (S4 CUTE; Miller & Heiman's buying influences). A slot without a name is a part of the decision that happens without us.
//!
//! The rule speaks at a key account (class A, or of the tier *strategic* or *key*) whose dossier names contacts,
//!
//! - when a slot has nobody in post. A decision maker of the buying centre fills the economic one;
//! - else when the people of a slot, the economic one excepted (`decision-maker-not-met` is about that), were not met within
//!   `days` days (convention).
//!
//! **Remedy (S4).** Ask the coach, or whoever we know best, who has that part; enter the contact with its `cute` slot and plan a
//! visit.

use super::{Concern, Exposure, Reach, Rule, RuleHit, RuleInput, RuleSetting};
use crate::analysis::meetings::{decides, last_met};
use crate::analysis::value::Value;
use crate::portfolio::{Account, Contact, CuteSlot};
use crate::project::settings::RuleLevel;

/// The rule.
pub const RULE: Rule = Rule {
    id: "missing-cute-role",
    default_level: RuleLevel::Warn,
    concern: Concern::Plan,
    reach: Reach::KeyAccounts,
    settings: &[RuleSetting {
        name: "days",
        default: 180.0,
        min: 1.0,
        max: 3650.0,
        meaning: "days within which somebody of each slot must have been met",
    }],
    keys: &["cute-slot-empty", "cute-slot-not-met"],
    source: include_str!("missing_cute_role.rs"),
    check,
};

fn check(input: &RuleInput) -> Vec<RuleHit> {
    let mut hits = Vec::new();
    for (position, account, _) in input.looked_at().filter(|(_, account, _)| !account.contacts.is_empty()) {
        let slots = |such: &dyn Fn(CuteSlot) -> bool| -> Vec<&'static str> {
            CuteSlot::ALL.iter().filter(|&&slot| such(slot)).map(|slot| slot.key()).collect()
        };
        let empty = slots(&|slot| in_slot(input, account, slot).next().is_none());
        let unmet = slots(&|slot| slot != CuteSlot::Economic && !met(input, account, slot));
        let (key, named) = if empty.is_empty() { ("cute-slot-not-met", unmet) } else { ("cute-slot-empty", empty) };
        if named.is_empty() {
            continue;
        }
        let evidence = vec![
            ("count", Value::Count(named.len())),
            ("slots", Value::Choices("cute_slot", named)),
            ("days", Value::Days(input.whole("days"))),
        ];
        hits.push(input.at(position, key, input.exposed(position, Exposure::Tenth), "contacts", evidence));
    }
    hits
}

fn in_slot<'a>(input: &RuleInput, account: &'a Account, slot: CuteSlot) -> impl Iterator<Item = &'a Contact> {
    let today = input.today();
    account.contacts.iter().filter(move |contact| {
        contact.in_post(today) && (contact.cute.contains(&slot) || (slot == CuteSlot::Economic && decides(contact)))
    })
}

fn met(input: &RuleInput, account: &Account, slot: CuteSlot) -> bool {
    let recent = |contact: &Contact| {
        last_met(account, contact, input.today()).is_some_and(|day| input.days_since(day) <= input.whole("days"))
    };
    in_slot(input, account, slot).any(recent)
}

#[cfg(test)]
mod tests {
    use crate::analysis::value::Value;
    use crate::rules::cases::{SALES, hits, spoken, spoken_with};

    const RULE: &str = "missing-cute-role";

    fn dossier(slots: &str, role: &str, visit: &str) -> String {
        format!(
            "contacts:\n- {{id: wang, name: Wang, cute: [{slots}], roles: [{role}]}}\n\
             visits: [{{date: {visit}, met: wang}}]\n"
        )
    }

    #[test]
    fn a_slot_without_anybody() {
        let found = hits(RULE, &dossier("user, technical", "", "2026-06-01"), SALES, "");
        assert_eq!(found[0].key, "cute-slot-empty");
        assert!(found[0].evidence.contains(&("slots", Value::Choices("cute_slot", vec!["coach", "economic"]))));
        assert!(spoken(RULE, &dossier("coach, user, technical, economic", "", "2026-06-01")).is_empty());
        assert!(spoken(RULE, &dossier("coach, user, technical", "decision_maker", "2026-06-01")).is_empty());
        assert!(spoken(RULE, "headline: nobody yet").is_empty());
    }

    #[test]
    fn a_slot_that_nobody_met() {
        let all = "coach, user, technical, economic";
        assert!(spoken(RULE, &dossier(all, "", "2026-01-01")).is_empty());
        assert_eq!(spoken(RULE, &dossier(all, "", "2025-12-31")), ["cute-slot-not-met"]);
        assert!(spoken_with(RULE, &dossier(all, "", "2025-12-31"), "days: 181").is_empty());
    }
}
