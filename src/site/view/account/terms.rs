//! Commercial terms: contracts, payment, prices, concessions, forecasts (FRAMEWORKS §9).

use super::part::{Body, Fact, Figure};
use super::scene::{ColumnKind, Scene, act, cell, dash};
use crate::locale::Arg;
use crate::portfolio::{Account, Amount, ConcessionPeriod, Contract, Forecast, Quote, days_between};
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
            (Some(day), _) => {
                Cell { note: contract.renews.then(|| scene.word("contracts.renews")), ..cell(scene.day(day)) }
            }
            (None, _) => cell(scene.word("contracts.open_ended")),
        };
        vec![
            Cell { note: contract.number.clone(), ..scene.prose_cell(Some(&contract.name)) },
            cell(scene.voice.locale.date_table(contract.start)),
            due,
            scene.money_cell(contract.value.as_ref().map(|value| value.value)),
        ]
    });
    let columns = [
        ("contract", ColumnKind::Text),
        ("start", ColumnKind::Text),
        ("settle_by", ColumnKind::Text),
        ("amount", ColumnKind::Figure),
    ];
    let table = scene.table(scene.word("section.contracts"), &columns, rows.collect());
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
        None => scene.rich("contracts.none_due", &[("count", all.len().into())]),
    };
    let source = vec![scene.source("contracts")];
    Some(Figure::new("contracts", finding, scene.word("contracts.measure"), Body::List(table), source))
}

/// Terms, credit, what is overdue.
pub fn payment(scene: &Scene<'_>, account: &Account) -> Option<Figure> {
    let payment = &account.payment;
    let mut facts = Vec::new();
    let mut push =
        |key: &str, text: Prose| facts.push(Fact { name: scene.word(&format!("payment.{key}")), texts: vec![text] });
    if let Some(days) = payment.terms_days {
        push("terms", scene.plain(scene.say("payment.days", &[("count", Arg::Number(days.into()))])));
    }
    if let Some(grade) = &payment.credit_grade {
        push("grade", scene.prose(grade));
    }
    if let Some(limit) = &payment.credit_limit {
        push("limit", scene.plain(scene.money(limit.value)));
    }
    if let Some(note) = &payment.note {
        push("note", scene.prose(note));
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

/// The close of a quote against what was quoted, as a share; `None` while it is open.
fn gap(quote: &Quote) -> Option<f64> {
    (quote.quoted - quote.closed?).share_of(quote.quoted)
}

/// How the price is made, and what became of quotes.
pub fn pricing(scene: &Scene<'_>, account: &Account) -> Option<Figure> {
    let pricing = &account.pricing;
    let mut facts = Vec::new();
    let orientation = pricing.orientation.map(|o| scene.choice("pricing_orientation", o.key()));
    let method = pricing.method.map(|m| scene.choice("pricing_method", m.key()));
    let how: Vec<String> = orientation.into_iter().chain(method).collect();
    if !how.is_empty() {
        facts.push(Fact { name: scene.word("pricing.orientation"), texts: vec![scene.plain(how.join(" · "))] });
    }
    for (key, text) in [("peak_valley", &pricing.peak_valley), ("quality", &pricing.quality)] {
        facts.extend(
            text.iter()
                .map(|text| Fact { name: scene.word(&format!("pricing.{key}")), texts: vec![scene.prose(text)] }),
        );
    }
    facts.extend(linked(scene, account));
    if facts.is_empty() && pricing.quotes.is_empty() {
        return None;
    }
    let closed: Vec<f64> = pricing.quotes.iter().filter_map(gap).collect();
    let finding = if closed.is_empty() {
        scene.rich("pricing.finding", &[])
    } else {
        let mean = closed.iter().sum::<f64>() / closed.len() as f64;
        let key = if mean > 0.0005 { "pricing.gap" } else { "pricing.no_gap" };
        scene.rich(key, &[("count", closed.len().into()), ("share", scene.voice.locale.percent(mean).into())])
    };
    let mut figure = Figure::new(
        "pricing",
        finding,
        scene.word("pricing.measure"),
        Body::Facts(facts),
        vec![scene.source("pricing")],
    );
    if !pricing.quotes.is_empty() {
        figure.bodies.push(Body::Table(quotes(scene, account)));
    }
    Some(figure)
}

fn quotes(scene: &Scene<'_>, account: &Account) -> crate::site::view::TableView {
    let quantity = |amount: Amount| scene.voice.locale.quantity(amount);
    let rows = account.pricing.quotes.iter().rev().take(8).map(|quote| {
        let unit = quote.unit.as_ref().map(|unit| scene.words(unit).to_owned());
        let line = quote.product_line.as_deref().map(|line| super::needs::product_line(scene, line).to_owned());
        vec![
            Cell { note: line, ..scene.day_cell(Some(quote.date)) },
            Cell { note: unit, ..cell(quantity(quote.quoted)) },
            quote.closed.map_or_else(dash, |closed| cell(quantity(closed))),
            gap(quote).map_or_else(dash, |gap| cell(scene.voice.locale.delta_percent(0.0 - gap))),
        ]
    });
    let columns = [
        ("day", ColumnKind::Text),
        ("quoted", ColumnKind::Figure),
        ("closed_price", ColumnKind::Figure),
        ("gap", ColumnKind::Figure),
    ];
    scene.table(scene.word("section.quotes"), &columns, rows.collect())
}

/// The linked price at the newest reading: `clamp(base + k · (index − reference), floor, cap)` (S4), exact.
fn linked(scene: &Scene<'_>, account: &Account) -> Option<Fact> {
    let terms = account.pricing.linked.as_ref()?;
    let quantity = |amount: Amount| scene.voice.locale.quantity(amount);
    let bound = |amount: Option<Amount>| amount.map_or_else(|| "—".to_owned(), quantity);
    let corridor =
        scene.say("pricing.corridor", &[("floor", bound(terms.floor).into()), ("cap", bound(terms.cap).into())]);
    let reading = terms.readings.iter().rev().find(|reading| reading.date <= scene.as_of);
    let price = reading.and_then(|reading| {
        let change =
            terms.k.scaled().checked_mul((reading.value - terms.reference).scaled())? / Amount::from_int(1).scaled();
        let free = terms.base + Amount::from_scaled(change);
        let floored = terms.floor.map_or(free, |floor| free.max(floor));
        let price = terms.cap.map_or(floored, |cap| floored.min(cap));
        Some(scene.say(
            "pricing.linked_now",
            &[
                ("price", quantity(price).into()),
                ("index", scene.words(&terms.index).into()),
                ("value", quantity(reading.value).into()),
                ("day", scene.day(reading.date).into()),
            ],
        ))
    });
    let texts = price.into_iter().chain([corridor]).map(|text| scene.plain(text)).collect();
    Some(Fact { name: scene.word("pricing.linked"), texts })
}

/// Discounts, rebates and free services of a period.
fn granted(period: &ConcessionPeriod) -> Amount {
    [period.discounts, period.rebates, period.free_services]
        .into_iter()
        .flatten()
        .fold(Amount::ZERO, |sum, part| sum + part)
}

/// What was granted, period by period.
pub fn concessions(scene: &Scene<'_>, account: &Account) -> Option<Figure> {
    let periods = &account.concessions.periods;
    if periods.is_empty() {
        return None;
    }
    let rows = periods.iter().map(|period| {
        vec![
            cell(period.period.as_str()),
            scene.money_cell(period.discounts),
            scene.money_cell(period.rebates),
            scene.money_cell(period.free_services),
            cell(scene.money(granted(period))),
        ]
    });
    let columns = [
        ("period", ColumnKind::Text),
        ("discounts", ColumnKind::Figure),
        ("rebates", ColumnKind::Figure),
        ("free_services", ColumnKind::Figure),
        ("sum", ColumnKind::Figure),
    ];
    let table = scene.table(scene.word("section.concessions"), &columns, rows.collect());
    let rises = periods.windows(2).rev().take_while(|pair| granted(&pair[1]) > granted(&pair[0])).count();
    let last = periods.last()?;
    let money = scene.money(granted(last));
    let key = if rises >= 2 { "concessions.rising" } else { "concessions.finding" };
    let finding = scene
        .rich(key, &[("count", (rises + 1).into()), ("period", last.period.as_str().into()), ("money", money.into())]);
    let mut notes = vec![scene.source("concessions")];
    if let Some(cap) = account.concessions.cap {
        notes.push(scene.rich("concessions.cap", &[("share", scene.voice.locale.percent_round(cap.share()).into())]));
    }
    Some(Figure::new("concessions", finding, scene.word("concessions.measure"), Body::Table(table), notes))
}

/// What was forecast, and what it came to.
pub fn forecasts(scene: &Scene<'_>, account: &Account) -> Option<Figure> {
    if account.forecasts.is_empty() {
        return None;
    }
    let error = |forecast: &Forecast| {
        forecast.amount.is_positive().then_some(())?;
        (forecast.actual? - forecast.amount).share_of(forecast.amount)
    };
    let rows = account.forecasts.iter().rev().map(|forecast| {
        vec![
            cell(forecast.period.as_str()),
            scene.day_cell(Some(forecast.made)),
            cell(scene.money(forecast.amount)),
            scene.money_cell(forecast.actual),
            error(forecast).map_or_else(dash, |error| cell(scene.voice.locale.delta_percent(error))),
        ]
    });
    let columns = [
        ("period", ColumnKind::Text),
        ("made", ColumnKind::Figure),
        ("forecast", ColumnKind::Figure),
        ("actual", ColumnKind::Figure),
        ("error", ColumnKind::Figure),
    ];
    let table = scene.table(scene.word("section.forecasts"), &columns, rows.collect());
    let finding = match account.forecasts.iter().rev().find_map(|forecast| Some((forecast, error(forecast)?))) {
        Some((forecast, error)) => scene.rich(
            "forecasts.error",
            &[("period", forecast.period.as_str().into()), ("share", scene.voice.locale.delta_percent(error).into())],
        ),
        None => scene.rich("forecasts.finding", &[("count", account.forecasts.len().into())]),
    };
    let source = vec![scene.source("forecasts")];
    Some(Figure::new("forecasts", finding, scene.word("forecasts.measure"), Body::Table(table), source))
}
