//! Accounts as counts of equal (x, tₓ, T), and the likelihood over them.
//!
//! Γ(r + x)/Γ(r) and B(a, b + x)/B(a, b) are finite products, since x is a whole number; summed over accounts they need
//! only the number of accounts with more than i repeats, for each i. What remains is one logarithm per distinct day and
//! one exponential per distinct (x, tₓ, T).

use std::collections::BTreeMap;

use super::{BgNbd, weeks};
use crate::analysis::customers::purchases::RepeatDays;

/// What the likelihood needs to know of all accounts. The order in which accounts come does not matter.
#[derive(Debug, Clone, PartialEq)]
pub struct RepeatTable {
    /// For i = 0, 1, …: accounts with more than i repeats.
    above: Vec<f64>,
    /// Distinct days that occur as tₓ or T, in weeks.
    times: Vec<f64>,
    groups: Vec<Group>,
    accounts: f64,
    total_age: f64,
}

/// Accounts with the same x, tₓ and T.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Group {
    repeats: u32,
    /// Positions in `times`.
    last: usize,
    age: usize,
    count: f64,
}

impl RepeatTable {
    /// Counts accounts.
    pub fn new(accounts: impl IntoIterator<Item = RepeatDays>) -> Self {
        let mut counts: BTreeMap<RepeatDays, u32> = BTreeMap::new();
        for account in accounts {
            *counts.entry(account).or_default() += 1;
        }
        let mut days: Vec<u32> = counts.keys().flat_map(|account| [account.last, account.age]).collect();
        days.sort_unstable();
        days.dedup();
        let place = |day| days.partition_point(|&other| other < day);
        let mut above = vec![0.0; counts.keys().map(|account| account.repeats as usize).max().unwrap_or(0)];
        let (mut total, mut total_age) = (0.0, 0.0);
        let mut groups = Vec::with_capacity(counts.len());
        for (account, count) in counts {
            let count = f64::from(count);
            above[..account.repeats as usize].iter_mut().for_each(|accounts| *accounts += count);
            total += count;
            total_age += count * weeks(account.age);
            groups.push(Group { repeats: account.repeats, last: place(account.last), age: place(account.age), count });
        }
        Self { above, times: days.iter().map(|&day| weeks(day)).collect(), groups, accounts: total, total_age }
    }

    /// Accounts that bought again, on another day.
    pub fn repeat_buyers(&self) -> f64 {
        self.above.first().copied().unwrap_or(0.0)
    }

    /// Mean T in weeks.
    pub fn mean_age(&self) -> f64 {
        self.total_age / self.accounts.max(1.0)
    }

    /// Repeats of all accounts per week since their first purchases.
    pub fn mean_rate(&self) -> f64 {
        self.above.iter().sum::<f64>() / self.total_age
    }

    /// Log-likelihood of all accounts (Fader, Hardie & Lee 2005, equation 6):
    /// ln Γ(r + x)/Γ(r) + r ln α + ln B(a, b + x)/B(a, b) − (r + x) ln(α + T) + ln(1 + odds), where odds, for x > 0, are
    /// those of having left: a/(b + x − 1) · ((α + T)/(α + tₓ))^(r + x).
    pub fn log_likelihood(&self, model: &BgNbd) -> f64 {
        let BgNbd { r, alpha, a, b } = *model;
        let mut products = 0.0;
        // ln of (b + i), which is that of b + x − 1 for i = x − 1.
        let mut log_stays = Vec::with_capacity(self.above.len());
        let mut i = 0.0;
        for accounts in &self.above {
            products += accounts * libm::log((r + i) * (b + i) / (a + b + i));
            log_stays.push(libm::log(b + i));
            i += 1.0;
        }
        let log_times: Vec<f64> = self.times.iter().map(|time| libm::log(alpha + time)).collect();
        let (log_a, log_alpha) = (libm::log(a), libm::log(alpha));
        let times = self.groups.iter().map(|group| {
            let shape = r + f64::from(group.repeats);
            let until_now = log_times[group.age];
            let active = r * log_alpha - shape * until_now;
            let gone = group.repeats.checked_sub(1).map_or(0.0, |place| {
                softplus(log_a - log_stays[place as usize] + shape * (until_now - log_times[group.last]))
            });
            group.count * (active + gone)
        });
        products + times.sum::<f64>()
    }
}

/// ln(1 + eˣ) without overflow.
fn softplus(x: f64) -> f64 {
    // e⁻³⁷ is below the last bit of 1.
    if x.abs() > 37.0 {
        return x.max(0.0);
    }
    x.max(0.0) + libm::log1p(libm::exp(-x.abs()))
}
