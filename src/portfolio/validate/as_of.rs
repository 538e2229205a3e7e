//! What had happened by a day: where `as_of` is set, later events are dropped (FRAMEWORKS §0 “Periods”).
//!
//! A visit of a later day is a plan, not an event, while nothing was found and nothing follows from it: it stays.

use jiff::civil::Date;

use crate::load::dossier::Dossier;
use crate::portfolio::{EntryOrder, FollowUp};

/// Drops from a dossier every event after a day, and every end (“done”, “closed”) that lies after it.
pub(super) fn drop_later(dossier: &mut Dossier, order: &mut EntryOrder, day: Date) {
    let by = |date: &Date| *date <= day;
    order.retain("relationship_stages", &mut dossier.relationship_stages, |entry| by(&entry.since));
    order.retain("referrals", &mut dossier.referrals, |referral| by(&referral.date));
    order.retain("objections", &mut dossier.objections, |objection| objection.date.is_none_or(|date| by(&date)));
    order.retain("needs", &mut dossier.needs, |need| need.date.is_none_or(|date| by(&date)));
    order.retain("opportunities", &mut dossier.opportunities, |opportunity| {
        opportunity.opened.is_none_or(|date| by(&date))
    });
    order.retain("satisfaction.surveys", &mut dossier.satisfaction.surveys, |survey| by(&survey.date));
    order.retain("forecasts", &mut dossier.forecasts, |forecast| by(&forecast.made));
    order.retain("payment.overdue", &mut dossier.payment.overdue, |overdue| by(&overdue.as_of));
    order.retain("pricing.quotes", &mut dossier.pricing.quotes, |quote| by(&quote.date));
    // A visit of a later day is a plan until something is written about it.
    order.retain("visits", &mut dossier.visits, |visit| by(&visit.date) || visit.is_plan());
    order.retain("duties", &mut dossier.duties, |duty| by(&duty.date));
    order.retain("complaints", &mut dossier.complaints, |complaint| by(&complaint.date));
    order.retain("supply.reports", &mut dossier.supply.reports, |report| by(&report.date));
    for (at, contact) in dossier.contacts.iter_mut().enumerate() {
        order.retain(&format!("contacts.{at}.relations"), &mut contact.relations, |relations| by(&relations.date));
    }
    if let Some(kam) = &mut dossier.kam_stage {
        order.retain("kam_stage.history", &mut kam.history, |entry| by(&entry.since));
        // What holds from a later day on is not the present stage yet: the one before it is, where it is known.
        if kam.since.is_some_and(|since| since > day)
            && let Some(before) = kam.history.pop()
        {
            (kam.stage, kam.since) = (before.stage, Some(before.since));
        }
    }
    if let Some(linked) = &mut dossier.pricing.linked {
        order.retain("pricing.linked.readings", &mut linked.readings, |reading| by(&reading.date));
    }
    if let Some(club) = &mut dossier.club {
        order.retain("club.uses", &mut club.uses, |visit| by(&visit.date));
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
