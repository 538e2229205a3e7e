//! Actions that are said to be done, events that are said to have happened, and notes that are of a day, far after all that is known:
//! a slip of the pen.

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, Diagnostics, Place, codes};
use crate::load::dossier_texts::DossierTexts;
use crate::load::yaml::Locator;
use crate::portfolio::{Account, Body, FAR_AHEAD, FollowUp, Portfolio, days_between};

/// Warnings for them.
pub(super) fn tell(portfolio: &Portfolio, as_of: Date, texts: &DossierTexts) -> Diagnostics {
    let mut found = Diagnostics::new();
    for account in &portfolio.accounts {
        found.extend(notes(account, as_of));
        let Some(file) = account.file() else { continue };
        let mut warn = |key: &str, day: Date, what: &str, help: &str| {
            if let Some(message) = far(what, day, as_of) {
                let pointer = format!("/{}", account.order.as_written(key).replace('.', "/"));
                let warning = Diagnostic::warning(codes::DATES_OUT_OF_ORDER, message).at(texts.place(file, &pointer));
                found.push(warning.help(help));
            }
        };
        for (key, day) in ends(account) {
            warn(&key, day, "done", "correct the day; an action that is still open has a `due` and no `done`");
        }
        for (key, day) in events(account) {
            warn(
                &key,
                day,
                "this has happened",
                "correct the day; what is still to come is a visit without findings, or an action",
            );
        }
    }
    found
}

/// What to say of a day that is far ahead.
fn far(what: &str, day: Date, as_of: Date) -> Option<String> {
    let days = days_between(as_of, day);
    (days > FAR_AHEAD).then(|| format!("{what} on {day}, {days} days after the portfolio's date, {as_of}"))
}

/// Warnings for notes; of one that is the text of an event the event is told.
fn notes(account: &Account, as_of: Date) -> impl Iterator<Item = Diagnostic> {
    let written = account.notes.iter().filter(|note| note.event.is_none());
    written.filter_map(move |note| {
        let message = far("this was noted", note.date?, as_of)?;
        let warning = Diagnostic::warning(codes::DATES_OUT_OF_ORDER, message).at(place_of_day(&note.body));
        Some(warning.help("correct the day; what is still to come is a planned visit, or an action of the plan"))
    })
}

/// Where a note has its day: in its front matter, else in the name of its file.
fn place_of_day(body: &Body) -> Place {
    let front = body.source.get(..body.offset).unwrap_or_default().trim_end().trim_end_matches("---");
    let locator = Locator::new(&body.file, front);
    if locator.keys("").iter().any(|key| key == "date") {
        return locator.value("/date");
    }
    Place::file(std::sync::Arc::clone(&body.file))
}

/// Days on which actions were done, with where they stand.
fn ends(account: &Account) -> impl Iterator<Item = (String, Date)> {
    let planned = account.plan.iter().flat_map(|plan| &plan.actions).enumerate();
    let planned = planned.map(|(at, action)| (format!("plan.actions.{at}.done"), action.done));
    let visits = account.visits.iter().enumerate().map(|(at, visit)| (format!("visits.{at}"), &visit.actions));
    let complaints = account.complaints.iter().enumerate();
    let complaints = complaints.map(|(at, complaint)| (format!("complaints.{at}"), &complaint.actions));
    let follow_ups = visits.chain(complaints).flat_map(|(list, actions)| follow_ups(list, actions));
    planned.chain(follow_ups).filter_map(|(key, done)| Some((key, done?)))
}

fn follow_ups(list: String, actions: &[FollowUp]) -> impl Iterator<Item = (String, Option<Date>)> {
    actions.iter().enumerate().map(move |(at, action)| (format!("{list}.actions.{at}.done"), action.done))
}

/// Days on which something happened, with where they stand. A visit of which nothing is written yet is a plan.
fn events(account: &Account) -> impl Iterator<Item = (String, Date)> {
    let visits = account.visits.iter().enumerate().filter(|(_, visit)| !visit.is_plan());
    let visits = visits.map(|(at, visit)| (format!("visits.{at}.date"), visit.date));
    let complaints = account.complaints.iter().enumerate();
    let complaints = complaints.map(|(at, complaint)| (format!("complaints.{at}.date"), complaint.date));
    let surveys = account.satisfaction.surveys.iter().enumerate();
    let surveys = surveys.map(|(at, survey)| (format!("satisfaction.surveys.{at}.date"), survey.date));
    let quotes = account.pricing.quotes.iter().enumerate();
    let quotes = quotes.map(|(at, quote)| (format!("pricing.quotes.{at}.date"), quote.date));
    let duties = account.duties.iter().enumerate().map(|(at, duty)| (format!("duties.{at}.date"), duty.date));
    let referrals = account.referrals.iter().enumerate();
    let referrals = referrals.map(|(at, referral)| (format!("referrals.{at}.date"), referral.date));
    visits.chain(complaints).chain(surveys).chain(quotes).chain(duties).chain(referrals)
}
