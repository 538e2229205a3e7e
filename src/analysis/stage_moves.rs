//! What moved between stages over a year: relationship stages from the dated history of the dossiers, KAM stages from what
//! the dossier says against what the evidence carries.
//!
//! The history of the relationship gives the stage on any day. Of the KAM stage a dossier holds the present one and since
//! when, so where it began within the year the stage before it is not known.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::account_facts::AccountFacts;
use super::kam_evidence::KamEvidence;
use crate::portfolio::{Account, KamStageName, Portfolio, RelationshipStage, StageEntry};

/// A fall to a lower relationship stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fall<'a> {
    /// Position of the account.
    pub account: usize,
    /// The stage before.
    pub from: RelationshipStage,
    /// The entry of the lower one.
    pub entry: &'a StageEntry,
    /// Whether the account has climbed back to where it was, or higher.
    pub recovered: bool,
}

/// Relationship stages then and now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StageMoves<'a> {
    /// How many accounts went from which stage to which; none where the dossier had no stage yet.
    pub counts: BTreeMap<(Option<RelationshipStage>, RelationshipStage), usize>,
    /// Falls after the first day and up to the last, the newest first.
    pub falls: Vec<Fall<'a>>,
    /// Documented accounts without a stage.
    pub without: Vec<usize>,
}

impl<'a> StageMoves<'a> {
    /// Between two days.
    pub fn new(portfolio: &'a Portfolio, then: Date, now: Date) -> Self {
        let mut moves = Self::default();
        for (at, account) in portfolio.accounts.iter().enumerate() {
            let Some(present) = account.relationship_stage(now) else {
                moves.without.extend(account.is_documented().then_some(at));
                continue;
            };
            let before = account.relationship_stage(then).map(|entry| entry.stage);
            *moves.counts.entry((before, present.stage)).or_default() += 1;
            moves.falls.extend(falls(account, at, present.stage).filter(|fall| {
                let day = fall.entry.since;
                day > then && day <= now
            }));
        }
        moves.falls.sort_by_key(|fall| (std::cmp::Reverse(fall.entry.since), fall.account));
        moves
    }

    /// Accounts in a stage now.
    pub fn now(&self, stage: RelationshipStage) -> usize {
        self.counts.iter().filter(|((_, to), _)| *to == stage).map(|(_, count)| count).sum()
    }

    /// Accounts in a stage then; none for those without a stage yet.
    pub fn then(&self, stage: Option<RelationshipStage>) -> usize {
        self.counts.iter().filter(|((from, _), _)| *from == stage).map(|(_, count)| count).sum()
    }

    /// Accounts that stand higher than then, and lower; those without a stage then count in neither.
    pub fn rose_and_fell(&self) -> (usize, usize) {
        let such = |wanted: std::cmp::Ordering| {
            let moved =
                self.counts.iter().filter(move |((from, to), _)| from.is_some_and(|from| to.cmp(&from) == wanted));
            moved.map(|(_, count)| count).sum()
        };
        (such(std::cmp::Ordering::Greater), such(std::cmp::Ordering::Less))
    }

    /// Accounts with a stage.
    pub fn known(&self) -> usize {
        self.counts.values().sum()
    }
}

fn falls(account: &Account, at: usize, present: RelationshipStage) -> impl Iterator<Item = Fall<'_>> {
    account.relationship_stages.windows(2).filter_map(move |pair| {
        let [before, entry] = pair else { return None };
        let from = before.stage;
        (entry.stage < from).then_some(Fall { account: at, from, entry, recovered: present >= from })
    })
}

/// An account with a KAM stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KamStanding {
    /// Position of the account.
    pub account: usize,
    /// What the dossier says.
    pub said: KamStageName,
    /// What the evidence carries: what the dossier says where nothing speaks against it and no higher one is proven.
    pub shown: KamStageName,
    /// Since when the dossier says so.
    pub since: Option<Date>,
}

/// Every account whose dossier states a KAM stage, on a day. One that comes apart is not compared.
pub fn kam_standings(portfolio: &Portfolio, facts: &[AccountFacts], day: Date) -> Vec<KamStanding> {
    let stated = portfolio.accounts.iter().zip(facts).enumerate();
    let standing = |(account, (dossier, facts)): (usize, (&Account, &AccountFacts))| {
        let stage = dossier.kam_stage.as_ref()?;
        let evidence = KamEvidence::of(dossier, facts, day);
        let shown = match stage.stage {
            KamStageName::Uncoupling => KamStageName::Uncoupling,
            said => said.min(evidence.possible).max(evidence.proven),
        };
        Some(KamStanding { account, said: stage.stage, shown, since: stage.since })
    };
    stated.filter_map(standing).collect()
}

#[cfg(test)]
mod tests {
    use RelationshipStage::{Build, Stabilise, Strengthen};

    use super::*;
    use crate::analysis::sample::{self, account};

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn flows_and_falls_of_a_year() {
        let histories = [
            // Fell in the year and has not come back.
            "[{stage: build, since: 2024-01-01}, {stage: strengthen, since: 2025-01-01}, {stage: build, since: 2026-05-01, reason: personnel}]",
            // Fell and came back within the year: no move between the two days, but a fall.
            "[{stage: stabilise, since: 2024-01-01}, {stage: none, since: 2025-09-01}, {stage: strengthen, since: 2026-01-01}]",
            // Began within the year.
            "[{stage: build, since: 2026-01-01}]",
            // Begins tomorrow: no stage yet.
            "[{stage: build, since: 2026-07-01}]",
            // Fell before the year.
            "[{stage: stabilise, since: 2020-01-01}, {stage: build, since: 2025-06-30}]",
        ];
        let accounts = ["a", "b", "c", "d", "e"].into_iter().zip(histories).map(|(id, history)| {
            let mut account = account(id);
            account.relationship_stages = serde_yaml::from_str(history).unwrap();
            account
        });
        let portfolio = sample::portfolio(accounts.collect());
        let moves = StageMoves::new(&portfolio, day("2025-06-30"), day("2026-06-30"));
        let expected = [
            ((None, Build), 1),
            ((Some(Build), Build), 1),
            ((Some(Stabilise), Strengthen), 1),
            ((Some(Strengthen), Build), 1),
        ];
        assert_eq!(moves.counts.clone().into_iter().collect::<Vec<_>>(), expected);
        assert_eq!(moves.rose_and_fell(), (1, 1));
        assert_eq!((moves.now(Build), moves.then(Some(Stabilise)), moves.then(None), moves.known()), (3, 1, 1, 4));
        assert_eq!(moves.without, [3]);
        let falls: Vec<_> = moves.falls.iter().map(|fall| (fall.account, fall.from, fall.recovered)).collect();
        assert_eq!(falls, [(0, Strengthen, false), (1, Stabilise, true)]);
    }

    #[test]
    fn nothing_is_nothing() {
        let portfolio = sample::portfolio(Vec::new());
        let moves = StageMoves::new(&portfolio, day("2025-06-30"), day("2026-06-30"));
        assert_eq!((moves.known(), moves.rose_and_fell(), moves.falls.len()), (0, (0, 0), 0));
    }
}
