//! Whom of an account we meet: who decides there, and when somebody was last met.
//!
//! Only what has happened by a day counts; a visit of a later day is a plan.

use jiff::civil::Date;

use crate::portfolio::{Account, BuyingRole, Contact, ContactCoverage, CuteSlot, Visit};

/// Whether a contact decides: a decision maker of the buying centre (S1), or the economic buyer of CUTE (S4).
pub fn decides(contact: &Contact) -> bool {
    contact.roles.contains(&BuyingRole::DecisionMaker) || contact.cute.contains(&CuteSlot::Economic)
}

/// The contacts who decide and are in their post on a day.
pub fn deciders(account: &Account, day: Date) -> impl Iterator<Item = &Contact> {
    account.contacts.iter().filter(move |contact| decides(contact) && contact.in_post(day))
}

/// The visits up to a day, oldest first.
pub fn visits_until(account: &Account, day: Date) -> impl DoubleEndedIterator<Item = &Visit> {
    account.visits.iter().filter(move |visit| visit.date <= day)
}

/// The last day up to `day` on which a contact was met, as the visits say.
pub fn last_met(account: &Account, contact: &Contact, day: Date) -> Option<Date> {
    visits_until(account, day).rfind(|visit| visit.met.contains(&contact.id)).map(|visit| visit.date)
}

/// Whether we are in contact with somebody: the dossier says so, or a visit from `since` to `day` met them.
pub fn in_contact(account: &Account, contact: &Contact, since: Date, day: Date) -> bool {
    let said = contact.coverage.is_some_and(|coverage| coverage != ContactCoverage::None);
    said || last_met(account, contact, day).is_some_and(|met| met >= since)
}
