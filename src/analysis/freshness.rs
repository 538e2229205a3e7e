//! How fresh a dossier is, block by block (S4 5.3: analyse and assess at regular intervals).

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::to_do::to_do;
use crate::portfolio::Account;

/// A block of a dossier whose entries have days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DatedBlock {
    /// Visits.
    Visits,
    /// Complaints: made, answered, closed.
    Complaints,
    /// Surveys of satisfaction.
    Surveys,
    /// Duties done.
    Duties,
    /// Actions done.
    Actions,
    /// Relationship stages. One holds until it changes: an old one is not out of date.
    Stages,
    /// Objections.
    Objections,
    /// Needs.
    Needs,
    /// The wallet.
    Wallet,
    /// Notes beside the dossier.
    Notes,
}

impl DatedBlock {
    /// The key of the dossier; `None` for what stands beside it.
    pub const fn key(self) -> Option<&'static str> {
        Some(match self {
            Self::Visits => "visits",
            Self::Complaints => "complaints",
            Self::Surveys => "satisfaction.surveys",
            Self::Duties => "duties",
            Self::Actions => "plan.actions",
            Self::Stages => "relationship_stages",
            Self::Objections => "objections",
            Self::Needs => "needs",
            Self::Wallet => "wallet",
            Self::Notes => return None,
        })
    }

    /// Its name in the catalogues.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Visits => "visits",
            Self::Complaints => "complaints",
            Self::Surveys => "surveys",
            Self::Duties => "duties",
            Self::Actions => "actions",
            Self::Stages => "stages",
            Self::Objections => "objections",
            Self::Needs => "needs",
            Self::Wallet => "wallet",
            Self::Notes => "notes",
        }
    }
}

/// The newest entry of each block that has one, of the days up to today.
pub fn newest(account: &Account, today: Date) -> BTreeMap<DatedBlock, Date> {
    let mut newest: BTreeMap<DatedBlock, Date> = BTreeMap::new();
    for (block, day) in entries(account).filter(|(_, day)| *day <= today) {
        newest.entry(block).and_modify(|known| *known = day.max(*known)).or_insert(day);
    }
    newest
}

fn entries(account: &Account) -> impl Iterator<Item = (DatedBlock, Date)> {
    use DatedBlock as Block;
    let complaints = account.complaints.iter().flat_map(|c| [Some(c.date), c.responded, c.closed]).flatten();
    let surveys = account.satisfaction.surveys.iter().map(|survey| survey.date);
    let objections = account.objections.iter().filter_map(|objection| objection.date);
    of(Block::Visits, account.visits.iter().map(|visit| visit.date))
        .chain(of(Block::Complaints, complaints))
        .chain(of(Block::Surveys, surveys))
        .chain(of(Block::Duties, account.duties.iter().map(|duty| duty.date)))
        .chain(of(Block::Actions, to_do(account).filter_map(|action| action.done)))
        .chain(of(Block::Stages, account.relationship_stages.iter().map(|entry| entry.since)))
        .chain(of(Block::Objections, objections))
        .chain(of(Block::Needs, account.needs.iter().filter_map(|need| need.date)))
        .chain(of(Block::Wallet, account.wallet.iter().filter_map(|wallet| wallet.as_of)))
        .chain(of(Block::Notes, account.notes.iter().filter_map(|note| note.date)))
}

fn of(block: DatedBlock, days: impl Iterator<Item = Date>) -> impl Iterator<Item = (DatedBlock, Date)> {
    days.map(move |day| (block, day))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::analysis::sample::account;

    #[test]
    fn the_newest_day_of_each_block_up_to_today() {
        let mut one = account("a");
        one.visits = serde_yaml::from_str("[{date: 2026-01-01}, {date: 2026-05-02}, {date: 2026-08-01}]").unwrap();
        one.complaints = serde_yaml::from_str("[{date: 2026-01-03, what: x, responded: 2026-02-04}]").unwrap();
        one.needs = serde_yaml::from_str("[{need: routes, date: 2026-03-01}, {need: price}]").unwrap();
        let found = newest(&one, date(2026, 6, 30));
        let expected = [
            (DatedBlock::Visits, date(2026, 5, 2)),
            (DatedBlock::Complaints, date(2026, 2, 4)),
            (DatedBlock::Needs, date(2026, 3, 1)),
        ];
        assert_eq!(found.into_iter().collect::<Vec<_>>(), expected);
        assert!(newest(&account("b"), date(2026, 6, 30)).is_empty());
    }
}
