//! The strip of recent months with and without a purchase: predictability at a glance.

use jiff::civil::Date;

use super::purchases::Purchases;
use crate::portfolio::Month;

/// A month of the strip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StripMark {
    /// Before the account's start.
    NotYet,
    /// At least one purchase day.
    Bought,
    /// None.
    Silent,
}

/// The last months up to that of `as_of`, oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PurchaseStrip {
    /// Each month and what happened.
    pub months: Vec<(Month, StripMark)>,
    /// Months since the last one with a purchase, that of `as_of` included: 0 when it has one; `None` without a purchase.
    pub silent_months: Option<i32>,
}

impl PurchaseStrip {
    /// Of the last `count` months (24 or 36 on pages). Purchases are those up to `as_of`.
    pub fn of(purchases: &Purchases, as_of: Date, count: i32) -> Self {
        let first = purchases.start().map(Month::of);
        let mut bought: Vec<Month> = purchases.days().iter().map(|(day, _)| Month::of(*day)).collect();
        bought.dedup();
        let now = Month::of(as_of);
        let mark = |month: Month| match first {
            _ if bought.binary_search(&month).is_ok() => StripMark::Bought,
            Some(first) if first < month => StripMark::Silent,
            _ => StripMark::NotYet,
        };
        let months = (0..count).rev().map(|back| now.plus(-back)).map(|month| (month, mark(month))).collect();
        Self { months, silent_months: bought.last().map(|last| now.index() - last.index()) }
    }

    /// Months with a purchase, and months since its start that the strip shows.
    pub fn bought(&self) -> (usize, usize) {
        let count = |wanted| self.months.iter().filter(|(_, mark)| *mark == wanted).count();
        let bought = count(StripMark::Bought);
        (bought, bought + count(StripMark::Silent))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::portfolio::Amount;

    #[test]
    fn marks_by_month() {
        use StripMark::{Bought, NotYet, Silent};
        let one = Amount::from_int(1);
        let days = [(date(2025, 12, 31), one), (date(2026, 2, 1), one), (date(2026, 2, 28), one)];
        let as_of = date(2026, 4, 2);
        let found = PurchaseStrip::of(&Purchases::up_to(as_of, days), as_of, 6);
        let marks: Vec<StripMark> = found.months.iter().map(|(_, mark)| *mark).collect();
        assert_eq!(marks, [NotYet, Bought, Silent, Bought, Silent, Silent]);
        assert_eq!((found.months[0].0, found.silent_months, found.bought()), (Month::new(2025, 11), Some(2), (2, 5)));
        let none = PurchaseStrip::of(&Purchases::default(), as_of, 24);
        assert_eq!((none.silent_months, none.bought(), none.months.len()), (None, (0, 0), 24));
    }
}
