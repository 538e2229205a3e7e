//! Actions that are said to be done on a day far after all that is known: a slip of the pen.

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::load::dossier_texts::DossierTexts;
use crate::portfolio::{FollowUp, Portfolio, days_between};

/// Days after the portfolio's date for which a day may lie: dossiers are ahead of the sales, and not by more than a year.
const AHEAD: i32 = 366;

/// Warnings for them.
pub(super) fn tell(portfolio: &Portfolio, as_of: Date, texts: &DossierTexts) -> Diagnostics {
    let mut found = Diagnostics::new();
    for account in &portfolio.accounts {
        let Some(file) = account.file() else { continue };
        let planned = account.plan.iter().flat_map(|plan| &plan.actions).enumerate();
        let planned = planned.map(|(at, action)| (format!("plan.actions.{at}.done"), action.done));
        let visits = account.visits.iter().enumerate().map(|(at, visit)| (format!("visits.{at}"), &visit.actions));
        let complaints = account.complaints.iter().enumerate();
        let complaints = complaints.map(|(at, complaint)| (format!("complaints.{at}"), &complaint.actions));
        let follow_ups = visits.chain(complaints).flat_map(|(list, actions)| follow_ups(list, actions));
        for (key, done) in planned.chain(follow_ups) {
            let Some(done) = done.filter(|done| days_between(as_of, *done) > AHEAD) else { continue };
            let message =
                format!("done on {done}, {} days after the portfolio's date, {as_of}", days_between(as_of, done));
            let pointer = format!("/{}", account.order.as_written(&key).replace('.', "/"));
            let warning = Diagnostic::warning(codes::DATES_OUT_OF_ORDER, message).at(texts.place(file, &pointer));
            found.push(warning.help("correct the day; an action that is still open has a `due` and no `done`"));
        }
    }
    found
}

fn follow_ups(list: String, actions: &[FollowUp]) -> impl Iterator<Item = (String, Option<Date>)> {
    actions.iter().enumerate().map(move |(at, action)| (format!("{list}.actions.{at}.done"), action.done))
}
