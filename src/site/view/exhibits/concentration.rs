//! Concentration: how much hangs on how few, against the year before, and what is lost with one account.

use super::{Exhibit, share_axis};
use crate::analysis::concentration::{self, Concentration};
use crate::analysis::ranking::Ranking;
use crate::analysis::standings::Standing;
use crate::charts::{Chart, Dot, Dots, Lorenz, LorenzMark, LorenzPrevious, Tone};
use crate::locale::Arg;
use crate::site::view::sheet::Sheet;
use crate::site::view::{Cell, Column, Rich, TableView, Way};

/// Shares of the largest 1, 3, 5 and 10 accounts, now and a year before.
pub fn dots(sheet: &Sheet<'_>, standing: &Standing, before: Option<&Standing>) -> Exhibit {
    let voice = sheet.voice();
    let base = sheet.base(standing.base);
    let measure = dots_measure(sheet, standing, before, &base);
    let Some(largest) = largest_step(standing) else {
        let why = voice.say("portfolio.concentration.too_few", &[("base", base.into())]);
        return Exhibit::instead("largest", finding(sheet, standing, before), measure, why);
    };
    let share = |standing: &Standing, count: usize| standing.ranking.share_of_first(count);
    let row = |count: usize| {
        let name = voice.say("portfolio.concentration.first", &[("count", count.into())]);
        let (now, was) = (share(standing, count), before.and_then(|before| share(before, count)));
        Dot {
            previous: was,
            previous_text: sheet.share(was),
            current: now,
            current_text: sheet.share(now),
            tone: Tone::Accent,
            previous_title: format!("{name}: {} ({})", sheet.share(was), sheet.word("portfolio.year_before")),
            title: format!("{name}: {}", sheet.share(now)),
            name,
        }
    };
    let rows: Vec<Dot> = STEPS.into_iter().filter(|&count| count <= largest).map(row).collect();
    if rows.len() < 2 {
        // A single dot is a number, which the finding says.
        let why = voice.say("portfolio.concentration.single", &[]);
        return Exhibit::instead("largest", finding(sheet, standing, before), measure, why);
    }
    let chart = Dots {
        id: "largest-chart".to_owned(),
        name: voice.say("portfolio.concentration.name", &[("base", base.clone().into())]),
        summary: finding(sheet, standing, before).to_text(),
        axis: share_axis(sheet, String::new(), 1.0),
        rows,
        headings: [
            sheet.word("portfolio.column.accounts"),
            before.map_or_else(String::new, |_| sheet.word("portfolio.year_before")),
            sheet.word("portfolio.this_year"),
        ],
    };
    Exhibit::drawn("largest", finding(sheet, standing, before), measure, Chart::Dots(chart))
        .with_notes([sheet.sources()])
}

/// How many of the largest are read out.
const STEPS: [usize; 4] = [1, 3, 5, 10];

/// The largest step below the number of accounts; `None` for one account or none.
fn largest_step(standing: &Standing) -> Option<usize> {
    STEPS.into_iter().rev().find(|&count| count < standing.ranking.positive())
}

fn dots_measure(sheet: &Sheet<'_>, standing: &Standing, before: Option<&Standing>, base: &str) -> String {
    let voice = sheet.voice();
    let hhi = |c: &Concentration| c.hhi.map_or_else(|| "–".to_owned(), |hhi| voice.locale.decimal(hhi, 0));
    let mut args: Vec<(&str, Arg<'_>)> = vec![("base", base.into()), ("hhi", hhi(&standing.concentration).into())];
    match before {
        Some(before) => {
            args.push(("before", hhi(&before.concentration).into()));
            voice.say("portfolio.concentration.measure", &args)
        }
        None => voice.say("portfolio.concentration.measure_alone", &args),
    }
}

/// How much hangs on the largest, against the year before where there is one.
pub fn finding(sheet: &Sheet<'_>, standing: &Standing, before: Option<&Standing>) -> Rich {
    let voice = sheet.voice();
    let base = sheet.base(standing.base);
    let Some(count) = largest_step(standing) else {
        let key = if standing.ranking.positive() == 1 { "finding.largest.one" } else { "finding.largest.none" };
        return voice.rich(key, &[("base", base.into())]);
    };
    let share = |standing: &Standing| standing.ranking.share_of_first(count).unwrap_or_default();
    let now = share(standing);
    let args = |before: f64| -> Vec<(&str, Arg<'_>)> {
        vec![
            ("count", count.into()),
            ("base", base.clone().into()),
            ("share", voice.locale.percent(now).into()),
            ("before", voice.locale.percent(before).into()),
        ]
    };
    match before.map(share) {
        None => voice.rich("finding.largest.alone", &args(now)),
        Some(was) => match Way::of(now - was) {
            Way::Up => voice.rich("finding.largest.rises", &args(was)),
            Way::Down => voice.rich("finding.largest.falls", &args(was)),
            Way::Flat => voice.rich("finding.largest.flat", &args(was)),
        },
    }
}

/// What the whole would miss without one account: the four largest, or more on the page about it.
pub fn leave_one_out(sheet: &Sheet<'_>, rows: usize) -> Exhibit {
    let voice = sheet.voice();
    let book = sheet.book();
    let main = book.main();
    let measure = sheet.word(if book.now.gross_profit.is_some() {
        "portfolio.leave_one_out.measure"
    } else {
        "portfolio.leave_one_out.measure_revenue"
    });
    let largest: Vec<usize> = main.ranking.order().iter().copied().take(main.ranking.positive().min(rows)).collect();
    let base = sheet.base(main.base);
    let Some(&first) = largest.first() else {
        let why = voice.say("portfolio.concentration.too_few", &[("base", base.into())]);
        return Exhibit::instead("leave-one-out", sheet.word("finding.leave_one_out.none").into(), measure, why);
    };
    let Some(loss) = main.place(first).leave_one_out else {
        let why = voice.say("portfolio.leave_one_out.negative", &[("base", base.into())]);
        return Exhibit::instead("leave-one-out", sheet.word("finding.leave_one_out.negative").into(), measure, why);
    };
    let largest_amount = main.ranking.amount(first);
    let tied = main.ranking.order().iter().filter(|&&account| main.ranking.amount(account) == largest_amount).count();
    let (key, name) = match main.ranking.positive() {
        1 => ("finding.leave_one_out.one", sheet.name(first)),
        _ if tied > 1 => ("finding.leave_one_out.any", ""),
        _ => ("finding.leave_one_out.largest", sheet.name(first)),
    };
    let finding = voice
        .rich(
            key,
            &[
                ("account", name.into()),
                ("base", base.into()),
                ("share", sheet.share(Some(loss)).into()),
                ("count", tied.into()),
            ],
        )
        .link(name, sheet.account(first).as_deref());
    Exhibit::listed("leave-one-out", finding, measure, leave_one_out_table(sheet, &largest))
}

fn leave_one_out_table(sheet: &Sheet<'_>, accounts: &[usize]) -> TableView {
    let book = sheet.book();
    let widest = accounts.iter().filter_map(|&a| book.main().place(a).leave_one_out).fold(0.0, f64::max);
    let loss =
        |share: Option<f64>| share.map_or_else(|| "–".to_owned(), |share| sheet.voice().locale.delta_percent(-share));
    let row = |&account: &usize| {
        let main = book.main().place(account).leave_one_out.unwrap_or_default();
        let bar = Cell::default().bar(if widest > 0.0 { main / widest } else { 0.0 });
        let mut cells =
            vec![sheet.account_cell(account), Cell::new(loss(book.now.revenue.place(account).leave_one_out))];
        if let Some(profit) = &book.now.gross_profit {
            cells.push(Cell::new(loss(profit.place(account).leave_one_out)));
        }
        cells.push(bar);
        cells
    };
    let mut columns = vec![
        Column::words(sheet.word("portfolio.column.account")),
        Column::figures(sheet.word("portfolio.base.revenue")),
    ];
    if book.now.gross_profit.is_some() {
        columns.push(Column::figures(sheet.word("portfolio.base.gross_profit")));
    }
    columns.push(Column::words(sheet.word("portfolio.column.bar")).hidden());
    TableView::new(sheet.word("portfolio.leave_one_out.caption"), columns, accounts.iter().map(row).collect())
}

/// The Lorenz curve against equality and the year before.
pub fn lorenz(sheet: &Sheet<'_>, standing: &Standing, before: Option<&Standing>) -> Exhibit {
    let voice = sheet.voice();
    let base = sheet.base(standing.base);
    let measure = voice
        .say("portfolio.lorenz.measure", &[("base", base.clone().into()), ("period", sheet.twelve_months().into())]);
    let Some(gini) = standing.concentration.gini.filter(|_| standing.ranking.positive() > 1) else {
        let why = voice.say("portfolio.concentration.too_few", &[("base", base.clone().into())]);
        return Exhibit::instead("lorenz", voice.rich("finding.lorenz.none", &[("base", base.into())]), measure, why);
    };
    let finding = lorenz_finding(sheet, standing, before, gini);
    let label = |standing: &Standing, year: &str| {
        let gini = standing.concentration.gini.unwrap_or_default();
        voice.say(
            "portfolio.lorenz.label",
            &[("period", sheet.word(year).into()), ("gini", voice.locale.decimal(gini, 2).into())],
        )
    };
    let chart = Lorenz {
        id: "lorenz-chart".to_owned(),
        name: voice.say("portfolio.lorenz.name", &[("base", base.clone().into())]),
        summary: finding.to_text(),
        x: share_axis(sheet, sheet.word("portfolio.lorenz.x"), 1.0),
        y: share_axis(sheet, voice.say("portfolio.lorenz.y", &[("base", base.into())]), 1.0),
        curve: curve(&standing.ranking),
        label: label(standing, "portfolio.this_year"),
        previous: before.map(|before| LorenzPrevious {
            curve: curve(&before.ranking),
            label: label(before, "portfolio.year_before"),
        }),
        equality: sheet.word("portfolio.lorenz.equality"),
        marks: marks(sheet, standing, before),
        headings: [
            sheet.word("portfolio.lorenz.x"),
            sheet.word("portfolio.column.share"),
            before.map_or_else(String::new, |_| sheet.word("portfolio.year_before")),
        ],
    };
    Exhibit::drawn("lorenz", finding, measure, Chart::Lorenz(chart))
        .with_notes([sheet.sources(), voice.rich("portfolio.lorenz.note", &[])])
}

fn lorenz_finding(sheet: &Sheet<'_>, standing: &Standing, before: Option<&Standing>, gini: f64) -> Rich {
    let voice = sheet.voice();
    let base = sheet.base(standing.base);
    let was = before.and_then(|before| before.concentration.gini);
    let args: [(&str, Arg<'_>); 3] = [
        ("base", base.into()),
        ("gini", voice.locale.decimal(gini, 2).into()),
        ("before", was.map_or_else(String::new, |was| voice.locale.decimal(was, 2)).into()),
    ];
    if gini < 0.005 {
        return voice.rich("finding.lorenz.equal", &args);
    }
    match was.map(|was| (gini * 100.0).round() - (was * 100.0).round()) {
        None => voice.rich("finding.lorenz.alone", &args),
        Some(change) if change > 0.0 => voice.rich("finding.lorenz.rises", &args),
        Some(change) if change < 0.0 => voice.rich("finding.lorenz.falls", &args),
        Some(_) => voice.rich("finding.lorenz.flat", &args),
    }
}

/// At most 400 points: a curve of 5,000 accounts looks the same with fewer.
fn curve(ranking: &Ranking) -> Vec<(f64, f64)> {
    let points = concentration::lorenz(ranking);
    let step = points.len().div_ceil(400).max(1);
    let last = points.len().saturating_sub(1);
    let kept = points.iter().enumerate().filter(|(at, _)| at % step == 0 || *at == last);
    kept.map(|(_, point)| (point.accounts, point.amount)).collect()
}

/// The shares of the smallest fifths.
fn marks(sheet: &Sheet<'_>, standing: &Standing, before: Option<&Standing>) -> Vec<LorenzMark> {
    let voice = sheet.voice();
    let held = |standing: &Standing, fifths: usize| {
        let n = standing.ranking.positive();
        let largest = n - (n * fifths) / 5;
        standing.ranking.share_of_first(largest).map(|top| (1.0 - top).max(0.0))
    };
    let mark = |fifths: usize| {
        let accounts = fifths as f64 / 5.0;
        let n = standing.ranking.positive();
        let exact = ((n * fifths) / 5) as f64 / n.max(1) as f64;
        let amount = held(standing, fifths)?;
        let (accounts_text, amount_text) = (voice.locale.percent_round(accounts), voice.locale.percent(amount));
        let args: [(&str, Arg<'_>); 2] =
            [("accounts", accounts_text.as_str().into()), ("share", amount_text.as_str().into())];
        let title = voice.say("portfolio.lorenz.mark", &args);
        let label = if fifths == 4 { title.clone() } else { String::new() };
        let previous_text =
            before.and_then(|before| held(before, fifths)).map_or_else(String::new, |was| voice.locale.percent(was));
        Some(LorenzMark { accounts: exact, accounts_text, amount, amount_text, previous_text, label, title })
    };
    if standing.ranking.positive() < 5 { Vec::new() } else { (1..5).filter_map(mark).collect() }
}
