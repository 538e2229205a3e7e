//! One account: its year, its place, its trend, what it buys.

use jiff::civil::Date;

use super::abc::AbcClass;
use super::finding::{AccountSituation, Finding};
use super::health::Health;
use super::migration::PeriodClass;
use super::sales::Figures;
use super::standings::Place;
use super::trend::{Change, MonthPoint};
use crate::frameworks::attack_defend::Position;
use crate::load::ledger::ProductIx;
use crate::portfolio::{Amount, Period};
use crate::rules::RuleHit;

/// What pages about an account read. Periods are the 12 months to `as_of` unless said otherwise.
#[derive(Debug, Clone, PartialEq)]
pub struct AccountFacts {
    /// Revenue and cost.
    pub year: Figures,
    /// In the 12 months before; `None` where the data begin after them.
    pub year_before: Option<Figures>,
    /// Revenue against the 12 months before.
    pub revenue: Option<Change>,
    /// Gross profit against the 12 months before, where both are known.
    pub gross_profit: Option<Change>,
    /// Rank, share and classes on revenue.
    pub on_revenue: Place,
    /// Rank, share and classes on gross profit; `None` where costs cover too little of the portfolio.
    pub on_gross_profit: Option<Place>,
    /// The same a year earlier, on revenue.
    pub on_revenue_before: Option<Place>,
    /// The same a year earlier, on gross profit.
    pub on_gross_profit_before: Option<Place>,
    /// Class on the main base and by the main method: the one that pages show first.
    pub class: AbcClass,
    /// That class a year earlier; none where the account had no positive amount, or there is no year before.
    pub class_before: PeriodClass,
    /// Position in the attack/defend matrix; `None` without a wallet.
    pub position: Option<Position>,
    /// That position a year earlier; `None` before its first sale.
    pub position_before: Option<Position>,
    /// The last 12 months with last year's, oldest first.
    pub months: Vec<MonthPoint>,
    /// First day with sales, returns included, in all data.
    pub first_sale: Option<Date>,
    /// Last day with sales up to `as_of`, returns included.
    pub last_sale: Option<Date>,
    /// Last day up to `as_of` on which more was bought than returned.
    pub last_purchase: Option<Date>,
    /// Whole months from the last purchase to `as_of`.
    pub silent_months: Option<i32>,
    /// Distinct orders.
    pub orders: usize,
    /// Days on which more was bought than returned.
    pub purchase_days: usize,
    /// Revenue and cost in all data up to `as_of`.
    pub lifetime: Figures,
    /// Days in all data up to `as_of` on which more was bought than returned.
    pub lifetime_purchase_days: usize,
    /// Revenue of the 12 months that end with the last purchase: what is at stake when an account falls silent.
    pub year_to_last_purchase: Amount,
    /// Days that were returned on balance ÷ days that were bought on balance, in money; `None` without purchases.
    /// Returns on a day of larger purchases are not seen.
    pub return_share: Option<f64>,
    /// The product with the largest revenue, and its share of the revenue of all positive products.
    pub main_product: Option<MainProduct>,
    /// The health score, today and a quarter before.
    pub health: Health,
    /// What there is to say, ranked, the verdict first.
    pub findings: Vec<Finding<AccountSituation>>,
    /// What the rules found, heaviest first.
    pub alerts: Vec<RuleHit>,
}

impl AccountFacts {
    /// Its health score in whole points where it stands beside others: enough of the terms have data, and the account has bought. Whoever
    /// counts scored accounts counts these.
    pub fn scored_health(&self) -> Option<u8> {
        self.health.now.comparable().filter(|_| self.first_sale.is_some())
    }
}

/// The product that an account buys most of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MainProduct {
    /// Which.
    pub product: ProductIx,
    /// Its revenue.
    pub revenue: Amount,
    /// Its share of the account's products with positive revenue.
    pub share: f64,
    /// Products with positive revenue.
    pub products: usize,
    /// The days counted: whole months.
    pub counted: Period,
}
