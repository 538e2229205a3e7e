//! Dates, months and periods as each language writes them.

use jiff::civil::Date;

use super::{Language, Locale, NBSP};
use crate::portfolio::{Month, Period, days_between};

const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Days around today in which a day and a month name one day.
const HALF_YEAR: i32 = 184;

impl Locale {
    /// A day in a table or chart, in which the year is known: `7月18日`, `18 Jul`.
    pub fn date_short(self, date: Date) -> String {
        match self.language {
            Language::ZhCn => format!("{}月{}日", date.month(), date.day()),
            Language::En => format!("{}{NBSP}{}", date.day(), short_name(date.month())),
        }
    }

    /// A day in a table, list or chart that spans years: `2026年7月18日`, `18 Jul 2026`.
    pub fn date_table(self, date: Date) -> String {
        let day = self.date_short(date);
        match self.language {
            Language::ZhCn => format!("{}年{day}", date.year()),
            Language::En => format!("{day}{NBSP}{}", date.year()),
        }
    }

    /// A day in a table or list beside today: without its year within the last and next half year, with it elsewhere.
    pub fn date_near(self, date: Date, today: Date) -> String {
        if days_between(date, today).abs() < HALF_YEAR { self.date_short(date) } else { self.date_table(date) }
    }

    /// A day in a sentence, in which the year is known: `7 月 18 日`, `18 July`.
    pub fn date_in_sentence(self, date: Date) -> String {
        match self.language {
            Language::ZhCn => format!("{}{NBSP}月{NBSP}{}{NBSP}日", date.month(), date.day()),
            Language::En => format!("{}{NBSP}{}", date.day(), english_name(date.month())),
        }
    }

    /// A day in a sentence beside today: without its year within the last and next half year, with it elsewhere.
    pub fn date_near_in_sentence(self, date: Date, today: Date) -> String {
        if days_between(date, today).abs() < HALF_YEAR { self.date_in_sentence(date) } else { self.date_full(date) }
    }

    /// A day with its year in a sentence: `2026 年 7 月 18 日`, `18 July 2026`.
    pub fn date_full(self, date: Date) -> String {
        let day = self.date_in_sentence(date);
        match self.language {
            Language::ZhCn => format!("{}{NBSP}年{NBSP}{day}", date.year()),
            Language::En => format!("{day} {}", date.year()),
        }
    }

    /// A month on an axis or in a table head that shows the year elsewhere: `6月`, `Jun`.
    pub fn month_short(self, month: Month) -> String {
        match self.language {
            Language::ZhCn => format!("{}月", month.month()),
            Language::En => short_name(month.month()).to_owned(),
        }
    }

    /// A month of any year in a sentence: `12 月`, `December`.
    pub fn month_name(self, month: Month) -> String {
        match self.language {
            Language::ZhCn => format!("{}{NBSP}月", month.month()),
            Language::En => english_name(month.month()).to_owned(),
        }
    }

    /// A month with its year in a table or measure line: `2026年6月`, `Jun 2026`.
    pub fn month(self, month: Month) -> String {
        match self.language {
            Language::ZhCn => format!("{}年{}月", month.year(), month.month()),
            Language::En => format!("{}{NBSP}{}", short_name(month.month()), month.year()),
        }
    }

    /// A month with its year in a sentence: `2026 年 6 月`, `June 2026`.
    pub fn month_in_sentence(self, month: Month) -> String {
        match self.language {
            Language::ZhCn => format!("{}{NBSP}年{NBSP}{}{NBSP}月", month.year(), month.month()),
            Language::En => format!("{}{NBSP}{}", english_name(month.month()), month.year()),
        }
    }

    /// A period, by months where it is whole months and by days elsewhere: `2025年7月至2026年6月`, `Jul 2025 to Jun 2026`,
    /// `2026年1月至6月`, `2026年6月`, `2025年12月10日至2026年12月9日`, `10 Dec 2025 to 9 Dec 2026`.
    pub fn period(self, period: Period) -> String {
        let (first, last) = if period.is_whole_months() {
            (self.month(Month::of(period.first)), self.month(Month::of(period.last)))
        } else {
            (self.date_table(period.first), self.date_table(period.last))
        };
        match self.language {
            _ if first == last => first,
            // The year is said once.
            Language::ZhCn if period.first.year() == period.last.year() => {
                format!("{first}至{}", last.split_once('年').map_or(last.as_str(), |(_, within)| within))
            }
            Language::ZhCn => format!("{first}至{last}"),
            Language::En => format!("{first} to {last}"),
        }
    }
}

fn english_name(month: i8) -> &'static str {
    usize::try_from(month - 1).ok().and_then(|at| ENGLISH_MONTHS.get(at)).copied().unwrap_or_default()
}

/// The first three letters, as English tables have them.
fn short_name(month: i8) -> &'static str {
    english_name(month).get(..3).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::locale::Currency;

    fn both(show: impl Fn(Locale) -> String) -> [String; 2] {
        Language::ALL.map(|language| show(Locale::new(language, Currency::CNY)).replace(NBSP, " "))
    }

    #[test]
    fn days_and_months() {
        let day = date(2026, 7, 18);
        assert_eq!(both(|l| l.date_short(day)), ["7月18日", "18 Jul"]);
        assert_eq!(both(|l| l.date_table(day)), ["2026年7月18日", "18 Jul 2026"]);
        assert_eq!(both(|l| l.date_near(day, date(2026, 6, 30))), ["7月18日", "18 Jul"]);
        assert_eq!(both(|l| l.date_near(day, date(2026, 1, 10))), ["2026年7月18日", "18 Jul 2026"]);
        assert_eq!(both(|l| l.date_in_sentence(day)), ["7 月 18 日", "18 July"]);
        assert_eq!(both(|l| l.date_full(day)), ["2026 年 7 月 18 日", "18 July 2026"]);
        let month = Month::new(2026, 6);
        assert_eq!(both(|l| l.month_short(month)), ["6月", "Jun"]);
        assert_eq!(both(|l| l.month_name(month)), ["6 月", "June"]);
        assert_eq!(both(|l| l.month(month)), ["2026年6月", "Jun 2026"]);
        assert_eq!(both(|l| l.month_in_sentence(month)), ["2026 年 6 月", "June 2026"]);
    }

    #[test]
    fn periods_by_months_where_they_are_whole() {
        let shown = |first, last| both(|l| l.period(Period::new(first, last).unwrap()));
        assert_eq!(shown(date(2025, 7, 1), date(2026, 6, 30)), ["2025年7月至2026年6月", "Jul 2025 to Jun 2026"]);
        assert_eq!(shown(date(2026, 1, 1), date(2026, 6, 30)), ["2026年1月至6月", "Jan 2026 to Jun 2026"]);
        assert_eq!(shown(date(2026, 6, 1), date(2026, 6, 30)), ["2026年6月", "Jun 2026"]);
        assert_eq!(
            shown(date(2025, 12, 10), date(2026, 12, 9)),
            ["2025年12月10日至2026年12月9日", "10 Dec 2025 to 9 Dec 2026"]
        );
        assert_eq!(shown(date(2026, 6, 3), date(2026, 6, 3)), ["2026年6月3日", "3 Jun 2026"]);
    }
}
