//! Audit and dossier: the figures of its frameworks.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Gathered, Known};
use crate::analysis::freshness;
use crate::rules::MISCONCEPTIONS;

pub fn five_misconceptions(known: &Known<'_>, out: &mut Gathered) {
    let of_five = known.facts.alerts.iter().map(|hit| hit.rule).filter(|rule| MISCONCEPTIONS.contains(rule));
    let hits: Vec<&str> = of_five.collect();
    out.put("rules", (!hits.is_empty()).then_some(hits));
}

pub fn dossier_completeness(known: &Known<'_>, out: &mut Gathered) {
    if !known.account.is_documented() {
        return;
    }
    let blocks: Vec<_> = crate::frameworks::blocks_of(known.source.portfolio, known.account).collect();
    out.put(
        "filled",
        Some(blocks.iter().filter(|block| block.is_recorded(known.source.portfolio, known.account)).count()),
    );
    out.put("blocks", Some(blocks.len()));
    let newest = freshness::newest(known.account, known.day).into_iter();
    let newest: BTreeMap<&str, Date> = newest.map(|(block, day)| (block.key().unwrap_or("notes"), day)).collect();
    out.put("newest_entries", (!newest.is_empty()).then_some(newest));
}
