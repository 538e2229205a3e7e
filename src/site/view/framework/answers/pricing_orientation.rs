//! Pricing orientation (S4): what lies between the price quoted and the price closed, account by account.

use super::super::answer::{Answer, leaders, percent};
use super::super::stands::{cell, documented};
use super::super::wide::{account, count, dash, digits};
use crate::analysis::quotes::{ClosedQuotes, closed};
use crate::locale::Arg;
use crate::portfolio::{Pricing, PricingOrientation};
use crate::rules::quote_gap;
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// Accounts with an orientation or a closed quote, the widest gap first; `None` without either.
pub fn answer(shared: &Shared<'_>) -> Option<Figure> {
    let months = quote_gap::months(shared.settings);
    let mut all: Vec<(usize, &Pricing, Option<ClosedQuotes>)> = documented(shared)
        .map(|(at, account)| (at, &account.pricing, closed(&account.pricing.quotes, months, shared.as_of.date)))
        .filter(|(_, pricing, closed)| pricing.orientation.is_some() || closed.is_some())
        .collect();
    if all.is_empty() {
        return None;
    }
    let gap = |closed: &Option<ClosedQuotes>| closed.map_or(f64::NEG_INFINITY, |closed| closed.mean);
    all.sort_by(|a, b| gap(&b.2).total_cmp(&gap(&a.2)).then(a.0.cmp(&b.0)));
    let name = |orientation: PricingOrientation| {
        shared.voice.word(&format!("enums.pricing_orientation.{}", orientation.key()))
    };
    let row = |(at, pricing, closed): &(usize, &Pricing, Option<ClosedQuotes>)| {
        let method = pricing
            .method
            .map_or_else(dash, |method| cell(shared.voice.word(&format!("enums.pricing_method.{}", method.key()))));
        account(shared, *at)
            .into_iter()
            .chain([
                pricing.orientation.map_or_else(dash, |orientation| cell(name(orientation))),
                method,
                count(shared, closed.map_or(0, |closed| closed.count)),
                percent(shared, closed.map(|closed| closed.mean)),
            ])
            .collect()
    };
    let quoted: Vec<ClosedQuotes> = all.iter().filter_map(|one| one.2).collect();
    let quotes: usize = quoted.iter().map(|closed| closed.count).sum();
    let mean = quoted.iter().map(|closed| closed.mean * closed.count as f64).sum::<f64>() / quotes.max(1) as f64;
    let counts: Vec<(String, usize)> = PricingOrientation::ALL
        .iter()
        .map(|kind| (name(*kind), all.iter().filter(|(_, pricing, _)| pricing.orientation == Some(*kind)).count()))
        .collect();
    let (names, most) = leaders(shared, &counts).unwrap_or_default();
    let args = [
        ("count", Arg::from(quotes)),
        ("mean", shared.voice.locale.percent(mean.abs()).into()),
        ("months", months.to_string().into()),
        ("names", names.into()),
        ("most", digits(shared, most).into()),
        ("all", digits(shared, all.len()).into()),
    ];
    let case = match quotes {
        0 => "unquoted",
        _ if mean >= 0.0005 => "below",
        _ if mean <= -0.0005 => "above",
        _ => "as_quoted",
    };
    let answer =
        Answer::new(shared, "priced").accounts().words(&["made_from", "how"]).figures(&["closed_quotes", "quote_gap"]);
    Some(answer.rows(all.iter().map(row)).says(case, &args))
}
