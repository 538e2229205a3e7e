//! The page of customers as assets: who is about to leave, who cannot be forecast, when it is busy, what the coming year is
//! worth, and whether the satisfied are loyal.

use super::exhibits::{assets, quadrant, season, value};
use super::report::{self, Report, ReportPage};
use super::sheet::Sheet;
use super::{Area, Columns, Head, Section, parts};
use crate::analysis::sales::Scope;

/// Builds the page.
pub fn build(sheet: &Sheet<'_>) -> ReportPage {
    let name = sheet.word("portfolio.page.customers");
    let found = &sheet.book().analysis.customers;
    let quiet = assets::quiet(sheet);
    let title = match quiet.first() {
        Some(&place) => {
            let account = found.accounts[place];
            let args = [("count", quiet.len().into()), ("account", sheet.name(account).into())];
            sheet.voice().rich("customers.title.quiet", &args)
        }
        None if found.accounts.is_empty() && sheet.book().sales.first_day(Scope::Portfolio).is_some() => {
            sheet.voice().rich("customers.title.only_returns", &[])
        }
        None if found.accounts.is_empty() => sheet.voice().rich("customers.title.no_sales", &[]),
        None => sheet.voice().rich("customers.title.none", &[("count", found.accounts.len().into())]),
    };
    let two = |id: &str, key: &str, say, left, right: Option<super::Exhibit>| {
        let mut columns = vec![Columns::new(if right.is_some() { 6 } else { 12 }, [left])];
        columns.extend(right.map(|right| Columns::new(6, [right])));
        // A single exhibit says it all.
        Section::new(id, sheet.word(key), if columns.len() > 1 { say } else { None }, columns)
    };
    let mut sections = Vec::new();
    if !found.accounts.is_empty() {
        sections.push(two(
            "leaving",
            "customers.rfm.section",
            parts::quiet(sheet, &quiet),
            assets::rfm(sheet),
            assets::to_call(sheet),
        ));
        sections.push(two(
            "regularity",
            "customers.xyz.section",
            parts::regularity(sheet),
            assets::xyz(sheet),
            assets::irregular_list(sheet),
        ));
        sections.push(two("when", "customers.season.section", None, season::season(sheet), None));
        let of_value = vec![Columns::new(12, [value::exhibit(sheet)])];
        sections.push(Section::new("worth", sheet.word("customers.value.section"), parts::gone(sheet), of_value));
    }
    sections.push(quadrant::section(sheet));
    if let Some(every) = assets::every_score(sheet) {
        let columns = vec![Columns::new(12, [every])];
        sections.push(Section::new("all", sheet.word("customers.rfm.all_section"), None, columns));
    }
    let kicker = [name.clone(), assets::all_data(sheet)].into_iter().filter(|part| !part.is_empty());
    let head = Head { kicker: kicker.collect::<Vec<_>>().join(" · "), title, say: None };
    report::page(sheet, &name, Area::Portfolio, Report { head, kpis: Vec::new(), sections })
}
