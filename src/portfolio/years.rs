//! The years that a date may lie in, stated once for every date that people write: sales, dossiers, notes, targets,
//! settings, flags.
//!
//! Pages count months, quarters and fiscal years around a date, up to a hundred years back; within these years no such sum
//! leaves the calendar. A date beyond them is a stand-in (`9999-12-31` for “open end”) or a typing error.

use std::ops::RangeInclusive;

use jiff::civil::Date;

/// The years of all dates, both ends included.
pub const YEARS: RangeInclusive<i16> = 1900..=2199;

/// Whether a date lies in [`YEARS`].
pub fn is_in_years(date: Date) -> bool {
    YEARS.contains(&date.year())
}

/// `the years 1900 to 2199`, for messages.
pub fn years_in_words() -> String {
    format!("the years {} to {}", YEARS.start(), YEARS.end())
}
