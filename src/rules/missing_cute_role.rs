//! # A buying influence is missing
//!
//! Four people bear on every larger purchase: the coach who guides us, the user, the technical buyer, the economic buyer
//! (S4 CUTE; Miller & Heiman's buying influences). A slot without a name is a part of the decision that happens without us.
//!
//! The rule speaks at a key account (class A, or of the tier *strategic* or *key*) whose dossier names contacts,
//!
//! - when a slot has nobody in post. A decision maker of the buying centre fills the economic one;
//! - else when the people of a slot, the economic one excepted (`decision-maker-not-met` is about that), were not met within
//!   `days` days (convention). Slots whose people no visit on record met are named apart.
//!
//! **Remedy (S4).** Of an empty slot ask the coach, or whoever we know best, who has that part, and enter the contact with its
//! `cute` slot. Where the coach is missing, whoever speaks for us, was met and is closest to us is named as the one to win. Whoever is named and was never met is to be met: through the contact that `reached_through` names, where it does.
//! Whom nobody met for long is to be visited.

use super::{Concern, Exposure, Reach, Rule, RuleHit, RuleInput, RuleSetting};
use crate::analysis::coach::candidate;
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
    keys: &["cute-slot-empty", "cute-slot-never-met", "cute-slot-not-met"],
    source: include_str!("missing_cute_role.rs"),
    check,
};

fn check(input: &RuleInput) -> Vec<RuleHit> {
    let mut hits = Vec::new();
    for (position, account, _) in input.looked_at().filter(|(_, account, _)| !account.contacts.is_empty()) {
        let found = CuteSlot::ALL.iter().filter_map(|&slot| Some((slot, lack(input, account, slot)?)));
        let found: Vec<(CuteSlot, Lack)> = found.collect();
        let gap = found.iter().any(|(_, lack)| *lack == Lack::Empty);
        let said: &[Lack] = if gap { &[Lack::Empty] } else { &[Lack::NeverMet, Lack::NotMet] };
        for lack in said {
            let slots: Vec<_> = found.iter().filter(|(_, found)| found == lack).map(|(slot, _)| slot.key()).collect();
            if slots.is_empty() {
                continue;
            }
            let first = found.iter().find(|(_, found)| found == lack);
            let holder = first.and_then(|(slot, _)| in_slot(input, account, *slot).next());
            let through = holder.and_then(|holder| account.contact(holder.reached_through.as_ref()?));
            let slots_have_coach = slots.contains(&CuteSlot::Coach.key());
            let mut evidence = vec![
                ("count", Value::Count(slots.len())),
                ("slots", Value::Choices("cute_slot", slots)),
                ("days", Value::Days(input.whole("days"))),
            ];
            evidence.extend(holder.map(|holder| ("contact", Value::Words(holder.name.clone()))));
            evidence.extend(through.map(|through| ("through", Value::Words(through.name.clone()))));
            let coach = candidate(account, input.today()).filter(|_| *lack == Lack::Empty && slots_have_coach);
            evidence.extend(coach.map(|coach| ("candidate", Value::Words(coach.name.clone()))));
            let exposed = input.exposed(position, Exposure::Tenth);
            hits.push(input.at(position, lack.key(), exposed, "contacts", evidence));
        }
    }
    hits
}

/// What is the matter with a slot.
#[derive(Clone, Copy, PartialEq)]
enum Lack {
    /// Nobody in post.
    Empty,
    /// No visit on record met any of its people.
    NeverMet,
    /// The last meeting is too long ago.
    NotMet,
}

impl Lack {
    const fn key(self) -> &'static str {
        match self {
            Self::Empty => "cute-slot-empty",
            Self::NeverMet => "cute-slot-never-met",
            Self::NotMet => "cute-slot-not-met",
        }
    }
}

fn lack(input: &RuleInput, account: &Account, slot: CuteSlot) -> Option<Lack> {
    let today = input.today();
    let mut people = in_slot(input, account, slot).peekable();
    if people.peek().is_none() {
        return Some(Lack::Empty);
    }
    match people.filter_map(|contact| last_met(account, contact, today)).max() {
        _ if slot == CuteSlot::Economic => None,
        None => Some(Lack::NeverMet),
        Some(day) => (input.days_since(day) > input.whole("days")).then_some(Lack::NotMet),
    }
}

fn in_slot<'a>(input: &RuleInput, account: &'a Account, slot: CuteSlot) -> impl Iterator<Item = &'a Contact> {
    let today = input.today();
    account.contacts.iter().filter(move |contact| {
        contact.in_post(today) && (contact.cute.contains(&slot) || (slot == CuteSlot::Economic && decides(contact)))
    })
}

#[cfg(test)]
mod tests {
    use crate::analysis::value::Value;
    use crate::rules::cases::{SALES, hits, keys, spoken, spoken_with};

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
    fn who_could_be_coach_is_named() {
        let named = |support: &str, slots: &str| {
            let dossier = format!(
                "contacts:\n- {{id: gu, name: Gu, cute: [economic]}}\n- {{id: ye, name: Ye, cute: [{slots}], support: {support}}}\n\
                 visits: [{{date: 2026-06-01, met: [gu, ye]}}]\n"
            );
            let ye = Value::Words(crate::portfolio::Localised::One("Ye".to_owned()));
            hits(RULE, &dossier, SALES, "")[0].evidence.contains(&("candidate", ye))
        };
        assert!(named("supports", "user, technical"));
        assert!(!named("neutral", "user, technical"));
        assert!(!named("supports", "user, coach"), "the technical buyer is missing, the coach is not");
    }

    #[test]
    fn a_slot_that_nobody_met() {
        let all = "coach, user, technical, economic";
        assert!(spoken(RULE, &dossier(all, "", "2026-01-01")).is_empty());
        assert_eq!(spoken(RULE, &dossier(all, "", "2025-12-31")), ["cute-slot-not-met"]);
        assert!(spoken_with(RULE, &dossier(all, "", "2025-12-31"), "days: 181").is_empty());
    }

    #[test]
    fn who_was_never_met_is_not_said_to_be_unmet_for_days() {
        let people = "contacts:\n- {id: wang, name: Wang, cute: [user, economic]}\n\
                      - {id: li, name: Li, cute: [coach]}\n- {id: zhao, name: Zhao, cute: [technical]}\n";
        let never = format!("{people}visits: [{{date: 2026-06-01, met: [wang, zhao]}}]\n");
        let found = hits(RULE, &never, SALES, "");
        assert_eq!(keys(&found), ["cute-slot-never-met"]);
        assert!(found[0].evidence.contains(&("slots", Value::Choices("cute_slot", vec!["coach"]))));
        let li = crate::portfolio::Localised::One("Li".to_owned());
        assert!(found[0].evidence.contains(&("contact", Value::Words(li))));
        assert!(found[0].evidence.iter().all(|(name, _)| *name != "through"));
        let way = never.replace("cute: [coach]", "cute: [coach], reached_through: wang");
        let wang = crate::portfolio::Localised::One("Wang".to_owned());
        assert!(hits(RULE, &way, SALES, "")[0].evidence.contains(&("through", Value::Words(wang))));
        let both = format!("{people}visits: [{{date: 2026-06-01, met: wang}}, {{date: 2025-06-01, met: zhao}}]\n");
        assert_eq!(spoken(RULE, &both), ["cute-slot-never-met", "cute-slot-not-met"]);
    }
}
