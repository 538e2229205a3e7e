//! The sales of a period as a dossier writes it, and what was granted in it: one count for the playbook and the export.

use super::forecast_outcome::Outcomes;
use super::sales::{Figures, Scope};
use crate::portfolio::{Account, Amount, ConcessionPeriod, Month, WrittenPeriod};

impl Outcomes<'_> {
    /// What the account at a position bought in a written period; `None` where it begins before the data or is not over yet.
    pub fn sold(&self, position: usize, period: &WrittenPeriod) -> Option<Figures> {
        let period = period.query()?.resolve(self.day, self.fiscal_year_start);
        // Data that begin within a month count as from its first day.
        let from = Month::of(self.first_day?).first_day();
        let known = from <= period.first && period.last <= self.day;
        known.then(|| self.sales.figures(Scope::Account(position), period))
    }

    /// What was granted in a period as a part of its gross profit (S2 利润空间); `None` where that is not known or not positive.
    pub fn concession_share(&self, position: usize, period: &ConcessionPeriod) -> Option<f64> {
        granted(period).share_of(self.sold(position, &period.period).and_then(gross_profit)?)
    }

    /// What serving the account at a position cost in the newest period on file, as a part of the gross profit of that period
    /// (S3); `None` where either is not known, or the gross profit is not positive.
    pub fn serving_share(&self, account: &Account, position: usize) -> Option<f64> {
        let last = account.cost_to_serve.last()?;
        last.amount.value.share_of(self.sold(position, &last.period).and_then(gross_profit)?)
    }
}

/// Discounts, rebates and free services of a period.
pub fn granted(period: &ConcessionPeriod) -> Amount {
    [period.discounts, period.rebates, period.free_services].into_iter().flatten().sum()
}

/// The gross profit, where costs cover the revenue and it is above zero: what else is set against it has no meaning.
pub fn gross_profit(figures: Figures) -> Option<Amount> {
    figures.gross_profit().filter(|profit| figures.is_covered() && profit.is_positive())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{account, analysis_of, ledger, portfolio};
    use crate::project::settings::Settings;

    #[test]
    fn granted_against_the_gross_profit_of_its_period() {
        // 100 at a cost of 60 in March, 50 at 40 in April: the first quarter made 40.
        let sales = ledger(&[("a", "2026-03-01", 100, Some(60)), ("a", "2026-04-10", 50, Some(40))]);
        let analysis = analysis_of(&portfolio(vec![account("a")]), &sales, &Settings::default());
        let outcomes = Outcomes {
            sales: &analysis.sales,
            first_day: analysis.portfolio.first_day,
            day: "2026-06-30".parse().unwrap(),
            fiscal_year_start: 1,
        };
        let share = |written: &str| {
            let period = format!("{{period: {written}, discounts: 4, rebates: 1, free_services: 5}}");
            outcomes.concession_share(0, &serde_yaml::from_str(&period).unwrap())
        };
        assert_eq!(share("2026-03"), Some(0.25));
        assert_eq!(share("2026-Q2"), Some(1.0));
        assert_eq!(share("2026-Q1"), None, "begins before the data");
        assert_eq!(share("2026-Q3"), None, "not over");
        assert_eq!(share("2026-05"), None, "nothing sold");
    }
}
