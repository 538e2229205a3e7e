//! What each account is worth over the coming year: expected orders × expected value of an order, undiscounted.
//!
//! 1. [`BgNbd`] is fitted to the purchase days of all accounts, [`GammaGamma`] to the spend of those that bought again.
//! 2. Each account gets its own expectations over [`WEEKS`] weeks from `as_of`.
//!
//! An account's first day in the data stands for the start of the relationship: accounts that are older than the data look
//! younger than they are.

use jiff::civil::Date;

use super::bg_nbd::{BgNbd, BgNbdFit, NoFit, RepeatTable};
use super::gamma_gamma::{GammaGamma, GammaGammaFit, RepeatSpend};
use super::purchases::{Purchases, RepeatDays};

/// How far ahead lifetime value looks.
pub const WEEKS: u32 = 52;

/// An account and its purchases up to `as_of`.
#[derive(Debug, Clone, Copy)]
pub struct Customer<'a> {
    /// Its id.
    pub id: &'a str,
    /// When it bought, and for how much.
    pub purchases: &'a Purchases,
}

/// A modelled portfolio.
#[derive(Debug, Clone, PartialEq)]
pub struct CustomerValue {
    /// The day on which observation ends and expectation starts.
    pub as_of: Date,
    /// Weeks ahead.
    pub weeks: u32,
    /// Who still buys and how often.
    pub bg_nbd: BgNbdFit,
    /// For how much.
    pub gamma_gamma: GammaGammaFit,
    /// Accounts that have started, in the order they were given.
    pub accounts: Vec<AccountValue>,
}

/// What to expect of one account.
#[derive(Debug, Clone, PartialEq)]
pub struct AccountValue {
    /// Its id.
    pub id: String,
    /// Repeats, last purchase and age: what the model knows of it.
    pub history: RepeatDays,
    /// Probability that it still buys, 0 to 1.
    pub p_alive: f64,
    /// Orders in the weeks ahead.
    pub expected_orders: f64,
    /// Value of an order; `None` where the model has no mean ([`super::gamma_gamma::SpendWarning::NoMean`]).
    pub expected_value: Option<f64>,
}

impl AccountValue {
    /// Expected orders × expected value: revenue to expect in the weeks ahead, undiscounted.
    pub fn lifetime_value(&self) -> Option<f64> {
        self.expected_value.map(|value| self.expected_orders * value)
    }
}

impl CustomerValue {
    /// Fits both models and values every account; or says why there is no model.
    pub fn of(customers: &[Customer<'_>], as_of: Date) -> Result<Self, NoFit> {
        let known: Vec<(Customer<'_>, RepeatDays)> =
            customers.iter().filter_map(|customer| Some((*customer, customer.purchases.repeat_days(as_of)?))).collect();
        let bg_nbd = BgNbd::fit(&RepeatTable::new(known.iter().map(|(_, history)| *history)))?;
        let spends: Vec<RepeatSpend> = known.iter().filter_map(|(customer, _)| spend(customer.purchases)).collect();
        let gamma_gamma = GammaGamma::fit(&spends)?;
        let value = |(customer, history): &(Customer<'_>, RepeatDays)| AccountValue {
            id: customer.id.to_owned(),
            history: *history,
            p_alive: bg_nbd.model.p_alive(*history),
            expected_orders: bg_nbd.model.expected_orders(*history, f64::from(WEEKS)),
            expected_value: gamma_gamma.model.expected_value(spend(customer.purchases)),
        };
        let accounts = known.iter().map(value).collect();
        Ok(Self { as_of, weeks: WEEKS, bg_nbd, gamma_gamma, accounts })
    }

    /// All accounts together: revenue to expect from those of today in the weeks ahead. `None` where a value is missing.
    pub fn total(&self) -> Option<f64> {
        self.accounts.iter().map(AccountValue::lifetime_value).sum()
    }
}

/// Repeats and their mean net; `None` without a repeat.
fn spend(purchases: &Purchases) -> Option<RepeatSpend> {
    let repeats = u32::try_from(purchases.repeats().len()).ok()?;
    (repeats > 0).then(|| RepeatSpend { repeats, mean: purchases.repeat_spend().to_f64() / f64::from(repeats) })
}
