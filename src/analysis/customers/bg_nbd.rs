//! BG/NBD: who still buys, and how many orders to expect (Fader, Hardie & Lee, “‘Counting Your Customers’ the Easy Way: An
//! Alternative to the Pareto/NBD Model”, *Marketing Science* 24, 2005).
//!
//! 1. While it is active an account buys at random with a rate λ of its own; rates are Gamma(r, α) over accounts.
//! 2. After each purchase it leaves for good with a probability p of its own; these are Beta(a, b) over accounts.
//! 3. [`BgNbd::fit`] finds r, α, a and b of highest likelihood in a [`RepeatTable`] of x, tₓ and T, and says where the data
//!    do not settle them ([`FitWarning`]).
//! 4. [`BgNbd::p_alive`] and [`BgNbd::expected_orders`] follow for each account.
//!
//! Time is in weeks, which are days / 7.

mod fit;
mod table;

#[cfg(test)]
mod tests;

pub(in crate::analysis::customers) use fit::at_bound;
pub use fit::{BgNbdFit, Bound, FitWarning, MIN_REPEAT_BUYERS, NoFit, Parameter};
pub use table::RepeatTable;

use serde::{Deserialize, Serialize};

use super::purchases::RepeatDays;

/// The model's four parameters, all positive.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct BgNbd {
    /// Shape of the rates: the smaller, the more accounts differ.
    pub r: f64,
    /// Scale of the rates in weeks; r / α is the mean rate per week.
    pub alpha: f64,
    /// First shape of leaving; a / (a + b) is its mean probability after a purchase.
    pub a: f64,
    /// Second shape of leaving.
    pub b: f64,
}

/// Days as weeks.
pub fn weeks(days: u32) -> f64 {
    f64::from(days) / 7.0
}

impl BgNbd {
    /// Probability that the account still buys, between 0 and 1. From the likelihood's two terms (equation 6): still
    /// active, or gone right after its last purchase. Without a repeat it is 1: the model lets nobody leave before the
    /// second purchase, so read it together with the expected orders.
    pub fn p_alive(&self, account: RepeatDays) -> f64 {
        if account.repeats == 0 {
            return 1.0;
        }
        1.0 / (1.0 + libm::exp(self.log_odds_gone(account)))
    }

    /// ln of (gone : active) = ln [a / (b + x − 1) · ((α + T) / (α + tₓ))^(r + x)], for x > 0.
    fn log_odds_gone(&self, account: RepeatDays) -> f64 {
        let x = f64::from(account.repeats);
        let waited = libm::log((self.alpha + weeks(account.age)) / (self.alpha + weeks(account.last)));
        libm::log(self.a / (self.b + x - 1.0)) + (self.r + x) * waited
    }

    /// Orders to expect of an account in the coming `weeks` (equation 10), 0 or more, rising with the weeks.
    ///
    /// The equation is (a + b + x − 1)/(a − 1) · [1 − ((α + T)/(α + T + t))^(r + x) ₂F₁(r + x, b + x; a + b + x − 1;
    /// t/(α + T + t))] × P(alive); see `orders_while_active` for how its first part is summed.
    pub fn expected_orders(&self, account: RepeatDays, weeks_ahead: f64) -> f64 {
        let x = f64::from(account.repeats);
        let ahead = weeks_ahead / (self.alpha + weeks(account.age));
        self.p_alive(account) * orders_while_active(self.r + x, self.a, self.b + x, ahead)
    }

    /// Orders to expect of a new account in the weeks after its first one (equation 9).
    pub fn expected_orders_of_new(&self, weeks_ahead: f64) -> f64 {
        orders_while_active(self.r, self.a, self.b, weeks_ahead / self.alpha)
    }
}

/// Orders of an account that is active now, its rate Gamma(shape, 1), its leaving Beta(leave, stay), in a time `ahead` in
/// units of the rate's scale.
///
/// If it never left, it would buy N times, N negative binomial with z = ahead/(1 + ahead); the j-th of these happens if it
/// has stayed after the j − 1 before, with probability E[(1 − p)^(j − 1)] = Π (stay + i)/(leave + stay + i). So the
/// expectation is Σₖ P(N = k) Σ_{j ≤ k} E[(1 − p)^(j − 1)]: equation 10's ₂F₁ after Euler's integral and with the division
/// by a − 1 carried out. All terms are positive, so nothing cancels, near a = 1 or anywhere else.
fn orders_while_active(shape: f64, leave: f64, stay: f64, ahead: f64) -> f64 {
    if ahead <= 0.0 {
        return 0.0;
    }
    let z = ahead / (1.0 + ahead);
    // P(N = k) relative to `scale`, the logarithm of what it is measured in: P(N = 0) itself may be too small for an f64.
    let mut scale = -shape * libm::log1p(ahead);
    let (mut chance, mut stays, mut orders, mut sum, mut k) = (1.0, 1.0, 0.0, 0.0, 0.0);
    loop {
        chance *= (shape + k) / (k + 1.0) * z;
        orders += stays;
        stays *= (stay + k) / (leave + stay + k);
        k += 1.0;
        let term = chance * orders;
        sum += term;
        // From here on a term is at most `ratio` times the one before: the rest is a geometric series at most.
        let ratio = ((shape + k) / (k + 1.0)).max(1.0) * z * (1.0 + stays / orders);
        if ratio < 1.0 && term * ratio <= 1e-14 * sum * (1.0 - ratio) {
            return libm::exp(scale + libm::log(sum));
        }
        if chance > 1e200 {
            chance *= 1e-200;
            sum *= 1e-200;
            scale += 200.0 * std::f64::consts::LN_10;
        }
    }
}
