//! Commercial terms: the figures of its frameworks.

use super::{Gathered, Known};
use crate::portfolio::{Amount, Percent, PricingOrientation};

pub fn pricing_orientation(known: &Known<'_>, out: &mut Gathered) {
    out.put("orientation", known.account.pricing.orientation.map(PricingOrientation::key));
}

pub fn linked_price(known: &Known<'_>, out: &mut Gathered) {
    let linked = known.account.pricing.linked.as_ref();
    out.put("base", linked.map(|linked| linked.base));
    out.put("floor", linked.and_then(|linked| linked.floor));
    out.put("cap", linked.and_then(|linked| linked.cap));
}

pub fn concessions(known: &Known<'_>, out: &mut Gathered) {
    let account = known.account;
    let sum: Amount = (account.concessions.periods.iter())
        .flat_map(|period| [period.discounts, period.rebates, period.free_services])
        .flatten()
        .sum();
    out.put("granted", (!account.concessions.periods.is_empty()).then_some(sum));
    out.put("cap", account.concessions.cap.map(Percent::share));
}

pub fn volume_without_profit(known: &Known<'_>, out: &mut Gathered) {
    let sum: Amount = known.account.cost_to_serve.iter().map(|cost| cost.amount.value).sum();
    out.put("cost_to_serve", (!known.account.cost_to_serve.is_empty()).then_some(sum));
    out.put("margin", known.facts.year.margin());
}

pub fn forecast_accuracy(known: &Known<'_>, out: &mut Gathered) {
    out.count("forecasts", known.account.forecasts.len());
}

pub fn exit_cost(known: &Known<'_>, out: &mut Gathered) {
    out.count("facilities", known.account.exit_cost.len());
}

pub fn channel(known: &Known<'_>, out: &mut Gathered) {
    let kinds: Vec<&str> = known.account.channels.iter().map(|channel| channel.kind.key()).collect();
    out.put("kinds", (!kinds.is_empty()).then_some(kinds));
}
