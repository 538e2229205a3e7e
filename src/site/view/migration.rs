//! The migration page: who changed class between the two years.

use super::decisions::flagged;
use super::exhibits::{Exhibit, migration, movement};
use super::report::{self, Report, ReportPage};
use super::sheet::Sheet;
use super::{Area, Columns, Head, Rich, Section, abc, parts};
use crate::analysis::abc::AbcClass;
use crate::analysis::migration::Migration;
use crate::locale::Arg;

/// Builds the page.
pub fn build(sheet: &Sheet<'_>) -> ReportPage {
    let name = sheet.word("portfolio.page.migration");
    let found = sheet.book().migration();
    let mut flow = migration::flow(sheet);
    // What moved is the title.
    if let Some(found) = found.filter(|found| !migration::pieces(sheet, found).is_empty()) {
        flow.finding = kept(sheet, found);
    }
    let mut first = vec![Columns::new(6, [flow])];
    first.extend(found.map(|found| Columns::new(6, [matrix(sheet, found)])));
    let mut second = Vec::new();
    if let Some(found) = found.filter(|found| !found.moves.is_empty()) {
        let finding = sheet.voice().rich("finding.migration.list", &[("count", found.moves.len().into())]);
        let measure = sheet.word("portfolio.migration.list_measure");
        second.push(Columns::new(8, [Exhibit::listed("moves", finding, measure, migration::moves(sheet, found))]));
    }
    second.push(Columns::new(if second.is_empty() { 6 } else { 4 }, [movement::bars(sheet, &flagged(sheet))]));
    let sections = vec![
        Section::new("flow-section", sheet.word("portfolio.migration.section"), parts::class_a(sheet, found), first),
        Section::new("quarters", sheet.word("portfolio.migration.quarters"), None, quarters(sheet)),
        Section::new("amounts", sheet.word("portfolio.movement.section"), movement::say(sheet), second),
    ];
    let sections = sections.into_iter().filter(|section| !section.columns.is_empty()).collect();
    let head = Head { kicker: abc::kicker(sheet, &name), title: title(sheet, found), say: None };
    report::page(sheet, &name, Area::Portfolio, Report { head, kpis: Vec::new(), sections })
}

/// Quarter by quarter; nothing with fewer than two.
fn quarters(sheet: &Sheet<'_>) -> Vec<Columns> {
    migration::by_quarter(sheet).map(|exhibit| Columns::new(12, [exhibit])).into_iter().collect()
}

/// What moved; how many stayed is the finding of the flow.
fn title(sheet: &Sheet<'_>, found: Option<&Migration>) -> Rich {
    let Some(found) = found else {
        return sheet.voice().rich("finding.migration.no_year_before", &[]);
    };
    let pieces = migration::pieces(sheet, found);
    if pieces.is_empty() {
        return migration::finding(sheet, found);
    }
    let moves = migration::clause(sheet, &pieces);
    sheet.voice().rich("finding.migration.title", &[("moves", moves.into())])
}

/// How many are in the class of the year before, of all that had one: who came since kept nothing.
fn kept(sheet: &Sheet<'_>, found: &Migration) -> Rich {
    let classes = || AbcClass::ALL.into_iter().map(Some);
    let either = || classes().chain([None]);
    let kept: usize = classes().map(|class| found.count(class, class)).sum();
    let all: usize = classes().flat_map(|from| either().map(move |to| found.count(from, to))).sum();
    let args = [("count", all.into()), ("kept", Arg::from(sheet.number(kept)))];
    sheet.voice().rich("finding.migration.kept", &args)
}

fn matrix(sheet: &Sheet<'_>, found: &Migration) -> Exhibit {
    let measure = sheet.word("portfolio.migration.matrix_measure");
    let of_a = |to| found.count(Some(AbcClass::A), to);
    let stayed = of_a(Some(AbcClass::A));
    let before: usize = AbcClass::ALL.into_iter().map(Some).chain([None]).map(of_a).sum();
    let args = [("count", before.into()), ("stayed", Arg::from(stayed.to_string()))];
    let title = match before {
        0 => sheet.word("portfolio.migration.matrix").into(),
        _ if stayed == before => sheet.voice().rich("finding.migration.stayed_all", &args),
        _ => sheet.voice().rich("finding.migration.stayed", &args),
    };
    Exhibit::listed("matrix", title, measure, migration::matrix(sheet, found)).with_notes([sheet.sources()])
}
