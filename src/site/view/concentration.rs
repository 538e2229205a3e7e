//! The concentration page: Lorenz curve, shares of the largest, indices, what is lost with one account.

use super::exhibits::{Exhibit, concentration};
use super::report::{self, Report, ReportPage};
use super::sheet::Sheet;
use super::{Area, Cell, Column, Columns, Head, Rich, Section, TableView, abc, figures, parts};
use crate::analysis::concentration::Concentration;
use crate::analysis::standings::Standing;
use crate::rules::MISCONCEPTIONS;

/// Fewer accounts than this are told one by one.
pub const FEW: usize = 10;
/// Accounts that the leave-one-out table lists.
const LISTED: usize = 20;

/// Builds the page.
pub fn build(sheet: &Sheet<'_>) -> ReportPage {
    let book = sheet.book();
    let (main, before) = (book.main(), book.main_before());
    let name = sheet.word("portfolio.page.concentration");
    let leaves = concentration::leave_one_out(sheet, LISTED);
    // The page is named by the question whether the largest leaves.
    let (title, say) = match main.ranking.positive() {
        0 | 1 => (title(sheet, main), None),
        _ => (leaves.finding.to_text().into(), Some(title(sheet, main))),
    };
    // The head has the largest; the figure goes on with the next.
    let leaves = Exhibit { finding: next_loss(sheet, main).unwrap_or_else(|| leaves.finding.clone()), ..leaves };
    let sections = vec![
        Section::new(
            "curve",
            sheet.word("portfolio.concentration.curve"),
            Some(parts::half(sheet, main)),
            vec![
                Columns::new(6, [concentration::lorenz(sheet, main, before)]),
                Columns::new(6, [concentration::dots(sheet, main, before)]),
            ],
        ),
        Section::new(
            "risk",
            sheet.word("portfolio.concentration.risk"),
            Some(parts::heavy(sheet, main)),
            vec![
                Columns::new(6, [leaves]),
                // The five misconceptions of S2 are audited beside what depends on whom.
                Columns::new(6, [indices(sheet).with_notes([sheet.rules(&MISCONCEPTIONS)])]),
            ],
        ),
    ];
    let head = Head { kicker: abc::kicker(sheet, &name), title, say };
    let kpis = [1, 3, 5, 10].into_iter().filter_map(|count| figures::largest_share(sheet, main.base, count)).collect();
    report::page(sheet, &name, Area::Portfolio, Report { head, kpis, sections })
}

/// What the loss of the second largest would cost; `None` where there is none, it is as large as the first, or nothing is a share of
/// the whole.
fn next_loss(sheet: &Sheet<'_>, standing: &Standing) -> Option<Rich> {
    let ranking = &standing.ranking;
    let (&first, &second) = (ranking.order().first()?, ranking.order().get(1)?);
    let is_second = ranking.positive() > 1 && ranking.amount(second) < ranking.amount(first);
    let second = Some(second).filter(|_| is_second)?;
    let loss = standing.place(second).leave_one_out?;
    let args = [
        ("account", sheet.name(second).into()),
        ("base", sheet.base(standing.base).into()),
        ("share", sheet.share(Some(loss)).into()),
    ];
    let finding = sheet.voice().rich("finding.leave_one_out.second", &args);
    Some(finding.link(sheet.name(second), sheet.account(second).as_deref()))
}

/// The share of the largest fifth, against eighty per cent.
pub fn title(sheet: &Sheet<'_>, standing: &Standing) -> Rich {
    let voice = sheet.voice();
    let top = &standing.concentration;
    let base = sheet.base(standing.base);
    let Some(share) = top.top20_share.filter(|_| top.positive > 1) else {
        let key = if top.positive == 1 { "finding.largest.one" } else { "finding.largest.none" };
        return voice.rich(key, &[("base", base.into())]);
    };
    if top.positive < FEW {
        // A fifth of so few is a third or a half.
        return concentration::finding(sheet, standing, None);
    }
    let args =
        [("base", base.into()), ("count", top.top20_count.into()), ("share", voice.locale.percent(share).into())];
    let key = match share - 0.8 {
        // As it is shown, to a tenth of a per cent: “less than 80/20” beside 80.0 % would contradict itself.
        off if off.abs() < 0.0005 => "finding.pareto_rule.even",
        off if off > 0.0 => "finding.pareto_rule.above",
        _ => "finding.pareto_rule.below",
    };
    voice.rich(key, &args)
}

/// An index: its name's key, and how it reads.
type Index = (&'static str, fn(&Sheet<'_>, &Concentration) -> Option<String>);

const INDICES: [Index; 9] = [
    ("portfolio.index.gini", |sheet, c| c.gini.map(|gini| sheet.voice().locale.decimal(gini, 3))),
    ("portfolio.index.hhi", |sheet, c| c.hhi.map(|hhi| sheet.voice().locale.decimal(hhi, 0))),
    ("portfolio.index.effective", |sheet, c| c.effective_number.map(|n| sheet.voice().locale.decimal(n, 1))),
    ("portfolio.index.cr1", |sheet, c| c.cr1.map(|share| sheet.voice().locale.percent(share))),
    ("portfolio.index.cr3", |sheet, c| c.cr3.map(|share| sheet.voice().locale.percent(share))),
    ("portfolio.index.cr4", |sheet, c| c.cr4.map(|share| sheet.voice().locale.percent(share))),
    ("portfolio.index.cr5", |sheet, c| c.cr5.map(|share| sheet.voice().locale.percent(share))),
    ("portfolio.index.cr10", |sheet, c| c.cr10.map(|share| sheet.voice().locale.percent(share))),
    ("portfolio.index.top20", |sheet, c| c.top20_share.map(|share| sheet.voice().locale.percent(share))),
];

/// How many accounts of equal size would be as concentrated.
fn indices_finding(sheet: &Sheet<'_>) -> Rich {
    let standing = sheet.book().main();
    let found = &standing.concentration;
    let (Some(hhi), Some(effective)) = (found.hhi, found.effective_number) else {
        return sheet.word("portfolio.index.caption").into();
    };
    let locale = sheet.voice().locale;
    let args = [
        ("base", sheet.base(standing.base).into()),
        ("hhi", locale.decimal(hhi, 0).into()),
        ("effective", locale.decimal(effective, 1).into()),
    ];
    // As many as one, to the decimal that is shown.
    let key = if effective < 1.05 { "portfolio.index.finding_alone" } else { "portfolio.index.finding" };
    sheet.voice().rich(key, &args)
}

/// Every index on both bases, now and a year before.
fn indices(sheet: &Sheet<'_>) -> Exhibit {
    let book = sheet.book();
    let before = book.before.as_ref();
    let mut standings = vec![(sheet.word("portfolio.base.revenue"), &book.now.revenue)];
    if let Some(before) = before {
        standings.push((sheet.word("portfolio.index.revenue_before"), &before.revenue));
    }
    if let Some(profit) = &book.now.gross_profit {
        standings.push((sheet.word("portfolio.base.gross_profit"), profit));
    }
    if let Some(profit) = before.and_then(|before| before.gross_profit.as_ref()) {
        standings.push((sheet.word("portfolio.index.gross_profit_before"), profit));
    }
    let row = |(key, show): &Index| {
        let values = standings
            .iter()
            .map(|(_, standing)| Cell::new(show(sheet, &standing.concentration).unwrap_or_else(|| "–".to_owned())));
        std::iter::once(Cell::new(sheet.word(key))).chain(values).collect()
    };
    let mut columns = vec![Column::words(sheet.word("portfolio.index.name"))];
    columns.extend(standings.iter().map(|(label, _)| Column::figures(label.clone())));
    let table = TableView::new(sheet.word("portfolio.index.caption"), columns, INDICES.iter().map(row).collect());
    let notes = [sheet.sources(), sheet.voice().rich("portfolio.index.note", &[])];
    let mut exhibit = Exhibit::listed(
        "indices",
        indices_finding(sheet),
        sheet.voice().say("portfolio.index.measure", &[("period", sheet.twelve_months().into())]),
        table,
    )
    .with_notes(notes);
    exhibit.notes.extend(sheet.no_profit());
    exhibit
}
