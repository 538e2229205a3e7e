//! What the rules on actions without an owner and without a day have in common: they speak once for all such actions of an
//! account, and point at the first.

use super::{Exposure, RuleHit, RuleInput};
use crate::analysis::to_do::{ToDo, to_do};
use crate::analysis::value::Value;

/// A hit at each account with `count` (a number of the rule) open actions or more that lack something; `field` is the key to add.
pub(super) fn incomplete(
    input: &RuleInput,
    key: &'static str,
    field: &str,
    lacks: impl Fn(&ToDo) -> bool,
) -> Vec<RuleHit> {
    let mut hits = Vec::new();
    for (position, account, _) in input.looked_at() {
        let bare: Vec<_> = to_do(account).filter(|action| action.is_open() && lacks(action)).collect();
        let Some(first) = bare.first().filter(|_| bare.len() >= input.count("count")) else { continue };
        let evidence = vec![("count", Value::Count(bare.len())), ("what", Value::Words(first.what.clone()))];
        let mend = format!("{}.{field}", first.key);
        hits.push(input.at(position, key, input.exposed(position, Exposure::Hundredth), mend, evidence));
    }
    hits
}
