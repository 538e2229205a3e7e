//! How far the relationship has come: relationship stage (S0) and KAM stage (S4).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Localised;
use super::choice::choice;

choice! {
    /// Relationship stage (S0), cyclic: a change of market or of people can send an account back.
    RelationshipStage {
        /// 零: no relationship any more, or not yet.
        None = "none",
        /// 建立.
        Build = "build",
        /// 稳定.
        Stabilise = "stabilise" | "stabilize",
        /// 加强.
        Strengthen = "strengthen",
    }
}

choice! {
    /// Why an account changed its stage (S0).
    StageReason {
        /// The work of the team.
        Progress = "progress",
        /// 市场变化.
        Market = "market",
        /// 人员变动.
        Personnel = "personnel",
        /// Something else; the note says what.
        Other = "other",
    }
}

/// A relationship stage from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StageEntry {
    /// The stage reached, or fallen back to.
    pub stage: RelationshipStage,
    /// Its first day.
    pub since: Date,
    /// Why.
    pub reason: Option<StageReason>,
    /// In words.
    pub note: Option<Localised>,
}

choice! {
    /// KAM stage (S4; Millman–Wilson). `Mid` and `Uncoupling` are from the literature.
    KamStageName {
        /// 孕育: getting to know each other, no contract value.
        Pre = "pre",
        /// 初级: several suppliers, we supplement, contact through one channel.
        Early = "early",
        /// 中级.
        Mid = "mid",
        /// 伙伴: operations, control, finance in contact.
        Partnership = "partnership",
        /// 协作: a supply-chain solution.
        Synergistic = "synergistic",
        /// 解体: coming apart.
        Uncoupling = "uncoupling",
    }
}

/// The KAM stage that the team states, and what the evidence needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KamStage {
    /// The stage.
    pub stage: KamStageName,
    /// Its first day.
    pub since: Option<Date>,
    /// How many suppliers the account has for what we sell, us included.
    pub suppliers: Option<u32>,
    /// What shows it.
    pub evidence: Option<Localised>,
    /// The stages before the present one, by day.
    #[serde(default)]
    pub history: Vec<PastKamStage>,
}

/// A KAM stage that an account was in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PastKamStage {
    /// The stage.
    pub stage: KamStageName,
    /// Its first day.
    pub since: Date,
}

impl KamStage {
    /// The stage on a day: the present one from its first day on, before it the newest of the history; `None` where nobody says.
    /// A present one without a day and without a history holds on every day.
    pub fn on(&self, day: Date) -> Option<KamStageName> {
        let holds = self.since.map_or(self.history.is_empty(), |since| since <= day);
        let past = || self.history.iter().rev().find(|entry| entry.since <= day);
        if holds { Some(self.stage) } else { past().map(|entry| entry.stage) }
    }
}
