//! Who at an account is covered, by function there and by our own people (S1 采购角色): contacts in post, and those whom a visit
//! of the last 12 months met.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::meetings::visits_until;
use crate::portfolio::{Account, Contact, ContactId, Function, Who, back_months};

/// A function at the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FunctionCoverage<'a> {
    /// Which; `None` where the dossier does not say.
    pub function: Option<Function>,
    /// Contacts in post.
    pub contacts: usize,
    /// Of them met.
    pub met: usize,
    /// Who of ours met them, in the order of the visits.
    pub by: Vec<&'a Who>,
}

/// One row per function that somebody in post has, those whom nobody met first, then by their number.
pub fn by_function(account: &Account, day: Date) -> Vec<FunctionCoverage<'_>> {
    let from = back_months(day, 12);
    let visits: Vec<_> = visits_until(account, day).filter(|visit| visit.date > from).collect();
    let in_post: Vec<&Contact> = account.contacts.iter().filter(|contact| contact.in_post(day)).collect();
    let functions: BTreeSet<Option<&'static str>> = in_post.iter().map(|c| c.function.map(Function::key)).collect();
    let mut rows: Vec<FunctionCoverage<'_>> = functions
        .into_iter()
        .map(|function| {
            let of_it: Vec<&&Contact> =
                in_post.iter().filter(|contact| contact.function.map(Function::key) == function).collect();
            let ids: BTreeSet<&ContactId> = of_it.iter().map(|contact| &contact.id).collect();
            let meeting = || visits.iter().filter(|visit| visit.met.iter().any(|id| ids.contains(id)));
            let met: BTreeSet<&ContactId> =
                meeting().flat_map(|visit| &visit.met).filter(|id| ids.contains(id)).collect();
            let mut by: Vec<&Who> = Vec::new();
            for who in meeting().flat_map(|visit| &visit.by) {
                if !by.contains(&who) {
                    by.push(who);
                }
            }
            let function = of_it.first().and_then(|contact| contact.function);
            FunctionCoverage { function, contacts: of_it.len(), met: met.len(), by }
        })
        .collect();
    rows.sort_by_key(|row| (row.met > 0, std::cmp::Reverse(row.contacts)));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::account;
    use crate::portfolio::ContactEntry;

    #[test]
    fn met_within_the_year_and_by_whom() {
        let mut one = account("a");
        let entries: Vec<ContactEntry> = serde_yaml::from_str(
            "[{id: wang, name: Wang, function: purchasing}, {id: li, name: Li, function: purchasing},
              {id: qian, name: Qian, function: finance}, {id: sun, name: Sun, function: finance, left: 2026-01-01}]",
        )
        .unwrap();
        one.contacts = entries.into_iter().map(ContactEntry::lock).collect();
        one.visits = serde_yaml::from_str(
            "[{date: 2025-06-30, by: old, met: qian}, {date: 2026-03-01, by: [lin, he], met: [wang, sun]},
              {date: 2026-05-01, by: lin, met: wang}, {date: 2026-06-01, kind: call, by: lin, met: li}]",
        )
        .unwrap();
        let rows = by_function(&one, "2026-06-30".parse().unwrap());
        let shown: Vec<(&str, usize, usize, Vec<&str>)> = rows
            .iter()
            .map(|row| {
                let by = row.by.iter().map(|who| who.0.as_str()).collect();
                (row.function.map_or("", Function::key), row.contacts, row.met, by)
            })
            .collect();
        assert_eq!(shown, [("finance", 1, 0, vec![]), ("purchasing", 2, 1, vec!["lin", "he"])]);
    }
}
