//! Days of a dossier that must follow one another.

use jiff::civil::Date;

use super::findings::{Day, Findings};
use crate::load::dossier::Dossier;
use crate::portfolio::FollowUp;

/// Tells every day that lies before one that it must follow.
pub(super) fn check(dossier: &Dossier, findings: &mut Findings) {
    people(dossier, findings);
    value(dossier, findings);
    plan(dossier, findings);
}

fn people(dossier: &Dossier, findings: &mut Findings) {
    for (at, contact) in dossier.contacts.iter().enumerate() {
        findings.in_order(&format!("/contacts/{at}"), Day("since", contact.since), Day("left", contact.left));
    }
}

fn value(dossier: &Dossier, findings: &mut Findings) {
    let stages: Vec<Date> = dossier.relationship_stages.iter().map(|entry| entry.since).collect();
    findings.rising("/relationship_stages", &stages);
    if let Some(kam) = &dossier.kam_stage {
        let stages: Vec<Date> = kam.history.iter().map(|entry| entry.since).collect();
        findings.rising("/kam_stage/history", &stages);
        let newest = kam.history.iter().map(|entry| entry.since).max();
        findings.in_order("/kam_stage", Day("history", newest), Day("since", kam.since));
    }
    for (at, objection) in dossier.objections.iter().enumerate() {
        findings.in_order(
            &format!("/objections/{at}"),
            Day("date", objection.date),
            Day("resolved", objection.resolved),
        );
    }
    for (at, opportunity) in dossier.opportunities.iter().enumerate() {
        let mapping = format!("/opportunities/{at}");
        let opened = Day("opened", opportunity.opened);
        findings.in_order(&mapping, opened, Day("since", opportunity.since));
        findings.in_order(&mapping, opened, Day("close", opportunity.close));
        let ended = opportunity.outcome.as_ref().map(|outcome| outcome.date);
        findings.in_order(&format!("{mapping}/outcome"), opened, Day("date", ended));
        let mut before = opened;
        for (step, entry) in opportunity.history.iter().enumerate() {
            findings.in_order(&format!("{mapping}/history/{step}"), before, Day("since", Some(entry.since)));
            before = Day("history", Some(entry.since));
        }
        if !opportunity.history.is_empty() {
            findings.in_order(&mapping, before, Day("since", opportunity.since));
        }
    }
    let newest_survey = dossier.satisfaction.surveys.iter().map(|survey| survey.date).max();
    findings.in_order("/satisfaction", Day("date", newest_survey), Day("next", dossier.satisfaction.next));
    if let Some(wallet) = &dossier.wallet {
        let newest = wallet.previous.iter().map(|estimate| estimate.as_of).max();
        findings.in_order("/wallet", Day("previous", newest), Day("as_of", wallet.as_of));
    }
    for (at, contract) in dossier.contracts.iter().enumerate() {
        let mapping = format!("/contracts/{at}");
        findings.in_order(&mapping, Day("start", Some(contract.start)), Day("end", contract.end));
        findings.in_order(&mapping, Day("start", Some(contract.start)), Day("renewal", contract.renewal));
    }
}

fn plan(dossier: &Dossier, findings: &mut Findings) {
    for (at, visit) in dossier.visits.iter().enumerate() {
        follow_ups(&format!("/visits/{at}"), Day("date", Some(visit.date)), &visit.actions, findings);
    }
    for (at, complaint) in dossier.complaints.iter().enumerate() {
        let mapping = format!("/complaints/{at}");
        let date = Day("date", Some(complaint.date));
        findings.in_order(&mapping, date, Day("responded", complaint.responded));
        let before = if complaint.responded.is_some() { Day("responded", complaint.responded) } else { date };
        findings.in_order(&mapping, before, Day("closed", complaint.closed));
        follow_ups(&mapping, date, &complaint.actions, findings);
    }
    for (at, commitment) in dossier.supply.commitments.iter().enumerate() {
        let mapping = format!("/supply/commitments/{at}");
        findings.in_order(&mapping, Day("from", commitment.from), Day("to", commitment.to));
        // After its last day a promise can well be broken: what was due by then is late.
        let first_broken = commitment.broken_on.iter().min().copied();
        findings.in_order(&mapping, Day("from", commitment.from), Day("broken_on", first_broken));
    }
}

fn follow_ups(mapping: &str, date: Day<'_>, actions: &[FollowUp], findings: &mut Findings) {
    for (at, action) in actions.iter().enumerate() {
        let mapping = format!("{mapping}/actions/{at}");
        findings.in_order(&mapping, date, Day("due", action.due));
        findings.in_order(&mapping, date, Day("done", action.done));
    }
}
