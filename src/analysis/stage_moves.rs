//! What moved between stages over a year: relationship stages and KAM stages from the dated histories of the dossiers; and KAM
//! stages as the dossier says them against what the evidence carries.
//!
//! Of the KAM stage a dossier holds the present one with its first day and, where it is written, the history before it. Where
//! the present one began within the year and there is no history, the stage before it is not known.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use jiff::civil::Date;

use super::account_facts::AccountFacts;
use super::kam_evidence::KamEvidence;
use crate::portfolio::{Account, KamStage, KamStageName, Portfolio, RelationshipStage, StageEntry};

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

/// How many accounts went from which stage to which between two days.
#[derive(Debug, Clone)]
pub struct Moves<S> {
    /// By the stage then (none where it is not known, or there was none yet) and the stage now.
    pub counts: BTreeMap<(Option<S>, S), usize>,
    /// How high a stage stands among the others.
    pub height: fn(S) -> usize,
}

impl<S: Ord + Copy> Moves<S> {
    /// No account yet.
    pub const fn none(height: fn(S) -> usize) -> Self {
        Self { counts: BTreeMap::new(), height }
    }

    fn add(&mut self, then: Option<S>, now: S) {
        *self.counts.entry((then, now)).or_default() += 1;
    }

    /// Accounts in a stage now.
    pub fn now(&self, stage: S) -> usize {
        self.counts.iter().filter(|((_, to), _)| *to == stage).map(|(_, count)| count).sum()
    }

    /// Accounts in a stage then; none for those without a stage.
    pub fn then(&self, stage: Option<S>) -> usize {
        self.counts.iter().filter(|((from, _), _)| *from == stage).map(|(_, count)| count).sum()
    }

    /// Whether a move goes up or down.
    pub fn direction(&self, from: S, to: S) -> Ordering {
        (self.height)(to).cmp(&(self.height)(from))
    }

    /// Accounts that stand higher than then, and lower; those without a stage then count in neither.
    pub fn rose_and_fell(&self) -> (usize, usize) {
        let such = |wanted: Ordering| {
            let went = |from: Option<S>, to: S| from.is_some_and(|from| self.direction(from, to) == wanted);
            self.counts.iter().filter(|((from, to), _)| went(*from, *to)).map(|(_, count)| count).sum()
        };
        (such(Ordering::Greater), such(Ordering::Less))
    }

    /// Accounts with a stage.
    pub fn known(&self) -> usize {
        self.counts.values().sum()
    }
}

/// Relationship stages then and now.
#[derive(Debug, Clone)]
pub struct StageMoves<'a> {
    /// From which stage to which.
    pub flow: Moves<RelationshipStage>,
    /// Falls after the first day and up to the last, the newest first.
    pub falls: Vec<Fall<'a>>,
    /// Documented accounts without a stage.
    pub without: Vec<usize>,
}

impl<'a> StageMoves<'a> {
    /// Between two days.
    pub fn new(portfolio: &'a Portfolio, then: Date, now: Date) -> Self {
        let flow = Moves::none(|stage| stage as usize);
        let mut moves = Self { flow, falls: Vec::new(), without: Vec::new() };
        for (at, account) in portfolio.accounts.iter().enumerate() {
            let Some(present) = account.relationship_stage(now) else {
                moves.without.extend(account.is_documented().then_some(at));
                continue;
            };
            let before = account.relationship_stage(then).map(|entry| entry.stage);
            moves.flow.add(before, present.stage);
            moves.falls.extend(falls(account, at, present.stage).filter(|fall| {
                let day = fall.entry.since;
                day > then && day <= now
            }));
        }
        moves.falls.sort_by_key(|fall| (std::cmp::Reverse(fall.entry.since), fall.account));
        moves
    }
}

fn falls(account: &Account, at: usize, present: RelationshipStage) -> impl Iterator<Item = Fall<'_>> {
    account.relationship_stages.windows(2).filter_map(move |pair| {
        let [before, entry] = pair else { return None };
        let from = before.stage;
        (entry.stage < from).then_some(Fall { account: at, from, entry, recovered: present >= from })
    })
}

/// KAM stages then and now, of every account that dates the one it states, or what came before it: of the others nobody knows that
/// they stayed. Coming apart stands below all others.
pub fn kam_moves(portfolio: &Portfolio, then: Date) -> Moves<KamStageName> {
    let height = |stage| if stage == KamStageName::Uncoupling { 0 } else { 1 + stage as usize };
    let mut moves = Moves::none(height);
    let dated = |kam: &&KamStage| kam.since.is_some() || !kam.history.is_empty();
    for kam in portfolio.accounts.iter().filter_map(|account| account.kam_stage.as_ref()).filter(dated) {
        moves.add(kam.on(then), kam.stage);
    }
    moves
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
        assert_eq!(moves.flow.counts.clone().into_iter().collect::<Vec<_>>(), expected);
        assert_eq!(moves.flow.rose_and_fell(), (1, 1));
        assert_eq!(
            (moves.flow.now(Build), moves.flow.then(Some(Stabilise)), moves.flow.then(None), moves.flow.known()),
            (3, 1, 1, 4)
        );
        assert_eq!(moves.without, [3]);
        let falls: Vec<_> = moves.falls.iter().map(|fall| (fall.account, fall.from, fall.recovered)).collect();
        assert_eq!(falls, [(0, Strengthen, false), (1, Stabilise, true)]);
    }

    #[test]
    fn kam_stages_of_a_year_ago() {
        use KamStageName::{Early, Mid, Partnership, Uncoupling};
        let stages = [
            "{stage: mid, since: 2026-01-01, history: [{stage: early, since: 2024-01-01}, {stage: mid, since: 2025-12-01}]}",
            "{stage: uncoupling, since: 2026-01-01, history: [{stage: partnership, since: 2024-01-01}]}",
            // Nobody says what was before; nobody says since when; it began before.
            "{stage: early, since: 2026-01-01}",
            "{stage: early}",
            "{stage: mid, since: 2020-01-01}",
        ];
        let accounts = ["a", "b", "c", "d", "e"].into_iter().zip(stages).map(|(id, stage)| {
            let mut account = account(id);
            account.kam_stage = Some(serde_yaml::from_str(stage).unwrap());
            account
        });
        let moves = kam_moves(&sample::portfolio(accounts.collect()), day("2025-06-30"));
        let expected = [
            ((None, Early), 1),
            // The one without a day is in neither: nobody knows that it stayed.
            ((Some(Early), Mid), 1),
            ((Some(Mid), Mid), 1),
            ((Some(Partnership), Uncoupling), 1),
        ];
        assert_eq!(moves.counts.clone().into_iter().collect::<Vec<_>>(), expected);
        assert_eq!(moves.rose_and_fell(), (1, 1), "coming apart is a fall");
    }

    #[test]
    fn nothing_is_nothing() {
        let portfolio = sample::portfolio(Vec::new());
        let moves = StageMoves::new(&portfolio, day("2025-06-30"), day("2026-06-30"));
        assert_eq!((moves.flow.known(), moves.flow.rose_and_fell(), moves.falls.len()), (0, (0, 0), 0));
    }
}
