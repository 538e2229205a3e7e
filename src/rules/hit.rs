//! What a rule found: values, not sentences.

use std::borrow::Cow;

use jiff::civil::Date;
use serde::Serialize;

use crate::analysis::value::{Value, Values};
use crate::portfolio::{Amount, Localised};
use crate::project::settings::RuleLevel;

/// What a rule found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RuleHit {
    /// The rule.
    pub rule: &'static str,
    /// Which of the rule's sentences it is, in kebab-case; unique over all rules.
    pub key: &'static str,
    /// What it does.
    pub level: RuleLevel,
    /// Position of the account; `None` for the portfolio as a whole.
    pub account: Option<usize>,
    /// Money at stake, not negative.
    pub stake: Amount,
    /// What would settle it.
    pub mend: Mend,
    /// The values of its sentence.
    pub evidence: Values,
    /// The dossier's exception, where it makes one: in force, and then the level is the dossier's, or expired.
    pub exception: Option<Exception>,
}

impl RuleHit {
    /// The money at stake that its sentence names itself. Of others the stake is a part of a year's revenue, a convention that ranks
    /// them.
    pub fn named_stake(&self) -> Option<Amount> {
        let is_named =
            self.evidence.iter().any(|(_, value)| matches!(value, Value::Money(amount) if *amount == self.stake));
        (is_named && self.stake.is_positive()).then_some(self.stake)
    }
}

/// Where a hit is settled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mend {
    /// The file, relative to the workspace; `None` where the account has no dossier yet.
    pub file: Option<String>,
    /// The key in it, with dots, items of a list by their position: `concessions.cap`, `plan.actions.2.due`.
    pub key: Cow<'static, str>,
}

/// A dossier's exception to a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Exception {
    /// Why.
    pub reason: Localised,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// Whether that day has passed: then the rule holds again.
    pub expired: bool,
}
