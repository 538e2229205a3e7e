//! Commercial terms: the figures of its frameworks.

use super::{Gathered, Known};
use crate::analysis::linked_price::LinkedPriceTerms;
use crate::analysis::quotes;
use crate::analysis::written_sales::granted;
use crate::portfolio::{Amount, ChannelKind, Percent, PricingOrientation};
use crate::rules::quote_gap;

pub fn pricing_orientation(known: &Known<'_>, out: &mut Gathered) {
    out.put("orientation", known.account.pricing.orientation.map(PricingOrientation::key));
    let months = quote_gap::months(known.source.settings);
    let closed = quotes::closed(&known.account.pricing.quotes, months, known.day);
    out.put("closed_quotes", closed.map(|closed| closed.count));
    out.put("quote_gap", closed.map(|closed| closed.mean));
}

pub fn linked_price(known: &Known<'_>, out: &mut Gathered) {
    let linked = known.account.pricing.linked.as_ref();
    out.put("base", linked.map(|linked| linked.base));
    out.put("floor", linked.and_then(|linked| linked.floor));
    out.put("cap", linked.and_then(|linked| linked.cap));
    let now = linked.and_then(|linked| LinkedPriceTerms::of(linked).at_readings(linked, known.day).last());
    out.put("read", now.as_ref().map(|(reading, _)| reading.date));
    out.put("price", now.as_ref().map(|(_, found)| found.price));
    out.put("by_index", now.as_ref().map(|(_, found)| found.unbounded));
}

pub fn concessions(known: &Known<'_>, out: &mut Gathered) {
    let account = known.account;
    let periods = &account.concessions.periods;
    let sum: Amount = periods.iter().map(granted).sum();
    out.put("granted", (!periods.is_empty()).then_some(sum));
    let last = periods.last();
    out.put("period", last.map(|last| last.period.as_str()));
    out.put("period_granted", last.map(granted));
    out.put("period_share", last.and_then(|last| known.outcomes().concession_share(known.at, last)));
    out.put("cap", account.concessions.cap.map(Percent::share));
}

pub fn volume_without_profit(known: &Known<'_>, out: &mut Gathered) {
    out.put("margin", known.facts.year.margin());
    let Some(year) =
        known.outcomes().year_contribution(known.account, known.facts, known.source.analysis.portfolio.year.period)
    else {
        return;
    };
    out.put("period", Some([year.period.first, year.period.last]));
    out.put("gross_profit", Some(year.gross_profit));
    out.put("cost_to_serve", year.off.is_costed.then_some(year.off.serving));
    out.put("conceded", year.off.conceded.is_positive().then_some(year.off.conceded));
    out.put("contribution", Some(year.contribution));
    out.put("contribution_share_of_revenue", Some(year.rate));
}

pub fn forecast_accuracy(known: &Known<'_>, out: &mut Gathered) {
    out.count("forecasts", known.account.forecasts.len());
    let accuracy = known.outcomes().accuracy(known.account, known.at);
    out.count("counted", accuracy.counted.len());
    out.put("bias", accuracy.bias);
    out.put("weighted_error", accuracy.weighted_error);
}

pub fn exit_cost(known: &Known<'_>, out: &mut Gathered) {
    let items = &known.account.exit_cost;
    out.count("facilities", items.len());
    let costs = || items.iter().filter_map(|item| item.cost.as_ref()).map(|cost| cost.value);
    out.put("cost", (costs().count() > 0).then(|| costs().sum::<Amount>()));
    out.count("with_help", items.iter().filter(|item| item.help.is_some()).count());
}

pub fn channel(known: &Known<'_>, out: &mut Gathered) {
    let kinds: Vec<&str> = known.account.channels.iter().map(|channel| channel.kind.key()).collect();
    out.put("kinds", (!kinds.is_empty()).then_some(kinds));
    for kind in ChannelKind::ALL {
        let of_kind = known.account.channels.iter().filter(|channel| channel.kind == *kind);
        let shares: Vec<f64> = of_kind.filter_map(|channel| channel.share).map(Percent::share).collect();
        out.put(&format!("{}_share", kind.key()), (!shares.is_empty()).then(|| shares.iter().sum::<f64>()));
    }
}
