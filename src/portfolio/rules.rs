//! How an account sets a rule otherwise than the settings do.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Localised;
use crate::project::settings::RuleLevel;

/// A rule at one account: `big-ticket: {level: allow, reason: …, until: 2026-12-31}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountRule {
    /// What a finding of the rule does here.
    pub level: RuleLevel,
    /// Why; required, since an exception without a reason outlives its reason.
    pub reason: Localised,
    /// The last day on which it holds.
    pub until: Option<Date>,
}
