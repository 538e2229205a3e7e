//! What an account contributes: gross profit − cost to serve − rebates − free services.
//!
//! One definition for the payback of an investment (S0) and for accounts that bring volume and no profit (S2). Discounts are not
//! taken off: the price that was paid is without them already. Entries of the dossier count where their period lies within the
//! days that are asked for; where the sales hold a part of that period only, so does the same part of the entry: nine months of
//! gross profit stand against nine months of cost.

use jiff::civil::Date;

use super::account_facts::AccountFacts;
use super::forecast_outcome::Outcomes;
use crate::portfolio::{Account, Amount, Period, WrittenPeriod};

/// What comes off gross profit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Deductions {
    /// Cost to serve.
    pub serving: Amount,
    /// Rebates and free services.
    pub conceded: Amount,
    /// Whether the dossier has a cost to serve for any of these days: unknown is not zero.
    pub is_costed: bool,
}

/// What an account contributed in the 12 months, which the misconception “volume from the large, profit from the small” is read on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct YearContribution {
    /// The 12 months.
    pub period: Period,
    /// Gross profit, over sales of which nearly all carry a cost.
    pub gross_profit: Amount,
    /// What comes off it.
    pub off: Deductions,
    /// What is left.
    pub contribution: Amount,
    /// That as a part of revenue.
    pub rate: f64,
}

impl Deductions {
    /// What is left of gross profit: the contribution.
    pub fn contribution(self, gross_profit: Amount) -> Amount {
        gross_profit - self.serving - self.conceded
    }
}

impl Outcomes<'_> {
    /// Cost to serve, rebates and free services of the periods that lie within some days, as far as they fall on days since
    /// `since` and until today.
    pub fn deductions(&self, account: &Account, within: Period, since: Date) -> Deductions {
        let lies_within = |written: &WrittenPeriod| {
            self.resolved(written).is_some_and(|p| within.contains(p.first) && within.contains(p.last))
        };
        let held = |written: &WrittenPeriod, amount: Amount| {
            let period = self.resolved(written).filter(|_| lies_within(written));
            period.map_or(Amount::ZERO, |period| part_held(amount, period, since, self.day))
        };
        let is_costed = account.cost_to_serve.iter().any(|cost| lies_within(&cost.period));
        let serving = account.cost_to_serve.iter().map(|cost| held(&cost.period, cost.amount.value)).sum();
        let conceded = account.concessions.periods.iter().flat_map(|granted| {
            let amounts = [granted.rebates, granted.free_services].into_iter().flatten();
            amounts.map(|amount| held(&granted.period, amount))
        });
        Deductions { serving, conceded: conceded.sum(), is_costed }
    }

    /// What an account contributed in the 12 months, which are given; `None` where costs cover too little of its revenue, or nothing was sold.
    pub fn year_contribution(
        &self,
        account: &Account,
        facts: &AccountFacts,
        period: Period,
    ) -> Option<YearContribution> {
        let gross_profit = facts.year.gross_profit().filter(|_| facts.year.is_covered())?;
        let off = self.deductions(account, period, period.first);
        let contribution = off.contribution(gross_profit);
        let rate = contribution.share_of(facts.year.revenue)?;
        Some(YearContribution { period, gross_profit, off, contribution, rate })
    }

    /// The days that a period of the dossier means.
    pub fn resolved(&self, written: &WrittenPeriod) -> Option<Period> {
        Some(written.query()?.resolve(self.day, self.fiscal_year_start))
    }
}

/// The part of an amount that falls on the days from `from` to `to`, spread evenly over its period.
fn part_held(amount: Amount, period: Period, from: Date, to: Date) -> Amount {
    let held = Period::new(period.first.max(from), period.last.min(to)).map_or(0, Period::days);
    amount.part(held, period.days())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sales::SalesView;
    use crate::analysis::sample::{self, account};

    #[test]
    fn cost_counts_for_the_days_that_the_sales_hold() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let year = Period::fiscal_year(2024, 1);
        let cost = Amount::from_int(1_830_000);
        // 2 April to 31 December 2024: 274 of 366 days, 5,000 a day.
        assert_eq!(part_held(cost, year, day("2024-04-02"), day("2026-06-30")), Amount::from_int(1_370_000));
        assert_eq!(part_held(cost, year, day("2023-01-01"), day("2026-06-30")), cost);
        assert_eq!(part_held(cost, year, day("2025-01-01"), day("2026-06-30")), Amount::ZERO);
        // A year that runs: up to the day.
        assert_eq!(part_held(cost, year, day("2023-01-01"), day("2024-01-10")), Amount::from_int(50_000));
    }

    #[test]
    fn rebates_and_free_services_come_off_beside_the_cost_to_serve() {
        let mut one = account("a");
        one.cost_to_serve = serde_yaml::from_str("[{period: 2025, amount: 200}, {period: 2024, amount: 7}]").unwrap();
        one.concessions = serde_yaml::from_str(
            "{periods: [{period: 2025-Q4, discounts: 90, rebates: 30, free_services: 5}, {period: 2026-Q1, rebates: 9}]}",
        )
        .unwrap();
        let ledger = sample::ledger(&[("a", "2024-01-01", 1, None)]);
        let portfolio = sample::portfolio(vec![one.clone()]);
        let sales = SalesView::new(&ledger, &crate::analysis::facts::mapping(&portfolio, &ledger));
        let day = "2026-06-30".parse().unwrap();
        let known = Outcomes { sales: &sales, first_day: None, day, fiscal_year_start: 1 };
        let found = known.deductions(&one, Period::fiscal_year(2025, 1), "2024-01-01".parse().unwrap());
        assert_eq!((found.serving, found.conceded), (Amount::from_int(200), Amount::from_int(35)));
        assert_eq!(found.contribution(Amount::from_int(400)), Amount::from_int(165));
    }
}
