//! Days as sales files write them: `2026-03-14`, `2026/3/14`, `20260314`, `2026年3月14日`, `14.03.2026`, `03/14/2026`.
//!
//! 1. [`read`] says which day a text is, and in which orders it can be read ([`Shape`]).
//! 2. [`Orders`] counts the shapes of a whole file; [`Orders::decide`] finds the one order. It is never decided by row.

use jiff::civil::Date;

use super::number::Fault;
use crate::portfolio::YEARS;
use crate::project::settings::DateOrder;

/// A valid day in four bytes, in the order of time: `year * 10000 + month * 100 + day`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(u32);

impl Default for Day {
    /// The first of [`YEARS`].
    fn default() -> Self {
        Self(u32::from(YEARS.start().unsigned_abs()) * 10_000 + 101)
    }
}

impl TryFrom<u32> for Day {
    type Error = &'static str;

    fn try_from(packed: u32) -> Result<Self, &'static str> {
        Self::new(packed / 10_000, packed / 100 % 100, packed % 100).ok_or("no such day")
    }
}

impl Day {
    /// A day of [`YEARS`], if there is such a day.
    fn new(year: u32, month: u32, day: u32) -> Option<Self> {
        let leap = (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400);
        let last = match month {
            4 | 6 | 9 | 11 => 30,
            2 => 28 + u32::from(leap),
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            _ => return None,
        };
        let is_day = YEARS.contains(&i16::try_from(year).ok()?) && (1..=last).contains(&day);
        is_day.then(|| Self(year * 10_000 + month * 100 + day))
    }

    /// The packed day of a date, for comparing.
    pub fn of(date: Date) -> Self {
        let [year, month, day] = [i32::from(date.year()), date.month().into(), date.day().into()];
        Self((year.max(0) * 10_000 + month * 100 + day).unsigned_abs())
    }

    /// As a date.
    #[allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap, reason = "at most 2199, 12 and 31")]
    pub fn date(self) -> Date {
        jiff::civil::date((self.0 / 10_000) as i16, (self.0 / 100 % 100) as i8, (self.0 % 100) as i8)
    }

    /// The four bytes, for [`Day::try_from`].
    pub const fn packed(self) -> u32 {
        self.0
    }

    /// Year and month, packed: one number per month.
    pub const fn packed_month(self) -> u32 {
        self.0 / 100
    }
}

/// In which orders a text can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One order only, or the same day in both.
    Plain,
    /// The day first: `14/03/2026`.
    DayFirst,
    /// The month first: `03/14/2026`.
    MonthFirst,
    /// `03/04/2026`.
    Either,
}

/// How often each shape occurs in a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Orders {
    day_first: u64,
    month_first: u64,
    either: u64,
}

/// Why the order of a file is not certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unclear {
    /// Both `14/03/2026` and `03/14/2026` occur.
    Mixed,
    /// Every date can be read in two ways.
    Ambiguous,
}

impl Orders {
    /// Counts one more.
    pub fn add(&mut self, shape: Shape) {
        match shape {
            Shape::Plain => {}
            Shape::DayFirst => self.day_first += 1,
            Shape::MonthFirst => self.month_first += 1,
            Shape::Either => self.either += 1,
        }
    }

    /// Counts those of another part of the file.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self {
            day_first: self.day_first + other.day_first,
            month_first: self.month_first + other.month_first,
            either: self.either + other.either,
        }
    }

    /// The order of the file; `None` where no date needs one. The day comes first where a date demands it; the same for the
    /// month. Up to one date in a hundred that demands the other order is a slip (a bad row), more are an error.
    pub fn decide(self) -> Result<Option<DateOrder>, Unclear> {
        let (minor, major, order) = if self.month_first > self.day_first {
            (self.day_first, self.month_first, DateOrder::MonthFirst)
        } else {
            (self.month_first, self.day_first, DateOrder::DayFirst)
        };
        match (major, self.either) {
            (0, 0) => Ok(None),
            (0, _) => Err(Unclear::Ambiguous),
            _ if minor.saturating_mul(100) <= major => Ok(Some(order)),
            _ => Err(Unclear::Mixed),
        }
    }

    /// The shape of the dates that are to blame, and how many of them there are.
    pub fn odd(self, unclear: Unclear) -> (Shape, u64) {
        match unclear {
            Unclear::Ambiguous => (Shape::Either, self.either),
            Unclear::Mixed if self.month_first > self.day_first => (Shape::DayFirst, self.day_first),
            Unclear::Mixed => (Shape::MonthFirst, self.month_first),
        }
    }

    /// Whether dates of a shape were counted.
    pub const fn has(self, shape: Shape) -> bool {
        match shape {
            Shape::Plain => false,
            Shape::DayFirst => self.day_first > 0,
            Shape::MonthFirst => self.month_first > 0,
            Shape::Either => self.either > 0,
        }
    }
}

/// Reads a day; the text is trimmed and not empty. A time after it is ignored.
pub fn read(text: &[u8], order: Option<DateOrder>) -> (Shape, Option<Day>) {
    if let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = *text
        && let Some(digits) = numbers([y0, y1, y2, y3, m0, m1, d0, d1])
    {
        return (Shape::Plain, from_eight(digits));
    }
    read_any(text, order).unwrap_or((Shape::Plain, None))
}

/// The day that Excel and WPS mean by a serial number such as `45658` or `45658.75`; the years 1954 to 2099 only, so that
/// order numbers and amounts are not taken for days.
pub fn of_serial(text: &[u8]) -> Option<Date> {
    let text = std::str::from_utf8(text).ok()?;
    let (days, time) = text.split_once('.').unwrap_or((text, ""));
    let days: i64 = days.parse().ok().filter(|days| (20_000..73_051).contains(days))?;
    let span = time.bytes().all(|b| b.is_ascii_digit()).then(|| jiff::Span::new().try_days(days).ok())??;
    jiff::civil::date(1899, 12, 30).checked_add(span).ok()
}

/// Why a text is no day.
pub fn fault(text: &[u8], order: Option<DateOrder>) -> Fault {
    if of_serial(text).is_some() {
        return Fault::DaySerial;
    }
    let folded: String = String::from_utf8_lossy(text).chars().map(fold).collect();
    // In a year that has all days, the same day and month would do.
    let year = folded.split(|c: char| !c.is_ascii_digit()).find(|digits| matches!(digits.len(), 4 | 8));
    match year.map(|digits| (digits, folded.replacen(&digits[..4], "2000", 1))) {
        Some((digits, leap)) if !has_year_in_range(digits) && read(leap.as_bytes(), order).1.is_some() => {
            Fault::BeyondYears
        }
        _ if read(text, order).0 == Shape::Either && order.is_none() => Fault::TwoReadings,
        _ => Fault::NotANumber,
    }
}

fn has_year_in_range(digits: &str) -> bool {
    digits[..4].parse().is_ok_and(|year: i16| YEARS.contains(&year))
}

fn numbers<const N: usize>(bytes: [u8; N]) -> Option<[u32; N]> {
    bytes.iter().all(u8::is_ascii_digit).then(|| bytes.map(|b| u32::from(b - b'0')))
}

fn from_eight([y0, y1, y2, y3, m0, m1, d0, d1]: [u32; 8]) -> Option<Day> {
    Day::new(y0 * 1000 + y1 * 100 + y2 * 10 + y3, m0 * 10 + m1, d0 * 10 + d1)
}

/// Every other way of writing a day.
fn read_any(text: &[u8], order: Option<DateOrder>) -> Option<(Shape, Option<Day>)> {
    let folded: String = std::str::from_utf8(text).ok()?.chars().map(fold).collect();
    let (first, rest) = leading_number(&folded)?;
    if first.len() == 8 && is_time(rest) {
        let eight: [u8; 8] = first.as_bytes().try_into().ok()?;
        return Some((Shape::Plain, from_eight(numbers(eight)?)));
    }
    let mark = rest.chars().next().filter(|c| matches!(c, '-' | '/' | '.'))?;
    let (second, rest) = leading_number(&rest[1..])?;
    let (third, rest) = leading_number(rest.strip_prefix(mark)?)?;
    if !is_time(rest) {
        return None;
    }
    let value = |digits: &str| digits.parse::<u32>().ok();
    let (a, b, c) = (value(first)?, value(second)?, value(third)?);
    match (first.len(), second.len(), third.len()) {
        (4, 1..=2, 1..=2) => Some((Shape::Plain, Day::new(a, b, c))),
        (1..=2, 1..=2, 4) => Some(year_last(a, b, c, order)),
        _ => None,
    }
}

/// `a/b/year` under an order.
fn year_last(a: u32, b: u32, year: u32, order: Option<DateOrder>) -> (Shape, Option<Day>) {
    let day_first = Day::new(year, b, a);
    let month_first = Day::new(year, a, b);
    let shape = match (day_first, month_first) {
        (Some(_), Some(_)) if a != b => Shape::Either,
        (Some(_), None) => Shape::DayFirst,
        (None, Some(_)) => Shape::MonthFirst,
        _ => Shape::Plain,
    };
    let day = match order {
        Some(DateOrder::DayFirst) => day_first,
        Some(DateOrder::MonthFirst) => month_first,
        None => day_first.xor(month_first).or(if a == b { day_first } else { None }),
    };
    (shape, day)
}

/// Full-width digits become ASCII; `年` and `月` separate, `日` and `号` end, like a space.
fn fold(c: char) -> char {
    match c {
        '０'..='９' | '－' | '／' | '．' | '：' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '年' | '月' => '-',
        '日' | '号' | '\u{3000}' | '\u{a0}' | '\u{202f}' => ' ',
        other => other,
    }
}

fn leading_number(text: &str) -> Option<(&str, &str)> {
    let end = text.bytes().position(|b| !b.is_ascii_digit()).unwrap_or(text.len());
    (1..=8).contains(&end).then(|| text.split_at(end))
}

/// Whether what follows the day is nothing or a time: ` 12:30:00`, `T12:30:00.000Z`, ` 8:26 AM`.
fn is_time(rest: &str) -> bool {
    let rest = rest.trim_end();
    let Some(time) = rest.strip_prefix(['T', 't', ' ']) else { return rest.is_empty() };
    let time = time.trim_start();
    time.starts_with(|c: char| c.is_ascii_digit())
        && time.contains(':')
        && time.bytes().all(|b| b.is_ascii_digit() || b": .,+-TZAPMapm".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str, order: Option<DateOrder>) -> Option<String> {
        read(text.as_bytes(), order).1.map(|d| d.date().to_string())
    }

    #[test]
    fn days_as_people_write_them() {
        for text in [
            "2026-03-14",
            "2026/3/14",
            "2026.3.14",
            "2026-3-14",
            "20260314",
            "2026年3月14日",
            "2026年03月14日 12:30",
            "２０２６－０３－１４",
            "2026-03-14 12:30:00",
            "2026-03-14T12:30:00.000Z",
            "2026/3/14 8:26 AM",
            "20260314 08:26",
            "14.03.2026",
            "03/14/2026",
        ] {
            assert_eq!(day(text, None).as_deref(), Some("2026-03-14"), "{text}");
        }
        for text in [
            "2026-02-29",
            "2026-13-01",
            "2026-3",
            "14/03/26",
            "45123",
            "合计",
            "2026-03-14x",
            "2026-03/14",
            "0026-03-14",
        ] {
            assert_eq!(day(text, None), None, "{text}");
        }
        assert_eq!(day("2024-02-29", None).as_deref(), Some("2024-02-29"));
    }

    #[test]
    fn what_is_no_day_is_told_apart() {
        let fault = |text: &str| fault(text.as_bytes(), None);
        for text in ["9999-12-31", "99991231", "31.12.9999", "0001-01-01", "1899年12月31日", "2200-01-01 00:00"] {
            assert_eq!((day(text, None), fault(text)), (None, Fault::BeyondYears), "{text}");
        }
        // 2025-01-01 is day 45658 in Excel: "DATE function", Microsoft's documentation of serial numbers.
        assert_eq!(of_serial(b"45658").map(|day| day.to_string()).as_deref(), Some("2025-01-01"));
        assert_eq!((fault("45658"), fault("45658.75")), (Fault::DaySerial, Fault::DaySerial));
        for text in ["soon", "2026-02-30", "12", "", "9999-99-99", "123456"] {
            assert_eq!(fault(text), Fault::NotANumber, "{text}");
        }
        assert_eq!(day("1900-01-01", None).as_deref(), Some("1900-01-01"));
        assert_eq!(day("2199-12-31", None).as_deref(), Some("2199-12-31"));
    }

    #[test]
    fn two_readings_need_an_order() {
        assert_eq!(read(b"03/04/2026", None), (Shape::Either, None));
        assert_eq!(day("03/04/2026", Some(DateOrder::DayFirst)).as_deref(), Some("2026-04-03"));
        assert_eq!(day("03/04/2026", Some(DateOrder::MonthFirst)).as_deref(), Some("2026-03-04"));
        assert_eq!(day("14/03/2026", Some(DateOrder::MonthFirst)), None);
        assert_eq!(day("05.05.2026", None).as_deref(), Some("2026-05-05"));
    }

    #[test]
    fn a_file_has_one_order() {
        let decided = |texts: &[&str]| {
            let mut orders = Orders::default();
            for text in texts {
                orders.add(read(text.as_bytes(), None).0);
            }
            orders.decide()
        };
        assert_eq!(decided(&["2026-01-02", "20260304"]), Ok(None));
        assert_eq!(decided(&["03/04/2026", "14/03/2026"]), Ok(Some(DateOrder::DayFirst)));
        assert_eq!(decided(&["03/04/2026", "03/14/2026"]), Ok(Some(DateOrder::MonthFirst)));
        assert_eq!(decided(&["03/04/2026"]), Err(Unclear::Ambiguous));
        assert_eq!(decided(&["14/03/2026", "03/14/2026"]), Err(Unclear::Mixed));
    }
}
