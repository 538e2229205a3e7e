//! The days on which an account bought: the input of intervals, of the purchase strip and of lifetime value.
//!
//! An order is a day whose net is positive: returns of the same day are taken off, and a day of returns only is none. The
//! relationship starts on the first day that was not returns only: a first delivery free of charge is a start (eight
//! customers of the CDNOW sample have no other, and the published results count them), a later one is no order.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::portfolio::{Amount, days_between};

/// When an account started, and its purchase days, in order, each day once, each with a positive net.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Purchases {
    start: Option<Date>,
    days: Vec<(Date, Amount)>,
}

/// What a purchase model needs to know of an account (Fader, Hardie, Lee 2005: x, tₓ, T), in days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RepeatDays {
    /// x: purchase days after the start.
    pub repeats: u32,
    /// tₓ: days from the start to the last purchase; 0 without repeats.
    pub last: u32,
    /// T: days from the start to the end of the observation.
    pub age: u32,
}

impl Purchases {
    /// From what was sold on each day (in any order, a day may occur more than once); days after `as_of` do not count.
    pub fn up_to(as_of: Date, days: impl IntoIterator<Item = (Date, Amount)>) -> Self {
        let mut net: Vec<(Date, Amount)> = days.into_iter().filter(|(day, _)| *day <= as_of).collect();
        net.sort_by_key(|(day, _)| *day);
        net.dedup_by(|later, first| {
            let is_same = later.0 == first.0;
            if is_same {
                first.1 += later.1;
            }
            is_same
        });
        let start = net.iter().find(|(_, amount)| *amount >= Amount::ZERO).map(|(day, _)| *day);
        net.retain(|(_, amount)| amount.is_positive());
        Self { start, days: net }
    }

    /// The start of the relationship: the first day whose net was not negative.
    pub const fn start(&self) -> Option<Date> {
        self.start
    }

    /// The purchase days and their nets, in order.
    pub fn days(&self) -> &[(Date, Amount)] {
        &self.days
    }

    /// Purchase days after the start: repeats.
    pub fn repeats(&self) -> &[(Date, Amount)] {
        let from = self.days.partition_point(|(day, _)| Some(*day) <= self.start);
        &self.days[from..]
    }

    /// Days between one purchase and the next, one fewer than purchases.
    pub fn intervals(&self) -> impl Iterator<Item = u32> + '_ {
        self.days.windows(2).map(|pair| days(pair[0].0, pair[1].0))
    }

    /// x, tₓ and T when the observation ends on `as_of`; `None` before the start.
    pub fn repeat_days(&self, as_of: Date) -> Option<RepeatDays> {
        let start = self.start?;
        let repeats = self.repeats();
        let last = repeats.last().map_or(start, |(day, _)| *day);
        let count = u32::try_from(repeats.len()).unwrap_or(u32::MAX);
        Some(RepeatDays { repeats: count, last: days(start, last), age: days(start, as_of.max(last)) })
    }

    /// Net of all repeats: the spend that Gamma-Gamma sees.
    pub fn repeat_spend(&self) -> Amount {
        self.repeats().iter().map(|(_, amount)| *amount).sum()
    }
}

fn days(from: Date, to: Date) -> u32 {
    u32::try_from(days_between(from, to)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_counts_by_its_net() {
        let amount = Amount::from_int;
        let as_of = date(2026, 3, 31);
        let found = Purchases::up_to(
            as_of,
            [
                (date(2026, 3, 10), amount(40)),
                (date(2026, 1, 5), amount(100)),
                (date(2026, 2, 1), amount(-30)),
                (date(2026, 3, 1), amount(50)),
                (date(2026, 3, 1), amount(-50)),
                (date(2026, 3, 10), amount(-15)),
                (date(2026, 4, 1), amount(999)),
            ],
        );
        assert_eq!(found.days(), [(date(2026, 1, 5), amount(100)), (date(2026, 3, 10), amount(25))]);
        assert_eq!(found.repeat_days(as_of), Some(RepeatDays { repeats: 1, last: 64, age: 85 }));
        assert_eq!(found.repeat_spend(), amount(25));
        assert_eq!(found.intervals().collect::<Vec<_>>(), [64]);
        assert_eq!(Purchases::default().repeat_days(as_of), None);
    }

    #[test]
    fn a_free_start_counts_and_returns_do_not() {
        let amount = Amount::from_int;
        let day = |day| date(2026, 1, day);
        let found = Purchases::up_to(
            day(31),
            [(day(2), amount(-9)), (day(3), amount(0)), (day(17), amount(0)), (day(24), amount(8))],
        );
        assert_eq!((found.start(), found.repeats()), (Some(day(3)), &[(day(24), amount(8))][..]));
        assert_eq!(found.repeat_days(day(31)), Some(RepeatDays { repeats: 1, last: 21, age: 28 }));
        let only_free = Purchases::up_to(day(31), [(day(3), amount(0))]);
        assert_eq!(only_free.repeat_days(day(31)), Some(RepeatDays { repeats: 0, last: 0, age: 28 }));
        assert_eq!(Purchases::up_to(day(31), [(day(3), amount(-1))]).start(), None);
    }
}
