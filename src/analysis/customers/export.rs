//! `export customer-value --format json`: the fitted models and every account, for other tools.

use jiff::civil::Date;
use serde::Serialize;

use super::bg_nbd::{BgNbd, BgNbdFit, Bound, FitWarning, NoFit};
use super::gamma_gamma::{GammaGamma, GammaGammaFit, SpendWarning};
use super::lifetime_value::{AccountValue, CustomerValue, WEEKS};

/// What is written. Time is in weeks (days / 7), money in the portfolio's currency.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CustomerValueExport {
    /// The day on which the calibration ended.
    pub as_of: String,
    /// Weeks that `expected_orders` look ahead.
    pub weeks: u32,
    /// Null without a model.
    pub bg_nbd: Option<BgNbdExport>,
    /// Null without a model.
    pub gamma_gamma: Option<GammaGammaExport>,
    /// Why there is no model; null where there is one.
    pub no_model: Option<NoModelExport>,
    /// Accounts that have started; empty without a model.
    pub accounts: Vec<AccountExport>,
}

/// BG/NBD as fitted.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BgNbdExport {
    /// Shape of the rates.
    pub r: f64,
    /// Scale of the rates, weeks.
    pub alpha: f64,
    /// First shape of leaving.
    pub a: f64,
    /// Second shape of leaving.
    pub b: f64,
    /// Of all accounts.
    pub log_likelihood: f64,
    /// What the data do not settle, as words with hyphens: `leaving-not-settled`, `rates-not-settled`, `a-at-lower-bound`.
    pub warnings: Vec<String>,
}

/// Gamma-Gamma as fitted.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GammaGammaExport {
    /// Shape of an account's orders.
    pub p: f64,
    /// Shape over accounts.
    pub q: f64,
    /// Scale over accounts, money: γ in the paper.
    pub v: f64,
    /// Of all accounts that bought again.
    pub log_likelihood: f64,
    /// Of repeats and mean spend; null where it does not exist.
    pub correlation: Option<f64>,
    /// What to be careful about: `frequency-and-value-correlated`, `no-mean`, `p-at-upper-bound`.
    pub warnings: Vec<String>,
}

/// One account.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AccountExport {
    /// Its id.
    pub id: String,
    /// x: purchase days after the account's start.
    pub repeats: u32,
    /// P(alive) of the model, 0 to 1: a probability that it still buys where `settled`, else a number that the purchases do not
    /// carry.
    pub p_alive: f64,
    /// False for all accounts where the data do not settle who leaves (`leaving-not-settled`, or a or b at a bound), and for an
    /// account without a repeat, of which the model says 1 whatever has happened since.
    pub settled: bool,
    /// Orders in the weeks ahead; where nothing settles who leaves, as if nobody did.
    pub expected_orders: f64,
    /// Value of one of these orders; null where the model has none.
    pub expected_value: Option<f64>,
    /// Their product, undiscounted; null where not `settled`: without a repeat the model has the mean of all to say, nothing of
    /// this one, and where nobody leaves the sum would count those who have left.
    pub lifetime_value: Option<f64>,
}

/// Why there is no model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "reason", rename_all = "kebab-case")]
pub enum NoModelExport {
    /// Fewer accounts bought again than are needed.
    TooFewRepeatBuyers {
        /// Accounts that bought again.
        found: usize,
        /// Accounts needed.
        needed: usize,
    },
    /// The search for the parameters did not settle.
    NotSettled,
}

impl CustomerValueExport {
    /// Of a result for a day.
    pub fn new(result: &Result<CustomerValue, NoFit>, as_of: Date) -> Self {
        let empty = Self {
            as_of: as_of.to_string(),
            weeks: WEEKS,
            bg_nbd: None,
            gamma_gamma: None,
            no_model: None,
            accounts: Vec::new(),
        };
        match result {
            Ok(value) => Self {
                bg_nbd: Some(BgNbdExport::from(&value.bg_nbd)),
                gamma_gamma: Some(GammaGammaExport::from(&value.gamma_gamma)),
                accounts: value.accounts.iter().map(AccountExport::from).collect(),
                ..empty
            },
            Err(reason) => Self { no_model: Some(NoModelExport::from(*reason)), ..empty },
        }
    }
}

impl From<&BgNbdFit> for BgNbdExport {
    fn from(fit: &BgNbdFit) -> Self {
        let BgNbd { r, alpha, a, b } = fit.model;
        let warnings = fit.warnings.iter().map(warning).collect();
        Self { r, alpha, a, b, log_likelihood: fit.log_likelihood, warnings }
    }
}

impl From<&GammaGammaFit> for GammaGammaExport {
    fn from(fit: &GammaGammaFit) -> Self {
        let GammaGamma { p, q, v } = fit.model;
        let warnings = fit.warnings.iter().map(spend_warning).collect();
        Self { p, q, v, log_likelihood: fit.log_likelihood, correlation: fit.correlation, warnings }
    }
}

impl From<NoFit> for NoModelExport {
    fn from(reason: NoFit) -> Self {
        match reason {
            NoFit::TooFewRepeatBuyers { found, needed } => Self::TooFewRepeatBuyers { found, needed },
            NoFit::NotSettled => Self::NotSettled,
        }
    }
}

impl From<&AccountValue> for AccountExport {
    fn from(account: &AccountValue) -> Self {
        Self {
            id: account.id.clone(),
            repeats: account.history.repeats,
            p_alive: account.p_alive,
            settled: account.is_settled(),
            expected_orders: account.expected_orders,
            expected_value: account.expected_value,
            lifetime_value: account.lifetime_value(),
        }
    }
}

fn warning(warning: &FitWarning) -> String {
    match warning {
        FitWarning::LeavingNotSettled { .. } => "leaving-not-settled".to_owned(),
        FitWarning::RatesNotSettled { .. } => "rates-not-settled".to_owned(),
        FitWarning::AtBound { parameter, bound } => {
            let bound = match bound {
                Bound::Lower => "lower",
                Bound::Upper => "upper",
            };
            format!("{}-at-{bound}-bound", parameter.symbol())
        }
    }
}

fn spend_warning(found: &SpendWarning) -> String {
    match found {
        SpendWarning::Correlated(_) => "frequency-and-value-correlated".to_owned(),
        SpendWarning::NoMean => "no-mean".to_owned(),
        SpendWarning::AtBound(bound) => warning(bound),
    }
}
