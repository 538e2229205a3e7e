//! The company behind the account (S4 5.3).

use serde::{Deserialize, Serialize};

use super::figure::Count;
use super::{Amount, Figure, Localised};

/// Facts about the company.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Company {
    /// 法定代表人.
    pub legal_representative: Option<Localised>,
    /// 负责人: who heads it.
    pub head: Option<Localised>,
    /// Size in words: “300 stores in 40 cities”.
    pub size: Option<Localised>,
    /// People employed.
    pub employees: Option<Figure<Count>>,
    /// Year in which it was founded.
    pub founded: Option<i16>,
    /// Main products.
    pub main_products: Vec<Localised>,
    /// Yearly output or turnover, in the portfolio's currency.
    pub annual_output: Option<Figure<Amount>>,
    /// Yearly profit; a loss is negative.
    pub annual_profit: Option<Figure<Amount>>,
    /// Address.
    pub address: Option<Localised>,
    /// Web site.
    pub website: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// Anything else.
    pub note: Option<Localised>,
}
