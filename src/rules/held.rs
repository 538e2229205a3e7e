//! What the plan holds already of what a rule asks for: then there is nothing to decide, but a day to keep.

use jiff::civil::Date;

use super::{RuleHit, decision_maker_left, decision_maker_not_met, visit_overdue};
use crate::analysis::meetings::{deciders, planned_meeting};
use crate::portfolio::{Account, Action, ContactId};

/// The open action with a day to come that is the meeting a rule asks for: with whoever decides; where nobody does, and a visit is
/// overdue, with anybody. A step on the way with somebody else is no visit.
pub fn held<'a>(account: &'a Account, hit: &RuleHit, today: Date) -> Option<(&'a Action, Date)> {
    let of_deciders = [decision_maker_not_met::RULE.id, decision_maker_left::RULE.id].contains(&hit.rule)
        || hit.key.starts_with("senior-visit");
    if !of_deciders && hit.rule != visit_overdue::RULE.id {
        return None;
    }
    let anybody = !of_deciders && deciders(account, today).next().is_none();
    let such = |id: &ContactId| anybody || deciders(account, today).any(|contact| contact.id == *id);
    planned_meeting(account, today, such).filter(|(_, due)| *due >= today)
}
