//! Segmentation and concentration: the figures of its frameworks.

use serde_json::Value;

use super::{Gathered, Known};
use crate::analysis::abc::AbcClass;
use crate::analysis::loyalty_proxy::LoyalBehaviour;
use crate::portfolio::{LoyaltyAttitude, Score};

/// The sources disagree on the base: both, each by its name.
pub fn pareto(known: &Known<'_>, out: &mut Gathered) {
    if !known.is_sold() {
        return;
    }
    for (base, place) in [("revenue", Some(known.facts.on_revenue)), ("gross_profit", known.facts.on_gross_profit)] {
        out.put(&format!("{base}_rank"), place.map(|place| place.rank));
        out.put(&format!("{base}_share"), place.and_then(|place| place.share));
        out.put(&format!("{base}_cumulative_share"), place.and_then(|place| place.cumulative_share));
    }
}

pub fn abc(known: &Known<'_>, out: &mut Gathered) {
    let facts = known.facts;
    out.put("class", known.is_sold().then(|| facts.class.letter()));
    out.put("base", known.is_sold().then_some(known.source.analysis.portfolio.base));
    out.put("on_revenue", known.is_sold().then(|| facts.on_revenue.class.letter()));
    out.put("on_revenue_computed", known.is_sold().then(|| facts.on_revenue.class_computed.letter()));
    out.put("on_gross_profit", facts.on_gross_profit.map(|place| place.class.letter()));
    out.put("class_before", facts.class_before.map(AbcClass::letter));
}

pub fn loyalty_attitude(known: &Known<'_>, out: &mut Gathered) {
    out.put("attitude", known.account.loyalty.as_ref().map(|loyalty| loyalty.attitude.key()));
    out.put("early_adopter", known.account.loyalty.as_ref().map(|loyalty| loyalty.early_adopter));
    let Some(behaviour) = LoyalBehaviour::of(known.account, known.facts) else { return };
    out.put("behaviour", Some(behaviour.value()));
    out.put("unsure", behaviour.share.map(|_| behaviour.is_unsure(known.source.settings.loyalty)));
    out.put("behaves", behaviour.attitude(known.source.settings.loyalty).map(LoyaltyAttitude::key));
}

pub fn attack_defend(known: &Known<'_>, out: &mut Gathered) {
    let facts = known.facts;
    out.put("zone", facts.position.map(|position| position.zone.key()));
    out.put("share", facts.position.map(|position| position.share));
    out.put("wallet", facts.position.map(|position| position.wallet));
    out.put("wallet_basis_before", facts.position_before.map(|position| position.basis.key()));
    out.put("zone_before", facts.position_before.map(|position| position.zone.key()));
}

pub fn scorecard(known: &Known<'_>, out: &mut Gathered) {
    let Some(scores) = known.source.analysis.scores.of_account(known.at) else { return };
    for (name, ranked) in [("single", scores.single), ("pyramid", scores.pyramid), ("scorecard", scores.scorecard)] {
        out.put(&format!("{name}_rank"), Some(ranked.rank));
        out.put(&format!("{name}_tier"), Some(ranked.tier.key()));
    }
    out.put("scorecard", scores.card.score());
    out.put("completeness", Some(scores.card.completeness));
    out.put("tiers_apart", Some(scores.tiers_apart()));
}

pub fn pseudo_key_account(known: &Known<'_>, out: &mut Gathered) {
    let facts = known.facts;
    out.put("silent_months", facts.silent_months);
    out.put("purchase_days", known.is_sold().then_some(facts.lifetime_purchase_days));
    out.put("hit", known.is_sold().then(|| facts.alerts.iter().any(|hit| hit.rule == "big-ticket")));
}

pub fn hold_the_large(known: &Known<'_>, out: &mut Gathered) {
    super::qualification::loss_asymmetry(known, out);
}

pub fn five_grades(known: &Known<'_>, out: &mut Gathered) {
    out.put("grade", known.account.grade.map(Score::get));
}

pub fn rfm(known: &Known<'_>, out: &mut Gathered) {
    let Some(score) = known.source.analysis.customers.rfm_of(known.at) else { return };
    out.put("cell", Some(score.to_string()));
    out.put("recency", Some(score.recency));
    out.put("frequency", Some(score.frequency));
    out.put("monetary", Some(score.monetary));
}

pub fn customer_assets(known: &Known<'_>, out: &mut Gathered) {
    let Some(value) = known.source.analysis.customers.value_of(known.at) else { return };
    out.put("repeats", Some(value.history.repeats));
    out.put("p_alive", value.probability());
    out.put("expected_orders", Some(value.expected_orders));
    out.put("expected_value", value.expected_value);
    out.put("lifetime_value", value.lifetime_value());
}

pub fn market_stance(known: &Known<'_>, out: &mut Gathered) {
    out.put("stance", known.account.market_stance.as_ref().map(|stance| stance.stance.key()));
}

pub fn wallet_composition(known: &Known<'_>, out: &mut Gathered) {
    for part in known.account.wallet.iter().flat_map(|wallet| &wallet.composition) {
        let before = out.0.get(part.holder.key()).and_then(Value::as_f64).unwrap_or_default();
        out.put(part.holder.key(), Some(before + part.share.share()));
    }
}
