//! Visits (FRAMEWORKS §7 走访): the plan, and the log.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::choice::choice;
use super::{ContactId, Localised, Who, text};

choice! {
    /// Who looks after the account (S4).
    CoverageModel {
        /// 派驻: somebody of ours works at the account.
        Resident = "resident",
        /// 客户代表.
        AccountRepresentative = "account_representative",
        /// 行业经理.
        IndustryManager = "industry_manager",
        /// 片区经理.
        AreaManager = "area_manager",
    }
}

/// How the account is looked after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Coverage {
    /// The model.
    pub model: CoverageModel,
    /// Who.
    #[serde(default, deserialize_with = "text::one_or_many")]
    pub who: Vec<Who>,
    /// In words.
    pub note: Option<Localised>,
}

/// How often the account is to be visited; several may be given and all hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct VisitPlan {
    /// Visits a month.
    pub per_month: Option<u16>,
    /// Visits a quarter.
    pub per_quarter: Option<u16>,
    /// Visits a year.
    pub per_year: Option<u16>,
    /// Visits a year by our senior level.
    pub senior_per_year: Option<u16>,
    /// What they are for.
    pub purpose: Option<Localised>,
}

impl VisitPlan {
    /// Visits a year that it asks for: the most that any of its rates comes to; `None` where it gives none.
    pub fn per_year(&self) -> Option<u32> {
        let rates = [(self.per_month, 12), (self.per_quarter, 4), (self.per_year, 1)];
        rates.into_iter().filter_map(|(visits, times)| Some(u32::from(visits?) * times)).max()
    }
}

choice! {
    /// How we met.
    VisitKind {
        /// At the account's.
        Visit = "visit",
        /// At ours.
        Received = "received",
        /// By telephone or video.
        Call = "call",
        /// At a fair, a forum, a dinner.
        Event = "event",
    }
}

/// A visit: done, or planned when its day is after the portfolio's `as_of`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Visit {
    /// The day.
    pub date: Date,
    /// How we met; a visit at the account's where it is not given.
    pub kind: Option<VisitKind>,
    /// Who of ours.
    #[serde(default, deserialize_with = "text::one_or_many")]
    pub by: Vec<Who>,
    /// Whom.
    #[serde(default, deserialize_with = "text::one_or_many")]
    pub met: Vec<ContactId>,
    /// Our senior level took part (S3).
    #[serde(default)]
    pub senior: bool,
    /// What for.
    pub purpose: Option<Localised>,
    /// What was found. A past visit without it is unrecorded.
    pub findings: Option<Localised>,
    /// What follows from it.
    #[serde(default)]
    pub actions: Vec<FollowUp>,
    /// The portfolio's “today” where that is before the visit although somebody has written about it: sales come late, and what is
    /// written about has taken place. Not in the dossier.
    #[serde(skip)]
    pub noted_by: Option<Date>,
}

impl Visit {
    /// Whether the entry says nothing of a visit that took place: of a later day it is a plan.
    pub const fn is_plan(&self) -> bool {
        self.findings.is_none() && self.actions.is_empty()
    }

    /// Whether it had taken place by a day up to “today”.
    pub fn is_done_by(&self, day: Date) -> bool {
        self.date <= day || self.noted_by.is_some_and(|today| today <= day)
    }
}

/// What follows from a visit or a complaint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FollowUp {
    /// What.
    pub what: Localised,
    /// Who.
    pub owner: Option<Who>,
    /// By when.
    pub due: Option<Date>,
    /// Done on this day.
    pub done: Option<Date>,
}
