//! Maximum likelihood, and whether the data settle the parameters.

use serde::{Deserialize, Serialize};

use super::{BgNbd, RepeatTable};
use crate::analysis::customers::nelder_mead::{Minimum, Search};

/// Accounts that must have bought again (FRAMEWORKS, conventions, lifetime value): below that there is no model.
pub const MIN_REPEAT_BUYERS: usize = 100;
/// Parameters are looked for within this factor of 1 either way; α within it of the mean age.
const RANGE: f64 = 1e4;
/// A loss of log-likelihood that a 95 % interval of one parameter excludes: half of χ²(1) at 0.95.
const EXCLUDED: f64 = 1.92;
/// By how much two parameters are scaled to see whether the data notice.
const SCALED: f64 = 10.0;

/// A fitted model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BgNbdFit {
    /// Parameters of highest likelihood.
    pub model: BgNbd,
    /// Their log-likelihood.
    pub log_likelihood: f64,
    /// What the data do not settle; empty for a sound fit.
    pub warnings: Vec<FitWarning>,
}

impl BgNbdFit {
    /// Whether the data settle a and b: neither flat along their scale nor at an edge of the range.
    pub fn settles_leaving(&self) -> bool {
        !self.warnings.iter().any(|warning| match warning {
            FitWarning::LeavingNotSettled { .. } => true,
            FitWarning::AtBound { parameter, .. } => matches!(parameter, Parameter::A | Parameter::B),
            FitWarning::RatesNotSettled { .. } => false,
        })
    }
}

/// Why there is no model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoFit {
    /// Fewer accounts bought again than are needed.
    TooFewRepeatBuyers {
        /// Accounts with at least two purchase days.
        found: usize,
        /// Accounts needed.
        needed: usize,
    },
    /// The search for the parameters did not settle: the data do not look like the model at all.
    NotSettled,
}

/// A parameter of BG/NBD or of Gamma-Gamma.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Parameter {
    /// Shape of the rates.
    R,
    /// Scale of the rates.
    Alpha,
    /// First shape of leaving.
    A,
    /// Second shape of leaving.
    B,
    /// Gamma-Gamma: shape of an account's orders.
    P,
    /// Gamma-Gamma: shape over accounts.
    Q,
    /// Gamma-Gamma: scale over accounts (γ).
    V,
}

impl Parameter {
    /// As papers and the export write it.
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::R => "r",
            Self::Alpha => "alpha",
            Self::A => "a",
            Self::B => "b",
            Self::P => "p",
            Self::Q => "q",
            Self::V => "v",
        }
    }
}

/// Which end of the range that is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Bound {
    /// The lower.
    Lower,
    /// The upper.
    Upper,
}

/// What the data do not settle, and what that means for who reads the results.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum FitWarning {
    /// a and b could both be ten times smaller or larger without the data objecting (the likelihood is flat along their
    /// scale, the other parameters refitted). The mean chance of leaving is known, how accounts differ in it is not:
    /// no account has a P(alive), and nothing is summed up; do not read meaning into a and b.
    LeavingNotSettled {
        /// Log-likelihood lost by a tenth of a and b.
        smaller: f64,
        /// Log-likelihood lost by ten times a and b.
        larger: f64,
    },
    /// The same for r and α: the mean rate is known, how accounts differ in it is not. Expected orders of accounts with
    /// few purchases lean on the mean more, or less, than they should.
    RatesNotSettled {
        /// Log-likelihood lost by a tenth of r and α.
        smaller: f64,
        /// Log-likelihood lost by ten times r and α.
        larger: f64,
    },
    /// The search ended at the edge of its range: the best value is “as far as possible”. For a at its lower end nobody
    /// seems to leave and P(alive) is close to 1 throughout; for r and α at the upper end all accounts buy alike.
    AtBound {
        /// Which.
        parameter: Parameter,
        /// Where.
        bound: Bound,
    },
}

impl BgNbd {
    /// Parameters of highest likelihood. Refuses below [`MIN_REPEAT_BUYERS`]. The same table gives the same bits.
    pub fn fit(table: &RepeatTable) -> Result<BgNbdFit, NoFit> {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count")]
        let found = table.repeat_buyers() as usize;
        if found < MIN_REPEAT_BUYERS {
            return Err(NoFit::TooFewRepeatBuyers { found, needed: MIN_REPEAT_BUYERS });
        }
        let best = search(table);
        if !best.converged {
            return Err(NoFit::NotSettled);
        }
        let model = Self::from_logs(best.at, table.mean_age());
        Ok(BgNbdFit { model, log_likelihood: -best.value, warnings: warnings(table, &best) })
    }

    /// From the logarithms of r, α in units of the mean age, a, and b.
    fn from_logs([r, alpha, a, b]: [f64; 4], mean_age: f64) -> Self {
        Self { r: libm::exp(r), alpha: mean_age * libm::exp(alpha), a: libm::exp(a), b: libm::exp(b) }
    }
}

/// Minus the log-likelihood, infinite outside the range.
fn height(table: &RepeatTable, logs: &[f64; 4]) -> f64 {
    if logs.iter().any(|log| log.abs() > libm::log(RANGE)) {
        return f64::INFINITY;
    }
    -table.log_likelihood(&BgNbd::from_logs(*logs, table.mean_age()))
}

/// From three starts (few or many leave, accounts alike or not), the lowest, refined.
fn search(table: &RepeatTable) -> Minimum<4> {
    let rate = table.mean_rate() * table.mean_age();
    let starts = [(0.25, 0.8, 2.5), (1.0, 0.3, 3.0), (3.0, 1.0, 1.0)];
    let starts = starts.map(|(r, a, b)| {
        let alpha = (r / rate).clamp(2.0 / RANGE, RANGE / 2.0);
        [r, alpha, a, b].map(libm::log)
    });
    let height = |logs: &[f64; 4]| height(table, logs);
    Search::FINE.minimise(height, Search::COARSE.scout(height, &starts).unwrap_or_default())
}

fn warnings(table: &RepeatTable, best: &Minimum<4>) -> Vec<FitWarning> {
    let mut warnings = Vec::new();
    let settled = |(smaller, larger): (f64, f64)| smaller > EXCLUDED && larger > EXCLUDED;
    let leaving = (lost(table, best, 2, 1.0 / SCALED), lost(table, best, 2, SCALED));
    if !settled(leaving) {
        warnings.push(FitWarning::LeavingNotSettled { smaller: leaving.0, larger: leaving.1 });
    }
    let rates = (lost(table, best, 0, 1.0 / SCALED), lost(table, best, 0, SCALED));
    if !settled(rates) {
        warnings.push(FitWarning::RatesNotSettled { smaller: rates.0, larger: rates.1 });
    }
    let parameters = [Parameter::R, Parameter::Alpha, Parameter::A, Parameter::B];
    warnings.extend(parameters.into_iter().zip(best.at).filter_map(|(p, log)| at_bound(p, log, RANGE)));
    warnings
}

/// Whether a parameter ended within 5 % of an end of the range.
pub(in crate::analysis::customers) fn at_bound(parameter: Parameter, log: f64, range: f64) -> Option<FitWarning> {
    let bound = if log < 0.0 { Bound::Lower } else { Bound::Upper };
    (log.abs() > libm::log(range) - 0.05).then_some(FitWarning::AtBound { parameter, bound })
}

/// Log-likelihood that is lost when two parameters (`first` and the next) are held at `factor` times their sum, with
/// their ratio and the other two refitted: a profile likelihood, at least 0.
fn lost(table: &RepeatTable, best: &Minimum<4>, first: usize, factor: f64) -> f64 {
    let other = 2 - first;
    let (one, two) = (libm::exp(best.at[first]), libm::exp(best.at[first + 1]));
    let sum = (one + two) * factor;
    let height = |&[ratio, third, fourth]: &[f64; 3]| {
        // The first is the part 1 / (1 + e^−ratio) of the sum.
        let mut logs = [0.0; 4];
        logs[first] = libm::log(sum) - libm::log1p(libm::exp(-ratio));
        logs[first + 1] = libm::log(sum) - libm::log1p(libm::exp(ratio));
        logs[other] = third;
        logs[other + 1] = fourth;
        -table.log_likelihood(&BgNbd::from_logs(logs, table.mean_age()))
    };
    let start = [libm::log(one / two), best.at[other], best.at[other + 1]];
    let found = Search { step: 0.25, ..Search::COARSE }.minimise(height, start);
    (found.value - best.value).max(0.0)
}
