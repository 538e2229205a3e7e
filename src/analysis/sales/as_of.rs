//! The portfolio's “today”. The clock is never read.

use jiff::civil::Date;
use serde::Serialize;

/// A day, and what it was taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct AsOf {
    /// The day up to which pages count.
    pub date: Date,
    /// What named it.
    pub from: AsOfSource,
}

/// What named the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AsOfSource {
    /// `--as-of`; rows and events after it were dropped while reading.
    Flag,
    /// The setting `as_of`; rows and events after it were dropped while reading.
    Setting,
    /// `SOURCE_DATE_EPOCH`, where neither flag nor setting names a day; drops nothing.
    SourceDateEpoch,
    /// The newest sales day.
    SalesDate,
    /// The newest past event of a dossier: a visit, a complaint, a note.
    Event,
    /// Nothing in the workspace carries a date: the day is 1970-01-01, and pages say that no date is known.
    Nothing,
}

/// The days that could be “today”, in falling order of rank.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AsOfCandidates {
    /// From `--as-of`.
    pub flag: Option<Date>,
    /// From the settings.
    pub setting: Option<Date>,
    /// From `SOURCE_DATE_EPOCH`.
    pub source_date_epoch: Option<Date>,
    /// Newest sales day.
    pub sales: Option<Date>,
    /// Newest past event.
    pub event: Option<Date>,
}

impl AsOfCandidates {
    /// The first of them that is named.
    pub fn resolve(self) -> AsOf {
        let ranked = [
            (self.flag, AsOfSource::Flag),
            (self.setting, AsOfSource::Setting),
            (self.source_date_epoch, AsOfSource::SourceDateEpoch),
            (self.sales, AsOfSource::SalesDate),
            (self.event, AsOfSource::Event),
        ];
        let named = ranked.into_iter().find_map(|(date, from)| date.map(|date| AsOf { date, from }));
        named.unwrap_or(AsOf { date: jiff::civil::date(1970, 1, 1), from: AsOfSource::Nothing })
    }

    /// The day after which rows and events are dropped while reading: only a flag or a setting drops anything.
    pub fn cut_off(self) -> Option<Date> {
        self.flag.or(self.setting)
    }
}

/// The UTC day of a `SOURCE_DATE_EPOCH` (seconds since 1970); `None` when it is not a number in range.
pub fn source_date(seconds: &str) -> Option<Date> {
    let seconds: i64 = seconds.trim().parse().ok()?;
    let span = jiff::Span::new().try_days(seconds.div_euclid(86_400)).ok()?;
    jiff::civil::date(1970, 1, 1).checked_add(span).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_first_that_is_named_wins() {
        let all = AsOfCandidates {
            flag: Some(date(2026, 1, 1)),
            setting: Some(date(2026, 1, 2)),
            source_date_epoch: Some(date(2026, 1, 3)),
            sales: Some(date(2026, 1, 4)),
            event: Some(date(2026, 1, 5)),
        };
        assert_eq!(all.resolve(), AsOf { date: date(2026, 1, 1), from: AsOfSource::Flag });
        let unset = AsOfCandidates { flag: None, setting: None, ..all };
        assert_eq!(unset.resolve().from, AsOfSource::SourceDateEpoch);
        assert_eq!((all.cut_off(), unset.cut_off()), (Some(date(2026, 1, 1)), None));
        assert_eq!(AsOfCandidates { source_date_epoch: None, ..unset }.resolve().from, AsOfSource::SalesDate);
        assert_eq!(AsOfCandidates::default().resolve().from, AsOfSource::Nothing);
    }

    #[test]
    fn seconds_become_a_day() {
        assert_eq!(source_date("1782777600"), Some(date(2026, 6, 30)));
        assert_eq!(source_date("-1"), Some(date(1969, 12, 31)));
        assert_eq!((source_date("soon"), source_date("9223372036854775807")), (None, None));
    }
}
