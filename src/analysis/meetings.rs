//! Whom of an account we meet: who decides there, and when somebody was last met.
//!
//! Only what has happened by a day counts; an entry of a later day is a plan. Whoever counts visits counts these: an entry of
//! the log is a visit unless it is a call ([`is_visit`]), and only a visit meets anybody.

use jiff::civil::Date;

use crate::portfolio::{Account, Action, BuyingRole, Contact, ContactCoverage, ContactId, CuteSlot, Visit, VisitKind};

/// Days since a meeting up to which a contact, or an account, counts as seen of late (convention): in the people's table, in the
/// accounts table, on the page on visits, and in full in the health score.
pub const SEEN_DAYS: i32 = 60;

/// Whether a contact decides: a decision maker of the buying centre (S1), or the economic buyer of CUTE (S4).
pub fn decides(contact: &Contact) -> bool {
    contact.roles.contains(&BuyingRole::DecisionMaker) || contact.cute.contains(&CuteSlot::Economic)
}

/// Whether a dossier says whom we deal with: a part that somebody has in buying, or a visit. A list of names is none of that.
pub fn knows_people(account: &Account) -> bool {
    let has_part = |contact: &Contact| !contact.roles.is_empty() || !contact.cute.is_empty();
    account.contacts.iter().any(has_part) || !account.visits.is_empty()
}

/// The contacts who decide and are in their post on a day.
pub fn deciders(account: &Account, day: Date) -> impl Iterator<Item = &Contact> {
    account.contacts.iter().filter(move |contact| decides(contact) && contact.in_post(day))
}

/// Whether an entry of the log is a visit: face to face, at theirs, at ours or elsewhere. A call, by telephone or video, is none.
pub fn is_visit(entry: &Visit) -> bool {
    entry.kind != Some(VisitKind::Call)
}

/// The visits up to a day, oldest first; no calls.
pub fn visits_until(account: &Account, day: Date) -> impl DoubleEndedIterator<Item = &Visit> {
    account.visits.iter().filter(move |entry| entry.is_done_by(day) && is_visit(entry))
}

/// The visits that are planned by their day, the next one first; no calls.
pub fn planned_visits(account: &Account, day: Date) -> impl Iterator<Item = &Visit> {
    account.visits.iter().filter(move |entry| !entry.is_done_by(day) && is_visit(entry))
}

/// The next meeting that an open action of the plan holds with somebody of the account (it names a `contact`) for whom `such` holds:
/// what, and when; overdue ones only where none is to come.
pub fn planned_meeting(account: &Account, today: Date, such: impl Fn(&ContactId) -> bool) -> Option<(&Action, Date)> {
    planned_meetings(account, today, such).min_by_key(|(_, due)| (*due < today, *due))
}

/// All such meetings, overdue ones among them, in the order of the plan.
pub fn planned_meetings(
    account: &Account,
    today: Date,
    such: impl Fn(&ContactId) -> bool,
) -> impl Iterator<Item = (&Action, Date)> {
    let open = account.actions().iter().filter(move |action| action.done.is_none_or(|done| done > today));
    let meetings = open.filter(move |action| action.contact.as_ref().is_some_and(&such));
    meetings.filter_map(|action| Some((action, action.due?)))
}

/// The last visit up to a day.
pub fn last_visit(account: &Account, day: Date) -> Option<Date> {
    visits_until(account, day).next_back().map(|visit| visit.date)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::account;
    use crate::portfolio::ContactEntry;

    #[test]
    fn an_action_that_names_a_contact_is_a_meeting() {
        let mut account = account("a");
        let next = |account: &Account| {
            let today = "2026-06-30".parse().unwrap();
            planned_meeting(account, today, |_| true)
                .map(|(action, due)| format!("{} {due}", action.what.in_language("en").0))
        };
        assert_eq!(next(&account), None);
        account.plan = Some(
            serde_yaml::from_str(
                "{actions: [{what: report, due: 2026-07-01}, {what: late, due: 2026-06-01, contact: w},
                  {what: done, due: 2026-07-02, done: 2026-06-29, contact: w}]}",
            )
            .unwrap(),
        );
        assert_eq!(next(&account).as_deref(), Some("late 2026-06-01"));
        account.plan = Some(
            serde_yaml::from_str(
                "{actions: [{what: late, due: 2026-06-01, contact: w}, {what: far, due: 2026-08-01, contact: w},
                  {what: near, due: 2026-07-09, contact: w}]}",
            )
            .unwrap(),
        );
        assert_eq!(next(&account).as_deref(), Some("near 2026-07-09"));
    }

    #[test]
    fn a_call_is_no_visit_and_meets_nobody() {
        let mut account = account("a");
        let entry: ContactEntry = serde_yaml::from_str("{id: wang, name: Wang, roles: [decision_maker]}").unwrap();
        account.contacts = vec![entry.lock()];
        account.visits = serde_yaml::from_str(
            "[{date: 2026-05-01, met: wang, kind: received}, {date: 2026-06-01, met: wang, kind: call}, {date: 2026-07-01}]",
        )
        .unwrap();
        let (today, may) = ("2026-06-30".parse().unwrap(), "2026-05-01".parse().unwrap());
        assert_eq!(visits_until(&account, today).count(), 1);
        assert_eq!(last_visit(&account, today), Some(may));
        assert_eq!(last_met(&account, &account.contacts[0], today), Some(may));
    }
}
