//! Migration: which accounts changed class between two periods.
//!
//! In each period an account has the class of that period, or none where its amount is zero, negative or absent.

use super::abc::{Abc, AbcClass};
use super::ranking::Ranking;

/// Class in a period, or none.
pub type PeriodClass = Option<AbcClass>;

/// Classes for a migration: none for accounts without a positive amount.
pub fn period_classes(abc: &Abc, ranking: &Ranking) -> Vec<PeriodClass> {
    abc.classes.iter().enumerate().map(|(item, &class)| ranking.amount(item).is_positive().then_some(class)).collect()
}

/// Which way an account went. None counts as below C.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Into a higher class.
    Up,
    /// Stayed.
    Same,
    /// Into a lower class.
    Down,
    /// From none into a class.
    Came,
    /// From a class to none.
    Went,
}

/// The way from one class to another.
pub fn direction(from: PeriodClass, to: PeriodClass) -> Direction {
    match (from, to) {
        (None, Some(_)) => Direction::Came,
        (Some(_), None) => Direction::Went,
        (Some(before), Some(now)) if now < before => Direction::Up,
        (Some(before), Some(now)) if now > before => Direction::Down,
        _ => Direction::Same,
    }
}

/// An account that changed class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    /// Position of the account.
    pub item: usize,
    /// Before.
    pub from: PeriodClass,
    /// Now.
    pub to: PeriodClass,
}

impl Move {
    /// Which way it went.
    pub fn direction(self) -> Direction {
        direction(self.from, self.to)
    }
}

/// Moves between two periods.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Migration {
    counts: [[usize; 4]; 4],
    /// Accounts that changed class, in the order of ids.
    pub moves: Vec<Move>,
}

impl Migration {
    /// From the classes of two periods, item by item.
    pub fn between(from: &[PeriodClass], to: &[PeriodClass]) -> Self {
        let mut migration = Self::default();
        for (item, (&from, &to)) in from.iter().zip(to).enumerate() {
            migration.counts[row(from)][row(to)] += 1;
            if from != to {
                migration.moves.push(Move { item, from, to });
            }
        }
        migration
    }

    /// Accounts that were in `from` and are in `to`.
    pub const fn count(&self, from: PeriodClass, to: PeriodClass) -> usize {
        self.counts[row(from)][row(to)]
    }

    /// How many went one way.
    pub fn count_of(&self, way: Direction) -> usize {
        self.moves.iter().filter(|moved| moved.direction() == way).count()
    }
}

const fn row(class: PeriodClass) -> usize {
    match class {
        Some(AbcClass::A) => 0,
        Some(AbcClass::B) => 1,
        Some(AbcClass::C) => 2,
        None => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::abc::{Cuts, cumulative};
    use crate::portfolio::Amount;

    #[test]
    fn an_account_at_or_below_zero_has_no_class_in_a_period() {
        let classes = |values: [i64; 4]| {
            let ranking = Ranking::of(&values.map(Amount::from_int));
            period_classes(&cumulative(&ranking, Cuts::default()), &ranking)
        };
        let (before, now) = (classes([80, 15, 5, 0]), classes([15, 80, -2, 5]));
        assert_eq!(before, [Some(AbcClass::A), Some(AbcClass::B), Some(AbcClass::C), None]);
        let migration = Migration::between(&before, &now);
        assert_eq!(migration.count(Some(AbcClass::A), Some(AbcClass::B)), 1);
        let ways = migration.moves.iter().map(|m| m.direction()).collect::<Vec<_>>();
        assert_eq!(ways, [Direction::Down, Direction::Up, Direction::Went, Direction::Came]);
        assert_eq!(migration.count_of(Direction::Same), 0);
    }
}
