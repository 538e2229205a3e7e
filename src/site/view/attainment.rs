//! Targets and what came of them: the sentence, and the table of a playbook and of the periods page.

use super::{Cell, Column, Rich, TableView, Voice};
use crate::analysis::targets::{Attained, Attainment, Standing, main};
use crate::load::targets::TargetMeasure;
use crate::locale::{Arg, Scale};
use crate::portfolio::{Amount, Period};

/// Who speaks of targets: a language and the calendar of the fiscal year.
#[derive(Debug, Clone, Copy)]
pub struct Speaker<'a> {
    /// The language.
    pub voice: Voice<'a>,
    /// Month in which the fiscal year starts, 1 to 12.
    pub fiscal_year_start: i8,
}

/// Finding, measure line and table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// How the one stands that stands for all.
    pub finding: Rich,
    /// What is measured.
    pub measure: String,
    /// All that are current.
    pub table: TableView,
    /// What partial means, and where targets stand.
    pub notes: Vec<Rich>,
}

impl Speaker<'_> {
    /// What there is to tell of some targets; `None` where none of them is current.
    pub fn tell(&self, all: &[Attainment], files: &[String]) -> Option<Told> {
        let current: Vec<&Attainment> = all.iter().filter(|one| one.is_current).collect();
        let first = main(current.iter().copied()).or_else(|| current.first().copied())?;
        let amounts = |one: &&Attainment| {
            let actual = one.attained.as_ref().and_then(|attained| attained.actual).unwrap_or_default();
            [one.target, actual]
        };
        let scale = Scale::of(self.voice.locale, current.iter().flat_map(amounts));
        let mut notes = vec![self.voice.rich("targets.source", &[("files", self.voice.locale.list(files).into())])];
        if current.iter().any(|one| one.is_partial()) {
            notes.push(self.voice.rich("targets.partial_note", &[]));
        }
        notes.extend(self.own_only(first));
        Some(Told {
            finding: Rich::from_marked(&self.beside(self.finding(first), first, &current)),
            measure: self.voice.say("targets.measure", &[("unit", scale.label.as_str().into())]),
            table: self.table(&current, &scale),
            notes,
        })
    }

    /// That a target of a parent counts its own sales, and what it would be with those below it, so far in a running period.
    fn own_only(&self, one: &Attainment) -> Option<Rich> {
        let Attained { days, partial, with_group, .. } = one.attained.as_ref()?;
        let whole = (*with_group)?;
        let args = [
            ("period", Arg::from(self.period(one.period))),
            ("base", self.voice.word(base_key(one.measure)).into()),
            ("amount", self.voice.locale.money(whole).into()),
            ("day", self.voice.locale.date_in_sentence(days.last).into()),
        ];
        let key = if *partial { "targets.own_only_so_far" } else { "targets.own_only" };
        Some(self.voice.rich(key, &args))
    }

    /// How a target stands, as a sentence without a full stop.
    pub fn finding(&self, one: &Attainment) -> String {
        let locale = self.voice.locale;
        let percent = |share: Option<f64>| share.map(|share| locale.percent(share)).unwrap_or_default();
        let attained = one.attained.as_ref();
        let actual = attained.and_then(|attained| attained.actual).unwrap_or_default();
        let day = attained.map_or(one.period.first, |attained| attained.days.last);
        let args = [
            ("period", Arg::from(self.period(one.period))),
            ("base", self.voice.word(base_key(one.measure)).into()),
            ("target", locale.money(one.target).into()),
            ("actual", locale.money(actual).into()),
            ("gap", locale.money(one.target - actual).into()),
            ("share", percent(one.share()).into()),
            ("pace", percent(attained.and_then(|attained| attained.pace)).into()),
            ("day", locale.date_in_sentence(day).into()),
        ];
        let key = match one.standing() {
            Standing::Ahead => "ahead",
            Standing::Unknown => "unknown",
            Standing::Zero => "zero",
            Standing::Reached if one.is_partial() => "reached_already",
            Standing::Reached => "reached",
            Standing::Missed => "missed",
            Standing::Faster => "faster",
            Standing::Level => "level",
            Standing::Slower => "slower",
            Standing::Running => "running",
        };
        let said = self.voice.say(&format!("targets.finding.{key}"), &args);
        if one.accounts < 2 {
            return said;
        }
        self.voice.say("targets.finding.of_accounts", &[("finding", said.into()), ("count", one.accounts.into())])
    }

    /// The sentence of a target, and of the other measure of its period where that goes the other way: revenue may be ahead while
    /// gross profit is behind.
    fn beside(&self, finding: String, first: &Attainment, all: &[&Attainment]) -> String {
        let other = all.iter().find(|one| one.period == first.period && one.measure != first.measure);
        let Some(other) = other else { return finding };
        let key = match (first.standing(), other.standing()) {
            (Standing::Faster, Standing::Slower) => "targets.finding.other_slower",
            (Standing::Slower, Standing::Faster) => "targets.finding.other_faster",
            _ => return finding,
        };
        let percent = |share: Option<f64>| share.map(|share| self.voice.locale.percent(share)).unwrap_or_default();
        let args = [
            ("finding", Arg::from(finding)),
            ("base", self.voice.word(base_key(other.measure)).into()),
            ("share", percent(other.share()).into()),
            ("pace", percent(other.attained.as_ref().and_then(|attained| attained.pace)).into()),
        ];
        self.voice.say(key, &args)
    }

    /// The quarter in which a period ends, by its name.
    pub fn quarter(&self, period: Period) -> String {
        self.period(Period::quarter(period.last.year(), (period.last.month() + 2) / 3))
    }

    /// As [`Voice::period`] has it. Where the fiscal year starts in another month than January, a fiscal year says that it is one, and a
    /// year, half or quarter of the calendar carries its months, so that nobody takes it for one of the fiscal year.
    pub fn period(&self, period: Period) -> String {
        let name = self.voice.period(period);
        if self.fiscal_year_start == 1 || !period.is_whole_months() || period.months().count() == 1 {
            return name;
        }
        let days = self.voice.locale.period(period);
        let (year, is_year) = (period.first.year().to_string(), period.months().count() == 12);
        if is_year && period.first.month() == self.fiscal_year_start {
            return self.voice.say("portfolio.periods.fiscal_year", &[("year", year.into()), ("period", days.into())]);
        }
        if is_year || name == days {
            return days;
        }
        self.voice.say("portfolio.periods.of_calendar", &[("name", name.into()), ("period", days.into())])
    }

    fn table(&self, all: &[&Attainment], scale: &Scale) -> TableView {
        let word = |key: &str| self.voice.word(&format!("targets.column.{key}"));
        let of_many = all.iter().any(|one| one.accounts > 1);
        let has_pace = all.iter().any(|one| one.attained.as_ref().is_some_and(|attained| attained.pace.is_some()));
        let mut columns = vec![Column::words(word("period")), Column::words(word("measure"))];
        if of_many {
            columns.push(Column::figures(word("accounts")).minor());
        }
        columns.extend(["target", "actual", "attainment"].map(|key| Column::figures(word(key))));
        if has_pace {
            columns.push(Column::figures(word("pace")).minor());
        }
        let row = |one: &&Attainment| {
            let attained = one.attained.as_ref();
            let mut cells = vec![self.period_cell(one), Cell::new(self.voice.word(head_key(one.measure)))];
            if of_many {
                cells.push(Cell::new(self.voice.locale.number(one.accounts.try_into().unwrap_or(i64::MAX))));
            }
            cells.push(Cell::new(scale.show(one.target)));
            cells.push(shown(attained.and_then(|attained| attained.actual), |actual: Amount| scale.show(actual)));
            let share = shown(one.share(), |share| self.voice.locale.percent(share));
            cells.push(if one.standing() == Standing::Missed { share.class("act") } else { share });
            if has_pace {
                cells.push(shown(attained.and_then(|attained| attained.pace), |pace| self.voice.locale.percent(pace)));
            }
            cells
        };
        TableView::new(self.voice.word("targets.caption"), columns, all.iter().map(row).collect())
    }

    fn period_cell(&self, one: &Attainment) -> Cell {
        let cell = Cell::new(self.period(one.period));
        let day = |day| self.voice.locale.date_short(day);
        match &one.attained {
            None => cell.note(self.voice.say("targets.from", &[("day", day(one.period.first).into())])),
            Some(Attained { days, partial: true, .. }) => {
                cell.note(self.voice.say("targets.partial", &[("day", day(days.last).into())]))
            }
            Some(_) => cell,
        }
    }
}

fn shown<T>(value: Option<T>, show: impl Fn(T) -> String) -> Cell {
    value.map_or_else(|| Cell::new("–").class("muted"), |value| Cell::new(show(value)))
}

const fn base_key(measure: TargetMeasure) -> &'static str {
    match measure {
        TargetMeasure::Revenue => "finding.base.revenue",
        TargetMeasure::GrossProfit => "finding.base.gross_profit",
    }
}

const fn head_key(measure: TargetMeasure) -> &'static str {
    match measure {
        TargetMeasure::Revenue => "portfolio.base.revenue",
        TargetMeasure::GrossProfit => "portfolio.base.gross_profit",
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::locale::{Catalog, Currency, Language, Locale};
    use crate::portfolio::Month;

    #[test]
    fn a_quarter_is_one_of_the_calendar_and_says_so_where_years_start_elsewhere() {
        let periods = [
            Period::quarter(2024, 1),
            Period::fiscal_year(2024, 1),
            Period::fiscal_year(2024, 4),
            Period::month(Month::new(2024, 4)),
        ];
        let named = |language: Language, fiscal_year_start: i8| {
            let catalog = Catalog::built_in(language);
            let voice = Voice { locale: Locale::new(language, Currency::CNY), catalog: &catalog };
            periods.map(|period| {
                Speaker { voice, fiscal_year_start }.period(period).replace('\u{a0}', " ").replace('\u{2011}', "-")
            })
        };
        assert_eq!(named(Language::En, 1), ["Q1 2024", "2024", "Apr 2024 to Mar 2025", "April 2024"]);
        assert_eq!(
            named(Language::En, 4),
            ["Q1 2024 (Jan 2024 to Mar 2024)", "Jan 2024 to Dec 2024", "FY 2024 (Apr 2024 to Mar 2025)", "April 2024"]
        );
        assert_eq!(
            named(Language::ZhCn, 4),
            [
                "2024 年第 1 季度（2024年1月至3月）",
                "2024年1月至12月",
                "2024 财年（2024年4月至2025年3月）",
                "2024 年 4 月"
            ]
        );
    }

    fn said(language: Language, one: &Attainment) -> String {
        let catalog = Catalog::built_in(language);
        let voice = Voice { locale: Locale::new(language, Currency::CNY), catalog: &catalog };
        Speaker { voice, fiscal_year_start: 4 }.finding(one).replace('\u{a0}', " ").replace('\u{2011}', "-")
    }

    /// A target of a million in the days to 30 June, and what came of it.
    fn one(first: jiff::civil::Date, last: jiff::civil::Date, actual: Option<i64>, pace: Option<f64>) -> Attainment {
        let period = Period { first, last };
        let days = Period { first, last: last.min(date(2026, 6, 30)) };
        let actual = actual.map(Amount::from_int);
        let attained = Attained { days, partial: days != period, actual, with_group: None, pace };
        let (measure, target) = (TargetMeasure::Revenue, Amount::from_int(1_000_000));
        Attainment { period, measure, target, accounts: 1, is_current: true, attained: Some(attained) }
    }

    #[test]
    fn each_standing_has_its_sentence() {
        let quarter = |actual| one(date(2026, 4, 1), date(2026, 6, 30), actual, None);
        let year = |actual, pace| one(date(2026, 1, 1), date(2026, 12, 31), Some(actual), pace);
        let fiscal = one(date(2026, 4, 1), date(2027, 3, 31), Some(200_000), None);
        let next = Attainment { attained: None, ..one(date(2026, 7, 1), date(2026, 7, 31), None, None) };
        let zero = Attainment { target: Amount::ZERO, ..quarter(Some(5)) };
        let both = Attainment { accounts: 2, ..quarter(Some(1_250_000)) };
        let all = [
            both,
            quarter(Some(900_000)),
            quarter(None),
            year(1_000_000, Some(0.4)),
            year(500_000, Some(0.4)),
            year(400_000, Some(0.4)),
            year(300_000, Some(0.4)),
            fiscal,
            next,
            zero,
        ];
        assert_eq!(
            all.each_ref().map(|one| said(Language::En, one)),
            [
                "The Q2 2026 (Apr 2026 to Jun 2026) revenue target is reached: ¥1.3m of ¥1.0m, 125.0% (2 accounts with a target)",
                "The Q2 2026 (Apr 2026 to Jun 2026) revenue target was missed by ¥100k: ¥900k of ¥1.0m, 90.0%",
                "Whether the Q2 2026 (Apr 2026 to Jun 2026) revenue target is reached cannot be said: costs cover too little of revenue",
                "The Jan 2026 to Dec 2026 revenue target is reached already, by 30 June: ¥1.0m of ¥1.0m, 100.0%",
                "50.0% of the Jan 2026 to Dec 2026 revenue target is in by 30 June; last year 40.0% had come by then, so this year is ahead of last year’s pace",
                "40.0% of the Jan 2026 to Dec 2026 revenue target is in by 30 June, as much as last year (40.0%) by then",
                "30.0% of the Jan 2026 to Dec 2026 revenue target is in by 30 June; last year 40.0% of the whole had come by then, so it is behind the pace that the target asks for",
                "20.0% of the FY 2026 (Apr 2026 to Mar 2027) revenue target is in by 30 June: ¥200k of ¥1.0m",
                "The July 2026 revenue target begins on 1 July",
                "The Q2 2026 (Apr 2026 to Jun 2026) revenue target is zero, so there is no attainment",
            ]
        );
        assert_eq!(
            [&all[1], &all[6]].map(|one| said(Language::ZhCn, one)),
            [
                "2026 年第 2 季度（2026年4月至6月）收入目标没有达成，差 10 万元：实际 90 万元，目标 100 万元，达成率 90.0%",
                "到 6 月 30 日，2026年1月至12月收入目标完成 30.0%；去年此时完成全期的 40.0%，今年慢于去年",
            ]
        );
    }
}
