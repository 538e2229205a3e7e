//! A language with its catalogue: what every view builder speaks through.
//!
//! 1. [`Voice::say`] and [`Voice::rich`] fill a sentence of the catalogue.
//! 2. [`Voice::change`] and [`Voice::shift`] say how a figure moved: arrow, sign, word, than what.
//! 3. A change too small to be shown is “unchanged”, so that no page says “+0.0% up”.

use super::{Delta, Rich};
use crate::analysis::value::Value;
use crate::locale::{Arg, Catalog, Language, Locale};
use crate::portfolio::Amount;

/// A language with its catalogue.
#[derive(Debug, Clone, Copy)]
pub struct Voice<'a> {
    /// How numbers, money and dates are written.
    pub locale: Locale,
    /// The sentences.
    pub catalog: &'a Catalog,
}

/// When a change asks somebody to act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bad {
    /// Never: it is context.
    Never,
    /// When it falls.
    Falling,
    /// When it rises.
    Rising,
}

/// Which way a figure went, as it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Up.
    Up,
    /// Down.
    Down,
    /// Too little to be shown.
    Flat,
}

impl Way {
    /// Of a relative change or a difference of shares, both shown in per cent with one decimal.
    pub fn of(change: f64) -> Self {
        if change.abs() < 0.0005 {
            Self::Flat
        } else if change > 0.0 {
            Self::Up
        } else {
            Self::Down
        }
    }

    /// `▲`, `▼` or `■`.
    pub const fn arrow(self) -> &'static str {
        match self {
            Self::Up => "▲",
            Self::Down => "▼",
            Self::Flat => "■",
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Up => "portfolio.way.up",
            Self::Down => "portfolio.way.down",
            Self::Flat => "portfolio.way.flat",
        }
    }
}

impl Bad {
    fn is(self, way: Way) -> bool {
        matches!((self, way), (Self::Falling, Way::Down) | (Self::Rising, Way::Up))
    }
}

/// `now` against `before` as a share of `before`; `None` where `before` is not positive, or `now` is below zero: from a
/// profit to a loss is not a percentage.
pub fn relative_change(now: Amount, before: Amount) -> Option<f64> {
    (before.is_positive() && now >= Amount::ZERO).then(|| (now - before).to_f64() / before.to_f64())
}

impl Voice<'_> {
    /// The page's language.
    pub const fn language(self) -> Language {
        self.locale.language
    }

    /// A sentence of the catalogue.
    pub fn say(self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.catalog.text(key, args)
    }

    /// A sentence of the catalogue with `**bold**` in it. Arguments are escaped.
    pub fn rich(self, key: &str, args: &[(&str, Arg<'_>)]) -> Rich {
        Rich::from_marked(&self.say(key, args))
    }

    /// A fixed word.
    pub fn word(self, key: &str) -> String {
        self.say(key, &[])
    }

    /// A heading with the unit of its column: `Amount, ¥k`, `金额（万元）`.
    pub fn with_unit(self, name: &str, unit: &str) -> String {
        self.say("portfolio.column.with_unit", &[("name", name.into()), ("unit", unit.into())])
    }

    /// A value that is a name: words of the dossier in the page's language, words of the catalogue, a month. Empty for
    /// numbers, which the pages write by their own units.
    pub fn named(self, value: &Value) -> String {
        let all = |names: Vec<String>| self.locale.list(&names);
        match value {
            Value::Month(month) => self.locale.month_in_sentence(*month),
            Value::Words(words) => words.in_language(self.language().tag()).0.to_owned(),
            Value::Choice(list, key) => self.word(&format!("enums.{list}.{key}")),
            Value::Choices(list, keys) => {
                all(keys.iter().map(|key| self.word(&format!("enums.{list}.{key}"))).collect())
            }
            Value::Rule(id) => self.word(&format!("rule.{id}.name")),
            Value::Frameworks(ids) => all(ids.iter().map(|id| self.word(&format!("framework.{id}.name"))).collect()),
            _ => String::new(),
        }
    }

    /// How an amount moved, in per cent of what it was; `None` where it was not positive.
    pub fn change(self, now: Amount, before: Amount, than: &str, bad: Bad) -> Option<Delta> {
        let change = relative_change(now, before)?;
        Some(self.delta(change, self.locale.delta_percent(change), than, bad))
    }

    /// How a share moved, in points.
    pub fn shift(self, now: f64, before: f64, than: &str, bad: Bad) -> Delta {
        self.delta(now - before, self.locale.delta_points(now - before), than, bad)
    }

    /// How a count moved.
    pub fn count_change(self, now: usize, before: usize, than: &str, bad: Bad) -> Delta {
        let difference = now as f64 - before as f64;
        let whole = i64::try_from(now).unwrap_or(i64::MAX) - i64::try_from(before).unwrap_or(i64::MAX);
        self.delta(difference, self.locale.delta_number(whole), than, bad)
    }

    fn delta(self, change: f64, value: String, than: &str, bad: Bad) -> Delta {
        let way = Way::of(change);
        let word = self.word(way.key());
        // “Unchanged” says it all; a zero beside it says it twice.
        let value = if way == Way::Flat { String::new() } else { value };
        Delta { arrow: way.arrow().to_owned(), value, word, than: than.to_owned(), bad: bad.is(way) }
    }
}
