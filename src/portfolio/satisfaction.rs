//! Satisfaction surveys (FRAMEWORKS §6): expectation, experience and stated satisfaction are three numbers, never mixed.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::choice::choice;
use super::{Amount, Localised, Who};

choice! {
    /// What is asked about (S4: function, quality, service level).
    SatisfactionDimension {
        /// 功能.
        Function = "function",
        /// 质量.
        Quality = "quality",
        /// 服务水平.
        ServiceLevel = "service_level",
        /// Price.
        Price = "price",
        /// All in all.
        Overall = "overall",
    }
}

/// What the account says of us, and when we ask again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Satisfaction {
    /// The surveys, in the order of their days.
    pub surveys: Vec<Survey>,
    /// The day by which the next one is due.
    pub next: Option<Date>,
}

/// One survey (S3, S4 征询函).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Survey {
    /// The day.
    pub date: Date,
    /// How it was asked.
    pub source: Option<Localised>,
    /// How many answered.
    pub n: Option<u32>,
    /// The best mark; marks run from 0 to it. 5 where it is not given.
    pub scale: Option<Amount>,
    /// Marks by dimension.
    #[serde(default)]
    pub marks: Vec<SurveyMark>,
    /// Marks of our own people (S3: ask their opinion of our people).
    #[serde(default)]
    pub staff: Vec<StaffMark>,
    /// In words.
    pub note: Option<Localised>,
}

impl Survey {
    /// The best mark of this survey.
    pub fn best(&self) -> Amount {
        self.scale.unwrap_or(Amount::from_int(5))
    }
}

/// Marks in one dimension, each from 0 to the survey's scale; one that was not asked is absent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SurveyMark {
    /// What was asked about.
    pub dimension: SatisfactionDimension,
    /// What was expected.
    pub expectation: Option<Amount>,
    /// What was experienced.
    pub experience: Option<Amount>,
    /// How satisfied the account says it is.
    pub stated: Option<Amount>,
}

/// The mark of one of our people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StaffMark {
    /// Who.
    pub who: Who,
    /// From 0 to the survey's scale.
    pub mark: Amount,
    /// In words.
    pub note: Option<Localised>,
}
