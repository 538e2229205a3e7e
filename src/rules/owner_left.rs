//! # One of ours has left and still owns
//!
//! A change of people sends a relationship back (S0), on our side as on theirs: whoever left us takes along what they knew, and the
//! contact whom they looked after hears from nobody.
//!
//! The rule speaks where `content/team.yaml` says that a member `left`, and the dossier still names that member
//!
//! - as the account's `manager`;
//! - as the `owner` of contacts who are in post: once for each member, with the contacts.
//!
//! **Remedy (S0, S4).** Name who takes over, have them introduced in person, and enter them.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Concern, Exposure, Reach, Rule, RuleHit, RuleInput};
use crate::analysis::value::Value;
use crate::portfolio::{Account, Contact, TeamMember, Who};
use crate::project::settings::RuleLevel;

/// The rule.
pub const RULE: Rule = Rule {
    id: "owner-left",
    default_level: RuleLevel::Warn,
    concern: Concern::Promise,
    reach: Reach::Documented,
    settings: &[],
    keys: &["manager-left", "contact-owner-left", "contacts-owner-left"],
    source: include_str!("owner_left.rs"),
    check,
};

fn check(input: &RuleInput) -> Vec<RuleHit> {
    let mut hits = Vec::new();
    for (position, account, _) in input.looked_at() {
        if let Some((_, member, left)) = account.manager.as_ref().and_then(|who| gone(input, who)) {
            let evidence = vec![("member", Value::Words(member.name.clone())), ("date", Value::Date(left))];
            let stake = input.exposed(position, Exposure::Half);
            hits.push(input.at(position, "manager-left", stake, "manager", evidence));
        }
        for Orphans { member, left, contacts } in orphans(input, account) {
            let Some((at, first)) = contacts.first() else { continue };
            let mut evidence = vec![
                ("member", Value::Words(member.name.clone())),
                ("date", Value::Date(left)),
                ("contact", Value::Words(first.name.clone())),
            ];
            let others = contacts.len() - 1;
            let key = if others == 0 { "contact-owner-left" } else { "contacts-owner-left" };
            evidence.extend((others > 0).then_some(("others", Value::Count(others))));
            let stake = input.exposed(position, Exposure::Tenth);
            hits.push(input.at(position, key, stake, format!("contacts.{at}.owner"), evidence));
        }
    }
    hits
}

/// A member who has left, with its position in the team and the day.
fn gone<'a>(input: &RuleInput<'a>, who: &Who) -> Option<(usize, &'a TeamMember, Date)> {
    let at = input.portfolio.member_at(who)?;
    let member = input.portfolio.team.get(at)?;
    Some((at, member, member.left.filter(|left| *left <= input.today())?))
}

/// A member who left, with the contacts in post whom they still own, by position.
struct Orphans<'a> {
    member: &'a TeamMember,
    left: Date,
    contacts: Vec<(usize, &'a Contact)>,
}

/// Of every member who left, in the order of the team; contacts with most influence first.
fn orphans<'a>(input: &RuleInput<'a>, account: &'a Account) -> impl Iterator<Item = Orphans<'a>> {
    let mut of: BTreeMap<usize, Orphans<'a>> = BTreeMap::new();
    let in_post = account.contacts.iter().enumerate().filter(|(_, contact)| contact.in_post(input.today()));
    for (at, contact) in in_post {
        let Some((position, member, left)) = contact.owner.as_ref().and_then(|who| gone(input, who)) else { continue };
        let own = of.entry(position).or_insert_with(|| Orphans { member, left, contacts: Vec::new() });
        own.contacts.push((at, contact));
    }
    of.into_values().map(|mut own| {
        own.contacts.sort_by_key(|(at, contact)| (std::cmp::Reverse(contact.influence), *at));
        own
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{self, account, analysis_of, ledger};
    use crate::portfolio::ContactEntry;
    use crate::rules::cases::{SALES, has_words};

    /// The keys of the hits at an account with a manager and contacts; Du left on the day, Bo leaves after it.
    fn said(manager: &str, contacts: &str) -> Vec<(&'static str, String)> {
        let mut one = account("a");
        one.manager = Some(Who(manager.to_owned()));
        let entries: Vec<ContactEntry> = serde_yaml::from_str(contacts).unwrap();
        one.contacts = entries.into_iter().map(ContactEntry::lock).collect();
        let mut portfolio = sample::portfolio(vec![one]);
        let team = "[{id: du, name: Du, left: 2026-06-30}, {id: lin, name: Lin}, {id: bo, name: Bo, left: 2026-07-01}]";
        portfolio.team = serde_yaml::from_str(team).unwrap();
        let settings = serde_yaml::from_str("as_of: 2026-06-30").unwrap();
        let hits = analysis_of(&portfolio, &ledger(SALES), &settings).hits.alerts;
        let own = hits.into_iter().filter(|hit| hit.rule == RULE.id);
        own.inspect(has_words).map(|hit| (hit.key, hit.mend.key.into_owned())).collect()
    }

    #[test]
    fn whoever_left_owns_nobody_any_more() {
        let one = "[{id: fei, name: Fei, owner: Du}, {id: gu, name: Gu, owner: lin}, {id: mu, name: Mu, owner: bo}]";
        assert_eq!(said("lin", one), [("contact-owner-left", "contacts.0.owner".to_owned())]);
        assert_eq!(said("du", "[]"), [("manager-left", "manager".to_owned())]);
        assert!(said("bo", "[{id: fei, name: Fei, owner: our GM}]").is_empty());
    }

    #[test]
    fn a_contact_who_left_too_is_no_matter_and_several_are_one() {
        assert!(said("lin", "[{id: fei, name: Fei, owner: du, left: 2026-06-01}]").is_empty());
        let two = "[{id: a, name: A, owner: du, influence: 2}, {id: b, name: B, owner: du, influence: 5}]";
        assert_eq!(said("lin", two), [("contacts-owner-left", "contacts.1.owner".to_owned())]);
    }
}
