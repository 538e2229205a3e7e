//! Relational dimensions over all accounts: a heat map of those who know us least well, a table of all.

use super::stands::{account_cell, cell, measure_caption, table};
use super::wide::{DRAWN, LISTED, account, column, cut, dash, digits, figures_column};
use crate::analysis::relational::{DIMENSIONS, Relational, relational};
use crate::charts::{Chart, HeatCell, HeatMap, HeatRow, Shade};
use crate::locale::Arg;
use crate::site::view::TableView;
use crate::site::view::account::Shared;
use crate::site::view::account::part::{Body, Figure};

/// Assessed contacts from which a mean says something of an account (convention): one is one person's impression.
const ASSESSED: usize = 2;

/// Those with two assessed contacts or more first, the lowest mean first; of equal ones the largest revenue first. Accounts without
/// any mark are not among them.
fn lowest_first(shared: &Shared<'_>) -> Vec<Relational> {
    let mut all = relational(shared.portfolio, shared.as_of.date);
    let low = |one: &Relational| one.means.iter().flatten().copied().fold(f64::INFINITY, f64::min);
    let revenue = |one: &Relational| std::cmp::Reverse(shared.accounts[one.account].year.revenue);
    all.sort_by(|a, b| {
        (a.assessed < ASSESSED)
            .cmp(&(b.assessed < ASSESSED))
            .then(low(a).total_cmp(&low(b)))
            .then(revenue(a).cmp(&revenue(b)))
            .then(a.account.cmp(&b.account))
    });
    all
}

fn name(shared: &Shared<'_>, dimension: usize) -> String {
    shared.voice.word(&format!("account.column.{}", DIMENSIONS[dimension].0))
}

/// Accounts × dimensions as a heat map; `None` where nobody was assessed.
pub fn map(shared: &Shared<'_>) -> Option<Figure> {
    let voice = shared.voice;
    let every = lowest_first(shared);
    // Where nobody has two, the single ones are all there is.
    let firm = every.iter().filter(|one| one.assessed >= ASSESSED).count();
    let all: Vec<Relational> = every.into_iter().take(if firm > 0 { firm } else { usize::MAX }).collect();
    let marks = || {
        all.iter()
            .flat_map(|one| one.means.iter().enumerate().filter_map(|(at, mean)| Some(((*mean)?, one.account, at))))
    };
    let lowest = marks().reduce(|low, other| if other.0 < low.0 { other } else { low })?;
    let average = |dimension: usize| {
        let found: Vec<f64> = marks().filter(|mark| mark.2 == dimension).map(|mark| mark.0).collect();
        (!found.is_empty()).then(|| found.iter().sum::<f64>() / found.len() as f64)
    };
    let weakest = (0..DIMENSIONS.len()).filter_map(|at| Some((average(at)?, at)));
    let weakest = weakest.reduce(|low, other| if other.0 < low.0 { other } else { low })?;
    let decimal = |mark: f64| voice.locale.decimal(mark, 1);
    // As they are shown: what looks equal is.
    let mut sharing: Vec<usize> =
        marks().filter(|mark| decimal(mark.0) == decimal(lowest.0)).map(|mark| mark.1).collect();
    sharing.dedup();
    let args = [
        ("dimension", Arg::from(name(shared, weakest.1))),
        ("mean", decimal(weakest.0).into()),
        ("account", shared.account_name(lowest.1).into()),
        ("mark", decimal(lowest.0).into()),
        ("of", name(shared, lowest.2).into()),
        ("count", sharing.len().into()),
    ];
    let case = if sharing.len() > 1 { "tied" } else { "finding" };
    let finding = voice.rich(&format!("in_portfolio.relations.{case}"), &args);
    let row = |one: &Relational| {
        let shown = account_cell(shared, one.account);
        let heat = |(at, mean): (usize, &Option<f64>)| {
            let text = mean.map_or_else(|| "–".to_owned(), decimal);
            let facts = [
                ("account", Arg::from(shown.text.as_str())),
                ("of", name(shared, at).into()),
                ("mark", text.as_str().into()),
            ];
            HeatCell {
                title: voice.say("in_portfolio.relations.cell", &facts),
                shade: mean.map_or(Shade::None, Shade::Depth),
                text,
            }
        };
        let cells = one.means.iter().enumerate().map(heat).collect();
        let counted =
            [("part", Arg::from(digits(shared, one.assessed))), ("whole", digits(shared, one.contacts).into())];
        // Whole in its brackets, where the name takes two lines.
        let counted = voice.say("in_portfolio.of", &counted).replace(' ', "\u{a0}");
        HeatRow { name: format!("{} ({counted})", shown.text), href: shown.href.clone().unwrap_or_default(), cells }
    };
    let chart = HeatMap {
        id: "relations-map".to_owned(),
        name: voice.word("in_portfolio.relations.name"),
        summary: voice.say("in_portfolio.relations.summary", &[("count", all.len().into())]),
        rows_name: voice.word("in_portfolio.column.account"),
        columns_name: String::new(),
        columns: (0..DIMENSIONS.len()).map(|at| name(shared, at)).collect(),
        rows: all.iter().take(DRAWN).map(row).collect(),
    };
    let measure = voice.say("in_portfolio.relations.measure", &[("count", all.len().min(DRAWN).into())]);
    Some(Figure::new("relations", finding, measure, Body::Chart(Box::new(Chart::HeatMap(chart))), Vec::new()))
}

/// Every account with its means; `None` where nobody was assessed.
pub fn accounts(shared: &Shared<'_>) -> Option<Figure> {
    let voice = shared.voice;
    let all = lowest_first(shared);
    if all.is_empty() {
        return None;
    }
    let mut columns = vec![column(shared, "account"), column(shared, "class"), figures_column(shared, "assessed")];
    columns.extend((0..DIMENSIONS.len()).map(|at| crate::site::view::Column::figures(name(shared, at))));
    let row = |one: &Relational| {
        let parts = [("part", Arg::from(digits(shared, one.assessed))), ("whole", digits(shared, one.contacts).into())];
        let means = one.means.map(|mean| mean.map_or_else(dash, |mean| cell(voice.locale.decimal(mean, 1))));
        account(shared, one.account)
            .into_iter()
            .chain([cell(voice.say("in_portfolio.of", &parts))])
            .chain(means)
            .collect()
    };
    let rows = all.iter().take(LISTED).map(row).collect();
    let table = TableView { sortable: true, ..table(measure_caption(shared), columns, rows) };
    let (assessed, contacts) = all.iter().fold((0, 0), |sum, one| (sum.0 + one.assessed, sum.1 + one.contacts));
    let args = [("count", Arg::from(assessed)), ("all", digits(shared, contacts).into())];
    let finding = voice.rich("in_portfolio.relations.all", &args);
    let measure = voice.word("in_portfolio.relations.all_measure");
    let notes = cut(shared, all.len()).into_iter().collect();
    Some(Figure::new("relations-all", finding, measure, Body::Table(table), notes))
}
