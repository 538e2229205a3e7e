//! Customer-oriented selling in four steps (S4 客户导向的销售): how far an account's dossier has come.
//!
//! The source names the steps and no test for them. Ours (a convention): a step is taken where the dossier holds what it
//! yields; a step counts as reached where all before it are taken too, since a plan without information is the very mistake.

use jiff::civil::Date;

use super::to_do::to_do;
use crate::portfolio::{Account, Action, Need, Visit, back_months};

/// A step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SellingStep {
    /// Collect and sort information: contacts, and a need that says who voiced it.
    Information,
    /// Set goals and a tailored solution: the plan's goal, and an offer to a need or a value proposition.
    Solution,
    /// Strategy and plan: a strategy in use, and an action that has an owner and a date.
    Plan,
    /// Consultative action: within [`MONTHS`] months something of the plan was done, or a visit brought findings.
    Action,
}

/// Months within which an action counts (convention).
pub const MONTHS: i32 = 12;

impl SellingStep {
    /// In their order.
    pub const ALL: &'static [Self] = &[Self::Information, Self::Solution, Self::Plan, Self::Action];

    /// Its key in the catalogues.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Information => "information",
            Self::Solution => "solution",
            Self::Plan => "plan",
            Self::Action => "action",
        }
    }

    /// Whether an account has taken it by a day, whatever came before.
    pub fn is_taken(self, account: &Account, day: Date) -> bool {
        let plan = account.plan.as_ref();
        match self {
            Self::Information => !account.contacts.is_empty() && account.needs.iter().any(Need::is_sourced),
            Self::Solution => {
                plan.is_some_and(|plan| plan.goal.is_some())
                    && (!account.value_propositions.is_empty() || account.needs.iter().any(|need| need.offer.is_some()))
            }
            Self::Plan => {
                let settled = |action: &Action| action.owner.is_some() && action.due.is_some();
                !account.strategies.is_empty() && plan.is_some_and(|plan| plan.actions.iter().any(settled))
            }
            Self::Action => {
                let from = back_months(day, MONTHS);
                let noted = |visit: &Visit| visit.findings.is_some() && visit.is_done_by(day) && visit.date > from;
                to_do(account).any(|action| action.done.is_some_and(|done| done > from))
                    || account.visits.iter().any(noted)
            }
        }
    }
}

/// The last step before which all are taken, itself among them; `None` where the first is not.
pub fn reached(account: &Account, day: Date) -> Option<SellingStep> {
    SellingStep::ALL.iter().copied().take_while(|step| step.is_taken(account, day)).last()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::account;
    use crate::portfolio::{AccountPlan, Contact, ContactEntry};

    const DAY: Date = jiff::civil::date(2026, 6, 30);

    #[test]
    fn each_step_rests_on_those_before_it() {
        let mut one = account("a");
        assert_eq!(reached(&one, DAY), None);
        one.contacts = contacts();
        one.needs = serde_yaml::from_str("[{need: a}]").unwrap();
        assert_eq!(reached(&one, DAY), None);
        for voiced in ["[{need: a, contact: w}]", "[{need: a, source: tender}]"] {
            one.needs = serde_yaml::from_str(voiced).unwrap();
            assert_eq!(reached(&one, DAY), Some(SellingStep::Information));
        }
        // Actions without a goal: the third and fourth are taken, and not reached.
        one.strategies = serde_yaml::from_str("[relationship]").unwrap();
        let action = "{what: x, owner: lin, due: 2026-07-01}, {what: y, owner: lin, due: 2026-05-01, done: 2026-05-02}";
        one.plan = Some(serde_yaml::from_str::<AccountPlan>(&format!("actions: [{action}]")).unwrap());
        assert!(SellingStep::Plan.is_taken(&one, DAY) && SellingStep::Action.is_taken(&one, DAY));
        assert_eq!(reached(&one, DAY), Some(SellingStep::Information));
        one.plan = Some(serde_yaml::from_str::<AccountPlan>(&format!("{{goal: g, actions: [{action}]}}")).unwrap());
        one.needs = serde_yaml::from_str("[{need: a, source: w, offer: o}]").unwrap();
        assert_eq!(reached(&one, DAY), Some(SellingStep::Action));
        // A year later nothing has been done for long.
        assert_eq!(reached(&one, jiff::civil::date(2027, 6, 30)), Some(SellingStep::Plan));
    }

    fn contacts() -> Vec<Contact> {
        let entries: Vec<ContactEntry> = serde_yaml::from_str("[{id: w, name: W}]").unwrap();
        entries.into_iter().map(ContactEntry::lock).collect()
    }
}
