//! An account that has fallen silent (rule `silent-account`): what the dossier says of it is older than the silence.

use jiff::civil::Date;

use crate::analysis::account_facts::AccountFacts;
use crate::portfolio::Account;
use crate::rules::{RuleHit, silent_account};

/// What the rule found at an account.
pub fn found(facts: &AccountFacts) -> Option<&RuleHit> {
    facts.alerts.iter().find(|hit| hit.rule == silent_account::RULE.id)
}

/// For how many months an account that the rule found has bought nothing.
pub fn months(facts: &AccountFacts) -> Option<i32> {
    found(facts).and(facts.silent_months)
}

/// The day on which somebody of ours last spoke with an account after its last purchase: then it is known why it is silent.
pub fn asked(account: &Account, facts: &AccountFacts, day: Date) -> Option<Date> {
    let entries = account.visits.iter().filter(|entry| entry.is_done_by(day)).map(|entry| entry.date);
    entries.filter(|entry| facts.last_purchase.is_some_and(|last| *entry > last)).max()
}
