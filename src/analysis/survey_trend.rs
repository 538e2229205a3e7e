//! How the marks of a survey moved since the one before it (S3, S4 征询函: asked regularly, on function, quality and level).
//!
//! Experience is compared with experience, in the same dimension and on the same scale; what was asked only once has no trend.

use jiff::civil::Date;

use crate::portfolio::{Amount, SatisfactionDimension, Survey};

/// A dimension then and now, in marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MarkChange {
    /// In which dimension.
    pub dimension: SatisfactionDimension,
    /// The mark of the survey before.
    pub before: Amount,
    /// The day of that survey.
    pub since: Date,
    /// The newest mark.
    pub now: Amount,
}

impl MarkChange {
    /// Below zero where it fell.
    pub fn change(&self) -> Amount {
        self.now - self.before
    }
}

/// What moved between the last two surveys up to a day that can be compared, the largest fall first.
pub fn mark_changes(surveys: &[Survey], day: Date) -> Vec<MarkChange> {
    let mut past = surveys.iter().rev().filter(|survey| survey.date <= day);
    let Some(newest) = past.next() else { return Vec::new() };
    let Some(before) = past.find(|survey| survey.best() == newest.best()) else { return Vec::new() };
    let mark = |survey: &Survey, dimension| {
        survey.marks.iter().find(|mark| mark.dimension == dimension).and_then(|mark| mark.experience)
    };
    let mut changes: Vec<MarkChange> = newest
        .marks
        .iter()
        .filter_map(|now| {
            let before_mark = mark(before, now.dimension)?;
            Some(MarkChange { dimension: now.dimension, before: before_mark, since: before.date, now: now.experience? })
        })
        .collect();
    changes.sort_by_key(MarkChange::change);
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changes(surveys: &str) -> Vec<(&'static str, f64)> {
        let surveys: Vec<Survey> = serde_yaml::from_str(surveys).unwrap();
        let found = mark_changes(&surveys, "2026-06-30".parse().unwrap());
        found.iter().map(|one| (one.dimension.key(), one.change().to_f64())).collect()
    }

    #[test]
    fn the_largest_fall_first_on_one_scale() {
        let before = "{date: 2025-09-18, scale: 10, marks: [{dimension: quality, experience: 8.6},
            {dimension: service_level, experience: 8.1}, {dimension: price, experience: 6}]}";
        let now = "{date: 2026-03-20, scale: 10, marks: [{dimension: quality, experience: 8.8},
            {dimension: service_level, experience: 7.2}, {dimension: function, experience: 9}]}";
        assert_eq!(changes(&format!("[{before}, {now}]")), [("service_level", -0.9), ("quality", 0.2)]);
        // A later survey is not yet made, one on another scale is no base.
        let later = "{date: 2026-07-01, scale: 10, marks: [{dimension: quality, experience: 1}]}";
        let other = "{date: 2026-01-05, marks: [{dimension: quality, experience: 5}]}";
        assert_eq!(changes(&format!("[{before}, {other}, {now}, {later}]"))[0], ("service_level", -0.9));
        assert!(changes(&format!("[{other}, {now}]")).is_empty());
        assert!(changes(&format!("[{now}]")).is_empty() && changes("[]").is_empty());
    }
}
