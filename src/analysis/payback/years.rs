//! The years of an account, from its sales and its dossier.
//!
//! Years are fiscal years, as everywhere in a dossier. Those of the sales data count in full. What was spent before them has no
//! sales to stand against: it opens the account as a debt, so that the answer errs on the careful side. Investment ÷ revenue
//! is of the years that the sales hold whole.

use jiff::civil::Date;

use super::AccountYear;
use crate::analysis::forecast_outcome::Outcomes;
use crate::analysis::sales::{Baseline, Grain, Scope};
use crate::portfolio::{Account, Amount, Month, Period};

/// For how much of a year a cost to serve is on file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Costed {
    /// For every month of it that the sales hold.
    Whole,
    /// For some of them.
    InPart,
    /// For none.
    NotAtAll,
}

impl Outcomes<'_> {
    /// A row for what was spent before the data, then one for each year of them; `None` without sales, or where the gross
    /// profit of a year is not known.
    pub fn account_years(&self, account: &Account, at: usize) -> Option<Vec<AccountYear>> {
        let scope = Scope::Account(at);
        let first = self.fiscal_year_of(self.sales.first_day(scope)?);
        let spent = |wanted: &dyn Fn(i16) -> bool| -> Amount {
            account.investments.iter().filter(|i| wanted(i.year)).map(|i| i.amount.value).sum()
        };
        let investment = spent(&|year| year < first);
        let is_unseen = self.bought_before(account, at);
        let before = AccountYear { year: first - 1, revenue: None, contribution: Amount::ZERO, investment, is_unseen };
        let mut years = vec![before];
        let held = self.first_day.unwrap_or(self.day);
        for year in first..=self.fiscal_year_of(self.day) {
            let whole = Period::fiscal_year(year, self.fiscal_year_start);
            let sold = self.sales.figures(scope, Period::new(whole.first, whole.last.min(self.day))?);
            let profit =
                if sold.is_zero() { Amount::ZERO } else { sold.gross_profit().filter(|_| sold.is_covered())? };
            years.push(AccountYear {
                year,
                revenue: self.is_whole(whole).then_some(sold.revenue),
                contribution: self.deductions(account, whole, held).contribution(profit),
                investment: spent(&|other| other == year),
                is_unseen: false,
            });
        }
        Some(years)
    }

    /// Whether it may have bought before the sales on file begin: it is a customer for longer, as the dossier says; where it
    /// says nothing, its first sale lies in the first fiscal year of the data.
    fn bought_before(&self, account: &Account, at: usize) -> bool {
        let Some(held) = self.first_day else { return false };
        match (account.since, self.sales.first_day(Scope::Account(at))) {
            (Some(since), _) => since < held,
            (None, Some(first)) => self.fiscal_year_of(first) == self.fiscal_year_of(held),
            (None, None) => false,
        }
    }

    /// For how much of each year of sales a cost to serve is on file; where there is none, gross profit counts in full. The year that
    /// runs is whole when its costs reach to the last month that is over.
    pub fn costed(&self, account: &Account, at: usize, years: &[AccountYear]) -> Vec<(i16, Costed)> {
        let costs: Vec<Period> = account.cost_to_serve.iter().filter_map(|cost| self.resolved(&cost.period)).collect();
        let begun = self.sales.first_day(Scope::Account(at));
        let of = |year: i16| {
            let whole = Period::fiscal_year(year, self.fiscal_year_start);
            let (first, last) = (whole.first.max(begun.unwrap_or(whole.first)), whole.last.min(self.day));
            let months = (Month::of(first).index()..=Month::of(last).index()).map(Month::from_index);
            let months: Vec<Month> = months.filter(|month| month.last_day() <= self.day).collect();
            // What reaches beyond the year is deducted in none ([`Outcomes::deductions`]).
            let counted = || costs.iter().filter(|cost| whole.contains(cost.first) && whole.contains(cost.last));
            let with = |month: &&Month| counted().any(|cost| cost.contains(month.first_day()));
            match months.iter().filter(with).count() {
                0 if !months.is_empty() => Costed::NotAtAll,
                count if count < months.len() => Costed::InPart,
                _ => Costed::Whole,
            }
        };
        years.iter().skip(1).map(|year| (year.year, of(year.year))).collect()
    }

    /// The fiscal year in which a day lies, by the calendar year in which it starts: what a bare year in a dossier means.
    pub fn fiscal_year_of(&self, day: Date) -> i16 {
        Grain::FiscalYear.containing(day, self.fiscal_year_start).first.year()
    }

    /// Whether a year is over and the sales hold all of it.
    fn is_whole(&self, year: Period) -> bool {
        year.last <= self.day && Baseline::of(year, self.first_day) == Baseline::Complete
    }
}
