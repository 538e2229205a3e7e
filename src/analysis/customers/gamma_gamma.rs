//! Gamma-Gamma: for how much an order will be (Fader & Hardie, “The Gamma-Gamma Model of Monetary Value”, 2013).
//!
//! 1. The orders of an account scatter around a mean of its own; an order is Gamma(p, ν), and ν is Gamma(q, γ) over
//!    accounts (γ is called `v` here and in the export).
//! 2. [`GammaGamma::fit`] finds p, q and v of highest likelihood in the number of repeats and the mean spend on them; the
//!    first day's spend has no part.
//! 3. [`GammaGamma::expected_value`] draws the mean of an account towards that of all, the more the fewer its orders.
//!
//! The model assumes that spend and frequency have nothing to do with each other: [`GammaGammaFit::correlation`] is the
//! check, and a marked one is warned about.

use serde::{Deserialize, Serialize};

use super::bg_nbd::{FitWarning, MIN_REPEAT_BUYERS, NoFit, Parameter, at_bound};
use super::nelder_mead::{Minimum, Search};

/// Parameters are looked for within this factor of 1 either way; v within it of the mean spend.
const RANGE: f64 = 1e4;
/// Correlation of frequency and spend from which the assumption is doubted (our convention).
pub const MARKED_CORRELATION: f64 = 0.3;

/// The model's three parameters, all positive.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct GammaGamma {
    /// Shape of an account's orders: the larger, the more alike they are.
    pub p: f64,
    /// Shape over accounts; above 1, else the mean over accounts does not exist.
    pub q: f64,
    /// Scale over accounts, in money: γ in the paper.
    pub v: f64,
}

/// Repeat purchases of an account.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct RepeatSpend {
    /// x: repeats, at least 1.
    pub repeats: u32,
    /// z̄: mean net of the repeats, positive.
    pub mean: f64,
}

/// A fitted model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GammaGammaFit {
    /// Parameters of highest likelihood.
    pub model: GammaGamma,
    /// Their log-likelihood.
    pub log_likelihood: f64,
    /// Accounts that bought again: those that were fitted.
    pub accounts: usize,
    /// Pearson's correlation of repeats and mean spend; `None` where either is the same for all.
    pub correlation: Option<f64>,
    /// What to be careful about; empty for a sound fit.
    pub warnings: Vec<SpendWarning>,
}

/// What to be careful about, and what it means for who reads the results.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum SpendWarning {
    /// Frequency and spend go together: values of the accounts at the ends are drawn too far towards the mean (positive)
    /// or not far enough (negative).
    Correlated(f64),
    /// q is not above 1: the spend of accounts scatters so widely that their mean does not exist. Accounts without a
    /// repeat have no expected value.
    NoMean,
    /// The search ended at the edge of its range ([`FitWarning::AtBound`]): accounts, or the orders of an account, are as
    /// alike as can be.
    AtBound(FitWarning),
}

impl GammaGamma {
    /// Expected value of an order of an account that is known to have bought `repeats` times again at this mean (equation
    /// 5): p (v + x z̄) / (p x + q − 1); without repeats, `None`, the mean over accounts: p v / (q − 1). `None` where it
    /// does not exist.
    pub fn expected_value(&self, spend: Option<RepeatSpend>) -> Option<f64> {
        let (x, mean) = spend.map_or((0.0, 0.0), |spend| (f64::from(spend.repeats), spend.mean));
        let weight = self.p * x + self.q - 1.0;
        (weight > 0.0).then(|| self.p * (self.v + x * mean) / weight)
    }

    /// Parameters of highest likelihood. Refuses below [`MIN_REPEAT_BUYERS`]. The order of accounts does not matter.
    pub fn fit(accounts: &[RepeatSpend]) -> Result<GammaGammaFit, NoFit> {
        let found = accounts.len();
        if found < MIN_REPEAT_BUYERS {
            return Err(NoFit::TooFewRepeatBuyers { found, needed: MIN_REPEAT_BUYERS });
        }
        let table = SpendTable::new(accounts);
        let best = search(&table);
        if !best.converged {
            return Err(NoFit::NotSettled);
        }
        let relative = Self::from_logs(best.at);
        let model = Self { v: relative.v * table.scale, ..relative };
        // The density of an amount is that of its multiple of the scale, divided by the scale.
        let log_likelihood = -best.value - found as f64 * libm::log(table.scale);
        let correlation = correlation(accounts);
        let warnings = warnings(model, correlation, &best);
        Ok(GammaGammaFit { model, log_likelihood, accounts: found, correlation, warnings })
    }

    fn from_logs([p, q, v]: [f64; 3]) -> Self {
        Self { p: libm::exp(p), q: libm::exp(q), v: libm::exp(v) }
    }
}

fn search(table: &SpendTable) -> Minimum<3> {
    let height = |logs: &[f64; 3]| {
        if logs.iter().any(|log| log.abs() > libm::log(RANGE)) {
            return f64::INFINITY;
        }
        -table.log_likelihood(&GammaGamma::from_logs(*logs))
    };
    // The mean p v / (q − 1) is 1 at each start, in units of the scale.
    let starts = [(1.0, 3.0, 2.0), (6.0, 4.0, 0.5), (30.0, 2.0, 1.0 / 30.0)];
    let starts = starts.map(|(p, q, v)| [p, q, v].map(libm::log));
    Search::FINE.minimise(height, Search::COARSE.scout(height, &starts).unwrap_or_default())
}

fn warnings(model: GammaGamma, correlation: Option<f64>, best: &Minimum<3>) -> Vec<SpendWarning> {
    let mut warnings = Vec::new();
    if let Some(correlation) = correlation.filter(|c| c.abs() >= MARKED_CORRELATION) {
        warnings.push(SpendWarning::Correlated(correlation));
    }
    if model.q <= 1.0 {
        warnings.push(SpendWarning::NoMean);
    }
    let parameters = [Parameter::P, Parameter::Q, Parameter::V].into_iter().zip(best.at);
    warnings.extend(parameters.filter_map(|(p, log)| at_bound(p, log, RANGE)).map(SpendWarning::AtBound));
    warnings
}

/// What the likelihood needs to know, in units of the mean spend, so that currency does not matter.
struct SpendTable {
    /// Mean of the accounts' means.
    scale: f64,
    /// Distinct repeats and how many accounts have them.
    repeats: Vec<(f64, f64)>,
    /// x and x z̄ of each account, sorted.
    totals: Vec<(f64, f64)>,
    /// Σ ln(x z̄) and Σ ln z̄.
    log_totals: f64,
    log_means: f64,
}

impl SpendTable {
    fn new(accounts: &[RepeatSpend]) -> Self {
        let mut sorted = accounts.to_vec();
        sorted.sort_by(|a, b| a.repeats.cmp(&b.repeats).then(a.mean.total_cmp(&b.mean)));
        let scale = sorted.iter().map(|account| account.mean).sum::<f64>() / sorted.len() as f64;
        let totals: Vec<(f64, f64)> = sorted
            .iter()
            .map(|account| (f64::from(account.repeats), account.mean / scale))
            .map(|(x, z)| (x, x * z))
            .collect();
        let repeats = totals.chunk_by(|a, b| a.0 >= b.0).map(|same| (same[0].0, same.len() as f64)).collect();
        let log_totals = totals.iter().map(|(_, total)| libm::log(*total)).sum();
        let log_means = totals.iter().map(|(x, total)| libm::log(total / x)).sum();
        Self { scale, repeats, totals, log_totals, log_means }
    }

    /// Fader & Hardie 2013, equation 1a, over accounts: ln Γ(px + q) − ln Γ(px) − ln Γ(q) + q ln v + (px − 1) ln z̄ +
    /// px ln x − (px + q) ln(v + x z̄). The last three are −ln z̄ − q ln(x z̄) − (px + q) ln(1 + v / (x z̄)): where orders are
    /// much alike, p is large and v small, and differences of large terms would leave the search nothing but rounding.
    fn log_likelihood(&self, model: &GammaGamma) -> f64 {
        let GammaGamma { p, q, v } = *model;
        let gammas = self.repeats.iter().map(|(x, count)| count * log_gamma_ratio(p * x, q));
        let spread = self.totals.iter().map(|(x, total)| (p * x + q) * libm::log1p(v / total));
        let accounts = self.totals.len() as f64;
        gammas.sum::<f64>() + accounts * (q * libm::log(v) - libm::lgamma(q))
            - self.log_means
            - q * self.log_totals
            - spread.sum::<f64>()
    }
}

/// ln Γ(a + q) − ln Γ(a), by Stirling's series where that is exact to the last bits (Abramowitz & Stegun 6.1.41).
fn log_gamma_ratio(a: f64, q: f64) -> f64 {
    if a < 64.0 {
        return libm::lgamma(a + q) - libm::lgamma(a);
    }
    let series = |z: f64| {
        let square = (z * z).recip();
        (1.0 / 12.0 - square * (1.0 / 360.0 - square * (1.0 / 1260.0 - square / 1680.0))) / z
    };
    (a - 0.5) * libm::log1p(q / a) + q * (libm::log(a + q) - 1.0) + (series(a + q) - series(a))
}

/// Pearson's correlation of repeats and mean spend.
fn correlation(accounts: &[RepeatSpend]) -> Option<f64> {
    let count = accounts.len() as f64;
    let mean = |of: fn(&RepeatSpend) -> f64| accounts.iter().map(of).sum::<f64>() / count;
    let (mean_x, mean_z) = (mean(|a| f64::from(a.repeats)), mean(|a| a.mean));
    let deviations = accounts.iter().map(|a| (f64::from(a.repeats) - mean_x, a.mean - mean_z));
    let (xx, zz, xz) = deviations.fold((0.0, 0.0, 0.0), |(xx, zz, xz), (x, z)| (xx + x * x, zz + z * z, xz + x * z));
    (xx > 0.0 && zz > 0.0).then(|| (xz / libm::sqrt(xx * zz)).clamp(-1.0, 1.0))
}

#[cfg(test)]
mod tests;
