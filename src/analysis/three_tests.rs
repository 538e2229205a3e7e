//! The three tests of a key account (S0 三项指标): the product and the way it is sold fit, purchasing is centralised, purchases
//! recur.
//!
//! The first two are the team's judgement. The third is counted: purchases in [`RECURRING`] of the last 12 months or more recur,
//! in half as many they may (convention). An account that bought for the first time within the 12 months cannot fail it yet, unless
//! it bought on one day only and has been silent for [`SILENT`] months: that is the source's own counter-example.

use super::account_facts::AccountFacts;
use crate::portfolio::{Account, Judgement, Procurement};

/// Months with a purchase, of twelve, from which purchases recur (convention).
pub const RECURRING: usize = 10;

/// Whole months of silence after a single purchase from which it does not recur (convention).
pub const SILENT: i32 = 3;

/// How a test ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Passed.
    Passed,
    /// In part, or one half of it judged.
    Half,
    /// Failed.
    Failed,
    /// Nobody has judged, or there is nothing to count.
    Unknown,
}

/// The three of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ThreeTests {
    /// The product and the way it is sold fit.
    pub fit: Outcome,
    /// Purchasing is centralised.
    pub procurement: Outcome,
    /// Purchases recur.
    pub recurrence: Outcome,
}

impl ThreeTests {
    /// Of an account.
    pub fn of(account: &Account, facts: &AccountFacts) -> Self {
        let holds = |judged: &Option<Judgement>| judged.as_ref().map(|judged| judged.holds);
        Self {
            fit: match (holds(&account.fit.product), holds(&account.fit.selling)) {
                (None, None) => Outcome::Unknown,
                (Some(true), Some(true)) => Outcome::Passed,
                (Some(false), _) | (_, Some(false)) => Outcome::Failed,
                _ => Outcome::Half,
            },
            procurement: match account.fit.procurement {
                None => Outcome::Unknown,
                Some(Procurement::Centralised) => Outcome::Passed,
                Some(Procurement::Mixed) => Outcome::Half,
                Some(Procurement::Dispersed) => Outcome::Failed,
            },
            recurrence: recurrence(facts),
        }
    }

    /// The three, in the order of the source.
    pub const fn all(self) -> [Outcome; 3] {
        [self.fit, self.procurement, self.recurrence]
    }

    /// Whether one of them failed.
    pub fn fails(self) -> bool {
        self.all().contains(&Outcome::Failed)
    }
}

/// Months of the last 12 with a purchase.
pub fn months_bought(facts: &AccountFacts) -> usize {
    facts.months.iter().filter(|point| point.now.revenue.is_positive()).count()
}

fn recurrence(facts: &AccountFacts) -> Outcome {
    let Some(first) = facts.first_sale else { return Outcome::Unknown };
    let is_new = facts.months.first().is_some_and(|oldest| first >= oldest.month.first_day());
    if facts.lifetime_purchase_days == 1 && facts.silent_months.is_some_and(|months| months >= SILENT) {
        return Outcome::Failed;
    }
    match months_bought(facts) {
        bought if bought >= RECURRING => Outcome::Passed,
        bought if is_new || bought * 2 >= RECURRING => Outcome::Half,
        _ => Outcome::Failed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::sample::{account, analysis_of, ledger, portfolio};
    use crate::portfolio::Month;
    use crate::project::settings::Settings;

    /// `a` bought in so many of the last 12 months, and long before; `z` only ends the data.
    fn recurs(months: i32, before: bool) -> Outcome {
        let last = Month::of("2026-06-30".parse().unwrap());
        let days: Vec<String> = (0..months)
            .map(|back| last.plus(-back).first_day().to_string())
            .chain(before.then(|| "2024-01-01".into()))
            .collect();
        let mut sales: Vec<(&str, &str, i64, Option<i64>)> =
            days.iter().map(|day| ("a", day.as_str(), 10, None)).collect();
        sales.push(("z", "2026-06-30", 1, None));
        let accounts = portfolio(vec![account("a"), account("z")]);
        let analysis = analysis_of(&accounts, &ledger(&sales), &Settings::default());
        ThreeTests::of(&accounts.accounts[0], &analysis.accounts[0]).recurrence
    }

    /// `a` bought on one day.
    fn once(day: &str) -> Outcome {
        let accounts = portfolio(vec![account("a"), account("z")]);
        let sales = [("a", day, 10, None), ("z", "2024-01-01", 1, None), ("z", "2026-06-30", 1, None)];
        let analysis = analysis_of(&accounts, &ledger(&sales), &Settings::default());
        ThreeTests::of(&accounts.accounts[0], &analysis.accounts[0]).recurrence
    }

    #[test]
    fn ten_of_twelve_months_recur_and_five_may() {
        let found = [10, 9, 5, 4, 0].map(|months| recurs(months, true));
        assert_eq!(found, [Outcome::Passed, Outcome::Half, Outcome::Half, Outcome::Failed, Outcome::Failed]);
        // New within the 12 months: it cannot have recurred yet. Never bought: nothing to count.
        assert_eq!((recurs(3, false), recurs(0, false)), (Outcome::Half, Outcome::Unknown));
        // Once this month may be a beginning; once, and nothing for three months, is the source's 200 million.
        assert_eq!(recurs(1, false), Outcome::Half);
        assert_eq!(once("2026-03-30"), Outcome::Failed);
        assert_eq!(once("2026-04-02"), Outcome::Half);
    }

    #[test]
    fn judgements_of_the_team() {
        let accounts = portfolio(vec![account("a")]);
        let analysis = analysis_of(&accounts, &ledger(&[]), &Settings::default());
        let of = |fit: &str| {
            let account = Account { fit: serde_yaml::from_str(fit).unwrap(), ..account("a") };
            ThreeTests::of(&account, &analysis.accounts[0])
        };
        assert_eq!(of("{}").all(), [Outcome::Unknown; 3]);
        let found = of("{product: true, procurement: mixed}");
        assert_eq!((found.fit, found.procurement, found.fails()), (Outcome::Half, Outcome::Half, false));
        assert_eq!(of("{product: true, selling: true, procurement: centralised}").fit, Outcome::Passed);
        assert!(of("{product: true, selling: false}").fails() && of("{procurement: dispersed}").fails());
    }
}
