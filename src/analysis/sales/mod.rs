//! The ledger as accounts of the portfolio: what was sold to whom, when, and what.
//!
//! 1. [`SalesView::new`] maps the codes of the sales to accounts (several codes can be one account, and an ignored one
//!    is none) and builds running sums per account, once.
//! 2. Revenue and gross profit of an account or of all, for any days, are two binary searches ([`SalesView::figures`]).
//! 3. Products, categories, managers and regions are kept by month: their answers say which months were counted
//!    ([`Monthly`]), since a period that starts inside a month is widened to whole months.

mod as_of;
mod figures;
mod mapping;
mod names;
mod periods;
mod products;
mod sold;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::load::ledger::{Ledger, ProductIx};
use crate::portfolio::{Month, Period};
pub use as_of::{AsOf, AsOfCandidates, AsOfSource, source_date};
pub use figures::{COVERAGE_NEEDED, Figures, LineSums};
pub use mapping::{AccountDefaults, Mapping};
use names::Names;
pub use periods::{Against, Baseline, Compared, Grain, compared, known_from, months_between, previous};
use sold::{Line, Place, Sold};

/// Whose sales.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// All accounts that are not ignored.
    Portfolio,
    /// The account at this position.
    Account(usize),
}

/// Sales by account, ready to be asked.
#[derive(Debug, Clone)]
pub struct SalesView {
    accounts: Vec<Sold>,
    all: Sold,
    /// What an account beyond the last has bought: nothing.
    nothing: Sold,
    names: Names,
    /// By product of the ledger: the one that stands for its code.
    product_of: Vec<ProductIx>,
}

/// An answer that is kept by month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Monthly<T> {
    /// The days that were asked for.
    pub asked: Period,
    /// The days that were counted: whole months, but no further than the data reach.
    pub counted: Period,
    /// What they sum to.
    pub rows: Vec<T>,
}

impl<T> Monthly<T> {
    /// Whether more days were counted than were asked for.
    pub fn is_widened(&self) -> bool {
        self.asked != self.counted
    }
}

impl SalesView {
    /// Builds the sums. Time and memory grow with the tables of the ledger, not with the questions asked later.
    pub fn new(ledger: &Ledger, mapping: &Mapping) -> Self {
        let names = Names::new(ledger, mapping);
        let sold = |(account, codes): (usize, &Vec<_>)| Sold::to_account(ledger, codes, &names, account);
        let accounts: Vec<Sold> = mapping.codes().par_iter().enumerate().map(sold).collect();
        let all = Sold::to_all(&accounts);
        let product_of = products::by_code(ledger, &all.lines);
        Self { all, accounts, nothing: Sold::default(), names, product_of }
    }

    /// Number of accounts.
    pub const fn accounts(&self) -> usize {
        self.accounts.len()
    }

    /// The first day with sales of an account or of all, returns included.
    pub fn first_day(&self, scope: Scope) -> Option<Date> {
        self.sold(scope).days.first().map(|d| d.day)
    }

    /// The last day with sales of an account or of all, returns included.
    pub fn last_day(&self, scope: Scope) -> Option<Date> {
        self.sold(scope).days.last().map(|d| d.day)
    }

    /// All days with sales, from the first to the last.
    pub fn span(&self, scope: Scope) -> Option<Period> {
        Period::new(self.first_day(scope)?, self.last_day(scope)?)
    }

    /// Revenue and cost in any days.
    pub fn figures(&self, scope: Scope, period: Period) -> Figures {
        let days = &self.sold(scope).days;
        let up_to = |end: usize| end.checked_sub(1).and_then(|i| days.get(i)).map(|d| d.total).unwrap_or_default();
        let start = days.partition_point(|d| d.day < period.first);
        let end = days.partition_point(|d| d.day <= period.last);
        up_to(end) - up_to(start)
    }

    /// Revenue and cost of every account in any days, in the order of accounts.
    pub fn figures_by_account(&self, period: Period) -> Vec<Figures> {
        (0..self.accounts()).map(|account| self.figures(Scope::Account(account), period)).collect()
    }

    /// In each period the accounts that bought for more than they returned; periods in order, none within another.
    pub fn buyers(&self, periods: &[Period]) -> Vec<usize> {
        let mut counts = vec![0; periods.len()];
        for account in 0..self.accounts() {
            for (count, figures) in counts.iter_mut().zip(self.walk(Scope::Account(account), periods)) {
                *count += usize::from(figures.revenue.is_positive());
            }
        }
        counts
    }

    /// Revenue and cost of each period; periods in order, none within another.
    pub fn series(&self, scope: Scope, periods: &[Period]) -> Vec<Figures> {
        self.walk(scope, periods).collect()
    }

    /// Walks once over the days: where there are about as many periods as days, that is ten times faster than to look each
    /// one up.
    fn walk<'s>(&'s self, scope: Scope, periods: &'s [Period]) -> impl Iterator<Item = Figures> + 's {
        let days = &self.sold(scope).days;
        let mut at = 0;
        let mut total = Figures::default();
        periods.iter().map(move |period| {
            let mut pass = |is_passed: &dyn Fn(Date) -> bool| {
                while let Some(day) = days.get(at).filter(|day| is_passed(day.day)) {
                    total = day.total;
                    at += 1;
                }
                total
            };
            let before = pass(&|day| day < period.first);
            pass(&|day| day <= period.last) - before
        })
    }

    /// Days in the period with any row, and what each sums to, in order.
    pub fn days(&self, scope: Scope, period: Period) -> impl Iterator<Item = (Date, Figures)> + '_ {
        let days = &self.sold(scope).days;
        let start = days.partition_point(|d| d.day < period.first);
        let end = days.partition_point(|d| d.day <= period.last);
        let mut before = start.checked_sub(1).and_then(|i| days.get(i)).map(|d| d.total).unwrap_or_default();
        days[start..end.max(start)].iter().map(move |d| {
            let figures = d.total - before;
            before = d.total;
            (d.day, figures)
        })
    }

    /// Days on which more was bought than returned.
    pub fn purchase_days(&self, scope: Scope, period: Period) -> usize {
        self.days(scope, period).filter(|(_, figures)| figures.revenue.is_positive()).count()
    }

    /// The last day, up to `until`, on which more was bought than returned.
    pub fn last_purchase(&self, account: usize, until: Date) -> Option<Date> {
        let days = &self.sold(Scope::Account(account)).days;
        let end = days.partition_point(|d| d.day <= until);
        let bought = |i: usize| {
            let before = i.checked_sub(1).map(|i| days[i].total).unwrap_or_default();
            (days[i].total - before).revenue.is_positive()
        };
        (0..end).rev().find(|&i| bought(i)).map(|i| days[i].day)
    }

    /// Distinct orders in the period, returns being none; where the sales carry no order ids, days with purchases.
    pub fn orders(&self, scope: Scope, period: Period) -> usize {
        let orders = &self.sold(scope).orders;
        orders.partition_point(|&day| day <= period.last) - orders.partition_point(|&day| day < period.first)
    }

    /// By product, largest revenue first; ties in the order of the ledger's products. A code is one product, under the entry of the
    /// ledger with the category in which it was last sold.
    pub fn products(&self, scope: Scope, period: Period) -> Monthly<(ProductIx, LineSums)> {
        let lines = &self.sold(scope).lines;
        let keyed = |line: &Line| (self.product_of[line.product.0 as usize].0 as usize, line.sums);
        let monthly = self.monthly(period, lines, |line| line.month, keyed);
        #[expect(clippy::cast_possible_truncation, reason = "made from a u32 right above")]
        let rows = monthly.rows.into_iter().map(|(product, sums)| (ProductIx(product as u32), sums)).collect();
        Monthly { asked: monthly.asked, counted: monthly.counted, rows }
    }

    /// By product category, largest revenue first; `None` for products without one.
    pub fn categories(&self, scope: Scope, period: Period) -> Monthly<(Option<&str>, LineSums)> {
        let keyed = |line: &Line| (self.names.category_of[line.product.0 as usize], line.sums);
        let monthly = self.monthly(period, &self.sold(scope).lines, |line| line.month, keyed);
        named(monthly, &self.names.categories)
    }

    /// By the manager of the sale: the row's, else the account's, else `None`. Largest revenue first.
    pub fn managers(&self, scope: Scope, period: Period) -> Monthly<(Option<&str>, LineSums)> {
        let keyed = |place: &Place| (place.manager, LineSums { figures: place.figures, ..LineSums::default() });
        let monthly = self.monthly(period, &self.sold(scope).places, |place| place.month, keyed);
        named(monthly, &self.names.managers)
    }

    /// By the region of the sale: the row's, else the account's, else `None`. Largest revenue first.
    pub fn regions(&self, scope: Scope, period: Period) -> Monthly<(Option<&str>, LineSums)> {
        let keyed = |place: &Place| (place.region, LineSums { figures: place.figures, ..LineSums::default() });
        let monthly = self.monthly(period, &self.sold(scope).places, |place| place.month, keyed);
        named(monthly, &self.names.regions)
    }

    /// Everything that product rows carry: discount and quantity as well as figures.
    pub fn line_sums(&self, scope: Scope, period: Period) -> Monthly<LineSums> {
        let keyed = |line: &Line| (0, line.sums);
        let monthly = self.monthly(period, &self.sold(scope).lines, |line| line.month, keyed);
        let rows = vec![monthly.rows.first().map(|&(_, sums)| sums).unwrap_or_default()];
        Monthly { asked: monthly.asked, counted: monthly.counted, rows }
    }

    /// The days that are counted for a period where sums are kept by month.
    pub fn widened(&self, period: Period) -> Period {
        let (first, last) = (Month::of(period.first).first_day(), Month::of(period.last).last_day());
        match self.span(Scope::Portfolio) {
            Some(data) => Period {
                first: if period.first <= data.first { period.first } else { first.max(data.first) },
                last: if period.last >= data.last { period.last } else { last.min(data.last) },
            },
            None => period,
        }
    }

    /// A year and the year before it where sums are kept by month: the twelve whole months up to the end of `year`, and those
    /// before them, where the data reach back to their first.
    ///
    /// Widening a year that begins within a month would count thirteen months, one of them in both years. A month of which the
    /// last three days are missing counts as whole (convention: exports end with the last working day). Where the data hold no
    /// whole month, there is only what they hold, and nothing to compare it with.
    pub fn year_by_months(&self, year: Period) -> (Period, Option<Period>) {
        const MISSING: i8 = 3;
        let ends = Month::of(year.last);
        let is_whole = year.last.day() + MISSING >= ends.last_day().day();
        let last = if is_whole { ends } else { ends.plus(-1) };
        let first = last.plus(-11).first_day();
        let Some(data) = self.span(Scope::Portfolio).filter(|data| data.first <= last.last_day()) else {
            return (self.widened(year), None);
        };
        let before = Period { first: last.plus(-23).first_day(), last: last.plus(-12).last_day() };
        let reaches_back = Month::of(data.first).first_day() <= before.first;
        (Period { first, last: last.last_day().min(year.last) }, reaches_back.then_some(before))
    }

    /// Sums rows of some months by key, without touching keys that have none.
    fn monthly<R>(
        &self,
        asked: Period,
        rows: &[R],
        month: impl Fn(&R) -> Month,
        keyed: impl Fn(&R) -> (usize, LineSums),
    ) -> Monthly<(usize, LineSums)> {
        let start = rows.partition_point(|row| month(row) < Month::of(asked.first));
        let end = rows.partition_point(|row| month(row) <= Month::of(asked.last));
        let mut rows = sold::sum_up(rows[start..end.max(start)].iter().map(keyed).collect());
        rows.sort_by(|a, b| b.1.figures.revenue.cmp(&a.1.figures.revenue).then(a.0.cmp(&b.0)));
        Monthly { asked, counted: self.widened(asked), rows }
    }

    fn sold(&self, scope: Scope) -> &Sold {
        match scope {
            Scope::Portfolio => &self.all,
            Scope::Account(account) => self.accounts.get(account).unwrap_or(&self.nothing),
        }
    }
}

fn named(monthly: Monthly<(usize, LineSums)>, names: &[Option<String>]) -> Monthly<(Option<&str>, LineSums)> {
    let rows = monthly.rows.into_iter().map(|(key, sums)| (names[key].as_deref(), sums)).collect();
    Monthly { asked: monthly.asked, counted: monthly.counted, rows }
}

#[cfg(test)]
mod tests;
