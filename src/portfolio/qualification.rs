//! Is it a key account? The tests, the five elements, the types (FRAMEWORKS §1).

use serde::{Deserialize, Serialize};

use super::choice::choice;
use super::{Amount, Figure, Judgement, Localised};

choice! {
    /// Where the account stands in the channel (S1, S4).
    ChannelRole {
        /// 最终用户: uses what it buys.
        EndUser = "end_user",
        /// 分销商.
        Distributor = "distributor",
        /// 经销商.
        Dealer = "dealer",
        /// 批发商.
        Wholesaler = "wholesaler",
        /// 代理商.
        Agent = "agent",
    }
}

choice! {
    /// The tier that the team has decided on; never computed (computed: ABC).
    Tier {
        /// 战略级.
        Strategic = "strategic",
        /// 重点级.
        Key = "key",
        /// 发展级.
        Growth = "growth",
        /// 标准级.
        Standard = "standard",
    }
}

choice! {
    /// Types of key account (S4, three lists that disagree). An account may be of several.
    AccountType {
        /// 经济: volume and frequency.
        Economic = "economic",
        /// 重要: state departments, or brand value (leader of its industry).
        Important = "important",
        /// 集团: tied in the industry or value chain.
        Group = "group",
        /// 战略: potential, and a competitor's likely target.
        Strategic = "strategic",
        /// 潜在: shown by survey, forecast, analysis.
        Potential = "potential",
    }
}

choice! {
    /// How the account buys (S0, second test).
    Procurement {
        /// 统一采购.
        Centralised = "centralised",
        /// 分散采购.
        Dispersed = "dispersed",
        /// Partly the one, partly the other.
        Mixed = "mixed",
    }
}

/// Whether we and the account fit (S0: three tests, seller match).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Fit {
    /// Test 1: the product fits the account.
    pub product: Option<Judgement>,
    /// Test 1: the way it is sold fits the account.
    pub selling: Option<Judgement>,
    /// Test 2: purchasing is centralised or dispersed.
    pub procurement: Option<Procurement>,
    /// What shows how it buys.
    pub procurement_evidence: Option<Localised>,
    /// Our scale matches the account's (对等).
    pub seller_scale: Option<Judgement>,
    /// We know the account's industry.
    pub industry_knowledge: Option<Judgement>,
}

/// The five elements, of which at least one should hold (S4).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FiveElements {
    /// (a) Large orders and a continuous contract of a year or more.
    pub large_continuous: Option<Judgement>,
    /// (b) A large order of strategic significance.
    pub strategic_order: Option<Judgement>,
    /// (c) Matters to our business or image.
    pub business_or_image: Option<Judgement>,
    /// (d) Absorbs technology well.
    pub technology_absorption: Option<Judgement>,
    /// (e) Develops its market well.
    pub market_development: Option<Judgement>,
}

impl FiveElements {
    /// The five, in the order of the source.
    pub const fn all(&self) -> [&Option<Judgement>; 5] {
        [
            &self.large_continuous,
            &self.strategic_order,
            &self.business_or_image,
            &self.technology_absorption,
            &self.market_development,
        ]
    }
}

/// What we invested in winning and keeping the account in a year (S0).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Investment {
    /// Fiscal year, by the calendar year in which it starts.
    pub year: i16,
    /// Cost, in the portfolio's currency.
    pub amount: Figure<Amount>,
    /// What for.
    pub note: Option<Localised>,
}
