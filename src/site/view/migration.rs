//! The migration page: who changed class between the two years.

use std::collections::BTreeSet;

use super::exhibits::{Exhibit, migration, movement};
use super::report::{self, Report, ReportPage};
use super::sheet::Sheet;
use super::{Area, Columns, Head, Section, abc};

/// Builds the page.
pub fn build(sheet: &Sheet<'_>) -> ReportPage {
    let name = sheet.word("portfolio.page.migration");
    let found = sheet.book().migration();
    let title = match &found {
        Some(found) => migration::finding(sheet, found),
        None => sheet.voice().rich("finding.migration.no_year_before", &[]),
    };
    let mut first = vec![Columns::new(7, [migration::flow(sheet)])];
    let mut sections = Vec::new();
    if let Some(found) = &found {
        let measure = sheet.word("portfolio.migration.matrix_measure");
        let matrix = migration::matrix(sheet, found);
        first.push(Columns::new(
            5,
            [Exhibit::listed("matrix", sheet.word("portfolio.migration.matrix").into(), measure, matrix)
                .with_notes([sheet.sources()])],
        ));
        sections.push(Section::new("flow-section", sheet.word("portfolio.migration.section"), None, first));
        if !found.moves.is_empty() {
            let finding = sheet.voice().rich("finding.migration.list", &[("count", found.moves.len().into())]);
            let measure = sheet.word("portfolio.migration.list_measure");
            let list = Exhibit::listed("moves", finding, measure, migration::moves(sheet, found));
            let title = sheet.word("portfolio.migration.list");
            sections.push(Section::new("list", title, None, vec![Columns::new(12, [list])]));
        }
    } else {
        sections.push(Section::new("flow-section", sheet.word("portfolio.migration.section"), None, first));
    }
    sections.push(Section::new(
        "amounts",
        sheet.word("portfolio.movement.section"),
        None,
        vec![Columns::new(12, [movement::bars(sheet, &BTreeSet::new())])],
    ));
    let head = Head { kicker: abc::kicker(sheet, &name), title, say: None };
    report::page(sheet, &name, Area::Portfolio, Report { head, kpis: Vec::new(), sections })
}
