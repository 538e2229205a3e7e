//! What rules found, on the page of the framework that they look for.

use super::stands::{SHOWN, account_cell, cell, column, measure_caption, table};
use crate::analysis::value::Value;
use crate::locale::Arg;
use crate::rules::{MISCONCEPTIONS, RuleHit, big_ticket};
use crate::site::view::account::Shared;
use crate::site::view::account::part::{Body, Figure};
use crate::site::view::{Cell, Column, sentence};

/// What the rules found that look for the five misconceptions of S2, in its order, each with what the source says to do.
pub fn misconceptions(shared: &Shared<'_>) -> Option<Figure> {
    let all = found(shared, &MISCONCEPTIONS);
    let rows =
        all.iter().map(|hit| vec![rule(shared, hit), who(shared, hit), cell(shared.hit(hit)), remedy(shared, hit)]);
    let columns = ["rule", "account", "fact", "remedy"].map(|key| column(shared, key, false));
    Some(told(shared, &MISCONCEPTIONS, &all, columns.to_vec(), rows.collect()))
}

/// What the rule `big-ticket` found, with the part of the large purchase in all that was ever bought; and what it is set to.
pub fn big_tickets(shared: &Shared<'_>) -> Option<Figure> {
    let rules = [big_ticket::RULE.id];
    let all = found(shared, &rules);
    let share = |hit: &RuleHit| {
        let share = hit.evidence.iter().find_map(|(name, value)| match value {
            Value::Share(share) if *name == "share" => Some(*share),
            _ => None,
        });
        cell(share.map_or_else(|| "–".to_owned(), |share| shared.voice.locale.percent(share)))
    };
    let rows = all.iter().map(|hit| vec![who(shared, hit), cell(shared.hit(hit)), share(hit), remedy(shared, hit)]);
    let columns = [("account", false), ("fact", false), ("share_of_all", true), ("remedy", false)];
    let columns = columns.map(|(key, numeric)| column(shared, key, numeric));
    let mut figure = told(shared, &rules, &all, columns.to_vec(), rows.collect());
    let months = shared.voice.locale.decimal(big_ticket::RULE.value("months", shared.settings), 0);
    figure.notes.push(shared.voice.rich("frameworks.big_ticket_months", &[("months", months.into())]));
    Some(figure)
}

/// What the rule `volume-without-profit` found.
pub fn without_profit(shared: &Shared<'_>) -> Option<Figure> {
    let rules = ["volume-without-profit"];
    let all = found(shared, &rules);
    let rows = all.iter().map(|hit| vec![who(shared, hit), cell(shared.hit(hit)), rule(shared, hit)]);
    let columns = ["account", "fact", "rule"].map(|key| column(shared, key, false));
    Some(told(shared, &rules, &all, columns.to_vec(), rows.collect()))
}

/// What some rules found, in the order of the rules; of one rule what is about all accounts first.
fn found<'a>(shared: &Shared<'a>, rules: &[&str]) -> Vec<&'a RuleHit> {
    let of_accounts = shared.accounts.iter().flat_map(|facts| &facts.alerts);
    let all: Vec<&RuleHit> = shared.facts.alerts.iter().chain(of_accounts).collect();
    rules.iter().flat_map(|rule| all.iter().copied().filter(|hit| hit.rule == *rule).collect::<Vec<_>>()).collect()
}

fn who(shared: &Shared<'_>, hit: &RuleHit) -> Cell {
    hit.account.map_or_else(|| cell(shared.voice.word("frameworks.portfolio")), |at| account_cell(shared, at))
}

fn rule(shared: &Shared<'_>, hit: &RuleHit) -> Cell {
    let href = Some(format!("../rules/{}.html", hit.rule));
    Cell { href, ..cell(shared.voice.word(&format!("rule.{}.name", hit.rule))) }
}

fn remedy(shared: &Shared<'_>, hit: &RuleHit) -> Cell {
    cell(sentence::remedy(shared.voice, hit))
}

fn told(
    shared: &Shared<'_>,
    rules: &[&str],
    all: &[&RuleHit],
    columns: Vec<Column>,
    mut rows: Vec<Vec<Cell>>,
) -> Figure {
    let broken = rules.iter().filter(|rule| all.iter().any(|hit| hit.rule == **rule)).count();
    let first = all.first().map(|hit| match hit.account {
        Some(at) => format!("{}{}{}", shared.account_name(at), shared.voice.word("frameworks.hit_of"), shared.hit(hit)),
        None => shared.hit(hit),
    });
    let first = first.unwrap_or_default();
    let args = [
        ("first", Arg::from(first)),
        ("count", Arg::from(all.len())),
        ("broken", broken.into()),
        ("all", rules.len().into()),
    ];
    let key = match (all.len(), rules.len()) {
        (0, _) => "frameworks.no_hits",
        (_, 1) => "frameworks.hits",
        _ => "frameworks.hits_of",
    };
    rows.truncate(3 * SHOWN);
    let measure = shared.voice.word("frameworks.hits_measure");
    let finding = shared.voice.rich(key, &args);
    // Sentences side by side have no room on a phone: there it is a list.
    let body = (!all.is_empty()).then(|| Body::List(table(measure_caption(shared), columns, rows)));
    Figure { id: "stands".to_owned(), finding, measure, bodies: body.into_iter().collect(), notes: Vec::new() }
}
