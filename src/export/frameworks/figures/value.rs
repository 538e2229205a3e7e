//! Needs and value: the figures of its frameworks.

use serde_json::Value;

use super::{Gathered, Known};
use crate::analysis::benefits::Benefits;
use crate::portfolio::{Amount, NeedStatus, WhiteSpaceState};

pub fn gpn(known: &Known<'_>, out: &mut Gathered) {
    out.count("needs", known.account.needs.len());
    for status in NeedStatus::ALL {
        out.count(status.key(), known.account.needs.iter().filter(|need| need.status == Some(*status)).count());
    }
}

pub fn need_principle(known: &Known<'_>, out: &mut Gathered) {
    out.count("sourced", known.account.needs.iter().filter(|need| need.is_sourced()).count());
}

pub fn fabeec(known: &Known<'_>, out: &mut Gathered) {
    let items = &known.account.value_propositions;
    out.count("propositions", items.len());
    out.count("with_evidence", items.iter().filter(|item| item.evidence.is_some()).count());
    out.count("confirmed", items.iter().filter(|item| item.confirm.is_some()).count());
}

pub fn value_added_solution(known: &Known<'_>, out: &mut Gathered) {
    let found = Benefits::of(known.account);
    out.put("yearly_benefit", found.map(|found| found.stated));
    out.put("yearly_benefit_evidenced", found.map(|found| found.evidenced));
    out.put("yearly_benefit_delivered", found.map(|found| found.delivered));
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
