//! Everything that is to be done at an account: actions of the plan, and what follows from visits and complaints.

use jiff::civil::Date;

use crate::portfolio::{Account, FollowUp, Localised, Who};

/// Something to be done.
#[derive(Debug, Clone)]
pub struct ToDo<'a> {
    /// What.
    pub what: &'a Localised,
    /// Who.
    pub owner: Option<&'a Who>,
    /// By when.
    pub due: Option<Date>,
    /// Done on this day.
    pub done: Option<Date>,
    /// Whether it stands in a window of 30, 60 or 90 days.
    pub has_window: bool,
    /// Where it stands in the dossier: `plan.actions.2`. Visits and complaints are kept by day and not as written, so of
    /// what follows from them the key is that of the list.
    pub key: String,
}

impl ToDo<'_> {
    /// Whether it is still to be done on a day.
    pub fn is_open(&self, day: Date) -> bool {
        self.done.is_none_or(|done| done > day)
    }
}

/// All of it: the plan's actions as written, then what follows from visits and from complaints, by day.
pub fn to_do(account: &Account) -> impl Iterator<Item = ToDo<'_>> {
    let plan = account.plan.iter().flat_map(|plan| plan.actions.iter().enumerate()).map(|(at, action)| ToDo {
        what: &action.what,
        owner: action.owner.as_ref(),
        due: action.due,
        done: action.done,
        has_window: action.window.is_some(),
        key: format!("plan.actions.{at}"),
    });
    let visits = account.visits.iter().flat_map(|visit| &visit.actions).map(|action| follow_up(action, "visits"));
    let complaints =
        account.complaints.iter().flat_map(|complaint| &complaint.actions).map(|a| follow_up(a, "complaints"));
    plan.chain(visits).chain(complaints)
}

fn follow_up<'a>(action: &'a FollowUp, key: &str) -> ToDo<'a> {
    let FollowUp { what, owner, due, done } = action;
    ToDo { what, owner: owner.as_ref(), due: *due, done: *done, has_window: false, key: key.to_owned() }
}
