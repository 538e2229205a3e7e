//! Contacts of a dossier and all references to them.

use std::collections::{BTreeMap, BTreeSet};

use super::circle::circle;
use super::findings::Findings;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::{DUPLICATE_ENTRY, DUPLICATE_ID, REFERENCE_CYCLE, UNKNOWN_REFERENCE};
use crate::diagnostic::suggest::nearest;
use crate::load::dossier::Dossier;
use crate::portfolio::{ContactEntry, ContactId, Unread};

/// Checks ids and references, and takes out what leads nowhere. A reference to a contact that is written, but could not be
/// read, is not told.
pub(super) fn check(dossier: &mut Dossier, unread: &Unread, findings: &mut Findings) {
    let repeated = duplicates(&dossier.contacts, findings);
    let known: BTreeMap<String, ContactId> =
        dossier.contacts.iter().map(|contact| (contact.id.folded(), contact.id.clone())).collect();
    for (pointer, reference) in references(dossier) {
        let mut tell = |pointer: String, id: &ContactId| {
            if !unread.may_have(&id.folded()) {
                findings.push(pointer, unknown(id, &known));
            }
        };
        match reference {
            Reference::One(one) => {
                let found = one.as_ref().and_then(|id| known.get(&id.folded()));
                if let (Some(id), None) = (&one, found) {
                    tell(pointer, id);
                }
                *one = found.cloned();
            }
            Reference::Many(many) => {
                for (at, id) in many.iter().enumerate() {
                    if !known.contains_key(&id.folded()) {
                        tell(format!("{pointer}/{at}"), id);
                    }
                }
                *many = many.iter().filter_map(|id| known.get(&id.folded()).cloned()).collect();
            }
        }
    }
    cycles(&mut dossier.contacts, findings);
    selves(&mut dossier.contacts, findings);
    // Last, so that until here a position is the one in the file.
    let mut position = 0..;
    dossier.contacts.retain(|_| position.next().is_none_or(|at| !repeated.contains(&at)));
}

/// Tells contacts whose id another had before, and gives their positions; tells equal names.
fn duplicates(contacts: &[ContactEntry], findings: &mut Findings) -> BTreeSet<usize> {
    let mut ids = BTreeSet::new();
    let mut names = BTreeMap::new();
    let mut repeated = BTreeSet::new();
    for (at, contact) in contacts.iter().enumerate() {
        if !ids.insert(contact.id.folded()) {
            let message = format!("contact `{}` stands here a second time", contact.id);
            let error = Diagnostic::error(DUPLICATE_ID, message).help("give one of the two another id, or join them");
            findings.push(format!("/contacts/{at}/id"), error);
            repeated.insert(at);
        } else if let Some(other) = names.insert(&contact.name, &contact.id) {
            let message = format!("contact `{}` has the name of contact `{other}`", contact.id);
            let warning = Diagnostic::warning(DUPLICATE_ENTRY, message).help("join them if they are one person");
            findings.push(format!("/contacts/{at}/name"), warning);
        }
    }
    repeated
}

fn unknown(id: &ContactId, known: &BTreeMap<String, ContactId>) -> Diagnostic {
    let error = Diagnostic::error(UNKNOWN_REFERENCE, format!("no contact of this dossier has the id `{id}`"));
    match nearest(id.as_str(), known.values().map(ContactId::as_str)) {
        Some(near) => error.help(format!("did you mean `{near}`?")),
        None if known.is_empty() => error.help("list the person under `contacts` first"),
        None => error.help("list the person under `contacts`, or correct the id"),
    }
}

/// Superiors that lead back to the contact itself.
fn cycles(contacts: &mut [ContactEntry], findings: &mut Findings) {
    for at in 0..contacts.len() {
        let above = |id: &ContactId| {
            contacts.iter().find(|contact| contact.id == *id).and_then(|contact| contact.reports_to.as_ref())
        };
        if let Some(path) = circle(&contacts[at].id, above) {
            let message = format!("`{}` reports to itself: {path}", contacts[at].id);
            let error = Diagnostic::error(REFERENCE_CYCLE, message).help("remove one `reports_to` of them");
            findings.push(format!("/contacts/{at}/reports_to"), error);
            contacts[at].reports_to = None;
        }
    }
}

/// Contacts that influence themselves, or are reached through themselves.
fn selves(contacts: &mut [ContactEntry], findings: &mut Findings) {
    for (at, contact) in contacts.iter_mut().enumerate() {
        let id = contact.id.clone();
        let mut tell = |pointer: String, message: String| {
            let error = Diagnostic::error(REFERENCE_CYCLE, message);
            findings.push(pointer, error.help("name another contact, or remove the entry"));
        };
        if contact.influences.contains(&id) {
            tell(format!("/contacts/{at}/influences"), format!("`{id}` is said to influence itself"));
            contact.influences.retain(|other| *other != id);
        }
        if contact.reached_through.as_ref() == Some(&id) {
            tell(format!("/contacts/{at}/reached_through"), format!("`{id}` is said to be reached through itself"));
            contact.reached_through = None;
        }
    }
}

/// A place where contacts are named.
enum Reference<'a> {
    One(&'a mut Option<ContactId>),
    Many(&'a mut Vec<ContactId>),
}

/// All references to contacts, with their pointers.
fn references(dossier: &mut Dossier) -> Vec<(String, Reference<'_>)> {
    let mut all = Vec::new();
    for (at, contact) in dossier.contacts.iter_mut().enumerate() {
        all.push((format!("/contacts/{at}/reports_to"), Reference::One(&mut contact.reports_to)));
        all.push((format!("/contacts/{at}/reached_through"), Reference::One(&mut contact.reached_through)));
        all.push((format!("/contacts/{at}/influences"), Reference::Many(&mut contact.influences)));
    }
    for (at, referral) in dossier.referrals.iter_mut().enumerate() {
        all.push((format!("/referrals/{at}/by"), Reference::One(&mut referral.by)));
    }
    for (at, need) in dossier.needs.iter_mut().enumerate() {
        all.push((format!("/needs/{at}/contact"), Reference::One(&mut need.contact)));
    }
    for (at, objection) in dossier.objections.iter_mut().enumerate() {
        all.push((format!("/objections/{at}/contact"), Reference::One(&mut objection.contact)));
    }
    for (at, opportunity) in dossier.opportunities.iter_mut().enumerate() {
        all.push((format!("/opportunities/{at}/contacts"), Reference::Many(&mut opportunity.contacts)));
    }
    for (at, visit) in dossier.visits.iter_mut().enumerate() {
        all.push((format!("/visits/{at}/met"), Reference::Many(&mut visit.met)));
    }
    for (at, complaint) in dossier.complaints.iter_mut().enumerate() {
        all.push((format!("/complaints/{at}/contact"), Reference::One(&mut complaint.contact)));
    }
    for (at, action) in dossier.plan.iter_mut().flat_map(|plan| &mut plan.actions).enumerate() {
        all.push((format!("/plan/actions/{at}/contact"), Reference::One(&mut action.contact)));
    }
    all
}
