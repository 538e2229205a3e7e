//! Exact decimal amounts: what sales files carry and what every sum is made of.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

use serde::{Deserialize, Serialize};

/// Decimal places that an [`Amount`] keeps. Real exports carry four, a few systems more.
pub const DECIMALS: u32 = 8;
const SCALE: i128 = 10_i128.pow(DECIMALS);

/// An exact decimal number with eight places, positive or negative, up to 10³⁰: an amount in the currency of the
/// portfolio, or a quantity. Never a float: sums are exact in any order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(i128);

impl Amount {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// A whole number.
    pub const fn from_int(value: i64) -> Self {
        Self(value as i128 * SCALE)
    }

    /// From units of 10⁻⁸.
    pub const fn from_scaled(units: i128) -> Self {
        Self(units)
    }

    /// In units of 10⁻⁸.
    pub const fn scaled(self) -> i128 {
        self.0
    }

    /// Parses a plain decimal: optional sign, digits, optional point and digits; no grouping, no exponent.
    /// `None` when it is not one, has more than eight significant decimals, or does not fit.
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, digits) = match text.as_bytes() {
            [b'-', rest @ ..] => (true, rest),
            [b'+', rest @ ..] | rest => (false, rest),
        };
        let point = digits.iter().position(|&b| b == b'.');
        let (whole, decimals) = point.map_or((digits, &[][..]), |i| (&digits[..i], &digits[i + 1..]));
        if whole.is_empty() && decimals.is_empty() {
            return None;
        }
        let mut units: i128 = 0;
        for &digit in whole {
            units = units.checked_mul(10)?.checked_add(i128::from(decimal_digit(digit)?))?;
        }
        units = units.checked_mul(SCALE)?;
        let mut worth = SCALE;
        for &digit in decimals {
            let digit = decimal_digit(digit)?;
            worth /= 10;
            if worth == 0 && digit != 0 {
                return None;
            }
            units = units.checked_add(i128::from(digit) * worth)?;
        }
        Some(Self(if negative { -units } else { units }))
    }

    /// Parses a decimal as people write it in YAML: as [`Amount::parse`], or with thousands grouped by commas
    /// (`1,234.50`), or in 万 or 亿 (`320万`). `None` as there, and when a group is not of three digits.
    pub fn parse_written(text: &str) -> Option<Self> {
        let text = text.trim();
        let (number, unit) = match (text.strip_suffix('万'), text.strip_suffix('亿')) {
            (Some(number), _) => (number.trim_end(), 10_000),
            (_, Some(number)) => (number.trim_end(), 100_000_000),
            _ => (text, 1),
        };
        let value = if number.contains(',') { Self::parse(&ungrouped(number)?)? } else { Self::parse(number)? };
        value.0.checked_mul(unit).map(Self)
    }

    /// The nearest `f64`, for statistics and drawing only.
    #[allow(clippy::cast_precision_loss, reason = "the one place where an exact amount becomes a statistic")]
    pub fn to_f64(self) -> f64 {
        self.0 as f64 / SCALE as f64
    }

    /// `self / whole`; `None` when the whole is not above zero: nothing is a share of what was returned.
    pub fn share_of(self, whole: Self) -> Option<f64> {
        (whole.0 > 0).then(|| self.to_f64() / whole.to_f64())
    }

    /// The same where the whole is a rise or a fall: a fall of 3 is half of a fall of 6. `None` when nothing moved.
    pub fn part_of_move(self, whole: Self) -> Option<f64> {
        if whole.0 < 0 { Self(-self.0).share_of(Self(-whole.0)) } else { self.share_of(whole) }
    }

    /// Whether it is above zero.
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// Whether it is zero.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The part `of ÷ whole` of it, rounded half away from zero; zero where the whole is not positive.
    #[must_use]
    pub fn part(self, of: i32, whole: i32) -> Self {
        if whole <= 0 {
            return Self::ZERO;
        }
        let (product, whole) = (self.0 * i128::from(of), i128::from(whole));
        let half = if product < 0 { -whole / 2 } else { whole / 2 };
        Self((product + half) / whole)
    }

    /// Without its sign.
    #[must_use]
    pub const fn abs(self) -> Self {
        Self(self.0.abs())
    }

    /// Rounded half away from zero to `places` decimals (0 to 8).
    #[must_use]
    pub const fn round_to(self, places: u32) -> Self {
        let unit = 10_i128.pow(DECIMALS.saturating_sub(places));
        let half = if self.0 < 0 { -unit / 2 } else { unit / 2 };
        Self((self.0 + half) / unit * unit)
    }
}

/// The number without the commas between its groups of three digits.
fn ungrouped(number: &str) -> Option<String> {
    let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
    let mut groups = whole.trim_start_matches(['-', '+']).split(',');
    let first = groups.next()?;
    let well_grouped = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    (well_grouped && !decimals.contains(',')).then(|| number.replace(',', ""))
}

const fn decimal_digit(byte: u8) -> Option<u8> {
    if byte.is_ascii_digit() { Some(byte - b'0') } else { None }
}

impl fmt::Display for Amount {
    /// Exact, with at least two decimals and without further trailing zeros: `1265793.0395`, `12.00`, `-3.50`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let units = self.0.unsigned_abs();
        let scale = SCALE.unsigned_abs();
        let decimals = format!("{:08}", units % scale);
        let kept = decimals.trim_end_matches('0').len().max(2);
        let sign = if self.0 < 0 { "-" } else { "" };
        write!(f, "{sign}{}.{}", units / scale, &decimals[..kept])
    }
}

impl Serialize for Amount {
    /// Exact decimal string for people's formats (JSON, CSV), units for our own caches.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() { serializer.collect_str(self) } else { self.0.serialize(serializer) }
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            super::text::deserialize(deserializer)
        } else {
            i128::deserialize(deserializer).map(Self)
        }
    }
}

impl Add for Amount {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Amount {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Amount {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl AddAssign for Amount {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl SubAssign for Amount {
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}

impl Sum for Amount {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::Amount;

    #[test]
    fn parses_and_prints_exactly() {
        for (text, shown) in
            [("1265793.0395", "1265793.0395"), ("-3.5", "-3.50"), ("12", "12.00"), (".5", "0.50"), ("-0", "0.00")]
        {
            assert_eq!(Amount::parse(text).map(|a| a.to_string()).as_deref(), Some(shown), "{text}");
        }
        for text in ["", "-", ".", "1e5", "1,000", "0.123456789", "1 ", "99999999999999999999999999999999999999"] {
            assert_eq!(Amount::parse(text), None, "{text}");
        }
    }

    #[test]
    fn reads_what_people_write() {
        let read = |text| Amount::parse_written(text).map(|a| a.to_string());
        for (text, shown) in [
            ("1,234.50", "1234.50"),
            ("-12,000,000", "-12000000.00"),
            ("320万", "3200000.00"),
            ("1.5 亿", "150000000.00"),
        ] {
            assert_eq!(read(text).as_deref(), Some(shown), "{text}");
        }
        for text in ["1,23", "1234,567", "1,234.5,6", "万", "1.000.000", "约3万"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn rounds_half_away_from_zero() {
        let round = |text: &str, places| Amount::parse(text).map(|a| a.round_to(places).to_string());
        assert_eq!(round("2.5", 0).as_deref(), Some("3.00"));
        assert_eq!(round("-2.5", 0).as_deref(), Some("-3.00"));
        assert_eq!(round("0.005", 2).as_deref(), Some("0.01"));
    }
}
