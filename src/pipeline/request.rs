//! What a run is asked to do.

use jiff::civil::Date;

use super::Alerts;
use crate::project::Project;

/// What a run is about.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The workspace.
    pub project: &'a Project,
    /// `--as-of`: today; sales and events after it are left out.
    pub as_of: Option<Date>,
    /// `SOURCE_DATE_EPOCH`: today where neither flag nor setting names it; leaves nothing out.
    pub source_date: Option<Date>,
    /// `--base-url`, ending with a slash.
    pub base_url: Option<&'a str>,
    /// Whether drafts take part.
    pub drafts: Drafts,
    /// Whether warnings fail the run.
    pub strictness: Strictness,
    /// Which alerts of the rules are told.
    pub alerts: Alerts,
    /// Whose.
    pub alerts_of: AlertsOf<'a>,
}

/// Whose alerts are told; of all accounts and of the portfolio where neither is named. Denials are told in any case.
#[derive(Debug, Clone, Copy, Default)]
pub struct AlertsOf<'a> {
    /// Ids of accounts.
    pub accounts: &'a [String],
    /// Account managers, by id or name.
    pub managers: &'a [String],
}

impl AlertsOf<'_> {
    /// Whether it is about some accounts only.
    pub const fn is_narrowed(self) -> bool {
        !self.accounts.is_empty() || !self.managers.is_empty()
    }
}

/// Whether drafts take part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drafts {
    /// They are left out.
    Hidden,
    /// They are pages like all others.
    Shown,
}

/// Whether warnings fail a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strictness {
    /// They are shown.
    Lenient,
    /// They are errors.
    Strict,
}
