//! A language with its catalogue: what every view builder speaks through.
//!
//! 1. [`Voice::say`] and [`Voice::rich`] fill a sentence of the catalogue.
//! 2. [`Voice::change`] and [`Voice::shift`] say how a figure moved: arrow, sign, word, than what.
//! 3. A change too small to be shown is “unchanged”, so that no page says “+0.0% up”.

use super::{Delta, Rich};
use crate::analysis::value::Value;
use crate::locale::{Arg, Catalog, Language, Locale};
use crate::portfolio::{Amount, Localised, Month, Period};

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

/// A change below this (half a per cent, half a point; convention) is noise: it is shown, and alarms nobody.
const NOISE: f64 = 0.005;

impl Bad {
    fn is(self, change: f64) -> bool {
        let way = Way::of(change);
        change.abs() >= NOISE && matches!((self, way), (Self::Falling, Way::Down) | (Self::Rising, Way::Up))
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

    /// Words of the catalogue where they stand alone, as a label or the head of a row: with a capital, in English.
    pub fn label(self, words: String) -> String {
        let mut rest = words.chars();
        match (self.language(), rest.next()) {
            (Language::En, Some(first)) if first.is_lowercase() => first.to_uppercase().chain(rest).collect(),
            _ => words,
        }
    }

    /// A heading with the unit of its column: `Amount, ¥k`, `金额（万元）`.
    pub fn with_unit(self, name: &str, unit: &str) -> String {
        self.say("portfolio.column.with_unit", &[("name", name.into()), ("unit", unit.into())])
    }

    /// What a grade, 1 to 5, is called in the settings; its number where they do not say.
    pub fn grade(self, labels: &[Localised], grade: u8) -> String {
        labels.get(usize::from(grade.saturating_sub(1))).map_or_else(
            || self.say("account.vitals.grade", &[("grade", grade.to_string().into())]),
            |label| label.in_language(self.language().tag()).0.to_owned(),
        )
    }

    /// A period by its name: `2026`, `H2 2026`, `Q2 2026`, `March 2026`; else by its first and last month or day.
    pub fn period(self, period: Period) -> String {
        self.period_as(period, "portfolio.periods", |month| self.locale.month_in_sentence(month))
    }

    /// The same where there is little room: `2026Q2`.
    pub fn period_short(self, period: Period) -> String {
        self.period_as(period, "portfolio.periods.short", |month| self.locale.month(month))
    }

    fn period_as(self, period: Period, keys: &str, month: impl Fn(Month) -> String) -> String {
        let (year, first) = (period.first.year().to_string(), period.first.month());
        let months = if period.is_whole_months() { period.months().count() } else { 0 };
        let (name, number) = match months {
            1 => return month(Month::of(period.first)),
            3 if first % 3 == 1 => ("quarter", (first + 2) / 3),
            6 if first % 6 == 1 => (if first == 1 { "first_half" } else { "second_half" }, 0),
            12 if first == 1 => ("year", 0),
            _ => return self.locale.period(period),
        };
        self.say(&format!("{keys}.{name}"), &[("year", year.into()), ("quarter", number.to_string().into())])
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
        Delta { arrow: way.arrow().to_owned(), value, word, than: than.to_owned(), bad: bad.is(change) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Currency;
    use crate::portfolio::PeriodQuery;
    use crate::site::view::attainment::Speaker;

    #[test]
    fn a_period_of_a_dossier_is_said_by_its_name() {
        // Fiscal years from April for the one written as a bare year; how the others read there is told where they are said.
        let told = |language: Language, text: &str| {
            let fiscal_year_start = if text.len() == 4 { 4 } else { 1 };
            let catalog = Catalog::built_in(language);
            let voice = Voice { locale: Locale::new(language, Currency::CNY), catalog: &catalog };
            let period =
                text.parse::<PeriodQuery>().unwrap().resolve(jiff::civil::date(2026, 6, 30), fiscal_year_start);
            let said = [Speaker { voice, fiscal_year_start }.period(period), voice.period_short(period)];
            said.map(|said| said.replace('\u{a0}', " ").replace('\u{2011}', "-"))
        };
        for (written, en, zh) in [
            ("2026-Q3", ["Q3 2026", "Q3 2026"], ["2026 年第 3 季度", "2026Q3"]),
            ("2026-07..2026-09", ["Q3 2026", "Q3 2026"], ["2026 年第 3 季度", "2026Q3"]),
            ("2026-07..2026-12", ["H2 2026", "H2 2026"], ["2026 年下半年", "2026 下半年"]),
            ("2026-01..2026-06", ["H1 2026", "H1 2026"], ["2026 年上半年", "2026 上半年"]),
            ("2026-03", ["March 2026", "Mar 2026"], ["2026 年 3 月", "2026年3月"]),
            ("2025-01..2025-12", ["2025", "2025"], ["2025 年", "2025"]),
            (
                "2026",
                ["FY 2026 (Apr 2026 to Mar 2027)", "Apr 2026 to Mar 2027"],
                ["2026 财年（2026年4月至2027年3月）", "2026年4月至2027年3月"],
            ),
            ("2026-07..2027-03", ["Jul 2026 to Mar 2027"; 2], ["2026年7月至2027年3月"; 2]),
        ] {
            assert_eq!(told(Language::En, written), en, "{written}");
            assert_eq!(told(Language::ZhCn, written), zh, "{written}");
        }
    }
}
