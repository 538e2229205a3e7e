//! Everything that is to be done at an account: actions of the plan, and what follows from visits and complaints.
//!
//! Whoever counts actions counts these: the board, the alerts, the dashboard and the export.

use jiff::civil::Date;

use super::meetings::is_visit;
use crate::portfolio::{Account, ContactId, FollowUp, Localised, RelationWork, Who, Window};

/// Something to be done.
#[derive(Debug, Clone)]
pub struct ToDo<'a> {
    /// What.
    pub what: &'a Localised,
    /// Who.
    pub owner: Option<&'a Who>,
    /// The contact that it concerns.
    pub contact: Option<&'a ContactId>,
    /// By when.
    pub due: Option<Date>,
    /// Done on this day.
    pub done: Option<Date>,
    /// Its window of 30, 60 or 90 days, where it states one.
    pub window: Option<Window>,
    /// Whether it secures supply before a peak.
    pub supply: bool,
    /// What it does for the relationship.
    pub relation: Option<RelationWork>,
    /// Rules of the audit that it answers, by their ids.
    pub answers: &'a [String],
    /// What else the plan says of it.
    pub note: Option<&'a Localised>,
    /// What it comes from.
    pub origin: Origin,
    /// The complaint that it answers.
    pub complaint: Option<&'a Localised>,
    /// Where it stands in the account: `plan.actions.2`, `visits.0.actions.1` (see [`crate::portfolio::EntryOrder`]).
    pub key: String,
}

/// What something to be done comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The plan.
    Plan,
    /// A visit of that day.
    Visit(Date),
    /// A call of that day.
    Call(Date),
    /// A complaint of that day.
    Complaint(Date),
}

impl ToDo<'_> {
    /// Whether it is still to be done. What is noted as done has been, although the newest sales may be older; ends after a day
    /// that was asked for are taken back while reading.
    pub const fn is_open(&self) -> bool {
        self.done.is_none()
    }

    /// Whether it should have been done before a day.
    pub fn is_overdue(&self, day: Date) -> bool {
        self.is_open() && self.due.is_some_and(|due| due < day)
    }
}

/// All of it: the plan's actions as written, then what follows from visits and from complaints, by day.
pub fn to_do(account: &Account) -> impl Iterator<Item = ToDo<'_>> {
    let plan = account.plan.iter().flat_map(|plan| plan.actions.iter().enumerate()).map(|(at, action)| ToDo {
        what: &action.what,
        owner: action.owner.as_ref(),
        contact: action.contact.as_ref(),
        due: action.due,
        done: action.done,
        window: action.window,
        supply: action.supply,
        relation: action.relation,
        answers: &action.answers,
        note: action.note.as_ref(),
        origin: Origin::Plan,
        complaint: None,
        key: format!("plan.actions.{at}"),
    });
    let visits = account.visits.iter().enumerate().flat_map(|(at, visit)| {
        let from = if is_visit(visit) { Origin::Visit } else { Origin::Call }(visit.date);
        visit
            .actions
            .iter()
            .enumerate()
            .map(move |(i, action)| follow_up(action, from, format!("visits.{at}.actions.{i}")))
    });
    let complaints = account.complaints.iter().enumerate().flat_map(|(at, complaint)| {
        let from = Origin::Complaint(complaint.date);
        let each = complaint.actions.iter().enumerate();
        each.map(move |(i, action)| ToDo {
            complaint: Some(&complaint.what),
            ..follow_up(action, from, format!("complaints.{at}.actions.{i}"))
        })
    });
    plan.chain(visits).chain(complaints)
}

/// What the board shows: all that the plan says, and what is still open of the rest.
pub fn on_the_board(account: &Account) -> Vec<ToDo<'_>> {
    to_do(account).filter(|action| action.origin == Origin::Plan || action.is_open()).collect()
}

fn follow_up(action: &FollowUp, origin: Origin, key: String) -> ToDo<'_> {
    let FollowUp { what, owner, due, done } = action;
    let owner = owner.as_ref();
    ToDo {
        what,
        owner,
        contact: None,
        due: *due,
        done: *done,
        window: None,
        supply: false,
        relation: None,
        answers: &[],
        note: None,
        origin,
        complaint: None,
        key,
    }
}
