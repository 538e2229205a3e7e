//! The page of the three rankings: a single indicator, a pyramid and a scorecard side by side, and where they disagree.

use super::report::{self, Report, ReportPage};
use super::sheet::Sheet;
use super::{Area, Cell, Column, Columns, Exhibit, Head, Rich, Section, TableView};
use crate::analysis::scores::{AccountScores, Indicator, Ranked};
use crate::locale::Arg;

/// Accounts that a table lists.
const LISTED: usize = 200;

/// Builds the page.
pub fn build(sheet: &Sheet<'_>) -> ReportPage {
    let scores = &sheet.book().analysis.scores;
    let name = sheet.word("portfolio.page.scores");
    let mut apart: Vec<&AccountScores> = scores.accounts.iter().filter(|scores| scores.tiers_apart() > 0).collect();
    apart.sort_by_key(|scores| (std::cmp::Reverse(scores.ranks_apart()), scores.account));
    let mut all: Vec<&AccountScores> = scores.accounts.iter().collect();
    all.sort_by_key(|scores| scores.scorecard.rank);
    let mut sections = Vec::new();
    if !apart.is_empty() {
        let finding = sheet.voice().rich("scores.list.finding", &[("count", apart.len().into())]);
        let columns = vec![Columns::new(12, [table(sheet, "apart", finding, &apart)])];
        sections.push(Section::new("disagreements", sheet.word("scores.list.section"), None, columns));
    }
    if !all.is_empty() {
        let finding = spread(sheet, &all);
        let columns = vec![Columns::new(12, [table(sheet, "all", finding, &all)])];
        sections.push(Section::new("every-account", sheet.word("scores.list.all"), None, columns));
    }
    let weights = vec![Columns::new(12, [weights(sheet)])];
    sections.push(Section::new("how", sheet.word("scores.weights.section"), None, weights));
    let kicker = [name.clone(), sheet.twelve_months()].join(" · ");
    let far = apart.iter().filter(|scores| scores.tiers_apart() > 1).count();
    let say = (far > 0).then(|| sheet.voice().rich("scores.far", &[("count", far.into())]));
    let head = Head { kicker, title: title(sheet, &apart, all.len()), say };
    report::page(sheet, &name, Area::Portfolio, Report { head, kpis: Vec::new(), sections })
}

/// How far the ranks of an account are apart, in the middle of all.
fn spread(sheet: &Sheet<'_>, all: &[&AccountScores]) -> Rich {
    let mut apart: Vec<usize> = all.iter().map(|scores| scores.ranks_apart()).collect();
    apart.sort_unstable();
    let middle = apart.get(apart.len().saturating_sub(1) / 2).copied().unwrap_or_default();
    let same = apart.iter().take_while(|apart| **apart == 0).count();
    let key = match (middle, same == all.len()) {
        _ if sheet.book().analysis.scores.stand_alone() => "scores.list.all_alone",
        (_, true) => "scores.list.all_same",
        (0, false) => "scores.list.all_mostly",
        _ => "scores.list.all_finding",
    };
    let count = if key == "scores.list.all_finding" { middle } else { all.len() };
    let args = [("count", count.into()), ("same", same.to_string().into())];
    sheet.voice().rich(key, &args)
}

fn title(sheet: &Sheet<'_>, apart: &[&AccountScores], all: usize) -> Rich {
    let voice = sheet.voice();
    match apart.first() {
        Some(first) => {
            let ranks = voice.locale.number(first.ranks_apart().try_into().unwrap_or(i64::MAX));
            let account = sheet.name(first.account).into();
            let args = [("count", apart.len().into()), ("account", account), ("ranks", ranks.into())];
            voice.rich("scores.title.apart", &args)
        }
        None if all > 0 => {
            let alone = sheet.book().analysis.scores.stand_alone();
            let key = if alone { "scores.title.alone" } else { "scores.title.agree" };
            voice.rich(key, &[("count", all.into())])
        }
        None if sheet.book().analysis.scores.alike => voice.rich("scores.title.alike", &[]),
        None => voice.rich("scores.title.none", &[]),
    }
}

/// “上层 · 第 3”.
fn place(sheet: &Sheet<'_>, ranked: Ranked, differs: bool) -> Cell {
    let tier = sheet.word(&format!("scores.tier.{}", ranked.tier.key()));
    let rank = ranked.rank.to_string();
    let text = sheet.voice().say("scores.place", &[("rank", rank.as_str().into()), ("tier", tier.into())]);
    let cell = Cell { sort: Some(ranked.rank.to_string()), ..Cell::new(text) };
    if differs { cell.class("strong") } else { cell }
}

fn table(sheet: &Sheet<'_>, id: &str, finding: Rich, accounts: &[&AccountScores]) -> Exhibit {
    let voice = sheet.voice();
    let by_profit = sheet.book().analysis.scores.pyramid_by_profit;
    // Of one opinion nothing is apart.
    let compared = !sheet.book().analysis.scores.stand_alone();
    let row = |scores: &&AccountScores| {
        let tiers: Vec<_> = scores.opinions().map(|ranked| ranked.tier).collect();
        // The one that stands alone is marked; where all three differ, the extremes are.
        let differs = |tier| tiers.iter().filter(|other| **other == tier).count() == 1 && scores.tiers_apart() > 0;
        let score = scores.card.score().map_or_else(|| "–".to_owned(), |score| voice.locale.decimal(score, 0));
        let mut cells = vec![
            sheet.account_cell(scores.account),
            place(sheet, scores.single, differs(scores.single.tier)),
            place(sheet, scores.pyramid, differs(scores.pyramid.tier)),
            place(sheet, scores.scorecard, differs(scores.scorecard.tier)),
            Cell::new(score),
            Cell::new(voice.locale.percent_round(scores.card.completeness)),
        ];
        if compared {
            cells.push(Cell::new(voice.locale.number(scores.ranks_apart().try_into().unwrap_or(i64::MAX))));
        }
        cells
    };
    let pyramid = if by_profit { "scores.pyramid_profit" } else { "scores.pyramid" };
    let mut columns = vec![
        Column::words(sheet.word("portfolio.column.account")),
        Column::figures(sheet.word("scores.single")),
        Column::figures(sheet.word(pyramid)),
        Column::figures(sheet.word("scores.scorecard")),
        Column::figures(sheet.word("scores.column.score")),
        Column::figures(sheet.word("scores.column.completeness")).minor(),
    ];
    if compared {
        columns.push(Column::figures(sheet.word("scores.column.spread")));
    }
    let rows = accounts.iter().take(LISTED).map(row).collect();
    let table = TableView::new(sheet.word("scores.list.caption"), columns, rows).sortable();
    let mut notes = vec![voice.rich("scores.note", &[])];
    if !by_profit {
        notes.push(voice.rich("scores.no_profit", &[]));
    }
    if accounts.len() > LISTED {
        notes.push(voice.rich("portfolio.first_rows", &[("count", LISTED.into())]));
    }
    Exhibit::listed(id, finding, measure(sheet), table).stacked().with_notes(notes)
}

/// What the table measures, with the cuts of the tiers.
fn measure(sheet: &Sheet<'_>) -> String {
    let [top, upper, middle] = sheet.book().settings.pyramid.cuts.map(|cut| Arg::from(cut.to_string()));
    sheet.voice().say("scores.list.measure", &[("top", top), ("upper", upper), ("middle", middle)])
}

/// The indicators, what they weigh, and for how many accounts they are known.
fn weights(sheet: &Sheet<'_>) -> Exhibit {
    let voice = sheet.voice();
    let settings = &sheet.book().settings.scorecard;
    let known = |indicator: Indicator| {
        let cards = sheet.book().analysis.scores.accounts.iter().flat_map(|scores| &scores.card.indicators);
        cards.filter(move |points| points.indicator == indicator).map(|points| points.value)
    };
    // What too few dossiers state weighs nothing, and the others weigh more.
    let is_rare = |indicator: Indicator| indicator == Indicator::Potential && known(indicator).next().is_none();
    let counted = Indicator::ALL.into_iter().filter(|indicator| !is_rare(*indicator));
    let weighed: Vec<Indicator> = counted.filter(|indicator| indicator.weight(settings) > 0.0).collect();
    let all: f64 = weighed.iter().map(|indicator| indicator.weight(settings)).sum();
    let share =
        |indicator: Indicator| if weighed.contains(&indicator) { indicator.weight(settings) / all } else { 0.0 };
    let row = |indicator: Indicator| {
        let count = known(indicator).count();
        let mean = match count {
            0 => "–".into(),
            _ => voice.locale.percent_round(known(indicator).sum::<f64>() / count as f64),
        };
        let weight = match share(indicator) {
            none if is_rare(indicator) => Cell::new("–").note(sheet.word("scores.weights.rare")).bar(none),
            share => Cell::new(voice.locale.percent(share)).bar(share),
        };
        vec![
            Cell::new(sheet.word(&format!("scores.indicator.{}", indicator.key()))),
            weight,
            Cell::new(voice.locale.number(count.try_into().unwrap_or(i64::MAX))),
            Cell::new(mean),
        ]
    };
    let columns = vec![
        Column::words(sheet.word("scores.weights.column")),
        Column::figures(sheet.word("scores.weights.weight")),
        Column::figures(sheet.word("scores.weights.known")),
        Column::figures(sheet.word("scores.weights.average")),
    ];
    let rows = Indicator::ALL.into_iter().map(row).collect();
    let table = TableView::new(sheet.word("scores.weights.caption"), columns, rows);
    let both = share(Indicator::Revenue) + share(Indicator::GrossProfit);
    let args = [("count", weighed.len().into()), ("share", Arg::from(voice.locale.percent(both)))];
    let finding = voice.rich("scores.weights.finding", &args);
    Exhibit::listed("weights", finding, sheet.word("scores.weights.measure"), table)
        .with_notes([voice.rich("scores.note", &[]), voice.rich("scores.stated", &[])])
}
