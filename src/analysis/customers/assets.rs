//! The portfolio as assets: scores, regularity and expected value of every account, computed once.
//!
//! 1. Accounts with sales up to `as_of` take part, over **all** data: a customer's history is the asset.
//! 2. [`CustomerAssets::of`] scores them ([`Rfm`]), classes how even they buy ([`Xyz`]) and fits the model of value once ([`CustomerValue`]); each says why where the data do not carry it.

use jiff::civil::Date;
use rayon::prelude::*;

use super::bg_nbd::NoFit;
use super::fitted::Fitted;
use super::lifetime_value::{AccountValue, Customer, CustomerValue};
use super::monthly::MonthlyRevenue;
use super::purchases::Purchases;
use super::regularity::{TooLittle, Xyz, xyz};
use super::rfm::{Rfm, RfmMeasures, RfmScore, recency};
use crate::analysis::sales::{SalesView, Scope};
use crate::portfolio::{Month, Period, Portfolio};
use crate::project::settings::XyzSettings;

/// What the customers of the portfolio are as assets.
#[derive(Debug, Clone, PartialEq)]
pub struct CustomerAssets {
    /// The accounts with sales up to `as_of`, by position, rising.
    pub accounts: Vec<usize>,
    /// The measures that the scores are made of, in the order of `accounts`.
    pub measures: Vec<RfmMeasures>,
    /// Scores in the order of `accounts`.
    pub rfm: Rfm,
    /// Mean days from one purchase to the next, in the order of `accounts`; `None` with a single purchase.
    pub rhythm: Vec<Option<f64>>,
    /// How even monthly revenue is, in the order of `accounts`.
    pub xyz: Vec<Result<Xyz, TooLittle>>,
    /// Expected value of each account over the coming year.
    pub value: Result<CustomerValue, NoFit>,
    /// The models behind it, for the next analysis of the same purchases.
    pub fitted: Fitted,
    /// Position of each account of the value model, in its order.
    valued: Vec<usize>,
}

impl CustomerAssets {
    /// Of all accounts on a day; with the models that are `known`, where they were fitted to the same purchases.
    pub fn of(
        portfolio: &Portfolio,
        sales: &SalesView,
        cuts: XyzSettings,
        as_of: Date,
        known: Option<&Fitted>,
    ) -> Self {
        let span = sales.first_day(Scope::Portfolio).and_then(|first| Period::new(first, as_of));
        let first_day = |account: &usize| sales.first_day(Scope::Account(*account)).is_some_and(|day| day <= as_of);
        let accounts: Vec<usize> = (0..sales.accounts()).filter(first_day).collect();
        // Of returns alone nothing can be said: nobody is a customer of theirs.
        let bought = accounts.iter().any(|&account| sales.last_purchase(account, as_of).is_some());
        let Some(span) = span.filter(|_| bought) else {
            let (value, fitted) = CustomerValue::of(&[], as_of, None);
            return Self {
                accounts: Vec::new(),
                measures: Vec::new(),
                rfm: Rfm::default(),
                rhythm: Vec::new(),
                xyz: Vec::new(),
                value,
                fitted,
                valued: Vec::new(),
            };
        };
        let (measures, (xyz, purchases)): (Vec<_>, (Vec<_>, Vec<_>)) =
            accounts.par_iter().map(|&account| one(sales, account, span, cuts)).unzip();
        let customers: Vec<Customer<'_>> = accounts
            .iter()
            .zip(&purchases)
            .map(|(&account, purchases)| Customer { id: portfolio.accounts[account].id.as_str(), purchases })
            .collect();
        let started = accounts.iter().zip(&purchases).filter(|(_, purchases)| purchases.repeat_days(as_of).is_some());
        let (value, fitted) = CustomerValue::of(&customers, as_of, known);
        Self {
            rfm: Rfm::of(&measures),
            rhythm: purchases.iter().map(mean_interval).collect(),
            measures,
            xyz,
            value,
            fitted,
            valued: started.map(|(&account, _)| account).collect(),
            accounts,
        }
    }

    /// Where an account stands in the lists; `None` without sales.
    fn place(&self, account: usize) -> Option<usize> {
        self.accounts.binary_search(&account).ok()
    }

    /// The score of an account; `None` without sales.
    pub fn rfm_of(&self, account: usize) -> Option<RfmScore> {
        self.rfm.scores.get(self.place(account)?).copied()
    }

    /// How even an account buys; `None` without sales or over too few months.
    pub fn xyz_of(&self, account: usize) -> Option<Xyz> {
        self.xyz.get(self.place(account)?)?.ok()
    }

    /// What to expect of an account; `None` without a model, or before it has started.
    pub fn value_of(&self, account: usize) -> Option<&AccountValue> {
        let value = self.value.as_ref().ok()?;
        value.accounts.get(self.valued.binary_search(&account).ok()?)
    }

    /// The accounts of the value model with what is expected of them, in their order; empty without a model.
    pub fn valued(&self) -> impl Iterator<Item = (usize, &AccountValue)> {
        let accounts = self.value.as_ref().map_or(&[][..], |value| &value.accounts);
        self.valued.iter().copied().zip(accounts)
    }
}

type One = (RfmMeasures, (Result<Xyz, TooLittle>, Purchases));

fn one(sales: &SalesView, account: usize, span: Period, cuts: XyzSettings) -> One {
    let scope = Scope::Account(account);
    let last = sales.days(scope, span).last().map_or(span.first, |(day, _)| day);
    let measures = RfmMeasures {
        recency: recency(last, span.last),
        frequency: sales.orders(scope, span) as u64,
        monetary: sales.figures(scope, span).revenue,
    };
    let purchases = Purchases::up_to(span.last, sales.days(scope, span).map(|(day, sold)| (day, sold.revenue)));
    (measures, (xyz(&months(sales, scope, span).complete(span.first, span.last).sums, cuts), purchases))
}

fn mean_interval(purchases: &Purchases) -> Option<f64> {
    let count = purchases.intervals().count();
    (count > 0).then(|| purchases.intervals().map(f64::from).sum::<f64>() / count as f64)
}

/// Revenue of every month of some days.
fn months(sales: &SalesView, scope: Scope, span: Period) -> MonthlyRevenue {
    let days = sales.days(scope, span).map(|(day, sold)| (day, sold.revenue));
    MonthlyRevenue::new(Month::of(span.first), Month::of(span.last), days)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::customers::regularity::XyzClass;
    use crate::analysis::customers::seasonality::NoSeason;
    use crate::analysis::sample;

    #[test]
    fn every_account_with_sales_stands_once() {
        let mut sales: Vec<(String, String, i64)> = Vec::new();
        for month in 1..=12 {
            sales.push(("b".to_owned(), format!("2025-{month:02}-03"), 10));
        }
        sales.push(("a".to_owned(), "2025-12-31".to_owned(), 500));
        let sales: Vec<sample::Sale> =
            sales.iter().map(|(id, day, sum)| (id.as_str(), day.as_str(), *sum, None)).collect();
        let ledger = sample::ledger(&sales);
        let mut accounts = sample::accounts_of(&ledger).accounts;
        accounts.push(sample::account("c"));
        let portfolio = sample::portfolio(accounts);
        let analysis = sample::analysis_of(&portfolio, &ledger, &crate::project::settings::Settings::default());
        let found = analysis.customers;
        assert_eq!(found.accounts, [0, 1]);
        assert_eq!(found.measures[0].recency, 1, "sold on the last day");
        assert_eq!(found.measures[1].frequency, 12);
        // From 3 January to 3 December are 334 days in eleven intervals.
        assert_eq!(found.rhythm, [None, Some(334.0 / 11.0)]);
        assert_eq!(found.xyz_of(1).map(|xyz| xyz.class), Some(XyzClass::X));
        assert_eq!(found.xyz_of(0).map(|xyz| xyz.class), Some(XyzClass::Z));
        assert_eq!((found.rfm_of(2), found.value_of(0)), (None, None));
        // a bought last and most, b most often; of two accounts the higher of each measure scores 5.
        assert_eq!(found.rfm_of(0).map(|score| score.to_string()), Some("515".to_owned()));
        assert_eq!(found.rfm_of(1).map(|score| score.to_string()), Some("151".to_owned()));
        assert_eq!(found.value, Err(NoFit::TooFewRepeatBuyers { found: 1, needed: 100 }));
        // The data begin on the third of January, which is no whole month.
        assert_eq!(analysis.season, Err(NoSeason::TooFewMonths { found: 11 }));
    }

    #[test]
    fn a_month_that_still_runs_is_no_swing() {
        // Even for a year; of the thirteenth month nine days.
        let mut sales: Vec<(String, i64)> =
            (0..12).map(|m| (format!("{}-{:02}-01", 2024 + (m + 11) / 12, (m + 11) % 12 + 1), 100)).collect();
        sales.push(("2025-12-09".to_owned(), 5));
        let sales: Vec<sample::Sale> = sales.iter().map(|(day, sum)| ("a", day.as_str(), *sum, None)).collect();
        let ledger = sample::ledger(&sales);
        let portfolio = sample::accounts_of(&ledger);
        let found = sample::analysis_of(&portfolio, &ledger, &crate::project::settings::Settings::default()).customers;
        let xyz = found.xyz_of(0).unwrap();
        assert_eq!((xyz.class, xyz.variation, xyz.months), (XyzClass::X, 0.0, 12));
    }
}
