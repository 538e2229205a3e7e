//! Needs and value: the figures of its frameworks.

use serde_json::Value;

use super::{Gathered, Known};
use crate::portfolio::{Amount, WhiteSpaceState};

pub fn gpn(known: &Known<'_>, out: &mut Gathered) {
    out.count("needs", known.account.needs.len());
}

pub fn need_principle(known: &Known<'_>, out: &mut Gathered) {
    out.count("sourced", known.account.needs.iter().filter(|need| need.is_sourced()).count());
}

pub fn fabeec(known: &Known<'_>, out: &mut Gathered) {
    out.count("propositions", known.account.value_propositions.len());
}

pub fn value_added_solution(known: &Known<'_>, out: &mut Gathered) {
    let amounts = || known.account.value_propositions.iter().filter_map(|item| item.yearly_benefit.as_ref());
    let sum: Amount = amounts().map(|figure| figure.value).sum();
    out.put("yearly_benefit", (amounts().count() > 0).then_some(sum));
}

pub fn white_space(known: &Known<'_>, out: &mut Gathered) {
    for cell in &known.account.white_space {
        let before = out.0.get(cell.state.key()).and_then(Value::as_u64).unwrap_or_default();
        out.put(cell.state.key(), Some(before + 1));
    }
    for state in WhiteSpaceState::ALL {
        let of_state = known.account.white_space.iter().filter(|cell| cell.state == *state);
        let sum: Amount = of_state.filter_map(|cell| cell.amount.as_ref()).map(|amount| amount.value).sum();
        out.put(&format!("{}_amount", state.key()), sum.is_positive().then_some(sum));
    }
}

pub fn objections(known: &Known<'_>, out: &mut Gathered) {
    out.count("objections", known.account.objections.len());
    out.count("open", known.account.objections.iter().filter(|item| item.resolved.is_none()).count());
}

pub fn nine_strategies(known: &Known<'_>, out: &mut Gathered) {
    let used: Vec<&str> = known.account.strategies.iter().map(|strategy| strategy.key()).collect();
    out.put("strategies", (!used.is_empty()).then_some(used));
}

pub fn four_mistakes(known: &Known<'_>, out: &mut Gathered) {
    let account = known.account;
    out.judgements(&[
        ("cold_visits", &account.choosing_mistakes.cold_visits),
        ("only_the_large", &account.choosing_mistakes.only_the_large),
        ("closing_by_talk", &account.choosing_mistakes.closing_by_talk),
        ("preset_position", &account.choosing_mistakes.preset_position),
    ]);
}
