//! Whether it is a key account: the figures of its frameworks.

use serde::Serialize;

use super::{Gathered, Known};
use crate::analysis::customers::lifetime_value::AccountValue;
use crate::analysis::payback::{PaidBack, Payback};
use crate::analysis::relational_ranking::two_ranks;
use crate::portfolio::{Amount, ChannelRole, LoyaltyAttitude, Procurement};

pub fn two_senses(known: &Known<'_>, out: &mut Gathered) {
    out.put("channel_role", known.account.channel_role.map(ChannelRole::key));
}

pub fn predictable_contribution(known: &Known<'_>, out: &mut Gathered) {
    out.put("months_with_purchase", known.facts.first_sale.map(|_| known.months_bought()));
    let xyz = known.source.analysis.customers.xyz_of(known.at);
    out.put("xyz", xyz.map(|xyz| format!("{:?}", xyz.class)));
    out.put("variation", xyz.map(|xyz| xyz.variation));
    let value = known.source.analysis.customers.value_of(known.at);
    out.put("p_alive", value.and_then(AccountValue::probability));
}

pub fn three_tests(known: &Known<'_>, out: &mut Gathered) {
    let account = known.account;
    out.judgements(&[("product", &account.fit.product), ("selling", &account.fit.selling)]);
    out.put("procurement", account.fit.procurement.map(Procurement::key));
    out.put("months_with_purchase", known.facts.first_sale.map(|_| known.months_bought()));
}

pub fn investment_payback(known: &Known<'_>, out: &mut Gathered) {
    let account = known.account;
    let sum: Amount = account.investments.iter().map(|year| year.amount.value).sum();
    out.count("years", account.investments.len());
    out.put("invested", (!account.investments.is_empty()).then_some(sum));
    out.put("gross_profit", known.facts.lifetime.gross_profit());
    let years = (!account.investments.is_empty()).then(|| known.outcomes().account_years(account, known.at)).flatten();
    let Some(years) = years else { return };
    let found = Payback::of(&years);
    let rows = years.iter().zip(&found.years).enumerate().map(|(at, (year, sum))| PaybackRow {
        year: year.year,
        and_before: at == 0,
        contribution: (!year.is_unseen).then_some(year.contribution),
        investment: year.investment,
        cumulative: sum.cumulative,
    });
    out.put("by_year", Some(rows.collect::<Vec<_>>()));
    out.put("payback_year", found.returned);
    out.put("payback_year_is_at_latest", found.returned.map(|_| found.is_at_latest));
    let invested = known.outcomes().invested(account, known.at);
    out.put("years_to_return", invested.and_then(|invested| invested.years_to_return()));
    out.put("burden", found.burden.map(|burden| burden.share));
    match found.paid_back {
        PaidBack::Missing(missing) => out.put("missing", Some(missing)),
        PaidBack::NotSeen(missing) => out.put("missing_by_what_is_on_file", Some(missing)),
        PaidBack::NothingInvested | PaidBack::After(_) => {}
    }
}

/// A year of the payback; the first, which says so, stands for all before the sales on file, in which the contribution is not known where the account
/// bought already.
#[derive(Serialize)]
struct PaybackRow {
    year: i16,
    /// Whether it stands for the years before, too.
    and_before: bool,
    contribution: Option<Amount>,
    investment: Amount,
    cumulative: Amount,
}

pub fn loss_asymmetry(known: &Known<'_>, out: &mut Gathered) {
    out.put("revenue_share_lost", known.facts.on_revenue.leave_one_out);
    out.put("gross_profit_share_lost", known.facts.on_gross_profit.and_then(|place| place.leave_one_out));
}

pub fn seller_match(known: &Known<'_>, out: &mut Gathered) {
    out.judgements(&[
        ("seller_scale", &known.account.fit.seller_scale),
        ("industry_knowledge", &known.account.fit.industry_knowledge),
    ]);
}

pub fn five_elements(known: &Known<'_>, out: &mut Gathered) {
    let account = known.account;
    out.judgements(&[
        ("large_continuous", &account.five_elements.large_continuous),
        ("strategic_order", &account.five_elements.strategic_order),
        ("business_or_image", &account.five_elements.business_or_image),
        ("technology_absorption", &account.five_elements.technology_absorption),
        ("market_development", &account.five_elements.market_development),
    ]);
}

pub fn account_types(known: &Known<'_>, out: &mut Gathered) {
    let types: Vec<&str> = known.account.types.iter().map(|kind| kind.key()).collect();
    out.put("types", (!types.is_empty()).then_some(types));
    out.put("revenue", known.facts.first_sale.map(|_| known.facts.year.revenue));
}

pub fn transactional_relational(known: &Known<'_>, out: &mut Gathered) {
    let facts = known.facts;
    out.put("rank_revenue", facts.first_sale.map(|_| facts.on_revenue.rank));
    out.put("rank_gross_profit", facts.on_gross_profit.map(|place| place.rank));
    let (portfolio, analysis) = (known.source.portfolio, known.source.analysis);
    let ranks = two_ranks(portfolio, &analysis.sales, &analysis.accounts, known.day);
    let Some(own) = ranks.iter().find(|one| one.account == known.at) else { return };
    out.put("rank_by_value", own.relational);
    out.put("rank_among_them_by_revenue", own.comparable);
    out.put("places_gained", own.gain());
}

pub fn partner_type(known: &Known<'_>, out: &mut Gathered) {
    out.count("referrals", known.account.referrals.len());
    known.put_cost_to_serve(out);
    out.put("loyal", known.account.loyalty.as_ref().map(|loyalty| loyalty.attitude == LoyaltyAttitude::Loyal));
    out.put("margin", known.facts.year.margin());
}

pub fn group_tree(known: &Known<'_>, out: &mut Gathered) {
    out.put("parent", known.account.parent.as_ref().map(|parent| parent.as_str().to_owned()));
    out.count("subsidiaries", known.source.portfolio.children(&known.account.id).count());
}
