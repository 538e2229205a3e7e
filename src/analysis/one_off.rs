//! Big tickets: purchases that the rule [`crate::rules::big_ticket`] holds to be one-off. They are in every sum; where a month is
//! compared with others, pages say what it would be without them.

use jiff::civil::Date;

use super::sales::{SalesView, Scope};
use crate::portfolio::{Amount, Period};
use crate::rules::{RuleHit, big_ticket};

/// A purchase that will hardly come again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OneOff {
    /// Position of the account.
    pub account: usize,
    /// Its day.
    pub day: Date,
    /// Net revenue of that day.
    pub amount: Amount,
}

/// What the rule found, in the order of accounts.
pub fn one_offs(sales: &SalesView, alerts: &[RuleHit], as_of: Date) -> Vec<OneOff> {
    let of_rule = alerts.iter().filter(|hit| hit.rule == big_ticket::RULE.id).filter_map(|hit| hit.account);
    let one = |account: usize| {
        // The rule speaks only where nothing was bought since.
        let day = sales.last_purchase(account, as_of)?;
        let amount = sales.figures(Scope::Account(account), Period { first: day, last: day }).revenue;
        Some(OneOff { account, day, amount })
    };
    let mut found: Vec<OneOff> = of_rule.filter_map(one).collect();
    found.sort_by_key(|one| one.account);
    found
}

/// The one-off purchases of some days.
pub fn within(all: &[OneOff], days: Period) -> impl Iterator<Item = OneOff> {
    all.iter().copied().filter(move |one| days.contains(one.day))
}
