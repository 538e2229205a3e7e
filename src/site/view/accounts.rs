//! The accounts table: every account in one table, sorted by revenue, with facets that work where scripts do.
//!
//! At 5,000 accounts a row has to stay within 350 bytes, so a cell is a text, a class and perhaps a bar, and facets
//! filter by the words that stand in a column instead of by attributes of the row.

use std::collections::BTreeSet;

use serde::Serialize;

use super::sheet::{Sheet, zone_key};
use super::{Area, Frame, Head, Rich, Way};
use crate::analysis::sales::Figures;
use crate::frameworks::attack_defend::Zone;
use crate::locale::Scale;
use crate::portfolio::{Account, days_between};
use crate::project::settings::AbcBase;
use crate::site::View;

/// What `accounts.html` sees.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AccountsPage {
    /// What surrounds the page.
    pub frame: Frame,
    /// The page.
    pub page: Accounts,
}

/// The body of the accounts table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Accounts {
    /// The conclusion.
    pub head: Head,
    /// Label and placeholder of the search.
    pub search: [String; 2],
    /// Filters by a column.
    pub facets: Vec<Facet>,
    /// How many accounts there are; the count that is shown stands before it.
    pub count: String,
    /// “of … accounts”, after the count.
    pub of_all: String,
    /// What the table lists, for screen readers.
    pub caption: String,
    /// Columns; the first names the account.
    pub columns: Vec<AccountColumn>,
    /// Accounts, largest revenue first.
    pub rows: Vec<AccountRow>,
    /// The column that the rows are sorted by.
    pub sorted_by: usize,
    /// Heading of the total.
    pub total_label: String,
    /// The total; empty where there are no sales.
    pub total: Vec<AccountCell>,
    /// What marks mean, and where the figures come from.
    pub notes: Vec<Rich>,
}

/// A filter by the words of a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Facet {
    /// Its name in the address.
    pub name: &'static str,
    /// Its label.
    pub label: String,
    /// The column, from 0.
    pub column: usize,
    /// The words to choose from.
    pub options: Vec<String>,
}

/// A column of the accounts table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AccountColumn {
    /// Heading.
    pub label: String,
    /// Second line of the heading: the unit; may be empty.
    pub unit: String,
    /// How its cells are set.
    pub kind: ColumnKind,
    /// May be dropped on a phone.
    pub minor: bool,
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

/// An account in the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AccountRow {
    /// Its name.
    pub name: String,
    /// Its language, where it is not the page's; empty otherwise.
    pub lang: String,
    /// Its page; empty where it has none.
    pub href: String,
    /// The other cells.
    pub cells: Vec<AccountCell>,
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

impl View for AccountsPage {
    fn template(&self) -> &'static str {
        "accounts.html"
    }
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

/// Days without a visit after which an account is marked.
const UNVISITED: i32 = 60;

/// A column of the table with the cell of each account.
struct Filled<'a> {
    column: AccountColumn,
    facet: Option<(&'static str, Vec<String>)>,
    cell: Box<dyn Fn(usize) -> AccountCell + 'a>,
    total: AccountCell,
}

/// Builds the page.
pub fn build(sheet: &Sheet<'_>) -> AccountsPage {
    let book = sheet.book();
    let order = book.now.revenue.ranking.order();
    let columns = columns(sheet);
    let row = |&account: &usize| {
        let (name, lang) = sheet.local(&book.portfolio.accounts[account].name);
        AccountRow {
            name: name.to_owned(),
            lang: lang.unwrap_or_default().to_owned(),
            href: sheet.account(account).unwrap_or_default(),
            cells: columns.iter().map(|filled| (filled.cell)(account)).collect(),
        }
    };
    let revenue = sheet.word("portfolio.base.revenue");
    let sorted_by = columns.iter().position(|f| f.column.label == revenue).map_or(0, |at| at + 1);
    let facets = columns.iter().enumerate().filter_map(|(at, filled)| {
        let (name, options) = filled.facet.clone()?;
        let label = filled.column.label.clone();
        (options.len() > 1).then_some(Facet { name, label, column: at + 1, options })
    });
    let title = title(sheet);
    let name = sheet.word("frame.navigation.accounts");
    let voice = sheet.voice();
    let count = voice.locale.number(order.len().try_into().unwrap_or(i64::MAX));
    let page = Accounts {
        search: [sheet.word("portfolio.accounts.search"), sheet.word("portfolio.accounts.placeholder")],
        facets: facets.collect(),
        of_all: voice.say("portfolio.accounts.of_all", &[("count", order.len().into())]),
        count,
        caption: voice.say("portfolio.accounts.caption", &[("count", order.len().into())]),
        rows: order.iter().map(row).collect(),
        sorted_by,
        total_label: sheet.word("portfolio.column.total"),
        total: if book.now.total.is_zero() { Vec::new() } else { columns.iter().map(|f| f.total.clone()).collect() },
        columns: std::iter::once(name_column(sheet)).chain(columns.iter().map(|f| f.column.clone())).collect(),
        notes: notes(sheet),
        head: Head { kicker: [name.clone(), sheet.twelve_months()].join(" · "), title: title.clone(), say: None },
    };
    AccountsPage { frame: sheet.frame(Area::Accounts, &name, &title.to_text(), &[]), page }
}

/// How many there are, and the two facts that ask for a look.
fn title(sheet: &Sheet<'_>) -> Rich {
    let book = sheet.book();
    let voice = sheet.voice();
    let accounts = &book.portfolio.accounts;
    let unvisited = accounts.iter().filter(|account| unvisited(sheet, account)).count();
    let differ = (0..accounts.len()).filter(|&at| {
        let profit = book.class_on(AbcBase::GrossProfit, at);
        profit.is_some() && profit != book.class_on(AbcBase::Revenue, at)
    });
    let undocumented = accounts.iter().filter(|account| !account.is_documented()).count();
    let facts = [
        (unvisited, "finding.accounts.unvisited"),
        (differ.count(), "finding.accounts.differ"),
        (undocumented, "finding.accounts.undocumented"),
    ];
    let said = facts.into_iter().filter(|(count, _)| *count > 0).take(2);
    let said: Vec<String> = said.map(|(count, key)| voice.say(key, &[("count", count.into())])).collect();
    let whole = [("count", accounts.len().into())];
    if said.is_empty() {
        return voice.rich("finding.accounts.plain", &whole);
    }
    let facts = super::exhibits::migration::clause(sheet, &said);
    voice.rich("finding.accounts.facts", &[whole[0].clone(), ("facts", facts.into())])
}

/// Whether an account with a log of visits has had none for long.
fn unvisited(sheet: &Sheet<'_>, account: &Account) -> bool {
    days_since_visit(sheet, account).is_some_and(|days| days > UNVISITED)
}

fn days_since_visit(sheet: &Sheet<'_>, account: &Account) -> Option<i32> {
    let today = sheet.book().as_of.date;
    account.visits.iter().map(|visit| days_between(visit.date, today)).filter(|days| *days >= 0).min()
}

fn name_column(sheet: &Sheet<'_>) -> AccountColumn {
    AccountColumn {
        label: sheet.word("portfolio.column.account"),
        unit: String::new(),
        kind: ColumnKind::Words,
        minor: false,
    }
}

/// Every column for which there is data.
fn columns<'a>(sheet: &'a Sheet<'a>) -> Vec<Filled<'a>> {
    let mut columns = Vec::new();
    columns.extend(industry(sheet));
    columns.extend(city(sheet));
    columns.extend(classes(sheet));
    columns.extend(zone(sheet));
    columns.extend(sales(sheet));
    columns.extend(share_of_wallet(sheet));
    columns.extend(stage(sheet));
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
        column: AccountColumn { label, unit: String::new(), kind: ColumnKind::Words, minor: false },
        facet,
        cell: Box::new(move |account| {
            texts[account].as_ref().map_or_else(AccountCell::dash, |text| AccountCell::new(text.clone()))
        }),
        total: AccountCell::default(),
    })
}

fn minor(filled: Filled<'_>) -> Filled<'_> {
    Filled { column: AccountColumn { minor: true, ..filled.column }, ..filled }
}

fn of_accounts(sheet: &Sheet<'_>, text: impl Fn(&Account) -> Option<String>) -> Vec<Option<String>> {
    sheet.book().portfolio.accounts.iter().map(text).collect()
}

fn industry<'a>(sheet: &'a Sheet<'a>) -> Option<Filled<'a>> {
    let texts = of_accounts(sheet, |account| account.industry.as_ref().map(|name| sheet.local(name).0.to_owned()));
    words(sheet.word("portfolio.column.industry"), Some("industry"), texts).map(minor)
}

fn city<'a>(sheet: &'a Sheet<'a>) -> Option<Filled<'a>> {
    let texts = of_accounts(sheet, |account| {
        account.city.as_ref().map(|name| sheet.local(name).0.to_owned()).or_else(|| account.region.clone())
    });
    words(sheet.word("portfolio.column.city"), None, texts).map(minor)
}

/// The class on the main base, then on the other.
fn classes<'a>(sheet: &'a Sheet<'a>) -> Vec<Filled<'a>> {
    let book = sheet.book();
    let main = book.main().base;
    let other = match main {
        AbcBase::Revenue => AbcBase::GrossProfit,
        AbcBase::GrossProfit => AbcBase::Revenue,
    };
    let column = |base: AbcBase, minor: bool| {
        book.now.on(base)?;
        let options = ["A", "B", "C"].map(str::to_owned).to_vec();
        Some(Filled {
            column: AccountColumn { label: "ABC".to_owned(), unit: sheet.base(base), kind: ColumnKind::Badge, minor },
            facet: (!minor).then_some(("abc", options)),
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
    [column(main, false), column(other, true)].into_iter().flatten().collect()
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
    Some(Filled { facet: Some(("zone", options)), ..filled })
}

fn figures<'a>(
    label: String,
    unit: String,
    cell: impl Fn(usize) -> AccountCell + 'a,
    total: AccountCell,
) -> Filled<'a> {
    Filled {
        column: AccountColumn { label, unit, kind: ColumnKind::Figures, minor: false },
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
        columns.push(figures(
            sheet.word("portfolio.column.margin"),
            String::new(),
            move |account| margin(sheet, book.now.figures[account]),
            margin(sheet, total),
        ));
        let (profit_scale, label) = (scale.clone(), scale.label.clone());
        let profit = move |scale: &Scale, figures: Figures| {
            figures.gross_profit().map_or_else(AccountCell::dash, |profit| AccountCell::new(scale.show(profit)))
        };
        columns.push(figures(
            sheet.word("portfolio.base.gross_profit"),
            label,
            move |account| profit(&profit_scale, book.now.figures[account]),
            profit(&scale, total),
        ));
    }
    columns
}

fn change(sheet: &Sheet<'_>, now: Figures, before: Figures) -> AccountCell {
    match super::voice::relative_change(now.revenue, before.revenue) {
        Some(change) => {
            AccountCell::new(format!("{} {}", Way::of(change).arrow(), sheet.voice().locale.delta_percent(change)))
        }
        None if now.revenue.is_positive() => AccountCell::new(sheet.word("portfolio.new")).class("muted"),
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

fn share_of_wallet<'a>(sheet: &'a Sheet<'a>) -> Option<Filled<'a>> {
    let book = sheet.book();
    book.positions.iter().flatten().next()?;
    let cut = sheet.voice().locale.percent_round(book.cuts.share);
    let column = AccountColumn {
        label: sheet.word("portfolio.accounts.share"),
        unit: sheet.voice().say("portfolio.accounts.share_unit", &[("share", cut.into())]),
        kind: ColumnKind::Bar,
        minor: false,
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
    let today = sheet.book().as_of.date;
    let texts = of_accounts(sheet, |account| {
        let stage = account.relationship_stage(today)?.stage;
        Some(sheet.word(&format!("enums.relationship_stage.{}", stage.key())))
    });
    words(sheet.word("portfolio.column.stage"), Some("stage"), texts)
}

fn visit<'a>(sheet: &'a Sheet<'a>) -> Option<Filled<'a>> {
    let book = sheet.book();
    let days: Vec<Option<i32>> =
        book.portfolio.accounts.iter().map(|account| days_since_visit(sheet, account)).collect();
    days.iter().flatten().next()?;
    let cell = move |account: usize| match days[account] {
        Some(days) => {
            let text = sheet.voice().say("counts.days", &[("count", i64::from(days).into())]);
            AccountCell::new(text).class(if days > UNVISITED { "act" } else { "" })
        }
        None => AccountCell::dash(),
    };
    let label = sheet.word("portfolio.column.last_visit");
    Some(figures(label, String::new(), cell, AccountCell::default()))
}

fn manager<'a>(sheet: &'a Sheet<'a>) -> Option<Filled<'a>> {
    let texts = of_accounts(sheet, |account| {
        let who = account.manager.as_ref()?;
        let member = sheet.book().portfolio.member(who);
        Some(member.map_or_else(|| who.0.clone(), |member| sheet.local(&member.name).0.to_owned()))
    });
    words(sheet.word("portfolio.column.manager"), Some("manager"), texts)
}

fn notes(sheet: &Sheet<'_>) -> Vec<Rich> {
    let book = sheet.book();
    let voice = sheet.voice();
    let mut notes = vec![sheet.sources()];
    notes.extend(sheet.no_year_before().map(Rich::from));
    notes.extend(sheet.no_profit());
    if book.portfolio.accounts.iter().any(|account| !account.visits.is_empty()) {
        notes.push(voice.rich("portfolio.accounts.visit_note", &[("count", i64::from(UNVISITED).into())]));
    }
    if book.positions.iter().any(Option::is_some) {
        notes.push(voice.rich("portfolio.matrix.wallets", &[]));
    }
    if book.portfolio.accounts.iter().any(|account| !account.is_documented()) {
        notes.push(voice.rich("portfolio.accounts.undocumented_note", &[]));
    }
    notes
}
