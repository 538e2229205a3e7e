//! Amounts as sales files write them: `1234.5`, `1,234.50`, `(1,234.50)`, `¥1,234.50`, `1.234,50`, `1.2E+05`.
//!
//! 1. [`read`] says what an amount is under a decimal mark, and which marks its text allows ([`Shape`]).
//! 2. [`super::decimal_mark`] finds the one mark of a file from the shapes. It is never decided by row.

use serde::{Deserialize, Serialize};

use super::money::NAMES;
use crate::portfolio::{Amount, DECIMALS};
use crate::project::settings::DecimalMark;

/// Amounts from here on are refused, so that sums of 10⁹ rows fit: 10²⁰.
pub(super) const LIMIT: i128 = 10_i128.pow(20 + DECIMALS);

/// Why an amount or a date cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Fault {
    /// It is no number, or not under this decimal mark.
    NotANumber,
    /// It has more than eight decimals.
    TooFine,
    /// It is 10²⁰ or more.
    TooLarge,
    /// A date outside [`crate::portfolio::YEARS`].
    BeyondYears,
    /// No account but a row that adds others up.
    Total,
    /// A date as the number of days that a spreadsheet keeps for it: `45658`.
    DaySerial,
    /// A date that both orders of day and month allow, in a file that has no other such dates to tell.
    TwoReadings,
    /// An amount with the other decimal mark than the rest of the file.
    OtherMark,
    /// More stands behind its closing quote: which of the two is meant nobody can tell.
    Torn,
}

/// Which decimal marks a text allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Digits only.
    Whole,
    /// The point is the decimal mark: `1234.5`, `1,234,567`.
    Point,
    /// The comma is the decimal mark: `1234,5`, `1.234.567`.
    Comma,
    /// `1.234`.
    EitherPoint,
    /// `1,234`.
    EitherComma,
    /// It is no number.
    None,
}

/// Units of 10⁻⁸ that the last of so many decimals is worth.
const WORTH: [i64; 9] = [100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1];

/// Reads an amount; the text is trimmed and not empty.
pub fn read(text: &[u8], mark: DecimalMark) -> (Shape, Result<Amount, Fault>) {
    read_plain(text, mark).unwrap_or_else(|| read_any(text, mark))
}

/// `-1234.50` in ASCII digits, at most 18 of them: almost every amount. `None` where it is anything else.
fn read_plain(text: &[u8], mark: DecimalMark) -> Option<(Shape, Result<Amount, Fault>)> {
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        rest => (false, rest),
    };
    if digits.is_empty() || digits.len() > 18 {
        return None;
    }
    let mut units: i64 = 0;
    let mut point = None;
    for (i, &byte) in digits.iter().enumerate() {
        match byte {
            b'0'..=b'9' => units = units * 10 + i64::from(byte - b'0'),
            b'.' if point.is_none() => point = Some(i),
            _ => return None,
        }
    }
    let whole = point.unwrap_or(digits.len());
    let decimals = point.map_or(0, |at| digits.len() - at - 1);
    if whole == 0 || (point.is_some() && decimals == 0) || decimals > DECIMALS as usize {
        return None;
    }
    let shape = match point {
        None => Shape::Whole,
        Some(_) if decimals == 3 && whole <= 3 && digits[0] != b'0' => Shape::EitherPoint,
        Some(_) => Shape::Point,
    };
    if point.is_some() && mark == DecimalMark::Comma {
        return None;
    }
    let units = i128::from(units) * i128::from(WORTH[decimals]);
    Some((shape, Ok(Amount::from_scaled(if negative { -units } else { units }))))
}

/// Everything else that spreadsheets and accounting systems write.
fn read_any(text: &[u8], mark: DecimalMark) -> (Shape, Result<Amount, Fault>) {
    let none = (Shape::None, Err(Fault::NotANumber));
    let Ok(text) = std::str::from_utf8(text) else { return none };
    let folded: String = text.chars().map(fold).collect();
    let Some((negative, body)) = without_sign_and_currency(&folded) else { return none };
    let (mantissa, exponent) = match body.split_once(['e', 'E']) {
        None => (body, None),
        Some((mantissa, exponent)) => match exponent.parse::<i32>() {
            Ok(exponent) if exponent.abs() <= 60 => (mantissa, Some(exponent)),
            _ => return none,
        },
    };
    let shape = shape_of(mantissa, exponent.is_some());
    if shape == Shape::None {
        return none;
    }
    let units = decimal_units(mantissa, exponent.unwrap_or(0), mark).map_err(|fault| match (fault, shape, mark) {
        (Fault::NotANumber, Shape::Comma, DecimalMark::Point)
        | (Fault::NotANumber, Shape::Point, DecimalMark::Comma) => Fault::OtherMark,
        _ => fault,
    });
    (shape, units.map(|units| Amount::from_scaled(if negative { -units } else { units })))
}

/// Full-width digits and signs become ASCII, every minus `-`, every space and apostrophe a space.
fn fold(c: char) -> char {
    match c {
        '０'..='９' | '，' | '．' | '－' | '＋' | '（' | '）' | '％' => {
            char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c)
        }
        '−' | '–' => '-',
        '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{3000}' | '\'' | '’' => ' ',
        '￥' => '¥',
        other => other,
    }
}

/// Takes off brackets, signs on either side (`1,234.50-` too) and a currency; `None` where there are several signs.
fn without_sign_and_currency(text: &str) -> Option<(bool, &str)> {
    let mut rest = text.trim();
    let mut minus = 0;
    let mut plus = 0;
    loop {
        let before = rest;
        if let Some(inner) = rest.strip_prefix('(').and_then(|r| r.strip_suffix(')')) {
            minus += 1;
            rest = inner;
        }
        if let Some(inner) = rest.strip_prefix('-').or_else(|| rest.strip_suffix('-')) {
            minus += 1;
            rest = inner;
        }
        if let Some(inner) = rest.strip_prefix('+') {
            plus += 1;
            rest = inner;
        }
        rest = without_currency(rest.trim()).trim();
        if rest == before {
            break;
        }
    }
    (minus + plus <= 1).then_some((minus == 1, rest))
}

fn without_currency(text: &str) -> &str {
    for (name, _) in NAMES {
        if let Some(rest) = text.strip_prefix(name).or_else(|| text.strip_suffix(name)) {
            return rest;
        }
    }
    text
}

/// Which decimal marks the digits allow.
fn shape_of(mantissa: &str, exponential: bool) -> Shape {
    if !mantissa.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b' '))
        || !mantissa.bytes().any(|b| b.is_ascii_digit())
    {
        return Shape::None;
    }
    let points = mantissa.matches('.').count();
    let commas = mantissa.matches(',').count();
    match (points, commas) {
        (0, 0) => Shape::Whole,
        (1, 0) if exponential || !could_group(mantissa, '.') => Shape::Point,
        (0, 1) if exponential || !could_group(mantissa, ',') => Shape::Comma,
        (1, 0) => Shape::EitherPoint,
        (0, 1) => Shape::EitherComma,
        _ => mark_after_groups(mantissa),
    }
}

/// The decimal mark that several marks allow, where all but the last stand between groups of three: `1,234,567`, `1.234,50`.
/// `1.2.3` is no number under either, and says nothing of the file's.
fn mark_after_groups(mantissa: &str) -> Shape {
    let fits = |decimal: char, group: char| {
        let (whole, decimals) = mantissa.split_once(decimal).unwrap_or((mantissa, ""));
        decimals.bytes().all(|b| b.is_ascii_digit()) && is_grouped(whole, group)
    };
    if fits('.', ',') {
        Shape::Point
    } else if fits(',', '.') {
        Shape::Comma
    } else {
        Shape::None
    }
}

/// Whether the one `mark` could group thousands: `1,234`, not `1234,5`, `0,123` or `1234,567`.
fn could_group(mantissa: &str, mark: char) -> bool {
    mantissa.split_once(mark).is_some_and(|(whole, rest)| {
        rest.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0') && !mantissa.contains(' ')
    })
}

/// The digits in units of 10⁻⁸ under a decimal mark; groups must be of three.
fn decimal_units(mantissa: &str, exponent: i32, mark: DecimalMark) -> Result<i128, Fault> {
    let (decimal, group) = match mark {
        DecimalMark::Point => ('.', ','),
        DecimalMark::Comma => (',', '.'),
    };
    let (whole, decimals) = mantissa.split_once(decimal).unwrap_or((mantissa, ""));
    if !decimals.bytes().all(|b| b.is_ascii_digit()) || !is_grouped(whole, group) {
        return Err(Fault::NotANumber);
    }
    let decimals = decimals.trim_end_matches('0');
    let mut digits: i128 = 0;
    for byte in whole.bytes().chain(decimals.bytes()).filter(u8::is_ascii_digit) {
        digits = digits.checked_mul(10).and_then(|d| d.checked_add(i128::from(byte - b'0'))).ok_or(Fault::TooLarge)?;
    }
    let places = i32::try_from(decimals.len()).map_err(|_| Fault::TooFine)? - exponent;
    let power = DECIMALS.cast_signed() - places;
    let worth = 10_i128.checked_pow(power.unsigned_abs());
    let units = match (power >= 0, worth) {
        _ if digits == 0 => 0,
        (true, Some(worth)) => digits.checked_mul(worth).ok_or(Fault::TooLarge)?,
        (true, None) => return Err(Fault::TooLarge),
        (false, Some(worth)) if digits % worth == 0 => digits / worth,
        (false, _) => return Err(Fault::TooFine),
    };
    if units < LIMIT { Ok(units) } else { Err(Fault::TooLarge) }
}

/// Whether a whole part is plain digits or proper groups by one mark, `group` or the space: of three digits, or as India writes
/// them, of two before the last three (`12,34,567`).
fn is_grouped(whole: &str, group: char) -> bool {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if let [first, middle @ .., last] = whole.split(group).collect::<Vec<_>>().as_slice()
        && !middle.is_empty()
        && middle.iter().all(|of| of.len() == 2)
    {
        return first.len() <= 2 && last.len() == 3 && whole.split(group).all(is_digits);
    }
    let by = if whole.contains(' ') { ' ' } else { group };
    let mut groups = whole.split(by);
    let first = groups.next().unwrap_or_default();
    let mut rest = groups.peekable();
    let first_fits = rest.peek().is_none() || (1..=3).contains(&first.len());
    first_fits
        && first.bytes().all(|b| b.is_ascii_digit())
        && rest.all(|g| g.len() == 3 && g.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(text: &str) -> Result<String, Fault> {
        read(text.as_bytes(), DecimalMark::Point).1.map(|a| a.to_string())
    }

    #[test]
    fn amounts_as_people_write_them() {
        for (text, value) in [
            ("1234.5", "1234.50"),
            ("-3", "-3.00"),
            ("1,234.50", "1234.50"),
            ("-1,234.50", "-1234.50"),
            ("(1,234.50)", "-1234.50"),
            ("1,234.50-", "-1234.50"),
            ("1,234,567", "1234567.00"),
            ("12,34,567.50", "1234567.50"),
            ("1,23,45,678", "12345678.00"),
            ("¥1,234.50", "1234.50"),
            ("¥-1,234.50", "-1234.50"),
            ("-￥1234", "-1234.00"),
            ("1234.5元", "1234.50"),
            ("CNY 12", "12.00"),
            ("１，２３４．５", "1234.50"),
            ("1 234.50", "1234.50"),
            ("1.2E+05", "120000.00"),
            ("-1.5e-3", "-0.0015"),
            ("0E0", "0.00"),
            (".5", "0.50"),
            ("5.", "5.00"),
            ("0.12345678", "0.12345678"),
            ("1.500000000000", "1.50"),
            ("99999999999999999999", "99999999999999999999.00"),
        ] {
            assert_eq!(point(text).as_deref(), Ok(value), "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        for text in ["-", "n/a", "123,45,678", "1.2.3", "1.2,3.4", "--1", "(-1)", "1e", "1e99", "12%"] {
            assert_eq!(point(text), Err(Fault::NotANumber), "{text}");
            assert_eq!(read(text.as_bytes(), DecimalMark::Point).0, Shape::None, "{text}: no evidence for either mark");
        }
        for text in ["1,23", "1,2345", "1,234 567", "1.234.567", "1.234,5"] {
            assert_eq!(point(text), Err(Fault::OtherMark), "{text}");
        }
        assert_eq!(point("0.123456789"), Err(Fault::TooFine));
        assert_eq!(point("1E-9"), Err(Fault::TooFine));
        assert_eq!(point("100000000000000000000"), Err(Fault::TooLarge));
        assert_eq!(point("1E+40"), Err(Fault::TooLarge));
    }

    #[test]
    fn the_decimal_comma_is_the_mirror_image() {
        let comma = |text: &str| read(text.as_bytes(), DecimalMark::Comma).1.map(|a| a.to_string());
        for (text, value) in [("1.234,50", "1234.50"), ("1.234", "1234.00"), ("1,234", "1.234"), ("-7", "-7.00")] {
            assert_eq!(comma(text).as_deref(), Ok(value), "{text}");
        }
        assert_eq!(comma("1234.5"), Err(Fault::OtherMark));
    }
}
