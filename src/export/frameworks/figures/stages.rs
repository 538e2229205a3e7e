//! Stages: the figures of its frameworks.

use super::{Gathered, Known};
use crate::analysis::buying_cycle::InCycle;
use crate::analysis::kam_evidence::KamEvidence;
use crate::portfolio::{BuyingStage, days_between};

pub fn relationship_stage(known: &Known<'_>, out: &mut Gathered) {
    let stage = known.account.relationship_stage(known.day);
    out.put("stage", stage.map(|entry| entry.stage.key()));
    out.put("days", stage.map(|entry| days_between(entry.since, known.day)));
}

pub fn kam_stage(known: &Known<'_>, out: &mut Gathered) {
    let account = known.account;
    out.put("dossier", account.kam_stage.as_ref().map(|stage| stage.stage.key()));
    if account.is_documented() {
        let evidence = KamEvidence::of(account, known.facts, known.day);
        out.put("proven", Some(evidence.proven.key()));
        out.put("possible", Some(evidence.possible.key()));
    }
}

pub fn buying_cycle(known: &Known<'_>, out: &mut Gathered) {
    let open = || known.account.opportunities.iter().filter(|opportunity| opportunity.is_open());
    let stages: Vec<&str> = open().filter_map(|open| open.stage).map(BuyingStage::key).collect();
    out.put("stages", (!stages.is_empty()).then_some(stages));
    let days = open().filter_map(|one| InCycle::of(known.at, one, known.source.settings, known.day).days);
    let days: Vec<i32> = days.collect();
    out.put("stage_days", (!days.is_empty()).then_some(days));
}

pub fn long_chase(known: &Known<'_>, out: &mut Gathered) {
    let open = || known.account.opportunities.iter().filter(|opportunity| opportunity.is_open());
    let oldest = open().filter_map(|open| open.opened).min();
    out.put("longest_days", oldest.map(|opened| days_between(opened, known.day)));
    let chased = known.facts.alerts.iter().filter(|hit| hit.rule == "long-chase").count();
    out.put("chased", oldest.map(|_| chased));
}
