//! Relational dimensions over all accounts (S4 亲近度 / 信任度 / 人情): the mean mark of the contacts in post, by dimension.
//!
//! Of each contact the newest assessment up to the day counts. Marks are 1 to 5; the mean weighs every contact alike.

use jiff::civil::Date;

use crate::portfolio::{Account, Contact, Portfolio, Relations, Score};

/// Where an assessment holds a mark.
pub type Mark = fn(&Relations) -> Option<Score>;

/// The dimensions: the key in the catalogues, and where an assessment holds it.
pub const DIMENSIONS: [(&str, Mark); 3] = [
    ("closeness", |relations| relations.closeness),
    ("trust", |relations| relations.trust),
    ("reciprocity", |relations| relations.reciprocity),
];

/// What one account's contacts come to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Relational {
    /// Position of the account.
    pub account: usize,
    /// Contacts in post who were assessed.
    pub assessed: usize,
    /// Contacts in post.
    pub contacts: usize,
    /// Mean mark, 1 to 5, in the order of [`DIMENSIONS`]; `None` where nobody gave one.
    pub means: [Option<f64>; 3],
}

/// The marks of a contact's newest assessment up to a day, in the order of [`DIMENSIONS`]; `None` where nobody assessed them.
pub fn marks_of(contact: &Contact, day: Date) -> Option<[Option<f64>; 3]> {
    let newest = contact.relations.iter().rfind(|one| one.date <= day)?;
    Some(DIMENSIONS.map(|(_, of)| of(newest).map(|mark| f64::from(mark.get()))))
}

/// What an account's contacts in post come to.
pub fn relational_of(account: &Account, day: Date) -> Means {
    let in_post = || account.contacts.iter().filter(|contact| contact.in_post(day));
    let marks: Vec<[Option<f64>; 3]> = in_post().filter_map(|contact| marks_of(contact, day)).collect();
    let mean = |at: usize| {
        let known: Vec<f64> = marks.iter().filter_map(|of_one| of_one[at]).collect();
        (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64)
    };
    Means { assessed: marks.len(), contacts: in_post().count(), means: [mean(0), mean(1), mean(2)] }
}

/// Mean marks of an account's contacts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Means {
    /// Contacts in post who were assessed.
    pub assessed: usize,
    /// Contacts in post.
    pub contacts: usize,
    /// Mean mark, 1 to 5, in the order of [`DIMENSIONS`]; `None` where nobody gave one.
    pub means: [Option<f64>; 3],
}

/// Every account of which somebody was assessed.
pub fn relational(portfolio: &Portfolio, day: Date) -> Vec<Relational> {
    let each = portfolio.accounts.iter().enumerate().map(|(at, account)| {
        let Means { assessed, contacts, means } = relational_of(account, day);
        Relational { account: at, assessed, contacts, means }
    });
    each.filter(|one| one.assessed > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{self, account};
    use crate::portfolio::ContactEntry;

    #[test]
    fn the_mean_of_the_newest_marks_in_post() {
        let mut accounts = vec![account("a"), account("b")];
        let entries: Vec<ContactEntry> = serde_yaml::from_str(
            "[{id: p, name: P, relations: [{date: 2026-01-01, closeness: 1, trust: 5}, {date: 2026-05-01, closeness: 4},
                {date: 2026-08-01, closeness: 5}]},
              {id: q, name: Q, relations: [{date: 2026-05-01, closeness: 1, trust: 2}]},
              {id: r, name: R, left: 2026-03-01, relations: [{date: 2026-01-01, reciprocity: 5}]}, {id: s, name: S}]",
        )
        .unwrap();
        accounts[0].contacts = entries.into_iter().map(ContactEntry::lock).collect();
        let found = relational(&sample::portfolio(accounts), "2026-06-30".parse().unwrap());
        // Closeness of 4 and 1; trust of Q alone, since P's newest assessment gives none; R has left, S was not assessed.
        let expected = Relational { account: 0, assessed: 2, contacts: 3, means: [Some(2.5), Some(2.0), None] };
        assert_eq!(found, [expected]);
    }
}
