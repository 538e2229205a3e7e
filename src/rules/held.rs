//! What the plan holds already of what a rule asks for: then there is nothing to decide, but a day to keep.

use jiff::civil::Date;

use super::{RuleHit, decision_maker_left, decision_maker_not_met, visit_overdue};
use crate::analysis::meetings::{deciders, planned_meetings, planned_visits};
use crate::analysis::visiting::is_senior;
use crate::portfolio::{Account, Action, ContactId, Portfolio, Visit};

/// A step of the plan with a day to come.
#[derive(Debug, Clone, Copy)]
pub enum Held<'a> {
    /// An open action.
    Action(&'a Action, Date),
    /// A visit that is planned by its day.
    Visit(&'a Visit),
}

impl Held<'_> {
    /// Its day.
    pub const fn day(self) -> Date {
        match self {
            Self::Action(_, day) => day,
            Self::Visit(visit) => visit.date,
        }
    }
}

/// The nearest step to come that answers one of the `alerts` of an account: an action that says so (`answers`), where its rule has
/// found one matter alone and it is plain what is answered; or the meeting that the rule asks for, with whoever decides; where
/// nobody does, and a visit is overdue, with anybody. A visit of our senior level is asked for as such; a step on the way with
/// somebody else is no visit.
pub fn held<'a>(
    portfolio: &Portfolio,
    account: &'a Account,
    alerts: &[RuleHit],
    hit: &RuleHit,
    today: Date,
) -> Option<Held<'a>> {
    let is_alone = alerts.iter().filter(|other| other.rule == hit.rule).count() == 1;
    let answer = is_alone.then(|| answer(account, hit, today)).flatten();
    let meeting = meeting_asked_for(hit).and_then(|asked| meeting(portfolio, account, asked, today));
    [answer, meeting].into_iter().flatten().min_by_key(|held| held.day())
}

fn answer<'a>(account: &'a Account, hit: &RuleHit, today: Date) -> Option<Held<'a>> {
    let open = account.actions().iter().filter(|action| action.done.is_none());
    let answering = open.filter(|action| action.answers.iter().any(|rule| rule == hit.rule));
    let dated = answering.filter_map(|action| Some((action, action.due.filter(|due| *due >= today)?)));
    dated.min_by_key(|(_, due)| *due).map(|(action, due)| Held::Action(action, due))
}

/// Whom a rule wants to be met.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    /// Whoever decides.
    Deciders,
    /// Somebody, by our senior level.
    SeniorLevel,
    /// Whoever decides; anybody, where nobody does.
    Somebody,
}

fn meeting_asked_for(hit: &RuleHit) -> Option<Asked> {
    if hit.key.starts_with("senior-visit") {
        return Some(Asked::SeniorLevel);
    }
    match hit.rule {
        rule if [decision_maker_not_met::RULE.id, decision_maker_left::RULE.id].contains(&rule) => {
            Some(Asked::Deciders)
        }
        rule if rule == visit_overdue::RULE.id => Some(Asked::Somebody),
        _ => None,
    }
}

fn meeting<'a>(portfolio: &Portfolio, account: &'a Account, asked: Asked, today: Date) -> Option<Held<'a>> {
    let nobody_decides = asked == Asked::Somebody && deciders(account, today).next().is_none();
    let anybody = asked == Asked::SeniorLevel || nobody_decides;
    let such = |id: &ContactId| anybody || deciders(account, today).any(|contact| contact.id == *id);
    let is_it = |visit: &&Visit| match asked {
        Asked::SeniorLevel => is_senior(portfolio, visit),
        Asked::Deciders | Asked::Somebody => visit.met.iter().any(&such),
    };
    let visit = planned_visits(account, today).find(|visit| visit.date >= today && is_it(visit)).map(Held::Visit);
    let owned =
        |action: &Action| action.owner.as_ref().and_then(|who| portfolio.member(who)).is_some_and(|who| who.senior);
    let meetings = planned_meetings(account, today, such);
    let to_come = meetings.filter(|(action, due)| *due >= today && (asked != Asked::SeniorLevel || owned(action)));
    let action = to_come.min_by_key(|(_, due)| *due);
    [visit, action.map(|(action, due)| Held::Action(action, due))].into_iter().flatten().min_by_key(|held| held.day())
}
