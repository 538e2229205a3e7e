//! Attainment: what accounts were to bring in a period, and what they brought.
//!
//! 1. Attainment is actual ÷ target. A running period counts the days up to `as_of` against the whole target and is marked
//!    partial; a period that has not begun has none.
//! 2. Whether a running period is ahead is said only from data: how much of the same period of last year had come in after
//!    as many days ([`Attained::pace`]). Days are no pace, since sales have seasons.
//! 3. The portfolio is the sum over the accounts that have a target for the same days and measure, both of what they were to
//!    bring and of what they brought.
//! 4. Gross profit needs costs on at least 95 % of revenue, as everywhere ([`Figures::is_covered`]).

mod told;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::Analysis;
use super::groups::Groups;
use super::sales::{Against, Baseline, Figures, Grain, SalesView, Scope, compared};
use crate::diagnostic::Diagnostics;
use crate::load::targets::{Target, TargetMeasure, TargetsRead};
use crate::portfolio::{Amount, Period, Portfolio};

/// What every account, and the portfolio, was to bring and brought.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Targets {
    accounts: BTreeMap<usize, Vec<Attainment>>,
    portfolio: Vec<Attainment>,
    files: Vec<String>,
}

/// A target and what came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Attainment {
    /// The days that the target is for.
    pub period: Period,
    /// What is counted.
    pub measure: TargetMeasure,
    /// How much it was to be.
    pub target: Amount,
    /// Accounts with such a target.
    pub accounts: usize,
    /// Whether its days overlap the 12 months to `as_of` or the fiscal year of `as_of`, or are still to come: what pages show.
    pub is_current: bool,
    /// What came of it; `None` where the period has not begun.
    pub attained: Option<Attained>,
}

/// What came of a target.
#[derive(Debug, Clone, PartialEq)]
pub struct Attained {
    /// The days counted.
    pub days: Period,
    /// Whether the period was still running.
    pub partial: bool,
    /// What was brought; `None` for gross profit where costs cover too little of revenue.
    pub actual: Option<Amount>,
    /// What the account and all below it brought, where those below it brought something too: the target itself is of its own
    /// sales. `None` for sums over accounts, which name none.
    pub with_group: Option<Amount>,
    /// Of a running period: the share of last year's same period that had come in after as many days. `None` where the
    /// sales do not reach back, or the account was not sold to then.
    pub pace: Option<f64>,
}

/// How a target stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Its period has not begun.
    Ahead,
    /// Costs cover too little of revenue to say.
    Unknown,
    /// It is zero: nothing was to be brought, so nothing is attained.
    Zero,
    /// Reached; for a running period, already.
    Reached,
    /// The period has ended without it.
    Missed,
    /// Running, and more has come in than at last year's pace.
    Faster,
    /// Running, and as much has come in as at last year's pace, to a tenth of a per cent as it is shown.
    Level,
    /// Running, and less has come in than at last year's pace.
    Slower,
    /// Running, without a last year to compare with.
    Running,
}

impl Attainment {
    /// Actual ÷ target; `None` before the period begins, without a known actual, or for a target of zero.
    pub fn share(&self) -> Option<f64> {
        let actual = self.attained.as_ref()?.actual?;
        if self.target.is_positive() { actual.share_of(self.target) } else { None }
    }

    /// Whether the period is still running.
    pub fn is_partial(&self) -> bool {
        self.attained.as_ref().is_some_and(|attained| attained.partial)
    }

    /// How it stands.
    pub fn standing(&self) -> Standing {
        let Some(attained) = &self.attained else { return Standing::Ahead };
        match (self.share(), attained.pace) {
            (None, _) if !self.target.is_positive() => Standing::Zero,
            (None, _) => Standing::Unknown,
            (Some(_), _) if attained.actual >= Some(self.target) => Standing::Reached,
            _ if !attained.partial => Standing::Missed,
            (Some(share), Some(pace)) if (share - pace).abs() < 0.0005 => Standing::Level,
            (Some(share), Some(pace)) if share > pace => Standing::Faster,
            (Some(_), Some(_)) => Standing::Slower,
            (Some(_), None) => Standing::Running,
        }
    }
}

impl Targets {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.accounts.is_empty()
    }

    /// All of an account, in the order of their periods, the longer one first.
    pub fn of(&self, account: usize) -> &[Attainment] {
        self.accounts.get(&account).map_or(&[], Vec::as_slice)
    }

    /// The sums over accounts, in the same order.
    pub fn of_portfolio(&self) -> &[Attainment] {
        &self.portfolio
    }

    /// The one that stands for an account.
    pub fn main_of(&self, account: usize) -> Option<&Attainment> {
        main(self.of(account).iter())
    }

    /// The one of revenue that stands for an account.
    pub fn revenue_of(&self, account: usize) -> Option<&Attainment> {
        main(self.of(account).iter().filter(|one| one.measure == TargetMeasure::Revenue))
    }

    /// The one of revenue for exactly these days.
    pub fn revenue_in(&self, account: usize, period: Period) -> Option<&Attainment> {
        let mut all = self.of(account).iter();
        all.find(|one| one.period == period && one.measure == TargetMeasure::Revenue)
    }

    /// The files that they stand in, by name.
    pub fn files(&self) -> &[String] {
        &self.files
    }

    fn new(named: &[(usize, &Target)], analysis: &Analysis) -> Self {
        let run = Run {
            sales: &analysis.sales,
            groups: &analysis.groups,
            today: analysis.as_of.date,
            fiscal: analysis.settings.fiscal_year_start,
        };
        let mut accounts: BTreeMap<usize, Vec<Attainment>> = BTreeMap::new();
        let mut sums: BTreeMap<Order, (Amount, Vec<usize>)> = BTreeMap::new();
        for &(account, target) in named {
            let own = run.of_account(target, account);
            accounts.entry(account).or_default().push(own);
            let sum = sums.entry(order(target.period, target.measure)).or_insert((Amount::ZERO, Vec::new()));
            sum.0 += target.amount;
            sum.1.push(account);
        }
        for all in accounts.values_mut() {
            all.sort_by_key(|one| order(one.period, one.measure));
        }
        let sum = |((first, Reverse(last), measure), (target, accounts)): (Order, (Amount, Vec<usize>))| {
            run.attainment(Period { first, last }, measure, target, &accounts)
        };
        let mut files: Vec<String> = named.iter().map(|(_, target)| target.place.file.to_string()).collect();
        files.sort_unstable();
        files.dedup();
        Self { accounts, portfolio: sums.into_iter().map(sum).collect(), files }
    }
}

/// The one of several that stands for all: among those that have begun, one that runs to `as_of` or ends there before one
/// that is over, then the longest, then the latest, and revenue before gross profit.
pub fn main<'a>(all: impl Iterator<Item = &'a Attainment> + Clone) -> Option<&'a Attainment> {
    let begun = all.filter_map(|one| Some((one, one.attained.as_ref()?))).filter(|(one, _)| one.is_current);
    let last_day = begun.clone().map(|(_, attained)| attained.days.last).max()?;
    let key = |(one, attained): &(&Attainment, &Attained)| {
        (attained.days.last == last_day, one.period.days(), one.period.first, Reverse(one.measure))
    };
    begun.max_by_key(key).map(|(one, _)| one)
}

/// First day, then the longer period first, then the measure.
type Order = (Date, Reverse<Date>, TargetMeasure);

fn order(period: Period, measure: TargetMeasure) -> Order {
    (period.first, Reverse(period.last), measure)
}

/// What attainment is computed from.
struct Run<'a> {
    sales: &'a SalesView,
    groups: &'a Groups,
    today: Date,
    fiscal: i8,
}

impl Run<'_> {
    fn attainment(&self, period: Period, measure: TargetMeasure, target: Amount, accounts: &[usize]) -> Attainment {
        let fiscal = Grain::FiscalYear.containing(self.today, self.fiscal);
        let overlaps = |other: Period| period.first <= other.last && other.first <= period.last;
        let is_ahead = period.first > self.today;
        let is_current = is_ahead || overlaps(Period::twelve_months_to(self.today)) || overlaps(fiscal);
        let sum =
            |days: Period| accounts.iter().map(|&at| self.sales.figures(Scope::Account(at), days)).sum::<Figures>();
        let attained = compared(period, self.today, Against::LastYear).map(|found| Attained {
            days: found.now,
            partial: found.partial,
            actual: amount(sum(found.now), measure),
            with_group: None,
            pace: (found.partial && self.reach_back(accounts, period.back(12)))
                .then(|| amount(sum(found.before), measure)?.share_of(amount(sum(period.back(12)), measure)?))
                .flatten()
                .filter(|pace| (0.0..=1.0).contains(pace)),
        });
        Attainment { period, measure, target, accounts: accounts.len(), is_current, attained }
    }

    /// The attainment of one account, with what those below it brought.
    fn of_account(&self, target: &Target, account: usize) -> Attainment {
        let mut own = self.attainment(target.period, target.measure, target.amount, &[account]);
        if let Some(attained) = &mut own.attained {
            attained.with_group = self.with_group(account, attained.days, target.measure);
        }
        own
    }

    /// What an account and all below it brought, where that is more or less than the account itself.
    fn with_group(&self, account: usize, days: Period, measure: TargetMeasure) -> Option<Amount> {
        let of = |at: &usize| self.sales.figures(Scope::Account(*at), days);
        let group = self.groups.with_those_below(account);
        let whole = amount(group.iter().map(of).sum(), measure)?;
        (!group.is_empty() && Some(whole) != amount(of(&account), measure)).then_some(whole)
    }

    /// Whether the accounts were sold to from the beginning of a period on; of several, whether the sales reach back to it.
    fn reach_back(&self, accounts: &[usize], before: Period) -> bool {
        let scope = if let [account] = accounts { Scope::Account(*account) } else { Scope::Portfolio };
        Baseline::of(before, self.sales.first_day(scope)) == Baseline::Complete
    }
}

fn amount(figures: Figures, measure: TargetMeasure) -> Option<Amount> {
    match measure {
        TargetMeasure::Revenue => Some(figures.revenue),
        TargetMeasure::GrossProfit if figures.is_zero() => Some(Amount::ZERO),
        TargetMeasure::GrossProfit => figures.gross_profit().filter(|_| figures.is_covered()),
    }
}

/// The targets of known accounts with what came of them; those of others are reported and left out.
pub fn attain(analysis: &Analysis, portfolio: &Portfolio, targets: &TargetsRead) -> (Targets, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let mut first: BTreeMap<(usize, Order), &Target> = BTreeMap::new();
    let mut named = Vec::new();
    let is_unknown = |account: &str| find(portfolio, account).is_none() && !portfolio.set_aside.has(account);
    for (account, place) in targets.unsound.iter().filter(|(account, _)| is_unknown(account)) {
        diagnostics.push(told::unknown(portfolio, account, place, ""));
    }
    for target in &targets.sound {
        let Some(account) = find(portfolio, &target.account) else {
            if is_unknown(&target.account) {
                let uncounted = format!("; its target for {} counts nowhere", target.period);
                diagnostics.push(told::unknown(portfolio, &target.account, &target.place, &uncounted));
            }
            continue;
        };
        match first.entry((account, order(target.period, target.measure))) {
            std::collections::btree_map::Entry::Vacant(free) => {
                free.insert(target);
                named.push((account, target));
            }
            std::collections::btree_map::Entry::Occupied(taken) => {
                diagnostics.push(told::same(target, taken.get(), &portfolio.accounts[account]));
            }
        }
    }
    let targets = Targets::new(&named, analysis);
    diagnostics.extend(told::without_costs(&named, &targets));
    diagnostics.extend(told::not_shown(&named, &targets));
    (targets, diagnostics)
}

/// The account that an id or a sales code means.
fn find(portfolio: &Portfolio, written: &str) -> Option<usize> {
    let accounts = || portfolio.accounts.iter();
    let claims = |codes: &[String]| codes.iter().any(|code| code.trim() == written);
    (accounts().position(|account| account.id.as_str() == written))
        .or_else(|| portfolio.index_of_code(written))
        .or_else(|| accounts().position(|account| claims(&account.sales_ids)))
        .or_else(|| accounts().position(|account| account.id.folded() == written.to_lowercase()))
}

#[cfg(test)]
mod tests;
