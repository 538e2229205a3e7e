//! The plan (FRAMEWORKS §8): account plan with actions, environment, strategy.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::choice::choice;
use super::{Amount, ContactId, Figure, Judgement, Localised, Who, WrittenPeriod};

/// The account plan (S4): current state, goal, gap, resources, actions.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AccountPlan {
    /// The period that it is for.
    pub period: Option<WrittenPeriod>,
    /// Where the account stands.
    pub state: Option<Localised>,
    /// Where it should stand.
    pub goal: Option<Localised>,
    /// The goal in money, in the portfolio's currency.
    pub goal_amount: Option<Figure<Amount>>,
    /// What is between the two.
    pub gap: Option<Localised>,
    /// What is needed for it.
    pub resources: Option<Localised>,
    /// What is to be done.
    pub actions: Vec<Action>,
}

choice! {
    /// The window in which an action falls (S4: 30 / 60 / 90 days).
    Window {
        /// Within 30 days.
        Days30 = "30",
        /// Within 60 days.
        Days60 = "60",
        /// Within 90 days.
        Days90 = "90",
    }
}

choice! {
    /// What an action does for the relationship (S4 建 / 做 / 拉关系).
    RelationWork {
        /// 建: from nothing.
        Build = "build",
        /// 做: lift.
        Deepen = "deepen",
        /// 拉: pull full.
        Pull = "pull",
    }
}

/// Something to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// What.
    pub what: Localised,
    /// Who.
    pub owner: Option<Who>,
    /// By when.
    pub due: Option<Date>,
    /// Done on this day.
    pub done: Option<Date>,
    /// Its window; without one, it follows from `due`.
    pub window: Option<Window>,
    /// What it does for the relationship.
    pub relation: Option<RelationWork>,
    /// The contact that it concerns.
    pub contact: Option<ContactId>,
    /// It secures supply before a peak (S3 淡旺季).
    #[serde(default)]
    pub supply: bool,
    /// Rules of the audit whose finding it answers, by their ids: until its day there is nothing to decide about these.
    #[serde(default)]
    pub answers: Vec<String>,
    /// In words.
    pub note: Option<Localised>,
}

/// What surrounds the account (S4).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Environment {
    /// Outside: market, rules, technology.
    pub external: Option<Localised>,
    /// Inside: organisation, finance, people.
    pub internal: Option<Localised>,
    /// Strengths, weaknesses, opportunities, threats: ours at this account.
    pub swot: Option<Swot>,
}

/// SWOT.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Swot {
    /// Strengths.
    pub strengths: Vec<Localised>,
    /// Weaknesses.
    pub weaknesses: Vec<Localised>,
    /// Opportunities.
    pub opportunities: Vec<Localised>,
    /// Threats.
    pub threats: Vec<Localised>,
}

choice! {
    /// The nine strategies (S4).
    Strategy {
        /// 关系.
        Relationship = "relationship",
        /// 高层.
        SeniorLevel = "senior_level",
        /// 资源整合.
        ResourceIntegration = "resource_integration",
        /// 海量.
        Volume = "volume",
        /// 体验.
        Experience = "experience",
        /// 技术壁垒.
        TechnicalBarrier = "technical_barrier",
        /// 网络利用.
        Network = "network",
        /// 团队配合.
        Team = "team",
        /// 攻心为上.
        WinningHearts = "winning_hearts",
    }
}

/// The five features of a strategy as questions to the plan (S4 全局 长期 系统 适应 风险).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct StrategyCheck {
    /// 全局: does it see the whole?
    pub whole: Option<Judgement>,
    /// 长期: does it look far ahead?
    pub long_term: Option<Judgement>,
    /// 系统: do its parts fit?
    pub systematic: Option<Judgement>,
    /// 适应: can it change with its surroundings?
    pub adaptive: Option<Judgement>,
    /// 风险: does it know its risks?
    pub risk_aware: Option<Judgement>,
}

impl StrategyCheck {
    /// The five, in the order of the source.
    pub const fn all(&self) -> [&Option<Judgement>; 5] {
        [&self.whole, &self.long_term, &self.systematic, &self.adaptive, &self.risk_aware]
    }
}

/// The four mistakes in choosing accounts (S4): `true` where it was made here.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ChoosingMistakes {
    /// Cold visits.
    pub cold_visits: Option<Judgement>,
    /// Chasing only the large.
    pub only_the_large: Option<Judgement>,
    /// Closing by talk.
    pub closing_by_talk: Option<Judgement>,
    /// Preset position.
    pub preset_position: Option<Judgement>,
}

impl ChoosingMistakes {
    /// The four, in the order of the source.
    pub const fn all(&self) -> [&Option<Judgement>; 4] {
        [&self.cold_visits, &self.only_the_large, &self.closing_by_talk, &self.preset_position]
    }
}

choice! {
    /// The three parts of the playbook (S1 找对人 说对话 做对事).
    PlaybookPart {
        /// The right person.
        People = "people",
        /// The right words.
        Value = "value",
        /// The right thing.
        Plan = "plan",
    }
}

/// A section in the team's own words, for what the sources only name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its title.
    pub name: Localised,
    /// Its text, as Markdown.
    pub text: Localised,
    /// The part of the playbook in which it stands; the plan where it is not given.
    pub part: Option<PlaybookPart>,
}
