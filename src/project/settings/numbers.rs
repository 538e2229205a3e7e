//! Numbers of the settings that have a range or a unit, read so that a wrong one is told with what was expected.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Unexpected, Visitor};

use crate::portfolio::Percent;

/// A whole number from `MIN` to `MAX`.
struct Whole<const MIN: i64, const MAX: i64>(i64);

impl<const MIN: i64, const MAX: i64> Visitor<'_> for Whole<MIN, MAX> {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a whole number from {MIN} to {MAX}")
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Self, E> {
        if (MIN..=MAX).contains(&number) {
            Ok(Self(number))
        } else {
            Err(E::invalid_value(Unexpected::Signed(number), &self))
        }
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Self, E> {
        self.visit_i64(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl<'de, const MIN: i64, const MAX: i64> Deserialize<'de> for Whole<MIN, MAX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_i64(Self(MIN))
    }
}

/// A month of the year, 1 to 12.
pub(super) fn month<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i8, D::Error> {
    Whole::<1, 12>::deserialize(deserializer).map(|Whole(month)| i8::try_from(month).unwrap_or(1))
}

/// Points or whole per cent, 0 to 100.
pub(super) fn up_to_100<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u8, D::Error> {
    Whole::deserialize(deserializer).map(whole_per_cent)
}

/// Three of them.
pub(super) fn three_up_to_100<'de, D: Deserializer<'de>>(deserializer: D) -> Result<[u8; 3], D::Error> {
    <[Whole<0, 100>; 3]>::deserialize(deserializer).map(|numbers| numbers.map(whole_per_cent))
}

fn whole_per_cent(Whole(number): Whole<0, 100>) -> u8 {
    u8::try_from(number).unwrap_or_default()
}

/// A percentage, 0 to 100, written as those of dossiers are: `80`, `80%`, and never 0.8, which could be either.
pub(super) fn percentage<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    Percent::deserialize(deserializer).map(in_per_cent)
}

/// Two of them.
pub(super) fn two_percentages<'de, D: Deserializer<'de>>(deserializer: D) -> Result<[f64; 2], D::Error> {
    <[Percent; 2]>::deserialize(deserializer).map(|shares| shares.map(in_per_cent))
}

fn in_per_cent(share: Percent) -> f64 {
    share.percent().to_f64()
}
