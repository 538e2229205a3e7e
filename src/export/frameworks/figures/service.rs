//! Service and coverage: the figures of its frameworks.

use super::{Gathered, Known};
use crate::analysis::customers::seasonality::Seasonality;
use crate::analysis::duty_grid::DutyRow;
use crate::analysis::visiting::Visiting;
use crate::rules::peak_without_supply::is_peak;

pub fn coverage_model(known: &Known<'_>, out: &mut Gathered) {
    out.put("model", known.account.coverage.as_ref().map(|coverage| coverage.model.key()));
}

pub fn visits(known: &Known<'_>, out: &mut Gathered) {
    if !known.account.is_documented() {
        return;
    }
    let found = Visiting::of(known.source.portfolio, known.at, known.day);
    out.put("done", Some(found.done));
    out.put("planned", found.planned);
    out.put("senior", Some(found.senior));
    out.put("senior_planned", found.senior_planned);
    out.put("days_since", found.days(known.day));
    out.put("next", found.next.filter(|_| found.has_next(known.day)));
}

pub fn nine_duties(known: &Known<'_>, out: &mut Gathered) {
    out.count(
        "duties_done",
        DutyRow::of(known.source.portfolio, known.at, known.day, known.source.settings.fiscal_year_start).done(),
    );
}

pub fn complaints(known: &Known<'_>, out: &mut Gathered) {
    out.count("complaints", known.account.complaints.len());
    out.put("days_to_close", known.account.complaints.iter().filter_map(|c| c.days_to_close(known.day)).max());
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
    let Some(season) = Seasonality::of_account(&analysis.sales, known.at, known.day) else { return };
    let Some(peak) = season.next_peak(known.day) else { return };
    let stands_out = !season.stopped && is_peak(&peak, &season, known.source.settings);
    out.put("peak", Some(stands_out));
    if stands_out {
        out.put("peak_month", Some(peak.month.first_day().month()));
        out.put("peak_index", Some(peak.index));
        out.put("days_to_peak", Some(peak.days));
    }
}
