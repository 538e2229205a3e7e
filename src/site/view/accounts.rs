//! The accounts table: every account in one table, sorted by revenue, with facets that work where scripts do.
//!
//! At 5,000 accounts a row has to stay within 350 bytes, so a cell is a text, a class and perhaps a bar, and facets
//! filter by the words that stand in a column instead of by attributes of the row.

use serde::Serialize;

use super::account_columns::{AccountCell, AccountColumn, ColumnKind, Screen, columns};
use super::sheet::Sheet;
use super::width::ems;
use super::{Area, Frame, Head, Rich};
use crate::analysis::meetings::{SEEN_DAYS, last_visit};
use crate::analysis::visiting::{Coverage, visiting};
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
    /// By column: its longest text, as far as texts make it wide. The head holds its room: a browser paints the first rows before it
    /// has read the last, and columns that grew then would move.
    pub longest: Vec<String>,
    /// The columns that narrower screens leave out.
    pub left_out: Vec<LeftOut>,
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

/// Columns that a screen has no room for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// On which screens, as a media query.
    pub on: &'static str,
    /// The columns, from 1.
    pub columns: Vec<usize>,
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

impl View for AccountsPage {
    fn template(&self) -> &'static str {
        "accounts.html"
    }
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
    let (title, say) = conclusion(sheet);
    let name = sheet.word("frame.navigation.accounts");
    let voice = sheet.voice();
    let count = voice.locale.number(order.len().try_into().unwrap_or(i64::MAX));
    let shown_columns: Vec<AccountColumn> =
        std::iter::once(name_column(sheet)).chain(columns.iter().map(|f| f.column.clone())).collect();
    let rows: Vec<AccountRow> = order.iter().map(row).collect();
    let total = if book.now.total.is_zero() { Vec::new() } else { columns.iter().map(|f| f.total.clone()).collect() };
    let page = Accounts {
        search: [sheet.word("portfolio.accounts.search"), sheet.word("portfolio.accounts.placeholder")],
        facets: facets.collect(),
        of_all: voice.say("portfolio.accounts.of_all", &[("count", order.len().into())]),
        count,
        caption: voice.say("portfolio.accounts.caption", &[("count", order.len().into())]),
        longest: longest(&shown_columns, &rows, &total),
        rows,
        sorted_by,
        total_label: sheet.word("portfolio.column.total"),
        total,
        left_out: left_out(&shown_columns),
        columns: shown_columns,
        notes: notes(sheet),
        head: Head { kicker: [name.clone(), sheet.twelve_months()].join(" · "), title: title.clone(), say },
    };
    AccountsPage { frame: sheet.frame(Area::Accounts, &name, &title.to_text(), &[]), page }
}

/// The first fact that asks for a look as the title, and the second below it; how many accounts there are, where none does.
fn conclusion(sheet: &Sheet<'_>) -> (Rich, Option<Rich>) {
    let book = sheet.book();
    let voice = sheet.voice();
    let accounts = &book.portfolio.accounts;
    let today = book.as_of.date;
    // Where nobody keeps a log of visits, nothing can be said of them.
    let logged = accounts.iter().any(|account| last_visit(account, today).is_some());
    let unvisited = if logged { Coverage::of(visiting(book.portfolio, today).iter(), today).unvisited } else { 0 };
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
    let all = sheet.number(accounts.len());
    let documented = sheet.number(accounts.len() - undocumented);
    let mut said = facts.into_iter().filter(|(count, _)| *count > 0 && accounts.len() > 1).map(|(count, key)| {
        let args = [("count", count.into()), ("all", all.as_str().into()), ("documented", documented.as_str().into())];
        voice.say(key, &args)
    });
    let Some(first) = said.next() else {
        return (voice.rich("finding.accounts.plain", &[("count", accounts.len().into())]), None);
    };
    (first.into(), said.next().map(|fact| voice.rich("finding.full_stop", &[("sentence", fact.into())])))
}

fn name_column(sheet: &Sheet<'_>) -> AccountColumn {
    AccountColumn {
        label: sheet.word("portfolio.column.account"),
        unit: String::new(),
        kind: ColumnKind::Words,
        from: Screen::Phone,
    }
}

/// The longest text of each column; empty for badges and bars, which are all alike.
fn longest(columns: &[AccountColumn], rows: &[AccountRow], total: &[AccountCell]) -> Vec<String> {
    let of_column = |(at, column): (usize, &AccountColumn)| {
        let cells =
            |cells: &'_ [AccountCell]| at.checked_sub(1).and_then(|at| cells.get(at).map(|cell| cell.text.clone()));
        let texts: Vec<String> = match column.kind {
            _ if at == 0 => rows.iter().map(|row| row.name.clone()).collect(),
            ColumnKind::Words | ColumnKind::Figures => {
                rows.iter().map(|row| row.cells.as_slice()).chain([total]).filter_map(cells).collect()
            }
            ColumnKind::Badge | ColumnKind::Bar => Vec::new(),
        };
        texts.into_iter().max_by(|a, b| ems(a).total_cmp(&ems(b))).unwrap_or_default()
    };
    columns.iter().enumerate().map(of_column).collect()
}

fn left_out(columns: &[AccountColumn]) -> Vec<LeftOut> {
    let of = |screen: Screen| {
        let on = screen.narrower()?;
        let columns: Vec<usize> =
            (1..).zip(columns).filter(|(_, column)| column.from == screen).map(|(at, _)| at).collect();
        (!columns.is_empty()).then_some(LeftOut { on, columns })
    };
    Screen::ALL.into_iter().filter_map(of).collect()
}

fn notes(sheet: &Sheet<'_>) -> Vec<Rich> {
    let book = sheet.book();
    let voice = sheet.voice();
    let mut notes = vec![sheet.sources()];
    notes.extend(sheet.no_year_before().map(Rich::from));
    notes.extend(sheet.no_profit());
    notes.extend(super::exhibits::pareto::by_group(sheet));
    if book.portfolio.accounts.iter().any(|account| !account.visits.is_empty()) {
        notes.push(voice.rich("portfolio.accounts.visit_note", &[("count", i64::from(SEEN_DAYS).into())]));
    }
    if book.analysis.accounts.iter().any(|facts| facts.health.now.score().is_some()) {
        notes.push(voice.rich("health.note.accounts", &super::exhibits::health::cuts(sheet)));
    }
    if book.positions.iter().any(Option::is_some) {
        notes.push(voice.rich("portfolio.matrix.wallets", &[]));
    }
    if !book.analysis.targets.is_empty() {
        notes.push(voice.rich("targets.accounts.note", &[]));
    }
    if book.portfolio.accounts.iter().any(|account| !account.is_documented()) {
        notes.push(voice.rich("portfolio.accounts.undocumented_note", &[]));
    }
    notes
}
