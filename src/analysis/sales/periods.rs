//! Which days are counted and which days they are compared with.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use crate::portfolio::{Month, Period, back_months, days_between};

/// The length of the periods of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Grain {
    /// Calendar months.
    Month,
    /// Calendar quarters.
    Quarter,
    /// Fiscal years, by the month in which they start.
    FiscalYear,
}

impl Grain {
    /// Months in a period of this length.
    pub const fn months(self) -> i32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::FiscalYear => 12,
        }
    }

    /// The period of this length in which a day lies. `fiscal_year_start` is a month, 1 to 12.
    pub fn containing(self, day: Date, fiscal_year_start: i8) -> Period {
        let month = Month::of(day);
        let offset = if self == Self::FiscalYear { i32::from(fiscal_year_start) - 1 } else { 0 };
        let first = month.plus(-(month.index() - offset).rem_euclid(self.months()));
        Period { first: first.first_day(), last: first.plus(self.months() - 1).last_day() }
    }

    /// All periods of this length that touch `span`, in order.
    pub fn periods(self, span: Period, fiscal_year_start: i8) -> Vec<Period> {
        let first = self.containing(span.first, fiscal_year_start);
        let steps = std::iter::successors(Some(first), |p| {
            let next = Month::of(p.last).plus(1);
            Some(Period { first: next.first_day(), last: next.plus(self.months() - 1).last_day() })
        });
        steps.take_while(|p| p.first <= span.last).collect()
    }
}

/// What a period is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Against {
    /// The period of the same length right before it.
    Previous,
    /// The same days a year earlier.
    LastYear,
}

/// A period, cut off at `as_of` while it runs, and the days to compare it with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Compared {
    /// The days counted.
    pub now: Period,
    /// The days compared with: as many as have elapsed.
    pub before: Period,
    /// Whether the period was still running: label it partial.
    pub partial: bool,
}

/// The days to compare a period with. A running period is cut at `as_of` and compared over the same elapsed days, at
/// most to the end of the earlier period; `None` where it has not begun.
pub fn compared(period: Period, as_of: Date, against: Against) -> Option<Compared> {
    let whole_before = match against {
        Against::LastYear => period.back(12),
        Against::Previous => previous(period),
    };
    if as_of >= period.last {
        return Some(Compared { now: period, before: whole_before, partial: false });
    }
    let now = Period::new(period.first, as_of)?;
    let elapsed = whole_before.first.checked_add((now.days() - 1).days()).ok()?;
    let before = Period { first: whole_before.first, last: elapsed.min(whole_before.last) };
    Some(Compared { now, before, partial: true })
}

/// The period of the same length right before: as many whole months where it spans whole months from day to day,
/// otherwise as many days.
pub fn previous(period: Period) -> Period {
    (1..=1200)
        .map(|months| period.back(months))
        .take_while(|earlier| earlier.last >= period.first || days_between(earlier.last, period.first) == 1)
        .find(|earlier| days_between(earlier.last, period.first) == 1)
        .unwrap_or_else(|| {
            let shift = period.days().days();
            let moved = |day: Date| day.checked_sub(shift).unwrap_or(day);
            Period { first: moved(period.first), last: moved(period.last) }
        })
}

/// How much of a period before is in the sales data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Baseline {
    /// The data begin after it: there is nothing to compare with.
    Absent,
    /// The data begin within it: a comparison would flatter.
    Incomplete,
    /// The data reach back to its first month.
    Complete,
}

impl Baseline {
    /// Of a period, when the first sales day of all is `first`.
    pub fn of(before: Period, first: Option<Date>) -> Self {
        match first {
            Some(first) if Month::of(first) <= Month::of(before.first) => Self::Complete,
            Some(first) if first <= before.last => Self::Incomplete,
            _ => Self::Absent,
        }
    }
}

/// Days of a month within which sales that begin then cover it (convention): the first of January is a holiday, the second may be
/// a Sunday.
const BEGINS_WITHIN: i8 = 3;

/// The day from which sales are known, when the first sales day of all is `first`: the first of its month where that is among the
/// first three days, so that the month, and the quarter and the year that begin with it, are whole.
pub fn known_from(first: Date) -> Date {
    if first.day() <= BEGINS_WITHIN { first.first_of_month() } else { first }
}

/// Whole months between two days, rounded down; 0 when `to` is not later.
pub fn months_between(from: Date, to: Date) -> i32 {
    let months = Month::of(to).index() - Month::of(from).index();
    (if back_months(to, months) < from { months - 1 } else { months }).max(0)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn days(text: &str) -> Period {
        let (first, last) = text.split_once("..").unwrap_or((text, text));
        let day = |text: &str| text.parse().unwrap_or(date(1, 1, 1));
        Period { first: day(first), last: day(last) }
    }

    #[test]
    fn sales_that_begin_on_the_first_working_day_cover_the_month() {
        assert_eq!(known_from(date(2024, 1, 2)), date(2024, 1, 1));
        assert_eq!(known_from(date(2024, 1, 3)), date(2024, 1, 1));
        assert_eq!(known_from(date(2024, 1, 4)), date(2024, 1, 4));
    }

    #[test]
    fn the_previous_period_ends_the_day_before() {
        for (period, before) in [
            ("2026-03-01..2026-03-31", "2026-02-01..2026-02-28"),
            ("2026-07-01..2026-09-30", "2026-04-01..2026-06-30"),
            ("2025-07-01..2026-06-30", "2024-07-01..2025-06-30"),
            ("2010-12-10..2011-12-09", "2009-12-10..2010-12-09"),
            ("2026-06-10..2026-06-16", "2026-06-03..2026-06-09"),
        ] {
            assert_eq!(previous(days(period)).to_string(), before, "{period}");
        }
    }

    #[test]
    fn a_running_period_is_compared_over_the_same_elapsed_days() {
        let quarter = Period::quarter(2026, 2);
        let found = compared(quarter, date(2026, 5, 10), Against::LastYear);
        let expected =
            Compared { now: days("2026-04-01..2026-05-10"), before: days("2025-04-01..2025-05-10"), partial: true };
        assert_eq!(found, Some(expected));
        // 30 days of March against a February of 28.
        let march = compared(Period::month(Month::new(2026, 3)), date(2026, 3, 30), Against::Previous);
        assert_eq!(march.map(|c| c.before), Some(days("2026-02-01..2026-02-28")));
        assert_eq!(compared(quarter, date(2026, 3, 31), Against::Previous), None);
        assert_eq!(compared(quarter, date(2026, 6, 30), Against::Previous).map(|c| c.partial), Some(false));
    }

    #[test]
    fn fiscal_years_start_in_their_month() {
        let years = Grain::FiscalYear.periods(days("2025-01-15..2026-05-01"), 4);
        let years: Vec<String> = years.iter().map(ToString::to_string).collect();
        assert_eq!(years, ["2024-04-01..2025-03-31", "2025-04-01..2026-03-31", "2026-04-01..2027-03-31"]);
        assert_eq!(Grain::Quarter.containing(date(2026, 8, 1), 4), Period::quarter(2026, 3));
    }

    #[test]
    fn months_are_counted_whole() {
        assert_eq!(months_between(date(2005, 2, 15), date(2006, 12, 31)), 22);
        assert_eq!(months_between(date(2026, 1, 31), date(2026, 2, 27)), 0);
        assert_eq!(months_between(date(2026, 1, 31), date(2026, 2, 28)), 1);
        assert_eq!(months_between(date(2026, 3, 1), date(2026, 1, 1)), 0);
    }

    #[test]
    fn a_baseline_is_complete_when_the_data_reach_its_first_month() {
        let before = days("1996-07-01..1997-06-30");
        assert_eq!(Baseline::of(before, Some(date(1996, 7, 4))), Baseline::Complete);
        assert_eq!(Baseline::of(before, Some(date(1996, 8, 1))), Baseline::Incomplete);
        assert_eq!(Baseline::of(before, Some(date(1997, 7, 1))), Baseline::Absent);
        assert_eq!(Baseline::of(before, None), Baseline::Absent);
    }
}
