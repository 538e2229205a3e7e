//! What is open over all accounts: who owes what, and by when.
//!
//! 1. [`Agenda::new`] takes every open entry of [`to_do`]: plan actions, and what follows from visits and complaints.
//! 2. Each falls into a [`When`], counted from “today”; the owners are the members of our team, else the names as written.
//! 3. Entries stand by owner, the one with most that is late first; within an owner by date, those without one last.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::to_do::{ToDo, to_do};
use crate::portfolio::{Portfolio, days_between};

/// When something is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum When {
    /// Before today.
    Late,
    /// Today or within 7 days.
    Days7,
    /// Within 30 days.
    Days30,
    /// Within 60 days.
    Days60,
    /// Within 90 days.
    Days90,
    /// Later.
    Later,
    /// It has no date.
    Undated,
}

impl When {
    /// Every one, in order.
    pub const ALL: [Self; 7] =
        [Self::Late, Self::Days7, Self::Days30, Self::Days60, Self::Days90, Self::Later, Self::Undated];

    /// Its key in the catalogues.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Late => "late",
            Self::Days7 => "days7",
            Self::Days30 => "days30",
            Self::Days60 => "days60",
            Self::Days90 => "days90",
            Self::Later => "later",
            Self::Undated => "undated",
        }
    }

    /// Of a day, seen from today.
    pub fn of(due: Option<Date>, today: Date) -> Self {
        match due.map(|due| days_between(today, due)) {
            None => Self::Undated,
            Some(..0) => Self::Late,
            Some(0..=7) => Self::Days7,
            Some(8..=30) => Self::Days30,
            Some(31..=60) => Self::Days60,
            Some(61..=90) => Self::Days90,
            Some(91..) => Self::Later,
        }
    }
}

/// Who owes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner<'a> {
    /// A member of our team, by position.
    Member(usize),
    /// Somebody who is not in the team's list, as written.
    Named(&'a str),
    /// Nobody.
    Nobody,
}

/// Something that is open.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// Position of its account.
    pub account: usize,
    /// What, as the dossier says it.
    pub to_do: ToDo<'a>,
    /// Who.
    pub owner: Owner<'a>,
    /// By when.
    pub when: When,
}

/// How much somebody owes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Load<'a> {
    /// Who.
    pub owner: Owner<'a>,
    /// Entries by [`When`], in its order.
    pub counts: [usize; 7],
}

impl Load<'_> {
    /// Entries that are due then.
    pub const fn count(&self, when: When) -> usize {
        self.counts[when as usize]
    }

    /// All that is open.
    pub fn open(&self) -> usize {
        self.counts.iter().sum()
    }
}

/// All that is open.
#[derive(Debug, Clone, Default)]
pub struct Agenda<'a> {
    /// By owner, then by date.
    pub entries: Vec<Entry<'a>>,
    /// Most late first, then most open; nobody last.
    pub loads: Vec<Load<'a>>,
    /// Entries that are done.
    pub done: usize,
}

impl<'a> Agenda<'a> {
    /// Of a portfolio on a day.
    pub fn new(portfolio: &'a Portfolio, today: Date) -> Self {
        let mut agenda = Self::default();
        for (account, dossier) in portfolio.accounts.iter().enumerate() {
            for entry in to_do(dossier) {
                if !entry.is_open() {
                    agenda.done += 1;
                    continue;
                }
                let owner = owner(portfolio, &entry);
                let when = When::of(entry.due, today);
                agenda.entries.push(Entry { account, to_do: entry, owner, when });
            }
        }
        agenda.loads = loads(&agenda.entries);
        let places: BTreeMap<Owner<'_>, usize> = agenda.loads.iter().map(|load| load.owner).zip(0..).collect();
        // Stable: entries of one owner and day stay in the order of the accounts.
        agenda.entries.sort_by_cached_key(|entry| {
            let due = entry.to_do.due;
            (places.get(&entry.owner).copied(), due.is_none(), due)
        });
        agenda
    }

    /// Entries that are due then.
    pub fn count(&self, when: When) -> usize {
        self.loads.iter().map(|load| load.count(when)).sum()
    }

    /// Entries that nobody owes.
    pub fn orphans(&self) -> usize {
        self.loads.iter().filter(|load| load.owner == Owner::Nobody).map(Load::open).sum()
    }

    /// Those who are late with most, nobody among them; several where they are late with as many.
    pub fn latest(&self) -> Vec<&Load<'a>> {
        let most = self.loads.iter().map(|load| load.count(When::Late)).max().filter(|most| *most > 0);
        self.loads.iter().filter(|load| Some(load.count(When::Late)) == most).collect()
    }

    /// The entry that is late for longest; of several the one whose account ranks first.
    pub fn oldest<R: Ord>(&self, rank: impl Fn(usize) -> R) -> Option<&Entry<'a>> {
        let late = self.entries.iter().filter(|entry| entry.when == When::Late);
        late.min_by_key(|entry| (entry.to_do.due, rank(entry.account), entry.account))
    }
}

fn owner<'a>(portfolio: &Portfolio, entry: &ToDo<'a>) -> Owner<'a> {
    let Some(who) = entry.owner else { return Owner::Nobody };
    portfolio.member_at(who).map_or(Owner::Named(who.0.trim()), Owner::Member)
}

fn loads<'a>(entries: &[Entry<'a>]) -> Vec<Load<'a>> {
    let mut by_owner = BTreeMap::new();
    for entry in entries {
        by_owner.entry(entry.owner).or_insert([0; 7])[entry.when as usize] += 1;
    }
    let mut loads: Vec<Load<'a>> = by_owner.into_iter().map(|(owner, counts)| Load { owner, counts }).collect();
    // Stable: ties stay in the order of the team's ids, then of names.
    loads.sort_by_key(|load| {
        (load.owner == Owner::Nobody, std::cmp::Reverse(load.count(When::Late)), std::cmp::Reverse(load.open()))
    });
    loads
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{self, account};
    use crate::portfolio::{AccountPlan, Visit};

    fn today() -> Date {
        "2026-06-30".parse().unwrap()
    }

    fn portfolio(plans: &[&str], visits: &str) -> Portfolio {
        let mut accounts: Vec<_> = ["a", "b", "c"].iter().take(plans.len()).map(|id| account(id)).collect();
        for (account, plan) in accounts.iter_mut().zip(plans) {
            account.plan = Some(serde_yaml::from_str::<AccountPlan>(&format!("actions: [{plan}]")).unwrap());
        }
        if let Some(account) = accounts.first_mut() {
            account.visits = serde_yaml::from_str::<Vec<Visit>>(visits).unwrap();
        }
        let mut portfolio = sample::portfolio(accounts);
        portfolio.team = serde_yaml::from_str("[{id: lin, name: Lin Yan}, {id: wu, name: Wu}]").unwrap();
        portfolio
    }

    #[test]
    fn a_day_falls_into_its_window() {
        let of = |day: &str| When::of(Some(day.parse().unwrap()), today());
        assert_eq!([of("2026-06-29"), of("2026-06-30"), of("2026-07-07")], [When::Late, When::Days7, When::Days7]);
        assert_eq!([of("2026-07-08"), of("2026-07-30"), of("2026-07-31")], [When::Days30, When::Days30, When::Days60]);
        assert_eq!([of("2026-08-29"), of("2026-08-30"), of("2026-09-28")], [When::Days60, When::Days90, When::Days90]);
        assert_eq!([of("2026-09-29"), When::of(None, today())], [When::Later, When::Undated]);
    }

    #[test]
    fn by_owner_the_latest_first_and_nobody_last() {
        let plans = [
            "{what: p, owner: wu, due: 2026-07-03}, {what: q, due: 2026-01-01}, {what: r, due: 2026-01-02}",
            "{what: s, owner: Lin Yan, due: 2026-06-01}, {what: t, owner: lin}, {what: u, owner: lin, done: 2026-06-01}",
            "{what: v, owner: Guest, due: 2026-12-01}, {what: w, owner: wu, done: 2026-07-15, due: 2026-07-10}",
        ];
        let portfolio = portfolio(&plans, "[{date: 2026-05-01, actions: [{what: x, owner: lin, due: 2026-05-08}]}]");
        let agenda = Agenda::new(&portfolio, today());
        let said: Vec<_> =
            agenda.entries.iter().map(|entry| (entry.to_do.what.in_language("en").0, entry.when)).collect();
        let expected = [
            ("x", When::Late),
            ("s", When::Late),
            ("t", When::Undated),
            ("p", When::Days7),
            // `w` was done after the newest sales, and is done.
            ("v", When::Later),
            ("q", When::Late),
            ("r", When::Late),
        ];
        assert_eq!(said, expected);
        let owners: Vec<_> =
            agenda.loads.iter().map(|load| (load.owner, load.open(), load.count(When::Late))).collect();
        assert_eq!(
            owners,
            [(Owner::Member(0), 3, 2), (Owner::Member(1), 1, 0), (Owner::Named("Guest"), 1, 0), (Owner::Nobody, 2, 2)]
        );
        assert_eq!((agenda.done, agenda.orphans(), agenda.count(When::Late)), (2, 2, 4));
        let latest: Vec<_> = agenda.latest().iter().map(|load| load.owner).collect();
        assert_eq!(latest, [Owner::Member(0), Owner::Nobody], "late with two each");
        assert_eq!(agenda.oldest(|at| at).unwrap().to_do.what.in_language("en").0, "q");
    }

    #[test]
    fn nothing_is_nothing() {
        let portfolio = Portfolio::default();
        let agenda = Agenda::new(&portfolio, today());
        assert!(agenda.entries.is_empty() && agenda.latest().is_empty() && agenda.oldest(|at| at).is_none());
        assert_eq!((agenda.orphans(), agenda.done), (0, 0));
    }
}
