//! The attack/defend page: the matrix, the zones, the accounts in each, and those without a wallet.

use super::decisions::flagged;
use super::exhibits::{Exhibit, matrix};
use super::report::{self, Report, ReportPage};
use super::sheet::{Sheet, zone_key};
use super::{Area, Cell, Column, Columns, Head, Rich, Section, TableView, abc, parts, sentence};
use crate::analysis::finding::{PortfolioSituation, Situation, Topic, first_on};
use crate::charts::Room;
use crate::frameworks::attack_defend::Position;
use crate::portfolio::Amount;

/// Rows of a table at most.
const LISTED: usize = 50;

/// Builds the page.
pub fn build(sheet: &Sheet<'_>) -> ReportPage {
    let name = sheet.word("portfolio.page.attack_defend");
    let mut sections = Vec::new();
    let title = sheet.word("portfolio.matrix.section");
    if let Some(empty) = matrix::empty(sheet) {
        sections.push(Section { empty: Some(empty), ..Section::new("matrix-section", title, None, Vec::new()) });
    } else {
        let columns = vec![
            Columns::new(8, [matrix::bubbles(sheet, &flagged(sheet), Room::Column)]),
            Columns::new(4, [matrix::zones(sheet)]),
        ];
        sections.push(Section::new("matrix-section", title, Some(parts::more_of_wallets(sheet)), columns));
        let title = sheet.word("portfolio.matrix.accounts");
        sections.push(Section::new("placed", title, None, vec![Columns::new(12, [placed(sheet)])]));
    }
    if let Some(without) = without(sheet) {
        let title = sheet.word("portfolio.matrix.without_section");
        sections.push(Section::new("without", title, None, vec![Columns::new(8, [without])]));
    }
    let (title, say) = conclusion(sheet);
    let head = Head { kicker: abc::kicker(sheet, &name), title, say };
    report::page(sheet, &name, Area::Portfolio, Report { head, kpis: Vec::new(), sections })
}

/// What the zones ask for, where the portfolio has a finding of that; the weight of the zones is the matrix's own.
fn conclusion(sheet: &Sheet<'_>) -> (Rich, Option<Rich>) {
    let asked = first_on(&sheet.book().analysis.portfolio.findings, Topic::Wallet);
    let Some(found) = asked.filter(|_| matrix::empty(sheet).is_none()) else { return (matrix::finding(sheet), None) };
    let situation = &found.situation;
    if !matches!(situation, PortfolioSituation::MoneyElsewhere { .. }) {
        return (sentence::portfolio(sheet, situation).into(), None);
    }
    // With the names it would be a head of eight lines on a phone.
    let args = sheet.witness().arguments(&situation.values());
    let say = |key: &str| sheet.voice().rich(&format!("finding.portfolio.{key}"), &args);
    (say("money-elsewhere-title"), Some(say("money-elsewhere-say")))
}

/// Every account in the matrix, largest wallet first.
fn placed(sheet: &Sheet<'_>) -> Exhibit {
    let book = sheet.book();
    let facts = book.analysis;
    let known = book.positions.iter().enumerate().filter_map(|(account, position)| Some((account, (*position)?)));
    let mut placed: Vec<(usize, Position)> = known.collect();
    placed.sort_by_key(|&(account, position)| (std::cmp::Reverse(position.wallet), account));
    let scale = sheet.scale(placed.iter().map(|(_, position)| position.wallet));
    let is_new = |account: usize| facts.portfolio.is_in_first_year(&facts.accounts[account]);
    let shift = |account: usize, now: Position| match book.positions_before.get(account).copied().flatten() {
        Some(was) => Cell::new(sheet.voice().locale.delta_point_count(now.share - was.share)),
        None if is_new(account) => Cell::new(sheet.word("portfolio.matrix.first_year")).class("muted"),
        None => Cell::new("–").class("muted"),
    };
    let row = |&(account, position): &(usize, Position)| {
        let share = Cell::new(sheet.share(Some(position.share))).bar(position.share);
        let share = if position.over { share.note(sheet.word("portfolio.matrix.over")) } else { share };
        vec![
            sheet.account_cell(account),
            Cell::new(sheet.word(zone_key(position.zone))),
            Sheet::class_cell(book.class(account)),
            Cell::new(scale.show(position.wallet)).class("est"),
            Cell::new(scale.show(position.ours)),
            share,
            shift(account, position),
        ]
    };
    let columns = vec![
        Column::words(sheet.word("portfolio.column.account")),
        Column::words(sheet.word("portfolio.column.zone")).minor(),
        Column::words(sheet.word("portfolio.column.class")).minor(),
        sheet.amount_column("portfolio.matrix.wallet", &scale),
        sheet.amount_column("portfolio.base.revenue", &scale),
        Column::figures(sheet.word("portfolio.matrix.x")),
        Column::figures(sheet.voice().with_unit(&sheet.word("portfolio.column.change"), &sheet.word("unit.points")))
            .minor(),
    ];
    let table = TableView::new(sheet.word("portfolio.matrix.accounts"), columns, placed.iter().map(row).collect());
    let wallet: Amount = placed.iter().map(|(_, position)| position.wallet).sum();
    let ours: Amount = placed.iter().map(|(_, position)| position.ours).sum();
    let args = [
        ("count", placed.len().into()),
        ("wallet", sheet.voice().locale.money(wallet).into()),
        ("share", sheet.share(ours.share_of(wallet)).into()),
    ];
    let finding = sheet.voice().rich("finding.matrix.placed", &args);
    Exhibit::listed("wallets", finding, sheet.word("portfolio.matrix.accounts_measure"), table.sortable())
        .with_notes([sheet.voice().rich("portfolio.matrix.wallets", &[])])
}

/// The largest accounts that have no wallet, and so no zone.
fn without(sheet: &Sheet<'_>) -> Option<Exhibit> {
    let book = sheet.book();
    let found: Vec<usize> = matrix::without_wallet(sheet).collect();
    if found.is_empty() {
        return None;
    }
    let scale = sheet.scale(found.iter().map(|&account| book.now.figures[account].revenue));
    let row = |&account: &usize| {
        vec![
            sheet.account_cell(account),
            Sheet::class_cell(book.class(account)),
            Cell::new(scale.show(book.now.figures[account].revenue)),
        ]
    };
    let columns = vec![
        Column::words(sheet.word("portfolio.column.account")),
        Column::words(sheet.word("portfolio.column.class")),
        sheet.amount_column("portfolio.base.revenue", &scale),
    ];
    let rows = found.iter().take(LISTED).map(row).collect();
    let table = TableView::new(sheet.word("portfolio.matrix.without_section"), columns, rows);
    let finding: Rich = sheet.voice().rich("finding.matrix.without", &[("count", found.len().into())]);
    let exhibit = Exhibit::listed("no-wallet", finding, sheet.word("portfolio.matrix.without_measure"), table);
    Some(if found.len() > LISTED {
        exhibit.with_notes([sheet.voice().rich("portfolio.first_rows", &[("count", LISTED.into())])])
    } else {
        exhibit
    })
}
