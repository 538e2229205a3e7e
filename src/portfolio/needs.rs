//! What the account needs and what we are worth to it (FRAMEWORKS §5).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::choice::choice;
use super::{Amount, ContactId, Figure, Localised};

choice! {
    /// How far a need has come.
    NeedStatus {
        /// Nobody serves it yet: white space.
        Open = "open",
        /// We have made an offer.
        Offered = "offered",
        /// We serve it.
        Met = "met",
        /// A competitor serves it.
        Rival = "rival",
        /// No longer needed.
        Dropped = "dropped",
    }
}

/// A chain goal → problem → need (S4 GPN) to our offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Need {
    /// What the account wants to reach.
    pub goal: Option<Localised>,
    /// What stands in the way.
    pub problem: Option<Localised>,
    /// What it needs for that.
    pub need: Localised,
    /// Our offer.
    pub offer: Option<Localised>,
    /// What shows that the offer serves the need.
    pub evidence: Option<Localised>,
    /// How far it has come.
    pub status: Option<NeedStatus>,
    /// Who or what says so.
    pub source: Option<Localised>,
    /// The contact who says so.
    pub contact: Option<ContactId>,
    /// The day on which it was said.
    pub date: Option<Date>,
    /// Product lines that would serve it.
    #[serde(default)]
    pub product_lines: Vec<String>,
}

impl Need {
    /// Whether it names who or what says so.
    pub const fn is_sourced(&self) -> bool {
        self.source.is_some() || self.contact.is_some()
    }
}

choice! {
    /// How a value item pays for the account (S4: each is a cost saved or revenue won).
    BenefitKind {
        /// Saves cost.
        SavesCost = "saves_cost",
        /// Wins revenue.
        WinsRevenue = "wins_revenue",
    }
}

choice! {
    /// Blocks of the integrated solution (S4 一体化解决方案).
    SolutionBlock {
        /// 物流.
        Logistics = "logistics",
        /// 促销.
        Promotion = "promotion",
        /// 销售服务.
        SalesService = "sales_service",
        /// 售后.
        AfterSales = "after_sales",
    }
}

/// A value proposition: feature → advantage → benefit (S4 FAB; the last three letters of FABEEC are named only and commonly
/// read explain, evidence, confirm).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ValueProposition {
    /// What it is.
    pub feature: Localised,
    /// What it does better.
    pub advantage: Option<Localised>,
    /// What the account gains.
    pub benefit: Option<Localised>,
    /// How it is explained.
    pub explain: Option<Localised>,
    /// What shows it.
    pub evidence: Option<Localised>,
    /// How the account confirmed it.
    pub confirm: Option<Localised>,
    /// How it pays.
    pub kind: Option<BenefitKind>,
    /// Its block in the integrated solution.
    pub block: Option<SolutionBlock>,
    /// Worth to the account a year, in the portfolio's currency.
    pub yearly_benefit: Option<Figure<Amount>>,
    /// Product lines that it rests on.
    #[serde(default)]
    pub product_lines: Vec<String>,
}

choice! {
    /// Who serves a cell of the white-space matrix.
    WhiteSpaceState {
        /// We.
        Ours = "ours",
        /// Nobody yet.
        Open = "open",
        /// A competitor.
        Rival = "rival",
        /// Nothing to sell here.
        NotApplicable = "not_applicable",
    }
}

/// A cell of the white-space matrix: a unit of the account × a product line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WhiteSpaceCell {
    /// The product line, as the portfolio or the sales name it.
    pub product_line: String,
    /// The business unit or site of the account; without one, the account as a whole.
    pub unit: Option<Localised>,
    /// Who serves it.
    pub state: WhiteSpaceState,
    /// Worth a year, in the portfolio's currency.
    pub amount: Option<Figure<Amount>>,
    /// The competitor.
    pub rival: Option<Localised>,
    /// Anything else.
    pub note: Option<Localised>,
}

choice! {
    /// What an objection is about (S4: price objections, and core objections: emotional, company or product, person).
    ObjectionKind {
        /// 价格异议.
        Price = "price",
        /// 情感.
        Emotional = "emotional",
        /// 公司或产品.
        CompanyOrProduct = "company_or_product",
        /// 人员.
        Person = "person",
    }
}

choice! {
    /// Whether an objection is what it seems (S4 真假异议).
    Genuineness {
        /// Meant as it is said.
        Real = "real",
        /// Stands for something else.
        Pretext = "pretext",
        /// Not known yet.
        Unknown = "unknown",
    }
}

/// An objection and how it was met (S4 异议处理).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Objection {
    /// What was said.
    pub what: Localised,
    /// The day.
    pub date: Option<Date>,
    /// Who said it.
    pub contact: Option<ContactId>,
    /// What it is about.
    pub kind: Option<ObjectionKind>,
    /// The root of it.
    pub root: Option<Localised>,
    /// Whether it is what it seems.
    pub genuine: Option<Genuineness>,
    /// What we answered.
    pub response: Option<Localised>,
    /// The day on which it was out of the way.
    pub resolved: Option<Date>,
}
