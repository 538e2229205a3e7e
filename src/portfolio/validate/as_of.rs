//! What had happened by a day: where `as_of` is set, later events are dropped (FRAMEWORKS §0 “Periods”).

use jiff::civil::Date;

use crate::load::dossier::Dossier;
use crate::portfolio::FollowUp;

/// Drops from a dossier every event after a day, and every end (“done”, “closed”) that lies after it.
pub(super) fn drop_later(dossier: &mut Dossier, day: Date) {
    let by = |date: &Date| *date <= day;
    dossier.relationship_stages.retain(|entry| by(&entry.since));
    dossier.referrals.retain(|referral| by(&referral.date));
    dossier.objections.retain(|objection| objection.date.is_none_or(|date| by(&date)));
    dossier.needs.retain(|need| need.date.is_none_or(|date| by(&date)));
    dossier.opportunities.retain(|opportunity| opportunity.opened.is_none_or(|date| by(&date)));
    dossier.satisfaction.surveys.retain(|survey| by(&survey.date));
    dossier.forecasts.retain(|forecast| by(&forecast.made));
    dossier.payment.overdue.retain(|overdue| by(&overdue.as_of));
    dossier.pricing.quotes.retain(|quote| by(&quote.date));
    dossier.visits.retain(|visit| by(&visit.date));
    dossier.duties.retain(|duty| by(&duty.date));
    dossier.complaints.retain(|complaint| by(&complaint.date));
    dossier.supply.reports.retain(|report| by(&report.date));
    for contact in &mut dossier.contacts {
        contact.relations.retain(|relations| by(&relations.date));
    }
    if let Some(linked) = &mut dossier.pricing.linked {
        linked.readings.retain(|reading| by(&reading.date));
    }
    if let Some(club) = &mut dossier.club {
        club.uses.retain(|visit| by(&visit.date));
    }
    for commitment in &mut dossier.supply.commitments {
        commitment.broken_on.retain(by);
    }
    reopen(dossier, day);
}

/// Takes back what ended after the day.
fn reopen(dossier: &mut Dossier, day: Date) {
    let by = |date: &Date| *date <= day;
    let follow_ups = |actions: &mut [FollowUp]| {
        for action in actions {
            action.done = action.done.filter(by);
        }
    };
    for objection in &mut dossier.objections {
        objection.resolved = objection.resolved.filter(by);
    }
    for opportunity in &mut dossier.opportunities {
        if opportunity.outcome.as_ref().is_some_and(|outcome| !by(&outcome.date)) {
            opportunity.outcome = None;
        }
    }
    for visit in &mut dossier.visits {
        follow_ups(&mut visit.actions);
    }
    for complaint in &mut dossier.complaints {
        complaint.responded = complaint.responded.filter(by);
        complaint.closed = complaint.closed.filter(by);
        follow_ups(&mut complaint.actions);
    }
    for action in dossier.plan.iter_mut().flat_map(|plan| &mut plan.actions) {
        action.done = action.done.filter(by);
    }
}
