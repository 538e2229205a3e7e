//! What the account buys, and the group that it belongs to.

use super::Shared;
use super::part::{Body, Figure};
use super::scene::{ColumnKind, Scene, cell};
use crate::analysis::sales::Scope;
use crate::charts::{Bar, Bars, Chart, Tone};
use crate::locale::Scale;
use crate::portfolio::{Account, Amount};
use crate::project::settings::AbcLevel;
use crate::site::view::Cell;

/// Most products that are drawn; the rest are summed up.
const PRODUCTS: usize = 8;
/// Share of the largest product below which no product is worth a headline (convention).
const SPREAD: f64 = 0.1;

/// Revenue by product, largest first; last those of which more came back than was bought, so that all lines sum to the whole.
pub fn products(shared: &Shared<'_>, scene: &Scene<'_>, at: usize) -> Option<Figure> {
    let monthly = shared.sales.products(Scope::Account(at), shared.facts.year.period);
    let named = |wanted: fn(Amount) -> bool| -> Vec<(String, Amount)> {
        let wanted = monthly.rows.iter().filter(|(_, sums)| wanted(sums.figures.revenue));
        wanted.map(|(product, sums)| (shared.product_name(*product), sums.figures.revenue)).collect()
    };
    let rows = named(Amount::is_positive);
    let returned = named(|amount| !amount.is_positive() && !amount.is_zero());
    let (name, largest) = rows.first()?;
    let total = rows.iter().fold(Amount::ZERO, |sum, (_, amount)| sum + *amount);
    let scale = Scale::of(scene.voice.locale, rows.iter().chain(&returned).map(|(_, amount)| *amount));
    let mut bars: Vec<Bar> = rows
        .iter()
        .take(PRODUCTS)
        .map(|(name, amount)| bar(name.clone(), *amount, total, scene, &scale, Tone::A))
        .collect();
    if rows.len() > PRODUCTS {
        let rest = rows[PRODUCTS..].iter().fold(Amount::ZERO, |sum, (_, amount)| sum + *amount);
        let name = scene.say("products.rest", &[("count", (rows.len() - PRODUCTS).into())]);
        bars.push(bar(name, rest, total, scene, &scale, Tone::Mute));
    }
    // Of those no share: they are no part of what was bought.
    bars.extend(returned.iter().map(|(name, amount)| Bar {
        title: format!("{name} {}", scale.show(*amount)),
        ..bar(name.clone(), *amount, total, scene, &scale, Tone::Act)
    }));
    let period = scene.voice.locale.period(monthly.counted);
    let part = largest.share_of(total).unwrap_or_default();
    let key = match rows.len() {
        1 => "products.only",
        _ if part < SPREAD => "products.spread",
        _ => "products.finding",
    };
    let share = scene.voice.locale.percent_round(part);
    let finding = scene.rich(key, &[("name", name.as_str().into()), ("share", share.into())]);
    let chart = Bars {
        id: "chart-products".to_owned(),
        name: scene.word("products.name"),
        summary: scene.say("products.summary", &[("count", rows.len().into()), ("name", name.as_str().into())]),
        bars,
        headings: [
            scene.word("column.product"),
            scene.say("overview.revenue", &[("unit", scale.label.as_str().into())]),
            String::new(),
        ],
    };
    let measure = scene.say("products.measure", &[("unit", scale.label.as_str().into()), ("period", period.into())]);
    let mut notes = vec![scene.rich("overview.sales_source", &[])];
    if !returned.is_empty() {
        let back = returned.iter().fold(Amount::ZERO, |sum, (_, amount)| sum + *amount);
        let net = scene.money(total + back);
        let args =
            [("bought", scene.money(total).into()), ("back", scene.money(back.abs()).into()), ("net", net.into())];
        notes.push(scene.rich("products.net", &args));
    }
    if monthly.is_widened() {
        notes.push(scene.rich("products.widened", &[]));
    }
    Some(Figure::new("products", finding, measure, Body::Chart(Box::new(Chart::Bars(chart))), notes))
}

fn bar(name: String, amount: Amount, total: Amount, scene: &Scene<'_>, scale: &Scale, tone: Tone) -> Bar {
    let share = scene.voice.locale.percent(amount.share_of(total).unwrap_or_default());
    let value_text = scale.show(amount);
    Bar {
        title: format!("{name} {value_text} · {share}"),
        name,
        value: Some(scale.divide(amount)),
        value_text,
        tick: None,
        tick_text: String::new(),
        tone,
        href: String::new(),
    }
}

/// Parent, siblings and subsidiaries with what each bought.
pub fn group(shared: &Shared<'_>, scene: &Scene<'_>, account: &Account, at: usize) -> Option<Figure> {
    let head = shared.groups.head(at);
    let members = shared.groups.members(head);
    if members.len() < 2 {
        return None;
    }
    let accounts = &shared.portfolio.accounts;
    let relation = |other: usize| {
        let key = if other == at {
            "group.self"
        } else if accounts[other].parent.as_ref() == Some(&account.id) {
            "group.child"
        } else if account.parent.as_ref() == Some(&accounts[other].id) {
            "group.parent"
        } else if other == head {
            "group.root"
        } else if account.parent.is_some() && accounts[other].parent == account.parent {
            "group.sibling"
        } else if is_below(accounts, other, at) {
            "group.below"
        } else if is_below(accounts, at, other) {
            "group.above"
        } else {
            "group.branch"
        };
        scene.word(key)
    };
    let revenue = |member: usize| shared.facts.year.figures[member].revenue;
    let total = members.iter().fold(Amount::ZERO, |sum, member| sum + revenue(*member));
    let largest = members.iter().map(|member| revenue(*member)).max().unwrap_or(Amount::ZERO);
    let mut order: Vec<usize> = members.to_vec();
    order.sort_by_key(|member| (*member != head, std::cmp::Reverse(revenue(*member)), *member));
    let rows = order.iter().take(30).map(|&member| {
        let name = Cell {
            href: (member != at).then(|| shared.account_href(member)).flatten(),
            ..scene.prose_cell(Some(&accounts[member].name))
        };
        let share = revenue(member).share_of(largest).unwrap_or_default().clamp(0.0, 1.0) * 100.0;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 100")]
        let bar = Cell { bar: Some(share.round() as u8), ..cell("") };
        let amount = revenue(member);
        vec![name, cell(relation(member)), scene.money_cell(Some(amount).filter(|amount| !amount.is_zero())), bar]
    });
    let columns = [
        ("account", ColumnKind::Text),
        ("relation", ColumnKind::Text),
        ("revenue", ColumnKind::Figure),
        ("bar", ColumnKind::Bar),
    ];
    let mut table = scene.table(scene.word("section.group"), &columns, rows.collect());
    table = table.with_total(vec![cell(scene.word("total")), cell(""), scene.money_cell(Some(total)), cell("")]);
    let finding = scene.rich("group.finding", &[("count", members.len().into()), ("money", scene.money(total).into())]);
    Some(Figure::new(
        "group",
        finding,
        scene.word(match shared.settings.abc.level {
            AbcLevel::Account => "group.measure",
            AbcLevel::Group => "group.measure_classed",
        }),
        Body::Table(table.in_one_unit(scene.voice)),
        vec![scene.source("parent")],
    ))
}

/// Whether an account stands somewhere below another one in their group.
fn is_below(accounts: &[Account], lower: usize, upper: usize) -> bool {
    let parent = |at: &usize| {
        let parent = accounts[*at].parent.as_ref()?;
        accounts.binary_search_by(|account| account.id.cmp(parent)).ok()
    };
    // A circle, which validation reports, would never end.
    std::iter::successors(Some(lower), parent).skip(1).take(accounts.len()).any(|at| at == upper)
}
