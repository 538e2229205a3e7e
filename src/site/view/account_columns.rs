//! The columns of the accounts table: each is there only where some account has a value for it.

use std::collections::BTreeSet;

use serde::Serialize;

use super::Way;
pub use super::screen::Screen;
use super::sheet::{Sheet, zone_key};
use crate::analysis::health::HealthLight;
use crate::analysis::sales::{Figures, Scope};
use crate::analysis::targets::{self, Attainment, Standing};
use crate::frameworks::attack_defend::Zone;
use crate::locale::Scale;
use crate::portfolio::{Account, Period, RelationshipStage, Score, days_between};
use crate::project::settings::AbcBase;

/// A column of the accounts table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AccountColumn {
    /// Heading.
    pub label: String,
    /// Second line of the heading: the unit; may be empty.
    pub unit: String,
    /// How its cells are set.
    pub kind: ColumnKind,
    /// The least screen that shows it unasked.
    pub from: Screen,
}

/// How the cells of a column are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    /// Words.
    Words,
    /// Right-aligned figures.
    Figures,
    /// A class badge.
    Badge,
    /// A share with a bar.
    Bar,
}

/// A cell of the accounts table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct AccountCell {
    /// What it says.
    pub text: String,
    /// `act`, `muted`, `a`, `b`, `c`; empty for none.
    pub class: &'static str,
    /// Length of a bar, 0 to 100.
    pub bar: u8,
}

impl AccountCell {
    fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    fn dash() -> Self {
        Self { text: "–".to_owned(), class: "muted", bar: 0 }
    }

    fn class(self, class: &'static str) -> Self {
        Self { class, ..self }
    }
}

use crate::analysis::meetings::{SEEN_DAYS, last_visit};

/// A column of the table with the cell of each account.
pub struct Filled<'a> {
    /// The column.
    pub column: AccountColumn,
    /// Name in the address and choices of the filter by it.
    pub facet: Option<(&'static str, Vec<String>)>,
    /// The cell of an account.
    pub cell: Box<dyn Fn(usize) -> AccountCell + 'a>,
    /// The cell of the total.
    pub total: AccountCell,
}

/// Every column for which there is data.
pub fn columns<'a>(sheet: &'a Sheet<'a>) -> Vec<Filled<'a>> {
    let mut columns = Vec::new();
    columns.extend(industry(sheet));
    columns.extend(city(sheet));
    columns.extend(classes(sheet));
    columns.extend(grade(sheet));
    columns.extend(zone(sheet));
    columns.extend(sales(sheet));
    columns.extend(attainment(sheet));
    columns.extend(share_of_wallet(sheet));
    columns.extend(stage(sheet));
    columns.extend(health(sheet));
    columns.extend(visit(sheet));
    columns.extend(manager(sheet));
    columns
}

fn words<'a>(label: String, facet: Option<&'static str>, texts: Vec<Option<String>>) -> Option<Filled<'a>> {
    let options: BTreeSet<&String> = texts.iter().flatten().collect();
    if options.is_empty() {
        return None;
    }
    let facet = facet.map(|name| (name, options.into_iter().cloned().collect()));
    Some(Filled {
        column: AccountColumn { label, unit: String::new(), kind: ColumnKind::Words, from: Screen::Phone },
        facet,
        cell: Box::new(move |account| {
            texts[account].as_ref().map_or_else(AccountCell::dash, |text| AccountCell::new(text.clone()))
        }),
        total: AccountCell::default(),
    })
}

impl Filled<'_> {
    fn from(self, from: Screen) -> Self {
        Self { column: AccountColumn { from, ..self.column }, ..self }
    }
}

fn of_accounts(sheet: &Sheet<'_>, text: impl Fn(&Account) -> Option<String>) -> Vec<Option<String>> {
    sheet.book().portfolio.accounts.iter().map(text).collect()
}

fn industry<'a>(sheet: &'a Sheet<'a>) -> Option<Filled<'a>> {
    let texts = of_accounts(sheet, |account| account.industry.as_ref().map(|name| sheet.local(name).0.to_owned()));
    words(sheet.word("portfolio.column.industry"), Some("industry"), texts).map(|filled| filled.from(Screen::Desk))
}

fn city<'a>(sheet: &'a Sheet<'a>) -> Option<Filled<'a>> {
    let texts = of_accounts(sheet, |account| {
        account
            .city
            .as_ref()
            .map(|name| sheet.local(name).0.to_owned())
            .or_else(|| account.region.as_deref().map(|region| sheet.called(region).to_owned()))
    });
    words(sheet.word("portfolio.column.city"), None, texts).map(|filled| filled.from(Screen::Wall))
}

/// The class on the main base, then on the other.
fn classes<'a>(sheet: &'a Sheet<'a>) -> Vec<Filled<'a>> {
    let book = sheet.book();
    let main = book.main().base;
    let other = match main {
        AbcBase::Revenue => AbcBase::GrossProfit,
        AbcBase::GrossProfit => AbcBase::Revenue,
    };
    let column = |base: AbcBase, from: Screen| {
        book.now.on(base)?;
        let options = ["A", "B", "C"].map(str::to_owned).to_vec();
        Some(Filled {
            column: AccountColumn { label: "ABC".to_owned(), unit: sheet.base(base), kind: ColumnKind::Badge, from },
            facet: (base == main).then_some(("abc", options)),
            cell: Box::new(move |account| match book.class_on(base, account) {
                Some(class) => AccountCell::new(class.letter()).class(match class.letter() {
                    "A" => "a",
                    "B" => "b",
                    _ => "c",
                }),
                None => AccountCell::dash(),
            }),
            total: AccountCell::default(),
        })
    };
    [column(main, Screen::Phone), column(other, Screen::Wall)].into_iter().flatten().collect()
}

/// The grade that was decided, 1 to 5, as the settings call it (S4 客户五级).
fn grade<'a>(sheet: &'a Sheet<'a>) -> Option<Filled<'a>> {
    let grades = sheet.book().portfolio.accounts.iter().filter_map(|account| account.grade);
    let known: BTreeSet<u8> = grades.map(Score::get).collect();
    let name = |grade: u8| sheet.voice().grade(&sheet.book().settings.grades, grade);
    let texts = of_accounts(sheet, |account| Some(name(account.grade?.get())));
    let filled = words(sheet.word("portfolio.column.grade"), Some("grade"), texts)?;
    // From the first grade to the fifth, whatever they are called.
    let options = known.into_iter().map(name).collect();
    Some(Filled { facet: Some(("grade", options)), ..filled.from(Screen::Chosen) })
}

fn zone<'a>(sheet: &'a Sheet<'a>) -> Option<Filled<'a>> {
    let book = sheet.book();
    let texts = (0..book.portfolio.accounts.len()).map(|at| book.zone(at).map(|zone| sheet.word(zone_key(zone))));
    let options: Vec<String> = Zone::ALL
        .into_iter()
        .filter(|zone| book.positions.iter().flatten().any(|position| position.zone == *zone))
        .map(|zone| sheet.word(zone_key(zone)))
        .collect();
    let filled = words(sheet.word("portfolio.column.zone"), Some("zone"), texts.collect())?;
    Some(Filled { facet: Some(("zone", options)), ..filled.from(Screen::Tablet) })
}

fn figures<'a>(
    label: String,
    unit: String,
    cell: impl Fn(usize) -> AccountCell + 'a,
    total: AccountCell,
) -> Filled<'a> {
    Filled {
        column: AccountColumn { label, unit, kind: ColumnKind::Figures, from: Screen::Phone },
        facet: None,
        cell: Box::new(cell),
        total,
    }
}

/// Revenue, its change, gross profit and margin.
fn sales<'a>(sheet: &'a Sheet<'a>) -> Vec<Filled<'a>> {
    let book = sheet.book();
    let scale = sheet.scale(book.now.figures.iter().map(|figures| figures.revenue));
    let total = book.now.total;
    let show = move |scale: &Scale, figures: Figures| AccountCell::new(scale.show(figures.revenue));
    let revenue_scale = scale.clone();
    let mut columns = vec![figures(
        sheet.word("portfolio.base.revenue"),
        scale.label.clone(),
        move |account| show(&revenue_scale, book.now.figures[account]),
        AccountCell::new(scale.show(total.revenue)),
    )];
    if let Some(before) = book.before {
        columns.push(figures(
            sheet.word("portfolio.column.change"),
            String::new(),
            move |account| change(sheet, book.now.figures[account], before.figures[account]),
            change(sheet, total, before.total),
        ));
    }
    if book.now.gross_profit.is_some() {
        columns.push(
            figures(
                sheet.word("portfolio.column.margin"),
                String::new(),
                move |account| margin(sheet, book.now.figures[account]),
                margin(sheet, total),
            )
            .from(Screen::Desk),
        );
        let (profit_scale, label) = (scale.clone(), scale.label.clone());
        let profit = move |scale: &Scale, figures: Figures| {
            figures.gross_profit().map_or_else(AccountCell::dash, |profit| AccountCell::new(scale.show(profit)))
        };
        columns.push(
            figures(
                sheet.word("portfolio.base.gross_profit"),
                label,
                move |account| profit(&profit_scale, book.now.figures[account]),
                profit(&scale, total),
            )
            .from(Screen::Tablet),
        );
    }
    columns
}

fn change(sheet: &Sheet<'_>, now: Figures, before: Figures) -> AccountCell {
    match super::voice::relative_change(now.revenue, before.revenue) {
        Some(change) => {
            AccountCell::new(format!("{} {}", Way::of(change).arrow(), sheet.voice().locale.delta_percent(change)))
        }
        None if now.revenue.is_positive() && before.revenue.is_zero() => {
            AccountCell::new(sheet.word("portfolio.new")).class("muted")
        }
        None => AccountCell::dash(),
    }
}

fn margin(sheet: &Sheet<'_>, figures: Figures) -> AccountCell {
    match figures.margin() {
        // Selling below cost is the one margin that needs nobody's threshold.
        Some(margin) if margin < 0.0 => AccountCell::new(sheet.voice().locale.percent(margin)).class("act"),
        Some(margin) => AccountCell::new(sheet.voice().locale.percent(margin)),
        None => AccountCell::dash(),
    }
}

/// Actual ÷ target of the target that stands for each account; in the second line its period, where all have the same.
fn attainment<'a>(sheet: &'a Sheet<'a>) -> Option<Filled<'a>> {
    let targets = &sheet.book().analysis.targets;
    let accounts = 0..sheet.book().portfolio.accounts.len();
    let periods: Vec<Period> = accounts.filter_map(|at| Some(targets.main_of(at)?.period)).collect();
    let first = periods.first()?;
    let unit =
        if periods.iter().all(|period| period == first) { sheet.speaker().period(*first) } else { String::new() };
    let cell = move |one: Option<&Attainment>| match one.and_then(|one| Some((one, one.share()?))) {
        Some((one, share)) => {
            let class = if one.standing() == Standing::Missed { "act" } else { "" };
            AccountCell::new(sheet.voice().locale.percent(share)).class(class)
        }
        None => AccountCell::dash(),
    };
    let total = cell(targets::main(targets.of_portfolio().iter()));
    Some(
        figures(sheet.word("targets.accounts.label"), unit, move |at| cell(targets.main_of(at)), total)
            .from(Screen::Wall),
    )
}

fn share_of_wallet<'a>(sheet: &'a Sheet<'a>) -> Option<Filled<'a>> {
    let book = sheet.book();
    book.positions.iter().flatten().next()?;
    let cut = sheet.voice().locale.percent_round(book.cuts.share);
    let column = AccountColumn {
        label: sheet.word("portfolio.accounts.share"),
        unit: sheet.voice().say("portfolio.accounts.share_unit", &[("share", cut.into())]),
        kind: ColumnKind::Bar,
        from: Screen::Desk,
    };
    let cell = move |account: usize| match book.positions[account] {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0 to 100")]
        Some(position) => AccountCell {
            text: sheet.voice().locale.percent_round(position.share),
            class: "",
            bar: (position.share * 100.0).clamp(0.0, 100.0).round() as u8,
        },
        None => AccountCell::dash(),
    };
    Some(Filled { column, facet: None, cell: Box::new(cell), total: AccountCell::default() })
}

fn stage<'a>(sheet: &'a Sheet<'a>) -> Option<Filled<'a>> {
    let book = sheet.book();
    let text = |(at, account): (usize, &Account)| {
        let stage = account.relationship_stage(book.as_of.date)?.stage;
        // Back to nothing is where a relationship ends; with an account that never bought there has been none.
        let ended = stage == RelationshipStage::None;
        let bought = book.sales.first_day(Scope::Account(at)).is_some();
        (bought || !ended).then(|| sheet.word(&format!("enums.relationship_stage.{}", stage.key())))
    };
    let texts = book.portfolio.accounts.iter().enumerate().map(text).collect();
    words(sheet.word("portfolio.column.stage"), Some("stage"), texts).map(|filled| filled.from(Screen::Wall))
}

/// The health score with its light.
fn health<'a>(sheet: &'a Sheet<'a>) -> Option<Filled<'a>> {
    let (accounts, lights) = (&sheet.book().analysis.accounts, sheet.book().settings.health.lights);
    // As on the health page: of which too little is known, or who never bought, stands beside nobody.
    let points = move |at: usize| accounts[at].scored_health();
    (0..accounts.len()).find_map(points)?;
    let cell = move |account: usize| match points(account) {
        Some(points) => {
            let light = HealthLight::of(points, lights);
            let text = format!("{} {points}", super::exhibits::health::mark(light));
            AccountCell::new(text).class(if light == HealthLight::Act { "act" } else { "" })
        }
        None => AccountCell::dash(),
    };
    Some(figures(sheet.word("health.name"), String::new(), cell, AccountCell::default()).from(Screen::Tablet))
}

fn visit<'a>(sheet: &'a Sheet<'a>) -> Option<Filled<'a>> {
    let book = sheet.book();
    let days: Vec<Option<i32>> =
        book.portfolio.accounts.iter().map(|account| days_since_visit(sheet, account)).collect();
    days.iter().flatten().next()?;
    let cell = move |account: usize| match days[account] {
        Some(days) => {
            AccountCell::new(sheet.voice().locale.number(days.into())).class(if days > SEEN_DAYS { "act" } else { "" })
        }
        None => AccountCell::dash(),
    };
    let label = sheet.word("portfolio.column.last_visit");
    Some(figures(label, sheet.word("unit.days"), cell, AccountCell::default()).from(Screen::Phone))
}

fn manager<'a>(sheet: &'a Sheet<'a>) -> Option<Filled<'a>> {
    let texts = of_accounts(sheet, |account| {
        let who = account.manager.as_ref()?;
        let member = sheet.book().portfolio.member(who);
        Some(member.map_or_else(|| who.0.clone(), |member| sheet.local(&member.name).0.to_owned()))
    });
    words(sheet.word("portfolio.column.manager"), Some("manager"), texts).map(|filled| filled.from(Screen::Desk))
}

/// Days since the last visit of an account, where its dossier logs one; a call is none.
pub fn days_since_visit(sheet: &Sheet<'_>, account: &Account) -> Option<i32> {
    let today = sheet.book().as_of.date;
    last_visit(account, today).map(|last| days_between(last, today).max(0))
}
