//! Commercial terms (FRAMEWORKS §9): prices, concessions, cost to serve, forecasts, payment, contracts.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::choice::choice;
use super::{Amount, Figure, Localised, Percent, Who, WrittenPeriod};

choice! {
    /// What a price is made from (S4).
    PricingOrientation {
        /// 成本导向.
        Cost = "cost",
        /// 需求导向.
        Demand = "demand",
        /// 竞争导向.
        Competition = "competition",
    }
}

choice! {
    /// How a price is made (S4).
    PricingMethod {
        /// Cost: cost-plus.
        CostPlus = "cost_plus",
        /// Cost: target profit.
        TargetProfit = "target_profit",
        /// Demand: perceived value.
        PerceivedValue = "perceived_value",
        /// Demand: reverse.
        Reverse = "reverse",
        /// Demand: differential.
        Differential = "differential",
        /// Competition: going rate.
        GoingRate = "going_rate",
        /// Competition: sealed bid.
        SealedBid = "sealed_bid",
    }
}

/// How the account is priced.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Pricing {
    /// What the price is made from.
    pub orientation: Option<PricingOrientation>,
    /// How.
    pub method: Option<PricingMethod>,
    /// Prices quoted and closed, in the order of their days.
    pub quotes: Vec<Quote>,
    /// A price linked to an index.
    pub linked: Option<LinkedPrice>,
    /// Peak and valley prices.
    pub peak_valley: Option<Localised>,
    /// Price by quality.
    pub quality: Option<Localised>,
}

/// A price quoted, and the one at which the deal closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quote {
    /// The day.
    pub date: Date,
    /// For what.
    pub product_line: Option<String>,
    /// Price quoted, per `unit`; above zero.
    pub quoted: Amount,
    /// Price closed, per `unit`; open without it.
    pub closed: Option<Amount>,
    /// Unit: “parcel”, “t”.
    pub unit: Option<Localised>,
    /// In words.
    pub note: Option<Localised>,
}

/// A price linked to an index with floor and cap (S4 联动): `clamp(base + k · (index − reference), floor, cap)`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkedPrice {
    /// Base price, per `unit`.
    pub base: Amount,
    /// Change of the price per point of the index.
    pub k: Amount,
    /// Name of the index.
    pub index: Localised,
    /// The index at which the base price holds.
    pub reference: Amount,
    /// Lowest price: marginal cost + losses + unit tax and fixed-cost increase.
    pub floor: Option<Amount>,
    /// Highest price: the account's break-even.
    pub cap: Option<Amount>,
    /// Unit: “parcel”, “t”.
    pub unit: Option<Localised>,
    /// Readings of the index, in the order of their days.
    #[serde(default)]
    pub readings: Vec<IndexReading>,
}

/// A reading of an index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndexReading {
    /// The day.
    pub date: Date,
    /// The index.
    pub value: Amount,
}

/// Concessions, and how much of the profit room they may take (S2 优惠政策).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Concessions {
    /// The most that they may take of gross profit.
    pub cap: Option<Percent>,
    /// What was granted, by period.
    pub periods: Vec<ConcessionPeriod>,
}

/// What was granted in a period, in the portfolio's currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConcessionPeriod {
    /// The period.
    pub period: WrittenPeriod,
    /// Discounts.
    pub discounts: Option<Amount>,
    /// Rebates.
    pub rebates: Option<Amount>,
    /// Free services, at cost.
    pub free_services: Option<Amount>,
    /// In words.
    pub note: Option<Localised>,
}

/// What serving the account cost in a period (S3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServingCost {
    /// The period.
    pub period: WrittenPeriod,
    /// Cost, in the portfolio's currency.
    pub amount: Figure<Amount>,
    /// For what.
    pub what: Option<Localised>,
}

/// A forecast of sales to the account, as it was made (S1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Forecast {
    /// The day on which it was made.
    pub made: Date,
    /// The period that it is for.
    pub period: WrittenPeriod,
    /// Forecast revenue, in the portfolio's currency.
    pub amount: Amount,
    /// What it came to, where the sales do not say.
    pub actual: Option<Amount>,
    /// Who made it.
    pub by: Option<Who>,
    /// In words.
    pub note: Option<Localised>,
}

/// How the account pays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Payment {
    /// Days to pay that were agreed.
    pub terms_days: Option<u16>,
    /// Credit grade, in the team's own words.
    pub credit_grade: Option<Localised>,
    /// Credit limit, in the portfolio's currency.
    pub credit_limit: Option<Figure<Amount>>,
    /// What is overdue, in the order of the days; nothing is when the newest entry is zero.
    pub overdue: Vec<Overdue>,
    /// In words.
    pub note: Option<Localised>,
}

/// What is overdue on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Overdue {
    /// The day.
    pub as_of: Date,
    /// How much.
    pub amount: Amount,
    /// For how many days, at most.
    pub days: Option<u16>,
}

/// A contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contract {
    /// What it is called.
    pub name: Localised,
    /// Number.
    pub number: Option<String>,
    /// First day.
    pub start: Date,
    /// Last day; open-ended without it.
    pub end: Option<Date>,
    /// Worth over its term, in the portfolio's currency.
    pub value: Option<Figure<Amount>>,
    /// The day by which its renewal is to be settled.
    pub renewal: Option<Date>,
    /// It renews by itself.
    #[serde(default)]
    pub renews: bool,
    /// Product lines that it covers.
    #[serde(default)]
    pub product_lines: Vec<String>,
    /// In words.
    pub note: Option<Localised>,
}
