//! Linked price with floor and cap (S4 联动): where prices stand in their corridors, by the newest reading of the index.

use super::super::answer::{Answer, day, words};
use super::super::stands::{cell, documented};
use super::super::wide::{account, dash, digits};
use crate::analysis::linked_price::{Corridor, LinkedPrice, LinkedPriceTerms};
use crate::locale::Arg;
use crate::portfolio::{Amount, IndexReading, LinkedPrice as Linked};
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// A linked price with where it stands.
type Priced<'a> = (usize, &'a Linked, Option<(&'a IndexReading, LinkedPrice)>);

/// Linked prices: those held by floor or cap first; `None` without one.
pub fn answer(shared: &Shared<'_>) -> Option<Figure> {
    let today = shared.as_of.date;
    let mut all: Vec<Priced<'_>> = documented(shared)
        .filter_map(|(at, account)| {
            let linked = account.pricing.linked.as_ref()?;
            Some((at, linked, LinkedPriceTerms::of(linked).at_readings(linked, today).last()))
        })
        .collect();
    let rank = |one: &Priced<'_>| match one.2.as_ref().map(|(_, price)| price.corridor) {
        Some(Corridor::AtCap) => 0,
        Some(Corridor::AtFloor) => 1,
        Some(Corridor::Between) => 2,
        None => 3,
    };
    all.sort_by_key(|one| (rank(one), std::cmp::Reverse(shared.accounts[one.0].year.revenue), one.0));
    if all.is_empty() {
        return None;
    }
    // Prices per unit keep their decimals: they are no amounts to be put in thousands.
    let price = |amount: Option<Amount>| amount.map_or_else(dash, |amount| cell(shared.voice.locale.quantity(amount)));
    let row = |one: &Priced<'_>| {
        let (at, linked, now) = one;
        let state = match rank(one) {
            3 => dash(),
            rank => {
                let said =
                    cell(shared.voice.word(&format!("in_portfolio.linked.{}", ["cap", "floor", "between"][rank])));
                if rank < 2 { said.class("act") } else { said }
            }
        };
        account(shared, *at)
            .into_iter()
            .chain([
                words(shared, Some(&linked.index)),
                day(shared, now.as_ref().map(|(reading, _)| reading.date)),
                price(now.as_ref().map(|(reading, _)| reading.value)),
                price(now.as_ref().map(|(_, price)| price.unbounded)),
                price(linked.floor),
                price(linked.cap),
                price(now.as_ref().map(|(_, price)| price.price)),
                words(shared, linked.unit.as_ref()),
                state,
            ])
            .collect()
    };
    let of = |wanted: usize| all.iter().filter(|one| rank(one) == wanted).count();
    let args = [
        ("count", Arg::from(of(2))),
        ("all", digits(shared, all.len()).into()),
        ("cap", digits(shared, of(0)).into()),
        ("floor", digits(shared, of(1)).into()),
        ("unread", digits(shared, of(3)).into()),
    ];
    let case = match (of(0) + of(1), of(2)) {
        (0, 0) => "unread",
        (0, _) => "follow",
        _ => "finding",
    };
    let answer = Answer::new(shared, "linked").accounts().words(&["index", "read_on"]);
    let answer = answer.figures(&["index_now", "by_index", "floor", "cap", "price"]).words(&["per", "state"]);
    Some(answer.rows(all.iter().map(row)).note("note", &[]).says(case, &args))
}
