//! The coach (S4 CUTE 内线; Miller & Heiman): whether somebody named is one already, and who could become one.
//!
//! A coach guides us, so a name in the slot is none yet: whoever was never met or does not speak for us has to be won first
//! ([`is_won`]). Where the slot is empty, [`candidate`] is whoever speaks for us, was met, and is closest to us.

use jiff::civil::Date;

use super::meetings::{decides, last_met};
use crate::portfolio::{Account, Contact, CuteSlot, Score, Support};

/// Whether a contact can guide us: was met, and speaks for us.
pub fn is_won(account: &Account, contact: &Contact, day: Date) -> bool {
    contact.support == Some(Support::Supports) && last_met(account, contact, day).is_some()
}

/// The most influential of those named as coach, while none of them is won; `None` where nobody is named, or one is won.
pub fn unwon(account: &Account, day: Date) -> Option<&Contact> {
    let named = || {
        let in_post = account.contacts.iter().filter(move |contact| contact.in_post(day));
        in_post.filter(|contact| contact.cute.contains(&CuteSlot::Coach))
    };
    let first = first_of_largest(named(), |contact| contact.influence);
    first.filter(|_| !named().any(|contact| is_won(account, contact, day)))
}

/// Who could become coach: in post, won, and no decider, since a coach leads us to whoever decides; the closest to us, then the
/// most influential, then the first as written.
pub fn candidate(account: &Account, day: Date) -> Option<&Contact> {
    let could = account.contacts.iter().filter(|contact| contact.in_post(day) && !decides(contact));
    let won = could.filter(|contact| is_won(account, contact, day));
    first_of_largest(won, |contact| (closeness(contact, day), contact.influence))
}

/// Closeness as last assessed by a day.
pub fn closeness(contact: &Contact, day: Date) -> Option<Score> {
    contact.relations.iter().rev().filter(|marks| marks.date <= day).find_map(|marks| marks.closeness)
}

/// The first of the largest; [`Iterator::max_by_key`] gives the last.
fn first_of_largest<'a, K: Ord>(
    contacts: impl Iterator<Item = &'a Contact>,
    key: impl Fn(&Contact) -> K,
) -> Option<&'a Contact> {
    contacts.reduce(|best, other| if key(other) > key(best) { other } else { best })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::account;
    use crate::portfolio::ContactEntry;

    fn with(contacts: &str, visits: &str) -> Account {
        let mut account = account("a");
        let entries: Vec<ContactEntry> = serde_yaml::from_str(contacts).unwrap();
        account.contacts = entries.into_iter().map(ContactEntry::lock).collect();
        account.visits = serde_yaml::from_str(visits).unwrap();
        account
    }

    fn id(contact: Option<&Contact>) -> Option<&str> {
        contact.map(|contact| contact.id.as_str())
    }

    #[test]
    fn a_name_is_no_coach_yet() {
        let today = "2026-06-30".parse().unwrap();
        let of = |support: &str, visits: &str| {
            let account = with(&format!("[{{id: tong, name: Tong, cute: [coach], support: {support}}}]"), visits);
            id(unwon(&account, today)).map(str::to_owned)
        };
        let met = "[{date: 2026-06-01, met: tong}]";
        assert_eq!(of("supports", "[]").as_deref(), Some("tong"), "never met");
        assert_eq!(of("neutral", met).as_deref(), Some("tong"), "does not speak for us");
        assert_eq!(of("supports", met), None);
        assert_eq!(id(unwon(&with("[{id: li, name: Li}]", "[]"), today)), None, "nobody is named");
    }

    #[test]
    fn the_closest_who_speaks_for_us_could_become_one() {
        let today = "2026-06-30".parse().unwrap();
        let ye = "{id: ye, name: Ye, support: supports, relations: [{date: 2026-06-01, closeness: 5}]}";
        let xu = "{id: xu, name: Xu, support: supports, influence: 5, relations: [{date: 2026-06-01, closeness: 4}]}";
        let boss = "{id: gu, name: Gu, roles: [decision_maker], support: supports, relations: [{date: 2026-06-01, closeness: 5}]}";
        let all = format!("[{xu}, {boss}, {ye}, {{id: fan, name: Fan, support: neutral}}]");
        let visit = "[{date: 2026-06-01, met: [ye, xu, gu, fan]}]";
        assert_eq!(id(candidate(&with(&all, visit), today)), Some("ye"));
        assert_eq!(
            id(candidate(&with(&all, "[{date: 2026-06-01, met: [xu, fan]}]"), today)),
            Some("xu"),
            "Ye was not met"
        );
        assert_eq!(id(candidate(&with(&format!("[{boss}]"), visit), today)), None, "who decides needs no coach");
        assert_eq!(id(candidate(&with(&all, "[]"), today)), None);
    }
}
