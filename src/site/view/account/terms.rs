//! Commercial terms: contracts and payment (FRAMEWORKS §9).

use super::part::{Body, Fact, Figure};
use super::scene::{ColumnKind, Scene, act, cell};
use crate::locale::Arg;
use crate::portfolio::{Account, Contract, days_between};
use crate::site::view::{Cell, Prose};

/// Days before its renewal from which a contract asks for action (convention).
const RENEWAL_DAYS: i32 = 90;

/// The day by which a running contract must be settled: its renewal, else its end.
fn settled_by(contract: &Contract) -> Option<jiff::civil::Date> {
    contract.renewal.or(contract.end)
}

/// Contracts, the next to be settled first.
pub fn contracts(scene: &Scene<'_>, account: &Account) -> Option<Figure> {
    if account.contracts.is_empty() {
        return None;
    }
    let mut all: Vec<&Contract> = account.contracts.iter().collect();
    let running = |contract: &Contract| contract.end.is_none_or(|end| end >= scene.as_of);
    all.sort_by_key(|contract| (!running(contract), settled_by(contract).is_none(), settled_by(contract)));
    let rows = all.iter().map(|contract| {
        let by = settled_by(contract);
        let days = by.map(|day| days_between(scene.as_of, day));
        let due = match (by, days) {
            (Some(day), Some(days)) if running(contract) && !contract.renews && days <= RENEWAL_DAYS => {
                let note = if days >= 0 {
                    scene.say("contracts.left", &[("count", Arg::Number(days.into()))])
                } else {
                    scene.word("contracts.past")
                };
                Cell { note: Some(note), ..act(scene.day(day)) }
            }
            _ if !running(contract) => {
                let end = contract.end.map_or_else(String::new, |day| scene.day(day));
                Cell { note: Some(scene.word("contracts.ended")), ..act(end) }
            }
            (Some(day), _) => {
                Cell { note: contract.renews.then(|| scene.word("contracts.renews")), ..cell(scene.day(day)) }
            }
            (None, _) => cell(scene.word("contracts.open_ended")),
        };
        vec![
            scene.noted(
                scene.prose_cell(Some(&contract.name)),
                contract
                    .number
                    .clone()
                    .into_iter()
                    .chain(super::needs::lines(scene, &contract.product_lines))
                    .chain(contract.note.as_ref().map(|note| scene.words(note).to_owned())),
            ),
            cell(scene.voice.locale.date_table(contract.start)),
            due,
            scene.figure_cell(contract.value.as_ref()),
        ]
    });
    let columns = [
        ("contract", ColumnKind::Text),
        ("start", ColumnKind::Text),
        ("settle_by", ColumnKind::Text),
        ("amount", ColumnKind::Figure),
    ];
    let table = scene.table(scene.word("section.contracts"), &columns, rows.collect()).in_one_unit(scene.voice);
    let next = all.iter().filter(|contract| running(contract)).find_map(|contract| settled_by(contract));
    let finding = match next {
        Some(day) if day >= scene.as_of => {
            let days = days_between(scene.as_of, day);
            scene.rich(
                "contracts.finding",
                &[("day", scene.voice.locale.date_full(day).into()), ("count", Arg::Number(days.into()))],
            )
        }
        Some(_) => scene.rich("contracts.overdue", &[]),
        None if !all.iter().any(|contract| running(contract)) => {
            let last = all.iter().filter_map(|contract| contract.end).max();
            let day = last.map_or_else(String::new, |day| scene.voice.locale.date_full(day));
            scene.rich("contracts.lapsed", &[("day", day.into())])
        }
        None if all.len() == 1 => scene.rich("contracts.one_undated", &[]),
        None => scene.rich("contracts.none_due", &[("count", all.len().into())]),
    };
    let source = vec![scene.source("contracts")];
    Some(Figure::new("contracts", finding, scene.word("contracts.measure"), Body::List(table), source))
}

/// Terms, credit, what is overdue.
pub fn payment(scene: &Scene<'_>, account: &Account) -> Option<Figure> {
    let payment = &account.payment;
    let mut facts = Vec::new();
    let mut tell =
        |key: &str, texts: Vec<Prose>| facts.push(Fact { name: scene.word(&format!("payment.{key}")), texts });
    if let Some(days) = payment.terms_days {
        tell("terms", vec![scene.plain(scene.say("payment.days", &[("count", Arg::Number(days.into()))]))]);
    }
    if let Some(grade) = &payment.credit_grade {
        tell("grade", vec![scene.prose(grade)]);
    }
    if let Some(limit) = &payment.credit_limit {
        let amount = std::iter::once(scene.plain(scene.money(limit.value)));
        tell("limit", amount.chain(scene.provenance(limit)).collect());
    }
    if let Some(note) = &payment.note {
        tell("note", vec![scene.prose(note)]);
    }
    let overdue = payment.overdue.iter().rev().find(|entry| entry.as_of <= scene.as_of);
    if facts.is_empty() && overdue.is_none() {
        return None;
    }
    let finding = match overdue {
        Some(entry) if entry.amount.is_positive() => {
            let (money, day) = (scene.money(entry.amount), scene.voice.locale.date_full(entry.as_of));
            match entry.days {
                Some(days) => scene.rich(
                    "payment.overdue_days",
                    &[("money", money.into()), ("day", day.into()), ("count", Arg::Number(days.into()))],
                ),
                None => scene.rich("payment.overdue", &[("money", money.into()), ("day", day.into())]),
            }
        }
        Some(entry) => scene.rich("payment.clear", &[("day", scene.voice.locale.date_full(entry.as_of).into())]),
        None => scene.rich("payment.finding", &[]),
    };
    Some(Figure::new(
        "payment",
        finding,
        scene.word("payment.measure"),
        Body::Facts(facts),
        vec![scene.source("payment")],
    ))
}
