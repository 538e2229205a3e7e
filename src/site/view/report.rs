//! A page that argues: conclusion, key figures, sections of exhibits. Lists and analyses of the portfolio are such pages.

use serde::Serialize;

use super::decisions::Decisions;
use super::sheet::Sheet;
use super::{Area, Frame, Head, Kpi, Rich, Section};
use crate::site::View;

/// What `report.html` sees.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReportPage {
    /// What surrounds the page.
    pub frame: Frame,
    /// The page.
    pub page: Report,
    /// What to decide this week, where the page is an account manager's.
    pub decisions: Option<Decisions>,
}

/// The body of the page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// Kicker, conclusion.
    pub head: Head,
    /// At most five key figures.
    pub kpis: Vec<Kpi>,
    /// The argument.
    pub sections: Vec<Section>,
}

impl View for ReportPage {
    fn template(&self) -> &'static str {
        "report.html"
    }
}

impl Section {
    /// A section of exhibits.
    pub fn new(id: &str, title: String, say: Option<Rich>, columns: Vec<super::Columns>) -> Self {
        Self { id: id.to_owned(), title, say, columns, empty: None }
    }
}

/// Exhibits from which a page is long on a phone.
const MANY: usize = 4;

/// A table of more rows than this is long on a phone, whatever stands beside it.
const LONG: usize = 20;

/// A table alone of so few rows takes hardly more room than what would unfold it: on a phone a row is a block.
const SHORT: usize = 2;

/// Folds the exhibits of a long page on a phone, all but the first and the short ones, and a long table of any page that does not
/// open with it: what was found is read on a few screens.
pub fn fold_on_phones(sections: &mut [Section]) {
    let exhibits = || sections.iter().flat_map(|section| &section.columns).map(|columns| columns.exhibits.len());
    let many = exhibits().sum::<usize>() >= MANY;
    let all = sections.iter_mut().flat_map(|section| &mut section.columns).flat_map(|columns| &mut columns.exhibits);
    for exhibit in all.skip(1) {
        let rows = exhibit.table.as_ref().map(|table| table.rows.len());
        let (long, short) = (rows > Some(LONG), exhibit.chart.is_none() && rows <= Some(SHORT));
        exhibit.folds = exhibit.instead.is_none() && !short && (many || long);
    }
}

/// Opens an exhibit again: a phone sees one figure of its page, where the first exhibit is a table.
pub fn unfold(sections: &mut [Section], id: &str) {
    let all = sections.iter_mut().flat_map(|section| &mut section.columns).flat_map(|columns| &mut columns.exhibits);
    all.filter(|exhibit| exhibit.id == id).for_each(|exhibit| exhibit.folds = false);
}

/// A page of the portfolio: its name for the title bar, its place in the masthead, and its body.
pub fn page(sheet: &Sheet<'_>, name: &str, area: Area, mut report: Report) -> ReportPage {
    fold_on_phones(&mut report.sections);
    let voice = sheet.voice();
    let above = match area {
        Area::Accounts => vec![(voice.word("frame.navigation.accounts"), Area::Accounts.path())],
        _ => vec![(voice.word("frame.navigation.portfolio"), Area::Portfolio.path())],
    };
    let frame = sheet.frame(area, name, &report.head.title.to_text(), &above);
    ReportPage { frame, page: report, decisions: None }
}
