//! What winning and keeping the account took, and what it has brought since (S0; FRAMEWORKS §1).
//!
use super::Shared;
use super::part::{Body, Figure};
use super::scene::{ColumnKind, Scene, cell};
use crate::analysis::payback::{AccountYear, Costed, PaidBack, Payback};
use crate::analysis::sales::Scope;
use crate::charts::{Chart, Cumulative, CumulativePeriod, Extent, Tick, nice_ticks};
use crate::locale::{Arg, Scale};
use crate::portfolio::{Account, Amount, Month};
use crate::site::view::Rich;

/// The years with what went in and came back; a table alone where gross profit is not known for each of them.
pub fn payback(shared: &Shared<'_>, scene: &Scene<'_>, account: &Account, at: usize) -> Option<Figure> {
    let total: Amount = account.investments.iter().map(|investment| investment.amount.value).sum();
    if account.investments.is_empty() {
        return None;
    }
    let table = investments(scene, account, total);
    let measure = scene.word("payback.measure");
    let mut notes = vec![scene.source("investments")];
    let Some(years) = shared.outcomes().account_years(account, at) else {
        let finding = scene.rich("payback.spent", &[("money", scene.money(total).into())]);
        let is_sold = shared.accounts[at].first_sale.is_some();
        notes.push(scene.rich(if is_sold { "payback.no_profit" } else { "payback.not_sold" }, &[]));
        return Some(Figure::new("payback", finding, measure, Body::List(table), notes));
    };
    let found = Payback::of(&years);
    let first = shared.sales.first_day(Scope::Account(at))?;
    notes.push(scene.rich("payback.before", &[("date", scene.voice.locale.date_full(first).into())]));
    notes.extend(uncosted(shared, scene, account, at, &years));
    notes.push(burden(scene, &found));
    let from = scene.voice.locale.month_in_sentence(Month::of(shared.facts.first_day.unwrap_or(first)));
    let finding = finding(scene, &found, total, from);
    let today = shared.outcomes().fiscal_year_of(shared.as_of.date);
    let chart = Cumulative {
        summary: finding.as_html().replace("<b>", "").replace("</b>", ""),
        ..chart(scene, &years, &found, today)
    };
    let body = Body::Chart(Box::new(Chart::Cumulative(chart)));
    Some(Figure::new("payback", finding, measure, body, notes).with(Body::List(table)))
}

/// The years of sales for which no cost to serve is on file, and those for a part of which there is none.
fn uncosted(shared: &Shared<'_>, scene: &Scene<'_>, account: &Account, at: usize, years: &[AccountYear]) -> Vec<Rich> {
    let costed = shared.outcomes().costed(account, at, years);
    [(Costed::NotAtAll, "payback.uncosted"), (Costed::InPart, "payback.partly_costed")]
        .into_iter()
        .filter_map(|(wanted, key)| {
            let such = costed.iter().filter(|(_, costed)| *costed == wanted);
            let years: Vec<String> = such.map(|(year, _)| year.to_string()).collect();
            let args = [("years", Arg::from(scene.voice.locale.row(&years)))];
            (!years.is_empty()).then(|| scene.rich(key, &args))
        })
        .collect()
}

/// `from` is where the sales on file begin.
fn finding(scene: &Scene<'_>, found: &Payback, total: Amount, from: String) -> Rich {
    let mut args = vec![("money", Arg::from(scene.money(total)))];
    let key = match (found.paid_back, found.returned) {
        (PaidBack::After(_), Some(year)) => {
            args.push(("year", year.to_string().into()));
            if found.is_at_latest { "payback.back_at_latest" } else { "payback.back" }
        }
        (PaidBack::Missing(missing), _) => {
            args.push(("missing", scene.money(missing).into()));
            "payback.missing"
        }
        (PaidBack::NotSeen(missing), _) => {
            args.push(("missing", scene.money(missing).into()));
            args.push(("from", from.into()));
            "payback.not_seen"
        }
        _ => "payback.spent",
    };
    scene.rich(key, &args)
}

/// Investment ÷ revenue, of the years in which both are known.
fn burden(scene: &Scene<'_>, found: &Payback) -> Rich {
    let Some(burden) = found.burden else { return scene.rich("payback.no_burden", &[]) };
    let share = scene.voice.locale.percent(burden.share).into();
    let [first, last] = [burden.first, burden.last].map(|year| Arg::from(year.to_string()));
    if burden.first == burden.last {
        scene.rich("payback.burden", &[("share", share), ("year", last)])
    } else {
        scene.rich("payback.burdens", &[("share", share), ("first", first), ("last", last)])
    }
}

/// `running` is the fiscal year of today, which is not over.
fn chart(scene: &Scene<'_>, years: &[AccountYear], found: &Payback, running: i16) -> Cumulative {
    let amounts = years.iter().zip(&found.years);
    let all: Vec<Amount> =
        amounts.clone().flat_map(|(year, sum)| [year.contribution, -year.investment, sum.cumulative]).collect();
    let scale = Scale::of(scene.voice.locale, all.iter().copied());
    let periods = amounts.enumerate().map(|(index, (year, sum))| {
        let label = if index == 0 { scene.word("payback.earlier") } else { year.year.to_string() };
        let words = [year.contribution, year.investment, sum.cumulative].map(|amount| scale.show(amount));
        let [mut back_text, spent_text, cumulative_text] = words;
        if year.is_unseen {
            // What it brought before the sales on file begin is not known.
            "–".clone_into(&mut back_text);
        }
        CumulativePeriod {
            title: format!("{label} {cumulative_text}"),
            label,
            back: scale.divide(year.contribution),
            back_text,
            spent: scale.divide(year.investment),
            spent_text,
            cumulative: scale.divide(sum.cumulative),
            cumulative_text,
            extent: if year.year == running { Extent::Partial } else { Extent::Whole },
            note: match found.returned {
                Some(back) if back == year.year => {
                    let key = if found.is_at_latest { "payback.returned_at_latest" } else { "payback.returned" };
                    scene.say(key, &[("year", year.year.to_string().into())])
                }
                _ => String::new(),
            },
        }
    });
    let low = all.iter().map(|amount| scale.divide(*amount)).fold(0.0, f64::min);
    let high = all.iter().map(|amount| scale.divide(*amount)).fold(0.0, f64::max);
    let ticks = nice_ticks(low, high, 4).into_iter();
    let unit = |key: &str| scene.say(&format!("payback.{key}"), &[("unit", scale.label.as_str().into())]);
    Cumulative {
        id: "chart-payback".to_owned(),
        name: scene.word("section.payback"),
        summary: String::new(),
        periods: periods.collect(),
        ticks: ticks.map(|at| Tick::new(at, scene.voice.locale.decimal(at, usize::from(at.fract() != 0.0)))).collect(),
        key: ["came_back", "went_in", "sum"].map(unit),
        headings: [scene.word("column.year"), unit("came_back"), unit("went_in"), unit("sum")],
    }
}

fn investments(scene: &Scene<'_>, account: &Account, total: Amount) -> crate::site::view::TableView {
    let rows = account.investments.iter().map(|investment| {
        vec![
            cell(investment.year.to_string()),
            scene.figure_cell(Some(&investment.amount)),
            scene.prose_cell(investment.note.as_ref()),
        ]
    });
    let columns = [("year", ColumnKind::Text), ("amount", ColumnKind::Figure), ("what_for", ColumnKind::Text)];
    let mut table = scene.table(scene.word("section.investments"), &columns, rows.collect());
    table = table.with_total(vec![cell(scene.word("total")), scene.money_cell(Some(total)), cell("")]);
    table.in_one_unit(scene.voice)
}
