//! The visit calendar (S4 走访): the last 12 months and the three ahead, month by month.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::part::Body;
use super::scene::Scene;
use crate::analysis::meetings::{planned_meetings, planned_visits, visits_until};
use crate::analysis::visiting::is_senior;
use crate::charts::{Chart, Strip, StripCell, StripState, Tone};
use crate::portfolio::{Account, Month, Visit};

/// Months before that of today.
const BACK: i32 = 11;
/// Months after it.
const AHEAD: i32 = 3;

/// Months with a visit filled, those with a planned one hollow, senior visits marked above; `None` where the months hold neither.
pub fn calendar(scene: &Scene<'_>, account: &Account) -> Option<Body> {
    let today = Month::of(scene.as_of);
    let in_month = |visits: &[&Visit], month: Month| -> usize {
        visits.iter().filter(|visit| Month::of(visit.date) == month).count()
    };
    let past: Vec<&Visit> = visits_until(account, scene.as_of).collect();
    let planned: Vec<&Visit> = planned_visits(account, scene.as_of).collect();
    // An action that names whom to meet is a visit to come, unless the log plans it; two on one day are one visit.
    let meetings: BTreeSet<Date> = planned_meetings(account, scene.as_of, |_| true)
        .map(|(_, due)| due)
        .filter(|due| *due >= scene.as_of && planned.iter().all(|visit| visit.date != *due))
        .collect();
    let to_come =
        |month: Month| in_month(&planned, month) + meetings.iter().filter(|due| Month::of(**due) == month).count();
    let senior: Vec<&Visit> =
        past.iter().chain(&planned).copied().filter(|visit| is_senior(scene.portfolio, visit)).collect();
    let months: Vec<Month> = (-BACK..=AHEAD).map(|step| today.plus(step)).collect();
    if months.iter().all(|month| in_month(&past, *month) + to_come(*month) == 0) {
        return None;
    }
    let cell = |month: &Month| {
        let (done, coming) = (in_month(&past, *month), to_come(*month));
        let state = match (done, coming) {
            (0, 0) => StripState::Empty,
            (0, _) => StripState::Due,
            _ => StripState::Full(Tone::A),
        };
        let said = |key: &str, count: usize| scene.say(key, &[("count", count.into())]);
        let text = match (done, coming) {
            (0, coming) if coming > 0 => said("visits.month_planned", coming),
            (done, 0) => said("visits.month", done),
            (done, coming) => format!("{} · {}", said("visits.month", done), said("visits.month_planned", coming)),
        };
        let name = scene.voice.locale.month(*month);
        let is_senior = in_month(&senior, *month) > 0;
        StripCell {
            label: scene.voice.locale.month_short(*month),
            group: month.year().to_string(),
            title: format!("{name} {text}"),
            name,
            state,
            text,
            event: if is_senior { scene.word("visits.senior") } else { String::new() },
            event_tone: Tone::Accent,
        }
    };
    let has_senior = months.iter().any(|month| in_month(&senior, *month) > 0);
    let chart = Strip {
        id: "chart-visits".to_owned(),
        name: scene.word("visits.calendar"),
        summary: scene.word("visits.calendar_summary"),
        cells: months.iter().map(cell).collect(),
        headings: [
            scene.word("overview.month"),
            scene.word("section.visits"),
            if has_senior { scene.word("visits.senior") } else { String::new() },
        ],
    };
    Some(Body::Chart(Box::new(Chart::Strip(chart))))
}
