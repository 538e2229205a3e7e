//! Days, months and periods of civil time. The clock is never read; "today" is the portfolio's `as_of`.

use std::fmt;
use std::str::FromStr;

use jiff::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::years::{is_in_years, years_in_words};

/// A calendar month, counted from year 0: `year * 12 + (month - 1)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Month(i32);

impl Month {
    /// Month 1 to 12 of a year.
    pub fn new(year: i16, month: i8) -> Self {
        Self(i32::from(year) * 12 + i32::from(month) - 1)
    }

    /// The month of a day.
    pub fn of(date: Date) -> Self {
        Self::new(date.year(), date.month())
    }

    /// Months since year 0.
    pub const fn index(self) -> i32 {
        self.0
    }

    /// From months since year 0.
    pub const fn from_index(index: i32) -> Self {
        Self(index)
    }

    /// The calendar year.
    #[allow(clippy::cast_possible_truncation, reason = "made from an i16 year")]
    pub const fn year(self) -> i16 {
        self.0.div_euclid(12) as i16
    }

    /// The month of the year, 1 to 12.
    #[allow(clippy::cast_possible_truncation, reason = "1 to 12")]
    pub const fn month(self) -> i8 {
        self.0.rem_euclid(12) as i8 + 1
    }

    /// `count` months later, or earlier when negative.
    #[must_use]
    pub const fn plus(self, count: i32) -> Self {
        Self(self.0 + count)
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        jiff::civil::date(self.year(), self.month(), 1)
    }

    /// Its last day.
    pub fn last_day(self) -> Date {
        self.first_day().last_of_month()
    }
}

impl fmt::Display for Month {
    /// `2026-06`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.month())
    }
}

/// A span of days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Period {
    /// First day.
    pub first: Date,
    /// Last day; not before `first`.
    pub last: Date,
}

impl Period {
    /// From `first` to `last`, both included; `None` when they are out of order.
    pub fn new(first: Date, last: Date) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    /// The twelve months up to and including `as_of`: the default of every page.
    pub fn twelve_months_to(as_of: Date) -> Self {
        Self { first: day_after(back_months(as_of, 12)), last: as_of }
    }

    /// The same span `months` months earlier, end-of-month days kept at the end of the month.
    #[must_use]
    pub fn back(self, months: i32) -> Self {
        let first = back_months(self.first, months);
        Self { first, last: back_months(self.last, months).max(first) }
    }

    /// A whole month.
    pub fn month(month: Month) -> Self {
        Self { first: month.first_day(), last: month.last_day() }
    }

    /// A quarter, 1 to 4, of a calendar year.
    pub fn quarter(year: i16, quarter: i8) -> Self {
        let first = Month::new(year, (quarter - 1) * 3 + 1);
        Self { first: first.first_day(), last: first.plus(2).last_day() }
    }

    /// The fiscal year that starts in `start_month` (1 to 12) of calendar year `year`.
    pub fn fiscal_year(year: i16, start_month: i8) -> Self {
        let first = Month::new(year, start_month);
        Self { first: first.first_day(), last: first.plus(11).last_day() }
    }

    /// Whether the day lies in it.
    pub fn contains(self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }

    /// The months that it touches, in order.
    pub fn months(self) -> impl DoubleEndedIterator<Item = Month> + Clone {
        (Month::of(self.first).index()..=Month::of(self.last).index()).map(Month::from_index)
    }

    /// Whether it starts on a first and ends on a last day of a month.
    pub fn is_whole_months(self) -> bool {
        self.first.day() == 1 && self.last == self.last.last_of_month()
    }

    /// Days in it, at least 1.
    pub fn days(self) -> i32 {
        days_between(self.first, self.last) + 1
    }
}

impl fmt::Display for Period {
    /// `2025-07-01..2026-06-30`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.first, self.last)
    }
}

/// Days from one day to another; negative when `to` is earlier.
pub fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// `months` months earlier; the last day of a month stays a last day, a day that the month lacks becomes its last.
pub fn back_months(day: Date, months: i32) -> Date {
    let Ok(moved) = Span::new().try_months(months).and_then(|months| day.checked_sub(months)) else {
        return day;
    };
    if day == day.last_of_month() { moved.last_of_month() } else { moved }
}

/// The next day.
pub fn day_after(day: Date) -> Date {
    day.tomorrow().unwrap_or(day)
}

/// A period as a person asks for it: `2026`, `2025..2026`, `2026-Q3`, `2026-03`, `2025-10..2026-09`, `last-12-months`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeriodQuery {
    /// Fixed days.
    Fixed(Period),
    /// Fiscal years, by the calendar years in which the first and the last of them start; not out of order.
    Years(i16, i16),
    /// A number of months up to `as_of`, at least 1.
    LastMonths(i32),
}

impl PeriodQuery {
    /// The days that are meant.
    pub fn resolve(self, as_of: Date, fiscal_year_start: i8) -> Period {
        match self {
            Self::Fixed(period) => period,
            Self::Years(first, last) => fiscal_years(first, last, fiscal_year_start),
            Self::LastMonths(months) => Period { first: day_after(back_months(as_of, months)), last: as_of },
        }
    }

    /// The days that are meant where they do not depend on `as_of`.
    pub fn resolve_fixed(self, fiscal_year_start: i8) -> Option<Period> {
        match self {
            Self::Fixed(period) => Some(period),
            Self::Years(first, last) => Some(fiscal_years(first, last, fiscal_year_start)),
            Self::LastMonths(_) => None,
        }
    }
}

/// Why a text is no period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeriodFault {
    /// It is not written as one.
    Unreadable,
    /// It ends before it starts.
    Reversed,
    /// It lies outside [`super::YEARS`].
    BeyondYears,
    /// One end is a fiscal year, the other a part of a calendar year.
    Mixed,
}

impl fmt::Display for PeriodFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable => {
                f.write_str("not a period; write 2026, 2026-Q3, 2026-03, 2025-10..2026-09 or last-12-months")
            }
            Self::Reversed => f.write_str("it ends before it starts"),
            Self::BeyondYears => write!(f, "it lies outside {}", years_in_words()),
            Self::Mixed => f.write_str(
                "one end is a fiscal year and the other is not; write years at both ends, or months such as 2025-10..2026-09",
            ),
        }
    }
}

impl std::error::Error for PeriodFault {}

impl FromStr for PeriodQuery {
    type Err = PeriodFault;

    fn from_str(text: &str) -> Result<Self, PeriodFault> {
        if let Some(count) = text.strip_prefix("last-").and_then(|rest| rest.strip_suffix("-months")) {
            let months = count.parse().ok().filter(|months| (1..=1200).contains(months));
            return months.map(Self::LastMonths).ok_or(PeriodFault::Unreadable);
        }
        let (from, to) = text.split_once("..").unwrap_or((text, text));
        let read = |text| span_of(text).ok_or(PeriodFault::Unreadable);
        let (first, last) = (read(from)?.first, read(to)?.last);
        if !is_in_years(first) || !is_in_years(last) {
            return Err(PeriodFault::BeyondYears);
        }
        let period = Period::new(first, last).ok_or(PeriodFault::Reversed)?;
        match (is_year(from), is_year(to)) {
            (true, true) => Ok(Self::Years(first.year(), last.year())),
            (false, false) => Ok(Self::Fixed(period)),
            _ => Err(PeriodFault::Mixed),
        }
    }
}

/// From the start of one fiscal year to the end of another, which does not come before it.
fn fiscal_years(first: i16, last: i16, start_month: i8) -> Period {
    let year = |year| Period::fiscal_year(year, start_month);
    Period { first: year(first).first, last: year(last).last }
}

/// Whether a text that can be read is a year alone.
const fn is_year(text: &str) -> bool {
    text.len() == 4
}

/// The days of `2026`, `2026-Q3`, `2026-03` or `2026-03-14`, whatever the year.
fn span_of(text: &str) -> Option<Period> {
    let (year, rest) = text.split_at_checked(4)?;
    let year: i16 = year.parse().ok().filter(|_| year.bytes().all(|b| b.is_ascii_digit()))?;
    if rest.is_empty() {
        return Some(Period::fiscal_year(year, 1));
    }
    let rest = rest.strip_prefix('-')?;
    if let Some(quarter) = rest.strip_prefix(['Q', 'q']) {
        let quarter: i8 = quarter.parse().ok()?;
        return (1..=4).contains(&quarter).then(|| Period::quarter(year, quarter));
    }
    if rest.len() == 2 {
        let month: i8 = rest.parse().ok()?;
        return (1..=12).contains(&month).then(|| Period::month(Month::new(year, month)));
    }
    let day: Date = text.parse().ok()?;
    Some(Period { first: day, last: day })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn resolved(text: &str) -> Result<String, PeriodFault> {
        Ok(text.parse::<PeriodQuery>()?.resolve(date(2026, 6, 30), 4).to_string())
    }

    #[test]
    fn periods_as_people_write_them() {
        for (text, days) in [
            ("2026", "2026-04-01..2027-03-31"),
            ("2025..2026", "2025-04-01..2027-03-31"),
            ("2026..2026", "2026-04-01..2027-03-31"),
            ("2026-Q3", "2026-07-01..2026-09-30"),
            ("2026-03", "2026-03-01..2026-03-31"),
            ("2025-10..2026-09", "2025-10-01..2026-09-30"),
            ("last-12-months", "2025-07-01..2026-06-30"),
        ] {
            assert_eq!(resolved(text).as_deref(), Ok(days), "{text}");
        }
        for text in ["2026-Q5", "26", "2026-13", "2026-09..2026-01", "last-0-months", "年", "+202", "9999-13"] {
            assert!(matches!(resolved(text), Err(PeriodFault::Unreadable | PeriodFault::Reversed)), "{text}");
        }
        for text in ["2025..2026-06", "2025-04..2026", "2024..2025-Q4", "2025..2025-12-31"] {
            assert_eq!(resolved(text), Err(PeriodFault::Mixed), "{text}");
        }
        assert_eq!(resolved("2026..2025"), Err(PeriodFault::Reversed));
        for text in ["9999", "1899-Q4", "9999-12", "0001-01-01", "2025..2200", "9999-12-31"] {
            assert_eq!(resolved(text), Err(PeriodFault::BeyondYears), "{text}");
        }
    }

    #[test]
    fn twelve_months_end_on_the_day() {
        assert_eq!(Period::twelve_months_to(date(2011, 12, 9)).to_string(), "2010-12-10..2011-12-09");
        assert_eq!(Period::twelve_months_to(date(2026, 2, 28)).to_string(), "2025-03-01..2026-02-28");
        assert_eq!(Period::twelve_months_to(date(2024, 2, 29)).to_string(), "2023-03-01..2024-02-29");
        assert_eq!(Period::twelve_months_to(date(2026, 6, 30)).back(12).to_string(), "2024-07-01..2025-06-30");
    }
}
