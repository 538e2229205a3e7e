//! Complaints (S4): how fast they are closed, and which still wait.

use super::super::answer::{Answer, day, words};
use super::super::stands::{account_cell, cell, documented};
use super::super::wide::{dash, digits};
use crate::analysis::promises_kept::ComplaintTimes;
use crate::locale::Arg;
use crate::portfolio::{Complaint, days_between};
use crate::site::view::account::Shared;
use crate::site::view::account::part::Figure;

/// Complaints with the days that they took, open ones first; `None` without one.
pub fn answer(shared: &Shared<'_>) -> Option<Figure> {
    let (voice, today) = (shared.voice, shared.as_of.date);
    let times = ComplaintTimes::of(documented(shared).map(|(_, account)| account), today);
    let mut all: Vec<(usize, &Complaint)> = documented(shared)
        .flat_map(|(at, account)| account.complaints.iter().map(move |complaint| (at, complaint)))
        .filter(|(_, complaint)| complaint.date <= today)
        .collect();
    if all.is_empty() {
        return None;
    }
    all.sort_by_key(|(at, one)| (one.days_to_close(today).is_some(), std::cmp::Reverse(one.date), *at));
    let row = |(at, complaint): &(usize, &Complaint)| {
        let days = |key: &str, days: i32| {
            voice.say(&format!("in_portfolio.complaints.{key}"), &[("count", Arg::Number(days.into()))])
        };
        let state = match complaint.days_to_close(today) {
            Some(taken) => cell(days("closed", taken)),
            None => cell(days("open", days_between(complaint.date, today))).class("act"),
        };
        let answered = complaint.responded.map(|day| days_between(complaint.date, day));
        let answered = answered.map_or_else(dash, |taken| cell(days("answered", taken)));
        let what = words(shared, Some(&complaint.what));
        vec![account_cell(shared, *at), what, day(shared, Some(complaint.date)), answered, state]
    };
    let answers = times
        .median_answer()
        .map(|days| voice.say("in_portfolio.complaints.answers", &[("count", Arg::Number(days.into()))]));
    let args = [
        ("answers", Arg::from(answers.unwrap_or_default())),
        ("count", Arg::from(times.closed.len())),
        ("days", Arg::Number(times.median().unwrap_or_default().into())),
        ("open", digits(shared, times.open).into()),
        ("oldest", Arg::Number(times.oldest_open.unwrap_or_default().into())),
    ];
    let case = match (times.median(), times.open) {
        (None, _) => "none_closed",
        (Some(_), 0) => "all_closed",
        _ => "finding",
    };
    let answer = Answer::new(shared, "complaints").words(&["account", "complaint", "day", "answered", "state"]);
    Some(answer.rows(all.iter().map(row)).says(case, &args))
}
