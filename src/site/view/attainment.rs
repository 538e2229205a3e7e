//! Targets and what came of them: the sentence, and the table of a playbook and of the periods page.

use super::{Cell, Column, Rich, TableView, Voice};
use crate::analysis::targets::{Attained, Attainment, Standing, main};
use crate::load::targets::TargetMeasure;
use crate::locale::{Arg, Scale};
use crate::portfolio::{Amount, Month, Period};

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
            one.target.abs().max(actual.abs())
        };
        let largest = current.iter().map(amounts).max().unwrap_or_default();
        let scale = Scale::for_values(self.voice.locale, largest);
        let mut notes = vec![self.voice.rich("targets.source", &[("files", self.voice.locale.list(files).into())])];
        if current.iter().any(|one| one.is_partial()) {
            notes.push(self.voice.rich("targets.partial_note", &[]));
        }
        Some(Told {
            finding: Rich::from_marked(&self.finding(first)),
            measure: self.voice.say("targets.measure", &[("unit", scale.label.as_str().into())]),
            table: self.table(&current, &scale),
            notes,
        })
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
            Standing::Reached if one.is_partial() => "reached_already",
            Standing::Reached => "reached",
            Standing::Missed => "missed",
            Standing::Faster => "faster",
            Standing::Slower => "slower",
            Standing::Running => "running",
        };
        let said = self.voice.say(&format!("targets.finding.{key}"), &args);
        if one.accounts < 2 {
            return said;
        }
        self.voice.say("targets.finding.of_accounts", &[("finding", said.into()), ("count", one.accounts.into())])
    }

    /// `2026`, `Q2 2026`, `March 2026`, else its days.
    pub fn period(&self, period: Period) -> String {
        let year = period.first.year().to_string();
        let args = |name: &'static str, value: String| [("year", Arg::from(year.clone())), (name, value.into())];
        if !period.is_whole_months() {
            return self.voice.locale.period(period);
        }
        match period.months().count() {
            1 => self.voice.locale.month(Month::of(period.first)),
            3 if period.first.month() % 3 == 1 => {
                let quarter = (period.first.month() + 2) / 3;
                self.voice.say("portfolio.periods.quarter", &args("quarter", quarter.to_string()))
            }
            12 if period.first.month() == 1 => self.voice.say("portfolio.periods.year", &args("", String::new())),
            12 if period.first.month() == self.fiscal_year_start => {
                self.voice.say("portfolio.periods.fiscal_year", &args("period", self.voice.locale.period(period)))
            }
            _ => self.voice.locale.period(period),
        }
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
