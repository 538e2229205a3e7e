//! The people at the account (FRAMEWORKS §4): buying centre, CUTE, relationship, and what is private.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::choice::choice;
use super::restricted::Restricted;
use super::{ContactId, Localised, Score, Who};

choice! {
    /// The part of the account's organisation that a contact works in.
    Function {
        /// General management.
        Management = "management",
        /// Purchasing.
        Purchasing = "purchasing",
        /// Operations.
        Operations = "operations",
        /// Logistics.
        Logistics = "logistics",
        /// Production.
        Production = "production",
        /// Engineering, research.
        Engineering = "engineering",
        /// Quality.
        Quality = "quality",
        /// Finance.
        Finance = "finance",
        /// Information technology.
        It = "it",
        /// Sales.
        Sales = "sales",
        /// Marketing.
        Marketing = "marketing",
        /// Legal.
        Legal = "legal",
        /// People and administration.
        Administration = "administration",
        /// Something else.
        Other = "other",
    }
}

choice! {
    /// Role in the buying centre (S1 采购角色).
    BuyingRole {
        /// 决策者.
        DecisionMaker = "decision_maker",
        /// 使用者.
        User = "user",
        /// 影响者.
        Influencer = "influencer",
        /// 委员会成员.
        CommitteeMember = "committee_member",
        /// 采购执行者.
        PurchasingAgent = "purchasing_agent",
        /// 评估小组.
        Evaluator = "evaluator",
    }
}

choice! {
    /// The four slots of CUTE (S4; Miller–Heiman buying influences).
    CuteSlot {
        /// 内线.
        Coach = "coach",
        /// 使用买家.
        User = "user",
        /// 技术买家.
        Technical = "technical",
        /// 经济买家.
        Economic = "economic",
    }
}

choice! {
    /// Where a contact stands towards us.
    Support {
        /// Speaks for us.
        Supports = "supports",
        /// Neither.
        Neutral = "neutral",
        /// Speaks against us.
        Opposes = "opposes",
        /// Not known.
        Unknown = "unknown",
    }
}

choice! {
    /// How well we are in touch with a contact.
    ContactCoverage {
        /// Never met.
        None = "none",
        /// Met now and then.
        Occasional = "occasional",
        /// Met regularly.
        Regular = "regular",
        /// Works with us closely.
        Close = "close",
    }
}

choice! {
    /// Steps of the share of mind (S4 头脑份额).
    MindStep {
        /// 感知.
        Perception = "perception",
        /// 看法.
        View = "view",
        /// 态度.
        Attitude = "attitude",
        /// 行动.
        Action = "action",
    }
}

choice! {
    /// Personality styles (S4). Private.
    PersonalityStyle {
        /// 分析型.
        Analytical = "analytical",
        /// 权威型.
        Authoritative = "authoritative",
        /// 老好人型.
        Amiable = "amiable",
        /// 表现型.
        Expressive = "expressive",
    }
}

/// A person at the account as it was written: what is private is readable.
pub type ContactEntry = Contact<PrivateProfile>;

/// A person at the account. In the valid portfolio what is private is [`Restricted`], so that no page can show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact<P = Restricted<PrivateProfile>> {
    /// Id, unique in the account.
    pub id: ContactId,
    /// Name.
    pub name: Localised,
    /// Post.
    pub title: Option<Localised>,
    /// Part of the organisation.
    pub function: Option<Function>,
    /// Department or business unit.
    pub department: Option<Localised>,
    /// Superior: a contact of the same account.
    pub reports_to: Option<ContactId>,
    /// Roles in the buying centre.
    #[serde(default)]
    pub roles: Vec<BuyingRole>,
    /// Slots of CUTE.
    #[serde(default)]
    pub cute: Vec<CuteSlot>,
    /// Belongs to the senior level of the account.
    #[serde(default)]
    pub senior: bool,
    /// Influence on the purchase, 1 to 5.
    pub influence: Option<Score>,
    /// Where the contact stands towards us.
    pub support: Option<Support>,
    /// How well we are in touch.
    pub coverage: Option<ContactCoverage>,
    /// Who on our side looks after the contact.
    pub owner: Option<Who>,
    /// Other contacts of the account whom this one influences.
    #[serde(default)]
    pub influences: Vec<ContactId>,
    /// The contact through whom this one can be reached.
    pub reached_through: Option<ContactId>,
    /// Level of the relationship now, 1 to 5.
    pub relationship: Option<Score>,
    /// Level wanted, 1 to 5.
    pub relationship_wanted: Option<Score>,
    /// Assessments of the relational dimensions, in the order of their days.
    #[serde(default)]
    pub relations: Vec<Relations>,
    /// Step on the ladder of the share of mind.
    pub share_of_mind: Option<MindStep>,
    /// The day of that judgement.
    pub share_of_mind_as_of: Option<Date>,
    /// Came to the post on this day.
    pub since: Option<Date>,
    /// Left the post on this day.
    pub left: Option<Date>,
    /// Telephone.
    pub phone: Option<String>,
    /// Mobile telephone.
    pub mobile: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// `WeChat`.
    pub wechat: Option<String>,
    /// Duties at work.
    pub duties: Option<Localised>,
    /// Results at work.
    pub results: Option<Localised>,
    /// Goals at work.
    pub goals: Option<Localised>,
    /// Colleagues and suppliers of importance to the contact.
    #[serde(default)]
    pub network: Vec<Tie>,
    /// Anything else that bears on the work.
    pub note: Option<Localised>,
    /// Private life; read and checked, never shown.
    pub private: Option<P>,
}

impl ContactEntry {
    /// The same contact with what is private locked away.
    pub fn lock(self) -> Contact {
        Contact {
            id: self.id,
            name: self.name,
            title: self.title,
            function: self.function,
            department: self.department,
            reports_to: self.reports_to,
            roles: self.roles,
            cute: self.cute,
            senior: self.senior,
            influence: self.influence,
            support: self.support,
            coverage: self.coverage,
            owner: self.owner,
            influences: self.influences,
            reached_through: self.reached_through,
            relationship: self.relationship,
            relationship_wanted: self.relationship_wanted,
            relations: self.relations,
            share_of_mind: self.share_of_mind,
            share_of_mind_as_of: self.share_of_mind_as_of,
            since: self.since,
            left: self.left,
            phone: self.phone,
            mobile: self.mobile,
            email: self.email,
            wechat: self.wechat,
            duties: self.duties,
            results: self.results,
            goals: self.goals,
            network: self.network,
            note: self.note,
            private: self.private.map(Restricted::new),
        }
    }
}

impl<P> Contact<P> {
    /// Whether the dossier says how to reach them: a telephone, an e-mail address, or a `wechat` name.
    pub const fn is_reachable(&self) -> bool {
        self.phone.is_some() || self.mobile.is_some() || self.email.is_some() || self.wechat.is_some()
    }

    /// Whether the contact is in the post on a day.
    pub fn in_post(&self, day: Date) -> bool {
        self.since.is_none_or(|since| since <= day) && self.left.is_none_or(|left| left > day)
    }
}

/// The relational dimensions (S4 亲近度 / 信任度 / 人情), assessed on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relations {
    /// The day of the assessment.
    pub date: Date,
    /// 亲近度, 1 to 5.
    pub closeness: Option<Score>,
    /// 信任度, 1 to 5.
    pub trust: Option<Score>,
    /// 人情, 1 to 5.
    pub reciprocity: Option<Score>,
}

choice! {
    /// How two people are tied at work.
    TieKind {
        /// Works with the contact.
        Colleague = "colleague",
        /// Supplies the contact.
        Supplier = "supplier",
        /// Something else.
        Other = "other",
    }
}

/// A tie of a contact at work (S4 5.3 network).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tie {
    /// To whom.
    pub to: Localised,
    /// How.
    pub kind: TieKind,
    /// In words.
    pub note: Option<Localised>,
}

/// What concerns a person's private life. Stands only with a purpose and a day by which it is reviewed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrivateProfile {
    /// Why it is kept.
    pub purpose: Localised,
    /// The day by which somebody decides again whether it is kept.
    pub review_by: Date,
    /// Family.
    pub family: Option<Localised>,
    /// Hobbies.
    pub hobbies: Option<Localised>,
    /// Social life, friends.
    pub social: Option<Localised>,
    /// Habits.
    pub habits: Option<Localised>,
    /// Personality (S4).
    pub style: Option<PersonalityStyle>,
    /// Criteria of a coach (S4), for contacts in that slot.
    pub coach: Option<CoachCriteria>,
}

/// Criteria of a coach (S4). The third is a professional win only: private advantage is a bribery cue and has no field.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CoachCriteria {
    /// Near the decision maker and knows the company.
    pub near_decision_maker: Option<super::Judgement>,
    /// Well disposed to us.
    pub well_disposed: Option<super::Judgement>,
    /// Has something to win at work.
    pub professional_win: Option<super::Judgement>,
}

/// A referral by the account (S1: loyalty is behaviour).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Referral {
    /// The day.
    pub date: Date,
    /// Whom the account referred to us.
    pub to: Localised,
    /// The contact who did.
    pub by: Option<ContactId>,
    /// What came of it.
    pub result: Option<Localised>,
}

/// Somebody of ours in the account team (S4 项目组).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TeamRole {
    /// Who.
    pub who: Who,
    /// Doing what.
    pub role: Option<Localised>,
    /// Since when.
    pub since: Option<Date>,
}
