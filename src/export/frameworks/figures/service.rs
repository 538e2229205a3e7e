//! Service and coverage: the figures of its frameworks.

use super::{Gathered, Known};
use crate::analysis::meetings::visits_until;
use crate::portfolio::days_between;

pub fn coverage_model(known: &Known<'_>, out: &mut Gathered) {
    out.put("model", known.account.coverage.as_ref().map(|coverage| coverage.model.key()));
}

pub fn visits(known: &Known<'_>, out: &mut Gathered) {
    let done = || visits_until(known.account, known.day);
    out.count("done", done().count());
    out.put("days_since", done().map(|visit| days_between(visit.date, known.day)).min());
}

pub fn nine_duties(known: &Known<'_>, out: &mut Gathered) {
    let done = known.account.duties.iter().filter(|entry| entry.date <= known.day).map(|entry| entry.duty.key());
    out.count("duties_done", done.collect::<std::collections::BTreeSet<_>>().len());
}

pub fn complaints(known: &Known<'_>, out: &mut Gathered) {
    out.count("complaints", known.account.complaints.len());
    out.count("open", known.account.complaints.iter().filter(|c| c.closed.is_none_or(|on| on > known.day)).count());
}

pub fn resource_quota(known: &Known<'_>, out: &mut Gathered) {
    let quota = known.account.resource_quota.as_ref();
    out.put("time", quota.map(|quota| quota.time));
    out.put("people", quota.map(|quota| quota.people));
    out.put("money", quota.map(|quota| quota.money));
}

pub fn supply_commitments(known: &Known<'_>, out: &mut Gathered) {
    out.count("commitments", known.account.supply.commitments.len());
    out.count("broken", known.account.supply.commitments.iter().filter(|c| c.kept == Some(false)).count());
}

pub fn key_account_centre(known: &Known<'_>, out: &mut Gathered) {
    out.put("enrolled", known.account.club.as_ref().and_then(|club| club.enrolled));
}

pub fn seasonality(known: &Known<'_>, out: &mut Gathered) {
    let analysis = known.source.analysis;
    let Some(peak) = analysis.season_of(known.at).and_then(|season| season.next_peak(known.day)) else { return };
    out.put("peak_month", Some(peak.month.first_day().month()));
    out.put("peak_index", Some(peak.index));
    out.put("days_to_peak", Some(peak.days));
}
